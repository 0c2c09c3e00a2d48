package extract

import (
	"regexp"
	"strings"
)

// trial is what the reading of faults works on: the sentences of the deciding
// body and of the court below, and the parties that they can speak of.
type trial struct {
	p     *paper
	text  string
	terms []term
	names []string

	own     []sentence       // the deciding body's reasoning, its basis last
	facts   []sentence       // what it found of fact and evidence
	lower   []sentence       // the reasoning of the court below, as told
	losers  []string         // agencies that lost, in the order of the parties
	lost    bool             // some agency lost, or the case was sent back
	minor   bool             // 确认违法 stands among the outcomes
	weighed map[int]*weighed // by where the sentence begins
	cites   []reference
}

// readFindings finds the faults (败诉原因) that the deciding body found, from
// its own reasoning, from the articles that its decision rests on and from
// the decision itself. See the package comment for the codes.
func (p *paper) readFindings() {
	t := p.newTrial()
	all := t.judge(t.own, false)
	grounds := t.articles(t.own)
	loose := t.prose(all, grounds)
	said := all
	if loose {
		said = t.reworded(all, t.own, false, addedAbove)
	}
	found := t.settle(said, grounds, loose)
	if loose && !hasGround(found) {
		found = t.settle(all, grounds, true) // plain words, however unusual, are all there is
	}
	if t.lost && !hasGround(found) && t.restored() {
		first := t.firstBelow()
		found = append(found, t.settle(t.judge(first, true), t.articles(first), false)...)
	}
	if t.lost && !hasGround(found) && t.carried() {
		// The court above adds nothing of its own: what it adopts counts.
		found = append(found, t.settle(t.judge(t.lower, true), t.articles(t.lower), false)...)
	}
	if t.decided() && !hasGround(found) && p.record.DocumentType == CompensationJudgment {
		found = append(found, t.settle(t.unkept(), nil, true)...)
	}
	found = append(found, t.fromDisposition(found)...)
	if (t.decided() || t.losing()) && !hasGround(found) && p.record.DocumentType != CompensationJudgment {
		found = t.settle(all, grounds, true)
		if !hasGround(found) {
			found = t.settle(t.reworded(all, t.own, false, barely), grounds, true)
		}
		if !hasGround(found) && t.carried() {
			found = t.settle(t.reworded(t.judge(t.lower, true), t.lower, true, barely), t.articles(t.lower), true)
		}
	}
	t.antecedents(found, t.own)
	found = append(found, t.absence()...)
	if t.decided() && !hasGround(found) {
		p.warn("finding_missing", "文书认定行政机关败诉，但未能从裁判理由中读出具体的过错，请人工核对。", 0, 0)
	}
	for i := range found {
		if f := &found[i]; f.Wording != nil {
			s := f.Evidence[0].Span
			p.record.Warnings = append(p.record.Warnings, Warning{Code: "finding_by_wording", Text: "过错“" + f.Code.Label() + "”没有用法定用语写明，也没有引用条文的项，是程序按整句措辞推定的，请人工核对。", Span: s})
		}
	}
	p.record.Errors = append(p.record.Errors, found...)
}

func (p *paper) newTrial() *trial {
	t := &trial{p: p, text: p.text.String()}
	for _, w := range ownTerms {
		t.terms = append(t.terms, term{w, ownBody, -1})
	}
	for _, w := range belowTerms {
		t.terms = append(t.terms, term{w, below, -1})
	}
	for _, w := range actTerms {
		t.terms = append(t.terms, term{w, theAct, -1})
	}
	for _, w := range noCourt {
		t.terms = append(t.terms, term{w, nobody, -1})
	}
	for _, w := range outsiderTerms {
		t.terms = append(t.terms, term{w, outsider, -1})
	}
	for _, w := range abstractTerms {
		t.terms = append(t.terms, term{w, anyone, -1})
	}
	for _, w := range genericTerms {
		t.terms = append(t.terms, term{w, agencies, -1})
	}
	t.addParties()
	for i, s := range p.sections(SectionReasoning, SectionBasis) {
		t.own = append(t.own, sentencesOf(p.text, s.from, s.to, i, t.names)...)
	}
	for i, s := range p.sections(SectionFacts, SectionEvidence, SectionDefence) {
		t.facts = append(t.facts, sentencesOf(p.text, s.from, s.to, i, t.names)...)
	}
	for i, s := range p.sections(SectionPrior) {
		t.lower = append(t.lower, sentencesOf(p.text, s.from, s.to, i, t.names)...)
	}
	for _, r := range p.record.Results {
		switch r.Result {
		case Lost, PartlyLost:
			t.losers = append(t.losers, r.Agency)
		}
	}
	t.lost = len(t.losers) > 0 || t.outcome(Remand) || len(p.record.Results) == 0 && t.losing()
	t.minor = t.outcome(ConfirmIllegal) || t.outcome(Affirm) || t.outcome(RejectPetition)
	return t
}

// addParties makes terms of names, short names and roles. A role that two
// kinds of party bear (上诉人) names neither.
func (t *trial) addParties() {
	type bearer struct {
		who   speaker
		party int
		many  bool
	}
	roles := map[string]*bearer{}
	var order []string
	role := func(w string, who speaker, i int) {
		w = strings.TrimSpace(w)
		if w == "" {
			return
		}
		b, ok := roles[w]
		switch {
		case !ok:
			roles[w] = &bearer{who: who, party: i}
			order = append(order, w)
		case b.who != who:
			b.who = nobody
		case b.party != i:
			b.many = true
		}
	}
	for i, q := range t.p.record.Parties {
		who := claimant
		if q.Kind == Agency {
			who = agencies
		}
		for _, n := range append([]string{q.Name}, q.Aliases...) {
			if n = Fold(n); len([]rune(n)) >= 2 {
				t.terms = append(t.terms, term{n, who, i})
				t.names = append(t.names, n)
			}
		}
		role(Fold(q.Role), who, i)
		if q.OriginalRole != nil {
			for _, w := range strings.FieldsFunc(Fold(*q.OriginalRole), func(r rune) bool { return r == '、' || r == '，' }) {
				role(w, who, i)
				for _, base := range []string{"原告", "被告", "第三人", "被上诉人", "上诉人", "被申请人", "申请人"} {
					if strings.HasSuffix(w, base) {
						role(base, who, i)
						break
					}
				}
			}
		}
	}
	for _, w := range order {
		b := roles[w]
		if b.who == nobody {
			continue
		}
		n := b.party
		if b.many {
			n = -1
		}
		t.terms = append(t.terms, term{w, b.who, n})
		for _, pre := range []string{"两", "二", "各"} {
			if b.many {
				t.terms = append(t.terms, term{pre + w, b.who, -1})
			}
		}
	}
	// Roles that the head did not name still mean somebody.
	for _, d := range []term{{"原告", claimant, -1}, {"被告", agencies, -1}, {"被申请人", agencies, -1}, {"申请人", claimant, -1}, {"第三人", claimant, -1}, {"上诉人", claimant, -1}, {"再审申请人", claimant, -1}} {
		if _, ok := roles[d.text]; !ok {
			if d.text == "上诉人" || d.text == "再审申请人" || d.text == "被申请人" && len(roles) > 0 || d.text == "申请人" && t.p.record.DocumentType != ReconsiderationDecision && !t.suing() {
				continue
			}
			t.terms = append(t.terms, d)
		}
	}
}

// suing reports a suit of first or second instance, where 申请人 is who had
// applied to the agency or for reconsideration.
func (t *trial) suing() bool {
	in := t.p.record.Instance
	return in != nil && (*in == First || *in == Second)
}

// losing reports a decision against an agency that the text does not name as
// a party: reports of cases often leave the parties out.
func (t *trial) losing() bool {
	return !t.civil() && t.stands(Revoke, RevokePartial, Redo, ConfirmIllegal, ConfirmInvalid, Modify, Perform, Pay, Remedy, Compensate, RefuseEnforcement)
}

// outcome reports whether a clause of the decision has one of the outcomes.
func (t *trial) outcome(any ...Outcome) bool {
	for _, d := range t.p.record.Dispositions {
		for _, o := range d.Outcomes {
			for _, a := range any {
				if o == a {
					return true
				}
			}
		}
	}
	return false
}

// priorOutcome is outcome for what the instances below decided.
func (t *trial) priorOutcome(any ...Outcome) bool {
	for _, q := range t.p.record.Prior {
		for _, d := range q.Dispositions {
			for _, o := range d.Outcomes {
				for _, a := range any {
					if o == a {
						return true
					}
				}
			}
		}
	}
	return false
}

// stands is outcome for what stands at the end of the chain.
func (t *trial) stands(any ...Outcome) bool {
	return t.outcome(any...) || t.carried() && t.priorOutcome(any...)
}

// decided reports a loss that is more than a case sent back.
func (t *trial) decided() bool { return len(t.losers) > 0 }

// carried reports that the result of the instance below stands.
func (t *trial) carried() bool {
	return t.outcome(Affirm, RejectPetition, Withdraw) && !t.outcome(Reverse)
}

// restored reports a retrial that puts the first judgment back in force: the
// second is annulled, the first maintained.
func (t *trial) restored() bool {
	return t.outcome(Reverse) && t.outcome(Maintain) && t.p.record.Instance != nil && *t.p.record.Instance == Retrial && !t.outcome(Revoke, ConfirmIllegal)
}

// firstBelow gives what is told of the first instance: all up to where the
// court of the second speaks.
func (t *trial) firstBelow() []sentence {
	for i := range t.lower {
		if secondTold.MatchString(t.text[t.lower[i].from:t.lower[i].to]) {
			return t.lower[:i]
		}
	}
	return t.lower
}

var secondTold = regexp.MustCompile(`二审(?:法院)?(?:[^，。；]{0,12})?(?:查明|认为|判决|认定)|(?:提起|提出)上诉`)

func (t *trial) civil() bool {
	return t.p.record.DocumentType == CivilJudgment || t.p.record.DocumentType == CivilRuling
}

// prose reports that the body names no fault and cites no item: it tells what
// was wrong, and each thing that it tells counts.
func (t *trial) prose(all []judged, grounds []ground) bool {
	if !t.decided() && !t.losing() || t.omission() || t.p.record.DocumentType == CompensationJudgment {
		return false
	}
	for _, g := range grounds {
		if !g.weak && len(g.others) == 0 {
			return false
		}
	}
	for _, j := range all {
		if j.sure == named && !j.remark {
			return false
		}
	}
	return true
}
