package extract

import "strings"

// antecedents adds to each ground the sentence that its evidence points back
// to (上述情节, 对照, 据此): alone the evidence would not say what was done.
func (t *trial) antecedents(found []Finding, list []sentence) {
	for i := range found {
		f := &found[i]
		if !f.Ground {
			continue
		}
		var more []Evidence
		for k := range list {
			s := &list[k]
			at := t.p.span(t.p.text.FromByte(s.from), t.p.text.FromByte(s.to-1)+1).Start
			for _, e := range f.Evidence {
				if e.Span.Start != at || !t.pointsBack(s) {
					continue
				}
				if a := t.antecedent(list, k, f); a != nil {
					more = append(more, t.p.evidence(t.p.text.FromByte(a.from), t.p.text.FromByte(a.to-1)+1))
				}
			}
		}
		if len(more) > 0 {
			f.merge(more)
		}
	}
}

var (
	// backLeads open a sentence that draws on the one before.
	backLeads = strings.Split("对照|据此|由此|为此|上述|前述|该行为|该情形|该做法|此行为|此种|显然|可见", "|")
	// backWords name again what was told; what follows must be facts, for
	// 上述规定 points to a law.
	backWords = strings.Split("上述情节|上述事实|上述情形|上述行为|上述情况|上述因素|上述做法|前述情节|前述事实|前述情形|前述行为|以上情节|以上事实|以上情形|该情节|该事实|该等情节|这些情节", "|")
	// sound says that the agency did right: no part of a loss.
	sound = strings.Split("并无不当|程序合法|事实清楚|具有法定职权|的法定职权|的职权|的职责|适用法律正确|于法有据|未超过|予以采信|不予审查|争议焦点", "|")
)

// pointsBack reports a sentence that rests on the one before it.
func (t *trial) pointsBack(s *sentence) bool {
	w := t.text[s.from:s.to]
	if hasAny(w, "判决如下", "裁定如下", "决定如下") >= 0 {
		return false
	}
	if hasPrefixAny(w, backLeads...) {
		return true
	}
	k := hasAny(w, backWords...)
	// with a clause or two of facts in front, the words point into their own sentence
	return k >= 0 && s.clause(s.from+k) == 0
}

// antecedent gives the nearest sentence in front that tells of the case;
// provisions between are passed over. Nothing where that sentence answers a
// claim, says that the agency did right, or tells another fault.
func (t *trial) antecedent(list []sentence, k int, f *Finding) *sentence {
	for i := k - 1; i >= 0 && i >= k-3 && list[i].zone == list[k].zone; i-- {
		s := &list[i]
		w := t.text[s.from:s.to]
		v := &view{text: t.text, s: s, sights: sightsIn(t.text, s.stretch, t.terms)}
		told := len(s.statute) > 0 || len(s.quoted) > 0 && hasAny(w, "规定：", "规定，") >= 0 || hasPrefixAny(w, "根据《", "参照《", "依照《", "《", "第")
		if told && !v.speaksOfCase(s.from, s.to) {
			continue
		}
		if hasAny(w, sound...) >= 0 || !v.speaksOfCase(s.from, s.to) {
			return nil
		}
		if c := s.clauses[0]; hasAny(t.text[c.from:c.to], "主张", "认为", "诉称", "辩称", "上诉称", "关于", "至于", "理由", "请求", "要求") >= 0 && hasAny(w, rejects...) >= 0 {
			return nil
		}
		for _, h := range faultLexis().find(t.text, s) {
			if h.code != f.Code && h.sure == named {
				return nil
			}
		}
		return s
	}
	return nil
}
