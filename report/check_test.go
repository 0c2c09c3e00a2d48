package report

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

func TestEveryPackHasSoundDocuments(t *testing.T) {
	found, err := filepath.Glob(filepath.Join("..", "classify", "packs", "*", "documents", "style.yaml"))
	if err != nil || len(found) < 5 {
		t.Fatalf("%d packs with documents: %v", len(found), err)
	}
	for _, f := range found {
		id := filepath.Base(filepath.Dir(filepath.Dir(f)))
		if err := check(packFiles(t, id), fakeLaw{name: "甲办法"}); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// A mistake in a pack's documents is told with file and line.
func TestCheckNamesTheMistake(t *testing.T) {
	const head = "---\ntitle: 报告\nform: report\n---\n"
	for name, k := range map[string]struct {
		files map[string]string
		want  string
	}{
		"no template":       {map[string]string{}, "no document template"},
		"no head":           {map[string]string{"documents/a.tmpl": "正文\n"}, "documents/a.tmpl:1:"},
		"no title":          {map[string]string{"documents/a.tmpl": "---\nform: report\n---\n正文\n"}, "no title"},
		"unknown form":      {map[string]string{"documents/a.tmpl": "---\ntitle: 甲\nform: poem\n---\n正文\n"}, `form "poem"`},
		"unknown key":       {map[string]string{"documents/a.tmpl": "---\ntitle: 甲\nform: report\nnothing: 1\n---\n正文\n"}, "documents/a.tmpl:"},
		"unknown field":     {map[string]string{"documents/a.tmpl": head + "# 甲\n正文\n{{.Nothing}}\n"}, "documents/a.tmpl:7:"},
		"unknown function":  {map[string]string{"documents/a.tmpl": head + "{{shout .Agency}}\n"}, "documents/a.tmpl:5:"},
		"unclosed range":    {map[string]string{"documents/a.tmpl": head + "{{range .Grounds}}\n"}, "documents/a.tmpl:"},
		"unknown mark":      {map[string]string{"documents/a.tmpl": head + "正文\n\n@picture\n"}, "documents/a.tmpl:7: unknown mark @picture"},
		"row without table": {map[string]string{"documents/a.tmpl": head + "| 甲 | 乙\n"}, "documents/a.tmpl:5:"},
		"too few cells":     {map[string]string{"documents/a.tmpl": head + "@table 1 2 3\n| 甲 | {{.Agency}}\n"}, "documents/a.tmpl:6: a row of 2 cells"},
		"bad width":         {map[string]string{"documents/a.tmpl": head + "@table 1 x\n"}, `"x" is no share`},
		"deep heading":      {map[string]string{"documents/a.tmpl": head + "##### 甲\n"}, "documents/a.tmpl:5:"},
		"orphan letter":     {map[string]string{"documents/a.tmpl": "---\ntitle: 函\nform: letter\nwith: [b]\n---\n正文\n"}, "no document b"},
		"unknown fault":     {map[string]string{"documents/a.tmpl": head + "正文\n", "suggestions.yaml": "- code: rudeness\n  problem: 甲\n  measure: 乙\n"}, "unknown fault code"},
		"half a suggestion": {map[string]string{"documents/a.tmpl": head + "正文\n", "suggestions.yaml": "- code: procedure\n  problem: 甲\n"}, "both needed"},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"documents/style.yaml": {Data: []byte("short: 办法\n")}}
			for f, s := range k.files {
				files[f] = &fstest.MapFile{Data: []byte(s)}
			}
			err := check(files, fakeLaw{name: "甲办法"})
			if err == nil || !strings.Contains(err.Error(), k.want) {
				t.Errorf("want %q, got %v", k.want, err)
			}
		})
	}
}
