package report

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"

	"zeren/report/fonts"
)

// PDF prints a draft. The same draft and faces give the same bytes. Where a
// character is in no face, the paper is made all the same, with the code point
// in its place, and the error is a *MissingError beside the bytes; any other
// error comes without bytes.
func (r *Renderer) PDF(d Draft) ([]byte, error) {
	l := r.Layout(d)
	b, err := r.draw(l, d)
	if err != nil {
		return nil, err
	}
	if len(l.missing) > 0 {
		return b, &MissingError{l.missing}
	}
	return b, nil
}

// family is the name of a role's face in the PDF. The faces are loaded in the
// style "", so the name is all that tells them apart.
func (r *Renderer) family(role fonts.Role) string {
	return strings.ToLower(strings.ReplaceAll(r.set.Face(role).Name, " ", "")) + strconv.Itoa(int(role))
}

func (r *Renderer) draw(l *Layout, d Draft) ([]byte, error) {
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCompression(true)
	made := madeOn(d.Meta.Date)
	pdf.SetCreationDate(made)
	pdf.SetModificationDate(made)
	// gofpdf's own conversion loses characters above U+FFFF.
	pdf.SetTitle(utf16Text(d.Title), false)
	pdf.SetSubject(utf16Text(d.Meta.Subject), false)
	pdf.SetAuthor(utf16Text(d.Agency), false)
	pdf.SetKeywords(utf16Text(strings.Join(append(slices.Clone(d.Meta.Keywords), r.ownFaces()...), "; ")), false)
	pdf.SetProducer("zeren", false)
	for range l.pages {
		pdf.AddPage()
	}
	// Before a face is chosen, gofpdf leaves the titles as they come.
	outline := tidyOutline(l.outline)
	for _, e := range outline {
		pdf.SetPage(e.page + 1)
		pdf.Bookmark(utf16Text(e.title), e.level-1, e.y)
	}
	if err := r.addFaces(pdf, l); err != nil {
		return nil, err
	}
	for i, p := range l.pages {
		pdf.SetPage(i + 1)
		r.drawPage(pdf, p)
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		return nil, fmt.Errorf("write pdf of %q: %w", d.Title, err)
	}
	return finish(b.Bytes())
}

// madeOn is the date of the decision at midnight UTC; without one, a fixed day,
// since there is no clock here.
func madeOn(date string) time.Time {
	if t, err := time.Parse(time.DateOnly, date); err == nil {
		return t
	}
	return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
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

// addFaces gives gofpdf each face that the pages use, cut to their characters:
// parsing whole faces would be most of the time.
func (r *Renderer) addFaces(pdf *gofpdf.Fpdf, l *Layout) error {
	used := map[fonts.Role][]rune{}
	for _, p := range l.pages {
		for _, it := range p {
			if it.kind == words {
				used[it.role] = append(used[it.role], it.codes...)
			}
		}
	}
	for role := fonts.Fang; role <= fonts.SMP; role++ {
		if len(used[role]) == 0 {
			continue
		}
		cut, err := r.set.Face(role).Subset(used[role])
		if err != nil {
			return err
		}
		pdf.AddUTF8FontFromBytes(r.family(role), "", cut)
		if err := pdf.Error(); err != nil {
			return fmt.Errorf("embed font %s: %w", r.set.Face(role).Name, err)
		}
	}
	return nil
}

func (r *Renderer) drawPage(pdf *gofpdf.Fpdf, p page) {
	const k = 72 / 25.4
	role, size, space, colour := fonts.Role(-1), 0.0, -1.0, black
	pdf.SetTextColor(0, 0, 0)
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
				pdf.SetFont(r.family(role), "", size)
			}
			if it.space != space {
				space = it.space
				pdf.RawWriteStr(strconv.FormatFloat(space*k, 'f', 4, 64) + " Tc")
			}
			if role == fonts.SMP {
				pdf.RawWriteStr("/Span <</ActualText <" + hex.EncodeToString([]byte(utf16Text(it.text))) + ">>> BDC")
				pdf.Text(it.x, it.y, string(it.codes))
				pdf.RawWriteStr("EMC")
				continue
			}
			pdf.Text(it.x, it.y, string(it.codes))
		case rule:
			pdf.SetLineWidth(it.width)
			setDash(pdf, it.dashed)
			pdf.Line(it.x, it.y, it.x2, it.y2)
			setDash(pdf, false)
		case disc:
			pdf.Circle(it.x, it.y, it.radius, "F")
		case ring:
			pdf.SetLineWidth(0.3)
			setDash(pdf, it.dashed)
			pdf.Circle(it.x, it.y, it.radius, "D")
			setDash(pdf, false)
		case block:
			pdf.Rect(it.x-it.radius, it.y-it.radius, 2*it.radius, 2*it.radius, "F")
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

// utf16Text is a PDF text string in UTF-16 with its mark; "" stays "".
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

// finish mends what gofpdf cannot say: the document's language, the title in
// the window, and the outline's counts, which strict readers refuse as zero.
// The outline and the catalogue stand behind the last stream, and nothing but
// the cross-reference table behind the catalogue, so no offset but one moves.
func finish(b []byte) ([]byte, error) {
	tail := bytes.LastIndex(b, []byte("endstream"))
	catalog := bytes.LastIndex(b, []byte("/Type /Catalog"))
	xref := bytes.LastIndex(b, []byte("\nxref\n"))
	if tail < 0 || catalog < tail || xref < catalog {
		return nil, fmt.Errorf("finish pdf: catalogue not found")
	}
	blank := bytes.Repeat([]byte(" "), len("/Count 0"))
	copy(b[tail:], bytes.ReplaceAll(b[tail:catalog], []byte("/Count 0"), blank))
	const add = "/Type /Catalog\n/Lang (zh-CN)\n/ViewerPreferences <</DisplayDocTitle true>>"
	out := make([]byte, 0, len(b)+len(add))
	out = append(out, b[:catalog]...)
	out = append(out, add...)
	out = append(out, b[catalog+len("/Type /Catalog"):xref+1]...)
	at := len(out)
	rest := b[xref+1:]
	start := bytes.LastIndex(rest, []byte("startxref\n"))
	out = append(out, rest[:start]...)
	return fmt.Appendf(out, "startxref\n%d\n%%%%EOF\n", at), nil
}
