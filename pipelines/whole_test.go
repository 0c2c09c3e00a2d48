package pipelines

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"zeren/classify"
	"zeren/ingest"
	"zeren/report"
	"zeren/testdata"
)

// realChain is the chain as the program builds it, but for the processes that
// read PDF: these tests are of text files.
func realChain(t testing.TB) *Chain {
	t.Helper()
	packs, err := classify.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return chainWith(t, packs)
}

// chainWith is the same with these regulations.
func chainWith(t testing.TB, packs []classify.Pack) *Chain {
	t.Helper()
	cal, err := classify.LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.NewRenderer(nil)
	if err != nil {
		t.Fatal(err)
	}
	return NewChain(Parts{
		Decode: func(_ context.Context, name string, data []byte) (ingest.Document, error) {
			return ingest.Decode(name, data, ingest.Options{})
		},
		Join: func(_ context.Context, files [][]byte) (ingest.Joined, error) {
			return ingest.Join(files, ingest.Options{})
		},
		Packs: packs, Calendar: cal, Renderer: r,
	})
}

// gold is what a careful reader finds in a file of testdata.
type gold struct {
	File   string `json:"file"`
	Record struct {
		Type    string  `json:"document_type"`
		Number  *string `json:"case_number"`
		Results []struct{ Agency, Result string }
	} `json:"record"`
	Expect []struct {
		Agency, Jurisdiction string
		Documents            []string
	} `json:"expect"`
}

// papers gives the text files of testdata with what is expected of them.
func papers(t testing.TB) map[string]gold {
	t.Helper()
	data, err := testdata.Files.ReadFile("gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]gold{}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var g gold
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		if path.Ext(g.File) == ".txt" {
			m[g.File] = g
		}
	}
	if len(m) < 5 {
		t.Fatalf("%d labelled texts", len(m))
	}
	return m
}

func text(t testing.TB, name string) string {
	t.Helper()
	data, err := testdata.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestWholeRun drops real-form papers of all five places into one inbox and
// wants each report where its regulation asks for it, nothing else, and the
// same bytes from the plain function.
func TestWholeRun(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.cfg.Chain = realChain(t)
	files := papers(t)
	for name := range files {
		p.drop(name, text(t, name))
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	in, out := tree(t, p.cfg.Inbox), tree(t, p.cfg.Outbox)
	o := p.open()
	defer o.Close()
	entries := map[string]Entry{}
	for _, e := range register(t, o) {
		entries[e.Name] = e
	}
	draft := t.TempDir()
	for name, g := range files {
		folder := ingest.DoneFolder
		if g.Record.Type == "other" {
			folder = ingest.AsideFolder
		}
		if _, ok := in[folder+"/"+name]; !ok {
			t.Errorf("%s is not in %s", name, folder)
		}
		e := entries[name]
		if e.Problem != nil || e.Open || e.Outcome == nil {
			t.Errorf("%s: %+v", name, e.Problem)
			continue
		}
		for _, want := range g.Expect {
			for _, title := range want.Documents {
				found := false
				for _, paper := range e.Outcome.Papers {
					for _, d := range paper.Documents {
						found = found || d.Jurisdiction == want.Jurisdiction && d.Agency == want.Agency && d.Title == title
						if !strings.HasPrefix(out[d.Path], "%PDF-") {
							t.Errorf("%s: no PDF at %s", name, d.Path)
						}
					}
				}
				if !found {
					t.Errorf("%s: no %s of %s for %s", name, title, want.Jurisdiction, want.Agency)
				}
			}
		}
		r, err := p.cfg.Chain.Run(t.Context(), Input{Name: name, Data: []byte(text(t, name))})
		if err != nil {
			t.Fatal(err)
		}
		if len(g.Expect) == 0 && len(r.Files) > 0 {
			t.Errorf("%s: %d reports that nothing asks for", name, len(r.Files))
		}
		if _, err := Publish(draft, r.Files); err != nil {
			t.Fatal(err)
		}
	}
	if d := tree(t, draft); !maps.Equal(out, d) {
		t.Errorf("watch %q\ndraft %q", names(out), names(d))
	}
}

// inForce leaves the withdrawn reports of an outbox out.
func inForce(outbox map[string]string) map[string]string {
	m := map[string]string{}
	for p, data := range outbox {
		if path.Base(path.Dir(p)) != WithdrawnFolder {
			m[p] = data
		}
	}
	return m
}

// TestFactsBothWays: with a sheet, a linked paper and a confirmation, watch
// and the plain function still give the same bytes; what was drafted before
// stays.
func TestFactsBothWays(t *testing.T) {
	t.Parallel()
	const name = "jinzhai-fangwu-zhongshen.txt"
	const other = "一审.txt"
	const stranger = "huishui-chesu-caiding.txt"
	lower := strings.NewReplacer(
		"安徽省六安市中级人民法院", "安徽省金寨县人民法院", "（2023）皖15行终208号", "（2023）皖1524行初19号",
		"上诉人（原审被告）", "被告", "被上诉人（原审原告）", "原告", "二〇二三年十月十八日", "二〇二三年六月十八日",
		"驳回上诉，维持原判。", "确认金寨县白塔畈镇人民政府拆除大棚的行为违法。", "本判决为终审判决。", "如不服本判决，可以上诉。",
	).Replace(text(t, name))
	sheet := []byte("case: （2023）皖15行终208号\nreceived_on: 2023-10-25\nserved_on: 2023-10-25\n")
	p := newPlace(t)
	p.cfg.Chain = realChain(t)
	p.drop(name, text(t, name))
	p.drop(other, lower)
	p.drop(stranger, text(t, stranger))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	before := tree(t, p.cfg.Outbox)
	o := p.open()
	defer o.Close()
	e, err := o.Find("(2023)皖15行终208号")
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"case: （2023）皖15行终209号\n", "served_on: 2023-10-01\n", "servd_on: 2023-10-25\n", "x: ["} {
		if _, err := o.SetSheet(t.Context(), e, []byte(bad), "李四"); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	if held, err := o.Sheet(e); err != nil || held != nil {
		t.Errorf("a refused sheet is in force: %q, %v", held, err)
	}
	if _, err := o.SetSheet(t.Context(), e, sheet, "李四"); err != nil {
		t.Fatal(err)
	}
	if err := o.Confirm(t.Context(), e, "李四"); err != nil {
		t.Fatal(err)
	}
	if err := o.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	after := tree(t, p.cfg.Outbox)
	r, err := p.cfg.Chain.Run(t.Context(), Input{
		Name: name, Data: []byte(text(t, name)), Sheet: sheet, Confirmed: true,
		With: []Paper{{Name: other, Data: []byte(lower)}, {Name: stranger, Data: []byte(text(t, stranger))}, {Name: name, Data: []byte(text(t, name))}},
	})
	if err != nil {
		t.Fatal(err)
	}
	draft := t.TempDir()
	if _, err := Publish(draft, r.Files); err != nil {
		t.Fatal(err)
	}
	want := tree(t, draft)
	if len(want) == 0 || len(before) == 0 {
		t.Fatalf("before %q, after %q", names(before), names(want))
	}
	if got := inForce(after); !maps.Equal(want, got) {
		t.Errorf("watch %q\ndraft %q", names(got), names(want))
	}
	for p, data := range before {
		if strings.HasSuffix(p, ".pdf") && !slices.Contains(slices.Collect(maps.Values(after)), data) {
			t.Errorf("%s is lost", p)
		}
	}
	if len(r.Cases[0].Outcome.Warnings) == 0 || !strings.Contains(r.Cases[0].Outcome.Warnings[0].Text, "没有作为本案的文书采用") {
		t.Errorf("the stranger is not told: %v", r.Cases[0].Outcome.Warnings)
	}
	c, err := o.Case(e)
	if err != nil || len(c.Cases) != 1 || len(c.Cases[0].Case.Papers) != 2 || !bytes.Equal(c.Sheet, sheet) {
		t.Errorf("case: %d cases, %v", len(c.Cases), err)
	}
}
