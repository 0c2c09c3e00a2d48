//go:build corpus

package extract

import (
	"os"
	"path/filepath"
	"testing"

	"zeren/ingest"
)

// TestSameRecordCorpus holds the corpus to the same property.
func TestSameRecordCorpus(t *testing.T) {
	files, _ := filepath.Glob(corpus + "/*/*.txt")
	if len(files) == 0 {
		t.Fatal("no documents")
	}
	bad := map[string]int{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		s := string(b)
		want := wordsOf(Read(ingest.Document{Text: s}))
		for turn, fn := range turnings {
			if got := wordsOf(Read(fn(s))); got != want {
				bad[turn]++
				t.Logf("%s, %s:\n%s", filepath.Base(f), turn, difference(want, got))
			}
		}
	}
	t.Log(bad, len(files))
}
