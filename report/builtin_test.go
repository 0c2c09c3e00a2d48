package report

import (
	"strings"
	"testing"

	"zeren/classify"
	"zeren/extract"
)

// caseOf is the sample case with another losing agency.
func caseOf(agency string) (string, classify.Case) {
	const sample = "翠山县青石镇人民政府"
	_, c := base()
	r := c.Papers[0]
	source := strings.ReplaceAll(cuishan, sample, agency)
	put := func(s *string) { *s = strings.ReplaceAll(*s, sample, agency) }
	again := &paperOf{t: source}
	for i := range r.Parties {
		put(&r.Parties[i].Name)
	}
	for i := range r.ChallengedActs {
		r.ChallengedActs[i].Agency, r.ChallengedActs[i].DoneOn = &agency, ptr("2024-12-06")
	}
	for i := range r.Dispositions {
		d := &r.Dispositions[i]
		put(&d.Text)
		d.Agencies, d.Span = []string{agency}, again.span(d.Text)
	}
	for i := range r.Results {
		put(&r.Results[i].Agency)
		r.Results[i].Because = again.evidence(r.Dispositions[0].Text)
	}
	for i := range r.Errors {
		r.Errors[i].Agencies = []string{agency}
		for j := range r.Errors[i].Evidence {
			r.Errors[i].Evidence[j].Span = again.span(strings.SplitN(r.Errors[i].Evidence[j].Text, "其强制", 2)[0])
		}
	}
	r.Amounts[0].Span = again.span("21500元")
	r.DecidedOn, r.Final = ptr("2025-06-19"), ptr(true)
	return source, classify.Case{Papers: []extract.Record{r}}
}

// Each built-in pack drafts its papers for the agency that it names as its
// example, and quotes nothing that is not there.
func TestBuiltinPacks(t *testing.T) {
	packs, err := classify.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := classify.LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	if len(packs) == 0 {
		t.Fatal("no pack")
	}
	for i := range packs {
		p := &packs[i]
		t.Run(p.ID, func(t *testing.T) {
			if err := Check(p); err != nil {
				t.Fatal(err)
			}
			source, c := caseOf(p.Example)
			out := classify.Assess(packs, cal, c, classify.Facts{})
			if len(out.Assessments) != 1 || len(out.Assessments[0].Documents) == 0 {
				t.Fatalf("assessments %+v, warnings %v", out.Assessments, out.Warnings)
			}
			a := out.Assessments[0]
			drafts, err := Compose(p, c, classify.Facts{}, a, Settings{})
			if err != nil {
				t.Fatal(err)
			}
			k := dispute{source: source, law: fakeLaw{articles: map[string]string{}}}
			for _, n := range p.Text.Articles {
				k.law.articles[n.Mark] = strings.Join(p.Lines(n.Mark), "\n")
			}
			for j := range drafts {
				sane(t, &drafts[j])
				quoted(t, &drafts[j], k)
			}
			for j, d := range a.Documents {
				if drafts[j].Title != d.Title {
					t.Errorf("document %s is titled %s", d.Title, drafts[j].Title)
				}
			}
			again, err := Compose(p, c, classify.Facts{}, a, Settings{})
			if err != nil || len(again) != len(drafts) || text(&again[0]) != text(&drafts[0]) {
				t.Errorf("a second run differs: %v", err)
			}
		})
	}
}
