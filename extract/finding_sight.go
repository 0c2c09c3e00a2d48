package extract

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// speaker is who a mention in the reasoning stands for.
type speaker uint8

const (
	nobody   speaker = iota
	ownBody          // 本院, 本机关: the deciding body
	below            // 原审法院, 一审判决: the courts below, and what they held
	agencies         // an agency that is a party
	claimant         // any other party
	theAct           // 被诉行政行为, 该处罚决定: the act under dispute
	anyone           // 行政机关: no agency of this case, but any
	outsider         // somebody who is no party: 评估机构, another company
)

// sight is a name, a role or a thing as it stands in the text.
type sight struct {
	stretch
	who   speaker
	party int // index into Record.Parties, -1 where the words name none
}

// term is what sights are found by.
type term struct {
	text  string
	who   speaker
	party int
}

// ownTerms, belowTerms and actTerms are the same in every paper.
var (
	ownTerms   = strings.Split("本院|本机关|本府|本厅|本局|本委|本部|本署|本关|本税务局|本复议机关|我院", "|")
	belowTerms = strings.Split("原审法院|一审法院|二审法院|原一审法院|原二审法院|初审法院|原审判决|一审判决|二审判决|原一审判决|原二审判决|一、二审判决|一、二审法院|原判决|原判|原审裁定|一审裁定|二审裁定|原裁定|原生效判决|原审|一审|二审|初审判决|再审判决|原再审判决|原终审判决|生效判决|该判决", "|")
	actTerms   = strings.Split("被诉行政行为|被诉具体行政行为|被诉行为|被诉决定|被诉处罚决定|被诉行政处罚决定|被诉复议决定|被诉答复|被诉告知|被诉登记行为|被诉强制拆除行为|被诉|案涉行政行为|涉案行政行为|案涉处罚决定|涉案处罚决定|案涉决定|涉案决定|该行政行为|该具体行政行为|该行为|该决定|该处罚决定|该行政处罚决定|该处罚|该登记行为|该许可|该复议决定|该答复|该强制措施|该项处罚|行政处罚决定|处罚决定|工伤认定决定|认定工伤决定|不予认定工伤决定|行政复议决定|复议决定|征收决定|补偿决定|强制拆除行为|强拆行为|拆除行为|具体行政行为|行政行为|行政处罚|原行政行为|登记行为|颁证行为|发证行为|许可行为|处理决定|认定书|决定书|告知书|答复书|通知书|强制措施|上述行为|上述决定|此行为", "|")
	// genericTerms speak of an agency by its office.
	genericTerms = strings.Split("公安机关|登记机构|登记机关|征收部门|执法人员|办案人员|办案民警|处罚机关|复议机关|主管部门|工作人员", "|")
	// abstractTerms speak of agencies at large, as rules do.
	abstractTerms = strings.Split("行政机关|行政主体|行政复议机关|任何行政机关|各级行政机关", "|")
)

// noCourt are words that begin like a court below and mean no holding of it.
var noCourt = strings.Split("原审原告|原审被告|原审第三人|原审期间|原审中|原审庭审|原审诉讼|原审卷宗|原审举证|原审审理|一审原告|一审被告|一审第三人|一审期间|一审中|一审庭审|一审诉讼|一审卷宗|一审举证|一审审理|一审程序|一审阶段|二审期间|二审中|二审庭审|二审诉讼|二审审理|二审程序|二审阶段|二审争议|二审上诉人|二审被上诉人|一审时|二审时|原审时|一审提交|原审提交|一审、二审期间", "|")

// outsiderTerms end the names of those who are no party of this case.
var outsiderTerms = strings.Split("公司|评估所|评估机构|评估事务所|事务所|鉴定机构|鉴定所|鉴定中心|合作社|村委会|村民委员会|居委会|居民委员会|村民小组|施工单位|建设单位|开发商|用人单位|保险公司|银行|医院|仲裁委员会|拍卖行|评估报告|评估结论|鉴定结论|鉴定意见", "|")

// sightsIn finds the terms in a sentence, leftmost-longest.
func sightsIn(text string, s stretch, terms []term) []sight {
	var all []sight
	part := text[s.from:s.to]
	for _, t := range terms {
		for at := 0; ; {
			k := strings.Index(part[at:], t.text)
			if k < 0 {
				break
			}
			from := s.from + at + k
			all = append(all, sight{stretch{from, from + len(t.text)}, t.who, t.party})
			at += k + len(t.text)
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		if all[i].from != all[j].from {
			return all[i].from < all[j].from
		}
		return all[i].to > all[j].to
	})
	out := all[:0]
	last := -1
	for _, m := range all {
		if m.from >= last {
			out = append(out, m)
			last = m.to
		}
	}
	return out
}

// view is one sentence with what is known for judging a hit in it.
type view struct {
	text   string
	s      *sentence
	next   *sentence // the sentence behind it, or nil
	prev   *view     // the sentence in front, where it is looked at, or nil
	sights []sight
}

// before gives the text of the hit's clause in front of it.
func (v *view) before(h hit) string {
	c := v.s.clauses[v.s.clause(h.from)]
	if h.from < c.from {
		return ""
	}
	return v.text[c.from:h.from]
}

// after gives the text of the hit's clause behind it.
func (v *view) after(h hit) string {
	c := v.s.clauses[v.s.clause(h.to-1)]
	if h.to > c.to {
		return ""
	}
	return v.text[h.to:c.to]
}

// tail gives the sentence behind the hit.
func (v *view) tail(h hit) string { return v.text[h.to:v.s.to] }

// head gives the sentence in front of the hit.
func (v *view) head(h hit) string { return v.text[v.s.from:h.from] }

// between gives the text of the bytes [from, to), "" where a mention and what
// is judged overlap: 人民政府 in front of 政府信息不存在.
func (v *view) between(from, to int) string {
	if from >= to {
		return ""
	}
	return v.text[from:to]
}

// insideName reports that byte b stands within the name or the role of a party,
// behind its start.
func (v *view) insideName(b int) bool {
	for _, m := range v.sights {
		if m.from < b && b < m.to && (m.who == agencies || m.who == claimant) {
			return true
		}
	}
	return false
}

func (v *view) sightsBefore(h hit, who ...speaker) []sight {
	var out []sight
	for _, m := range v.sights {
		if m.from >= h.from {
			break
		}
		for _, w := range who {
			if m.who == w {
				out = append(out, m)
			}
		}
	}
	return out
}

func (v *view) lastBetween(from, to int, who ...speaker) *sight {
	var out *sight
	for i := range v.sights {
		m := &v.sights[i]
		if m.from < from || m.to > to {
			continue
		}
		for _, w := range who {
			if m.who == w {
				out = m
			}
		}
	}
	return out
}

// subject gives who the hit speaks of: the mention that heads its clause or
// the nearest clause in front that has one.
func (v *view) subject(h hit) (speaker, int) {
	hc := v.s.clause(h.from)
	for i := hc; i >= 0; i-- {
		c := v.s.clauses[i]
		limit := c.to
		if i == hc {
			limit = h.from
		}
		if i < hc && hasPrefixAny(strings.TrimLeft(v.text[c.from:c.to], "但而且故因"), "其") && !hasPrefixAny(strings.TrimLeft(v.text[c.from:c.to], "但而且故因"), "其他") {
			continue // 其: whoever the clause in front speaks of
		}
		var first, any *sight
		objectEnd := 0
		for k := range v.sights {
			m := &v.sights[k]
			if m.from < c.from || m.from >= limit {
				continue
			}
			if m.who == ownBody || m.who == nobody {
				continue
			}
			// behind 对, 向, 由, 将 stands an object, not the subject
			lead := lastRunes(v.text[c.from:m.from], 8)
			for _, w := range []string{"本案", "涉案", "案涉", "上述", "该", "其", "原", "诉争"} {
				lead = strings.TrimSuffix(lead, w)
			}
			if hasSuffixAny(lead, "对", "对于", "关于", "向", "将", "给", "与", "为", "把", "认定", "认为", "责令", "通知", "告知", "要求", "拆除", "扣押", "没收", "就", "使", "致", "导致", "影响", "侵害", "侵犯", "送达", "听取", "保障", "剥夺", "针对", "不影响", "依据", "根据", "强制", "颁发", "核发", "处罚", "确认", "撤销") {
				objectEnd = m.to
				continue
			}
			if objectEnd > 0 && v.text[objectEnd:m.from] == "、" {
				objectEnd = m.to
				continue
			}
			if m.who == anyone {
				any = m
				continue
			}
			if (m.who == claimant || m.who == outsider) && !heads(v.text[c.from:m.from]) {
				continue // an object, not the subject
			}
			if first == nil {
				first = m
			}
		}
		if first == nil {
			first = any
		}
		if first != nil {
			if (first.who == claimant || first.who == outsider) && first.to < h.from && strings.Contains(v.text[first.to:h.from], "；") {
				return nobody, -1 // what a semicolon parts has a subject of its own
			}
			return first.who, first.party
		}
	}
	return nobody, -1
}

// heads reports that nothing but turns of speech stands in front of a mention
// in its clause: it is the subject.
func heads(lead string) bool {
	if utf8.RuneCountInString(lead) > 16 {
		return false
	}
	for cut := true; cut; {
		cut = false
		for _, w := range headTurns {
			if strings.HasPrefix(lead, w) {
				lead, cut = lead[len(w):], true
			}
		}
	}
	return lead == "" || hasSuffixAny(lead, "中", "时", "后", "前", "的", "作为")
}

var headTurns = strings.Split("但|而|且|故|因|由于|虽然|虽|尽管|本案|中|现|关于|对于|鉴于|至于|即|及其|及|其|二|两|各|又|同时|此外|另外|另|其次|首先|再次|最后|综上|因此|据此|经查|本院认为|本机关认为|原审|一审|系|作为|该|涉案|案涉|上述|某|、|（一）|（二）|（三）|一|二|三|四|1|2|3|.", "|")

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func lastRunes(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

func hasPrefixAny(s string, phrases ...string) bool {
	for _, p := range phrases {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// hasLast gives the byte offset of the last of the phrases in s, or -1.
func hasLast(s string, phrases ...string) int {
	best := -1
	for _, p := range phrases {
		best = max(best, strings.LastIndex(s, p))
	}
	return best
}
