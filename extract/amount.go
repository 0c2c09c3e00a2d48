package extract

import (
	"fmt"
	"regexp"
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
		listed := false // the items of an act go on: 作出处罚决定：一、……；二、罚款……
		for _, x := range p.sentences(s.from, s.to) {
			w := p.text.Slice(x[0], x[1])
			told := hasAny(w, "作出", "决定", "处以", "处罚") >= 0 || finedForm.MatchString(w) || finedAgain.MatchString(w) && p.ofThisAct(x[0], x[1])
			listed = told && strings.HasSuffix(w, "；") || listed && nextItem.MatchString(w)
			if !told && !listed || hasAny(w, "以上", "以下") >= 0 && hasAny(w, "规定") >= 0 {
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

// finedForm tells of a fine without a word for the decision.
var finedForm = regexp.MustCompile(`对[^，。；]{1,16}罚款`)

// finedAgain tells of a fine by its reason: 以……为由罚款.
var finedAgain = regexp.MustCompile(`被告[^，。；]{0,60}以[^，。；]{2,60}为由[^，。；]{0,6}罚款`)

// ofThisAct reports a sentence that tells the year of the act under dispute:
// an earlier fine of the same agency is none of its sums.
func (p *paper) ofThisAct(i, j int) bool {
	if len(p.record.ChallengedActs) != 1 {
		return false
	}
	a := p.record.ChallengedActs[0]
	year := ""
	if a.DocumentNumber != nil {
		if n, ok := ParseCaseNumber(*a.DocumentNumber); ok {
			year = n.Year
		}
	}
	if a.DoneOn != nil {
		year = (*a.DoneOn)[:4]
	}
	return year != "" && strings.Contains(p.text.Slice(i, j), year+"年")
}

// standingClauses are the clauses that bind the parties in the end: the
// decision's own, and where it upholds the decision below, those of the latter.
func (p *paper) standingClauses() []clause {
	out := append([]clause{}, p.clauses...)
	for _, c := range p.clauses {
		for _, o := range c.outcomes() {
			if o == Maintain && p.belowKept(c) {
				out = append(out, p.keptItems(c)...)
			}
			if o != Affirm && o != RejectPetition {
				continue
			}
			// An appeal that failed twice leaves what was decided first.
			for i := len(p.lower) - 1; i >= 0; i-- {
				if p.lower[i].foreign {
					continue
				}
				out = append(out, p.lower[i].clauses...)
				if !p.lower[i].affirms() {
					return out
				}
			}
			return out
		}
	}
	return out
}

// belowKept reports a clause that upholds a decision of a court below.
func (p *paper) belowKept(c clause) bool {
	for _, e := range c.effects {
		if e.outcome == Maintain && e.lower {
			return true
		}
	}
	return false
}

// keptItems are the clauses of the decision below that a clause upholds: the
// items that it numbers (维持……第一项、第三项), else all, and where that decision
// upheld another in its turn, those of the other.
func (p *paper) keptItems(c clause) []clause {
	w := p.text.Slice(c.from, c.to)
	kept := map[int]bool{}
	for _, m := range itemNumber.FindAllStringSubmatch(w, -1) {
		if n, ok := Integer(m[1]); ok {
			kept[int(n)] = true
		}
	}
	var out []clause
	for i := len(p.lower) - 1; i >= 0; i-- {
		d := p.lower[i]
		if d.foreign || d.number != "" && !strings.Contains(bracketed(w), bracketed(d.number)) && len(out) == 0 && len(p.lower) > 1 {
			continue
		}
		for _, b := range d.clauses {
			if len(kept) == 0 || kept[b.n] {
				out = append(out, b)
			}
		}
		if !d.affirms() {
			break
		}
	}
	return out
}

// affirms reports a decision that upheld the one before it.
func (d decree) affirms() bool {
	for _, e := range d.effects() {
		if e.outcome == Affirm {
			return true
		}
	}
	return false
}

// bracketed makes the brackets of numbers alike.
func bracketed(s string) string {
	return strings.NewReplacer("(", "（", ")", "）", "〔", "（", "〕", "）", "[", "（", "]", "）").Replace(s)
}

var itemNumber = regexp.MustCompile(`第([一二三四五六七八九十\d]{1,3})项`)

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
