package report

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestTallRows: a row that no page holds is cut, and every word of it stands
// on the pages as often as it must.
func TestTallRows(t *testing.T) {
	r := renderer(t)
	long := strings.Repeat("责任追究机关", 90)
	words := []string{long}
	sealed := []string{strings.Repeat("喆", 100), strings.Repeat("喆", 100)}
	narrow := []float64{1, 1, 1, 1, 1, 1}
	for name, tb := range map[string]Table{
		"text":              {Rows: [][]Cell{{{Text: words}, {Text: words}}}},
		"text under a head": {Head: []string{"甲", "乙"}, Rows: [][]Cell{{{Text: words}, {Text: []string{"短"}}}}},
		"label":             {Widths: narrow, Rows: [][]Cell{{{Text: words, Label: true}, {Text: []string{"短"}}}}},
		"seal":              {Widths: narrow, Rows: [][]Cell{{{Text: []string{"签名"}, Label: true}, {Text: []string{"短"}, Foot: sealed}}}},
		"seal alone":        {Widths: narrow, Rows: [][]Cell{{{Text: []string{"签名"}, Label: true}, {Foot: sealed}}}},
		"sealed label":      {Widths: narrow, Rows: [][]Cell{{{Text: []string{"签名"}, Label: true, Foot: sealed}}}},
		"seals in two":      {Widths: narrow, Rows: [][]Cell{{{Text: words, Foot: sealed}, {Foot: sealed}}}},
		"blank room":        {Rows: [][]Cell{{{Text: []string{"短"}, MinHeight: 2 * textHeight}}}},
		"head":              {Widths: narrow, Head: []string{long}, Rows: [][]Cell{{{Text: words}}}},
	} {
		for _, form := range []Form{Report, Sheet} {
			t.Run(name+" "+string(form), func(t *testing.T) {
				d := Draft{Title: "表", Form: form, Blocks: []Block{{Kind: Rows, Table: &tb}}}
				l := r.Layout(d)
				if l.Pages() > 20 {
					t.Fatalf("%d pages", l.Pages())
				}
				for _, f := range faults(l) {
					t.Error(f)
				}
				got := ""
				for _, p := range l.pages {
					for _, it := range p {
						got += it.text
					}
				}
				want := strings.Join(draftWords(d), "")
				for _, c := range "喆究" {
					if g, w := strings.Count(got, string(c)), strings.Count(want, string(c)); g != w {
						t.Errorf("%c stands %d times, not %d", c, g, w)
					}
				}
				if utf8.RuneCountInString(got) < utf8.RuneCountInString(want) {
					t.Error("words are lost")
				}
			})
		}
	}
}
