package layout

import (
	"math"
	"sort"
	"unicode"
)

// Line is one printed line. Runes holds its characters in reading order, with
// a single ' ' where a gap separates words; Boxes has a box for each of them
// (that of a space is the gap). Para tells that a paragraph begins here.
type Line struct {
	Runes []rune
	Boxes []Box
	Sure  []int // of a recognised line: as Glyph.Sure, that of a space is Untold
	Box   Box
	Turn  int     // direction of writing: 0, 90, 180 or 270 degrees clockwise
	Em    float64 // size of a full-width character, points
	Light float64 // median lightness of the ink
	Para  bool
	Cell  *Cell // of a line in a table

	// The line in the frame of its own writing: u runs along the line, v
	// down the page, whatever way the page is turned.
	u0, u1, v float64

	column int // 1 or 2 of two columns, 0 where there are none
}

// Text is the line as a string.
func (l *Line) Text() string { return string(l.Runes) }

// placed is a glyph in the frame of its own writing.
type placed struct {
	g            Glyph
	u0, u1, v, h float64
}

func (p placed) em() float64 {
	if w := p.u1 - p.u0; wide(p.g.Rune) && w > 0 {
		return w
	}
	return p.h * 0.8
}

// turn gives the nearest quarter of a direction, and how far it lies off.
func turn(angle float64) (quarter int, off float64) {
	a := math.Mod(math.Mod(angle, 360)+360, 360)
	q := math.Round(a / 90)
	return int(q) % 4 * 90, math.Abs(a - q*90)
}

// frame gives a box of the page in the frame of writing turned by quarter.
func frame(b Box, quarter int, w, h float64) (u0, u1, v0, v1 float64) {
	switch quarter {
	case 90: // reads downwards, lines go from right to left
		return b.Y0, b.Y1, w - b.X1, w - b.X0
	case 180:
		return w - b.X1, w - b.X0, h - b.Y1, h - b.Y0
	case 270: // reads upwards, lines go from left to right
		return h - b.Y1, h - b.Y0, b.X0, b.X1
	}
	return b.X0, b.X1, b.Y0, b.Y1
}

// run is a stretch of glyphs drawn one after the other on one line.
type run struct {
	glyphs        []placed
	u0, u1, v, em float64
}

func (r *run) measure() {
	var ems, square []float64
	vs := make([]float64, len(r.glyphs))
	r.u0, r.u1 = math.Inf(1), math.Inf(-1)
	for i, p := range r.glyphs {
		ems, vs[i] = append(ems, p.em()), p.v
		if wide(p.g.Rune) {
			square = append(square, p.em())
		}
		r.u0, r.u1 = math.Min(r.u0, p.u0), math.Max(r.u1, p.u1)
	}
	if len(square) > 0 {
		ems = square // the width of Chinese characters tells it best
	}
	r.em, r.v = median(ems), median(vs)
}

func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	s := append([]float64(nil), x...)
	sort.Float64s(s)
	return s[len(s)/2]
}

// lines groups the glyphs of one direction into lines, in reading order, those
// of tables field by field.
func lines(glyphs []Glyph, quarter int, w, h float64, grids []*grid) []Line {
	var runs []run
	var cur []placed
	var in *field // of cur
	flush := func() {
		if len(cur) > 0 {
			r := run{glyphs: cur}
			r.measure()
			if in != nil {
				in.runs = append(in.runs, r)
			} else {
				runs = append(runs, r)
			}
			cur = nil
		}
	}
	drawn := newDoubles()
	rows := map[int][]placed{}
	var order []int
	for _, g := range glyphs {
		if blank(g.Rune) || math.IsNaN(g.Box.X0+g.Box.X1+g.Box.Y0+g.Box.Y1) || g.Row == 0 && drawn.again(g) {
			continue
		}
		var p placed
		var v0, v1 float64
		// Squeezed punctuation can have no advance at all.
		g.Box.X1, g.Box.Y1 = math.Max(g.Box.X1, g.Box.X0+0.1), math.Max(g.Box.Y1, g.Box.Y0+0.1)
		p.g = g
		p.u0, p.u1, v0, v1 = frame(g.Box, quarter, w, h)
		p.v, p.h = (v0+v1)/2, v1-v0
		if g.Row != 0 {
			if rows[g.Row] == nil {
				order = append(order, g.Row)
			}
			rows[g.Row] = append(rows[g.Row], p)
			continue
		}
		if f := within(grids, p); f != in {
			flush()
			in = f
		}
		if n := len(cur); n > 0 {
			last := cur[n-1]
			em := math.Min(last.em(), p.em())
			if math.Abs(p.v-last.v) > 0.35*em || p.u0 < last.u0-0.2*em || p.u0-last.u1 > em ||
				math.Abs(p.g.Light-last.g.Light) > 0.3 || last.em() > 1.6*p.em() && unicode.Is(unicode.Han, g.Rune) && unicode.Is(unicode.Han, last.g.Rune) {
				flush()
			}
		}
		cur = append(cur, p)
	}
	flush()
	parts := [][]run{runs}
	if quarter == 0 || quarter == 180 {
		parts = columns(runs)
	}
	if len(parts) == 1 {
		var more []*grid
		if more, parts[0] = unruled(parts[0]); more != nil {
			grids = numbered(append(grids, more...))
		}
	}
	var out []Line
	for n, part := range parts {
		lines := join(part, quarter)
		if n == 0 {
			for _, row := range order {
				lines = append(lines, compose(rows[row], quarter))
			}
		}
		sort.SliceStable(lines, func(a, b int) bool { return lines[a].v < lines[b].v })
		if len(parts) > 1 && (n == 1 || n == 2) {
			for k := range lines {
				lines[k].column = n
			}
		}
		out = append(out, lines...)
	}
	return inset(out, grids, quarter)
}

// join sets runs that stand side by side into one line. Runs that lie over
// each other (a watermark across a line) stay apart.
func join(runs []run, quarter int) []Line {
	order := make([]int, len(runs))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return runs[order[a]].v < runs[order[b]].v })
	type row struct {
		parts []int
		v, em float64
	}
	var rows []row
next:
	for _, i := range order {
		r := &runs[i]
		for k := len(rows) - 1; k >= 0 && k >= len(rows)-8; k-- {
			o := &rows[k]
			em := math.Min(r.em, o.em)
			if math.Abs(r.v-o.v) > 0.5*em || math.Max(r.em, o.em) > 2.2*em {
				continue
			}
			clash := false
			for _, j := range o.parts {
				if math.Min(r.u1, runs[j].u1)-math.Max(r.u0, runs[j].u0) > 0.6*em || math.Abs(light(r)-light(&runs[j])) > 0.3 {
					clash = true
					break
				}
			}
			if clash {
				continue
			}
			o.parts = append(o.parts, i)
			if len(r.glyphs) > 3 && r.em > o.em {
				o.v, o.em = r.v, r.em
			}
			continue next
		}
		rows = append(rows, row{[]int{i}, r.v, r.em})
	}
	out := make([]Line, 0, len(rows))
	for _, o := range rows {
		sort.SliceStable(o.parts, func(a, b int) bool { return runs[o.parts[a]].u0 < runs[o.parts[b]].u0 })
		var ps []placed
		for _, i := range o.parts {
			ps = append(ps, runs[i].glyphs...)
		}
		out = append(out, compose(ps, quarter))
	}
	return out
}

func light(r *run) float64 { return r.glyphs[0].g.Light }

// compose writes one line out of its glyphs, with spaces where a gap asks for
// one.
func compose(ps []placed, quarter int) Line {
	r := run{glyphs: ps}
	r.measure()
	l := Line{Turn: quarter, Em: r.em, v: r.v, u0: r.u0, u1: r.u1}
	lights := make([]float64, 0, len(ps))
	for i, p := range ps {
		if i > 0 {
			last := ps[i-1]
			limit := 0.22 * l.Em
			if cjk(p.g.Rune) && cjk(last.g.Rune) {
				limit = 1.5 * l.Em
			} else if cjk(p.g.Rune) || cjk(last.g.Rune) {
				limit = 0.8 * l.Em
			}
			if p.u0-last.u1 > limit {
				l.Runes = append(l.Runes, ' ')
				l.Boxes = append(l.Boxes, between(last.g.Box, p.g.Box, quarter))
				if p.g.Row != 0 {
					l.Sure = append(l.Sure, Untold)
				}
			}
		}
		l.Runes = append(l.Runes, p.g.Rune)
		l.Boxes = append(l.Boxes, p.g.Box)
		if p.g.Row != 0 {
			l.Sure = append(l.Sure, p.g.Sure)
		}
		l.Box = l.Box.Union(p.g.Box)
		lights = append(lights, p.g.Light)
	}
	l.Light = median(lights)
	return l
}

// doubles finds glyphs drawn a second time on the same spot, a hair aside, to
// look bold.
type doubles struct {
	at map[cell][]Box
}

type cell struct {
	r    rune
	x, y int
}

func newDoubles() doubles { return doubles{map[cell][]Box{}} }

func (d doubles) again(g Glyph) bool {
	const grid = 4 // points
	x, y := mid(g.Box.X0, g.Box.X1), mid(g.Box.Y0, g.Box.Y1)
	near := 0.15 * math.Max(g.Box.X1-g.Box.X0, g.Box.Y1-g.Box.Y0)
	c := cell{g.Rune, int(math.Floor(x / grid)), int(math.Floor(y / grid))}
	for dx := -1; dx <= 1; dx++ {
		for dy := -1; dy <= 1; dy++ {
			for _, b := range d.at[cell{c.r, c.x + dx, c.y + dy}] {
				if math.Abs(mid(b.X0, b.X1)-x) < near && math.Abs(mid(b.Y0, b.Y1)-y) < near {
					return true
				}
			}
		}
	}
	d.at[c] = append(d.at[c], g.Box)
	return false
}

// between is the gap from a to b along the direction of writing.
func between(a, b Box, quarter int) Box {
	switch quarter {
	case 90:
		return Box{a.X0, a.Y1, a.X1, b.Y0}
	case 180:
		return Box{b.X1, a.Y0, a.X0, a.Y1}
	case 270:
		return Box{a.X0, b.Y1, a.X1, a.Y0}
	}
	return Box{a.X1, a.Y0, b.X0, a.Y1}
}
