//go:build e2e

package ingest

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zeren/ingest/ocr"
)

// TestRecognition reads the scans of the development corpus with tesseract.
func TestRecognition(t *testing.T) {
	find := ocr.Finder{}
	tesseract := find.Find(t.Context())
	if !tesseract.Present() {
		t.Fatal("tesseract is not installed")
	}
	t.Log(tesseract.Identity)
	root := filepath.Join("..", "..", "shared", "corpus", "dev", "pdf")
	for _, c := range []struct{ scan, twin string }{
		{"006-lvshunkou-bushouli.pango+scan200.pdf", "006-lvshunkou-bushouli.pango.pdf"},
		{"070-thu-0090-nanjing-xiaofang-jixulvxing.chromium-ttf+halfscan.pdf", "070-thu-0090-nanjing-xiaofang-jixulvxing.chromium-ttf.pdf"},
		{"23-jilin-fuyi-huanjing-chexiao.reportlab-ttf+scanseal.pdf", "23-jilin-fuyi-huanjing-chexiao.reportlab-ttf.pdf"},
	} {
		data, err := os.ReadFile(filepath.Join(root, c.scan))
		if err != nil {
			t.Fatal(err)
		}
		d, err := Decode(c.scan, data, Options{CacheDir: cacheDir, OCR: tesseract})
		if err != nil {
			var u *Unreadable
			errors.As(err, &u)
			t.Errorf("%s: %v %v", c.scan, err, u.Pages)
			continue
		}
		data, err = os.ReadFile(filepath.Join(root, c.twin))
		if err != nil {
			t.Fatal(err)
		}
		twin, err := Decode(c.twin, data, Options{CacheDir: cacheDir})
		if err != nil {
			t.Fatal(err)
		}
		e := cer(fold(twin.Text), fold(d.Text))
		var conf []string
		for _, p := range d.Pages {
			conf = append(conf, p.Reader)
		}
		t.Logf("%s: %.2f %% of the characters wrong (%s)", c.scan, 100*e, strings.Join(conf, " "))
		if e > 0.08 {
			t.Errorf("%s: %.2f %%", c.scan, 100*e)
		}
		for _, p := range d.Pages {
			if (p.Reader == readerOCR) != (p.Confidence > 0) {
				t.Errorf("%s page %d: %s, confidence %g", c.scan, p.Number, p.Reader, p.Confidence)
			}
		}
	}
}
