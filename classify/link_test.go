package classify

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"zeren/extract"
)

// dispute is one that went through five papers, and a stranger.
func dispute() []extract.Record {
	const agency = "温州市鹿城区市场监督管理局"
	parties := []extract.Party{{Role: "被告", Name: agency, Kind: extract.Agency}}
	lost := []extract.Result{{Agency: agency, Result: extract.Lost}}
	disp := func(o ...extract.Outcome) []extract.Disposition {
		return []extract.Disposition{{Text: "主文", Outcomes: o, Agencies: []string{agency}}}
	}
	act := []extract.ChallengedAct{{Text: "处罚决定", DocumentNumber: to("温鹿市监罚〔2018〕9号"), Agency: to(agency)}}
	return []extract.Record{
		{Source: extract.Source{SHA256: "01"}, DocumentType: extract.ReconsiderationDecision, CaseNumber: to("温政复〔2019〕3号"), DecidedOn: to("2019-03-01"), Instance: to(extract.Reconsideration), Parties: parties, Dispositions: disp(extract.Maintain), ChallengedActs: act},
		{Source: extract.Source{SHA256: "02"}, DocumentType: extract.AdministrativeJudgment, CaseNumber: to("（2019）浙0302行初48号"), DecidedOn: to("2019-07-01"), Instance: to(extract.First), Parties: parties, Dispositions: disp(extract.DismissClaim), Results: []extract.Result{{Agency: agency, Result: extract.Won}},
			ChallengedActs: append(slices.Clone(act), extract.ChallengedAct{Text: "复议决定", DocumentNumber: to("温政复[2019]3号"), Kind: to("reconsideration")})},
		{Source: extract.Source{SHA256: "03"}, DocumentType: extract.AdministrativeRuling, CaseNumber: to("（2019）浙03行终200号"), DecidedOn: to("2019-11-01"), Instance: to(extract.Second), Final: to(true), Parties: parties, Dispositions: disp(extract.Reverse, extract.Remand), Results: []extract.Result{{Agency: agency, Result: extract.Undecided}},
			Prior: []extract.Prior{{CaseNumber: to("(2019)浙0302行初048号")}}},
		{Source: extract.Source{SHA256: "04"}, DocumentType: extract.AdministrativeJudgment, CaseNumber: to("（2020）浙0302行初7号"), DecidedOn: to("2020-05-01"), Instance: to(extract.First), Parties: parties, Dispositions: disp(extract.Revoke), Results: lost,
			Prior: []extract.Prior{{CaseNumber: to("（2019）浙03行终200号")}}},
		{Source: extract.Source{SHA256: "05"}, DocumentType: extract.AdministrativeRuling, CaseNumber: to("（2020）浙03行终88号"), DecidedOn: to("2020-08-01"), Instance: to(extract.Second), Final: to(true), Parties: parties, Dispositions: disp(extract.Withdraw), Results: lost,
			Prior: []extract.Prior{{CaseNumber: to("（2020）浙0302行初7号")}}},
		{Source: extract.Source{SHA256: "06"}, DocumentType: extract.AdministrativeJudgment, CaseNumber: to("（2020）浙0302行初9号"), DecidedOn: to("2020-05-02"), Instance: to(extract.First), Parties: parties, Dispositions: disp(extract.Revoke), Results: lost, ChallengedActs: act},
		{Source: extract.Source{SHA256: "07"}, DocumentType: extract.Other},
	}
}

// The papers are linked the same, whatever the order in which they came; the
// stranger, who disputes the same act, is offered and not linked; the judgment
// whose appeal was withdrawn is what the assessment stands on.
func TestLink(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		papers := rapid.Permutation(dispute()).Draw(t, "order")
		cases, offers := Link(papers)
		if len(cases) != 2 || len(cases[0].Papers) != 5 || len(cases[1].Papers) != 1 {
			t.Fatalf("%d cases", len(cases))
		}
		c := cases[0]
		if got := *c.Paper().CaseNumber; got != "（2020）浙0302行初7号" {
			t.Fatalf("stands on %s", got)
		}
		if len(offers) != 2 || offers[0].From != "01" || offers[0].To != "06" {
			t.Fatalf("offers %v", offers)
		}
		out := Assess(packs, cal, c, Facts{})
		if len(out.Assessments) != 1 || out.Assessments[0].Effective == nil {
			t.Fatalf("%+v", out)
		}
		superseded := 0
		for _, w := range out.Warnings {
			if w.Code == "superseded" {
				superseded++
			}
		}
		if superseded != 4 {
			t.Fatalf("warnings %v", out.Warnings)
		}
	})
}

// A first-instance judgment alone is open; the appeal that upholds it settles.
func TestNewCase(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	first := lostJudgment()
	first.CaseNumber, first.Instance, first.Final, first.DecidedOn = to("（2020）浙0302行初5号"), to(extract.First), nil, to("2020-05-01")
	second := lostJudgment()
	second.Dispositions = []extract.Disposition{{Text: "驳回上诉，维持原判。", Outcomes: []extract.Outcome{extract.Affirm}}}
	second.Cites = []string{"(2020)浙0302行初05号"}
	alone := Assess(packs, cal, NewCase(first), Facts{})
	if a := alone.Assessments[0]; a.Applies != nil || a.Effective != nil {
		t.Errorf("alone: %v", a.Applies)
	}
	f, err := ParseFacts("f", []byte("appeal: filed\n"))
	if err != nil {
		t.Fatal(err)
	}
	appealed := Assess(packs, cal, NewCase(first), f)
	if a := appealed.Assessments[0]; a.Applies != nil || !slices.Contains(a.Missing, "later_paper") {
		t.Errorf("appealed: %v %v", a.Applies, a.Missing)
	}
	both := Assess(packs, cal, NewCase(second, first), Facts{})
	a := both.Assessments[0]
	if a.Applies == nil || !*a.Applies {
		t.Errorf("both: %v %v", a.Applies, a.Missing)
	}
	for _, c := range a.Clauses {
		if c.ID == "lost" && (c.Verdict != Met || len(c.Because) == 0) {
			t.Errorf("the upheld clause does not count: %+v", c)
		}
	}
}

// A paper that shares nothing with the others is pointed out.
func TestStranger(t *testing.T) {
	a, b := lostJudgment(), lostJudgment()
	b.Source.SHA256, b.CaseNumber = "bb", to("（2020）浙03行终101号")
	if got := (&Case{Papers: []extract.Record{a, b}}).strangers(); len(got) != 0 {
		t.Errorf("the same agency: %v", got)
	}
	b.Parties = []extract.Party{{Role: "被告", Name: "金寨县公安局", Kind: extract.Agency}}
	b.ChallengedActs = nil
	if got := (&Case{Papers: []extract.Record{a, b}}).strangers(); len(got) != 2 {
		t.Errorf("%v", got)
	}
	if got := (&Case{Papers: []extract.Record{a}}).strangers(); len(got) != 0 {
		t.Errorf("alone: %v", got)
	}
}

func TestRepeats(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p := &packs[slices.IndexFunc(packs, func(p Pack) bool { return p.ID == "jinzhai" })]
	now := Past{Case: "（2021）皖1524行初9号", Jurisdiction: p.ID, DecidedOn: "2021-09-15", Persons: []string{"李某"}, Faults: []string{"f_procedure"}}
	past := func(number, day, person, fault string) Past {
		return Past{Case: number, Jurisdiction: p.ID, DecidedOn: day, Persons: []string{person}, Faults: []string{fault}}
	}
	for _, x := range []struct {
		old  Past
		want int
	}{
		{past("（2021）皖1524行初1号", "2021-01-10", "李某", "f_procedure"), 1},
		{past("（2020）皖1524行初1号", "2020-09-15", "李某", "f_procedure"), 1},
		{past("（2020）皖1524行初1号", "2020-09-14", "李某", "f_procedure"), 0}, // over a year
		{past("（2021）皖1524行初1号", "2021-01-10", "王某", "f_procedure"), 0}, // another person
		{past("（2021）皖1524行初1号", "2021-01-10", "李某", "f_facts"), 0},     // another kind
		{past("（2021）皖1524行初9号", "2021-09-15", "李某", "f_procedure"), 0}, // itself
	} {
		if got := Repeats(p, now, []Past{x.old}); len(got) != x.want || len(got) > 0 && got[0].Article != "十七（一）" {
			t.Errorf("%+v: %v", x.old, got)
		}
	}
}
