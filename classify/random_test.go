package classify

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"zeren/extract"
)

// TestAssessAnything assesses papers that say anything at all: no condition
// fails, a regulation never applies to an agency that won, what is open asks
// for something, and more facts never turn a decided clause.
func TestAssessAnything(t *testing.T) {
	packs, cal := rulesAndDays(t)
	var agencies []string
	for _, p := range packs {
		agencies = append(agencies, p.Example)
	}
	agencies = append(agencies, "某市某局")
	maybe := func(t *rapid.T, name string, of []string) *string {
		if s := rapid.SampledFrom(append([]string{""}, of...)).Draw(t, name); s != "" {
			return &s
		}
		return nil
	}
	rapid.Check(t, func(t *rapid.T) {
		agency := rapid.SampledFrom(agencies).Draw(t, "agency")
		r := extract.Record{
			DocumentType: rapid.SampledFrom([]extract.DocumentType{extract.AdministrativeJudgment, extract.AdministrativeRuling, extract.CivilJudgment, extract.ReconsiderationDecision, extract.MediationStatement}).Draw(t, "type"),
			DecidedOn:    maybe(t, "decided", []string{"2003-01-01", "2017-10-13", "2023-06-01", "2025-01-02"}),
			Parties:      []extract.Party{{Role: "被告", Name: agency, Kind: extract.Agency}},
			Results:      []extract.Result{{Agency: agency, Result: rapid.SampledFrom([]extract.Verdict{extract.Lost, extract.PartlyLost, extract.Won, extract.Undecided}).Draw(t, "result")}},
		}
		if i := maybe(t, "instance", []string{"first", "second", "retrial", "review", "reconsideration", "enforcement"}); i != nil {
			r.Instance = to(extract.Instance(*i))
		}
		if rapid.Bool().Draw(t, "final") {
			r.Final = to(true)
		}
		for range rapid.IntRange(0, 3).Draw(t, "dispositions") {
			r.Dispositions = append(r.Dispositions, extract.Disposition{Text: "主文", Outcomes: rapid.SliceOfN(rapid.SampledFrom(outcomeCodes), 0, 2).Draw(t, "outcomes"), Agencies: []string{agency}})
		}
		for range rapid.IntRange(0, 3).Draw(t, "errors") {
			var wording *extract.Wording
			if rapid.Bool().Draw(t, "by wording") {
				wording = &extract.Wording{Score: 0.4}
			}
			r.Errors = append(r.Errors, extract.Finding{Wording: wording, Code: rapid.SampledFrom(findingCodes).Draw(t, "code"), Minor: rapid.Bool().Draw(t, "minor"), Ground: rapid.Bool().Draw(t, "ground"), Agencies: []string{agency}, Evidence: []extract.Evidence{{Text: "原文"}}})
		}
		for range rapid.IntRange(0, 2).Draw(t, "acts") {
			r.ChallengedActs = append(r.ChallengedActs, extract.ChallengedAct{Text: "行为", Kind: maybe(t, "kind", []string{"penalty", "licence", "omission", "agreement"}), DoneOn: maybe(t, "done", []string{"2010-01-01", "2020-01-01"}), Agency: &agency})
		}
		little := Facts{Values: map[string]Fact{}}
		more := Facts{Values: map[string]Fact{}, Agencies: []AgencyFacts{{Name: agency, Values: map[string]Fact{}}}}
		if rapid.Bool().Draw(t, "appeal none") {
			more.Values["appeal"] = Fact{Type: Enum, Text: "none"}
		}
		for _, s := range factSpecs {
			if s.Type == Bool && s.place != inCase && rapid.Bool().Draw(t, s.Key+" told") {
				more.Agencies[0].Values[s.Key] = Fact{Type: Bool, Bool: rapid.Bool().Draw(t, s.Key)}
			}
		}
		a := Assess(packs, cal, Case{Papers: []extract.Record{r}}, little)
		b := Assess(packs, cal, Case{Papers: []extract.Record{r}}, more)
		for _, out := range []Outcome{a, b} {
			for _, x := range out.Assessments {
				if r.Results[0].Result == extract.Won {
					t.Fatalf("%s applies to a winner", x.Jurisdiction)
				}
				if slices.Contains(codes(x), "condition_failed") {
					t.Fatalf("%v", x.Warnings)
				}
				if x.Applies == nil && len(x.Missing) == 0 {
					t.Fatalf("%s is open and asks nothing: %v", x.Jurisdiction, x.Because)
				}
				for _, c := range x.Clauses {
					if c.Verdict == Undetermined && len(c.Missing) == 0 {
						t.Fatalf("%s %s is open and asks nothing", x.Jurisdiction, c.ID)
					}
				}
			}
		}
		for _, x := range a.Assessments {
			for _, y := range b.Assessments {
				if x.Jurisdiction != y.Jurisdiction {
					continue
				}
				if x.Applies != nil && (y.Applies == nil || *x.Applies != *y.Applies) {
					t.Fatalf("%s: more facts turn the application", x.Jurisdiction)
				}
				for i := range x.Clauses {
					if c, d := x.Clauses[i], y.Clauses[i]; c.Verdict != Undetermined && c.Verdict != d.Verdict {
						t.Fatalf("%s %s: %s, with more facts %s", x.Jurisdiction, c.ID, c.Verdict, d.Verdict)
					}
				}
			}
		}
	})
}
