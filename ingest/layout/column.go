package layout

import (
	"sort"
	"strings"
)

// A page printed in two columns is read down the left one first. Whether it
// is one shows by its gutter: a strip that no line crosses over many rows,
// with text on both sides that runs from edge to edge. The cells of a table
// do not fill their columns, so that a table is read row by row.

const (
	columnRows = 8   // rows of the left column from which a gutter is believed
	rightRows  = 2   // rows of the right one, which is short on the last page
	gutter     = 0.8 // least width of a gutter, in ems
)

// columns parts the runs of a page, in the order of reading: what stands over
// the columns, the left one, the right one, what stands below. One part means
// that there are no columns.
func columns(runs []run) [][]run {
	if len(runs) < columnRows+rightRows {
		return [][]run{runs}
	}
	var ems []float64
	u0, u1 := runs[0].u0, runs[0].u1
	for i := range runs {
		ems = append(ems, runs[i].em)
		u0, u1 = min(u0, runs[i].u0), max(u1, runs[i].u1)
	}
	em := median(ems)
	order := make([]run, len(runs))
	copy(order, runs)
	sort.SliceStable(order, func(a, b int) bool { return order[a].v < order[b].v })
	// The page number belongs to neither column.
	foot := len(order)
	for foot > 0 && pageNumber.MatchString(order[foot-1].text()) {
		foot--
	}
	// The gutter is looked for in the middle third: columns are alike.
	best, at := 0, 0.0
	var from, to float64
	for x := u0 + (u1-u0)/3; x < u1-(u1-u0)/3; x += em / 8 {
		start := 0
		for i := 0; i <= foot; i++ {
			if i < foot && !(order[i].u0 < x+gutter*em/2 && order[i].u1 > x-gutter*em/2) {
				continue
			}
			if n := filled(order[start:i], x, em); n > best {
				best, at, from, to = n, x, order[start].v, order[i-1].v
			}
			start = i + 1
		}
	}
	if best == 0 {
		return [][]run{runs}
	}
	parts := make([][]run, 4)
	for _, r := range runs {
		switch {
		case r.v < from:
			parts[0] = append(parts[0], r)
		case r.v > to:
			parts[3] = append(parts[3], r)
		case r.u1 <= at:
			parts[1] = append(parts[1], r)
		default:
			parts[2] = append(parts[2], r)
		}
	}
	return parts
}

// text is what the run says.
func (r *run) text() string {
	var b strings.Builder
	for _, p := range r.glyphs {
		b.WriteRune(p.g.Rune)
	}
	return b.String()
}

// filled counts the rows on both sides of x, where those of both mostly run
// from edge to edge; otherwise 0.
func filled(runs []run, x, em float64) int {
	all := 0
	for _, left := range []bool{true, false} {
		// Runs of one row count as one row.
		type row struct{ v, u0, u1 float64 }
		var rows []row
		for i := range runs {
			r := &runs[i]
			if (r.u1 <= x) != left {
				continue
			}
			if n := len(rows); n > 0 && abs(rows[n-1].v-r.v) < 0.5*em {
				rows[n-1].u0, rows[n-1].u1 = min(rows[n-1].u0, r.u0), max(rows[n-1].u1, r.u1)
				continue
			}
			rows = append(rows, row{r.v, r.u0, r.u1})
		}
		if len(rows) < rightRows || left && len(rows) < columnRows {
			return 0
		}
		u0, u1 := rows[0].u0, rows[0].u1
		for _, r := range rows {
			u0, u1 = min(u0, r.u0), max(u1, r.u1)
		}
		full := 0
		for _, r := range rows {
			if u1-r.u1 < 2.6*em && r.u0-u0 < 3*em {
				full++
			}
		}
		if u1-u0 < 8*em || full*2 < len(rows) {
			return 0
		}
		all += len(rows)
	}
	return all
}
