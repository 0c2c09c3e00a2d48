package extract

import (
	"fmt"
	"strings"

	"zeren/ingest"
)

// The codes of warnings on what was read by recognition of a picture (文字识别).
const (
	fromOCR      = "from_ocr"       // pages of the paper are recognised
	fromOCRValue = "from_ocr_value" // a value stands on one; Warning.Field names it
)

// warnRecognised tells which pages of the paper were recognised from a
// picture, and which of its numbers, dates and sums stand there: recognition
// gets digits wrong without a sign, so each must be held against the original.
func (p *paper) warnRecognised() {
	var pages []string
	var first *ingest.Span
	for i := range p.doc.Pages {
		g := &p.doc.Pages[i]
		if !g.Recognised() || g.Start == g.End || g.End <= p.from || g.Start >= p.to {
			continue
		}
		if pages = append(pages, fmt.Sprint(g.Number)); first == nil {
			s := p.doc.Span(g.Start, g.End)
			first = &s
		}
	}
	if first == nil {
		return
	}
	r := &p.record
	r.Warnings = append(r.Warnings, Warning{Code: fromOCR, Span: first,
		Text: "本文书第" + strings.Join(pages, "、") + "页的文字由图像识别得出，可能有错，须与原件核对后才能引用。"})
	check := func(field, name, value string, s *ingest.Span) {
		if s == nil || value == "" {
			return
		}
		recognised, least := p.doc.Sureness(*s)
		if !recognised {
			return
		}
		text := fmt.Sprintf("%s“%s”由图像识别得出（第%d页），数字须逐个与原件核对。", name, value, s.Page)
		if least != ingest.Untold && least < ingest.Doubtful {
			text = fmt.Sprintf("%s“%s”由图像识别得出（第%d页），其中有识别把握不大的字，须逐字与原件核对。", name, value, s.Page)
		}
		r.Warnings = append(r.Warnings, Warning{Code: fromOCRValue, Field: field, Text: text, Span: s})
	}
	at := func(spans map[string]ingest.Span, key string) *ingest.Span {
		if s, ok := spans[key]; ok {
			return &s
		}
		return nil
	}
	check("case_number", "案号", known(r.CaseNumber), at(r.Spans, "case_number"))
	check("decided_on", "裁判日期", known(r.DecidedOn), at(r.Spans, "decided_on"))
	for i, a := range r.ChallengedActs {
		check(fmt.Sprintf("challenged_acts[%d].document_number", i), "被诉行为的文号", known(a.DocumentNumber), a.Span)
		check(fmt.Sprintf("challenged_acts[%d].done_on", i), "被诉行为的日期", known(a.DoneOn), a.Span)
	}
	for i, b := range r.Prior {
		check(fmt.Sprintf("prior[%d].case_number", i), "原审案号", known(b.CaseNumber), at(b.Spans, "case_number"))
		check(fmt.Sprintf("prior[%d].decided_on", i), "原审裁判日期", known(b.DecidedOn), at(b.Spans, "decided_on"))
	}
	for i, a := range r.Amounts {
		check(fmt.Sprintf("amounts[%d].yuan", i), "金额", a.Text, a.Span)
	}
}

// fewMisread are so many wrong characters as a typist makes.
const fewMisread = 2

// damaged reports that the text is a scan's which was read wrongly in places.
func (p *paper) damaged() bool { return len(p.misread) >= fewMisread }

// warnMisread tells that the text is a scan's, with characters that were read
// wrongly: beside those that are known, there are others that are not.
func (p *paper) warnMisread() {
	at := p.misread
	if !p.damaged() || p.record.DocumentType == Other {
		return
	}
	k := at[0]
	p.warn("text_damaged", fmt.Sprintf("文中有%d处像是文字识别的错字（如“%s”），其余文字也可能有误，主文、当事人、案号和日期须与原件逐字核对。", len(at), p.text.Raw(max(p.from, k-2), min(p.to, k+3))), k, k+1)
}

// known is a value that may be unknown, as text.
func known(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
