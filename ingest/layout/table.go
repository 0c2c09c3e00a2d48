package layout

import (
	"math"
	"slices"
	"sort"
)

// A table shows by its rules: level and upright ones that meet. The text of
// each of its fields is read by itself, row by row, so that what is broken into
// several lines in one field does not run into the field beside it. Rules
// between which text stands in one field alone (a frame around a page, a line
// under a letterhead) make no table.

// Cell is the place of a line in a table (表格) of its page. All count from 1;
// a field over several rows or columns has the first of them.
type Cell struct {
	Table, Row, Column int
}

const (
	meet     = 2.5  // points by which rules that meet may miss each other
	level    = 2.5  // points by which a rule may be thick, or off its axis
	maxRules = 3000 // on a page; a drawing has more
	maxCells = 20000
)

// rule is a line drawn along one axis of the frame of writing: from a to b, at.
type rule struct{ at, a, b float64 }

// field is one field of a table, and the runs of text in it.
type field struct {
	Cell
	runs           []run
	u0, v0, u1, v1 float64
}

// grid is a table: its fields by the squares that its rules cut it into.
type grid struct {
	xs, ys []float64
	at     []int // index of the field for each square, row by row
	fields []field
}

// tables finds the tables of a page among its rules. Those without text side by
// side are none.
func tables(rules []Box, glyphs []Glyph, quarter int, w, h float64) []*grid {
	if len(rules) < 3 || len(rules) > maxRules {
		return nil
	}
	var flat, up []rule
	for _, b := range rules {
		u0, u1, v0, v1 := frame(b, quarter, w, h)
		if math.IsNaN(u0 + u1 + v0 + v1) {
			continue
		}
		switch {
		case v1-v0 <= level && u1-u0 > level:
			flat = append(flat, rule{mid(v0, v1), u0, u1})
		case u1-u0 <= level && v1-v0 > level:
			up = append(up, rule{mid(u0, u1), v0, v1})
		}
	}
	flat, up = whole(flat), whole(up)
	var out []*grid
	for _, part := range meeting(flat, up) {
		if g := part.grid(); g != nil && g.filled(glyphs, quarter, w, h) {
			out = append(out, g)
		}
	}
	return numbered(out)
}

// numbered numbers the tables of a page from its head down.
func numbered(grids []*grid) []*grid {
	sort.SliceStable(grids, func(a, b int) bool { return grids[a].ys[0] < grids[b].ys[0] })
	for n, g := range grids {
		for k := range g.fields {
			g.fields[k].Table = n + 1
		}
	}
	return grids
}

// whole joins the pieces of which rules are drawn.
func whole(rules []rule) []rule {
	sort.Slice(rules, func(i, j int) bool {
		a, b := rules[i], rules[j]
		if a.at != b.at {
			return a.at < b.at
		}
		return a.a < b.a || a.a == b.a && a.b < b.b
	})
	var out []rule
next:
	for _, r := range rules {
		for k := len(out) - 1; k >= 0 && r.at-out[k].at <= 1; k-- {
			if o := &out[k]; r.a <= o.b+meet && r.b >= o.a-meet {
				o.a, o.b = min(o.a, r.a), max(o.b, r.b)
				continue next
			}
		}
		out = append(out, r)
	}
	return out
}

// lattice is a set of rules that hang together.
type lattice struct{ flat, up []rule }

// meeting parts rules into those that hang together by crossing or touching.
func meeting(flat, up []rule) []lattice {
	if len(flat)*len(up) == 0 {
		return nil
	}
	group := make([]int, len(flat)+len(up))
	for i := range group {
		group[i] = i
	}
	for i, f := range flat {
		for j, u := range up {
			if u.at < f.a-meet || u.at > f.b+meet || f.at < u.a-meet || f.at > u.b+meet {
				continue
			}
			link(group, i, len(flat)+j)
		}
	}
	by := map[int]*lattice{}
	var order []*lattice
	for i := range group {
		root := find(group, i)
		if by[root] == nil {
			by[root] = &lattice{}
			order = append(order, by[root])
		}
		if i < len(flat) {
			by[root].flat = append(by[root].flat, flat[i])
		} else {
			by[root].up = append(by[root].up, up[i-len(flat)])
		}
	}
	var out []lattice
	for _, l := range order {
		if len(l.flat) > 1 && len(l.up) > 0 {
			out = append(out, *l)
		}
	}
	return out
}

// find and link keep sets of numbers that hang together.
func find(group []int, i int) int {
	for group[i] != i {
		group[i] = group[group[i]]
		i = group[i]
	}
	return i
}

func link(group []int, i, j int) {
	if i, j = find(group, i), find(group, j); i != j {
		group[max(i, j)] = min(i, j)
	}
}

// marks gives the places at which rules of one direction stand, those of a
// double rule once, between the ends of the others: an edge may have no rule.
func marks(along, across []rule) []float64 {
	var all []float64
	for _, r := range along {
		all = append(all, r.at)
	}
	for _, r := range across {
		all = append(all, r.a, r.b)
	}
	sort.Float64s(all)
	var out []float64
	for _, x := range all {
		if n := len(out); n == 0 || x-out[n-1] > 4 {
			out = append(out, x)
		}
	}
	return out
}

// grid cuts a lattice into fields; nil where no rule parts its width.
func (l lattice) grid() *grid {
	g := &grid{xs: marks(l.up, l.flat), ys: marks(l.flat, l.up)}
	cols, rows := len(g.xs)-1, len(g.ys)-1
	if cols < 2 || rows < 1 || cols*rows > maxCells {
		return nil
	}
	cut := func(rules []rule, at, along float64) bool {
		for _, r := range rules {
			if abs(r.at-at) <= 4.5 && r.a <= along && along <= r.b {
				return true
			}
		}
		return false
	}
	group := make([]int, cols*rows)
	for i := range group {
		group[i] = i
	}
	for y := range rows {
		for x := range cols {
			if x+1 < cols && !cut(l.up, g.xs[x+1], mid(g.ys[y], g.ys[y+1])) {
				link(group, y*cols+x, y*cols+x+1)
			}
			if y+1 < rows && !cut(l.flat, g.ys[y+1], mid(g.xs[x], g.xs[x+1])) {
				link(group, y*cols+x, (y+1)*cols+x)
			}
		}
	}
	g.at = make([]int, len(group))
	index := map[int]int{}
	for i := range group {
		root := find(group, i) // the first of its squares, row by row
		k, known := index[root]
		x, y := i%cols, i/cols
		if !known {
			k = len(g.fields)
			index[root] = k
			g.fields = append(g.fields, field{Cell: Cell{Row: y + 1, Column: x + 1}, u0: g.xs[x], v0: g.ys[y], u1: g.xs[x+1], v1: g.ys[y+1]})
		}
		f := &g.fields[k]
		f.u0, f.u1, f.v1 = min(f.u0, g.xs[x]), max(f.u1, g.xs[x+1]), max(f.v1, g.ys[y+1])
		g.at[i] = k
	}
	return g
}

// field gives the field in which a place of the frame of writing lies.
func (g *grid) field(u, v float64) *field {
	x, y := sort.SearchFloat64s(g.xs, u)-1, sort.SearchFloat64s(g.ys, v)-1
	if x < 0 || y < 0 || x >= len(g.xs)-1 || y >= len(g.ys)-1 {
		return nil
	}
	return &g.fields[g.at[y*(len(g.xs)-1)+x]]
}

// filled reports whether text stands in fields side by side.
func (g *grid) filled(glyphs []Glyph, quarter int, w, h float64) bool {
	has := map[*field]bool{}
	for _, x := range glyphs {
		if x.Light > pale || blank(x.Rune) {
			continue
		}
		u0, u1, v0, v1 := frame(x.Box, quarter, w, h)
		if f := g.field(mid(u0, u1), mid(v0, v1)); f != nil {
			has[f] = true
		}
	}
	for i := range g.fields {
		for j := range g.fields[:i] {
			a, b := &g.fields[i], &g.fields[j]
			if has[a] && has[b] && min(a.v1, b.v1)-max(a.v0, b.v0) > 1 {
				return true
			}
		}
	}
	return false
}

// within gives the field in which a glyph stands, nil where it is in none.
// Pale print is a watermark, whatever it lies over.
func within(grids []*grid, p placed) *field {
	if p.g.Light > pale {
		return nil
	}
	for _, g := range grids {
		if f := g.field(mid(p.u0, p.u1), p.v); f != nil {
			return f
		}
	}
	return nil
}

// lines gives the lines of a table, field by field.
func (g *grid) lines(quarter int) []Line {
	var out []Line
	for k := range g.fields {
		f := &g.fields[k]
		lines := join(f.runs, quarter)
		sort.SliceStable(lines, func(a, b int) bool { return lines[a].v < lines[b].v })
		pad := math.Inf(1)
		for i := range lines {
			pad = min(pad, max(lines[i].u0-f.u0, 0))
		}
		for i := range lines {
			l := &lines[i]
			l.Cell = &f.Cell
			l.Para = i == 0 || f.parted(&lines[i-1], l, min(pad, l.Em))
		}
		out = append(out, lines...)
	}
	return out
}

// parted reports whether a paragraph begins with the second of two lines of a
// field: the first ended though there was room, or the second is indented. pad
// is the space that the field keeps free on either side.
func (f *field) parted(last, l *Line, pad float64) bool {
	left, right := last.u0-f.u0-pad, f.u1-pad-last.u1
	room := right
	if abs(left-right) < 0.6*l.Em {
		room = left + right // centred
	}
	if room > l.unit()+0.6*l.Em {
		return true
	}
	indent := l.u0 - f.u0 - pad
	return indent > 1.2*l.Em && indent < 3.5*l.Em && abs(indent-(f.u1-pad-l.u1)) > 0.6*l.Em && left < 1.2*l.Em
}

// inset puts the lines of tables between the others of a page: before the first
// of them that begins below the table's upper edge and over or under it.
func inset(lines []Line, grids []*grid, quarter int) []Line {
	for n := len(grids) - 1; n >= 0; n-- {
		g := grids[n]
		at := len(lines)
		for i := range lines {
			l := &lines[i]
			if l.Cell == nil && l.v > g.ys[0] && l.u1 > g.xs[0] && l.u0 < g.xs[len(g.xs)-1] || l.Cell != nil && l.Cell.Table > n+1 {
				at = i
				break
			}
		}
		lines = slices.Insert(lines, at, g.lines(quarter)...)
	}
	return lines
}
