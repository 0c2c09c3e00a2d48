package extract

import (
	"regexp"
	"strings"
)

// findFormulas gives where the decision of the deciding body is announced:
// the words 判决如下 and where what they announce begins. There is one at most,
// the last: those before it were told of the courts below.
func (p *paper) findFormulas(head int) [][2]int {
	limit := p.annexAt(head)
	var strongOnes, bare [][2]int
	for _, m := range p.matchAll(announces, head, limit) {
		if p.inQuotes(m[0], head) || p.futile(m[0], m[1], limit) {
			continue
		}
		if n := len(strongOnes); n > 0 && p.match(laterFirst, m[1], min(limit, m[1]+8)) != nil {
			continue // a second item is behind it: the first one's mark, read as a colon
		}
		if n := len(strongOnes); n > 0 && m[1]-strongOnes[n-1][1] < 400 && p.match(numberedPaper, strongOnes[n-1][1], m[1]) != nil {
			continue // an item's object, whose semicolon a scan took for a colon
		}
		strongOnes = append(strongOnes, [2]int{m[0], m[1]})
	}
	for _, m := range p.matchAll(announcesBare, head, limit) {
		if p.inQuotes(m[0], head) {
			continue
		}
		at := m[1]
		for _, g := range []int{2, 4, 6} {
			if m[g] >= 0 {
				at = m[g]
			}
		}
		bare = append(bare, [2]int{m[0], at})
	}
	own := -1 // the last 本院认为
	for _, s := range p.sentences(head, limit) {
		for _, at := range p.openings(s[0], s[1]) {
			if reasons.MatchString(p.text.Slice(at, min(s[1], at+60))) {
				own = at
			}
		}
	}
	var out [][2]int
	for _, f := range strongOnes {
		if f[0] > own && !(own < 0 && p.others(f[0], f[1], limit)) {
			out = f2(f)
		}
	}
	end := max(head, p.to-400)
	if out != nil {
		end = out[0][1]
	}
	if p.cut = p.endsOpen(end, out != nil); p.cut && own < 0 {
		return nil // what is announced there is told of the bodies below
	}
	if out != nil || p.cut {
		return out
	}
	for _, f := range bare {
		if f[0] > own && p.decides(f[0]) {
			out = f2(f)
		}
	}
	if out != nil {
		return out
	}
	if own >= 0 {
		// the words of the announcement are damaged, what they announce is not
		if m := p.match(damaged, own, limit); m != nil {
			return f2([2]int{m[2], m[3]})
		}
	}
	if n := len(strongOnes); n > 0 {
		return f2(strongOnes[n-1])
	}
	if p.letter {
		for _, s := range p.sentences(max(own, head), limit) {
			if letterRefusal.MatchString(p.text.Slice(s[0], s[1])) {
				out = f2([2]int{s[0], s[0]})
			}
		}
	}
	return out
}

// others reports that what is announced, where the paper nowhere gives reasons
// of its own, is the decision of somebody else: in a court's judgment that of an
// agency (作出处罚决定如下), on appeal that of the court below.
func (p *paper) others(i, j, limit int) bool {
	if !p.ofCourt() {
		return false
	}
	if words := p.text.Slice(i, j); strings.Contains(words, "决定") && !strings.ContainsAny(words, "判裁") {
		return true
	}
	if in := p.number.Instance(); in == nil || *in != Second && *in != Retrial {
		return false
	}
	m := p.matchAll(belowThinks, p.from, i)
	end := p.fullStop(j, limit)
	return len(m) > 0 && p.match(lowerPaper, j, end) == nil && p.match(affirmForm, j, end) == nil
}

// ofCourt reports a judgment or a ruling.
func (p *paper) ofCourt() bool {
	switch p.record.DocumentType {
	case AdministrativeJudgment, AdministrativeRuling, CompensationJudgment, CivilJudgment, CivilRuling:
		return true
	}
	return false
}

var (
	belowThinks = regexp.MustCompile(`(?:原审|一审|初审)(?:法院|人民法院)?(?:经审[理查])?(?:后)?认为`)
	affirmForm  = regexp.MustCompile(`驳回(?:上诉|[^，。；]{0,20}再审)|维持原[判裁]|撤销原[判裁]|发回`)
)

// damaged is what is left of 判决如下 in a bad scan, in front of the first thing
// that is decided.
var damaged = regexp.MustCompile(`[，。](?:[^，。；]{0,4})((?:[\p{Han}]{0,3}如下|[判裁决][^，。；：]{0,2})[：:；。，]?)(?:[一1][、.，])?(?:撤销|维持|驳回|确认|责令|变更|准许|准予|不准予|被告|限)`)

// letterRefusal is how a letter refuses: 你的申诉……，应予驳回.
var letterRefusal = regexp.MustCompile(`(?:应予|予以|依法|决定|规定，|规定，本院)驳回|不予受理|不予立案|不予支持`)

// numberedPaper is an item that annuls or upholds a paper by its number.
var numberedPaper = regexp.MustCompile(`[：；。、](?:撤销|维持|变更)[^；。\n]{0,60}号[\p{Han}]{0,6}(?:判决|裁定|决定)[：:]$`)

func f2(f [2]int) [][2]int { return [][2]int{f} }

// annexAt is where the annex begins, or the end of the paper.
func (p *paper) annexAt(i int) int {
	seen := false
	for _, s := range p.sentences(i, p.to) {
		for _, at := range p.openings(s[0], s[1]) {
			line := p.text.Slice(at, min(s[1], at+60))
			if seen && annexForm.MatchString(line) && !p.reasonsBehind(at) {
				return at
			}
			seen = seen || signForm.MatchString(line) || isNotice(line) || ended.MatchString(line)
		}
	}
	return p.to
}

// reasonsBehind reports that the deciding body's own reasoning and decision
// follow rune i: what stands there is no annex.
func (p *paper) reasonsBehind(i int) bool {
	m := p.match(ownDecision, i, p.to)
	return m != nil && p.opens(m[2])
}

// ownDecision is a body's own reasoning with the words that announce its
// decision behind it.
var ownDecision = regexp.MustCompile(`(?s)(` + bodyWords + `(?:经审[理查])?(?:后)?认为)[，：].*?(?:判决|裁定|决定)如下`)

// inQuotes reports whether rune i stands inside “……” that opened within the
// same paragraph's reach.
func (p *paper) inQuotes(i, floor int) bool {
	rs := p.text.Runes()
	for k := i - 1; k >= max(floor, i-300); k-- {
		switch rs[k] {
		case '”':
			return false
		case '“':
			for e := i; e < min(p.to, i+300); e++ {
				if rs[e] == '”' {
					return true
				}
				if rs[e] == '“' {
					return false
				}
			}
			return false
		}
	}
	return false
}

// futile reports an announcement that announces nothing: 决定： in a statute,
// 处理如下 of an agency's act with no decision behind it.
func (p *paper) futile(i, j, limit int) bool {
	return j >= limit || weakAnnounce.MatchString(p.text.Slice(max(p.from, i-30), j)) && !operative.MatchString(p.text.Slice(j, min(limit, j+80)))
}

var (
	weakAnnounce = regexp.MustCompile(`(?:答复|处理|意见)如下[：:，。]?$|(?:^|[^关府院局厅委部下])决定[：:]$`)
	operative    = regexp.MustCompile(`^(?:[一二1（][、.一1）]*)?[^。；]{0,60}?(?:撤销|维持|确认|责令|驳回|变更|准许|准予|不予|终止|限|恢复|自愿|不准|终结)`)
)

// decides reports whether a bare 判决 or 决定 belongs to the deciding body:
// it stands in a sentence that rests on a law or speaks for the body.
func (p *paper) decides(i int) bool {
	rs := p.text.Runes()
	k := i
	for k > p.from && k > i-400 && rs[k-1] != '。' {
		k--
	}
	return decidesForm.MatchString(p.text.Slice(k, i+12))
}

var decidesForm = regexp.MustCompile(`(?:遂判决|遂裁定|依照|根据|依据|综上|据此|本(?:机关|府|厅|局|委|院))`)
