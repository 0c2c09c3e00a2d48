package ingest

import (
	"errors"
	"math"
	"slices"
	"strings"

	"zeren/ingest/layout"
	"zeren/ingest/pdf"
)

// reading is what one reader made of a PDF.
type reading struct {
	name  string
	file  *pdf.File
	pages []layout.Page
}

func (r *reading) has(i int) bool {
	return r != nil && i < len(r.file.Pages) && r.file.Pages[i].Err == nil
}

// decodePDF reads a PDF with both readers and lets the gate decide, page by
// page.
func decodePDF(d Document, data []byte, opts Options) (Document, error) {
	if !pdf.Whole(data) {
		return d, unreadable(Damaged, "the end of the file is missing")
	}
	if n := pdf.Torn(data); n > 0 {
		return d, unreadable(Damaged, "%d streams do not unpack", n)
	}
	var refused error
	var broken bool
	var first *reading
	read := func(name string, by func(begin func(int)) (*pdf.File, error)) (*reading, error) {
		if opts.Only != "" && opts.Only != name {
			return nil, nil
		}
		opts.tell(name, 0)
		if opts.hook != nil {
			opts.hook(name, d.Source.Name)
		}
		f, err := by(func(pages int) { opts.tell(name, pages) })
		if err != nil {
			var u *Unreadable
			if !errors.As(closed(err), &u) {
				return nil, err
			}
			// The first reader's reason stands, and one reader
			// may do only where the other is not up to the file.
			if refused == nil || u.Reason == TooManyPages {
				refused = u
			}
			broken = broken || opts.Only == "" && !errors.Is(err, pdf.ErrUnsupported)
			return nil, nil
		}
		r := &reading{name: name, file: f}
		sheets := make([]layout.Sheet, len(f.Pages))
		for i := range f.Pages {
			sheets[i] = f.Pages[i].Sheet
			if f.Pages[i].Spared {
				sheets[i] = first.file.Pages[i].Sheet // furniture shows by repetition over all pages
			}
			if first.has(i) {
				sheets[i].Rules = first.file.Pages[i].Rules // the readers are to differ over text alone
			}
		}
		r.pages = layout.Arrange(sheets)
		if opts.seen != nil {
			opts.seen(r)
		}
		return r, nil
	}
	layer, err := read(readerLayer, func(begin func(int)) (*pdf.File, error) {
		return pdf.Layer(data, MaxPages, begin)
	})
	if err != nil {
		return d, err
	}
	first = layer
	if layer != nil && layer.file.Enclosed {
		return d, unreadable(Enclosed, "a portfolio, or a form that draws itself")
	}
	if layer != nil && layer.file.Attached {
		d.Problems = append(d.Problems, Problem{Code: "attachment", Text: "本文件带有附件，附件中的内容没有读取，请打开核对；附件是文书的，另存后单独放入。"})
	}
	pdfium, err := read(readerPdfium, func(begin func(int)) (*pdf.File, error) {
		opts.tell(readerEngine, 0)
		engine, err := pdf.Shared(opts.CacheDir)
		if err != nil {
			return nil, err
		}
		opts.tell(readerPdfium, 0)
		var spare func(int, string) bool
		if layer != nil && opts.seen == nil {
			spare = func(page int, text string) bool { return confirmed(layer, page, text) }
		}
		return engine.Read(data, MaxPages, begin, spare)
	})
	if err != nil {
		return d, err
	}
	var u *Unreadable
	if errors.As(refused, &u) && (layer == nil && pdfium == nil || broken || u.Reason == TooManyPages) {
		return d, refused
	}
	return weigh(d, layer, pdfium, drawPDF(data, opts, layer, pdfium), opts)
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

// weigh takes each page from the reader that read it right and refuses the
// document if a page is left that neither did: what stood on it might be what
// matters.
func weigh(d Document, layer, pdfium *reading, draw drawer, opts Options) (Document, error) {
	if layer != nil && pdfium != nil && len(layer.file.Pages) != len(pdfium.file.Pages) {
		return d, unreadable(Damaged, "%d pages for one reader, %d for the other", len(pdfium.file.Pages), len(layer.file.Pages))
	}
	count := 0
	for _, r := range []*reading{layer, pdfium} {
		if r != nil {
			count = max(count, len(r.file.Pages))
		}
	}
	if count == 0 {
		return d, unreadable(Damaged, "no pages")
	}
	chosen := make([]choice, count)
	for i := range chosen {
		chosen[i] = choose(layer, pdfium, i)
	}
	engine, err := recognize(chosen, draw, opts)
	if err != nil {
		return d, err
	}
	d.Source.Engine = engine
	var b builder
	bad := map[Reason][]int{}
	for i, c := range chosen {
		if c.reason != "" {
			bad[c.reason] = append(bad[c.reason], i+1)
		}
		p := Page{Number: i + 1, Start: b.n, End: b.n, Lines: []Line{}}
		if c.by != nil {
			p = assemble(&b, i+1, c.by.pages[i], c.by.name)
			p.Agreement, p.Confidence = c.agreement, c.confidence
			for _, b := range c.missed {
				p.Furniture = append(p.Furniture, Furniture{Kind: "unread", Box: &b})
			}
			d.Problems = append(d.Problems, notes(i+1, layer, c)...)
		}
		d.Pages = append(d.Pages, p)
	}
	d.Text = string(b.text)
	d.Source.Pages, d.Source.Reader = len(d.Pages), led(d.Pages)
	whole := measure(d.Text)
	if len(bad[NotChinese]) < count {
		// In a Chinese paper a page without Chinese is one that lost it.
		bad[Garbled] = append(bad[Garbled], bad[NotChinese]...)
		slices.Sort(bad[Garbled])
		delete(bad, NotChinese)
	}
	for _, r := range []Reason{Damaged, Garbled, NeedsOCR, OCRFailed, Illegible, NotChinese} {
		if len(bad[r]) == 0 {
			continue
		}
		e := unreadable(r, "%s", strings.TrimSpace(chosen[bad[r][0]-1].detail+" "+whole.String()))
		if len(bad[r]) < count {
			e.Pages = bad[r]
		}
		if r != Damaged && r != NotChinese && draw != nil {
			e.Aid = AidOCR
		}
		return d, e
	}
	switch r := verdict(whole, true); r {
	case "":
		return d, nil
	case Empty:
		if d.Source.Media == mediaPDF && (layer == nil || pdfium == nil) {
			return d, unreadable(Damaged, "%d blank pages, which one reader alone could open", count)
		}
		return d, unreadable(Empty, "%d blank pages", count)
	default:
		return d, unreadable(r, "%s", whole)
	}
}

// led names the reader that most pages were taken from.
func led(pages []Page) string {
	n := map[string]int{}
	for _, p := range pages {
		n[p.Reader]++
	}
	best := readerLayer
	for _, r := range []string{readerPdfium, readerOCR, readerOFD} {
		if n[r] > n[best] {
			best = r
		}
	}
	return best
}

// notes are what a person should know of a page that was taken as good.
func notes(page int, layer *reading, c choice) []Problem {
	var out []Problem
	if c.by.name == readerOCR && c.gate.Runes > 0 {
		return recognised(page, &c.by.pages[page-1], c.confidence, len(c.missed))
	}
	if layer.has(page-1) && layer.file.Pages[page-1].Noted > 0 {
		out = append(out, Problem{"annotation", "本页有批注、图章或者电子签名，其中的文字没有读作正文，请与原件核对。", page})
	}
	if layer.has(page-1) && layer.file.Pages[page-1].Fields > 0 {
		out = append(out, Problem{"form_field", "本页有填写的表单，所填文字已读作正文，请与原件核对。", page})
	}
	if p := &c.by.file.Pages[page-1]; p.Hidden >= few && c.gate.Runes > 0 {
		out = append(out, Problem{"hidden", "本页有看不见的文字（无色、被遮盖或者在关闭的图层里），没有读作正文，请与原件核对。", page})
	}
	if c.reason == "" && c.gate.Runes == 0 {
		out = append(out, Problem{"blank_page", "本页没有正文，请与原件核对是否为空白页。", page})
	}
	if p := &c.by.file.Pages[page-1]; p.Pictures > 0.15 && c.gate.Runes > 0 {
		out = append(out, Problem{"picture", "本页有较大的图像，图像中的文字没有读取，请与原件核对。", page})
	}
	if g := c.gate; g.Broken > 0 {
		out = append(out, Problem{"unknown_characters", "本页有个别字符无法还原，请与原件核对。", page})
	}
	if c.disputed || c.by.pages[page-1].Strays > 0 {
		out = append(out, Problem{"reading_order", "本页有个别字符的位置难以确定，文字的先后次序可能有误，引用前请与原件核对。", page})
	}
	return out
}

// assemble writes a page that was laid out into the document's text.
func assemble(b *builder, number int, p layout.Page, reader string) Page {
	out := Page{Number: number, Start: b.n, Width: tenth(p.Width), Height: tenth(p.Height), Reader: reader, Turn: p.Turn, Lines: []Line{}}
	for _, l := range p.Lines {
		line := Line{Number: len(out.Lines) + 1, Para: l.Para, Box: box(l.Box)}
		if c := l.Cell; c != nil {
			line.Cell = &Cell{Table: c.Table, Row: c.Row, Column: c.Column}
		}
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
		line.Sure = l.Sure
		out.Lines = append(out.Lines, line)
	}
	for _, f := range p.Furniture {
		out.Furniture = append(out.Furniture, Furniture{Kind: f.Kind, Text: f.Text, Box: box(f.Box)})
	}
	out.End = b.n
	g := measure(body(&p))
	out.Gate = &g
	return out
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
		last = math.Max(tenth(from), last)
		out = append(out, last)
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
