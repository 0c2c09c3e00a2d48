package classify

import (
	"slices"
	"strings"
	"testing"

	"zeren/extract"
)

// TestReview: a fault that the program drew from wording meets no clause before
// a person has confirmed it; who confirms or denies it is the reason for what
// follows; and the sheet asks for it once.
func TestReview(t *testing.T) {
	packs, cal := rulesAndDays(t)
	const key = "findings.procedure"
	r := lostJudgment()
	r.Errors[0].Wording = &extract.Wording{Score: 0.4}
	agency := r.Results[0].Agency
	c := Case{Papers: paper(r)}
	// of gives the verdicts on the clauses whose reasons or gaps are the finding's.
	of := func(f Facts) (out []Verdict, a Assessment) {
		named := Assess(packs, cal, Case{Papers: paper(lostJudgment())}, Facts{}).Assessments[0]
		a = Assess(packs, cal, c, f).Assessments[0]
		for i, x := range named.Clauses {
			if x.Verdict == Met && slices.ContainsFunc(x.Because, func(b Because) bool { return b.Text == "违反法定程序" }) {
				out = append(out, a.Clauses[i].Verdict)
			}
		}
		if len(out) == 0 {
			t.Fatal("no clause rests on the finding")
		}
		return out, a
	}
	sheet := func(answer string) Facts {
		f, err := ParseFacts("f", []byte("agencies:\n  - name: "+agency+"\n    findings:\n      procedure: {value: "+answer+", by: 王某, on: 2020-09-03}\n"), packs...)
		if err != nil {
			t.Fatal(err)
		}
		if err := CheckFacts("f", f, c, packs); err != nil {
			t.Error(err)
		}
		return f
	}
	all := func(list []Verdict, v Verdict) bool {
		return !slices.ContainsFunc(list, func(x Verdict) bool { return x != v })
	}

	verdicts, a := of(Facts{})
	if !all(verdicts, Undetermined) || len(a.Reviews) > 0 || a.Review(&r.Errors[0]) != nil {
		t.Errorf("nobody has said: %v %v", verdicts, a.Reviews)
	}
	if q := questionOf(a, key); q != "对照文书原文，审理机关是否认定该机关存在“违反法定程序”的问题？" {
		t.Errorf("asked %q", q)
	}
	if s := string(FactsTemplate(packs, c, Facts{}, Assess(packs, cal, c, Facts{}))); strings.Count(s, "\n    findings:\n") != 1 || strings.Count(s, "\n      procedure:  # yes 是 | no 否\n") != 1 {
		t.Errorf("the sheet:\n%s", s)
	}

	verdicts, a = of(sheet("yes"))
	if !all(verdicts, Met) || len(a.Reviews) != 1 || !a.Review(&r.Errors[0]).Stands {
		t.Errorf("confirmed: %v %v", verdicts, a.Reviews)
	}
	told := false
	for _, x := range a.Clauses {
		told = told || x.Verdict == Met && slices.ContainsFunc(x.Because, func(b Because) bool {
			return b.Fact == key && strings.HasSuffix(b.Text, "：是（王某，2020-09-03提供）")
		})
	}
	if !told || questionOf(a, key) != "" {
		t.Error("who confirmed is no reason, or is asked again")
	}

	verdicts, a = of(sheet("no"))
	if slices.Contains(verdicts, Met) || len(a.Reviews) != 1 || a.Review(&r.Errors[0]).Stands || questionOf(a, key) != "" {
		t.Errorf("denied: %v %v", verdicts, a.Reviews)
	}

	// What the paper itself names is not for a sheet to deny, and an answer that
	// a later reading needs no more refuses no sheet.
	plain := Case{Papers: paper(lostJudgment())}
	if err := CheckFacts("f", sheet("no"), plain, packs); err != nil {
		t.Error(err)
	}
	a = Assess(packs, cal, plain, sheet("no")).Assessments[0]
	if !slices.Contains(codes(a), "review_unneeded") || len(a.Reviews) > 0 || a.Review(&plain.Papers[0].Errors[0]) != nil {
		t.Errorf("a named finding: %v %v", a.Warnings, a.Reviews)
	}
}

// TestReviewPapers: where the second instance upholds without reasons of its
// own, what the first found counts, and is asked for; what a person said of the
// first paper's sentence says nothing of another one in the second.
func TestReviewPapers(t *testing.T) {
	packs, cal := rulesAndDays(t)
	const key = "findings.procedure"
	first, second := lostJudgment(), lostJudgment()
	agency := first.Results[0].Agency
	first.Source.SHA256, first.CaseNumber, first.DecidedOn, first.Instance = "bbbb", to("（2020）浙0302行初9号"), to("2020-05-06"), to(extract.First)
	first.Errors[0].Wording = &extract.Wording{Score: 0.4}
	second.Dispositions = []extract.Disposition{{N: 1, Text: "驳回上诉，维持原判", Outcomes: []extract.Outcome{extract.Affirm}}}
	silent := second
	silent.Errors = nil
	sheet, err := ParseFacts("f", []byte("case: （2020）浙0302行初9号\nagencies:\n  - name: "+agency+"\n    findings: {procedure: no}\n"), packs...)
	if err != nil {
		t.Fatal(err)
	}
	worded := second
	worded.Errors = []extract.Finding{{Code: extract.Procedure, Ground: true, Wording: &extract.Wording{Score: 0.4}, Agencies: []string{agency}, Evidence: []extract.Evidence{{Text: "另一句"}}}}
	for _, x := range []struct {
		name     string
		second   extract.Record
		facts    Facts
		reasoned string
		asked    bool
		denied   bool
	}{
		{"nobody has said", silent, Facts{}, "bbbb", true, false},
		{"said of the first", silent, sheet, "bbbb", false, true},
		{"the second has its own sentence", worded, sheet, "aa", true, false},
		{"the second names it", second, sheet, "aa", false, false},
	} {
		c := Case{Papers: []extract.Record{first, x.second}}
		if got := c.Reasoned(agency).Source.SHA256; got != x.reasoned {
			t.Errorf("%s: the reasons of %s count", x.name, got)
		}
		a := Assess(packs, cal, c, x.facts.For(c)).Assessments[0]
		if asked := questionOf(a, key) != ""; asked != x.asked {
			t.Errorf("%s: asked %v", x.name, asked)
		}
		if denied := len(a.Reviews) == 1 && !a.Reviews[0].Stands; denied != x.denied {
			t.Errorf("%s: %v", x.name, a.Reviews)
		}
	}
	reversed := silent
	reversed.Dispositions = []extract.Disposition{{N: 1, Text: "撤销原判", Outcomes: []extract.Outcome{extract.Reverse}}}
	if c := (Case{Papers: []extract.Record{first, reversed}}); c.Reasoned(agency).Source.SHA256 != "aa" {
		t.Error("the reasons of a judgment that was annulled count")
	}
}

// TestReviewLoose: a worded fault that no clause takes up is asked for too.
func TestReviewLoose(t *testing.T) {
	packs, cal := rulesAndDays(t)
	r := lostJudgment()
	r.Errors[0].Code, r.Errors[0].Wording = extract.ContractBreach, &extract.Wording{Score: 0.4}
	c := Case{Papers: paper(r)}
	out := Assess(packs, cal, c, Facts{})
	if questionOf(out.Assessments[0], "findings.contract_breach") == "" {
		t.Error("not asked")
	}
	if s := string(FactsTemplate(packs, c, Facts{}, out)); !strings.Contains(s, "\n      # 对照文书原文，审理机关是否认定该机关存在“") {
		t.Errorf("the sheet:\n%s", s)
	}
}

// TestReviewOmission: whether nothing was done hangs on the answer too, and a
// fault named beside the one drawn from wording stands whatever is said.
func TestReviewOmission(t *testing.T) {
	r := lostJudgment()
	agency := r.Results[0].Agency
	r.Errors = []extract.Finding{
		{Code: extract.Nonperformance, Ground: true, Wording: &extract.Wording{Score: 0.4}, Agencies: []string{agency}, Evidence: []extract.Evidence{{Text: "迟迟不理"}}},
		{Code: extract.Procedure, Ground: true, Wording: &extract.Wording{Score: 0.4}, Agencies: []string{agency}, Evidence: []extract.Evidence{{Text: "不听其言"}}},
		{Code: extract.Procedure, Ground: true, Agencies: []string{agency}, Evidence: []extract.Evidence{{Text: "违反法定程序"}}},
		{Code: extract.WrongLaw, Wording: &extract.Wording{Score: 0.4}, Agencies: []string{agency}, Evidence: []extract.Evidence{{Text: "引用失当"}}},
	}
	for _, x := range []struct {
		said                                      any
		omission, procedure, words, remark, wrong any
	}{
		{nil, nil, true, nil, nil, false},
		{true, true, true, "不听其言\n违反法定程序", true, false},
		{false, false, true, "违反法定程序", false, false},
	} {
		c := Case{Papers: paper(r)}
		w := &view{paper: c.Paper(), agency: agency, result: r.Results[0], found: findingsOf(&c, agency), vals: unsaid(map[string]Type{"finding.procedure": Bool})}
		for _, code := range extract.WordedCodes() {
			w.vals["fact."+reviewKey(code)] = value{v: x.said, because: []Because{{Text: "答复"}}}
		}
		w.acts()
		w.findings()
		for name, want := range map[string]any{"act.omission": x.omission, "finding.procedure": x.procedure, "evidence.procedure": x.words, "remark.wrong_law": x.remark, "finding.wrong_law": x.wrong} {
			if got := w.vals[name].v; got != want {
				t.Errorf("said %v: %s is %v, want %v", x.said, name, got, want)
			}
		}
	}
}
