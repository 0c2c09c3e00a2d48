package classify

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"zeren/extract"
)

// variant is the pack of an invented place with one change.
func variant(t *testing.T, file, old, changed string) Pack {
	t.Helper()
	packs, err := Load(copied(t, file, old, changed))
	if err != nil {
		t.Fatal(err)
	}
	return packs[0]
}

// invented is a judgment against that place's agency.
func invented() extract.Record {
	r := lostJudgment()
	const agency = "东海市公安局"
	r.DecidedOn = to("2023-01-12")
	r.Parties[0].Name, r.Results[0].Agency = agency, agency
	r.ChallengedActs[0].Agency = to(agency)
	r.Dispositions[0].Agencies = []string{agency}
	r.Errors[0].Agencies = []string{agency}
	return r
}

func assessed(t *testing.T, p Pack, r extract.Record, sheet string) Assessment {
	t.Helper()
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	f := Facts{}
	if sheet != "" {
		if f, err = ParseFacts("sheet", []byte(sheet), p); err != nil {
			t.Fatal(err)
		}
	}
	out := Assess([]Pack{p}, cal, Case{Papers: paper(r)}, f)
	if len(out.Assessments) != 1 {
		t.Fatalf("%+v", out)
	}
	return out.Assessments[0]
}

// codes are the warnings of an assessment.
func codes(a Assessment) []string {
	var out []string
	for _, w := range a.Warnings {
		out = append(out, w.Code)
	}
	return out
}

// The regulation's own time: before it, not covered; across it, a person says;
// behind its end, not covered; under an earlier wording, a warning.
func TestTime(t *testing.T) {
	const line = `  - {name: "2022", from: 2022-01-01, article: 六, text: text.txt}`
	plain := variant(t, "pack.yaml", line, line)
	for _, x := range []struct {
		pack  Pack
		on    string
		sheet string
		want  string
		warns string
	}{
		{plain, "2022-01-01", "", "true", ""},
		{plain, "2021-12-31", "", "false", ""},
		{plain, "2021-12-31", "effective_on: 2022-01-05\n", "undetermined", ""},
		{plain, "2021-12-31", "effective_on: 2022-01-05\nearlier_decision_covered: yes\n", "true", ""},
		{plain, "2021-12-31", "effective_on: 2022-01-05\nearlier_decision_covered: no\n", "false", ""},
		{variant(t, "pack.yaml", line, `  - {name: "2022", from: 2022-01-01, until: 2022-12-31, article: 六, text: text.txt}`), "2023-01-12", "", "false", ""},
		{variant(t, "pack.yaml", line, "  - {name: 旧, from: 2015-01-01}\n"+line), "2020-01-12", "", "true", "earlier_text"},
		{variant(t, "pack.yaml", line, `  - {name: 无日期, article: 六, text: text.txt, note: 规定没有日期}`), "1999-01-12", "", "true", "version"},
	} {
		r := invented()
		r.DecidedOn = to(x.on)
		a := assessed(t, x.pack, r, x.sheet)
		got := "undetermined"
		if a.Applies != nil {
			got = map[bool]string{true: "true", false: "false"}[*a.Applies]
		}
		if got != x.want || len(a.Because) == 0 {
			t.Errorf("%s %q: %s, want %s because %v", x.on, x.sheet, got, x.want, a.Because)
		}
		if x.warns != "" && !slices.Contains(codes(a), x.warns) {
			t.Errorf("%s: warnings %v, want %s", x.on, a.Warnings, x.warns)
		}
	}
}

// An exception that names a clause makes it give way; while it is open, so is
// the clause; rules that conclude differently without one are a conflict.
func TestExceptions(t *testing.T) {
	const clause = "  - id: reconsideration\n"
	p := variant(t, "rules.yaml", clause, "  - {id: minor, article: 二, kind: fault, overrides: [court], when: fact.dereliction}\n"+clause)
	verdict := func(a Assessment, id string) Clause {
		for _, c := range a.Clauses {
			if c.ID == id {
				return c
			}
		}
		t.Fatalf("no clause %s", id)
		return Clause{}
	}
	if c := verdict(assessed(t, p, invented(), "agencies: [{name: 东海市公安局, dereliction: no}]"), "court"); c.Verdict == Met {
		// the exception does not hold: the clause stands
	} else {
		t.Errorf("%+v", c)
	}
	if c := verdict(assessed(t, p, invented(), "agencies: [{name: 东海市公安局, dereliction: yes}]"), "court"); c.Verdict != NotMet || !strings.Contains(c.Because[len(c.Because)-1].Text, "另有规定") {
		t.Errorf("%+v", c)
	}
	if c := verdict(assessed(t, p, invented(), ""), "court"); c.Verdict != Undetermined || !slices.Contains(c.Missing, "dereliction") {
		t.Errorf("%+v", c)
	}
	const share = "  - {id: direct, "
	rival := variant(t, "rules.yaml", share, "  - {id: other, article: 四, role: handler, level: 承担直接责任, when: agency.lost}\n"+share)
	sheet := "agencies: [{name: 东海市公安局, intent_or_gross_negligence: yes, persons: [{name: 李某, roles: [handler]}]}]"
	if a := assessed(t, rival, invented(), sheet); !slices.Contains(codes(a), "conflict") {
		t.Errorf("no conflict: %+v", a.Warnings)
	}
	settled := variant(t, "rules.yaml", share, "  - {id: other, article: 四, role: handler, level: 承担直接责任, when: agency.lost}\n  - {overrides: [other], id: direct, ")
	a := assessed(t, settled, invented(), sheet)
	if slices.Contains(codes(a), "conflict") || len(a.Responsibility) != 1 || a.Responsibility[0].Level != "直接责任" {
		t.Errorf("%+v %+v", a.Warnings, a.Responsibility)
	}
}

// Measures go to those whose share they are for; referrals of persons are
// decided for each; duties of winners stand in the notices.
func TestConsequences(t *testing.T) {
	const documents = "documents:\n"
	p := variant(t, "rules.yaml", documents, `measures:
  - {id: m, article: 四, to: person, levels: [直接责任], required: true}
  - {id: ma, article: 四, to: agency}
referrals:
  - {id: city, article: 四, to: 市纪委监委, when: person.managed_by == "city"}
notices:
  - {id: copies, article: 三, name: 抄送文书, amount: 5, unit: workday, start: 送达之日, events: [served_on], who: 涉案单位}
`+documents)
	a := assessed(t, p, invented(), `
served_on: 2023-01-17
agencies:
  - name: 东海市公安局
    intent_or_gross_negligence: yes
    persons:
      - {name: 李某, roles: [handler], managed_by: city}
      - {name: 王某, roles: [handler], managed_by: county}
      - {name: 赵某, roles: [approver]}
`)
	var got []string
	for _, m := range a.Measures {
		got = append(got, m.ID+" "+*m.For)
	}
	if !slices.Equal(got, []string{"m 李某", "m 王某", "ma agency"}) {
		t.Errorf("measures %v", got)
	}
	got = nil
	for _, r := range a.Referrals {
		got = append(got, r.Person+" "+string(r.Verdict))
	}
	if !slices.Equal(got, []string{"李某 met", "赵某 undetermined"}) {
		t.Errorf("referrals %v", got)
	}
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	won := invented()
	won.Results[0].Result = extract.Won
	f, err := ParseFacts("sheet", []byte("served_on: 2023-01-17\n"))
	if err != nil {
		t.Fatal(err)
	}
	out := Assess([]Pack{p}, cal, Case{Papers: paper(won)}, f)
	if len(out.Assessments) != 0 || len(out.Notices) != 1 || *out.Notices[0].DueOn != "2023-01-29" {
		t.Errorf("%+v", out)
	}
}

// Nobody covers the agency: no assessment, and the case says so. A paper that
// is no decision gives nothing.
func TestNotCovered(t *testing.T) {
	packs, cal := rulesAndDays(t)
	out := Assess(packs, cal, Case{Papers: paper(invented())}, Facts{})
	if len(out.Assessments) != 0 || len(out.Warnings) != 1 || out.Warnings[0].Code != "not_covered" {
		t.Errorf("%+v", out)
	}
	other := invented()
	other.DocumentType = extract.Other
	if out := Assess(packs, cal, Case{Papers: paper(other)}, Facts{}); len(out.Assessments)+len(out.Warnings)+len(out.Notices) != 0 {
		t.Errorf("%+v", out)
	}
	if out := Assess(packs, cal, Case{}, Facts{}); out.Assessments == nil || len(out.Assessments) != 0 {
		t.Errorf("%+v", out)
	}
}

// The same input gives the same bytes, and every reason of a met clause has
// words; a fault's reason has its place in the paper.
func TestAssessIsStable(t *testing.T) {
	packs, cal := rulesAndDays(t)
	var first []byte
	for range 20 {
		out := Assess(packs, cal, Case{Papers: paper(lostJudgment())}, Facts{})
		data, err := json.Marshal(out)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = data
		}
		if string(first) != string(data) {
			t.Fatalf("%s\n%s", first, data)
		}
		for _, c := range out.Assessments[0].Clauses {
			if c.Verdict == Met && len(c.Because) == 0 {
				t.Errorf("%s is met for no reason", c.ID)
			}
			for _, b := range c.Because {
				if b.Text == "" {
					t.Errorf("%s has a reason without words", c.ID)
				}
			}
			if c.ID == "f_duty" && (c.Because[0].Span == nil || c.Because[0].Paper != "aa") {
				t.Errorf("%+v", c.Because)
			}
			if c.Verdict == Undetermined && len(c.Missing) == 0 {
				t.Errorf("%s is open and asks nothing", c.ID)
			}
		}
	}
}

// A finding that no clause takes up is pointed out.
func TestUnplacedFinding(t *testing.T) {
	p := variant(t, "pack.yaml", "id: donghai", "id: donghai")
	if a := assessed(t, p, invented(), ""); !slices.Contains(codes(a), "unplaced_finding") {
		t.Errorf("%+v", a.Warnings)
	}
}

// An upheld judgment whose words are not told leaves open how the agency lost.
func TestUntoldOutcome(t *testing.T) {
	packs, cal := rulesAndDays(t)
	r := invented()
	const agency = "金寨县公安局"
	r.Parties[0].Name, r.Results[0].Agency = agency, agency
	r.Dispositions = []extract.Disposition{{Text: "驳回上诉，维持原判。", Outcomes: []extract.Outcome{extract.Affirm}}}
	a := Assess(packs, cal, Case{Papers: paper(r)}, Facts{}).Assessments[0]
	if a.Applies != nil || !slices.Contains(a.Missing, "lower_paper") {
		t.Errorf("%v %v", a.Applies, a.Missing)
	}
	r.Prior = []extract.Prior{{Dispositions: []extract.Disposition{{Text: "撤销处罚决定。", Outcomes: []extract.Outcome{extract.Revoke}}}}}
	if a := Assess(packs, cal, Case{Papers: paper(r)}, Facts{}).Assessments[0]; a.Applies == nil || !*a.Applies {
		t.Errorf("%v %v", a.Applies, a.Missing)
	}
}

// Where a regulation does not apply, nothing is asked for its sake.
func TestNothingAskedWhereNothingApplies(t *testing.T) {
	packs, cal := rulesAndDays(t)
	r := lostJudgment()
	r.DecidedOn = to("2001-02-03")
	out := Assess(packs, cal, NewCase(r), Facts{})
	if len(out.Assessments) == 0 {
		t.Fatal("no assessment")
	}
	for _, a := range out.Assessments {
		if a.Applies == nil || *a.Applies || len(a.Questions) > 0 || len(a.Because) == 0 {
			t.Errorf("applies %v, because %v, %d questions", a.Applies, a.Because, len(a.Questions))
		}
	}
}
