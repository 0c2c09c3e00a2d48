package pdf

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// packers pack as each filter unpacks.
var packers = map[string]func([]byte) []byte{
	"ASCIIHexDecode": func(b []byte) []byte { return append([]byte(" "+hex.EncodeToString(b)+"\n"), '>') },
	"ASCII85Decode": func(b []byte) []byte {
		out := make([]byte, ascii85.MaxEncodedLen(len(b)))
		return append(append([]byte("\n"), out[:ascii85.Encode(out, b)]...), "\n~>"...)
	},
	"RunLengthDecode": func(b []byte) []byte {
		var out []byte
		for i := 0; i < len(b); {
			n := 1
			for i+n < len(b) && n < 128 && b[i+n] == b[i] {
				n++
			}
			if n > 1 {
				out = append(out, byte(257-n), b[i])
			} else {
				out = append(out, 0, b[i])
			}
			i += n
		}
		return append(out, 128)
	},
	"LZWDecode": func(b []byte) []byte { // each byte by its own code, of nine bits, the table cleared in time
		var out []byte
		held, bits := 0, 0
		put := func(code int) {
			held, bits = held<<9|code, bits+9
			for ; bits >= 8; bits -= 8 {
				out = append(out, byte(held>>(bits-8)))
				held &= 1<<(bits-8) - 1
			}
		}
		for i, c := range b {
			if i%200 == 0 {
				put(256)
			}
			put(int(c))
		}
		put(257)
		return append(out, byte(held<<(8-bits)))
	},
	"FlateDecode": func(b []byte) []byte {
		var out bytes.Buffer
		w := zlib.NewWriter(&out)
		_, _ = w.Write(b) // into memory
		_ = w.Close()
		return out.Bytes()
	},
}

func filterNames() []string {
	var out []string
	for n := range packers {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// packed is a file of one page whose content runs through filters.
func packed(content []byte, names []string) []byte {
	for _, n := range slices.Backward(names) {
		content = packers[n](content)
	}
	filter := "/" + strings.Join(names, "/")
	if len(names) != 1 {
		filter = "[" + filter + "]"
	}
	return wrapFile(
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F "+type0("GBK-EUC-H")+">>>>/Contents 4 0 R>>",
		fmt.Sprintf("<</Filter%s/Length %d>>stream\n%s\nendstream", filter, len(content), content),
	)
}

// TestFilters reads a page packed in every way and in every two ways, and
// finds out where it was cut.
func TestFilters(t *testing.T) {
	const show = "BT /F 10 Tf 50 700 Td <c5d0bef6> Tj ET\n"
	content := []byte(strings.Repeat("                ", 20) + show)
	names := filterNames()
	ways := [][]string{}
	for _, a := range names {
		ways = append(ways, []string{a})
		for _, b := range names {
			ways = append(ways, []string{a, b})
		}
	}
	if len(ways) != 30 {
		t.Fatalf("%d ways", len(ways))
	}
	for _, way := range ways {
		data := packed(content, way)
		if n := Torn(data); n != 0 {
			t.Errorf("%v: %d torn", way, n)
		}
		f, err := Layer(data, 10, none)
		if err != nil {
			t.Errorf("%v: %v", way, err)
			continue
		}
		p := f.Pages[0]
		if p.Err != nil || p.Torn || len(p.Glyphs) != 2 || p.Glyphs[0].Rune != '判' || p.Glyphs[1].Rune != '决' {
			t.Errorf("%v: %v, torn %t, %d glyphs", way, p.Err, p.Torn, len(p.Glyphs))
		}
		filters := []filter{}
		raw := content
		for _, n := range slices.Backward(way) {
			raw = packers[n](raw)
			filters = append([]filter{{name: n}}, filters...)
		}
		if got, whole := unpack(raw[:len(raw)*2/3], filters); whole || len(got) > len(content) {
			t.Errorf("%v: cut, and yet whole: %d bytes", way, len(got))
		}
	}
}

// TestEarlyChange reads what Go's own packer writes, whose codes grow late, and
// tells it from the usual form.
func TestEarlyChange(t *testing.T) {
	want := bytes.Repeat([]byte("（2023）某行初字第1号 "), 400)
	var b bytes.Buffer
	w := lzw.NewWriter(&b, lzw.MSB, 8)
	if _, err := w.Write(want); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got, whole := unpack(b.Bytes(), []filter{{"LZWDecode", parms{late: true}}}); !whole || !bytes.Equal(got, want) {
		t.Errorf("late: whole %t, %d bytes of %d", whole, len(got), len(want))
	}
	if got, _ := unpack(b.Bytes(), []filter{{name: "LZWDecode"}}); bytes.Equal(got, want) {
		t.Error("early and late are one")
	}
}

// TestPredictors undoes what a packer did to each row, in every way.
func TestPredictors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := parms{
			predictor: rapid.SampledFrom([]int{2, 10, 11, 12, 13, 14, 15}).Draw(t, "predictor"),
			colors:    rapid.IntRange(1, 4).Draw(t, "colors"), bits: 8, columns: rapid.IntRange(1, 9).Draw(t, "columns"),
		}
		width := p.colors * p.columns
		want := rapid.SliceOfN(rapid.Byte(), width, width*5).Draw(t, "data")
		want = want[:len(want)/width*width]
		var raw []byte
		at := func(y, i int) byte {
			if y < 0 || i < 0 {
				return 0
			}
			return want[y*width+i]
		}
		for y := range len(want) / width {
			kind := 1
			if p.predictor >= 10 {
				kind = rapid.IntRange(0, 4).Draw(t, "kind")
				raw = append(raw, byte(kind))
			}
			for i := range width {
				left, up, corner := at(y, i-p.colors), at(y-1, i), at(y-1, i-p.colors)
				if i < p.colors {
					left, corner = 0, 0
				}
				raw = append(raw, at(y, i)-[]byte{0, left, up, byte((int(left) + int(up)) / 2), paeth(left, up, corner)}[kind])
			}
		}
		got, whole := unpack(packers["FlateDecode"](raw), []filter{{"FlateDecode", p}})
		if !whole || !bytes.Equal(got, want) {
			t.Errorf("%+v: whole %t, %x, want %x", p, whole, got, want)
		}
	})
}

// TestUnpackedSize holds a bomb to what a page may have, however it is packed.
func TestUnpackedSize(t *testing.T) {
	zeros := make([]byte, 8<<20)
	bomb := bytes.Repeat(packers["RunLengthDecode"](zeros)[:2], 1<<20) // 128 bytes for two
	for _, way := range [][]string{{"RunLengthDecode"}, {"FlateDecode", "RunLengthDecode"}, {"FlateDecode", "FlateDecode", "RunLengthDecode"}} {
		raw := bomb
		var filters []filter
		for _, n := range slices.Backward(way[:len(way)-1]) {
			raw = packers[n](raw)
		}
		for _, n := range way {
			filters = append(filters, filter{name: n})
		}
		if got, whole := unpack(raw, filters); whole || len(got) > maxContent {
			t.Errorf("%v: whole %t, %d bytes", way, whole, len(got))
		}
	}
}

// unfold is what every target demands of a decoder: it ends, and what was
// packed with it comes out again.
func unfold(t *testing.T, name string, data []byte, p parms) {
	filters := []filter{{name, p}}
	if got, _ := unpack(data, filters); len(got) > maxContent {
		t.Errorf("%d bytes", len(got))
	}
	if p.predictor > 1 || p.late {
		return
	}
	if got, whole := unpack(packers[name](data), filters); !whole || !bytes.Equal(got, data) {
		t.Errorf("whole %t, %x, want %x", whole, got, data)
	}
}

func FuzzLZW(f *testing.F) {
	f.Add([]byte("\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"), false)
	f.Add([]byte("\xff\xff\xff\xff"), true)
	f.Fuzz(func(t *testing.T, data []byte, late bool) { unfold(t, "LZWDecode", data, parms{late: late}) })
}

func FuzzRunLength(f *testing.F) {
	f.Add([]byte("\x02abc\xfed\x80"))
	f.Add([]byte("\x81"))
	f.Fuzz(func(t *testing.T, data []byte) { unfold(t, "RunLengthDecode", data, parms{}) })
}

func FuzzASCIIHex(f *testing.F) {
	f.Add([]byte("4 1 4>"))
	f.Add([]byte("zz>"))
	f.Fuzz(func(t *testing.T, data []byte) { unfold(t, "ASCIIHexDecode", data, parms{}) })
}

func FuzzASCII85(f *testing.F) {
	f.Add([]byte("<~87cURD]~>"))
	f.Add([]byte(" \n<~zz!~"))
	f.Add([]byte("uuuuu~>"))
	f.Fuzz(func(t *testing.T, data []byte) { unfold(t, "ASCII85Decode", data, parms{}) })
}

func FuzzPredictor(f *testing.F) {
	f.Add([]byte("\x02abc\x04de"), 15, 1, 8, 3)
	f.Add([]byte("abcdef"), 2, 3, 8, 2)
	f.Fuzz(func(t *testing.T, data []byte, predictor, colors, bits, columns int) {
		p := parms{predictor: predictor, colors: colors, bits: bits, columns: columns}
		if r, err := predicted(bytes.NewReader(data), p); err == nil && r != nil {
			unfold(t, "FlateDecode", packers["FlateDecode"](data), p)
		}
	})
}
