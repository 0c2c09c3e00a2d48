package layout

import "unicode"

// The kinds of page furniture: text of a page that belongs to no sentence.
const (
	Header     = "header"      // 页眉
	Footer     = "footer"      // 页脚
	PageNumber = "page_number" // 页码
	Watermark  = "watermark"   // 水印
	Margin     = "margin"      // text turned against the page's body, as on a binding edge
	Hidden     = "hidden"      // text that no reader of the page sees: in the colour of the paper, a point high, covered, or off the page
)

// Item is one piece of furniture.
type Item struct {
	Kind string
	Text string
	Box  Box
}

// Page is a page laid out: its body lines in reading order, and the rest.
type Page struct {
	Width, Height float64
	Turn          int // direction of the body text, degrees clockwise
	Lines         []Line
	Furniture     []Item

	// Crowded is the share of body characters printed over the one before
	// them: next to none in a sound paper, many where the widths of a font
	// are lost and the order of what was placed by them with it.
	Crowded float64

	// Strays counts the characters that stand alone beside a line as high as
	// they are, and outside it: whether they belong into it, and where, could
	// not be told.
	Strays int

	// Overrun counts the Chinese characters off the page that go on with a
	// line on it. No sound paper has one: the widths of a font are lost, or
	// the page is cut off.
	Overrun int
}

// skew is how many degrees a line may lie off the horizontal or vertical and
// still be body text: scanners tilt pages by a degree or two, watermarks
// stand at 30 to 60.
const skew = 8

// Arrange lays out the pages of one document. They are taken together
// because furniture shows by its repetition from page to page.
func Arrange(sheets []Sheet) []Page {
	pages := make([]Page, len(sheets))
	for i, s := range sheets {
		pages[i] = arrange(s)
	}
	furnish(pages)
	paragraphs(pages)
	return pages
}

func arrange(s Sheet) Page {
	p := Page{Width: s.Width, Height: s.Height}
	var count [4]int
	by := map[int][]Glyph{}
	var slanted []Glyph
	arcs := arched(s.Glyphs)
	var off []Glyph
	var last Glyph
	for i, g := range s.Glyphs {
		if blank(g.Rune) {
			continue
		}
		if g.Unseen {
			off = append(off, g)
			continue
		}
		if s.beside(g.Box) {
			off = append(off, g)
			if follows(last, g) {
				p.Overrun++
				last = g
			}
			continue
		}
		last = g
		q, slant := turn(g.Angle)
		if slant > skew || arcs[i] {
			slanted = append(slanted, g)
			continue
		}
		count[q/90]++
		by[q] = append(by[q], g)
	}
	for q := range count {
		if count[q] > count[p.Turn/90] {
			p.Turn = q * 90
		}
	}
	p.Crowded = crowded(by[p.Turn], p.Turn, s.Width, s.Height)
	p.Lines = lines(by[p.Turn], p.Turn, s.Width, s.Height, tables(s.Rules, by[p.Turn], p.Turn, s.Width, s.Height))
	p.Strays = strays(p.Lines)
	for q := 0; q < 360; q += 90 {
		if q == p.Turn {
			continue
		}
		for _, l := range lines(by[q], q, s.Width, s.Height, nil) {
			p.Furniture = append(p.Furniture, Item{Margin, l.Text(), l.Box})
		}
	}
	if len(slanted) > 0 {
		p.Furniture = append(p.Furniture, slants(slanted)...)
	}
	for q := 0; q < 360; q += 90 {
		for _, l := range lines(turned(off, q), q, s.Width, s.Height, nil) {
			p.Furniture = append(p.Furniture, Item{Hidden, l.Text(), l.Box})
		}
	}
	return p
}

// beside reports whether a box lies off the page, so that nobody sees it.
func (s *Sheet) beside(b Box) bool {
	return s.Width > 0 && s.Height > 0 && (b.X1 <= 0 || b.Y1 <= 0 || b.X0 >= s.Width || b.Y0 >= s.Height)
}

// follows reports whether b goes on with the line of a: both Chinese characters
// of one size, in ink meant to be read, on the level of each other.
func follows(a, b Glyph) bool {
	if !unicode.Is(unicode.Han, a.Rune) && !cjk(a.Rune) || !unicode.Is(unicode.Han, b.Rune) || a.Light > pale || b.Light > pale || abs(a.Angle-b.Angle) > 0.5 {
		return false
	}
	q, slant := turn(b.Angle)
	if slant > skew {
		return false
	}
	a0, a1, b0, b1 := a.Box.Y0, a.Box.Y1, b.Box.Y0, b.Box.Y1
	if q%180 == 90 {
		a0, a1, b0, b1 = a.Box.X0, a.Box.X1, b.Box.X0, b.Box.X1
	}
	high := min(a1-a0, b1-b0)
	return high > tiny && max(a1-a0, b1-b0) < 1.2*high && abs(mid(a0, a1)-mid(b0, b1)) < 0.1*high
}

// turned gives the glyphs whose direction is nearest to a quarter.
func turned(glyphs []Glyph, quarter int) []Glyph {
	var out []Glyph
	for _, g := range glyphs {
		if q, _ := turn(g.Angle); q == quarter {
			out = append(out, g)
		}
	}
	return out
}

// arched finds the glyphs that stand upright in writing along an arc, as the
// name on a seal does: one or two of them, drawn between slanted ones next to
// them of the same size.
func arched(glyphs []Glyph) map[int]bool {
	var out map[int]bool
	oblique := func(i int) bool {
		if i < 0 || i >= len(glyphs) {
			return false
		}
		_, off := turn(glyphs[i].Angle)
		return off > skew
	}
	beside := func(i, j int) bool {
		a, b := glyphs[i].Box, glyphs[j].Box
		reach := 1.6 * max(a.X1-a.X0, a.Y1-a.Y0, b.X1-b.X0, b.Y1-b.Y0)
		return abs(mid(a.X0, a.X1)-mid(b.X0, b.X1)) < reach && abs(mid(a.Y0, a.Y1)-mid(b.Y0, b.Y1)) < reach
	}
	for i := 0; i < len(glyphs); i++ {
		if oblique(i) || !oblique(i-1) || !beside(i-1, i) {
			continue
		}
		end := i + 1
		if end < len(glyphs) && !oblique(end) && beside(i, end) {
			end++
		}
		if oblique(end) && beside(end-1, end) {
			if out == nil {
				out = map[int]bool{}
			}
			for k := i; k < end; k++ {
				out[k] = true
			}
		}
	}
	return out
}

func crowded(glyphs []Glyph, quarter int, w, h float64) float64 {
	over, n := 0, 0
	for i := 1; i < len(glyphs); i++ {
		a, b := glyphs[i-1], glyphs[i]
		if !wide(a.Rune) || !wide(b.Rune) || a.Rune == b.Rune {
			continue
		}
		n++
		a0, a1, av, _ := frame(a.Box, quarter, w, h)
		b0, b1, bv, _ := frame(b.Box, quarter, w, h)
		em := min(a1-a0, b1-b0)
		if abs(av-bv) < 0.2*em && min(a1, b1)-max(a0, b0) > 0.6*em {
			over++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(over) / float64(n)
}

// strays counts the lines of one or two characters next to a longer line on
// whose height they stand, but not across it, as a watermark's do.
func strays(lines []Line) int {
	n := 0
	for k := range lines {
		l := &lines[k]
		if len(l.Runes) > 2 || l.Cell != nil {
			continue
		}
		for j := max(k-2, 0); j <= k+2 && j < len(lines); j++ {
			o := &lines[j]
			if len(o.Runes) > 2 && abs(l.v-o.v) < 0.5*o.Em && abs(l.Light-o.Light) <= 0.3 && !across(l, o) {
				n++
				break
			}
		}
	}
	return n
}

// across reports whether the characters of l are printed over those of o.
func across(l, o *Line) bool {
	for _, b := range o.Boxes {
		w := min(b.X1, l.Box.X1) - max(b.X0, l.Box.X0)
		h := min(b.Y1, l.Box.Y1) - max(b.Y0, l.Box.Y0)
		if w > 0.6*min(b.X1-b.X0, l.Box.X1-l.Box.X0) && h > 0.6*min(b.Y1-b.Y0, l.Box.Y1-l.Box.Y0) {
			return true
		}
	}
	return false
}

// slants gives slanted writing as it was drawn, cut where the direction
// changes or the pen leaps.
func slants(glyphs []Glyph) []Item {
	var out []Item
	var cur Item
	var last Glyph
	for i, g := range glyphs {
		size := last.Box.X1 - last.Box.X0 + last.Box.Y1 - last.Box.Y0
		dx, dy := mid(g.Box.X0, g.Box.X1)-mid(last.Box.X0, last.Box.X1), mid(g.Box.Y0, g.Box.Y1)-mid(last.Box.Y0, last.Box.Y1)
		if i > 0 && (abs(g.Angle-last.Angle) > 1 || abs(dx)+abs(dy) > 2*size) {
			out = append(out, cur)
			cur = Item{}
		}
		cur.Kind = Watermark
		cur.Text += string(g.Rune)
		cur.Box = cur.Box.Union(g.Box)
		last = g
	}
	return append(out, cur)
}

func mid(a, b float64) float64 { return (a + b) / 2 }

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
