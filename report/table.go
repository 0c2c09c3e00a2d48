package report

import (
	"math"
	"unicode/utf8"

	"zeren/report/fonts"
)

// How a table is set: a running table in 宋体 of size 5, a printed form in 4号 仿宋, or in 小四
// where only that keeps it on one sheet.
type tableStyle struct {
	cell, label style
	pitch       float64
	padX, padY  float64
	note        float64 // leading of the notes below
}

var (
	runningTable = tableStyle{
		cell:  style{role: fonts.Song, size: size5},
		label: style{role: fonts.Hei, size: size5},
		pitch: 5.6, padX: 1.8, padY: 1.1, note: notePitch,
	}
	formTable = tableStyle{
		cell:  style{role: fonts.Fang, size: size4},
		label: style{role: fonts.Fang, size: size4},
		pitch: 8.4, padX: 2.2, padY: 1.8,
	}
	tightForm = tableStyle{
		cell:  style{role: fonts.Fang, size: sizeS4},
		label: style{role: fonts.Fang, size: size4},
		pitch: 6.6, padX: 2.2, padY: 1.6,
	}
)

// closerTables are running tables that save a page, the widest first.
var closerTables = func() (out []tableStyle) {
	for _, c := range []struct{ pitch, padY, note float64 }{{5.4, 0.9, 6.2}, {5.2, 0.7, 5.9}, {4.9, 0.6, 5.6}} {
		ts := runningTable
		ts.pitch, ts.padY, ts.note = c.pitch, c.padY, c.note
		out = append(out, ts)
	}
	return out
}()

const (
	ruleWidth = 0.25 // mm, inner rules
	edgeWidth = 0.35 // mm, the frame: GB/T 9704-2012, 7.4.1

	// leastJustified is how many characters wide a column must be for its lines
	// to reach the right edge: in a narrower one that tears them apart.
	leastJustified = 12

	// mostCentred is how many characters a column's cells may have each and
	// still be centred, all of them: numbers, dates, short words.
	mostCentred = 8

	// mostMiddle is how many lines a cell may have and still stand in the middle
	// of its row; a longer one begins at the top, where its reader does.
	mostMiddle = 5

	// mostRoom is the most room, in mm, that a cell gets for the asking: it
	// fits on a page below the head of its table.
	mostRoom = textHeight * 2 / 3
)

// tableRow is a row set in lines, ready to be drawn or cut.
type tableRow struct {
	style  tableStyle
	widths []float64
	cells  []tableCell
	least  float64 // height it has at least
	head   *box
	first  bool // of its table: it draws the upper rule
	last   bool
}

type tableCell struct {
	lines  []line
	foot   []line
	style  style
	centre bool // in both directions
	middle bool // up and down only
	label  bool
}

// table sets a table; form says that it is a printed form, least scales the
// heights that its cells ask for.
func (t *typesetter) table(tb Table, form bool, least float64) []box {
	ts := t.running
	if form {
		ts = t.form
	}
	cols := max(len(tb.Head), len(tb.Widths))
	for _, r := range tb.Rows {
		cols = max(cols, len(r))
	}
	if cols == 0 || len(tb.Head) == 0 && len(tb.Rows) == 0 {
		return nil
	}
	widths := columnsOf(tb, cols, ts, form)
	var out []box
	if !form {
		out = append(out, box{height: linePitch / 4, blank: true, with: 2})
	}
	var head *box
	if len(tb.Head) > 0 {
		row := tableRow{style: ts, widths: widths, first: true}
		for i := range cols {
			c := tableCell{style: ts.label, centre: true}
			if i < len(tb.Head) {
				c.lines = t.cellLines([]string{tb.Head[i]}, ts.label, widths[i]-2*ts.padX, false)
			}
			row.cells = append(row.cells, c)
		}
		b := row.box()
		if b.height < textHeight/3 {
			b.split = nil
			again := b
			head = &again
		}
		b.with = 1
		out = append(out, b)
	}
	var rows []tableRow
	short := make([]bool, cols) // every cell of the column is one short line
	for i := range short {
		short[i] = true
	}
	for _, cells := range tb.Rows {
		row := tableRow{style: ts, widths: widths, head: head}
		for i := range cols {
			c := tableCell{style: ts.cell}
			if i < len(cells) {
				in := cells[i]
				c.label = in.Label
				if in.Label {
					c.style, c.centre = ts.label, true
				}
				c.lines = t.cellLines(in.Text, c.style, widths[i]-2*ts.padX, !in.Label)
				c.foot = t.cellLines(in.Foot, c.style, widths[i]-2*ts.padX, false)
				row.least = math.Max(row.least, math.Min(in.MinHeight*least, mostRoom))
			}
			if len(c.lines) > 1 || len(c.foot) > 0 || len(c.lines) == 1 && len(c.lines[0].gs) > mostCentred {
				short[i] = false
			}
			row.cells = append(row.cells, c)
		}
		rows = append(rows, row)
	}
	for i, row := range rows {
		row.first = i == 0 && len(tb.Head) == 0
		row.last = i == len(rows)-1
		for j := range row.cells {
			row.cells[j].centre = row.cells[j].centre || short[j] && !form
			row.cells[j].middle = form || len(row.cells[j].lines) <= mostMiddle
		}
		out = append(out, row.box())
	}
	after := linePitch / 4
	if form {
		after = 1.5 // the notes of a form stand close
	}
	return append(out, box{height: after, blank: true})
}

// shares are the table's own, or without them what the longest texts of the
// columns ask for.
func shares(tb Table, cols int) []float64 {
	if len(tb.Widths) > 0 {
		return tb.Widths
	}
	const least, most = 4, 24 // characters
	w := make([]float64, cols)
	longest := func(i int, s string) {
		w[i] = math.Max(w[i], math.Min(most, math.Max(least, float64(utf8.RuneCountInString(s)))))
	}
	for i, h := range tb.Head {
		longest(i, h)
	}
	for _, r := range tb.Rows {
		for i, c := range r {
			for _, s := range c.Text {
				longest(i, s)
			}
		}
	}
	return w
}

// columnWidths shares the measure out, and gives each column at least the
// least width, so that no column is narrower than its padding.
func columnWidths(shares []float64, cols int, least float64) []float64 {
	w := make([]float64, cols)
	sum, known := 0.0, 0
	for i := range w {
		if i < len(shares) && shares[i] > 0 {
			w[i] = shares[i]
			sum += shares[i]
			known++
		}
	}
	mean := 1.0
	if known > 0 {
		mean = sum / float64(known)
	}
	for i := range w {
		if w[i] == 0 {
			w[i] = mean
			sum += mean
		}
	}
	least = math.Min(least, measure/float64(cols))
	free, claim := measure, sum
	fixed := make([]bool, cols)
	for again := true; again; {
		again = false
		for i := range w {
			if !fixed[i] && w[i]/claim*free < least {
				claim -= w[i]
				free -= least
				w[i], fixed[i], again = least, true, true
			}
		}
	}
	for i := range w {
		if !fixed[i] {
			w[i] = w[i] / claim * free
		}
	}
	return w
}

// cellLines sets the paragraphs of a cell: justified, or as labels whose lines
// are about equally long.
func (t *typesetter) cellLines(text []string, st style, w float64, justify bool) []line {
	var out []line
	for _, s := range text {
		gs := t.runs([]Run{{Text: s}}, st, st)
		switch {
		case !justify:
			out = append(out, balanced(gs, st.size, w)...)
		case w < leastJustified*st.size*mmPerPoint:
			out = append(out, breakLines(gs, st.size, w, w, false)...)
		default:
			out = append(out, breakLines(gs, st.size, w, w, true)...)
		}
	}
	return out
}

// height of the row when nothing is cut.
func (r tableRow) height() float64 {
	h := r.least
	for _, c := range r.cells {
		n := len(c.lines) + len(c.foot)
		if len(c.foot) > 0 && len(c.lines) > 0 {
			n++ // a free line between the words and the seal
		}
		h = math.Max(h, float64(max(n, 1))*r.style.pitch+2*r.style.padY)
	}
	return h
}

func (r tableRow) box() box {
	return box{height: r.height(), draw: r.draw, again: r.head, split: r.split}
}

// split cuts the row after the lines that fit in room; labels stand in both
// parts, seals in the last. Every cut takes lines away, so that cutting on and
// on ends: a label or a seal that no page holds is cut like other words.
func (r tableRow) split(room float64) (box, box, bool) {
	n := int((room - 2*r.style.padY) / r.style.pitch)
	longest := 0
	for _, c := range r.cells {
		longest = max(longest, len(c.lines))
	}
	if longest > 3 {
		n = min(n, longest-2) // two lines at least go over
	}
	if n < 2 {
		return box{}, box{}, false
	}
	part, rest := r, r
	part.cells, rest.cells = nil, nil
	part.least, rest.least = 0, 0
	rest.first = false
	part.last = false
	taken, left := false, false
	for _, c := range r.cells {
		a, b := c, c
		a.foot = nil
		switch {
		case c.label && len(c.foot) == 0 && len(c.lines) <= n:
			// It stands in both parts.
		case len(c.lines) > 0:
			k := min(n, len(c.lines))
			a.lines, b.lines = c.lines[:k], c.lines[k:]
			taken, b.label = true, false
			left = left || len(b.lines) > 0 || len(b.foot) > 0
		case len(c.foot) > n:
			a.foot, b.foot = c.foot[:n], c.foot[n:]
			taken, left = true, true
		default:
			left = left || len(b.foot) > 0
		}
		part.cells, rest.cells = append(part.cells, a), append(rest.cells, b)
	}
	if !taken || !left {
		return box{}, box{}, false
	}
	return part.box(), rest.box(), true
}

func (r tableRow) draw(p *page, y float64, first bool) {
	h := r.height()
	x := marginLeft
	right := marginLeft + measure
	if r.first || first {
		*p = append(*p, item{kind: rule, x: x, y: y, x2: right, y2: y, width: edgeWidth})
	}
	*p = append(*p, item{kind: rule, x: x, y: y, x2: x, y2: y + h, width: edgeWidth})
	for i, c := range r.cells {
		w := r.widths[i]
		r.drawCell(p, c, x, y, w, h)
		x += w
		thick := ruleWidth
		if i == len(r.cells)-1 {
			thick, x = edgeWidth, right
		}
		*p = append(*p, item{kind: rule, x: x, y: y, x2: x, y2: y + h, width: thick})
	}
	thick := ruleWidth
	if r.last {
		thick = edgeWidth
	}
	*p = append(*p, item{kind: rule, x: marginLeft, y: y + h, x2: right, y2: y + h, width: thick})
}

func (r tableRow) drawCell(p *page, c tableCell, x, y, w, h float64) {
	pitch := r.style.pitch
	top := y + r.style.padY
	if (c.centre || c.middle) && len(c.foot) == 0 {
		top = y + (h-float64(len(c.lines))*pitch)/2
	}
	for i, ln := range c.lines {
		at := x + r.style.padX
		if c.centre {
			at = x + (w-ln.width)/2
		}
		*p = ln.items(*p, at, baseline(top+float64(i)*pitch, pitch, c.style.size), black)
	}
	widest := 0.0
	for _, ln := range c.foot {
		widest = math.Max(widest, ln.width)
	}
	// Seal and date stand at the lower right, centred on each other.
	mid := x + w - r.style.padX - c.style.size*mmPerPoint - widest/2
	if mid-widest/2 < x+r.style.padX {
		mid = x + w/2
	}
	low := y + h - r.style.padY - float64(len(c.foot))*pitch
	for i, ln := range c.foot {
		*p = ln.items(*p, mid-ln.width/2, baseline(low+float64(i)*pitch, pitch, c.style.size), black)
	}
}
