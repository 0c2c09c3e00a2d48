//go:build e2e

package ingest

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// tally counts what became of hostile and broken files.
type tally struct {
	sync.Mutex
	all, read, wrong int
	reasons          map[Reason]int
}

// feed has every job's file read in reader processes, as many at a time as
// there are processors; text, where it is not empty, is what a file that is
// passed as good must give.
func feed(t *testing.T, jobs func(yield func(name string, data []byte, text string))) *tally {
	t.Helper()
	p := newPool(t, runtime.NumCPU(), Limits{})
	type job struct {
		name string
		data []byte
		text string
	}
	queue := make(chan job)
	c := &tally{reasons: map[Reason]int{}}
	var wg sync.WaitGroup
	for range runtime.NumCPU() {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range queue {
				d, err := p.Decode(context.Background(), j.name, j.data)
				var u *Unreadable
				c.Lock()
				c.all++
				switch {
				case errors.As(err, &u):
					c.reasons[u.Reason]++
				case err != nil:
					t.Errorf("%s: %v", j.name, err)
				default:
					c.read++
					if j.text == "" {
						break
					}
					if e := cer(fold(j.text), fold(d.Text)); e > 0.02 {
						c.wrong++
						t.Errorf("%s: %.1f %% wrong, passed as good", j.name, 100*e)
						if dir := os.Getenv("ZEREN_SAMPLES"); dir != "" {
							if err := os.WriteFile(filepath.Join(dir, j.name), j.data, 0o600); err != nil {
								t.Error(err)
							}
						}
					}
				}
				c.Unlock()
			}
		}()
	}
	jobs(func(name string, data []byte, text string) { queue <- job{name, data, text} })
	close(queue)
	wg.Wait()
	return c
}

// TestDamaged damages papers of many encodings, whose streams are open and
// have no checksum, and the papers of testdata: what is passed as good must
// be the text, and what is not has a reason.
func TestDamaged(t *testing.T) {
	t.Parallel()
	texts := sampleTexts(t)
	type base struct {
		name, text string
		data       []byte
	}
	var bases []base
	w := &workshop{t: t, dir: t.TempDir()}
	for i, name := range sortedKeys(handEncodings) {
		for _, trait := range []string{"", "each character by itself"} {
			h := handEncodings[name]
			h.trait = trait
			text := h.keep(w, texts[i%len(texts)])
			out := filepath.Join(w.dir, "out.pdf")
			h.write(w, text, out)
			bases = append(bases, base{strings.TrimSpace(name + " " + trait), text, w.read(out)})
		}
	}
	names, err := filepath.Glob(filepath.Join("..", "testdata", "*.pdf"))
	if err != nil || len(names) < 5 {
		t.Fatalf("%d papers: %v", len(names), err)
	}
	for _, n := range names {
		text := w.read(filepath.Join("..", "testdata", strings.SplitN(filepath.Base(n), ".", 2)[0]+".txt"))
		bases = append(bases, base{filepath.Base(n), string(text), w.read(n)})
	}
	const rounds = 20
	c := feed(t, func(yield func(string, []byte, string)) {
		for i, b := range bases {
			for _, m := range mutations {
				for k := range rounds {
					random := rand.New(rand.NewPCG(uint64(i), uint64(k)))
					yield(fmt.Sprintf("%s %d %s", m.name, k, b.name), m.do(random, bytes.Clone(b.data)), b.text)
				}
			}
		}
	})
	t.Logf("%d damaged files: %d read, %d of them wrong, refused %v", c.all, c.read, c.wrong, c.reasons)
	if c.all < 2000 {
		t.Errorf("%d files", c.all)
	}
}

func deflated(data []byte) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(data) // into memory
	_ = z.Close()
	return b.String()
}

// tricks are files made to hurt a reader.
func tricks() map[string][]byte {
	const catalog, pages = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>"
	leaf := func(more string) string {
		return "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + more + ">>"
	}
	font := "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
	zeros := deflated(make([]byte, 256<<20))
	twice := deflated([]byte(zeros))
	show := strings.Repeat("BT /F 9 Tf (x) Tj ET\n", 400000)
	out := map[string][]byte{
		"bomb in the content":    joined([]string{catalog, pages, leaf(font), stream("/Filter/FlateDecode", zeros)}),
		"bomb packed twice":      joined([]string{catalog, pages, leaf(font), stream("/Filter[/FlateDecode/FlateDecode]", twice)}),
		"bomb in a map":          joined([]string{catalog, pages, leaf("/Resources<</Font<</F<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 5 0 R/DescendantFonts[<<>>]>>>>>>"), stream("", "BT /F 9 Tf <0001> Tj ET"), stream("/Filter/FlateDecode", zeros)}),
		"a million strings":      joined([]string{catalog, pages, leaf(font), stream("/Filter/FlateDecode", deflated([]byte(show)))}),
		"form in itself":         joined([]string{catalog, pages, leaf("/Resources<</XObject<</X 5 0 R>>>>"), stream("", "/X Do"), stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>", "/X Do /X Do")}),
		"page tree in itself":    joined([]string{catalog, "<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"}),
		"pages counted wrong":    joined([]string{catalog, "<</Type/Pages/Count 2147483647/Kids[3 0 R]>>", leaf(""), stream("", "")}),
		"negative count":         joined([]string{catalog, "<</Type/Pages/Count -5/Kids[3 0 R]>>", leaf(""), stream("", "")}),
		"length in itself":       joined([]string{catalog, pages, leaf(font), "<</Length 4 0 R>>\nstream\nBT ET\nendstream"}),
		"negative length":        joined([]string{catalog, pages, leaf(font), "<</Length -1>>\nstream\nBT ET\nendstream"}),
		"enormous length":        joined([]string{catalog, pages, leaf(font), "<</Length 99999999999>>\nstream\nBT ET\nendstream"}),
		"reference to itself":    joined([]string{catalog, pages, "3 0 R", stream("", "")}),
		"contents in a ring":     joined([]string{catalog, pages, leaf(""), "[4 0 R 4 0 R]"}),
		"deep arrays":            joined([]string{catalog, pages, leaf(font), stream("", strings.Repeat("[", 2000000))}),
		"deep dictionaries":      []byte("%PDF-1.4\n1 0 obj\n" + strings.Repeat("<</A", 1000000) + "\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"),
		"deep saves":             joined([]string{catalog, pages, leaf(font), stream("", strings.Repeat("q ", 3000000))}),
		"cross-reference ring":   []byte("%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1/Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF"),
		"enormous table":         []byte("%PDF-1.4\nxref\n0 2147483647\ntrailer<</Size 2147483647/Root 1 0 R>>\nstartxref\n9\n%%EOF"),
		"range over all codes":   joined([]string{catalog, pages, leaf("/Resources<</Font<</F<</Type/Font/Subtype/Type0/Encoding 5 0 R/ToUnicode 5 0 R/DescendantFonts[<</W[0 4294967295 500]>>]>>>>>>"), stream("", "BT /F 9 Tf <00010002> Tj ET"), stream("", "1 begincodespacerange <00> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0000> endbfrange 1 begincidrange <00000000> <ffffffff> 0 endcidrange")}),
		"numbers out of range":   joined([]string{catalog, pages, leaf(font), stream("", "BT /F 1e308 Tf 1e308 0 0 1e308 1e308 -1e308 Tm 1e308 Tc (abc) Tj ET 99999999999999999999 0 0 1 0 0 cm")}),
		"picture of a continent": joined([]string{catalog, pages, leaf("/Resources<</XObject<</I 5 0 R>>>>"), stream("", "q 595 0 0 842 0 0 cm /I Do Q"), stream("/Type/XObject/Subtype/Image/Width 2000000/Height 2000000/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode", zeros)}),
		"page of a light year":   joined([]string{catalog, pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e30 1e30]/Contents 4 0 R>>", stream("", "")}),
		"nothing but a header":   []byte("%PDF-1.7\n"),
	}
	many := []string{catalog, ""}
	var kids strings.Builder
	for i := range 30000 {
		many = append(many, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
		fmt.Fprintf(&kids, "%d 0 R ", i+3)
	}
	many[1] = "<</Type/Pages/Count 30000/Kids[" + kids.String() + "]>>"
	out["thirty thousand pages"] = joined(many)
	return out
}

// TestTricks: each file made to hurt has its reason, and no reader process
// outlives its limits over one.
func TestTricks(t *testing.T) {
	t.Parallel()
	files := tricks()
	c := feed(t, func(yield func(string, []byte, string)) {
		for _, n := range sortedKeys(files) {
			yield(n, files[n], "")
		}
	})
	t.Logf("%d tricks: %d read, refused %v", c.all, c.read, c.reasons)
	if c.read > 0 {
		t.Errorf("%d of them were taken for papers", c.read)
	}
}

// TestFolder reads every PDF under $ZEREN_PDFS, for a local run over public
// test suites; without it, the papers of testdata.
func TestFolder(t *testing.T) {
	root := os.Getenv("ZEREN_PDFS")
	if root == "" {
		root = filepath.Join("..", "testdata")
	}
	c := feed(t, func(yield func(string, []byte, string)) {
		err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, ".pdf") {
				return err
			}
			data, err := os.ReadFile(path)
			if err == nil {
				yield(filepath.Base(path), data, "")
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
	t.Logf("%d files: %d read, refused %v", c.all, c.read, c.reasons)
	if c.all == 0 {
		t.Error("no files")
	}
}
