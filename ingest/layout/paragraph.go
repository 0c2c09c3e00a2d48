package layout

import (
	"math"
	"sort"
)

// paragraphs marks the lines with which paragraphs begin. Chinese official
// papers indent the first line by two characters and run the others from edge
// to edge, so a line goes on where the one before reached the right edge and
// it is itself not indented.
func paragraphs(pages []Page) {
	var last *Line
	var lastRight float64
	for i := range pages {
		p := &pages[i]
		left, right := edges(p.Lines)
		for k := range p.Lines {
			l := &p.Lines[k]
			l.Para = last == nil || begins(last, l, lastRight, left, k == 0)
			last, lastRight = l, right
		}
	}
}

func begins(last, l *Line, lastRight, left float64, newPage bool) bool {
	em := math.Max(l.Em, 1)
	if math.Abs(l.Em-last.Em) > 0.25*math.Max(l.Em, last.Em) && len(l.Runes) > 4 && len(last.Runes) > 4 {
		return true
	}
	if lastRight-last.u1 > 1.6*em { // the line before ended early
		return true
	}
	if l.u0-left > 1.2*em && l.u0-left < 3.5*em && l.u0-last.u0 > 0.8*em {
		return true
	}
	if !newPage && l.v-last.v > 2.6*em && l.v-last.v > 0 {
		return true
	}
	// Two indented lines in a row: the first was a paragraph of its own that
	// just filled its line.
	return l.u0-left > 1.2*em && math.Abs(l.u0-last.u0) < 0.3*em && l.u0-left < 3.5*em
}

// edges gives the left and right edge of the body: where most of its lines
// begin and end.
func edges(lines []Line) (left, right float64) {
	if len(lines) == 0 {
		return 0, 0
	}
	var u0, u1 []float64
	for i := range lines {
		u0 = append(u0, lines[i].u0)
		u1 = append(u1, lines[i].u1)
	}
	sort.Float64s(u0)
	sort.Float64s(u1)
	// Most pages have several lines from edge to edge; a page of short lines
	// has its longest as measure.
	return u0[len(u0)/10], u1[len(u1)-1-len(u1)/10]
}
