package classify

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// wordsCompared refuses a comparison with a word that the variable can never
// be: such a condition could not be met, and nobody would see why.
func wordsCompared(e ast.NavigableExpr, words map[string][]string) error {
	call := e.AsCall()
	switch call.FunctionName() {
	case operators.Equals, operators.NotEquals, operators.In:
	default:
		return nil
	}
	var name string
	var said []string
	for _, a := range call.Args() {
		switch a.Kind() {
		case ast.IdentKind:
			name = a.AsIdent()
		case ast.LiteralKind:
			said = append(said, literal(a)...)
		case ast.ListKind:
			for _, x := range a.AsList().Elements() {
				said = append(said, literal(x)...)
			}
		}
	}
	known, ok := words[name]
	if !ok {
		return nil
	}
	for _, s := range said {
		if s != "" && !slices.Contains(known, s) {
			return fmt.Errorf("“%s”只能是 %s，不能是“%s”", name, strings.Join(known, "、"), s)
		}
	}
	return nil
}

func literal(e ast.Expr) []string {
	if e.Kind() == ast.LiteralKind {
		if s, ok := e.AsLiteral().(types.String); ok {
			return []string{string(s)}
		}
	}
	return nil
}

// constant tells whether a condition has the same outcome whatever is known:
// it is tried with everything unknown.
func (p *program) constant() (Verdict, bool) {
	unknown := make([]*cel.AttributePatternType, len(p.vars))
	for i, name := range p.vars {
		unknown[i] = cel.AttributePattern(name)
	}
	activation, err := cel.PartialVars(map[string]any{}, unknown...)
	if err != nil {
		return "", false
	}
	out, _, err := p.run.Eval(activation)
	if err != nil {
		return "", false
	}
	switch out {
	case types.True:
		return Met, true
	case types.False:
		return NotMet, true
	}
	return "", false
}

// reachable refuses a rule that can never hold: a condition that is false
// whatever is known, a time in which the wording was never in force, a clause
// that another one always overrides.
func (l *loader) reachable(s *sheet, at string, r *rule) {
	if r.From != "" && r.Until != "" && r.Until < r.From {
		s.at(at+".until", "“%s”的止日 %s 早于起日 %s，永远不会适用", r.ID, r.Until, r.From)
	}
	if v := l.pack.versions[l.last]; v.Until != "" && r.From > v.Until {
		s.at(at+".from", "“%s”自 %s 起适用，而本文本已于 %s 失效，永远不会适用", r.ID, r.From, v.Until)
	}
	if l.last+1 < len(l.pack.versions) && r.From >= l.pack.versions[l.last+1].From && r.From != "" {
		s.at(at+".from", "“%s”自 %s 起适用，而本文本此后已被取代，永远不会适用", r.ID, r.From)
	}
	if v := l.pack.versions[l.first]; r.Until != "" && r.Until < v.From {
		s.at(at+".until", "“%s”适用至 %s，而本文本自 %s 起施行，永远不会适用", r.ID, r.Until, v.From)
	}
	if r.prog == nil {
		return
	}
	if v, ok := r.prog.constant(); ok {
		if v == NotMet {
			s.at(at+".when", "“%s”的条件恒不成立，永远不会符合", r.ID)
		} else if r.Kind != "" {
			s.at(at+".when", "“%s”的条件恒成立，没有可以判断的内容", r.ID)
		}
	}
}

// eclipsed refuses two rules of a list that override each other: neither could
// ever stand.
func (l *loader) eclipsed(s *sheet, name string, list []rule) {
	for i, a := range list {
		for _, b := range list[:i] {
			if slices.Contains(a.Overrides, b.ID) && slices.Contains(b.Overrides, a.ID) {
				s.at(fmt.Sprintf("$.%s[%d].overrides", name, i), "“%s”与“%s”互相排除，都不会成立", a.ID, b.ID)
			}
		}
	}
}
