package extract

import (
	"regexp"
	"strings"
)

// agencyEnds end the names of agencies where a sentence names one whose act is
// disputed.
const agencyEnds = `(?:人民政府|政府|分局|[局厅署]|管理委员会|管委会|委员会|街道办事处|办事处|大队|支队|派出所|海关)`

var (
	// disputed names the agency whose act is disputed: 不服某县公安局作出的……, in
	// the title of the paper or in the sentence that opens the procedure.
	disputed = regexp.MustCompile(`(?:不服|因诉)([\p{Han}*×]{2,30}?` + agencyEnds + `)(?:于|在|作出|做出|所作|的|治安|行政|强制|工伤|土地|房屋|规划|交通|环境|不予|不履行|\d)`)
	// titledPair are both parties in the title that a page gives a case: 甲与乙非诉执
	// 行审查裁定书.
	titledPair = regexp.MustCompile(`([\p{Han}*×]{2,40}?)(?:等\d*人)?(?:与|诉)([\p{Han}*×]{2,40}?(?:公司|厂|店|合作社|医院|学校|村委会|村民委员会|` + agencyEnds + `))[\p{Han}、]{2,30}?(?:判决书|裁定书|调解书|一案)`)
	// pageWords stand in front of such a title.
	pageWords = regexp.MustCompile(`^(?:裁判文书详情|当前位置|首页|全文|正文|标题)*`)
)

// readDisputed takes the agency whose act is disputed for the respondent where
// the paper names no agency among the parties: it has no other place to name it.
func (p *paper) readDisputed() {
	if p.civil() || p.record.DocumentType == Other || p.record.DocumentType == ReconsiderationRejection || len(p.agencies()) > 0 {
		return
	}
	for _, a := range p.actors {
		if strings.Contains(a.role+a.original, "起诉人") {
			return // 不予立案: before a suit is taken up nobody is sued
		}
	}
	to := p.to
	if p.formula >= 0 {
		to = p.formula
	}
	to = min(to, p.from+900)
	for _, s := range p.sections(SectionClaim, SectionFacts, SectionPrior, SectionReasoning) {
		to = min(to, max(s.from, p.from))
	}
	m := p.match(disputed, p.from, to)
	if m == nil || kindByEnd(p.text.Slice(m[2], m[3])) != Agency || !p.opensCase(m[0], to) {
		return
	}
	role := "被告"
	if p.reconsiders() {
		role = "被申请人"
	}
	p.addActor(role, "", m[2], m[3], false)
	p.warn("party_unlisted", "当事人部分未能读出行政机关，据文书所载被诉行为的作出机关，将“"+p.text.Raw(m[2], m[3])+"”列为"+role+"，请人工核对。", m[2], m[3])
}

// opensCase reports a sentence that tells how the case came, or a title.
func (p *paper) opensCase(i, to int) bool {
	return i < p.body || caseCame.MatchString(p.text.Slice(i, p.fullStop(i, min(to, i+200))))
}

var caseCame = regexp.MustCompile(`提起(?:行政)?诉讼|起诉|行政复议|一案|向本院|向本机关`)

// readTitledPair adds the party that the title of the page alone names: a
// database masks it, and the text calls it by its role.
func (p *paper) readTitledPair() {
	if len(p.actors) != 1 || p.record.DocumentType == Other {
		return
	}
	m := p.match(titledPair, p.from, min(p.to, p.from+120))
	if m == nil {
		return
	}
	if w := p.match(pageWords, m[2], m[3]); w != nil {
		m[2] = w[1]
	}
	if m[2] > p.from && !p.text.LineStart(m[2]) && p.match(pageWords, p.from, m[2]) == nil {
		return
	}
	for k, side := range [][2]int{{m[2], m[3]}, {m[4], m[5]}} {
		name := p.text.Slice(side[0], side[1])
		if a := p.called(name); a != nil {
			if a.role == "" {
				a.role = p.freeRole(k == 1)
			}
			continue
		}
		if kindByEnd(bareName(name)) == "" && !firmEnd.MatchString(name) && !looksPersonal(name) {
			continue
		}
		if role := p.freeRole(k == 1); role != "" {
			p.addActor(role, "", side[0], side[1], false)
		}
	}
}

// called gives the party that a name is of, whole or with characters masked.
func (p *paper) called(name string) *actor {
	for _, a := range p.actors {
		if sameMasked(a.name, name) || contains(a.names, name) || strings.Contains(a.name, name) || strings.Contains(name, a.name) {
			return a
		}
	}
	return nil
}

// freeRole is the role that the text speaks of and no party read has: of one
// who answers, or of one who asks.
func (p *paper) freeRole(answers bool) string {
	roles := []string{"原告", "申请执行人", "申请人", "上诉人"}
	if answers {
		roles = []string{"被告", "被执行人", "被申请人", "被上诉人"}
	}
	for _, r := range roles {
		if p.text.Index(r, p.body, p.to) < 0 {
			continue
		}
		for _, a := range p.actors {
			if strings.HasSuffix(roleBase(a.role), r) && strings.HasPrefix(roleBase(a.role), "被") == answers {
				return ""
			}
		}
		return r
	}
	return ""
}
