package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

// place is a passage of one paper, for telling which finding a clause rests on.
type place struct {
	paper      string
	start, end int
}

func (p place) touches(q place) bool {
	return p.paper == q.paper && p.start < q.end && q.start < p.end
}

func (w *writer) paper(sha string) *extract.Record {
	for i := range w.c.Papers {
		if w.c.Papers[i].Source.SHA256 == sha {
			return &w.c.Papers[i]
		}
	}
	return w.c.Paper()
}

// clauses turns the verdicts of the assessment into their printed form.
func (w *writer) clauses() []Clause {
	var out []Clause
	for _, c := range w.a.Clauses {
		k := Clause{
			ID: c.ID, Kind: c.Kind, Cite: w.lib.style.Cite(c.Article), Text: w.words(c.Article, c.Text),
			Verdict: string(c.Verdict), Person: c.Person, Missing: w.asks(c.Missing), short: c.Article,
			Effect: len(c.Missing) > 0 && !slices.ContainsFunc(c.Missing, func(k string) bool { return !slices.Contains(effectFacts, k) }),
		}
		k.Reasons, k.Quotes, k.places = w.reasons(c.Because)
		k.Claimed = slices.ContainsFunc(c.Because, func(b classify.Because) bool { return strings.HasPrefix(b.Fact, "circumstances.") })
		if c.Kind == "fault" || c.Kind == "trigger" {
			k.codes = w.law.Codes(c.ID)
		}
		out = append(out, k)
	}
	return out
}

// effectFacts are the facts that tell whether a paper has become effective.
var effectFacts = []string{"served_on", "appeal", "effective_on", "suit_after_reconsideration"}

// reasons parts what the assessment gives as reasons: sentences (facts that a
// person supplied, what the rule itself says) and passages of the papers.
// What the assessment only derived from a paper is left to those passages.
func (w *writer) reasons(list []classify.Because) (said []string, quotes []Quoted, places []place) {
	said, facts, quotes, places := w.grounds(list)
	if len(facts) > 0 {
		said = append(said, established(facts))
	}
	return said, quotes, places
}

// established says of facts that a person supplied them.
func established(facts []string) string { return "据核实，" + strings.Join(facts, "；") + "。" }

// grounds is reasons with the facts apart.
func (w *writer) grounds(list []classify.Because) (said, facts []string, quotes []Quoted, places []place) {
	for _, b := range list {
		r := w.paper(b.Paper)
		switch {
		case strings.HasPrefix(b.Fact, "circumstances."):
			said = appendNew(said, sentence("所附证据："+strings.TrimPrefix(b.Text, "主张的情形：")))
		case b.Fact != "":
			facts = appendNew(facts, stop(factSentence(b.Text)))
		case b.Paper == "" && b.Span == nil:
			said = appendNew(said, sentence(b.Text))
		case b.Span != nil && verbatim(r, b.Text):
			quotes = append(quotes, Quoted{Text: b.Text, Where: w.where(r, b.Span)})
			places = append(places, place{r.Source.SHA256, b.Span.Start, b.Span.End})
		}
	}
	return said, facts, quotes, places
}

// bareCite is a short citation in brackets at the end of a sentence, as packs
// whose articles are parts (一、二、) print it.
var bareCite = regexp.MustCompile(`（([一二三四五六七八九十]+)）。$`)

// basis is what the assessment says of place and time: whose agency it is,
// and whether the regulation was in force. What a clause says stands there.
func (w *writer) basis() []string {
	told := map[string]bool{}
	for _, c := range w.a.Clauses {
		for _, b := range c.Because {
			told[b.Text] = true
		}
	}
	var out []string
	main := w.c.Paper()
	for _, b := range w.a.Because {
		if b.Paper != "" || b.Fact != "" || told[b.Text] || strings.HasSuffix(b.Text, "待核实") {
			continue
		}
		s := sentence(w.named(b.Text))
		if m := bareCite.FindStringSubmatch(s); m != nil {
			s = strings.TrimSuffix(s, m[0]) + "（" + w.lib.style.Cite(m[1]) + "）。"
		}
		if day := dateWords(deref(main.DecidedOn)); day != "" {
			s = strings.Replace(s, "作出于"+day, "作出于"+w.decidedOn(main), 1)
		}
		out = appendNew(out, s)
	}
	return out
}

// named calls the regulation and the paper by their names where the assessment
// says 本规定, 规定, 裁判（决定）.
func (w *writer) named(s string) string {
	if w.lib.style.Short == "" {
		return s
	}
	short := "《" + w.lib.style.Short + "》"
	s = strings.Replace(s, "裁判（决定）作出于", "该"+word(w.c.Paper())+"作出于", 1)
	return strings.Replace(strings.Replace(s, "即本规定所称", "即"+short+"所称", 1), "，规定自", "，"+short+"自", 1)
}

// An answered question of the facts sheet reads as a statement.
var answers = []struct {
	question  *regexp.Regexp
	statement string
}{
	{regexp.MustCompile(`^(.*?)是否(.*)：是((?:（.*|［.*)?)$`), "${1}${2}${3}"},
	{regexp.MustCompile(`^(.*?)是否(存在|属于|涉嫌|需要|构成)(.*)：否((?:（.*|［.*)?)$`), "${1}不${2}${3}${4}"},
	{regexp.MustCompile(`^(.*?)是否(造成|导致|认定|经|因|按|弄虚|提出|当场|隐瞒|对)(.*)：否((?:（.*|［.*)?)$`), "${1}没有${2}${3}${4}"},
	{regexp.MustCompile(`^(.*?)是否有(.*)：否((?:（.*|［.*)?)$`), "${1}没有${2}${3}"},
	{regexp.MustCompile(`^(.*?)是否已经(.*)：否((?:（.*|［.*)?)$`), "${1}尚未${2}${3}"},
	{regexp.MustCompile(`^(.*?)是否应追究(.*)：否((?:（.*|［.*)?)$`), "${1}不应追究${2}${3}"},
	{regexp.MustCompile(`^(.*?)是否(利用|擅自|截留|使用)([^，]*)：否((?:（.*|［.*)?)$`), "${1}没有${2}${3}${4}"},
	{regexp.MustCompile(`^(.*?)是否正确：(正确|错误)(.*)$`), "${1}${2}${3}"},
	{regexp.MustCompile(`^(.*?)是否([^正].*)：否((?:（.*|［.*)?)$`), "${1}并非${2}${3}"},
	{regexp.MustCompile(`^(.*?)如何处理(.*)：(.*)$`), "${1}对${2}，${3}"},
	{regexp.MustCompile(`^([^：是否何]{1,12})：((?:承办人|审核人|批准人|分管副职|主要负责人|分管副县长|出庭人员|调查人员|指令人|干预者|呈报人|、)+)((?:（.*|［.*)?)$`), "${1}为${2}${3}"},
	{regexp.MustCompile(`^(.*?)是?多少元(?:？|（[^）]*）)*：([0-9.]+)(.*)$`), "${1}数额为${2}元${3}"},
	{regexp.MustCompile(`^(.*?)何日(.*)：待核实$`), "${1}${2}的日期：待核实"},
	{regexp.MustCompile(`^(.*?)何日(.*)：([0-9]{4}年[0-9]+月[0-9]+日)(.*)$`), "${1}于${3}${2}${4}"},
}

// factSentence turns an answered question into a statement: 是否造成严重后果：是
// becomes 造成严重后果, 文书何日送达：2021-09-18 becomes 文书于2021年9月18日送达.
func factSentence(s string) string {
	s = stop(isoDay.ReplaceAllStringFunc(oneLine(s), dateWords))
	for _, a := range answers {
		if a.question.MatchString(s) {
			return end(a.question.ReplaceAllString(s, a.statement))
		}
	}
	return end(s)
}

// verbatim tells whether words are a passage that the record quotes; other
// reasons that lie in the paper are told by their place alone.
func verbatim(r *extract.Record, words string) bool {
	words = squeeze(words)
	for _, d := range r.Dispositions {
		if squeeze(d.Text) == words {
			return true
		}
	}
	for _, p := range r.Prior {
		for _, d := range p.Dispositions {
			if squeeze(d.Text) == words {
				return true
			}
		}
	}
	for _, e := range r.Errors {
		for _, x := range e.Evidence {
			if squeeze(x.Text) == words {
				return true
			}
		}
	}
	for _, x := range r.Appearances {
		if squeeze(x.Text) == words {
			return true
		}
	}
	return false
}

var isoDay = regexp.MustCompile(`[0-9]{4}-[0-9]{2}-[0-9]{2}`)

// sentence closes a reason with a full stop and writes its dates in full.
func sentence(s string) string {
	return end(isoDay.ReplaceAllStringFunc(oneLine(s), dateWords))
}

// words are the words of a provision: those that the assessment carries, or
// the pack's.
func (w *writer) words(short, given string) string {
	if given == "" {
		given = w.law.Words(short)
	}
	return headless(given)
}

// mostHead is the greatest length of the heading of a paragraph in a notice.
const mostHead = 12

// headless drops the heading with which a paragraph of a notice begins:
// 败诉追责案件范围。本通知发布施行后，…….
func headless(text string) string {
	head, rest, ok := strings.Cut(text, "。")
	if !ok || strings.TrimSpace(rest) == "" || len([]rune(head)) > mostHead || strings.ContainsAny(head, "，、；：（\n") {
		return text
	}
	return rest
}

// faults sorts the findings against the agency into those that the result
// rests on and the others, each with the clauses that rest on its words.
func (w *writer) faults(clauses []Clause) (grounds, remarks []Fault, denied []Denied) {
	for _, r := range w.reasoned() {
		g, m, d := w.faultsIn(r, clauses)
		for _, f := range g {
			grounds = gather(grounds, f)
		}
		for _, f := range m {
			remarks = gather(remarks, f)
		}
		denied = append(denied, d...)
	}
	once(grounds, remarks)
	return grounds, remarks, denied
}

// faultsIn are those that one paper finds.
func (w *writer) faultsIn(r *extract.Record, clauses []Clause) (grounds, remarks []Fault, denied []Denied) {
	var acts []string
	for _, x := range r.ChallengedActs {
		if x.Agency == nil || *x.Agency == w.a.Agency {
			acts = append(acts, deref(x.Kind))
		}
	}
	in := surroundings{acts: acts, paper: kind(r), facts: factsOf(r)}
	for j := range r.Errors {
		e := &r.Errors[j]
		if !against(e, w.a.Agency) {
			continue
		}
		review := w.a.Review(e)
		if review != nil && !review.Stands {
			d := Denied{Said: factSentence(review.Because.Text)}
			for _, x := range e.Evidence {
				d.Quotes = append(d.Quotes, Quoted{Text: x.Text, Where: w.where(r, x.Span)})
			}
			denied = append(denied, d)
			continue
		}
		f := w.fault(r, e, clauses)
		if review != nil {
			f.Reviewed = cmp.Or(isoDay.ReplaceAllStringFunc(review.By, dateWords), "（未注明确认人）")
		}
		if f.Worded {
			// nothing is to be mended before a person has confirmed the fault
			if e.Ground {
				grounds = gather(grounds, f)
			} else {
				remarks = gather(remarks, f)
			}
			continue
		}
		f.Advice = advise(w.lib.suggestions, e, in, func(at int) string {
			if at < len(f.Quotes) {
				return f.Quotes[at].Where
			}
			return ""
		})
		if e.Ground {
			grounds = gather(grounds, f)
		} else {
			remarks = gather(remarks, f)
		}
	}
	return grounds, remarks, denied
}

// factsOf joins what the deciding bodies found to be the facts, as a paper tells
// it.
func factsOf(r *extract.Record) string {
	var b strings.Builder
	for _, p := range r.Prior {
		for _, f := range p.Facts {
			b.WriteString(f.Text + "\n")
		}
	}
	for _, f := range r.Facts {
		b.WriteString(f.Text + "\n")
	}
	return b.String()
}

// once leaves each passage to the first finding that quotes it; the others
// refer to it.
func once(lists ...[]Fault) {
	seen := map[Quoted]bool{}
	for _, list := range lists {
		for i := range list {
			f := &list[i]
			f.Quotes = slices.DeleteFunc(f.Quotes, func(q Quoted) bool {
				key := Quoted{Text: squeeze(q.Text), Where: q.Where}
				if seen[key] {
					f.Above = append(f.Above, q)
				}
				again := seen[key]
				seen[key] = true
				return again
			})
		}
	}
}

// gather adds a finding to the section of its kind, which may have several
// passages.
func gather(list []Fault, f Fault) []Fault {
	for i := range list {
		if g := &list[i]; g.Label == f.Label {
			g.Quotes = append(g.Quotes, f.Quotes...)
			g.Worded = g.Worded || f.Worded
			for _, l := range f.Laws {
				g.Laws = appendNew(g.Laws, l)
			}
			for _, l := range f.Basis {
				g.Basis = appendNew(g.Basis, l)
			}
			g.Meets, g.Opens = addClauses(g.Meets, f.Meets), addClauses(g.Opens, f.Opens)
			g.Advice = append(g.Advice, f.Advice...)
			return list
		}
	}
	return append(list, f)
}

func addClauses(list, more []Clause) []Clause {
	for _, c := range more {
		if !slices.ContainsFunc(list, func(x Clause) bool { return x.ID == c.ID && x.Person == c.Person }) {
			list = append(list, c)
		}
	}
	return list
}

// foundAbsent: the paper itself finds fault with the appearance, so that its
// words stand among the findings.
func (w *writer) foundAbsent() bool {
	for i := range w.c.Paper().Errors {
		if e := &w.c.Paper().Errors[i]; e.Code == extract.NoAppearance && against(e, w.a.Agency) {
			return true
		}
	}
	return false
}

// reasoned are the papers whose findings count: the one that gives the reasons,
// and the one that the assessment stands on.
func (w *writer) reasoned() []*extract.Record {
	r := w.c.Reasoned(w.a.Agency)
	if r == w.c.Paper() {
		return []*extract.Record{r}
	}
	return []*extract.Record{r, w.c.Paper()}
}

func against(e *extract.Finding, agency string) bool {
	for _, a := range e.Agencies {
		if a == agency {
			return true
		}
	}
	return false
}

func (w *writer) fault(r *extract.Record, e *extract.Finding, clauses []Clause) Fault {
	f := Fault{Code: string(e.Code), Name: faultLabel(e, kind(r)), Minor: e.Minor, Worded: e.Wording != nil && w.a.Review(e) == nil}
	if e.Minor && e.Code == extract.Procedure {
		f.Name = "程序轻微违法"
	}
	f.Label = f.Name
	if f.Worded {
		f.Label += toConfirm
	}
	if r.Organ != nil {
		f.Court = r.Organ.Name
	}
	var places []place
	for _, x := range e.Evidence {
		f.Quotes = append(f.Quotes, Quoted{Label: f.Label, Text: x.Text, Where: w.where(r, x.Span)})
		if x.Span != nil {
			places = append(places, place{r.Source.SHA256, x.Span.Start, x.Span.End})
		}
	}
	for _, l := range e.Laws {
		switch {
		case l.Span == nil:
		case (place{r.Source.SHA256, l.Span.Start, l.Span.End}).within(places):
			f.Laws = appendNew(f.Laws, lawWords(l))
		case inSection(r, extract.SectionBasis, l.Span):
			f.Basis = appendNew(f.Basis, lawWords(l))
		}
	}
	for _, c := range clauses {
		if c.Kind != "fault" && c.Kind != "trigger" || !speaksOf(c, f.Code, places) {
			continue
		}
		switch c.Verdict {
		case string(classify.Met):
			f.Meets = append(f.Meets, c)
		case string(classify.Undetermined):
			f.Opens = append(f.Opens, c)
		}
	}
	return f
}

// toConfirm marks a fault that the program drew from wording, wherever it is
// named, until a person has confirmed it.
const toConfirm = "（按措辞推定，待确认）"

func (p place) within(list []place) bool { return slices.ContainsFunc(list, p.touches) }

// inSection tells whether a passage lies in a part of the paper.
func inSection(r *extract.Record, section string, s *ingest.Span) bool {
	return slices.ContainsFunc(r.Sections, func(x extract.Section) bool {
		return x.Kind == section && x.Span.Start <= s.Start && s.End <= x.Span.End
	})
}

var (
	voidForm   = regexp.MustCompile(`(?:合同|协议)[^，。；]{0,10}无效`)
	breachForm = regexp.MustCompile(`违约|(?:未|没有|不)[^，。；]{0,6}(?:约定|履行)`)
	proofForm  = regexp.MustCompile(`证据|举证`)
	termForm   = regexp.MustCompile(`期限|期间`)
	answerForm = regexp.MustCompile(`答复|答辩`)
	silentForm = regexp.MustCompile(`(?:未|没有)[^，。；]{0,12}(?:提出|提交|作出)[^，。；]{0,6}(?:书面答复|答复书|答辩)`)
)

// faultLabel names a finding. Where its code joins several faults, the marks
// and their passages tell which was found.
func faultLabel(e *extract.Finding, kind string) string {
	says := func(re *regexp.Regexp) bool {
		return slices.ContainsFunc(e.Evidence, func(x extract.Evidence) bool { return re.MatchString(x.Text) })
	}
	marked := func(word string, re *regexp.Regexp) bool {
		return slices.ContainsFunc(bearers(e, word), func(at int) bool { return re.MatchString(e.Evidence[at].Text) })
	}
	switch e.Code {
	case extract.ContractBreach:
		if (len(bearers(e, "contract_void")) > 0 || says(voidForm)) && !says(breachForm) {
			return "对合同无效负有过错"
		}
	case extract.NoEvidenceInTime:
		var parts []string
		if marked("no_defence", answerForm) || says(silentForm) {
			if kind == "reconsideration" {
				parts = append(parts, "未提出书面答复")
			} else {
				parts = append(parts, "未提交答辩状")
			}
		}
		switch {
		case len(bearers(e, "late_evidence")) > 0:
			parts = append(parts, "逾期提交证据")
		case kind != "reconsideration" && marked("no_evidence", proofForm) && marked("no_evidence", termForm):
			parts = append(parts, "未在举证期限内提交证据")
		case marked("no_evidence", proofForm):
			parts = append(parts, "未提交证据")
		}
		switch {
		case len(parts) > 0:
			return strings.Join(parts, "，")
		case kind == "civil":
			return "未依法举证"
		}
	}
	return e.Code.Label()
}

// speaksOf tells whether a clause is about a finding: by the fault codes that
// its condition names, or, where it names none, by the words it rests on. One
// sentence of a paper can hold several findings.
func speaksOf(c Clause, code string, places []place) bool {
	if len(c.codes) > 0 {
		return slices.Contains(c.codes, code)
	}
	return rests(c, places)
}

func rests(c Clause, places []place) bool {
	for _, p := range c.places {
		for _, q := range places {
			if p.touches(q) {
				return true
			}
		}
	}
	return false
}

// lawWords cites a law: 《中华人民共和国行政诉讼法》第七十条第（三）项.
func lawWords(l extract.Law) string {
	if l.Title == "" {
		return ""
	}
	s := "《" + strings.Trim(l.Title, "《》") + "》"
	if l.Article != nil {
		s += "第" + hanNumber(*l.Article) + "条"
		if l.Paragraph != nil {
			s += "第" + hanNumber(*l.Paragraph) + "款"
		}
		if l.Item != nil {
			s += "第（" + hanNumber(*l.Item) + "）项"
			if l.Point != nil {
				s += fmt.Sprintf("第%d目", *l.Point)
			}
		}
	}
	return s
}

// adviceOf gathers the suggestions of all findings once each.
func adviceOf(lists ...[]Fault) []Advice {
	var out []Advice
	seen := map[string]bool{}
	for _, list := range lists {
		for _, f := range list {
			for _, a := range f.Advice {
				if !seen[a.Problem] {
					seen[a.Problem] = true
					out = append(out, a)
				}
			}
		}
	}
	return out
}

// annexes gathers the articles that the paper cites and the words of the
// papers that it rests on.
func (w *writer) annexes(v *View) {
	roots := map[string]bool{}
	var list []string
	use := func(short string) {
		if k := root(short); k != "" && !roots[k] {
			roots[k] = true
			list = append(list, k)
		}
	}
	for _, c := range v.Clauses {
		if c.Verdict != string(classify.NotMet) {
			use(c.short)
		}
	}
	for _, d := range w.a.Documents {
		use(d.Article)
	}
	for _, d := range w.a.Deadlines {
		use(d.Article)
	}
	for _, m := range w.a.Measures {
		use(m.Article)
	}
	for _, r := range w.a.Responsibility {
		use(r.Article)
	}
	for _, r := range w.a.Referrals {
		use(r.Article)
	}
	sort.SliceStable(list, func(i, j int) bool { return less(order(list[i]), order(list[j])) })
	for _, short := range list {
		text := w.law.Article(short)
		if text == "" {
			continue
		}
		v.Articles = append(v.Articles, Article{Cite: w.lib.style.Cite(short), Text: strings.Split(text, "\n")})
	}
	seen := map[Quoted]bool{}
	keep := func(q Quoted) {
		key := Quoted{Text: squeeze(q.Text), Where: q.Where}
		if q.Text != "" && !seen[key] {
			seen[key] = true
			v.Evidence = append(v.Evidence, q)
		}
	}
	for _, q := range v.Paper.Items {
		q.Label = "主文" + stop(q.Label)
		keep(q)
	}
	for _, list := range [][]Fault{v.Grounds, v.Remarks} {
		for _, f := range list {
			for _, q := range f.Quotes {
				keep(q)
			}
		}
	}
	for _, q := range v.Appear {
		q.Label = "出庭应诉"
		keep(q)
	}
	for _, c := range v.Clauses {
		if c.Verdict == string(classify.NotMet) {
			continue
		}
		for _, q := range c.Quotes {
			q.Label = "涉及" + c.Cite
			keep(q)
		}
	}
}

func less(a, b [3]int) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

// squeeze drops white space, as quotations are compared.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if ingest.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
