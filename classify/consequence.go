package classify

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// consequences finds what follows where the regulation applies or may apply:
// who answers and how far, what measures are allowed, what must be written,
// by when.
func (a *assessor) consequences() {
	a.responsibility()
	a.measures()
	a.referrals()
	for i := range a.pack.rules.Documents {
		r := &a.pack.rules.Documents[i]
		if a.run(r).verdict != NotMet {
			a.out.Documents = append(a.out.Documents, Document{ID: r.ID, Title: r.Title, Article: r.cite.String()})
		}
	}
	done := map[string]Deadline{}
	for i := range a.pack.rules.Deadlines {
		r := &a.pack.rules.Deadlines[i]
		x := a.run(r)
		if x.verdict == NotMet {
			continue
		}
		d := a.view.deadline(r, a.cal, a.facts, done, a.pack.specs)
		if x.verdict == Undetermined {
			d.Working = append([]string{"本期限是否适用，待核实"}, d.Working...)
			d.Missing = unique(append(d.Missing, x.missing...))
		}
		done[r.ID] = d
		a.out.Deadlines = append(a.out.Deadlines, d)
	}
	a.conflicts()
}

// responsibility divides it: every rule for every person in its role; where
// nobody is named, once for the role itself.
func (a *assessor) responsibility() {
	var persons []Officer
	var collective struct {
		chair   string
		dissent []string
		known   bool
	}
	if af := a.facts.Agency(a.agency); af != nil {
		persons = af.Persons
		collective.chair = af.Values["handling.collective.chair"].Text
		x, ok := af.Values["handling.collective.dissenting"]
		collective.dissent, collective.known = x.List, ok
	}
	type row struct {
		rule *rule
		at   int
	}
	var rows []row
	add := func(r *rule, name string) {
		x := a.run(r)
		if x.because == nil {
			x.because = []Because{}
		}
		role := ""
		if r.Role != "" {
			role = Role(r.Role).Name()
		}
		if name == "" && x.verdict != NotMet {
			x.missing = unique(append(x.missing, "persons"))
		}
		a.out.Responsibility = append(a.out.Responsibility, Responsibility{
			ID: r.ID, Article: r.cite.String(), Person: name, Role: role, As: r.As, Level: r.Level, Verdict: x.verdict, Because: x.because, Missing: x.missing,
		})
		rows = append(rows, row{r, len(a.out.Responsibility) - 1})
	}
	for i := range a.pack.rules.Responsibility {
		r := &a.pack.rules.Responsibility[i]
		named := false
		for _, p := range persons {
			if r.Role != "" && !slices.Contains(p.Roles, Role(r.Role)) {
				continue
			}
			named = true
			a.person(p, collective.chair, collective.dissent, collective.known)
			add(r, p.Name)
		}
		if !named {
			a.nobody()
			if r.Role != "" { // whoever it was, had this part, and then
				a.vals["person.roles"] = known([]string{r.Role})
				a.vals["person.at_the_time"] = known(true)
			}
			add(r, "")
		}
	}
	a.nobody()
	for _, x := range rows {
		mine := &a.out.Responsibility[x.at]
		if mine.Verdict == NotMet {
			continue
		}
		for _, y := range rows {
			other := &a.out.Responsibility[y.at]
			if !slices.Contains(x.rule.Overrides, y.rule.ID) || other.Person != mine.Person || other.Verdict == NotMet {
				continue
			}
			if mine.Verdict == Met {
				other.Verdict = NotMet
				other.Because = append(other.Because, Because{Text: x.rule.long + "另有规定，本项不适用"})
			} else {
				other.Verdict = Undetermined
				other.Missing = unique(append(other.Missing, mine.Missing...))
			}
		}
	}
	kept := a.out.Responsibility[:0]
	for _, r := range a.out.Responsibility {
		if r.Verdict != NotMet {
			kept = append(kept, r)
		}
	}
	a.out.Responsibility = kept
}

func (a *assessor) person(p Officer, chair string, dissent []string, known2 bool) {
	a.vals["person.name"] = known(p.Name)
	by := supplied(p.By, p.On, p.Source)
	a.vals["person.roles"] = known(roleKeys(p.Roles), Because{Text: p.Name + "：" + roleWords(p.Roles) + by, Fact: "persons"})
	a.vals["person.managed_by"] = missing("persons.managed_by")
	if p.ManagedBy != "" {
		a.vals["person.managed_by"] = known(p.ManagedBy, Because{Text: p.Name + "的管理权限：" + map[string]string{"city": "市管干部", "county": "县管干部"}[p.ManagedBy] + by, Fact: "persons.managed_by"})
	}
	flag := func(key string, b *bool, yes, no string) {
		a.vals["person."+key] = missing("persons." + key)
		if b != nil {
			text := p.Name + no
			if *b {
				text = p.Name + yes
			}
			a.vals["person."+key] = known(*b, Because{Text: text + by, Fact: "persons." + key})
		}
	}
	flag("at_the_time", p.AtTheTime, "在行为作出时在任", "在行为作出时不在任")
	flag("plainly_erred", p.PlainlyErred, "在应诉中有明显失误", "在应诉中没有明显失误")
	a.vals["person.chair"] = missing("handling.collective.chair")
	if chair != "" {
		a.vals["person.chair"] = known(chair == p.Name, Because{Text: "集体讨论由" + chair + "主持", Fact: "handling.collective.chair"})
	}
	a.vals["person.dissented"] = missing("handling.collective.dissenting")
	if known2 {
		text := "集体讨论中没有人持正确意见"
		if len(dissent) > 0 {
			text = "集体讨论中持正确意见的人：" + strings.Join(dissent, "、")
		}
		a.vals["person.dissented"] = known(slices.Contains(dissent, p.Name), Because{Text: text, Fact: "handling.collective.dissenting"})
	}
}

func roleKeys(roles []Role) []string {
	keys := make([]string, len(roles))
	for i, r := range roles {
		keys[i] = string(r)
	}
	return keys
}

func roleWords(roles []Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = r.Name()
	}
	return strings.Join(names, "、")
}

// ofNobody are the variables of a person where none is meant.
var ofNobody = values{
	"person.name": missing("persons"), "person.roles": missing("persons"),
	"person.managed_by": missing("persons.managed_by"), "person.at_the_time": missing("persons.at_the_time"), "person.plainly_erred": missing("persons.plainly_erred"),
	"person.chair": missing("handling.collective.chair"), "person.dissented": missing("handling.collective.dissenting"),
}

func (a *assessor) nobody() { maps.Copy(a.vals, ofNobody) }

// measures lists what the regulation allows or orders, for the unit and for
// persons; a measure tied to a share goes to each person who has that share.
func (a *assessor) measures() {
	agency := "agency"
	all, free := a.exempted()
	if all || a.ungated() {
		return
	}
	for i := range a.pack.rules.Measures {
		r := &a.pack.rules.Measures[i]
		if v := a.run(r).verdict; v == NotMet || v == Undetermined && !r.WhileOpen {
			continue
		}
		m := Measure{ID: r.ID, Article: r.cite.String(), Item: r.cite.Item, Text: r.words, Required: r.Required}
		if r.To == "agency" {
			m.For = &agency
			a.out.Measures = append(a.out.Measures, m)
			continue
		}
		if len(r.Levels) == 0 {
			if !a.allFree(free) {
				a.out.Measures = append(a.out.Measures, m)
			}
			continue
		}
		var names []string
		for _, x := range a.out.Responsibility {
			if x.Verdict == Met && x.Person != "" && !slices.Contains(free, x.Person) && slices.Contains(r.Levels, x.Level) && !slices.Contains(names, x.Person) {
				names = append(names, x.Person)
			}
		}
		for _, n := range names {
			m.For = &n
			a.out.Measures = append(a.out.Measures, m)
		}
		if len(names) == 0 && !a.settled(r.Levels) {
			m.For = nil
			a.out.Measures = append(a.out.Measures, m)
		}
	}
}

// settled tells whether it is known who answers, and that nobody has one of
// these shares: a measure for them is then for nobody.
func (a *assessor) settled(shares []string) bool {
	named := false
	for _, x := range a.out.Responsibility {
		if x.Person != "" && x.Verdict == Met {
			named = true
		} else if slices.Contains(shares, x.Level) {
			return false
		}
	}
	return named
}

// ungated tells whether a condition of all liability is not met: what the
// regulation would allow is then not allowed here.
func (a *assessor) ungated() bool {
	return slices.ContainsFunc(a.out.Clauses, func(c Clause) bool {
		r := a.pack.rules.find(c.ID)
		return c.Verdict == NotMet && c.Kind == "scope" && r != nil && r.Gate == "liability"
	})
}

// allFree tells whether everybody who answers is named and free of measures.
func (a *assessor) allFree(free []string) bool {
	any := false
	for _, x := range a.out.Responsibility {
		if x.Person == "" || !slices.Contains(free, x.Person) {
			return false
		}
		any = true
	}
	return any
}

// exempted tells who is free of measures by a met exception.
func (a *assessor) exempted() (all bool, persons []string) {
	for _, c := range a.out.Clauses {
		if c.Verdict != Met {
			continue
		}
		if r := a.pack.rules.find(c.ID); r != nil && slices.Contains(r.Overrides, allMeasures) {
			all = all || c.Person == ""
			persons = append(persons, c.Person)
		}
	}
	return all, persons
}

func (a *assessor) referrals() {
	af := a.facts.Agency(a.agency)
	add := func(r *rule, person string) {
		x := a.run(r)
		if x.verdict == NotMet {
			return
		}
		a.out.Referrals = append(a.out.Referrals, Referral{
			ID: r.ID, Article: r.cite.String(), To: r.To, Text: r.words, Person: person, Verdict: x.verdict, Because: x.because, Missing: x.missing,
		})
	}
	for i := range a.pack.rules.Referrals {
		r := &a.pack.rules.Referrals[i]
		personal := r.prog != nil && slices.ContainsFunc(r.prog.vars, func(v string) bool { return strings.HasPrefix(v, "person.") })
		if !personal || af == nil || len(af.Persons) == 0 {
			add(r, "")
			continue
		}
		for _, p := range af.Persons {
			a.person(p, "", nil, false)
			add(r, p.Name)
		}
		a.nobody()
	}
}

// graded tells whether a level names a grade of responsibility: 责任 and
// 相应责任 only say that a person answers, and contradict no grade.
func graded(level string) bool { return level != "责任" && level != "相应责任" }

// conflicts names rules that conclude differently while none overrides the
// other: it is never left to their order.
func (a *assessor) conflicts() {
	for i, x := range a.out.Responsibility {
		for _, y := range a.out.Responsibility[:i] {
			if x.Verdict == Met && y.Verdict == Met && x.Person != "" && x.Person == y.Person && x.Role == y.Role && x.Level != y.Level && graded(x.Level) && graded(y.Level) {
				a.warn("conflict", fmt.Sprintf("%s的责任等次有两种结论：%s（%s）与%s（%s），请人工确定", x.Person, y.Level, a.pack.CiteShort(y.Article), x.Level, a.pack.CiteShort(x.Article)))
			}
		}
	}
	opposite := [][2]string{{"lighter", "heavier"}, {"exempt", "heavier"}, {"tolerance", "heavier"}}
	for i, x := range a.out.Clauses {
		for _, y := range a.out.Clauses {
			for _, o := range opposite {
				if x.Kind == o[0] && y.Kind == o[1] && x.Verdict == Met && y.Verdict == Met && !a.pack.settles(x.ID, y.ID) && (x.Person == y.Person || x.Person == "" || y.Person == "") {
					a.warn("conflict", fmt.Sprintf("%s与%s的情形并存，结论相反，请人工确定", a.out.Clauses[i].Cite, y.Cite))
				}
			}
		}
	}
}

// settles tells whether one of two clauses names the other as overridden.
func (p *Pack) settles(a, b string) bool {
	x, y := p.rules.find(a), p.rules.find(b)
	return x != nil && y != nil && (slices.Contains(x.Overrides, b) || slices.Contains(y.Overrides, a))
}

// notices are duties that bind winners too.
func (a *assessor) notices() []Notice {
	out := []Notice{}
	if v, _, _ := a.time(); v == NotMet {
		return out
	}
	for i := range a.pack.rules.Notices {
		r := &a.pack.rules.Notices[i]
		if a.run(r).verdict == NotMet {
			continue
		}
		d := a.view.deadline(r, a.cal, a.facts, nil, a.pack.specs)
		out = append(out, Notice{
			Jurisdiction: a.pack.ID, Agency: a.agency, Name: r.Name, Article: d.Article, Amount: d.Amount, Unit: d.Unit,
			From: d.From, DueOn: d.DueOn, Who: d.Who, Working: d.Working, Missing: d.Missing, Warnings: d.Warnings,
		})
	}
	a.out.Warnings = nil
	return out
}
