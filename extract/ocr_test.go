package extract

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"zeren/ingest"
)

// confusions are characters that readers of scans take for one another.
var confusions = map[rune][]rune{
	'日': {'曰', '目'}, '曰': {'日'}, '己': {'已', '巳'}, '已': {'己'}, '末': {'未'}, '未': {'末'}, '入': {'人'}, '人': {'入', '八'},
	'（': {'(', '〈'}, '）': {')', '〉'}, '，': {',', '、', '.'}, '。': {'.', ',', '，'}, '；': {';', ':'}, '：': {':', '；'}, '、': {'，', '.'},
	'0': {'O', '〇', 'o'}, '〇': {'0', 'O', '○'}, '1': {'l', 'I'}, '5': {'S'}, '8': {'B'}, '一': {'-', '—'}, '二': {'三'}, '大': {'太'}, '土': {'士'}, '干': {'千'},
	'判': {'制'}, '原': {'厚'}, '告': {'吿'}, '政': {'攻'}, '〔': {'[', '('}, '〕': {']', ')'}, '号': {'亏'}, '审': {'宙'}, '院': {'皖'},
}

// scan gives a text as a bad scan would: confusions, lost and doubled marks,
// spaces, broken lines and lost characters, each at the given rate.
func scan(s string, seed uint64, rate float64) string {
	r := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	for _, c := range s {
		switch x := r.Float64(); {
		case x < rate/4: // lost
			continue
		case x < rate/2:
			b.WriteRune(c)
			b.WriteRune(' ')
			continue
		case x < 3*rate/4:
			b.WriteRune(c)
			b.WriteRune('\n')
			continue
		}
		if list := confusions[c]; len(list) > 0 && r.Float64() < 4*rate {
			c = list[r.IntN(len(list))]
		}
		b.WriteRune(c)
	}
	return b.String()
}

// scans is how many bad scans of each paper are read, at how many rates: the
// default is a sample.
var scans = flag.Int("scans", 1, "read so many bad scans of each paper, above one heavier ones too")

// TestScanned reads the project's own papers as bad scans. What a scan damages
// may be lost, and a person is warned; but nothing panics, every span holds
// what it quotes, no loss is missed in silence, and up to one wrong character in
// a hundred no agency loses that did not and none is told to have won that lost.
func TestScanned(t *testing.T) {
	papers := labelledPapers(t)
	rates := []float64{0.005, 0.01, 0.02}
	if *scans > 1 {
		rates = append(rates, 0.03, 0.05)
	}
	for _, rate := range rates {
		var s scanned
		for i, p := range papers {
			clean := Read(ingest.Document{Text: p.text})[0]
			for seed := 0; seed < *scans; seed++ {
				s.hold(t, fmt.Sprintf("%s, scan %d at %.3f", p.File, seed, rate), clean, scan(p.text, uint64(i+1000*seed), rate))
			}
		}
		if s.papers == 0 || s.losses == 0 {
			t.Fatal("no papers")
		}
		// Beyond one character in a hundred not every word can be saved (at two, one
		// loss and one in five hundred may be wrong, with a warning); that nobody is warned
		// must not happen there either.
		wrong := s.invented + s.turned
		if s.silent > 0 || rate <= 0.01 && wrong > 0 || rate <= 0.02 && wrong > 1+s.losses/500 || s.kept*100 < s.losses*80 {
			t.Errorf("rate %.3f: %+v", rate, s)
		}
		t.Logf("rate %.3f: %+v", rate, s)
	}
}

// scanned counts what became of the losses in bad scans.
type scanned struct {
	papers, losses, kept int
	invented             int // of an agency that did not lose
	turned               int // told to have won
	silent               int // missed without a warning
	number, date, organ  int // papers with these read right
}

func (s *scanned) hold(t *testing.T, name string, clean Record, text string) {
	t.Helper()
	doc := ingest.Document{Text: text}
	records := Read(doc)
	for _, r := range records {
		verbatim(t, doc, r)
	}
	r := records[0]
	s.papers++
	for _, x := range r.Results {
		if c := resultOf(x.Agency, clean.Results); fallen(&x) && c != nil && !fallen(c) {
			s.invented++
			t.Logf("%s: invented loss of %s by %q", name, x.Agency, x.Because[0].Text)
		}
	}
	for _, x := range clean.Results {
		if !fallen(&x) {
			continue
		}
		s.losses++
		y := resultOf(x.Agency, r.Results)
		if fallen(y) {
			s.kept++
			continue
		}
		if y != nil && y.Result == Won {
			s.turned++
			t.Logf("%s: %s is told to have won by %q", name, x.Agency, y.Because[0].Text)
		}
		if len(r.Warnings) == 0 {
			s.silent++
			t.Logf("%s: loss of %s missed without a warning", name, x.Agency)
		}
	}
	if orNone(clean.CaseNumber) == orNone(r.CaseNumber) {
		s.number++
	}
	if orNone(clean.DecidedOn) == orNone(r.DecidedOn) {
		s.date++
	}
	if clean.Organ == nil || r.Organ != nil && r.Organ.Name == clean.Organ.Name {
		s.organ++
	}
}

func fallen(x *Result) bool { return x != nil && (x.Result == Lost || x.Result == PartlyLost) }

// resultOf finds the result of an agency whose name a scan may have damaged.
func resultOf(agency string, list []Result) *Result {
	var best *Result
	top := 800
	for k := range list {
		a, b := []rune(Fold(agency)), []rune(Fold(list[k].Agency))
		if n := 2000 * common(a, b) / (len(a) + len(b)); n > top {
			top, best = n, &list[k]
		}
	}
	return best
}

func orNone(s *string) string {
	if s == nil {
		return ""
	}
	return Fold(*s)
}

// verbatim holds every span of a record to its quotation.
func verbatim(t *testing.T, doc ingest.Document, r Record) {
	t.Helper()
	n := doc.Len()
	check := func(what string, sp *ingest.Span, quote string) {
		t.Helper()
		if sp == nil {
			return
		}
		if sp.Start < 0 || sp.End > n || sp.Start > sp.End {
			t.Fatalf("%s: span %v outside %d", what, *sp, n)
		}
		if quote != "" && doc.Quote(*sp) != quote {
			t.Fatalf("%s: %q at its place is %q", what, quote, doc.Quote(*sp))
		}
	}
	for _, d := range r.Dispositions {
		check("disposition", d.Span, d.Text)
	}
	for _, e := range r.Errors {
		for _, v := range e.Evidence {
			check("evidence", v.Span, v.Text)
		}
	}
	for _, x := range r.Results {
		for _, v := range x.Because {
			check("because", v.Span, v.Text)
		}
	}
	for _, a := range r.ChallengedActs {
		check("act", a.Span, a.Text)
	}
	for _, p := range r.Parties {
		check("party", p.Span, p.Name)
	}
	for _, f := range r.Facts {
		check("fact", f.Span, f.Text)
	}
	for _, q := range r.Prior {
		for _, f := range q.Facts {
			check("fact below", f.Span, f.Text)
		}
		for k, sp := range q.Spans {
			check("prior "+k, &sp, "")
		}
	}
	for _, a := range r.Amounts {
		check("amount", a.Span, a.Text)
	}
	for _, a := range r.Appearances {
		check("appearance", a.Span, a.Text)
	}
	for _, x := range r.Sections {
		check("section", &x.Span, "")
	}
	for k, sp := range r.Spans {
		check(k, &sp, "")
	}
	for _, w := range r.Warnings {
		check(fmt.Sprint("warning ", w.Code), w.Span, "")
	}
}
