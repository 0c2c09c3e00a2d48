package ingest

import (
	"context"
	"errors"
	"fmt"
	"image"
	"testing"
)

// engine is a recognizer that knows its answer.
type engine struct {
	words []Word
	err   error
	asked int
}

func (e *engine) Recognize(_ context.Context, page *image.Gray, dpi int) ([]Word, error) {
	e.asked++
	if dpi != 200 || page.Bounds().Dx() < 1600 || page.Bounds().Dx() > 1700 {
		return nil, fmt.Errorf("picture %v at %d dpi", page.Bounds(), dpi)
	}
	return e.words, e.err
}

func TestRecognize(t *testing.T) {
	picture := fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\nstream\n%s\nendstream", "\x80")
	data := sample{pages: [][]string{verses, nil}, objects: []string{picture}, last: "q 595 0 0 842 0 0 cm /X1 Do Q\n"}.bytes(t)
	var words []Word
	for i, l := range []string{"本院经审查认为", "原告的诉讼请求没有事实和法律依据", "应予驳回依照中华人民共和国行政诉讼法"} {
		n := len([]rune(l))
		words = append(words,
			Word{Text: string([]rune(l)[:2]), Line: i, Box: image.Rect(200, 300+80*i, 288, 344+80*i), Confidence: 90},
			Word{Text: string([]rune(l)[2:]), Line: i, Box: image.Rect(288, 303+80*i, 288+44*(n-2), 349+80*i), Confidence: 80})
	}
	e := &engine{words: words}
	d, err := Decode("x", data, Options{CacheDir: cacheDir, OCR: e})
	if err != nil {
		t.Fatal(err)
	}
	check(t, &d)
	if want := flat(verses) + "本院经审查认为\n原告的诉讼请求没有事实和法律依据\n应予驳回依照中华人民共和国行政诉讼法\n"; d.Text != want {
		t.Errorf("%s", d.Text)
	}
	if p := d.Pages[1]; e.asked != 1 || p.Reader != "ocr" || p.Confidence < 80 || p.Confidence > 85 || d.Pages[0].Reader != "layer" || d.Pages[0].Confidence != 0 {
		t.Errorf("%d asked, %+v", e.asked, p)
	}
	if len(d.Problems) != 1 || d.Problems[0].Code != "ocr" || d.Problems[0].Page != 2 {
		t.Errorf("%+v", d.Problems)
	}
	noise := append([]Word{}, words...)
	for i := range noise {
		noise[i].Confidence = 30
	}
	for name, e := range map[string]*engine{"fails": {err: errors.New("no")}, "noise": {words: noise}, "nothing": {}} {
		_, err := Decode("x", data, Options{CacheDir: cacheDir, OCR: e})
		var u *Unreadable
		if !errors.As(err, &u) || u.Reason != NeedsOCR || len(u.Pages) != 1 || u.Pages[0] != 2 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseTSV(t *testing.T) {
	const head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
	words, err := parseTSV([]byte(head + "4\t1\t1\t1\t1\t0\t9\t9\t9\t9\t-1\t\n5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t91.5\t判决\n5\t1\t1\t1\t2\t1\t10\t70\t30\t40\t88\t书\n"))
	if err != nil || len(words) != 2 || words[0].Text != "判决" || words[0].Box != image.Rect(10, 20, 40, 60) || words[0].Confidence != 91.5 || words[0].Line == words[1].Line {
		t.Errorf("%v %+v", err, words)
	}
	for _, bad := range []string{"", "Usage: tesseract", head + "5\t1\t1\t1\t1\t1\tx\t20\t30\t40\t91.5\t判决\n"} {
		if _, err := parseTSV([]byte(bad)); err == nil {
			t.Errorf("%q taken", bad)
		}
	}
}

func FuzzParseTSV(f *testing.F) {
	f.Add([]byte("level\n5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t1\tx"))
	f.Fuzz(func(t *testing.T, data []byte) {
		words, err := parseTSV(data)
		if err == nil {
			sheet(words, image.Rect(0, 0, 10, 10), 200)
		}
	})
}
