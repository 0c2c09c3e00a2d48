package extract

import (
	"sort"
	"strings"
)

// trial is what the reading of faults works on: the sentences of the deciding
// body and of the court below, and the parties that they can speak of.
type trial struct {
	p     *paper
	text  string
	terms []term
	names []string

	own    []sentence // the deciding body's reasoning, its basis last
	facts  []sentence // what it found of fact and evidence
	lower  []sentence // the reasoning of the court below, as told
	losers []string   // agencies that lost, in the order of the parties
	lost   bool       // some agency lost, or the case was sent back
	minor  bool       // 确认违法 stands among the outcomes
	cites  []reference
}

// read judgement on one hit.
type judged struct {
	hit
	sentence *sentence
	agencies []string
	remark   bool
	noted    bool // the remark is said to be one: 予以指正, 瑕疵
	drawn    bool // the sentence draws a consequence
	adopted  bool // told as the holding of the court below
}

// readFindings finds the faults (败诉原因) that the deciding body found, from
// its own reasoning, from the articles that its decision rests on and from
// the decision itself. See the package comment for the codes.
func (p *paper) readFindings() {
	t := p.newTrial()
	all := t.judge(t.own)
	grounds := t.articles(t.own)
	found := t.settle(all, grounds, false)
	if t.lost && !hasGround(found) && t.carried() {
		// The court above adds nothing of its own: what it adopts counts.
		found = append(found, t.settle(t.judge(t.lower), t.articles(t.lower), false)...)
	}
	found = append(found, t.fromDisposition(found)...)
	if (t.decided() || t.losing()) && !hasGround(found) && p.record.DocumentType != CompensationJudgment {
		found = t.settle(all, grounds, true)
	}
	found = append(found, t.absence()...)
	if t.decided() && !hasGround(found) {
		p.warn("finding_missing", "文书认定行政机关败诉，但未能从裁判理由中读出具体的过错，请人工核对。", 0, 0)
	}
	p.record.Errors = found
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
			if d.text == "上诉人" || d.text == "再审申请人" || d.text == "被申请人" && len(roles) > 0 || d.text == "申请人" && t.p.record.DocumentType != ReconsiderationDecision {
				continue
			}
			t.terms = append(t.terms, d)
		}
	}
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

func (t *trial) civil() bool {
	return t.p.record.DocumentType == CivilJudgment || t.p.record.DocumentType == CivilRuling
}

// judge decides for every saying in the sentences whether it is a finding.
func (t *trial) judge(list []sentence) []judged {
	x := faultLexis()
	var out []judged
	for i := range list {
		s := &list[i]
		v := &view{text: t.text, s: s, sights: sightsIn(t.text, s.stretch, t.terms)}
		if i+1 < len(list) {
			v.next = &list[i+1]
		}
		for _, h := range x.find(t.text, s) {
			if j, ok := t.weigh(v, h, len(list) > 0 && &list[0] == t.firstLower()); ok {
				out = append(out, j)
			}
		}
	}
	return out
}

func (t *trial) firstLower() *sentence {
	if len(t.lower) == 0 {
		return nil
	}
	return &t.lower[0]
}

// weigh applies the tests of 判断 to one hit, the cheapest first.
func (t *trial) weigh(v *view, h hit, below bool) (judged, bool) {
	j := judged{hit: h, sentence: v.s}
	switch h.code {
	case ContractBreach:
		if !t.contractual() {
			return j, false
		}
	case Tort:
		if !t.civil() {
			return j, false
		}
	case NoEvidenceInTime:
	default:
		if t.civil() {
			return j, false // the grounds of 行政诉讼法 are none of a civil court's
		}
	}
	if h.short && !t.p.text.OnBoundary(t.p.text.FromByte(h.from), t.p.text.FromByte(h.to-1)+1) {
		return j, false // an accident of characters: 无权 in 有无权利
	}
	if v.quotedHit(h) || v.denied(h) || v.supposed(h) || t.history(v, h) {
		return j, false
	}
	claim, agreed := v.claimed(h)
	if claim && !agreed {
		return j, false
	}
	if !claim {
		about, yes := aboutClaim(v, h, v.tailWithNext(h))
		if about && !yes {
			return j, false
		}
		claim = about
	}
	if !below {
		switch v.lower(h) {
		case -1:
			return j, false
		case 1:
			j.adopted = true
		}
	}
	who, party := v.subject(h)
	if (who == claimant || who == outsider) && !claim {
		return j, false // another party's act
	}
	if (h.code == ContractBreach || h.code == Tort) && who != agencies {
		return j, false // a contract has two sides
	}
	if who == anyone && !strings.Contains(v.head(h), "本案") {
		return j, false
	}
	j.agencies = t.whose(v, h, party)
	j.remark, j.noted = t.remarked(v, h)
	j.drawn = draws(t.text[v.s.from:v.s.to])
	return j, true
}

// contractual reports a case in which a contract can be broken.
func (t *trial) contractual() bool {
	if t.civil() || t.stands(Contract, CivilLiability) {
		return true
	}
	for _, a := range t.p.record.ChallengedActs {
		if a.Kind != nil && *a.Kind == "agreement" {
			return true
		}
	}
	return false
}

// history reports what an earlier, effective decision found: not this body.
func (t *trial) history(v *view, h hit) bool {
	c := v.s.clauses[v.s.clause(h.from)]
	w := t.text[c.from:c.to]
	return hasAny(w, "已被生效", "已经生效", "生效判决确认", "生效行政判决确认", "生效裁判确认", "已被本院生效", "已被确认违法", "生效判决认定") >= 0 && hasAny(w, "确认", "认定") >= 0
}

// aboutClaim reports that the hit is the body's word on a claim: 其请求没有
// 法律依据, 原告……的主张缺乏事实依据; or that a claim noun governs it from
// behind: 程序违法的主张不能成立.
func aboutClaim(v *view, h hit, after string) (about, agreed bool) {
	b := v.before(h)
	if hasLast(b, "的主张", "的请求", "诉讼请求", "的理由", "的意见", "的上诉", "诉请", "上诉请求", "赔偿请求", "的辩解", "的抗辩", "该主张", "该请求", "其主张", "其请求", "的诉求", "该理由", "再审申请", "复议请求", "上诉理由", "的观点", "的申请理由", "的诉称", "的异议", "补偿请求", "该意见", "该辩称", "的答辩", "的辩称", "起诉", "辩解意见", "该上诉") >= 0 &&
		(h.code == NoLegalBasis || h.code == FactsEvidence || h.code == WrongLaw) {
		return true, false
	}
	hc := v.s.clause(h.from)
	if h.code == NoLegalBasis || h.code == FactsEvidence {
		// the claim stands one clause before: 原告要求……的请求，没有依据
		if hc > 0 {
			c := v.s.clauses[hc-1]
			w := v.text[c.from:c.to]
			if hasSuffixAny(w, "的主张", "的请求", "的诉讼请求", "的理由", "的意见", "的上诉请求", "的上诉理由", "的辩解", "的抗辩", "的诉求", "的观点", "的诉请", "的再审请求", "的申请", "的辩称", "的上诉意见", "的答辩意见", "的辩解意见", "的复议请求", "的赔偿请求", "责任", "费用", "损失", "赔偿", "利息") && utf8len(b) <= 4 {
				return true, false
			}
			if hasPrefixAny(w, "其要求", "其请求", "要求", "请求", "原告要求", "原告请求", "申请人要求", "上诉人要求") && utf8len(b) <= 4 {
				return true, false
			}
		}
		if hasPrefixAny(b, "要求", "请求", "其要求", "其请求", "主张") {
			return true, false
		}
	}
	// 认定……的主张, 程序违法的理由不能成立
	near := firstRunes(after, 30)
	if k := hasAny(near, "的主张", "的理由", "的意见", "的观点", "的诉称", "的说法", "的诉讼理由", "的上诉理由", "的上诉主张", "的诉请", "的异议", "的辩解", "之主张", "之诉", "为由"); k >= 0 && hasAny(near[:k], "，", "。", "；") < 0 {
		verdict, _ := verdictOf(after[k:])
		return true, verdict > 0
	}
	return false, false
}

func utf8len(s string) int { return len([]rune(s)) }

func hasSuffixAny(s string, phrases ...string) bool {
	for _, p := range phrases {
		if strings.HasSuffix(s, p) {
			return true
		}
	}
	return false
}

// whose resolves the agencies of a finding: those named as its subject, else
// those that lost.
func (t *trial) whose(v *view, h hit, party int) []string {
	seen := map[int]bool{}
	hc := v.s.clause(h.from)
	for i := hc; i >= 0 && len(seen) == 0; i-- {
		c := v.s.clauses[i]
		limit := c.to
		if i == hc {
			limit = h.from
		}
		for _, m := range v.sights {
			if m.from >= c.from && m.from < limit && m.who == agencies && m.party >= 0 {
				seen[m.party] = true
			}
		}
	}
	if len(seen) == 0 {
		return nil
	}
	var out []string
	for i, q := range t.p.record.Parties {
		if seen[i] {
			out = append(out, q.Name)
		}
	}
	return out
}

// remarked reports a fault that the body only notes: it did not build on it.
func (t *trial) remarked(v *view, h hit) (remark, noted bool) {
	after := v.tail(h)
	if v.next != nil {
		n := firstRunes(t.text[v.next.from:v.next.to], 60)
		if hasPrefixAny(n, "但", "该", "上述", "本院", "本机关", "对此", "鉴于", "此", "虽", "不过", "然") {
			after += n
		}
	}
	if hasAny(after, notedWords...) >= 0 {
		return true, true
	}
	for _, w := range h.words {
		if w == "flaw" && !t.minor {
			return true, true
		}
	}
	return hasAny(after, harmlessWords...) >= 0, false
}

var (
	// notedWords say that a remark is one.
	notedWords = strings.Split("予以指正|予以指出|应予指正|应予指出|特此指正|特此指出|在此指出|在此指正|提出批评|给予批评|引以为戒|今后|以后工作|加以改进|予以改进|注意改进|加以注意|予以注意|应当改进", "|")
	// harmlessWords say that a fault did not matter.
	harmlessWords = strings.Split("不影响|未影响|并不影响|不足以影响|不产生实际影响|未产生实际影响|不足以导致|不足以否定|不足以撤销|尚不足以|不必然导致|不构成撤销|不宜撤销|不能因此|但不构成|不导致|可予以补正|予以补正|不属于应当撤销|无碍|未损害|未实质影响|不产生实质", "|")
)

// draws reports that a sentence draws a consequence from what it tells.
func draws(s string) bool {
	return hasAny(s, "违法", "应予撤销", "应当撤销", "应撤销", "依法撤销", "予以撤销", "应予变更", "不合法", "违反", "不符合", "侵犯", "侵害", "应予确认", "确认无效", "错误", "不当", "于法无据", "剥夺", "损害了", "应予支持", "本院予以支持", "理由成立", "缺乏合法性", "不具有合法性", "不具备合法性", "不应支持", "不准予", "违背", "有悖", "应承担", "应当承担", "依法并不成立", "依法不成立") >= 0
}

// settle makes findings of what was judged and of the articles cited.
//
// Plain words count where the body draws a consequence from them; loose takes
// them without, for a loss that nothing else explains.
func (t *trial) settle(all []judged, grounds []ground, loose bool) []Finding {
	anyNamed := false
	cited := map[Code]bool{}
	for _, g := range grounds {
		if !g.weak {
			cited[g.code] = true
		}
	}
	for _, j := range all {
		if j.sure == named && !j.remark {
			anyNamed = true
		}
	}
	bySentence := map[int]map[Code]bool{}
	for _, j := range all {
		if j.sure == named {
			if bySentence[j.sentence.from] == nil {
				bySentence[j.sentence.from] = map[Code]bool{}
			}
			bySentence[j.sentence.from][j.code] = true
		}
	}
	proof := map[int]bool{}
	for _, j := range all {
		if j.code == NoEvidenceInTime {
			proof[j.sentence.from] = true
		}
	}
	b := &findings{t: t}
	for _, j := range all {
		if j.sure == plain {
			codes := bySentence[j.sentence.from]
			switch {
			case t.p.record.DocumentType == CompensationJudgment && !j.noted:
				continue // what a party failed to prove of the damage is no fault of the act
			case j.noted:
				// kept as a remark
			case codes[j.code]:
				// the name stands beside: it lends its words
			case j.code == NoEvidenceInTime:
				if !t.agencyActs(j) {
					continue
				}
			case len(codes) > 0:
				continue
			case cited[j.code]:
			case j.code == Nonperformance && !t.omission():
				continue
			case j.code == WrongLaw && (anyNamed || len(cited) > 0), j.code == FactsEvidence && len(cited) > 0:
				continue
			case !j.drawn && (!loose || anyNamed || len(cited) > 0):
				continue
			case j.rule == "facts.unproved" && proof[j.sentence.from]:
				continue
			case j.code == ContractBreach && anyNamed:
				continue
			}
		}
		b.add(j)
	}
	for _, g := range grounds {
		b.cite(g)
	}
	t.checkGrounds(b, cited)
	return b.list()
}

// omission reports a case about something that the agency did not do.
func (t *trial) omission() bool {
	if t.stands(Perform, Pay) {
		return true
	}
	for _, d := range t.p.record.Dispositions {
		if hasAny(d.Text, "不履行", "未履行", "不作为", "未答复", "不予答复", "拖延", "逾期", "拒绝", "未作出", "未在") >= 0 {
			return true
		}
	}
	for _, a := range t.p.record.ChallengedActs {
		if a.Kind != nil && *a.Kind == "omission" {
			return true
		}
	}
	return false
}

// agencyActs reports that an agency is the subject of the hit.
func (t *trial) agencyActs(j judged) bool {
	v := &view{text: t.text, s: j.sentence, sights: sightsIn(t.text, j.sentence.stretch, t.terms)}
	who, _ := v.subject(j.hit)
	return who == agencies || who == nobody
}

// findings gathers evidence by code and agencies.
type findings struct {
	t     *trial
	items []*Finding
	seen  map[*Finding]map[int]bool
	named map[*Finding]bool // found by a ground's usual name
}

// add puts a hit into the finding of its code and agencies.
func (b *findings) add(j judged) {
	t := b.t
	ground := t.lost && !j.remark
	slight := has(j.words, "slight")
	if slight && t.stands(ConfirmIllegal) {
		ground = t.lost
	}
	who := j.agencies
	if t.decided() {
		if kept := intersect(who, t.losers); len(kept) > 0 {
			who = kept
		} else if len(who) > 0 && t.isResult(who) {
			ground = false // the agency of this fault did not lose
		} else {
			who = t.answerable(j)
		}
	}
	if len(who) == 0 {
		who = t.allAgencies()
	}
	f := b.get(j.code, who, ground)
	if slight {
		f.Minor = true
	}
	for _, w := range j.words {
		if w != "flaw" && w != "slight" && !has(f.Words, w) {
			f.Words = append(f.Words, w)
		}
	}
	lead := lastRunes(t.text[j.sentence.from:j.from], 4) + t.text[j.from:j.to]
	if hasAny(lead, "明显", "显属", "显然") >= 0 && !has(f.Words, "plainly") {
		f.Words = append(f.Words, "plainly")
	}
	if strings.Contains(lead, "严重") && !has(f.Words, "seriously") {
		f.Words = append(f.Words, "seriously")
	}
	if f.Rule == "" || j.sure == named && !b.named[f] {
		f.Rule = j.rule
	}
	if j.sure == named {
		if b.named == nil {
			b.named = map[*Finding]bool{}
		}
		b.named[f] = true
	}
	b.quote(f, j.sentence)
}

// answerable gives the agencies of a fault that names none: of a decision on
// reconsideration its organ, of anything else those who lost and did not
// merely uphold (法释〔2018〕1号第一百三十六条: each answers for its own act).
func (t *trial) answerable(j judged) []string {
	if len(t.losers) < 2 {
		return t.losers
	}
	var upheld, acted []string
	for _, a := range t.losers {
		if t.reconsidered(a) {
			upheld = append(upheld, a)
		} else {
			acted = append(acted, a)
		}
	}
	if len(upheld) == 0 || len(acted) == 0 {
		return t.losers
	}
	v := t.text[j.sentence.from:j.to]
	if k := strings.LastIndex(v, "复议"); k >= 0 && hasAny(v[k:], "处罚决定", "认定决定", "征收决定", "拆除") < 0 {
		return upheld
	}
	return acted
}

// reconsidered reports that what the decision does to an agency is done to
// its decision on reconsideration.
func (t *trial) reconsidered(agency string) bool {
	lists := [][]Disposition{t.p.record.Dispositions}
	for _, q := range t.p.record.Prior {
		lists = append(lists, q.Dispositions)
	}
	for _, list := range lists {
		for _, d := range list {
			if has(d.Agencies, agency) && len(d.Agencies) == 1 && strings.Contains(d.Text, "复议决定") {
				return true
			}
		}
	}
	return false
}

func (b *findings) get(code Code, who []string, ground bool) *Finding {
	for _, f := range b.items {
		if f.Code == code && f.Ground == ground && strings.Join(f.Agencies, "|") == strings.Join(who, "|") {
			return f
		}
	}
	f := &Finding{Code: code, Ground: ground, Agencies: append([]string{}, who...), Evidence: []Evidence{}, Laws: []Law{}}
	b.items = append(b.items, f)
	return f
}

func (b *findings) quote(f *Finding, s *sentence) {
	if b.seen == nil {
		b.seen = map[*Finding]map[int]bool{}
	}
	if b.seen[f] == nil {
		b.seen[f] = map[int]bool{}
	}
	if b.seen[f][s.from] {
		return
	}
	b.seen[f][s.from] = true
	p := b.t.p
	f.Evidence = append(f.Evidence, p.evidence(p.text.FromByte(s.from), p.text.FromByte(s.to-1)+1))
}

// list gives the findings in the order of the text; a remark whose code is a
// ground for the same agency is told by the ground.
func (b *findings) list() []Finding {
	var out []Finding
	for _, f := range b.items {
		if !f.Ground {
			dup := false
			for _, g := range b.items {
				if g.Ground && g.Code == f.Code && len(intersect(f.Agencies, g.Agencies)) > 0 {
					dup = true
					if g.Minor {
						g.Evidence = merge(g.Evidence, f.Evidence)
					}
				}
			}
			if dup {
				continue
			}
		}
		if len(f.Evidence) > 0 {
			out = append(out, *f)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		return out[i].Evidence[0].Span.Start < out[j].Evidence[0].Span.Start
	})
	return out
}

// merge joins two lists of passages in the order of the text, each once.
func merge(a, b []Evidence) []Evidence {
	for _, e := range b {
		seen := false
		for _, o := range a {
			seen = seen || o.Span.Start == e.Span.Start
		}
		if !seen {
			a = append(a, e)
		}
	}
	sort.SliceStable(a, func(i, j int) bool { return a[i].Span.Start < a[j].Span.Start })
	return a
}

func (t *trial) allAgencies() []string {
	var out []string
	for _, q := range t.p.record.Parties {
		if q.Kind == Agency {
			out = append(out, q.Name)
		}
	}
	return out
}

func (t *trial) isResult(names []string) bool {
	for _, r := range t.p.record.Results {
		if has(names, r.Agency) {
			return true
		}
	}
	return false
}

func hasGround(list []Finding) bool {
	for _, f := range list {
		if f.Ground {
			return true
		}
	}
	return false
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func intersect(a, b []string) []string {
	var out []string
	for _, x := range a {
		if has(b, x) {
			out = append(out, x)
		}
	}
	return out
}
