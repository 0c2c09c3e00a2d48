package classify

import (
	"fmt"
	"slices"
	"sort"
)

// Past is what memory keeps of an assessed case, for finding repeats.
type Past struct {
	Case         string   `json:"case"` // the paper's number, or its digest
	Jurisdiction string   `json:"jurisdiction"`
	Agency       string   `json:"agency"`
	DecidedOn    string   `json:"decided_on"` // YYYY-MM-DD
	Persons      []string `json:"persons"`
	Faults       []string `json:"faults"` // ids of the fault clauses that were met
}

// Remember gives what memory should keep of an assessment; false where it
// holds nothing that could count later.
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
		for _, x := range af.Persons {
			p.Persons = append(p.Persons, x.Name)
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
// fact to confirm and never applied unasked.
type Repeat struct {
	Person  string `json:"person"`
	Case    string `json:"case"`
	Article string `json:"article"` // the clause that it may meet
	Text    string `json:"text"`    // one Chinese sentence
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
	since := addMonths(day, -12).Format("2006-01-02")
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
			if old.Jurisdiction != p.ID || sameNumber(old.Case, now.Case) || old.Case == now.Case && old.DecidedOn == now.DecidedOn || old.DecidedOn < since || old.DecidedOn > now.DecidedOn {
				continue
			}
			if r.Repeat == "same_fault" && !slices.ContainsFunc(old.Faults, func(f string) bool { return slices.Contains(now.Faults, f) }) {
				continue
			}
			for _, person := range now.Persons {
				if slices.Contains(old.Persons, person) {
					out = append(out, Repeat{person, old.Case, r.cite.String(), fmt.Sprintf("%s在一年内另有一案（%s，%s），请核实是否属于%s的情形", person, old.Case, old.DecidedOn, r.long)})
				}
			}
		}
	}
	return out
}
