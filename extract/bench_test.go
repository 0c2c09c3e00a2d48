package extract

import (
	"os"
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
