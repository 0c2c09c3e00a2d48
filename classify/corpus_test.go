//go:build corpus

package classify

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	"zeren/extract"
)

const written = "../../shared/corpus/dev/written/gold.jsonl"

// label is one line of the labelled folder. Its prior, appearance and amounts
// have an older shape than the record's.
type label struct {
	File   string `json:"file"`
	Record struct {
		DocumentType   extract.DocumentType    `json:"document_type"`
		Organ          *extract.Organ          `json:"organ"`
		CaseNumber     *string                 `json:"case_number"`
		DecidedOn      *string                 `json:"decided_on"`
		Instance       *extract.Instance       `json:"instance"`
		Parties        []extract.Party         `json:"parties"`
		ChallengedActs []extract.ChallengedAct `json:"challenged_acts"`
		Prior          *extract.Prior          `json:"prior"`
		Dispositions   []extract.Disposition   `json:"dispositions"`
		Results        []extract.Result        `json:"results"`
		Errors         []struct {
			Code     extract.Code `json:"code"`
			Minor    bool         `json:"minor"`
			Agencies []string     `json:"agencies"`
			Evidence []string     `json:"evidence"`
		} `json:"errors"`
		Appearance *struct {
			HeadAppeared *bool `json:"head_appeared"`
			ByAgency     []struct {
				Agency       string `json:"agency"`
				HeadAppeared *bool  `json:"head_appeared"`
			} `json:"by_agency"`
		} `json:"appearance"`
		Final *bool `json:"final"`
	} `json:"record"`
	Expect []struct {
		Agency       string   `json:"agency"`
		Jurisdiction *string  `json:"jurisdiction"`
		Applies      *bool    `json:"applies"`
		Triggers     []string `json:"triggers"`
		Faults       []string `json:"faults"`
		Documents    []string `json:"documents"`
		Referrals    []string `json:"referrals"`
		Deadlines    []struct {
			Article string `json:"article"`
			Amount  int    `json:"amount"`
			Unit    string `json:"unit"`
		} `json:"deadlines"`
	} `json:"expect"`
}

func (l *label) paper() extract.Record {
	r := l.Record
	out := extract.Record{
		Source: extract.Source{Name: l.File, SHA256: "00"}, DocumentType: r.DocumentType, Organ: r.Organ, CaseNumber: r.CaseNumber,
		DecidedOn: r.DecidedOn, Instance: r.Instance, Parties: r.Parties, ChallengedActs: r.ChallengedActs,
		Dispositions: r.Dispositions, Results: r.Results, Final: r.Final,
	}
	if r.Prior != nil {
		out.Prior = []extract.Prior{*r.Prior}
	}
	for _, e := range r.Errors {
		f := extract.Finding{Code: e.Code, Minor: e.Minor, Ground: true, Agencies: e.Agencies}
		for _, t := range e.Evidence {
			f.Evidence = append(f.Evidence, extract.Evidence{Text: t})
		}
		out.Errors = append(out.Errors, f)
	}
	if r.Appearance != nil {
		for _, x := range out.Results {
			a := extract.Appearance{Agency: x.Agency, HeadAppeared: r.Appearance.HeadAppeared}
			for _, b := range r.Appearance.ByAgency {
				if b.Agency == x.Agency {
					a.HeadAppeared = b.HeadAppeared
				}
			}
			out.Appearances = append(out.Appearances, a)
		}
	}
	return out
}

// TestWritten holds the assessments of the labelled cases, made from the
// labels' own records, to what the labels expect.
func TestWritten(t *testing.T) {
	file, err := os.Open(written)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	packs, cal := rulesAndDays(t)
	lines, scan := 0, bufio.NewScanner(file)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		var l label
		if err := json.Unmarshal(scan.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		lines++
		t.Run(l.File, func(t *testing.T) {
			out := Assess(packs, cal, Case{Papers: []extract.Record{l.paper()}}, Facts{})
			for _, x := range l.Expect {
				if x.Jurisdiction != nil && !slices.ContainsFunc(packs, func(p Pack) bool { return p.ID == *x.Jurisdiction }) {
					t.Errorf("no pack %s", *x.Jurisdiction)
					continue
				}
				var a *Assessment
				for i := range out.Assessments {
					b := &out.Assessments[i]
					if b.Agency == x.Agency && (x.Jurisdiction == nil || b.Jurisdiction == *x.Jurisdiction) {
						a = b
					}
				}
				no := false
				got := &no
				if a != nil {
					got = a.Applies
				}
				if word(got) != word(x.Applies) {
					t.Errorf("%s: applies %s, want %s", x.Agency, word(got), word(x.Applies))
				}
				if a == nil || x.Applies != nil && !*x.Applies {
					continue
				}
				for kind, want := range map[string][]string{"trigger": x.Triggers, "fault": x.Faults} {
					var met []string
					for _, c := range a.Clauses {
						if c.Kind == kind && (c.Verdict == Met || c.Verdict == Undetermined && slices.Contains(want, c.Article)) && !slices.Contains(met, c.Article) {
							met = append(met, c.Article)
						}
					}
					sort.Strings(met)
					want = slices.Clone(want)
					sort.Strings(want)
					if !slices.Equal(met, want) {
						t.Errorf("%s: %s %v, want %v", x.Agency, kind, met, want)
					}
				}
				for _, d := range x.Documents {
					if !slices.ContainsFunc(a.Documents, func(y Document) bool { return strings.Contains(y.Title, d) }) {
						t.Errorf("%s: no document %s in %v", x.Agency, d, a.Documents)
					}
				}
				for _, d := range x.Deadlines {
					if !slices.ContainsFunc(a.Deadlines, func(y Deadline) bool {
						return y.Article == d.Article && y.Amount == d.Amount && y.Unit == d.Unit
					}) {
						t.Errorf("%s: no deadline %v", x.Agency, d)
					}
				}
				if len(x.Deadlines) > len(a.Deadlines) {
					t.Errorf("%s: %d deadlines, want %d", x.Agency, len(a.Deadlines), len(x.Deadlines))
				}
				for _, r := range x.Referrals {
					if !slices.ContainsFunc(a.Referrals, func(y Referral) bool { return y.Article == r }) {
						t.Errorf("%s: no referral %s", x.Agency, r)
					}
				}
			}
		})
	}
	if lines == 0 {
		t.Fatal("no labels")
	}
}

func word(b *bool) string {
	switch {
	case b == nil:
		return "undetermined"
	case *b:
		return "true"
	}
	return "false"
}
