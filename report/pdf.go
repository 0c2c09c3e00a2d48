package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"zeren/report/fonts"
)

// PDF prints a draft. The same draft and faces give the same bytes. Where a
// character is in no face, the paper is made all the same, with the code point
// in its place, and the error is a *MissingError beside the bytes; any other
// error comes without bytes.
func (r *Renderer) PDF(d Draft) ([]byte, error) {
	l := r.Layout(d)
	b, err := r.print(l, d)
	if err != nil {
		return nil, fmt.Errorf("print %q: %w", d.Title, err)
	}
	if len(l.missing) > 0 {
		return b, &MissingError{l.missing}
	}
	return b, nil
}

// print writes the pages as PDF 1.7: catalogue, page tree, faces, pages,
// outline, information.
func (r *Renderer) print(l *Layout, d Draft) ([]byte, error) {
	f := newPDFFile()
	catalog, tree, info := f.number(), f.number(), f.number()
	faces, err := r.faces(f, l)
	if err != nil {
		return nil, err
	}
	var resources strings.Builder
	resources.WriteString("<</Font <<")
	for _, c := range faces {
		fmt.Fprintf(&resources, "/F%d %d 0 R", c.role, c.object)
	}
	resources.WriteString(">>>>")
	shared := f.number()
	f.object(shared, resources.String())
	pages := make([]int, len(l.pages))
	var kids strings.Builder
	for i, p := range l.pages {
		content := f.number()
		f.stream(content, "", drawPage(p, faces))
		pages[i] = f.number()
		f.object(pages[i], fmt.Sprintf("<</Type/Page/Parent %d 0 R/Resources %d 0 R/Contents %d 0 R>>", tree, shared, content))
		fmt.Fprintf(&kids, "%d 0 R ", pages[i])
	}
	f.object(tree, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 %s %s]>>", len(pages), kids.String(), points(pageWidth), points(pageHeight)))
	outline := ""
	if n := writeOutline(f, tidyOutline(l.outline), pages); n > 0 {
		outline = fmt.Sprintf("/PageMode/UseOutlines/Outlines %d 0 R", n)
	}
	f.object(catalog, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>%s>>", tree, outline))
	dates := ""
	if made, ok := madeOn(d.Meta.Date); ok {
		at := made.Format("20060102150405")
		dates = "/CreationDate(D:" + at + "Z)/ModDate(D:" + at + "Z)"
	}
	f.object(info, "<</Title "+pdfText(d.Title)+"/Subject "+pdfText(d.Meta.Subject)+"/Author "+pdfText(d.Agency)+
		"/Keywords "+pdfText(strings.Join(append(slices.Clone(d.Meta.Keywords), r.ownFaces()...), "; "))+
		"/Producer(zeren)"+dates+">>")
	return f.finish(catalog, info), nil
}

// madeOn is the date of the decision at midnight UTC, since there is no clock
// here; false where it is not known.
func madeOn(date string) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, date)
	return t, err == nil
}

// ownFaces names the faces that an office brought itself, with their digests.
func (r *Renderer) ownFaces() []string {
	var out []string
	for role := fonts.Fang; role <= fonts.Song; role++ {
		if f := r.set.Face(role); f.Own {
			out = append(out, fmt.Sprintf("%s=%s sha256:%s", role, f.Name, f.Digest()))
		}
	}
	return out
}

// pdfFace is a face as one PDF embeds it: cut to the characters of its pages,
// so that glyph i+1 is that of codes[i].
type pdfFace struct {
	role   fonts.Role
	object int
	codes  []rune
}

func (f pdfFace) glyph(code rune) (uint16, bool) {
	i, ok := slices.BinarySearch(f.codes, code)
	return uint16(i + 1), ok
}

// faces embeds the faces that the pages use, each cut to their characters.
func (r *Renderer) faces(f *pdfFile, l *Layout) ([]pdfFace, error) {
	used := map[fonts.Role]map[rune]rune{} // code → character
	for _, p := range l.pages {
		for _, it := range p {
			if it.kind != words {
				continue
			}
			if used[it.role] == nil {
				used[it.role] = map[rune]rune{}
			}
			i := 0
			for _, c := range it.text {
				if old := used[it.role][it.codes[i]]; old != it.codes[i] { // a wide space may share the glyph of a space
					used[it.role][it.codes[i]] = c
				}
				i++
			}
		}
	}
	var out []pdfFace
	for role := fonts.Fang; role <= fonts.SMP; role++ {
		if len(used[role]) == 0 {
			continue
		}
		codes := make([]rune, 0, len(used[role]))
		for c := range used[role] {
			codes = append(codes, c)
		}
		face := r.set.Face(role)
		data, coded, err := face.Subset(codes)
		if err != nil {
			return nil, err
		}
		out = append(out, pdfFace{role, writeFace(f, face, data, coded, used[role]), coded})
	}
	return out, nil
}

// drawPage writes the content of a page.
func drawPage(p page, faces []pdfFace) []byte {
	b := make([]byte, 0, 16<<10)
	var face pdfFace
	role, size, space, colour := fonts.Role(-1), 0.0, 0.0, black
	for _, it := range p {
		if it.ink != colour {
			colour = it.ink
			b = append(b, inkOperators[colour]...)
		}
		switch it.kind {
		case words:
			b = append(b, "BT "...)
			if it.role != role || it.size != size {
				role, size = it.role, it.size
				i, _ := slices.BinarySearchFunc(faces, role, func(f pdfFace, r fonts.Role) int { return cmp.Compare(f.role, r) })
				face = faces[i]
				b = append(b, fmt.Sprintf("/F%d %s Tf ", role, number(size))...)
			}
			if it.space != space {
				space = it.space
				b = append(b, strconv.FormatFloat(space/mmPerPoint, 'f', 4, 64)...)
				b = append(b, " Tc "...)
			}
			b = append(append(append(append(b, points(it.x)...), ' '), points(pageHeight-it.y)...), " Td <"...)
			for _, c := range it.codes {
				// A character without a glyph was laid out as its code point.
				g, _ := face.glyph(c)
				b = hex.AppendEncode(b, []byte{byte(g >> 8), byte(g)})
			}
			b = append(b, "> Tj ET\n"...)
		case rule:
			b = append(b, stroke(it.width, it.dashed)...)
			b = append(b, at(it.x, it.y)+"m "+at(it.x2, it.y2)+"l S\n"...)
		case disc:
			b = append(b, circle(it)+"f\n"...)
		case ring:
			b = append(b, stroke(0.3, it.dashed)+circle(it)+"S\n"...)
		case block:
			side := points(2 * it.radius)
			b = append(b, at(it.x-it.radius, it.y+it.radius)+side+" "+side+" re f\n"...)
		case gem:
			b = append(b, at(it.x-it.radius, it.y)+"m "+at(it.x, it.y-it.radius)+"l "+at(it.x+it.radius, it.y)+"l "+at(it.x, it.y+it.radius)+"l f\n"...)
		}
	}
	return b
}

var inkOperators = [...]string{black: "0 g 0 G\n", red: "0.78 0 0 rg 0.78 0 0 RG\n", grey: "0.35 g 0.35 G\n"}

// number prints a number without needless zeros, to a thousandth.
func number(v float64) string {
	return strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64)
}

// points turns millimetres into points as printed.
func points(mm float64) string { return number(mm / mmPerPoint) }

// at prints a place on the page.
func at(x, y float64) string { return points(x) + " " + points(pageHeight-y) + " " }

// stroke sets the width and the dashes of lines.
func stroke(width float64, dashed bool) string {
	if dashed {
		return points(width) + " w [2.3 2] 0 d "
	}
	return points(width) + " w [] 0 d "
}

// circle is the path of a circle, as four curves.
func circle(it item) string {
	const bend = 0.5523
	x, y, r, k := it.x, it.y, it.radius, it.radius*bend
	curve := func(a, b, c, d, e, f float64) string { return at(a, b) + at(c, d) + at(e, f) + "c " }
	return at(x+r, y) + "m " + curve(x+r, y-k, x+k, y-r, x, y-r) + curve(x-k, y-r, x-r, y-k, x-r, y) +
		curve(x-r, y+k, x-k, y+r, x, y+r) + curve(x+k, y+r, x+r, y+k, x+r, y) + "h "
}

// tidyOutline gives headings whose upper level is missing the next level there
// is: the outline of a PDF knows no gaps.
func tidyOutline(in []entry) []entry {
	out := slices.Clone(in)
	for i := range out {
		most := 1
		if i > 0 {
			most = out[i-1].level + 1
		}
		out[i].level = min(out[i].level, most)
	}
	return out
}

// writeOutline writes the bookmarks and gives the number of their root, 0 for
// none.
func writeOutline(f *pdfFile, entries []entry, pages []int) int {
	if len(entries) == 0 {
		return 0
	}
	n := len(entries)
	type node struct{ parent, prev, next, first, last, count int }
	nodes := make([]node, n+1) // the root stands at n
	for i := range nodes {
		nodes[i] = node{-1, -1, -1, -1, -1, 0}
	}
	above := []int{n} // the latest entry of each level
	for i, e := range entries {
		above = above[:min(e.level, len(above))]
		p := above[len(above)-1]
		nodes[i].parent, nodes[i].prev = p, nodes[p].last
		if nodes[p].last >= 0 {
			nodes[nodes[p].last].next = i
		} else {
			nodes[p].first = i
		}
		nodes[p].last = i
		for q := p; q >= 0; q = nodes[q].parent {
			nodes[q].count++
		}
		above = append(above, i)
	}
	numbers := make([]int, n+1)
	for i := range numbers {
		numbers[i] = f.number()
	}
	for i, e := range append(slices.Clone(entries), entry{}) {
		var b strings.Builder
		b.WriteString("<<")
		if i < n {
			b.WriteString("/Title " + pdfText(e.title) + "/Dest[" + strconv.Itoa(pages[e.page]) + " 0 R/XYZ 0 " + points(pageHeight-e.y) + " null]")
		} else {
			b.WriteString("/Type/Outlines")
		}
		for _, ref := range []struct {
			name string
			to   int
		}{{"Parent", nodes[i].parent}, {"Prev", nodes[i].prev}, {"Next", nodes[i].next}, {"First", nodes[i].first}, {"Last", nodes[i].last}} {
			if ref.to >= 0 {
				fmt.Fprintf(&b, "/%s %d 0 R", ref.name, numbers[ref.to])
			}
		}
		if nodes[i].count > 0 {
			fmt.Fprintf(&b, "/Count %d", nodes[i].count)
		}
		b.WriteString(">>")
		f.object(numbers[i], b.String())
	}
	return numbers[n]
}

// subsetTag are the six letters before the name of a face that was cut: another
// set of glyphs has other letters.
func subsetTag(data []byte) string {
	sum := sha256.Sum256(data)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}
