package report

import (
	"fmt"
	"math"
	"strings"

	"zeren/report/fonts"
)

// The page of GB/T 9704-2012, 5.2: A4, white above 37 mm, white at the binding
// 28 mm, measure 156 × 225 mm, 22 lines of 28 characters. Millimetres.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	marginTop  = 37.0
	marginLeft = 28.0
	measure    = 156.0
	textHeight = 225.0

	linePitch = textHeight / 22
	charPitch = measure / 28
)

// Sizes in points: 2号, 3号, 4号, 小四, 五号.
const (
	size2  = 22.0
	size3  = 16.0
	size4  = 14.0
	sizeS4 = 12.0
	size5  = 10.5
)

// ascent is how much of the em square lies above the baseline.
const ascent = 0.88

// ink is the colour of an item.
type ink int

const (
	black ink = iota
	red       // the red head and its rule
	grey      // marks and guides that a reader may overlook
)

// itemKind says what an item of a page is.
type itemKind int

const (
	words itemKind = iota
	rule           // a straight line from x, y to x2, y2
	disc           // a filled circle around x, y
	ring           // an outlined circle around x, y
	block          // a filled square around x, y
	gem            // a filled lozenge around x, y
	bar            // a filled rectangle from x, y to x2, y2
)

// item is one thing drawn on a page. Places are in millimetres from the upper
// left corner of the page; that of words is on their baseline.
type item struct {
	kind   itemKind
	x, y   float64
	x2, y2 float64
	ink    ink

	text  string
	codes []rune // what the face is asked for, one for each character of text
	role  fonts.Role
	size  float64 // points
	space float64 // added after each character, millimetres
	width float64 // of words: to where the next would begin; of a rule: its thickness

	radius float64
	dashed bool
}

// page is one page of a paper.
type page []item

// entry is one heading in the outline of a paper.
type entry struct {
	title string
	level int // 1 is the topmost
	page  int // from 0
	y     float64
}

// Layout is a paper set on its pages: every character and rule with its place.
// It is what the PDF draws and what a person reviews as text.
type Layout struct {
	pages   []page
	outline []entry
	missing []rune
}

// Pages is the number of pages.
func (l *Layout) Pages() int { return len(l.pages) }

// Missing are the characters that no face has, in the order they were met.
// Each stands in the paper as its code point.
func (l *Layout) Missing() []rune { return l.missing }

// String prints the layout for review: a line for each item, with its place in
// millimetres, face, size in points, and text. Pieces of one line of text that
// differ only in spacing are joined.
func (l *Layout) String() string {
	var b strings.Builder
	for i, p := range l.pages {
		fmt.Fprintf(&b, "== 第%d页\n", i+1)
		for j := 0; j < len(p); j++ {
			it := p[j]
			fmt.Fprintf(&b, "%6.2f %6.2f ", it.x, it.y)
			switch it.kind {
			case words:
				text := it.text
				for j+1 < len(p) && p[j].joins(p[j+1]) {
					j++
					text += p[j].text
				}
				fmt.Fprintf(&b, "%s %g%s %s\n", it.role, it.size, it.ink, text)
			case rule:
				dash := ""
				if it.dashed {
					dash = " 虚"
				}
				fmt.Fprintf(&b, "→ %.2f %.2f 线 %.2f%s%s\n", it.x2, it.y2, it.width, it.ink, dash)
			case bar:
				fmt.Fprintf(&b, "→ %.2f %.2f 条%s\n", it.x2, it.y2, it.ink)
			default:
				fmt.Fprintf(&b, "%s %.2f%s\n", [...]string{disc: "圆点", ring: "圆圈", block: "方块", gem: "菱形"}[it.kind], it.radius, it.ink)
			}
		}
	}
	for _, e := range l.outline {
		fmt.Fprintf(&b, "书签 %s%s 第%d页 %.2f\n", strings.Repeat("  ", e.level-1), e.title, e.page+1, e.y)
	}
	if len(l.missing) > 0 {
		b.WriteString((&MissingError{l.missing}).Error() + "\n")
	}
	return b.String()
}

// joins says whether n goes on where it ends, on the same line in the same size.
func (it item) joins(n item) bool {
	return n.kind == words && n.y == it.y && n.size == it.size && n.role == it.role && n.ink == it.ink &&
		math.Abs(n.x-it.x-it.width) < 1
}

// String is empty for black, else the colour in Chinese.
func (i ink) String() string { return [...]string{"", " 红", " 灰"}[i] }

// items draws a line of text with its baseline at y and its left edge at x0.
// Glyphs of one face that follow each other at one spacing become one item.
func (l line) items(dst []item, x0, y float64, ink ink) []item {
	after := func(i int) float64 { return l.x[i+1] - l.x[i] - (l.gs[i].width - l.gs[i].space) }
	for i := 0; i < len(l.gs); {
		g := l.gs[i]
		space := 0.0
		if i+1 < len(l.gs) {
			space = after(i)
		}
		j := i + 1
		for j < len(l.gs) && g.role != fonts.SMP && l.gs[j].role == g.role &&
			l.gs[j].full == g.full && math.Abs(after(j-1)-space) < 1e-6 {
			j++
		}
		it := item{kind: words, x: x0 + l.x[i], y: y, ink: ink, role: g.role, size: l.size, space: space, width: l.width - l.x[i]}
		if j < len(l.x) {
			it.width = l.x[j] - l.x[i]
		}
		var b strings.Builder
		for _, g := range l.gs[i:j] {
			b.WriteRune(g.r)
			it.codes = append(it.codes, g.code)
		}
		it.text = b.String()
		dst = append(dst, it)
		i = j
	}
	return dst
}
