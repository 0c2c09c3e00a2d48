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

// choose decides on one page. pdfium leads; the layer is taken where pdfium
// fails the gate or lost characters that the layer has.
func choose(first, second *reading, i int) choice {
	var cs []choice
	var bags []map[rune]int
	for _, r := range []*reading{first, second} {
		if !r.has(i) {
			continue
		}
		text := body(&r.pages[i])
		c := choice{by: r, gate: measure(text)}
		c.reason = held(c.gate, &r.file.Pages[i])
		if c.reason == "" && r.pages[i].Crowded > 0.03 {
			c.reason = Garbled
		}
		if n := r.file.Pages[i].Unknown; r.name == readerLayer && c.reason == "" && n*200 > c.gate.Runes+n {
			c.reason = Garbled // it leaves out what it cannot tell
		}
		cs = append(cs, c)
		bags = append(bags, bag(&r.pages[i]))
	}
	switch len(cs) {
	case 0:
		return choice{reason: Damaged}
	case 1:
		c := cs[0]
		switch {
		case c.by == second && first != nil:
			c.reason = Damaged // what pdfium cannot show is broken
		case c.by == first && second != nil && c.reason == "":
			if e := second.file.Pages[i].Err; second.file.Rebuilt || c.gate.Runes == 0 || !errors.Is(e, pdf.ErrUnsupported) {
				c.reason = Damaged
			}
		}
		return c
	}
	p, l := cs[0], cs[1]
	if second.file.Pages[i].Torn {
		p.reason = Damaged // pdfium shows what is left as if it were all
		return p
	}
	common, np, nl := overlap(bags[0], bags[1])
	f1 := 1.0
	if np+nl > 0 {
		f1 = 2 * float64(common) / float64(np+nl)
	}
	p.agreement, l.agreement = math.Round(f1*1e4)/1e4, math.Round(f1*1e4)/1e4
	switch {
	case p.reason == "" && l.reason == "":
		onlyP, onlyL := np-common, nl-common
		switch {
		case nl == 0 && np >= few || np == 0 && nl >= few && first.file.Pages[i].Drawings == 0:
			p.reason = Damaged // blank for the one: something it needs is not where the file says
			return p
		case onlyP == 0 && onlyL == 0 && second.pages[i].Strays < first.pages[i].Strays:
			return l // the same characters, and fewer of them out of their lines
		case onlyP == 0 && onlyL == 0:
			p.disputed = first.pages[i].Strays == second.pages[i].Strays && disputed(&first.pages[i], &second.pages[i])
			return p
		case f1 >= same && onlyL <= onlyP:
			return p
		case within(onlyP, np) && onlyL > 0:
			return l // it has all that pdfium has, and more: a font lost, text placed oddly
		case within(onlyL, nl):
			return p
		}
		p.reason = Garbled
		return p
	case p.reason == NotChinese && l.reason == NotChinese && f1 >= agree && l.by.file.Pages[i].Unknown == 0:
		p.reason = "" // a page of figures, or an annex in another language
		return p
	case p.reason == Garbled && f1 >= agree && p.gate.Runes < 100 && p.gate.sound() && l.by.file.Pages[i].Unknown == 0:
		p.reason = "" // a few names and figures: too little for shares to mean anything
		return p
	case p.reason == "":
		if u := l.by.file.Pages[i].Unknown; float64(nl-common) > 0.05*float64(np) || float64(np-nl) < 0.8*float64(u)-3 {
			p.reason = Garbled // what the layer can tell is not what pdfium says, or more was drawn than it says
		} else if more := measure(beyond(bags[0], bags[1])); u > 0 && more.Runes >= 5 && !more.sound() {
			p.reason = Garbled // what pdfium alone tells is no Chinese: codes of a font without a map
		}
		return p
	case l.reason == "":
		return l
	}
	if p.reason == NotChinese && l.by.file.Pages[i].Unknown > 0 {
		p.reason = Garbled // pdfium gives codes for what has no character
	}
	return p
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
