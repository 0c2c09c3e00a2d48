package ingest

import (
	"errors"
	"math"
	"slices"

	"zeren/ingest/layout"
	"zeren/ingest/pdf"
)

// choice is the reader chosen for a page, or why none is.
type choice struct {
	by        *reading
	gate      Gate
	agreement float64
	reason    Reason

	confidence float64 // of recognition, 0 to 100
	missed     []Box   // places where recognition passed over something
	detail     string  // why recognition failed, for the log

	disputed bool // the readers set the same characters in another order
}

// The F1 of two readers' bags of characters from which they are taken to have
// read the same page, and the same characters. Sound files measure 1 exactly,
// or far less where one reader lacks a font's map; 0.98 alone would let ten
// characters of a page be lost, a case number among them.
const (
	agree = 0.98
	same  = 0.998
)

// within reports whether part is next to nothing of all.
func within(part, all int) bool { return float64(part) <= (1-same)*float64(all) }

// offer is what a reader has for a page and what keeps its text alone from
// being taken, nil where it could not read the page.
func offer(r *reading, i int) *choice {
	if !r.has(i) {
		return nil
	}
	p := &r.file.Pages[i]
	c := &choice{by: r, gate: measure(body(&r.pages[i]))}
	c.reason = held(c.gate, p)
	if c.reason == "" && r.pages[i].Crowded > 0.03 {
		c.reason = Garbled
	}
	if r.pages[i].Overrun > 0 {
		c.reason, c.detail = Damaged, "lines run off the page" // no picture of it shows them either
	}
	if r.name == readerLayer && c.reason == "" && p.Unknown*200 > c.gate.Runes+p.Unknown {
		c.reason = Garbled // it leaves out what it cannot tell
	}
	return c
}

// confirmed reports whether what pdfium tells of a page, its characters in
// their order without their places, is what the layer made of it, so that
// their places need not be asked for: that costs five times as much.
func confirmed(layer *reading, i int, text string) bool {
	c := offer(layer, i)
	if c == nil || c.reason != "" || c.gate.Runes == 0 || layer.pages[i].Strays > 0 {
		return false
	}
	if p := &layer.file.Pages[i]; p.Torn || p.Unknown > 0 {
		return false
	}
	rest := bag(&layer.pages[i])
	order := sequence(&layer.pages[i])
	n := 0
	for _, r := range text {
		if r == 2 {
			r = '-' // so pdfium marks the hyphen at the end of a line
		}
		if IsSpace(r) {
			continue
		}
		r = alike(r)
		if rest[r]--; rest[r] < 0 {
			return false
		}
		if n < len(order) && order[n] == r {
			n++
		}
	}
	for _, left := range rest {
		if left != 0 {
			return false
		}
	}
	return n == len(order)
}

// choose decides on one page. The layer leads; pdfium is taken where the
// layer fails the gate or lost characters that pdfium has, but never for text
// of which the layer knows that nobody sees it.
func choose(layer, pdfium *reading, i int) choice {
	c := prefer(layer, pdfium, i)
	if pdfium != nil && c.by == pdfium && c.reason == "" && layer.has(i) && pdfium.file.Pages[i].Hidden < layer.file.Pages[i].Hidden {
		c.reason, c.detail = Garbled, "text that is not seen"
	}
	return c
}

func prefer(layer, pdfium *reading, i int) choice {
	l, p := offer(layer, i), offer(pdfium, i)
	if l != nil && layer.file.Pages[i].Torn {
		l.reason = Damaged // what is left is shown as if it were all
		return *l
	}
	if l != nil && layer.file.Pages[i].Contradicted > 0 {
		l.reason, l.detail = Garbled, "the file tells some characters in two ways"
		return *l
	}
	switch {
	case l == nil && p == nil:
		return choice{reason: Damaged}
	case p == nil:
		if pdfium != nil {
			l.reason = Damaged // what pdfium cannot show is broken
		}
		return *l
	case l == nil:
		if layer != nil && p.reason == "" {
			if e := layer.file.Pages[i].Err; layer.file.Rebuilt || p.gate.Runes == 0 || !errors.Is(e, pdf.ErrUnsupported) {
				p.reason = Damaged
			}
		}
		return *p
	}
	lp, pp := &layer.file.Pages[i], &pdfium.file.Pages[i]
	if layer.pages[i].Overrun > 0 {
		return *l // pdfium does not tell what is off the page
	}
	if pp.Spared {
		l.agreement = 1
		return *l
	}
	bl, bp := bag(&layer.pages[i]), bag(&pdfium.pages[i])
	common, nl, np := overlap(bl, bp)
	f1 := 1.0
	if np+nl > 0 {
		f1 = 2 * float64(common) / float64(np+nl)
	}
	l.agreement = math.Round(f1*1e4) / 1e4
	p.agreement = l.agreement
	if lp.Hidden > 0 && (l.reason == NeedsOCR || l.reason == "" && l.gate.Runes == 0) && f1 >= agree {
		return *l // what there is to read is not to be seen
	}
	switch {
	case p.reason == "" && l.reason == "" && np > 0 && np < nl/10 && nl >= few:
		return *l // pdfium tells no characters of the font
	case p.reason == "" && l.reason == "":
		onlyP, onlyL := np-common, nl-common
		switch {
		case nl == 0 && np >= few || np == 0 && nl >= few && pp.Drawings == 0:
			l.reason = Damaged // blank for the one: something it needs is not where the file says
			return *l
		case onlyP == 0 && onlyL == 0 && pdfium.pages[i].Strays < layer.pages[i].Strays:
			return *p // the same characters, and fewer of them out of their lines
		case onlyP == 0 && onlyL == 0:
			l.disputed = pdfium.pages[i].Strays == layer.pages[i].Strays && disputed(&pdfium.pages[i], &layer.pages[i])
			return *l
		case f1 >= same && onlyP <= onlyL, within(onlyP, np) && onlyL > 0:
			return *l // it has all that pdfium has, and more: a font lost, text placed oddly
		case f1 >= same, within(onlyL, nl):
			return *p
		}
		l.reason = Garbled
		return *l
	case p.reason == NotChinese && l.reason == NotChinese && f1 >= agree && lp.Unknown == 0:
		l.reason = "" // a page of figures, or an annex in another language
		return *l
	case p.reason == Garbled && f1 >= agree && p.gate.Runes < 100 && p.gate.sound() && lp.Unknown == 0:
		l.reason = "" // a few names and figures: too little for shares to mean anything
		return *l
	case p.reason == "":
		if u := lp.Unknown; float64(nl-common) > 0.05*float64(np) || np-nl < u-1-u/200 {
			p.reason = Garbled // what the layer can tell is not what pdfium says, or more was drawn than it says
		} else if more := measure(beyond(bp, bl)); u > 0 && more.Runes >= 5 && !more.sound() {
			p.reason = Garbled // what pdfium alone tells is no Chinese: codes of a font without a map
		}
		return *p
	case l.reason == "":
		return *l
	}
	if l.reason == NotChinese && lp.Unknown > 0 {
		l.reason = Garbled // what there was besides has no character
	}
	return *l
}

// disputed reports whether the body of a page has as many characters for both
// readers, but not in the same order.
func disputed(a, b *layout.Page) bool {
	x, y := sequence(a), sequence(b)
	return len(x) == len(y) && !slices.Equal(x, y)
}

// sequence gives the characters of a page's body as they follow each other.
func sequence(p *layout.Page) []rune {
	var out []rune
	for _, l := range p.Lines {
		for _, r := range l.Runes {
			if !IsSpace(r) {
				out = append(out, alike(r))
			}
		}
	}
	return out
}

// held says what keeps a page from being taken as good: the gate's verdict,
// or a picture with next to no text. A page with neither text nor pictures is
// blank, and good.
func held(g Gate, p *pdf.Page) Reason {
	r := verdict(g, false)
	if p.Noted >= few && g.Runes < p.Noted {
		return NeedsOCR // what there is to read are notes on the page
	}
	if r == Garbled && p.Pictures > 0.5 || r == "" && p.Pictures > 0.5 && g.Runes < 2*few {
		return NeedsOCR
	}
	if r == Empty {
		if p.Pictures > 0.02 || p.Drawings > 40 {
			return NeedsOCR
		}
		if p.Unknown > 0 {
			return Garbled
		}
		return ""
	}
	return r
}

func body(p *layout.Page) string {
	var b builder
	for _, l := range p.Lines {
		b.line(l.Text())
	}
	return string(b.text)
}

// bag counts the characters of a page, furniture included: the readers may
// differ on what is furniture.
func bag(p *layout.Page) map[rune]int {
	m := map[rune]int{}
	add := func(r rune) {
		if !IsSpace(r) {
			m[alike(r)]++
		}
	}
	for _, l := range p.Lines {
		for _, r := range l.Runes {
			add(r)
		}
	}
	for _, f := range p.Furniture {
		for _, r := range f.Text {
			add(r)
		}
	}
	return m
}

// beyond gives the characters that a has more of than b, in no order that
// matters.
func beyond(a, b map[rune]int) string {
	var out []rune
	for r, n := range a {
		for i := b[r]; i < n; i++ {
			out = append(out, r)
		}
	}
	return string(out)
}

// alike levels the characters for which one code of a Chinese character set
// is given by one table or the other.
func alike(r rune) rune {
	switch r = Normal(r); {
	case r >= 0xff01 && r <= 0xff5e:
		r -= 0xfee0
	}
	switch r {
	case '—', '―', '─', '–', '−', '‐', '‑':
		return '-'
	case '・', '•', '‧', '･', '∙', '⋅':
		return '·'
	case '〜', '∼', '˜':
		return '~'
	case '“', '”', '″', '＂':
		return '"'
	case '‘', '’', '′':
		return '\''
	case '￥':
		return '¥'
	}
	return r
}

func overlap(a, b map[rune]int) (common, na, nb int) {
	for r, n := range a {
		na += n
		common += min(n, b[r])
	}
	for _, n := range b {
		nb += n
	}
	return common, na, nb
}
