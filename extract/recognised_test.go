package extract

import (
	"strings"
	"testing"

	"zeren/ingest"
)

// TestRecognisedPages: what stands on a recognised page is said to, value by
// value, and what stands on another is not.
func TestRecognisedPages(t *testing.T) {
	first := []string{"浙江省温州市鹿城区人民法院", "行政判决书", "（2019）浙0302行初12号",
		"原告张某某，男，1970年1月1日出生，住温州市鹿城区。", "被告温州市鹿城区综合行政执法局。",
		"原告张某某不服被告温州市鹿城区综合行政执法局作出的行政处罚决定，向本院提起行政诉讼。本院受理后依法组成合议庭，公开开庭审理了本案，现已审理终结。"}
	second := []string{"本院认为，被诉处罚决定认定事实不清，主要证据不足。判决如下：",
		"一、撤销被告温州市鹿城区综合行政执法局作出的罚款人民币5000元的行政处罚决定；",
		"二、案件受理费50元，由被告负担。", "审判长　李某", "二〇一九年三月五日"}
	var d ingest.Document
	add := func(number int, reader string, lines []string, sure int) {
		p := ingest.Page{Number: number, Reader: reader, Start: d.Len()}
		for i, l := range lines {
			line := ingest.Line{Number: i + 1, Start: d.Len(), Para: true}
			d.Text += l + "\n"
			line.End = d.Len() - 1
			for range line.End - line.Start {
				if reader == "ocr" {
					line.Sure = append(line.Sure, sure)
				}
			}
			p.Lines = append(p.Lines, line)
		}
		p.End = d.Len()
		d.Pages = append(d.Pages, p)
	}
	add(1, "pdfium", first, 0)
	add(2, "ocr", second, 95)
	r := Read(d)[0]
	fields := map[string]string{}
	pages := ""
	for _, w := range r.Warnings {
		switch w.Code {
		case fromOCR:
			pages += w.Text
		case fromOCRValue:
			fields[w.Field] = w.Text
			if w.Span == nil || w.Span.Page != 2 {
				t.Errorf("%+v", w)
			}
		}
	}
	if !strings.Contains(pages, "第2页") || strings.Contains(pages, "第1") {
		t.Errorf("pages: %q", pages)
	}
	if fields["decided_on"] == "" || fields["amounts[0].yuan"] == "" || fields["case_number"] != "" {
		t.Errorf("%v", fields)
	}
	d.Text, d.Pages = "", nil
	add(1, "ocr", first, 60)
	add(2, "pdfium", second, 0)
	for _, w := range Read(d)[0].Warnings {
		if w.Code == fromOCRValue && w.Field == "case_number" && !strings.Contains(w.Text, "把握不大") {
			t.Errorf("%+v", w)
		}
		if w.Field == "decided_on" {
			t.Errorf("%+v", w)
		}
	}
}
