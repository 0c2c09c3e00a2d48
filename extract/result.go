package extract

import (
	"regexp"
	"strings"
)

// standing is what is in force for the parties after a decision.
type standing struct {
	clauses []clause
	known   bool
	partial bool // told in passing: what is not told is not known
	open    bool // remanded, withdrawn, ended: nothing is decided
}

// readResults tells for each agency that is a party how the case ended for it
// (是否败诉): what stands at the end of all decisions, those below included.
func (p *paper) readResults() {
	if len(p.record.Dispositions) == 0 {
		return
	}
	if p.told && p.unread() {
		p.warn("later_decision_unread", "案例载明此后提起上诉，但未能读出其后的裁判结果，无法确定行政机关最终是否败诉，请人工核对。", p.stages[len(p.stages)-1].from, p.stages[len(p.stages)-1].to)
		for _, a := range p.agencies() {
			p.record.Results = append(p.record.Results, Result{Agency: a.printed, Result: Undecided})
		}
		return
	}
	var history []standing
	now := standing{}
	for _, d := range p.lower {
		now = p.apply(history, now, d)
		history = append(history, now)
	}
	now = p.apply(history, now, decree{clauses: p.clauses, own: true})
	p.checkBearers(now)
	damaged := p.unreadIn(now)
	for _, a := range p.agencies() {
		if strings.Contains(a.role, "公益诉讼") || strings.Contains(a.role, "抗诉机关") || strings.HasSuffix(a.name, "检察院") && strings.Contains(a.role, "起诉人") {
			continue
		}
		r := Result{Agency: a.printed}
		if s := p.dropped(a); s != nil {
			r.Result, r.Because = Undecided, []Evidence{p.evidence(s[0], s[1])}
			p.record.Results = append(p.record.Results, r)
			continue
		}
		var because []clause
		r.Result, because = p.verdict(a, now)
		if v := p.holds(a, r.Result, because, now, damaged); v != r.Result {
			r.Result, because = v, nil
		}
		cited := map[int]bool{}
		for _, c := range because {
			if !cited[c.from] { // a clause that does several things is quoted once
				cited[c.from] = true
				r.Because = append(r.Because, p.evidence(c.from, c.to))
			}
		}
		if len(r.Because) == 0 {
			for _, c := range p.clauses {
				r.Because = append(r.Because, p.evidence(c.from, c.to))
			}
		}
		p.record.Results = append(p.record.Results, r)
	}
}

// dropped gives the sentence that tells that the suit against one of several
// agencies was withdrawn with a court's leave, or nil: what was decided later
// is not decided on that agency.
func (p *paper) dropped(a *actor) *[2]int {
	if len(p.agencies()) < 2 || p.formula < 0 {
		return nil
	}
	for _, s := range p.sentences(p.from, p.formula) {
		m := p.match(droppedForm, s[0], s[1])
		if m == nil {
			continue
		}
		name := p.text.Slice(m[2], m[3])
		if contains(a.names, name) || name == a.role || name == roleBase(a.role) && p.aloneIn(roleBase(a.role)) {
			return &s
		}
	}
	return nil
}

// aloneIn reports that one party alone bears the role.
func (p *paper) aloneIn(role string) bool {
	n := 0
	for _, a := range p.actors {
		if roleBase(a.role) == role {
			n++
		}
	}
	return n == 1
}

// droppedForm tells that the suit against one defendant was withdrawn, and that
// a court allowed it.
var droppedForm = regexp.MustCompile(`撤回(?:了)?对(?:被告|被申请人|一审被告|原审被告)?([^，。；、]{2,30}?)的(?:起诉|诉讼|复议申请|申请)[^。；]{0,40}(?:准许|准予|同意)`)

// checkBearers warns of a burden that no agency of the case was found to bear:
// a loss may be hidden there.
func (p *paper) checkBearers(s standing) {
	if p.civil() {
		for _, c := range s.clauses {
			for _, e := range c.effects {
				at := e.i
				if m := p.match(roleAt, at, e.j); m != nil {
					at = m[1]
				}
				if name, k := p.agencyAt(at); name != "" && k-at >= 5 && !p.namesActor(name) {
					p.warn("party_unlisted", "主文判令“"+p.text.Raw(at, k)+"”承担责任，当事人部分未能读出，请人工核对。", c.from, c.to)
				}
			}
		}
		return
	}
	for _, c := range s.clauses {
		for _, e := range c.effects {
			if burdens[e.outcome] && e.outcome != CivilLiability && len(e.agencies) == 0 && !e.private && !e.lower {
				p.warn("agency_unread", "裁判主文判令承担责任，但未能确定是哪一行政机关，请人工核对该机关是否败诉。", c.from, c.to)
			}
		}
	}
}

// apply gives what stands after a decision on top of what stood before.
func (p *paper) apply(history []standing, before standing, d decree) standing {
	var fresh []clause
	var affirms, remands, reverses, petition, appealOff, suitOff bool
	var reversed, maintained []int
	wholeMaintained := false
	for _, c := range d.clauses {
		n := clause{n: c.n, from: c.from, to: c.to}
		for _, e := range c.effects {
			switch {
			case e.outcome == Affirm:
				affirms = true
			case e.outcome == Remand:
				remands = true
			case e.outcome == Reverse:
				reverses = true
				reversed = append(reversed, e.items...)
				if fx := p.quotedEffects(c); len(fx) > 0 && len(e.items) == 0 {
					before = without(before, fx)
					reversed = append(reversed, -1)
				}
			case e.outcome == Maintain && e.lower:
				if len(e.items) == 0 {
					if fx := p.quotedEffects(c); len(fx) > 0 {
						n.effects = append(n.effects, fx...)
						continue
					}
					wholeMaintained = true
				}
				maintained = append(maintained, e.items...)
			case e.outcome == RejectPetition:
				petition = true
			case e.outcome == Withdraw:
				text := p.text.Slice(c.from, c.to)
				if appealForm.MatchString(text) {
					appealOff = true
				} else {
					suitOff = true
					n.effects = append(n.effects, e)
				}
			default:
				n.effects = append(n.effects, e)
			}
		}
		if len(n.effects) > 0 {
			fresh = append(fresh, n)
		}
	}
	switch {
	case suitOff:
		return standing{clauses: fresh, known: true, open: true}
	case remands:
		return standing{clauses: fresh, known: true, open: true}
	case reverses:
		var kept []clause
		switch {
		case wholeMaintained && d.own && (len(p.lower) == 0 || p.lower[0].rank() > 0):
			return standing{clauses: fresh} // what is put back in force was not read
		case wholeMaintained && len(history) > 0:
			kept = history[0].clauses
		case len(maintained) > 0 || len(reversed) > 0:
			for _, c := range before.clauses {
				if len(reversed) > 0 && reversed[0] != -1 && hasInt(reversed, c.n) {
					continue
				}
				if len(maintained) > 0 && !hasInt(maintained, c.n) && len(reversed) == 0 {
					continue
				}
				kept = append(kept, c)
			}
		}
		return standing{clauses: append(append([]clause{}, kept...), fresh...), known: true, open: len(kept) == 0 && !decidesSomething(fresh)}
	case affirms, petition, wholeMaintained, len(maintained) > 0:
		if !before.known {
			// two instances told in one breath: 一审判决确认……违法，二审驳回上诉，维持原判
			return standing{clauses: fresh, known: !d.own && lays(fresh)}
		}
		return standing{clauses: append(append([]clause{}, before.clauses...), fresh...), known: true, open: before.open, partial: before.partial}
	case appealOff:
		if !before.known {
			return standing{known: true, open: true, clauses: fresh}
		}
		return standing{clauses: append(append([]clause{}, before.clauses...), fresh...), known: true, open: before.open}
	}
	return standing{clauses: fresh, known: len(fresh) > 0, partial: d.partial}
}

// lays reports that a clause lays something on an agency.
func lays(list []clause) bool {
	for _, c := range list {
		for _, e := range c.effects {
			if burdens[e.outcome] && len(e.agencies) > 0 {
				return true
			}
		}
	}
	return false
}

var appealForm = regexp.MustCompile(`上诉|再审申请|撤回再审|回再审|按撤诉处理，各方当事人按原审`)

// quotedEffects reads what a quoted item of the judgment below does:
// 维持……关于“撤销……”的判项.
func (p *paper) quotedEffects(c clause) []effect {
	rs := p.text.Runes()
	open := -1
	var out []effect
	for k := c.from; k < c.to; k++ {
		switch rs[k] {
		case '“':
			open = k + 1
		case '”':
			if open > 0 && k-open > 3 {
				out = append(out, p.effects(open, k)...)
			}
			open = -1
		}
	}
	if len(out) == 0 {
		if m := p.match(namelyForm, c.from, c.to); m != nil {
			out = p.effects(m[1], c.to)
		}
	}
	return out
}

// namelyForm opens the words of an item told without quotation marks.
var namelyForm = regexp.MustCompile(`(?:，即|，关于|即：)`)

func without(s standing, fx []effect) standing {
	out := standing{known: s.known, open: s.open}
	for _, c := range s.clauses {
		n := c
		n.effects = nil
		for _, e := range c.effects {
			gone := false
			for _, f := range fx {
				gone = gone || f.outcome == e.outcome
			}
			if !gone {
				n.effects = append(n.effects, e)
			}
		}
		if len(n.effects) > 0 {
			out.clauses = append(out.clauses, n)
		}
	}
	return out
}

func hasInt(list []int, n int) bool {
	for _, x := range list {
		if x == n {
			return true
		}
	}
	return false
}

// burdens are the outcomes that an agency bears as a loss (败诉).
var burdens = map[Outcome]bool{
	Revoke: true, RevokePartial: true, Redo: true, ConfirmIllegal: true, ConfirmInvalid: true, Modify: true,
	Perform: true, Pay: true, Remedy: true, Compensate: true, Indemnify: true, Contract: true,
	CivilLiability: true, RefuseEnforcement: true,
}

// verdict tells how what stands ends the case for one agency, and by which
// clauses.
func (p *paper) verdict(a *actor, s standing) (Verdict, []clause) {
	if !s.known {
		return p.untold(a)
	}
	var against, favour, merits, suits []clause
	partial, refused := true, false
	granted, dismissedAll := false, false
	for _, c := range s.clauses {
		for _, e := range c.effects {
			mine := hasActor(e.agencies, a)
			switch {
			case e.outcome == DismissSuit && p.enforces() && p.applies(a):
				against = append(against, c)
				partial, refused = false, true
			case burdens[e.outcome] && mine:
				against = append(against, c)
				if e.outcome == RefuseEnforcement {
					refused = true
					partial = false
				} else if e.outcome != RevokePartial && e.outcome != Redo {
					partial = false
				}
			case burdens[e.outcome]:
				merits = append(merits, c)
				granted = granted || e.private || len(e.agencies) > 0
			case e.outcome == Maintain || e.outcome == Enforce || e.outcome == Restore:
				merits = append(merits, c)
				if mine {
					favour = append(favour, c)
				}
			case e.outcome == DismissClaim:
				merits = append(merits, c)
				dismissedAll = true
			case e.outcome == RejectApplication:
				if p.onMerits() {
					merits = append(merits, c)
				}
			case e.outcome == DismissSuit && (mine || len(e.agencies) == 0):
				suits = append(suits, c)
			}
		}
	}
	if p.quashed(a) && len(against) == 0 && len(merits) > 0 {
		for _, c := range merits {
			for _, e := range c.effects {
				if (e.outcome == Maintain || e.outcome == DismissClaim) && !hasActor(e.agencies, a) {
					return Lost, merits
				}
			}
		}
	}
	switch {
	case len(against) > 0 && (partial || len(favour) > 0 && !onlyEnforcing(favour) || refused && len(favour) > 0):
		return PartlyLost, append(against, favour...)
	case len(against) > 0:
		return Lost, against
	case s.open:
		return Undecided, nil
	case s.partial && p.asks(a) && p.upholds():
		return p.untold(a)
	case p.claims(a) && !p.enforces():
		switch {
		case dismissedAll && granted:
			return PartlyLost, merits
		case dismissedAll:
			return Lost, merits
		case granted:
			return Won, merits
		}
		return Undecided, nil
	case len(suits) > 0 && (len(merits) == 0 || namesActor(suits, a)):
		return Undecided, suits
	case len(merits) > 0:
		return Won, merits
	}
	return Undecided, nil
}

func onlyEnforcing(list []clause) bool {
	for _, c := range list {
		for _, e := range c.effects {
			if e.outcome == Maintain || e.outcome == Restore {
				return false
			}
		}
	}
	return true
}

func hasActor(list []*actor, a *actor) bool {
	for _, x := range list {
		if x == a {
			return true
		}
	}
	return false
}

func namesActor(list []clause, a *actor) bool {
	for _, c := range list {
		for _, e := range c.effects {
			if e.outcome == DismissSuit && hasActor(e.agencies, a) {
				return true
			}
		}
	}
	return false
}

// enforces reports a paper about enforcement of an agency's act (非诉执行).
func (p *paper) enforces() bool {
	return p.record.Instance != nil && *p.record.Instance == Enforcement
}

// applies reports the agency that asks a court to enforce its act.
func (p *paper) applies(a *actor) bool {
	return roleBase(a.role) == "申请执行人" || roleBase(a.role) == "申请人"
}

// claims reports an agency that sues: 原告, or the one who was it below.
func (p *paper) claims(a *actor) bool {
	if p.reconsiders() {
		return false
	}
	return roleBase(a.role) == "原告" || hasRole(a.original, "原告") || hasRole(a.original, "反诉原告") && !hasRole(a.original, "被告")
}

// quashed reports an agency whose act the disputed decision of
// reconsideration had annulled: where that decision stands, it has lost.
func (p *paper) quashed(a *actor) bool { return contains(p.quash, a.printed) }

// onMerits reports whether an application for reconsideration was refused on
// its merits (行政复议法 2023 art. 69, 实施条例 48 (1) 1) and not as inadmissible.
func (p *paper) onMerits() bool {
	s := p.text.Slice(max(p.from, p.formula-600), p.to)
	// The article that the decision rests on tells more than words of the
	// reasoning, which may be about how the agency handled an application.
	switch basis := p.text.Slice(max(p.from, p.formula-120), p.to); {
	case meritsBasis.MatchString(basis) && !inadmissibleBasis.MatchString(basis):
		return true
	case inadmissibleForm.MatchString(s):
		return false
	case meritsForm.MatchString(s):
		return true
	}
	return p.record.DocumentType == ReconsiderationDecision && strings.Contains(s, "复议请求")
}

var (
	meritsBasis       = regexp.MustCompile(`实施条例》第四十八条第一款第（?一）?项|复议法》(?:（[^）]*）)?第六十九条`)
	inadmissibleBasis = regexp.MustCompile(`实施条例》第四十八条第一款第（?二）?项|复议法》(?:（[^）]*）)?第三十[013]条|复议法》(?:（[^）]*）)?第三十三条`)
	inadmissibleForm  = regexp.MustCompile(`不予受理|实施条例》第四十八条第一款第（?二）?项|不符合[^。]{0,20}受理条件|不属于[^。]{0,20}(?:复议范围|受案范围|受理范围)|复议法》第三十三条|复议法》第三十条|复议法》第三十一条|不具有[^。]{0,20}利害关系|没有利害关系|超过[^。]{0,12}(?:申请期限|法定期限)提出`)
	meritsForm        = regexp.MustCompile(`实施条例》第四十八条第一款第（?一）?项|复议法》第六十九条|驳回[^。]{0,30}复议请求|没有(?:相应)?法定职责|已经履行(?:了)?(?:法定)?职责|已(?:经)?履行`)
)

// asks reports an agency that appealed or petitioned.
func (p *paper) asks(a *actor) bool {
	switch roleBase(a.role) {
	case "上诉人", "再审申请人", "申请再审人", "申诉人":
		return true
	}
	return false
}

// untold tells how the case ended where the paper does not say what the court
// below had decided, from who appealed; it warns.
func (p *paper) untold(a *actor) (Verdict, []clause) {
	if !p.upholds() || p.damaged() && !p.belowRuled() {
		p.warn("result_unknown", "文书未载明原审裁判结果，无法确定"+a.printed+"是否败诉，请人工核对。", 0, 0)
		return Undecided, nil
	}
	switch r := roleBase(a.role); r {
	case "上诉人", "再审申请人", "申请再审人", "申诉人":
		if !p.belowRuled() && !p.claims(a) && !hasRole(a.original, "第三人") && !p.tellsBelow() {
			p.warn("result_inferred", "文书未载明原审裁判结果；"+a.printed+"提出上诉（申请再审）被驳回，推定其败诉，请人工核对。", 0, 0)
			return Lost, p.clauses
		}
	default:
		if !p.belowRuled() && p.privateAsks() && !p.claims(a) && !p.tellsBelow() {
			p.warn("result_inferred", "文书未载明原审裁判结果；对方当事人的上诉（再审申请）被驳回，推定"+a.printed+"未败诉，请人工核对。", 0, 0)
			return Won, p.clauses
		}
	}
	if !p.belowRuled() {
		p.warn("result_unknown", "文书未载明原审裁判结果，无法确定"+a.printed+"是否败诉，请人工核对。", 0, 0)
	}
	return Undecided, p.clauses
}

func (p *paper) upholds() bool { return p.has(Affirm) || p.has(RejectPetition) }

// belowRuled reports that the paper looks at a ruling (裁定), which decided
// nothing on the merits.
func (p *paper) belowRuled() bool {
	s := p.text.Slice(p.from, max(p.from, p.formula))
	k := strings.Index(s, "不服")
	if k < 0 {
		return strings.Contains(p.text.Slice(max(p.from, p.formula), p.to), "原裁定")
	}
	s = s[k:]
	if e := strings.Index(s, "。"); e > 0 {
		s = s[:e]
	}
	return strings.Contains(s, "裁定") && !strings.Contains(s, "判决")
}

// privateAsks reports that every appellant or petitioner is a private party, and
// none of them came in on the agency's side, as a third party does.
func (p *paper) privateAsks() bool {
	any := false
	for _, a := range p.actors {
		if !p.asks(a) {
			if a.kind != Agency && roleBase(a.role) == "被上诉人" {
				return false // who won below is private
			}
			continue
		}
		if a.kind == Agency || hasRole(a.original, "第三人") {
			return false
		}
		any = true
	}
	return any
}

// tellsBelow reports that the paper does tell what a court below decided, in
// words that could not be read as its clauses.
func (p *paper) tellsBelow() bool {
	if p.below == nil {
		told := p.decidedBelow()
		p.below = &told
	}
	return *p.below
}

func (p *paper) decidedBelow() bool {
	for _, s := range p.sections(SectionPrior, SectionProcedure, SectionFacts, SectionParties) {
		if p.match(decidedBelow, s.from, s.to) != nil {
			return true
		}
	}
	return false
}

var decidedBelow = regexp.MustCompile(`(?:一审|原审|初审|该)(?:法院|人民法院)?[^。；]{0,30}?(?:判决|裁定)(?:如下)?[：，]?(?:撤销|确认|责令|驳回[^上]|判令|维持|由)`)
