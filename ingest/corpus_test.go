//go:build corpus || e2e

package ingest

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"
)

// TestCorpus reads every PDF of the development corpus and compares it with
// the text it was made from. A file that holds text must come out with at
// most 2 % of its characters wrong or be refused with a reason; a scan must
// ask for OCR.
func TestCorpus(t *testing.T) {
	root := filepath.Join("..", "..", "shared", "corpus", "dev")
	raw, err := os.ReadFile(filepath.Join(root, "pdf", "map.json"))
	if err != nil {
		t.Fatal(err)
	}
	var files map[string]struct {
		Text     string
		Producer string
		Expect   string
	}
	if err := json.Unmarshal(raw, &files); err != nil {
		t.Fatal(err)
	}
	if len(files) < 50 {
		t.Fatalf("%d files in the map", len(files))
	}
	names := make([]string, 0, len(files))
	for n := range files {
		names = append(names, n)
	}
	sort.Strings(names)
	var good, texts, pages, paras, found int
	var sum float64
	var spent time.Duration
	for _, name := range names {
		f := files[name]
		data, err := os.ReadFile(filepath.Join(root, "pdf", name))
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		d, err := Decode(name, data, Options{CacheDir: cacheDir, Only: os.Getenv("ZEREN_ONLY")})
		took := time.Since(begin)
		var u *Unreadable
		if err != nil && !errors.As(err, &u) {
			t.Fatalf("%s: %v", name, err)
		}
		if f.Expect == "ocr" {
			if u == nil || u.Reason != NeedsOCR {
				t.Errorf("%s: %v, want needs_ocr", name, err)
			}
			continue
		}
		texts++
		if u != nil {
			t.Logf("%-70s refused: %v", name, u)
			continue
		}
		want, err := os.ReadFile(filepath.Join(root, f.Text))
		if err != nil {
			t.Fatal(err)
		}
		c := cer(fold(string(want)), fold(d.Text))
		spent += took
		pages += len(d.Pages)
		sum += c
		if c <= 0.02 {
			good++
		} else {
			t.Errorf("%s: %.1f %% of the characters wrong, passed as good", name, 100*c)
		}
		hit, all := verbatim(string(want), &d)
		paras += all
		found += hit
		if share := float64(hit) / float64(max(all, 1)); share < 0.9 {
			t.Logf("%-70s paragraphs %d of %d", name, hit, all)
		}
		if c > 0 {
			t.Logf("%-70s %6.2f %%  %s", name, 100*c, d.Source.Reader)
		}
	}
	t.Logf("text files %d, at most 2 %%: %d, mean CER %.3f %%, %.1f ms a page", texts, good, 100*sum/float64(texts), float64(spent.Milliseconds())/float64(max(pages, 1)))
	t.Logf("paragraphs verbatim %d of %d, %.1f %%", found, paras, 100*float64(found)/float64(max(paras, 1)))
	if good < texts {
		t.Errorf("%d of %d text files not read", texts-good, texts)
	}
}

// fold takes white space and the difference of full and half width away.
func fold(s string) []rune {
	var out []rune
	for _, r := range s {
		if IsSpace(r) {
			continue
		}
		r = Normal(r)
		if r >= 0xff01 && r <= 0xff5e {
			r -= 0xfee0
		}
		out = append(out, r)
	}
	return out
}

// cer is the edit distance as a share of want, in a band around the diagonal.
func cer(want, got []rune) float64 {
	if len(want) == 0 {
		return 0
	}
	n := len(want)
	// Common head and tail cost nothing.
	for len(want) > 0 && len(got) > 0 && want[0] == got[0] {
		want, got = want[1:], got[1:]
	}
	for len(want) > 0 && len(got) > 0 && want[len(want)-1] == got[len(got)-1] {
		want, got = want[:len(want)-1], got[:len(got)-1]
	}
	prev := make([]int, len(got)+1)
	cur := make([]int, len(got)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(want); i++ {
		cur[0] = i
		for j := 1; j <= len(got); j++ {
			c := prev[j-1]
			if want[i-1] != got[j-1] {
				c = min(c, prev[j], cur[j-1]) + 1
			}
			cur[j] = c
		}
		prev, cur = cur, prev
	}
	return float64(prev[len(got)]) / float64(max(n, 1))
}

// verbatim counts the paragraphs of the source text that came out as
// paragraphs, character for character.
func verbatim(want string, d *Document) (hit, all int) {
	got := map[string]int{}
	runes := []rune(d.Text)
	para := ""
	for _, p := range d.Pages {
		for _, l := range p.Lines {
			if l.Para {
				got[para]++
				para = ""
			}
			para += string(fold(string(runes[l.Start:l.End])))
		}
	}
	got[para]++
	for _, line := range strings.Split(want, "\n") {
		w := string(fold(line))
		if w == "" {
			continue
		}
		all++
		if got[w] > 0 {
			got[w]--
			hit++
		}
	}
	return hit, all
}
