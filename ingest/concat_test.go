package ingest

import (
	"testing"
	"unicode/utf8"
)

// TestConcat: the text of each page is found where the page says, and each page
// tells where it came from; the parts are left as they were.
func TestConcat(t *testing.T) {
	first, err := Decode("一.txt", []byte("某某县人民法院\n行政判决书\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	first.Source.SHA256 = "aa"
	second, err := Decode("二.txt", []byte("驳回原告的诉讼请求。\n二〇二一年三月五日\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	second.Source.SHA256, second.Problems = "bb", []Problem{{Code: "doubtful", Text: "不清楚", Page: 1}}
	docs := []Document{first, second}
	whole := Concat("判决书.txt", docs)
	if whole.Text != docs[0].Text+docs[1].Text || whole.Source.Pages != 2 || whole.Source.Name != "判决书.txt" {
		t.Fatalf("%+v", whole.Source)
	}
	runes := []rune(whole.Text)
	for i, p := range whole.Pages {
		if p.Number != i+1 || string(runes[p.Start:p.End]) != docs[i].Text || p.From == nil || p.From.SHA256 != docs[i].Source.SHA256 || p.From.Page != 1 {
			t.Errorf("page %d: %+v", i+1, p)
		}
		for k, l := range p.Lines {
			old := docs[i].Pages[0].Lines[k]
			if string(runes[l.Start:l.End]) != string([]rune(docs[i].Text)[old.Start:old.End]) {
				t.Errorf("line %d of page %d is moved wrong", k, i+1)
			}
		}
	}
	if p := whole.Problems[0]; p.Page != 2 || p.Text != "二.txt：不清楚" {
		t.Errorf("%+v", p)
	}
	if docs[1].Pages[0].Lines[0].Start != 0 || docs[1].Pages[0].From != nil {
		t.Error("a part was changed")
	}
	if s := whole.Span(utf8.RuneCountInString(docs[0].Text), whole.Len()); s.Page != 2 || s.Line != 1 {
		t.Errorf("%+v", s)
	}
	if empty := Concat("无", nil); empty.Text != "" || len(empty.Pages) != 0 {
		t.Errorf("%+v", empty)
	}
}
