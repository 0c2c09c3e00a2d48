package pdf

import (
	"math"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// pdfium's box of a character is the advance by the ascent and descent that
// its font states, which for some fonts is not so: the characters of a Type 3
// font (Chromium embeds Noto as such) have the box of their ink alone where
// the font holds few, and the fonts of Noto state a height of three times
// their size. A bracket then looks like a character of another size and
// leaves its line. Where the box is odd for the size of the font it is made
// anew from the origin, as the layer makes its own.

// odd reports whether the box of a character may not be as its size em asks;
// an em of 0 is not known yet.
func odd(rect [4]float64, em float64, wide bool) bool {
	w, h := rect[2]-rect[0], rect[3]-rect[1]
	return em == 0 || math.Max(w, h) > tall*em || h < flat*em || wide && (w < flat*em || math.Min(w, h) > 1.1*em)
}

// tall and flat are the shares of the size above and below which a height is
// not one that a font states in earnest.
const (
	tall = 1.6
	flat = 0.9
)

// quad is the square of a character's size that stands on its origin, in the
// space of the page: left, bottom, right, top.
type quad struct {
	square [4]float64
	em     float64
	turned bool // the line runs up or down that space
}

// quad asks for the square of character i; there is none for slanted writing.
func (s *session) quad(text references.FPDF_TEXTPAGE, i int) (q quad, ok bool) {
	size, err := s.inst.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: i})
	if err != nil {
		return q, false
	}
	matrix, err := s.inst.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: i})
	if err != nil {
		return q, false
	}
	origin, err := s.inst.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return q, false
	}
	m := matrix.Matrix
	return upright(size.FontSize*float64(m.A), size.FontSize*float64(m.B), size.FontSize*float64(m.C), size.FontSize*float64(m.D), origin.X, origin.Y)
}

// upright is the square that (a, b) along the line and (c, d) across it span
// about the base line at (x, y).
func upright(a, b, c, d, x, y float64) (q quad, ok bool) {
	q.em = math.Hypot(c, d)
	q.turned = math.Abs(b) > math.Abs(a)
	slant := math.Min(math.Abs(a), math.Abs(b))
	if !(q.em > 0) || math.Hypot(a, b) == 0 || slant > 0.05*math.Hypot(a, b) {
		return q, false
	}
	q.square = [4]float64{
		math.Min(x, x+a) + math.Min(below*c, above*c), math.Min(y, y+b) + math.Min(below*d, above*d),
		math.Max(x, x+a) + math.Max(below*c, above*c), math.Max(y, y+b) + math.Max(below*d, above*d),
	}
	return q, true
}

// mend gives the box that a character has by its square, where the one given
// is odd and lies as that square says; otherwise the one given.
func (q quad) mend(rect [4]float64, wide bool) [4]float64 {
	along, across := 0, 1
	if q.turned {
		along, across = 1, 0
	}
	low, high := rect[across], rect[across+2]
	from, to := q.square[across], q.square[across+2]
	out := rect
	ink := false
	switch middle := (from + to) / 2; {
	case high-low > tall*q.em && low < middle && middle < high:
		out[across], out[across+2] = from, to
	case high-low < flat*q.em && low > from-0.15*q.em && high < to+0.15*q.em:
		out[across], out[across+2] = from, to
		ink = true
	}
	low, high = rect[along], rect[along+2]
	from, to = q.square[along], q.square[along+2]
	// A half-width box from the origin on is an advance, not ink.
	ink = ink || math.Abs(low-from) > 0.02*q.em && math.Abs(high-to) > 0.02*q.em
	if wide && ink && high-low < flat*(to-from) && low > from-0.15*q.em && high < to+0.15*q.em {
		out[along], out[along+2] = from, to
	}
	return out
}
