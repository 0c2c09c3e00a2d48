package ocr

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Parse reads what an engine printed: hOCR (known by its angle bracket),
// tesseract's TSV (by its header), else plain text, one line a line, without
// places or confidence.
func Parse(data []byte) ([]Line, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("recognition: the engine printed no UTF-8")
	}
	head := bytes.TrimLeftFunc(data, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
	switch {
	case bytes.HasPrefix(head, []byte("<")):
		return parseHOCR(head)
	case bytes.HasPrefix(head, []byte("level\t")):
		return parseTSV(head)
	}
	return parseText(head), nil
}

func parseText(data []byte) []Line {
	var out []Line
	for _, row := range strings.FieldsFunc(string(data), func(r rune) bool { return r == '\n' || r == '\r' || r == '\f' }) {
		var l Line
		for _, r := range strings.TrimRightFunc(row, unicode.IsSpace) {
			l = append(l, Char{Rune: r, Confidence: Unknown})
		}
		if len(l) > 0 {
			out = append(out, l)
		}
	}
	return out
}

// depthLimit bounds how deep the elements of hOCR may lie in each other.
const depthLimit = 512

// coordinateLimit bounds the coordinates that are believed.
const coordinateLimit = 1 << 20

// parseTSV reads the columns level, page_num, block_num, par_num, line_num,
// word_num, left, top, width, height, conf, text; level 5 is a word.
func parseTSV(data []byte) ([]Line, error) {
	var out []Line
	lines := map[[4]int]int{}
	for i, row := range bytes.Split(data, []byte("\n")) {
		f := strings.Split(strings.TrimRight(string(row), "\r"), "\t")
		if i == 0 || len(f) != 12 || f[0] != "5" || strings.TrimSpace(f[11]) == "" {
			continue
		}
		var n [10]int
		for k := range n {
			x, err := strconv.Atoi(f[k])
			if err != nil || x < 0 || x > coordinateLimit {
				return nil, fmt.Errorf("recognition: row %d: %q", i+1, f[k])
			}
			n[k] = x
		}
		conf, err := strconv.ParseFloat(f[10], 64)
		if err != nil {
			return nil, fmt.Errorf("recognition: row %d: confidence %q", i+1, f[10])
		}
		key := [4]int{n[1], n[2], n[3], n[4]}
		at, ok := lines[key]
		if !ok {
			at = len(out)
			lines[key] = at
			out = append(out, nil)
		}
		out[at] = append(out[at], spread(f[11], image.Rect(n[6], n[7], n[6]+n[8], n[7]+n[9]), conf)...)
	}
	return out, nil
}

// spread gives the characters of a word equal parts of its box.
func spread(word string, box image.Rectangle, conf float64) []Char {
	var runes []rune
	for _, r := range word {
		if !unicode.IsSpace(r) {
			runes = append(runes, r)
		}
	}
	out := make([]Char, len(runes))
	for i, r := range runes {
		b := box
		if !box.Empty() {
			b.Min.X = box.Min.X + box.Dx()*i/len(runes)
			b.Max.X = max(box.Min.X+box.Dx()*(i+1)/len(runes), b.Min.X+1)
		}
		out[i] = Char{Rune: r, Box: b, Confidence: bounded(conf)}
	}
	return out
}

func bounded(conf float64) float64 {
	if conf == Unknown {
		return Unknown
	}
	if math.IsNaN(conf) {
		return 0
	}
	return math.Min(math.Max(conf, 0), 100)
}

var (
	boxProperty  = regexp.MustCompile(`(?:^|[;\s])(?:x_bboxes|bbox) (-?\d{1,7}) (-?\d{1,7}) (-?\d{1,7}) (-?\d{1,7})`)
	confProperty = regexp.MustCompile(`(?:^|[;\s])(?:x_wconf|x_conf|x_confs) (-?\d{1,3}(?:\.\d{1,9})?)`)
	lineClasses  = []string{"ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocr_footer"}
	wordClasses  = []string{"ocrx_word", "ocr_word"}
	charClasses  = []string{"ocrx_cinfo", "ocr_cinfo"}
)

// steep is how tesseract's confidence of a word follows from that of its least
// sure character: both are 100 plus its certainty, that of the word seven
// times over. On the characters' own scale all stand between 90 and 100.
const steep = 7

// parseHOCR reads lines, words and, where they are told, characters.
func parseHOCR(data []byte) ([]Line, error) {
	tree, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("recognition: hOCR: %w", err)
	}
	h := hocr{}
	h.walk(tree, 0)
	if h.seen == 0 {
		return nil, errors.New("recognition: the engine printed neither hOCR, TSV nor text")
	}
	return h.lines, nil
}

type hocr struct {
	lines     []Line
	open      bool // a line is being filled
	seen      int  // elements of hOCR
	tesseract bool
}

func (h *hocr) walk(n *html.Node, depth int) {
	if depth > depthLimit {
		return
	}
	if n.Type == html.ElementNode {
		if n.Data == "meta" && attribute(n, "name") == "ocr-system" {
			h.tesseract = strings.HasPrefix(attribute(n, "content"), "tesseract")
		}
		switch class := attribute(n, "class"); {
		case has(class, "ocr_page"), has(class, "ocr_carea"), has(class, "ocr_par"):
			h.seen++
		case has(class, lineClasses...):
			h.seen++
			h.open = false
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				h.walk(c, depth+1)
			}
			if !h.open { // an engine that tells lines alone
				h.add(spread(content(n), boxOf(n), confOf(n)))
			}
			h.open = false
			return
		case has(class, wordClasses...):
			h.seen++
			h.add(h.word(n))
			return
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		h.walk(c, depth+1)
	}
}

// add puts characters behind those of the line that is open.
func (h *hocr) add(chars []Char) {
	if len(chars) == 0 {
		return
	}
	if !h.open {
		h.lines = append(h.lines, nil)
		h.open = true
	}
	last := &h.lines[len(h.lines)-1]
	*last = append(*last, chars...)
}

func (h *hocr) word(n *html.Node) []Char {
	var out []Char
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || !has(attribute(c, "class"), charClasses...) {
			continue
		}
		conf := confOf(c)
		if h.tesseract && conf >= 0 {
			conf = 100 - steep*(100-conf)
		}
		out = append(out, spread(content(c), boxOf(c), conf)...)
	}
	if len(out) > 0 {
		return out
	}
	return spread(content(n), boxOf(n), confOf(n))
}

func boxOf(n *html.Node) image.Rectangle {
	m := boxProperty.FindStringSubmatch(attribute(n, "title"))
	if m == nil {
		return image.Rectangle{}
	}
	var v [4]int
	for i := range v {
		v[i], _ = strconv.Atoi(m[i+1])
	}
	return image.Rect(v[0], v[1], v[2], v[3])
}

func confOf(n *html.Node) float64 {
	m := confProperty.FindStringSubmatch(attribute(n, "title"))
	if m == nil {
		return Unknown
	}
	v, _ := strconv.ParseFloat(m[1], 64)
	return v
}

func content(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(content(c))
	}
	return b.String()
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// has reports whether a class attribute holds one of the classes.
func has(attr string, classes ...string) bool {
	for _, have := range strings.Fields(attr) {
		for _, c := range classes {
			if have == c {
				return true
			}
		}
	}
	return false
}
