package pipelines

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zeren/classify"
)

// TestRuleChanged: one condition of a regulation is written otherwise, as an
// office would do it in a folder of its own, and the held papers are gone over
// again. The differences name the regulation with both digests, the clause with
// its rule, what follows from it, and count what is the same; workbook and paper
// tell it too.
func TestRuleChanged(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	copyFolder(t, filepath.Join("..", "classify", "packs", "jinzhai"), filepath.Join(dir, "jinzhai"))
	load := func() []classify.Pack {
		t.Helper()
		packs, err := classify.Load(os.DirFS(dir))
		if err != nil || len(packs) != 1 {
			t.Fatalf("%d packs, %v", len(packs), err)
		}
		return packs
	}
	old := load()
	p := newPlace(t)
	p.cfg.Chain = chainWith(t, old)
	const lost = "jinzhai-fangwu-zhongshen.txt"
	files := slices.Sorted(maps.Keys(papers(t)))
	if !slices.Contains(files, lost) {
		t.Fatalf("no %s among %q", lost, files)
	}
	for _, name := range files {
		p.drop(name, text(t, name))
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	rules := filepath.Join(dir, "jinzhai", "rules.yaml")
	data, err := os.ReadFile(rules)
	if err != nil {
		t.Fatal(err)
	}
	const was = "when: agency.lost && outcome.confirm_illegal\n"
	if strings.Count(string(data), was) != 1 {
		t.Fatalf("%q is not a rule", was)
	}
	now := strings.Replace(string(data), was, "when: agency.lost && outcome.confirm_illegal && outcome.modify\n", 1)
	if err := os.WriteFile(rules, []byte(now), 0o644); err != nil {
		t.Fatal(err)
	}
	changed := load()
	p.cfg.Chain = chainWith(t, changed)
	d, paths := p.reprocess(t, Reprocessing{By: "王五"})
	if d.Files != len(files) || d.Changed() != 1 || d.Unchanged != len(files)-1 || len(d.Causes) != 1 {
		t.Fatalf("%+v", d)
	}
	want := []string{
		fmt.Sprintf("评估不同：规定包 jinzhai %s → 规定包 jinzhai %s", old[0].Digest[:12], changed[0].Digest[:12]),
		"第三条第（二）项（confirmed_illegal）", "符合", "不符合",
		"报送备案并提交行政败诉案件分析报告（十八）", "《行政败诉案件分析报告》", "已出具",
	}
	told := fmt.Sprintf("%+v", d.Causes)
	var paper strings.Builder
	for _, b := range d.Draft().Blocks {
		for _, r := range b.Runs {
			paper.WriteString(r.Text + "\n")
		}
		if b.Table != nil {
			fmt.Fprintf(&paper, "%+v\n", b.Table.Rows)
		}
	}
	book := ""
	for _, path := range paths {
		file := filepath.Join(p.cfg.Outbox, filepath.FromSlash(path))
		switch filepath.Ext(file) {
		case ".xlsx":
			book = unpacked(t, file)
		case ".pdf":
			if data, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
				t.Errorf("%s is no PDF: %v", path, err)
			}
		}
	}
	for _, w := range want {
		for where, text := range map[string]string{"differences": told, "paper": paper.String(), "workbook": book} {
			if !strings.Contains(text, w) {
				t.Errorf("%q is not in the %s:\n%s", w, where, text)
			}
		}
	}
	count := fmt.Sprintf("重新处理%d份：%d份没有变化，1份有变化", len(files), len(files)-1)
	for where, text := range map[string]string{"paper": paper.String(), "workbook": book} {
		if !strings.Contains(text, count) {
			t.Errorf("%q is not in the %s:\n%s", count, where, text)
		}
	}
}

// unpacked is the text of all the files in an archive.
func unpacked(t *testing.T, file string) string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return all.String()
}
