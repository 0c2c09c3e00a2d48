package report

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zeren/classify"
)

var update = flag.Bool("update", false, "write the goldens anew")

func TestDraftsOfEachPack(t *testing.T) {
	for _, k := range disputes() {
		t.Run(k.name, func(t *testing.T) {
			drafts, err := compose(packLibrary(t, k), k.law, k.c, classify.Facts{}, k.a, Settings{})
			if err != nil {
				t.Fatal(err)
			}
			if len(drafts) < len(k.a.Documents) {
				t.Fatalf("%d drafts for %d documents", len(drafts), len(k.a.Documents))
			}
			var b strings.Builder
			for i := range drafts {
				b.WriteString(text(&drafts[i]))
				b.WriteString("\n")
				sane(t, &drafts[i])
				quoted(t, &drafts[i], k)
			}
			golden(t, k.name, b.String())
		})
	}
}

func packFiles(t testing.TB, id string) fs.FS {
	t.Helper()
	dir := filepath.Join("..", "classify", "packs", id)
	if _, err := os.Stat(filepath.Join(dir, styleFile)); err != nil {
		t.Fatal(err)
	}
	return os.DirFS(dir)
}

func packLibrary(t testing.TB, k dispute) *library {
	t.Helper()
	lib, err := loadFor(packFiles(t, k.pack), k.law)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: the draft is not as its golden (-update writes it anew)\n%s", file, firstDifference(string(want), got))
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range w {
		if i >= len(g) || w[i] != g[i] {
			have := ""
			if i < len(g) {
				have = g[i]
			}
			return "want " + w[i] + "\ngot  " + have
		}
	}
	return "got more lines"
}

// sane: what no paper may say.
func sane(t testing.TB, d *Draft) {
	t.Helper()
	all := text(d)
	for _, bad := range []string{"null", "<nil>", "%!", "（）", "()", "《》", "“”", "no value", "map[", "、、", "。。", "，，", "；；", "，。", "；。", "：。", "。；", "、。", "无案号"} {
		if i := strings.Index(all, bad); i >= 0 {
			t.Errorf("%s says %q: …%s", d.Title, bad, around(all, i))
		}
	}
	for _, r := range all {
		if r >= 0xFDD0 && r <= 0xFDEF {
			t.Fatalf("%s holds a guard character", d.Title)
		}
	}
	for _, b := range d.Blocks {
		switch b.Kind {
		case Rows:
			for _, row := range b.Table.Rows {
				if len(row) != len(b.Table.Widths) {
					t.Errorf("%s: a row of %d cells in %d columns", d.Title, len(row), len(b.Table.Widths))
				}
			}
		case Break, Signing:
		case Timeline:
			if len(b.Line) == 0 {
				t.Errorf("%s: an empty timeline", d.Title)
			}
		default:
			if len(b.Runs) == 0 {
				t.Errorf("%s: an empty block of kind %s", d.Title, b.Kind)
			}
		}
	}
}

func around(s string, i int) string {
	from, to := max(0, i-60), min(len(s), i+60)
	return strings.ToValidUTF8(s[from:to], "")
}

// text prints a draft so that a person can read it.
func text(d *Draft) string {
	var b strings.Builder
	line := func(s ...string) { b.WriteString(strings.Join(s, "") + "\n") }
	line("════ ", d.Title, " [", string(d.Form), "] ", strings.Join(d.Marks, " "))
	if d.Addressee != "" {
		line(d.Addressee, "：")
	}
	for _, k := range d.Blocks {
		s := ""
		for _, r := range k.Runs {
			if r.Bold {
				s += "**" + r.Text + "**"
			} else {
				s += r.Text
			}
		}
		switch k.Kind {
		case Heading:
			line("", strings.Repeat("  ", k.Level-1), "■", s)
		case Quote:
			line("    │ ", s)
		case Note:
			line("    注 ", s)
		case Break:
			line("──────── 另页")
		case Signing:
			for _, g := range d.Signatures {
				line("                    〔", g.Unit, "　", g.Date, "〕")
			}
		case Attachments:
			for i, r := range k.Runs {
				line("附件：", hanNumber(i+1), " ", r.Text)
			}
		case AnnexTitle:
			line(k.Runs[0].Text, "　", k.Runs[1].Text)
		case Timeline:
			for _, e := range k.Line {
				line("    ● ", e.Date, " ", e.Label)
			}
		case Rows:
			if len(k.Table.Head) > 0 {
				line("    ┃ ", strings.Join(k.Table.Head, " ┃ "))
			}
			for _, row := range k.Table.Rows {
				var cells []string
				for _, c := range row {
					x := strings.Join(c.Text, "／")
					if len(c.Foot) > 0 {
						x += "〔" + strings.Join(c.Foot, "／") + "〕"
					}
					cells = append(cells, x)
				}
				line("    ┃ ", strings.Join(cells, " ┃ "))
			}
		default:
			line("    ", s)
		}
	}
	return b.String()
}
