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
	ownTerms   = strings.Split("本院|本机关|本府|本厅|本局|本委|本复议机关|我院", "|")
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

// quoted reports whether the hit is words of another text. A few words in
// quotation marks that a verb applies to the case are the body's own:
// 属于第七十条第三项规定的“违反法定程序的”情形.
func (v *view) quotedHit(h hit) bool {
	for _, q := range v.s.quoted {
		if !q.has(h.from) {
			continue
		}
		if utf8.RuneCountInString(v.text[q.from:q.to]) <= 30 {
			head := lastRunes(v.text[v.s.from:q.from], 40)
			back := firstRunes(v.text[q.to:v.s.to], 8)
			if hasAny(head, "属于", "属", "构成", "系", "符合", "存在") >= 0 && hasAny(head, "不属于", "不构成", "不符合", "不存在", "并非") < 0 &&
				hasAny(back, "情形", "违法", "的行为", "，") >= 0 && !strings.HasSuffix(head, "规定“") {
				return false
			}
		}
		return true
	}
	return within(v.s.statute, h.from)
}

// denials turn a fault into its contrary where they govern it.
var (
	// farDenials govern to the end of the clause.
	farDenials = strings.Split("不存在|不属于|不属|不构成|不能认定|不应认定|不能视为|不应视为|不宜认定|难以认定|未发现|没有证据证明|无证据证明|并无证据证明|没有证据证实|无证据证实|不能证明|不足以认定|不足以证明|未能证明|尚不构成|并不构成|并不属于|并不存在|亦不存在|也不存在|均不存在|不具有|不具备|不符合|不产生|不存有|不是|并非|并不是|非因|不会|不导致|不因|无需|无须|没有约定|未约定|不需|不应承担|不承担|免除|不能构成|未构成|没有构成|不必然|不等于|不意味|无从|不认为|排除|避免|防止|有效证据证明|提供证据证明其|不得以", "|")
	// nearDenials stand right in front.
	nearDenials = strings.Split("未|并未|没有|并没有|无|并无|不|并不|亦无|亦未|也未|也无|均未|均无|尚未|从未|未有|未见|不显|非|不致|不算|不能|不会|不应|不宜|不应当|不可", "|")
)

// denied reports whether the hit is negated.
func (v *view) denied(h hit) bool {
	b := v.before(h)
	for _, d := range farDenials {
		if k := strings.LastIndex(b, d); k >= 0 {
			rest := b[k+len(d):]
			// The denial may have been spent on something of its own in front
			// of a turn: 不符合法定条件而……违反法定程序.
			if hasAny(rest, "即", "而", "却", "便", "就", "故", "但", "因此", "的情况下", "的情形下", "的前提下", "之前") >= 0 {
				continue
			}
			if h.sure == plain && startsWithNot(v.text[h.from:h.to]) && hasAny(d, "不存在", "不属于", "并非", "不是") < 0 {
				continue // 不具有……未告知: two faults, not a double negation
			}
			return true
		}
	}
	own := v.text[h.from:h.to]
	near := b
	for cut := true; cut; {
		cut = false
		for _, w := range []string{"明显", "任何", "上述", "该", "其他", "相应", "当然", "严重", "存在", "构成"} {
			if strings.HasSuffix(near, w) {
				near, cut = strings.TrimSuffix(near, w), true
			}
		}
	}
	for _, d := range nearDenials {
		if (strings.HasSuffix(b, d) || strings.HasSuffix(near, d)) && (!startsWithNot(own) || hasPrefixAny(own, "超过", "超出", "怠于", "拖延")) {
			return true
		}
	}
	// 未滥用职权、超越职权: the enumeration behind one negation.
	if k := strings.LastIndex(b, "、"); k >= 0 && h.sure == named {
		for _, d := range []string{"未", "没有", "无", "不"} {
			for _, n := range enumerables {
				if strings.Contains(b, d+n) {
					return true
				}
			}
		}
	}
	a := firstRunes(v.tail(h), 16)
	for _, d := range []string{"不存在", "并不存在", "不属实", "不能成立", "不成立", "的情形不存在", "之情形不存在", "的情形并不存在", "均不存在", "不能认定", "与否"} {
		if strings.HasPrefix(a, d) {
			return true
		}
	}
	return false
}

var enumerables = []string{"违反", "超越", "滥用", "明显", "显失", "程序违法"}

func startsWithNot(s string) bool {
	for _, p := range []string{"未", "没有", "不", "无", "缺乏", "缺少", "欠缺", "逾期未", "至今未", "于法无", "怠于", "拒绝", "拖延", "超过", "超出"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// supposed reports a question, a condition or a rule in the abstract.
func (v *view) supposed(h hit) bool {
	b := v.before(h)
	if hasAny(v.text[h.from:h.to], "是否", "如何", "如果") >= 0 {
		return true
	}
	if k := hasLast(b, "是否", "应否", "能否", "有无", "如果", "倘若", "假如", "假设", "即使", "即便", "纵使", "哪怕", "一旦", "如认为", "若", "尚若", "倘", "可否", "何种", "如何", "只有", "除非", "以免"); k >= 0 {
		return true
	}
	if k := strings.LastIndex(b, "如"); k >= 0 && !strings.HasPrefix(b[k:], "如实") && !strings.HasPrefix(b[k:], "如下") && !strings.HasPrefix(b[k:], "如前") && !strings.HasPrefix(b[k:], "如上") && (k == 0 || strings.HasSuffix(b[:k], "：")) {
		return true
	}
	c := v.s.clauses[v.s.clause(h.to-1)]
	w := v.text[c.from:c.to]
	if strings.HasSuffix(w, "？") || strings.HasSuffix(w, "与否") || strings.HasSuffix(w, "的问题") && strings.HasPrefix(w, "关于") {
		return true
	}
	// ……未告知的，: the condition of a rule.
	if strings.HasSuffix(w, "的") && !strings.HasSuffix(w, "违法的") && !strings.HasSuffix(w, "错误的") && hasAny(w, "是", "系", "属") < 0 {
		at := c.to
		if at < v.s.to && strings.HasPrefix(v.text[at:], "，") || at < v.s.to && strings.HasPrefix(v.text[at:], "；") {
			return len(v.sightsBefore(h, agencies, theAct)) == 0
		}
	}
	// 违反法定程序的行政行为应予撤销: said of any act.
	if rest := v.after(h); hasPrefixAny(rest, "的行政行为", "的具体行政行为", "的行为", "的决定", "作出的行政行为") && len(v.sightsBefore(h, agencies)) == 0 && hasAny(v.head(h), "被诉", "本案", "涉案", "案涉", "该") < 0 {
		return true
	}
	// 如……，……违反法定程序: a condition one clause before.
	for i := v.s.clause(h.from) - 1; i >= 0 && i >= v.s.clause(h.from)-2; i-- {
		p := v.text[v.s.clauses[i].from:v.s.clauses[i].to]
		if hasPrefixAny(p, "如果", "倘若", "假如", "假设", "即使", "即便", "纵使", "若", "退一步讲", "一旦") {
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

// claimVerbs open what a party says.
var claimVerbs = strings.Split("主张|认为|提出|诉称|辩称|述称|答辩称|上诉称|申诉称|所称|诉请|请求|要求|抗辩|辩解|质疑|称|上诉认为|上诉提出|以其|辩护|所述|提及|坚持", "|")

// breaks end a claim: the body speaks again.
var breaks = strings.Split("但|但是|然而|经查|经审查|经审理|本院认为|本机关认为|本院|本机关|实际上|事实上|综上|对此|该主张|该理由|其主张|显然|而被告|而被申请人|且被告|且被申请人|因被告|因被申请人|并未提供|却未", "|")

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
	// Does the body speak again between the claim and the hit?
	verdict, at := verdictOf(v.tailWithNext(h))
	for i := v.s.clause(begin); i <= ci; i++ {
		c := v.s.clauses[i]
		w := v.text[c.from:c.to]
		if hasAny(v.text[c.from:min(c.to, max(h.from, c.from))], closers...) >= 0 {
			return false, false // the claim is answered already
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
var closers = strings.Split("不能成立|不成立|不予采纳|不予支持|不予采信|不予认可|予以支持|应予支持|予以采纳|应予采纳|理由成立|主张成立|请求成立|意见成立", "|")

// claimIn finds words of saying by a party in text[from:to]; near tells that
// the hit follows in the same clause.
func (v *view) claimIn(from, to int, near bool) int {
	w := v.text[from:to]
	for _, m := range v.sights {
		if m.from < from || m.from >= to || m.who != claimant && m.who != agencies && m.who != outsider {
			continue
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
				if tail := v.text[m.to+k : v.s.to]; hasAny(tail, "的主张", "的理由", "的意见", "的辩解", "的抗辩", "的上诉", "之主张", "不予采纳", "不予采信") < 0 {
					continue
				}
			}
			if verb == "要求" && hasAny(firstRunes(v.text[m.to+k:v.s.to], 30), "听证", "陈述", "申辩") >= 0 {
				continue
			}
			if verb == "提出" && hasAny(firstRunes(v.text[m.to+k+len(verb):v.s.to], 10), "申请", "异议", "听证", "复议", "诉讼", "申辩", "陈述", "投诉", "举报") >= 0 {
				continue
			}
			if verb == "称" && strings.HasSuffix(rest[:k], "以下简") {
				continue
			}
			return m.from
		}
	}
	if hasPrefixAny(w, "经审查认为", "经复议认为", "审查认为", "复议认为", "审查后认为") && hasAny(v.text[v.s.from:from], ownTerms...) < 0 {
		return from
	}
	for _, p := range []string{"其主张", "其认为", "其诉称", "其辩称", "其上诉", "其提出的", "其所称", "主张", "诉称", "上诉称", "辩称", "所提", "提出的", "所持", "要求撤销", "请求撤销", "请求确认"} {
		if k := strings.Index(w, p); k >= 0 && (k == 0 || strings.HasPrefix(p, "其") || p == "所提" || p == "提出的" || near && strings.HasPrefix(w, "关于") || near && strings.HasPrefix(w, "至于")) {
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

// verdictOf tells what a passage says of a claim in front of it: 1 accepted,
// -1 rejected, 0 neither; and where it says so.
func verdictOf(s string) (int, int) {
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
		if v.sights[i].who == below {
			m = &v.sights[i]
		}
	}
	if m == nil {
		return 0
	}
	mc, hc := v.s.clause(m.from), v.s.clause(h.from)
	if k := hasAny(v.text[m.to:h.from], "判决正确", "撤销正确", "认定正确", "违法正确", "处理正确", "结果正确", "并无不当", "并无不妥", "予以确认", "予以维持", "予以纠正", "应予纠正", "于法有据", "符合法律规定"); k >= 0 && v.s.clause(m.to+k) < hc {
		return 0 // said and done with
	}
	holds := holding(firstRunes(v.text[m.to:v.s.to], 14))
	for i := mc + 1; i <= hc; i++ {
		c := v.s.clauses[i]
		w := v.text[c.from:c.to]
		if hasPrefixAny(w, "但被诉", "但被告", "但被上诉人", "但上诉人", "但该", "但其", "然而", "本院认为", "本院") {
			return 0
		}
		if !holds {
			// A new subject opens a clause of its own.
			for _, n := range v.sights {
				if n.from >= c.from && n.from < min(c.from+24, h.from) && (n.who == agencies || n.who == theAct) {
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
			if hasSuffixAny(lead, "对", "向", "将", "给", "与", "为", "把", "认定", "认为", "责令", "通知", "告知", "要求", "拆除", "扣押", "没收", "就", "使", "致", "导致", "影响", "侵害", "侵犯", "送达", "听取", "保障", "剥夺", "针对", "不影响", "依据", "根据", "强制", "颁发", "核发", "处罚", "确认", "撤销") {
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
			if (m.who == claimant || m.who == outsider) && utf8.RuneCountInString(v.text[c.from:m.from]) > 16 {
				continue // too far from the head of the clause to be its subject
			}
			if first == nil {
				first = m
			}
		}
		if first == nil {
			first = any
		}
		if first != nil {
			return first.who, first.party
		}
	}
	return nobody, -1
}

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
