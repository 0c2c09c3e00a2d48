package extract

import (
	"testing"

	"zeren/ingest"
)

// Each paper of a file takes what is doubtful about its own pages, and about
// the file as a whole.
func TestTakeProblems(t *testing.T) {
	doc := ingest.Document{
		Pages:    []ingest.Page{{Number: 1, Start: 0, End: 10}, {Number: 2, Start: 10, End: 20}, {Number: 3, Start: 20, End: 30}},
		Problems: []ingest.Problem{{Code: "picture"}, {Code: "reading_order", Page: 1}, {Code: "ocr", Page: 3}},
	}
	for _, k := range []struct {
		from, to int
		want     []string
	}{
		{0, 15, []string{"picture", "reading_order"}},
		{15, 30, []string{"picture", "ocr"}},
	} {
		p := &paper{doc: &doc, from: k.from, to: k.to}
		p.takeProblems()
		if len(p.record.Problems) != len(k.want) {
			t.Fatalf("%d–%d: %v", k.from, k.to, p.record.Problems)
		}
		for i, w := range k.want {
			if p.record.Problems[i].Code != w {
				t.Errorf("%d–%d: problem %d is %s, want %s", k.from, k.to, i, p.record.Problems[i].Code, w)
			}
		}
	}
}
