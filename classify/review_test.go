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
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
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

	plain := lostJudgment()
	err = CheckFacts("f", sheet("no"), Case{Papers: paper(plain)}, packs)
	if err == nil || !strings.Contains(err.Error(), "f第4行第7列：文书中没有按措辞推定“"+agency+"”存在“违反法定程序”，findings.procedure 无须填写") {
		t.Errorf("what the paper itself names cannot be denied: %v", err)
	}
	if a.Review(&plain.Errors[0]) != nil {
		t.Error("a named finding is under review")
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
		w := &view{paper: &r, agency: agency, result: r.Results[0], vals: unsaid(map[string]Type{"finding.procedure": Bool})}
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
