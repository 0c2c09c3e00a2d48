package extract

import (
	"regexp"
	"strings"
)

// claimVerbs open what a party says.
var claimVerbs = strings.Split("主张|认为|提出|诉称|辩称|述称|答辩称|上诉称|申诉称|所称|诉请|请求|要求|抗辩|辩解|质疑|称|上诉认为|上诉提出|以其|辩护|所述|提及|坚持", "|")

// breaks end a claim: the body speaks again.
var breaks = strings.Split("但|但是|然而|经查|经审查|经审理|本院认为|本机关认为|本院|本机关|实际上|事实上|综上|对此|该主张|该理由|其主张|显然|而被告|而被申请人|且被告|且被申请人|因被告|因被申请人|并未提供|却未|其提供的|其提交的|其所提供|其所提交|其举示的|其出示的|其向本院|现有证据|在案证据", "|")

// weakBreaks end a claim unless the sentence still judges it behind them.
var weakBreaks = strings.Split("故|因此|据此|因而|从而|由此|所以|可见", "|")

// claimed reports whether the hit lies inside what a party says, and whether
// the body agrees with it.
func (v *view) claimed(h hit) (claim, agreed bool) {
	begin := -1
	ci := v.s.clause(h.from)
	for i := ci; i >= 0; i-- {
		c := v.s.clauses[i]
		limit := min(c.to, h.from)
		if limit <= c.from {
			continue
		}
		if i < ci && hasPrefixAny(v.text[c.from:c.to], breaks...) && i != 0 {
			break
		}
		if at := v.claimIn(c.from, limit, i == ci); at >= 0 {
			begin = at
			break
		}
		w := v.text[c.from:limit]
		if hasPrefixAny(w, breaks...) {
			break
		}
	}
	if begin < 0 {
		return false, false
	}
	if c := v.s.clauses[v.s.clause(begin)]; c.to < h.from && hasPrefixAny(v.text[c.from:c.to], "即使", "即便", "纵使") {
		return false, false // 即便如其所称……，亦须……: granted for once, the body goes on
	}
	// Does the body speak again between the claim and the hit?
	verdict, at := verdictOf(v.tailWithNext(h))
	for i := v.s.clause(begin); i <= ci; i++ {
		c := v.s.clauses[i]
		w := v.text[c.from:c.to]
		if hasAny(v.text[c.from:min(c.to, max(h.from, c.from))], closers...) >= 0 {
			return false, false // the claim is answered already
		}
		if i < ci && hasAny(w, "均不能成为", "亦不能成为", "也不能成为") >= 0 {
			return false, false
		}
		if i == v.s.clause(begin) {
			continue
		}
		if hasPrefixAny(w, breaks...) {
			return false, false
		}
		if hasPrefixAny(w, weakBreaks...) && (verdict == 0 || !claimNoun(v.tail(h)[:min(at, len(v.tail(h)))])) {
			return false, false
		}
	}
	if t := v.tailWithNext(h); verdict > 0 && hasAny(t[:at], belowTerms...) >= 0 {
		// The court below agreed: what does this one say of that?
		rest := t[at:]
		r, a := hasAny(rest, "不当", "错误", "纠正"), hasAny(rest, "并无不当", "正确", "予以确认")
		return true, a >= 0 && (r < 0 || a <= r)
	}
	return true, verdict > 0
}

// closers are a body's answers to a claim.
var closers = strings.Split("不属于正当|不构成正当|并非正当|不能成立|不成立|不予采纳|不予支持|不予采信|不予认可|予以支持|应予支持|予以采纳|应予采纳|理由成立|主张成立|请求成立|意见成立", "|")

// claimIn finds words of saying by a party in text[from:to]; near tells that
// the hit follows in the same clause.
func (v *view) claimIn(from, to int, near bool) int {
	w := v.text[from:to]
	for _, m := range v.sights {
		if m.from < from || m.to > to || m.who != claimant && m.who != agencies && m.who != outsider {
			continue // a name that the words themselves begin in says nothing
		}
		rest := firstRunes(v.text[m.to:to], 24)
		for _, verb := range claimVerbs {
			k := strings.Index(rest, verb)
			if k < 0 {
				continue
			}
			// An agency that 认为 or 要求 acts; it claims where it 主张 or 辩称.
			if m.who == agencies && hasSuffixAny(rest[:k], "经审查", "审查后", "复议", "经复议", "审理后", "经审理", "决定中", "决定书中") && verb == "认为" {
				return m.from
			}
			if m.who == agencies && (verb == "认为" || verb == "要求" || verb == "请求" || verb == "提出" || verb == "称") {
				if tail := v.text[m.to+k : v.s.to]; hasAny(tail, "的主张", "的理由", "的意见", "的辩解", "的抗辩", "的上诉", "之主张", "不予采纳", "不予采信", "难以采信", "难以采纳", "难以支持", "难以认同") < 0 {
					continue
				}
			}
			if lead := v.text[from:m.from]; m.who != agencies && hasSuffixAny(lead, "对", "就", "针对", "对于") && len(lead) > 0 && v.lastBetween(v.s.from, m.from, agencies) != nil && v.lastBetween(v.s.from, m.from, ownBody) == nil {
				continue // what the agency did about it
			}
			if verb == "要求" && hasAny(firstRunes(v.text[m.to+k:v.s.to], 30), "听证", "陈述", "申辩") >= 0 {
				continue
			}
			if verb == "提出" && hasAny(firstRunes(v.text[m.to+k+len(verb):v.s.to], 10), "申请", "异议", "听证", "复议", "诉讼", "申辩", "陈述", "投诉", "举报") >= 0 {
				continue
			}
			if verb == "称" && hasSuffixAny(rest[:k], "名", "简", "全", "职", "俗", "统", "对", "人") {
				continue // 名称, 职称: no saying
			}
			return m.from
		}
	}
	if hasPrefixAny(w, "经审查认为", "经复议认为", "审查认为", "复议认为", "审查后认为") && hasAny(v.text[v.s.from:from], ownTerms...) < 0 {
		return from
	}
	for _, p := range []string{"其主张", "其认为", "其诉称", "其辩称", "其上诉", "其提出的", "其所称", "主张", "诉称", "上诉称", "辩称", "所提", "提出的", "所持", "要求撤销", "请求撤销", "请求确认"} {
		if k := strings.Index(w, p); k > 0 && (p == "提出的" || p == "所提") && hasAny(w[:k], "对", "就") >= 0 && v.lastBetween(v.s.from, from+k, agencies) != nil && v.lastBetween(v.s.from, from+k, ownBody) == nil {
			continue // what the agency did about it
		} else if k >= 0 && (k == 0 || strings.HasPrefix(p, "其") || p == "所提" || p == "提出的" || near && strings.HasPrefix(w, "关于") || near && strings.HasPrefix(w, "至于")) {
			return from + k
		}
	}
	return -1
}

// claimNoun reports that a passage names what it judges as a claim.
func claimNoun(s string) bool {
	return hasAny(s, "主张", "理由", "意见", "请求", "观点", "辩解", "抗辩", "诉请", "说法", "异议") >= 0
}

func (v *view) tailWithNext(h hit) string {
	t := v.tail(h)
	if v.next != nil {
		n := firstRunes(v.text[v.next.from:v.next.to], 40)
		if hasPrefixAny(n, "本院", "本机关", "本府", "该主张", "该理由", "该项", "该上诉", "上述主张", "上述理由", "对此", "这一", "此主张", "其主张", "其理由", "该意见", "该诉", "对该") {
			t += n
		}
	}
	return t
}

var (
	rejects = strings.Split("不能成立|不成立|难以成立|不予采纳|不予支持|不予采信|不予认可|不予认定|不予审查|不予评判|均不予|不应支持|不应采纳|不支持|不采纳|不能支持|缺乏事实|缺乏法律|缺乏依据|缺乏证据|缺乏相应|没有事实|没有法律|没有依据|没有证据|没有相应|缺少|无事实|无法律|无相应|无证据|无据|无依据|理由不足|理由不充分|依据不足|证据不足|不足以|与事实不符|与查明|与审理查明|与客观|与实际|与本案|不属于本案|不在本案|不作审查|不作评判|未提供|未提交|未能提供|亦无|于法无据|不符合|没有道理|错误|不当|不再|非本案|不具有|驳回|应予驳回", "|")
	accepts = strings.Split("成立|予以支持|应予支持|予以采纳|应予采纳|予以采信|有事实根据|有事实依据|有事实和法律|有法律依据|有相应|于法有据|予以认可|予以确认|正确|符合|有理|理由充分|有据|应当支持|应得到支持|得到支持", "|")
)

// verdictNoun is a verdict on a claim that names it as one.
var verdictNoun = regexp.MustCompile(`(?:主张|理由|意见|请求|说法|观点|抗辩|辩解|诉求|异议)(?:均|亦|也|显然|依法|本院|本机关|应当|应)*(?:(不能成立|不成立|难以成立|不予采纳|不予支持|不能支持|不予采信|不应支持)|成立|予以采纳|予以支持|应予支持|应予采纳)`)

// verdictOf tells what a passage says of a claim in front of it: 1 accepted,
// -1 rejected, 0 neither; and where it says so.
func verdictOf(s string) (int, int) {
	// What is said of the claim by its name goes before words on the act:
	// ……问题，该项目符合规定，原告该项主张不能成立.
	if m := verdictNoun.FindStringSubmatchIndex(s); m != nil && hasAny(s[:m[0]], "；", "。") < 0 {
		if m[2] >= 0 {
			return -1, m[0]
		}
		return 1, m[0]
	}
	r, a := hasAny(s, rejects...), hasAny(s, accepts...)
	switch {
	case r < 0 && a < 0:
		return 0, len(s)
	case a < 0 || r >= 0 && r <= a:
		return -1, r
	case hasSuffixAny(s[:a], "不", "不能", "不予", "没", "没有", "未", "无", "难以", "非", "并未"):
		return -1, a
	default:
		return 1, a
	}
}

// lower tells how a hit relates to a court below: 0 not at all, -1 its own
// fault or a holding that is annulled, 1 a holding that the body adopts.
func (v *view) lower(h hit) int {
	var m *sight
	for i := range v.sights {
		if v.sights[i].from >= h.from {
			break
		}
		if m2 := &v.sights[i]; m2.who == below && !v.revokedBefore(m2) {
			m = m2
		}
	}
	if m == nil || v.joinedTo(m) {
		return 0
	}
	mc, hc := v.s.clause(m.from), v.s.clause(h.from)
	holds := holding(firstRunes(v.text[m.to:v.s.to], 14))
	if k := hasAny(v.between(m.to, h.from), "判决正确", "撤销正确", "认定正确", "违法正确", "处理正确", "结果正确", "并无不当", "并无不妥", "予以确认", "予以维持", "予以纠正", "应予纠正", "于法有据", "符合法律规定"); k >= 0 && v.s.clause(m.to+k) < hc && !(holds && approvedAct.MatchString(v.text[m.to:m.to+k])) {
		return 0 // said and done with
	}
	for i := mc + 1; i <= hc; i++ {
		c := v.s.clauses[i]
		w := v.text[c.from:c.to]
		if hasPrefixAny(w, "但被诉", "但被告", "但被上诉人", "但上诉人", "但该", "但其", "然而", "本院认为", "本院") {
			return 0
		}
		if !holds {
			// A new subject opens a clause of its own.
			for _, n := range v.sights {
				if n.from >= c.from && n.from < min(c.from+24, h.from) && (n.who == agencies || n.who == theAct) && !hasSuffixAny(v.text[c.from:n.from], "认定", "认为", "判决", "判令", "撤销", "确认", "视为", "以") {
					return 0
				}
			}
		}
		if hasPrefixAny(w, "但", "然") {
			holds = false
		}
	}
	if !holds {
		// 原审判决……适用法律错误 unless the clause has an agency of its own
		// as the subject behind the court.
		for _, n := range v.sights {
			if n.from > m.from && n.to <= h.from && v.s.clause(n.from) == hc && hc > mc && (n.who == agencies || n.who == theAct) {
				return 0
			}
		}
		if own := v.lastBetween(m.to, h.from, agencies, theAct); own != nil && hc == mc && !strings.Contains(v.text[m.to:own.from], "认定") && hasAny(v.text[own.to:h.from], "，") < 0 && hasAny(v.text[m.to:own.from], "对", "撤销", "维持", "将", "以") < 0 && strings.Contains(v.text[m.to:own.from], "，") {
			return 0
		}
		return -1
	}
	t := v.tail(h)
	if v.next != nil {
		n := firstRunes(v.text[v.next.from:v.next.to], 40)
		if hasPrefixAny(n, "该认定", "上述认定", "该判决", "该处理", "上述处理", "本院予以", "本院对此予以", "其认定", "原审判决正确", "一审判决正确") {
			t += n
		}
	}
	r := hasAny(t, "错误", "不当，", "属不当", "确有不当", "显属不当", "与事实不符", "把握不当", "应予纠正", "予以纠正", "不予认可", "缺乏依据", "缺乏事实", "不能成立", "不成立", "欠妥", "有误", "没有依据", "不符合法律", "不正确", "不予确认")
	a := hasAny(t, "正确", "并无不当", "无不当", "并无不妥", "亦无不当", "予以确认", "予以支持", "符合", "于法有据", "恰当", "应予维持", "予以维持", "予以认可", "予以认同", "依法有据", "适当", "本院认可", "认同")
	// What annuls it may be said in front: 一审判决……，本院予以纠正.
	switch {
	case a >= 0 && (r < 0 || a < r):
		return 1
	case r >= 0:
		return -1
	}
	return -1
}

// approvedAct is what a court below held of the act in front of 并无不当: it is
// its own view, not one of it.
var approvedAct = regexp.MustCompile(`认定(?:被诉|涉案|案涉|该|上述)[^，。；]{0,16}$`)

// revokedBefore reports a judgment that had annulled an earlier act, and that
// is none of these proceedings: 在前次决定已被生效判决撤销的情况下.
func (v *view) revokedBefore(m *sight) bool {
	return hasSuffixAny(v.text[v.s.from:m.from], "已被", "被", "经", "已经") && earlierForm.MatchString(firstRunes(v.text[m.to:v.s.to], 30))
}

var earlierForm = regexp.MustCompile(`^[^，。；]{0,6}(?:撤销|确认违法|确认无效)[^。；]{0,16}?(?:的情况下|之后|后)`)

// joinedTo reports that what is said of a court below is said of the act as
// well: 被诉裁定和二审判决认定事实……均有错误.
func (v *view) joinedTo(m *sight) bool {
	for _, n := range v.sights {
		if n.who != theAct && n.who != agencies || n.to > m.from {
			continue
		}
		if between := v.between(n.to, m.from); utf8len(between) <= 8 && hasSuffixAny(between, "和", "及", "与", "、") && hasAny(between, "，") < 0 {
			return true
		}
	}
	return false
}

// holding reports whether the words behind a court tell what it held of the
// act, and not how it judged itself: 认定被诉处罚决定…… against 认定事实不清.
func holding(w string) bool {
	k := hasAny(w, "认定", "认为", "判决撤销", "判决确认", "判决维持", "判令", "以", "据此", "撤销", "确认", "视为", "依照", "依据", "根据")
	if k < 0 {
		return false
	}
	rest := w[k:]
	for _, p := range []string{"认定事实", "认定的事实", "认定基本事实", "认定主要事实", "认定的基本事实", "判决认定事实", "认定不清"} {
		if strings.HasPrefix(rest, p) {
			return false
		}
	}
	return true
}
