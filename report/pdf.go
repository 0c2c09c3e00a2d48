package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/image/font/sfnt"

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

// print gives the pages to gofpdf, which writes the PDF, and mends what gofpdf
// cannot say. Lines and pages are broken already: gofpdf draws each piece of
// text where the layout put it.
func (r *Renderer) print(l *Layout, d Draft) ([]byte, error) {
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCompression(false) // mend does it
	made, dated := madeOn(d.Meta.Date)
	if !dated {
		// gofpdf writes the present time for a date that is zero, and always
		// writes one; this stands in until mend takes it out.
		made = time.Unix(0, 0).UTC()
	}
	pdf.SetCreationDate(made)
	pdf.SetModificationDate(made)
	// gofpdf's own conversion loses characters above U+FFFF.
	pdf.SetTitle(utf16Text(d.Title), false)
	pdf.SetSubject(utf16Text(d.Meta.Subject), false)
	pdf.SetAuthor(utf16Text(d.Agency), false)
	pdf.SetKeywords(utf16Text(strings.Join(append(slices.Clone(d.Meta.Keywords), r.Own()...), "; ")), false)
	pdf.SetProducer("zeren", false)
	for range l.pages {
		pdf.AddPage()
	}
	// As long as no face is chosen, gofpdf leaves the titles as they come.
	outline := tidyOutline(l.outline)
	for _, e := range outline {
		pdf.SetPage(e.page + 1)
		pdf.Bookmark(utf16Text(e.title), e.level-1, e.y)
	}
	faces, err := r.embed(l)
	if err != nil {
		return nil, err
	}
	pdf.AddUTF8FontFromBytes(stub, "", r.stub)
	pdf.SetFont(stub, "", size3) // which tells Text that its words are Unicode
	for i, p := range l.pages {
		pdf.SetPage(i + 1)
		drawPage(pdf, p, faces)
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		return nil, err
	}
	return mend(b.Bytes(), mending{dated, outline, faces})
}

// madeOn is the date of the decision at midnight UTC, since there is no clock
// here; false where it is not known.
func madeOn(date string) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, date)
	return t, err == nil
}

// Own names the faces that an office brought itself, with their roles and
// digests, in the order of the roles; they stand in each PDF's metadata.
func (r *Renderer) Own() []string {
	var out []string
	for role := fonts.Fang; role <= fonts.Song; role++ {
		if f := r.set.Face(role); f.Own {
			out = append(out, fmt.Sprintf("%s=%s sha256:%s", role, f.Name, f.Digest()))
		}
	}
	return out
}

// embedded is a face as the PDF has it: cut to the characters of one paper, its
// glyphs numbered from 1, which numbers are the codes of the text.
type embedded struct {
	name    string          // what the PDF calls it
	data    []byte          // the cut TrueType file
	chars   []rune          // which character each code stands for, from 1
	widths  []int           // of each code, in thousandths of an em
	codes   map[rune]uint16 // by what the face is asked for
	metrics fonts.Metrics
}

// stub is the one face that gofpdf itself embeds: it writes the pages in it, and
// mend puts the faces of the paper in its place. Giving it those would cost more
// than all else: it counts and packs tables of 65,536 entries for each face.
const stub = "stub"

// embed cuts the faces that the pages use to their characters. The roles whose
// glyphs another face holds have that face.
func (r *Renderer) embed(l *Layout) (map[fonts.Role]*embedded, error) {
	asked := map[fonts.Role]map[rune]rune{} // code asked for → character
	for _, p := range l.pages {
		for _, it := range p {
			if it.kind != words {
				continue
			}
			if asked[it.role] == nil {
				asked[it.role] = map[rune]rune{}
			}
			chars := asked[it.role]
			i := 0
			for _, c := range it.text {
				if chars[it.codes[i]] != it.codes[i] { // a wide space may share the glyph of a space
					chars[it.codes[i]] = c
				}
				i++
			}
		}
	}
	out := map[fonts.Role]*embedded{}
	for role := fonts.Fang; role <= fonts.SMP; role++ {
		if asked[role] == nil || out[role] != nil {
			continue
		}
		face := r.set.Face(role)
		var others []fonts.Part
		joined := []fonts.Role{}
		if role == fonts.Song {
			// Those that stand in are of the same make: in one file with 宋体
			// they need no tables of their own.
			for _, other := range []fonts.Role{fonts.Light, fonts.SMP} {
				if o := r.set.Face(other); face.Joins(o) && apart(asked[role], asked[other]) {
					others = append(others, fonts.Part{Face: o, Chars: slices.Collect(maps.Keys(asked[other]))})
					maps.Copy(asked[role], asked[other])
					joined = append(joined, other)
				}
			}
		}
		cut, coded, err := face.SubsetWith(slices.Collect(maps.Keys(asked[role])), others...)
		if err != nil {
			return nil, fmt.Errorf("embed font %s: %w", face.Name, err)
		}
		e := &embedded{name: baseFont(face.Name, coded), data: cut, metrics: face.Metrics(), codes: make(map[rune]uint16, len(coded))}
		var buf sfnt.Buffer
		for i, c := range coded {
			e.codes[c] = uint16(i + 1)
			e.chars = append(e.chars, asked[role][c])
			_, advance, ok := face.Glyph(&buf, c)
			for _, o := range others {
				if !ok {
					_, advance, ok = o.Face.Glyph(&buf, c)
				}
			}
			e.widths = append(e.widths, int(math.Round(advance*1000)))
		}
		out[role] = e
		for _, other := range joined {
			out[other] = e
		}
	}
	return out, nil
}

// apart says whether no code is in both.
func apart(a, b map[rune]rune) bool {
	for c := range b {
		if _, both := a[c]; both {
			return false
		}
	}
	return true
}

// baseFont is the name of a cut face in the PDF: its own, behind six letters
// that are others for another cut, so that no reader or printer takes one for
// the other (ISO 32000-1, 9.6.4). All but plain characters are escaped.
func baseFont(name string, coded []rune) string {
	sum := sha256.Sum256([]byte(string(coded)))
	var b strings.Builder
	for _, c := range sum[:6] {
		b.WriteByte('A' + c%26)
	}
	b.WriteByte('+')
	for _, c := range []byte(strings.ReplaceAll(name, " ", "")) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "#%02X", c)
	}
	return b.String()
}

// resource is what the pages call the face of a role.
func resource(role fonts.Role) string { return fmt.Sprintf("Z%d", role) }

// coded are the codes of an item's glyphs in its face.
func (e *embedded) coded(it item) string {
	out := make([]rune, len(it.codes))
	for i, c := range it.codes {
		out[i] = rune(e.codes[c])
	}
	return string(out)
}

// drawPage draws the items of the present page.
func drawPage(pdf *gofpdf.Fpdf, p page, faces map[fonts.Role]*embedded) {
	role, size, space, colour := fonts.Role(-1), 0.0, 0.0, black
	setInk(pdf, black)
	for _, it := range p {
		if it.ink != colour {
			colour = it.ink
			setInk(pdf, colour)
		}
		switch it.kind {
		case words:
			if it.role != role || it.size != size {
				role, size = it.role, it.size
				pdf.RawWriteStr("BT /" + resource(role) + " " + strconv.FormatFloat(size, 'f', 2, 64) + " Tf ET")
			}
			coded := faces[role].coded(it)
			if it.space != space {
				space = it.space
				pdf.RawWriteStr(strconv.FormatFloat(space/mmPerPoint, 'f', 4, 64) + " Tc")
			}
			if role == fonts.SMP {
				// The face has the character at a private code.
				pdf.RawWriteStr("/Span <</ActualText <FEFF" + utf16Hex(it.text) + ">>> BDC")
				pdf.Text(it.x, it.y, coded)
				pdf.RawWriteStr("EMC")
				continue
			}
			pdf.Text(it.x, it.y, coded)
		case rule:
			pdf.SetLineWidth(it.width)
			setDash(pdf, it.dashed)
			pdf.Line(it.x, it.y, it.x2, it.y2)
		case disc:
			pdf.Circle(it.x, it.y, it.radius, "F")
		case ring:
			pdf.SetLineWidth(0.3)
			setDash(pdf, it.dashed)
			pdf.Circle(it.x, it.y, it.radius, "D")
		case block:
			pdf.Rect(it.x-it.radius, it.y-it.radius, 2*it.radius, 2*it.radius, "F")
		case bar:
			pdf.Rect(it.x, it.y, it.x2-it.x, it.y2-it.y, "F")
		case gem:
			pdf.Polygon([]gofpdf.PointType{{X: it.x - it.radius, Y: it.y}, {X: it.x, Y: it.y - it.radius},
				{X: it.x + it.radius, Y: it.y}, {X: it.x, Y: it.y + it.radius}}, "F")
		}
	}
}

func setDash(pdf *gofpdf.Fpdf, dashed bool) {
	if dashed {
		pdf.SetDashPattern([]float64{0.8, 0.7}, 0)
		return
	}
	pdf.SetDashPattern(nil, 0)
}

func setInk(pdf *gofpdf.Fpdf, c ink) {
	rgb := [...][3]int{black: {0, 0, 0}, red: {200, 0, 0}, grey: {90, 90, 90}}[c]
	pdf.SetTextColor(rgb[0], rgb[1], rgb[2])
	pdf.SetDrawColor(rgb[0], rgb[1], rgb[2])
	pdf.SetFillColor(rgb[0], rgb[1], rgb[2])
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

// utf16Text is a text string of a PDF in UTF-16 with its mark; "" stays "".
func utf16Text(s string) string {
	if s == "" {
		return ""
	}
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.BigEndian.AppendUint16(b, u)
	}
	return string(b)
}

func utf16Hex(s string) string {
	return strings.ToUpper(strings.TrimPrefix(hex.EncodeToString([]byte(utf16Text(s))), "feff"))
}
