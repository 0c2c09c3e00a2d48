//go:build e2e

package ingest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"zeren/ingest/layout"
	"zeren/ingest/pdf"
)

// TestSpeed prints what a page costs: the layer with boxes and layout, both
// readers and all that is decided, and pdftotext -layout in the same run; the
// medians over papers of several producers. It asserts no time.
func TestSpeed(t *testing.T) {
	w := &workshop{t: t, dir: t.TempDir()}
	texts := sampleTexts(t)
	var files []string
	for i, pr := range producers(w) {
		if !slices.Contains([]string{"libreoffice uming", "libreoffice noto", "chromium noto", "pango noto", "rsvg cairo", "ghostscript 1.4", "reportlab STSong-Light", "reportlab truetype", "gofpdf", "hand GBK-EUC-H", "hand ToUnicode", "hand Type 3"}, pr.name) {
			continue
		}
		text := texts[i%len(texts)]
		// A paper of some ten pages: a page is not to pay for opening a file.
		long := text
		for range 6 {
			long += "\n" + text
		}
		out := filepath.Join(w.dir, pr.name+".pdf")
		pr.make(w, long, out)
		files = append(files, out)
	}
	if len(files) < 12 {
		t.Fatalf("%d files", len(files))
	}
	if _, err := pdf.Shared(cacheDir); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	warm, err := pdf.NewEngine(cacheDir)
	if err != nil {
		t.Fatal(err)
	}
	ready := time.Since(start)
	if err := warm.Close(); err != nil {
		t.Fatal(err)
	}
	var layer, boxes, both, tool []float64
	for _, f := range files {
		data := w.read(f)
		pages := 0
		best := func(do func()) float64 {
			least := time.Duration(1 << 62)
			for range 3 {
				begin := time.Now()
				do()
				least = min(least, time.Since(begin))
			}
			return float64(least.Microseconds()) / 1000 / float64(pages)
		}
		d, err := Decode(f, data, Options{CacheDir: cacheDir})
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		pages = len(d.Pages)
		layer = append(layer, best(func() {
			file, err := pdf.Layer(data, MaxPages, func(int) {})
			if err != nil {
				t.Fatal(err)
			}
			sheets := make([]layout.Sheet, len(file.Pages))
			for i := range file.Pages {
				sheets[i] = file.Pages[i].Sheet
			}
			layout.Arrange(sheets)
		}))
		boxes = append(boxes, best(func() {
			engine, err := pdf.Shared(cacheDir)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := engine.Read(data, MaxPages, func(int) {}, nil); err != nil {
				t.Fatal(err)
			}
		}))
		both = append(both, best(func() {
			if _, err := Decode(f, data, Options{CacheDir: cacheDir}); err != nil {
				t.Fatal(err)
			}
		}))
		tool = append(tool, best(func() {
			if err := exec.CommandContext(context.Background(), "pdftotext", "-layout", f, os.DevNull).Run(); err != nil {
				t.Fatal(err)
			}
		}))
	}
	median := func(x []float64) float64 { slices.Sort(x); return x[len(x)/2] }
	l, b, a, p := median(layer), median(boxes), median(both), median(tool)
	t.Logf("ms a page, medians over %d papers: the layer with boxes and layout %.2f, pdfium with boxes %.2f, both readers and the decision %.2f, pdftotext -layout %.2f (the layer %.2f of it, both %.2f); pdfium ready from a warm cache in %d ms",
		len(files), l, b, a, p, l/p, a/p, ready.Milliseconds())
}
