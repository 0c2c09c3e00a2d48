package extract

import (
	"regexp"
	"strings"
)

// name gives an effect its agencies: those whose act its words name. Those
// behind 对, 向, 与 are not the authors. Without any, the act's number, the
// clause before, or the one respondent tell.
func (p *paper) name(e *effect, i, j int, before []effect, fall bool) {
	rs := p.text.Runes()
	var list, others []*actor
	for _, m := range p.mentions(i, j) {
		if m.i > i && strings.ContainsRune("对向与给关于", rs[m.i-1]) && !strings.HasPrefix(p.text.Slice(m.j, min(j, m.j+3)), "作出") {
			others = append(others, agenciesOf(m.who)...)
			continue
		}
		list = append(list, agenciesOf(m.who)...)
	}
	if len(list) == 0 && p.namesStranger(i, j) {
		return // never its neighbour's: checkBearers asks a person
	}
	if len(list) == 0 {
		list = others
	}
	if len(list) == 0 && fall {
		list, e.guessed = p.fallbackAgencies(i, j, before), true
	}
	if len(list) == 0 && fall {
		if a := p.successor(i, j); a != nil {
			list = []*actor{a}
		}
	}
	e.agencies = unique(list)
}

// successor gives the one agency that is sued, where an act is annulled that
// bears the name of an agency which is no party: who took over the powers is
// the defendant (行政诉讼法第二十六条第六款), and a court decides on no act but the
// defendant's. It is told to a person. Nothing where the name may be a party's
// that a scan has damaged.
func (p *paper) successor(i, j int) *actor {
	if p.civil() || p.damaged() || len(p.missed) > 0 || len(p.agencies()) != 1 || p.told {
		return nil
	}
	a := p.agencies()[0]
	if roleBase(a.role) != "被告" && !hasRole(a.original, "被告") {
		return nil
	}
	m := p.match(actAuthor, i, j)
	if m == nil {
		return nil
	}
	name := p.text.Slice(m[2], m[3])
	if nearest(name, []*actor{a}) != nil || len(p.text.Find(name, p.from, p.to)) < 3 {
		return nil
	}
	p.warn("successor", "主文所涉行为由“"+name+"”作出，案中被诉的行政机关只有“"+a.printed+"”，按其承继该机关职权计入，请人工核对。", m[2], m[3])
	return a
}

// actAuthor is an agency in front of the act that it did, or of what it is told
// to do.
var actAuthor = regexp.MustCompile(`^(?:一并|同时)?(?:撤销|确认|变更|责令|由|限)?(?:被告|原告)?([\p{Han}]{2,36}?(?:政府|[局厅署部]|委员会|管委会|办事处|大队|支队|中心))(?:作出|所作|于|对|针对|的|在|重新)`)

// bind gives a duty its debtor: the party named behind 责令 or in front of
// the verb.
func (p *paper) bind(e *effect, i, j int, before []effect) {
	ms := p.mentions(i, j)
	if len(ms) == 0 || ms[0].i > i {
		if who := p.debtorBefore(i); len(who) > 0 {
			e.agencies = who
			return
		}
	}
	if len(ms) > 0 && ms[0].stranger || len(ms) == 0 && p.namesStranger(i, j) {
		return
	}
	if len(ms) > 0 && len(agenciesOf(ms[0].who)) == 0 {
		// an agency that the parties do not hold stands in front: a scan has
		// damaged its name here or there
		if m := p.match(agencyLead, i, ms[0].i); m != nil {
			if a := nearest(p.text.Slice(m[2], m[3]), p.agencies()); a != nil {
				e.agencies = []*actor{a}
				return
			}
		}
	}
	if len(ms) > 0 && len(agenciesOf(ms[0].who)) == 0 && !p.civil() {
		// the party behind the duty is whom it is owed to; who owes it stood in front
		if m := p.match(creditForm, i, ms[0].i); m != nil {
			if m[3] == m[2] {
				e.agencies = p.fallbackAgencies(i, j, before)
			}
			return
		}
	}
	if p.civil() && len(ms) > 0 && len(agenciesOf(ms[0].who)) > 0 && owingForm.MatchString(p.text.Slice(i, ms[0].i)) {
		e.private = true // who owes it stands in front, by a name that was not read
		return
	}
	for k, m := range ms {
		if m.i > i && strings.ContainsRune("对向与给", p.text.Runes()[m.i-1]) && k > 0 {
			break
		}
		if k > 0 && m.i > ms[k-1].j+1 && !joined(p.text.Slice(ms[k-1].j, m.i)) {
			break
		}
		e.agencies = append(e.agencies, agenciesOf(m.who)...)
		if len(agenciesOf(m.who)) == 0 {
			e.private = true
		}
	}
	if len(e.agencies) > 0 {
		e.private = false
	}
	e.agencies = unique(e.agencies)
	// an order (责令) whose addressee could not be read is none to the party
	// that it speaks of further on
	unread := e.private && p.text.HasAt(i, "责令") && ms[0].i > i+2 && !p.civil()
	if unread {
		e.private = false
	}
	if len(ms) == 0 || unread {
		e.guessed = true
		e.agencies = p.fallbackAgencies(i, j, before)
	}
}

// creditForm is a duty in front of whom it is owed to, behind the words where who
// owes it stands, or stood before a scan lost it; they are empty where the
// clause leaves him out.
var creditForm = regexp.MustCompile(`^(?:责令|判令|限|由)?([^，。；：]*?)(?:应|须)?(?:(?:于|在|自)[^，。；]{0,40}?(?:内|前|时|后))?(?:一次性)?(?:赔偿|补偿|支付|给付|返还|退还|付)(?:给|还)?(?:原告|上诉人|申请人|被上诉人|第三人)?$`)

// owingForm is a duty in front of whom it is owed to, with a debtor before it.
var owingForm = regexp.MustCompile(`[\p{Han}]{2,}(?:于|应|在|自)[^，。；]{2,40}(?:给付|支付|返还|赔偿|偿还|退还|交付|补偿)(?:给|还)?(?:原告|被告|上诉人|被上诉人|第三人)?$`)

// debtorBefore gives the agencies that the words in front of rune i give a term
// to: 被告某局于本判决生效后十日内，赔偿…….
func (p *paper) debtorBefore(i int) []*actor {
	rs := p.text.Runes()
	if i < p.from+2 || rs[i-1] != '，' || !strings.ContainsRune("内前起后", rs[i-2]) {
		return nil
	}
	k := i - 1
	for k > p.from && i-k < 80 && !strings.ContainsRune("，。；：、", rs[k-1]) {
		k--
	}
	if ms := p.mentions(k, i-1); len(ms) > 0 && ms[0].i <= k+4 {
		return agenciesOf(ms[0].who)
	}
	return nil
}

// agencyLead is the name of an agency in front of what it must do.
var agencyLead = regexp.MustCompile(`^(?:责令|判令|由|限|被告|被上诉人|上诉人|被申请人|原审被告)*([\p{Han}]{3,36}?(?:政府|[局厅署]|委员会|管委会|办事处|街道办(?:事处)?|大队|支队|中心))(?:于|在|应|自|对|向|赔偿|补偿|支付|返还|重新|履行)`)

// newDebtor reports a stretch that opens with an agency which the clause has
// not burdened yet: ……，被告某镇政府承担连带责任.
func (p *paper) newDebtor(i, j int, before []effect) bool {
	ms := p.mentions(i, j)
	if len(ms) == 0 || len(before) == 0 || ms[0].i > i+4 {
		return false
	}
	named := agenciesOf(ms[0].who)
	if len(named) == 0 {
		return false
	}
	for _, b := range before {
		if hasActor(b.agencies, named[0]) {
			return false
		}
	}
	return true
}

func joined(s string) bool {
	switch s {
	case "、", "和", "及", "与", "以及", "、被告", "和被告", "、原审被告":
		return true
	}
	return len([]rune(s)) <= 14 && strings.HasPrefix(s, "（") && (strings.HasSuffix(s, "、") || strings.HasSuffix(s, "和") || strings.HasSuffix(s, "）"))
}

func (p *paper) fallbackAgencies(i, j int, before []effect) []*actor {
	if list := p.respondents(); len(list) > 0 && p.onlyThird(list) {
		return nil // whose act it is the parties do not tell
	}
	if strings.Contains(p.text.Slice(i, j), "复议决定") {
		var organs []*actor
		for _, a := range p.respondents() {
			if p.reconsidered(a) {
				organs = append(organs, a)
			}
		}
		if len(organs) > 0 {
			return organs
		}
	}
	for k := len(before) - 1; k >= 0; k-- {
		if p.namesUnread(i, j) {
			break // another one is named, and which is asked below
		}
		if len(before[k].agencies) > 0 {
			return before[k].agencies
		}
		if before[k].private {
			return nil
		}
	}
	if len(p.subject) > 0 && backReference.MatchString(p.text.Slice(i, j)) {
		return p.subject
	}
	if list := p.byActNumber(i, j); len(list) > 0 {
		return list
	}
	if p.civil() {
		return nil
	}
	list := p.respondents()
	if m := p.match(bareOrgan, i, j); m != nil {
		var same []*actor
		for _, a := range list {
			if !otherOrgan(p.text.Slice(m[2], m[3]), a.name) {
				same = append(same, a)
			}
		}
		if len(same) == 0 {
			return nil
		}
		list = same
	}
	if len(list) == 1 {
		if m := p.match(namedAgency, i, j); m != nil && !tellsMore.MatchString(p.text.Slice(m[2], m[3])) && otherOrgan(p.text.Slice(m[2], m[3]), list[0].name) {
			return nil
		}
		if p.damaged() && !p.reconsiders() && strings.Contains(p.text.Slice(i, j), "复议决定") && !p.reconsidered(list[0]) {
			return nil // the organ of reconsideration may be lost
		}
		return list
	}
	named := false
	if m := p.match(namedAgency, i, j); m != nil {
		name := p.text.Slice(m[2], m[3])
		var drawn []*actor
		for _, a := range list {
			if abbreviates(name, a.name) || drawnFrom([]rune(name), []rune(a.name)) {
				drawn = append(drawn, a)
			}
		}
		if len(drawn) == 1 {
			return drawn
		}
		if a := nearest(name, list); a != nil {
			return []*actor{a}
		}
		named = !tellsMore.MatchString(name)
	}
	// 复议决定 is the act of the organ of reconsideration; any other act is that
	// of the agency below it.
	var organs, others []*actor
	for _, a := range list {
		if p.reconsidered(a) {
			organs = append(organs, a)
		} else {
			others = append(others, a)
		}
	}
	if len(others) == 0 {
		others = organs
	}
	if len(others) > 1 && (named || strings.Contains(p.text.Slice(i, j), "复议决定")) {
		return nil // one of them is named, and which cannot be told
	}
	if len(others) > 1 {
		p.warn("agency_unclear", "裁判主文未写明由哪一行政机关承担，暂列全部被诉机关，请人工核对。", i, j)
	}
	return others
}

// reconsidered reports an agency whose own act in the case is a decision of
// reconsideration.
func (p *paper) reconsidered(a *actor) bool {
	for _, n := range a.names {
		for _, at := range p.text.Find(n, p.from, p.to) {
			k := at + len([]rune(n))
			if m := reconsideredAct.FindString(p.text.Slice(k, min(p.to, k+60))); m != "" {
				return true
			}
		}
	}
	return false
}

// reconsideredAct follows the name of the organ whose decision it is.
var reconsideredAct = regexp.MustCompile(`^(?:于|在)?[^，。；被由]{0,16}(?:，)?(?:作出|做出|所作|的)(?:的)?[^，。；撤]{0,24}复议决定|^[^，。；]{0,6}(?:作为)?(?:行政)?复议机关`)

// onlyThird reports that none of the agencies was sued: all came as third
// parties.
func (p *paper) onlyThird(list []*actor) bool {
	for _, a := range list {
		if !hasRole(a.role, "第三人") && !hasRole(a.original, "第三人") {
			return false
		}
	}
	return true
}

// namedAgency is the maker of the act that a clause is about.
var namedAgency = regexp.MustCompile(`^(?:部分)?(?:撤销|确认|变更|维持|责令)?(?:被告|被上诉人|上诉人|被申请人|原审被告)?([\p{Han}]{3,36}?(?:政府|[局厅署]|委员会|管委会|办事处|街道办(?:事处)?|大队|支队|中心))`)

// namesUnread reports that the runes open with the name of an agency that is
// none of the names that the parties were read with.
func (p *paper) namesUnread(i, j int) bool {
	m := p.match(namedAgency, i, j)
	return m != nil && !tellsMore.MatchString(p.text.Slice(m[2], m[3])) && len(p.agenciesIn(m[2], m[3])) == 0
}

// otherOrgan reports the names of two organs of different kinds: a government, an
// office of a street, a bureau. That one is called 原 tells that the other took
// over from it.
func otherOrgan(a, b string) bool {
	kind := func(s string) string { return organKind.FindString(s) }
	x, y := kind(a), kind(b)
	return x != "" && y != "" && x != y && !strings.HasPrefix(a, "原")
}

var organKind = regexp.MustCompile(`(?:政府|街道办(?:事处)?|局|厅|委员会|管委会|大队|支队)$`)

// bareOrgan is an agency called by its kind alone.
var bareOrgan = regexp.MustCompile(`^(?:责令|判令|由|限|撤销|确认|维持)(?:被告|被上诉人|被申请人)?([省市县区镇乡旗](?:人民)?政府|街道办(?:事处)?|管委会)`)

// tellsMore are words that no name of an agency holds.
var tellsMore = regexp.MustCompile(`的|对|作出|关于|决定|行为|被诉|原告|申请|诉讼|处罚|复议`)

// backReference goes on about the agency of the clause before.
var backReference = regexp.MustCompile(`(?:责令|限|判令|由)其|重新`)

// respondents are the agencies that were sued, or that ask for enforcement.
func (p *paper) respondents() []*actor {
	var out []*actor
	all := p.agencies()
	for _, a := range all {
		for _, r := range []string{"被告", "被申请人", "申请执行人", "被上诉人", "上诉人", "再审申请人", "申请再审人", "申请人", "赔偿义务机关", "被申诉人"} {
			if roleBase(a.role) == r || hasRole(a.original, r) || hasRole(a.role, r) {
				if hasRole(a.original, "第三人") || hasRole(a.role, "第三人") {
					continue
				}
				out = append(out, a)
				break
			}
		}
	}
	if len(out) == 0 {
		return all
	}
	return unique(out)
}

func unique(list []*actor) []*actor {
	var out []*actor
	for _, a := range list {
		dup := false
		for _, b := range out {
			dup = dup || a == b
		}
		if !dup {
			out = append(out, a)
		}
	}
	return out
}

// byActNumber finds whose act bears the number that the runes name.
func (p *paper) byActNumber(i, j int) []*actor {
	for _, n := range CaseNumbers(p.text, i, j) {
		for _, act := range p.record.ChallengedActs {
			if act.DocumentNumber == nil || act.Agency == nil {
				continue
			}
			if c, ok := ParseCaseNumber(*act.DocumentNumber); ok && c.Key() != "" && c.Key() == n.Key() {
				for _, a := range p.agencies() {
					if a.printed == *act.Agency {
						return []*actor{a}
					}
				}
			}
		}
	}
	return nil
}
