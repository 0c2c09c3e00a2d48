package ingest

import (
	"testing"

	"zeren/ingest/layout"
	"zeren/ingest/pdf"
)

// set is one page of ruling, 20 characters to the line, as a reader saw it.
// With stray its first comma has sunk out of its line.
func set(name string, stray bool) *reading {
	s := layout.Sheet{Width: 595, Height: 842}
	i := 0
	for _, r := range ruling {
		if IsSpace(r) {
			continue
		}
		x, y := 80+16*float64(i%20), 200+24*float64(i/20)
		b := layout.Box{X0: x, Y0: y, X1: x + 16, Y1: y + 16}
		if r == '，' && stray {
			b, stray = layout.Box{X0: x + 1, Y0: y + 11, X1: x + 5, Y1: y + 15}, false
		}
		s.Glyphs = append(s.Glyphs, layout.Glyph{Rune: r, Box: b})
		i++
	}
	return &reading{name: name, file: &pdf.File{Pages: []pdf.Page{{Sheet: s}}}, pages: layout.Arrange([]layout.Sheet{s})}
}

// TestStray takes a page from the reader that kept every character in its
// line, and tells where none did.
func TestStray(t *testing.T) {
	for _, c := range []struct {
		name          string
		layer, pdfium bool
		by            string
		problems      int
	}{
		{"neither", false, false, readerLayer, 0},
		{"pdfium", false, true, readerLayer, 0},
		{"the layer", true, false, readerPdfium, 0},
		{"both", true, true, readerLayer, 1},
	} {
		layer, pdfium := set(readerLayer, c.layer), set(readerPdfium, c.pdfium)
		got := choose(layer, pdfium, 0)
		if got.by == nil || got.by.name != c.by || got.reason != "" {
			t.Errorf("%s: %+v", c.name, got)
			continue
		}
		if n := notes(1, layer, got); len(n) != c.problems || c.problems == 1 && n[0].Code != "reading_order" {
			t.Errorf("%s: %+v", c.name, n)
		}
	}
}

// TestDisputed notes a page of which the readers tell the same characters in
// another order.
func TestDisputed(t *testing.T) {
	layer, pdfium := set(readerLayer, false), set(readerPdfium, false)
	l := &layer.pages[0].Lines[2]
	l.Runes[3], l.Runes[4] = l.Runes[4], l.Runes[3]
	got := choose(layer, pdfium, 0)
	if n := notes(1, layer, got); got.by != layer || got.reason != "" || len(n) != 1 || n[0].Code != "reading_order" {
		t.Errorf("%+v %+v", got, n)
	}
}
