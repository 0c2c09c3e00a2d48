//go:build corpus

package extract

import (
	"os"
	"path/filepath"
	"testing"

	"zeren/ingest"
)

// TestSameRecordCorpus holds the corpus to the same property. Lines of seven
// characters and texts without any line are no reader's output: there a
// report whose paragraphs have no marks of their own may read otherwise.
func TestSameRecordCorpus(t *testing.T) {
	files, err := filepath.Glob(corpus + "/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no documents")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		want := wordsOf(Read(ingest.Document{Text: string(b)}))
		for turn, turned := range turnings {
			if turn == "narrow" || turn == "one line" {
				continue
			}
			if got := wordsOf(Read(turned(string(b)))); got != want {
				t.Errorf("%s, %s:\n%s", filepath.Base(f), turn, difference(want, got))
			}
		}
	}
}
