package extract

import (
	"regexp"
	"slices"
	"sort"
	"strings"
)

// settle makes findings of what was judged and of the articles cited.
//
// Plain words count where the body draws a consequence from them; loose takes
// them without, for a loss that nothing else explains.
func (t *trial) settle(all []judged, grounds []ground, loose bool) []Finding {
	anyNamed := false
	cited := map[Code]bool{}
	for _, g := range grounds {
		if !g.weak && len(g.others) == 0 {
			cited[g.code] = true
		}
	}
	for _, j := range all {
		if j.sure == named && !j.remark {
			anyNamed = true
		}
	}
	voided := false // the agency answers for a contract that is void
	for _, j := range all {
		voided = voided || j.rule == "contract.void" && !j.remark
	}
	// What a semicolon parts stands for itself: ……未催告；且……事实不清.
	bySegment := map[int]map[Code]bool{}
	namedIn := map[int]bool{}
	for _, j := range all {
		if j.sure == named {
			k := t.segment(j)
			if bySegment[k] == nil {
				bySegment[k] = map[Code]bool{}
			}
			bySegment[k][j.code] = true
			namedIn[j.sentence.from] = namedIn[j.sentence.from] || !j.remark
		}
	}
	// What could not be proved is told by what it is: a step not taken, or
	// evidence not given.
	proof := map[int]bool{}
	for _, j := range all {
		if j.turn && j.rule != "procedure.unsigned" && j.rule != "procedure.order" && j.rule != "procedure.unserved" && j.code != NoEvidenceInTime {
			continue
		}
		if j.code == NoEvidenceInTime || j.code == Procedure && j.rule != "procedure.flaw" {
			proof[j.sentence.from] = true
		}
	}
	// An act that came late is a breach of procedure, one that never came is a
	// duty undone: the same words (未在法定期限内) stand for both.
	never, late := map[int]bool{}, map[int]bool{}
	for _, j := range all {
		if j.turn {
			continue
		}
		never[j.sentence.from] = never[j.sentence.from] || j.code == Nonperformance
		late[j.sentence.from] = late[j.sentence.from] || j.code == Procedure && strings.HasPrefix(j.rule, "procedure.late")
	}
	// 停发待遇没有依据，属于未履行给付义务: where the sentence goes on to say under
	// what fault the lack of a basis falls, that fault is named.
	falls := func(j judged) bool {
		for _, o := range all {
			if o.sentence.from == j.sentence.from && o.from >= j.to && o.sure == named && o.code != NoLegalBasis && o.code != ContractBreach && (o.code != WrongLaw || hasSuffixAny(t.text[j.sentence.from:j.from], "视为", "视同", "等于", "等同于")) && !o.remark &&
				subsumes(t.text[j.to:o.from]) {
				return true
			}
		}
		return false
	}
	// 未提交……的证据，不能证明……，事实依据不足: what the evidence lacks is named.
	concludes := func(j judged) bool {
		unshown := j.rule == "proof.never" && notShown.MatchString(t.text[j.to:j.sentence.to]) ||
			j.rule == "procedure.unproved" && hasAny(t.text[j.from:min(j.sentence.to, j.to+60)], "查找", "检索", "搜索") >= 0
		return unshown && slices.ContainsFunc(all, func(o judged) bool {
			return o.code == FactsEvidence && o.sure == named && !o.remark && o.from >= j.to
		})
	}
	// 以……为由推脱，没有法律依据: where the agency failed to act, its pretext is part
	// of that.
	excused := func(j judged) bool {
		return j.rule == "basis.named" && excuseForm.MatchString(t.text[j.sentence.from:j.from]) && slices.ContainsFunc(all, func(o judged) bool {
			return o.code == Nonperformance && o.sure == named && !o.remark
		})
	}
	weighty := map[int]bool{} // what no reason is given for is told as the fault itself
	doubted := map[int]bool{} // what was not appraised is told as facts not found
	for _, j := range all {
		doubted[j.sentence.from] = doubted[j.sentence.from] || j.code == FactsEvidence && (j.turn || j.rule != "facts.unproved")
		weighty[j.sentence.from] = weighty[j.sentence.from] || j.code == Improper || j.code == FactsEvidence || j.code == Nonperformance
	}
	owed := t.stands(Perform, Pay) || cited[Nonperformance]
	b := &findings{t: t}
	for _, j := range all {
		if j.code == Nonperformance && t.stands(Contract) && cited[ContractBreach] {
			continue // what is owed is owed under the agreement
		}
		if excused(j) || concludes(j) || j.code == NoLegalBasis && falls(j) || j.code == NoEvidenceInTime && t.burdenOfHarm(j) {
			continue
		}
		if j.sure == plain && !j.noted {
			if (j.rule == "procedure.undecided" || j.rule == "procedure.uncompensated" || j.rule == "procedure.untold" || j.rule == "procedure.reasons" || j.rule == "procedure.neither" || j.rule == "procedure.unlodged") && owed && !cited[Procedure] && (never[j.sentence.from] || cited[Nonperformance]) {
				continue // a decision that was owed and never came
			}
			if j.code == Procedure && has(j.words, "overdue") && owed && !cited[Procedure] && (never[j.sentence.from] || cited[Nonperformance]) ||
				j.code == Nonperformance && late[j.sentence.from] && !owed {
				continue
			}
		}
		if j.sure == plain {
			codes := bySegment[t.segment(j)]
			if j.turn && (!t.telling(j, all, cited) || !loose && t.implausible(j)) {
				continue
			}
			drawn := j.drawn || namedIn[j.sentence.from] && len(codes) == 0
			switch {
			case j.rule == "wording":
				// weighed already
			case t.p.record.DocumentType == CompensationJudgment && !j.noted:
				continue // what a party failed to prove of the damage is no fault of the act
			case j.noted:
				// kept as a remark
			case codes[j.code]:
				// the name stands beside: it lends its words
			case j.rule == "contract.tender":
				if !voided {
					continue
				}
			case j.code == NoEvidenceInTime:
				if !t.agencyActs(j) {
					continue
				}
			case len(codes) > 0:
				continue
			case cited[j.code]:
			case j.code == Procedure && t.refusedOtherwise():
			case j.rule == "improper.plain" && (anyNamed || len(cited) > 0),
				j.rule == "procedure.unevaluated" && (len(cited) > 0 || doubted[j.sentence.from]),
				j.rule == "procedure.reasons" && weighty[j.sentence.from]:
				continue
			case j.code == Nonperformance && !t.omission():
				continue
			case j.code == WrongLaw && (anyNamed || len(cited) > 0), j.code == FactsEvidence && len(cited) > 0:
				continue
			case j.rule == "facts.unproved" && anyNamed && !cited[FactsEvidence] && t.defends(j):
				continue
			case !drawn && (!loose || anyNamed || len(cited) > 0) && !t.freely(j, cited):
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

// freely reports plain words that need no consequence of their own: the paper
// cites no item for the loss, so that the body gives its grounds in its own
// words, one by one, and draws the consequence once at the end.
func (t *trial) freely(j judged, cited map[Code]bool) bool {
	switch j.rule {
	case "facts.unproved", "procedure.flaw", "procedure.unapproved":
		return false // most often said of a claim, of what did not matter, of what a citizen built
	}
	c := j.sentence.clauses[j.sentence.clause(j.to-1)]
	if hasAny(t.text[j.from:max(j.to, c.to)], "的行为", "的违法行为", "一案") >= 0 {
		return false // 对原告未……的行为立案调查: what the act was about
	}
	return len(cited) == 0 && t.decided() && !j.turn && (j.code == Procedure || j.code == UltraVires || j.code == FactsEvidence && !t.omission())
}

// refusedOtherwise reports a refusal of enforcement that rests on the item
// without a name of its own (行政强制法第五十八条第一款第三项: 其他明显违法): the
// plain words tell what it was.
func (t *trial) refusedOtherwise() bool {
	if !t.outcome(RefuseEnforcement) {
		return false
	}
	for i := range t.own {
		if w := t.text[t.own[i].from:t.own[i].to]; hasAny(w, "其他明显违法", "其它明显违法") >= 0 && hasAny(w, "规定：“", "下列情形") < 0 {
			return true
		}
	}
	return false
}

// segment gives where the part of a sentence begins that semicolons bound.
func (t *trial) segment(j judged) int {
	return j.sentence.from + max(0, strings.LastIndex(t.text[j.sentence.from:j.from], "；"))
}

// defends reports what an agency could not prove of its defence in court, and
// not of its act: 虽主张系村委会拆除，但未提供证据证明.
func (t *trial) defends(j judged) bool {
	k := j.sentence.clause(j.from)
	if k == 0 {
		return false
	}
	c := j.sentence.clauses[k-1]
	w := t.text[c.from:c.to]
	return hasAny(w, "虽主张", "虽辩称", "虽称", "虽提出", "虽抗辩") >= 0
}

// excuseForm is a pretext under which an agency does not act.
var excuseForm = regexp.MustCompile(`以[^，。；]{1,40}为(?:由|借口|名)[^。；]{0,6}(?:推脱|推诿|推托|搪塞|敷衍|拖延)[^，。；]{0,8}，?[^，。；]{0,6}$`)

// notShown is what evidence that was not given leaves unproved.
var notShown = regexp.MustCompile(`^，(?:故|因此|从而)?(?:不能|无法|不足以|难以)证明`)

// subsumes reports that the words between two faults put the first under the
// second: ……，属于……
func subsumes(between string) bool {
	k := strings.LastIndex(between, "，")
	return k >= 0 && utf8len(between) <= 16 && hasPrefixAny(between[k+len("，"):], "属", "构成", "系", "应认定为", "应当认定为")
}

// burdenOfHarm reports words on who must prove the harm: 导致原告无法举证，应由
// 被告承担举证不能的后果. They are no evidence that came too late.
func (t *trial) burdenOfHarm(j judged) bool {
	if !strings.Contains(t.text[j.from:j.to], "承担") {
		return false
	}
	w := t.text[j.sentence.from:j.sentence.to]
	return hasAny(w, "损失", "损害", "物品", "财物", "赔偿") >= 0 && (t.stands(Compensate, Indemnify) || t.p.record.DocumentType == CompensationJudgment)
}

// omission reports a case about something that the agency did not do.
func (t *trial) omission() bool {
	if t.stands(Perform, Pay) {
		return true
	}
	for _, d := range t.p.record.Dispositions {
		if undoneForm.MatchString(d.Text) || omittedForm.MatchString(d.Text) || hasAny(d.Text, "未答复", "不予答复", "逾期", "拒绝", "未作出", "未在") >= 0 {
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

// undoneForm is a duty left undone as decisions declare it, with the words
// between that tell how.
var undoneForm = regexp.MustCompile(`不作为|(?:不|未|没有|未能|怠于|拖延|拒不|拒绝)(?:依法|及时|全面|完全|充分|正确|积极|适当|认真|切实|有效|、)*(?:履行|履职)`)

// omittedForm tells in a decision what was not done: 确认……未对……作出处理……违法.
var omittedForm = regexp.MustCompile(`未(?:对|就|向|按|依)[^，。；]{0,60}(?:作出|履行|处理|答复|办理|公开|支付|受理|登记|采取|查处)`)

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
	seen  map[*Finding]map[int]int
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
	if (j.turn || j.wording != nil) && !ground && !j.noted {
		return // an indirect turn is told against a loser alone
	}
	f := b.quoting(j.code, who, ground, j.sentence)
	if f == nil {
		f = b.get(j.code, who, ground)
	}
	if j.wording != nil && f.Rule != "" && f.Wording == nil {
		return // a rule has found it already: no evidence that nobody is asked about
	}
	if slight {
		f.Minor = true
	}
	if f.Rule == "" || j.sure == named && !b.named[f] {
		f.Rule = j.rule + "：" + t.text[j.from:j.to]
		f.Wording = j.wording
	}
	if j.sure == named {
		if b.named == nil {
			b.named = map[*Finding]bool{}
		}
		b.named[f] = true
	}
	at := b.quote(f, j.sentence)
	for _, w := range j.words {
		if w != "flaw" && w != "slight" {
			f.mark(w, at)
		}
	}
	lead := lastRunes(t.text[j.sentence.from:j.from], 4) + t.text[j.from:j.to]
	if hasAny(lead, "明显", "显属", "显然") >= 0 {
		f.mark("plainly", at)
	}
	if strings.Contains(lead, "严重") {
		f.mark("seriously", at)
	}
}

// mark sets a mark that passage number at of the evidence carries.
func (f *Finding) mark(w string, at int) {
	if !has(f.Words, w) {
		f.Words = append(f.Words, w)
	}
	for _, m := range f.Marks {
		if m.Word == w && m.Evidence == at {
			return
		}
	}
	f.Marks = append(f.Marks, Mark{Word: w, Evidence: at})
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

// quoting gives the finding that already tells of the sentence and of at least
// these agencies: another word of it on one of them is the same fault.
func (b *findings) quoting(code Code, who []string, ground bool, s *sentence) *Finding {
	for _, f := range b.items {
		if _, ok := b.seen[f][s.from]; ok && f.Code == code && f.Ground == ground && len(who) > 0 && len(intersect(who, f.Agencies)) == len(who) {
			return f
		}
	}
	return nil
}

// get gives the finding of the code for exactly these agencies: what one of
// several did by itself is not held against the others.
func (b *findings) get(code Code, who []string, ground bool) *Finding {
	for _, f := range b.items {
		if f.Code == code && f.Ground == ground && len(who) == len(f.Agencies) && len(intersect(who, f.Agencies)) == len(who) {
			return f
		}
	}
	f := &Finding{Code: code, Ground: ground, Agencies: append([]string{}, who...), Evidence: []Evidence{}, Laws: []Law{}}
	b.items = append(b.items, f)
	return f
}

// quote takes a sentence as evidence, once, and gives its place there.
func (b *findings) quote(f *Finding, s *sentence) int {
	if b.seen == nil {
		b.seen = map[*Finding]map[int]int{}
	}
	if b.seen[f] == nil {
		b.seen[f] = map[int]int{}
	}
	if at, ok := b.seen[f][s.from]; ok {
		return at
	}
	at := len(f.Evidence)
	b.seen[f][s.from] = at
	p := b.t.p
	f.Evidence = append(f.Evidence, p.evidence(p.text.FromByte(s.from), p.text.FromByte(s.to-1)+1))
	return at
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
						g.merge(f.Evidence)
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

// merge takes further passages, each once, in the order of the text; the marks
// stay with theirs.
func (f *Finding) merge(more []Evidence) {
	at := make([]int, len(f.Evidence)) // where each passage of the marks starts
	for i, e := range f.Evidence {
		at[i] = e.Span.Start
	}
	index := func(start int) int {
		return slices.IndexFunc(f.Evidence, func(o Evidence) bool { return o.Span.Start == start })
	}
	for _, e := range more {
		if index(e.Span.Start) < 0 {
			f.Evidence = append(f.Evidence, e)
		}
	}
	sort.SliceStable(f.Evidence, func(i, j int) bool { return f.Evidence[i].Span.Start < f.Evidence[j].Span.Start })
	for i, m := range f.Marks {
		f.Marks[i].Evidence = index(at[m.Evidence])
	}
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
