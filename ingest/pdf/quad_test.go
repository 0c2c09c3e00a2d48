package pdf

import (
	"fmt"
	"math"
	"testing"
)

// ink is a Type 3 font of one character, whose boxes are those of its ink,
// as Chromium writes the fonts that it cannot embed otherwise.
func ink(unicode string, x0, y0, x1, y1 int) []string {
	draw := fmt.Sprintf("1000 0 %d %d %d %d d1 %[1]d %[2]d %d %d re f", x0, y0, x1, y1, x1-x0, y1-y0)
	to := "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <" + unicode + "> endbfchar"
	stream := func(s string) string { return fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(s), s) }
	return []string{
		fmt.Sprintf("<</Type/Font/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FontBBox[%d %d %d %d]/FirstChar 65/LastChar 65/Widths[1000]", x0, y0, x1, y1) +
			"/Encoding<</Type/Encoding/Differences[65/g]>>/CharProcs<</g %d 0 R>>/ToUnicode %d 0 R>>",
		stream(draw), stream(to),
	}
}

// TestInk gives characters of the same size the same box within a point, as large as that
// size, whatever ink they have.
func TestInk(t *testing.T) {
	const content = "BT /A 16 Tf 100 700 Td (A) Tj /B 16 Tf 16 0 Td (A) Tj /C 16 Tf 16 0 Td (A) Tj /D 16 Tf 16 0 Td (A) Tj ET"
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</A 5 0 R/B 8 0 R/C 11 0 R/D 14 0 R>>>>/Contents 4 0 R>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content),
	}
	for _, f := range [][]string{
		ink("8BBC", 0, -120, 1000, 880),     // 讼
		ink("3009", 37, -90, 468, 850),      // 〉
		ink("3001", 60, -80, 320, 160),      // 、
		ink("7684", -100, -900, 1100, 1900), // 的, in a font as high as Noto says
	} {
		n := len(objects) + 1
		objects = append(objects, fmt.Sprintf(f[0], n+1, n+2), f[1], f[2])
	}
	e, err := Shared("")
	if err != nil {
		t.Fatal(err)
	}
	f, err := e.Read(wrapFile(objects...), 10, none, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := f.Pages[0].Glyphs
	if len(got) != 4 {
		t.Fatalf("%d glyphs", len(got))
	}
	for i, r := range []rune("讼〉、的") {
		b, x := got[i].Box, 100+16*float64(i)
		if got[i].Rune != r || math.Abs(b.Y0-(100-0.88*16)) > 1 || math.Abs(b.Y1-(100+0.12*16)) > 1 || math.Abs(b.X0-x) > 2 || math.Abs(b.X1-x-16) > 2 {
			t.Errorf("%c: %c %+v", r, got[i].Rune, b)
		}
	}
}

func TestMend(t *testing.T) {
	for _, c := range []struct {
		name       string
		a, b, c, d float64 // the matrix, with the size in it
		rect, want [4]float64
	}{
		{"ink of a bracket", 10, 0, 0, 10, [4]float64{101, 101, 104, 108}, [4]float64{100, 98.8, 110, 108.8}},
		{"half width", 10, 0, 0, 10, [4]float64{100, 98, 105, 109}, [4]float64{100, 98, 105, 109}},
		{"height of Noto", 10, 0, 0, 10, [4]float64{100, 89, 110, 118}, [4]float64{100, 98.8, 110, 108.8}},
		{"elsewhere", 10, 0, 0, 10, [4]float64{300, 300, 303, 303}, [4]float64{300, 300, 303, 303}},
		{"as it should be", 10, 0, 0, 10, [4]float64{100, 98, 110, 109}, [4]float64{100, 98, 110, 109}},
		{"line upwards", 0, 10, -10, 0, [4]float64{94, 101, 98, 104}, [4]float64{91.2, 100, 101.2, 110}},
		{"upside down", -10, 0, 0, -10, [4]float64{96, 92, 99, 99}, [4]float64{90, 91.2, 100, 101.2}},
	} {
		q, ok := upright(c.a, c.b, c.c, c.d, 100, 100)
		got := q.mend(c.rect, true)
		for i := range got {
			if !ok || math.Abs(got[i]-c.want[i]) > 1e-6 {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
				break
			}
		}
	}
	if _, ok := upright(7, 7, -7, 7, 0, 0); ok {
		t.Error("slanted writing has no upright square")
	}
}
