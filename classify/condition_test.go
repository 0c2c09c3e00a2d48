package classify

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func ready(t testing.TB, source string) *program {
	env, err := environment(nil)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]Type{}
	for _, v := range Variables() {
		kinds[v.Name] = v.Type
	}
	p, _, err := compile(env, source, kinds, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestEvaluate holds the three outcomes, the keys that are missing, and the
// reasons: only what decided.
func TestEvaluate(t *testing.T) {
	yes := func(words string) value { return known(true, Because{Text: words}) }
	no := func(words string) value { return known(false, Because{Text: words}) }
	for _, x := range []struct {
		source  string
		vals    values
		want    Verdict
		missing []string
		because []string
	}{
		{"finding.procedure && fact.dereliction", values{"finding.procedure": yes("程序"), "fact.dereliction": missing("dereliction")}, Undetermined, []string{"dereliction"}, []string{"程序"}},
		{"finding.procedure && fact.dereliction", values{"finding.procedure": no("没有"), "fact.dereliction": missing("dereliction")}, NotMet, nil, []string{"没有"}},
		{"finding.procedure || fact.dereliction", values{"finding.procedure": yes("程序"), "fact.dereliction": missing("dereliction")}, Met, nil, []string{"程序"}},
		{"finding.procedure || finding.abuse", values{"finding.procedure": no("一"), "finding.abuse": yes("二")}, Met, nil, []string{"二"}},
		{"!(finding.procedure || finding.abuse)", values{"finding.procedure": no("一"), "finding.abuse": no("二")}, Met, nil, []string{"一", "二"}},
		{"fact.direct_loss_yuan > 300000.0", values{"fact.direct_loss_yuan": missing("direct_loss_yuan")}, Undetermined, []string{"direct_loss_yuan"}, nil},
		{"fact.direct_loss_yuan > 300000.0", values{"fact.direct_loss_yuan": known(300000.01, Because{Text: "损失"})}, Met, nil, []string{"损失"}},
		{"fact.direct_loss_yuan > 300000.0", values{"fact.direct_loss_yuan": known(300000.0, Because{Text: "损失"})}, NotMet, nil, []string{"损失"}},
		{`act.done_on >= "2013-02-01"`, values{"act.done_on": known("2013-01-31")}, NotMet, nil, nil},
		{`fact.handling.reviewer == "passed" ? fact.handling.reviewed : fact.handling.approved`, values{"fact.handling.reviewer": known("corrected", Because{Text: "纠正"}), "fact.handling.reviewed": missing("a"), "fact.handling.approved": yes("批准")}, Met, nil, []string{"纠正", "批准"}},
		{`fact.served_on > months_after(act.done_on, 24)`, values{"act.done_on": known("2019-02-28"), "fact.served_on": known("2021-03-01")}, Met, nil, nil},
		{`fact.served_on > months_after(act.done_on, 24)`, values{"act.done_on": known("2019-02-28"), "fact.served_on": known("2021-02-28")}, NotMet, nil, nil},
		{`months_after(act.done_on, 12) == "2021-02-28"`, values{"act.done_on": known("2020-02-29", Because{Text: "闰日"})}, Met, nil, []string{"闰日"}},
		{`fact.served_on > months_after(act.done_on, 24)`, values{"act.done_on": missing("act_done_on"), "fact.served_on": known("2021-03-01")}, Undetermined, []string{"act_done_on"}, nil},
		{`agency.level in ["town"]`, values{"agency.level": missing("level")}, Undetermined, []string{"level"}, nil},
		{`"plainly" in words.wrong_law`, values{"words.wrong_law": known([]string{"plainly"}, Because{Text: "明显"})}, Met, nil, []string{"明显"}},
		{`"licence" in act.kinds`, values{"act.kinds": known([]string{})}, NotMet, nil, nil},
		{"paper.effective && fact.dereliction", values{"paper.effective": missing("appeal", "served_on"), "fact.dereliction": missing("dereliction")}, Undetermined, []string{"appeal", "served_on", "dereliction"}, nil},
	} {
		r, err := ready(t, x.source).evaluate(x.vals)
		if err != nil {
			t.Errorf("%s: %v", x.source, err)
			continue
		}
		var words []string
		for _, b := range r.because {
			words = append(words, b.Text)
		}
		if r.verdict != x.want || !slices.Equal(r.missing, x.missing) || !slices.Equal(words, x.because) {
			t.Errorf("%s: %s missing %v because %v; want %s %v %v", x.source, r.verdict, r.missing, words, x.want, x.missing, x.because)
		}
	}
}

// A verdict that is reached while something is unknown stays, whatever that
// turns out to be; an undetermined one can still turn out both ways or is
// decided once all is known; and what is missing is what was unknown.
func TestEvaluateIsMonotone(t *testing.T) {
	names := []string{"fact.dereliction", "fact.crime_suspected", "fact.refused_mediation", "finding.procedure"}
	var expr func(t *rapid.T, depth int) string
	expr = func(t *rapid.T, depth int) string {
		n := rapid.IntRange(0, 3).Draw(t, "node")
		if depth == 0 || n == 0 {
			return rapid.SampledFrom(names).Draw(t, "name")
		}
		switch n {
		case 1:
			return "!(" + expr(t, depth-1) + ")"
		case 2:
			return "(" + expr(t, depth-1) + " && " + expr(t, depth-1) + ")"
		}
		return "(" + expr(t, depth-1) + " || " + expr(t, depth-1) + ")"
	}
	rapid.Check(t, func(r *rapid.T) {
		p := ready(t, expr(r, 4))
		partial, full := values{}, values{}
		for _, n := range names {
			b := rapid.Bool().Draw(r, n)
			full[n] = known(b)
			partial[n] = known(b)
			if rapid.Bool().Draw(r, n+" unknown") {
				partial[n] = missing(n)
			}
		}
		a, err := p.evaluate(partial)
		if err != nil {
			r.Fatal(err)
		}
		b, err := p.evaluate(full)
		if err != nil {
			r.Fatal(err)
		}
		if b.verdict == Undetermined {
			r.Fatalf("%s is undetermined with all known", p.source)
		}
		if a.verdict != Undetermined && a.verdict != b.verdict {
			r.Fatalf("%s: %s, then %s", p.source, a.verdict, b.verdict)
		}
		for _, m := range a.missing {
			if partial[m].v != nil {
				r.Fatalf("%s is missing though known", m)
			}
		}
		if (a.verdict == Undetermined) != (len(a.missing) > 0) {
			r.Fatalf("%s: %s missing %v", p.source, a.verdict, a.missing)
		}
	})
}

// TestVariables: every name is declared once, with words for a person.
func TestVariables(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range Variables() {
		if seen[v.Name] || v.Text == "" {
			t.Errorf("%s: %q", v.Name, v.Text)
		}
		seen[v.Name] = true
	}
	for _, f := range factSpecs {
		if f.Ask == "" || f.Who == "" {
			t.Errorf("%s has no question", f.Key)
		}
		for _, w := range f.Words {
			if enumWords[w] == "" {
				t.Errorf("%s: %s has no Chinese word", f.Key, w)
			}
		}
	}
	for _, r := range roleNames {
		if r.name == "" {
			t.Errorf("%s has no name", r.role)
		}
	}
}
