package extract

import (
	"math"
	"regexp"
	"strings"
)

// What a score must reach, chosen by what TestWordingUnseen tells of other
// values: a fault that no rule tells counts above addedAbove; one that only plain
// words tell does not below doubtedBelow, for there the sentence as a whole says
// something else.
const (
	addedAbove = -0.5
	// barely is enough where nothing else in the paper tells why the agency
	// lost: something must.
	barely       = -1.0
	doubtedBelow = -3.5
	// further is what another fault must reach beside the one that is told most
	// plainly.
	further = -0.3
	// surely is what a second fault must reach in a sentence that a rule has
	// understood already.
	surely = 1.0
)

// weighed is a sentence with its scores.
type weighed struct {
	features []string
	scores   []float64
}

// wordingOf weighs a sentence, once.
func (t *trial) wordingOf(s *sentence) *weighed {
	if w, ok := t.weighed[s.from]; ok {
		return w
	}
	a := t.abstract(s)
	w := &weighed{features: featuresOf(a, wordsIn(a))}
	w.scores = wordingModel().score(w.features)
	if t.weighed == nil {
		t.weighed = map[int]*weighed{}
	}
	t.weighed[s.from] = w
	return w
}

// implausible reports a fault that only plain words tell, in a sentence that as
// a whole is not worded as one of its kind.
func (t *trial) implausible(j judged) bool {
	for c, code := range wordingModel().codes {
		if code == j.code {
			floor := doubtedBelow
			if !j.turn {
				floor *= 2 // a pattern of plain words is surer than an indirect turn
			}
			return t.wordingOf(j.sentence).scores[c] < floor
		}
	}
	return false
}

// reworded corrects what rules found in reasoning that names no fault by how
// its sentences are worded.
func (t *trial) reworded(all []judged, list []sentence, below bool, floor float64) []judged {
	type told struct {
		from int
		code Code
	}
	var out []judged
	seen, heard := map[told]bool{}, map[int]bool{}
	explained := false
	for _, j := range all {
		if j.sure == plain && !j.noted && t.implausible(j) {
			continue
		}
		seen[told{j.sentence.from, j.code}] = true
		heard[j.sentence.from] = heard[j.sentence.from] || !j.remark
		explained = explained || !j.remark && (j.sure == named || j.drawn)
		out = append(out, j)
	}
	more := t.worded(list, below, floor)
	var first Code // the fault that is told most plainly
	top := math.Inf(-1)
	for _, j := range more {
		if !j.remark && j.wording.Score > top {
			first, top = j.code, j.wording.Score
		}
	}
	for _, j := range more {
		if j.code != first && !j.remark && j.wording.Score < further {
			continue
		}
		if seen[told{j.sentence.from, j.code}] || (explained || heard[j.sentence.from]) && j.wording.Score < surely {
			continue
		}
		out = append(out, j)
	}
	return out
}

// unkept finds, in a case on compensation, what was not done to keep a party's
// things: all else there is history or harm.
func (t *trial) unkept() []judged {
	var out []judged
	for _, j := range t.worded(t.own, false, barely) {
		if j.code == Procedure && hasAny(t.text[j.sentence.from:j.sentence.to], thingWords...) >= 0 {
			out = append(out, j)
		}
	}
	return out
}

var thingWords = strings.Split("物品|财物|东西|清单|登记|保管|清点|见证|拉走|搬|家具|货物|造册", "|")

// worded finds faults by how whole sentences are worded, for a loss that the
// body explains in its own words alone.
func (t *trial) worded(list []sentence, below bool, floor float64) []judged {
	var out []judged
	model := wordingModel()
	for _, v := range t.views(list) {
		s := v.s
		w := t.wordingOf(s)
		for c, code := range model.codes {
			if t.civil() && code != ContractBreach || w.scores[c] <= floor || code == ContractBreach && !t.contractual() {
				continue
			}
			if code == Nonperformance && !t.omission() && w.scores[c] < surely {
				continue // what was not done on the way to an act is procedure
			}
			at := t.heaviest(s, c)
			h := hit{stretch: at, rule: "wording", code: code, sure: plain}
			if !t.bears(v, h, below) {
				continue
			}
			j := judged{hit: h, sentence: s, agencies: t.whose(v, h), drawn: true}
			j.remark, j.noted = t.remarked(v, h)
			j.wording = model.because(w.features, c)
			out = append(out, j)
		}
	}
	return out
}

// bears reports that the words are the body's own on an agency, and tell that
// something was lacking or otherwise than it should be.
func (t *trial) bears(v *view, h hit, below bool) bool {
	end := h
	end.from = max(h.from, h.to-len("字"))
	w := t.text[v.s.from:v.s.to]
	switch {
	case !v.speaksOfCase(v.s.from, v.s.to) && hasAny(w, "规定", "《") >= 0, upright(w):
		return false // what a law provides; what was rightly done
	case !amissForm.MatchString(w), hasAny(w, heardWords...) >= 0, questionForm.MatchString(w) && hasAny(w, "未", "没有", "不能", "无从", "无法", "不清", "不明", "便", "即") < 0:
		return false
	case v.quotedHit(end) || t.history(v, end) || strings.HasSuffix(w, "如下："):
		return false
	}
	if claim, agreed := v.claimed(end); claim && !agreed {
		return false
	}
	who, _ := v.subject(end)
	if who == nobody {
		if who = v.carried(); who == claimant || who == outsider {
			return false
		}
	}
	switch {
	case h.code == ContractBreach && who != agencies: // a contract has two sides
		return false
	case (who == claimant || who == outsider) && v.lastBetween(v.s.from, v.s.to, agencies, theAct) == nil && v.ownDeed():
		return false
	}
	return below || v.lower(end) >= 0
}

// ownDeed reports a sentence that opens with another party than the agency and
// tells what that party itself did or left undone.
func (v *view) ownDeed() bool {
	for _, m := range v.sights {
		if m.who == claimant || m.who == outsider {
			deed := v.text[m.to:v.s.to]
			return heads(v.text[v.s.from:m.from]) && (!sufferedForm.MatchString(deed) || omittedDeed.MatchString(deed) && hasAny(firstRunes(deed, 24), "被", "收到过", "没有收到", "未收到", "得到", "获") < 0)
		}
		if m.who == agencies || m.who == theAct {
			return false
		}
	}
	return false
}

var (
	// amissForm is a sign that something was lacking, too much, too late or
	// otherwise than it should be.
	amissForm = regexp.MustCompile(`没|未|不|无|非|却|仅|只|才|竟|误|错|缺|难|超|逾|晚|迟|擅|径|单方|空白|矛盾|出入|相反|相左|违|漏|早已|早于|何|岂|？|凭|反而|当天|当日|同日|次日|倒|代替|取代|混|冒|伪|虚|另|背|偏|重于|过重|过高|远|仍|自行|一律|唯独|偏偏|改为|改成|当作|变成|直到|隔了|之外|以外|截然|悬殊|拖|推|拒|停留|止于|有违|失|剥|迫|逼|借|为难|报复|废|旧|就把|便把|即把|就将|便将|即将`)
	// questionForm is what is still to be looked at.
	questionForm = regexp.MustCompile(`是否|能否|有无|应否|要看[^，。]{0,12}(?:笔录|证据|材料)|(?:争议|审查|审理)的?(?:焦点|重点|问题|是)|先说|分述如下|评析如下`)
	// heardWords tell what somebody says.
	heardWords = strings.Split("看来，|的解释，|为由，要求|反复提到|位证人|名证人|证人称|证人讲|证人说|证人某|据称|自称|讲，|据说|所言|口头表示", "|")
	// omittedDeed tells what a party left undone itself, or did late.
	omittedDeed = regexp.MustCompile(`^[^，。；]{0,16}?(?:没有|未能?)(?:在|于|按|及时)?[^，。；]{0,14}?(?:提出|申请|提交|交来|交出|起诉|复议|到庭|到场|说明|配合|缴纳|履行)|^[^，。；]{0,20}才(?:想起|起诉|提出|申请)`)
	// sufferedForm tells what was not done to or for the party that is named.
	sufferedForm = regexp.MustCompile(`^[^，。；]{0,20}?(?:未被|没有被|从未被|被|直到|无从|无法|得知|才知道|收到的|拿到的|所收|没有得到|未获|没有收到|未收到|申请|提出的?|多次|要求|始终|一直|至今|等到|等来|手中|手里|一方|的(?:陈述|申辩|申请|异议|权利|意见|房屋|行为|材料|诉求|举报|投诉))`)
)

// upright reports a sentence that says that something was right, and turns to
// nothing else.
func upright(w string) bool {
	return hasAny(w, rightWords...) >= 0 && hasAny(w, "但", "然而", "却", "惟") < 0
}

// heaviest gives the clause that weighs most for code number c.
func (t *trial) heaviest(s *sentence, c int) stretch {
	best, top := s.clauses[0], math.Inf(-1)
	for _, cl := range s.clauses {
		part := &sentence{stretch: cl, clauses: []stretch{cl}, quoted: s.quoted, statute: s.statute}
		a := t.abstract(part)
		sum := 0.0
		for _, f := range featuresOf(a, wordsIn(a)) {
			if w := wordingModel().weights[f]; w != nil {
				sum += w[c]
			}
		}
		if sum > top {
			best, top = cl, sum
		}
	}
	return best
}
