//go:build corpus

package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"testing"
)

// TestMutants damages each file of the corpus in several ways. Whatever is
// passed as good must still be the text; whatever is not has its reason; the
// pool outlives all of them.
func TestMutants(t *testing.T) {
	root := filepath.Join("..", "..", "shared", "corpus", "dev")
	raw, err := os.ReadFile(filepath.Join(root, "pdf", "map.json"))
	if err != nil {
		t.Fatal(err)
	}
	var files map[string]struct{ Text, Expect string }
	if err := json.Unmarshal(raw, &files); err != nil {
		t.Fatal(err)
	}
	var names []string
	for n, f := range files {
		if f.Expect == "text" {
			names = append(names, n)
		}
	}
	sort.Strings(names)
	if len(names) < 50 {
		t.Fatalf("%d files", len(names))
	}
	p := newPool(t, 2, Limits{})
	random := rand.New(rand.NewPCG(1, 2))
	reasons := map[Reason]int{}
	good, wrong, all := 0, 0, 0
	for _, n := range names {
		data, err := os.ReadFile(filepath.Join(root, "pdf", n))
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join(root, files[n].Text))
		if err != nil {
			t.Fatal(err)
		}
		if len(want) > 15000 {
			continue // the edit distance of long texts takes too long
		}
		for _, m := range mutations {
			all++
			bad := m.do(random, bytes.Clone(data))
			d, err := p.Decode(context.Background(), m.name+" "+n, bad)
			var u *Unreadable
			switch {
			case errors.As(err, &u):
				reasons[u.Reason]++
			case err != nil:
				t.Errorf("%s %s: %v", m.name, n, err)
			default:
				check(t, &d)
				good++
				if c := cer(fold(string(want)), fold(d.Text)); c > 0.02 {
					wrong++
					t.Logf("%s %s: %.1f %% wrong, passed as good", m.name, n, 100*c)
					if dir := os.Getenv("ZEREN_SAMPLES"); dir != "" {
						if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d-%s", m.name, all, n)), bad, 0o600); err != nil {
							t.Fatal(err)
						}
					}
				}
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d wrong texts passed as good", wrong, all)
	}
	t.Logf("%d mutants: %d read, %d of them wrong, refused %v", all, good, wrong, reasons)
}
