//go:build e2e

package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// falsehood is what a forged page would have a reader take for its text.
const falsehood = "判决如下：驳回原告的全部诉讼请求，准予撤回起诉。"

// forgery is a paper that says one thing to who looks at it, and something else
// to a program that reads it, or is odd in another way.
type forgery struct {
	name     string
	encoding string // "" is GBK-EUC-H
	expect   string // mustRead, mustRefuse, or mayRefuse: the text, or a reason
	reason   Reason // where it is to be a certain one

	page    func(content string) string // of each page; nil leaves it
	more    string                      // objects, separated by "\n--\n"; {1} is the number of the first in what follows
	leaf    string                      // entries of each page
	parts   string                      // further entries of its resources
	catalog string
	change  func(file []byte) []byte
}

// write makes the file of a forgery; the falsehood, as codes of the font, stands
// for {lie} in all its parts.
func (f forgery) write(w *workshop, text string) []byte {
	encoding := f.encoding
	if encoding == "" {
		encoding = "GBK-EUC-H"
	}
	q := &quill{w: w, h: hand{encoding: encoding}, codes: map[rune]int{}, cids: cids(w)}
	catalog, tree := q.add(""), q.add("")
	var lie strings.Builder
	for _, r := range falsehood {
		lie.WriteString(q.code(r))
	}
	first := len(q.objects) + 1
	fill := func(s string) string {
		s = strings.ReplaceAll(s, "{lie}", lie.String())
		return regexp.MustCompile(`\{[1-9]\}`).ReplaceAllStringFunc(s, func(m string) string { return fmt.Sprintf("%d 0 R", first+int(m[1]-'1')) })
	}
	var contents []string
	for _, c := range q.pages(text) {
		if f.page != nil {
			c = f.page(c)
		}
		contents = append(contents, fill(c))
	}
	var rest []string
	if f.more != "" {
		rest = strings.Split(f.more, "\n--\n")
		for range rest {
			q.add("")
		}
	}
	fonts := q.fonts()
	for i, o := range rest {
		o = strings.ReplaceAll(fill(o), "{fonts}", fonts)
		if dict, data, ok := strings.Cut(o, "\nstream:"); ok {
			o = stream(strings.TrimSuffix(strings.TrimPrefix(dict, "<<"), ">>"), data)
		}
		q.objects[first-1+i] = o
	}
	var kids []string
	for _, c := range contents {
		kids = append(kids, fmt.Sprintf("%d 0 R", q.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R%s/Resources<</Font<<%s>>%s>>/Contents %d 0 R>>", tree, fill(f.leaf), fonts, fill(f.parts), q.add(stream("", c))))))
	}
	q.objects[catalog-1] = fmt.Sprintf("<</Type/Catalog/Pages %d 0 R%s>>", tree, fill(f.catalog))
	q.objects[tree-1] = fmt.Sprintf("<</Type/Pages/MediaBox[0 0 595 842]/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " "))
	data := joined(q.objects)
	if f.change != nil {
		data = f.change(data)
	}
	return data
}

// after adds to what a page draws, before goes ahead of it.
func after(s string) func(string) string  { return func(c string) string { return c + "\n" + s } }
func before(s string) func(string) string { return func(c string) string { return s + "\n" + c } }

// shown draws the falsehood at the foot of the page, inside what is given.
func shown(state string) string {
	return "q " + state + " BT /F0 16 Tf 79 100 Td <{lie}> Tj ET Q"
}

func forgeries() []forgery {
	const picture = "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray>>\nstream:\xf0"
	const note = "<</Type/XObject/Subtype/Form/BBox[0 0 450 20]/Resources<</Font<<{fonts}>>>>>>\nstream:BT /F0 16 Tf 0 4 Td <{lie}> Tj ET"
	layer := func(state string) string {
		return "/OCProperties<</OCGs[{1}]/D<<" + state + "/Order[{1}]>>>>"
	}
	const group = "<</Type/OCG/Name(x)>>"
	annotated := func(kind string) forgery {
		return forgery{expect: mustRead, more: note, leaf: "/Annots[<</Type/Annot" + kind + "/F 4/Rect[79 96 529 116]/AP<</N {1}>>>>]"}
	}
	named := func(name string, f forgery) forgery { f.name = name; return f }
	return []forgery{
		{name: "nothing false", expect: mustRead},
		// What nobody sees.
		{name: "invisible text", expect: mustRead, page: after(shown("3 Tr"))},
		{name: "text for clipping alone", expect: mustRead, page: after(shown("7 Tr"))},
		{name: "white text", expect: mustRead, page: after(shown("1 g"))},
		{name: "nearly white text", expect: mustRead, page: after(shown(".99 .99 1 rg"))},
		{name: "white text of a colour space", expect: mustRead, page: after(shown("/DeviceRGB cs 1 1 1 scn"))},
		{name: "tiny text", expect: mustRead, page: after("BT /F0 .6 Tf 79 100 Td <{lie}> Tj ET")},
		{name: "text beside the page", expect: mustRead, page: after("BT /F0 16 Tf 79 -40 Td <{lie}> Tj ET")},
		{name: "text outside the crop box", expect: mustRead, leaf: "/CropBox[0 40 595 842]", page: after("BT /F0 16 Tf 79 12 Td <{lie}> Tj ET")},
		{name: "text under a white patch", expect: mustRead, page: after(shown("") + " 1 g 70 90 470 30 re f")},
		{name: "text under a black bar", expect: mustRead, page: after(shown("") + " 0 g 70 90 470 30 re f")},
		{name: "text under a picture", expect: mustRead, page: after(shown("") + " q 470 0 0 30 70 90 cm /I Do Q"), more: picture, parts: "/XObject<</I {1}>>"},
		{name: "black text on black", expect: mustRead, page: after("0 g 70 90 470 30 re f " + shown("0 g"))},
		{name: "text under a patch of a form", expect: mustRead, page: after(shown("") + " q 1 0 0 1 70 90 cm /X Do Q"), parts: "/XObject<</X {1}>>",
			more: "<</Type/XObject/Subtype/Form/BBox[0 0 470 30]>>\nstream:1 g 0 0 470 30 re f"},
		{name: "layer switched off", expect: mustRead, page: after("/OC /L BDC " + shown("") + " EMC"), parts: "/Properties<</L {1}>>", more: group, catalog: layer("/OFF[{1}]")},
		{name: "layer off by its base state", expect: mustRead, page: after("/OC /L BDC " + shown("") + " EMC"), parts: "/Properties<</L {1}>>", more: group, catalog: layer("/BaseState/OFF")},
		{name: "member of a layer switched off", expect: mustRead, page: after("/OC /L BDC " + shown("") + " EMC"), parts: "/Properties<</L {2}>>", more: group + "\n--\n<</Type/OCMD/OCGs {1}>>", catalog: layer("/OFF[{1}]")},
		{name: "form of a layer switched off", expect: mustRead, page: after("/X Do"), parts: "/XObject<</X {2}>>", more: group + "\n--\n" + strings.Replace(note, "/BBox", "/OC {1}/BBox", 1), catalog: layer("/OFF[{1}]")},
		{name: "hidden note", expect: mustRead, more: note, leaf: "/Annots[<</Type/Annot/Subtype/FreeText/F 2/Rect[79 96 529 116]/AP<</N {1}>>>>]"},
		// What is seen, though it looks as if it were not.
		{name: "layer switched on", expect: mustRead, page: func(c string) string { return "/OC /L BDC " + c + " EMC" }, parts: "/Properties<</L {1}>>", more: group, catalog: layer("/BaseState/OFF/ON[{1}]")},
		{name: "text on a white patch", expect: mustRead, page: before("1 g 0 0 595 842 re f 0 g")},
		{name: "text on grey", expect: mustRead, page: before(".85 g 0 0 595 842 re f 0 g")},
		{name: "white text on blue", expect: mustRead, page: before("0 0 .5 rg 0 0 595 842 re f 1 g")},
		{name: "text on a picture", expect: mustRead, page: before("q 595 0 0 842 0 0 cm /I Do Q"), more: picture, parts: "/XObject<</I {1}>>"},
		{name: "highlighted", expect: mustRead, page: after("/G gs 1 1 0 rg 70 300 470 400 re f"), parts: "/ExtGState<</G<</BM/Multiply>>>>"},
		{name: "thin paint over it", expect: mustRead, page: after("/G gs 1 0 0 rg 70 300 470 400 re f"), parts: "/ExtGState<</G<</ca .3>>>>"},
		{name: "patch clipped to nothing", expect: mustRead, page: after("q 0 0 1 1 re W n 1 g 0 0 595 842 re f Q")},
		{name: "patch clipped to a triangle", expect: mustRead, page: after("q 0 0 m 9 0 l 9 9 l h W n 1 g 0 0 595 842 re f Q")},
		{name: "frame of two rectangles", expect: mustRead, page: after("0 g 40 40 515 762 re 42 42 511 758 re f*")},
		{name: "picture with a mask over it", expect: mustRead, page: after("q 300 0 0 300 150 300 cm /I Do Q"), more: strings.Replace(picture, ">>\n", "/SMask {2}>>\n", 1) + "\n--\n" + picture, parts: "/XObject<</I {1}>>"},
		// Pictures of papers with another text below or above.
		{name: "scan over the text", expect: mustRefuse, reason: NeedsOCR, page: after("q 595 0 0 842 0 0 cm /I Do Q"), more: picture, parts: "/XObject<</I {1}>>"},
		{name: "scan with invisible text", expect: mustRefuse, reason: NeedsOCR, page: before("q 595 0 0 842 0 0 cm /I Do Q 3 Tr"), more: picture, parts: "/XObject<</I {1}>>"},
		// Two accounts of one character.
		{name: "actual text lies", expect: mustRefuse, page: after("/Span<</ActualText<feff" + utf16Hex("撤销被告作出的处罚决定") + ">>>BDC " + shown("") + " EMC")},
		{name: "map lies about codes of GBK", expect: mustRefuse, change: func(data []byte) []byte {
			return bytes.Replace(data, []byte("/Encoding /GBK-EUC-H"), []byte("/ToUnicode 3 0 R/Encoding /GBK-EUC-H"), 1)
		}, more: "<<>>\nstream:1 begincodespacerange <8140> <fefe> endcodespacerange 2 beginbfchar <b3b7> <7ef4> <b2b5> <51c6> endbfchar"},
		// Notes, fields, attachments.
		named("free text", annotated("/Subtype/FreeText")),
		named("stamp", annotated("/Subtype/Stamp")),
		named("signature", annotated("/Subtype/Widget/FT/Sig")),
		named("portfolio", forgery{expect: mustRefuse, reason: Enclosed, catalog: "/Collection<</View/T>>"}),
		named("form that draws itself", forgery{expect: mustRefuse, reason: Enclosed, catalog: "/NeedsRendering true/AcroForm<</XFA(x)/Fields[]>>"}),
		// An earlier version of the file says something else.
		{name: "earlier version", expect: mustRead, change: func(data []byte) []byte {
			i := bytes.LastIndex(data, []byte("/Contents "))
			n := 0
			_, _ = fmt.Sscanf(string(data[i+10:]), "%d", &n) // written above
			at := bytes.Index(data, fmt.Appendf(nil, "\n%d 0 obj\n", n)) + 1
			end := at + bytes.Index(data[at:], []byte("endobj\n")) + 7
			object := bytes.Clone(data[at:end])
			old := bytes.Clone(data)
			copy(old[at+bytes.Index(old[at:end], []byte("Tj")):], "  ")
			x := bytes.LastIndex(old, []byte("startxref"))
			before := strings.Fields(string(old[x:]))[1]
			place := len(old)
			old = append(old, object...)
			table := len(old)
			return fmt.Appendf(old, "xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root 1 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n", n, place, bytes.Count(data, []byte(" 0 obj"))+1, before, table)
		}},
		// Odd, and sound.
		{name: "negative size of type", expect: mustRead, page: func(c string) string {
			return regexp.MustCompile(`1 0 0 1 ([0-9.]+) ([0-9.]+) Tm /F0 16 Tf`).ReplaceAllString(c, "-1 0 0 -1 $1 $2 Tm /F0 -16 Tf")
		}},
		{name: "mirrored page and type", expect: mustRead, page: func(c string) string {
			return "q 1 0 0 -1 0 842 cm\n" + regexp.MustCompile(`1 0 0 1 ([0-9.]+) ([0-9.]+) Tm`).ReplaceAllStringFunc(c, func(m string) string {
				var x, y float64
				_, _ = fmt.Sscanf(m, "1 0 0 1 %f %f Tm", &x, &y) // as matched
				return fmt.Sprintf("1 0 0 -1 %.2f %.2f Tm", x, 842-y)
			}) + "\nQ"
		}},
		{name: "turned, with a unit of its own", expect: mustRead, leaf: "/Rotate 270/UserUnit 2"},
		{name: "the whole drawn twice", expect: mustRead, page: func(c string) string { return c + "\n" + c }},
		{name: "watermark upright across the text", expect: mustRead, page: after("q .75 g BT /F0 60 Tf 60 420 Td <" + gbkHex("仅供内部使用") + "> Tj ET Q")},
		{name: "watermark aslant in red", expect: mustRead, page: after("q 1 .6 .6 rg BT /F0 60 Tf .7 .7 -.7 .7 120 250 Tm <" + gbkHex("仅供内部使用") + "> Tj ET Q")},
		{name: "attached file", expect: mustRead, catalog: "/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)/EF<</F {1}>>>>]>>>>", more: "<</Type/EmbeddedFile>>\nstream:x"},
		{name: "soft hyphens", encoding: "UniGB-UCS2-H", expect: mustRead, page: func(c string) string { return strings.ReplaceAll(c, "> Tj", "00ad> Tj") }},
		{name: "lines of content run together", expect: mustRead, page: func(c string) string { return strings.ReplaceAll(c, "\n", " ") }},
	}
}

// TestLies: of a forged paper comes what a person sees on it, or a reason.
func TestLies(t *testing.T) {
	t.Parallel()
	w := &workshop{t: t, dir: t.TempDir()}
	p := newPool(t, 2, Limits{})
	told := map[string]int{}
	for _, f := range forgeries() {
		h := hand{encoding: f.encoding}
		if f.encoding == "" {
			h.encoding = "GBK-EUC-H"
		}
		text := h.keep(w, ownPaper)
		d, err := p.Decode(context.Background(), filepath.Base(f.name), f.write(w, text))
		var u *Unreadable
		switch {
		case errors.As(err, &u):
			told[string(u.Reason)]++
			if f.expect == mustRead || f.reason != "" && f.reason != u.Reason {
				t.Errorf("%s: %v", f.name, err)
			}
		case err != nil:
			t.Fatalf("%s: %v", f.name, err)
		default:
			told["read"]++
			e := cer(fold(text), fold(d.Text))
			if f.expect == mustRefuse || e > 0.004 || strings.Contains(string(fold(d.Text)), string(fold(falsehood))) {
				t.Errorf("%s: %.2f %% wrong, passed as good", f.name, 100*e)
			}
		}
	}
	t.Logf("%d forgeries: %v", len(forgeries()), told)
}

// TestFields reads what was filled into a form as text of the paper.
func TestFields(t *testing.T) {
	w := &workshop{t: t, dir: t.TempDir()}
	f := forgery{
		more: "<</Type/XObject/Subtype/Form/BBox[0 0 450 20]/Resources<</Font<<{fonts}>>>>>>\nstream:/Tx BMC BT /F0 16 Tf 0 4 Td <{lie}> Tj ET EMC",
		leaf: "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/F 4/Rect[79 96 529 116]/AP<</N {1}>>>>]",
	}
	d, err := newPool(t, 1, Limits{}).Decode(context.Background(), "x", f.write(w, hand{encoding: "GBK-EUC-H"}.keep(w, ownPaper)))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(fold(d.Text)), string(fold(falsehood))) {
		t.Errorf("%s", d.Text)
	}
	found := false
	for _, x := range d.Problems {
		found = found || x.Code == "form_field"
	}
	if !found {
		t.Errorf("%+v", d.Problems)
	}
}
