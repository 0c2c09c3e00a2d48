package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// quotedHit reports whether the hit is words of another text. A few words in
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
	return within(v.s.statute, h.from) && within(v.s.statute, h.to-1)
}

// notBecause forbids a conclusion: 不能仅以其否认即认定缺乏事实根据.
var notBecause = regexp.MustCompile(`不(?:能|得|应|宜|应当)(?:仅|仅仅|只|单|单纯|简单)?(?:以|凭|依据|根据|因)[^，。；]{0,40}(?:即|就|便|而|径行|迳行)(?:认定|认为)?$`)

// denials turn a fault into its contrary where they govern it.
var (
	// farDenials govern to the end of the clause.
	farDenials = strings.Split("不存在|不属于|不属|不构成|不能认定|不应认定|不能视为|不应视为|不宜认定|难以认定|未发现|没有证据证明|无证据证明|并无证据证明|没有证据证实|无证据证实|不能证明|不足以认定|不足以证明|未能证明|尚不构成|并不构成|并不属于|并不存在|亦不存在|也不存在|均不存在|不具有|不具备|不符合|不产生|不存有|不是|并非|并不是|非因|不会|不导致|不因|无需|无须|没有约定|未约定|不需|不应承担|不承担|免除|不能构成|未构成|没有构成|不必然|不等于|不意味|无从|不认为|排除|避免|防止|有效证据证明|提供证据证明其|不得以", "|")
	// nearDenials stand right in front.
	nearDenials = strings.Split("未|并未|没有|并没有|无|并无|不|并不|亦无|亦未|也未|也无|均未|均无|尚未|从未|未有|未见|不显|非|不致|不算|不能|不会|不应|不宜|不应当|不可", "|")
)

// denied reports whether the hit is negated.
func (v *view) denied(h hit) bool {
	if hasAny(v.text[h.from:h.to], "不属于超", "不属超", "并非超", "不是超", "并无不", "并无错", "并无违", "无不当", "没有不当", "没有错误", "无错误", "不存在", "并不错", "并不违", "无不符", "均无不", "均无错") >= 0 {
		return true // 适用该规定并无不当: inside a pattern
	}
	b := v.before(h)
	if notBecause.MatchString(b) {
		return true
	}
	for _, d := range farDenials {
		if k := strings.LastIndex(b, d); k >= 0 {
			rest := b[k+len(d):]
			// The denial may have been spent on something of its own in front
			// of a turn: 不符合法定条件而……违反法定程序.
			if hasAny(rest, "即", "而", "却", "便", "就", "故", "但", "因此", "的情况下", "的情形下", "的前提下", "之前") >= 0 {
				continue
			}
			if held(b[:k], rest) {
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

// held reports that a denial is what the agency held, and the fault is said of
// that: 关于信息不存在的认定证据不足, 认定王某不属于工伤的证据不足.
func held(before, rest string) bool {
	return hasAny(rest, "的认定", "的答复", "的结论", "的告知", "的判断", "的意见") >= 0 && hasAny(before, "关于", "其", "该", "作出", "所作") >= 0 ||
		strings.HasSuffix(rest, "的") && hasAny(before, "认定", "关于", "以") >= 0 && hasAny(before, "不能认定", "不应认定", "无法认定") < 0
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
	// 在没有相反证据的情况下 tells the rule of proof that the body applies.
	if hasAny(v.text[h.from:h.to], "是否", "如何", "如果", "相反证据", "相反的证据", "反证") >= 0 {
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
	// 被告不提供……证据的，应当认定……没有证据: what a rule attaches to a condition.
	if k := v.s.clause(h.from); h.code == NoEvidenceInTime && k > 0 && hasPrefixAny(v.text[v.s.clauses[k].from:v.s.clauses[k].to], "应", "视为", "可以", "人民法院", "由") &&
		strings.HasSuffix(v.text[v.s.clauses[k-1].from:v.s.clauses[k-1].to], "的") && hasAny(v.text[v.s.from:h.from], "本案中", "涉案", "本案被") < 0 {
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
		if hasPrefixAny(p, "即使", "即便", "纵使", "退一步讲") && hasAny(v.text[v.s.clauses[i+1].from:h.from], "亦", "也", "仍") >= 0 && v.speaksOfAgency(v.s.clauses[v.s.clause(h.from)].from, h.to) {
			continue // what holds in any case, and what the agency then did
		}
		if hasPrefixAny(p, "如果", "倘若", "假如", "假设", "即使", "即便", "纵使", "若", "退一步讲", "一旦") {
			return true
		}
	}
	return false
}
