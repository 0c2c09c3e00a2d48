package report

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"

	"zeren/report/fonts"
)

// pdfFile collects the objects of a PDF. There is a library for this, but it
// parses and compares whole faces for every document; what a report needs of
// the format is this file.
type pdfFile struct {
	buf bytes.Buffer
	at  []int // where object i begins; object 0 is none
}

func newPDFFile() *pdfFile {
	f := &pdfFile{at: []int{0}}
	// The second line tells that the file is binary.
	f.buf.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	return f
}

// number gives the next free object number.
func (f *pdfFile) number() int {
	f.at = append(f.at, 0)
	return len(f.at) - 1
}

func (f *pdfFile) object(n int, body string) {
	f.at[n] = f.buf.Len()
	fmt.Fprintf(&f.buf, "%d 0 obj\n%s\nendobj\n", n, body)
}

// deflaters are kept: making one costs more than what it compresses.
var deflaters = sync.Pool{New: func() any {
	// The level is a constant of the package, which is no error.
	w, _ := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	return w
}}

// stream writes data compressed; more are further entries of its dictionary.
func (f *pdfFile) stream(n int, more string, data []byte) {
	var packed bytes.Buffer
	packed.Grow(len(data) / 2)
	w := deflaters.Get().(*zlib.Writer)
	w.Reset(&packed)
	// A bytes.Buffer refuses nothing.
	_, _ = w.Write(data)
	_ = w.Close()
	deflaters.Put(w)
	f.at[n] = f.buf.Len()
	fmt.Fprintf(&f.buf, "%d 0 obj\n<</Length %d/Filter/FlateDecode%s>>\nstream\n", n, packed.Len(), more)
	f.buf.Write(packed.Bytes())
	f.buf.WriteString("\nendstream\nendobj\n")
}

// finish writes the cross-reference table and the trailer. The identifier is a
// digest of what stands before.
func (f *pdfFile) finish(catalog, info int) []byte {
	sum := sha256.Sum256(f.buf.Bytes())
	id := hex.EncodeToString(sum[:16])
	xref := f.buf.Len()
	fmt.Fprintf(&f.buf, "xref\n0 %d\n0000000000 65535 f \n", len(f.at))
	for _, at := range f.at[1:] {
		fmt.Fprintf(&f.buf, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&f.buf, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n", len(f.at), catalog, info, id, id, xref)
	return f.buf.Bytes()
}

// pdfText is a text string in UTF-16, written in hexadecimal.
func pdfText(s string) string {
	if s == "" {
		return "()"
	}
	return "<FEFF" + utf16Hex(s) + ">"
}

func utf16Hex(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.BigEndian.AppendUint16(b, u)
	}
	return strings.ToUpper(hex.EncodeToString(b))
}

// writeFace embeds a cut face: a composite font whose codes are the glyphs of
// the cut, with the characters they stand for, so that text is found and copied
// right, those above U+FFFF included. It gives the number of the font.
func writeFace(f *pdfFile, face *fonts.Face, data []byte, coded []rune, chars map[rune]rune) int {
	font, descendant, descriptor, file, unicode := f.number(), f.number(), f.number(), f.number(), f.number()
	name := subsetTag(data) + "+" + strings.ReplaceAll(face.Name, " ", "")
	f.object(font, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, descendant, unicode))
	var widths strings.Builder
	for _, c := range coded {
		_, adv, _ := face.Glyph(nil, c)
		widths.WriteString(number(adv*1000) + " ")
	}
	f.object(descendant, fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 1000/W[1[%s]]>>", name, descriptor, widths.String()))
	m := face.Metrics()
	f.object(descriptor, fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %d 0 R>>",
		name, m.Box[0], m.Box[1], m.Box[2], m.Box[3], m.Ascent, m.Descent, m.Ascent, file))
	f.stream(file, "/Length1 "+strconv.Itoa(len(data)), data)
	var cmap strings.Builder
	cmap.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	const most = 100 // entries of one section, as the format asks
	for from := 0; from < len(coded); from += most {
		part := coded[from:min(from+most, len(coded))]
		fmt.Fprintf(&cmap, "%d beginbfchar\n", len(part))
		for i, c := range part {
			fmt.Fprintf(&cmap, "<%04X> <%s>\n", from+i+1, utf16Hex(string(chars[c])))
		}
		cmap.WriteString("endbfchar\n")
	}
	cmap.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	f.stream(unicode, "", []byte(cmap.String()))
	return font
}
