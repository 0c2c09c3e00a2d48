package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"zeren/report/fonts"
)

// The styles of GB/T 9704-2012, section 7, and of the small print.
var (
	bodyStyle    = style{role: fonts.Fang, size: size3, grid: charPitch - size3*mmPerPoint}
	strongStyle  = style{role: fonts.Hei, size: size3, grid: charPitch - size3*mmPerPoint}
	level1Style  = style{role: fonts.Hei, size: size3, grid: charPitch - size3*mmPerPoint}
	level2Style  = style{role: fonts.Kai, size: size3, grid: charPitch - size3*mmPerPoint}
	quoteStyle   = style{role: fonts.Kai, size: size3, grid: charPitch - size3*mmPerPoint}
	titleStyle   = style{role: fonts.Title, size: size2}
	noteStyle    = style{role: fonts.Fang, size: sizeS4}
	markStyle    = style{role: fonts.Hei, size: sizeS4, ink: grey}
	folioStyle   = style{role: fonts.Song, size: size4}
	imprintStyle = style{role: fonts.Fang, size: size4}
)

const (
	titlePitch = 12.0 // mm between the baselines of the title's lines
	notePitch  = 6.6
)

// text joins the words of a block.
func (b Block) text() string {
	var s strings.Builder
	for _, r := range b.Runs {
		s.WriteString(r.Text)
	}
	return strings.TrimSpace(s.String())
}

// paragraph is how lines of text stand in the measure.
type paragraph struct {
	style   style
	strong  style   // of bold runs
	indent  float64 // of the first line, added to left
	left    float64
	right   float64
	pitch   float64
	centred bool
	level   int // of the heading for the outline, 0 none
}

// runs finds the glyphs of a block's runs, without white space at the ends.
func (t *typesetter) runs(runs []Run, st, strong style) []glyph {
	var gs []glyph
	for _, r := range runs {
		s := st
		if r.Bold {
			s = strong
		}
		gs = append(gs, t.glyphs(r.Text, s)...)
	}
	space := func(g glyph) bool { return g.r == ' ' || g.r == '\u3000' }
	for len(gs) > 0 && space(gs[0]) {
		gs = gs[1:]
	}
	for len(gs) > 0 && space(gs[len(gs)-1]) {
		gs = gs[:len(gs)-1]
	}
	t.keep(gs)
	return gs
}

// paragraph sets runs as boxes of one line each. No text gives no boxes.
func (t *typesetter) paragraph(runs []Run, f paragraph) []box {
	gs := t.runs(runs, f.style, f.strong)
	if len(gs) == 0 {
		return nil
	}
	w := measure - f.left - f.right
	lines := breakLines(gs, f.style.size, w-f.indent, w, !f.centred)
	boxes := make([]box, 0, len(lines))
	for i, ln := range lines {
		x := marginLeft + f.left
		if i == 0 {
			x += f.indent
		}
		if f.centred {
			x += (w - ln.width) / 2
		}
		boxes = append(boxes, textBox(ln, x, f.pitch, f.style))
	}
	if f.level > 0 {
		var s strings.Builder
		for _, g := range gs {
			s.WriteRune(g.r)
		}
		boxes[0].mark = &entry{title: s.String(), level: f.level}
	}
	return boxes
}

// textBox is one line of text at x, its em squares centred in the pitch.
func textBox(ln line, x, pitch float64, st style) box {
	return box{height: pitch, elastic: true, draw: func(p *page, y float64, _ bool) {
		*p = ln.items(*p, x, baseline(y, pitch, st.size), st.ink)
	}}
}

// baseline of a line of text in a box of the given height at y.
func baseline(y, height, size float64) float64 {
	em := size * mmPerPoint
	return y + (height-em)/2 + ascent*em
}

// blanks are n empty lines.
func blanks(n int) []box {
	bs := make([]box, n)
	for i := range bs {
		bs[i] = box{height: linePitch, blank: true, elastic: true}
	}
	return bs
}

// title sets the title: centred, its lines about equally long, so that no
// single word is left on the last (GB/T 9704-2012, 7.3.1).
func (t *typesetter) title(text string, level int) []box {
	gs := t.runs([]Run{{Text: text}}, titleStyle, titleStyle)
	if len(gs) == 0 {
		return nil
	}
	w := measure - 2*charPitch
	lines := balanced(gs, size2, w)
	pitch := titlePitch
	if len(lines) == 1 {
		pitch = linePitch // it takes a line of the grid, as that of an annex takes the third
	}
	full := math.Ceil(float64(len(lines))*pitch/linePitch-1e-9) * linePitch
	b := box{height: full, mark: &entry{title: strings.TrimSpace(text), level: level}}
	b.draw = func(p *page, y float64, _ bool) {
		for i, ln := range lines {
			*p = ln.items(*p, marginLeft+(measure-ln.width)/2, baseline(y+float64(i)*pitch, pitch, size2), titleStyle.ink)
		}
	}
	return []box{b}
}

// balanced breaks glyphs in as few lines as w allows, all about equally long;
// two lines part where the sense does, as far as a mark or the name of a body
// shows it.
func balanced(gs []glyph, size, w float64) []line {
	lines := breakLines(gs, size, w, w, false)
	if len(lines) == 2 {
		if two := halve(gs, size, w); two != nil {
			return two
		}
	}
	for narrow := w - 1; len(lines) > 1 && narrow > w/3; narrow-- {
		next := breakLines(gs, size, narrow, narrow, false)
		if len(next) > len(lines) {
			break
		}
		lines = next
	}
	return lines
}

// bodies are the last characters of the names of bodies, papers and persons:
// behind them a title or a label parts well, unless a particle follows.
const (
	bodies    = "关构位院府局会书称者人"
	particles = "的之等和与及或民们"
)

// halve breaks glyphs in two lines behind a mark of punctuation or before an
// opening bracket, or else behind the name of a body, near the middle; nil where
// neither is.
func halve(gs []glyph, size, w float64) []line {
	best, cost := 0, math.Inf(1)
	for k := 1; k < len(gs); k++ {
		p, q := gs[k-1].r, gs[k].r
		off := math.Abs(float64(2*k-len(gs))) / float64(len(gs)) // 0 in the middle, 1 at the ends
		switch {
		case isNoStart(q) || isNoEnd(p) || gs[k].stay:
			continue
		case isHalving(p) && off <= 0.5, isNoEnd(q) && off <= 0.5:
		case strings.ContainsRune(bodies, p) && !strings.ContainsRune(particles, q) && off <= 0.35:
			off++
		default:
			continue
		}
		if off < cost && len(breakLines(gs[:k], size, w, w, false)) == 1 && len(breakLines(gs[k:], size, w, w, false)) == 1 {
			best, cost = k, off
		}
	}
	if best == 0 {
		return nil
	}
	return append(breakLines(gs[:best], size, w, w, false), breakLines(gs[best:], size, w, w, false)...)
}

// body sets the blocks of a paper below its head; least scales the heights that
// the cells of a form ask for. Each part of it, the paper and its annexes,
// begins a page, and is set for itself.
func (t *typesetter) body(d Draft, head []box, least float64) []box {
	out := []box{}
	signed := slices.ContainsFunc(d.Blocks, func(b Block) bool { return b.Kind == Signing })
	parts := parts(d.Blocks)
	for i, blocks := range parts {
		signs := slices.ContainsFunc(blocks, func(b Block) bool { return b.Kind == Signing }) || !signed && i == len(parts)-1
		set := func() []box {
			bs := t.blocks(blocks, d.Signatures, d.Form == Sheet, signs, least)
			if i == 0 {
				bs = append(slices.Clone(head), bs...)
			}
			return bs
		}
		bs := set()
		if d.Form != Sheet {
			bs = t.eased(bs, set, signs && len(d.Signatures) > 0)
		}
		if len(bs) > 0 && len(out) > 0 {
			bs[0].feed = true
		}
		out = append(out, bs...)
	}
	return out
}

// parts cuts a paper where its blocks ask for a new page.
func parts(blocks []Block) [][]Block {
	out := [][]Block{nil}
	for _, b := range blocks {
		if b.Kind == Break {
			out = append(out, nil)
			continue
		}
		out[len(out)-1] = append(out[len(out)-1], b)
	}
	return out
}

// shortPage is how far down, in mm, the last page of a part reaches at least
// where a little less room for each row of its tables would save that page.
const shortPage = 5 * linePitch

// eased saves the last page of a part that only a few lines run over to: its
// tables are set a little closer, and where its page for the seals holds
// little else, so are the lines of its last pages, as GB/T 9704-2012, 7.3.5.4
// has it where the room left does not take seal and date. bs are the boxes as
// they stand, set makes them anew.
func (t *typesetter) eased(bs []box, set func() []box, signs bool) []box {
	starts, end := paginate(slices.Clone(bs), nil)
	if len(starts) < 2 {
		return bs
	}
	if end < shortPage {
		usual := t.running
		defer func() { t.running = usual }()
		for _, t.running = range closerTables {
			closer := set()
			if s, _ := paginate(slices.Clone(closer), nil); len(s) < len(starts) {
				return closer
			}
		}
		t.running = usual
	}
	if signs {
		for lines := 23.0; lines <= 24; lines++ {
			closer := slices.Clone(bs)
			for i := starts[len(starts)-2]; i < len(closer); i++ {
				if closer[i].elastic {
					closer[i].height *= 22 / lines
				}
			}
			if s, _ := paginate(slices.Clone(closer), nil); len(s) < len(starts) {
				return closer
			}
		}
	}
	return bs
}

// blocks sets blocks that stand on pages of their own.
func (t *typesetter) blocks(blocks []Block, sigs []Signature, form, signs bool, least float64) []box {
	var out []box
	signed := false
	listed := 0 // boxes of the list of annexes, if it stands last
	add := func(bs []box) { out = append(out, bs...) }
	for at, b := range blocks {
		body := paragraph{style: bodyStyle, strong: strongStyle, indent: 2 * charPitch, pitch: linePitch}
		switch b.Kind {
		case Heading:
			body.level = b.Level
			switch b.Level {
			case 1:
				body.style, body.strong = level1Style, level1Style
			case 2:
				body.style, body.strong = level2Style, level2Style
			default:
				body.strong = body.style
			}
			bs := t.paragraph(b.Runs, body)
			for i := range bs {
				bs[i].with = len(bs) - i + 1 // its own lines and two of its text
			}
			add(bs)
		case Paragraph:
			bs := t.paragraph(b.Runs, body)
			if s := b.text(); strings.HasSuffix(s, "：") && len(bs) > 0 && at+1 < len(blocks) && blocks[at+1].Kind != Heading {
				// What it announces begins on its page; a heading may begin the next.
				bs[len(bs)-1].with = 2
			}
			add(bs)
		case Quote:
			body.style, body.left = quoteStyle, 2*charPitch
			add(t.paragraph(b.Runs, body))
		case Note:
			note := paragraph{style: noteStyle, strong: noteStyle, pitch: notePitch}
			if !form {
				note.indent, note.pitch = 2*sizeS4*mmPerPoint, t.running.note
			}
			bs := t.paragraph(b.Runs, note)
			for i := range bs {
				if !form && len(bs) <= 3 {
					bs[i].with = len(bs) - 1 - i
				}
			}
			add(bs)
		case Rows:
			if b.Table != nil {
				add(t.table(*b.Table, form, least))
			}
		case Figure:
			add(t.chart(b.Chart))
		case Timeline:
			add(t.timeline(b.Line))
		case Attachments:
			list := t.attachments(b.Runs)
			add(list)
			listed = len(list)
			continue
		case AnnexTitle:
			add(t.annex(b.Runs))
		case Signing:
			out, signed = t.sign(out, sigs, listed), true
		}
		listed = 0
	}
	if signs && !signed {
		out = t.sign(out, sigs, listed)
	}
	return out
}

// sign puts the signatures behind the boxes, of which the last listed are the
// list of annexes. They never stand on a page without text: two lines of it go
// with them (GB/T 9704-2012, 7.3.5.4).
func (t *typesetter) sign(out []box, sigs []Signature, listed int) []box {
	sig := t.signatures(sigs)
	for i := max(0, len(out)-listed-2); i < len(out) && len(sig) > 0; i++ {
		out[i].with = max(out[i].with, len(out)-1-i+len(sig))
	}
	return append(out, sig...)
}

// attachments sets the list of annexes: a line below the text, the names under
// each other, without marks behind them (GB/T 9704-2012, 7.3.4).
func (t *typesetter) attachments(names []Run) []box {
	if len(names) == 0 {
		return nil
	}
	out := blanks(1)
	lead := setLine(t.glyphs("附件：", bodyStyle), size3, math.Inf(1), true, false)
	for i, n := range names {
		number := ""
		if len(names) > 1 {
			number = fmt.Sprintf("%d.", i+1)
		}
		num := setLine(t.glyphs(number, bodyStyle), size3, math.Inf(1), true, false)
		x := 2*charPitch + lead.width
		left := x + num.width
		for k, ln := range breakLines(t.runs([]Run{{Text: n.Text}}, bodyStyle, bodyStyle), size3, measure-left, measure-left, true) {
			b := box{height: linePitch, elastic: true, draw: func(p *page, y float64, _ bool) {
				at := baseline(y, linePitch, size3)
				if i == 0 && k == 0 {
					*p = lead.items(*p, marginLeft+2*charPitch, at, black)
				}
				if k == 0 {
					*p = num.items(*p, marginLeft+x, at, black)
				}
				*p = ln.items(*p, marginLeft+left, at, black)
			}}
			out = append(out, b)
		}
	}
	for i := range out {
		out[i].with = len(out) - 1 - i
	}
	return out
}

// annex sets the heading of an annex: its mark upper left in the first line,
// its title in the third (GB/T 9704-2012, 7.3.7).
func (t *typesetter) annex(runs []Run) []box {
	if len(runs) == 0 {
		return nil
	}
	mark := t.paragraph(runs[:1], paragraph{style: level1Style, strong: level1Style, pitch: linePitch})
	title := t.title(Block{Runs: runs[1:]}.text(), 1)
	if len(mark) == 0 {
		return append(title, blanks(1)...)
	}
	mark[0].mark = &entry{title: strings.TrimSpace(Block{Runs: runs[:1]}.text() + "　" + Block{Runs: runs[1:]}.text()), level: 1}
	for i := range title {
		title[i].mark = nil
	}
	out := append(mark, box{height: linePitch})
	out = append(append(out, title...), blanks(1)...)
	for i := range out {
		out[i].with = len(out) - i
	}
	return out
}

// signatures sets the places for seals at the right, four characters from the
// edge (GB/T 9704-2012, 7.3.5.1); several stand beside each other.
func (t *typesetter) signatures(sigs []Signature) []box {
	if len(sigs) == 0 {
		return nil
	}
	out := blanks(2)
	const perRow = 3
	for from := 0; from < len(sigs); {
		n := 1
		cells := [][]line{}
		var width float64
		for from+n <= len(sigs) && n <= perRow {
			s := sigs[from+n-1]
			unit := t.signLines(s.Unit, measure-4*charPitch)
			date := t.signLines(s.Date, measure-4*charPitch)
			w := 0.0
			for _, ln := range append(unit[:len(unit):len(unit)], date...) {
				w = math.Max(w, ln.width)
			}
			if n > 1 && width+w+float64(n-1)*2*charPitch > measure-4*charPitch {
				break
			}
			width += w
			cells = append(cells, append(unit[:len(unit):len(unit)], date...))
			n++
		}
		n = len(cells)
		out = append(out, signRow(cells)...)
		from += n
		if from < len(sigs) {
			out = append(out, blanks(1)...)
		}
	}
	for i := range out {
		out[i].with = min(len(out)-1-i, 6)
	}
	return out
}

func (t *typesetter) signLines(s string, w float64) []line {
	gs := t.glyphs(s, bodyStyle)
	t.keep(gs)
	return breakLines(gs, size3, w, w, false)
}

// signRow sets signatures beside each other, each centred on its own widest
// line, the row ending four characters from the right; one alone as
// GB/T 9704-2012, 7.3.5.1 has it.
func signRow(cells [][]line) []box {
	rows := 0
	widths := make([]float64, len(cells))
	for i, c := range cells {
		rows = max(rows, len(c))
		for _, ln := range c {
			widths[i] = math.Max(widths[i], ln.width)
		}
	}
	edge := marginLeft + measure - 4*charPitch
	if c := cells[0]; len(cells) == 1 && len(c) > 0 {
		// The date ends four characters from the edge, and the name stands in
		// the middle above it, as far as there is room.
		date := c[len(c)-1].width
		edge = math.Min(edge-date/2+widths[0]/2, marginLeft+measure)
	}
	var out []box
	for r := range rows {
		out = append(out, box{height: linePitch, elastic: true, draw: func(p *page, y float64, _ bool) {
			x := edge
			for i := len(cells) - 1; i >= 0; i-- {
				x -= widths[i]
				if r < len(cells[i]) {
					ln := cells[i][r]
					*p = ln.items(*p, x+(widths[i]-ln.width)/2, baseline(y, linePitch, size3), black)
				}
				x -= 2 * charPitch
			}
		}})
	}
	return out
}
