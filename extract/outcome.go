package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// effect is one thing that a clause does, and to whom.
type effect struct {
	outcome  Outcome
	agencies []*actor
	private  bool  // it binds a private party, not an agency
	guessed  bool  // its words name no agency, other words of the paper tell whose it is
	lower    bool  // it concerns a judgment or ruling of a court below
	items    []int // the items of that judgment that it concerns, none for all
	i, j     int
	rule     string
}

// verbs are the words that can open what a clause does (裁判方式用语). The
// leftmost in a stretch between marks decides; what stands behind it is its
// object.
var verbs = regexp.MustCompile(`不撤销|不予撤销|不再撤销|视为撤销|驳回|撤销|撤消|维持|确认|变更|责令|判令|命令|准许|准予|允许|同意|不准予|不准许|不予|不准|终止|终结|中止|发回|指令|提审|继续审理|移送|恢复|解除|停止|按[^，；。]{0,40}撤|视为撤(?:诉|回)|作撤|冻结|划拨|补正|更正|限(?:被|于|在|期|令|你|其|上诉|原审|申请|[\p{Han}]{2,24}(?:局|政府|会|厅|部|处|队|办)(?:于|在|自))|由[^，；。]{2,60}(?:重新|另行|继续审理|再审|审理|赔偿|补偿|承担|返还|给付|支付)`)

// lowerPaper is the object of 撤销, 维持, 变更 where it is a judgment or
// ruling of a court and not an act of an agency.
//
// A court's number in brackets behind its name tells as much where a scan has
// damaged the word 判决.
var lowerPaper = regexp.MustCompile(`法院[^，；。]*?(?:判决|裁定|调解书|决定书?)|法院[（〈〔\[(][^，；。]{4,24}?[初终申再提执][^，；。]{0,10}(?:号|亏|判|制|裁)|(?:原审|一审|二审|再审|原一审|原二审|一、二审|终审|初审|原|本案|上述|两审)(?:法院)?(?:的)?(?:行政|民事|行政赔偿|赔偿)*(?:判决|裁定|判)|原判|人民(?:法[（〈〔\[(]|院)|本院[（〈〔\[(]|本院[^，；。]*?(?:判决|裁定|决定)|[初终申再提]字?第?[\d\-、,]+号(?:之[一二三四五])?(?:的)?(?:行政|民事|行政赔偿|赔偿)*(?:判决|裁定)`)

// courtNumber is the number of a paper of a court, whole or damaged in a digit
// or two: no act of an agency bears one.
var courtNumber = regexp.MustCompile(`[（〈〔\[(]?[12][\dOoIlB〇SZ]{2,3}[）〉〕\])]?[\p{Han}]{1,3}[\dOoIlB〇SZ]{0,5}[行民赔][赔政事]?[初终申再提监审](?:字第)?[\dOoIlB〇SZ]{1,6}`)

// tornJudgment is what a scan leaves of 维持原判.
var tornJudgment = regexp.MustCompile(`^原[制裁]?[，；。]?$`)

var (
	itemNumbers = regexp.MustCompile(`第((?:[（一二三四五六七八九十\d）]{1,5}、?)+)(?:项|款|判项)`)
	partOfAct   = regexp.MustCompile(`^其中|第[（一二三四五六七八九十\d□）、]{1,8}(?:项|款|条)[^号]{0,30}$|的?部分(?:内容)?[；。，]?$|部分(?:内容|决定|处罚|撤销)|中(?:关于|对|的第|第)|》中[^，；。]{1,40}$|(?:决定|证|书|答复|通知)中[^，；。]{1,40}(?:内容|部分|登记|处罚|事项|决定)$|部分撤销`)
	verbNext    = regexp.MustCompile(`^(?:` + verbs.String() + `)`)
	dismissed   = regexp.MustCompile(`(诉讼请求|赔偿请求|请求|诉请|诉求|反诉|起诉|自诉|上诉|再审申请|复议申请|申请|申诉|异议|主张|抗诉)(?:[，；。、及和并以维]|$)`)
	declared    = regexp.MustCompile(`^确认.*?(违法|无效|有效|不成立|成立|不合法|合法)(?:[，；。、并]|$)`)
	duties      = []struct {
		form *regexp.Regexp
		code Outcome
		rule string
	}{
		{regexp.MustCompile(`重新(?:作出|作|处理|答复|认定|审查|调查|核定|核算|履行|审核|办理|登记|受理|确认|鉴定|裁决|公开|计算|予以|对|就|依法|组织|启动|评估|进行|安置|补偿)|另行(?:作出|处理|答复)|重作`), Redo, "责令重作"},
		{regexp.MustCompile(`补救措施|予以补救`), Remedy, "采取补救措施"},
		{regexp.MustCompile(`(?:继续)?(?:履行|给付|支付|交付|解除|按照?|依照?|依据)[^，；。]*(?:协议|合同)|(?:协议|合同)[^，；。]*(?:继续履行|约定|违约金|给付|支付|交付|义务)|违约金|违约责任`), Contract, "行政协议"},
		{regexp.MustCompile(`(?:作出|给予|予以)[^，；。]{0,40}(?:答复|处理|决定|回复|裁决|结论|告知|认定)|(?:申请|请求|举报|投诉|事项)[^，；。]{0,20}(?:答复|处理|回复|办理)|履行[^，；。]*职责|履行[^，；。]*(?:申请|举报|投诉)`), Perform, "责令履行职责"},
		{regexp.MustCompile(`赔偿(?:[^申请决方义案]|$)|赔付|承担[^，；。]{0,20}赔偿`), Compensate, "赔偿"},
		{regexp.MustCompile(`(?:给予|予以|支付|给付|进行|依法)[^，；。]{0,40}补偿|补偿[^，；。]{0,40}元|补偿(?:款|费|金|原告|申请人|上诉人)`), Indemnify, "补偿"},
		{regexp.MustCompile(`返还|退还|退回|退赔|归还|恢复原状|恢复名誉|消除影响|赔礼道歉|解除[^，；。]{0,30}(?:查封|扣押|冻结|措施)|发还|启封`), Remedy, "返还、恢复"},
		{regexp.MustCompile(`给付|支付|发放|拨付|补发|付给|补缴|偿付`), Pay, "责令给付"},
		{regexp.MustCompile(`履行|作出|答复|处理|公开|受理|登记|办理|颁发|核发|发给|查处|调查|提供|告知|更正|审核|审批|立案|协助|安排|安置|送达|督促|制止|回复|审查|核查|注销|办结|拆除|配合|组织|落实|完成|采取|停止|撤回|撤销|修改|制定|听取|召集|召开|解决|负责`), Perform, stepRule},
	}
	// debtorForm is the frame of a duty told without 责令: who, and by when, or
	// how much.
	debtorForm = regexp.MustCompile(`(?:告|诉人|请人|局|政府|[委员]会|厅|部|处|队|办|[院校]|所|中心|大学|□）|机关|海关)(?:[^，；。]{0,4})(?:应|须|于|在|自|继续|共同|连带|立即|负责|分别|各|赔偿|补偿|支付|给付|返还|退还|采取|向|对)|元`)
	// returnForm is what is to be handed back when an act is annulled, by when.
	returnForm = regexp.MustCompile(`^(?:并)?(?:应|须)?(?:于|在|自)[^，。；]{2,24}?(?:内|前|起)[^，。；]{0,6}(?:将|把)[^，。；]{1,60}(?:返还|退还|发还|归还)`)
	civilDuty  = regexp.MustCompile(`给付|支付|返还|退还|赔偿|补偿|偿还|偿付|履行|交付|承担|腾退|腾空|搬离|迁出|拆除|恢复|停止|赔礼|消除|排除|解除|协助|办理|过户|归还|清偿|连带|享有|优先受偿|退回|配合|修复|移交|占有|归`)
)

// stepRule names a duty that is told by what is to be done, and not as the
// duty of an office.
const stepRule = "责令作为"

// effects reads what the runes [i, j) of a decision do.
func (p *paper) effects(i, j int) []effect {
	masked := maskQuoted(p.text.Runes()[i:j])
	var out []effect
	for _, seg := range stretches(masked) {
		e, ok := p.effectOf(masked, seg, i, out)
		if !ok {
			redone(out, string(masked[seg[0]:seg[1]]))
			continue
		}
		out = append(out, e...)
	}
	out = tidy(out)
	for _, e := range out {
		if burdens[e.outcome] && len(e.agencies) > 0 {
			p.subject = e.agencies
		}
	}
	return out
}

// redone reads what an order that opens with a step on the way is to reach:
// 责令被告召集学位评定委员会，对……重新作出决定 orders a new decision.
func redone(list []effect, s string) {
	if len(list) == 0 {
		return
	}
	if last := &list[len(list)-1]; last.outcome == Perform && last.rule == stepRule && duties[0].form.MatchString(s) {
		last.outcome, last.rule = duties[0].code, duties[0].rule
	}
}

// tidy drops what only elaborates another effect of the same clause: the
// payment of a compensation, the 维持原判 behind 驳回上诉.
func tidy(list []effect) []effect {
	has := func(o Outcome) bool {
		for _, e := range list {
			if e.outcome == o {
				return true
			}
		}
		return false
	}
	var out []effect
	for _, e := range list {
		switch {
		case e.outcome == Pay && (has(Compensate) || has(Indemnify) || has(Contract)) && e.rule != "责令给付!":
			continue
		case e.outcome == Maintain && e.lower && has(Affirm):
			continue
		}
		out = append(out, e)
	}
	return out
}

// maskQuoted hides what stands in 《》, “” and （）, rune for rune: words of a
// title or a quotation do nothing.
func maskQuoted(rs []rune) []rune {
	out := append([]rune(nil), rs...)
	pairs := map[rune]rune{'《': '》', '“': '”', '（': '）', '〈': '〉', '‘': '’', '〔': '〕', '[': ']'}
	for k := 0; k < len(out); k++ {
		end, ok := pairs[out[k]]
		if !ok {
			continue
		}
		depth := 1
		for e := k + 1; e < len(out); e++ {
			if rs[e] == rs[k] {
				depth++
			} else if rs[e] == end {
				depth--
				if depth == 0 && rs[k] != '《' && rs[k] != '“' && mergedItem.MatchString(string(rs[k:e])) {
					break // brackets that a scan has not closed hide no items
				}
				if depth == 0 {
					for x := k + 1; x < e; x++ {
						out[x] = '□'
					}
					k = e
					break
				}
			}
		}
	}
	return out
}

// mergedItem is the beginning of a further item of a decision.
var mergedItem = regexp.MustCompile(`[；;][一二三四五六七八九十][、.，]`)

// stretches cuts a masked clause at its marks, and before a verb behind 并, 、
// or 及, but leaves together what 驳回……请求 and 确认……违法 embrace.
func stretches(rs []rune) [][2]int {
	var out [][2]int
	start := 0
	cut := func(k int) {
		if k > start {
			out = append(out, [2]int{start, k})
		}
		start = k
	}
	all := string(rs)
	at := 0 // the byte of rune k
	for k := 0; k < len(rs); k++ {
		rest := all[at:]
		from := k
		switch {
		case strings.HasPrefix(rest, "驳回"):
			if m := dismissed.FindStringSubmatchIndex(rest); m != nil {
				k += len([]rune(rest[:m[3]])) - 1
			}
		case strings.HasPrefix(rest, "确认") && k == firstVerb(rs, start):
			if m := declared.FindStringSubmatchIndex(rest); m != nil && !strings.ContainsAny(rest[:m[3]], "；。") {
				k += len([]rune(rest[:m[3]])) - 1
			}
		case strings.ContainsRune("，；。", rs[k]):
			cut(k + 1)
		case (rs[k] == '并' || rs[k] == '、' || rs[k] == '及' || rs[k] == '和') && k+1 < len(rs) && k > start:
			if verbNext.MatchString(rest[utf8.RuneLen(rs[k]):]) {
				cut(k + 1)
			}
		}
		for ; from <= k; from++ {
			at += utf8.RuneLen(rs[from])
		}
	}
	cut(len(rs))
	return out
}

func firstVerb(rs []rune, start int) int {
	m := verbs.FindStringIndex(string(rs[start:]))
	if m == nil {
		return -1
	}
	return start + len([]rune(string(rs[start:])[:m[0]]))
}

func one(e effect) ([]effect, bool) { return []effect{e}, true }

// effectOf reads one stretch. Those before it in the clause are known: a
// stretch without a party goes on about theirs.
func (p *paper) effectOf(masked []rune, seg [2]int, base int, before []effect) ([]effect, bool) {
	s := tailTitle.ReplaceAllString(string(masked[seg[0]:seg[1]]), "")
	i, j := base+seg[0], base+seg[1]
	e := effect{i: i, j: j}
	m := verbs.FindStringIndex(s)
	if m == nil {
		if d := statedForm.FindStringSubmatch(s); d != nil && strings.Contains(string(masked), "予以确认") {
			e.outcome, e.rule = ConfirmIllegal, "确认违法"
			if d[1] == "无效" {
				e.outcome, e.rule = ConfirmInvalid, "确认无效"
			}
			p.name(&e, i, j, before, true)
			return one(e)
		}
		known := before
		if returnForm.MatchString(s) && !p.civil() {
			e.outcome, e.rule = Remedy, "返还、恢复"
			p.bind(&e, i, j, before)
			return one(e)
		}
		if p.newDebtor(i, j, before) {
			known = nil
		}
		if e.outcome, e.rule = p.plainDuty(s, i, j, known); e.outcome != "" {
			p.bind(&e, i, j, before)
			return one(e)
		}
		return nil, false
	}
	verb := s[m[0]:m[1]]
	object := s[m[1]:]
	at := i + len([]rune(s[:m[0]]))
	recon := p.reconsiders()
	civil := p.civil()
	e.lower = !recon && (verb == "维持" && tornJudgment.MatchString(object) || lowerPaper.MatchString(s[m[0]:]) || (verb == "撤销" || verb == "维持" || verb == "变更") && courtNumber.MatchString(p.text.Slice(at, min(j, at+60))))
	switch {
	case wantedForm.MatchString(s[:m[0]]) && burdenVerb.MatchString(verb), verb == "维持" && strings.HasSuffix(s[:m[0]], "中"):
		return nil, false // 要求撤销……的诉讼请求: what was asked for, behind a refusal that is lost
	case verb == "不撤销", verb == "不予撤销", verb == "不再撤销", verb == "视为撤销":
		return nil, false
	case verb == "驳回":
		e.outcome, e.rule = p.dismissal(s[m[0]:], recon)
		p.name(&e, at, j, before, false)
		return one(e)
	case verb == "撤销" || verb == "撤消":
		switch {
		case e.lower:
			e.outcome, e.rule = Reverse, "撤销原裁判"
			e.items = itemsIn(string(p.text.Runes()[at:j]))
			return one(e)
		case partOfAct.MatchString(strings.TrimRight(object, "，；。")), strings.HasSuffix(s[:m[0]], "部分"):
			e.outcome, e.rule = RevokePartial, "部分撤销"
		default:
			e.outcome, e.rule = Revoke, "撤销行政行为"
		}
		if civil {
			e.outcome, e.rule = CivilLiability, "民事责任"
		}
		p.name(&e, at, j, before, true)
		return one(e)
	case verb == "维持" && strings.HasPrefix(object, "不变"):
		return nil, false
	case len(before) > 0 && furtherVerb[verb] && burdens[before[len(before)-1].outcome] && !strings.Contains(object, "效力"):
		return nil, false
	case verb == "维持":
		e.outcome, e.rule = Maintain, "维持"
		if e.lower {
			e.items = itemsIn(string(p.text.Runes()[at:j]))
			for _, b := range before {
				if b.outcome == Affirm {
					e.outcome, e.rule = Affirm, "驳回上诉，维持原裁判"
				}
			}
			if len(e.items) == 0 && (wholeForm.MatchString(object) || tornJudgment.MatchString(object)) && e.outcome == Maintain {
				e.outcome, e.rule = Affirm, "维持原裁判"
			}
			return one(e)
		}
		p.name(&e, at, j, before, true)
		return one(e)
	case verb == "确认":
		d := declared.FindStringSubmatch(s[m[0]:])
		switch {
		case d == nil && strings.Contains(s, "违法"), d != nil && (d[1] == "违法" || d[1] == "不合法"):
			e.outcome, e.rule = ConfirmIllegal, "确认违法"
		case d != nil && (d[1] == "无效" || d[1] == "不成立"):
			e.outcome, e.rule = ConfirmInvalid, "确认无效"
		default:
			e.outcome, e.rule = OtherOutcome, "其他"
		}
		if civil {
			e.outcome, e.rule = CivilLiability, "民事责任"
		}
		p.name(&e, at, j, before, e.outcome != OtherOutcome)
		return one(e)
	case verb == "变更" && nominalChange.MatchString(object):
		if e.outcome, e.rule = p.plainDuty(s, i, j, before); e.outcome == "" {
			return nil, false
		}
		p.bind(&e, i, j, before)
		return one(e)
	case verb == "变更" && civil && !e.lower:
		e.outcome, e.rule = CivilLiability, "民事责任"
		p.bind(&e, i, j, before)
		return one(e)
	case verb == "变更":
		if lowerPaper.MatchString(s) && !recon {
			e.outcome, e.rule, e.lower = Reverse, "变更原裁判", true
			e.items = itemsIn(string(p.text.Runes()[i:j]))
			out := []effect{e}
			if k := strings.Index(object, "为"); k >= 0 {
				rest := strings.TrimLeft(object[k+len("为"):], "：，“")
				if at := j - len([]rune(rest)) - len([]rune(string(masked[seg[0]:seg[1]]))) + len([]rune(s)); at > i && at < j {
					out = append(out, p.effects(at, j)...)
				}
			}
			return out, true
		}
		e.outcome, e.rule = Modify, "变更行政行为"
		p.name(&e, i, j, before, true)
		return one(e)
	case verb == "责令", verb == "判令", verb == "命令", strings.HasPrefix(verb, "限"), strings.HasPrefix(verb, "由"):
		if remandForm.MatchString(s[m[0]:]) {
			e.outcome, e.rule = Remand, "发回、指令审理"
			return one(e)
		}
		e.outcome, e.rule = p.duty(s[m[0]:], i+len([]rune(s[:m[0]])), j)
		if e.outcome == "" {
			e.outcome, e.rule = Perform, "责令履行职责"
			if civil {
				e.outcome, e.rule = CivilLiability, "民事责任"
			}
		}
		p.bind(&e, at, j, before)
		return one(e)
	case strings.HasPrefix(verb, "准") || verb == "允许" || verb == "同意":
		switch {
		case withdrawForm.MatchString(object), strings.Trim(object, "，。；") == "" && withdrawForm.MatchString(string(masked[:seg[0]])):
			e.outcome, e.rule = Withdraw, "准许撤回" // 撤回上诉，……裁定予以准许
		case (strings.Contains(s, "执行") || strings.HasPrefix(object, "强制")) && !strings.Contains(s, "不准"):
			e.outcome, e.rule = Enforce, "准予强制执行"
			p.name(&e, i, j, before, true)
		default:
			e.outcome, e.rule = OtherOutcome, "其他"
		}
		return one(e)
	case strings.HasPrefix(verb, "不"):
		switch {
		case strings.Contains(object, "执行") || strings.HasPrefix(object, "强制") || strings.Contains(s, "执行") && strings.TrimRight(object, "，。；") == "":
			e.outcome, e.rule = RefuseEnforcement, "不准予强制执行"
		case strings.Contains(object, "受理") || strings.Contains(object, "立案"):
			e.outcome, e.rule = DismissSuit, "不予受理、立案"
			if recon {
				e.outcome = RejectApplication
			}
		default:
			return nil, false
		}
		p.name(&e, i, j, before, e.outcome == RefuseEnforcement)
		return one(e)
	case strings.Contains(verb, "撤"):
		e.outcome, e.rule = Withdraw, "按撤诉处理"
		return one(e)
	case verb == "终止" || verb == "终结":
		e.outcome, e.rule = Terminate, "终止"
		return one(e)
	case verb == "发回", verb == "指令", verb == "提审", verb == "继续审理":
		e.outcome, e.rule = Remand, "发回、指令审理"
		return one(e)
	case verb == "恢复":
		switch {
		case strings.Contains(object, "效力"):
			e.outcome, e.rule = Restore, "恢复原行政行为的效力"
			p.name(&e, at, j, before, false)
		case strings.Contains(object, "原状") || strings.Contains(object, "名誉"):
			e.outcome, e.rule = Remedy, "返还、恢复"
			p.bind(&e, i, j, before)
		default:
			e.outcome, e.rule = OtherOutcome, "其他"
		}
		if civil && e.outcome == Remedy {
			e.outcome = CivilLiability
		}
		return one(e)
	case verb == "解除":
		e.outcome, e.rule = Contract, "行政协议"
		if civil {
			e.outcome, e.rule = CivilLiability, "民事责任"
		} else if raw := p.text.Slice(i, j); !strings.Contains(raw, "协议") && !strings.Contains(raw, "合同") {
			e.outcome, e.rule = Remedy, "返还、恢复"
		}
		p.bind(&e, i, j, before)
		return one(e)
	}
	if e.outcome, e.rule = p.plainDuty(s, i, j, before); e.outcome != "" && verb != "冻结" && verb != "划拨" && verb != "中止" {
		p.bind(&e, i, j, before)
		return one(e)
	}
	e.outcome, e.rule = OtherOutcome, "其他"
	return one(e)
}

// furtherVerb are verbs that behind an order tell what it is to achieve:
// ……履行监管职责，督促违法行为人恢复原状.
var furtherVerb = map[string]bool{"恢复": true, "解除": true, "停止": true, "终止": true, "同意": true, "允许": true, "准予": true, "准许": true}

// nominalChange is 变更 as a part of a noun: 办理变更登记, 变更批复.
var nominalChange = regexp.MustCompile(`^(?:登记|批复|手续|申请|许可|事项|备案|后|前|的)`)

// statedForm is a declaration told backwards: ……的行为违法，予以确认.
var statedForm = regexp.MustCompile(`(违法|无效)[，；。]?$`)

var (
	// tailTitle ends a decision told in one sentence: 作出撤销……的终审判决.
	tailTitle    = regexp.MustCompile(`的(?:终审|二审|一审)?(?:判决|裁定)。?$`)
	wholeForm    = regexp.MustCompile(`^(?:原判|原裁定|原审(?:判决|裁定)|一审(?:判决|裁定)|二审(?:判决|裁定)|原(?:判决|裁定))[，；。]?$`)
	remandForm   = regexp.MustCompile(`继续审理|重审|再审|提审|(?:法院|本院)[^，；。]*(?:审理|立案|受理)`)
	withdrawForm = regexp.MustCompile(`撤回|撤诉|回(?:起诉|上诉|再审)|撤销(?:起诉|上诉)`)
)

// dismissal tells what 驳回 does by what is refused.
func (p *paper) dismissal(s string, recon bool) (Outcome, string) {
	what := ""
	if m := dismissed.FindStringSubmatch(s); m != nil {
		what = m[1]
	} else if strings.Contains(s, "请求") {
		what = "请求"
	} else if strings.Contains(s, "起诉") {
		what = "起诉"
	}
	switch {
	case recon:
		return RejectApplication, "驳回复议申请（请求）"
	case what == "" && (p.letter || strings.Contains(s, "再审") && !strings.Contains(s, "请求")):
		return RejectPetition, "驳回申诉"
	case what == "起诉" || what == "自诉":
		return DismissSuit, "驳回起诉"
	case what == "上诉" || what == "抗诉":
		return Affirm, "驳回上诉，维持原裁判"
	case what == "再审申请" || what == "申诉", strings.Contains(s, "再审") && (what == "申请" || what == "请求"):
		return RejectPetition, "驳回再审申请"
	case what == "异议":
		return OtherOutcome, "其他"
	case what == "复议申请":
		return OtherOutcome, "其他"
	case what == "申请":
		if p.record.Instance != nil {
			switch *p.record.Instance {
			case Review:
				return RejectPetition, "驳回再审申请"
			case Enforcement:
				return RefuseEnforcement, "不准予强制执行"
			}
		}
		if strings.Contains(s, "执行") && !strings.Contains(s, "停止执行") {
			return RefuseEnforcement, "不准予强制执行"
		}
		return DismissSuit, "驳回申请"
	}
	if what == "" && !claimedForm.MatchString(s) {
		return OtherOutcome, "其他" // what is refused cannot be read
	}
	return DismissClaim, "驳回诉讼请求"
}

// claimedForm is what is left of a claim that is refused.
var claimedForm = regexp.MustCompile(`请求|诉讼|诉请|主张|反诉|求|其他`)

// duty tells what an order to do something is about.
func (p *paper) duty(s string, i, j int) (Outcome, string) {
	if p.civil() {
		return CivilLiability, "民事责任"
	}
	return p.dutyIn(s, i, j)
}

// dutyIn finds the kind of a duty; the title of an agreement counts for the
// word, its name says what is to be done under it.
func (p *paper) dutyIn(s string, i, j int) (Outcome, string) {
	if agreementTitle.MatchString(p.text.Slice(i, j)) {
		s = strings.ReplaceAll(s, "《", "协议《")
	}
	for _, d := range duties {
		if d.form.MatchString(s) {
			if p.underAgreement(i) && (d.code == Pay || d.code == Indemnify || d.code == Perform) {
				return Contract, "行政协议"
			}
			return d.code, d.rule
		}
	}
	return "", ""
}

var agreementTitle = regexp.MustCompile(`《[^《》]*(?:协议|合同|协议书|合同书|意向书)(?:（[^《》]*）)?》`)

// underAgreement reports that the decision in which rune i stands rests on
// 行政诉讼法第七十八条, or is about one that did, and on no article about duties of
// law: what it orders is owed under the agreement.
func (p *paper) underAgreement(i int) bool {
	if p.formula < 0 || p.reconsiders() || p.civil() {
		return false
	}
	// the sentence in front of the decision: this one's, or one told of a court below
	at := min(p.formula, i)
	s := p.text.Slice(max(p.from, at-400), at)
	if k := strings.LastIndex(s, "。"); k >= 0 {
		s = s[k:]
	}
	if byDutyForm.MatchString(s) {
		return false
	}
	for _, d := range p.lower {
		for _, e := range d.effects() {
			if e.outcome == Contract {
				return true // the court below held the agency to its word
			}
		}
	}
	return underAgreementForm.MatchString(s)
}

var (
	underAgreementForm = regexp.MustCompile(`行政诉讼法》(?:（[^（）]*）)?[^《》]*第(?:七十八|78)条`)
	byDutyForm         = regexp.MustCompile(`第(?:七十二|七十三|七十|72|73|70)条`)
)

// plainDuty is a duty without 责令: 被告于……日内赔偿原告……. Behind another
// effect of the clause it elaborates that one.
func (p *paper) plainDuty(s string, i, j int, before []effect) (Outcome, string) {
	for _, b := range before {
		if b.outcome != OtherOutcome {
			return "", ""
		}
	}
	if p.civil() {
		if civilDuty.MatchString(s) {
			return CivilLiability, "民事责任"
		}
		return "", ""
	}
	if p.letter || !debtorForm.MatchString(s) || allowedForm.MatchString(s) || arguesForm.MatchString(s) || strings.Contains(s, "负担") || p.enforcing() {
		return "", "" // 负担 is said of the costs of the proceedings alone
	}
	return p.dutyIn(s, i, j)
}

// enforcing reports a ruling on an application for enforcement (行政强制法第五十七
// 条、第五十八条): it allows or refuses, and orders an agency to do nothing. Who
// is to carry it out (由……组织实施) is told beside.
func (p *paper) enforcing() bool {
	return p.record.Instance != nil && *p.record.Instance == Enforcement
}

// allowedForm leaves something to a party and orders nothing: 被申请人可在补正程序
// 后依法重新处理.
var allowedForm = regexp.MustCompile(`(?:告|人|局|政府|[委员]会|厅|部|处|队|办|机关)可(?:以)?(?:在|依法|另行|根据|重新|再|就|自行|依照|按照|视)`)

var (
	wantedForm = regexp.MustCompile(`(?:要求|请求|诉请|关于)$`)
	burdenVerb = regexp.MustCompile(`^(?:撤销|撤消|确认|变更|责令|判令)$`)
)

// arguesForm is reasoning, which orders nothing: ……的职责即已履行完毕.
var arguesForm = regexp.MustCompile(`不能成立|理由成立|已(?:经)?(?:履行|支付|赔偿|补偿)|履行完毕|不予支持|应予支持|认为|主张|辩称|未提交|受理费|诉讼费|由(?:人民)?法院对其是否`)

// itemsIn reads the items of a judgment that a clause names: 第一、三项.
func itemsIn(s string) []int {
	var out []int
	for _, m := range itemNumbers.FindAllStringSubmatch(s, -1) {
		for _, f := range strings.FieldsFunc(m[1], func(r rune) bool { return r == '、' || r == '（' || r == '）' }) {
			if n, ok := Integer(f); ok {
				out = append(out, int(n))
			}
		}
	}
	return out
}

// reconsiders reports a paper of an organ of reconsideration.
func (p *paper) reconsiders() bool {
	switch p.record.DocumentType {
	case ReconsiderationDecision, ReconsiderationRejection, ReconsiderationTermination, ReconsiderationMediation:
		return true
	}
	return false
}

// civil reports a civil paper.
func (p *paper) civil() bool {
	return p.record.DocumentType == CivilJudgment || p.record.DocumentType == CivilRuling
}
