package report

import (
	"strings"
	"testing"

	"zeren/ingest"
)

// readByIngest prints a paper and gives it to our own reader of PDF, which must
// give its words back: clause by clause, since page numbers may stand inside a
// paragraph. Cells are left out: a line may be read across them.
func readByIngest(t *testing.T, name string, d Draft, opts ingest.Options) {
	t.Helper()
	b, err := renderer(t).PDF(d)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := ingest.Decode(name+".pdf", b, opts)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	running := d
	running.Blocks = nil
	for _, k := range d.Blocks {
		if k.Kind != Rows {
			running.Blocks = append(running.Blocks, k)
		}
	}
	got, read := unspaced(doc.Text), 0
	for _, w := range draftWords(running) {
		for _, s := range strings.FieldsFunc(unspaced(w), func(r rune) bool { return strings.ContainsRune("，。；：、", r) }) {
			if read++; !strings.Contains(got, s) {
				t.Errorf("%s: our own reader does not give back %q", name, s)
			}
		}
	}
	if read == 0 {
		t.Errorf("%s: nothing was read", name)
	}
}

// TestOwnIngest: our own reader gives the words of our own papers back, rare
// characters included.
func TestOwnIngest(t *testing.T) {
	for _, name := range []string{"report", "letter", "sheet"} {
		readByIngest(t, name, samples[name](), ingest.Options{Only: "layer"})
	}
}
