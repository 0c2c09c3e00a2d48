package ingest

import (
	"context"
	"errors"
	"fmt"
	"image"
	"strings"
	"testing"

	"zeren/ingest/ocr"
)

// engine is a recognizer that knows its answer.
type engine struct {
	lines []ocr.Line
	err   error
	asked int
}

func (e *engine) Name() string { return "engine 1" }

func (e *engine) Recognize(_ context.Context, page *image.Gray, dpi int) ([]ocr.Line, error) {
	e.asked++
	if short := min(page.Bounds().Dx(), page.Bounds().Dy()); dpi != 200 || short < 1600 || short > 1700 {
		return nil, fmt.Errorf("picture %v at %d dpi", page.Bounds(), dpi)
	}
	out := make([]ocr.Line, len(e.lines))
	for i, l := range e.lines {
		out[i] = append(out[i], l...)
	}
	return out, e.err
}

// row is a recognised line, 44 pixels to the character; digits are less sure.
func row(text string, x, y int, confidence float64) ocr.Line {
	var l ocr.Line
	for i, r := range []rune(text) {
		c := ocr.Char{Rune: r, Box: image.Rect(x+44*i, y, x+44*i+44, y+46), Confidence: confidence}
		if r >= '0' && r <= '9' {
			c.Confidence -= 20
		}
		l = append(l, c)
	}
	return l
}

// scanned is a PDF whose last page is a grey picture with a black bar.
func scanned(t *testing.T, pages ...[]string) []byte {
	picture := fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 1/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray/Length 2>>\nstream\n%s\nendstream", "\xff\x10")
	return sample{pages: append(pages, nil), objects: []string{picture}, last: "q 595 0 0 842 0 0 cm /X1 Do Q\n"}.bytes(t)
}

func TestRecognize(t *testing.T) {
	data := scanned(t, verses)
	lines := []ocr.Line{
		row("本院经审查认为", 200, 300, 90),
		row("原告于2019年提出的诉讼请求没有依据", 200, 380, 90),
		row("应予驳回依照中华人民共和国行政诉讼法", 200, 460, 90),
	}
	e := &engine{lines: lines}
	d, err := Decode("x", data, Options{CacheDir: cacheDir, OCR: e})
	if err != nil {
		t.Fatal(err)
	}
	check(t, &d)
	if want := flat(verses) + "本院经审查认为\n原告于2019年提出的诉讼请求没有依据\n应予驳回依照中华人民共和国行政诉讼法\n"; d.Text != want {
		t.Errorf("%s", d.Text)
	}
	p := d.Pages[1]
	if e.asked != 1 || p.Reader != "ocr" || !p.Recognised() || p.Confidence < 85 || p.Confidence > 90 || d.Pages[0].Reader != "layer" || d.Pages[0].Recognised() || d.Pages[0].Confidence != 0 || d.Source.Engine != "engine 1" {
		t.Errorf("%d asked, %+v", e.asked, p)
	}
	if len(d.Problems) != 2 || d.Problems[0].Code != "ocr" || d.Problems[0].Page != 2 || d.Problems[1].Code != "ocr_digits" || !strings.Contains(d.Problems[1].Text, "第2行") {
		t.Errorf("%+v", d.Problems)
	}
	at := p.Lines[1].Start
	for _, c := range []struct {
		from, to int
		is       bool
		least    int
	}{{at, at + 2, true, 90}, {at, at + 4, true, 70}, {0, 5, false, Untold}, {at - 9, at - 7, true, 90}} {
		if is, least := d.Sureness(Span{Start: c.from, End: c.to}); is != c.is || least != c.least {
			t.Errorf("%d-%d: %v %d", c.from, c.to, is, least)
		}
	}
	noise := []ocr.Line{row("本院经审查认为原告的诉讼请求没有事实和法律依据应予驳回", 200, 300, 30)}
	for name, c := range map[string]struct {
		e    *engine
		want Reason
	}{"fails": {&engine{err: errors.New("no")}, OCRFailed}, "noise": {&engine{lines: noise}, Illegible}, "nothing": {&engine{}, Illegible}, "none": {nil, NeedsOCR}} {
		opts := Options{CacheDir: cacheDir}
		if c.e != nil {
			opts.OCR = c.e
		}
		_, err := Decode("x", data, opts)
		var u *Unreadable
		if !errors.As(err, &u) || u.Reason != c.want || len(u.Pages) != 1 || u.Pages[0] != 2 || u.Aid != AidOCR {
			t.Errorf("%s: %v %+v", name, err, u)
		}
	}
}

// TestRecognizeWithoutPlaces: an engine that prints text alone.
func TestRecognizeWithoutPlaces(t *testing.T) {
	var lines []ocr.Line
	for _, v := range verses {
		var l ocr.Line
		for _, r := range strings.TrimLeft(v, "　") {
			l = append(l, ocr.Char{Rune: r, Confidence: ocr.Unknown})
		}
		lines = append(lines, l)
	}
	d, err := Decode("x", scanned(t), Options{CacheDir: cacheDir, OCR: &engine{lines: lines}})
	if err != nil {
		t.Fatal(err)
	}
	check(t, &d)
	if !strings.Contains(d.Text, "行政裁定书\n（2019）浙0302行初12号\n") || d.Pages[0].Lines[0].Box != nil || d.Pages[0].Confidence != 0 {
		t.Errorf("%s %+v", d.Text, d.Pages[0].Lines[0])
	}
	if is, least := d.Sureness(Span{Start: 0, End: 3}); !is || least != Untold {
		t.Errorf("%v %d", is, least)
	}
}

// TestRecognizeBlank: the empty back of a sheet is no page that is not read.
func TestRecognizeBlank(t *testing.T) {
	picture := fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\nstream\n%s\nendstream", "\xf0")
	data := sample{pages: [][]string{verses, nil}, objects: []string{picture}, last: "q 595 0 0 842 0 0 cm /X1 Do Q\n"}.bytes(t)
	e := &engine{}
	d, err := Decode("x", data, Options{CacheDir: cacheDir, OCR: e})
	if err != nil || d.Text != flat(verses) || e.asked != 0 {
		t.Fatalf("%v %d asked\n%s", err, e.asked, d.Text)
	}
	if len(d.Problems) != 1 || d.Problems[0].Code != "blank_page" || d.Problems[0].Page != 2 {
		t.Errorf("%+v", d.Problems)
	}
}
