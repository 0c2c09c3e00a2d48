package report

import (
	"reflect"
	"slices"
	"strings"
)

// View is what a document template sees. Every string is ready to print:
// dates read 2021年9月15日, citations 第五条第（三）项, and what is not known
// is the empty string or an empty list, never a placeholder. Quotations are
// verbatim.
type View struct {
	Agency string // the losing agency, as the paper prints it
	// Body is the implementing body (实施主体) where the facts name one that
	// is not the agency.
	Body       string
	Regulation Regulation
	Paper      Judged   // the paper that the assessment stands on
	Papers     []Judged // all papers of the dispute, the oldest first
	// Applies and Effective are "yes", "no" or "unknown".
	Applies   string
	Effective string
	// Confirmed: a person has confirmed the report, so that no value bears the
	// mark of recognition.
	Confirmed bool
	// Scanned: a paper, or pages of it, were read by character recognition.
	Scanned bool
	// Doubts are the notes of the reader of the files on their pages: what
	// must be held against the original, with its place. Alerts hold them too.
	Doubts []string

	Parties []Party  // of the main paper
	Story   []Told   // 案件基本情况: parties, act, facts, course of the proceedings to the disposition; one paragraph each
	Outcome []string // how the case ended, for this agency and for the others
	Service []string // service, appeal, effect: what is known and what is asked
	Losers  []string // the other losing agencies of the paper
	Appear  []Quoted // what the paper says about the head's appearance
	Sums    []Sum    // sums that the dispositions award
	Grounds []Fault  // findings that the result rests on
	Remarks []Fault  // findings without effect on the result
	Denied  []Denied // what a person said of findings that the paper did not make, drawn from wording
	// Holding is where the reasons of the main paper begin, for who must read
	// them where no ground was found; "" where that is not known.
	Holding string
	Advice  []Advice // suggestions for the findings, from the pack's texts
	Basis   []string // whose agency it is, and whether the regulation was in force
	Clauses []Clause // the verdict on each clause
	Shares  []Share  // 责任划分
	// Officers are the persons that the facts sheet names, whether the
	// regulation gives them a share or not.
	Officers []Officer
	Actions  []Action  // measures (追究方式)
	Passes   []Passing // referrals (移送)
	Terms    []Term    // deadlines
	Asked    []Asked   // 待核实事项
	Alerts   []string  // what a person should look at
	// Articles and Evidence are for the annexes: the articles that the
	// paper cites, in the regulation's order, and the words of the papers.
	Articles []Article
	Evidence []Quoted

	style *Style
}

// Regulation names the regulation.
type Regulation struct {
	Name   string // 金寨县行政败诉案件过错责任追究办法（试行）
	Number string // 金政〔2017〕50号, as in force for the decision; "" for none
	Short  string // 办法
	// InForce names the version in force for the decision where its wording is
	// not at hand, Wording the one that is quoted in its place; else both are "".
	InForce, Wording string
}

// Judged is one paper of the dispute.
type Judged struct {
	Organ    string
	Number   string
	Title    string // 行政判决书
	Word     string // 判决书, 裁定书, 决定书, 调解书
	Date     string
	Instance string // 一审
	Kind     string // court | reconsideration | civil
	Items    []Quoted
}

// Party is a party of the main paper.
type Party struct {
	Role string
	Name string
	Kind string // person | organization | agency
}

// Quoted is a passage of a paper with its place.
type Quoted struct {
	Label string // what it is about: the finding, 主文第一项, "" for none
	Text  string
	Where string // 判决书第5页第12行
}

// Told is a paragraph of the story, with the words of the papers that it
// announces.
type Told struct {
	Text   string
	Quotes []Quoted
}

// Sum is a sum of money in a disposition. Interest has no sum of its own: what
// the paper names is what it runs on.
type Sum struct {
	Kind string // 赔偿
	Yuan string // 36800元
	Quoted
}

// Fault is a finding of the deciding body.
type Fault struct {
	Code  string // extract.Code
	Label string // 违反法定程序; of a worded finding with （按措辞推定，待确认）
	Minor bool   // 程序轻微违法
	// Name is the label without what is to be confirmed.
	Name string
	// Worded tells that how the quoted sentence is worded decided, and no usual
	// name nor item (extract.Wording), and that nobody has confirmed it yet.
	Worded bool
	// Reviewed says who confirmed a finding drawn from wording; "" for others.
	Reviewed string
	// Court is the deciding body, Quotes its words; Above are those that an
	// earlier finding quotes.
	Court  string
	Quotes []Quoted
	Above  []Quoted
	// Laws are the provisions that the quoted words themselves cite, Basis
	// those that the paper decides on (裁判依据).
	Laws  []string // 《中华人民共和国行政诉讼法》第七十条第（三）项
	Basis []string
	// Meets are the clauses of kind fault or trigger that the finding meets,
	// Opens those that hang on facts still missing.
	Meets []Clause
	Opens []Clause
	// Advice are the suggestions that answer this finding.
	Advice []Advice
}

// Denied is a finding that the program drew from wording and that the body did
// not make, as a person said who read the passages.
type Denied struct {
	Said   string
	Quotes []Quoted
}

// Found are the grounds that the paper names or that a person confirmed,
// Drawn those that are still to be.
func (v *View) Found() []Fault { return byWording(v.Grounds, false) }
func (v *View) Drawn() []Fault { return byWording(v.Grounds, true) }

func byWording(list []Fault, worded bool) []Fault {
	return slices.DeleteFunc(slices.Clone(list), func(f Fault) bool { return f.Worded != worded })
}

// Advice is a suggestion of the pack for a fault that was found.
type Advice struct {
	Problem string // 存在问题
	Measure string // 工作建议, 整改措施
	// Words are those of the paper that it answers, "" where they are long;
	// Where is their place.
	Words string
	Where string
}

// Clause is the verdict on a clause of the regulation.
type Clause struct {
	ID      string
	Kind    string // scope | trigger | fault | exempt | lighter | heavier | tolerance | responsibility | measure | referral
	Cite    string // 第五条第（三）项
	Text    string // the regulation's words
	Verdict string // met | not_met | undetermined
	Person  string
	Claimed bool // a person claims the circumstance, with evidence
	Reasons []string
	Quotes  []Quoted
	Missing []string // questions that decide it
	Effect  bool     // nothing is missing but whether the paper is effective
	short   string
	places  []place
	codes   []string // of the findings that it speaks of
}

// Officer is a person with a part in the act or in the suit.
type Officer struct {
	Name string
	Role string // 承办人、主要负责人
}

// Share is one person's responsibility.
type Share struct {
	Person  string // "" where nobody is named
	Role    string // 承办人
	As      string // the role with its condition, "" where the role alone tells
	Level   string // 直接责任
	Cite    string
	Text    string // the regulation's words, "" where the citation names no item
	Verdict string
	Reasons []string
	Facts   []string // that a person supplied, without a closing mark
	Quotes  []Quoted
	Missing []string
}

// Because gives the reasons of a share, without the facts of which the others
// are told too.
func (s Share) Because(but []string) []string {
	facts := slices.DeleteFunc(slices.Clone(s.Facts), func(f string) bool { return slices.Contains(but, f) })
	if len(facts) == 0 {
		return s.Reasons
	}
	return append(slices.Clone(s.Reasons), established(facts))
}

// Group is several persons for whom the regulation gives the same measures.
type Group struct {
	Names   []string
	Actions []Action
}

// Rule is a provision that would divide responsibility once the facts are
// known, with those whom it would hit.
type Rule struct {
	Cite string
	Text string   // the regulation's words, "" where the citation names no item
	Who  []string // 承办人李某：直接责任
}

// Action is a measure.
type Action struct {
	For      string // "agency", a person's name, or "" where nobody is named yet
	Cite     string
	Text     string // the regulation's words
	Required bool
	short    string
}

// Passing is a referral to another organ.
type Passing struct {
	ID      string // in the pack
	Person  string // "" where it is not about one person
	Cite    string
	To      string
	Text    string
	Verdict string
	Reasons []string
	Missing []string
	short   string
}

// Term is a deadline with its working.
type Term struct {
	ID      string // in the pack
	Name    string
	Cite    string
	Period  string // 10日, 30个工作日, 2个月
	From    string
	Due     string // "" where the start is not known
	Who     string
	Working []string
	Alerts  []string
}

// Asked is a fact that is missing.
type Asked struct {
	Text    string
	Decides []string // 第三条
	Who     string
}

// Article is an article of the regulation, quoted whole.
type Article struct {
	Cite string
	Text []string // its lines
}

// Of gives the clauses of a kind, by default the ones met; further words
// name other verdicts.
func (v *View) Of(kind string, verdicts ...string) []Clause {
	if len(verdicts) == 0 {
		verdicts = []string{"met"}
	}
	var out []Clause
	for _, c := range v.Clauses {
		if c.Kind != kind {
			continue
		}
		for _, w := range verdicts {
			if c.Verdict == w {
				out = append(out, c)
			}
		}
	}
	return out
}

// Loose gives the undetermined clauses of a kind that rest on no finding, so
// that no finding's section tells of them.
func (v *View) Loose(kind string) []Clause {
	told := map[string]bool{}
	for _, list := range [][]Fault{v.Grounds, v.Remarks} {
		for _, f := range list {
			for _, c := range f.Opens {
				told[c.ID] = true
			}
		}
	}
	var out []Clause
	for _, c := range v.Of(kind, "undetermined") {
		if !told[c.ID] {
			out = append(out, c)
		}
	}
	return out
}

// Stated gives the triggers that are met and stand for themselves: those that
// no finding's section tells of, or all, where there are no others.
func (v *View) Stated() []Clause {
	told := map[string]bool{}
	for _, list := range [][]Fault{v.Grounds, v.Remarks} {
		for _, f := range list {
			for _, c := range f.Meets {
				told[c.ID] = true
			}
		}
	}
	all := v.Of("trigger")
	own := slices.DeleteFunc(slices.Clone(all), func(c Clause) bool { return told[c.ID] })
	if len(own) == 0 {
		return all
	}
	return own
}

// Open gives the undetermined clauses of a kind of which nothing is missing but
// whether the paper is effective, or the others.
func (v *View) Open(kind string, effect bool) []Clause {
	return slices.DeleteFunc(v.Of(kind, "undetermined"), func(c Clause) bool { return c.Effect != effect })
}

// For gives the measures for "agency", for a person, or for "" (nobody named).
func (v *View) For(who string) []Action {
	var out []Action
	for _, a := range v.Actions {
		if a.For == who {
			out = append(out, a)
		}
	}
	return out
}

// People are the persons whose share is decided or to whom a measure goes, in
// their order. A person whose part is still open is not among them.
func (v *View) People() []string {
	var out []string
	seen := map[string]bool{"": true, "agency": true}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	for _, s := range v.Settled() {
		add(s.Person)
	}
	for _, a := range v.Actions {
		add(a.For)
	}
	return out
}

// Cites are the citations of clauses, items of one article together.
func (v *View) Cites(list []Clause) []string {
	var short []string
	for _, c := range list {
		short = append(short, c.short)
	}
	return v.style.CiteAll(short)
}

// Lacks are the facts on which clauses hang, once each.
func (v *View) Lacks(list []Clause) []string {
	var out []string
	for _, c := range list {
		for _, m := range c.Missing {
			out = appendNew(out, m)
		}
	}
	return out
}

// Ways lists measures with their provisions: “责令书面检查”“通报批评”
// （第十三条第（一）、（二）项）.
func (v *View) Ways(list []Action) string {
	var texts, short []string
	for _, a := range list {
		texts = appendNew(texts, "“"+a.Text+"”")
		short = append(short, a.short)
	}
	// A part of an article that has items is cited with them.
	short = slices.DeleteFunc(short, func(x string) bool {
		return slices.ContainsFunc(short, func(y string) bool { return y != x && root(y) == x })
	})
	return strings.Join(texts, "") + "（" + strings.Join(v.style.CiteAll(short), "、") + "）"
}

// Settled are the shares that the facts at hand decide.
func (v *View) Settled() []Share {
	var out []Share
	for _, s := range v.Shares {
		if s.Verdict == "met" {
			out = append(out, s)
		}
	}
	return out
}

// Shared are the facts on which all the settled shares rest, where there are
// several: they are told once.
func (v *View) Shared() []string {
	list := v.Settled()
	if len(list) < 2 {
		return nil
	}
	var out []string
	for _, f := range list[0].Facts {
		if !slices.ContainsFunc(list, func(s Share) bool { return !slices.Contains(s.Facts, f) }) {
			out = append(out, f)
		}
	}
	return out
}

// Groups are the persons with measures of their own, those with the same ones
// together.
func (v *View) Groups() []Group {
	var out []Group
	same := func(a, b []Action) bool {
		return slices.EqualFunc(a, b, func(x, y Action) bool { return x.Text == y.Text && x.short == y.short && x.Required == y.Required })
	}
	for _, name := range v.People() {
		list := v.For(name)
		if len(list) == 0 {
			continue
		}
		i := slices.IndexFunc(out, func(g Group) bool { return same(g.Actions, list) })
		if i < 0 {
			i = len(out)
			out = append(out, Group{Actions: list})
		}
		out[i].Names = append(out[i].Names, name)
	}
	return out
}

// Rules are the provisions on responsibility that hang on missing facts, once
// each, in the assessment's order.
func (v *View) Rules() []Rule {
	var out []Rule
	type part struct {
		roles       []string
		rest, level string
	}
	parts := map[string][]part{}
	for _, s := range v.Shares {
		if s.Verdict == "met" {
			continue
		}
		if !slices.ContainsFunc(out, func(r Rule) bool { return r.Cite == s.Cite }) {
			out = append(out, Rule{Cite: s.Cite, Text: s.Text})
		}
		who, rest := s.Role+s.Person, ""
		if s.As != "" {
			who = s.As + s.Person
			if r, ok := strings.CutPrefix(s.As, s.Role); ok && s.Role != "" && s.Person == "" {
				who, rest = s.Role, r
			}
		}
		if who == "" {
			who = "具体人员"
		}
		list := parts[s.Cite]
		i := slices.IndexFunc(list, func(p part) bool { return p.rest == rest && p.level == s.Level })
		if i < 0 {
			i = len(list)
			list = append(list, part{rest: rest, level: s.Level})
		}
		list[i].roles = appendNew(list[i].roles, who)
		parts[s.Cite] = list
	}
	for i := range out {
		levels := []string{}
		for _, p := range parts[out[i].Cite] {
			levels = appendNew(levels, p.level)
		}
		out[i].Text = condition(out[i].Text, levels)
		for _, p := range parts[out[i].Cite] {
			out[i].Who = append(out[i].Who, strings.Join(p.roles, "、")+p.rest+"："+p.level)
		}
	}
	return out
}

// condition is what a provision asks for, without what follows from it, where
// that says no more than the levels beside it: ……导致行政执法过错的，承办人承担全部责任.
func condition(text string, levels []string) string {
	i := strings.LastIndex(text, "的，")
	if i < 0 {
		return text
	}
	for _, l := range levels {
		if !strings.Contains(text[i:], l) {
			return text
		}
	}
	return text[:i+len("的")]
}

// Unknown are the facts on which those provisions hang, once each.
func (v *View) Unknown() []string {
	var out []string
	for _, s := range v.Shares {
		if s.Verdict != "met" {
			for _, m := range s.Missing {
				out = appendNew(out, m)
			}
		}
	}
	return out
}

// Only gives the measures that are ordered (required) or those allowed.
func (v *View) Only(required bool, list []Action) []Action {
	var out []Action
	for _, a := range list {
		if a.Required == required {
			out = append(out, a)
		}
	}
	return out
}

// Places tells where passages stand, a page's name once:
// 判决书第1页第21行、第22行.
func (v *View) Places(list []Quoted) string {
	var out, seen []string
	last := ""
	for _, q := range list {
		if q.Where == "" || slices.Contains(seen, q.Where) {
			continue
		}
		seen = append(seen, q.Where)
		page, line, ok := strings.Cut(q.Where, "页")
		if ok && page == last {
			out = append(out, line)
			continue
		}
		last = page
		out = append(out, q.Where)
	}
	return strings.Join(out, "、")
}

// Term gives the deadline with an id of the pack, none where it is not set.
func (v *View) Term(id string) []Term {
	var out []Term
	for _, t := range v.Terms {
		if t.ID == id {
			out = append(out, t)
		}
	}
	return out
}

// Referral gives the referrals that are certain: those with one of the ids of
// the pack, all where none is given.
func (v *View) Referral(ids ...string) []Passing {
	var out []Passing
	for _, p := range v.Passes {
		if p.Verdict == "met" && (len(ids) == 0 || slices.Contains(ids, p.ID)) {
			out = append(out, p)
		}
	}
	return out
}

// Pending gathers the referrals that hang on missing facts into one, nil
// where there is none.
func (v *View) Pending() *Passing {
	var p Passing
	var short, organs []string
	for _, x := range v.Passes {
		if x.Verdict != "undetermined" {
			continue
		}
		short = append(short, x.short)
		organs = appendNew(organs, x.To)
		for _, m := range x.Missing {
			p.Missing = appendNew(p.Missing, m)
		}
	}
	if len(short) == 0 {
		return nil
	}
	p.Cite, p.To = strings.Join(v.style.CiteAll(short), "、"), strings.Join(organs, "、")
	return &p
}

// guard hides the marks of the markup in every string of v, and joins lines:
// a name that begins with # stays a name.
func guard(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			guard(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				guard(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			guard(v.Index(i))
		}
	case reflect.String:
		v.SetString(guardMarks.Replace(oneLine(v.String())))
	}
}
