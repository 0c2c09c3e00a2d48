//go:build e2e

package ingest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// hand writes PDF by hand: encodings that Debian's programs do not make, and
// ways of setting characters that typesetters have.
type hand struct {
	encoding string
	trait    string
}

func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04x", u)
	}
	return b.String()
}

// cids gives the CIDs of Adobe-GB1 by character.
func cids(w *workshop) map[rune]int {
	f, err := os.Open(filepath.Join("pdf", "gb1", "cids.gz"))
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		w.t.Fatal(err)
	}
	p, err := io.ReadAll(z)
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[rune]int{}
	n := len(p) / 3
	for i := n - 1; i > 0; i-- {
		out[rune(p[i])<<16|rune(p[n+i])<<8|rune(p[2*n+i])] = i
	}
	return out
}

// script is what a hand-made file is put together from.
type quill struct {
	w       *workshop
	h       hand
	objects []string
	codes   map[rune]int
	runes   []rune
	cids    map[rune]int
}

func (q *quill) add(o string) int { q.objects = append(q.objects, o); return len(q.objects) }

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// code gives a character's code as hexadecimal digits, "" where the encoding
// has none.
func (q *quill) code(r rune) string {
	switch e := q.h.encoding; {
	case strings.HasPrefix(e, "GB"):
		enc := simplifiedchinese.GBK
		s, err := enc.NewEncoder().String(string(r))
		if err != nil || strings.HasPrefix(e, "GB-") && len(s) == 2 && (s[0] < 0xa1 || s[1] < 0xa1) {
			return ""
		}
		return fmt.Sprintf("%x", s)
	case strings.HasPrefix(e, "Uni"):
		return utf16Hex(string(r))
	case e == "Identity-H GB1":
		if q.cids[r] == 0 {
			return ""
		}
		return fmt.Sprintf("%04x", q.cids[r])
	}
	if q.codes[r] == 0 {
		q.runes = append(q.runes, r)
		q.codes[r] = len(q.runes)
	}
	if q.h.encoding == "Type3" {
		return fmt.Sprintf("%02x", (q.codes[r]-1)%250+1)
	}
	return fmt.Sprintf("%04x", q.codes[r])
}

// font gives the name of the font that has a character.
func (q *quill) font(r rune) string {
	if q.h.encoding == "Type3" {
		q.code(r)
		return fmt.Sprintf("F%d", (q.codes[r]-1)/250)
	}
	return "F0"
}

// show draws a string from the pen on.
func (q *quill) show(b *strings.Builder, s string) {
	last := ""
	open := false
	for _, r := range s {
		if f := q.font(r); f != last {
			if open {
				b.WriteString("> Tj ")
			}
			fmt.Fprintf(b, "/%s 16 Tf <", f)
			last, open = f, true
		}
		b.WriteString(q.code(r))
	}
	if open {
		b.WriteString("> Tj\n")
	}
}

// line draws a line with its beginning at (x, y).
func (q *quill) line(b *strings.Builder, s string, x, y float64) {
	at := func(x, y float64) { fmt.Fprintf(b, "1 0 0 1 %.2f %.2f Tm ", x, y) }
	b.WriteString("BT ")
	defer b.WriteString("ET\n")
	switch q.h.trait {
	case "each character by itself":
		for _, r := range s {
			at(x, y)
			q.show(b, string(r))
			x += advance(r)
		}
	case "kerned":
		for _, r := range s {
			at(x, y)
			fmt.Fprintf(b, "/%s 16 Tf [<%s> -10] TJ\n", q.font(r), q.code(r))
			x += advance(r)
		}
	case "letter spacing":
		b.WriteString("90 Tz 1.6 Tc ")
		at(x, y)
		q.show(b, s)
		b.WriteString("100 Tz 0 Tc ")
	case "drawn twice":
		at(x, y)
		q.show(b, s)
		at(x+0.3, y)
		q.show(b, s)
	case "outlined":
		b.WriteString("2 Tr .3 w ")
		at(x, y)
		q.show(b, s)
	case "actual text":
		fmt.Fprintf(b, "/Span<</ActualText<feff%s>>>BDC ", utf16Hex(s))
		at(x, y)
		q.show(b, s)
		b.WriteString("EMC ")
	case "scaled by the matrix":
		fmt.Fprintf(b, "ET q .1 0 0 .1 0 0 cm BT 10 0 0 10 %.2f %.2f Tm ", 10*x, 10*y)
		q.show(b, s)
		b.WriteString("ET Q BT ")
	default:
		at(x, y)
		q.show(b, s)
	}
}

// pages writes the content of each page.
func (q *quill) pages(text string) []string {
	random := rand.New(rand.NewPCG(7, 11))
	var out []string
	pages := composed(text, 22)
	columns := q.h.trait == "two columns"
	if columns {
		pages = broken(text, 44, func(r rune) float64 { return 2.4 * advance(r) })
	}
	for k, lines := range pages {
		var parts []string
		for i, l := range lines {
			var b strings.Builder
			x, y := 79+l.indent, 720-28.95*float64(i)
			if columns && i >= 22 {
				x, y = x+230, y+28.95*22
			}
			if q.h.trait == "halves" && len([]rune(l.text)) > 6 {
				r := []rune(l.text)
				n := len(r) / 2
				w := 0.0
				for _, c := range r[:n] {
					w += advance(c)
				}
				q.line(&b, string(r[n:]), x+w, y)
				q.line(&b, string(r[:n]), x, y)
			} else {
				q.line(&b, l.text, x, y)
			}
			parts = append(parts, b.String())
		}
		if q.h.trait == "shuffled" {
			random.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		}
		if q.h.trait == "backwards" {
			for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
				parts[i], parts[j] = parts[j], parts[i]
			}
		}
		body := strings.Join(parts, "")
		var foot strings.Builder
		q.line(&foot, fmt.Sprintf("-%d-", k+1), 285, 56)
		out = append(out, foot.String()+body)
	}
	return out
}

// turned lays a page's content for a page on its side.
func (q *quill) turned(content string, degrees float64) string {
	s, c := math.Sincos(degrees * math.Pi / 180)
	return fmt.Sprintf("q %.4f %.4f %.4f %.4f %.1f %.1f cm\n%s\nQ", c, s, -s, c, 297.5-297.5*c+421*s, 421-297.5*s-421*c, content)
}

func (q *quill) unicode(runes []rune, digits int) string {
	var m strings.Builder
	m.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n1 begincodespacerange <" + strings.Repeat("0", digits) + "> <" + strings.Repeat("f", digits) + "> endcodespacerange\n")
	for i := 0; i < len(runes); i += 100 {
		part := runes[i:min(len(runes), i+100)]
		fmt.Fprintf(&m, "%d beginbfchar\n", len(part))
		for k, r := range part {
			fmt.Fprintf(&m, "<%0*x> <%s>\n", digits, i+k+1, utf16Hex(q.lie(r)))
		}
		m.WriteString("endbfchar\n")
	}
	m.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end")
	return m.String()
}

// lie is what the map says of a character.
func (q *quill) lie(r rune) string {
	switch q.h.trait {
	case "radicals":
		for i, k := range kangxi {
			if k == r {
				return string(rune(0x2f00 + i))
			}
		}
	case "compatibility ideographs":
		for c := rune(0xf900); c <= 0xfad9; c++ {
			if Normal(c) == r && c != r {
				return string(c)
			}
		}
	case "map of the next":
		return string(r + 1)
	case "map wrong for every eighth":
		if q.codes[r]%8 == 0 && r >= 0x4e00 {
			return string(0x4e00 + (r*31+77)%0x5000)
		}
	case "scan with a wrong text layer":
		if r >= 0x4e00 {
			return string(0x4e00 + (r*31+77)%0x5000)
		}
	case "private use":
		if q.codes[r]%8 == 0 {
			return string(0xe000 + rune(q.codes[r]))
		}
	}
	return string(r)
}

func (q *quill) fonts() string {
	const descriptor = "<</Type/FontDescriptor/FontName/FangSong_GB2312/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>"
	info := q.add(descriptor)
	cid := func(ordering, widths string) int {
		return q.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType0/BaseFont/FangSong_GB2312/CIDSystemInfo<</Registry(Adobe)/Ordering(%s)/Supplement 2>>/FontDescriptor %d 0 R/DW 1000%s>>", ordering, info, widths))
	}
	top := func(encoding string, child int, more string) string {
		return fmt.Sprintf("/F0 %d 0 R", q.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/FangSong_GB2312/Encoding %s/DescendantFonts[%d 0 R]%s>>", encoding, child, more)))
	}
	var narrow strings.Builder
	list := func(code func(r rune) int) string {
		narrow.Reset()
		narrow.WriteString("/W[")
		rs := append([]rune{}, q.runes...)
		if len(rs) == 0 {
			for r := rune(' '); r < 0x7f; r++ {
				rs = append(rs, r)
			}
		}
		for _, r := range rs {
			if advance(r) == 8 && code(r) > 0 {
				fmt.Fprintf(&narrow, "%d[500]", code(r))
			}
		}
		return narrow.String() + "]"
	}
	switch e := q.h.encoding; {
	case strings.HasPrefix(e, "GBK-"), strings.HasPrefix(e, "GB-"):
		return top("/"+e, cid("GB1", "/W[814 907 500]"), "")
	case strings.HasPrefix(e, "GBKp"), strings.HasPrefix(e, "Uni"):
		return top("/"+e, cid("GB1", "/W[1 95 500]"), "")
	case e == "Identity-H GB1":
		return top("/Identity-H", cid("GB1", list(func(r rune) int { return q.cids[r] })), "")
	case e == "own GB1":
		var m strings.Builder
		m.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (GB1) def /Supplement 2 def end def /CMapName /Own def /CMapType 1 def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n")
		for i := 0; i < len(q.runes); i += 100 {
			part := q.runes[i:min(len(q.runes), i+100)]
			fmt.Fprintf(&m, "%d begincidchar\n", len(part))
			for k, r := range part {
				fmt.Fprintf(&m, "<%04x> %d\n", i+k+1, q.cids[r])
			}
			m.WriteString("endcidchar\n")
		}
		m.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end")
		own := q.add(stream("/Type/CMap/CMapName/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>", m.String()))
		return top(fmt.Sprintf("%d 0 R", own), cid("GB1", list(func(r rune) int { return q.cids[r] })), "")
	case e == "Type3":
		var out strings.Builder
		for n := 0; n*250 < len(q.runes); n++ {
			part := q.runes[n*250 : min(len(q.runes), n*250+250)]
			glyph := q.add(stream("", "1000 0 0 -120 1000 880 d1 50 0 900 800 re f"))
			half := q.add(stream("", "500 0 0 -120 500 880 d1 50 0 400 800 re f"))
			var procs, names, widths strings.Builder
			for i, r := range part {
				g, w := glyph, 1000
				if advance(r) == 8 {
					g, w = half, 500
				}
				fmt.Fprintf(&procs, "/g%d %d 0 R", i+1, g)
				fmt.Fprintf(&names, "/g%d", i+1)
				fmt.Fprintf(&widths, "%d ", w)
			}
			uni := q.add(stream("", q.unicode(part, 2)))
			f := q.add(fmt.Sprintf("<</Type/Font/Subtype/Type3/FontBBox[0 -120 1000 880]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<%s>>/Encoding<</Differences[1%s]>>/FirstChar 1/LastChar %d/Widths[%s]/Resources<<>>/ToUnicode %d 0 R>>",
				procs.String(), names.String(), len(part), widths.String(), uni))
			fmt.Fprintf(&out, "/F%d %d 0 R", n, f)
		}
		return out.String()
	}
	more := ""
	if q.h.trait != "no map" {
		more = fmt.Sprintf("/ToUnicode %d 0 R", q.add(stream("", q.unicode(q.runes, 4))))
	}
	return top("/Identity-H", cid("Identity", list(func(r rune) int { return q.codes[r] })), more)
}

func (h hand) write(w *workshop, text, out string) {
	q := &quill{w: w, h: h, codes: map[rune]int{}, cids: cids(w)}
	catalog, tree := q.add(""), q.add("")
	// What the encoding lacks is not in the text either: see drops.
	contents := q.pages(h.keep(w, text))
	fonts := q.fonts()
	rotate, media := "", "[0 0 595 842]"
	var kids []string
	for _, c := range contents {
		switch h.trait {
		case "drawn on its side, shown upright":
			// The page is 842 wide, its content turned, and /Rotate turns it back.
			c = "q 0 1 -1 0 842 0 cm\n" + c + "\nQ"
			rotate, media = "/Rotate 90", "[0 0 842 595]"
		case "lines running up the page":
			c = "q 0 1 -1 0 842 0 cm\n" + c + "\nQ"
			media = "[0 0 842 595]"
		case "skewed by one degree":
			c = q.turned(c, 1)
		case "user unit":
			c = "q .5 0 0 .5 0 0 cm\n" + c + "\nQ"
			rotate, media = "/UserUnit 2", "[0 0 297.5 421]"
		case "crop box off the corner":
			c = "q 1 0 0 1 100 200 cm\n" + c + "\nQ"
			rotate, media = "/CropBox[100 200 695 1042]", "[0 0 800 1200]"
		case "scan with a text layer", "scan with a wrong text layer":
			image := q.add(stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "\xf0"))
			c = "q 595 0 0 842 0 0 cm /I Do Q 3 Tr\n" + c
			kids = append(kids, fmt.Sprintf("%d 0 R", q.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox%s/Resources<</Font<<%s>>/XObject<</I %d 0 R>>>>/Contents %d 0 R>>", tree, media, fonts, image, q.add(stream("", c))))))
			continue
		case "pieces":
			i := len(c) / 3
			for i < len(c) && c[i] != '\n' {
				i++
			}
			kids = append(kids, q.leaf(tree, media, rotate, fonts, fmt.Sprintf("[%d 0 R %d 0 R]", q.add(stream("", c[:i])), q.add(stream("", c[i:])))))
			continue
		case "form in form":
			inner := q.add(stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<<%s>>>>", fonts), c))
			outer := q.add(stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>", inner), "q /X Do Q"))
			kids = append(kids, fmt.Sprintf("%d 0 R", q.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox%s/Resources<</XObject<</Y %d 0 R>>>>/Contents %d 0 R>>", tree, media, outer, q.add(stream("", "/Y Do"))))))
			continue
		}
		kids = append(kids, q.leaf(tree, media, rotate, fonts, fmt.Sprintf("%d 0 R", q.add(stream("", c)))))
	}
	q.objects[catalog-1] = fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", tree)
	q.objects[tree-1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " "))
	if err := os.WriteFile(out, joined(q.objects), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func (q *quill) leaf(tree int, media, rotate, fonts, contents string) string {
	return fmt.Sprintf("%d 0 R", q.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox%s%s/Resources<</Font<<%s>>>>/Contents %s>>", tree, media, rotate, fonts, contents)))
}

// keep is the part of a text that the encoding has codes for.
func (h hand) keep(w *workshop, text string) string {
	q := &quill{w: w, h: h, codes: map[rune]int{}}
	if strings.HasSuffix(h.encoding, "GB1") {
		q.cids = cids(w)
	}
	return strings.Map(func(r rune) rune {
		if r != '\n' && (q.code(r) == "" || q.cids != nil && q.cids[r] == 0) {
			return -1
		}
		return r
	}, text)
}

// joined is a file of objects numbered from 1, the first its catalog.
func joined(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	x := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, x)
	return b.Bytes()
}

// sortedKeys gives the keys of a table in order.
func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
