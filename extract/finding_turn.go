package extract

import "strings"

// telling reports an indirect turn that counts: its sentence names no fault and
// tells none in plainer words, and nothing else that the body found explains
// the loss, or the sentence draws the consequence.
func (t *trial) telling(j judged, all []judged, cited map[Code]bool) bool {
	if hasAny(t.turnOf(j), rightWords...) >= 0 {
		return false
	}
	if j.noted || cited[j.code] {
		return true
	}
	explained := len(cited) > 0
	for _, o := range all {
		if j.rule == "law.unfit" && o.rule != j.rule && o.sentence.from == j.sentence.from {
			return false // 于法不合 says no more than the fault beside it
		}
		if o.turn || o.remark {
			continue
		}
		if o.sentence.from == j.sentence.from && (o.sure == named || o.code != j.code && o.rule != "facts.unproved" && o.rule != "procedure.unevaluated" && (o.code != Nonperformance || t.omission())) {
			return false
		}
		explained = explained || o.sure == named
	}
	return !explained || j.drawn
}

// rightWords say that the agency did right there.
var rightWords = strings.Split("并无不当|并无违法|并无不妥|并不违法|不违反|未违反|没有违反|程序合法|事实清楚|证据充分|适用法律正确|适用法律、法规正确|履行了审查|尽到了审查|已尽到|符合法律规定|于法有据|依法有据|合法有据", "|")

// turnOf gives the part of the sentence around a hit that 但 and semicolons
// bound: what stands behind them says something else.
func (t *trial) turnOf(j judged) string {
	from, to := t.segment(j), j.sentence.to
	if k := hasLast(t.text[from:j.from], "但", "然而", "却", "惟"); k >= 0 {
		from += k
	}
	if k := hasAny(t.text[j.to:to], "；", "但", "然而", "却"); k >= 0 {
		to = j.to + k
	}
	return t.text[from:to]
}
