package layout

import (
	"math"
	"sort"
	"strings"
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
		var left, right [3]float64
		for c := range left {
			left[c], right[c] = edges(p.Lines, c)
		}
		for k := range p.Lines {
			l := &p.Lines[k]
			if l.Cell != nil {
				last = nil // told by its field, and what follows begins anew
				continue
			}
			// In another column a line stands as on another page.
			fresh := k == 0 || last != nil && last.column != l.column
			shift := 0.0
			if last != nil && k > 0 {
				shift = left[l.column] - left[last.column]
			}
			l.Para = last == nil || begins(last, l, lastRight, left[l.column], right[l.column], shift, fresh)
			last, lastRight = l, right[l.column]
		}
	}
}

// begins reports whether a paragraph begins with l; shift is how much farther
// right the edge of its column lies than that of the line before.
func begins(last, l *Line, lastRight, left, right, shift float64, newPage bool) bool {
	em := math.Max(l.Em, 1)
	indent, before := l.u0-left, last.u0-(left-shift)
	switch {
	case math.Abs(l.Em-last.Em) > 0.25*math.Max(l.Em, last.Em) && len(l.Runes) > 4 && len(last.Runes) > 4:
		return true // another size: a heading ends or begins
	case lastRight-last.u1 > l.unit()+0.6*em:
		return true // the line before ended though there was room
	case indent > 1.2*em && indent < 3.5*em:
		return true // the indent of two characters
	case before > 3.5*em && (indent < before-em || math.Abs(before-(lastRight-last.u1)) > 1.5*em):
		return true // behind a case number or signature set to the right
	case indent > 3.5*em && before < 3.5*em && math.Abs(indent-(right-l.u1)) > 1.5*em:
		return true // such a one, and not the second line of a title
	case !newPage && l.v-last.v > 2.6*em:
		return true // white space between
	}
	return false
}

// unit is how much of the line could not have been broken off it: a word or
// number, or one character, with the punctuation that must not be parted from
// it (GB/T 15834: no closing mark begins a line, no opening one ends it).
func (l *Line) unit() float64 {
	i, n := 0, len(l.Runes)
	for i < n && strings.ContainsRune("（《〈“‘〔【(<[", l.Runes[i]) {
		i++
	}
	if i < n {
		i++
		if word(l.Runes[i-1]) {
			for i < n && word(l.Runes[i]) {
				i++
			}
		}
	}
	for i < n && strings.ContainsRune(closing, l.Runes[i]) {
		i++
	}
	var b Box
	for _, x := range l.Boxes[:i] {
		b = b.Union(x)
	}
	if l.Turn%180 == 90 {
		return b.Y1 - b.Y0
	}
	return b.X1 - b.X0
}

// closing are the marks that must not begin a line.
const closing = "，。、；：？！）》〉”’〕】,.;:?!)>]％%"

// word reports whether r is part of a Latin word or number, which is not
// broken over lines.
func word(r rune) bool { return r > ' ' && r < 0x250 && !strings.ContainsRune("(<[", r) }

// edges gives the left and right edge of a column of the body: where most of its lines
// begin and end. A mark that hangs over the edge because it must not begin
// the next line does not count.
func edges(lines []Line, column int) (left, right float64) {
	var u0, u1 []float64
	for i := range lines {
		l := &lines[i]
		if l.column != column || l.Cell != nil {
			continue
		}
		u0 = append(u0, l.u0)
		end := l.u1
		if n := len(l.Runes); n > 1 && strings.ContainsRune(closing, l.Runes[n-1]) {
			b := l.Boxes[n-1]
			if l.Turn%180 == 90 {
				end -= b.Y1 - b.Y0
			} else {
				end -= b.X1 - b.X0
			}
		}
		u1 = append(u1, end)
	}
	if len(u0) == 0 {
		return 0, 0
	}
	sort.Float64s(u0)
	sort.Float64s(u1)
	// Most pages have several lines from edge to edge; a page of short lines
	// has its longest as measure.
	return u0[len(u0)/10], u1[len(u1)-1-len(u1)/10]
}
