package extract

import (
	"regexp"
	"strings"
)

var (
	// deciding is a court that acts.
	deciding = regexp.MustCompile(`(` + courtWords + `)(?:经|公开|开庭|依法|审理|审查|一审|二审|再审|终审|重审|后|根据|依照|依据|于|以|作出|认为|判决|裁定|判令|改判|驳回|维持|撤销|提审|，|（)`)
	// seised is the court to which the case is told to have been brought.
	seised = regexp.MustCompile(`(?:向|诉至|上诉至|上诉于|起诉至|起诉到|上诉到)(` + courtWords + `)(?:提起|提出|起诉|递交|申请|上诉|。|，|；)|(` + courtWords + `)(?:立案|受理|提审)`)
	// appliedTo is the organ that was asked to reconsider.
	appliedTo = regexp.MustCompile(`向([\p{Han}某×*]{2,24}?(?:人民政府|政府|[局厅部署会委]|海关))(?:依法)?(?:申请|提出|提起|递交)(?:了)?行政?复议`)
	// reconActs is an organ that decides on an application.
	reconActs    = regexp.MustCompile(`(?:^|[，。；：经由])([\p{Han}某×*]{2,24}?(?:人民政府|政府|[局厅部署]|委员会|海关))(?:行政复议(?:机关|机构|委员会|办公室|局)?)?(?:（[^）]{2,12}）)?(?:经审理|经审查|审理|审查|认为|依法|作出|受理|收到|决定)`)
	listedNumber = regexp.MustCompile(`(?:书|案号】?|一审|二审|再审|终审|重审|字号|索引】?|[；，。])[：】]?(?:` + courtWords + `)?$`)
	stageLabel   = regexp.MustCompile(`(一审|二审|再审|重审)(?:审结|裁判|判决|裁定|结案)(?:时间|日期)：`)
)

// placeStage reads which court or organ decided in stage k of list, under which
// number and when, from the account that leads to the decision.
func (p *paper) placeStage(list []stage, k int) {
	s := &list[k]
	from := s.lead
	last := p.sentenceStart(max(from, s.formula-400), s.formula)
	if b := p.lastParagraph(last, s.formula); b > last {
		last = b
	}
	s.ruling = strings.HasPrefix(p.text.Slice(s.formula, min(p.to, s.formula+3)), "裁定") || ruledBefore.MatchString(p.text.Slice(max(from, s.formula-24), s.formula))
	for _, n := range CaseNumbers(p.text, last, s.formula) {
		if (n.Kind == CourtNumber || n.Kind == ReconsiderationNumber) && !numberOfOther.MatchString(p.text.Slice(last, n.I)) {
			c := n
			s.number = &c
		}
	}
	for _, d := range Dates(p.text, max(p.from, last-600), s.formula) { // 同年 rests on a date before
		if d.I >= last && datesDecision.MatchString(p.text.Slice(d.J, min(p.to, d.J+30))) && datedBefore.MatchString(p.text.Slice(max(from, d.I-40), d.I)) {
			c := d
			s.day = &c
		}
	}
	p.placeOrgan(list, k)
	s.in = p.stageInstance(list, k)
}

var (
	ruledBefore = regexp.MustCompile(`裁定书?[：，]?$`)
	// numberOfOther stands in front of the number of a paper that something is
	// done to.
	numberOfOther = regexp.MustCompile(`(?:不服|撤销|维持|变更|指令|履行|执行)[^。；，：]*$`)
	datesDecision = regexp.MustCompile(`^(?:，)?(?:依法|公开|当庭|以|作出|做出|判决|裁定|就|对|（|〔|\[|一审|二审|再审|终审|经|改判|决定|通过|宣判|驳回|维持|` + courtWords + `|[\p{Han}某×*]{2,24}(?:政府|[局厅部署]|委员会|海关|复议机关|复议机构))`)
	datedBefore   = regexp.MustCompile(`(?:于|在|院|，|。|；|：|政府|[局厅部]|后|并|^)$`)
)

// lastParagraph goes back from rune i to where its paragraph begins.
func (p *paper) lastParagraph(from, i int) int {
	for k := i - 1; k > from; k-- {
		if p.text.ParaStart(k) {
			return k
		}
	}
	return from
}

// placeOrgan finds who decided: the court that acts in front of the decision,
// 该院, or the one that the case was brought to.
func (p *paper) placeOrgan(list []stage, k int) {
	s := &list[k]
	take := func(i, j int) bool {
		name := trimCourt(p.text.Slice(i, j))
		if len([]rune(name)) <= 4 || lowerCourt.MatchString(name) {
			return false
		}
		s.organ = [2]int{j - len([]rune(name)), j}
		return true
	}
	if p.decidesReconsideration(*s) {
		for _, form := range []*regexp.Regexp{appliedTo, reconActs} {
			for _, m := range p.matchAll(form, max(p.from, s.formula-6000), s.formula) {
				if !p.inQuotes(m[2], p.from) && !answersHere.MatchString(p.text.Slice(max(p.from, m[2]-6), m[2])) {
					s.organ = [2]int{m[2], m[3]}
				}
			}
			if s.organ[1] > 0 {
				return
			}
		}
		return
	}
	floor := s.lead
	for _, m := range p.matchAll(deciding, floor, min(p.to, max(s.formula+4, s.from))) {
		if !p.inQuotes(m[2], floor) && !numberOfOther.MatchString(p.text.Slice(max(floor, m[2]-30), m[2])) && !objectCourt.MatchString(p.text.Slice(max(floor, m[2]-2), m[2])) {
			take(m[2], m[3])
		}
	}
	if lead := p.text.Slice(s.lead, s.formula); s.organ[1] == 0 && k > 0 && (strings.Contains(lead, "该院") || sameCourt.MatchString(lead)) {
		s.organ = list[k-1].organ
	}
	if s.organ[1] == 0 {
		later := laterWords.MatchString(p.text.Slice(max(s.lead, s.formula-60), min(p.to, s.formula+12)))
		for _, m := range p.matchAll(seised, s.behind, s.formula) {
			if later && !laterWords.MatchString(p.text.Slice(m[0], m[1])) {
				continue // where one sued is not where one appealed to
			}
			i, j := m[2], m[3]
			if i < 0 {
				i, j = m[4], m[5]
			}
			take(i, j)
		}
	}
	if s.organ[1] > 0 {
		i, j := p.fullCourt(s.organ[0], s.organ[1])
		s.organ = [2]int{i, j}
	}
}

var (
	answersHere = regexp.MustCompile(`被申请人$`)
	// sameCourt goes on with what the court of the stage before did.
	sameCourt = regexp.MustCompile(`^[，。；]?(?:并|随后|再审后|经再审|经审理|提审后)`)
	// laterWords are those of an appeal or a retrial.
	laterWords  = regexp.MustCompile(`二审|终审|再审|上诉|提审|维持原判`)
	objectCourt = regexp.MustCompile(`[向对]$`)
)

// decidesReconsideration reports the decision of an organ of reconsideration.
func (p *paper) decidesReconsideration(s stage) bool {
	w := p.text.Slice(s.formula, min(p.to, s.from))
	return strings.Contains(w, "决定") && !strings.Contains(w, "判") && !strings.Contains(w, "裁") || w == ""
}

// stageInstance tells which instance decided: by its number, by what the text
// calls it, by what it did to the decision below, by its place in the order.
func (p *paper) stageInstance(list []stage, k int) *Instance {
	s := list[k]
	is := func(in Instance) *Instance { return &in }
	if p.decidesReconsideration(s) {
		return is(Reconsideration)
	}
	if s.number != nil {
		if in := s.number.Instance(); in != nil {
			return in
		}
	}
	words := p.text.Slice(max(s.lead, s.formula-160), s.from)
	did := p.text.Slice(s.from, min(p.to, s.from+200))
	if s.to > s.from {
		did = p.text.Slice(s.from, s.to)
	}
	switch {
	case petitionForm.MatchString(did):
		return is(Review)
	case k > 0 && list[k-1].in != nil && *list[k-1].in == Second:
		return is(Retrial)
	case endsDecision.MatchString(p.text.Slice(max(p.from, s.from), min(p.to, max(s.to, s.from)+10))):
		return is(Second)
	case strings.LastIndex(words, "二审") > max(strings.LastIndex(words, "一审"), strings.LastIndex(words, "再审")), strings.Contains(words, "终审"):
		return is(Second)
	case strings.LastIndex(words, "再审") > max(strings.LastIndex(words, "一审"), strings.LastIndex(words, "二审")) && retriesForm.MatchString(words):
		return is(Retrial)
	case appealsEnd.MatchString(did):
		return is(Second)
	case k > 0 && list[k-1].in != nil && *list[k-1].in == First && strings.Contains(words, "上诉"):
		return is(Second)
	case k > 0 && strings.Contains(did, "撤销") && annuls.MatchString(did):
		return is(Second)
	case k == 0:
		return is(First)
	}
	return nil
}

var (
	endsDecision = regexp.MustCompile(`的终审(?:判决|裁定)`)
	retriesForm  = regexp.MustCompile(`再审(?:判决|认为|审理|改判|后|法院)|提审`)
	appealsEnd   = regexp.MustCompile(`驳回[^。；，]{0,24}上诉|维持(?:一审|原审?)(?:行政)?判|撤回上诉|撤销一审`)
	// annuls is a decision that leaves nothing of the one below.
	annuls = regexp.MustCompile(`撤销[^。；，]{0,60}(?:法院|一审|原审|二审|原判|[初终再][^。；，]{0,10}号)[^。；，]{0,40}(?:判决|裁定|原判)|撤销原判`)
	// opensRetrial is a ruling that only brings the case before another court.
	opensRetrial = regexp.MustCompile(`^[^。；]{0,30}(?:提审|指令[^。；，]{0,40}(?:再审|审理)|再审本案|中止[^。；，]{0,20}执行|立案(?:受理|审理))`)
)

// ofThisCase leaves out what other courts decided in other matters: civil and
// criminal judgments in an administrative case; and rulings that only bring the
// case before the court that then decided.
func (p *paper) ofThisCase(list []stage) []stage {
	administrative := false
	for _, s := range list {
		administrative = administrative || s.number != nil && s.number.Area() == Administrative || otherArea.FindString(p.text.Slice(max(p.from, s.formula-3), s.formula)) == "行政"
	}
	var out []stage
	for k, s := range list {
		if administrative {
			if s.number != nil && (s.number.Area() == Civil || s.number.Area() == Criminal) {
				continue
			}
			if w := otherArea.FindString(p.text.Slice(max(p.from, s.formula-3), s.formula)); s.number == nil && (w == "民事" || w == "刑事") {
				continue
			}
		}
		if k+1 < len(list) && opensRetrial.MatchString(p.text.Slice(s.from, s.to)) {
			continue
		}
		out = append(out, s)
	}
	return out
}

var otherArea = regexp.MustCompile(`(?:民事|刑事|行政)$`)

// readListed completes stages by the list of numbers and days that collections
// of cases put in front (判决书字号, 案例索引, 审结时间).
func (p *paper) readListed(list []stage) {
	if len(list) == 0 {
		return
	}
	end := min(list[0].from, p.from+1500)
	last := len(list) - 1
	var seen []CaseNumber
	for _, n := range CaseNumbers(p.text, p.from, end) {
		if n.Kind != CourtNumber || !listedNumber.MatchString(p.text.Slice(max(p.from, n.I-40), n.I)) {
			continue
		}
		in := n.Instance()
		if in == nil || *in != First && *in != Second && *in != Retrial && *in != Review {
			continue
		}
		seen = append(seen, n)
	}
	for k := range list {
		s := &list[k]
		for _, n := range seen {
			in := n.Instance()
			if taken(list, k, n) {
				continue
			}
			if s.number != nil && s.number.Key() != n.Key() || s.number == nil && !(s.in != nil && *s.in == *in || len(seen) == 1 && last == 0 && !laterAppeal.MatchString(p.text.Slice(s.to, min(p.to, s.to+160)))) {
				continue
			}
			c := n
			if s.number == nil {
				s.number, s.in = &c, in
			}
			if m := p.match(organBefore, max(p.from, n.I-40), n.I); m != nil {
				name := trimCourt(p.text.Slice(m[2], m[3]))
				if s.organ[1] == 0 || strings.HasSuffix(name, p.text.Slice(s.organ[0], s.organ[1])) {
					s.organ = [2]int{m[3] - len([]rune(name)), m[3]}
				}
			}
			if d := Dates(p.text, n.J, min(p.to, n.J+30)); s.day == nil && len(d) > 0 && strings.Trim(p.text.Slice(n.J, d[0].I), "（行政民事赔偿判决裁定书，") == "" {
				s.day = &d[0]
			}
		}
		if s.day != nil {
			continue
		}
		for _, m := range p.matchAll(stageLabel, p.from, end) {
			if in, ok := instanceWords[p.text.Slice(m[2], m[3])]; ok && s.in != nil && *s.in == in {
				if d := Dates(p.text, m[1], min(p.to, m[1]+14)); len(d) > 0 && d[0].I <= m[1]+1 {
					s.day = &d[0]
				}
			}
		}
		if s.day == nil && len(list) == 1 {
			if m := p.match(closedLabel, p.from, end); m != nil {
				if d := Dates(p.text, m[1], min(p.to, m[1]+14)); len(d) > 0 && d[0].I <= m[1]+1 {
					s.day = &d[0]
				}
			}
		}
	}
}

// taken reports a number that is another stage's.
func taken(list []stage, k int, n CaseNumber) bool {
	for i, s := range list {
		if i != k && s.number != nil && s.number.Key() == n.Key() {
			return true
		}
	}
	return false
}

var (
	organBefore   = regexp.MustCompile(`(` + courtWords + `)$`)
	closedLabel   = regexp.MustCompile(`(?:审结|裁判|判决|结案)(?:时间|日期)：`)
	instanceWords = map[string]Instance{"一审": First, "二审": Second, "再审": Retrial, "重审": First}
)

// fullCourt finds where a court is named in full, its province included.
func (p *paper) fullCourt(i, j int) (int, int) {
	name := p.text.Slice(i, j)
	for _, m := range p.matchAll(cited, p.from, p.to) {
		full := trimCourt(p.text.Slice(m[0], m[1]))
		if len(full) > len(p.text.Slice(i, j)) && strings.HasSuffix(full, name) {
			if _, ok := Region(full); ok {
				i, j = m[1]-len([]rune(full)), m[1]
			}
		}
	}
	return i, j
}
