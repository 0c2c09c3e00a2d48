package classify

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
	"sync"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"
)

// baseEnvironment is made once: declaring the common names takes longer than
// all else of loading.
var baseEnvironment = sync.OnceValues(func() (*cel.Env, error) {
	var opts []cel.EnvOption
	for _, v := range variables() {
		opts = append(opts, cel.Variable(v.Name, v.Type.cel()))
	}
	opts = append(opts, cel.Function("months_after", cel.Overload("months_after_string_int",
		[]*cel.Type{cel.StringType, cel.IntType}, cel.StringType, cel.BinaryBinding(monthsAfter))))
	env, err := cel.NewEnv(opts...)
	if err != nil {
		return nil, fmt.Errorf("declare variables: %w", err)
	}
	return env, nil
})

// monthsAfter is the day some months behind a date, for periods that a
// condition itself reckons: the same day number, or the month's last day.
func monthsAfter(date, months ref.Val) ref.Val {
	day, err := parseDay(string(date.(types.String)))
	if err != nil {
		return types.NewErr("no date: %v", date)
	}
	return types.String(addMonths(day, int(months.(types.Int))).Format(time.DateOnly))
}

// compile checks a condition and makes it ready. The error is a Chinese
// sentence; column is 1-based in the condition, 0 where none is known.
func compile(env *cel.Env, source string, kinds map[string]Type, words map[string][]string) (*program, int, error) {
	checked, iss := env.Compile(source)
	if iss != nil && iss.Err() != nil {
		e := iss.Errors()[0]
		return nil, e.Location.Column() + 1, fmt.Errorf("条件写法有误：%s", conditionWords(e.Message))
	}
	if !checked.OutputType().IsExactType(cel.BoolType) {
		return nil, 1, fmt.Errorf("条件的结果应为是否，实为 %s", checked.OutputType())
	}
	run, err := env.Program(checked, cel.EvalOptions(cel.OptTrackState, cel.OptPartialEval))
	if err != nil {
		return nil, 1, fmt.Errorf("条件无法运行：%v", err)
	}
	p := &program{source: source, run: run, ast: checked, logic: logicOf(checked.NativeRep().Expr())}
	root := ast.NavigateAST(checked.NativeRep())
	seen := map[string]bool{}
	for _, e := range ast.MatchDescendants(root, func(ast.NavigableExpr) bool { return true }) {
		switch e.Kind() {
		case ast.IdentKind:
			if !seen[e.AsIdent()] {
				seen[e.AsIdent()] = true
				p.vars = append(p.vars, e.AsIdent())
			}
		case ast.CallKind:
			if err := datesCompared(e, kinds); err != nil {
				return nil, 1, err
			}
			if err := wordsCompared(e, words); err != nil {
				return nil, 1, err
			}
		}
	}
	sort.Strings(p.vars)
	return p, 0, nil
}

// datesCompared refuses a date compared with words that are no date.
func datesCompared(e ast.NavigableExpr, kinds map[string]Type) error {
	isDate, text := false, ""
	for _, a := range e.AsCall().Args() {
		switch a.Kind() {
		case ast.IdentKind:
			isDate = isDate || kinds[a.AsIdent()] == Date
		case ast.LiteralKind:
			if s, ok := a.AsLiteral().(types.String); ok {
				text = string(s)
			}
		}
	}
	if isDate && text != "" {
		if _, err := parseDay(text); err != nil {
			return fmt.Errorf("条件中的日期“%s”不对，应如 2017-10-13", text)
		}
	}
	return nil
}

var (
	undeclared = regexp.MustCompile(`undeclared reference to '([^']*)'`)
	overload   = regexp.MustCompile(`found no matching overload for '([^']*)' applied to '([^']*)'`)
)

// conditionWords puts what CEL says about a condition into Chinese.
func conditionWords(s string) string {
	if m := undeclared.FindStringSubmatch(s); m != nil {
		return "没有名为“" + m[1] + "”的事实或变量"
	}
	if m := overload.FindStringSubmatch(s); m != nil {
		return "运算“" + strings.Trim(m[1], "_") + "”不能用于类型 " + m[2]
	}
	return "此处不合 CEL 的写法"
}

// value is what a variable holds in one assessment, with the reasons for it.
type value struct {
	v       any       // nil: unknown
	because []Because // words of the paper or a fact, where v says something
	missing []string  // fact keys that would tell, where v is nil
	// general reasons (who decided, that the agency lost) are given only
	// where a condition has no other.
	general bool
}

// facts of one assessment under their variable names.
type values map[string]value

// result of one condition.
type result struct {
	verdict Verdict
	because []Because
	missing []string
}

// evaluate runs a condition over partly known values. What is unknown enters
// as an unknown attribute, never as null or false, so that the outcome is met,
// not met, or undetermined with the keys that are missing.
func (p *program) evaluate(vals values) (result, error) {
	if p.logic != nil {
		if r, ok := p.logic.result(vals); ok {
			return r, nil
		}
	}
	return p.ask(vals)
}

// ask lets CEL evaluate the condition.
func (p *program) ask(vals values) (result, error) {
	vars := make(map[string]any, len(p.vars))
	var unknown []*cel.AttributePatternType
	for _, name := range p.vars {
		x, ok := vals[name]
		switch {
		case !ok:
			// a variable bound inside the condition (a macro's), not ours
		case x.v == nil:
			unknown = append(unknown, cel.AttributePattern(name))
		default:
			vars[name] = x.v
		}
	}
	activation, err := cel.PartialVars(vars, unknown...)
	if err != nil {
		return result{}, fmt.Errorf("bind values: %w", err)
	}
	out, details, err := p.run.Eval(activation)
	if err != nil {
		return result{}, fmt.Errorf("evaluate %q: %w", p.source, err)
	}
	r := result{missing: []string{}}
	switch x := out.(type) {
	case *types.Unknown:
		r.verdict = Undetermined
		for _, id := range x.IDs() {
			trails, _ := x.GetAttributeTrails(id)
			for _, t := range trails {
				r.missing = append(r.missing, vals[t.Variable()].missing...)
			}
		}
		r.missing = unique(r.missing)
	case types.Bool:
		r.verdict = NotMet
		if x == types.True {
			r.verdict = Met
		}
	default:
		return result{}, fmt.Errorf("evaluate %q: result is %v", p.source, out.Type())
	}
	e := explainer{state: details.State(), vals: vals}
	e.walk(p.ast.NativeRep().Expr())
	r.because = e.reasons()
	return r, nil
}

// explainer gathers the reasons of the variables that decided: of an or, the
// side that is true; of a failed and, the side that is false; of what is open,
// what holds so far.
type explainer struct {
	state   interpreter.EvalState
	vals    values
	because []Because
	general []Because // what only counts where nothing else was said
}

// reasons are what was gathered: general ones only where there is no other.
func (e *explainer) reasons() []Because {
	if len(e.because) == 0 {
		return e.general
	}
	return e.because
}

// name takes the reasons of one variable.
func (e *explainer) name(name string) {
	v := e.vals[name]
	into := &e.because
	if v.general {
		into = &e.general
	}
	for _, b := range v.because {
		add(into, b)
	}
}

func (e *explainer) walk(x ast.Expr) {
	switch x.Kind() {
	case ast.IdentKind:
		e.name(x.AsIdent())
	case ast.CallKind:
		call := x.AsCall()
		switch call.FunctionName() {
		case operators.LogicalOr, operators.LogicalAnd:
			whole, _ := e.state.Value(x.ID())
			for _, a := range call.Args() {
				v, ok := e.state.Value(a.ID())
				if !ok {
					continue
				}
				open := types.IsUnknown(whole) && (types.IsUnknown(v) || call.FunctionName() == operators.LogicalAnd && v == types.True)
				if open || same(v, whole) {
					e.walk(a)
				}
			}
			return
		case operators.Conditional:
			args := call.Args()
			e.walk(args[0])
			if v, ok := e.state.Value(args[0].ID()); ok && v == types.True {
				e.walk(args[1])
			} else {
				e.walk(args[2])
			}
			return
		}
		if call.IsMemberFunction() {
			e.walk(call.Target())
		}
		for _, a := range call.Args() {
			e.walk(a)
		}
	case ast.ListKind:
		for _, a := range x.AsList().Elements() {
			e.walk(a)
		}
	case ast.ComprehensionKind:
		e.walk(x.AsComprehension().IterRange())
	}
}

// same compares two truth values; what is unknown equals nothing.
func same(a, b ref.Val) bool {
	x, ok := a.(types.Bool)
	y, ok2 := b.(types.Bool)
	return ok && ok2 && x == y
}

// add appends a reason that is not there yet.
func add(to *[]Because, b Because) {
	for _, x := range *to {
		if x.Text == b.Text && x.Fact == b.Fact && (x.Span == b.Span || x.Span != nil && b.Span != nil && *x.Span == *b.Span) {
			return
		}
	}
	*to = append(*to, b)
}

// unique drops repeats, keeping the order.
func unique[S ~[]T, T comparable](s S) S {
	out := S{}
	seen := map[T]bool{}
	for _, x := range s {
		if !seen[x] {
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}
