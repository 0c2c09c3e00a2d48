package extract

import (
	"regexp"
	"strings"
)

// readClaims quotes what those who brought the case ask for (诉讼请求, 上诉请求,
// 复议请求): the words behind 请求, each passage once. What a respondent asks
// for, what was asked of the agency before the suit, and the bare wish to be
// given right are none.
func (p *paper) readClaims() {
	own := p.record.Instance
	first, second := First, Second
	for _, s := range p.parts {
		switch s.kind {
		case SectionClaim:
			in := own
			if p.above() && !p.reconsiders() {
				in = &first
			}
			p.claimsIn(s, in, false)
		case SectionAppeal:
			in := own
			if p.looksBack() {
				if m := p.match(appealTold, s.from, min(s.to, s.from+60)); m != nil {
					in = &second
				}
			}
			p.claimsIn(s, in, false)
		case SectionProcedure, SectionParties: // a text without lines goes on in the parties' breath
			p.claimsIn(s, own, true)
		case SectionPrior:
			p.claimsIn(s, &first, true)
		}
	}
}

var (
	// claimLabel announces requests: 诉讼请求：, 申请人请求：, 上诉请求是：.
	claimLabel = regexp.MustCompile(`(?:(?:复议|诉讼|上诉|再审|申诉|起诉|申请再审|赔偿)(?:的)?请求|请求事项|请求)(?:事项)?(?:为|是|如下|有|包括)*：(?:请求)?`)
	// claimVerb asks a court or an organ of reconsideration to do something.
	claimVerb = regexp.MustCompile(`(?:请求|恳请|诉请|特请|(要求))(?:(?:贵院|本院|该院|贵机关|本机关|复议机关|(?:[一二再]审|上级|最高|高级|中级|人民)*法院)[，]?)?((?:依法|直接|予以|一并|同时|对本案|在本案中)*(?:判决|判令|裁定|裁决|判|决定|撤销|撤回|确认|责令|变更|改判|改为|驳回|维持|发回|指令|再审|提审|赔偿|补偿|支付|给付|公开|履行|补发|返还|退还|解除|继续|重新|恢复|认定|准予|准许|强制|追究|审查|支持|作出|办理|颁发|停止|拆除|归还|查处|附带|由被|令被))`)
	// demandVerb is what only a court or an organ of reconsideration can be
	// asked for: 要求 alone asks an agency as well.
	demandVerb = regexp.MustCompile(`^(?:依法|直接|一并|同时)*(?:判|裁|撤销|确认|责令|变更)`)
	// claimLead may stand between the last mark and the verb.
	claimLead = regexp.MustCompile(`^(?:综上(?:所述)?|据此|为此|因此|故而?|现|特|遂|并|亦|也|同时|一并|依法|原告|再审申请人|申请人|上诉人|公益诉讼起诉人|起诉人|申诉人|赔偿请求人|检察机关|其|[二三四五六七八九十各两]人|诉至[^，]{0,14}|向[^，]{0,20}(?:起诉|提起(?:行政|赔偿|本案)*诉讼|上诉|申请再审|提起上诉|申请(?:行政)?复议)|起诉|提起(?:行政|赔偿|本案)*诉讼|提起上诉|申请再审)*$`)
	// emptyClaim asks for nothing of its own: 请求支持其诉讼请求.
	emptyClaim = regexp.MustCompile(`^(?:依法|判决|判令|予以)*支持(?:其|原告|上诉人|申请人|我方)?(?:的)?(?:全部|上述|一审|合法|各项)*(?:的)?(?:诉讼|上诉|复议|再审)?(?:请求|主张|诉求)。?$`)
	suedForm   = regexp.MustCompile(`起诉|诉至|诉称|诉请|提起(?:行政|民事|赔偿|本案|行政赔偿)*诉讼|诉讼请求|提起上诉|申请再审|申请(?:行政)?复议`)
	repliedTo  = regexp.MustCompile(`辩称|答辩|答复称|述称|抗辩`)
	appealTold = regexp.MustCompile(`^[^。：]{0,80}(?:提起上诉|不服[^。：]{0,20}上诉|上诉称|上诉请求)`)
	factsTold  = regexp.MustCompile(`[，；]?(?:主要)?(?:事实(?:和|与|及|、)?(?:主要)?理由|理由)(?:是|为|如下)?：`)
	nextItem   = regexp.MustCompile(`^(?:（[二三四五六七八九十]{1,3}）|[二三四五六七八九十]{1,3}、|(?:[2-9]|1\d)[、.．]|（(?:[2-9]|1\d)）|第[二三四五六七八九十]{1,3}项?[：，、])`)
)

// claimsIn reads the requests of one section. Where suing is set, only those
// in a sentence that tells of a suit.
func (p *paper) claimsIn(s part, in *Instance, suing bool) {
	if suing && s.kind != SectionPrior && !p.above() {
		for _, m := range p.matchAll(claimStory, s.from, s.to) {
			if !p.storyAsker(s.from, m[0], m[2]) {
				continue
			}
			p.claimAt(s, m[0], m[2], m[3], in)
		}
	}
	labelled := false
	for _, m := range p.matchAll(claimLabel, s.from, s.to) {
		if p.inQuotes(m[0], s.from) || suing && !p.tellsOfSuit(s, m[0], m[1]) {
			continue
		}
		if lead := p.text.Slice(p.clauseStart(s.from, m[0]), m[0]); strings.HasSuffix(lead, "的") || repliedTo.MatchString(lead) {
			continue
		}
		labelled = true
		p.addClaim(s, m[0], m[1], in)
	}
	if labelled {
		return
	}
	for _, m := range p.matchAll(claimVerb, s.from, s.to) {
		lead := p.text.Slice(p.clauseStart(s.from, m[0]), m[0])
		if p.inQuotes(m[0], s.from) || suing && !p.tellsOfSuit(s, m[0], m[4]) || !claimLead.MatchString(p.withoutAsker(lead)) {
			continue
		}
		if m[2] >= 0 && !demandVerb.MatchString(p.text.Slice(m[4], m[1])) {
			continue
		}
		p.addClaim(s, m[0], m[4], in)
	}
}

// looksBack reports a paper that looks at decisions of two instances below.
func (p *paper) looksBack() bool {
	in := p.record.Instance
	return in != nil && (*in == Retrial || *in == Review)
}

// withoutAsker takes the party who asks off the front of a clause.
func (p *paper) withoutAsker(lead string) string {
	for _, a := range p.actors {
		for _, n := range a.names {
			if len([]rune(n)) >= 2 && strings.HasPrefix(lead, n) {
				return strings.TrimPrefix(lead, n)
			}
		}
	}
	return lead
}

// clauseStart is where the clause of rune i begins, not before from.
func (p *paper) clauseStart(from, i int) int {
	rs := p.text.Runes()
	for i > from && !strings.ContainsRune("，。；：、！？", rs[i-1]) && !p.text.ParaStart(i) {
		i--
	}
	return i
}

// tellsOfSuit reports whether the sentence of rune i tells up to rune j of
// one who sues, and of no reply.
func (p *paper) tellsOfSuit(s part, i, j int) bool {
	w := p.text.Slice(p.sentenceStart(s.from, i), j)
	return suedForm.MatchString(w) && !repliedTo.MatchString(w)
}

// addClaim takes the request that begins at rune i; its asking words stand
// from rune lead on.
func (p *paper) addClaim(s part, lead, i int, in *Instance) {
	j := p.fullStop(i, min(s.to, i+longestSentence))
	if itemForm.MatchString(p.text.Slice(i, min(j, i+8))) {
		for j < s.to && nextItem.MatchString(p.text.Slice(j, min(s.to, j+8))) {
			j = p.fullStop(j, s.to)
		}
	}
	if m := p.match(factsTold, i, j); m != nil {
		j = m[0]
	}
	for j > i && strings.ContainsRune("。；，", p.text.Runes()[j-1]) {
		j--
	}
	p.claimAt(s, lead, i, j, in)
}

// claimStory tells the request with the suit: 申请人请求……，向本机关申请行政复议.
var claimStory = regexp.MustCompile(`(?:申请人|原告|起诉人|起诉状)[^。；]{0,30}?(?:要求|请求)((?:被申请人|被告|责令|撤销|确认|判令)[^。；]{4,140}?)(?:，(?:于[^，。；]{6,14})?(?:向(?:本院|本机关|本府)|本机关|本府|本院)|一案|。)`)

// storyAsker reports that one who brings a case is named in [i, j), and not
// only the respondent, of whom the organ itself demands an answer: 向被申请人
// 送达了……，要求被申请人……提出书面答复.
func (p *paper) storyAsker(from, i, j int) bool {
	for _, m := range p.matchAll(storyParty, max(from, i-1), j) {
		if lead := p.text.Runes()[m[0]]; lead != '被' {
			return true
		}
	}
	return false
}

// storyParty is one who brings a case, or the respondent where 被 stands first.
var storyParty = regexp.MustCompile(`被?申请人|原告|起诉人|起诉状`)

// claimAt adds the request of the runes [i, j).
func (p *paper) claimAt(s part, lead, i, j int, in *Instance) {
	if j <= i || emptyClaim.MatchString(p.text.Slice(i, j)) {
		return
	}
	e := p.evidence(i, j)
	in = p.askedIn(s, lead, e.Text, in)
	if in != nil && (*in == First || *in == Reconsideration) && answers.MatchString(e.Text) || upholding.MatchString(Fold(e.Text)) {
		return
	}
	for _, c := range p.record.Claims {
		if c.Text == e.Text {
			return
		}
	}
	p.record.Claims = append(p.record.Claims, Claim{Instance: in, By: p.asker(s, lead), Text: e.Text, Span: e.Span})
}

var (
	// upholding is what only a respondent to an appeal or a petition asks for.
	upholding = regexp.MustCompile(`^维持$|^(?:依法|法院|判决|裁定|予以)*驳回(?:其|对方|上诉人|申请人|再审申请人)?[^，。；]{0,12}(?:上诉|再审申请|申诉)(?:请求)?(?:[，、。；]|$)`)
	answers   = regexp.MustCompile(`^(?:依法|法院|判决|裁定|予以)*(?:驳回(?:原告|申请人|起诉|上诉|其|对方)|维持)`)
	ofAppeal  = regexp.MustCompile(`原判|(?:原审|一审)(?:判决|裁定|裁判)`)
	ofRetrial = regexp.MustCompile(`一、?二审|二审|终审|再审`)
	// appealMade tells that one appealed, and asked for no retrial since.
	appealMade = regexp.MustCompile(`(?:提起|提出|不服)[^。；]{0,4}上诉[，：]?[^。；再]{0,12}$`)
	appeals    = regexp.MustCompile(`上诉|申请再审|申诉`)
)

// askedIn corrects the instance of a request by its words: who asks to annul
// the judgment of first instance appeals, and who sues in the story of an
// appeal sued at first instance.
func (p *paper) askedIn(s part, lead int, asked string, in *Instance) *Instance {
	if in == nil || p.reconsiders() {
		return in
	}
	first, second := First, Second
	switch {
	case p.looksBack() && appealMade.MatchString(p.text.Slice(p.sentenceStart(s.from, lead), lead)):
		return &second // the story of the appeal below
	case s.kind == SectionPrior && ofRetrial.MatchString(asked) && p.looksBack():
		return p.record.Instance
	case s.kind == SectionPrior && ofAppeal.MatchString(asked):
		return &second
	case (s.kind == SectionProcedure || s.kind == SectionParties) && p.above() && !appeals.MatchString(p.text.Slice(p.sentenceStart(s.from, lead), lead)):
		return &first
	}
	return in
}

// sentenceStart is where the sentence of rune i begins, not before from.
func (p *paper) sentenceStart(from, i int) int {
	for i > from && !strings.ContainsRune("。；", p.text.Runes()[i-1]) {
		i--
	}
	return i
}

// asker gives the parties whom the section, else the sentence, names first as
// those who speak.
func (p *paper) asker(s part, i int) []string {
	at := p.sentenceStart(s.from, i)
	starts := []int{at}
	if s.kind == SectionClaim || s.kind == SectionAppeal {
		starts = []int{s.from, at}
		// where several speak one after the other, the last who began
		for k := at; k > s.from; k = p.sentenceStart(s.from, k-1) {
			if speaks.MatchString(p.text.Slice(k, min(i, k+90))) {
				starts = []int{k, s.from, at}
				break
			}
		}
	}
	for _, k := range starts {
		end := min(i, k+60)
		if i <= k { // the request begins with who makes it: 申请人请求……
			end = k + 24
		}
		if list := p.speakers(k, min(s.to, end)); len(list) > 0 {
			return printedNames(list)
		}
	}
	return []string{}
}

// speaks opens what one of several says: 柳市镇政府上诉称，.
var speaks = regexp.MustCompile(`^[^，。；：]{2,40}(?:诉称|上诉称|起诉称|申请再审称|再审称|申诉称|申请称|复议称)[，：]`)

// speakers gives the parties who are named from rune i on, joined by marks.
func (p *paper) speakers(i, j int) []*actor {
	var out []*actor
	end := i
	for _, m := range p.mentions(i, j) {
		if len(m.who) == 0 || len(out) == 0 && m.i-i > 3 || len(out) > 0 && !joinedNames.MatchString(p.text.Slice(end, m.i)) {
			break
		}
		out = append(out, m.who...)
		end = m.j
	}
	return out
}

// joinedNames stands between two who speak together.
var joinedNames = regexp.MustCompile(`^(?:（[^（）]*）)?(?:、|和|与|及|以及)$`)
