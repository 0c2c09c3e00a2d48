package classify

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"zeren/extract"
)

// Past is what memory keeps of an assessed case, for finding repeats. Who keeps
// it hands it to a later case as Case.Earlier; Assess then offers it.
type Past struct {
	Case         string   `json:"case"` // the paper's number, or its digest
	Jurisdiction string   `json:"jurisdiction"`
	Agency       string   `json:"agency"`
	DecidedOn    string   `json:"decided_on"` // YYYY-MM-DD
	Persons      []string `json:"persons"`    // who answers, or may answer, for it
	Faults       []string `json:"faults"`     // ids of the fault clauses that were met
}

// Remember gives what memory should keep of an assessment; false where it
// holds nothing that could count later: where the regulation does not apply, no
// fault is met, or the decision bears no date. Persons of whom the division of
// responsibility says that they bear none are left out.
func Remember(c Case, f Facts, a Assessment) (Past, bool) {
	paper := c.Paper()
	if paper.DecidedOn == nil || a.Applies != nil && !*a.Applies {
		return Past{}, false
	}
	p := Past{Jurisdiction: a.Jurisdiction, Agency: a.Agency, DecidedOn: *paper.DecidedOn, Case: paper.Source.SHA256, Persons: []string{}, Faults: []string{}}
	if paper.CaseNumber != nil {
		p.Case = *paper.CaseNumber
	}
	if af := f.Agency(a.Agency); af != nil {
		shared := slices.ContainsFunc(a.Responsibility, func(r Responsibility) bool { return r.Person != "" })
		for _, x := range af.Persons {
			if !shared || slices.ContainsFunc(a.Responsibility, func(r Responsibility) bool { return r.Person == x.Name }) {
				p.Persons = append(p.Persons, x.Name)
			}
		}
	}
	for _, x := range a.Clauses {
		if x.Kind == "fault" && x.Verdict == Met {
			p.Faults = append(p.Faults, x.ID)
		}
	}
	return p, len(p.Faults) > 0
}

// Repeat is an earlier case of the same person within a year, offered as a
// fact to confirm and never applied unasked: a person who finds it to be one
// enters its number under repeat in the facts sheet.
type Repeat struct {
	Person    string   `json:"person"`
	Case      string   `json:"case"`
	DecidedOn string   `json:"decided_on"`
	Agency    string   `json:"agency"`
	Faults    []string `json:"faults"`  // ids of the fault clauses met there; of the same kind, where that is asked
	Article   string   `json:"article"` // the clause that it may meet
	Text      string   `json:"text"`    // one Chinese sentence
	Confirmed bool     `json:"confirmed,omitempty"`
}

// Repeats finds earlier cases that could make this one a repeat (金寨 17 (1) and
// its like): the same regulation and person, within one year before the
// decision, the same kind of fault where the regulation asks for it.
func Repeats(p *Pack, now Past, history []Past) []Repeat {
	out := []Repeat{}
	day, err := parseDay(now.DecidedOn)
	if err != nil {
		return out
	}
	since := addMonths(day, -12).Format(time.DateOnly)
	sorted := slices.Clone(history)
	sort.SliceStable(sorted, func(i, j int) bool {
		return sorted[i].DecidedOn+sorted[i].Case < sorted[j].DecidedOn+sorted[j].Case
	})
	for i := range p.rules.Clauses {
		r := &p.rules.Clauses[i]
		if r.Repeat == "" {
			continue
		}
		for _, old := range sorted {
			if old.Jurisdiction != p.ID || sameNumber(old.Case, now.Case) || old.DecidedOn < since || old.DecidedOn > now.DecidedOn {
				continue
			}
			faults := old.Faults
			if r.Repeat == "same_fault" {
				faults = slices.DeleteFunc(slices.Clone(faults), func(f string) bool { return !slices.Contains(now.Faults, f) })
				if len(faults) == 0 {
					continue
				}
			}
			var kinds []string
			for _, id := range faults {
				if f := p.rules.find(id); f != nil {
					kinds = append(kinds, f.long+strings.TrimRight("“"+f.words, "；。;，,的")+"”")
				}
			}
			for _, person := range now.Persons {
				if slices.Contains(old.Persons, person) {
					out = append(out, Repeat{
						Person: person, Case: old.Case, DecidedOn: old.DecidedOn, Agency: old.Agency, Faults: faults, Article: r.cite.String(),
						Text: fmt.Sprintf("%s一年内另有一案：%s（%s，%s，过错为%s），请核实是否属于%s的情形", person, old.Case, old.DecidedOn, old.Agency, strings.Join(kinds, "、"), r.long),
					})
				}
			}
		}
	}
	return out
}

// repeats offers what memory holds of the persons of this case. The papers of
// this dispute are no earlier case.
func (a *assessor) repeats() {
	now, ok := Remember(*a.whole, *a.facts, a.out)
	if !ok {
		return
	}
	told := a.told()
	var found []Repeat
	for _, r := range Repeats(a.pack, now, a.earlier()) {
		r.Confirmed = slices.ContainsFunc(told, func(n string) bool { return sameNumber(n, r.Case) })
		found = append(found, r)
	}
	a.out.Repeats = found
}

// earlier is what memory holds, without the papers of this dispute.
func (a *assessor) earlier() []Past {
	return slices.DeleteFunc(slices.Clone(a.whole.Earlier), func(old Past) bool {
		return slices.ContainsFunc(a.whole.Papers, func(r extract.Record) bool {
			return r.CaseNumber != nil && sameNumber(*r.CaseNumber, old.Case) || r.Source.SHA256 == old.Case || citesPrior(&r, old.Case)
		})
	})
}

// told are the earlier cases that a person confirmed.
func (a *assessor) told() []string {
	if af := a.facts.Agency(a.agency); af != nil {
		return af.Values["repeat"].List
	}
	return nil
}

// repeaters are the persons to whom the confirmed earlier cases belong, as far
// as memory knows them, each with the reason.
func (a *assessor) repeaters() (persons []string, why []Because) {
	af := a.facts.Agency(a.agency)
	for _, n := range a.told() {
		for _, old := range a.earlier() {
			if old.Jurisdiction != a.pack.ID || !sameNumber(n, old.Case) {
				continue
			}
			for _, p := range af.Persons {
				if slices.Contains(old.Persons, p.Name) && !slices.Contains(persons, p.Name) {
					persons = append(persons, p.Name)
					why = append(why, Because{Text: fmt.Sprintf("%s另有一案：%s（%s，%s），经核实", p.Name, old.Case, old.DecidedOn, old.Agency), Fact: "repeat"})
				}
			}
		}
	}
	return persons, why
}

// offered adds to the question about repeats what memory found.
func (a *assessor) offered(ask string) string {
	var found []string
	for _, r := range a.out.Repeats {
		if !r.Confirmed {
			found = append(found, r.Text)
		}
	}
	if len(found) == 0 {
		return ask
	}
	return ask + "查到" + strings.Join(found, "；") + "。属于的写明案号，都不属于的写 []"
}
