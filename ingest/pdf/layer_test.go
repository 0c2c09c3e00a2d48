package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	lib "github.com/ledongthuc/pdf"
)

func none(int) {}

// page is a file of one page with the content and font given.
func page(content, font string) []byte {
	return wrapFile(
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F "+font+">>>>/Contents 4 0 R>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content),
	)
}

func wrapFile(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
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

func type0(encoding string) string {
	return "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/" + encoding + "/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/DW 1000/W[814 907 500]>>]>>"
}

// TestEncodings shows 判决 and ASCII in every predefined CMap that the layer
// knows, and in simple fonts.
func TestEncodings(t *testing.T) {
	const plain = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
	for _, c := range []struct{ name, font, show, want string }{
		{"GBK-EUC-H", type0("GBK-EUC-H"), "<c5d0bef631> Tj", "判决1"},
		{"GBKp-EUC-H", type0("GBKp-EUC-H"), "<c5d0bef6> Tj", "判决"},
		{"GB-EUC-V", type0("GB-EUC-V"), "<c5d0bef6> Tj", "判决"},
		{"GBpc-EUC-H", type0("GBpc-EUC-H"), "<c5d0bef6> Tj", "判决"},
		{"GBK2K-H, four bytes", type0("GBK2K-H"), "<c5d095329031> Tj", "判\U00020087"},
		{"GB-H", type0("GB-H"), "<45503e76> Tj", "判决"},
		{"UniGB-UCS2-H", type0("UniGB-UCS2-H"), "<52241f5151b3> Tj", "判ὑ决"},
		{"UniGB-UTF16-H", type0("UniGB-UTF16-H"), "<5224d840dc87> Tj", "判\U00020087"},
		{"Identity-H of Adobe-GB1", strings.Replace(type0("Identity-H"), "/DW", "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/DW", 1), "<0b910925> Tj", "判决"},
		{"WinAnsi", plain, "(Art. 7\\040\\223x\\224) Tj", "Art. 7 “x”"},
		{"quote operators", plain, "(a) ' 1 2 (b) \"", "ab"},
		{"kerned", plain, "[(a) -200 (b)] TJ", "ab"},
		{"escape of nothing", plain, "(a\\qb) Tj", "aqb"},
		{"differences", "<</Type/Font/Subtype/Type1/Encoding<</Differences[65/uni5224/one/period.alt]>>>>", "(ABC) Tj", "判1."},
		{"actual text", plain, "/Span<</ActualText<FEFF5224>>>BDC (xyz) Tj EMC (k) Tj", "判k"},
	} {
		f, err := Layer(page("BT /F 10 Tf 50 700 Td "+c.show+" ET", c.font), 10, none)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		p := f.Pages[0]
		var got strings.Builder
		for _, g := range p.Glyphs {
			got.WriteRune(g.Rune)
		}
		if got.String() != c.want || p.Err != nil || p.Unknown != 0 {
			t.Errorf("%s: %q, want %q (%v, %d unknown)", c.name, got.String(), c.want, p.Err, p.Unknown)
		}
	}
}

// TestUnknown counts what has no character instead of guessing it.
func TestUnknown(t *testing.T) {
	for name, font := range map[string]string{
		"identity without a map": type0("Identity-H"),
		"no such font":           "99 0 R",
		"unknown CMap":           type0("Custom-H"),
	} {
		f, err := Layer(page("BT /F 10 Tf (\x52\x24\x51\xb3) Tj ET", font), 10, none)
		if err != nil {
			t.Fatal(err)
		}
		if p := f.Pages[0]; len(p.Glyphs) != 0 || p.Unknown != 2 {
			t.Errorf("%s: %d glyphs, %d unknown", name, len(p.Glyphs), p.Unknown)
		}
	}
}

func TestGlyphBoxes(t *testing.T) {
	f, err := Layer(page("q 2 0 0 2 10 20 cm BT /F 10 Tf 1 0 0 1 50 300 Tm <c5d031> Tj ET Q", type0("GBK-EUC-H")), 10, none)
	if err != nil {
		t.Fatal(err)
	}
	g := f.Pages[0].Glyphs
	if len(g) != 2 {
		t.Fatalf("%d glyphs", len(g))
	}
	// 10 points doubled: the character is 20 wide, the digit half of it.
	if b := g[0].Box; b.X0 != 110 || b.X1 != 130 || b.Y1-b.Y0 < 19.9 || b.Y1-b.Y0 > 20.1 {
		t.Errorf("%+v", b)
	}
	if b := g[1].Box; b.X0 != 130 || b.X1 != 140 {
		t.Errorf("%+v", b)
	}
}

func TestDamage(t *testing.T) {
	good := page("BT /F 10 Tf <c5d0> Tj ET", type0("GBK-EUC-H"))
	if !Whole(good) || Whole(good[:len(good)-60]) || Torn(good) != 0 {
		t.Error("the end of a file is told wrong")
	}
	packed := []byte("1 0 obj<</Filter/FlateDecode/Length 9>>stream\nx\x9cnothing\nendstream endobj")
	if Torn(packed) != 1 {
		t.Error("a stream that does not unpack is not seen")
	}
	if _, err := Layer([]byte("%PDF-1.4\nnothing"), 10, none); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v", err)
	}
	many := wrapFile("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 3 0 R 3 0 R]>>", "<</Type/Page>>")
	if _, err := Layer(many, 2, none); !errors.Is(err, ErrTooMany) {
		t.Errorf("%v", err)
	}
	ring := wrapFile("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]>>")
	if _, err := Layer(ring, 10, none); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v", err)
	}
}

func FuzzLayer(f *testing.F) {
	f.Add([]byte("BT /F 10 Tf 50 700 Td <c5d0bef6> Tj ET"))
	f.Add([]byte("q BI /W 1 ID x EI Q [(a) 1 <b0> ] TJ"))
	f.Add([]byte("/Span<</ActualText(x)>>BDC ( \\"))
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := Layer(page(string(content), type0("GBK-EUC-H")), 10, none)
		if err == nil && len(file.Pages) != 1 {
			t.Errorf("%d pages", len(file.Pages))
		}
	})
}

func FuzzUnicodeMap(f *testing.F) {
	f.Add([]byte("1 beginbfchar <01> <5224> endbfchar 1 beginbfrange <0000> <ffff> <0000> endbfrange"))
	f.Add([]byte("1 beginbfrange <01> <03> [<5224> <51b3>] endbfrange"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var v lib.Value
		func() {
			defer func() { _ = recover() }() // the wrapping itself is not under test
			v = wrap(data)
		}()
		if m := readUnicodeMap(nil, v); m != nil {
			m.text(code{2, 0x41})
			m.text(code{1, 0xff})
		}
	})
}

// TestContradicts tells a lie from two ways of writing one character.
func TestContradicts(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"撤销", "维持", true}, {"撤销", "维持原判", true}, {"5", "8", true}, {"２", "2", false}, {"⼾", "户", false}, {"民⽤", "民用", false},
		{"民⽤", "公用", true}, {"", "判", false}, {"fi", "判", false}, {"金", "金", false}, {"，", "判", false},
	} {
		if got := contradicts(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %t", c.a, c.b, got)
		}
	}
}
