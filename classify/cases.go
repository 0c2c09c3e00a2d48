package classify

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/goccy/go-yaml/ast"

	"zeren/extract"
)

// casesFile is one file of a pack's cases.
type casesFile struct {
	Clauses []clauseCase `yaml:"clauses"`
	Papers  []paperCase  `yaml:"papers"`
}

// clauseCase tries one condition alone.
type clauseCase struct {
	Rule    string         `yaml:"rule"`
	Version string         `yaml:"version"` // the wording whose rule is meant; default the last
	Given   map[string]any `yaml:"given"`
	Want    Verdict        `yaml:"want"`
	Missing []string       `yaml:"missing"`
}

// paperCase tries a whole assessment.
type paperCase struct {
	Name   string         `yaml:"name"`
	Agency string         `yaml:"agency"` // "" the pack's example
	Record map[string]any `yaml:"record"`
	Facts  ast.Node       `yaml:"facts"`
	Want   struct {
		Applies        string            `yaml:"applies"` // yes | no | unknown | none: no assessment
		Met            []string          `yaml:"met"`
		NotMet         []string          `yaml:"not_met"`
		Undetermined   []string          `yaml:"undetermined"`
		Missing        []string          `yaml:"missing"` // at least these questions
		Due            map[string]string `yaml:"due"`     // by the deadline's id
		Documents      []string          `yaml:"documents"`
		Referrals      []string          `yaml:"referrals"`
		Measures       []string          `yaml:"measures"`
		Responsibility []string          `yaml:"responsibility"` // "name level" (nobody named: the role), in order; "name level?" undetermined
		Warnings       []string          `yaml:"warnings"`
		Version        string            `yaml:"version"` // of the wording
	} `yaml:"want"`
}

// Trial is the outcome of a pack's own cases.
type Trial struct {
	Clauses int // cases of single conditions
	Papers  int // cases of whole assessments
}

// Try runs the cases of all packs at the same time. The trials are in the
// order of the packs; the error joins what is wrong in any of them.
func Try(packs []Pack, cal *Calendar) ([]Trial, error) {
	trials, errs := make([]Trial, len(packs)), make([]error, len(packs))
	var wait sync.WaitGroup
	for i := range packs {
		wait.Go(func() { trials[i], errs[i] = packs[i].Try(cal) })
	}
	wait.Wait()
	return trials, errors.Join(errs...)
}

// Try runs the pack's cases and checks that every rule has them: met, not met,
// and undetermined where it asks for facts. The error is Problems.
func (p *Pack) Try(cal *Calendar) (Trial, error) {
	var bad Problems
	var t Trial
	files, err := fs.Glob(p.files, "cases/*.yaml")
	if err != nil {
		return t, fmt.Errorf("read cases: %w", err)
	}
	sort.Strings(files)
	type key struct {
		rules *rulesFile
		id    string
		want  Verdict
	}
	tried := map[key]bool{}
	blanks := map[*rulesFile]values{}
	for _, e := range p.Editions() {
		blanks[e.rules] = e.blank()
	}
	for _, name := range files {
		l := &loader{name: p.ID, fsys: p.files}
		var f casesFile
		s := l.read(name, &f)
		if len(l.bad) > 0 {
			bad = append(bad, l.bad...)
			continue
		}
		s.bad = &bad
		for i, c := range f.Clauses {
			t.Clauses++
			at := fmt.Sprintf("$.clauses[%d]", i)
			e := p
			if c.Version != "" {
				if e = p.Edition(c.Version); e.Version != c.Version {
					s.at(at, "没有名为“%s”的版本，或者该版本没有原文", c.Version)
					continue
				}
			}
			if text := e.tryClause(c, blanks[e.rules]); text != "" {
				s.at(at, "%s", text)
				continue
			}
			tried[key{e.rules, c.Rule, c.Want}] = true
		}
		for i, c := range f.Papers {
			t.Papers++
			for _, text := range p.tryPaper(c, cal) {
				s.at(fmt.Sprintf("$.papers[%d]", i), "%s：%s", c.Name, text)
			}
		}
	}
	for i, e := range p.Editions() {
		if slices.ContainsFunc(p.editions[i+1:], func(later edition) bool { return later.file == p.editions[i].file }) {
			continue // the same rules are tried with the later wording
		}
		of := ""
		if e.Version != p.Version {
			of = "（" + e.Version + "）"
		}
		for _, list := range e.rules.lists() {
			for _, r := range list.rules {
				if r.prog == nil || r.prog.source == "claimed" {
					continue
				}
				want := []Verdict{Met, NotMet}
				if slices.ContainsFunc(r.prog.vars, func(v string) bool { return blanks[e.rules][v].v == nil }) {
					want = append(want, Undetermined)
				}
				for _, v := range want {
					if !tried[key{e.rules, r.ID, v}] {
						bad = append(bad, Problem{File: p.ID + "/cases", Text: fmt.Sprintf("规则“%s”（%s）%s没有结果为 %s 的案例", r.ID, r.Article, of, v)})
					}
				}
			}
		}
	}
	return t, bad.or()
}

// blank are the variables of a paper that says nothing but that the agency
// lost before a court.
func (p *Pack) blank() values {
	vals := values{}
	for _, v := range variables() {
		if len(v.Asks) > 0 || v.Name == "claimed" {
			vals[v.Name] = value{missing: v.Asks}
			continue
		}
		switch v.Type {
		case Bool:
			vals[v.Name] = known(false)
		case Number:
			vals[v.Name] = known(0.0)
		case List:
			vals[v.Name] = known([]string{})
		default:
			vals[v.Name] = known("")
		}
	}
	for _, own := range p.Facts {
		vals["fact."+own.Key] = missing(own.Key)
	}
	for _, l := range p.rules.lists()[:2] {
		for _, r := range l.rules {
			vals["clause."+r.ID] = known(false)
		}
	}
	vals["paper.court"], vals["agency.lost"] = known(true), known(true)
	vals["agency.result"], vals["agency.name"] = known("lost"), known(p.Example)
	vals["paper.type"] = known(string(extract.AdministrativeJudgment))
	return vals
}

// tryClause gives what is wrong, "" where the condition does as it should.
func (p *Pack) tryClause(c clauseCase, blank values) string {
	r := p.rules.find(c.Rule)
	if r == nil || r.prog == nil {
		return fmt.Sprintf("没有名为“%s”的带条件的规则", c.Rule)
	}
	vals := values{}
	for _, v := range r.prog.vars {
		if x, ok := blank[v]; ok {
			vals[v] = x
		}
	}
	keys := make([]string, 0, len(c.Given))
	for k := range c.Given {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		old, ok := blank[k]
		if !ok {
			return fmt.Sprintf("没有名为“%s”的变量", k)
		}
		v, ok := given(p.kinds[k], c.Given[k])
		if !ok {
			return fmt.Sprintf("变量“%s”的值“%v”类型不对", k, c.Given[k])
		}
		if v == nil && len(old.missing) == 0 {
			old.missing = []string{k}
		}
		vals[k] = value{v: v, missing: old.missing}
	}
	x, err := r.prog.evaluate(vals)
	if err != nil {
		return err.Error()
	}
	if x.verdict != c.Want {
		return fmt.Sprintf("规则“%s”应为 %s，实为 %s %v", c.Rule, c.Want, x.verdict, x.missing)
	}
	if c.Missing != nil && !slices.Equal(x.missing, c.Missing) {
		return fmt.Sprintf("规则“%s”应缺 %v，实缺 %v", c.Rule, c.Missing, x.missing)
	}
	return ""
}

// given turns a YAML value into one of a variable's type; nil is unknown.
func given(t Type, v any) (any, bool) {
	switch x := v.(type) {
	case nil:
		return nil, true
	case bool:
		return x, t == Bool
	case string:
		if b, ok := yesNo(x); ok && t == Bool {
			return b, true
		}
		return x, t == String || t == Date || t == Enum
	case uint64:
		return float64(x), t == Number
	case int64:
		return float64(x), t == Number
	case float64:
		return x, t == Number
	case []any:
		out := make([]string, len(x))
		for i := range x {
			out[i] = fmt.Sprint(x[i])
		}
		return out, t == List
	}
	return nil, false
}

func (p *Pack) tryPaper(c paperCase, cal *Calendar) []string {
	agency := c.Agency
	if agency == "" {
		agency = p.Example
	}
	data, err := json.Marshal(c.Record)
	if err != nil {
		return []string{err.Error()}
	}
	var r extract.Record
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&r); err != nil {
		return []string{"record 有误：" + err.Error()}
	}
	facts := Facts{Values: map[string]Fact{}}
	if c.Facts != nil {
		if facts, err = factsOf(c.Name, c.Facts, *p); err != nil {
			return []string{"facts 有误：" + err.Error()}
		}
	}
	out := Assess([]Pack{*p}, cal, Case{Papers: []extract.Record{r}}, facts)
	var a *Assessment
	for i := range out.Assessments {
		if out.Assessments[i].Agency == agency {
			a = &out.Assessments[i]
		}
	}
	var bad []string
	fail := func(format string, args ...any) { bad = append(bad, fmt.Sprintf(format, args...)) }
	got := "none"
	if a != nil {
		got = map[bool]string{true: "yes", false: "no"}[a.Applies != nil && *a.Applies]
		if a.Applies == nil {
			got = "unknown"
		}
	}
	if c.Want.Applies != "" && c.Want.Applies != got {
		fail("applies 应为 %s，实为 %s", c.Want.Applies, got)
	}
	if a == nil {
		return bad
	}
	if c.Want.Version != "" && c.Want.Version != a.PackVersion {
		fail("version 应为“%s”，实为“%s”", c.Want.Version, a.PackVersion)
	}
	verdicts := map[string][]Verdict{}
	for _, x := range a.Clauses {
		verdicts[x.ID] = append(verdicts[x.ID], x.Verdict)
	}
	for _, w := range []struct {
		ids []string
		v   Verdict
	}{{c.Want.Met, Met}, {c.Want.NotMet, NotMet}, {c.Want.Undetermined, Undetermined}} {
		for _, id := range w.ids {
			if !slices.Contains(verdicts[id], w.v) {
				fail("%s 应为 %s，实为 %v", id, w.v, verdicts[id])
			}
		}
	}
	for _, k := range c.Want.Missing {
		if !slices.ContainsFunc(a.Questions, func(q Question) bool { return q.Fact == k }) {
			fail("没有询问 %s", k)
		}
	}
	p.tryDue(c, a, fail)
	var docs, refs, measures, shares, warnings []string
	for _, d := range a.Documents {
		docs = append(docs, d.ID)
	}
	for _, d := range a.Referrals {
		refs = append(refs, d.ID)
	}
	for _, d := range a.Measures {
		m := d.ID
		if d.For != nil && *d.For != "agency" {
			m += " " + *d.For
		}
		measures = append(measures, m)
	}
	for _, d := range a.Responsibility {
		s := d.Person + " " + d.Level
		if d.Person == "" {
			s = d.Role + " " + d.Level
		}
		if d.Verdict == Undetermined {
			s += "?"
		}
		shares = append(shares, s)
	}
	for _, w := range a.Warnings {
		warnings = append(warnings, w.Code)
	}
	for _, w := range []struct {
		name      string
		want, got []string
	}{{"documents", c.Want.Documents, docs}, {"referrals", c.Want.Referrals, refs}, {"measures", c.Want.Measures, measures}, {"responsibility", c.Want.Responsibility, shares}, {"warnings", c.Want.Warnings, warnings}} {
		if w.want != nil && !slices.Equal(w.want, w.got) {
			fail("%s 应为 %v，实为 %v", w.name, w.want, w.got)
		}
	}
	return bad
}

func (p *Pack) tryDue(c paperCase, a *Assessment, fail func(string, ...any)) {
	ids := make([]string, 0, len(c.Want.Due))
	for id := range c.Want.Due {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		got := "none"
		for _, d := range a.Deadlines {
			if d.ID == id {
				got = ""
				if d.DueOn != nil {
					got = *d.DueOn
				}
			}
		}
		if got != c.Want.Due[id] {
			fail("期限 %s 应为“%s”，实为“%s”", id, c.Want.Due[id], got)
		}
	}
}
