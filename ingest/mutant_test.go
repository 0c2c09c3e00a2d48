//go:build corpus

package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
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
			d, err := p.Decode(context.Background(), m.name+" "+n, m.do(random, bytes.Clone(data)))
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
				}
			}
		}
	}
	// Where the file no longer holds a text, or places it wrongly, both
	// readers are right about it and nothing can tell: a few remain.
	if wrong*100 > all {
		t.Errorf("%d of %d wrong texts passed as good", wrong, all)
	}
	t.Logf("%d mutants: %d read, %d of them wrong, refused %v", all, good, wrong, reasons)
}

var mutations = []struct {
	name string
	do   func(*rand.Rand, []byte) []byte
}{
	{"flips", func(r *rand.Rand, b []byte) []byte {
		for range 12 {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		}
		return b
	}},
	{"zeroes", func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(len(b))
		clear(b[at:min(len(b), at+512)])
		return b
	}},
	{"hole", func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(len(b))
		return append(b[:at], b[min(len(b), at+1500):]...)
	}},
	{"cut", func(r *rand.Rand, b []byte) []byte { return b[:r.IntN(len(b))] }},
	{"digits", func(r *rand.Rand, b []byte) []byte {
		// Numbers in plain parts of the file: offsets, references, lengths.
		for range 400 {
			if i := r.IntN(len(b)); b[i] >= '0' && b[i] <= '9' {
				b[i] = '0' + byte(r.IntN(10))
			}
		}
		return b
	}},
}
