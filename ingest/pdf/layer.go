package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"

	lib "github.com/ledongthuc/pdf"
)

// Layer reads a PDF with ledongthuc's parser and a text layer of our own. It
// fails with ErrEncrypted, ErrDamaged or, above limit pages, ErrTooMany; a
// page that cannot be read has its own Err. begin is told the number of pages
// before the first is read.
//
// The parser can overflow the stack, hang or ask for any amount of memory
// over a hostile file, which no recover catches: call it in a process that
// can be killed.
func Layer(data []byte, limit int, begin func(pages int)) (f *File, err error) {
	defer func() {
		if x := recover(); x != nil {
			f, err = nil, fmt.Errorf("layer: %w", excuse(x))
		}
	}()
	if data, err = decrypt(tidy(data)); err != nil {
		return nil, fmt.Errorf("layer: %w", err)
	}
	rebuilt := false
	r, err := open(data)
	if err != nil {
		if again := rebuild(data); again != nil {
			if r2, err2 := open(again); err2 == nil {
				data, r, err, rebuilt = again, r2, nil, true
			}
		}
	}
	if err != nil {
		return nil, fmt.Errorf("layer: %w", excuse(err))
	}
	root := r.Trailer().Key("Root")
	var pages []leaf
	if err := walk(root.Key("Pages"), inherited{}, limit, 0, &pages); err != nil {
		return nil, fmt.Errorf("layer: %w", err)
	}
	if len(pages) == 0 {
		return nil, fmt.Errorf("layer: %w: no pages", ErrDamaged)
	}
	begin(len(pages))
	info := r.Trailer().Key("Info")
	f = &File{Rebuilt: rebuilt, Producer: info.Key("Producer").Text(), Creator: info.Key("Creator").Text()}
	if m := version.FindSubmatch(data[:min(len(data), 16)]); m != nil {
		f.Version = string(m[1])
	}
	f.Enclosed = root.Key("Collection").Kind() == lib.Dict || root.Key("NeedsRendering").Bool()
	f.Attached = root.Key("Names").Key("EmbeddedFiles").Kind() == lib.Dict
	all := layersOf(root)
	faces := map[string]*face{}
	var order []string
	for i, p := range pages {
		f.Pages = append(f.Pages, p.read(i+1, data, all, faces, &order))
	}
	for _, k := range order {
		f.Fonts = append(f.Fonts, faces[k].font)
	}
	return f, nil
}

var unsupported = regexp.MustCompile(`unsupported|unknown filter|^pred$|encryption key|PNG-Up|DecodeParms`)

// excuse tells a parser's complaint about the file from one about itself.
func excuse(x any) error {
	if s := fmt.Sprint(x); unsupported.MatchString(s) {
		return fmt.Errorf("%w: %w: %s", ErrDamaged, ErrUnsupported, s)
	}
	return fmt.Errorf("%w: %v", ErrDamaged, x)
}

// open gives a reader whose page tree can be reached.
func open(data []byte) (r *lib.Reader, err error) {
	defer func() {
		if x := recover(); x != nil {
			r, err = nil, fmt.Errorf("%v", x)
		}
	}()
	r, err = lib.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	if k := r.Trailer().Key("Root").Key("Pages").Key("Kids"); k.Len() == 0 || k.Index(0).Kind() != lib.Dict {
		return nil, errors.New("no page tree")
	}
	return r, nil
}

var (
	objectAt  = regexp.MustCompile(`(?:^|[\r\n \t])([0-9]{1,7})[ \t]+([0-9]{1,5})[ \t]+obj\b`)
	catalogIn = regexp.MustCompile(`/Type\s*/Catalog\b`)
	trailerIn = regexp.MustCompile(`(?s)trailer\s*<<.*?/Root\s+([0-9]+)\s+([0-9]+)\s+R`)
)

// rebuild writes a cross-reference table anew from where the objects lie, for
// a file whose own is wrong; nil where there is nothing to build on. Objects
// in object streams are not found.
func rebuild(data []byte) []byte {
	type place struct{ at, gen int }
	objects := map[int]place{}
	top, root := 0, -1
	all := objectAt.FindAllSubmatchIndex(data, -1)
	for i, m := range all {
		n, _ := strconv.Atoi(string(data[m[2]:m[3]]))
		gen, _ := strconv.Atoi(string(data[m[4]:m[5]]))
		objects[n] = place{m[2], gen} // the last one stands
		top = max(top, n)
		end := len(data)
		if i+1 < len(all) {
			end = all[i+1][0]
		}
		if head := data[m[1]:min(end, m[1]+2000)]; catalogIn.Match(head) {
			root = n
		}
	}
	if m := trailerIn.FindSubmatch(data); root < 0 && m != nil {
		root, _ = strconv.Atoi(string(m[1]))
	}
	if root < 0 || top > 1<<20 {
		return nil
	}
	var b bytes.Buffer
	b.Write(data)
	x := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n", top+1)
	for n := 0; n <= top; n++ {
		if p, ok := objects[n]; ok {
			fmt.Fprintf(&b, "%010d %05d n \n", p.at, p.gen)
		} else {
			b.WriteString("0000000000 65535 f \n")
		}
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root %d %d R>>\nstartxref\n%d\n%%%%EOF\n", top+1, root, objects[root].gen, x)
	return b.Bytes()
}

var version = regexp.MustCompile(`%PDF-([0-9]\.[0-9])`)

// tidy makes a file one that the parser will look at: it wants the header
// first, a version 1.0 to 1.7 and the end mark last. Offsets in a file with
// junk before its header count from the header (ISO 32000-1, annex H).
func tidy(data []byte) []byte {
	if i := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); i > 0 {
		data = data[i:]
	}
	if i := bytes.LastIndex(data, []byte("%%EOF")); i >= 0 {
		data = data[:i+5]
	}
	out := make([]byte, 0, len(data)+1)
	out = append(append(out, data...), '\n')
	if len(out) > 10 && (out[5] != '1' || out[8] != '\n' && out[8] != '\r') {
		copy(out, "%PDF-1.7\n")
	}
	return out
}

// inherited are the attributes that a page takes from the tree above it.
type inherited struct {
	resources, media, crop lib.Value
	rotate                 int64
}

type leaf struct {
	v lib.Value
	inherited
}

// walk collects the pages of a page tree in order.
func walk(v lib.Value, up inherited, limit, depth int, out *[]leaf) error {
	if depth > 64 {
		return fmt.Errorf("%w: page tree too deep", ErrDamaged)
	}
	if x := v.Key("Resources"); !x.IsNull() {
		up.resources = x
	}
	if x := v.Key("MediaBox"); x.Len() == 4 {
		up.media = x
	}
	if x := v.Key("CropBox"); x.Len() == 4 {
		up.crop = x
	}
	if x := v.Key("Rotate"); x.Kind() == lib.Integer {
		up.rotate = x.Int64()
	}
	kids := v.Key("Kids")
	if kids.Kind() != lib.Array {
		if v.Kind() == lib.Dict {
			*out = append(*out, leaf{v, up})
			if len(*out) > limit {
				return fmt.Errorf("%w: more than %d", ErrTooMany, limit)
			}
		}
		return nil
	}
	for i := 0; i < kids.Len(); i++ {
		if err := walk(kids.Index(i), up, limit, depth+1, out); err != nil {
			return err
		}
	}
	return nil
}

func (p leaf) box() [4]float64 {
	rect := func(v lib.Value) (b [4]float64, ok bool) {
		if v.Len() != 4 {
			return b, false
		}
		for i := range b {
			b[i] = v.Index(i).Float64()
		}
		if b[0] > b[2] {
			b[0], b[2] = b[2], b[0]
		}
		if b[1] > b[3] {
			b[1], b[3] = b[3], b[1]
		}
		return b, b[2]-b[0] > 1 && b[3]-b[1] > 1
	}
	media, ok := rect(p.media)
	if !ok {
		media = [4]float64{0, 0, 612, 792}
	}
	if crop, ok := rect(p.crop); ok {
		c := [4]float64{math.Max(crop[0], media[0]), math.Max(crop[1], media[1]), math.Min(crop[2], media[2]), math.Min(crop[3], media[3])}
		if c[2]-c[0] > 1 && c[3]-c[1] > 1 {
			return c
		}
	}
	return media
}

func (p leaf) read(number int, file source, all layers, faces map[string]*face, order *[]string) (out Page) {
	box := p.box()
	rotate := int((p.rotate%360+360)%360) / 90 * 90
	out.Width, out.Height = box[2]-box[0], box[3]-box[1]
	if rotate%180 == 90 {
		out.Width, out.Height = out.Height, out.Width
	}
	defer func() {
		if x := recover(); x != nil {
			out.Err = fmt.Errorf("layer: page %d: %w", number, excuse(x))
		}
	}()
	in := &interpreter{page: &out, file: file, layers: all, box: box, rotate: rotate, faces: faces, order: order}
	content := p.v.Key("Contents")
	if content.IsNull() && (slices.Contains(p.v.Keys(), "Contents") || len(p.resources.Key("Font").Keys()) > 0) {
		out.Torn = true // named, but not there, or fonts for nothing: no blank page
	}
	in.run(in.contents(content), p.resources, identity, state{clip: unbounded, scale: 1}, 0)
	in.annotate(p.v.Key("Annots"))
	return out
}

// contents joins the content streams of a page into one that the parser can
// interpret, without its inline images, whose bytes are no operators.
func (in *interpreter) contents(v lib.Value) lib.Value {
	parts := []lib.Value{v}
	if v.Kind() == lib.Array {
		parts = nil
		for i := 0; i < v.Len(); i++ {
			parts = append(parts, v.Index(i))
		}
	}
	var all []byte
	for _, p := range parts {
		data, whole := in.file.slurp(p)
		all = append(append(all, data...), '\n')
		in.page.Torn = in.page.Torn || !whole || v.Kind() == lib.Array && p.Kind() != lib.Stream
	}
	return in.sound(clean(all))
}

// sound gives content for the parser to interpret: none where it is not written
// as content is, over which the parser can hang; such a page is refused anyway.
func (in *interpreter) sound(content []byte) lib.Value {
	if !sane(content) {
		in.page.Torn = true
		content = nil
	}
	return wrap(content)
}

// maxContent bounds the unpacked content of one page.
const maxContent = 64 << 20

var inline = regexp.MustCompile(`(?s)\bBI\s.{0,400}?\sID\s`)

// clean takes inline images out of a content stream, and the backslashes
// that escape nothing, which ISO 32000-1 has a reader ignore and over which
// the parser gives up.
func clean(data []byte) []byte {
	if bytes.Contains(data, []byte("BI")) {
		for {
			m := inline.FindIndex(data)
			if m == nil {
				break
			}
			end := len(data)
			for at := m[1]; at < len(data); {
				i := bytes.Index(data[at:], []byte("EI"))
				if i < 0 {
					break
				}
				i += at
				at = i + 2
				if (i == 0 || white(data[i-1])) && (i+2 >= len(data) || white(data[i+2])) {
					end = i + 2
					break
				}
			}
			data = append(append(append(make([]byte, 0, len(data)), data[:m[0]]...), '\n'), data[end:]...)
		}
	}
	if !bytes.Contains(data, []byte(`\`)) {
		return data
	}
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		if data[i] == '\\' && i+1 < len(data) {
			if bytes.IndexByte([]byte("nrbtf()\\\r\n01234567"), data[i+1]) < 0 {
				continue
			}
			out = append(out, data[i], data[i+1])
			i++
			continue
		}
		out = append(out, data[i])
	}
	return out
}

func white(b byte) bool {
	return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == 0 || b == '\f'
}

// wrap makes a stream value of bytes: the parser has no other way to take
// them than as part of a file.
func wrap(data []byte) lib.Value {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n1 0 obj\n<</Length ")
	fmt.Fprintf(&b, "%d>>stream\n", len(data))
	at := 9
	b.Write(data)
	b.WriteString("\nendstream\nendobj\n")
	x := b.Len()
	fmt.Fprintf(&b, "xref\n0 2\n0000000000 65535 f \n%010d 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", at, x)
	r, err := lib.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		panic(err)
	}
	return r.Trailer().Key("Root")
}
