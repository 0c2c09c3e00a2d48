package classify

import (
	"zeren/extract"
	"zeren/ingest"
)

// Assessment is what one regulation makes of one agency's part in a case
// (一个机关、一部规定、一份评估). The JSON names are a contract.
type Assessment struct {
	Jurisdiction string `json:"jurisdiction"` // the pack's id
	PackVersion  string `json:"pack_version"`
	// InForce names the version that was in force on the day of the decision
	// where PackVersion is another, because the wording of that day is not at
	// hand; "" where they are the same.
	InForce        string    `json:"in_force,omitempty"`
	PackDigest     string    `json:"pack_digest"` // SHA-256 over the pack's files
	CalendarDigest string    `json:"calendar_digest,omitempty"`
	Agency         string    `json:"agency"`
	Applies        *bool     `json:"applies"` // null: undetermined
	Because        []Because `json:"because"`
	Missing        []string  `json:"missing"`
	Effective      *bool     `json:"effective"` // null: 未生效/待确认
	// EffectiveOn is the day of effect, told or reckoned from service where
	// nobody appealed; null where it is not known.
	EffectiveOn    *string          `json:"effective_on,omitempty"`
	Clauses        []Clause         `json:"clauses"`
	Deadlines      []Deadline       `json:"deadlines"`
	Documents      []Document       `json:"documents"`
	Measures       []Measure        `json:"measures"`
	Referrals      []Referral       `json:"referrals"`
	Responsibility []Responsibility `json:"responsibility"`
	Reviews        []Review         `json:"reviews,omitempty"`   // of faults drawn from wording
	Questions      []Question       `json:"questions,omitempty"` // 待核实事项, one for each missing fact
	Repeats        []Repeat         `json:"repeats,omitempty"`   // earlier cases of the same persons, to confirm
	Notices        []Notice         `json:"notices,omitempty"`
	Warnings       []Warning        `json:"warnings,omitempty"`
}

// Verdict is the outcome of a clause: met, not met, or undetermined with the
// facts that are missing.
type Verdict string

// The verdicts.
const (
	Met          Verdict = "met"
	NotMet       Verdict = "not_met"
	Undetermined Verdict = "undetermined"
)

// Because is one reason for a verdict: words of the paper, a fact that a
// person supplied, or what the rule itself says.
type Because struct {
	Text string       `json:"text"`
	Span *ingest.Span `json:"span,omitempty"`
	// Paper is the SHA-256 of the source the span lies in.
	Paper string `json:"paper,omitempty"`
	Fact  string `json:"fact,omitempty"` // key of the fact
}

// Clause is the verdict on one clause of a regulation.
type Clause struct {
	ID      string    `json:"id"`      // unique in the pack
	Article string    `json:"article"` // short form: 三（一）
	Cite    string    `json:"cite"`    // in full: 第三条第（一）项
	Kind    string    `json:"kind"`    // scope | trigger | fault | exempt | lighter | heavier | tolerance | responsibility | measure | referral
	Verdict Verdict   `json:"verdict"`
	Text    string    `json:"text,omitempty"` // the regulation's words
	Person  string    `json:"person,omitempty"`
	Because []Because `json:"because"`
	Missing []string  `json:"missing"`
}

// Deadline is a period that the regulation sets (期限).
type Deadline struct {
	ID      string  `json:"id,omitempty"`
	Name    string  `json:"name"`
	Article string  `json:"article"`
	Amount  int     `json:"amount"`
	Unit    string  `json:"unit"` // day | workday | month
	From    string  `json:"from"` // the event, in the regulation's words
	DueOn   *string `json:"due_on"`
	Who     string  `json:"who"`
	// StartBecause tells which of several events the period runs from.
	StartBecause string `json:"start_because,omitempty"`
	// Working shows how the date was found, or the formula where the start
	// is not known. One Chinese sentence each.
	Working  []string  `json:"working,omitempty"`
	Missing  []string  `json:"missing,omitempty"`
	Warnings []Warning `json:"warnings,omitempty"`
}

// Document is a paper that the regulation demands of this agency.
type Document struct {
	ID      string `json:"id"` // template in the pack
	Title   string `json:"title"`
	Article string `json:"article"`
}

// Measure is an accountability measure that the regulation allows or orders.
type Measure struct {
	ID       string  `json:"id,omitempty"`
	Article  string  `json:"article"`
	Item     string  `json:"item"`
	Text     string  `json:"text"`
	For      *string `json:"for"` // "agency", a person's name, or null
	Required bool    `json:"required"`
}

// Referral is a transfer to another organ (移送).
type Referral struct {
	ID      string    `json:"id,omitempty"`
	Article string    `json:"article"`
	To      string    `json:"to"`
	Text    string    `json:"text"`
	Person  string    `json:"person,omitempty"`
	Verdict Verdict   `json:"verdict"`
	Because []Because `json:"because,omitempty"`
	Missing []string  `json:"missing,omitempty"`
}

// Responsibility is one person's share (责任划分).
type Responsibility struct {
	ID      string `json:"id,omitempty"`
	Article string `json:"article"`
	Person  string `json:"person"` // name, or "" where nobody is named
	Role    string `json:"role"`
	// As names the person with the condition of the share (主持集体讨论的批准人)
	// where one provision gives shares to the same role, else "".
	As      string    `json:"as,omitempty"`
	Level   string    `json:"level"` // as printed: 直接责任 ...
	Verdict Verdict   `json:"verdict"`
	Because []Because `json:"because"`
	Missing []string  `json:"missing"`
}

// Question is a fact that is missing: what is asked, which clauses it
// decides, who would know.
type Question struct {
	Fact    string   `json:"fact"`
	Text    string   `json:"text"`
	Decides []string `json:"decides"` // articles, short form
	Who     string   `json:"who"`
}

// Notice is a duty that binds winners too.
type Notice struct {
	Jurisdiction string    `json:"jurisdiction"`
	Agency       string    `json:"agency"`
	Name         string    `json:"name"`
	Article      string    `json:"article"`
	Amount       int       `json:"amount"`
	Unit         string    `json:"unit"`
	From         string    `json:"from"`
	DueOn        *string   `json:"due_on"`
	Who          string    `json:"who,omitempty"`
	Working      []string  `json:"working,omitempty"`
	Missing      []string  `json:"missing,omitempty"`
	Warnings     []Warning `json:"warnings,omitempty"`
}

// Warning is something that a person should look at.
type Warning struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// Case is one dispute: its papers, the one the assessment stands on last, and
// what memory holds of earlier cases, from which repeats are offered.
type Case struct {
	Papers  []extract.Record `json:"papers"`
	Earlier []Past           `json:"earlier,omitempty"`
}

// Paper is the paper that the assessment stands on: the latest effective one.
func (c *Case) Paper() *extract.Record { return &c.Papers[len(c.Papers)-1] }

// Outcome is everything that Assess finds.
type Outcome struct {
	Assessments []Assessment `json:"assessments"`
	Notices     []Notice     `json:"notices"`
	Warnings    []Warning    `json:"warnings"`
}
