package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// flat is the text that verses give: each line without its indent.
func flat(lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(strings.TrimLeft(l, "　") + "\n")
	}
	return b.String()
}

func TestDecodePDF(t *testing.T) {
	stamp := fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<>>/Length %d>>\nstream\n%s\nendstream", 16, "1 0 0 RG 9 9 m S")
	for name, s := range map[string]sample{
		"to unicode":            {},
		"gbk placed one by one": {font: "gbk"},
		"turned page":           {rotate: 90},
		"turned gbk":            {font: "gbk", rotate: 270},
		"upside down":           {rotate: 180},
		"stamped":               {objects: []string{stamp}, extra: "q /X1 Do Q\n"},
		"inline image":          {extra: "q 9 0 0 9 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00(\\<) EI Q\n"},
	} {
		t.Run(name, func(t *testing.T) {
			s.pages = [][]string{verses}
			d, err := Decode("裁定.pdf", s.bytes(t), Options{CacheDir: cacheDir})
			if err != nil {
				t.Fatal(err)
			}
			check(t, &d)
			for _, only := range []string{readerPdfium, readerLayer} {
				one, err := Decode("裁定.pdf", s.bytes(t), Options{CacheDir: cacheDir, Only: only})
				if err != nil || one.Text != d.Text || one.Source.Reader != only {
					t.Errorf("%s alone: %v %+v\n%s", only, err, one.Source, one.Text)
				}
			}
			if want := flat(verses); d.Text != want {
				t.Errorf("got\n%swant\n%s", d.Text, want)
			}
			p := d.Pages[0]
			if p.Agreement != 1 {
				t.Errorf("agreement %g", p.Agreement)
			}
			if p.Turn != s.rotate {
				t.Errorf("turn %d", p.Turn)
			}
			var paras string
			for _, l := range p.Lines {
				if l.Para {
					paras += "¶"
				} else {
					paras += "."
				}
				if l.Box == nil || l.Box.X0 < 0 || l.Box.Y0 < 0 || l.Box.X1 > p.Width || l.Box.Y1 > p.Height || len(l.Edges) != l.End-l.Start+1 {
					t.Errorf("line %d: box %v, %d edges for %d runes", l.Number, l.Box, len(l.Edges), l.End-l.Start)
				}
			}
			if paras != "¶¶¶¶..¶..¶" {
				t.Errorf("paragraphs %s", paras)
			}
		})
	}
}

// TestBoxes holds the boxes of characters to where they were drawn: 79 points
// from the left, each 16 points wide.
func TestBoxes(t *testing.T) {
	d, err := Decode("x", paper(t), Options{CacheDir: cacheDir})
	if err != nil {
		t.Fatal(err)
	}
	p := &d.Pages[0]
	l := &p.Lines[1] // 行政裁定书
	b := p.Box(l, l.Start+2, l.Start+4)
	if b == nil || b.X0 < 79+32-0.2 || b.X0 > 79+32+0.2 || b.X1 < 79+64-0.2 || b.X1 > 79+64+0.2 || b.Y0 < 842-720 || b.Y1 > 842-680 {
		t.Errorf("box %+v", b)
	}
	if got := p.Box(l, 0, d.Len()); *got != *l.Box {
		t.Errorf("whole line %+v, want %+v", got, l.Box)
	}
}

func TestFurniture(t *testing.T) {
	var s sample
	for i := range 4 {
		lines := append([]string{}, verses...)
		lines[9] = fmt.Sprintf("　　第%s项请求，予以准许。", []string{"一", "二", "三", "四"}[i])
		s.pages = append(s.pages, lines)
	}
	// A header, a page number and a slanted watermark on every page.
	s.extra = "BT /F1 9 Tf 1 0 0 1 240 800 Tm <000100020003> Tj ET\n" +
		"BT /F1 40 Tf .7 g .7 .7 -.7 .7 200 300 Tm <0004000500060007> Tj 0 g ET\n"
	d, err := Decode("x", s.bytes(t), Options{CacheDir: cacheDir})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(d.Text, "裁定如下") != 4 || strings.Count(d.Text, "\n") != 40 {
		t.Errorf("text\n%s", d.Text)
	}
	for _, p := range d.Pages {
		var kinds []string
		for _, f := range p.Furniture {
			kinds = append(kinds, f.Kind)
		}
		if got := strings.Join(kinds, " "); got != "header watermark" {
			t.Errorf("page %d: %s", p.Number, got)
		}
	}
}

// A font that says of one character that it is far wider than it is pushes the
// rest of each line off the page: nobody sees it, and it is no furniture.
func TestRunsOff(t *testing.T) {
	line := "本院认为，被告作出的行政决定认定事实清楚，适用法律正确，程序合法，应予维持，原告的诉讼请求没有依据。"
	_, err := Decode("x", (&sample{pages: [][]string{{line, "二〇二四年三月一日"}}}).bytes(t), Options{CacheDir: cacheDir})
	var u *Unreadable
	if !errors.As(err, &u) || u.Reason != Damaged {
		t.Errorf("%v", err)
	}
}

func TestManyPages(t *testing.T) {
	var s sample
	for i := range 300 {
		s.pages = append(s.pages, []string{fmt.Sprintf("第%d页：本院认为，被告的决定认定事实清楚，应予维持。", i+1)})
	}
	d, err := Decode("x", s.bytes(t), Options{CacheDir: cacheDir})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Pages) != 300 || !strings.HasPrefix(d.Text, "第1页：") || !strings.Contains(d.Text, "\n第300页：") {
		t.Errorf("%d pages", len(d.Pages))
	}
	if at := strings.Index(d.Text, "第300页"); d.Span(len([]rune(d.Text[:at])), d.Len()).Page != 300 {
		t.Error("the last page's span is elsewhere")
	}
}

func TestUnreadablePDF(t *testing.T) {
	good := paper(t)
	picture := fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\nstream\n%s\nendstream", "\x80")
	long := sample{pages: make([][]string, MaxPages+1)}
	for name, c := range map[string]struct {
		data []byte
		want Reason
	}{
		"header alone":   {[]byte("%PDF-1.4\n"), Damaged},
		"cut in half":    {good[:len(good)/2], Damaged},
		"cut at the end": {good[:len(good)-400], Damaged},
		"no page tree":   {bytes.Replace(good, []byte("/Kids["), []byte("/Kjds["), 1), Damaged},
		"scan":           {sample{pages: [][]string{nil, nil}, objects: []string{picture}, extra: "q 595 0 0 842 0 0 cm /X1 Do Q\n"}.bytes(t), NeedsOCR},
		"half a scan":    {sample{pages: [][]string{verses, {"附件"}}, objects: []string{picture}, last: "q 595 0 0 842 0 0 cm /X1 Do Q\n"}.bytes(t), NeedsOCR},
		"blank":          {sample{pages: [][]string{nil, nil}}.bytes(t), Empty},
		"too many pages": {long.bytes(t), TooManyPages},
		"no map":         {bytes.Replace(good, []byte("/ToUnicode"), []byte("/ToUnlcode"), 1), Garbled},
		"wrong map":      {wrongMap(good), Garbled},
	} {
		_, err := Decode(name, c.data, Options{CacheDir: cacheDir})
		var u *Unreadable
		if !errors.As(err, &u) || u.Reason != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// wrongMap shifts every character of the ToUnicode map by a hundred places,
// as a font with a map of another subset does.
func wrongMap(data []byte) []byte {
	out := bytes.Split(data, []byte("1 beginbfchar <"))
	for i := 1; i < len(out); i++ {
		// "0001> <4e00> endbfchar": the second digit of the text.
		p := append([]byte{}, out[i]...)
		if p[8] >= '0' && p[8] < '9' {
			p[8]++
		}
		out[i] = p
	}
	return bytes.Join(out, []byte("1 beginbfchar <"))
}

// TestMended reads files that readers usually get over: a wrong
// cross-reference, junk before and behind.
func TestMended(t *testing.T) {
	good := paper(t)
	x := bytes.LastIndex(good, []byte("startxref"))
	for name, data := range map[string][]byte{
		"wrong xref":  append(append([]byte{}, good[:x]...), []byte("startxref\n7\n%%EOF\n")...),
		"junk before": append([]byte("HTTP/1.1 200 OK\r\n\r\n"), good...),
		"junk behind": append(append([]byte{}, good...), []byte("\r\n<html></html>\r\n")...),
		"no mark":     bytes.TrimSuffix(good, []byte("%%EOF\n")),
	} {
		d, err := Decode(name, data, Options{CacheDir: cacheDir})
		if err != nil || d.Text != flat(verses) {
			t.Errorf("%s: %v %q", name, err, d.Text)
		}
	}
}

func TestSameBytes(t *testing.T) {
	a, err := Decode("x", paper(t), Options{CacheDir: cacheDir})
	if err != nil {
		t.Fatal(err)
	}
	b, err := Decode("x", paper(t), Options{CacheDir: cacheDir})
	if err != nil {
		t.Fatal(err)
	}
	if mustJSON(t, a) != mustJSON(t, b) {
		t.Error("two readings differ")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(ruling))
	f.Add([]byte{})
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		// The layer's parser is only ever run in a process that can die.
		d, err := Decode("x", data, Options{CacheDir: cacheDir, Only: readerPdfium})
		if err != nil {
			var u *Unreadable
			if !errors.As(err, &u) {
				t.Fatal(err)
			}
			return
		}
		check(t, &d)
	})
}

// check holds a document to what its type promises of offsets.
func check(t testing.TB, d *Document) {
	t.Helper()
	runes := []rune(d.Text)
	at := 0
	for _, p := range d.Pages {
		if p.Start != at {
			t.Fatalf("page %d starts at %d, want %d", p.Number, p.Start, at)
		}
		for i, l := range p.Lines {
			if l.Number != i+1 || l.Start != at || l.End < l.Start || l.End >= len(runes) || runes[l.End] != '\n' {
				t.Fatalf("page %d line %+v", p.Number, l)
			}
			at = l.End + 1
		}
		if p.End != at {
			t.Fatalf("page %d ends at %d, want %d", p.Number, p.End, at)
		}
	}
	if at != len(runes) {
		t.Fatalf("%d runes in lines, %d in all", at, len(runes))
	}
}
