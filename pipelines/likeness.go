package pipelines

import (
	"strings"
	"unicode"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

// likeEnough is from which likeness on two papers of one number, organ and
// parties are one paper. TestLikenessCorpus measures it: what is read from a PDF
// is like its text by 0.99 and more, a scan in which one character of twenty is
// misread by 0.7; a ruling that mends a judgment is not like it. Cases of one
// series are alike by up to 0.9, but have other numbers and other parties.
const likeEnough = 0.5

// twinParties is how many of a paper's parties it can be found by.
const twinParties = 3

// twinKeys are what a paper whose number was not read, as recognition can lose
// it, and its twin with the number can be found by: the day of the decision and
// the parties that are no agencies. What is to be compared with a paper is under
// seeks; papers that both have a number do not meet here.
func twinKeys(r *extract.Record) (keys, seeks []string) {
	if r.DocumentType == extract.Other || r.DocumentType == "" {
		return nil, nil
	}
	var by []string
	if r.DecidedOn != nil {
		by = append(by, "day:"+*r.DecidedOn)
	}
	n := 0
	for _, p := range r.Parties {
		if name := plainText(p.Name); p.Kind != extract.Agency && name != "" && n < twinParties {
			by = append(by, "name:"+name)
			n++
		}
	}
	for _, k := range by {
		if r.CaseNumber != nil {
			keys, seeks = append(keys, "numbered "+k), append(seeks, "unnumbered "+k)
			continue
		}
		keys, seeks = append(keys, "unnumbered "+k), append(seeks, "numbered "+k, "unnumbered "+k)
	}
	return keys, seeks
}

// maybeTwins reports whether two papers, one of them without a number, may be
// one by all that both tell besides their text.
func maybeTwins(a, b *extract.Record) bool {
	kind := a.DocumentType != extract.Other && a.DocumentType != "" && a.DocumentType == b.DocumentType
	day := a.DecidedOn == nil || b.DecidedOn == nil || *a.DecidedOn == *b.DecidedOn
	return kind && day && (a.CaseNumber == nil || b.CaseNumber == nil) && !classify.OtherParties(a, b)
}

// twinEnough is from which likeness on two such papers are shown as one: more is
// asked than of papers whose number says the same.
const twinEnough = 0.6

// shingle is how many characters are compared at a time.
const shingle = 4

// likeness compares two texts by the runs of characters that they share: 1 for
// the same text, 0 for strangers. White space, punctuation and the form of
// brackets and digits do not count, so that a scan is like the text that it
// shows, as far as it was recognised.
func likeness(a, b string) float64 {
	x, y := shingles(a), shingles(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	shared := 0
	for s := range x {
		if y[s] {
			shared++
		}
	}
	return float64(shared) / float64(len(x)+len(y)-shared)
}

func shingles(text string) map[[shingle]rune]bool {
	set := map[[shingle]rune]bool{}
	var last [shingle]rune
	n := 0
	for _, r := range extract.Fold(text) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		copy(last[:], last[1:])
		last[shingle-1] = r
		if n++; n >= shingle {
			set[last] = true
		}
	}
	return set
}

// textOf is the text of one paper of a document.
func textOf(d *ingest.Document, r *extract.Record) string {
	if r.Source.Part == 0 || len(r.Sections) == 0 {
		return d.Text
	}
	runes := []rune(d.Text)
	from, to := len(runes), 0
	for _, s := range r.Sections {
		from, to = min(from, s.Span.Start), max(to, s.Span.End)
	}
	if from = max(from, 0); from >= min(to, len(runes)) {
		return ""
	}
	return string(runes[from:min(to, len(runes))])
}

// pageOf finds the first page of a document that prints a number, 0 where none
// does.
func pageOf(d *ingest.Document, number string) int {
	want := plainText(number)
	var plain strings.Builder
	var at []int // bytes of plain: runes of the text
	i := 0
	for _, r := range d.Text {
		n, _ := plain.WriteString(plainText(string(r)))
		for range n {
			at = append(at, i)
		}
		i++
	}
	k := strings.Index(plain.String(), want)
	if k < 0 || want == "" {
		return 0
	}
	return d.Span(at[k], at[k]).Page
}
