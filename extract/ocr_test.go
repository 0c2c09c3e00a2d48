package extract

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
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

// TestScanned reads the project's own papers as bad scans. What a scan damages
// may be lost, and a person is warned; but nothing panics, every span holds
// what it quotes, and no agency loses that did not: a loss that is invented is
// worse than one that a person must look up.
func TestScanned(t *testing.T) {
	raw, err := os.ReadFile("testdata/labelled/gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, rate := range []float64{0.005, 0.01, 0.02} {
		losses, kept, silent, n := 0, 0, 0, 0
		number, date, organ := 0, 0, 0
		for i, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
			var g label
			if err := json.Unmarshal([]byte(line), &g); err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile("testdata/labelled/" + g.File)
			if err != nil {
				t.Fatal(err)
			}
			clean := Read(ingest.Document{Text: string(text)})[0]
			lost := map[string]bool{}
			for _, x := range clean.Results {
				lost[x.Agency] = x.Result == Lost || x.Result == PartlyLost
			}
			n++
			doc := ingest.Document{Text: scan(string(text), uint64(i), rate)}
			records := Read(doc)
			for _, r := range records {
				verbatim(t, doc, r)
			}
			r := records[0]
			got := map[string]bool{}
			for _, x := range r.Results {
				if x.Result == Lost || x.Result == PartlyLost {
					got[x.Agency] = true
					if was, known := lost[x.Agency]; known && !was {
						t.Errorf("%s at %.3f: invented loss of %s by %q", g.File, rate, x.Agency, x.Because[0].Text)
					}
				}
			}
			for a, l := range lost {
				if l {
					losses++
					switch {
					case got[a]:
						kept++
					case len(got) > 0 || len(r.Warnings) > 0: // its name is damaged, or a person is warned
					default:
						silent++
						t.Logf("%s at %.3f: loss of %s missed without a warning", g.File, rate, a)
					}
				}
			}
			if orNone(clean.CaseNumber) == orNone(r.CaseNumber) {
				number++
			}
			if orNone(clean.DecidedOn) == orNone(r.DecidedOn) {
				date++
			}
			if clean.Organ == nil || r.Organ != nil && r.Organ.Name == clean.Organ.Name {
				organ++
			}
		}
		if n == 0 || losses == 0 {
			t.Fatal("no papers")
		}
		if rate <= 0.01 && silent > 0 || kept*100 < losses*80 {
			t.Errorf("rate %.3f: %d of %d losses kept, %d missed without a warning", rate, kept, losses, silent)
		}
		t.Logf("rate %.3f: losses kept %d of %d (%d missed without a warning); number %d, date %d, organ %d of %d papers", rate, kept, losses, silent, number, date, organ, n)
	}
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
