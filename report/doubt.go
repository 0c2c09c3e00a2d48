package report

import (
	"fmt"
	"strings"

	"zeren/extract"
	"zeren/ingest"
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

// recognisedMark stands behind a value of a sentence (a party, a number, a date)
// that was read by recognition of a picture: a wrong digit there shows no sign.
const recognisedMark = "〔识别〕"

// seen gives a value with recognisedMark where its place in the paper was read
// by recognition; where no place is known, where any page of the paper was. A
// report that a person confirmed bears no such marks: its values were held
// against the original.
func (w *writer) seen(r *extract.Record, value string, s *ingest.Span) string {
	if value == "" || w.confirmed {
		return value
	}
	if s == nil && scanned(r) || s != nil && recognised(r, s.Page) {
		return value + recognisedMark
	}
	return value
}

// seenAt is seen for a value whose place stands among others by its name.
func (w *writer) seenAt(r *extract.Record, value string, spans map[string]ingest.Span, key string) string {
	if s, ok := spans[key]; ok {
		return w.seen(r, value, &s)
	}
	return w.seen(r, value, nil)
}

// number and decidedOn are the paper's case number and date in words.
func (w *writer) number(r *extract.Record) string {
	return w.seenAt(r, deref(r.CaseNumber), r.Spans, "case_number")
}

func (w *writer) decidedOn(r *extract.Record) string {
	return w.seenAt(r, dateWords(deref(r.DecidedOn)), r.Spans, "decided_on")
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
