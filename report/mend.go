package report

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"

	"zeren/report/fonts"
)

// mending is what gofpdf cannot say of a paper.
type mending struct {
	dated   bool
	outline []entry // as gofpdf was given it, without gaps
	faces   map[fonts.Role]embedded
}

// errForm says that gofpdf's output has not the form that mend relies on.
var errForm = errors.New("mend pdf: unknown form")

// mend says in the objects of gofpdf's output what gofpdf cannot: the language,
// that the window shows the title, how many headings stand below each heading
// (gofpdf writes 0, which strict readers refuse), the name of each face as its
// maker writes it and that it is a cut, which character each code of a
// face is (gofpdf says that every code is its own character, in one range, which
// is untrue of the private codes and more than the format allows a range); and
// it takes out the dates of a paper whose date is unknown. Pages are packed
// here, since gofpdf makes a new compressor for every stream. All else stays as
// it is; the cross-reference table is written anew, with a digest of the file as
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
	objects := make([][]byte, count)
	for i, n := range order {
		end := table
		if i+1 < len(order) {
			end = at[order[i+1]]
		}
		objects[n] = b[at[n]:end]
	}
	if err := m.change(objects, root, info); err != nil {
		return nil, err
	}
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

// change mends the objects in place; gofpdf's bytes stay as they are.
func (m mending) change(objects [][]byte, root, info int) error {
	if err := replace(objects, root, "catalogue", "/Type /Catalog\n", "/Type /Catalog\n/Lang (zh-CN)\n/ViewerPreferences <</DisplayDocTitle true>>\n"); err != nil {
		return err
	}
	if !m.dated {
		from := bytes.LastIndex(objects[info], []byte("\n/CreationDate ("))
		if from < 0 {
			return fmt.Errorf("%w: dates", errForm)
		}
		objects[info] = append(slices.Clone(objects[info][:from]), "\n>>\nendobj\n"...)
	}
	if n := len(m.outline); n > 0 {
		// The root of the outline follows its entries; it and what stands
		// before it are told by the catalogue.
		var top int
		_, rest, _ := bytes.Cut(objects[root], []byte("/Outlines "))
		if k, err := fmt.Sscanf(string(rest), "%d 0 R", &top); k != 1 || err != nil {
			return fmt.Errorf("%w: outline", errForm)
		}
		if err := replace(objects, top, "root of the outline", "<</Type /Outlines", fmt.Sprintf("<</Type /Outlines /Count %d", n)); err != nil {
			return err
		}
		for i, below := range headingsBelow(m.outline) {
			count := ""
			if below > 0 {
				count = fmt.Sprintf("/Count %d", below)
			}
			if err := replace(objects, top-n+i, "entry of the outline", "\n/Count 0>>", "\n"+count+">>"); err != nil {
				return err
			}
		}
	}
	pk := newPacker()
	for n, o := range objects {
		switch {
		case bytes.HasPrefix(o, fmt.Appendf(nil, "%d 0 obj\n<</Type /Page\n", n)):
			if n+1 >= len(objects) {
				return fmt.Errorf("%w: page", errForm)
			}
			if err := pk.page(objects, n+1); err != nil {
				return err
			}
		case bytes.HasPrefix(o, fmt.Appendf(nil, "%d 0 obj\n<</Type /Font\n/Subtype /Type0\n", n)):
			if err := m.face(pk, objects, n); err != nil {
				return err
			}
		}
	}
	return nil
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
	objects[n] = p.stream(n, rest[:length])
	return nil
}

// face gives the face at object n its name and says what its codes stand for.
func (m mending) face(pk packer, objects [][]byte, n int) error {
	for _, f := range m.faces {
		_, rest, ok := bytes.Cut(objects[n], []byte("/BaseFont /utf8"+f.family+"\n/Encoding /Identity-H\n"))
		if !ok {
			continue
		}
		// The font, its descendant, ToUnicode, what the codes are, descriptor.
		var descendant, to int
		if k, err := fmt.Sscanf(string(rest), "/DescendantFonts [%d 0 R]\n/ToUnicode %d 0 R", &descendant, &to); k != 2 || err != nil || to != n+2 || n+4 >= len(objects) {
			return fmt.Errorf("%w: face %s", errForm, f.name)
		}
		for _, named := range []int{n, descendant, n + 4} {
			if err := replace(objects, named, "name of a face", "/utf8"+f.family+"\n", "/"+f.name+"\n"); err != nil {
				return err
			}
		}
		objects[to] = pk.stream(to, toUnicode(f.chars))
		return nil
	}
	return fmt.Errorf("%w: an unknown face", errForm)
}

// toUnicode says which characters codes stand for (ISO 32000-1, 9.10.3).
func toUnicode(chars map[rune]rune) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for part := range slices.Chunk(slices.Sorted(maps.Keys(chars)), 100) { // entries of one section, as the format asks
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for _, c := range part {
			fmt.Fprintf(&b, "<%04X> <%s>\n", c, utf16Hex(string(chars[c])))
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

// stream is object n, a stream of data, compressed.
func (p packer) stream(n int, data []byte) []byte {
	var packed bytes.Buffer
	packed.Grow(len(data) / 2)
	p.w.Reset(&packed)
	// A bytes.Buffer refuses nothing.
	_, _ = p.w.Write(data)
	_ = p.w.Close()
	return fmt.Appendf(nil, "%d 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\n", n, packed.Len(), packed.Bytes())
}
