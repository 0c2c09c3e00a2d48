package layout

import (
	"math"
	"sort"
)

// A table without rules shows by its columns alone: strips that no character
// crosses over some rows, with text on both sides that begins at the same place
// again and again. So do the names under a judgment and its case number, which
// are read row by row as well as in any other way. So a table is believed only
// where reading row by row would go wrong: where a field that is not the last of
// its row goes on below.

const (
	tableRows = 3   // printed rows from which columns are believed
	alley     = 1.2 // least width of the strip between two columns, in ems
)

// segment is text of one printed row without a gap as wide as an alley.
type segment struct {
	runs   []int
	u0, u1 float64
}

// printed is one printed row.
type printed struct {
	segments []segment
	v, em    float64
}

// span is a stretch along the line of writing.
type span struct{ from, to float64 }

// unruled finds the tables without rules among the runs of a page, takes their
// runs and leaves the others.
func unruled(runs []run) (grids []*grid, rest []run) {
	rows := printedRows(runs)
	taken := map[int]bool{}
	for i := 0; i < len(rows); i++ {
		if len(rows[i].segments) < 2 {
			continue
		}
		end, alleys := reach(rows, i)
		g, used := tabulate(rows[i:end], alleys, runs)
		if g == nil {
			continue
		}
		grids = append(grids, g)
		for _, k := range used {
			taken[k] = true
		}
		i = end - 1
	}
	if grids == nil {
		return nil, runs
	}
	for i := range runs {
		if !taken[i] {
			rest = append(rest, runs[i])
		}
	}
	return grids, rest
}

// printedRows sets runs into printed rows, from the top down. Pale print is a
// watermark and belongs to none.
func printedRows(runs []run) []printed {
	var order []int
	for i := range runs {
		if light(&runs[i]) <= pale {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return runs[order[a]].v < runs[order[b]].v })
	var rows []printed
	var members [][]int
	for _, i := range order {
		r := &runs[i]
		if n := len(rows); n > 0 && abs(rows[n-1].v-r.v) < 0.5*math.Min(r.em, rows[n-1].em) {
			members[n-1] = append(members[n-1], i)
			rows[n-1].em = math.Max(rows[n-1].em, r.em) // Chinese characters tell it, not digits
			continue
		}
		rows, members = append(rows, printed{v: r.v, em: r.em}), append(members, []int{i})
	}
	for n := range rows {
		m := members[n]
		sort.SliceStable(m, func(a, b int) bool { return runs[m[a]].u0 < runs[m[b]].u0 })
		for _, i := range m {
			s := rows[n].segments
			if k := len(s); k > 0 && runs[i].u0-s[k-1].u1 < alley*rows[n].em {
				s[k-1].runs, s[k-1].u1 = append(s[k-1].runs, i), math.Max(s[k-1].u1, runs[i].u1)
				continue
			}
			rows[n].segments = append(s, segment{[]int{i}, runs[i].u0, runs[i].u1})
		}
	}
	return rows
}

// reach gives how far down from row i the gaps of that row stay open, and what
// is left of them there.
func reach(rows []printed, i int) (end int, alleys []span) {
	s := rows[i].segments
	for k := 1; k < len(s); k++ {
		alleys = append(alleys, span{s[k-1].u1, s[k].u0})
	}
	for end = i + 1; end < len(rows); end++ {
		r := &rows[end]
		if r.v-rows[end-1].v > 2.6*r.em || abs(r.em-rows[i].em) > 0.2*rows[i].em {
			break
		}
		var left []span
		for _, a := range alleys {
			for _, s := range r.segments {
				switch {
				case s.u1 <= a.from || s.u0 >= a.to:
				case s.u0 <= a.from && s.u1 >= a.to:
					a.to = a.from
				case s.u0 <= a.from:
					a.from = s.u1
				case s.u1 >= a.to:
					a.to = s.u0
				default: // in the middle of it: the wider part
					if s.u0-a.from > a.to-s.u1 {
						a.to = s.u0
					} else {
						a.from = s.u1
					}
				}
			}
			if a.to-a.from >= alley*r.em {
				left = append(left, a)
			}
		}
		if len(left) < len(alleys) {
			break // a line of prose, or the next table
		}
		alleys = left
	}
	return end, alleys
}

// tabulate makes a table of printed rows between whose columns the alleys lie,
// nil where they are none. used are the runs in it.
func tabulate(rows []printed, alleys []span, runs []run) (g *grid, used []int) {
	cols := len(alleys) + 1
	if len(rows) < tableRows {
		return nil, nil
	}
	column := func(s segment) int {
		c := 0
		for c < len(alleys) && s.u0 >= alleys[c].to-0.01 {
			c++
		}
		return c
	}
	em := rows[0].em
	// What each column has in each row.
	at := make([][]*segment, len(rows))
	bounds := make([]span, cols)
	for c := range bounds {
		bounds[c] = span{math.Inf(1), math.Inf(-1)}
	}
	for y := range rows {
		at[y] = make([]*segment, cols)
		for k := range rows[y].segments {
			s := &rows[y].segments[k]
			c := column(*s)
			if at[y][c] != nil {
				return nil, nil // a gap in one row alone: words set apart
			}
			at[y][c] = s
			bounds[c].from, bounds[c].to = math.Min(bounds[c].from, s.u0), math.Max(bounds[c].to, s.u1)
		}
	}
	for c := range bounds {
		n, level := 0, 0
		for y := range rows {
			if s := at[y][c]; s != nil {
				n++
				if s.u0-bounds[c].from < 0.6*em || abs(mid(s.u0, s.u1)-mid(bounds[c].from, bounds[c].to)) < 0.6*em {
					level++
				}
			}
		}
		if n < 2 || level*5 < n*4 {
			return nil, nil
		}
	}
	begins := rowsOf(rows, at, bounds, em)
	if begins == nil {
		return nil, nil
	}
	// Reading row by row goes wrong where a field goes on below that others follow.
	wrong := false
	for y := range rows {
		if begins[y] {
			continue
		}
		for c := range cols - 1 {
			wrong = wrong || at[y][c] != nil
		}
	}
	if !wrong {
		return nil, nil
	}
	g = &grid{}
	for c := range bounds {
		g.xs = append(g.xs, bounds[c].from)
	}
	g.xs = append(g.xs, bounds[cols-1].to)
	n := 0
	for y := range rows {
		if begins[y] {
			g.ys = append(g.ys, rows[y].v-0.5*rows[y].em)
			n++
			for c := range cols {
				g.fields = append(g.fields, field{Cell: Cell{Row: n, Column: c + 1}, u0: bounds[c].from, u1: bounds[c].to, v0: rows[y].v - 0.5*em})
			}
		}
		for c := range cols {
			f := &g.fields[(n-1)*cols+c]
			f.v1 = rows[y].v + 0.5*em
			if s := at[y][c]; s != nil {
				for _, i := range s.runs {
					f.runs, used = append(f.runs, runs[i]), append(used, i)
				}
			}
		}
	}
	g.ys = append(g.ys, rows[len(rows)-1].v+0.5*em)
	return g, used
}

// rowsOf tells with which printed rows a row of the table begins: those behind a
// wider space, where the spaces differ, else those in which the first column has
// text. It gives nil where neither tells.
func rowsOf(rows []printed, at [][]*segment, bounds []span, em float64) []bool {
	begins := make([]bool, len(rows))
	begins[0] = true
	least, most := math.Inf(1), 0.0
	for y := 1; y < len(rows); y++ {
		d := rows[y].v - rows[y-1].v
		least, most = math.Min(least, d), math.Max(most, d)
	}
	several := func(y int) bool {
		n := 0
		for _, s := range at[y] {
			if s != nil {
				n++
			}
		}
		return n > 1
	}
	count := 1
	if most > 1.12*least {
		for y := 1; y < len(rows); y++ {
			if begins[y] = rows[y].v-rows[y-1].v > (least+most)/2; begins[y] {
				count++
				if !several(y) {
					return nil // a line of text behind some white space
				}
			}
		}
	} else {
		for y := 1; y < len(rows); y++ {
			if begins[y] = at[y][0] != nil; begins[y] {
				count++
				if !several(y) || at[y-1][0] != nil && !begins[y-1] {
					return nil
				}
				// A first field that fills its column may go on here.
				if s := at[y-1][0]; s != nil && bounds[0].to-s.u1 < em && bounds[0].to-bounds[0].from > 4*em {
					return nil
				}
			}
		}
	}
	if count < 2 {
		return nil
	}
	// Where a field goes on, what is there filled its column.
	for y := 1; y < len(rows); y++ {
		if begins[y] {
			continue
		}
		for c, s := range at[y] {
			if s == nil {
				continue
			}
			if up := at[y-1][c]; up == nil || bounds[c].to-up.u1 > 2.2*em {
				return nil
			}
		}
	}
	return begins
}
