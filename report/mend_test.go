package report

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"

	"zeren/report/fonts"
)

// TestMendedForm: every place in the cross-reference table is that of its
// object, and the outline counts what stands below each heading.
func TestMendedForm(t *testing.T) {
	r := renderer(t)
	for name, draft := range samples {
		d := draft()
		b, err := r.PDF(d)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(b, []byte("%PDF-1.7\n")) || bytes.Count(b, []byte("startxref\n")) != 1 {
			t.Errorf("%s: not one revision of PDF 1.7", name)
		}
		objects := objectsOf(t, b)
		counted := 0
		for n, o := range objects {
			if m := regexp.MustCompile(`^<</Title [\s\S]*/Count (-?\d+)>>`).FindSubmatch(o); m != nil {
				if k, _ := strconv.Atoi(string(m[1])); k <= 0 {
					t.Errorf("%s: object %d counts %d headings below it", name, n, k)
				}
				counted++
			}
		}
		outline := tidyOutline(r.Layout(d).outline)
		want := 0
		for _, below := range headingsBelow(outline) {
			if below > 0 {
				want++
			}
		}
		if counted != want {
			t.Errorf("%s: %d entries count what is below them, want %d", name, counted, want)
		}
		if root := fmt.Sprintf("<</Type /Outlines /Count %d ", len(outline)); len(outline) > 0 && !bytes.Contains(b, []byte(root)) {
			t.Errorf("%s: the root of the outline does not count %d entries", name, len(outline))
		}
	}
}

// objectsOf gives the objects of a PDF where its cross-reference table says.
func objectsOf(t *testing.T, b []byte) map[int][]byte {
	t.Helper()
	_, tail, _ := bytes.Cut(b[bytes.LastIndex(b, []byte("startxref\n")):], []byte("\n"))
	at, err := strconv.Atoi(string(bytes.SplitN(tail, []byte("\n"), 2)[0]))
	if err != nil || !bytes.HasPrefix(b[at:], []byte("xref\n0 ")) {
		t.Fatalf("startxref %d: %v", at, err)
	}
	lines := strings.SplitAfter(string(b[at:]), "\n")
	var count int
	if _, err := fmt.Sscanf(lines[1], "0 %d", &count); err != nil || count < 5 {
		t.Fatalf("%d objects, %v", count, err)
	}
	out := map[int][]byte{}
	for n := 1; n < count; n++ {
		line := lines[2+n]
		if len(line) != 20 {
			t.Fatalf("line %d of the table: %q", n, line)
		}
		offset, _ := strconv.Atoi(line[:10])
		head := fmt.Sprintf("%d 0 obj\n", n)
		if !bytes.HasPrefix(b[offset:], []byte(head)) {
			t.Fatalf("object %d does not stand at %d", n, offset)
		}
		body, _, _ := bytes.Cut(b[offset+len(head):], []byte("\nendobj\n"))
		out[n] = body
	}
	return out
}

// TestUnicodeOfCodes: a face says of every code which character it is, those
// above U+FFFF included, and the page says it again around the glyph.
func TestUnicodeOfCodes(t *testing.T) {
	d := Draft{Title: "报告", Blocks: []Block{para("甲\u3000乙 𬭚、堃（")}}
	b, err := renderer(t).PDF(d)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, o := range objectsOf(t, b) {
		_, packed, ok := bytes.Cut(o, []byte("stream\n"))
		if !ok {
			continue
		}
		z, err := zlib.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		plain, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(plain)
	}
	for _, want := range []string{"> <7532>\n", "> <5803>\n", "> <FF08>\n", "> <0020>\n",
		"> <D872DF5A>\n", "/Span <</ActualText <FEFFD872DF5A>>> BDC"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the pdf does not say %q", want)
		}
	}
	if strings.Contains(all.String(), "beginbfrange") {
		t.Error("a face keeps the range in which every code is its own character")
	}
}

// TestHeadingsBelow counts at all levels.
func TestHeadingsBelow(t *testing.T) {
	for _, c := range []struct {
		levels, want []int
	}{
		{nil, []int{}},
		{[]int{1}, []int{0}},
		{[]int{1, 1}, []int{0, 0}},
		{[]int{1, 2, 3, 2, 1, 2}, []int{3, 1, 0, 0, 1, 0}},
	} {
		var in []entry
		for _, l := range c.levels {
			in = append(in, entry{level: l})
		}
		if got := headingsBelow(in); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.levels, got, c.want)
		}
	}
}

// TestMendUndated: gofpdf always writes a date; of an unknown one nothing stays
// in the file.
func TestMendUndated(t *testing.T) {
	b := plainPDF(t)
	for _, dated := range []bool{true, false} {
		out, err := mend(b, mending{dated: dated})
		if err != nil {
			t.Fatal(err)
		}
		objectsOf(t, out)
		if has := bytes.Contains(out, []byte("D:2024")); has != dated {
			t.Errorf("dated %v, the file has a date: %v", dated, has)
		}
	}
}

// TestMendRefuses: another form than that of gofpdf is an error and never a
// broken paper.
func TestMendRefuses(t *testing.T) {
	b := plainPDF(t)
	swap := func(old, new string) []byte { return bytes.Replace(b, []byte(old), []byte(new), 1) }
	for _, c := range []struct {
		name string
		in   []byte
		m    mending
	}{
		{"nothing", nil, mending{dated: true}},
		{"words", []byte("no pdf\nxref\n"), mending{dated: true}},
		{"cut", b[:len(b)/2], mending{dated: true}},
		{"no catalogue", swap("/Type /Catalog\n", "/Type /Other\n"), mending{dated: true}},
		{"no dates", swap("/CreationDate", "/Creation"), mending{}},
		{"size", swap("trailer\n<<\n/Size ", "trailer\n<<\n/Size 9"), mending{dated: true}},
		{"no outline", b, mending{dated: true, outline: []entry{{level: 1}}}},
		{"no face", b, mending{dated: true, faces: map[fonts.Role]*embedded{fonts.Song: {}}}},
		{"compressed page", swap("<</Length ", "<</Filter "), mending{dated: true}},
	} {
		if out, err := mend(c.in, c.m); !errors.Is(err, errForm) || out != nil {
			t.Errorf("%s: %d bytes, %v", c.name, len(out), err)
		}
	}
}

// plainPDF is a page as gofpdf writes it.
func plainPDF(t *testing.T) []byte {
	t.Helper()
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCompression(false)
	made := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	pdf.SetCreationDate(made)
	pdf.SetModificationDate(made)
	pdf.AddPage()
	pdf.Line(10, 10, 20, 20)
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBaseFont: whatever a font file is called, its name is one PDF name, and
// another cut has another.
func TestBaseFont(t *testing.T) {
	name := regexp.MustCompile(`^[A-Z]{6}\+([A-Za-z0-9._-]|#[0-9A-F]{2})*$`)
	seen := map[string]bool{}
	for _, file := range []string{"KaiTi_GB2312", "方正小标宋", "a (b)/c#d", "", "Arial"} {
		for _, coded := range []string{"甲", "甲乙"} {
			f := baseFont(file, []rune(coded))
			if !name.MatchString(f) || seen[f] {
				t.Errorf("%q: %q", file, f)
			}
			seen[f] = true
		}
	}
}

// TestOneCodeTwoFaces: a rare character of the text that a table has too is two
// glyphs, so its faces stay apart; else those that stand in share 宋体's file.
func TestOneCodeTwoFaces(t *testing.T) {
	r := renderer(t)
	if r.set.Face(fonts.Fang).Name != "FandolFang" {
		return // without this face nothing stands in for it
	}
	for _, both := range []bool{false, true} {
		cell := "甲"
		if both {
			cell = "堃"
		}
		table := Block{Kind: Rows, Table: &Table{Widths: []float64{1}, Rows: [][]Cell{{{Text: []string{cell}}}}}}
		b, err := r.PDF(Draft{Title: "报告", Blocks: []Block{para("卢堃𬭚。"), table}})
		if err != nil {
			t.Fatal(err)
		}
		if alone := bytes.Contains(b, []byte("+NotoSerifSC-Light\n")); alone != both {
			t.Errorf("in both %v, but a face of its own: %v", both, alone)
		}
		var got strings.Builder
		for _, s := range readBack(t, b)[0] {
			got.WriteString(s.text)
		}
		if !strings.Contains(got.String(), "卢堃𬭚。") || !strings.Contains(got.String(), cell) {
			t.Errorf("read back %q", got.String())
		}
	}
}

// TestRareBesideOwnSong: where an office's own 宋体 does not join the rare
// characters, they have a face of their own.
func TestRareBesideOwnSong(t *testing.T) {
	set, err := fonts.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	kai := *set.Face(fonts.Kai) // has programs of its own, or joins as well
	kai.Own, kai.Name = true, "SimSun"
	mine, err := fonts.NewSet(map[fonts.Role]*fonts.Face{fonts.Song: &kai})
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewRenderer(mine)
	if err != nil {
		t.Fatal(err)
	}
	b, err := r.PDF(Draft{Title: "报告", Blocks: []Block{para("卢𬭚、𬭚。")}})
	if err != nil {
		t.Fatal(err)
	}
	alone := bytes.Contains(b, []byte("+NotoSerifSC-SMP\n"))
	if alone == kai.Joins(mine.Face(fonts.SMP)) {
		t.Errorf("the rare characters stand alone: %v", alone)
	}
	var got strings.Builder
	for _, s := range readBack(t, b)[0] {
		got.WriteString(s.text)
	}
	if !strings.Contains(got.String(), "卢𬭚、𬭚。") {
		t.Errorf("read back %q", got.String())
	}
}
