package extract

import (
	"regexp"
	"strings"
)

// stage is one instance (审级) as a report tells of it: a court or an organ of
// reconsideration, and what it decided.
type stage struct {
	behind  int // where the decision before ends, else the start of the report
	lead    int // where the account of this instance begins: there, or with its block
	formula int // where the words begin that announce the decision
	from    int // the decision: runes [from, to)
	to      int
	organ   [2]int // its name, empty where the report tells none
	number  *CaseNumber
	day     *DateHit
	in      *Instance
	ruling  bool // 裁定
}

const (
	// judgedWords announce what a court decides, decidedWords what an organ of
	// reconsideration does.
	judgedWords  = `(?:判决|裁定|判令|改判|裁决)(?:书)?`
	decidedWords = `(?:行政复议决定|复议决定|决定)(?:书)?`
	// orderWords open a decision.
	orderWords = `(?:一、|1[.、]|（一）|（1）|①|撤销|撤消|部分撤销|维持|驳回|确认|责令|责成|变更|予以准许|准许|准予|同意|允许|限|由|不准予|不准许|不予|终止|终结|中止|发回|提审|指令|解除|按(?:自动)?撤|按上诉人|本案按|对[^。；，]{2,40}(?:不予|重新|作出|进行)|(?:上诉人|被上诉人|被申请人|原审被告|一审被告|被告)|[\p{Han}某×*（）]{2,30}?(?:在|于|自)(?:本|该|判决|收到|接到)|[\p{Han}某×*（）]{2,40}?(?:赔偿|补偿|返还|退还|给付|支付|重新作出|履行|继续履行|公开|采取)|赔偿|补偿|返还|履行)`
)

var (
	judgingForm = regexp.MustCompile(judgedWords + `(?:如下)?[：，]?(?:依法|一并)?(` + orderWords + `)|(?:判决|裁定)如下[：，]?|(?:判决|裁定)(?:书)?[：]`)
	reconForm   = regexp.MustCompile(decidedWords + `(?:如下)?[：，]?(?:依法|一并)?(` + orderWords + `)|决定如下[：，]?|复议决定(?:书)?[：]`)
	// madeSo is a decision told in one breath with its name: 作出撤销一审判决、撤销
	// ……决定的终审判决.
	madeSo = regexp.MustCompile(`作出(?:了)?((?:撤销|维持|驳回|确认|责令|变更|准许|终止)[^。]*?)的(?:终审|二审|一审|再审|行政复议|复议|行政)*(?:判决|裁定|决定)`)
	// upheldSo is what a court of appeal is told to have done without the
	// word 判决.
	upheldSo = regexp.MustCompile(`(?:一审|二审|终审|再审|` + courtWords + `)(?:法院)?(?:经|审理|审查|依法|后|也|亦|均|一审|二审|终审|再审|，)*((?:驳回(?:了)?[^。；，]{0,24}(?:上诉|诉讼请求|的起诉)|维持(?:了)?(?:一审|原审|原|二审)(?:法院)?(?:行政)?(?:判决|判|裁定))[^。；]*)`)
	// thereforeSo is one told by what it did alone, behind its reasons.
	thereforeSo = regexp.MustCompile(`(?:遂|最终|因此|故)(?:依法)?((?:撤销|确认|责令|驳回|变更|维持)[^。；]*)`)
	// bareOrder is a decision at the head of its block: 【处理结果】撤销…….
	bareOrder = regexp.MustCompile(`^[^。；，]{0,30}?((?:依法|最终)?(?:撤销|确认|责令|变更|维持|驳回|终止)[^。]*)`)

	// wished stands in front of what is only asked for or thought possible.
	wished = regexp.MustCompile(`(?:请求|要求|诉请|申请|恳请|主张|建议|起诉|诉称|应当?|可以|不应|如果|能否|是否|应予|可|须|应该|或者|可能|不能|不宜|无法|不会|有权|予以)[^，。；：]{0,14}$`)
	// objectOf is a paper that something is done to and that does nothing here.
	objectOf = regexp.MustCompile(`(?:撤销|维持|变更|不服|执行|依据|根据|履行|违反|按照)[^。；，：]{0,70}$`)
	// subjectWord is a court, or what stands for one in front of its decision;
	// toDecision is what may stand between the two.
	subjectWord = regexp.MustCompile(courtWords + `|(?:一审|二审|再审|原审|终审|重审|初审)(?:法院)?|该院|法院|宣判|遂|据此|为此`)
	toDecision  = regexp.MustCompile(`^(?:[^。；：“”]{0,60}?(?:，|后|以|作出|于|日|号[\p{Han}]{0,8}|审理|审查|认为|一审|二审|再审|终审|开庭|依法|最终|当庭|公开))*(?:行政|民事|赔偿|行政赔偿|终审|一审|二审|再审)*$`)
	// nextStage opens the account of the next instance, or what became of a
	// decision.
	nextStage = regexp.MustCompile(`[。；，]（?((?:一审|原审|二审|终审|再审|该)?(?:判决|裁定|宣判|裁判)(?:宣判|作出|宣告|送达)?(?:以)?后|[^。；，：“”]{1,40}(?:不服|(?:提起|提出)上诉|上诉(?:至|于|到|称|后|，|。)|申请再审|提出申诉|提出抗诉|未(?:提起|提出)?上诉|服判)|(?:二审|再审|终审|重审)|[^。；，：“”]{0,24}?` + courtWords + `(?:于|经|以|作出|受理|一审|二审|再审|终审|审|裁|判|认|提|立|维|驳)|该院|(?:上述|该|本案)?(?:判决|裁定)(?:已|现已))`)
	// clauseStart opens a clause of a decision that goes on.
	goesOnDeciding = regexp.MustCompile(`^(?:[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]）|\d[、.]|撤销|维持|责令|确认|驳回|变更|准许|限|由)`)
)

// findStages lists what courts, or else organs of reconsideration, are told to
// have decided, oldest first.
func (p *paper) findStages(blocks []block) []stage {
	// What was decided stands under its caption, where there is one; the facts
	// tell of decisions in other cases, too.
	var result, core []block
	told := false
	for _, b := range blocks {
		told = told || b.kind == blockFacts || b.kind == blockResult
	}
	for k, b := range blocks {
		if k == 0 && told && b.kind == blockHead {
			continue // the title, which may tell what was decided
		}
		switch b.kind {
		case blockResult:
			result = append(result, b)
			core = append(core, b)
		case blockHead, blockFacts, blockReasons:
			core = append(core, b)
		}
	}
	if out := p.stagesIn(result, false, len(core) > len(result)); len(out) > 0 {
		if first := out[0].in; first != nil && *first != First {
			// The caption of the first instance is lost, what it decided may stand.
			if all := p.stagesIn(core, false, false); len(all) > len(out) {
				return all
			}
		}
		return out
	}
	if out := p.stagesIn(core, false, false); len(out) > 0 {
		return out
	}
	if out := p.stagesIn(result, true, true); len(out) > 0 {
		return out
	}
	return p.stagesIn(core, true, false)
}

// stagesIn finds the decisions within blocks; under is set where the caption
// says that they are such. recon looks for those of organs of reconsideration.
func (p *paper) stagesIn(blocks []block, recon, under bool) []stage {
	var out []stage
	for _, b := range blocks {
		for _, f := range p.decisionsIn(b, recon, under) {
			s := stage{behind: p.from, lead: b.body, formula: f[0], from: f[1]}
			if n := len(out); n > 0 {
				last := &out[n-1]
				if last.from >= b.from && f[0] < last.to {
					continue // a further clause of the same decision
				}
				s.behind, s.lead = last.to, max(last.to, b.body)
			}
			if b.kind != blockResult && p.toldAsFact(s) {
				continue
			}
			s.to = p.decisionEnd(f[1], f[2], b.to)
			out = append(out, s)
		}
	}
	for k := range out {
		p.placeStage(out, k)
	}
	return p.ofThisCase(out)
}

// toldAsFact reports a decision that the facts of the case tell of: one of
// another case, or of what led to this one.
func (p *paper) toldAsFact(s stage) bool {
	lead := p.text.Slice(s.lead, s.formula)
	found := foundWord.FindAllStringIndex(lead, -1)
	if len(found) == 0 {
		return false
	}
	return !strings.Contains(lead[found[len(found)-1][1]:], "认为")
}

var foundWord = regexp.MustCompile(`查明(?:[：，]|以下|如下|的?事实)`)

// heldBelow is what a court below held, as the one above judges it: 一审判决以……
// 即认定……，属于适用法律错误. It decides nothing.
var heldBelow = regexp.MustCompile(`^(?:一审|原审|二审)(?:判决|裁定)(?:以|认定|认为)[^。；]{0,110}(?:错误|不当|有误|正确|纠正)`)

// decisionsIn gives where decisions are announced within a block, where what
// they decide begins, and where it ends if that is known.
func (p *paper) decisionsIn(b block, recon, under bool) [][3]int {
	form := judgingForm
	if recon {
		form = reconForm
	}
	var out [][3]int
	add := func(m []int, g int) {
		at := m[1]
		end := 0
		if m[g] >= 0 {
			at = m[g]
			if g == 2 && m[3] > 0 && m[1] > m[3] {
				end = m[3]
			}
		}
		for _, o := range out {
			if at >= o[1] && at < max(o[2], o[1]+1) || m[0] == o[0] {
				return
			}
		}
		out = append(out, [3]int{m[0], at, end})
	}
	for _, m := range p.matchAll(madeSo, b.body, b.to) {
		word := p.text.Slice(m[3], m[1])
		if strings.HasSuffix(word, "决定") == recon && !p.inQuotes(m[0], b.from) && p.announced(m[0], b, under) {
			add(m, 2)
		}
	}
	for _, m := range p.matchAll(form, b.body, b.to) {
		if p.inQuotes(m[0], b.from) || m[1] >= b.to || itemBefore.MatchString(p.text.Slice(max(b.from, m[0]-6), m[0])) {
			continue
		}
		if heldBelow.MatchString(p.text.Slice(max(b.body, m[0]-2), min(b.to, m[0]+120))) {
			continue
		}
		if m[2] >= 0 && termOfEffect.MatchString(p.text.Slice(m[2], min(b.to, m[2]+6))) {
			continue
		}
		if m[2] >= 0 && praisedForm.MatchString(p.text.Slice(m[2], min(b.to, m[2]+12))) {
			continue
		}
		if m[2] < 0 && !operative.MatchString(p.text.Slice(m[1], min(b.to, m[1]+80))) && !strings.HasSuffix(strings.TrimRight(p.text.Slice(m[0], m[1]), "：，"), "如下") {
			continue
		}
		if m[2] >= 0 && allowsIt.MatchString(p.text.Slice(m[2], min(b.to, m[2]+8))) {
			if k := p.withdrawnBefore(b.body, m[0]); k < m[0] && p.announced(m[0], b, under) {
				out = append(out, [3]int{k, k, p.fullStop(m[0], b.to)})
				continue
			}
		}
		if recon && !p.reconsiderationSpeaks(m[0], b) || !p.announced(m[0], b, under) {
			continue
		}
		add(m, 2)
	}
	if !recon {
		for _, m := range p.matchAll(thereforeSo, b.body, b.to) {
			if k := p.sentenceStart(b.body, m[0]); under && !p.inQuotes(m[0], b.from) && toldReasons.MatchString(p.text.Slice(k, m[0])) {
				add(m, 2)
			}
		}
		for _, m := range p.matchAll(upheldSo, b.body, b.to) {
			if !p.inQuotes(m[0], b.from) && p.announced(m[0], b, under) {
				add(m, 2)
			}
		}
	}
	if recon && under && len(out) == 0 {
		if m := p.match(bareOrder, b.body, b.to); m != nil {
			add(m, 2)
		}
	}
	for a := 1; a < len(out); a++ {
		for k := a; k > 0 && out[k][0] < out[k-1][0]; k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return out
}

// termOfEffect goes on about the judgment as the begin of a term: 判决生效之日起.
var termOfEffect = regexp.MustCompile(`^(?:书)?(?:生效|发生|送达|之日|作出之|后|确定)`)

// allowsIt grants what was told before: ……撤回上诉，某法院裁定予以准许.
var allowsIt = regexp.MustCompile(`^(?:予以)?(?:准许|准予|同意)[。，；]`)

// withdrawnBefore gives where the clause begins that tells what was withdrawn,
// in the sentence that rune j stands in; j without one.
func (p *paper) withdrawnBefore(i, j int) int {
	from := p.sentenceStart(i, j)
	all := p.matchAll(withdrawForm, from, j)
	if len(all) == 0 {
		return j
	}
	k := all[len(all)-1][0]
	for k > from && !strings.ContainsRune("，；", p.text.Runes()[k-1]) {
		k--
	}
	return k
}

// itemBefore is the number of an item: 二、判令…… goes on with a decision.
var itemBefore = regexp.MustCompile(`(?:[一二三四五六七八九十]、|（[一二三四五六七八九十]）|\d[.、])$`)

// announced reports that the word of a decision at rune i tells what was
// decided here: by a court that is named or meant, and neither asked for nor
// told of the paper that something is done to.
func (p *paper) announced(i int, b block, under bool) bool {
	lo := max(b.body, i-120)
	rs := p.text.Runes()
	for k := i - 1; k >= lo; k-- {
		if rs[k] == '。' || rs[k] == '；' {
			lo = k + 1
			break
		}
	}
	lead := p.text.Slice(lo, i)
	if askedBefore.MatchString(lead) {
		return false
	}
	subjects := subjectWord.FindAllStringIndex(lead, -1)
	for k := len(subjects) - 1; k >= 0; k-- {
		m := subjects[k]
		if toDecision.MatchString(lead[m[1]:]) && !objectOf.MatchString(lead[m[1]:]) {
			before := lead[:m[0]]
			return !askedBefore.MatchString(before[strings.LastIndexAny(before, "，：（")+1:])
		}
	}
	if wished.MatchString(lead) || objectOf.MatchString(lead) || passiveForm.MatchString(lead) {
		return false
	}
	return under || strings.HasPrefix(p.text.Slice(i, i+4), "判决如下") || strings.HasPrefix(p.text.Slice(i, i+4), "裁定如下") || p.decides(i)
}

// askedBefore ends in a wish that a court is asked to fulfil.
var askedBefore = regexp.MustCompile(`(?:请求|要求|诉请|恳请|主张|申请|建议|希望|撤销|不服|维持)(?:人民法院|法院|人民|贵|上述)?(?:依法|一并|直接)*$`)

// reconsiderationSpeaks reports a decision of an organ of reconsideration, and
// not of the agency whose act is disputed.
func (p *paper) reconsiderationSpeaks(i int, b block) bool {
	if strings.Contains(p.text.Slice(i, min(p.to, i+4)), "复议") {
		return true
	}
	return reconSubject.MatchString(p.text.Slice(max(b.body, i-160), i))
}

var reconSubject = regexp.MustCompile(`复议(?:机关|机构|办公室|委员会|局)|(?:行政)?复议法》?|本(?:机关|府)|人民政府(?:经|审|认为|依法|作出)`)

// nextAccount gives where, within the runes [i, j), the account of the next
// instance begins; j where it does not.
func (p *paper) nextAccount(i, j int) int {
	for m := p.match(nextStage, i, j); m != nil; m = p.match(nextStage, i, j) {
		if !goesOnDeciding.MatchString(p.text.Slice(m[2], m[3])) {
			return m[0] + 1
		}
		i = m[0] + 1
	}
	return j
}

// decisionEnd is where a decision ends: with its numbered items, with what a
// semicolon joins, and with its one sentence.
func (p *paper) decisionEnd(i, known, stop int) int {
	if known > i {
		return known
	}
	rs := p.text.Runes()
	stop = p.nextAccount(i, stop)
	if m := p.match(opensRetrial, i, stop); m != nil {
		for k := m[1]; k < stop; k++ { // ……提审本案，并于……判决
			if strings.ContainsRune("，。；", rs[k]) {
				return k + 1
			}
		}
	}
	end := i
	numbered, costs := false, false
	for _, s := range p.sentences(i, stop) {
		line := p.text.Slice(s[0], min(s[1], s[0]+80))
		item := itemForm.MatchString(line)
		switch {
		case s[0] == i:
			numbered = item
		case isCosts(line):
			costs = true
		case costs && !item, rs[s[0]-1] == '。' && !(numbered && item):
			return end
		}
		end = s[1]
	}
	return end
}
