package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"zeren/classify"
	"zeren/extract"
)

// Listed is one paper of the register (台账) with what was made of it, as lists
// and statistics read it.
type Listed struct {
	File       string // name of the file
	Source     string // SHA-256 of its bytes
	Part       int    // index of the paper in the file
	ReceivedOn string // YYYY-MM-DD
	Record     extract.Record
	Case       classify.Case
	Outcome    classify.Outcome
	Reports    []Issued
	Confirmed  bool // a person stands by the reports
	// Superseded and Duplicate name the paper that stands for this one, where
	// another decision of the dispute has taken its place, or another file has
	// the same paper; "" where it stands by itself.
	Superseded string
	Duplicate  string
}

// Issued is a report of a listed paper.
type Issued struct {
	Agency       string `json:"agency"`
	Jurisdiction string `json:"jurisdiction"`
	Title        string `json:"title"`
	Path         string `json:"path"` // below the outbox
}

// Stands tells whether the paper counts: no other stands for it.
func (l *Listed) Stands() bool { return l.Superseded == "" && l.Duplicate == "" }

// State says how a deadline stands on a day, in one Chinese clause. It cannot
// tell whether what was due is done: that is for a person to know.
func State(d classify.Deadline, on time.Time) string {
	due, err := time.Parse(time.DateOnly, deref(d.DueOn))
	if err != nil {
		return "起算日待核实"
	}
	on = time.Date(on.Year(), on.Month(), on.Day(), 0, 0, 0, 0, time.UTC)
	switch days := int(due.Sub(on).Hours() / 24); {
	case days > 0:
		return fmt.Sprintf("还有%d日", days)
	case days == 0:
		return "今日届满"
	default:
		return fmt.Sprintf("已届满%d日", -days)
	}
}

// period writes how long a deadline is.
func period(d classify.Deadline) string { return fmt.Sprintf("%d%s", d.Amount, unitWords(d.Unit)) }

// blames tells whether a finding is about an agency.
func blames(f *extract.Finding, agency string) bool {
	return len(f.Agencies) == 0 || slices.Contains(f.Agencies, agency)
}

// faultsOf are the faults that a paper found with an agency, in words; those
// that the result does not rest on say so.
func (l *Listed) faultsOf(agency string) []string {
	r := &l.Record
	var out []string
	for i := range r.Errors {
		f := &r.Errors[i]
		label := faultLabel(f, kind(r))
		confirmed, denied := l.reviewed(f, agency)
		if !blames(f, agency) || denied {
			continue
		}
		if !confirmed {
			label += toConfirm
		}
		if f.Minor {
			label += "（程序轻微违法）"
		}
		if !f.Ground {
			label += "（指出，未据以裁判）"
		}
		out = appendNew(out, label)
	}
	return out
}

// reviewed tells whether a finding against an agency stands for good (the paper
// names it, or a person confirmed what was drawn from its wording), or a person
// denied it.
func (l *Listed) reviewed(f *extract.Finding, agency string) (confirmed, denied bool) {
	if f.Wording == nil {
		return true, false
	}
	for _, a := range l.assessmentsOf(agency) {
		if review := a.Review(f); review != nil {
			return review.Stands, !review.Stands
		}
	}
	return false, false
}

// assessmentsOf are those of an agency.
func (l *Listed) assessmentsOf(agency string) []*classify.Assessment {
	var out []*classify.Assessment
	for i := range l.Outcome.Assessments {
		if a := &l.Outcome.Assessments[i]; a.Agency == agency {
			out = append(out, a)
		}
	}
	return out
}

// agencies are those that have a result, then those that have an assessment
// without one.
func (l *Listed) agencies() []string {
	var out []string
	for _, r := range l.Record.Results {
		out = appendNew(out, r.Agency)
	}
	for _, a := range l.Outcome.Assessments {
		out = appendNew(out, a.Agency)
	}
	return out
}

func (l *Listed) resultOf(agency string) string {
	for _, r := range l.Record.Results {
		if r.Agency == agency {
			return r.Result.Label()
		}
	}
	return ""
}

// metClauses are the provisions that an assessment found met, in full, without
// those of scope.
func metClauses(a *classify.Assessment) []string {
	var out []string
	for _, c := range a.Clauses {
		if c.Verdict == classify.Met && (c.Kind == "trigger" || c.Kind == "fault") {
			out = appendNew(out, c.Cite)
		}
	}
	return out
}

func appliesWords(b *bool) string {
	switch tri(b) {
	case "yes":
		return "适用"
	case "no":
		return "不适用"
	}
	return "待核实"
}

// instead tells which paper stands for this one.
func (l *Listed) instead() string {
	switch {
	case l.Superseded != "":
		return "已被取代：" + l.Superseded
	case l.Duplicate != "":
		return "重复：" + l.Duplicate
	}
	return ""
}

func instanceWords(r *extract.Record) string {
	if r.Instance == nil {
		return ""
	}
	return r.Instance.Label()
}

func organName(r *extract.Record) string {
	if r.Organ == nil {
		return ""
	}
	return r.Organ.Name
}

func joined(list []string) string { return strings.Join(list, "；") }
