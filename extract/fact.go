package extract

import (
	"regexp"
	"strings"
)

// readFacts quotes what the deciding body itself found (经审理查明), and what
// the instances below found as far as this paper retells it (原审查明): the one
// in the record, the other with the decision that it led to.
func (p *paper) readFacts() {
	for _, s := range p.sections(SectionFacts) {
		p.record.Facts = append(p.record.Facts, p.passages(s.from, s.to)...)
	}
	if len(p.record.Prior) == 0 {
		return
	}
	for _, s := range p.sections(SectionPrior) {
		i, j, ok := p.foundBelow(s)
		for _, q := range p.sentences(s.from, s.to) {
			if ownFacts.MatchString(p.text.Slice(q[0], q[1])) {
				p.record.Facts = append(p.record.Facts, p.passages(q[0], s.to)...)
				j = min(j, q[0])
				break
			}
		}
		if !ok || j <= i {
			continue
		}
		k := 0
		if n := len(p.record.Prior); n > 1 && secondForm.MatchString(p.text.Slice(max(s.from, i-40), i)) {
			k = n - 1
		}
		p.record.Prior[k].Facts = append(p.record.Prior[k].Facts, p.passages(i, j)...)
	}
}

// passages quotes what was found, each sentence that opens a further finding
// (另查明) as a passage of its own.
func (p *paper) passages(i, j int) []Evidence {
	var out []Evidence
	// the captions of a site are none of the paper's words
	for m := p.match(webLabel, i, j); m != nil && m[0] == i && m[1] < j; m = p.match(webLabel, i, j) {
		if !doubled.MatchString(p.text.Slice(m[1], min(j, m[1]+12))) {
			break
		}
		i = m[1]
	}
	from := i
	for _, q := range p.sentences(i, j) {
		if q[0] > from && foundFurther.MatchString(p.text.Slice(q[0], min(q[1], q[0]+40))) {
			out = append(out, p.evidence(from, q[0]))
			from = q[0]
		}
	}
	return append(out, p.evidence(from, j))
}

// doubled opens what a caption in front of it has told already: 一审法院查明
// 原审法院查明，…….
var doubled = regexp.MustCompile(`^(?:[\p{Han}]{0,8}法院|` + belowWords + `|` + bodyWords + `)(?:经|公开|开庭|审理)*(?:查明|认定)`)

var (
	foundForm    = regexp.MustCompile(`(?:查明|查清|认定(?:以下|如下|的)?(?:事实)?)(?:如下)?(?:事实)?(?:是|为)?[：，]`)
	foundFurther = regexp.MustCompile(`^(?:[\p{Han}]{2,12}?法院|` + belowWords + `|` + bodyWords + `)?(?:经|在)?(?:审理)?(?:中)?(?:另|又|还|再|同时|此外)(?:经[\p{Han}]{0,6})?(?:审理|庭审)?查(?:明|实)`)
	gaveForm     = regexp.MustCompile(`^(?:原审|一审)(?:被告|原告|第三人)[^，。；]{0,12}(?:提交|提供|出示|举示)了?[^，。；]{0,6}证据：`)
	thoughtForm  = regexp.MustCompile(`^[^。；，]{0,24}认为[：，]`)
)

// foundBelow gives the part of a section on an instance below that tells what
// it found: from 查明 to where that court begins to reason or to decide.
func (p *paper) foundBelow(s part) (int, int, bool) {
	begin := -1
	for _, q := range p.sentences(s.from, s.to) {
		line := p.text.Slice(q[0], q[1])
		if begin < 0 {
			if !foundForm.MatchString(line) {
				continue
			}
			begin = q[0]
			continue
		}
		decided := lowerDecides.MatchString(line) && strings.ContainsAny(line, "依据照遂")
		if thoughtForm.MatchString(line) || decided || gaveForm.MatchString(line) {
			return begin, q[0], true
		}
	}
	return begin, s.to, begin >= 0
}

// readCause reads the cause of the case (案由) from the sentence that names the
// case: 原告某诉被告某局房屋行政强制拆除一案.
func (p *paper) readCause() {
	if p.told {
		return
	}
	for _, s := range p.sections(SectionHead, SectionProcedure, SectionParties) {
		if m := p.match(causeLabel, s.from, s.to); m != nil {
			p.setCause(m[2], m[3])
			return
		}
		for _, m := range p.matchAll(caseEnd, s.from, s.to) {
			if i, j := p.causeAt(s.from, m[0]); j > i {
				p.setCause(i, j)
				return
			}
		}
	}
}

func (p *paper) setCause(i, j int) {
	c := p.text.Raw(i, j)
	p.record.Cause = &c
	p.record.Spans["cause"] = p.text.Span(i, j)
}

// causeAt gives the words between the last party that the sentence names and
// 一案, where they are the name of a kind of case and tell of no act.
func (p *paper) causeAt(from, end int) (int, int) {
	rs := p.text.Runes()
	lo := end
	for lo > from && end-lo < 160 && !strings.ContainsRune("。；", rs[lo-1]) {
		lo--
	}
	i := -1
	for _, m := range p.mentions(lo, end) {
		if i >= 0 && severalCauses.MatchString(p.text.Slice(i, m.i)) {
			return 0, 0
		}
		i = max(i, m.j)
	}
	if i < 0 {
		return 0, 0
	}
	j := end
	if p.text.HasAt(i, "（") {
		for k := i; k < j; k++ {
			if rs[k] == '）' {
				i = k + 1
				break
			}
		}
	}
	for moved := true; moved; {
		moved = false
		for _, w := range []string{"不服", "因", "诉其", "的", "等人", "等", "、", "，", "为", "）"} {
			if p.text.HasAt(i, w) && i < j {
				i += len([]rune(w))
				moved = true
			}
		}
	}
	for i < j && rs[i] < 0x80 {
		i++ // 上诉人A因……
	}
	for _, w := range []string{"不服", "因"} {
		if p.text.HasAt(i, w) {
			i += len([]rune(w))
		}
	}
	for _, w := range []string{"作出的", "做出的"} {
		if p.text.HasAt(i, w) {
			i += len([]rune(w))
		}
	}
	if m := p.match(leadAgency, i, j); m != nil && !owedForm.MatchString(p.text.Slice(i, j)) {
		i = m[1] // the last party by a name that is not its own
	}
	if n := j - i; n < 2 || n > 30 || !causeNamed(p.text.Slice(i, j)) {
		return 0, 0
	}
	return i, j
}

var (
	causeLabel = regexp.MustCompile(`【?案由】?[：:]([\p{Han}（）、]{2,30})`)
	caseEnd    = regexp.MustCompile(`一案`)
	// causeForm is a name of the list of causes (案由): no day, number or maker,
	// and no request.
	causeForm = regexp.MustCompile(`^[\p{Han}、（）]{0,24}(?:处罚|强制|强制执行|强制措施|征收|征用|许可|登记|确认|认定|裁决|复议|给付|补偿|赔偿|公开|协议|合同|处理|监管|监督|职责|批准|审批|命令|奖励|收费|强制拆除[\p{Han}]{0,8}|拆除|拆迁|管理|批复|纠纷|答复|不作为|受理|行政行为|决定|争议|裁定|异议|确权|学位|待遇|职称|资格)$`)
	// wishedCause names the case by what is to be done with a kind of act:
	// 撤销土地使用证, 确认强制拆除行为违法及行政赔偿.
	wishedCause = regexp.MustCompile(`^(?:撤销[\p{Han}]{2,12}(?:证|许可|登记|资格|决定|行为|处罚)|确认[\p{Han}]{2,16}(?:违法|无效)(?:[及并暨][\p{Han}]{2,10})?)$`)
	leadAgency  = regexp.MustCompile(`^[\p{Han}]{2,20}?(?:人民政府|政府|[^登]局|委员会|办事处|[大支]队)`)
	// severalCauses stands between two parties who are sued for different
	// things: ……（以下简称某局）行政处罚、被告…….
	severalCauses = regexp.MustCompile(`^(?:（[^（）]*）|）)?[\p{Han}]{2,16}(?:、|及)(?:被告|被上诉人|被申请人)?$`)
	askedForm     = regexp.MustCompile(`^(?:要求|请求|申请|撤销|确认|诉|作出|提起|退还|向)`)
)

// causeNamed reports words that name the kind of a case.
func causeNamed(w string) bool {
	return causeForm.MatchString(w) && !askedForm.MatchString(w) || wishedCause.MatchString(w)
}

// ownFacts reports a sentence in which the deciding body takes over what the
// court below found: 经审理查明，原审判决认定的事实清楚，本院予以确认.
var ownFacts = regexp.MustCompile(`^(?:本院|二审|再审)?(?:经|二审|再审|审理|审查|另|庭审)*查明[：，].{0,400}(?:本院(?:予以)?确认|本院对|(?:一审|原审)(?:法院|判决)?(?:查明|认定)|除[^。；]{0,40}事实[^。；]{0,6}外|与(?:一审|原审)[^。]{0,20}一致)|^本院[^。，]{0,16}查明`)
