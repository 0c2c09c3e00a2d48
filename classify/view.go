package classify

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"zeren/extract"
)

// view turns one agency's part in a case and the facts about it into the
// variables of the conditions. Everything that the papers say carries its
// place, everything that people said its key.
type view struct {
	paper  *extract.Record
	agency string
	result extract.Result
	found  []found // about the agency
	vals   values
}

func known(v any, because ...Because) value { return value{v: v, because: because} }
func missing(keys ...string) value          { return value{missing: keys} }

// unsaid are the variables before anything is said: every fact unknown, no
// outcome, no finding.
func unsaid(kinds map[string]Type) values {
	vals := values{}
	for name := range kinds {
		kind, key, _ := strings.Cut(name, ".")
		switch kind {
		case "fact":
			vals[name] = missing(key)
		case "outcome", "finding", "remark", "minor":
			vals[name] = known(false)
		case "words":
			vals[name] = known([]string{})
		case "evidence":
			vals[name] = known("")
		case "claimed": // is bound to each claim in its turn
		default:
			vals[name] = value{}
		}
	}
	return vals
}

// look builds the variables. later tells that a paper above this one is known
// to be awaited (an appeal was filed).
func look(c *Case, result extract.Result, p *Pack, f *Facts, level string) *view {
	w := &view{paper: c.Paper(), agency: result.Agency, result: result, found: findingsOf(c, result.Agency), vals: maps.Clone(p.start)}
	af := f.Agency(result.Agency)
	w.facts(p, f, af)
	w.vals["agency.roles"] = missing("persons")
	if af != nil && len(af.Persons) > 0 {
		var all []Role
		for _, p := range af.Persons {
			all = append(all, p.Roles...)
		}
		w.vals["agency.roles"] = known(roleKeys(all), Because{Text: "已查明人员的身份：" + roleWords(all), Fact: "persons"})
	}
	w.document(c, f)
	w.parties(level)
	w.acts()
	w.outcomes(c)
	w.findings()
	w.sums(c)
	w.appearance()
	return w
}

func (w *view) reason(text string, b *extract.Evidence) Because {
	x := Because{Text: text, Paper: w.paper.Source.SHA256}
	if b != nil {
		x.Text, x.Span = b.Text, b.Span
	}
	return x
}

// at is a reason with the place of a single value of the record.
func (w *view) at(key, text string) Because {
	b := w.reason(text, nil)
	if s, ok := w.paper.Spans[key]; ok {
		b.Span = &s
	}
	return b
}

func (w *view) facts(p *Pack, f *Facts, af *AgencyFacts) {
	set := func(spec FactSpec) {
		from := f.Values
		if spec.place != inCase {
			from = nil
			if af != nil {
				from = af.Values
			}
		}
		if x, ok := from[spec.Key]; ok {
			w.vals["fact."+spec.Key] = known(x.any(), Because{Text: factWords(spec, x), Fact: spec.Key})
		}
	}
	for _, spec := range factSpecs {
		set(spec)
	}
	for _, own := range p.Facts {
		set(p.specs[own.Key])
	}
}

// factWords prints a fact as a reason: the question, the answer, who says so, when and on what ground.
func factWords(spec FactSpec, f Fact) string {
	s := strings.TrimSuffix(spec.Ask, "？") + "：" + f.words()
	return s + supplied(f.By, f.On, f.Source)
}

// supplied says of a fact who supplied it, when, and on what ground:
// （李某，2021-09-20提供）［送达回证］.
func supplied(by, on, source string) string {
	s := ""
	switch {
	case by != "" && on != "":
		s = "（" + by + "，" + on + "提供）"
	case by != "":
		s = "（" + by + "提供）"
	case on != "":
		s = "（" + on + "提供）"
	}
	if source != "" {
		s += "［" + source + "］"
	}
	return s
}

var civilTypes = []extract.DocumentType{extract.CivilJudgment, extract.CivilRuling}

var reconsiderationTypes = []extract.DocumentType{
	extract.ReconsiderationDecision, extract.ReconsiderationRejection, extract.ReconsiderationTermination, extract.ReconsiderationMediation,
}

func (w *view) document(c *Case, f *Facts) {
	r := w.paper
	recon := slices.Contains(reconsiderationTypes, r.DocumentType)
	maker := "人民法院作出"
	if recon {
		maker = "行政复议机关作出"
	}
	kind := w.at("title", documentWords(r)+r.DocumentType.Label()+"由"+maker)
	w.vals["paper.type"] = value{v: string(r.DocumentType), because: []Because{kind}, general: true}
	w.vals["paper.reconsideration"] = value{v: recon, because: []Because{kind}, general: true}
	w.vals["paper.court"] = value{v: !recon && r.DocumentType != extract.Other, because: []Because{kind}, general: true}
	w.vals["paper.civil"] = value{v: slices.Contains(civilTypes, r.DocumentType), because: []Because{kind}, general: true}
	w.vals["paper.final"] = known(r.Final != nil && *r.Final)
	w.vals["paper.instance"] = missing("paper.instance")
	if r.Instance != nil {
		w.vals["paper.instance"] = known(string(*r.Instance))
	}
	w.vals["paper.decided_on"] = missing("paper.decided_on")
	if r.DecidedOn != nil {
		w.vals["paper.decided_on"] = known(*r.DecidedOn, w.at("decided_on", "作出日期："+*r.DecidedOn))
	}
	w.vals["paper.effective"] = w.effect(c, f)
	advice := known(false)
	for _, x := range r.Warnings {
		if strings.Contains(x.Code, "judicial_advice") || strings.Contains(x.Text, "司法建议") {
			advice = known(true, Because{Text: x.Text, Span: x.Span, Paper: r.Source.SHA256})
			break
		}
	}
	w.vals["paper.judicial_advice"] = advice
}

// documentWords names a paper: 行政判决书（2021）皖1524行初37号.
func documentWords(r *extract.Record) string {
	s := ""
	if r.Organ != nil {
		s = r.Organ.Name
	}
	if r.CaseNumber != nil {
		s += *r.CaseNumber
	}
	if s == "" {
		s = r.Source.Name
	}
	return s
}

// effect decides whether the paper has taken effect: by itself, or by what
// people say about service and appeal. A filed appeal leaves it open until the
// next paper comes.
func (w *view) effect(c *Case, f *Facts) value {
	r := w.paper
	later := c.settledBy()
	fact := func(key, text string) Because { return Because{Text: text, Fact: key} }
	switch {
	case r.Final != nil && *r.Final:
		return known(true, w.at("final", finalWords(r)))
	case later != nil:
		return known(true, Because{Text: documentWords(later) + "没有改变本裁判，本裁判已发生法律效力", Paper: later.Source.SHA256})
	case f.Values["appeal"].Text == "filed":
		return value{missing: []string{"later_paper"}, because: []Because{fact("appeal", "已经提起上诉，本裁判尚未生效")}}
	case f.Date("effective_on") != "":
		return known(true, fact("effective_on", "文书于"+f.Date("effective_on")+"发生法律效力"))
	case f.Values["appeal"].Text == "none":
		return known(true, fact("appeal", "各方当事人没有上诉，裁判已发生法律效力"))
	case f.Date("served_on") != "":
		return missing("appeal")
	}
	return missing("appeal", "served_on", "effective_on")
}

func finalWords(r *extract.Record) string {
	if r.Instance == nil {
		return "文书已发生法律效力"
	}
	switch *r.Instance {
	case extract.Second:
		return "二审裁判为终审裁判，已发生法律效力"
	case extract.Retrial, extract.Review:
		return "再审（审查）程序作出的裁判已发生法律效力"
	case extract.Reconsideration:
		return "行政复议决定书一经送达即发生法律效力"
	}
	return "文书已发生法律效力"
}

func (w *view) parties(level string) {
	r := w.paper
	lost := w.result.Result == extract.Lost || w.result.Result == extract.PartlyLost
	var why []Because
	for i := range w.result.Because {
		why = append(why, w.reason("", &w.result.Because[i]))
	}
	if len(why) == 0 {
		why = []Because{w.reason(w.agency+"："+resultWords(w.result.Result), nil)}
	}
	w.vals["agency.name"] = known(w.agency)
	w.vals["agency.result"] = known(string(w.result.Result), why...)
	w.vals["agency.lost"] = value{v: lost, because: why, general: true}
	others := false
	for _, x := range r.Results {
		others = others || x.Agency != w.agency && (x.Result == extract.Lost || x.Result == extract.PartlyLost)
	}
	w.vals["agency.co_defendants"] = known(others)
	w.vals["agency.level"] = missing("level")
	if x := w.vals["fact.level"]; x.v != nil {
		w.vals["agency.level"] = x
	} else if level != "" {
		w.vals["agency.level"] = known(level, w.reason(w.agency+"："+enumWords[level], nil))
	}
	reviewer := false
	for _, a := range r.ChallengedActs {
		reviewer = reviewer || a.Agency != nil && *a.Agency == w.agency && a.Kind != nil && *a.Kind == "reconsideration"
	}
	w.vals["agency.reviewer"] = known(reviewer)
}

func resultWords(v extract.Verdict) string {
	switch v {
	case extract.Lost:
		return "败诉"
	case extract.PartlyLost:
		return "部分败诉"
	case extract.Won:
		return "未败诉"
	}
	return "未作实体裁判"
}

// acts takes each agency's own act. An agency without a dated act of its own
// shares one that names no agency, if it is the only agency, one whose words
// name it too, and one whose agency is no party (a predecessor). An undated
// mention of a dated act of the same kind is that act; an omission has no day:
// it lasts.
func (w *view) acts() {
	var kinds, undated, days []string
	var done string
	var reason []Because
	omission, asked := false, false
	since := missing("act_done_on")
	for _, a := range w.paper.ChallengedActs {
		if !w.mine(a) {
			continue
		}
		b := Because{Text: a.Text, Span: a.Span, Paper: w.paper.Source.SHA256}
		if year := numberYear(a.DocumentNumber); year != "" && (since.v == nil || year+"-01-01" > since.v.(string)) {
			since = known(year+"-01-01", Because{Text: "行为的文号载明年份：" + *a.DocumentNumber, Span: a.Span, Paper: w.paper.Source.SHA256})
		}
		if a.Kind != nil {
			kinds = append(kinds, *a.Kind)
			omission = omission || *a.Kind == "omission"
		}
		kind := ""
		if a.Kind != nil {
			kind = *a.Kind
		}
		if a.DoneOn == nil {
			if kind != "omission" {
				undated = append(undated, kind)
			}
			continue
		}
		days = append(days, kind)
		if *a.DoneOn > done {
			done = *a.DoneOn
			if b.Text == "" {
				b.Text = "行为作出日期：" + done
			}
			reason = []Because{b}
		}
	}
	for _, e := range w.found {
		if e.Ground && e.Code == extract.Nonperformance {
			switch stands, told := w.stands(e.Finding); {
			case stands:
				omission = true
			case !told:
				asked = true
			}
		}
	}
	if kinds == nil {
		kinds = []string{}
	}
	w.vals["act.kinds"] = known(kinds)
	w.vals["act.omission"] = known(omission)
	if asked && !omission {
		w.vals["act.omission"] = missing(reviewKey(extract.Nonperformance))
	}
	w.vals["act.done_on"] = missing("act_done_on")
	if x := w.vals["fact.act_done_on"]; x.v != nil {
		w.vals["act.done_on"] = x
	} else if done != "" && !slices.ContainsFunc(undated, func(k string) bool { return k != "" && !slices.Contains(days, k) }) {
		w.vals["act.done_on"] = known(done, reason...)
	}
	if x := w.vals["act.done_on"]; x.v != nil {
		since = x
	}
	w.vals["act.not_before"] = since
}

var yearInNumber = regexp.MustCompile(`[〔\[（(【［]((?:19|20)[0-9]{2})[〕\]）)】］]`)

// numberYear is the year that a document number bears: an act cannot be older.
func numberYear(number *string) string {
	if number == nil {
		return ""
	}
	if m := yearInNumber.FindStringSubmatch(*number); m != nil {
		return m[1]
	}
	return ""
}

// named tells whether words name the agency, by its name or a short form.
func (w *view) named(text string) bool {
	text = squeeze(text)
	for _, p := range w.paper.Parties {
		if p.Name != w.agency {
			continue
		}
		for _, n := range append([]string{p.Name}, p.Aliases...) {
			if n != "" && strings.Contains(text, squeeze(n)) {
				return true
			}
		}
	}
	return false
}

// mine tells whether a challenged act counts as the agency's.
func (w *view) mine(a extract.ChallengedAct) bool {
	own := func(x extract.ChallengedAct) bool { return x.Agency != nil && squeeze(*x.Agency) == squeeze(w.agency) }
	if own(a) {
		return true
	}
	if slices.ContainsFunc(w.paper.ChallengedActs, func(x extract.ChallengedAct) bool { return own(x) && x.DoneOn != nil }) {
		return false
	}
	return w.solelyLost() || a.Agency != nil && !hasParty(*w.paper, *a.Agency) || w.named(a.Text)
}

// solelyLost tells whether the agency is the only one that is a party: then an
// act, a clause or a finding without a name can only be its own.
func (w *view) solelyLost() bool {
	return about(w.paper, nil, w.agency)
}

// concerns tells whether a list of agencies means this one.
func (w *view) concerns(agencies []string) bool { return about(w.paper, agencies, w.agency) }

// findings tells of each kind of fault what the paper found. Of a fault that
// rests on wording alone a person is asked; before he has answered, only what
// the answer cannot turn is known.
func (w *view) findings() {
	for _, code := range findingCodes {
		ground, remark, minor := known(false), known(false), known(false)
		asked := missing(reviewKey(code))
		words := []string{}
		var text []string
		var said []Because
		any, grave, openGround, openRemark := false, false, false, false
		for _, e := range w.found {
			if e.Code != code {
				continue
			}
			any = true
			if e.Wording != nil {
				said = w.vals["fact."+reviewKey(code)].because
			}
			var why []Because
			for i := range e.Evidence {
				why = append(why, Because{Text: e.Evidence[i].Text, Span: e.Evidence[i].Span, Paper: e.paper.Source.SHA256})
			}
			stands, told := w.stands(e.Finding)
			if !told {
				openGround = openGround || e.Ground
				openRemark = openRemark || !e.Ground
				asked.because = append(asked.because, why...)
			}
			if !stands {
				continue
			}
			to := &remark
			if e.Ground {
				to = &ground
				grave = grave || !e.Minor
				words = append(words, e.Words...)
			}
			to.v = true
			to.because = append(to.because, why...)
			for i := range e.Evidence {
				text = append(text, squeeze(extract.Fold(e.Evidence[i].Text)))
			}
			if e.Wording != nil {
				to.because = append(to.because, said...)
			}
		}
		if !any {
			continue
		}
		switch {
		case ground.v == true && !grave:
			minor = known(true, ground.because...)
			if openGround {
				minor = asked
			}
		case ground.v == false && openGround:
			ground, minor = asked, asked
		case ground.v == false:
			ground.because = said
		}
		if remark.v == false && openRemark {
			remark = asked
		}
		list := known(words, ground.because...)
		evidence := known(strings.Join(text, "\n"), append(slices.Clone(ground.because), remark.because...)...)
		if openGround {
			list = asked
		}
		if openGround || openRemark {
			evidence = asked
		}
		c := string(code)
		w.vals["finding."+c], w.vals["remark."+c], w.vals["minor."+c] = ground, remark, minor
		w.vals["words."+c], w.vals["evidence."+c] = list, evidence
	}
}

func (w *view) appearance() {
	head, staff := missing("head_appeared"), missing("staff_appeared")
	for _, a := range w.paper.Appearances {
		if squeeze(a.Agency) != squeeze(w.agency) {
			continue
		}
		b := Because{Text: a.Text, Span: a.Span, Paper: w.paper.Source.SHA256}
		if a.HeadAppeared != nil {
			head = known(*a.HeadAppeared, b)
		}
		if a.StaffAppeared != nil {
			staff = known(*a.StaffAppeared, b)
		}
	}
	if x := w.vals["fact.head_appeared"]; x.v != nil {
		head = x
	}
	if x := w.vals["fact.staff_appeared"]; x.v != nil {
		staff = x
	}
	w.vals["appearance.head"], w.vals["appearance.staff"] = head, staff
}

// sums adds up the sums: of the whole paper by kind, and those that the
// standing clauses against this agency award, interest aside.
func (w *view) sums(c *Case) {
	total := map[extract.AmountKind]float64{}
	var why []Because
	awarded := 0.0
	clauses := w.standing(c)
	for _, a := range w.paper.Amounts {
		total[a.Kind] += a.Yuan
		switch a.Kind {
		case extract.Compensation, extract.Indemnity, extract.Payment:
			for _, d := range clauses {
				if a.Span != nil && d.Span != nil && a.Span.Start >= d.Span.Start && a.Span.End <= d.Span.End && w.binds(d) {
					awarded += a.Yuan
					why = append(why, Because{Text: a.Text, Span: a.Span, Paper: w.paper.Source.SHA256})
					break
				}
			}
		}
	}
	for _, k := range sumKinds {
		w.vals["sum."+string(k)] = known(total[k])
	}
	w.vals["sum.awarded"] = known(awarded, why...)
}
