package report

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"zeren/report/fonts"
)

// mending is what gofpdf cannot say of a paper.
type mending struct {
	dated   bool
	outline []entry // as gofpdf was given it, without gaps
	faces   map[fonts.Role]*embedded
}

// errForm says that gofpdf's output has not the form that mend relies on.
var errForm = errors.New("mend pdf: unknown form")

// mend says in the objects of gofpdf's output what gofpdf cannot: the language,
// that the window shows the title, how many headings stand below each heading
// (gofpdf writes 0, which strict readers refuse); it puts the faces of the paper
// where gofpdf embedded its stub, each under its maker's name as a cut, with the
// character that each of its codes is; and it takes out the dates of a paper
// whose date is unknown. Pages are packed here, since gofpdf makes a new
// compressor for every stream. All else stays as it is; the cross-reference table is written anew, with a digest of the file as
// its identifier. The version is raised to what is said: /Lang and ActualText
// came after PDF 1.3.
func mend(b []byte, m mending) ([]byte, error) {
	table := bytes.LastIndex(b, []byte("\nxref\n")) + 1
	var count, size, root, info int
	if n, err := fmt.Sscanf(string(b[table:min(len(b), table+32)]), "xref\n0 %d\n", &count); n != 1 || err != nil {
		return nil, fmt.Errorf("%w: cross-reference table", errForm)
	}
	trailer := bytes.LastIndex(b, []byte("trailer\n"))
	if trailer < table {
		return nil, fmt.Errorf("%w: no trailer", errForm)
	}
	if n, err := fmt.Sscanf(string(b[trailer:]), "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n", &size, &root, &info); n != 3 || err != nil || size != count || info < 0 || info >= count {
		return nil, fmt.Errorf("%w: trailer", errForm)
	}
	// The lines of the table have 20 bytes, the first of them for no object.
	from := table + len(fmt.Sprintf("xref\n0 %d\n", count))
	if trailer-from != 20*count {
		return nil, fmt.Errorf("%w: length of the cross-reference table", errForm)
	}
	lines := b[from:trailer]
	at := make([]int, count)
	order := make([]int, 0, count)
	for i := 1; i < count; i++ {
		if n, err := fmt.Sscanf(string(lines[20*i:20*i+10]), "%d", &at[i]); n != 1 || err != nil || at[i] >= table {
			return nil, fmt.Errorf("%w: place of object %d", errForm, i)
		}
		order = append(order, i)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(at[a], at[b]) })
	objects := make([][]byte, count, count+5*len(m.faces))
	for i, n := range order {
		end := table
		if i+1 < len(order) {
			end = at[order[i+1]]
		}
		objects[n] = b[at[n]:end]
	}
	objects, err := m.change(objects, root, info)
	if err != nil {
		return nil, err
	}
	for n := count; n < len(objects); n++ { // the further faces
		order, at = append(order, n), append(at, 0)
	}
	count = len(objects)
	out := make([]byte, 0, len(b)+1024)
	out = append(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...) // the second line tells that the file is binary
	for _, n := range order {
		at[n] = len(out)
		out = append(out, objects[n]...)
	}
	sum := sha256.Sum256(out)
	start := len(out)
	out = fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n", count)
	for _, offset := range at[1:] {
		out = fmt.Appendf(out, "%010d 00000 n \n", offset)
	}
	return fmt.Appendf(out, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%[4]x>]>>\nstartxref\n%d\n%%%%EOF\n", count, root, info, sum[:16], start), nil
}

// change mends the objects in place and adds those of the faces; gofpdf's bytes
// stay as they are.
func (m mending) change(objects [][]byte, root, info int) ([][]byte, error) {
	if err := replace(objects, root, "catalogue", "/Type /Catalog\n", "/Type /Catalog\n/Lang (zh-CN)\n/ViewerPreferences <</DisplayDocTitle true>>\n"); err != nil {
		return nil, err
	}
	if !m.dated {
		from := bytes.LastIndex(objects[info], []byte("\n/CreationDate ("))
		if from < 0 {
			return nil, fmt.Errorf("%w: dates", errForm)
		}
		objects[info] = append(slices.Clone(objects[info][:from]), "\n>>\nendobj\n"...)
	}
	if n := len(m.outline); n > 0 {
		// The root of the outline follows its entries; it and what stands
		// before it are told by the catalogue.
		var top int
		_, rest, _ := bytes.Cut(objects[root], []byte("/Outlines "))
		if k, err := fmt.Sscanf(string(rest), "%d 0 R", &top); k != 1 || err != nil {
			return nil, fmt.Errorf("%w: outline", errForm)
		}
		if err := replace(objects, top, "root of the outline", "<</Type /Outlines", fmt.Sprintf("<</Type /Outlines /Count %d", n)); err != nil {
			return nil, err
		}
		for i, below := range headingsBelow(m.outline) {
			count := ""
			if below > 0 {
				count = fmt.Sprintf("/Count %d", below)
			}
			if err := replace(objects, top-n+i, "entry of the outline", "\n/Count 0>>", "\n"+count+">>"); err != nil {
				return nil, err
			}
		}
	}
	pk := newPacker()
	first := 0 // of the objects of gofpdf's face
	for n, o := range objects {
		switch {
		case bytes.HasPrefix(o, fmt.Appendf(nil, "%d 0 obj\n<</Type /Page\n", n)):
			if n+1 >= len(objects) {
				return nil, fmt.Errorf("%w: page", errForm)
			}
			if err := pk.page(objects, n+1); err != nil {
				return nil, err
			}
		case bytes.HasPrefix(o, fmt.Appendf(nil, "%d 0 obj\n<</Type /Font\n/Subtype /Type0\n/BaseFont /utf8%s\n", n, stub)):
			first = n
		}
	}
	if len(m.faces) == 0 {
		return objects, nil
	}
	if first == 0 || first+stubObjects > len(objects) {
		return nil, fmt.Errorf("%w: no face", errForm)
	}
	return m.embed(pk, objects, first)
}

// replace puts new in the place of old, which object n must have once.
func replace(objects [][]byte, n int, what, old, new string) error {
	if n <= 0 || n >= len(objects) || bytes.Count(objects[n], []byte(old)) != 1 {
		return fmt.Errorf("%w: %s", errForm, what)
	}
	objects[n] = bytes.Replace(objects[n], []byte(old), []byte(new), 1)
	return nil
}

// headingsBelow counts for each entry of an outline those below it, at all
// levels: a positive number shows them when the paper is opened.
func headingsBelow(outline []entry) []int {
	out := make([]int, len(outline))
	for i, e := range outline {
		for _, f := range outline[i+1:] {
			if f.level <= e.level {
				break
			}
			out[i]++
		}
	}
	return out
}

// page compresses the content of a page, object n.
func (p packer) page(objects [][]byte, n int) error {
	var length int
	head, rest, ok := bytes.Cut(objects[n], []byte("stream\n"))
	if k, err := fmt.Sscanf(string(head[bytes.IndexByte(head, '\n')+1:]), "<</Length %d>>", &length); !ok || k != 1 || err != nil || length > len(rest) {
		return fmt.Errorf("%w: content of a page", errForm)
	}
	objects[n] = p.stream(n, "", rest[:length])
	return nil
}

// stubObjects is how many objects gofpdf writes for a face: the font, its
// descendant, ToUnicode, the character collection, the descriptor, the map of
// glyphs, the file.
const stubObjects = 7

// fontResource is what the pages' resources say of gofpdf's face.
var fontResource = regexp.MustCompile(`/Font <<\n/F[0-9a-f]+ (\d+) 0 R\n`)

// embed writes the faces of the paper over gofpdf's own, whose first object is
// first, and behind all objects; the pages' resources name them.
func (m mending) embed(pk packer, objects [][]byte, first int) ([][]byte, error) {
	free := make([]int, stubObjects)
	for i := range free {
		free[i] = first + i
	}
	next := func() int {
		if len(free) > 0 {
			n := free[0]
			free = free[1:]
			return n
		}
		objects = append(objects, nil)
		return len(objects) - 1
	}
	var names strings.Builder
	written := map[*embedded]int{}
	for role := fonts.Fang; role <= fonts.SMP; role++ {
		e := m.faces[role]
		if e == nil {
			continue
		}
		if written[e] == 0 {
			var n [5]int
			for i := range n {
				n[i] = next()
			}
			pk.face(objects, n, e)
			written[e] = n[0]
		}
		fmt.Fprintf(&names, "/%s %d 0 R\n", resource(role), written[e])
	}
	for _, n := range free { // a paper of one face
		objects[n] = fmt.Appendf(nil, "%d 0 obj\nnull\nendobj\n", n)
	}
	named := 0
	for n, o := range objects {
		if at := fontResource.FindSubmatchIndex(o); at != nil && string(o[at[2]:at[3]]) == strconv.Itoa(first) {
			objects[n] = slices.Concat(o[:at[1]], []byte(names.String()), o[at[1]:])
			named++
		}
	}
	if named != 1 {
		return nil, fmt.Errorf("%w: resources", errForm)
	}
	return objects, nil
}

// face writes the five objects of a face: the font, its descendant, ToUnicode,
// the descriptor, the file (ISO 32000-1, 9.7.6.2 and 9.9).
func (p packer) face(objects [][]byte, n [5]int, e *embedded) {
	var widths strings.Builder
	for i, w := range e.widths {
		if i > 0 {
			widths.WriteByte(' ')
		}
		widths.WriteString(strconv.Itoa(w))
	}
	m := e.metrics
	objects[n[0]] = fmt.Appendf(nil, "%d 0 obj\n<</Type /Font\n/Subtype /Type0\n/BaseFont /%s\n/Encoding /Identity-H\n/DescendantFonts [%d 0 R]\n/ToUnicode %d 0 R>>\nendobj\n",
		n[0], e.name, n[1], n[2])
	objects[n[1]] = fmt.Appendf(nil, "%d 0 obj\n<</Type /Font\n/Subtype /CIDFontType2\n/BaseFont /%s\n/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>\n"+
		"/FontDescriptor %d 0 R\n/DW 1000\n/W [1 [%s]]\n/CIDToGIDMap /Identity>>\nendobj\n", n[1], e.name, n[3], widths.String())
	objects[n[2]] = p.stream(n[2], "", toUnicode(e.chars))
	objects[n[3]] = fmt.Appendf(nil, "%d 0 obj\n<</Type /FontDescriptor\n/FontName /%s\n/Flags 4\n/FontBBox [%d %d %d %d]\n/ItalicAngle 0\n/Ascent %d\n/Descent %d\n/CapHeight %d\n/StemV 80\n/FontFile2 %d 0 R>>\nendobj\n",
		n[3], e.name, m.Box[0], m.Box[1], m.Box[2], m.Box[3], m.Ascent, m.Descent, m.Ascent, n[4])
	objects[n[4]] = p.stream(n[4], fmt.Sprintf("/Length1 %d", len(e.data)), e.data)
}

// toUnicode says which characters the codes from 1 stand for (ISO 32000-1,
// 9.10.3).
func toUnicode(chars []rune) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	code := 1
	for part := range slices.Chunk(chars, 100) { // entries of one section, as the format asks
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for _, c := range part {
			fmt.Fprintf(&b, "<%04X> <%s>\n", code, utf16Hex(string(c)))
			code++
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// packer compresses streams. It is one for a paper: making one costs more than
// what it compresses.
type packer struct {
	w *zlib.Writer
}

func newPacker() packer {
	// The level is a constant of the package, which is no error.
	w, _ := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	return packer{w}
}

// stream is object n, a stream of data, compressed; more stands in its head.
func (p packer) stream(n int, more string, data []byte) []byte {
	var packed bytes.Buffer
	packed.Grow(len(data) / 2)
	p.w.Reset(&packed)
	// A bytes.Buffer refuses nothing.
	_, _ = p.w.Write(data)
	_ = p.w.Close()
	return fmt.Appendf(nil, "%d 0 obj\n<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream\nendobj\n", n, packed.Len(), more, packed.Bytes())
}
