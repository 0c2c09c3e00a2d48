package extract

import (
	"regexp"
	"strings"
)

// addToldActs adds the act of a paper whose procedure and decision name none:
// what an earlier judgment found unlawful, in a case of compensation; what the
// reasoning calls the act under dispute, or the duty that it finds unfulfilled;
// what one asks for who was not let to sue.
func (p *paper) addToldActs() {
	if p.told || p.letter || len(p.record.ChallengedActs) > 0 || p.number.Area() != Administrative {
		return
	}
	if p.record.DocumentType == CompensationJudgment || p.number.Compensation() {
		p.addRuledUnlawful()
	}
	sued := p.sued()
	if len(p.record.ChallengedActs) == 0 && len(sued) == 1 {
		p.addDisputed(sued)
	}
	if len(p.record.ChallengedActs) == 0 && len(p.agencies()) == 0 {
		p.addAsked()
	}
}

// ruledUnlawful tells what an earlier judgment did to the act for which damages
// are asked: ……号行政判决，确认被告……强制拆除……的行为违法.
var ruledUnlawful = regexp.MustCompile(`(?:判决|裁定|决定)(?:书)?(?:[：，]|，?依法)*(?:确认([^。；]{4,90}?(?:行为|决定书?|通知书?|拆除|措施|登记|公告))(?:程序)?(?:违法|无效)|撤销([^，。；]{4,90}?(?:行为|决定书?|通知书?|登记|公告)))`)

// addRuledUnlawful adds the act that an earlier judgment found unlawful and
// whose maker is a party.
func (p *paper) addRuledUnlawful() {
	for _, kind := range []string{SectionFacts, SectionReasoning, SectionProcedure, SectionClaim} {
		for _, s := range p.sections(kind) {
			for _, m := range p.matchAll(ruledUnlawful, s.from, s.to) {
				i, j := m[2], m[3]
				if i < 0 {
					i, j = m[4], m[5]
				}
				if makers, at := p.makers(i, j, nil); len(makers) > 0 && !p.inQuotes(i, s.from) {
					p.fillActs(at, j, makers)
					return
				}
			}
		}
	}
}

// disputedAct is what the deciding body calls the act: 被诉限期拆除决定.
var disputedAct = regexp.MustCompile(`(?:被诉|涉诉|诉争)(?:的)?([\p{Han}]{2,20}?(?:决定书?|通知书?|答复|告知书?|认定书?|批复|许可证|登记|公告))`)

// owedDuty is a duty that the deciding body finds unfulfilled.
var owedDuty = regexp.MustCompile(`(?:不|未|拖延|怠于)(?:依法|按期|及时|全面|正确)?(?:履行|给付)[^，。；“”]{0,30}?(?:职责|义务)`)

// addDisputed adds the act of the one agency that was sued, as the reasoning
// calls it.
func (p *paper) addDisputed(sued []*actor) {
	for _, form := range []*regexp.Regexp{disputedAct, owedDuty} {
		for _, s := range p.sections(SectionReasoning) {
			for _, x := range p.sentences(s.from, s.to) {
				m := p.match(form, x[0], x[1])
				if m == nil || form == owedDuty && (!p.burdensOmission() || wishedDuty.MatchString(p.text.Slice(x[0], m[0]))) {
					continue
				}
				p.fillActs(m[0], m[1], sued)
				return
			}
		}
	}
}

// wishedDuty stands in front of a duty that somebody only speaks of.
var wishedDuty = regexp.MustCompile(`主张|认为被|是否|如果|规定`)

// burdensOmission reports a decision that orders what was left undone.
func (p *paper) burdensOmission() bool { return len(p.burdened()) > 0 || p.has(ConfirmIllegal) }

// askedAct is the act that one asks to have annulled who was not let to sue.
var askedAct = regexp.MustCompile(`^(?:依法|判决|判令|一并)*(?:确认|撤销)([^，。；]{4,90}?(?:行为|决定书?》?|通知书?》?|答复书?》?|告知书?》?|批复》?|公告》?|登记|许可证?|处罚|拆除|意见书?》?))(?:违法|无效)?$`)

// namedMaker is an agency at the head of what one asks for.
var namedMaker = regexp.MustCompile(`^([\p{Han}*×]{2,30}?(?:人民政府|委员会|管委会|办事处|支队|大队|[局厅署委]))(?:[于对在]|作出|做出|的|[^，。；分支大]{2})`)

// addAsked adds the act that a claim names with its maker, who is no party:
// the suit was not accepted.
func (p *paper) addAsked() {
	for _, c := range p.record.Claims {
		if c.Span == nil {
			continue
		}
		i, j := p.text.FromSource(c.Span.Start), p.text.FromSource(c.Span.End)
		m := p.match(askedAct, i, j)
		if m == nil {
			continue
		}
		if k := p.match(namedMaker, m[2], m[3]); k != nil {
			p.fillActs(m[2], m[3], []*actor{{name: p.text.Slice(k[2], k[3]), printed: p.text.Raw(k[2], k[3])}})
			return
		}
	}
}

// actBefore gives the act that stands in front of what a court does with it:
// 某局申请执行的某号处罚决定，本院准予强制执行. It gives an empty range where the
// words in front name none.
func (p *paper) actBefore(from, to int) (i, j int) {
	for to > from && strings.ContainsRune("，：、", p.text.Runes()[to-1]) {
		to--
	}
	m := p.match(objectBefore, from, to)
	if m == nil {
		return from, from
	}
	return m[2], m[3]
}

// objectBefore is an act that ends where a clause goes on to what becomes of it.
var objectBefore = regexp.MustCompile(`(?:^.*申请(?:强制)?执行的?|^对|，对)(?:申请执行人|申请人)?([^，。；]{4,90}(?:决定书?》?|通知书?》?|裁决书?》?|处罚|义务))$`)
