package report

import (
	"fmt"
	"strings"

	"zeren/extract"
)

// Codes of ingest's problems with a page that touch its words: what is quoted
// from it bears a mark.
var (
	recognisedPage = []string{"ocr", "ocr_digits", "hidden_text"}
	doubtfulPage   = []string{"reading_order", "unknown_characters"}
)

// doubt is the mark of a quotation from a page whose words must be held
// against the original, "" for others.
func doubt(r *extract.Record, page int) string {
	switch {
	case recognised(r, page):
		return "，识别文字，须与原件核对"
	case troubled(r, page, doubtfulPage):
		return "，字序、字符有疑，须与原件核对"
	}
	return ""
}

func troubled(r *extract.Record, page int, codes []string) bool {
	for _, x := range r.Problems {
		for _, c := range codes {
			if x.Code == c && (x.Page == page || x.Page == 0) {
				return true
			}
		}
	}
	return false
}

// recognised tells whether a page was read by recognition of its picture: as
// the problems of the pages say it, or, where they say nothing, as the reader
// of the whole file.
func recognised(r *extract.Record, page int) bool {
	for _, x := range r.Problems {
		if x.Code == "ocr" || x.Code == "hidden_text" {
			return troubled(r, page, recognisedPage)
		}
	}
	return strings.Contains(strings.ToLower(r.Source.Reader), "ocr")
}

// scanned tells whether a paper, or a page of it, was read by recognition.
func scanned(r *extract.Record) bool {
	for _, x := range r.Problems {
		if x.Code == "ocr" || x.Code == "hidden_text" {
			return true
		}
	}
	return recognised(r, 0)
}

// doubts are the reader's notes on the pages of a paper, each with its place.
// What a warning of the record already says of recognised pages is left to it.
func (w *writer) doubts(r *extract.Record) []string {
	name := word(r)
	if len(w.c.Papers) > 1 {
		name = w.called(r)
	}
	warned := false
	for _, n := range r.Warnings {
		warned = warned || n.Code == "from_ocr"
	}
	var out []string
	for _, x := range r.Problems {
		switch {
		case x.Text == "" || warned && x.Code == "ocr":
		case x.Page > 0:
			out = appendNew(out, sentence(fmt.Sprintf("%s第%d页：%s", name, x.Page, x.Text)))
		default:
			out = appendNew(out, sentence(name+"："+x.Text))
		}
	}
	return out
}
