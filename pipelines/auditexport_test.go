package pipelines

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm3"
)

func export(t *testing.T, p *place, ref string) []byte {
	t.Helper()
	a := NewAudit(p.cfg)
	if err := a.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	e, err := a.Find(ref)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := a.Export(t.Context(), e, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestExport verifies a package as its guide says, by code that knows nothing
// of this package's.
func TestExport(t *testing.T) {
	p := smallOffice(t)
	const ref = "（2021）皖1524行初1号"
	data := export(t, p, ref)
	if !bytes.Equal(data, export(t, p, ref)) {
		t.Error("two packages of the same case differ")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	folders := map[string]int{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
		folder, _, _ := strings.Cut(f.Name, "/")
		folders[folder]++
	}
	if folders["原件"] != 1 || folders["处理"] < 4 || folders["事实"] != 1 || folders["报告"] < 2 || folders["事件"] < 10 {
		t.Errorf("folders %v", folders)
	}
	for name := range files {
		if former := strings.HasPrefix(name, formerFolder); strings.HasSuffix(name, ".pdf") && !former && !strings.HasPrefix(name, inForceFolder) {
			t.Errorf("%s is neither in force nor not", name)
		}
	}
	for _, want := range []string{"现行：", "已确认（李四，", "已被取代：", "草稿"} {
		if !strings.Contains(files["报告/清单.txt"], want) {
			t.Errorf("%q is not in\n%s", want, files["报告/清单.txt"])
		}
	}
	sha := func(s string) string { d := sha256.Sum256([]byte(s)); return hex.EncodeToString(d[:]) }
	sm := func(s string) string { d := sm3.Sum([]byte(s)); return hex.EncodeToString(d[:]) }

	// Two: the files against the lists.
	listed := 0
	for list, digest := range map[string]func(string) string{"摘要-SHA256.txt": sha, "摘要-SM3.txt": sm} {
		for line := range strings.Lines(files[list]) {
			want, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
			if text, ok := files[name]; !ok || digest(text) != want {
				t.Errorf("%s: %s", list, name)
			}
			listed++
		}
	}
	if listed != 2*(len(files)-2) {
		t.Errorf("%d lines for %d files", listed, len(files))
	}

	// Three: the chain.
	held, shown := map[string]bool{}, 0
	for _, text := range files {
		held[sha(text)] = true
	}
	var last []string
	for line := range strings.Lines(files["事件/链.txt"]) {
		f := strings.Fields(line)
		if len(f) != 5 {
			t.Fatalf("line %q", line)
		}
		if last != nil && (sha(last[2]+"\n"+f[1]+"\n") != f[2] || sm(last[4]+"\n"+f[3]+"\n") != f[4]) {
			t.Errorf("link of event %s", f[0])
		}
		var seq int
		if _, err := fmt.Sscan(f[0], &seq); err != nil {
			t.Fatal(err)
		}
		if text, ok := files[fmt.Sprintf("事件/%08d.json", seq)]; ok {
			shown++
			if sha(text) != f[1] || sm(text) != f[3] {
				t.Errorf("event %d is not the one of the chain", seq)
			}
			var e struct {
				Seq          int
				Prev         struct{ SHA256, SM3 string }
				Source       string
				Result, Kind string
				SM3          map[string]string
			}
			if err := json.Unmarshal([]byte(text), &e); err != nil {
				t.Fatal(err)
			}
			if e.Seq != seq || sha(e.Prev.SHA256+"\n"+f[1]+"\n") != f[2] || sm(e.Prev.SM3+"\n"+f[3]+"\n") != f[4] {
				t.Errorf("event %d does not follow from its prev", seq)
			}
			if last != nil && (e.Prev.SHA256 != last[2] || e.Prev.SM3 != last[4]) {
				t.Errorf("event %d names another predecessor", seq)
			}
			if e.Source != sha(judgment(1, true)) {
				t.Errorf("event %d is of another file", seq)
			}
			if e.Kind == "sheet" && !held[sha("served_on: 2021-03-09\n")] {
				t.Error("no facts sheet")
			}
		}
		last = f
	}
	if shown != folders["事件"]-1 || shown < 10 {
		t.Errorf("%d events shown", shown)
	}
	for _, other := range []string{judgment(3, false), "李四 3"} {
		for name, text := range files {
			if strings.Contains(text, other) {
				t.Errorf("%s tells of another case", name)
			}
		}
	}
}

func TestLog(t *testing.T) {
	p := smallOffice(t)
	a := NewAudit(p.cfg)
	if err := a.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	e, err := a.Find("（2021）皖1524行初1号")
	if err != nil {
		t.Fatal(err)
	}
	lines := func(e *Entry) (list []string) {
		if err := a.Log(t.Context(), e, func(l LogLine) error {
			list = append(list, l.By+" "+l.Text)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return list
	}
	all, own := lines(nil), lines(&e)
	if len(own) == 0 || len(all) <= len(own) {
		t.Fatalf("%d of %d", len(own), len(all))
	}
	for _, want := range []string{"zeren 收到：1 败诉.txt", "zeren 读取完成：1 败诉.txt", "zeren 移到：已处理/1 败诉.txt", "李四 录入事实：1 败诉.txt", "李四 确认报告（1份）：1 败诉.txt"} {
		if !slices.Contains(own, want) {
			t.Errorf("%q is not in\n%s", want, strings.Join(own, "\n"))
		}
	}
}
