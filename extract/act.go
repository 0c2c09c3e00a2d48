package extract

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// actKinds tell what kind of act (行政行为种类) the words name, the first that
// matches.
var actKinds = []struct {
	form *regexp.Regexp
	kind string
}{
	{regexp.MustCompile(`复议`), "reconsideration"},
	{regexp.MustCompile(`不履行|未履行|未依法履行|怠于履行|未在[^，。；]{2,14}(?:期限内|期间)|不作为|拖延|不予答复|未(?:予)?答复|逾期未|未作出|不予受理申请`), "omission"},
	{regexp.MustCompile(`处罚|罚款|拘留|没收|吊销`), "penalty"},
	{regexp.MustCompile(`信息公开|政府信息|公开告知`), "disclosure"},
	{regexp.MustCompile(`协议|合同`), "agreement"},
	{regexp.MustCompile(`征收|征地|补偿决定|安置补偿|收回.{0,10}土地`), "expropriation"},
	{regexp.MustCompile(`强制|强拆|拆除|查封|扣押|冻结|扣留|暂扣|划拨|清除`), "enforcement"},
	{regexp.MustCompile(`工伤认定|认定工伤|事故认定|责任认定|鉴定|确认`), "recognition"},
	{regexp.MustCompile(`登记|房产证|所有权证|使用权证|土地证|不动产权|婚姻`), "registration"},
	{regexp.MustCompile(`许可|审批|批准|执照|资质|准予|核准|证书`), "licence"},
	{regexp.MustCompile(`裁决|处理决定|确权|权属|争议.{0,12}决定`), "ruling"},
	{regexp.MustCompile(`检查`), "inspection"},
}

var (
	// madeAct is an act told with its maker: ……于……作出的……决定.
	madeAct = regexp.MustCompile(`(?:作出|做出|颁发|核发|发放|下发|发布|实施|制作|出具|下达|签发)(?:的|了|出)?([^，。；]{2,90}?(?:决定书?》?|行为|通知书?》?|登记》?|告知书》?|答复》?|批复》?|许可证?》?|裁决书?》?|认定书?》?|凭证》?|意见书?》?|函》?|公告》?|证书?》?|处罚|措施|不动产权证|强制拆除|文件))`)
	// deedForm is an act that is a deed and no paper, or an omission.
	deedForm  = regexp.MustCompile(`(?:不履行|未履行|拖延履行)[^，。；]{0,60}?(?:职责|义务)|(?:强制拆除|强拆|拆除|清除|扣押|扣留|查封|冻结|征收|不履行|未履行|拖延履行|不予答复|未予答复|不作为)[^，。；]{0,60}?(?:行为|职责|义务|一案|纠纷|违法)`)
	actObject = map[Outcome]bool{Revoke: true, RevokePartial: true, ConfirmIllegal: true, ConfirmInvalid: true, Modify: true, Maintain: true, Enforce: true, RefuseEnforcement: true}
	quashForm = regexp.MustCompile(`撤销([^，。；]{2,90})`)
)

// readActs finds the acts under dispute (被诉行政行为) where the procedure tells
// of them, and the agencies whose act a decision of reconsideration under
// dispute had annulled.
func (p *paper) readActs() {
	parts := p.sections(SectionProcedure)
	if len(parts) == 0 {
		parts = p.sections(SectionParties) // a text without lines or full stops: the story begins in the parties' breath
	}
	for _, s := range parts {
		for _, q := range p.sentences(s.from, s.to) {
			p.actsIn(q[0], q[1])
		}
	}
	p.readQuashed()
}

func (p *paper) actsIn(i, j int) {
	if !disputeForm.MatchString(p.text.Slice(i, j)) {
		return
	}
	for _, m := range p.matchAll(madeAct, i, j) {
		p.addAct(i, m[0], p.behindNumber(m[0], m[3], j), j)
	}
	if len(p.record.ChallengedActs) == 0 {
		if ms := p.matchAll(deedForm, i, j); len(ms) > 0 {
			m := ms[0]
			if to := p.deed(i, m[0], m[1]); to > m[0] {
				p.addAct(i, m[0], to, j)
			}
		}
	}
}

// behindNumber goes on where the words of an act end within its number:
// 作出的金市监处罚〔2024〕101号行政处罚决定.
func (p *paper) behindNumber(from, to, limit int) int {
	for _, n := range CaseNumbers(p.text, from, limit) {
		if n.I < to && to < n.J {
			to = n.J
			if m := p.match(actTail, to, limit); m != nil {
				to = m[1]
			}
		}
	}
	return to
}

// actTail is the kind of paper behind its number.
var actTail = regexp.MustCompile(`^《?[^，。；《》（）]{0,24}?(?:决定书?|通知书?|告知书?|答复|批复|裁决书?|认定书?|处罚|许可证?)》?`)

// deed gives where the deed ends whose words are the runes [from, to): 一案 and
// 纠纷 are no part of it. A cause of action (案由: 房屋行政强制拆除一案) names the
// kind of a case and no act; there deed gives from.
func (p *paper) deed(begin, from, to int) int {
	words := p.text.Slice(from, to)
	cause := causeEnd.FindString(words)
	if cause == "" {
		return to
	}
	rest := strings.TrimSuffix(words, cause)
	if !owedForm.MatchString(rest) && (strings.HasSuffix(p.text.Slice(max(begin, from-2), from), "行政") || utf8.RuneCountInString(rest) <= utf8.RuneCountInString(deedVerb.FindString(rest))) {
		return from
	}
	return to - utf8.RuneCountInString(cause)
}

var (
	causeEnd = regexp.MustCompile(`(?:[及暨并](?:请求|要求)?(?:行政)?赔偿)?(?:行政)?(?:一案|纠纷)+$`)
	deedVerb = regexp.MustCompile(`^(?:强制拆除|强拆|拆除|清除|扣押|扣留|查封|冻结|征收)`)
	owedForm = regexp.MustCompile(`^(?:不|未|拖延)`) // an omission, whatever the case is called
)

// disputeForm marks the sentence that tells what the case is about.
var disputeForm = regexp.MustCompile(`不服|一案|要求|请求|认为|诉|申请(?:强制)?执行|申请行政复议`)

// addAct adds the act whose words end at rune to: its makers, its day and its
// number are looked for between the start of the sentence and there. An act
// of several makers is told once for each.
func (p *paper) addAct(from, verb, to, limit int) {
	start := verb
	makers, at := p.makers(from, verb, nil)
	if len(makers) > 0 {
		start = at
	}
	if len(makers) == 0 {
		for _, m := range p.mentions(verb, to) {
			if list := agenciesOf(m.who); len(list) == 1 {
				makers = list
			}
		}
		if list := p.respondents(); len(makers) == 0 && len(list) == 1 && !p.namesStranger(from, to) {
			makers = list
		}
	}
	start = max(from, start)
	// a bracket that only closes belongs to what stands in front: 简称某局）
	if k := strings.IndexRune(p.text.Slice(start, to), '）'); k >= 0 && !strings.Contains(p.text.Slice(start, to)[:k], "（") {
		start += utf8.RuneCountInString(p.text.Slice(start, to)[:k]) + 1
	}
	if m := p.match(wishLead, start, to); m != nil {
		start = m[1]
	}
	p.fillActs(start, p.titleEnd(start, to, limit), makers)
}

// titleEnd goes on to the mark that closes a title which opened behind start.
func (p *paper) titleEnd(start, to, limit int) int {
	words := p.text.Slice(start, to)
	if strings.Count(words, "《") <= strings.Count(words, "》") {
		return to
	}
	for k := to; k < min(limit, to+40); k++ {
		if p.text.Runes()[k] == '》' {
			return k + 1
		}
	}
	return to
}

// wishLead is what a party wants done with the act.
var wishLead = regexp.MustCompile(`^(?:请求|要求|诉请)?(?:确认|撤销|发生)`)

// makers gives the last agency that the runes [from, to) name and those that
// are joined to it (甲局、乙局), in their order, and where they begin. Where
// among is given, only they count, and the first list that names one.
func (p *paper) makers(from, to int, among []*actor) ([]*actor, int) {
	var out []*actor
	begin, end := from, -1
	for _, m := range p.mentions(from, to) {
		list := agenciesOf(m.who)
		if among != nil {
			var kept []*actor
			for _, a := range list {
				if slices.Contains(among, a) {
					kept = append(kept, a)
				}
			}
			list = kept
		}
		if len(list) == 0 {
			continue
		}
		if end >= 0 && len(list) == 1 && slices.Contains(out, list[0]) && aliasLead.MatchString(p.text.Slice(end, m.i)) {
			end = m.j
			continue // its short name behind it
		}
		if end >= 0 && joinedMakers.MatchString(p.text.Slice(end, m.i)) {
			for _, a := range list {
				if !slices.Contains(out, a) {
					out = append(out, a)
				}
			}
		} else if among == nil || end < 0 {
			if m.role && len(list) > 1 && !manyForm.MatchString(p.text.Slice(m.i, m.j)) {
				// 被告 of several, whose name is printed otherwise here
				if among != nil {
					list = list[:1]
				} else {
					list = list[len(list)-1:]
				}
			}
			out, begin = append([]*actor{}, list...), m.i
		} else {
			break
		}
		end = m.j
	}
	return out, begin
}

var aliasLead = regexp.MustCompile(`^（(?:以下|下文|下|均)?(?:统|合|简|并)?称(?:为)?[：“"]?$`)

// joinedMakers stands between two who act together.
var joinedMakers = regexp.MustCompile(`^(?:（[^（）]*）|）)?(?:、|和|与|及|以及|会同|联合|共同|伙同)(?:被告|被上诉人|上诉人|被申请人|原审被告|（[^（）]*）)*$`)

// fillActs adds an act for each of its makers, or one without a maker.
func (p *paper) fillActs(i, j int, makers []*actor) {
	if len(makers) == 0 {
		p.fillAct(&ChallengedAct{}, i, j, nil)
	}
	for _, a := range makers {
		p.fillAct(&ChallengedAct{}, i, j, a)
	}
}

func (p *paper) fillAct(act *ChallengedAct, i, j int, maker *actor) {
	act.Text = p.text.Raw(i, j)
	act.Span = p.span(i, j)
	if maker != nil {
		act.Agency = &maker.printed
	}
	for _, n := range CaseNumbers(p.text, i, j) {
		if n.Kind == ActNumber || n.Kind == ReconsiderationNumber {
			t := p.withoutName(p.text.Raw(n.I, n.J))
			act.DocumentNumber = &t
			break
		}
	}
	if m := p.match(bareNumber, i, j); m != nil && act.DocumentNumber == nil {
		k := 2
		if m[k] < 0 {
			k = 4
		}
		t := p.text.Raw(m[k], m[k+1])
		if cut := strings.LastIndexAny(t, "的了"); cut >= 0 {
			t = t[cut+len("的"):] // 颁发的某字……号
		}
		act.DocumentNumber = &t
	}
	for _, d := range Dates(p.text, i, j) {
		if after := p.text.Slice(d.J, min(j, d.J+12)); madeHere.MatchString(after) || !filedForm.MatchString(after) {
			iso := d.ISO()
			act.DoneOn = &iso
			break
		}
	}
	words := p.text.Slice(i, j)
	kind := actKind(words)
	act.Kind = &kind
	for k := range p.record.ChallengedActs {
		o := &p.record.ChallengedActs[k]
		if sameAct(o, act) {
			o.merge(act)
			return
		}
	}
	p.record.ChallengedActs = append(p.record.ChallengedActs, *act)
}

// actKind tells what kind of act the words name.
func actKind(words string) string {
	for _, k := range actKinds {
		if k.form.MatchString(words) {
			return k.kind
		}
	}
	return "other"
}

// bareNumber is the number of a certificate or a form that has no year.
var bareNumber = regexp.MustCompile(`编号(?:为|：)?([0-9A-Z-]{8,24})|([\p{Han}]{2,10}字第?[0-9-]{5,20}号)`)

// withoutName takes the short name of a party off the front of a number.
func (p *paper) withoutName(number string) string {
	for _, a := range p.actors {
		for _, n := range a.names {
			if len([]rune(n)) >= 3 && strings.HasPrefix(number, n) {
				return strings.TrimPrefix(number, n)
			}
		}
	}
	return number
}

// filedForm follows the day on which somebody turned to the court.
var filedForm = regexp.MustCompile(`向本院|向本机关|向[^，。；]{0,8}(?:法院|政府)|申请(?:强制)?执行|提起|起诉|申请行政复议|收到|受理|立案`)

// merge completes an act with another telling of it. The words of a decision
// say best what act it is about.
func (o *ChallengedAct) merge(act *ChallengedAct) {
	if !strings.Contains(o.Text, "《") || strings.Contains(act.Text, "《") {
		o.Text, o.Span = act.Text, act.Span // unless only the other has the title
	}
	if act.DoneOn != nil {
		o.DoneOn = act.DoneOn
	}
	if o.DocumentNumber == nil {
		o.DocumentNumber = act.DocumentNumber
	}
	if o.Agency == nil {
		o.Agency = act.Agency
	}
	if *o.Kind == "other" {
		o.Kind = act.Kind
	}
}

// sameAct reports two tellings of one act: by number; else by maker and kind.
func sameAct(a, b *ChallengedAct) bool {
	if (a.Kind == nil || b.Kind == nil) && (a.DocumentNumber == nil || b.DocumentNumber == nil) {
		return false
	}
	if a.DocumentNumber != nil && b.DocumentNumber != nil {
		x, okx := ParseCaseNumber(*a.DocumentNumber)
		y, oky := ParseCaseNumber(*b.DocumentNumber)
		if okx && oky && x.Key() != "" && y.Key() != "" {
			return x.Key() == y.Key()
		}
		return *a.DocumentNumber == *b.DocumentNumber
	}
	if a.Agency != nil && b.Agency != nil && *a.Agency != *b.Agency {
		return false
	}
	if a.DoneOn != nil && b.DoneOn != nil && *a.DoneOn != *b.DoneOn {
		return false
	}
	return *a.Kind == *b.Kind || *a.Kind == "other" || *b.Kind == "other"
}

// readRuledActs adds the acts that the clauses of the decisions name.
func (p *paper) readRuledActs() {
	for _, list := range append([][]clause{p.clauses}, lowerClauses(p.lower)...) {
		for _, c := range list {
			for _, e := range c.effects {
				if e.outcome == DismissClaim && !e.lower || e.outcome == Maintain && e.lower {
					p.readRefusedAct(e)
				}
				if !actObject[e.outcome] || e.lower || len(e.agencies) == 0 {
					continue
				}
				i, j := e.i, e.j
				if m := p.match(courtDoes, i, j); m != nil && (e.outcome == Enforce || e.outcome == RefuseEnforcement) {
					if x, y := p.actBefore(c.from, i); y > x {
						i, j = x, y
					} else {
						i = m[1]
					}
				}
				for j > i && strings.ContainsRune("，。；、并", p.text.Runes()[j-1]) {
					j--
				}
				if m := p.match(verbs, i, j); m != nil && m[0] == i {
					i = m[1]
				}
				if p.text.HasAt(i, "将") {
					i++
				}
				j = p.original(i, j, e.outcome)
				if m := p.match(roleLead, i, j); m != nil {
					i = m[1]
				}
				if m := p.match(enforcedLead, i, j); m != nil {
					i = m[1]
				}
				if j-i < 4 || bareDeed.MatchString(p.text.Slice(i, j)) {
					continue
				}
				makers, _ := p.makers(i, j, e.agencies)
				if len(makers) == 0 {
					makers = e.agencies[:1]
				}
				p.fillActs(i, j, makers)
			}
		}
	}
	sort.SliceStable(p.record.ChallengedActs, func(a, b int) bool {
		x, y := p.record.ChallengedActs[a].Span, p.record.ChallengedActs[b].Span
		return x.Start < y.Start
	})
}

// readRefusedAct adds the act that a dismissed claim was about, where the
// clause names it by its number: 驳回……要求撤销……号处罚决定的诉讼请求.
func (p *paper) readRefusedAct(e effect) {
	m := p.match(refusedAct, e.i, e.j)
	if m == nil {
		return
	}
	for _, n := range CaseNumbers(p.text, m[2], m[3]) {
		if n.Kind == ActNumber || n.Kind == ReconsiderationNumber {
			t := p.text.Raw(n.I, n.J)
			for k := range p.record.ChallengedActs {
				if sameAct(&p.record.ChallengedActs[k], &ChallengedAct{DocumentNumber: &t}) {
					return
				}
			}
			makers, _ := p.makers(m[2], m[3], nil)
			if list := p.respondents(); len(makers) == 0 && len(list) == 1 {
				makers = list
			}
			p.fillActs(m[2], m[3], makers)
			return
		}
	}
}

var refusedAct = regexp.MustCompile(`(?:要求|请求|关于|提出的?)(?:撤销|确认)([^，。；]{4,90}?)(?:违法|无效)?的(?:其他)?(?:诉讼|赔偿)?请求`)

// courtDoes opens what a court does with an act that stands in front of it.
var courtDoes = regexp.MustCompile(`^本院(?:依法)?`)

// bareDeed names what is to be done with an act, and no act: 不准予强制执行.
var bareDeed = regexp.MustCompile(`^(?:准予|不准予|准许|不准许)?(?:予以|对其)?(?:强制)?执行?$|^(?:违法|无效)$`)

// enforcedLead stands in front of the act that a court is asked to enforce.
var enforcedLead = regexp.MustCompile(`^(?:对)?(?:(?:强制)?执行(?:申请执行人)|(?:[^，。；]{2,40}申请)?(?:强制)?执行)`)

// original gives where the act ends that a clause is about: what the clause
// makes of it (变更……为……, 确认……违法) is no part of it.
func (p *paper) original(i, j int, o Outcome) int {
	if m := p.match(itemTail, i, j); m != nil {
		// What falls is an item; what was challenged is the paper that it
		// stands in.
		return m[4]
	}
	form := judgedTail
	if o == Modify {
		form = modifiedTail
	}
	if m := p.match(form, i, j); m != nil && m[2] > i {
		return m[2]
	}
	return j
}

var (
	// roleLead is the part that the maker plays in the case, in front of its
	// name: 被上诉人某局.
	roleLead = regexp.MustCompile(`^(?:(?:被上诉人|上诉人|被申请人|再审申请人|原审被告|一审被告)(?:（[^（）]*）)?)+`)
	// itemTail are the items of a paper that a clause is about.
	itemTail = regexp.MustCompile(`^.*?(?:决定书?》?|通知书?》?|裁决书?》?|认定书?》?|答复书?》?|告知书?》?|批复》?|公告》?|文件》?|意见书?》?)(（[^（）]*）)?((?:中)?(?:的)?(?:主文)?第（?[一二三四五六七八九十\d]+）?(?:、第?（?[一二三四五六七八九十\d]+）?)*[项条款](?:.*))$`)
	// modifiedTail is what a clause changes of an act, and to what.
	modifiedTail = regexp.MustCompile(`^.+?(?:决定书》?|决定》?|通知书》?|裁决书?》?|认定书?》?|行政行为|答复》?)((?:中|第|内|的|关于|对|，|由|变更|更改|改|为).*)$|^.+?((?:变更|更改|改)(?:为|成).*)$`)
	// judgedTail is what a clause says of an act.
	judgedTail = regexp.MustCompile(`^.*(?:行为|文件|意见|公告|决定书?》?|职责|义务|房屋|通知书?》?|答复》?|登记|拆除|强制措施|协议|许可)((?:程序|系|属于?|部分|轻微|违反法定程序|程序轻微)*(?:违法|无效))$`)
)

func lowerClauses(list []decree) [][]clause {
	var out [][]clause
	for _, d := range list {
		out = append(out, d.clauses)
	}
	return out
}

// readQuashed finds the agencies whose act a decision of reconsideration had
// annulled (复议撤销): they lost there, and win when that decision falls.
func (p *paper) readQuashed() {
	if p.reconsiders() || len(p.agencies()) < 2 {
		return
	}
	for _, s := range p.sections(SectionProcedure, SectionFacts, SectionPrior, SectionReasoning) {
		before := ""
		for _, q := range p.sentences(s.from, s.to) {
			line := p.text.Slice(q[0], q[1])
			last := before
			before = line
			if wishedForm.MatchString(line) || !strings.Contains(line, "复议决定") && !(strings.Contains(last, "复议决定") && decidedToForm.MatchString(line)) {
				continue
			}
			for _, m := range p.matchAll(quashForm, q[0], q[1]) {
				if lowerPaper.MatchString(p.text.Slice(m[2], m[3])) || strings.Contains(p.text.Slice(m[2], m[3]), "复议") {
					continue
				}
				for _, n := range p.mentions(m[2], m[3]) {
					for _, a := range agenciesOf(n.who) {
						if !contains(p.quash, a.printed) {
							p.quash = append(p.quash, a.printed)
						}
					}
					break
				}
			}
		}
	}
}

// decidedToForm goes on about the decision of the sentence before.
var decidedToForm = regexp.MustCompile(`决定[：，]?(?:一、)?撤销`)

var wishedForm = regexp.MustCompile(`请求|要求|诉请|主张|判决|应予|应当`)

// madeHere follows the day on which an act was made.
var madeHere = regexp.MustCompile(`^(?:作出|做出|颁发|核发|发放|下达)`)
