package classify

import "cel.dev/cel-go/cel"

// packFile is pack.yaml: what the regulation is, since when it holds, whom it
// covers. The package comment shows the whole form.
type packFile struct {
	Format  int               `yaml:"format"` // see PackFormat
	ID      string            `yaml:"id"`
	Title   string            `yaml:"title"`
	Number  string            `yaml:"number"`
	Issuer  string            `yaml:"issuer"`
	Cite    Forms             `yaml:"cite"`
	Version []version         `yaml:"versions"`
	Example string            `yaml:"example"` // an agency that is covered, for the cases
	Organs  []Organ           `yaml:"organs"`
	Values  map[string]string `yaml:"settings"`
	Scope   scopeFile         `yaml:"scope"`
	Facts   []FactSpec        `yaml:"facts"`
	Notes   []string          `yaml:"notes"`
}

// version is one state of the regulation in time.
type version struct {
	Name    string `yaml:"name"`
	Number  string `yaml:"number"`  // 文号 as it was under this version; default that of the pack
	From    string `yaml:"from"`    // YYYY-MM-DD, first day in force; "" undated
	Until   string `yaml:"until"`   // last day in force; "" still in force
	Article string `yaml:"article"` // that says so
	Text    string `yaml:"text"`    // the file; "" where the wording is not at hand
	Rules   string `yaml:"rules"`   // the rules of this wording; default rules.yaml
	Note    string `yaml:"note"`
}

// Organ is an organ as the regulation prints it, with its present name where it
// has been renamed since, or, where the regulation uses a general term (县司法行政
// 机关), with the organ that it stands for. One of the two is given.
type Organ struct {
	Printed string `yaml:"printed"`
	Present string `yaml:"present"`
	Is      string `yaml:"is"`
}

// scopeFile tells whose cases the regulation covers.
type scopeFile struct {
	Article string   `yaml:"article"`
	Strip   []string `yaml:"strip"`  // places above, which may stand before the name
	Places  string   `yaml:"places"` // CSV: code,name,level
	Include []struct {
		Match string `yaml:"match"` // on the name behind Strip
		Level string `yaml:"level"`
	} `yaml:"include"`
	Only    []string `yaml:"only"`    // the whole name, where one agency is meant
	Outside []string `yaml:"outside"` // groups of organs.yaml that are not this place's
	Exclude []struct {
		Match  string `yaml:"match"`
		Reason string `yaml:"reason"`
	} `yaml:"exclude"`
}

// rulesFile is rules.yaml.
type rulesFile struct {
	Definitions      []rule         `yaml:"definitions"`
	Clauses          []rule         `yaml:"clauses"`
	Responsibility   []rule         `yaml:"responsibility"`
	Measures         []rule         `yaml:"measures"`
	Referrals        []rule         `yaml:"referrals"`
	Documents        []rule         `yaml:"documents"`
	Deadlines        []rule         `yaml:"deadlines"`
	Notices          []rule         `yaml:"notices"`
	NotFormalised    []unformalised `yaml:"not_formalised"`
	FormalisedBeside []unformalised `yaml:"formalised_beside"` // by the program's common part

	byID map[string]*rule // once all are checked
}

type unformalised struct {
	Article string `yaml:"article"`
	Reason  string `yaml:"reason"`
}

// rule is one line of law: whatever its kind, a provision, words of it, and
// the condition under which it holds.
type rule struct {
	ID        string   `yaml:"id"`
	Article   string   `yaml:"article"`
	Paragraph int      `yaml:"paragraph"`
	Quote     string   `yaml:"quote"` // a part of the provision's words; else all
	Kind      string   `yaml:"kind"`
	When      string   `yaml:"when"`
	Because   string   `yaml:"because"`    // a sentence recorded when the clause is met
	Otherwise string   `yaml:"otherwise"`  // recorded when it is not met
	Overrides []string `yaml:"overrides"`  // ids that give way when this one is met
	Gate      string   `yaml:"gate"`       // scope clauses: applies (default) | liability
	Opens     *bool    `yaml:"opens"`      // triggers: an undetermined one opens an undecided case; default true
	From      string   `yaml:"from"`       // decisions since this day
	Until     string   `yaml:"until"`      // decisions to this day
	Role      string   `yaml:"role"`       // responsibility: the person's role; "" anyone
	Level     string   `yaml:"level"`      // responsibility: as printed
	As        string   `yaml:"as"`         // responsibility: the role with its condition, where a provision parts it
	To        string   `yaml:"to"`         // referrals, measures: to whom
	Levels    []string `yaml:"levels"`     // measures: only for persons with such a share
	Required  bool     `yaml:"required"`   // measures: 应当, not 可以
	WhileOpen bool     `yaml:"while_open"` // measures: listed as long as the condition is not known to fail
	Title     string   `yaml:"title"`      // documents
	Name      string   `yaml:"name"`       // deadlines, notices
	Amount    int      `yaml:"amount"`
	Unit      string   `yaml:"unit"`      // day | workday | month
	Start     string   `yaml:"start"`     // the event, in the regulation's words
	Events    []string `yaml:"events"`    // date facts; the latest counts
	After     []string `yaml:"after"`     // deadlines above that come before; the first that applies
	RollOver  bool     `yaml:"roll_over"` // an end on a day off moves to the next working day
	Backward  bool     `yaml:"backward"`  // counted back from the event
	Who       string   `yaml:"who"`
	Repeat    string   `yaml:"repeat"` // heavier: earlier cases count, of the same_fault | any_fault

	cite  Citation
	long  string // the citation in full
	claim string // what a claim of it is called in the sheet, "" where none is asked
	words string
	prog  *program
}

// program is a compiled condition.
type program struct {
	source string
	run    cel.Program
	ast    *cel.Ast
	vars   []string // variables that it names, sorted
	logic  *logic   // nil where only CEL can tell
}
