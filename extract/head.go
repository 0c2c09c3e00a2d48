package extract

import (
	"regexp"
	"strings"
)

// titleWords are the titles of papers (文书名称), longest first.
const titleWords = `((?:税务|公安|市场监管|人力资源社会保障|驳回行政复议请求|行政复议请求驳回|不予受理行政复议申请|行政复议申请不予受理|行政复议不予受理|驳回行政复议申请|行政复议申请驳回|行政复议驳回申请|行政复议驳回|行政复议终止|终止行政复议|行政复议中止|行政复议申请|行政复议|复议|刑事附带民事|行政附带民事|行政赔偿|国家赔偿|非诉执行审查|非诉行政执行|行政非诉执行审查|行政非诉审查|行政非诉执行|行政|民事|执行|刑事|赔偿)*(?:判决书|裁定书|调解书|决定书|终止通知书|不予受理通知书|驳回申诉通知书|驳回再审申请通知书|释明函|告知书)|(?:执行|应诉|举证|受理案件|协助执行|限期履行)通知书)`

// numberWords are a paper's own number in any of its printed forms.
const numberWords = `((?:[（〔\[【](?:19|20)[\dX×*]{2}[）〕\]】][\p{Han}*×]{0,10}\d{0,4}[\p{Han}*×]{1,12}第?[\d、,，\-－~至*×Xx]{1,24}号?(?:之[一二三四五六七八九十]+|-\d+)?号?)|(?:[\p{Han}（）*×]{2,14}[（〔\[【](?:19|20)\d{2}[）〕\]】](?:[\p{Han}]{1,6})?第?[\d、,，\-*×Xx]{1,12}号))`

var (
	titleForm = regexp.MustCompile(titleWords)
	// organTail is the name of an organ that ends where a title begins.
	organTail = regexp.MustCompile(`(?:[^号\P{Han}]|[*×·Xx]){2,36}(?:法院|政府|委员会|管委会|办公室|人民银行|[局厅部署会关委])$`)
)

// readHead reads the organ (裁判机关), the kind of the paper (文书名称) and its
// number (案号) from the words in front of the parties.
func (p *paper) readHead() {
	end := min(p.to, p.from+1200)
	if k := p.firstParty(p.from, end); k >= 0 {
		end = k
	}
	if m := p.match(headOver, p.from, end); m != nil {
		end = m[0]
	}
	p.body = p.from
	title := p.findTitle(p.from, end)
	if title != nil {
		p.body = title[1]
		p.record.Spans["title"] = p.text.Span(title[0], title[1])
		p.readOrgan(title[0])
	}
	if p.record.Organ == nil {
		p.readLabelledOrgan(end)
	}
	p.readNumber(title, end)
	p.readType(title)
	if p.record.Organ == nil {
		p.readIssuer(end)
	}
}

// readLabelledOrgan takes the organ from the card that a database of papers
// puts in front: 审理法院：某某人民法院.
func (p *paper) readLabelledOrgan(end int) {
	if m := p.match(organLabel, p.from, end); m != nil {
		p.setOrgan(m[2], m[3])
	}
}

// organLabel is a database's label with the organ behind it, which ends with its
// line or where the next label begins. 发文机关 is none: of a decision it names
// the office that put it on the site.
var organLabel = regexp.MustCompile(`(?:审理|审判|受理|裁判|作出|复议|决定)(?:法院|机关|机构)】?[：:]?((?:[^号\P{Han}]|[*×Xx]){2,30}?(?:法院|政府|[员委监]会|办公室|人民银行|[局厅部署关委]))(?:案号|案由|案件|文号|文书|发文|成文|裁判|审判|审理|发布|标题|日期|当事人|[^\p{Han}]|$)`)

// readIssuer takes the government that a site names as 发文机关 of a decision
// whose number is a government's own and begins with a character of its name
// (舒政复决 of 舒兰市人民政府).
func (p *paper) readIssuer(end int) {
	n := p.record.CaseNumber
	if n == nil {
		return
	}
	mark := governmentNumber.FindStringSubmatch(Fold(*n))
	if m := p.match(issuerLabel, p.from, end); m != nil && mark != nil && strings.Contains(p.text.Slice(m[2], m[3]), mark[1]) {
		p.setOrgan(m[2], m[3])
	}
}

var (
	issuerLabel      = regexp.MustCompile(`发文(?:机关|机构|单位)】?[：:]?(\p{Han}{2,20}?人民政府)`)
	governmentNumber = regexp.MustCompile(`^(?:[（〔\[(]\d{4}[）〕\])])?(\p{Han})\p{Han}{0,2}政(?:行)?复`)
)

// headOver are words that no head holds: the body speaks, or a page lists its
// other papers.
var headOver = regexp.MustCompile(`(?:判决|裁定|决定)如下|(?:本院|本机关|本府)(?:认为|经审)|[上下]一[篇条][：:]|相关(?:推荐|链接|文书|阅读)|推荐阅读`)

// firstParty gives where the first party is named at the start of a
// sentence, or -1.
func (p *paper) firstParty(i, j int) int {
	for m := p.roleLead(i, j); m != nil; m = p.roleLead(m[1], j) {
		if p.introduces(m) {
			return m[0]
		}
	}
	return -1
}

// partyAt reports whether a party is named from rune i on, at the start of a
// sentence.
func (p *paper) partyAt(i, j int) bool {
	m := p.match(partyHere, i, j)
	if m != nil {
		p.leaveNumeral(m)
	}
	return m != nil && p.introduces(m)
}

var partyHere = regexp.MustCompile(`^(?:` + partyLead.String() + `)`)

// introduces reports whether a match of partyLead names a party at the start
// of a sentence.
func (p *paper) introduces(m []int) bool {
	if !p.opens(m[0]) && !behindNumber.MatchString(p.text.Slice(max(p.from, m[0]-5), m[0])) {
		return false
	}
	if !p.namesHere(m[1], min(p.to, m[1]+70)) || p.narrates(m[0], min(p.to, m[0]+200)) {
		return false
	}
	colon := m[6] >= 0 && m[7] > m[6]
	k := p.nameStop(m[1], min(p.to, m[1]+70), false)
	return k > m[1] && (colon || plausible(p.text.Slice(m[1], k)) || p.gendered(m[1], k)) && !strings.Contains(p.text.Slice(m[1], k), "的")
}

// behindNumber is what stands in front of the first party where no line does.
var behindNumber = regexp.MustCompile(`(?:号|之[一二三四五六七八九]|当事人|当事人信息|案件描述|审理经过|[^一]案|决定书|判决书|裁定书|调解书)$`)

// findTitle prefers a title behind its organ, then one before a number.
func (p *paper) findTitle(i, j int) []int {
	var best []int
	rank := 0
	for _, m := range p.matchAll(titleForm, i, j) {
		k := 1
		if organTail.MatchString(p.text.Slice(max(i, m[0]-40), m[0])) {
			k += 2
		}
		if n := CaseNumbers(p.text, m[1], min(p.to, m[1]+60)); len(n) > 0 && n[0].I <= m[1]+2 {
			k += 2
		}
		if p.text.LineStart(m[0]) {
			k++
		}
		if n := p.behindOrgan(m[0]); n < m[0] && organTail.MatchString(p.text.Slice(max(i, n-40), n)) {
			if at := organStart(p.text, n, i); at == i || p.text.LineStart(at) && (p.text.LineStart(m[0]) || at < m[0] && p.text.ParaStart(at)) {
				k += 2 // organ, number, title
			}
		}
		if n := p.behindOrgan(m[0]); n < m[0] && m[1] < p.to && (p.text.ParaStart(n) && p.text.ParaStart(m[1]) || p.partyAt(m[1], min(p.to, m[1]+80))) && strings.Contains(p.text.Slice(m[0], m[1]), "复议") {
			k += 2 // 嘉政复〔2022〕119号行政复议决定书 on a line of its own
		}
		if bareTitle.MatchString(p.text.Slice(m[0], m[1])) && k < 3 {
			continue
		}
		if k < 3 && citedTitle.MatchString(p.text.Slice(max(p.from, m[0]-8), m[0])) {
			continue // a paper that the text names by its number
		}
		if k > rank || k == rank && k > 2 {
			best, rank = m, k
		}
	}
	return best
}

// citedTitle stands in front of the title of a paper that a sentence names:
// 作出（2022）……行初5号行政判决书.
var citedTitle = regexp.MustCompile(`号[《“]?$|(?:作出|的|收到|送达|《)[^，。；]{0,4}$`)

// bareTitle is a title without the words that tell its kind.
var bareTitle = regexp.MustCompile(`^(?:判决书|裁定书|调解书|决定书|告知书|执行决定书|(?:执行|应诉|举证|受理案件|协助执行|限期履行)通知书)$`)

// readOrgan takes the organ whose name ends where the title begins, or the
// number that stands in front of the title.
func (p *paper) readOrgan(title int) {
	end := p.behindOrgan(title)
	if k := organStart(p.text, end, p.from); k < end {
		p.setOrgan(k, end)
	}
}

// behindOrgan is where the organ's name ends: at the title, or at the number
// that stands in front of it.
func (p *paper) behindOrgan(title int) int {
	if ns := CaseNumbers(p.text, max(p.from, title-60), title); len(ns) > 0 {
		if n := ns[len(ns)-1]; n.J == title {
			return n.I
		}
	}
	return title
}

// nationalForm is the name of an organ of the whole country.
var nationalForm = regexp.MustCompile(`^(?:中华人民共和国|最高人民法院|最[*×]+法院|国家|国务院|中国)`)

func (p *paper) setOrgan(i, j int) {
	name := p.text.Raw(i, j)
	p.record.Organ = &Organ{Name: name}
	if level := OrganLevel(p.text.Slice(i, j)); level != "" {
		p.record.Organ.Level = &level
	}
	p.record.Spans["organ"] = p.text.Span(i, j)
}

// readNumber takes the first number behind the title, else the first that
// begins a line of the head. Numbers in the text behind belong to other papers.
func (p *paper) readNumber(title []int, end int) {
	if title != nil {
		behind := CaseNumbers(p.text, title[1], min(p.to, title[1]+70))
		if len(behind) > 0 && behind[0].I <= title[1]+6 {
			p.setNumber(behind[0])
			return
		}
	}
	for _, n := range CaseNumbers(p.text, p.from, end) {
		if n.I > p.from && !p.numberStands(n) && !(title != nil && n.J == title[0]) {
			continue
		}
		recon := title != nil && strings.Contains(p.text.Slice(title[0], title[1]), "复议")
		if n.Kind == CourtNumber && !recon || n.Kind == ReconsiderationNumber || recon && n.Kind == ActNumber && (n.I > title[1] && n.I < title[1]+40 || n.J == title[0]) {
			p.setNumber(n)
			return
		}
	}
}

// setNumber keeps the number as printed, a court's in full-width round
// brackets.
func (p *paper) setNumber(n CaseNumber) {
	text := p.text.Raw(n.I, n.J)
	if strings.ContainsAny(text, "OolI") {
		text = p.text.Slice(n.I, n.J) // a scan's letters for digits
	}
	if n.Kind == CourtNumber {
		text = roundBrackets.Replace(text)
	}
	p.record.CaseNumber = &text
	p.number = n
	p.body = max(p.body, n.J)
	p.record.Spans["case_number"] = p.text.Span(n.I, n.J)
}

// numberStands reports a number that stands by itself, on its line or behind
// 案号, as the paper's own does.
func (p *paper) numberStands(n CaseNumber) bool {
	before := p.text.Slice(max(p.from, n.I-12), n.I)
	return p.text.LineStart(n.I) && p.text.LineStart(n.J) || ownNumber.MatchString(before)
}

var ownNumber = regexp.MustCompile(`(?:案号|文号|字号|编号|号)】?[：:]?$|(?:打印|关闭|打印本页|关闭窗口)】?$|来源[：:][\p{Han}]{2,8}$|(?:书|决定)（?$`)

var roundBrackets = strings.NewReplacer("(", "（", ")", "）", "〔", "（", "〕", "）", "[", "（", "]", "）", "［", "（", "］", "）", "【", "（", "】", "）")

// titleTypes tell the kind of a paper from its title, the first that matches.
var titleTypes = []struct {
	form *regexp.Regexp
	kind DocumentType
}{
	{regexp.MustCompile(`复议.*调解书`), ReconsiderationMediation},
	{regexp.MustCompile(`终止.*复议|复议.*终止`), ReconsiderationTermination},
	{regexp.MustCompile(`驳回.*复议请求|复议请求驳回`), ReconsiderationDecision}, // on the merits
	{regexp.MustCompile(`(?:不予受理|驳回).*复议|复议.*(?:不予受理|驳回)`), ReconsiderationRejection},
	{regexp.MustCompile(`复议.*决定书`), ReconsiderationDecision},
	{regexp.MustCompile(`刑事`), Other},
	{regexp.MustCompile(`(?:行政|国家)?赔偿判决书`), CompensationJudgment},
	{regexp.MustCompile(`行政.*判决书`), AdministrativeJudgment},
	{regexp.MustCompile(`(?:行政|非诉).*裁定书|赔偿裁定书`), AdministrativeRuling},
	{regexp.MustCompile(`(?:行政|赔偿).*调解书`), MediationStatement},
	{regexp.MustCompile(`民事判决书`), CivilJudgment},
	{regexp.MustCompile(`民事裁定书`), CivilRuling},
}

// readType tells the kind of the paper (文书种类): the title first; where it is
// damaged or says no more than 判决书, the number and the words of the decision.
func (p *paper) readType(title []int) {
	words := ""
	if p.encloses(title) {
		return
	}
	if title != nil {
		words = p.text.Slice(title[0], title[1])
		for _, t := range titleTypes {
			if t.form.MatchString(words) {
				p.record.DocumentType = t.kind
				return
			}
		}
		if stepForm.MatchString(words) {
			return // a step of the proceedings, it decides nothing
		}
		if letterForm.MatchString(words) {
			p.letter = courtVoice.MatchString(p.text.Slice(p.from, p.to))
			return
		}
		if strings.Contains(words, "刑事") {
			return
		}
	}
	all := p.text.Slice(p.from, p.to)
	if words == "" && !ownVoice.MatchString(all) && !p.namesCourt() {
		return
	}
	judgment := strings.HasSuffix(words, "判决书") || words == "" && judgedForm.MatchString(all)
	ruling := strings.HasSuffix(words, "裁定书") || words == "" && !judgment && ruledForm.MatchString(all)
	area := p.number.Area()
	if area == "" && (judgment || ruling) {
		if strings.Contains(all, "行政诉讼法") || strings.Contains(all, "行政强制法") {
			area = Administrative
		} else if strings.Contains(all, "民事诉讼法") {
			area = Civil
		}
	}
	if area == ExecutionArea && (strings.Contains(all, "行审") || strings.Contains(all, "行政处罚") || strings.Contains(all, "行政决定") || strings.Contains(all, "行政强制法")) {
		area = Administrative
	}
	switch {
	case p.number.Kind == ReconsiderationNumber && decidedForm.MatchString(all):
		p.record.DocumentType = ReconsiderationDecision
		if rejectedForm.MatchString(all) {
			p.record.DocumentType = ReconsiderationRejection
		}
	case words == "" && p.number.Kind != CourtNumber && reconsideredForm.MatchString(all):
		p.record.DocumentType = ReconsiderationDecision
		if rejectedForm.MatchString(all) {
			p.record.DocumentType = ReconsiderationRejection
		}
	case area == Administrative && judgment && p.number.Compensation():
		p.record.DocumentType = CompensationJudgment
	case area == Administrative && judgment:
		p.record.DocumentType = AdministrativeJudgment
	case area == Administrative && ruling:
		p.record.DocumentType = AdministrativeRuling
	case area == Civil && judgment:
		p.record.DocumentType = CivilJudgment
	case area == Civil && ruling:
		p.record.DocumentType = CivilRuling
	}
}

var (
	// ownVoice is a deciding body that speaks of itself.
	ownVoice         = regexp.MustCompile(bodyWords + `(?:依法|经|公开|开庭|书面|合议庭|评议|审理|审查|复议|再审|二审|一审|后|[，,])*(?:认为|决定|裁定|判决|受理|收到|提起)`)
	courtVoice       = regexp.MustCompile(`本院|我院`)
	letterForm       = regexp.MustCompile(`(?:函|通知书|告知书)$`)
	stepForm         = regexp.MustCompile(`^(?:执行|应诉|举证|受理案件|协助执行|限期履行)通知书$`)
	judgedForm       = regexp.MustCompile(`(?:作出|如下|遂|，|之规定|的规定)(?:如下)?判决|判决如下|判决书|本判决为`)
	ruledForm        = regexp.MustCompile(`裁定如下|如下裁定|规定，裁定|裁定书|本裁定`)
	decidedForm      = regexp.MustCompile(`决定|行政复议`)
	reconsideredForm = regexp.MustCompile(`(?:本机关|本府|本厅|本局)[^。]{0,20}(?:收到|受理|认为|决定)[\s\S]*复议|复议[\s\S]*(?:本机关|本府|本厅|本局)[^。]{0,20}(?:收到|受理|认为|决定)`)
	rejectedForm     = regexp.MustCompile(`决定(?:：|，)?(?:不予受理|驳回[^。]{0,30}行政复议申请)`)
)

// readSigner takes the organ from the signature (落款) where the title has none.
func (p *paper) readSigner() {
	if p.record.Organ != nil || p.told {
		return
	}
	for _, s := range p.sections(SectionSignature, SectionNotice) {
		for _, m := range p.matchAll(signerForm, s.from, s.to) {
			k := organStart(p.text, m[3], m[2])
			if court := strings.HasSuffix(p.text.Slice(m[2], m[3]), "法院"); court == p.reconsiders() || !(p.opens(k) || p.text.LineStart(k)) {
				continue
			}
			p.setOrgan(k, m[3])
			return
		}
	}
}

// signerForm is an organ right in front of the date of the signature.
var signerForm = regexp.MustCompile(`([\p{Han}*×Xx]{2,30}(?:政府|法院|[局厅部署委]|[员委监]会|办公室|海关|人民银行))(?:（[^）]{1,8}）)?(?:[一二〇○零\dOo]{4})年[\d一二三四五六七八九十元]{1,3}月[\d一二三四五六七八九十]{1,3}日`)

// readDate reads the day of the decision (裁判日期): the last date of the
// signature; else one in the announcement, the disposition or the head.
// The dates that a web page adds (发布时间) are none.
func (p *paper) readDate() {
	if p.told {
		return
	}
	for _, kind := range []string{SectionSignature, SectionNotice, SectionCosts, SectionDisposition, SectionBasis} {
		parts := p.sections(kind)
		for k := len(parts) - 1; k >= 0; k-- {
			ds := Dates(p.text, parts[k].from, parts[k].to)
			for _, printed := range []bool{true, false} { // 2022-01-01 is a web page's way
				for d := len(ds) - 1; d >= 0; d-- {
					if p.inWords(ds[d]) == printed && p.signs(ds[d], kind) {
						p.setDate(ds[d])
						return
					}
				}
			}
		}
	}
	if m := p.match(decidedLabel, p.from, p.body); m != nil && p.record.DecidedOn == nil {
		// the card of a database, where the page with the signature is lost
		if ds := Dates(p.text, m[1], min(p.to, m[1]+14)); len(ds) > 0 && ds[0].I <= m[1]+1 {
			p.setDate(ds[0])
			return
		}
	}
}

// inWords reports a date with 年 and 月, as papers print theirs.
func (p *paper) inWords(d DateHit) bool { return strings.Contains(p.text.Slice(d.I, d.J), "年") }

var decidedLabel = regexp.MustCompile(`(?:裁判|判决|裁定)(?:日期|时间)】?[：:]?`)

// signs reports whether a date can be the date of the decision where it
// stands: alone in the signature, and not that of another act elsewhere.
func (p *paper) signs(d DateHit, kind string) bool {
	before := p.text.Slice(max(p.from, d.I-12), d.I)
	if publishedForm.MatchString(before) {
		return false
	}
	switch kind {
	case SectionSignature:
		return !strings.HasSuffix(before, "至") && !strings.HasSuffix(before, "自")
	case SectionNotice, SectionCosts, SectionDisposition:
		after := p.text.Slice(d.J, min(p.to, d.J+3))
		if kind == SectionDisposition && !(p.text.LineStart(d.I) || strings.HasSuffix(before, "裁判日期") || p.endsPaper(d)) {
			return false
		}
		return strings.HasSuffix(before, "裁判日期") || p.opens(d.I) && (after == "" || !strings.ContainsAny(after, "，前起内作向")) || p.text.LineStart(d.I) && (after == "" || p.text.LineStart(d.J))
	case SectionBasis:
		return strings.HasPrefix(p.text.Slice(d.J, min(p.to, d.J+12)), "判决") || strings.HasPrefix(p.text.Slice(d.J, min(p.to, d.J+12)), "裁定") || strings.HasPrefix(p.text.Slice(d.J, min(p.to, d.J+12)), "作出")
	}
	return false
}

// endsPaper reports a date that opens the last sentence of the paper, as the
// signature does where no line parts it from the disposition.
func (p *paper) endsPaper(d DateHit) bool {
	rs := p.text.Runes()
	if d.I == p.from || rs[d.I-1] != '。' || d.J < p.to && strings.ContainsRune("，、前起内作向的至之以", rs[d.J]) {
		return false
	}
	for k := d.J; k < p.to; k++ {
		if rs[k] == '。' {
			return false
		}
	}
	return true
}

var publishedForm = regexp.MustCompile(`(?:发布|公布|发表|上传|更新|公开|来源|浏览)[^。]{0,6}$`)

func (p *paper) setDate(d DateHit) {
	iso := d.ISO()
	p.record.DecidedOn = &iso
	p.record.Spans["decided_on"] = p.text.Span(d.I, d.J)
}

// readFinality tells whether the paper is effective (生效): true, or not told.
// Second instance, retrial under its procedure, 准许撤诉 and decisions of
// reconsideration are; others where the paper says so (judgments.md).
func (p *paper) readFinality() {
	if p.told && p.unread() {
		return
	}
	yes := true
	in := Instance("")
	if p.record.Instance != nil {
		in = *p.record.Instance
	}
	if p.record.DocumentType == Other {
		return
	}
	all := p.text.Slice(p.from, p.to)
	tail := p.text.Slice(max(p.formula, p.from), p.to)
	switch {
	case saysEffective(tail), printedEffective.MatchString(tail), strings.Contains(tail, "一审终审"), p.told && (toldEffective.MatchString(all) || len(p.standingStages()) > 1):
		p.record.Final = &yes
	case in == Second, in == Reconsideration:
		p.record.Final = &yes
	case in == Retrial:
		n := p.number.Case
		if strings.Contains(n, "提") || strings.Contains(all, "终审判决") || !strings.Contains(tail, "上诉于") && !strings.HasSuffix(n, "再初") {
			p.record.Final = &yes
		}
	case in == First && len(p.record.Dispositions) > 0 && p.only(Withdraw):
		p.record.Final = &yes
	}
}

var (
	effectiveForm = regexp.MustCompile(`(?:本|此)(?:判决|裁定|决定)(?:书)?(?:为终审|系终审|是终审|(?:一经|自)?(?:送达|作出|宣告)?(?:之日起|后)?，?(?:即|立即)?(?:发生(?:法律)?效力|生效))`)
	toldEffective = regexp.MustCompile(`(?:判决|裁定)(?:现)?已(?:经)?(?:发生法律效力|生效)|未(?:提起|提出)?上诉|法院生效(?:裁判|判决|裁定)|服判息诉`)
	// printedEffective is what a gazette prints behind a judgment.
	printedEffective = regexp.MustCompile(`宣判后[^。]{0,30}未(?:提起|提出)?上诉[^。]{0,20}已(?:经)?(?:发生法律效力|生效)`)
	// A period that begins with the effect (于本判决生效之日起三十日内赔偿) says nothing
	// about whether the paper is effective.
	periodBegins = regexp.MustCompile(`^(?:之日|之次日|之后|后|以后|之前|前|的)`)
)

func saysEffective(tail string) bool {
	for _, m := range effectiveForm.FindAllStringIndex(tail, -1) {
		if !periodBegins.MatchString(tail[m[1]:]) {
			return true
		}
	}
	return false
}
