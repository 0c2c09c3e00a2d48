// Package layout turns characters placed on pages into lines, paragraphs and
// page furniture (running headers, footers, page numbers, watermarks).
//
// In come the glyphs of each page in the order in which they were drawn, out
// come lines in reading order. It knows nothing of the file format that the
// glyphs came from, changes no character and drops none but doubles: a glyph
// drawn twice on the same spot to look bold, and spaces, which it sets anew
// from the gaps. What is no body text is set aside, not thrown away.
package layout

import (
	"math"
	"unicode"
)

// Box is a rectangle on the page as displayed, in points, with the origin in
// the upper left corner and y growing downwards.
type Box struct{ X0, Y0, X1, Y1 float64 }

// Empty reports whether the box covers nothing.
func (b Box) Empty() bool { return !(b.X1 > b.X0 && b.Y1 > b.Y0) }

// Area is in square points, 0 for an empty box.
func (b Box) Area() float64 {
	if b.Empty() {
		return 0
	}
	return (b.X1 - b.X0) * (b.Y1 - b.Y0)
}

// Union is the smallest box around both; an empty box adds nothing.
func (b Box) Union(o Box) Box {
	if b.Empty() {
		return o
	}
	if o.Empty() {
		return b
	}
	return Box{math.Min(b.X0, o.X0), math.Min(b.Y0, o.Y0), math.Max(b.X1, o.X1), math.Max(b.Y1, o.Y1)}
}

// Glyph is one character as placed on a page as displayed. Its box spans the
// advance along the line and the font's height across it.
type Glyph struct {
	Rune  rune
	Box   Box
	Angle float64 // direction of writing in degrees, clockwise; 0 is left to right
	Light float64 // lightness of the ink: 0 is black, 1 is white paper

	// Unseen tells that no reader of the page sees it: drawn without ink,
	// covered, or in a layer that is switched off.
	Unseen bool

	// Row, where it is not 0, names the line that the glyph belongs to, as
	// recognition tells; the glyphs of a row come in reading order. Without
	// it lines are told by geometry.
	Row int

	// Sure is how sure recognition is of the character, 0 to 100, or Untold;
	// it means nothing where Row is 0.
	Sure int
}

// Untold is the sureness of a recognition that tells none.
const Untold = -1

// Sheet is a page before it is laid out: its size as displayed, in points,
// its glyphs in the order in which they were drawn, and its rules: the lines
// drawn level or upright, by which tables are told.
type Sheet struct {
	Width, Height float64
	Glyphs        []Glyph
	Rules         []Box
}

// Wide reports whether r stands on the full square of a Chinese character.
func Wide(r rune) bool { return wide(r) }

func wide(r rune) bool {
	switch {
	case unicode.Is(unicode.Han, r):
		return true
	case r >= 0x3000 && r <= 0x30ff, r >= 0xff01 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6:
		return true
	}
	return false
}

// cjk reports whether r takes no space beside a Chinese character: Han, full
// width forms, and the punctuation that Chinese fonts share with Latin.
func cjk(r rune) bool {
	if wide(r) {
		return true
	}
	switch r {
	case '“', '”', '‘', '’', '…', '—', '·', '×', '℃', '※', '〇', '○', '●', '△', '□', '■':
		return true
	}
	return r >= 0x2460 && r <= 0x24ff
}

// blank reports whether r leaves no mark on the paper.
func blank(r rune) bool {
	switch r {
	case 0, '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\ufffe', '\u00ad':
		return true
	}
	return unicode.IsSpace(r) || unicode.IsControl(r)
}
