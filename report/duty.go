package report

import (
	"fmt"
	"strings"

	"zeren/classify"
)

// people fills in who answers, with which measures, and to whom it is passed.
func (w *writer) people(v *View) {
	v.Officers = w.known.officers
	for _, r := range w.a.Responsibility {
		if r.Verdict == "not_met" {
			continue
		}
		role := classify.Role(r.Role).Name()
		s := Share{Person: r.Person, Role: role, As: r.As, Level: r.Level, Cite: w.lib.style.Cite(r.Article), Verdict: string(r.Verdict), Missing: w.asks(r.Missing)}
		s.Reasons, s.Facts, s.Quotes, _ = w.grounds(r.Because)
		if root(r.Article) != r.Article {
			s.Text = w.words(r.Article, "")
		}
		v.Shares = append(v.Shares, s)
	}
	for _, m := range w.a.Measures {
		short := m.Article
		if m.Item != "" && !strings.HasSuffix(short, m.Item) {
			if strings.HasPrefix(m.Item, "（") {
				short += m.Item
			} else {
				short += "（" + m.Item + "）"
			}
		}
		v.Actions = append(v.Actions, Action{For: deref(m.For), Cite: w.lib.style.Cite(short), Text: stop(m.Text), Required: m.Required, short: short})
	}
	for _, r := range w.a.Referrals {
		if r.Verdict == "not_met" {
			continue
		}
		p := Passing{ID: r.ID, Person: r.Person, short: r.Article, Cite: w.lib.style.Cite(r.Article), To: r.To, Text: r.Text, Verdict: string(r.Verdict), Missing: w.asks(r.Missing)}
		p.Reasons, _, _ = w.reasons(r.Because)
		v.Passes = append(v.Passes, p)
	}
}

// terms fills in the deadlines and the questions.
func (w *writer) terms(v *View) {
	for _, d := range w.a.Deadlines {
		t := Term{
			ID: d.ID, Name: d.Name, Cite: w.lib.style.Cite(d.Article), Period: period(d),
			From: d.From, Due: dateWords(deref(d.DueOn)), Who: d.Who,
		}
		if d.StartBecause != "" {
			t.From += "（" + stop(factSentence(d.StartBecause)) + "）"
		}
		for _, s := range d.Working {
			t.Working = appendNew(t.Working, factSentence(s))
		}
		if len(t.Working) == 0 && t.Due == "" {
			t.Working = []string{fmt.Sprintf("自%s起%s内；起算日期尚未核实，截止日期待定。", strings.TrimSuffix(d.From, "起"), t.Period)}
		}
		for _, n := range d.Warnings {
			t.Alerts = appendNew(t.Alerts, sentence(n.Text))
		}
		v.Terms = append(v.Terms, t)
	}
	// Without the reason of the defeat no clause on faults can be decided: the
	// first thing that a person must find out.
	if len(v.Grounds) == 0 {
		x := Asked{Text: "审理机关据以裁判的、针对" + w.a.Agency + "的过错认定是什么？", Who: "应诉承办人"}
		if v.Holding != "" {
			x.Text += "（程序没有读出，须对照自" + v.Holding + "起的说理部分）"
		} else {
			x.Text += "（程序没有读出，须对照文书说理部分）"
		}
		v.Asked = append(v.Asked, x)
	}
	asked := map[string]bool{}
	// What exempts, lightens or aggravates is asked once for all clauses: each
	// row of its own would bury the facts that decide the case.
	claims := Asked{Text: "有关单位、人员是否主张具有所列条款规定的情形（条文见附件），有何证据？"}
	var claimed []string
	for _, q := range w.a.Questions {
		if strings.HasPrefix(q.Fact, "circumstances.") && !strings.HasSuffix(q.Fact, ".evidence") {
			asked[q.Fact] = true
			claimed = append(claimed, q.Decides...)
			claims.Who = q.Who
			continue
		}
		x := Asked{Text: q.Text, Who: q.Who, Decides: w.lib.style.CiteAll(q.Decides)}
		asked[q.Fact] = true
		v.Asked = append(v.Asked, x)
	}
	if len(claimed) > 0 {
		claims.Decides = w.lib.style.CiteAll(claimed)
		v.Asked = append(v.Asked, claims)
	}
	// A missing fact without a question of its own is still asked for.
	for _, key := range w.a.Missing {
		if name := factNames[key]; !asked[key] && name != "" {
			asked[key] = true
			v.Asked = append(v.Asked, Asked{Text: name})
		}
	}
}

// asks names missing facts inside a sentence.
func (w *writer) asks(keys []string) []string {
	var out []string
	for _, k := range keys {
		name := factNames[k]
		if name == "" {
			for _, q := range w.a.Questions {
				if q.Fact == k {
					name, _, _ = strings.Cut(strings.TrimRight(q.Text, "。"), "？")
				}
			}
		}
		if name == "" {
			name = "有关事实"
		}
		out = appendNew(out, name)
	}
	return out
}
