package pdf

import (
	"bytes"
	"errors"

	"zeren/ingest/layout"
)

// The ways in which a file can be closed to a reader. A reader wraps them.
var (
	ErrEncrypted = errors.New("asks for a password")
	ErrDamaged   = errors.New("cannot be opened")
	ErrTooMany   = errors.New("has too many pages")

	// ErrUnsupported is wrapped beside ErrDamaged where the file may be
	// sound and only the reader cannot do what it asks.
	ErrUnsupported = errors.New("uses what this reader does not know")
)

// File is what one reader saw in a PDF.
type File struct {
	Pages    []Page
	Version  string // of the PDF format, e.g. 1.7
	Producer string // as the file says
	Creator  string
	Fonts    []Font // those the pages use; only the layer tells
	Rebuilt  bool   // the cross-reference was wrong and made anew; only the layer tells
	Enclosed bool   // its pages are a cover: the papers are attached, or a form draws itself (XFA); only the layer tells
	Attached bool   // other files are attached to it; only the layer tells
}

// Font is a font as the file declares it.
type Font struct {
	Name     string `json:"name"`
	Type     string `json:"type"`     // Type0, TrueType, Type1, Type3
	Encoding string `json:"encoding"` // name, or "dictionary", or "" where none is given
	Unicode  bool   `json:"unicode"`  // has a ToUnicode map
	Embedded bool   `json:"embedded"`
}

// Page is one page as a reader saw it, with boxes on the page as displayed.
type Page struct {
	layout.Sheet
	Pictures float64 // share of the page that pictures cover, 0..1
	Drawings int     // paths and shadings drawn
	Hidden   int     // glyphs that nobody sees, as OCR programs lay them under scans
	Unknown  int     // glyphs for which the file tells no character
	Fields   int     // glyphs in the fields of a form; only the layer tells
	Noted    int     // glyphs in notes and stamps, which are not among the page's; only the layer tells

	// Contradicted counts what the file tells in two ways: a map gives another
	// Chinese character or digit than the encoding does, /ActualText other ones
	// than the glyphs under it. Only the layer tells.
	Contradicted int

	Torn   bool  // its content ends before its end, as far as a reader can tell
	Spared bool  // its text was enough, and its glyphs were not asked for
	Err    error // why the page could not be read, nil if it could
}

// Whole reports whether a file has its end: every PDF ends with the place of
// its cross-reference behind the last object. One that was cut off on its way
// has not, and what it lost cannot be told.
func Whole(data []byte) bool {
	return bytes.LastIndex(data, []byte("startxref")) > bytes.LastIndex(data, []byte("endobj"))
}

// show turns a rectangle of the page's user space into the page as
// displayed: box is the visible box in user space, rotate the page's /Rotate
// in degrees clockwise.
func show(x0, y0, x1, y1 float64, box [4]float64, rotate int) layout.Box {
	if x0 > x1 {
		x0, x1 = x1, x0
	}
	if y0 > y1 {
		y0, y1 = y1, y0
	}
	l, b, r, t := box[0], box[1], box[2], box[3]
	switch rotate {
	case 90:
		return layout.Box{X0: y0 - b, Y0: x0 - l, X1: y1 - b, Y1: x1 - l}
	case 180:
		return layout.Box{X0: r - x1, Y0: y0 - b, X1: r - x0, Y1: y1 - b}
	case 270:
		return layout.Box{X0: t - y1, Y0: r - x1, X1: t - y0, Y1: r - x0}
	}
	return layout.Box{X0: x0 - l, Y0: t - y1, X1: x1 - l, Y1: t - y0}
}
