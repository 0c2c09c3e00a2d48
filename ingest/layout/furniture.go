package layout

import (
	"regexp"
	"sort"
	"strings"
)

// pageNumber matches the forms of GB/T 9704 (— 1 —) and what word
// processors make of them: - 1 -, 1/7, 第1页, 第 1 页 共 7 页, 第一页.
var pageNumber = regexp.MustCompile(`^[-—–－―─·•~～/|\s]*(第?[\s]*[0-9０-９]{1,4}[\s]*页?|第[\s]*[一二三四五六七八九十百]+[\s]*页)([\s]*[,，/／、|(（]?[\s]*共?[\s]*[0-9０-９一二三四五六七八九十百]{1,4}[\s]*页?[)）]?)?[-—–－―─·•~～/|\s]*$`)

// edge is the share of the page's height, at top and bottom, in which
// headers, footers and page numbers stand. GB/T 9704 sets the body 37 mm from
// the top and 35 mm from the bottom of 297 mm.
const edge = 0.125

// furnish takes headers, footers, page numbers and level watermarks out of
// the lines of each page.
func furnish(pages []Page) {
	repeated := repetition(pages)
	for i := range pages {
		p := &pages[i]
		height := p.Height
		if p.Turn == 90 || p.Turn == 270 {
			height = p.Width
		}
		kind := make([]string, len(p.Lines))
		em := p.em()
		for k := range p.Lines {
			l := &p.Lines[k]
			again := repeated[place(l)] >= enough(len(pages))
			if overlapped(p, k) && (again && l.Em > 1.3*em || l.Light > pale) || again && l.Light > pale {
				kind[k] = Watermark
			}
			if l.Light > white || l.Em < tiny && l.Em < 0.3*em {
				kind[k] = Hidden
			}
		}
		// From the edges inwards, until a line is body text.
		for k := 0; k < len(p.Lines); k++ {
			if kind[k] != "" {
				continue
			}
			l := &p.Lines[k]
			if l.v > height*edge || !fringe(l, repeated, len(pages), Header, &kind[k]) {
				break
			}
		}
		for k := len(p.Lines) - 1; k >= 0; k-- {
			if kind[k] != "" {
				continue
			}
			l := &p.Lines[k]
			if l.v < height*(1-edge) || !fringe(l, repeated, len(pages), Footer, &kind[k]) {
				break
			}
		}
		var keep []Line
		for k := range p.Lines {
			if kind[k] == "" {
				keep = append(keep, p.Lines[k])
				continue
			}
			p.Furniture = append(p.Furniture, Item{kind[k], p.Lines[k].Text(), p.Lines[k].Box})
		}
		p.Lines = keep
		sort.SliceStable(p.Furniture, func(a, b int) bool { return p.Furniture[a].Box.Y0 < p.Furniture[b].Box.Y0 })
	}
}

// fringe names the furniture that l is, standing at the edge given.
func fringe(l *Line, repeated map[spot]int, pages int, side string, kind *string) bool {
	switch {
	case l.Cell == nil && pageNumber.MatchString(l.Text()):
		*kind = PageNumber
	case repeated[place(l)] >= enough(pages):
		*kind = side
	}
	return *kind != ""
}

// enough is on how many of the pages a line must stand in the same place to
// be furniture: on two of two or three, on half of more (even and odd pages
// can carry different headers).
func enough(pages int) int {
	if n := pages / 2; n > 2 {
		return n
	}
	return 2
}

// spot is a line's text with its numbers levelled, and its place on the page
// to the nearest 4 points.
type spot struct {
	text string
	v    int
}

var digits = regexp.MustCompile(`[0-9０-９]+|[一二三四五六七八九十百]+`)

func place(l *Line) spot {
	t := digits.ReplaceAllString(strings.ReplaceAll(l.Text(), " ", ""), "0")
	return spot{t, int(l.v / 4)}
}

// repetition counts on how many pages each line stands in the same place; a
// place on the border between two cells counts for both.
func repetition(pages []Page) map[spot]int {
	n := map[spot]int{}
	for i := range pages {
		seen := map[spot]bool{}
		for k := range pages[i].Lines {
			s := place(&pages[i].Lines[k])
			for d := -1; d <= 1; d++ {
				seen[spot{s.text, s.v + d}] = true
			}
		}
		for s := range seen {
			n[s]++
		}
	}
	return n
}

// overlapped reports whether another line of the page is printed across
// line k.
func overlapped(p *Page, k int) bool {
	b := p.Lines[k].Box
	for j := k - 3; j <= k+3; j++ {
		if j == k || j < 0 || j >= len(p.Lines) {
			continue
		}
		o := p.Lines[j].Box
		x := min(b.X1, o.X1) - max(b.X0, o.X0)
		y := min(b.Y1, o.Y1) - max(b.Y0, o.Y0)
		if x > 0 && y > 0.6*min(b.Y1-b.Y0, o.Y1-o.Y0) {
			return true
		}
	}
	return false
}

// pale is the lightness above which ink is not meant to be read as text.
const pale = 0.55

// white is the lightness of ink that does not show on paper.
const white = 0.97

// tiny is the size of print in points that nobody can read.
const tiny = 2

// em is the size of the page's body text: that of its median character.
func (p *Page) em() float64 {
	var all []float64
	for i := range p.Lines {
		for range p.Lines[i].Runes {
			all = append(all, p.Lines[i].Em)
		}
	}
	return median(all)
}
