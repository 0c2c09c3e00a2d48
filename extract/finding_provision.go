package extract

import (
	"regexp"
	"strings"
)

// describes reports a hit in words that describe and do not judge: what a
// provision is about, what an agency is competent for, what somebody else did
// and the agency dealt with. None of them is a fault of the agency.
func (v *view) describes(h hit) bool {
	return v.holds(h) || v.aboutProvision(h) || v.competence(h) || v.othersDeed(h) || v.tellsWhen(h)
}

// holds reports what the agency itself held of the case before it, and no fault
// of its act: 认定违法事实不成立，决定不予立案.
func (v *view) holds(h hit) bool {
	if !strings.HasSuffix(v.text[h.from:h.to], "成立") || hasPrefixAny(v.after(h), "错误", "不当", "有误", "的") {
		return false
	}
	return hasSuffixAny(v.before(h), "认定", "认为", "以", "称", "即认定其", "认定其", "认定原告", "认定该")
}

// tellsWhen reports a decision that is named only for the time of another
// step: 未在作出处罚决定之前告知 leaves out no decision.
func (v *view) tellsWhen(h hit) bool {
	own := v.text[h.from:h.to]
	k := hasAny(own, "作出", "制作", "下达", "出具")
	return h.rule == "procedure.undecided" && k > 0 && hasAny(own[:k], "在", "于") >= 0 &&
		hasPrefixAny(v.tail(h), "之前", "前", "时", "后", "之后", "的过程", "过程中")
}

var (
	// provisionTells is a provision said to be about something, without the
	// words of the provision: 第三十一条系关于……的规定, 该款针对的是…….
	provisionTells = regexp.MustCompile(`(?:》|条|款|项|该法|条例|办法|规定)[^，；：]{0,14}(?:(?:系|是|为|属于?|乃|均?系)(?:针?对)?关于|规定了|规定的(?:是|系|为)|设定了|针对的?(?:是|系)?|适用于|调整的?(?:是|系)|规制的?(?:是|系)|规范的?(?:是|系)|处罚的(?:是|系)|适用的?(?:前提|条件|对象|范围|情形)(?:是|为|系)|(?:是|系)对)`)
	// provisionNoun closes what a provision is about.
	provisionNoun = []string{"的规定", "的条款", "的法律责任", "的罚则", "的处罚规定", "的情形", "的行为", "的违法行为", "的处罚", "的责任", "的条文"}
	// appliedLead applies a provision to the case instead.
	appliedLead = []string{"依照", "依据", "根据", "按照", "违反", "不符合", "有违", "违背", "有悖", "符合", "构成"}
)

// aboutProvision reports words on what a provision is about. They may run over
// clauses: 系关于未依法报批……，擅自开工的规定.
func (v *view) aboutProvision(h hit) bool {
	for i := v.s.clause(h.from); i >= 0; i-- {
		c := v.s.clauses[i]
		lead := v.text[c.from:min(c.to, h.from)]
		if m := provisionTells.FindAllStringIndex(lead, -1); m != nil {
			at := m[len(m)-1]
			if hasAny(lead[:at[1]], appliedLead...) >= 0 {
				return false
			}
			rest := v.text[c.from+at[1] : v.s.to]
			end := hasAny(v.text[h.to:v.s.to], provisionNoun...)
			if hasAny(lead[at[0]:at[1]], "关于", "针对", "适用于", "对") >= 0 && end < 0 {
				return false
			}
			if i == v.s.clause(h.from) {
				return true
			}
			// the clauses between still describe
			return end >= 0 && hasAny(rest[:h.from-c.from-at[1]], provisionNoun...) < 0 && !v.speaksOfCase(c.from+at[1], h.to)
		}
		// 《……法》关于未经批准……的规定
		if k := strings.LastIndex(lead, "关于"); k >= 0 && hasAny(lead[:k], "》", "条", "款", "法律", "法规") >= 0 {
			return hasAny(lead[:k], appliedLead...) < 0 && hasAny(v.after(h), "的规定", "的条款", "的条文") >= 0
		}
		if v.speaksOfCase(c.from, min(c.to, h.from)) {
			return false
		}
	}
	return false
}

// speaksOfCase reports that a party, the act or the case is named there.
func (v *view) speaksOfCase(from, to int) bool {
	for _, m := range v.sights {
		if m.from >= from && m.to <= to && (m.who == agencies || m.who == theAct || m.who == claimant) {
			return true
		}
	}
	return from < to && hasAny(v.text[from:to], "本案", "涉案", "案涉") >= 0
}

var (
	// competenceOpens and competenceNoun enclose what an agency may or must
	// do by law: 具有对未经批准占地的行为进行查处的法定职权.
	competenceOpens = []string{"具有", "享有", "负有", "行使", "赋予", "拥有", "具备", "承担着"}
	competenceNoun  = []string{"职权", "职责", "权限", "权力", "职能", "义务", "主管部门", "主管机关", "主体资格", "处罚权", "管辖权"}
)

// competence reports words on what the agency is competent for.
func (v *view) competence(h hit) bool {
	head := v.head(h)
	k := hasLast(head, competenceOpens...)
	if k < 0 || hasAny(head[k:], competenceNoun...) >= 0 || hasAny(head[k:], "；", "。", "”") >= 0 {
		return false
	}
	lead := head[k+len("具有"):]
	if strings.Contains(lead, "，") && !hasPrefixAny(lead, "对", "就", "针对", "依法对") {
		return false
	}
	tail := v.tail(h)
	e := hasAny(tail, competenceNoun...)
	if e < 0 || hasAny(tail[:e], "；") >= 0 {
		return false
	}
	// Without 对 the noun must stand in the hit's own clause.
	if strings.Contains(tail[:e], "，") && !hasPrefixAny(lead, "对", "就", "针对", "依法对") {
		return false
	}
	return !v.speaksOfAgency(h.to, h.to+e)
}

func (v *view) speaksOfAgency(from, to int) bool {
	for _, m := range v.sights {
		if m.who == agencies && m.from >= from && m.to <= to {
			return true
		}
	}
	return false
}

// officeWords are steps that only an agency takes or leaves out: words that
// hold one never speak of what a citizen did.
var officeWords = strings.Split("告知|听取|送达|催告|公告|公示|听证|申辩|陈述|集体讨论|集体研究|法制审核|合法性审查|回避|执法|出示|说明理由|书面|职责|职权|答复|查处|处理|受理|清单|清点|立案|事实|证据|期限|复核|法律|依据|人民法院|程序|当|补偿", "|")

// othersDeed reports a hit in words on what somebody else did: the act that
// the agency dealt with. 对原告未经批准建房的行为作出处罚; 认定原告未经批准…….
func (v *view) othersDeed(h hit) bool {
	if h.sure == named || hasAny(v.text[h.from:h.to], officeWords...) >= 0 {
		return false
	}
	c := v.s.clauses[v.s.clause(h.from)]
	before := v.text[c.from:h.from]
	k := hasLast(before, "对", "针对", "就", "认定", "查处", "制止", "取缔", "举报", "投诉", "反映", "发现", "查明", "以")
	if k < 0 || v.speaksOfAgency(c.from+k, h.from) {
		return false
	}
	if hasLast(before, "认定", "发现", "查明", "举报", "投诉", "反映") == k {
		// what was found of a person
		for _, m := range v.sights {
			if m.from >= c.from+k && m.to <= h.from && (m.who == claimant || m.who == outsider) {
				return true
			}
		}
	}
	if w := v.text[c.from:c.to]; strings.HasSuffix(w, "的") && strings.HasPrefix(before[k:], "对") && hasPrefixAny(v.text[c.to:v.s.to], "，有权", "，应", "，可以", "，依法", "，由", "，负有") {
		return true // 对未经批准在河道采砂的，有权责令……
	}
	return hasAny(v.after(h), "的行为", "的违法行为", "的建设行为", "行为进行", "行为予以", "的情形进行", "的建筑物", "的建筑", "的单位", "的个人", "的企业", "的问题", "为由") >= 0
}
