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
		"no template":       {map[string]string{}, "documents：没有文书模板（*.tmpl）"},
		"no head":           {map[string]string{"documents/a.tmpl": "正文\n"}, "documents/a.tmpl第1行：模板以"},
		"no title":          {map[string]string{"documents/a.tmpl": "---\nform: report\n---\n正文\n"}, "documents/a.tmpl第2行：没有写明文书标题"},
		"unknown form":      {map[string]string{"documents/a.tmpl": "---\ntitle: 甲\nform: poem\n---\n正文\n"}, "documents/a.tmpl第2行：文书形式“poem”不对"},
		"unknown key":       {map[string]string{"documents/a.tmpl": "---\ntitle: 甲\nform: report\nnothing: 1\n---\n正文\n"}, "documents/a.tmpl第4行第1列：没有名为“nothing”的项"},
		"unknown field":     {map[string]string{"documents/a.tmpl": head + "# 甲\n正文\n{{.Nothing}}\n"}, "documents/a.tmpl第7行：没有名为“Nothing”的项"},
		"unknown function":  {map[string]string{"documents/a.tmpl": head + "{{shout .Agency}}\n"}, "documents/a.tmpl第5行：没有名为“shout”的函数"},
		"unclosed range":    {map[string]string{"documents/a.tmpl": head + "{{range .Grounds}}\n"}, "没有配对的 {{end}}"},
		"unknown mark":      {map[string]string{"documents/a.tmpl": head + "正文\n\n@picture\n"}, "documents/a.tmpl第7行：没有名为“@picture”的标记"},
		"row without table": {map[string]string{"documents/a.tmpl": head + "| 甲 | 乙\n"}, "documents/a.tmpl第5行：表格的行之前没有 @table"},
		"too few cells":     {map[string]string{"documents/a.tmpl": head + "@table 1 2 3\n| 甲 | {{.Agency}}\n"}, "documents/a.tmpl第6行：此行有2格，表格有3列"},
		"bad width":         {map[string]string{"documents/a.tmpl": head + "@table 1 x\n"}, "documents/a.tmpl第5行：@table 的列宽“x”不对"},
		"deep heading":      {map[string]string{"documents/a.tmpl": head + "##### 甲\n"}, "documents/a.tmpl第5行：标题由"},
		"endless action":    {map[string]string{"documents/a.tmpl": head + "{{.Agency\n"}, "“{{”没有配对的“}}”"},
		"wrong condition":   {map[string]string{"documents/a.tmpl": "---\ntitle: 函\nform: letter\nwhen: '{{shout}}'\n---\n正文\n"}, "documents/a.tmpl：when 一项中没有名为“shout”的函数"},
		"orphan letter":     {map[string]string{"documents/a.tmpl": "---\ntitle: 函\nform: letter\nwith: [b]\n---\n正文\n"}, "documents/a.tmpl第1行：with 所列的“b”不是本规定的文书"},
		"unknown fault":     {map[string]string{"documents/a.tmpl": head + "正文\n", "suggestions.yaml": "- code: rudeness\n  problem: 甲\n  measure: 乙\n"}, "suggestions.yaml：第1项：没有名为“rudeness”的问题类型"},
		"half a suggestion": {map[string]string{"documents/a.tmpl": head + "正文\n", "suggestions.yaml": "- code: procedure\n  problem: 甲\n"}, "suggestions.yaml：第1项（procedure）：problem 和 measure 都要写"},
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
