package pdf

import (
	"testing"

	lib "github.com/ledongthuc/pdf"
)

// A target for each decoder of the layer: its content streams and ToUnicode
// maps (layer_test.go), decryption (decrypt_test.go), and here the CMaps that
// fonts carry, font dictionaries, and what is read of a file as bytes: the
// lexer, the mending of cross-references, the audit of streams. The parser
// under the layer is fuzzed through them; over files of any bytes it can
// overflow the stack, so it is run over those in reader processes alone.

func FuzzOwnMap(f *testing.F) {
	f.Add([]byte("1 begincodespacerange <00> <7f> endcodespacerange 2 begincidchar <41> 34 <8140> 7 endcidchar"), "A\x81@")
	f.Add([]byte("1 begincodespacerange <0000> <ffff> endcodespacerange 1 begincidrange <0000> <ffff> 0 endcidrange"), "\x00\x01")
	f.Fuzz(func(t *testing.T, data []byte, s string) {
		var v lib.Value
		func() {
			defer func() { _ = recover() }() // the wrapping itself is not under test
			v = wrap(data)
		}()
		m := readOwnMap(nil, v)
		face := &face{own: m, gb1: true, font: Font{Type: "Type0"}}
		n := 0
		for _, g := range face.glyphs(s) {
			n++
			_ = g
		}
		if n > len(s) {
			t.Errorf("%d codes in %d bytes", n, len(s))
		}
	})
}

func FuzzFont(f *testing.F) {
	f.Add("/Type0/Encoding/GBK-EUC-H/DescendantFonts[<</W[1 2 500 7[1 2 3]]/DW 1000>>]", "\xc5\xd01")
	f.Add("/Type3/FontMatrix[.1 0 0 .1 0 0]/FirstChar 65/Widths[9 9]/Encoding<</Differences[65/uni5224/A]>>", "AB")
	f.Add("/TrueType/FirstChar -7/Widths[1e9]/Encoding<</BaseEncoding/MacRomanEncoding/Differences[300/x -1/y]>>", "\x00\xff")
	f.Add("/Type0/Encoding/UniGB-UTF16-V/DescendantFonts[<</W[4294967295 4294967295 1 -5 9 1]>>]", "\xd8\x00\xdc")
	f.Fuzz(func(t *testing.T, font, s string) {
		var hex []byte
		for _, c := range []byte(s) {
			hex = append(hex, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		}
		file, err := Layer(page("BT /F 10 Tf 50 700 Td <"+string(hex)+"> Tj ET", "<</Type/Font/Subtype"+font+">>"), 10, none)
		if err != nil {
			return
		}
		if n := len(file.Pages); n > 10 {
			t.Errorf("%d pages", n)
		}
	})
}

func FuzzFile(f *testing.F) {
	f.Add(page("BT /F 10 Tf (x) Tj ET", type0("GBK-EUC-H")))
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Length 9/Filter/FlateDecode>>stream\nx\x9c\nendstream endobj 2 0 obj<</Type/Catalog>>endobj\nstartxref\n0\n%%EOF"))
	f.Add([]byte("[(\\((\\777\\r)<<<a<b>>>%\n/x 1 0 R"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if n := len(tidy(data)); n > len(data)+1 {
			t.Errorf("%d bytes of %d", n, len(data))
		}
		rebuild(data)
		Whole(data)
		if Torn(data) < 0 {
			t.Error("fewer than no streams")
		}
		sane(clean(data))
		for i := 0; i < len(data); {
			k := lex(data, i)
			if k.kind == 0 {
				break
			}
			if k.to <= i || k.to > len(data) {
				t.Fatalf("token at %d ends at %d of %d", i, k.to, len(data))
			}
			if k.kind == '(' || k.kind == 'h' {
				unquote(data, k)
			}
			i = k.to
		}
		if _, end := dictionary(data, 0, func(token) {}); end > len(data) {
			t.Errorf("a dictionary ends at %d of %d", end, len(data))
		}
	})
}
