package ingest

import (
	"errors"
	"math"

	"zeren/ingest/layout"
	"zeren/ingest/pdf"
)

// decodePDF reads a PDF with the readers and lets the gate decide.
func decodePDF(d Document, data []byte, opts Options) (Document, error) {
	engine, err := pdf.Shared(opts.CacheDir)
	if err != nil {
		return d, err
	}
	f, err := engine.Read(data, MaxPages)
	if err != nil {
		return d, closed(err)
	}
	sheets := make([]layout.Sheet, len(f.Pages))
	for i := range f.Pages {
		sheets[i] = f.Pages[i].Sheet
	}
	var b builder
	for i, p := range layout.Arrange(sheets) {
		d.Pages = append(d.Pages, assemble(&b, i+1, p, readerPdfium))
	}
	d.Text = string(b.text)
	d.Source.Pages, d.Source.Reader = len(d.Pages), readerPdfium
	return d, judge(&d, f)
}

// judge refuses a document with a page that is a picture or garbage.
func judge(d *Document, f *pdf.File) error {
	bad := map[Reason][]int{}
	for i := range f.Pages {
		p := &f.Pages[i]
		r := verdict(*d.Pages[i].Gate, false)
		switch {
		case p.Err != nil:
			r = Damaged
		case p.Pictures > 0.5 && d.Pages[i].Gate.Runes < 2*few, r == Empty && (p.Pictures > 0.02 || p.Drawings > 40):
			r = NeedsOCR
		case r == Empty:
			r = ""
		}
		if r != "" {
			bad[r] = append(bad[r], i+1)
		}
	}
	whole := measure(d.Text)
	for _, r := range []Reason{Damaged, Garbled, NeedsOCR, NotChinese} {
		if len(bad[r]) > 0 {
			e := unreadable(r, "%s", whole)
			e.Pages = bad[r]
			return e
		}
	}
	if r := verdict(whole, true); r != "" {
		return unreadable(r, "%s", whole)
	}
	return nil
}

// closed turns a reader's error into the reason told to people.
func closed(err error) error {
	switch {
	case errors.Is(err, pdf.ErrEncrypted):
		return unreadable(Encrypted, "%v", err)
	case errors.Is(err, pdf.ErrTooMany):
		return unreadable(TooManyPages, "%v", err)
	case errors.Is(err, pdf.ErrDamaged):
		return unreadable(Damaged, "%v", err)
	}
	return err
}

// assemble writes a page that was laid out into the document's text.
func assemble(b *builder, number int, p layout.Page, reader string) Page {
	out := Page{Number: number, Start: b.n, Width: tenth(p.Width), Height: tenth(p.Height), Reader: reader, Turn: p.Turn, Lines: []Line{}}
	for _, l := range p.Lines {
		line := Line{Number: len(out.Lines) + 1, Para: l.Para, Box: box(l.Box)}
		text := make([]rune, len(l.Runes))
		raw := false
		for i, r := range l.Runes {
			text[i] = Normal(r)
			raw = raw || text[i] != r
		}
		if raw {
			line.Raw = string(l.Runes)
		}
		line.Start, line.End = b.line(string(text))
		line.Edges = along(l)
		out.Lines = append(out.Lines, line)
	}
	for _, f := range p.Furniture {
		out.Furniture = append(out.Furniture, Furniture{Kind: f.Kind, Text: f.Text, Box: box(f.Box)})
	}
	out.End = b.n
	g := measure(text(b, out.Start))
	out.Gate = &g
	return out
}

// text is what the builder wrote from a rune offset on.
func text(b *builder, start int) string {
	i, n := len(b.text), b.n
	for n > start && i > 0 {
		i--
		if b.text[i]&0xc0 != 0x80 {
			n--
		}
	}
	return string(b.text[i:])
}

func along(l layout.Line) []float64 {
	out := make([]float64, 0, len(l.Boxes)+1)
	last := 0.0
	for i, b := range l.Boxes {
		var from, to float64
		switch l.Turn {
		case 90:
			from, to = b.Y0-l.Box.Y0, b.Y1-l.Box.Y0
		case 180:
			from, to = l.Box.X1-b.X1, l.Box.X1-b.X0
		case 270:
			from, to = l.Box.Y1-b.Y1, l.Box.Y1-b.Y0
		default:
			from, to = b.X0-l.Box.X0, b.X1-l.Box.X0
		}
		from = math.Max(tenth(from), last)
		out = append(out, from)
		last = from
		if i == len(l.Boxes)-1 {
			out = append(out, math.Max(tenth(to), last))
		}
	}
	return out
}

func tenth(x float64) float64 { return math.Round(x*10) / 10 }

func box(b layout.Box) *Box {
	if b.Empty() {
		return nil
	}
	return &Box{tenth(b.X0), tenth(b.Y0), tenth(b.X1), tenth(b.Y1)}
}
