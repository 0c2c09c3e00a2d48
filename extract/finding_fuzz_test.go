package extract

import (
	"encoding/json"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"zeren/ingest"
)

// TestTablesOfFaults holds the tables to their own rules: every mark is in
// the closed set, every row has a name and words in normal form.
func TestTablesOfFaults(t *testing.T) {
	internal := map[string]bool{"flaw": true, "slight": true}
	used := map[string]bool{"plainly": true, "seriously": true}
	check := func(rule, text string, words []string) {
		if rule == "" || text == "" {
			t.Errorf("row %q %q", rule, text)
		}
		if Fold(text) != text {
			t.Errorf("%s: %q is not in normal form", rule, text)
		}
		for _, w := range words {
			used[w] = true
			if findingWords[w] == "" && !internal[w] {
				t.Errorf("%s: mark %q is not in the closed set", rule, w)
			}
		}
	}
	for _, row := range cuePhrases {
		for _, p := range strings.Split(row.text, "|") {
			check(row.rule, p, row.words)
		}
	}
	for _, p := range cuePatterns {
		for _, part := range p.parts {
			for _, a := range strings.Split(part, "|") {
				check(p.rule, a, p.words)
			}
		}
	}
	for w := range findingWords {
		if !used[w] {
			t.Errorf("no row sets %q", w)
		}
	}
}

// TestEveryPhraseIsFound puts each phrase of the tables into the plainest
// sentence that could hold it.
func TestEveryPhraseIsFound(t *testing.T) {
	x := faultLexis()
	n := 0
	for _, row := range cuePhrases {
		for _, p := range strings.Split(row.text, "|") {
			n++
			doc := ingest.Document{Text: "被告的行为，" + p + "。"}
			text := Normalize(&doc)
			s := sentencesOf(text, 0, text.Len(), 0, nil)
			found := false
			for _, h := range x.find(text.String(), &s[0]) {
				found = found || h.code == row.code || h.from > 0
			}
			if !found {
				t.Errorf("%s: %q is not found", row.rule, p)
			}
		}
	}
	if n < 800 {
		t.Errorf("%d phrases", n)
	}
}

func FuzzFindings(f *testing.F) {
	var names []string
	for n := range settings {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, row := range strings.Split(findingRows+turnRows+familyRows, "\n") {
		if parts := strings.SplitN(row, "|", 3); len(parts) == 3 {
			f.Add(uint8(len(row)), parts[2])
		}
	}
	f.Add(uint8(0), "“《第七十条，。”规定：（一）")
	f.Fuzz(func(t *testing.T, k uint8, text string) {
		if !utf8.ValidString(text) || len(text) > 4000 {
			return
		}
		s := settings[names[int(k)%len(names)]]
		read := func() *paper {
			p := paperOf(s, text)
			p.parts = append(p.parts, part{SectionBasis, p.text.Len() / 2, p.text.Len()})
			p.readFindings()
			p.readLaws()
			p.readAmounts()
			p.readAppearances()
			return p
		}
		p := read()
		for _, e := range p.record.Errors {
			if len(e.Evidence) == 0 {
				t.Errorf("%s without evidence", e.Code)
			}
			for _, q := range e.Evidence {
				if q.Span == nil {
					t.Fatalf("%s: evidence without a place", e.Code)
				}
				if q.Text != "" && q.Text != p.doc.Quote(*q.Span) && q.Text != s.text {
					t.Errorf("%s: %q is not at its place: %q", e.Code, q.Text, p.doc.Quote(*q.Span))
				}
			}
		}
		a, _ := json.Marshal(p.record)
		b, _ := json.Marshal(read().record)
		if string(a) != string(b) {
			t.Error("two readings differ")
		}
	})
}
