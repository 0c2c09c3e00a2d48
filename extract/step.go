package extract

import (
	"regexp"
	"strings"
)

// readSteps reads the days of these proceedings (审理经过): when the case was
// brought to the deciding body, received, accepted and heard. Days of the
// proceedings below, and steps that the paper dates by no full day, are left
// out.
func (p *paper) readSteps() {
	if p.told || p.letter {
		return
	}
	for _, s := range p.sections(SectionHead, SectionParties, SectionProcedure) {
		p.stepsIn(s)
	}
	if len(p.record.Steps) > 0 {
		return
	}
	// A paper that tells how it came here behind the account of the courts
	// below: ……某某不服，向本院提起上诉。本院于……立案.
	for _, s := range p.sections(SectionPrior, SectionFacts) {
		p.stepsIn(s)
	}
}

const stepBody = `(?:本院|我院|本机关|本府|本厅|本局|本委|本部|本署|本会|本关|本海关|我府|我局|本政府)`

var (
	// broughtForm follows the day on which the case was brought here.
	broughtForm = regexp.MustCompile(`^(?:以[^。；，]{0,60}为由，?|就[^。；，]{0,30}，?|因[^。；，]{0,40}，|对[^。；，]{0,60}不服，|不服[^。；，]{0,60}，|书面|依法|通过[^。；，]{0,16}|委托[^。；，]{0,16}|具状)*(?:向` + stepBody + `[^。；，]{0,10}?(?:起诉|提起|提出|递交|提交|申请|上诉|申诉)|诉至本院|起诉至本院|上诉至本院|诉来本院)`)
	// appliedForm is the day of an application for reconsideration whose
	// organ need not be named.
	appliedForm = regexp.MustCompile(`^(?:申请|提起)行政复议`)
	// otherRequest is put to the deciding body in the course of the case.
	otherRequest = regexp.MustCompile(`^[^。；，]{0,24}(?:撤回|撤诉|延期|鉴定|证据|答辩|答复|中止|回避|管辖|调取|追加|保全|异议|意见|说明|放弃|变更|补充|增加)`)
	// broughtAfter is the same behind a comma and the one who sues.
	broughtAfter = regexp.MustCompile(`^，(?:原告|申请人|上诉人|再审申请人|起诉人|公益诉讼起诉人|申请执行人)[\p{Han}某×*]{0,24}?(?:以[^。；，]{0,60}为由，|因[^。；，]{0,40}，|对[^。；，]{0,60}不服，|不服[^。；，]{0,60}，)?向` + stepBody + `[^。；，]{0,10}?(?:起诉|提起|提出|递交|提交|申请|上诉|申诉)`)
	// receivedAfter is the receipt behind a comma and the one who receives.
	receivedAfter = regexp.MustCompile(`^，` + stepBody + `收到[^。；，]{0,40}?(?:起诉|申请|材料|诉状|移送)`)
	// sameYear is the acceptance on a later day of the year that the clause
	// before names: 于2024年1月16日……，本关于1月22日受理.
	sameYear     = regexp.MustCompile(`，` + stepBody + `于((?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号])(?:依法|决定|予以)*(?:登记立案|立案受理|立案|受理)`)
	receivedForm = regexp.MustCompile(`^收到[^。；，]{0,40}?(?:起诉|申请|材料|诉状|上诉状|移送|卷宗)`)
	acceptedForm = regexp.MustCompile(`^(?:依法|决定|予以|正式|登记|审查|经审查|同意|对(?:该|本)案|对其)*(?:登记立案|立案受理|受理立案|立案|受理)`)
	heardForm    = regexp.MustCompile(`^(?:[上下]午|在[^。；，]{0,30}|依法|适用[^。；，]{0,12}程序|由[^。；，]{0,30}|两次|三次|分别|组织[^。；，]{0,16}|对本案|通过[^。；，]{0,20}|以[^。；，]{0,16}方式|召开|举行|，(?:依法|适用|公开|不公开|在|对))*(?:(?:公开|不公开)(?:开庭|审理|听证)|开庭|听证)`)
	// moreDays are further days of one year that share the verb: 、6月3日, 和8日.
	moreDays = regexp.MustCompile(`^(?:[、和及与]|以及|，)(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]`)
	// sameDay is a step of the day that the sentence named last.
	sameDay = regexp.MustCompile(`(?:于|在)?(同日|当日|当天|同一日)(?:依法|决定|予以|正式|即)*(?:登记立案|立案受理|立案|受理)`)
	// byBody ends in the deciding body as the one who acts.
	byBody = regexp.MustCompile(stepBody + `(?:经审查|依法|已经?|审查后|现|则|并|遂)*[，]?(?:于|在|自)?$`)
	// byNobody leaves the one who acts to the clause before.
	byNobody = regexp.MustCompile(`(?:^|[，。；])(?:并|后|遂|经审查|依法)*(?:于|在)?$`)
)

func (p *paper) stepsIn(s part) {
	for _, x := range p.sentences(s.from, s.to) {
		days := Dates(p.text, x[0], x[1])
		for k, d := range days {
			stop := x[1]
			if k+1 < len(days) {
				stop = days[k+1].I
			}
			list := []DateHit{d}
			tail := d.J
			for m := p.match(moreDays, tail, stop); m != nil; m = p.match(moreDays, tail, stop) {
				next, ok := monthDay(p.text.Runes(), m[2], DateHit{Year: list[len(list)-1].Year, I: m[2], Relative: true})
				if !ok {
					break
				}
				list = append(list, next)
				tail = next.J
			}
			p.stepOn(x[0], list, tail, stop)
			if m := p.match(sameDay, tail, stop); m != nil && (broughtForm.MatchString(p.text.Slice(tail, stop)) || receivedForm.MatchString(p.text.Slice(tail, stop))) {
				d.I, d.J = m[2], m[3]
				p.addStep(Accepted, d, m[1])
			}
		}
	}
}

// stepOn reads the step that was taken on days that end at rune tail.
func (p *paper) stepOn(from int, days []DateHit, tail, stop int) {
	d := days[0]
	after := p.text.Slice(tail, stop)
	before := p.text.Slice(from, d.I)
	add := func(kind StepKind, length int) {
		j := p.text.FromByte(p.text.Byte(tail) + length)
		for _, day := range days {
			p.addStep(kind, day, j)
		}
	}
	m := broughtForm.FindStringIndex(after)
	if m == nil {
		m = broughtAfter.FindStringIndex(after)
	}
	if m == nil && p.reconsiders() {
		m = appliedForm.FindStringIndex(after)
	}
	if m != nil {
		if !otherRequest.MatchString(after[m[1]:]) {
			add(Filed, m[1])
			if m := p.match(sameYear, tail, stop); m != nil {
				if next, ok := monthDay(p.text.Runes(), m[2], DateHit{Year: d.Year, I: m[2], Relative: true}); ok && next.ISO() >= d.ISO() {
					p.addStep(Accepted, next, m[1])
				}
			}
		}
		return
	}
	if m := receivedAfter.FindStringIndex(after); m != nil {
		add(Received, m[1])
		return
	}
	ours := byBody.MatchString(before) || p.ownNamed(before) || byNobody.MatchString(before) && (byUs.MatchString(before) || p.actsHere(from, d.I))
	if !ours {
		return
	}
	if m := receivedForm.FindStringIndex(after); m != nil {
		add(Received, m[1])
		return
	}
	if m := acceptedForm.FindStringIndex(after); m != nil {
		add(Accepted, m[1])
		return
	}
	if m := heardForm.FindStringIndex(after); m != nil {
		add(Heard, m[1])
	}
}

// byUs names the deciding body in the sentence.
var byUs = regexp.MustCompile(stepBody)

// ownNamed reports a sentence whose one who acts is the deciding body by its
// name.
func (p *paper) ownNamed(before string) bool {
	if p.record.Organ == nil {
		return false
	}
	before = strings.TrimSuffix(strings.TrimSuffix(before, "于"), "在")
	return strings.HasSuffix(before, p.record.Organ.Name)
}

// actsHere reports a sentence without one who acts that follows one of which
// the deciding body was the actor: 本院受理后，……。于2020年……开庭.
func (p *paper) actsHere(from, at int) bool {
	if strings.TrimSuffix(strings.TrimSuffix(p.text.Slice(from, at), "于"), "在") != "" {
		return false
	}
	before := p.text.Slice(max(p.from, from-80), from)
	if k := strings.LastIndexAny(strings.TrimRight(before, "。；"), "。；"); k >= 0 {
		before = before[k:]
	}
	return byUs.MatchString(before)
}

func (p *paper) addStep(kind StepKind, d DateHit, j int) {
	for _, s := range p.record.Steps {
		if s.Kind == kind && s.On == d.ISO() {
			return
		}
	}
	p.record.Steps = append(p.record.Steps, Step{Kind: kind, On: d.ISO(), Text: p.text.Raw(d.I, j), Span: p.span(d.I, j)})
}
