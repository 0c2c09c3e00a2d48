package ingest

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// sample is a PDF written by hand, so that each of its traits is known.
type sample struct {
	pages   [][]string // lines of each page
	font    string     // "gbk": GBK-EUC-H, not embedded, each character placed by itself; else Identity-H with ToUnicode
	rotate  int
	extra   string // content appended to every page
	last    string // content appended to the last page
	objects []string
}

func (s sample) bytes(t *testing.T) []byte {
	t.Helper()
	var objs []string
	add := func(o string) int { objs = append(objs, o); return len(objs) }
	stream := func(dict, data string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
	}
	catalog, tree := add(""), add("")
	codes := map[rune]int{}
	encode := func(line string) string {
		var b strings.Builder
		if s.font == "gbk" {
			b.WriteString("[")
			for _, r := range line {
				g, err := simplifiedchinese.GBK.NewEncoder().String(string(r))
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&b, "<%x>-10", g)
			}
			return b.String() + "] TJ"
		}
		b.WriteString("<")
		for _, r := range line {
			if codes[r] == 0 {
				codes[r] = len(codes) + 1
			}
			fmt.Fprintf(&b, "%04x", codes[r])
		}
		return b.String() + "> Tj"
	}
	var contents []string
	for k, lines := range s.pages {
		var b strings.Builder
		for i, l := range lines {
			text := strings.TrimLeft(l, "　")
			indent := 16 * float64(len([]rune(l))-len([]rune(text)))
			fmt.Fprintf(&b, "BT /F1 16 Tf 1 0 0 1 %.1f %.1f Tm %s ET\n", 79+indent, 720-28.95*float64(i), encode(text))
		}
		b.WriteString(s.extra)
		if k == len(s.pages)-1 {
			b.WriteString(s.last)
		}
		contents = append(contents, b.String())
	}
	info := add("<</Type/FontDescriptor/FontName/FangSong_GB2312/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>")
	var font int
	if s.font == "gbk" {
		cid := add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/FangSong_GB2312/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor %d 0 R/DW 1000/W[814 907 500]>>", info))
		font = add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/FangSong_GB2312/Encoding/GBK-EUC-H/DescendantFonts[%d 0 R]>>", cid))
	} else {
		var m strings.Builder
		m.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <ffff> endcodespacerange\n")
		byCode := make([]rune, len(codes)+1)
		for r, c := range codes {
			byCode[c] = r
		}
		for c := 1; c < len(byCode); c++ {
			fmt.Fprintf(&m, "1 beginbfchar <%04x> <", c)
			for _, u := range utf16.Encode([]rune{byCode[c]}) {
				fmt.Fprintf(&m, "%04x", u)
			}
			m.WriteString("> endbfchar\n")
		}
		m.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end")
		cid := add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/FangSong_GB2312/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 1000>>", info))
		uni := add(stream("", m.String()))
		font = add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/FangSong_GB2312/Encoding/Identity-H/ToUnicode %d 0 R/DescendantFonts[%d 0 R]>>", uni, cid))
	}
	xobjects := ""
	for i, o := range s.objects {
		xobjects += fmt.Sprintf("/X%d %d 0 R", i+1, add(o))
	}
	var kids []string
	for _, c := range contents {
		content := add(stream("", c))
		kids = append(kids, fmt.Sprintf("%d 0 R", add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Rotate %d/Resources<</Font<</F1 %d 0 R>>/XObject<<%s>>>>/Contents %d 0 R>>", tree, s.rotate, font, xobjects, content))))
	}
	objs[catalog-1] = fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", tree)
	objs[tree-1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " "))
	var b strings.Builder
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	var at []int
	for i, o := range objs {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	x := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objs)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objs)+1, catalog, x)
	return []byte(b.String())
}

// verses are the lines of a short ruling, 27 characters to the full line.
var verses = []string{
	"浙江省温州市鹿城区人民法院",
	"行政裁定书",
	"（2019）浙0302行初12号",
	"　　原告张某某不服被告温州市鹿城区人民政府房屋征收补偿决定，",
	"向本院提起行政诉讼。本院受理后，依法组成合议庭，公开开庭审理",
	"了本案。",
	"　　本院认为，原告申请撤回起诉，不违反法律、行政法规的规定，",
	"应予准许。依照《中华人民共和国行政诉讼法》第六十二条的规定，",
	"裁定如下：",
	"　　准许原告张某某撤回起诉。",
}

func paper(t *testing.T) []byte {
	return sample{pages: [][]string{verses}}.bytes(t)
}
