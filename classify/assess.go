package classify

import (
	"fmt"
	"slices"

	"zeren/extract"
)

// Version is the version of this stage. It rises with every change that can
// alter an assessment, so that stored assessments are known to be old.
const Version = "classify/4"

// Assess finds what each regulation makes of each agency's part in a case: one
// assessment for each agency that lost and each regulation that could cover it
// (an undecided agency too, while a clause could still be met). It reads no
// file and no clock; the same input gives the same outcome. An agency that no
// pack covers gets no assessment, and a warning says so.
func Assess(packs []Pack, cal *Calendar, c Case, f Facts) Outcome {
	out := Outcome{Assessments: []Assessment{}, Notices: []Notice{}, Warnings: []Warning{}}
	if len(c.Papers) == 0 || c.Paper().DocumentType == extract.Other {
		return out
	}
	paper := c.Paper()
	for _, text := range c.superseded() {
		out.warn("superseded", text)
	}
	for _, text := range c.strangers() {
		out.warn("stranger", text)
	}
	for _, r := range paper.Results {
		party := extract.Party{Name: r.Agency}
		for _, p := range paper.Parties {
			if p.Name == r.Agency {
				party = p
				break
			}
		}
		covered := false
		for i := range packs {
			p := &packs[i]
			if day := decisionOf(paper).latest; day != "" {
				p = p.On(day)
			}
			s := p.locate(party)
			if s.in != nil && !*s.in {
				if s.outside != "" {
					out.warn("outside_organ", fmt.Sprintf("%s%s，不适用《%s》，请核对", r.Agency, s.outside, p.Title))
				}
				continue
			}
			covered = true
			a := assessor{pack: p, whole: &c, cal: cal, facts: &f, view: look(&c, r, p, &f, s.level), place: s}
			out.Notices = append(out.Notices, a.notices()...)
			if r.Result == extract.Won {
				continue
			}
			if x, ok := a.assess(); ok {
				out.Assessments = append(out.Assessments, x)
			}
		}
		if !covered && (r.Result == extract.Lost || r.Result == extract.PartlyLost) {
			out.warn("not_covered", fmt.Sprintf("%s不属于任何一部已装载规定的适用范围，不生成报告", r.Agency))
		}
	}
	return out
}

func (o *Outcome) warn(code, text string) {
	w := Warning{code, text}
	if !slices.Contains(o.Warnings, w) {
		o.Warnings = append(o.Warnings, w)
	}
}

// assessor works one agency under one regulation.
type assessor struct {
	*view
	pack  *Pack
	whole *Case
	cal   *Calendar
	facts *Facts
	place standing
	out   Assessment
	asks  map[string][]string // fact key → short citations that it decides
	keys  []string            // keys in order of first need
}

func (a *assessor) assess() (Assessment, bool) {
	p := a.pack
	a.asks = map[string][]string{}
	a.out = Assessment{
		Jurisdiction: p.ID, PackVersion: p.Version, PackDigest: p.Digest, Agency: a.agency, CalendarDigest: a.cal.Digest,
		Because: []Because{}, Missing: []string{}, Clauses: []Clause{}, Deadlines: []Deadline{}, Documents: []Document{},
		Measures: []Measure{}, Referrals: []Referral{}, Responsibility: []Responsibility{}, Reviews: a.reviews(),
	}
	if x := a.vals["paper.effective"]; x.v == true {
		yes := true
		a.out.Effective = &yes
		if day := a.effectiveOn(a.cal, a.facts); day != "" {
			a.out.EffectiveOn = &day
		}
	}
	for i := range p.rules.Definitions {
		r := &p.rules.Definitions[i]
		a.remember(r, a.run(r))
	}
	rules := a.clauses()
	if !a.decide(rules) {
		return a.out, false
	}
	if a.out.Applies == nil || *a.out.Applies {
		a.consequences()
		a.repeats()
	}
	a.leftOver()
	a.unneeded()
	// Where the regulation does not apply, nothing is left to find out.
	if a.out.Applies == nil || *a.out.Applies {
		a.questions()
	}
	return a.out, true
}

// run evaluates a rule; a rule without a condition holds. An error of the
// condition at run time is a problem for a person, not a verdict.
func (a *assessor) run(r *rule) result {
	if on, ok := a.vals["paper.decided_on"].v.(string); ok {
		if r.From != "" && on < r.From || r.Until != "" && on > r.Until {
			return result{verdict: NotMet, because: []Because{{Text: "该规则不适用于" + on + "作出的裁判"}}, missing: []string{}}
		}
	}
	if r.prog == nil {
		return result{verdict: Met, missing: []string{}}
	}
	x, err := r.prog.evaluate(a.vals)
	if err != nil {
		a.warn("condition_failed", fmt.Sprintf("规则“%s”无法判断：%v", r.ID, err))
		return result{verdict: Undetermined, missing: []string{}}
	}
	if x.verdict == Met && r.Because != "" {
		x.because = append(x.because, Because{Text: r.Because})
	}
	if x.verdict == NotMet && r.Otherwise != "" {
		x.because = append(x.because, Because{Text: r.Otherwise})
	}
	return x
}

func (a *assessor) warn(code, text string) {
	w := Warning{code, text}
	if !slices.Contains(a.out.Warnings, w) {
		a.out.Warnings = append(a.out.Warnings, w)
	}
}

// remember makes a clause's verdict a variable for the rules behind it.
func (a *assessor) remember(r *rule, x result) {
	v := value{because: x.because, missing: x.missing}
	if x.verdict != Undetermined {
		v.v = x.verdict == Met
	}
	a.vals["clause."+r.ID] = v
}

// claims of a clause: what someone says under it.
func (a *assessor) claims(r *rule) []Circumstance {
	af := a.facts.Agency(a.agency)
	if af == nil {
		return nil
	}
	var out []Circumstance
	for _, c := range af.Circumstances {
		if c.Clause == r.claim || c.Clause == r.ID {
			out = append(out, c)
		}
	}
	return out
}

// clauses evaluates all clauses and keeps them beside their rules. A clause
// that asks whether its circumstance is claimed is decided once for each
// person for whom it is.
func (a *assessor) clauses() []*rule {
	p := a.pack
	var of []*rule
	add := func(r *rule, person string) {
		x := a.run(r)
		a.remember(r, x)
		c := Clause{
			ID: r.ID, Article: r.cite.String(), Cite: r.long, Kind: r.Kind, Verdict: x.verdict, Text: r.words,
			Person: person, Because: x.because, Missing: x.missing,
		}
		if c.Because == nil {
			c.Because = []Because{}
		}
		a.out.Clauses = append(a.out.Clauses, c)
		of = append(of, r)
	}
	for i := range p.rules.Clauses {
		r := &p.rules.Clauses[i]
		if r.claim == "" {
			add(r, "")
			continue
		}
		if r.Repeat != "" {
			a.repeatClause(r, add)
			continue
		}
		claims := a.claims(r)
		if len(claims) == 0 {
			a.vals["claimed"] = missing("circumstances." + r.claim)
			add(r, "")
		}
		for _, c := range claims {
			a.vals["claimed"] = claim(r.claim, c)
			add(r, c.Person)
		}
	}
	delete(a.vals, "claimed")
	a.override(of)
	return of
}

// repeatClause decides a clause about earlier cases. Who claims it, or says that
// there is none, has answered; the list of confirmed cases is asked for alone,
// and not beside a claim of the same thing. Confirmed cases that memory knows
// are put to the persons whose they are.
func (a *assessor) repeatClause(r *rule, add func(*rule, string)) {
	list := a.vals["fact.repeat"]
	defer func() { a.vals["fact.repeat"] = list }()
	claims := a.claims(r)
	for _, c := range claims {
		a.vals["claimed"] = claim(r.claim, c)
		if list.v == nil {
			a.vals["fact.repeat"] = known([]string{})
		}
		add(r, c.Person)
	}
	if len(claims) > 0 && list.v == nil {
		return
	}
	a.vals["claimed"] = missing("repeat")
	if list.v != nil {
		a.vals["claimed"] = known(false)
	}
	persons, why := a.repeaters()
	for i, name := range persons {
		a.vals["fact.repeat"] = known(list.v, why[i])
		add(r, name)
	}
	if len(persons) == 0 && (len(claims) == 0 || len(a.told()) > 0) {
		a.vals["fact.repeat"] = list
		add(r, "")
	}
}

// claim is the value of a claimed circumstance: without evidence it stays open.
func claim(of string, c Circumstance) value {
	key := "circumstances." + of
	text := "主张的情形：" + c.Evidence
	if !c.Claimed {
		return known(false, Because{Text: "经核实没有该情形" + supplied(c.By, c.On, c.Source), Fact: key})
	}
	if c.Evidence == "" {
		return value{missing: []string{key + ".evidence"}}
	}
	text += supplied(c.By, c.On, c.Source)
	return known(true, Because{Text: text, Fact: key})
}

// override lets the clauses that a met exception names give way.
func (a *assessor) override(of []*rule) {
	for i, r := range of {
		c := a.out.Clauses[i]
		for _, id := range r.Overrides {
			for k := range a.out.Clauses {
				x := &a.out.Clauses[k]
				if x.ID != id || x.Verdict == NotMet {
					continue
				}
				switch c.Verdict {
				case Met:
					x.Verdict = NotMet
					x.Because = append(x.Because, Because{Text: fmt.Sprintf("%s另有规定，本条不适用", c.Cite)})
				case Undetermined:
					x.Verdict = Undetermined
					x.Missing = unique(append(x.Missing, c.Missing...))
				}
				v := a.vals["clause."+id]
				v.v = nil
				if x.Verdict == NotMet {
					v.v = false
				}
				v.missing = x.Missing
				a.vals["clause."+id] = v
			}
		}
	}
}

// decide finds whether the regulation applies: its time, its place, every
// scope clause, and one trigger. It is false where the agency is undecided and
// nothing that the paper leaves open could be met.
func (a *assessor) decide(of []*rule) bool {
	verdict := Met
	var because []Because
	gaps := []string{}
	fail := func(v Verdict, why []Because, keys []string) {
		if v == Met || verdict == NotMet {
			if verdict != NotMet {
				because = append(because, why...)
			}
			return
		}
		if v == NotMet {
			verdict, because, gaps = NotMet, slices.Clone(why), nil
			return
		}
		verdict = Undetermined
		gaps = append(gaps, keys...)
		because = append(because, why...)
	}
	fail(a.here())
	fail(a.time())
	opens := false
	trigger := NotMet
	var met, open, closed []Because
	var openKeys []string
	for i, r := range of {
		c := a.out.Clauses[i]
		switch {
		case r.Kind == "scope" && r.Gate != "liability":
			why := c.Because
			if c.Verdict == Undetermined && len(why) == 0 {
				why = []Because{{Text: c.Cite + "：待核实"}}
			}
			fail(c.Verdict, why, c.Missing)
		case r.Kind == "trigger":
			switch c.Verdict {
			case Met:
				trigger = Met
				opens = true
				met = append(met, c.Because...)
			case Undetermined:
				if trigger == NotMet {
					trigger = Undetermined
				}
				opens = opens || r.Opens == nil || *r.Opens
				open = append(open, Because{Text: c.Cite + "：待核实"})
				openKeys = append(openKeys, c.Missing...)
			default:
				closed = append(closed, c.Because...)
			}
		}
	}
	undecided := a.result.Result == extract.Undecided
	if undecided && !opens {
		return false
	}
	switch trigger {
	case Met:
		fail(Met, met, nil)
	case Undetermined:
		fail(Undetermined, open, openKeys)
	default:
		if len(closed) == 0 {
			closed = []Because{{Text: "没有本规定所列的情形"}}
		}
		fail(NotMet, closed, nil)
	}
	if undecided && verdict == NotMet {
		return false
	}
	switch verdict {
	case Met:
		yes := true
		a.out.Applies = &yes
	case NotMet:
		no := false
		a.out.Applies = &no
	}
	for _, b := range because {
		if !slices.ContainsFunc(a.out.Because, func(x Because) bool { return x.Text == b.Text && x.Fact == b.Fact }) {
			a.out.Because = append(a.out.Because, b)
		}
	}
	a.out.Missing = unique(gaps)
	return true
}

// here is the place's part of the scope.
func (a *assessor) here() (Verdict, []Because, []string) {
	if a.place.in == nil {
		return Undetermined, a.place.because, []string{"level"}
	}
	return Met, a.place.because, nil
}

// since is the first day of the wording at hand.
func (p *Pack) since() string {
	for _, v := range p.versions {
		if v.Name == p.Version {
			return v.From
		}
	}
	return p.From
}

// time is the regulation's own time: a decision before it came into force is
// not covered; one that takes effect only afterwards is for a person to say.
func (a *assessor) time() (Verdict, []Because, []string) {
	p := a.pack
	first := p.versions[0]
	for _, v := range p.versions {
		if v.Name == p.Version && v.Note != "" {
			a.warn("version", v.Note)
		}
	}
	if first.From == "" {
		return Met, nil, nil
	}
	on := a.vals["paper.decided_on"]
	decision := decisionOf(a.paper)
	day := decision.latest
	if day == "" {
		return Undetermined, []Because{{Text: "裁判日期未知，无法确定规定当时是否施行"}}, on.missing
	}
	cite := ""
	if first.Article != "" {
		cite = "（" + p.CiteShort(first.Article) + "）"
	}
	text := fmt.Sprintf("裁判（决定）作出于%s，规定自%s起施行%s", day, first.From, cite)
	why := append(slices.Clone(on.because), Because{Text: text})
	if decision.below != nil {
		of := decision.words()
		text = fmt.Sprintf("败诉的原生效裁判%s作出于%s，规定自%s起施行%s", of, day, first.From, cite)
		if decision.earliest != day {
			text = fmt.Sprintf("败诉的原生效裁判%s的作出日期未知，不晚于%s；规定自%s起施行%s", of, day, first.From, cite)
		}
		why = []Because{{Text: text, Paper: a.paper.Source.SHA256}}
		if s, ok := decision.below.Spans["decided_on"]; ok {
			why[0].Span = &s
		}
		if day >= first.From && decision.earliest < first.From {
			return Undetermined, why, []string{"lower_paper"}
		}
	}
	if day >= first.From {
		v := p.versions[p.inForce(day)]
		if v.Until != "" && day > v.Until {
			return NotMet, append(why, Because{Text: fmt.Sprintf("规定（%s）已于%s失效", v.Name, v.Until)}), nil
		}
		if len(p.versions) > 1 {
			why = append(why, Because{Text: fmt.Sprintf("当日施行的文本：%s", v.Name)})
		}
		if v.Name != p.Version {
			a.out.InForce = v.Name
			a.warn("earlier_text", fmt.Sprintf("裁判作出时适用的是%s以前的文本，须核对当时文本", p.since()))
		}
		return Met, why, nil
	}
	if a.facts.Date("effective_on") >= first.From {
		covered := a.vals["fact.earlier_decision_covered"]
		why = append(why, Because{Text: "裁判生效于" + a.facts.Date("effective_on"), Fact: "effective_on"})
		switch covered.v {
		case nil:
			return Undetermined, why, covered.missing
		case true:
			return Met, append(why, covered.because...), nil
		}
		return NotMet, append(why, covered.because...), nil
	}
	return NotMet, []Because{{Text: text + "，早于施行之日，不适用"}}, nil
}
