package classify

import (
	"slices"

	"zeren/extract"
)

// Review is what a person said, having read the paper, of a fault that the
// program drew from how a sentence is worded (extract.Wording).
type Review struct {
	Code    extract.Code `json:"code"`
	Stands  bool         `json:"stands"` // the deciding body did find it
	Because Because      `json:"because"`
	// By is who said so, when, and on what ground, as reasons print it; "" where
	// the sheet does not tell.
	By string `json:"by,omitempty"`
}

// Review is what was said of a finding; nil where the paper itself names the
// fault, and where nobody has said anything.
func (a *Assessment) Review(f *extract.Finding) *Review {
	for i := range a.Reviews {
		if f.Wording != nil && a.Reviews[i].Code == f.Code {
			return &a.Reviews[i]
		}
	}
	return nil
}

// Reasoned is the paper whose findings about an agency count: the one that the
// case stands on, or, where that one upholds the decision below and gives no
// ground of its own, the last one before it that does.
func (c *Case) Reasoned(agency string) *extract.Record {
	for i := len(c.Papers) - 1; i >= 0; i-- {
		r := &c.Papers[i]
		if slices.ContainsFunc(r.Errors, func(e extract.Finding) bool { return e.Ground && about(r, e.Agencies, agency) }) {
			return r
		}
		if !leavesStanding(r) {
			break
		}
	}
	return c.Paper()
}

// about tells whether a list of agencies of a paper means this one. An empty
// list means the only agency that is a party.
func about(r *extract.Record, agencies []string, agency string) bool {
	if len(agencies) == 0 {
		return len(r.Results) == 1 && r.Results[0].Agency == agency
	}
	return slices.ContainsFunc(agencies, func(a string) bool { return squeeze(a) == squeeze(agency) })
}

// found is a finding about the agency, with the paper that makes it.
type found struct {
	*extract.Finding
	paper *extract.Record
}

// findingsOf gathers what the case finds about an agency: in the paper whose
// reasons count, and in the one that it stands on.
func findingsOf(c *Case, agency string) []found {
	var out []found
	add := func(r *extract.Record) {
		for i := range r.Errors {
			if e := &r.Errors[i]; about(r, e.Agencies, agency) {
				out = append(out, found{e, r})
			}
		}
	}
	reasoned := c.Reasoned(agency)
	add(reasoned)
	if c.Paper() != reasoned {
		add(c.Paper())
	}
	return out
}

// reviewKey is the key of the fact that tells whether a fault drawn from
// wording stands.
func reviewKey(code extract.Code) string { return "findings." + string(code) }

// stands tells whether a finding counts: the paper names the fault, or a person
// confirmed what the program drew from the wording. told is false where nobody
// has said so yet.
func (w *view) stands(e *extract.Finding) (stands, told bool) {
	if e.Wording == nil {
		return true, true
	}
	said := w.vals["fact."+reviewKey(e.Code)].v
	return said == true, said != nil
}

// reviews are what people said of faults drawn from wording.
func (a *assessor) reviews() []Review {
	var out []Review
	for _, code := range findingCodes {
		key := reviewKey(code)
		if x := a.vals["fact."+key]; x.v != nil && a.worded(code) {
			said := a.facts.Agency(a.agency).Values[key]
			out = append(out, Review{Code: code, Stands: x.v == true, Because: x.because[0], By: supplied(said.By, said.On, said.Source)})
		}
	}
	return out
}

// worded tells whether a fault was drawn from wording.
func (w *view) worded(code extract.Code) bool {
	return slices.ContainsFunc(w.found, func(e found) bool { return e.Wording != nil && e.Code == code })
}

// unreviewed are the faults drawn from wording of which nobody has said yet
// whether they stand.
func (w *view) unreviewed() []extract.Code {
	var out []extract.Code
	for _, code := range findingCodes {
		if w.worded(code) && w.vals["fact."+reviewKey(code)].v == nil {
			out = append(out, code)
		}
	}
	return out
}
