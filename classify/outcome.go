package classify

import (
	"regexp"
	"slices"
	"strings"

	"zeren/extract"
	"zeren/extract/law"
)

// standingClause is a clause of the decision that stands at the end, with the
// paper whose words it is.
type standingClause struct {
	extract.Disposition
	paper string // SHA-256 of the source
	prior bool   // told as the decision of an instance below
}

// merits are outcomes that decide something about an agency's act; the rest
// speaks of the suit or of a judgment below.
var merits = []extract.Outcome{
	extract.Revoke, extract.RevokePartial, extract.Redo, extract.ConfirmIllegal, extract.ConfirmInvalid, extract.Modify,
	extract.Perform, extract.Pay, extract.Remedy, extract.Compensate, extract.Indemnify, extract.Contract, extract.Restore,
	extract.RefuseEnforcement, extract.CivilLiability,
}

// outcomes sets the variables outcome.*: what stands against the agency (an
// upheld judgment's clauses count as the upholding paper's own), and what the
// paper itself does to the suit.
func (w *view) outcomes(c *Case) {
	lost := w.result.Result == extract.Lost || w.result.Result == extract.PartlyLost
	told := !lost
	for _, d := range w.standing(c) {
		b := Because{Text: d.Text, Span: d.Span, Paper: d.paper}
		for _, o := range d.Outcomes {
			if slices.Contains(merits, o) && (!lost || !w.binds(d)) {
				continue
			}
			key := "outcome." + string(o)
			x := w.vals[key]
			if _, ok := w.vals[key]; !ok {
				continue
			}
			told = told || slices.Contains(merits, o)
			w.vals[key] = value{v: true, because: append(x.because, b)}
		}
	}
	if told || !leavesStanding(w.paper) {
		return
	}
	// It lost, but the clause by which it did is not told: a decision was
	// upheld whose words are not at hand.
	for _, o := range merits {
		if o != extract.RefuseEnforcement {
			w.vals["outcome."+string(o)] = missing("lower_paper")
		}
	}
}

// leavesStanding tells whether a paper upholds the decision below, or ends the
// proceedings against it.
func leavesStanding(r *extract.Record) bool {
	return slices.ContainsFunc(r.Dispositions, func(d extract.Disposition) bool {
		return slices.ContainsFunc(d.Outcomes, func(o extract.Outcome) bool {
			return o == extract.Affirm || o == extract.RejectPetition || o == extract.Maintain || o == extract.Withdraw
		})
	})
}

// binds tells whether a clause is against this agency: it names it, or names
// none while the agency is meant by a short form or is the only one that lost.
func (w *view) binds(d standingClause) bool {
	if len(d.Agencies) > 0 {
		return w.concerns(d.Agencies)
	}
	if w.named(d.Text) {
		return true
	}
	var losers []string
	for _, r := range w.paper.Results {
		if r.Result == extract.Lost || r.Result == extract.PartlyLost {
			losers = append(losers, r.Agency)
		}
	}
	if len(losers) == 1 {
		return true
	}
	// another agency of the paper is named: the clause is that one's
	for _, p := range w.paper.Parties {
		if p.Kind == extract.Agency && p.Name != w.agency && strings.Contains(squeeze(d.Text), squeeze(p.Name)) {
			return false
		}
	}
	return true
}

var itemNumber = regexp.MustCompile(`第([一二三四五六七八九十]+|[0-9]+)[项条]`)

// standing lists the clauses that stand at the end. Where the paper upholds
// (驳回上诉, 维持, 驳回再审申请), the decision below stands, of a partial upholding
// only the items that it names.
func (w *view) standing(c *Case) []standingClause {
	var out []standingClause
	upholds, items := false, []int(nil)
	reversed := []int(nil)
	for _, d := range w.paper.Dispositions {
		out = append(out, standingClause{Disposition: d, paper: w.paper.Source.SHA256})
		for _, o := range d.Outcomes {
			switch o {
			case extract.Affirm, extract.RejectPetition:
				upholds = true
			case extract.Withdraw:
				upholds = upholds || w.paper.Instance != nil && *w.paper.Instance != extract.First && *w.paper.Instance != extract.Reconsideration
			case extract.Maintain:
				if !slices.Contains(reconsiderationTypes, w.paper.DocumentType) && w.paper.DocumentType != extract.Other && len(w.paper.Prior) > 0 {
					upholds = true
					items = append(items, numbers(d.Text)...)
				}
			case extract.Reverse:
				reversed = append(reversed, numbers(d.Text)...)
			}
		}
	}
	if !upholds {
		return out
	}
	for _, d := range w.below(c) {
		switch {
		case len(items) > 0 && d.N > 0 && !slices.Contains(items, d.N):
		case len(reversed) > 0 && d.N > 0 && slices.Contains(reversed, d.N):
		default:
			out = append(out, d)
		}
	}
	return out
}

// decision is when the decision was given by which an agency lost: a ruling
// that only turns a petition for retrial down decides nothing anew, and the
// decision that it leaves standing counts.
type decision struct {
	below            *extract.Prior // nil where it is the paper itself
	earliest, latest string         // YYYY-MM-DD, equal where the day is known; "" unknown
}

func decisionOf(r *extract.Record) decision {
	var d decision
	if r.DecidedOn != nil {
		d.earliest, d.latest = *r.DecidedOn, *r.DecidedOn
	}
	turnsDown := len(r.Dispositions) > 0 && !slices.ContainsFunc(r.Dispositions, func(x extract.Disposition) bool {
		return !slices.Contains(x.Outcomes, extract.RejectPetition)
	})
	if !turnsDown || len(r.Prior) == 0 {
		return d
	}
	d.below = &r.Prior[len(r.Prior)-1]
	if d.below.DecidedOn != nil {
		d.earliest, d.latest = *d.below.DecidedOn, *d.below.DecidedOn
		return d
	}
	d.earliest = ""
	if year := numberYear(d.below.CaseNumber); year != "" {
		d.earliest = year + "-01-01"
	}
	return d
}

// words names the decision that was left standing.
func (d decision) words() string {
	s := ""
	if d.below.Organ != nil {
		s = *d.below.Organ
	}
	if d.below.CaseNumber != nil {
		s += *d.below.CaseNumber
	}
	return s
}

// below is the decision that was upheld: as this paper tells it, else the
// paper itself where it is among the case's papers.
func (w *view) below(c *Case) []standingClause {
	for i := len(w.paper.Prior) - 1; i >= 0; i-- {
		p := w.paper.Prior[i]
		if len(p.Dispositions) == 0 {
			continue
		}
		var out []standingClause
		decides := false
		for _, d := range p.Dispositions {
			out = append(out, standingClause{Disposition: d, paper: w.paper.Source.SHA256, prior: true})
			decides = decides || slices.ContainsFunc(d.Outcomes, func(o extract.Outcome) bool {
				return slices.Contains(merits, o) || o == extract.DismissClaim || o == extract.DismissSuit
			})
		}
		if decides {
			return out
		}
	}
	for i := len(c.Papers) - 2; i >= 0; i-- {
		p := &c.Papers[i]
		if p.CaseNumber == nil || !citesPrior(w.paper, *p.CaseNumber) && !slices.ContainsFunc(w.paper.Cites, func(n string) bool { return sameNumber(n, *p.CaseNumber) }) {
			continue
		}
		var out []standingClause
		for _, d := range p.Dispositions {
			out = append(out, standingClause{Disposition: d, paper: p.Source.SHA256, prior: true})
		}
		return out
	}
	return nil
}

func citesPrior(r *extract.Record, number string) bool {
	return slices.ContainsFunc(r.Prior, func(p extract.Prior) bool { return p.CaseNumber != nil && sameNumber(*p.CaseNumber, number) })
}

// numbers reads the item numbers that a clause names: 第一项, 第2项.
func numbers(text string) []int {
	var out []int
	for _, m := range itemNumber.FindAllStringSubmatch(text, -1) {
		n := 0
		for _, r := range m[1] {
			if i := strings.IndexRune("0123456789", r); i >= 0 {
				n = n*10 + i
			}
		}
		if n == 0 {
			for i := 1; i < 100; i++ {
				if law.Numeral(i) == m[1] {
					n = i
					break
				}
			}
		}
		if n > 0 {
			out = append(out, n)
		}
	}
	return out
}
