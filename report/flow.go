package report

import "math"

// box is one piece of a column: a line of text, a row of a table, a stretch of
// a figure. It is drawn once its page is known.
type box struct {
	height float64
	with   int  // how many of the boxes that follow must stand on the same page
	blank  bool // vanishes at the top of a page
	feed   bool // begins a new page
	// elastic boxes are lines of text, whose leading may be changed a little.
	elastic bool
	// draw adds the items of the box to the page; y is its upper edge, first
	// says that nothing stands above it on the page.
	draw func(p *page, y float64, first bool)
	// mark is the heading that begins with the box, nil for none.
	mark *entry
	// again is drawn above the box where it is the first of a page: the head
	// of its table. nil for none.
	again *box
	// split cuts the box into one of at most the given height and the rest;
	// nil where it is whole. False says that nothing sensible fits.
	split func(room float64) (part, rest box, ok bool)
}

// leastCut is how high, in mm, a piece must be to be cut although it fits on a
// page of its own: about nine lines of a table.
const leastCut = 52.0

// paginate puts the boxes on pages, from the first page's top on. It gives the
// box that each page begins with and how far down the last one reaches. With no
// layout to draw on it only counts.
func paginate(boxes []box, l *Layout) (starts []int, end float64) {
	p := page{}
	y, first := 0.0, true
	at := 0
	flush := func() {
		if l != nil {
			l.pages = append(l.pages, p)
		}
		p, y, first = page{}, 0, true
	}
	place := func(b box) {
		if first {
			starts = append(starts, at)
		}
		if first && b.again != nil {
			if l != nil {
				b.again.draw(&p, marginTop+y, true)
			}
			y += b.again.height
		}
		if b.mark != nil && l != nil {
			e := *b.mark
			e.page, e.y = len(l.pages), marginTop+y
			l.outline = append(l.outline, e)
		}
		if b.draw != nil && l != nil {
			b.draw(&p, marginTop+y, first && b.again == nil)
		}
		y += b.height
		first, end = false, y
	}
	for i := 0; i < len(boxes); {
		b := boxes[i]
		at = i
		if b.feed && !first {
			flush()
		}
		if b.blank && first {
			i++
			continue
		}
		room := textHeight - y + 1e-6
		if first && b.again != nil {
			room -= b.again.height
		}
		if b.height <= room && (first || together(boxes, i) <= room) {
			place(b)
			i++
			continue
		}
		// A piece that leaves much of the page white is cut where a good part
		// of it fits.
		if b.split != nil && (first || b.height > textHeight/2 || b.height > leastCut && room > leastCut/2) {
			if part, rest, ok := b.split(room); ok {
				place(part)
				flush()
				rest.feed = false
				boxes[i] = rest
				continue
			}
		}
		if first {
			place(b) // higher than a page and not to be cut: it stands alone
			i++
			continue
		}
		flush()
	}
	if l != nil && (len(p) > 0 || len(l.pages) == 0) {
		l.pages = append(l.pages, p)
	}
	return starts, end
}

// together is the height of a box with those that must stand on its page, of
// which no more than half a page counts.
func together(boxes []box, i int) float64 {
	h := boxes[i].height
	for n, j := boxes[i].with, i+1; n > 0 && j < len(boxes) && !boxes[j].feed; j++ {
		h += boxes[j].height
		n = max(n-1, boxes[j].with)
	}
	return math.Min(h, math.Max(textHeight/2, boxes[i].height))
}
