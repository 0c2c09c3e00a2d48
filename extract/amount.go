package extract

import (
	"fmt"
	"strings"
)

// readAmounts reads the sums of the decision and of the act under dispute.
// Costs of the suit and sums that a party asks for are none of them.
func (p *paper) readAmounts() {
	seen := map[string]bool{}
	add := func(m Money, kind AmountKind) {
		if m.Rate || m.Range || hasPrefixAny(p.text.Slice(m.J, m.J+6), "以上", "以下", "为基数", "为本金", "的标准", "/") {
			return
		}
		a := Amount{Yuan: m.Yuan, Kind: kind, Text: p.text.Raw(m.I, m.J), Span: p.span(m.I, m.J)}
		key := fmt.Sprintf("%s|%.2f", kind, m.Yuan)
		if seen[key] {
			return
		}
		seen[key] = true
		p.record.Amounts = append(p.record.Amounts, a)
	}
	for _, c := range p.standingClauses() {
		for _, m := range MoneyIn(p.text, c.from, c.to) {
			add(m, p.sumKind(c.from, m, c.outcomes()))
		}
	}
	for _, s := range p.sections(SectionProcedure, SectionFacts, SectionPrior, SectionClaim, SectionReasoning) {
		for _, x := range p.sentences(s.from, s.to) {
			w := p.text.Slice(x[0], x[1])
			if hasAny(w, "作出", "决定", "处以", "处罚") < 0 || hasAny(w, "以上", "以下") >= 0 && hasAny(w, "规定") >= 0 {
				continue
			}
			for _, m := range MoneyIn(p.text, x[0], x[1]) {
				if m.Range {
					continue
				}
				if kind, ok := p.actKind(x[0], m); ok {
					add(m, kind)
				}
			}
		}
	}
}

// standingClauses are the clauses that bind the parties in the end: the
// decision's own, and where it upholds the decision below, those of the latter.
func (p *paper) standingClauses() []clause {
	out := append([]clause{}, p.clauses...)
	for _, c := range p.clauses {
		for _, o := range c.outcomes() {
			if o != Affirm && o != RejectPetition {
				continue
			}
			for i := len(p.lower) - 1; i >= 0; i-- {
				if !p.lower[i].foreign {
					return append(out, p.lower[i].clauses...)
				}
			}
		}
	}
	return out
}

// actKind tells what a sum of an act is for, by the words in front of it.
func (p *paper) actKind(from int, m Money) (AmountKind, bool) {
	lead := p.text.Slice(max(from, m.I-14), m.I)
	if k := hasLast(lead, "，", "；", "。"); k >= 0 {
		lead = lead[k:]
	}
	best, kind := -1, AmountKind("")
	for _, w := range []struct {
		kind  AmountKind
		words []string
	}{
		{OtherAmount, []string{"社会抚养费", "追缴", "征收"}},
		{Fine, []string{"罚款"}},
		{Confiscation, []string{"没收", "违法所得"}},
		{Tax, []string{"税款", "滞纳金", "增值税", "所得税", "营业税", "契税", "土地增值税", "追缴税"}},
	} {
		if k := hasLast(lead, w.words...); k > best {
			best, kind = k, w.kind
		}
	}
	return kind, best >= 0
}

// sumKind tells what a sum of the decision is for: by the nearest words in
// front of it, else by what the clause does.
func (p *paper) sumKind(from int, m Money, outcomes []Outcome) AmountKind {
	lead := p.text.Slice(from, m.I)
	type word struct {
		text string
		kind AmountKind
	}
	best, kind := -1, OtherAmount
	for _, w := range []word{
		{"罚款", Fine}, {"没收", Confiscation}, {"违法所得", Confiscation}, {"税款", Tax}, {"滞纳金", Tax}, {"利息", Interest}, {"赔偿", Compensation}, {"补偿", Indemnity},
		{"支付", Payment}, {"给付", Payment}, {"返还", Payment}, {"退还", Payment}, {"偿还", Payment}, {"付清", Payment}, {"货款", Payment}, {"工程款", Payment}, {"租金", Payment},
	} {
		if k := strings.LastIndex(lead, w.text); k > best {
			best, kind = k, w.kind
		}
	}
	for _, o := range outcomes {
		switch o {
		case Compensate:
			if kind == Payment || best < 0 {
				return Compensation
			}
		case Indemnify:
			if kind == Payment || best < 0 {
				return Indemnity
			}
		}
	}
	if strings.HasPrefix(strings.TrimLeft(p.text.Slice(m.J, m.J+8), "的"), "罚款") {
		return Fine
	}
	return kind
}
