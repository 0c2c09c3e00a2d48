//go:build corpus

package extract

import (
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
)

// TestWordingUnseen tells how faults that are told in free words are read where
// nobody taught them: for each writer of testdata/wording with a model that
// learnt from the other writers alone. The rules have been mended on sentences
// of some of them: their share is told too.
func TestWordingUnseen(t *testing.T) {
	list := excerpts(t)
	all := lessons(list)
	defer func(m func() *linear) { wordingModel = m }(wordingModel)
	var writers []string
	for _, p := range list {
		if p.writer != "papers" && !slices.Contains(writers, p.writer) { // the rules know the papers
			writers = append(writers, p.writer)
		}
	}
	sort.Strings(writers)
	var b strings.Builder
	b.WriteString("# Faults told in free words: read by rules alone, and with the wording learnt from the other writers.\n# go test -tags corpus -run TestWordingUnseen ./extract -update\n\n")
	var alone, with rate
	perCode := map[Code]*rate{}
	var wrong []string
	total := 0
	for _, w := range writers {
		var others []lesson
		for _, l := range all {
			if l.writer != w {
				others = append(others, l)
			}
		}
		learnt := parseLinear(learn(others).table())
		var r0, r1 rate
		n := 0
		for i := range list {
			p := &list[i]
			if p.writer != w || p.unset() {
				continue
			}
			n++
			total++
			wordingModel = blind
			p.count(&r0)
			wordingModel = func() *linear { return learnt }
			want, got := p.count(&r1)
			for _, c := range WordedCodes() {
				x, y := slices.Contains(strings.Fields(want), string(c)), slices.Contains(strings.Fields(got), string(c))
				r := perCode[c]
				if r == nil {
					r = &rate{}
					perCode[c] = r
				}
				switch {
				case x && y:
					r.tp++
				case y:
					r.fp++
				case x:
					r.fn++
				}
			}
			if want != got {
				wrong = append(wrong, fmt.Sprintf("%s: want [%s], got [%s]: %s", p.id, want, got, p.text()))
			}
		}
		fmt.Fprintf(&b, "%-4s %3d passages   rules P %.3f R %.3f F1 %.3f   with wording P %.3f R %.3f F1 %.3f   n %d\n", w, n, r0.p(), r0.r(), r0.f1(), r1.p(), r1.r(), r1.f1(), r1.tp+r1.fn)
		alone.tp, alone.fp, alone.fn = alone.tp+r0.tp, alone.fp+r0.fp, alone.fn+r0.fn
		with.tp, with.fp, with.fn = with.tp+r1.tp, with.fp+r1.fp, with.fn+r1.fn
	}
	fmt.Fprintf(&b, "all  %3d passages   rules P %.3f R %.3f F1 %.3f   with wording P %.3f R %.3f F1 %.3f   n %d\n", total, alone.p(), alone.r(), alone.f1(), with.p(), with.r(), with.f1(), with.tp+with.fn)
	b.WriteString("\n")
	for _, c := range WordedCodes() {
		r := perCode[c]
		fmt.Fprintf(&b, "%-20s P %.3f R %.3f F1 %.3f n %d\n", c, r.p(), r.r(), r.f1(), r.tp+r.fn)
	}
	fmt.Print(b.String())
	if *misses {
		for _, m := range wrong {
			fmt.Println(m)
		}
	}
	const path = "testdata/accuracy_wording.txt"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if with.p() < 0.87 || with.r() < 0.75 {
		t.Errorf("precision %.3f, recall %.3f: below what was reached", with.p(), with.r())
	}
}

// unset reports a sentence by itself about a duty or an agreement: its setting
// does not tell that the case was about one.
func (b *excerpt) unset() bool {
	if len(b.sentences) != 1 || strings.HasPrefix(b.writer, "w") {
		return false
	}
	c := b.sentences[0].codes
	return slices.Contains(c, string(Nonperformance)) || slices.Contains(c, string(ContractBreach))
}

// blind is a model that neither adds nor doubts a fault.
func blind() *linear {
	m := &linear{codes: WordedCodes(), bias: make([]float64, len(WordedCodes()))}
	for c := range m.bias {
		m.bias[c] = -2
	}
	return m
}

// count adds how the passage is read to a rate and gives the codes that it
// holds and those read, without what is optional.
func (b *excerpt) count(r *rate) (want, got string) {
	gold, free := map[string]bool{}, map[string]bool{}
	for _, s := range b.sentences {
		for _, c := range s.codes {
			gold[c] = true
		}
		for _, c := range append(append([]string{}, s.optional...), s.remarks...) {
			free[c] = true
		}
	}
	p := b.paper(b.text())
	p.readFindings()
	found := map[string]bool{}
	for _, f := range p.record.Errors {
		if f.Ground {
			found[string(f.Code)] = true
		}
	}
	var g, f []string
	for c := range gold {
		g = append(g, c)
		if found[c] {
			r.tp++
		} else {
			r.fn++
		}
	}
	for c := range found {
		if !gold[c] && free[c] {
			continue
		}
		f = append(f, c)
		if !gold[c] {
			r.fp++
		}
	}
	sort.Strings(g)
	sort.Strings(f)
	return strings.Join(g, " "), strings.Join(f, " ")
}

func (b *excerpt) text() string {
	var s strings.Builder
	for _, x := range b.sentences {
		s.WriteString(x.text)
	}
	return s.String()
}
