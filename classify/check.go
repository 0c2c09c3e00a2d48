package classify

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
)

var ruleID = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

var clauseKinds = []string{"scope", "trigger", "fault", "exempt", "lighter", "heavier", "tolerance", "responsibility", "measure", "referral"}

// compile checks every rule and makes its condition ready. A condition may
// name clauses that stand before it, as clause.ID.
func (l *loader) compile(s *sheet, f *rulesFile) {
	kinds := l.pack.kinds
	l.whole = l.pack.Text.wording()
	l.words = map[string][]string{}
	for _, v := range variables() {
		kinds[v.Name] = v.Type
		if v.Words != nil {
			l.words[v.Name] = v.Words
		}
	}
	var more []Variable
	for _, x := range l.pack.Facts {
		spec := l.pack.specs[x.Key]
		if spec.Words != nil {
			l.words["fact."+x.Key] = spec.Words
		}
		if _, ok := kinds["fact."+x.Key]; ok || spec.Type == "" {
			continue
		}
		kinds["fact."+x.Key] = spec.Type
		more = append(more, Variable{Name: "fact." + x.Key, Type: spec.Type})
	}
	for _, l := range f.lists()[:2] {
		for _, r := range l.rules {
			if _, ok := kinds["clause."+r.ID]; !ok && ruleID.MatchString(r.ID) {
				kinds["clause."+r.ID] = Bool
				more = append(more, Variable{Name: "clause." + r.ID, Type: Bool})
			}
		}
	}
	env, err := environment(more)
	if err != nil {
		s.at("$", "%v", err)
		return
	}
	seen, ready := map[string]string{}, map[string]bool{}
	for _, list := range f.lists() {
		for i := range list.rules {
			r := &list.rules[i]
			at := fmt.Sprintf("$.%s[%d]", list.name, i)
			if !ruleID.MatchString(r.ID) {
				s.at(at+".id", "编号“%s”不对：只用小写字母、数字和下划线", r.ID)
			} else if other, ok := seen[r.ID]; ok {
				s.at(at+".id", "编号“%s”与 %s 重复", r.ID, other)
			}
			seen[r.ID] = list.name
			l.rule(s, at, list.name, r, env, ready)
			l.reachable(s, at, r)
			ready["clause."+r.ID] = true
		}
	}
	for _, list := range f.lists() {
		for i := range list.rules {
			l.overrides(s, fmt.Sprintf("$.%s[%d]", list.name, i), &list.rules[i], list.rules)
		}
	}
	for _, list := range f.lists() {
		l.eclipsed(s, list.name, list.rules)
	}
	claims(f.Clauses)
	f.byID = map[string]*rule{}
	for _, list := range f.lists() {
		for i := range list.rules {
			if id := list.rules[i].ID; f.byID[id] == nil {
				f.byID[id] = &list.rules[i]
			}
		}
	}
	for i, m := range f.Measures {
		for k, level := range m.Levels {
			if !slices.ContainsFunc(f.Responsibility, func(r rule) bool { return r.Level == level }) {
				s.at(fmt.Sprintf("$.measures[%d].levels[%d]", i, k), "没有一条责任划分的规则给出“%s”，该方式不会适用于任何人", level)
			}
		}
	}
	l.deadlines(s, f.Deadlines)
	l.rivals(s, f.Responsibility)
	if !slices.ContainsFunc(f.Clauses, func(r rule) bool { return r.Kind == "trigger" }) {
		s.at("$.clauses", "没有一条 kind: trigger：什么情形启动追究")
	}
}

// rule checks one rule of a list.
func (l *loader) rule(s *sheet, at, list string, r *rule, env *cel.Env, ready map[string]bool) {
	if list == "definitions" {
		if r.When == "" {
			s.at(at+".id", "“%s”缺少条件 when", r.ID)
		}
	} else {
		var n *Node
		r.cite, n = l.cite(s, at+".article", r.Article, r.Paragraph)
		r.long = l.pack.Forms.long(r.cite)
		if n != nil {
			r.words = n.words(r.cite)
			if r.Quote != "" {
				if !strings.Contains(n.whole(), squeeze(r.Quote)) {
					s.at(at+".quote", "引文“%s”不是%s的原文", r.Quote, l.pack.Forms.long(r.cite))
				}
				r.words = squeeze(r.Quote)
			}
			if r.words == "" {
				s.at(at+".article", "%s没有自己的文字，请用 quote 引用原文", l.pack.Forms.long(r.cite))
			}
		}
	}
	s.day(at+".from", r.From)
	s.day(at+".until", r.Until)
	switch list {
	case "clauses":
		if !slices.Contains(clauseKinds, r.Kind) {
			s.at(at+".kind", "种类“%s”不对（%s）", r.Kind, strings.Join(clauseKinds, "、"))
		}
		if r.Gate != "" && r.Gate != "applies" && r.Gate != "liability" {
			s.at(at+".gate", "gate 只能是 applies 或 liability")
		}
		if r.When == "" {
			s.at(at+".id", "“%s”缺少条件 when", r.ID)
		}
		if r.Repeat != "" && r.Repeat != "same_fault" && r.Repeat != "any_fault" {
			s.at(at+".repeat", "repeat 只能是 same_fault（同类过错）或 any_fault")
		}
	case "responsibility":
		if r.Level == "" || r.When == "" {
			s.at(at+".id", "“%s”缺少责任等次 level 或者条件 when", r.ID)
		}
		if r.Role != "" && Role(r.Role).Name() == r.Role {
			s.at(at+".role", "身份“%s”不对", r.Role)
		}
		if r.words != "" && !strings.Contains(l.whole, squeeze(r.Level)) {
			s.at(at+".level", "责任等次“%s”不是规定的原文", r.Level)
		}
	case "measures":
		if r.To != "agency" && r.To != "person" {
			s.at(at+".to", "to 只能是 agency（单位）或 person（责任人）")
		}
	case "referrals":
		if r.To == "" || r.When == "" {
			s.at(at+".id", "“%s”缺少移送对象 to 或者条件 when", r.ID)
		}
	case "documents":
		if r.Title == "" {
			s.at(at+".id", "“%s”缺少标题 title", r.ID)
		}
	case "deadlines", "notices":
		if r.Name == "" || r.Amount <= 0 || r.Start == "" || r.Who == "" {
			s.at(at+".id", "“%s”缺少名称 name、数额 amount、起算事件 start 或者责任人 who", r.ID)
		}
		if r.Unit != "day" && r.Unit != "workday" && r.Unit != "month" {
			s.at(at+".unit", "单位“%s”不对（day、workday、month）", r.Unit)
		}
	}
	if r.When == "" {
		return
	}
	p, column, err := compile(env, r.When, l.pack.kinds, l.words)
	if err != nil {
		line, col := s.position(at + ".when")
		if column > 1 {
			col += column - 1
		}
		*s.bad = append(*s.bad, Problem{s.name, line, col, err.Error()})
		return
	}
	for _, v := range p.vars {
		if strings.HasPrefix(v, "clause.") && !ready[v] {
			s.at(at+".when", "条件引用的“%s”写在它之后，请调整先后", strings.TrimPrefix(v, "clause."))
		}
		if strings.HasPrefix(v, "person.") && list != "responsibility" && list != "referrals" {
			s.at(at+".when", "只有 responsibility 和 referrals 的条件可以使用“%s”", v)
		}
	}
	r.prog = p
}

// claims names what a claim of each clause is called in the sheet: its article,
// or its id where several claimable clauses stand in one provision.
func claims(clauses []rule) {
	at := map[Citation]int{}
	for i := range clauses {
		if clauses[i].claimable() {
			at[clauses[i].cite]++
		}
	}
	for i := range clauses {
		r := &clauses[i]
		switch {
		case !r.claimable():
		case at[r.cite] > 1:
			r.claim = r.ID
		default:
			r.claim = r.cite.String()
		}
	}
}

// claimable tells whether the condition asks for a claimed circumstance.
func (r *rule) claimable() bool { return r.prog != nil && slices.Contains(r.prog.vars, "claimed") }

// allMeasures in overrides: the circumstance, where it is met, leaves no
// measure for the person (without one: for the agency and everybody).
const allMeasures = "measures"

// overrides checks that an exception names rules of its own list.
func (l *loader) overrides(s *sheet, at string, r *rule, list []rule) {
	for i, id := range r.Overrides {
		switch {
		case id == allMeasures && (r.Kind == "exempt" || r.Kind == "tolerance"):
		case id == r.ID:
			s.at(fmt.Sprintf("%s.overrides[%d]", at, i), "“%s”不能排除自己", id)
		case !slices.ContainsFunc(list, func(x rule) bool { return x.ID == id }):
			s.at(fmt.Sprintf("%s.overrides[%d]", at, i), "要排除的“%s”不存在", id)
		}
	}
}

// deadlines checks the events and the chain of deadlines.
func (l *loader) deadlines(s *sheet, list []rule) {
	ids := map[string]bool{}
	for i, r := range list {
		at := fmt.Sprintf("$.deadlines[%d]", i)
		for k, id := range r.After {
			if !ids[id] {
				s.at(fmt.Sprintf("%s.after[%d]", at, k), "前一期限“%s”不存在或者写在它之后", id)
			}
		}
		if len(r.Events) == 0 {
			s.at(at+".id", "“%s”缺少起算的事实 events", r.ID)
		}
		for k, e := range r.Events {
			if spec, ok := l.pack.specs[e]; !ok || spec.Type != Date {
				s.at(fmt.Sprintf("%s.events[%d]", at, k), "“%s”不是日期事实", e)
			}
		}
		ids[r.ID] = true
	}
}

// rivals refuses two rules that give the same role another share under the
// same condition, unless one names the other as overridden.
func (l *loader) rivals(s *sheet, list []rule) {
	for i, a := range list {
		for _, b := range list[:i] {
			if a.Role == b.Role && a.When == b.When && a.Level != b.Level && !slices.Contains(a.Overrides, b.ID) && !slices.Contains(b.Overrides, a.ID) {
				s.at(fmt.Sprintf("$.responsibility[%d].id", i), "“%s”与“%s”条件相同而责任等次不同，须写明谁排除谁（overrides）", a.ID, b.ID)
			}
		}
	}
}

// Coverage is how one article of a regulation is accounted for.
type Coverage struct {
	Article string   // short form
	Cite    string   // in full
	Rules   []string // ids of the rules that formalise it or a part of it
	Reason  string   // why it, or the rest of it, is not formalised
	Beside  string   // what else than a rule does it: a template, a command
	Open    []string // items that nothing accounts for; empty after loading
}

// Coverage lists every article of the regulation with what formalises it or
// why it is not formalised, in the order of the text.
func (p *Pack) Coverage() []Coverage {
	var out []Coverage
	for _, a := range p.Text.Articles {
		c := Coverage{Article: a.Mark, Cite: p.Forms.long(Citation{Article: a.Mark})}
		whole := false // the article or its opening words are accounted for
		items := map[string]bool{}
		for _, l := range p.rules.lists() {
			for _, r := range l.rules {
				if r.cite.Article == a.Mark {
					c.Rules = append(c.Rules, r.ID)
					items[r.cite.Item+r.cite.Sub] = true
					whole = whole || r.cite.Item == "" && r.cite.Sub == ""
				}
			}
		}
		if p.place.article == a.Mark {
			c.Rules = append([]string{"scope"}, c.Rules...)
			whole = true
		}
		for _, v := range p.versions {
			if v.Article == a.Mark && !slices.Contains(c.Rules, "versions") {
				c.Rules = append(c.Rules, "versions")
				whole = true
			}
		}
		account := func(list []unformalised) string {
			var reasons []string
			for _, n := range list {
				cite, err := ParseCitation(n.Article)
				if err != nil || cite.Article != a.Mark {
					continue
				}
				reasons = append(reasons, n.Reason)
				for _, x := range a.marks() {
					items[x] = items[x] || x == cite.Item+cite.Sub || cite.Sub == "" && strings.HasPrefix(x, cite.Item)
				}
				whole = whole || cite.Item == "" && cite.Sub == ""
			}
			return strings.Join(reasons, "；")
		}
		c.Beside, c.Reason = account(p.rules.FormalisedBeside), account(p.rules.NotFormalised)
		any := false
		for _, x := range a.marks() {
			if items[x] {
				any = true
			} else {
				c.Open = append(c.Open, x)
			}
		}
		if !whole && !any {
			c.Open = append([]string{""}, c.Open...)
		}
		out = append(out, c)
	}
	return out
}

// coverage refuses a pack that leaves an article or an item out.
func (l *loader) coverage(s *sheet) {
	if l.pack.Text == nil {
		return
	}
	for _, list := range []struct {
		name string
		of   []unformalised
	}{{"not_formalised", l.pack.rules.NotFormalised}, {"formalised_beside", l.pack.rules.FormalisedBeside}} {
		for i, n := range list.of {
			at := fmt.Sprintf("$.%s[%d]", list.name, i)
			l.cite(s, at+".article", n.Article, 0)
			if n.Reason == "" {
				s.at(at+".article", "%s没有写明理由 reason", n.Article)
			}
		}
	}
	for _, c := range l.pack.Coverage() {
		for _, item := range c.Open {
			s.at("$", "%s%s没有对应的规则，也没有写明不形式化的理由（not_formalised）", c.Cite, item)
		}
	}
}

// marks are the marks of an article's items without repeats; of an item with
// cases those of the cases: （二）10.
func (n *Node) marks() []string {
	var out []string
	for _, p := range n.Paragraphs {
		for _, x := range p.Items {
			below := x.marks()
			for i := range below {
				below[i] = x.Mark + below[i]
			}
			if len(below) == 0 {
				below = []string{x.Mark}
			}
			for _, m := range below {
				if !slices.Contains(out, m) {
					out = append(out, m)
				}
			}
		}
	}
	return out
}

// wording is the whole text, for finding words.
func (t *Text) wording() string {
	var b strings.Builder
	for _, a := range t.Articles {
		b.WriteString(a.whole())
	}
	return b.String()
}
