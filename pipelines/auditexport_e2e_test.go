//go:build e2e

package pipelines

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// unpack lays a package into a folder of its own.
func unpack(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func shell(t *testing.T, dir, command string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", "-c", command)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestExportGuide runs every command of a package's guide with the tools that
// it names, and no part of this program.
func TestExportGuide(t *testing.T) {
	p := smallOffice(t)
	dir := unpack(t, export(t, p, "（2021）皖1524行初1号"))
	guide, err := os.ReadFile(filepath.Join(dir, "说明.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var printed []string
	var shown string // what the digests are to be compared with
	for line := range strings.Lines(string(guide)) {
		command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ ")
		if !ok {
			continue
		}
		out, err := shell(t, dir, command)
		if err != nil {
			t.Errorf("%s: %v\n%s", command, err, out)
		}
		switch digest, _, _ := strings.Cut(out, " "); {
		case command == "sh 核对.sh" && strings.TrimSpace(out) != "全部相符。":
			t.Errorf("%s: %s", command, out)
		case len(digest) == 64 && !strings.HasPrefix(command, "grep"):
			printed = append(printed, digest)
		default:
			shown += out
		}
	}
	if len(printed) != 5 {
		t.Fatalf("%d digests printed by the guide's commands", len(printed))
	}
	for _, d := range printed {
		if !strings.Contains(shown, d) {
			t.Errorf("%s is not what the guide compares it with:\n%s", d, shown)
		}
	}
}

// TestExportScriptFindsWhatWasChanged: a bit in any kind of file, a file that
// is missing or was added, an event that was changed together with its digests.
func TestExportScriptFindsWhatWasChanged(t *testing.T) {
	p := smallOffice(t)
	data := export(t, p, "（2021）皖1524行初1号")
	dir := unpack(t, data)
	check := func(what string, fine bool) {
		t.Helper()
		out, err := shell(t, dir, "sh 核对.sh")
		if (err == nil) != fine || fine != strings.Contains(out, "全部相符。") || !fine && !strings.Contains(out, "不符") {
			t.Errorf("%s: %v\n%s", what, err, out)
		}
	}
	check("as exported", true)
	var names []string
	for _, pattern := range []string{"原件/*", "事实/*", "报告/现行/*/*/*.pdf", "处理/*/评估.json", "事件/0*.json", "事件/链.txt", "说明.txt", "报告/清单.txt", "摘要-SHA256.txt", "摘要-SM3.txt"} {
		found, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		names = append(names, found[len(found)/2])
	}
	for _, name := range names {
		whole, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		turned := slices.Clone(whole)
		turned[len(turned)/2] ^= 1
		write(t, name, turned)
		check("a bit in "+filepath.Base(name), false)
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		check("without "+filepath.Base(name), false)
		write(t, name, whole)
	}
	added := filepath.Join(dir, "报告", "现行", "多.pdf")
	write(t, added, []byte("x"))
	check("a file more", false)
	if err := os.Remove(added); err != nil {
		t.Fatal(err)
	}

	// Whoever writes the lists anew still has the chain against them.
	events, err := filepath.Glob(filepath.Join(dir, "事件", "0*.json"))
	if err != nil || len(events) < 3 {
		t.Fatalf("%v %v", events, err)
	}
	whole, err := os.ReadFile(events[1])
	if err != nil {
		t.Fatal(err)
	}
	write(t, events[1], bytes.Replace(whole, []byte(`"by":"`), []byte(`"by":"x`), 1))
	again := `: > 摘要-SHA256.txt; : > 摘要-SM3.txt
		find . -type f ! -name '摘要-*' | sed 's|^\./||' | while read -r f; do
			printf '%s  %s\n' "$(sha256sum < "$f" | cut -d ' ' -f 1)" "$f" >> 摘要-SHA256.txt
			printf '%s  %s\n' "$(openssl dgst -sm3 -r < "$f" | cut -d ' ' -f 1)" "$f" >> 摘要-SM3.txt
		done`
	if out, err := shell(t, dir, again); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	check("an event and the lists", false)
	write(t, events[1], whole)
	if out, err := shell(t, dir, again); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	check("the lists in another order", true)
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
