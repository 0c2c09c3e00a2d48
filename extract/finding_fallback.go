package extract

import "strings"

// fromDisposition reads the fault from the decision itself: an order to act
// tells that a duty was not done (行政诉讼法第七十二条、第七十三条), whatever the
// reasoning calls it. It invents nothing: without such an order there is no
// finding.
func (t *trial) fromDisposition(found []Finding) []Finding {
	if !t.lost || t.civil() {
		return nil
	}
	for _, f := range found {
		if f.Ground && f.Code == Nonperformance {
			return nil
		}
	}
	b := &findings{t: t}
	add := func(rule string, d *Disposition) {
		f := b.get(Nonperformance, t.losers, true)
		f.Rule = rule
		if s := t.duty(); s != nil {
			b.quote(f, s)
		}
		if len(f.Evidence) == 0 && d.Span != nil {
			f.Evidence = append(f.Evidence, Evidence{Text: d.Text, Span: d.Span})
		}
	}
	acts := t.outcome(Revoke, RevokePartial, Modify, ConfirmIllegal, ConfirmInvalid, Redo)
	for i := range t.p.record.Dispositions {
		d := &t.p.record.Dispositions[i]
		for _, o := range d.Outcomes {
			switch {
			case (o == Perform || o == Pay) && (!acts || !hasGround(found)):
				add("disposition.perform", d)
			case o == ConfirmIllegal && undoneForm.MatchString(d.Text),
				o == ConfirmIllegal && !hasGround(found) && hasAny(d.Text, "未答复", "不予答复", "拖延", "逾期未", "拒绝", "未作出") >= 0:
				add("disposition.omission", d)
			}
		}
		if len(b.items) > 0 {
			break
		}
	}
	return b.list()
}

// duty gives the last sentence of the reasoning that speaks of a duty.
func (t *trial) duty() *sentence {
	for i := len(t.own) - 1; i >= 0; i-- {
		s := &t.own[i]
		w := t.text[s.from:s.to]
		if hasAny(w, "判决如下", "裁定如下", "决定如下") >= 0 {
			continue
		}
		if hasAny(w, "职责", "义务", "应当履行", "未作出", "未答复", "应当答复", "应当作出") >= 0 && hasAny(w, "不具有", "不属于", "没有法定职责") < 0 {
			return s
		}
	}
	return t.leading(len(t.text))
}

// absence finds where the body says that a head's absence was wrong
// (行政诉讼法第三条第三款). It never decides a case: ground is false.
func (t *trial) absence() []Finding {
	b := &findings{t: t}
	var zones []sentence
	for i, s := range t.p.sections(SectionReasoning, SectionBasis, SectionFacts, SectionProcedure, SectionEvidence) {
		zones = append(zones, sentencesOf(t.p.text, s.from, s.to, i, t.names)...)
	}
	for i := range zones {
		s := &zones[i]
		w := t.text[s.from:s.to]
		k := strings.Index(w, "负责人")
		if k < 0 {
			continue
		}
		k = hasAny(w, "未出庭", "没有出庭", "未到庭", "均未出庭", "未依法出庭", "不出庭", "未派员出庭", "未能出庭", "未按规定出庭", "未按照规定出庭", "无正当理由未")
		if k < 0 {
			continue
		}
		back := w[k:]
		if i+1 < len(zones) {
			back += firstRunes(t.text[zones[i+1].from:zones[i+1].to], 40)
		}
		if hasAny(back, "违反", "不符合", "予以指出", "予以指正", "指正", "批评", "不妥", "不当", "有违", "司法建议", "纠正", "改正", "引以为戒") < 0 || hasAny(back, "并不违反", "不违反", "未违反") >= 0 {
			continue
		}
		v := &view{text: t.text, s: s, sights: sightsIn(t.text, s.stretch, t.terms)}
		who := t.whose(v, hit{stretch: stretch{s.from + k, s.from + k + 1}})
		if len(who) == 0 {
			who = t.losers
		}
		if len(who) == 0 {
			who = t.allAgencies()
		}
		f := b.get(NoAppearance, who, false)
		f.Rule = "appearance.named"
		b.quote(f, s)
	}
	return b.list()
}
