package report

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"zeren/classify"
	"zeren/extract"
)

//go:embed fields.yaml
var fieldData []byte

// fieldRow is a row of fields.yaml.
type fieldRow struct {
	Field  string   `yaml:"field"`
	Agency []string `yaml:"agency"`
	Act    []string `yaml:"act"`
}

var fieldRows = func() []fieldRow {
	var rows []fieldRow
	if err := yaml.NewDecoder(bytes.NewReader(fieldData), yaml.Strict()).Decode(&rows); err != nil {
		panic(fmt.Sprintf("report: fields.yaml: %v", err)) // embedded, and a test reads it
	}
	return rows
}()

// unknownField is the field of what neither agency nor act tells.
const unknownField = "未能确定"

// fieldOf is the field of administration of a case.
func fieldOf(agency string, r *extract.Record) string {
	own := strings.ReplaceAll(agency, "人民政府", "") // which has 民政 in it
	for _, f := range fieldRows {
		for _, w := range f.Agency {
			if strings.Contains(own, w) {
				return f.Field
			}
		}
	}
	matter := deref(r.Cause)
	for _, a := range r.ChallengedActs {
		matter += "\n" + a.Text
	}
	for _, f := range fieldRows {
		for _, w := range f.Act {
			if strings.Contains(matter, w) {
				return f.Field
			}
		}
	}
	return unknownField
}

// tally counts cases by how they ended.
type tally struct{ lost, partly, won, undecided int }

func (t *tally) add(v extract.Verdict) {
	switch v {
	case extract.Lost:
		t.lost++
	case extract.PartlyLost:
		t.partly++
	case extract.Won:
		t.won++
	default:
		t.undecided++
	}
}

func (t tally) all() int    { return t.lost + t.partly + t.won + t.undecided }
func (t tally) losses() int { return t.lost + t.partly }
func (t tally) merits() int { return t.lost + t.partly + t.won }

// figure is the tally of one thing.
type figure struct {
	name string
	tally
}

// The procedures of a table, in order. Suits are those that a loss rate is
// reckoned on.
const (
	firstInstance  = "行政诉讼一审"
	secondInstance = "行政诉讼二审"
	retrial        = "行政诉讼再审"
	otherSuit      = "行政诉讼（审级不明）"
	petition       = "再审审查"
	enforcement    = "非诉执行审查"
	reconsidered   = "行政复议"
	civil          = "民事诉讼"
)

var procedures = []string{firstInstance, secondInstance, retrial, otherSuit, petition, enforcement, reconsidered, civil}

func procedureOf(r *extract.Record) string {
	switch kind(r) {
	case "reconsideration":
		return reconsidered
	case "civil":
		return civil
	}
	if r.Instance == nil {
		return otherSuit
	}
	switch *r.Instance {
	case extract.First:
		return firstInstance
	case extract.Second:
		return secondInstance
	case extract.Retrial:
		return retrial
	case extract.Review:
		return petition
	case extract.Enforcement:
		return enforcement
	case extract.Reconsideration:
		return reconsidered
	}
	return otherSuit
}

func isSuit(procedure string) bool {
	return procedure == firstInstance || procedure == secondInstance || procedure == retrial || procedure == otherSuit
}

// counted is a case of the period.
type counted struct {
	*Listed
	procedure string
	verdict   extract.Verdict
	agencies  []extract.Result // those that the regulation covers
}

// statistics are the figures of a period.
type statistics struct {
	from, to   string // YYYY-MM-DD, both included
	cases      []counted
	procedures []figure // by procedures
	suits      tally
	agencies   []figure // of suits, each agency of a case once
	grounds    []figure // lost alone counts: suits that were lost on the ground
	fields     []figure
	quarters   []figure
	came       [3]int // heads: came, did not, not told; of suits, each agency of a case once
	open       int    // lost suits whose effect is not known
	undated    int    // papers without a date, which no period can take
	unsure     []string
	replaced   int // papers of the period that others stand for
}

// countCases makes the figures: each dispute once, by the paper that stands, where
// an agency that the regulation covers is a party with a result.
func countCases(p *classify.Pack, list []Listed, from, to time.Time) statistics {
	s := statistics{from: from.Format(time.DateOnly), to: to.Format(time.DateOnly)}
	byProcedure, byAgency, byGround := map[string]*tally{}, map[string]*tally{}, map[string]*tally{}
	byField, byQuarter := map[string]*tally{}, map[string]*tally{}
	seen := map[string]bool{}
	in := func(m map[string]*tally, name string, v extract.Verdict) {
		if m[name] == nil {
			m[name] = &tally{}
		}
		m[name].add(v)
	}
	ordered := slices.Clone(list)
	slices.SortStableFunc(ordered, func(a, b Listed) int {
		return cmp.Or(cmp.Compare(deref(a.Record.DecidedOn), deref(b.Record.DecidedOn)), cmp.Compare(deref(a.Record.CaseNumber), deref(b.Record.CaseNumber)), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Part, b.Part))
	})
	for i := range ordered {
		l := &ordered[i]
		r := &l.Record
		c := counted{Listed: l, procedure: procedureOf(r), verdict: extract.Undecided}
		for _, x := range r.Results {
			at := slices.IndexFunc(r.Parties, func(p extract.Party) bool { return p.Name == x.Agency })
			party := extract.Party{Name: x.Agency, Kind: extract.Agency}
			if at >= 0 {
				party = r.Parties[at]
			}
			switch covered := p.Covers(party); {
			case covered == nil:
				s.unsure = appendNew(s.unsure, x.Agency)
			case *covered:
				c.agencies = append(c.agencies, x)
			}
		}
		if len(c.agencies) == 0 {
			continue
		}
		day := deref(r.DecidedOn)
		if day == "" {
			if l.Stands() {
				s.undated++
			}
			continue
		}
		if day < s.from || day > s.to {
			continue
		}
		key := fmt.Sprintf("%s#%d", l.Source, l.Part)
		if n := deref(r.CaseNumber); n != "" {
			key = string(r.DocumentType) + squeeze(n) + day
		}
		if !l.Stands() || seen[key] {
			s.replaced++
			continue
		}
		seen[key] = true
		for _, v := range []extract.Verdict{extract.Lost, extract.PartlyLost, extract.Won} {
			if slices.ContainsFunc(c.agencies, func(x extract.Result) bool { return x.Result == v }) {
				c.verdict = v
				break
			}
		}
		s.cases = append(s.cases, c)
		in(byProcedure, c.procedure, c.verdict)
		if !isSuit(c.procedure) {
			continue
		}
		s.suits.add(c.verdict)
		in(byField, fieldOf(c.leading(), r), c.verdict)
		in(byQuarter, quarterOf(day), c.verdict)
		for _, x := range c.agencies {
			in(byAgency, x.Agency, x.Result)
			s.came[c.head(x.Agency)]++
		}
		if c.lost() {
			for _, g := range c.grounds() {
				in(byGround, g, c.verdict)
			}
			if !c.inForce() {
				s.open++
			}
		}
	}
	for _, name := range procedures {
		if t := byProcedure[name]; t != nil {
			s.procedures = append(s.procedures, figure{name, *t})
		}
	}
	s.agencies, s.grounds, s.fields = ranked(byAgency), ranked(byGround), ranked(byField)
	for _, q := range slices.Sorted(maps.Keys(byQuarter)) {
		s.quarters = append(s.quarters, figure{q, *byQuarter[q]})
	}
	return s
}

// ranked orders by losses, then by cases, then by name; what is not known is
// last.
func ranked(m map[string]*tally) []figure {
	var out []figure
	for name, t := range m {
		out = append(out, figure{name, *t})
	}
	slices.SortFunc(out, func(a, b figure) int {
		if (a.name == unknownField) != (b.name == unknownField) {
			return cmp.Compare(boolInt(a.name == unknownField), boolInt(b.name == unknownField))
		}
		return cmp.Or(cmp.Compare(b.losses(), a.losses()), cmp.Compare(b.all(), a.all()), cmp.Compare(a.name, b.name))
	})
	return out
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func quarterOf(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return fmt.Sprintf("%d年第%d季度", t.Year(), (int(t.Month())+2)/3)
}

func (c *counted) lost() bool {
	return c.verdict == extract.Lost || c.verdict == extract.PartlyLost
}

// leading is the agency by which a case is put into a field: the first that
// lost, else the first.
func (c *counted) leading() string {
	for _, x := range c.agencies {
		if x.Result == extract.Lost || x.Result == extract.PartlyLost {
			return x.Agency
		}
	}
	return c.agencies[0].Agency
}

// head tells whether the head of an agency came: 0 yes, 1 no, 2 not told.
func (c *counted) head(agency string) int {
	for _, a := range c.Record.Appearances {
		if a.Agency == agency && a.HeadAppeared != nil {
			return 1 - boolInt(*a.HeadAppeared)
		}
	}
	return 2
}

// grounds are the faults that a lost case rests on, in words, each once.
func (c *counted) grounds() []string {
	var out []string
	for i := range c.Record.Errors {
		f := &c.Record.Errors[i]
		switch confirmed, blamed := c.blamed(f); {
		case f.Ground && blamed && confirmed:
			out = appendNew(out, f.Code.Label())
		case f.Ground && blamed:
			out = appendNew(out, f.Code.Label()+toConfirm)
		}
	}
	if len(out) == 0 {
		out = append(out, unknownField)
	}
	return out
}

// blamed tells whether a finding is about one of the agencies, and whether it
// stands for good or is to be confirmed.
func (c *counted) blamed(f *extract.Finding) (confirmed, blamed bool) {
	for _, x := range c.agencies {
		if yes, denied := c.reviewed(f, x.Agency); blames(f, x.Agency) && !denied {
			confirmed, blamed = confirmed || yes, true
		}
	}
	return confirmed, blamed
}

// inForce tells whether the paper is known to have taken effect: it says so
// itself, or an assessment has it from facts that people supplied.
func (c *counted) inForce() bool {
	return c.Record.Final != nil && *c.Record.Final ||
		slices.ContainsFunc(c.Outcome.Assessments, func(a classify.Assessment) bool { return a.Effective != nil && *a.Effective })
}
