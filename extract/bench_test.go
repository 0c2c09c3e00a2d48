package extract

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"zeren/ingest"
)

// longPaper makes one paper of about n characters of a labelled one: every
// long paragraph stands as often as it takes, as in a judgment with hundreds
// of exhibits and a reasoning of many points.
func longPaper(t testing.TB, file string, n int) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	repeats := func(p string) bool { return len([]rune(p)) > 60 && !strings.Contains(p, "如下") }
	paras := strings.Split(strings.TrimSpace(string(b)), "\n")
	long := 0
	for _, p := range paras {
		if repeats(p) {
			long += len([]rune(p))
		}
	}
	if long == 0 {
		t.Fatalf("%s: no long paragraph", file)
	}
	var out strings.Builder
	for _, p := range paras {
		times := 1
		if repeats(p) {
			times = n/long + 1
		}
		for range times {
			out.WriteString(p + "\n")
		}
	}
	return out.String()
}

// longForms are texts of about n characters that no paper should have and some
// file has: a scan without a full stop, a list without end, marks that open and
// never close, a case with thousands of parties.
func longForms(t testing.TB, n int) map[string]string {
	t.Helper()
	b, err := os.ReadFile("testdata/labelled/y10.txt")
	if err != nil {
		t.Fatal(err)
	}
	body, parties := "本院经审查认为", "再审申请人（一审原告"
	text := string(b)
	if !strings.Contains(text, body) || !strings.Contains(text, parties) {
		t.Fatal("the paper has changed")
	}
	const told = "海域使用权系由海港区政府批准，该府作出补偿决定，具有法定职权，超越职权没有依据，程序违法，原告不服，被告辩称处罚决定事实清楚，判决撤销（2020）辽行终1205号行政判决，"
	fill := func(s string) string {
		return strings.Replace(text, body, body+strings.Repeat(s, n/len([]rune(s))+1)+"。"+body, 1)
	}
	list := func(form string, each int) string {
		var out strings.Builder
		for i := range n / each {
			fmt.Fprintf(&out, form, string([]rune{rune(0x4e00 + i/80), rune(0x5e00 + i%80)}))
		}
		return out.String()
	}
	return map[string]string{
		"commas only":      fill(told),
		"no marks":         fill(strings.NewReplacer("，", "", "（", "", "）", "").Replace(told)),
		"a list":           fill(strings.ReplaceAll(told, "，", "、")),
		"quotes unclosed":  fill("“辽东市政府"),
		"brackets":         fill("（辽东市政府"),
		"titles":           fill("《辽东市政府"),
		"digits":           fill("2020"),
		"numbers":          fill("（2020）辽行终1205号、"),
		"decisions told":   fill("一审法院判决：一、撤销被告决定；"),
		"many items":       strings.Replace(text, "裁定如下：", "裁定如下："+strings.Repeat("撤销被告辽东市海港区人民政府作出的决定；", n/20), 1),
		"many parties":     strings.Replace(text, parties, list("原告张%s，男，住甲县某某镇。\n", 17)+parties, 1),
		"many names":       strings.Replace(text, parties, "原告"+list("张%s、", 4)+"李某。\n"+parties, 1),
		"many agencies":    strings.Replace(text, parties, list("被告甲%s县人民政府，住甲县某某镇。\n", 20)+parties, 1),
		"lines of one row": fill("被告某\n"),
	}
}

// TestLongForms reads such texts whole: no panic, and every span holds what it
// quotes. What grew with the square of the length would not end here.
func TestLongForms(t *testing.T) {
	for name, text := range longForms(t, 8_000) {
		doc := ingest.Document{Text: text}
		list := Read(doc)
		if len(list) == 0 {
			t.Errorf("%s: no record", name)
		}
		for _, r := range list {
			verbatim(t, doc, r)
		}
	}
}

// BenchmarkLongForms reads 50 000 characters of each.
func BenchmarkLongForms(b *testing.B) {
	forms := longForms(b, 50_000)
	names := make([]string, 0, len(forms))
	for name := range forms {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		b.Run(name, func(b *testing.B) {
			doc := ingest.Document{Text: forms[name]}
			b.SetBytes(int64(len(doc.Text)))
			for b.Loop() {
				if len(Read(doc)) == 0 {
					b.Fatal("no record")
				}
			}
		})
	}
}

// BenchmarkRead reads 100 000 characters: one long judgment, the same without
// a full stop (a scan that lost them, a table), and a file of many papers.
func BenchmarkRead(b *testing.B) {
	const file, size = "testdata/labelled/u03.txt", 100_000
	one, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	long := longPaper(b, file, size)
	for _, x := range []struct{ name, text string }{
		{"long", long},
		{"no full stops", strings.NewReplacer("。", "，", "；", "，").Replace(long)},
		{"many papers", strings.Repeat(string(one)+"\n", size/len([]rune(string(one)))+1)},
	} {
		b.Run(x.name, func(b *testing.B) {
			doc := ingest.Document{Text: x.text}
			b.SetBytes(int64(len(x.text)))
			for b.Loop() {
				if len(Read(doc)) == 0 {
					b.Fatal("no record")
				}
			}
		})
	}
}
