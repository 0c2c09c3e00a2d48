package classify

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"zeren/extract"
)

// before are pairs of dates of which the first cannot lie behind the second.
var before = [][2]string{
	{"served_on", "effective_on"}, {"received_on", "investigated_on"}, {"complaint_received_on", "accepted_on"},
	{"investigated_on", "submitted_on"}, {"submitted_on", "reviewed_on"}, {"reviewed_on", "opinion_received_on"},
	{"fault_determined_on", "decision_received_on"}, {"decision_received_on", "review_asked_on"}, {"suit_received_on", "served_on"},
}

// possible refuses facts that contradict each other. What contradicts the
// papers themselves is found by CheckFacts.
func (r *sheetReader) possible(f *Facts) {
	fail := func(x Fact, text string) {
		r.bad = append(r.bad, Problem{r.name, x.Line, x.Column, text})
	}
	for _, p := range before {
		a, ok := f.Values[p[0]]
		b, ok2 := f.Values[p[1]]
		if ok && ok2 && a.Text > b.Text {
			fail(b, p[1]+"（"+b.Text+"）早于 "+p[0]+"（"+a.Text+"）")
		}
	}
	if x, ok := f.Values["effective_on"]; ok && f.Values["appeal"].Text == "filed" {
		fail(x, "已经上诉（appeal: filed）的裁判不会在"+x.Text+"生效")
	}
	for i := range f.Agencies {
		a := &f.Agencies[i]
		for k := range i {
			if squeeze(f.Agencies[k].Name) == squeeze(a.Name) {
				r.bad = append(r.bad, Problem{r.name, a.Line, a.Column, "机关“" + a.Name + "”写了两次（第" + strconv.Itoa(f.Agencies[k].Line) + "行）"})
			}
		}
		var names []string
		for k, p := range a.Persons {
			if slices.Contains(names, p.Name) {
				r.bad = append(r.bad, Problem{r.name, a.Persons[k].Line, a.Persons[k].Column, "“" + p.Name + "”写了两次，一人多职请写在同一 roles 中"})
			}
			names = append(names, p.Name)
		}
		chair, dissent := a.Values["handling.collective.chair"], a.Values["handling.collective.dissenting"]
		if chair.Text != "" && slices.Contains(dissent.List, chair.Text) {
			fail(dissent, "“"+chair.Text+"”主持集体讨论，不能又列为持不同意见的人")
		}
		if d, ok := a.Values["handling.collective.decided"]; ok && !d.Bool && (chair.Text != "" || len(dissent.List) > 0) {
			fail(d, "没有集体讨论（decided: no），不能有主持人或者持不同意见的人")
		}
		for _, n := range dissent.List {
			if len(a.Persons) > 0 && !slices.Contains(names, n) {
				fail(dissent, "“"+n+"”不在 persons 所列人员之中")
			}
		}
		for k, c := range a.Circumstances {
			if slices.ContainsFunc(a.Circumstances[:k], func(x Circumstance) bool { return x.Clause == c.Clause && x.Person == c.Person }) {
				r.bad = append(r.bad, Problem{r.name, c.Line, c.Column, strings.TrimSpace("“"+c.Clause+"”的情形"+c.Person) + "写了两次"})
			}
			if c.Person != "" && !slices.Contains(names, c.Person) {
				r.bad = append(r.bad, Problem{r.name, c.Line, c.Column, "“" + c.Person + "”不在 persons 所列人员之中"})
			}
		}
		if n := a.Values["handling.ordered_by"]; n.Text == "nobody" && (a.Values["handling.ordered_act"].Text != "" || a.Values["handling.handler_objected"].Bool) {
			fail(n, "没有人指令（ordered_by: nobody），不能又写明指令的内容或者承办人对指令的意见")
		}
		no := func(key string) bool { x, ok := a.Values[key]; return ok && !x.Bool }
		if x := a.Values["handling.as_approved"]; x.Bool && no("handling.reviewed") && no("handling.approved") {
			fail(x, "没有经过审核、批准（reviewed: no、approved: no），不能又按审核、批准的内容实施（as_approved: yes）")
		}
		for _, p := range [][3]string{{"handling.reviewed", "handling.reviewer", "没有经过审核（reviewed: no）"}, {"handling.approved", "handling.approver", "没有经过批准（approved: no）"}} {
			if x, ok := a.Values[p[0]]; ok && !x.Bool && a.Values[p[1]].Text != "" {
				fail(x, p[2]+"，不能又写明 "+strings.TrimPrefix(p[1], "handling.")+" 如何处理")
			}
		}
		if x, ok := a.Values["handling.on_the_spot"]; ok && x.Bool && a.Values["handling.omission"].Bool {
			fail(x, "同一行为不能既是当场作出（on_the_spot）又是不作为（omission）")
		}
	}
}

// CheckFacts finds what in a sheet contradicts the papers: a service before
// the decision, an agency that is no party, a clause that no pack has. name is
// the sheet's, for the problems' places.
func CheckFacts(name string, f Facts, c Case, packs []Pack) error {
	var bad Problems
	if len(c.Papers) == 0 {
		return nil
	}
	paper := c.Paper()
	if paper.DecidedOn != nil {
		for _, s := range factSpecs {
			x, ok := f.Values[s.Key]
			if !ok || s.place != inCase || s.Type != Date || s.Key == "suit_received_on" || s.Key == "complaint_received_on" || s.Key == "accepted_on" {
				continue
			}
			if x.Text < *paper.DecidedOn {
				bad = append(bad, Problem{name, x.Line, x.Column, s.Key + "（" + x.Text + "）早于文书作出之日（" + *paper.DecidedOn + "）"})
			}
		}
	}
	for _, a := range f.Agencies {
		if !slices.ContainsFunc(c.Papers, func(r extract.Record) bool { return hasParty(r, a.Name) }) {
			bad = append(bad, Problem{name, a.Line, a.Column, "“" + a.Name + "”不是本案文书中的当事人"})
		}
		for _, x := range a.Circumstances {
			if !slices.ContainsFunc(packs, func(p Pack) bool { return p.claimable(x.Clause) }) {
				bad = append(bad, Problem{name, x.Line, x.Column, "没有可以主张的条款“" + x.Clause + "”"})
			}
		}
	}
	return bad.or()
}

// CheckDates finds the dates of a sheet behind last (YYYY-MM-DD): facts have
// happened, or will soon. name is the sheet's, for the problems' places.
func CheckDates(name string, f Facts, last string) error {
	var bad Problems
	look := func(values map[string]Fact) {
		for _, key := range slices.Sorted(maps.Keys(values)) {
			x := values[key]
			for _, day := range []string{x.On, x.Text} {
				if day > last && (day == x.On || x.Type == Date) {
					bad = append(bad, Problem{name, x.Line, x.Column, key + " 的日期“" + day + "”在一年以后，请核对"})
				}
			}
		}
	}
	look(f.Values)
	for _, a := range f.Agencies {
		look(a.Values)
	}
	slices.SortStableFunc(bad, func(a, b Problem) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
	return bad.or()
}

func hasParty(r extract.Record, name string) bool {
	return slices.ContainsFunc(r.Parties, func(p extract.Party) bool { return squeeze(p.Name) == squeeze(name) })
}

// claimable tells whether a clause of one of the pack's wordings asks for a claimed circumstance.
func (p *Pack) claimable(clause string) bool {
	return slices.ContainsFunc(p.Editions(), func(e *Pack) bool { return e.claims(clause) })
}

func (p *Pack) claims(clause string) bool {
	return slices.ContainsFunc(p.rules.Clauses, func(r rule) bool { return r.claim != "" && (r.ID == clause || r.claim == clause) })
}
