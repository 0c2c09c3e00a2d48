package classify

import (
	"maps"
	"slices"
	"strings"
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

// The papers are linked the same, whichever of them is looked at and in whatever
// order the others are given; the stranger, who disputes the same act, is not
// among them; the judgment whose appeal was withdrawn is what the assessment
// stands on.
func TestLink(t *testing.T) {
	packs, cal := rulesAndDays(t)
	rapid.Check(t, func(t *rapid.T) {
		papers := rapid.Permutation(dispute()).Draw(t, "order")
		var c Case
		stands := map[string]string{}
		for i := range papers {
			others := slices.Delete(slices.Clone(papers), i, i+1)
			for _, g := range Gather(papers[i:i+1], Beside{Found: others}) {
				stands[papers[i].Source.SHA256] = g.Case.Paper().Source.SHA256
				if c = g.Case; len(g.Warnings) != 0 {
					t.Fatalf("warnings %v", g.Warnings)
				}
				if papers[i].Source.SHA256 != "06" && len(c.Papers) != 5 {
					t.Fatalf("%d papers", len(c.Papers))
				}
			}
		}
		if want := map[string]string{"01": "04", "02": "04", "03": "04", "04": "04", "05": "04", "06": "06"}; !maps.Equal(stands, want) {
			t.Fatalf("stand on %v", stands)
		}
		first := slices.IndexFunc(papers, func(r extract.Record) bool { return r.Source.SHA256 == "01" })
		c = Gather(papers[first:first+1], Beside{Found: papers})[0].Case
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

// Each pair of papers has its bond, the same from both sides, and can be found
// by it: the keys of one lead to the keys of the other.
func TestBond(t *testing.T) {
	all := dispute()
	edit := func(i int, f func(*extract.Record)) *extract.Record {
		r := all[i]
		f(&r)
		return &r
	}
	person := func(r *extract.Record, name string) {
		r.Parties = append(slices.Clone(r.Parties), extract.Party{Role: "原告", Name: name, Kind: extract.Person})
	}
	for _, x := range []struct {
		name string
		a, b *extract.Record
		want BondKind
		text string
	}{
		{"the appeal and what it reviews", &all[1], &all[2], Certain, "原裁判为(2019)浙0302行初048号"},
		{"the suit over the reconsideration", &all[0], &all[1], Certain, "被诉的是行政复议决定温政复[2019]3号"},
		{"judged again after remand", &all[2], edit(3, func(r *extract.Record) { r.Prior, r.Cites = nil, []string{"（2019）浙03行终200号"} }), Certain, "发回的裁定为"},
		{"after a ruling that remanded another court's case", edit(2, func(r *extract.Record) { r.Prior = []extract.Prior{{CaseNumber: to("（2019）浙0303行初1号")}} }),
			edit(3, func(r *extract.Record) { r.Prior, r.Cites = nil, []string{"（2019）浙03行终200号"} }), Doubtful, "提到"},
		{"the number, but other parties", &all[1], edit(2, func(r *extract.Record) {
			r.Parties = []extract.Party{{Name: "金寨县公安局", Kind: extract.Agency}}
		}), Doubtful, "没有相同的当事人"},
		{"the number, but decided later", edit(1, func(r *extract.Record) { r.DecidedOn = to("2020-01-01") }), edit(2, func(r *extract.Record) { r.DecidedOn = to("2019-12-01") }), Doubtful, "日期更晚"},
		{"only the act", &all[0], &all[5], Doubtful, "同一行为"},
		{"the act, but another plaintiff", edit(0, func(r *extract.Record) { person(r, "张某") }), edit(5, func(r *extract.Record) { person(r, "李某") }), Unrelated, ""},
		{"a masked number of the same persons", edit(1, func(r *extract.Record) { r.CaseNumber = to("（2019）浙0302行初××号"); person(r, "张某") }), edit(2, func(r *extract.Record) { person(r, "张某") }), Doubtful, "隐去"},
		{"the same kind and day of act, the same parties", edit(3, func(r *extract.Record) {
			r.Prior = nil
			r.ChallengedActs = []extract.ChallengedAct{{Kind: to("enforcement"), DoneOn: to("2019-01-01")}}
			person(r, "张某")
		}), edit(5, func(r *extract.Record) {
			r.ChallengedActs = []extract.ChallengedAct{{Kind: to("enforcement"), DoneOn: to("2019-01-01")}}
			person(r, "张某")
		}), Doubtful, "行为种类、日期"},
		{"nothing", &all[3], &all[5], Unrelated, ""},
		{"no judgment", &all[3], &all[6], Unrelated, ""},
	} {
		got := BondOf(x.a, x.b)
		if got.Kind != x.want || !strings.Contains(got.Text, x.text) {
			t.Errorf("%s: %+v", x.name, got)
		}
		if back := BondOf(x.b, x.a); back != got {
			t.Errorf("%s: %+v, from the other side %+v", x.name, got, back)
		}
		meet := slices.ContainsFunc(Keys(x.a), func(k string) bool {
			return slices.ContainsFunc(Lookup(k), func(k string) bool { return slices.Contains(Keys(x.b), k) })
		})
		if got.Kind != Unrelated && !meet {
			t.Errorf("%s: %q and %q do not meet", x.name, Keys(x.a), Keys(x.b))
		}
	}
}

// A person's word stands over what the papers say, and joins strangers too.
func TestTies(t *testing.T) {
	all := dispute()
	for _, x := range []struct {
		name   string
		a, b   int
		ties   []Tie
		papers int
	}{
		{"apart", 1, 2, []Tie{{A: "03", B: "02", Apart: true}}, 1},
		{"together", 3, 5, []Tie{{A: "04", B: "06"}}, 2},
		{"of others", 1, 2, []Tie{{A: "03", B: "04", Apart: true}}, 2},
	} {
		for _, pair := range [][2]int{{x.a, x.b}, {x.b, x.a}} {
			g := Gather(all[pair[0]:pair[0]+1], Beside{Found: all[pair[1] : pair[1]+1], Ties: x.ties})[0]
			if len(g.Case.Papers) != x.papers {
				t.Errorf("%s: %d papers", x.name, len(g.Case.Papers))
			}
		}
	}
}

// Papers of one file are linked like those of several; what merely resembles
// them in a file that was named for another paper is left out.
func TestGatherFile(t *testing.T) {
	all := dispute()
	bundle := []extract.Record{all[1], all[5], all[2]}
	for i := range bundle {
		bundle[i].Source.SHA256, bundle[i].Source.Part = "99", i+1
	}
	got := Gather(bundle, Beside{Named: []extract.Record{all[3]}})
	if len(got) != 3 || len(got[0].Case.Papers) != 3 || len(got[1].Case.Papers) != 1 || len(got[2].Case.Papers) != 3 {
		t.Fatalf("%d cases", len(got))
	}
	for _, i := range []int{0, 2} {
		if p := got[i].Case.Paper(); p.Source.SHA256 != "04" {
			t.Errorf("stands on %s", *p.CaseNumber)
		}
	}
}

// A first-instance judgment alone is open; the appeal that upholds it settles.
func TestNewCase(t *testing.T) {
	packs, cal := rulesAndDays(t)
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
