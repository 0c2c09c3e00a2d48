package ingest

import (
	"context"
	"fmt"
	"image"
	"math"
	"strings"
	"time"
	"unicode"

	"zeren/ingest/layout"
	"zeren/ingest/ocr"
	"zeren/ingest/pdf"
	"zeren/ingest/picture"
)

// A Recognizer reads the text in the pictures of pages (文字识别). It is asked
// only for pages that have no usable text of their own.
type Recognizer interface {
	ocr.Recognizer

	// Name tells the engine, its version and its language data, as the
	// document keeps it.
	Name() string
}

// The pictures of pages for recognition: at what resolution they are drawn
// (300 dots an inch were measured to be no better), and how many pixels the
// long side of one has at least and at most, whatever size the page pretends
// to be.
const (
	scanDPI   = 200
	scanShort = 1600
	scanLong  = 3600
)

// scanDots is the resolution for a page of a size in points.
func scanDots(width, height float64) int {
	long := math.Max(width, height) / 72
	if long <= 0 {
		return scanDPI
	}
	return int(math.Max(math.Min(scanDPI, scanLong/long), math.Min(scanShort/long, 1200)))
}

// minConfidence is the mean confidence below which a page counts as not
// recognised: noise and handwriting score below it.
const minConfidence = 55

// scanTime is how long the recognition of one page may take, in all the
// directions that are tried.
const scanTime = 60 * time.Second

// drawer draws pages (from 0) for recognition and hands each on with its
// resolution. use is not called any more after it gave an error, which the
// drawer returns.
type drawer func(pages []int, use func(page int, img *image.Gray, dpi int) error) error

// drawPDF draws pages of a PDF. What was read of it tells their sizes.
func drawPDF(data []byte, opts Options, read ...*reading) drawer {
	return func(pages []int, use func(int, *image.Gray, int) error) error {
		engine, err := pdf.Shared(opts.CacheDir)
		if err != nil {
			return err
		}
		dpi := func(i int) int {
			for _, r := range read {
				if r.has(i) {
					return scanDots(r.file.Pages[i].Width, r.file.Pages[i].Height)
				}
			}
			return scanDPI
		}
		return engine.Render(data, pages, dpi, func(i int, img *image.RGBA) error { return use(i, picture.Red(img), dpi(i)) })
	}
}

// recognize has the pages without usable text recognised, where there is an
// engine, and puts what it read in their choices. The pages are laid out anew
// together with the others, since furniture shows by repetition. It names the
// engine if it was used.
func recognize(chosen []choice, draw drawer, opts Options) (engine string, err error) {
	var pages []int
	for i, c := range chosen {
		if c.reason == NeedsOCR || c.reason == Garbled {
			pages = append(pages, i)
		}
		if c.reason == Damaged {
			return "", nil // refused in any case
		}
	}
	if opts.OCR == nil || draw == nil || len(pages) == 0 {
		return "", nil
	}
	opts.tell(readerOCR, len(pages))
	all := &reading{name: readerOCR, file: &pdf.File{Pages: make([]pdf.Page, len(chosen))}}
	sheets := make([]layout.Sheet, len(chosen))
	for i, c := range chosen {
		if c.by != nil {
			sheets[i] = c.by.file.Pages[i].Sheet
		}
	}
	read := map[int]ocr.Result{}
	dots := map[int]int{}
	placeless := map[int]bool{}
	err = draw(pages, func(i int, img *image.Gray, dpi int) error {
		ctx, cancel := context.WithTimeout(context.Background(), scanTime)
		defer cancel()
		opts.tell(readerOCR, len(pages)-len(read))
		res, err := ocr.Read(ctx, opts.OCR, img, dpi)
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		sheets[i], placeless[i] = sheet(res, img.Bounds(), dpi)
		read[i], dots[i] = res, dpi
		return nil
	})
	if err != nil {
		// One page unread is the document unread: there is no use in going on.
		for _, i := range pages {
			if _, ok := read[i]; !ok && chosen[i].reason == NeedsOCR {
				chosen[i].reason, chosen[i].detail = OCRFailed, err.Error()
			}
		}
		return opts.OCR.Name(), nil
	}
	all.pages = layout.Arrange(sheets)
	for _, i := range pages {
		res := read[i]
		if placeless[i] {
			all.pages[i] = listed(res, sheets[i])
		}
		c := choice{by: all, gate: measure(body(&all.pages[i]))}
		if res.Confidence != ocr.Unknown {
			c.confidence = math.Round(res.Confidence)
		}
		point := 72 / float64(dots[i])
		for _, b := range res.Missed {
			c.missed = append(c.missed, Box{tenth(float64(b.Min.X) * point), tenth(float64(b.Min.Y) * point), tenth(float64(b.Max.X) * point), tenth(float64(b.Max.Y) * point)})
		}
		switch reason := verdict(c.gate, false); {
		case res.Blank && chosen[i].reason == Garbled:
			continue // what the file has there is not to be seen
		case res.Blank:
		case reason != "", res.Confidence != ocr.Unknown && res.Confidence < minConfidence:
			c.reason = Illegible
		}
		chosen[i] = c
	}
	return opts.OCR.Name(), nil
}

// sheet makes glyphs of recognised characters. placeless tells that the engine
// gave no places.
func sheet(res ocr.Result, bounds image.Rectangle, dpi int) (s layout.Sheet, placeless bool) {
	point := 72 / float64(dpi)
	s.Width, s.Height = float64(bounds.Dx())*point, float64(bounds.Dy())*point
	for k, line := range res.Lines {
		for _, c := range line {
			if c.Box.Empty() {
				return layout.Sheet{Width: s.Width, Height: s.Height}, true
			}
			s.Glyphs = append(s.Glyphs, layout.Glyph{
				Rune:  c.Rune,
				Box:   layout.Box{X0: float64(c.Box.Min.X) * point, Y0: float64(c.Box.Min.Y) * point, X1: float64(c.Box.Max.X) * point, Y1: float64(c.Box.Max.Y) * point},
				Angle: float64(res.Turn),
				Row:   k + 1,
				Sure:  sureness(c.Confidence),
			})
		}
	}
	return s, false
}

func sureness(confidence float64) int {
	if confidence == ocr.Unknown {
		return Untold
	}
	return int(math.Round(confidence))
}

// listed is a page of lines without places, in the order of the engine.
func listed(res ocr.Result, s layout.Sheet) layout.Page {
	p := layout.Page{Width: s.Width, Height: s.Height, Turn: res.Turn}
	for _, line := range res.Lines {
		l := layout.Line{Para: true}
		for _, c := range line {
			l.Runes = append(l.Runes, c.Rune)
			l.Sure = append(l.Sure, sureness(c.Confidence))
		}
		p.Lines = append(p.Lines, l)
	}
	return p
}

// Doubtful is the sureness below which a recognised character is pointed out.
const Doubtful = 85

// recognised are the notes on a recognised page: that it is one, and where its
// digits are in doubt.
func recognised(page int, p *layout.Page, confidence float64, missed int) []Problem {
	how := "识别程序没有给出置信度"
	if confidence > 0 {
		how = fmt.Sprintf("平均置信度%.0f", confidence)
	}
	out := []Problem{{"ocr", fmt.Sprintf("本页文字由图像识别得出（%s），数字尤其可能有错，引用前请与原件核对。", how), page}}
	if missed > 0 {
		out = append(out, Problem{"ocr_missed", fmt.Sprintf("本页有%d处像是文字的内容没有识别出来，请与原件核对。", missed), page})
	}
	var lines []string
	for n, l := range p.Lines {
		for i, r := range l.Runes {
			if i < len(l.Sure) && l.Sure[i] != Untold && l.Sure[i] < Doubtful && unicode.IsDigit(r) {
				lines = append(lines, fmt.Sprint(n+1))
				break
			}
		}
	}
	if len(lines) > 0 {
		out = append(out, Problem{"ocr_digits", fmt.Sprintf("本页第%s行有数字识别把握不大，请逐个与原件核对。", strings.Join(lines, "、")), page})
	}
	return out
}
