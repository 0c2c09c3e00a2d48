package extract

import (
	"regexp"
	"strings"
)

// unread is a place of the decision that was not read whole: what it does to
// the agencies is not known.
type unread struct {
	from, to int
	who      []*actor // whom it can concern, nil for every agency
	all      bool     // not even a loss that was read holds
	own      bool     // nor one that a clause of the decision itself lays
}

// unreadIn lists what of the decision, and of what stands of those below, was
// not read whole: a clause that burdens nobody known, words of the decision
// that name an agency and do nothing, an object cut off behind its agency, the
// items of a judgment below that cannot be counted. A scan, a torn page or a
// slip of the pen leaves such; no result may rest on them.
func (p *paper) unreadIn(s standing) []unread {
	var out []unread
	for _, c := range s.clauses {
		out = append(out, p.unreadClause(c)...)
	}
	for _, c := range p.clauses {
		if who := p.agenciesIn(c.from, c.to); len(who) > 0 && p.idle(c.from, c.to) && !p.dutyOwed(c.from, c.to) {
			out = append(out, unread{from: c.from, to: c.to, who: who})
		} else if len(c.effects) == 0 && lowerPaper.MatchString(p.text.Slice(c.from, c.to)) {
			out = append(out, unread{from: c.from, to: c.to, all: true})
		}
		for _, e := range c.effects {
			if len(e.items) > 0 && !p.readBelow() {
				out = append(out, unread{from: c.from, to: c.to})
			}
			if p.itemsMissing(e.items) {
				out = append(out, unread{from: c.from, to: c.to, all: true})
			}
			lower := e.outcome == Reverse || e.outcome == Maintain && e.lower
			switch {
			case lower && len(e.items) == 0 && strings.Contains(p.text.Slice(e.i, e.j), "项") && len(p.quotedEffects(c)) == 0:
				out = append(out, unread{from: c.from, to: c.to, all: true})
			case lower && len(p.quotedEffects(c)) == 0:
				// a burden in one breath with the judgment below, whose mark is lost
				if m := p.match(glued, e.i, e.j); m != nil {
					if who := p.agenciesIn(m[2], e.j); len(who) > 0 {
						out = append(out, unread{from: m[2], to: e.j, who: who})
					}
				}
			case e.outcome == Enforce && !p.has(RefuseEnforcement) && p.reasonsAgainst():
				out = append(out, unread{from: c.from, to: c.to, all: true})
			}
		}
	}
	// What the reasons mention of the judgment below need not be all of it.
	for _, d := range p.lower {
		for _, c := range d.clauses {
			for _, e := range c.effects {
				if d.partial && e.guessed && burdens[e.outcome] && len(p.respondents()) > len(e.agencies) {
					out = append(out, unread{from: c.from, to: c.to})
				}
			}
		}
	}
	unitsIn := func(i, j int) {
		for _, x := range p.units(i, j) {
			if who := p.agenciesIn(x[0], x[1]); len(who) > 0 && p.idle(x[0], x[1]) && !p.dutyOwed(x[0], x[1]) {
				out = append(out, unread{from: x[0], to: x[1], who: who})
			}
		}
	}
	for _, d := range p.lower {
		if p.replaces() {
			break // nothing of it stands
		}
		for _, c := range d.clauses {
			unitsIn(c.from, c.to)
		}
		if n := len(d.clauses); n > 0 && (p.match(laterFirst, d.clauses[0].from, d.clauses[0].to) != nil || n == 1 && d.clauses[0].n == 1 && p.damaged()) {
			out = append(out, unread{from: d.clauses[0].from, to: d.clauses[n-1].to})
		}
	}
	if p.damaged() {
		for _, d := range p.lower {
			if n := len(d.clauses); n > 0 && p.text.Runes()[d.clauses[n-1].to-1] == '；' {
				out = append(out, unread{from: d.clauses[n-1].from, to: d.clauses[n-1].to}) // a further item is not read
			}
		}
		if m := p.unreadReviewed(); m != nil {
			out = append(out, unread{from: m.I, to: m.J, all: true})
		}
		out = append(out, p.unreadScanned()...)
	}
	if p.torn {
		out = append(out, unread{from: max(p.from, p.to-20), to: p.to, all: true})
	}
	for _, d := range p.sections(SectionDisposition) {
		unitsIn(d.from, d.to)
		if m := p.match(laterFirst, d.from, d.to); m != nil {
			out = append(out, unread{from: d.from, to: d.to, all: true})
		}
		if m := p.match(announcedLate, d.from, d.to); m != nil {
			out = append(out, unread{from: d.from, to: d.to, all: true})
		}
	}
	return out
}

var (
	// laterFirst is a decision whose first items are missing.
	laterFirst = regexp.MustCompile(`^[（]?[二三四五六七八九十][）]?[、.，]`)
	// announcedLate is a decision within which one is announced: what was taken
	// for its beginning belongs to the reasons.
	announcedLate = regexp.MustCompile(`(?:规定|之规定)[，、。]?[^，。；]{0,4}如下：`)
)

// replaces reports a decision that annuls the judgment below as a whole.
func (p *paper) replaces() bool {
	whole := false
	for _, c := range p.clauses {
		for _, e := range c.effects {
			if e.outcome == Maintain && e.lower || e.outcome == Reverse && len(e.items) > 0 {
				return false
			}
			whole = whole || e.outcome == Reverse
		}
	}
	return whole
}

// unreadScanned lists what a damaged text leaves in doubt although it was read:
// an item within another, whose number or mark is lost; a decision below that
// runs on into what this body says of it, or of which a sentence does nothing
// known; the annulment of a judgment that does not say whose; leave to enforce
// that is given twice, as if one 不 were lost; a judgment below upheld and
// annulled in one breath.
func (p *paper) unreadScanned() []unread {
	var out []unread
	grants := 0
	for _, c := range p.clauses {
		if p.match(innerItem, c.from+1, c.to) != nil {
			out = append(out, unread{from: c.from, to: c.to})
		}
		for _, e := range c.effects {
			if e.outcome == Enforce {
				grants++
			}
			if grants > 1 {
				out = append(out, unread{from: c.from, to: c.to, all: true})
			}
		}
	}
	for _, c := range p.clauses {
		kept, undone := false, false
		for _, e := range c.effects {
			kept, undone = kept || e.outcome == Maintain && e.lower, undone || e.outcome == Reverse
		}
		if kept && undone {
			out = append(out, unread{from: c.from, to: c.to, all: true, own: true}) // two items whose mark is lost
		}
	}
	for _, d := range p.lower {
		for _, c := range d.clauses {
			switch {
			case p.match(runOn, c.from, c.to) != nil || p.match(someJudgment, c.from, c.to) != nil:
				out = append(out, unread{from: c.from, to: c.to, all: true})
			case p.match(innerItem, c.from+1, c.to) != nil, p.idle(c.from, c.to) && len(p.agenciesIn(c.from, c.to)) == 0:
				out = append(out, unread{from: c.from, to: c.to})
			}
		}
	}
	return out
}

var (
	// innerItem is the number of an item behind another one.
	innerItem = regexp.MustCompile(`[；;:：，,。][一二三四五六七八九十]{1,2}[、.．]`)
	// runOn is what a body says of the decision that it has told.
	runOn = regexp.MustCompile(`均无不当|并无不当|本院(?:认为|予以|不予|对此)|予以指正|所致，|构成根本违约|不服，|上诉请求`)
	// someJudgment is annulled without a word for whose it is: 一审 has lost its 一.
	someJudgment = regexp.MustCompile(`(?:撤销|变更)[^一二原终再，。；《》]{0,3}(?:判决|裁定)`)
)

// unreadReviewed gives the number of the judgment of second instance that the
// paper was asked to look at, where nothing of what it decided was read: what
// the first instance decided does not stand by itself.
func (p *paper) unreadReviewed() *CaseNumber {
	if len(p.lower) == 0 {
		return nil
	}
	for k := range p.cites {
		in := p.cites[k].number.Instance()
		if !p.cites[k].reviewed || in == nil || *in != Second {
			continue
		}
		for _, d := range p.lower {
			for _, e := range d.effects() {
				if e.outcome == Affirm || e.outcome == Reverse || d.number == p.cites[k].number.Text {
					return nil
				}
			}
		}
		return &p.cites[k].number
	}
	return nil
}

// dutyOwed reports an order, beside the leave to enforce, to him against whom is
// enforced: it names the agency as the one that is owed.
func (p *paper) dutyOwed(i, j int) bool {
	return p.enforces() && p.has(Enforce) && executed.MatchString(p.text.Slice(i, j))
}

var executed = regexp.MustCompile(`^(?:[一二三四五六七八九十\d]{1,3}[、.])?(?:由|限|责令)?被(?:申请人|申请执行人|执行人)`)

// readBelow reports that something of what a court below decided was read.
func (p *paper) readBelow() bool {
	for _, d := range p.lower {
		if len(d.clauses) > 0 {
			return true
		}
	}
	return false
}

// itemsMissing reports the number of an item that the judgment below, as far as
// its items were read, does not have.
func (p *paper) itemsMissing(items []int) bool {
	if len(p.lower) == 0 {
		return false
	}
	numbered, have := false, map[int]bool{}
	for _, d := range p.lower {
		for _, c := range d.clauses {
			numbered = numbered || c.n > 0
			have[c.n] = true
		}
	}
	for _, n := range items {
		if numbered && !have[n] {
			return true
		}
	}
	return false
}

// glued is what stands behind the items of a judgment below where a mark is
// lost: ……行政判决第二项三.某镇人民政府于……赔偿…….
var glued = regexp.MustCompile(`第[一二三四五六七八九十]{1,3}项([^，。；、和及与，]{6,}(?:赔偿|补偿|支付|给付|返还|重新|违法|履行|作出)[\s\S]*)$`)

// officeBears is a duty of an office that the parties do not hold by this name.
var officeBears = regexp.MustCompile(`^(?:由|被告|上诉人|反诉被告)?[\p{Han}]{0,8}?(?:政府|局|委|办|厅|署|处|管委会|委员会)(?:应|于|在|自|给付|支付|赔偿|返还|与)`)

// unreadClause tells what of a clause that stands was not read whole.
func (p *paper) unreadClause(c clause) []unread {
	idle, burden := true, false
	var out []unread
	for _, e := range c.effects {
		idle = idle && e.outcome == OtherOutcome
		burden = burden || burdens[e.outcome]
		if burdens[e.outcome] && e.outcome != CivilLiability && len(e.agencies) == 0 && !e.private && !e.lower && !p.civil() &&
			(p.damaged() || !p.namesStranger(c.from, c.to)) { // a stranger named whole is none of them
			out = append(out, unread{from: c.from, to: c.to})
		}
		if e.outcome == CivilLiability && len(e.agencies) == 0 && officeBears.MatchString(p.text.Slice(c.from, c.to)) {
			out = append(out, unread{from: c.from, to: c.to}) // 镇政府 without the place that it is of
		}
		if e.outcome == CivilLiability && len(e.agencies) == 0 && p.damaged() && p.namesStranger(c.from, c.to) {
			out = append(out, unread{from: c.from, to: c.to})
		}
		if (e.outcome == Revoke || e.outcome == Modify || e.outcome == Maintain && !e.lower) && p.cutOff(e.i, e.j) {
			out = append(out, unread{from: c.from, to: c.to})
		}
	}
	who := p.agenciesIn(c.from, c.to)
	for _, e := range c.effects {
		if e.guessed && burdens[e.outcome] && p.damaged() && len(e.agencies) > 1 {
			// all that were sued are listed; of those who did not appeal it may be untrue
			var quiet []*actor
			for _, a := range e.agencies {
				if !p.asks(a) {
					quiet = append(quiet, a)
				}
			}
			if n := len(quiet); n > 0 && n < len(e.agencies) {
				out = append(out, unread{from: c.from, to: c.to, who: quiet, all: true})
			}
		}
		if e.guessed && burdens[e.outcome] && p.damaged() && len(who) == 0 && (len(p.respondents()) > 1 || p.lacksParty()) {
			out = append(out, unread{from: c.from, to: c.to, all: p.lacksParty()})
		}
	}
	switch {
	case idle && len(who) > 0 && !p.dutyOwed(c.from, c.to):
		out = append(out, unread{from: c.from, to: c.to, who: who})
	case burden && p.namesAnother(c):
		out = append(out, unread{from: c.from, to: c.to})
	}
	return out
}

// lacksParty reports an agency with the role of a party that the parties read
// do not hold.
func (p *paper) lacksParty() bool {
	for _, c := range p.clauses {
		if p.namesStranger(c.from, c.to) {
			return true
		}
	}
	return len(p.missed) > 0
}

// namesAnother reports that a clause joins to an agency it names the name of
// another that is none of the parties: one of them, perhaps, damaged.
func (p *paper) namesAnother(c clause) bool {
	list := p.mentions(c.from, c.to)
	for k, m := range list {
		if p.damaged() && len(agenciesOf(m.who)) > 0 && m.i > c.from+1 && strings.ContainsRune("、和及与", p.text.Runes()[m.i-1]) &&
			(k == 0 || list[k-1].j < m.i-1) && officeEnds.MatchString(p.text.Slice(c.from, m.i-1)) {
			return true // 某区政府、某镇政府: the first by a name that was not read
		}
		if len(agenciesOf(m.who)) == 0 || m.j >= c.to || !strings.ContainsRune("、和及与", p.text.Runes()[m.j]) {
			continue
		}
		if name, k := p.agencyAt(m.j + 1); name != "" && k <= c.to && len(p.agenciesIn(m.j+1, k)) == 0 {
			return true
		}
	}
	return false
}

// officeEnds is the end of the name of an agency.
var officeEnds = regexp.MustCompile(`(?:政府|[局厅署委]|委员会|管委会|办事处|街道办)$`)

// cutOff reports words that annul and end with the name of the agency whose act
// they are about: the act itself is missing.
func (p *paper) cutOff(i, j int) bool {
	for j > i && strings.ContainsRune("，。；、", p.text.Runes()[j-1]) {
		j--
	}
	ms := p.mentions(i, j)
	return len(ms) > 0 && ms[len(ms)-1].j == j && len(agenciesOf(ms[len(ms)-1].who)) > 0
}

// agenciesIn gives the agencies that the runes [i, j) speak of.
func (p *paper) agenciesIn(i, j int) []*actor {
	var out []*actor
	for _, m := range p.mentions(i, j) {
		out = append(out, agenciesOf(m.who)...)
	}
	return unique(out)
}

// units cuts a decision into sentences and, within them, at the numbers of
// items whose mark in front a scan has taken for another one.
func (p *paper) units(i, j int) [][2]int {
	var out [][2]int
	for _, s := range p.sentences(i, j) {
		from := s[0]
		for _, m := range p.matchAll(lostItem, s[0], s[1]) {
			if m[2] > from {
				out = append(out, [2]int{from, m[2]})
				from = m[2]
			}
		}
		out = append(out, [2]int{from, s[1]})
	}
	return out
}

// lostItem is the number of an item behind a mark that is no semicolon.
var lostItem = regexp.MustCompile(`[：，]([一二三四五六七八九十]{1,2}[、.])`)

// idle reports a sentence of the decision that does nothing known, and neither
// explains another one nor tells of the costs or of what one may do against it.
func (p *paper) idle(i, j int) bool {
	line := p.text.Slice(i, j)
	if isCosts(line) || isNotice(line) || furtherForm.MatchString(line) {
		return false
	}
	for _, e := range p.effects(i, j) {
		if e.outcome != OtherOutcome {
			return false
		}
	}
	return true
}

// reasonsAgainst reports a reasoning that refuses enforcement, whatever a scan
// has left of the words that decide: 准予 may have been 不准予.
func (p *paper) reasonsAgainst() bool {
	if !p.damaged() {
		return false
	}
	for _, s := range p.sections(SectionReasoning, SectionBasis) {
		for _, m := range p.matchAll(refusing, s.from, s.to) {
			if !denied.MatchString(p.text.Slice(max(s.from, m[0]-24), m[0])) {
				return true
			}
		}
		if p.match(refusalArticle, s.from, s.to) != nil && p.match(grantArticle, s.from, s.to) == nil {
			return true
		}
	}
	return false
}

var (
	refusing = regexp.MustCompile(`不(?:应)?(?:当)?准予|不予(?:准许)?(?:强制)?执行|裁定不|明显缺乏(?:事实|法律|法规)|事实不清|证据不足|应予撤销|不予支持|不应支持|(?:没有|无|缺乏)[^，。；]{0,6}依据|于法无据|不符合[^，。；]{0,24}(?:规定|条件)|违反法定程序`)
	denied   = regexp.MustCompile(`(?:未|不是|并非|并无|没有|不存在|不属于|主张|提出|称)[^。；]{0,20}$`)
	// refusalArticle and grantArticle are those that a ruling on enforcement rests
	// on (行诉解释第一百六十条、第一百六十一条, 行政强制法第五十七条).
	refusalArticle = regexp.MustCompile(`第一百六十一条|第五十八条`)
	grantArticle   = regexp.MustCompile(`第一百六十条|第五十七条`)
)

// announcedLate reports a decision that begins too early.
func (p *paper) announcedLate() bool {
	for _, d := range p.sections(SectionDisposition) {
		if p.match(announcedLate, d.from, d.to) != nil {
			return true
		}
	}
	return false
}

// holds takes back a result that what was not read could turn, and tells why.
//
// A loss that a clause of the paper's own decision lays on the agency holds,
// whatever else of it is damaged.
func (p *paper) holds(a *actor, v Verdict, because []clause, s standing, list []unread) Verdict {
	own := false
	for _, c := range because {
		for _, o := range p.clauses {
			own = own || c.from == o.from
		}
	}
	for _, u := range list {
		lost := v == Lost || v == PartlyLost
		if lost && own && !u.own && !p.announcedLate() {
			continue
		}
		if v == Undecided || lost && !u.all || u.who != nil && !hasActor(u.who, a) {
			continue
		}
		p.warn("result_unknown", "主文“"+p.text.Raw(u.from, min(u.to, u.from+40))+"”未能读全，无法确定"+a.printed+"是否败诉，请对照原件人工核对。", u.from, u.to)
		return Undecided
	}
	if v == Undecided && len(s.clauses) == 0 && p.has(Reverse) && !p.has(Remand) && !p.has(Withdraw) && !p.has(Terminate) && !p.has(OtherOutcome) {
		p.warn("result_unknown", "原裁判被撤销或者变更，未能读出撤销、变更后判令什么，无法确定"+a.printed+"是否败诉，请对照原件人工核对。", 0, 0)
	}
	return v
}
