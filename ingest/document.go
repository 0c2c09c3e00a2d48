package ingest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"zeren/ingest/layout"
)

// Document is one source file as it was read: its text, where each line of
// it stands on the page, and what could not be read. It is plain data: it
// survives JSON unchanged, so that a stage can hand it on by reference.
//
// Text is the body in reading order, one source line a line, every line and
// page ended by "\n". Running headers, footers, page numbers and watermarks
// are not in Text (they would cut sentences in two) but in Page.Furniture.
// All offsets count runes of Text, never bytes.
type Document struct {
	Source   Source    `json:"source"`
	Text     string    `json:"text"`
	Pages    []Page    `json:"pages"`
	Problems []Problem `json:"problems,omitempty"`

	// Entries are the files of an archive, which has no text of its own: each
	// is a document by itself, see Unpack.
	Entries []Entry `json:"entries,omitempty"`
}

const oneReader = "one_reader"

// Alone reports whether one reader of PDF alone read the document, because the
// process of the other died or ran out of time. How much time a machine has is
// no property of the file: elsewhere both may read it.
func (d *Document) Alone() bool {
	return slices.ContainsFunc(d.Problems, func(p Problem) bool { return p.Code == oneReader })
}

// Source tells which bytes a document was read from, and by what.
type Source struct {
	Name   string `json:"name"`   // base name of the file as dropped
	SHA256 string `json:"sha256"` // of the file's bytes, lower-case hex
	Media  string `json:"media"`  // sniffed media type, e.g. application/pdf
	Pages  int    `json:"pages"`
	Reader string `json:"reader"` // which way most of the text was got: text, pdfium, layer, ocr ...

	// Engine names the outside program that recognised pages or turned the
	// file into one that can be read, with its version; empty where none did.
	Engine string `json:"engine,omitempty"`
}

// Page is one page (页) of the source. A plain text file is one page.
type Page struct {
	Number     int         `json:"number"` // 1-based
	Start      int         `json:"start"`  // rune offsets of the page in Document.Text
	End        int         `json:"end"`
	Width      float64     `json:"width,omitempty"`  // in points, 0 where the source has no geometry
	Height     float64     `json:"height,omitempty"` // in points
	Reader     string      `json:"reader"`
	Turn       int         `json:"turn,omitempty"`       // direction of its lines, degrees clockwise: 0, 90, 180, 270
	Gate       *Gate       `json:"gate,omitempty"`       // the figures of its text; nil for plain text
	Agreement  float64     `json:"agreement,omitempty"`  // of the two readers: F1 of their bags of characters; 0 where one alone read the page
	Confidence float64     `json:"confidence,omitempty"` // of a recognised page: mean of Sure, 0 where it is untold
	Lines      []Line      `json:"lines"`
	Furniture  []Furniture `json:"furniture,omitempty"`
	From       *Origin     `json:"from,omitempty"` // where the document was put together from several files, see Concat
}

// Line is one line (行) as printed. Number counts from 1 on its page.
type Line struct {
	Number int  `json:"number"`
	Start  int  `json:"start"` // rune offsets in Document.Text, the "\n" not included
	End    int  `json:"end"`
	Para   bool `json:"para"` // a new paragraph begins here, as far as the source tells
	Box    *Box `json:"box,omitempty"`

	// Cell is set on the lines of a table. A cell's lines follow each other,
	// and no paragraph goes on from one cell into another.
	Cell *Cell `json:"cell,omitempty"`

	// Edges are where each rune of the line begins along its direction of
	// writing, and where the last one ends: points from the beginning of Box,
	// to a tenth. Empty where the source has no geometry.
	Edges []float64 `json:"edges,omitempty"`

	// Sure is, of a recognised line, how sure the recognition is of each rune:
	// 0 to 100, or Untold. Empty where the characters are the source's own.
	Sure []int `json:"sure,omitempty"`

	// Raw is the line as the source gives its characters, where that differs
	// from Text: Kangxi and CJK radicals for the ideographs they look like.
	// It has as many runes as the line.
	Raw string `json:"raw,omitempty"`
}

// Cell is a place in a table (表格): the number of the table on its page, and
// the row and column in which the cell begins. All count from 1.
type Cell struct {
	Table  int `json:"table"`
	Row    int `json:"row"`
	Column int `json:"column"`
}

// Box is a rectangle on the page as displayed, in points, origin at the
// upper left corner.
type Box struct {
	X0 float64 `json:"x0"`
	Y0 float64 `json:"y0"`
	X1 float64 `json:"x1"`
	Y1 float64 `json:"y1"`
}

// Furniture is text of a page that belongs to no sentence.
type Furniture struct {
	Kind string `json:"kind"` // header | footer | page_number | watermark | margin (turned against the body) | hidden (nobody sees it: without ink, covered, in the colour of the paper, in a layer switched off) | menu (of a web page) | unread (recognition passed over it; no text)
	Text string `json:"text"`
	Box  *Box   `json:"box,omitempty"`
}

// Problem is something in the source that a person should look at.
type Problem struct {
	Code string `json:"code"`
	Text string `json:"text"` // one Chinese sentence
	Page int    `json:"page,omitempty"`
}

// Span is a place in a source: 1-based page and line of its first character,
// and the rune offsets of the passage in Document.Text.
type Span struct {
	Page  int `json:"page"`
	Line  int `json:"line"`
	Start int `json:"start"`
	End   int `json:"end"`
}

// Recognised reports whether the text of the page was got by recognition of
// its picture (文字识别): it may be wrong, digits above all, and is never exact
// evidence.
func (p *Page) Recognised() bool { return p.Reader == readerOCR }

// Untold is the sureness of a character where the engine tells none.
const Untold = layout.Untold

// Sureness tells whether characters of a span were recognised, and how sure
// the recognition is of the least sure of them: 0 to 100, or Untold.
func (d *Document) Sureness(s Span) (recognised bool, least int) {
	least = 101
	for i := range d.Pages {
		p := &d.Pages[i]
		if !p.Recognised() || p.End <= s.Start || p.Start >= s.End {
			continue
		}
		for _, l := range p.Lines {
			for k := max(l.Start, s.Start); k < min(l.End, s.End); k++ {
				recognised = true
				if n := k - l.Start; n < len(l.Sure) && l.Sure[n] != Untold {
					least = min(least, l.Sure[n])
				}
			}
		}
	}
	if least > 100 {
		least = Untold
	}
	return recognised, least
}

// Box gives the place of the runes from start to end of one line on its page,
// nil where the source has no geometry. The line must belong to the page.
func (p *Page) Box(l *Line, start, end int) *Box {
	if l.Box == nil {
		return nil
	}
	b := *l.Box
	i, j := max(start, l.Start)-l.Start, min(end, l.End)-l.Start
	if i >= j || j >= len(l.Edges) {
		return &b
	}
	from, to := l.Edges[i], l.Edges[j]
	switch p.Turn {
	case 90:
		b.Y0, b.Y1 = l.Box.Y0+from, l.Box.Y0+to
	case 180:
		b.X0, b.X1 = l.Box.X1-to, l.Box.X1-from
	case 270:
		b.Y0, b.Y1 = l.Box.Y1-to, l.Box.Y1-from
	default:
		b.X0, b.X1 = l.Box.X0+from, l.Box.X0+to
	}
	return &b
}

// Span gives the place of the runes [start, end) of Text.
func (d *Document) Span(start, end int) Span {
	s := Span{Page: 1, Line: 1, Start: start, End: end}
	for i := range d.Pages {
		p := &d.Pages[i]
		if p.Start > start {
			break
		}
		s.Page = p.Number
		s.Line = 1
		for _, l := range p.Lines {
			if l.Start > start {
				break
			}
			s.Line = l.Number
		}
	}
	return s
}

// Quote gives the text of a span with its white space removed, as quotations
// are printed and compared. A span outside the text gives "".
func (d *Document) Quote(s Span) string {
	if s.Start < 0 || s.End < s.Start {
		return ""
	}
	var b strings.Builder
	i := 0
	for _, r := range d.Text {
		if i >= s.End {
			return b.String()
		}
		if i >= s.Start && !IsSpace(r) {
			b.WriteRune(r)
		}
		i++
	}
	if i < s.End {
		return ""
	}
	return b.String()
}

// Len is the length of Text in runes.
func (d *Document) Len() int { return utf8.RuneCountInString(d.Text) }
