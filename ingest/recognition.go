package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"zeren/ingest/layout"
	"zeren/ingest/pdf"
)

// A Recognizer reads the text in the picture of a page (文字识别). It is
// asked only for pages that have no text of their own.
type Recognizer interface {
	// Recognize gives the words of a picture in any order. An error leaves
	// the page unread.
	Recognize(ctx context.Context, page *image.Gray, dpi int) ([]Word, error)
}

// Word is a piece of recognised text: one line holds one or more of them.
type Word struct {
	Text       string
	Line       int             // words of one line have the same number
	Box        image.Rectangle // in pixels of the picture
	Confidence float64         // 0 to 100
}

// scanDPI is at what resolution pages are drawn for recognition: 300 was
// measured to be no better.
const scanDPI = 200

// minConfidence is the mean confidence below which a page counts as not
// recognised: noise and handwriting score below it.
const minConfidence = 55

// Tesseract is the command line of tesseract as measured best for court
// papers: simplified Chinese alone, one uniform block of text.
var Tesseract = []string{"tesseract", "{image}", "stdout", "--dpi", "{dpi}", "-l", "chi_sim", "--psm", "6", "tsv"}

// Command is a Recognizer that runs a program for each page. {image} in its
// arguments stands for the picture's file (PGM), {dpi} for its resolution;
// the program prints tesseract's TSV.
type Command []string

// Installed reports whether the program can be started.
func (c Command) Installed() bool {
	if len(c) == 0 {
		return false
	}
	_, err := exec.LookPath(c[0])
	return err == nil
}

// Recognize runs the program.
func (c Command) Recognize(ctx context.Context, page *image.Gray, dpi int) ([]Word, error) {
	if len(c) == 0 {
		return nil, errors.New("recognition: no command")
	}
	dir, err := os.MkdirTemp("", "zeren-page-")
	if err != nil {
		return nil, fmt.Errorf("recognition: %w", err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "page.pgm")
	if err := os.WriteFile(file, pgm(page), 0o600); err != nil {
		return nil, fmt.Errorf("recognition: %w", err)
	}
	args := make([]string, 0, len(c))
	for _, a := range c[1:] {
		args = append(args, strings.NewReplacer("{image}", file, "{dpi}", strconv.Itoa(dpi)).Replace(a))
	}
	cmd := exec.CommandContext(ctx, c[0], args...)
	cmd.Dir = dir
	// One page, one core: the pool decides how many pages are read at once.
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("recognition: %s: %w", c[0], err)
	}
	return parseTSV(out)
}

// pgm writes a picture as binary PGM.
func pgm(g *image.Gray) []byte {
	b := g.Bounds()
	out := fmt.Appendf(nil, "P5\n%d %d\n255\n", b.Dx(), b.Dy())
	for y := range b.Dy() {
		out = append(out, g.Pix[y*g.Stride:y*g.Stride+b.Dx()]...)
	}
	return out
}

// parseTSV reads the columns level, page_num, block_num, par_num, line_num,
// word_num, left, top, width, height, conf, text; level 5 is a word.
func parseTSV(data []byte) ([]Word, error) {
	var out []Word
	lines := map[[4]int]int{}
	for i, row := range bytes.Split(data, []byte("\n")) {
		f := strings.Split(strings.TrimRight(string(row), "\r"), "\t")
		if i == 0 {
			if f[0] != "level" {
				return nil, errors.New("recognition: the program printed no TSV")
			}
			continue
		}
		if len(f) != 12 || f[0] != "5" || strings.TrimSpace(f[11]) == "" {
			continue
		}
		var n [10]int
		for k := range n {
			x, err := strconv.Atoi(f[k])
			if err != nil {
				return nil, fmt.Errorf("recognition: row %d: %q", i+1, f[k])
			}
			n[k] = x
		}
		conf, err := strconv.ParseFloat(f[10], 64)
		if err != nil {
			return nil, fmt.Errorf("recognition: row %d: confidence %q", i+1, f[10])
		}
		key := [4]int{n[1], n[2], n[3], n[4]}
		if _, ok := lines[key]; !ok {
			lines[key] = len(lines)
		}
		out = append(out, Word{Text: f[11], Line: lines[key], Box: image.Rect(n[6], n[7], n[6]+n[8], n[7]+n[9]), Confidence: conf})
	}
	return out, nil
}

// sheet makes glyphs of recognised words.
func sheet(words []Word, bounds image.Rectangle, dpi int) (s layout.Sheet, confidence float64) {
	point := 72 / float64(dpi)
	s.Width, s.Height = float64(bounds.Dx())*point, float64(bounds.Dy())*point
	for _, w := range words {
		runes := []rune(w.Text)
		step := float64(w.Box.Dx()) / float64(len(runes))
		for i, r := range runes {
			x := float64(w.Box.Min.X) + float64(i)*step
			s.Glyphs = append(s.Glyphs, layout.Glyph{
				Rune: r,
				Box:  layout.Box{X0: x * point, Y0: float64(w.Box.Min.Y) * point, X1: (x + step) * point, Y1: float64(w.Box.Max.Y) * point},
				Row:  w.Line + 1,
			})
		}
		confidence += w.Confidence * float64(len(runes))
	}
	if n := len(s.Glyphs); n > 0 {
		confidence /= float64(n)
	}
	return s, confidence
}

// recognize has the pages without usable text recognised, where there is a
// recognizer, and puts what it read in their choices. The pages are laid out
// anew together with the others, since furniture shows by repetition.
func recognize(chosen []choice, data []byte, opts Options) error {
	var pages []int
	for i, c := range chosen {
		if c.reason == NeedsOCR || c.reason == Garbled {
			pages = append(pages, i)
		}
		if c.reason == Damaged {
			return nil // refused in any case
		}
	}
	if opts.OCR == nil || len(pages) == 0 {
		return nil
	}
	engine, err := pdf.Shared(opts.CacheDir)
	if err != nil {
		return err
	}
	opts.tell(readerOCR, len(pages))
	all := &reading{name: readerOCR, file: &pdf.File{Pages: make([]pdf.Page, len(chosen))}}
	sheets := make([]layout.Sheet, len(chosen))
	for i, c := range chosen {
		if c.by != nil {
			sheets[i] = c.by.file.Pages[i].Sheet
		}
	}
	read := map[int]float64{}
	err = engine.Render(data, pages, scanDPI, func(i int, img *image.Gray) error {
		ctx, cancel := context.WithTimeout(context.Background(), scanTime)
		defer cancel()
		words, err := opts.OCR.Recognize(ctx, img, scanDPI)
		if err != nil {
			return nil // the page stays unread
		}
		if s, confidence := sheet(words, img.Bounds(), scanDPI); confidence >= minConfidence {
			sheets[i], read[i] = s, confidence
		}
		return nil
	})
	if err != nil {
		return nil
	}
	all.pages = layout.Arrange(sheets)
	for _, i := range pages {
		confidence, ok := read[i]
		if !ok {
			continue
		}
		text := body(&all.pages[i])
		c := choice{by: all, gate: measure(text), confidence: math.Round(confidence)}
		if c.reason = verdict(c.gate, false); c.reason != "" {
			c.reason = NeedsOCR
		}
		chosen[i] = c
	}
	return nil
}

// scanTime is how long the recognition of one page may take.
const scanTime = 30 * time.Second
