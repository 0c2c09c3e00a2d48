package extract

import (
	"regexp"
	"strings"
)

// readAppearances reads whether the head of each agency (行政机关负责人) came
// to court: 行政诉讼法第三条第三款, 法释〔2020〕3号. A deputy head counts; a text
// that does not tell gives null.
func (p *paper) readAppearances() {
	r := &p.record
	switch r.DocumentType {
	case AdministrativeJudgment, AdministrativeRuling, CompensationJudgment, MediationStatement:
	default:
		return
	}
	var sentences [][2]int
	for _, s := range p.sections(SectionProcedure, SectionFacts, SectionEvidence, SectionDefence, SectionReasoning) {
		sentences = append(sentences, p.sentences(s.from, s.to)...)
	}
	for k, a := range p.actors {
		if a.kind != Agency {
			continue
		}
		ap := Appearance{Agency: a.printed}
		listed := false
		if at := p.headListed(k); at != nil {
			yes := true
			listed = true
			ap.HeadAppeared, ap.Text, ap.Span = &yes, p.text.Raw(at[0], at[1]), p.span(at[0], at[1])
		}
		ap.StaffAppeared = p.staffListed(k)
		for _, s := range sentences {
			came := p.headIn(a, s, &ap)
			if came == nil {
				continue
			}
			if ap.HeadAppeared == nil || !*came && *ap.HeadAppeared && !listed {
				ap.HeadAppeared, ap.Text, ap.Span = came, p.text.Raw(s[0], s[1]), p.span(s[0], s[1])
			} else if *came != *ap.HeadAppeared && listed {
				p.warn("appearance_unclear", "关于行政机关负责人是否出庭，文书前后记载不一致，请人工核对。", s[0], s[1])
			}
		}
		if ap.HeadAppeared != nil && !*ap.HeadAppeared && !p.absenceFound(a.printed) {
			w := Warning{Code: "head_absent", Text: "文书记载行政机关负责人未出庭应诉，但未认定其违反规定，请人工核对是否有正当理由。", Span: ap.Span}
			r.Warnings = append(r.Warnings, w)
		}
		if ap.HeadAppeared == nil {
			if at := p.hearing(sentences, a); at != nil {
				ap.Text, ap.Span = p.text.Raw(at[0], at[1]), p.span(at[0], at[1])
			}
		}
		if ap.Span != nil {
			r.Appearances = append(r.Appearances, ap)
		}
	}
	p.refusals(sentences)
}

var (
	headForm   = regexp.MustCompile(`^(?:(?:法定代表人|主要负责人|负责人)(?:暨|兼|及|并)(?:出庭|应诉)[\p{Han}]{0,6}|出庭(?:应诉)?(?:的)?负责人|应诉负责人|行政机关(?:出庭)?(?:应诉)?负责人|行政负责人|出庭应诉人员)[：，]?[^。；]{1,60}`)
	headTitle  = `(?:出庭(?:应诉)?(?:的)?负责人|应诉负责人|行政机关(?:出庭)?(?:应诉)?负责人|行政负责人|法定代表人|主要负责人|分管负责人|负责人|(?:党委|党组)?(?:副书记|书记|委员|成员)|(?:常务|分管)?副?(?:市|县|区|镇|乡|局|厅|部|处|科|所|队|大队|支队|总队|校|院|司|署|州|旗|关|站)长|副?主任|[一二三四]级(?:调研员|高级警长|巡视员|主任科员)|(?:副)?(?:调研员|巡视员|政委|教导员|总工程师|总规划师))`
	cameForm   = regexp.MustCompile(`^(?:的|之)?(?:[\p{Han}]{0,6})?` + headTitle + `[^，；。]{0,40}`)
	absentForm = regexp.MustCompile(`(?:负责人|法定代表人|(?:市|县|区|镇|乡|局|厅|部)长)[^。；]{0,40}?(?:未(?:能|按规定|按照规定|依法|到庭|出庭|派|亲自)|没有(?:出庭|到庭)|不(?:能)?出庭|无法出庭|均未)`)
	// deputySent is a deputy who came for the head: he counts as one (行政诉讼法第三条,
	// 法释〔2020〕3号第二条).
	deputySent = regexp.MustCompile(`(?:委托|委派|指派|由)(?:该|本)?[\p{Han}]{0,8}?(?:副(?:市|县|区|镇|乡|局|厅|部|处|队|大队|支队|院|校|州|旗|关)长|副主任)[^，。；]{0,8}(?:出庭|到庭|参加)`)
	staffForm  = regexp.MustCompile(`(?:代理人|代理)[^。；]{0,40}?(?:该|本)?[\p{Han}]{0,20}?(?:工作人员|干部|职员|公务员|科员|科长|主任|股长|民警|所长|队员|法制员|副局长|公职律师|处长|副科长|副处长|大队长)`)
	refuseForm = regexp.MustCompile(`(?:被告|上诉人|被上诉人|被申请人)[^。；]{0,60}?(?:经[^。；，]{0,20}传票传唤|经[^。；，]{0,12}合法传唤)[^。；]{0,30}?(?:拒不到庭|无正当理由[^。；]{0,6}(?:未到庭|拒不到庭|不到庭))`)
)

// headListed gives the line of the head (出庭负责人) in the block of the k-th
// party: up to where the next party begins.
func (p *paper) headListed(k int) []int {
	i, j := p.block(k)
	for _, s := range p.sentences(i, j) {
		for at := s[0]; at < s[1]; at++ {
			if at > s[0] && !p.text.LineStart(at) && !p.text.ParaStart(at) && p.text.Runes()[at-1] != '。' {
				continue
			}
			if m := p.match(headForm, at, s[1]); m != nil && m[0] == at {
				if strings.Contains(p.text.Slice(m[0], m[1]), "未出庭") {
					return nil
				}
				return []int{m[0], m[1]}
			}
		}
	}
	return nil
}

func (p *paper) staffListed(k int) *bool {
	i, j := p.block(k)
	for _, s := range p.sentences(i, j) {
		if m := p.match(staffForm, s[0], s[1]); m != nil {
			yes := true
			return &yes
		}
	}
	return nil
}

// block gives the runes behind the k-th party that belong to it.
func (p *paper) block(k int) (int, int) {
	a := p.actors[k]
	end := p.to
	for _, s := range p.sections(SectionParties, SectionHead) {
		if a.j >= s.from && a.j <= s.to {
			end = s.to
		}
	}
	for _, b := range p.actors {
		if b.i > a.j && b.i < end {
			end = b.i
		}
	}
	if end == p.to {
		end = min(p.to, a.j+400)
	}
	return a.j, max(end, a.j)
}

// headIn tells what one sentence says of the head of an agency.
func (p *paper) headIn(a *actor, s [2]int, ap *Appearance) *bool {
	w := p.text.Slice(s[0], s[1])
	if !strings.Contains(w, "出庭") && !strings.Contains(w, "到庭") && !strings.Contains(w, "参加诉讼") && !strings.Contains(w, "参加了诉讼") && !strings.Contains(w, "参加庭审") {
		return nil
	}
	ms := p.mentions(s[0], s[1])
	yes, no := true, false
	for k, m := range ms {
		mine := false
		for _, x := range m.who {
			mine = mine || x == a
		}
		if !mine {
			continue
		}
		end := s[1]
		for _, n := range ms[k+1:] {
			if n.i >= m.j && !sharesActor(n, a) {
				end = n.i
				break
			}
		}
		if strings.Contains(p.text.Slice(max(s[0], m.i-12), m.i), "通知") {
			continue
		}
		rest := p.text.Slice(m.j, end)
		if absent := absentForm.FindString(rest); absent != "" && strings.Index(rest, absent) < 60 && !strings.Contains(absent, "委托代理人") {
			if strings.Contains(rest, "工作人员") {
				if hasAny(rest, "未委派", "未委托相应", "没有委派", "未派工作人员", "亦未委托工作人员", "未委托工作人员") >= 0 {
					ap.StaffAppeared = &no
				} else {
					ap.StaffAppeared = &yes
				}
			}
			if deputySent.MatchString(rest) {
				return &yes
			}
			return &no
		}
		if c := cameForm.FindString(rest); c != "" && !strings.Contains(c, "未") && !strings.Contains(strings.SplitN(c, "委托", 2)[0], "代理人") && namesTitle(c) {
			if hasAny(w, "到庭参加", "出庭参加", "参加诉讼", "参加了诉讼", "出庭应诉", "到庭应诉", "到庭", "参加庭审") >= 0 && hasAny(rest, "书面通知") < 0 {
				return &yes
			}
		}
	}
	return nil
}

// namesTitle reports that a head, and not an agent, is what comes first.
func namesTitle(c string) bool {
	k := strings.Index(c, "委托")
	t := titleOnly.FindStringIndex(c)
	return t != nil && (k < 0 || t[0] < k)
}

var titleOnly = regexp.MustCompile(headTitle)

func sharesActor(m mention, a *actor) bool {
	for _, x := range m.who {
		if x == a {
			return true
		}
	}
	return false
}

func (p *paper) absenceFound(agency string) bool {
	for _, f := range p.record.Errors {
		if f.Code == NoAppearance && has(f.Agencies, agency) {
			return true
		}
	}
	return false
}

// hearing gives the sentence that tells who came for an agency.
func (p *paper) hearing(sentences [][2]int, a *actor) []int {
	for _, s := range sentences {
		w := p.text.Slice(s[0], s[1])
		if hasAny(w, "到庭参加", "出庭参加", "参加诉讼", "参加了诉讼", "出庭应诉", "参加庭审") < 0 {
			continue
		}
		for _, m := range p.mentions(s[0], s[1]) {
			if sharesActor(m, a) {
				return []int{s[0], s[1]}
			}
		}
	}
	return nil
}

// refusals warns of an agency that did not come at all.
func (p *paper) refusals(sentences [][2]int) {
	for _, s := range sentences {
		m := p.match(refuseForm, s[0], s[1])
		if m == nil {
			continue
		}
		for _, x := range p.mentions(m[0], m[1]) {
			for _, a := range x.who {
				if a.kind == Agency && x.i < m[0]+20 {
					p.warn("no_show", "文书记载行政机关经合法传唤未到庭，请人工核对。", s[0], s[1])
					return
				}
			}
		}
	}
}
