package extract

import (
	"regexp"
	"strings"
)

// judged is a hit that stood every test, with what was decided of it.
type judged struct {
	hit
	sentence *sentence
	agencies []string
	remark   bool
	noted    bool // the remark is said to be one: 予以指正, 瑕疵
	drawn    bool // the sentence draws a consequence
	wording  *Wording
}

// judge decides for every saying in the sentences whether it is a finding;
// below tells that they are those of the court below.
func (t *trial) judge(list []sentence, below bool) []judged {
	x := faultLexis()
	var out []judged
	for _, v := range t.views(list) {
		for _, h := range x.find(t.text, v.s) {
			if v.insideName(h.from) {
				continue // 申请 in 被申请人
			}
			if j, ok := t.weigh(v, h, below); ok {
				out = append(out, j)
			}
		}
	}
	return out
}

// views gives each sentence as it is looked at: with whom it names, and with
// its neighbours.
func (t *trial) views(list []sentence) []*view {
	out := make([]*view, len(list))
	for i := range list {
		s := &list[i]
		v := &view{text: t.text, s: s, sights: sightsIn(t.text, s.stretch, t.terms)}
		if i+1 < len(list) {
			v.next = &list[i+1]
		}
		if i > 0 && out[i-1].s.zone == s.zone {
			v.prev = out[i-1]
		}
		out[i] = v
	}
	return out
}

// weigh applies the tests of 判断 to one hit, the cheapest first.
func (t *trial) weigh(v *view, h hit, below bool) (judged, bool) {
	j := judged{hit: h, sentence: v.s}
	switch h.code {
	case ContractBreach:
		if !t.contractual() {
			return j, false
		}
	case Tort:
		if !t.civil() {
			return j, false
		}
	case NoEvidenceInTime:
	default:
		if t.civil() {
			return j, false // the grounds of 行政诉讼法 are none of a civil court's
		}
	}
	if h.short && !t.p.text.OnBoundary(t.p.text.FromByte(h.from), t.p.text.FromByte(h.to-1)+1) {
		return j, false // an accident of characters: 无权 in 有无权利
	}
	if own := t.text[h.from:h.to]; h.rule == "procedure.unpublished" && strings.HasPrefix(v.after(h), "的") ||
		h.rule == "improper.unweighed" && hasPrefixAny(own, "不应", "不该") || h.rule == "procedure.reasons" && strings.HasSuffix(own, "正当理由") ||
		h.rule == "law.contrary" && (hasAny(own, "步骤", "程序") >= 0 || hasAny(v.before(h), "取得方式", "收集", "取证", "调取", "送达", "程序", "笔录") >= 0) ||
		h.code == Procedure && has(h.words, "overdue") && hasAny(own, "约定", "合同", "法院指定", "举证") >= 0 {
		return j, false // what is published; what should not weigh; why evidence came late; how evidence was taken; what an agreement sets
	}
	if h.rule == "procedure.untold" && hasPrefixAny(t.text[h.from:h.to], "复议决定", "复议机关", "复议申请") || h.rule == "facts.unproved" && tookPart.MatchString(v.after(h)) && len(t.p.agencies()) > 1 {
		return j, false // who said nothing of what; that one of several took no part
	}
	if h.rule == "procedure.reasons" && hasAny(v.before(h), "出庭", "应诉", "到庭") >= 0 ||
		h.rule == "procedure.identity" && notAsked.MatchString(t.text[h.from:h.to]) ||
		strings.HasPrefix(h.rule, "facts.") && harmForm.MatchString(t.text[v.s.clauses[v.s.clause(h.from)].from:v.s.to]) {
		return j, false // why nobody came to court; whom the agency did not ask for his papers; that no harm was done
	}
	if strings.HasPrefix(h.rule, "authority.") && hasPrefixAny(t.text[h.from:], "无证", "无照", "无牌", "无资质") ||
		strings.HasPrefix(h.rule, "authority.") && strings.HasPrefix(v.after(h), "异议") ||
		h.rule == "facts.undone" && t.contractual() && withoutProof.MatchString(t.text[h.from:h.to]) ||
		h.rule == "procedure.unasked" && t.omission() && hasAny(t.text[h.from:h.to], "申请") >= 0 {
		return j, false // 对无证行医……的职权; when an agency broke its word; how it could have made others act
	}
	if h.code == Improper && h.rule == "improper.named" && orderly.MatchString(v.before(h)) && hasAny(v.before(h), "实体", "幅度", "结果", "内容", "裁量", "处罚数额") < 0 {
		j.code, j.rule = Procedure, "procedure.improper"
	}
	if h.rule == "facts.undone" && t.omission() {
		return j, false // where nothing was done, nothing was investigated either
	}
	if t.untouched(v, h) || v.quotedHit(h) || v.denied(h) || v.supposed(h) || v.describes(h) || t.history(v, h) {
		return j, false
	}
	claim, agreed := v.claimed(h)
	if claim && !agreed {
		return j, false
	}
	if !claim {
		about, yes := aboutClaim(v, h, v.tailWithNext(h))
		if about && !yes {
			return j, false
		}
		claim = about
	}
	if !below {
		if v.lower(h) < 0 {
			return j, false
		}
	}
	who, _ := v.subject(h)
	if who == nobody {
		who = v.carried()
	}
	if who == anyone && v.speaksOfAgency(h.from, h.to) {
		who = agencies // 行政机关应当履行……等步骤，某局均未履行
	}
	if (who == claimant || who == outsider) && (h.turn && v.done(h) || h.rule == "procedure.unheard" && hasPrefixAny(t.text[h.from:h.to], "无从", "无由", "谈不上", "来不及", "丧失", "失去") || h.code == Improper && v.lastBetween(v.s.clauses[v.s.clause(h.from)].from, h.from, claimant, outsider) == nil) { // no citizen's act is 畸重
		who = nobody
	}
	if (who == claimant || who == outsider) && !claim {
		return j, false // another party's act
	}
	if h.turn && !t.lost && hasAny(t.text[v.s.from:v.s.to], notedWords...) < 0 {
		return j, false // an indirect turn is no fault where the agency won
	}
	if h.rule == "contract.plain" && hasAny(v.before(h), "双方", "当事人", "合同各方", "各方") >= 0 {
		return j, false // what both owe each other
	}
	if (h.code == ContractBreach || h.code == Tort) && who != agencies {
		return j, false // a contract has two sides
	}
	if !below && h.sure == plain && t.outcome(Remand) && v.correctsBelow(h) {
		return j, false
	}
	if h.code == UltraVires && strings.HasPrefix(t.text[h.from:h.to], "主体") && hasAny(v.head(h), "申请主体", "鉴定主体", "评估主体") >= 0 {
		return j, false // who may ask for an appraisal is no power of the agency
	}
	if h.code == UltraVires && ofPersons(v, h) {
		return j, false // who may act for the agency is a matter of procedure
	}
	if who == nobody && turnedDown(v, h) || h.code == UltraVires && standIn(v, h) {
		return j, false
	}
	if who == anyone && !strings.Contains(v.head(h), "本案") {
		return j, false
	}
	j.agencies = t.whose(v, h)
	j.remark, j.noted = t.remarked(v, h)
	j.drawn = draws(t.text[v.s.from:v.s.to])
	return j, true
}

// carried is whom the sentence in front spoke of, where this one goes on about
// him as 其.
func (v *view) carried() speaker {
	if v.prev == nil || !pronounForm.MatchString(v.text[v.s.from:v.s.to]) {
		return nobody
	}
	end := v.prev.s.to
	w, _ := v.prev.subject(hit{stretch: stretch{end, end}})
	return w
}

var (
	// notAsked is a citizen whose papers the agency did not ask to see.
	notAsked = regexp.MustCompile(`^(?:未|没有|并未|未能|未曾)(?:要求|让|请)[^，。；]*(?:出示|表明)`)
	// harmForm tells that nobody showed a harm: what speaks for the citizen.
	harmForm = regexp.MustCompile(`^(?:也|亦|且|并)?(?:没有|无|并无|未有)(?:任何)?证据(?:能够|足以|可以)?(?:证明|证实|表明)(?:其|该行为)?(?:已经|已)?(?:造成|产生|引发|带来|存在)(?:了|过)?[^，。；]{0,8}(?:危害|不良影响|危害后果|恶劣影响)`)
	// withoutProof is what an agency had no proof of when it changed a contract.
	withoutProof = regexp.MustCompile(`^在?(?:没有|无|未有)[^，。；]{0,4}证据证明(?:原告|上诉人|被上诉人|申请人|对方)`)
	// orderly tells that what is 明显不当 is the procedure.
	orderly = regexp.MustCompile(`程序(?:上|方面)?(?:也|亦|均|都)?(?:存在|有|的|确有|确属|属|属于|具有)?$`)
)

// pronounForm opens a sentence that goes on about whom the one before it spoke
// of.
var pronounForm = regexp.MustCompile(`^(?:但|而|且|并且|故|因此|同时|此外|综上，)?其(?:[^他次中余实一二三]|$)`)

// tookPart is an agency in front of a deed that it is not shown to have done.
var tookPart = regexp.MustCompile(`^[^，。；]{2,16}?(?:政府|[局厅委]|办事处|街道办|管委会|大队)(?:作出|实施|委托|参与|组织|是|系)`)

// untouched reports a title that nobody has annulled by the way of the law: it
// stands, and nothing is wrong with that (自留山证未经法定程序撤销或者注销).
func (t *trial) untouched(v *view, h hit) bool {
	return h.rule == "procedure.named" && strings.HasPrefix(t.text[h.from:h.to], "未经") && untouchedForm.MatchString(v.after(h))
}

var untouchedForm = regexp.MustCompile(`^(?:予以)?(?:撤销|注销|变更|否定|推翻|改变|收回)(?:(?:、|或者?|和|及)(?:撤销|注销|变更|否定|推翻|改变|收回))*(?:前|之前|的情况下|，|$)`)

// done reports that the words tell what an agency did to another party: it is
// named behind that party, or what is told of is a right of the party's.
func (v *view) done(h hit) bool {
	if v.lastBetween(h.from, h.to, agencies, theAct) != nil {
		return true
	}
	if h.code != Procedure && h.code != Improper {
		return false
	}
	b := v.before(h)
	return h.rule == "procedure.rights" || strings.HasSuffix(b, "的") || strings.HasSuffix(b, "的合法")
}

// turnedDown reports the body's word on a claim that nobody is named for:
// 物品损失证据不足，不予支持.
func turnedDown(v *view, h hit) bool {
	switch h.code {
	case FactsEvidence, NoLegalBasis, NoEvidenceInTime:
		return hasAny(firstRunes(v.tail(h), 24), "不予支持", "不予采纳", "不予采信", "不予认定", "不予认可", "不能支持", "难以支持", "不予赔偿") >= 0
	}
	return false
}

// ofPersons reports words on the people whom an agency sent, and not on what
// the agency may do: 指派不具有执法资格的协管员扣车, 询问人系辅警，不具有执法资格.
func ofPersons(v *view, h hit) bool {
	if !strings.HasSuffix(v.text[h.from:h.to], "资格") {
		return false
	}
	own := v.before(h)
	if i := v.s.clause(h.from); own == "" && i > 0 {
		c := v.s.clauses[i-1]
		own = v.text[c.from:c.to] // 另一人系辅警，不具有执法资格
	}
	return personsForm.MatchString(v.after(h)) || servantsForm.MatchString(own)
}

// servantsForm names people of an agency in front of what they lack.
var servantsForm = regexp.MustCompile(`辅警|协警|协管员|保安|联防队员|聘用人员|临时工|勤杂|实习|(?:执法|办案|调查|检查|询问|工作|勘验|送达)人员?|[一二两]名|[一二两三]人|另一人`)

var personsForm = regexp.MustCompile(`^的?[^，；。]{0,8}?(?:人员|协管员|辅警|协警|保安|聘用工|临时工|员工|职工|队员)`)

// standIn reports words on a body without standing of its own, for which the
// agency answers: 指挥部不具有行政主体资格，其法律后果由被告承担.
func standIn(v *view, h hit) bool {
	return strings.Contains(v.text[h.from:h.to], "主体资格") &&
		hasAny(v.text[v.s.from:v.s.to], "承担", "适格", "临时机构", "内设机构", "派出机构", "受委托", "委托的") >= 0
}

// contractual reports a case in which a contract can be broken.
func (t *trial) contractual() bool {
	if t.civil() || t.stands(Contract, CivilLiability) {
		return true
	}
	for _, a := range t.p.record.ChallengedActs {
		if a.Kind != nil && *a.Kind == "agreement" {
			return true
		}
	}
	return agreementCase.MatchString(t.p.text.Slice(t.p.from, max(t.p.from, t.p.formula)))
}

// agreementCase is how a paper names a case about an administrative agreement.
var agreementCase = regexp.MustCompile(`(?:行政协议|协议|合同)(?:纠纷|争议)?一案|(?:系|属于?|为)行政(?:协议|合同)|行政协议(?:案件|纠纷)`)

// history reports what an earlier, effective decision found: not this body.
func (t *trial) history(v *view, h hit) bool {
	c := v.s.clauses[v.s.clause(h.from)]
	w := t.text[c.from:c.to]
	return hasAny(w, "已被生效", "已经生效", "生效判决确认", "生效行政判决确认", "生效裁判确认", "已被本院生效", "已被确认违法", "生效判决认定") >= 0 && hasAny(w, "确认", "认定") >= 0
}

// aboutClaim reports that the hit is the body's word on a claim: 其请求没有
// 法律依据, 原告……的主张缺乏事实依据; or that a claim noun governs it from
// behind: 程序违法的主张不能成立.
func aboutClaim(v *view, h hit, after string) (about, agreed bool) {
	b := v.before(h)
	if hasLast(b, "的主张", "的请求", "诉讼请求", "的理由", "的意见", "的上诉", "诉请", "上诉请求", "赔偿请求", "的辩解", "的抗辩", "抗辩理由", "辩解理由", "答辩理由", "其理由", "该主张", "该请求", "其主张", "其请求", "的诉求", "该理由", "再审申请", "复议请求", "上诉理由", "的观点", "的申请理由", "的诉称", "的异议", "补偿请求", "该意见", "该辩称", "的答辩", "的辩称", "起诉", "辩解意见", "该上诉") >= 0 &&
		(h.code == NoLegalBasis || h.code == FactsEvidence || h.code == WrongLaw) {
		return true, false
	}
	hc := v.s.clause(h.from)
	if h.code == NoLegalBasis || h.code == FactsEvidence {
		// the claim stands one clause before: 原告要求……的请求，没有依据
		if hc > 0 {
			c := v.s.clauses[hc-1]
			w := v.text[c.from:c.to]
			if hasSuffixAny(w, "的主张", "的请求", "的诉讼请求", "的理由", "的意见", "的上诉请求", "的上诉理由", "的辩解", "的抗辩", "的诉求", "的观点", "的诉请", "的再审请求", "的申请", "的辩称", "的上诉意见", "的答辩意见", "的辩解意见", "的复议请求", "的赔偿请求", "责任", "费用", "损失", "赔偿", "利息") && utf8len(b) <= 4 {
				return true, false
			}
			if hasPrefixAny(w, "其要求", "其请求", "要求", "请求", "原告要求", "原告请求", "申请人要求", "上诉人要求") && utf8len(b) <= 4 {
				return true, false
			}
		}
		// 上诉人称……，缺乏事实依据: what a party says, and the answer
		if hc > 0 && utf8len(b) <= 4 && !hasPrefixAny(b, "其提供", "其提交", "其举示") {
			c := v.s.clauses[hc-1]
			for _, m := range v.sights {
				if m.from == c.from && (m.who == agencies || m.who == claimant) && hasPrefixAny(v.between(m.to, c.to), "称", "诉称", "辩称", "上诉称", "述称", "申诉称", "所称", "还称", "亦称", "又称") {
					return true, false
				}
			}
		}
		if hasPrefixAny(b, "要求", "请求", "其要求", "其请求", "主张") {
			return true, false
		}
	}
	// 认定……的主张, 程序违法的理由不能成立
	near := firstRunes(after, 30)
	if k := hasAny(near, "的主张", "的理由", "的意见", "的观点", "的诉称", "的说法", "的诉讼理由", "的上诉理由", "的上诉主张", "的诉请", "的异议", "的辩解", "之主张", "之诉", "为由"); k >= 0 && hasAny(near[:k], "，", "。", "；") < 0 {
		verdict, _ := verdictOf(after[k:])
		return true, verdict > 0
	}
	return false, false
}

// correctsBelow reports that the sentence goes on to correct the court below:
// what was not shown is what that court should have seen.
func (v *view) correctsBelow(h hit) bool {
	for _, m := range v.sights {
		if m.who == below && m.from >= h.to {
			return hasAny(v.text[m.to:v.s.to], "纠正", "不当", "错误", "欠妥", "有误") >= 0
		}
	}
	return false
}

func utf8len(s string) int { return len([]rune(s)) }

func hasSuffixAny(s string, phrases ...string) bool {
	for _, p := range phrases {
		if strings.HasSuffix(s, p) {
			return true
		}
	}
	return false
}

// whose resolves the agencies of a finding: those named as its subject, else
// those that lost.
func (t *trial) whose(v *view, h hit) []string {
	seen := map[int]bool{}
	hc := v.s.clause(h.from)
	for i := hc; i >= 0 && len(seen) == 0; i-- {
		c := v.s.clauses[i]
		limit := c.to
		if i == hc {
			limit = h.to // 视为某局没有相应证据
		}
		for _, m := range v.sights {
			if m.from >= c.from && m.from < limit && m.who == agencies && m.party >= 0 && !v.handsIn(&m, c) {
				seen[m.party] = true
			}
		}
	}
	if len(seen) == 0 {
		return nil
	}
	var out []string
	for i, q := range t.p.record.Parties {
		if seen[i] {
			out = append(out, q.Name)
		}
	}
	return out
}

// handsIn reports an agency that is named only for what it gave to the one that
// decided: 对于某局提交的核查报告，复议决定…….
func (v *view) handsIn(m *sight, c stretch) bool {
	return hasSuffixAny(v.text[c.from:m.from], "对", "对于") && handedIn.MatchString(v.text[m.to:c.to])
}

var handedIn = regexp.MustCompile(`^(?:所)?(?:提交|提供|出具|报送|移送)的`)

// remarked reports a fault that the body only notes: it did not build on it.
func (t *trial) remarked(v *view, h hit) (remark, noted bool) {
	after := v.tail(h)
	if v.next != nil {
		n := firstRunes(t.text[v.next.from:v.next.to], 60)
		if hasPrefixAny(n, "但", "该", "上述", "本院", "本机关", "对此", "鉴于", "此", "虽", "不过", "然") {
			after += n
		}
	}
	if hasAny(after, notedWords...) >= 0 {
		return true, true
	}
	for _, w := range h.words {
		if w == "flaw" && !t.minor {
			return true, true
		}
	}
	return hasAny(after, harmlessWords...) >= 0, false
}

var (
	// notedWords say that a remark is one.
	notedWords = strings.Split("予以指正|予以指出|应予指正|应予指出|特此指正|特此指出|在此指出|在此指正|提出批评|给予批评|引以为戒|今后|以后工作|加以改进|予以改进|注意改进|加以注意|予以注意|应当改进", "|")
	// harmlessWords say that a fault did not matter.
	harmlessWords = strings.Split("不影响|未影响|并不影响|不足以影响|不产生实际影响|未产生实际影响|不足以导致|不足以否定|不足以撤销|尚不足以|不必然导致|不构成撤销|不宜撤销|不能因此|但不构成|不导致|可予以补正|予以补正|不属于应当撤销|无碍|未损害|未实质影响|不产生实质", "|")
)

// draws reports that a sentence draws a consequence from what it tells.
func draws(s string) bool {
	return hasAny(s, "违法", "应予撤销", "应当撤销", "应撤销", "依法撤销", "予以撤销", "应予变更", "不合法", "违反", "不符合", "侵犯", "侵害", "应予确认", "确认无效", "错误", "不当", "于法无据", "剥夺", "损害了", "应予支持", "本院予以支持", "理由成立", "缺乏合法性", "不具有合法性", "不具备合法性", "不应支持", "不准予", "违背", "有悖", "应承担", "应当承担", "依法并不成立", "依法不成立", "否定评价", "否定性评价", "否定的评价", "负面评价", "站不住脚", "不应得到支持", "不能得到支持", "不能得到认可") >= 0
}
