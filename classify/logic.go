package classify

import (
	"slices"
	"sort"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// logic is the tree of a condition that only says and, or, not of variables
// and of words that they are. Most are of this form, and what CEL would say of
// it (the outcome, what is missing, what decided) can be told without the cost
// of asking. Any other condition has no logic, and CEL is asked.
type logic struct {
	op   logicOp
	id   int64 // of the variable in the condition, for the order of what is missing
	name string
	said []string // words that the variable is compared with
	kids []*logic
}

type logicOp uint8

const (
	isTrue    logicOp = iota // the variable itself
	isOneOf                  // the variable is one of the words
	isNoneOf                 // the variable is another word
	holdsWord                // the variable, a list, holds the word
	notOf
	allOf
	anyOf
)

// tri is an outcome of a logic.
type tri uint8

const (
	no tri = iota
	yes
	open
)

// logicOf is the logic of a checked condition, nil where it has none.
func logicOf(e ast.Expr) *logic {
	if e.Kind() == ast.IdentKind {
		return &logic{op: isTrue, id: e.ID(), name: e.AsIdent()}
	}
	if e.Kind() != ast.CallKind {
		return nil
	}
	call := e.AsCall()
	args := call.Args()
	switch call.FunctionName() {
	case operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot:
		l := &logic{op: map[string]logicOp{operators.LogicalAnd: allOf, operators.LogicalOr: anyOf, operators.LogicalNot: notOf}[call.FunctionName()]}
		for _, a := range args {
			kid := logicOf(a)
			if kid == nil {
				return nil
			}
			l.kids = append(l.kids, kid)
		}
		return l
	case operators.Equals, operators.NotEquals:
		said := literal(args[1])
		if args[0].Kind() != ast.IdentKind || said == nil {
			return nil
		}
		op := isOneOf
		if call.FunctionName() == operators.NotEquals {
			op = isNoneOf
		}
		return &logic{op: op, id: args[0].ID(), name: args[0].AsIdent(), said: said}
	case operators.In:
		switch {
		case args[1].Kind() == ast.IdentKind && args[0].Kind() == ast.LiteralKind:
			if said := literal(args[0]); said != nil {
				return &logic{op: holdsWord, id: args[1].ID(), name: args[1].AsIdent(), said: said}
			}
		case args[0].Kind() == ast.IdentKind && args[1].Kind() == ast.ListKind:
			l := &logic{op: isOneOf, id: args[0].ID(), name: args[0].AsIdent()}
			for _, x := range args[1].AsList().Elements() {
				said := literal(x)
				if said == nil {
					return nil
				}
				l.said = append(l.said, said...)
			}
			return l
		}
	}
	return nil
}

// of is the outcome over partly known values. Where a value is of another type
// than its variable, ok is false, and CEL is to say what is wrong.
func (l *logic) of(vals values) (out tri, ok bool) {
	switch l.op {
	case notOf:
		out, ok = l.kids[0].of(vals)
		if out != open {
			out = yes - out
		}
		return out, ok
	case allOf, anyOf:
		decides := no
		if l.op == anyOf {
			decides = yes
		}
		out = yes - decides
		for _, k := range l.kids {
			x, ok := k.of(vals)
			if x == decides || !ok {
				return x, ok
			}
			if x == open {
				out = open
			}
		}
		return out, true
	}
	v := vals[l.name].v
	if v == nil {
		_, ok := vals[l.name]
		return open, ok
	}
	told := false
	switch x := v.(type) {
	case bool:
		told, ok = x, l.op == isTrue
	case string:
		told, ok = slices.Contains(l.said, x) == (l.op == isOneOf), l.op == isOneOf || l.op == isNoneOf
	case []string:
		told, ok = l.op == holdsWord && slices.Contains(x, l.said[0]), l.op == holdsWord
	}
	if told {
		return yes, ok
	}
	return no, ok
}

// missing gathers what is open: the variables that would tell.
func (l *logic) missing(vals values, to []*logic) []*logic {
	if l.kids == nil {
		return append(to, l)
	}
	for _, k := range l.kids {
		if x, _ := k.of(vals); x == open {
			to = k.missing(vals, to)
		}
	}
	return to
}

// explain walks what decided, as the explainer does over the states of CEL.
func (l *logic) explain(e *explainer) {
	if l.kids == nil {
		e.name(l.name)
		return
	}
	if l.op == notOf {
		l.kids[0].explain(e)
		return
	}
	whole, _ := l.of(e.vals)
	for _, k := range l.kids {
		x, _ := k.of(e.vals)
		if x == whole || whole == open && l.op == allOf && x == yes {
			k.explain(e)
		}
		if whole != open && x == whole && x == map[logicOp]tri{allOf: no, anyOf: yes}[l.op] {
			return
		}
	}
}

// result is what evaluate gives for a condition that has a logic; false where
// a value is of a wrong type.
func (l *logic) result(vals values) (result, bool) {
	out, ok := l.of(vals)
	if !ok {
		return result{}, false
	}
	r := result{verdict: NotMet, missing: []string{}}
	switch out {
	case yes:
		r.verdict = Met
	case open:
		r.verdict = Undetermined
		gaps := l.missing(vals, nil)
		sort.SliceStable(gaps, func(i, j int) bool { return gaps[i].id < gaps[j].id })
		for _, g := range gaps {
			for _, key := range vals[g.name].missing {
				if !slices.Contains(r.missing, key) {
					r.missing = append(r.missing, key)
				}
			}
		}
	}
	e := explainer{vals: vals}
	l.explain(&e)
	r.because = e.reasons()
	return r, true
}
