//go:build corpus && unix

package pipelines

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"zeren/ingest"
)

// TestLikenessCorpus holds the bound of likeness against the corpus: every PDF
// that is read is like its own text. How like two texts of the corpus can be is
// told: likeness alone makes no duplicate.
func TestLikenessCorpus(t *testing.T) {
	corpus := filepath.Join("..", "..", "shared", "corpus", "dev")
	var sources map[string]struct{ Text, Expect string }
	data, err := os.ReadFile(filepath.Join(corpus, "pdf", "map.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &sources); err != nil {
		t.Fatal(err)
	}
	pool, err := ingest.NewPool(ingest.PoolConfig{
		Command: []string{os.Args[0]}, Env: []string{"ZEREN_TEST_READER=" + t.TempDir()}, Readers: 2, TempDir: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	texts := map[string]string{}
	least, read := 1.0, 0
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		of := sources[name].Text
		if of == "" {
			continue
		}
		if _, ok := texts[of]; !ok {
			data, err := os.ReadFile(filepath.Join(corpus, filepath.FromSlash(of)))
			if err != nil {
				t.Fatal(err)
			}
			texts[of] = string(data)
		}
		data, err := os.ReadFile(filepath.Join(corpus, "pdf", name))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := pool.Decode(t.Context(), name, data)
		if err != nil {
			continue // unreadable: measured elsewhere
		}
		read++
		like := likeness(doc.Text, texts[of])
		least = min(least, like)
		if like < likeEnough {
			t.Errorf("%s is like its text only by %.2f", name, like)
		}
	}
	if read < 50 {
		t.Fatalf("%d files read", read)
	}
	names := slices.Sorted(maps.Keys(texts))
	most, pair := 0.0, ""
	for i, a := range names {
		for _, b := range names[i+1:] {
			if like := likeness(texts[a], texts[b]); like > most {
				most, pair = like, a+" "+b
			}
		}
	}
	t.Logf("%d files, least likeness to their texts %.2f; most of two of %d texts %.2f (%s)", read, least, len(names), most, pair)
}
