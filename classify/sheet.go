package classify

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// ParseFacts reads a facts sheet strictly. An unknown key, a value of the wrong
// type and an impossible fact are refused with line and column; the error is
// Problems. packs declare further facts of their own; without them only the
// common schema is known. It is about one case; see ParseSheets.
func ParseFacts(name string, data []byte, packs ...Pack) (Facts, error) {
	all, err := ParseSheets(name, data, packs...)
	if err != nil {
		return Facts{}, err
	}
	if len(all) > 1 {
		return Facts{}, Problems{{name, all[1].Line, 1, "此处只能是一份事实核实表，“---”之后又有一份"}}
	}
	return all[0], nil
}

// ParseSheets reads the facts sheets of a file that holds several papers: one
// YAML document for each, parted by lines of ---. Of several each names its
// case, and no case is named twice. A document that says nothing is left out.
func ParseSheets(name string, data []byte, packs ...Pack) ([]Facts, error) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, Problems{YAMLProblem(name, err)}
	}
	r := &sheetReader{name: name, packs: packs}
	var all []Facts
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.NullType || doc.Body.Type() == ast.CommentType {
			continue
		}
		f := r.sheet(doc.Body)
		f.Digest = hexDigest(data)
		all = append(all, f)
	}
	if len(all) == 0 {
		return nil, Problems{{File: name, Line: 1, Column: 1, Text: "事实核实表是空的"}}
	}
	for i, f := range all {
		switch {
		case len(all) > 1 && f.Case == "":
			r.bad = append(r.bad, Problem{name, f.Line, 1, "有几份事实核实表时，每份都应写明案件 case"})
		case slices.ContainsFunc(all[:i], func(g Facts) bool { return g.Case == f.Case || sameNumber(g.Case, f.Case) }):
			r.bad = append(r.bad, Problem{name, f.Line, 1, "案件“" + f.Case + "”有两份事实核实表"})
		}
	}
	if err := r.bad.or(); err != nil {
		return nil, err
	}
	return all, nil
}

// factsOf reads the sheet of a pack's own case, which stands in the file of its
// cases.
func factsOf(name string, body ast.Node, p Pack) (Facts, error) {
	r := &sheetReader{name: name, packs: []Pack{p}}
	f := r.sheet(body)
	return f, r.bad.or()
}

// sheet reads one sheet.
func (r *sheetReader) sheet(body ast.Node) Facts {
	f := Facts{Values: map[string]Fact{}}
	f.Line, _ = start(body)
	before := len(r.bad)
	for _, kv := range r.mapping(body) {
		key := keyOf(kv)
		spec, ok := r.spec(key)
		switch {
		case key == "case":
			f.Case = r.text(kv.Value)
		case key == "agencies":
			for _, n := range r.list(kv.Value) {
				f.Agencies = append(f.Agencies, r.agency(n))
			}
		case ok && spec.place == inCase:
			r.put(f.Values, spec, kv)
		default:
			r.unknown(kv.Key, key)
		}
	}
	if len(r.bad) == before {
		r.possible(&f)
	}
	return f
}

type sheetReader struct {
	name  string
	packs []Pack
	bad   Problems
}

var commonSpecs = sync.OnceValue(func() map[string]FactSpec {
	out := map[string]FactSpec{}
	for _, s := range factSpecs {
		out[s.Key] = s
	}
	return out
})

// spec finds what may be told under a key: of the packs that declare it the
// last one's.
func (r *sheetReader) spec(key string) (FactSpec, bool) {
	for _, p := range slices.Backward(r.packs) {
		if slices.ContainsFunc(p.Facts, func(own FactSpec) bool { return own.Key == key }) {
			return p.specs[key], true
		}
	}
	s, ok := commonSpecs()[key]
	return s, ok
}

func (r *sheetReader) at(n ast.Node, format string, args ...any) {
	line, column := start(n)
	r.bad = append(r.bad, Problem{r.name, line, column, fmt.Sprintf(format, args...)})
}

func (r *sheetReader) unknown(n ast.Node, key string) {
	r.at(n, "没有名为“%s”的事实", key)
}

func keyOf(kv *ast.MappingValueNode) string { return strings.TrimSpace(kv.Key.GetToken().Value) }

// mapping gives the pairs of a node; nothing for an empty one.
func (r *sheetReader) mapping(n ast.Node) []*ast.MappingValueNode {
	var pairs []*ast.MappingValueNode
	switch x := n.(type) {
	case *ast.MappingNode:
		pairs = x.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{x}
	case *ast.NullNode, nil:
	default:
		r.at(n, "此处应为映射（键: 值）")
	}
	seen := map[string]bool{}
	for _, kv := range pairs {
		if k := keyOf(kv); seen[k] {
			r.at(kv.Key, "“%s”写了两次", k)
		} else {
			seen[k] = true
		}
	}
	return pairs
}

func (r *sheetReader) list(n ast.Node) []ast.Node {
	switch x := n.(type) {
	case *ast.SequenceNode:
		return x.Values
	case *ast.NullNode, nil:
		return nil
	}
	r.at(n, "此处应为列表（- 开头）")
	return nil
}

// text is a scalar as typed; "" where nothing stands.
func (r *sheetReader) text(n ast.Node) string {
	switch x := n.(type) {
	case nil, *ast.NullNode:
		return ""
	case *ast.StringNode:
		return strings.TrimSpace(x.Value)
	case *ast.LiteralNode:
		return strings.TrimSpace(x.Value.Value)
	case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode:
		r.at(n, "此处应为单个值")
		return ""
	}
	return strings.TrimSpace(n.GetToken().Value)
}

// put reads one fact: a plain value, or {value, by, on, source}.
func (r *sheetReader) put(into map[string]Fact, spec FactSpec, kv *ast.MappingValueNode) {
	f := Fact{Type: spec.Type}
	f.Line, f.Column = start(kv.Key)
	value := kv.Value
	if _, ok := value.(*ast.NullNode); ok || value == nil {
		return
	}
	switch value.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		pairs := r.mapping(value)
		value = nil
		for _, p := range pairs {
			switch k := keyOf(p); k {
			case "value":
				value = p.Value
			case "by":
				f.By = r.text(p.Value)
			case "on":
				f.On = r.day(p.Value)
			case "source":
				f.Source = r.text(p.Value)
			default:
				r.at(p.Key, "“%s”下没有名为“%s”的项（value、by、on、source）", spec.Key, k)
			}
		}
		if value == nil {
			return
		}
	}
	if spec.Type == List {
		for _, n := range r.list(value) {
			f.List = append(f.List, r.text(n))
		}
		if f.List == nil {
			f.List = []string{}
		}
		into[spec.Key] = f
		return
	}
	s := r.text(value)
	if s == "" {
		return
	}
	switch spec.Type {
	case Bool:
		b, ok := yesNo(s)
		if !ok {
			r.at(value, "“%s”应为 yes 或 no，不能是“%s”", spec.Key, s)
		}
		f.Bool = b
	case Date:
		f.Text = r.day(value)
	case Number:
		x, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
		if err != nil || x < 0 {
			r.at(value, "“%s”应为不小于零的数，不能是“%s”", spec.Key, s)
		}
		f.Number = x
	case Enum:
		if !slices.Contains(spec.Words, s) {
			r.at(value, "“%s”只能是 %s，不能是“%s”", spec.Key, strings.Join(spec.Words, "、"), s)
		}
		f.Text = s
	default:
		f.Text = s
	}
	into[spec.Key] = f
}

func yesNo(s string) (value, ok bool) {
	switch strings.ToLower(s) {
	case "yes", "true", "是":
		return true, true
	case "no", "false", "否":
		return false, true
	}
	return false, false
}

func (r *sheetReader) day(n ast.Node) string {
	s := r.text(n)
	if _, err := parseDay(s); s != "" && err != nil {
		r.at(n, "日期“%s”不对，应如 2021-09-20", s)
	}
	return s
}

func (r *sheetReader) flag(n ast.Node, key string) *bool {
	s := r.text(n)
	if s == "" {
		return nil
	}
	b, ok := yesNo(s)
	if !ok {
		r.at(n, "“%s”应为 yes 或 no，不能是“%s”", key, s)
	}
	return &b
}

func (r *sheetReader) agency(n ast.Node) AgencyFacts {
	a := AgencyFacts{Values: map[string]Fact{}}
	a.Line, a.Column = start(n)
	for _, kv := range r.mapping(n) {
		key := keyOf(kv)
		spec, ok := r.spec(key)
		switch {
		case key == "name":
			a.Name = r.text(kv.Value)
		case key == "persons":
			for _, x := range r.list(kv.Value) {
				a.Persons = append(a.Persons, r.person(x))
			}
		case key == "circumstances":
			for _, x := range r.list(kv.Value) {
				a.Circumstances = append(a.Circumstances, r.circumstance(x))
			}
		case key == "findings":
			r.nested(a.Values, kv.Value, "findings.", inFindings)
		case key == "handling":
			r.handling(a.Values, kv.Value)
		case ok && spec.place == inAgency:
			r.put(a.Values, spec, kv)
		default:
			r.unknown(kv.Key, key)
		}
	}
	if a.Name == "" {
		r.at(n, "没有写明机关名称 name")
	}
	return a
}

func (r *sheetReader) handling(into map[string]Fact, n ast.Node) {
	for _, kv := range r.mapping(n) {
		key := keyOf(kv)
		if key == "collective" {
			r.nested(into, kv.Value, "handling.collective.", inCollective)
			continue
		}
		if spec, ok := r.spec("handling." + key); ok && spec.place == inHandling {
			r.put(into, spec, kv)
		} else {
			r.unknown(kv.Key, "handling."+key)
		}
	}
}

// nested reads the facts of a place whose keys all begin with a prefix.
func (r *sheetReader) nested(into map[string]Fact, n ast.Node, prefix string, place factPlace) {
	for _, kv := range r.mapping(n) {
		key := prefix + keyOf(kv)
		if spec, ok := r.spec(key); ok && spec.place == place {
			r.put(into, spec, kv)
		} else {
			r.unknown(kv.Key, key)
		}
	}
}

func (r *sheetReader) person(n ast.Node) Officer {
	p := Officer{}
	p.Line, p.Column = start(n)
	for _, kv := range r.mapping(n) {
		switch key := keyOf(kv); key {
		case "name":
			p.Name = r.text(kv.Value)
		case "roles":
			for _, x := range r.list(kv.Value) {
				role := Role(r.text(x))
				if role.Name() == string(role) {
					r.at(x, "没有“%s”这一身份", role)
				}
				p.Roles = append(p.Roles, role)
			}
		case "managed_by":
			p.ManagedBy = r.text(kv.Value)
			if p.ManagedBy != "" && p.ManagedBy != "county" && p.ManagedBy != "city" {
				r.at(kv.Value, "“managed_by”只能是 county 或 city，不能是“%s”", p.ManagedBy)
			}
		case "at_the_time":
			p.AtTheTime = r.flag(kv.Value, key)
		case "plainly_erred":
			p.PlainlyErred = r.flag(kv.Value, key)
		case "by":
			p.By = r.text(kv.Value)
		case "on":
			p.On = r.day(kv.Value)
		case "source":
			p.Source = r.text(kv.Value)
		default:
			r.unknown(kv.Key, "persons."+key)
		}
	}
	if p.Name == "" {
		r.at(n, "没有写明人员姓名 name")
	}
	if len(p.Roles) == 0 {
		r.at(n, "没有写明“%s”的身份 roles", p.Name)
	}
	return p
}

func (r *sheetReader) circumstance(n ast.Node) Circumstance {
	c := Circumstance{}
	c.Line, c.Column = start(n)
	for _, kv := range r.mapping(n) {
		switch key := keyOf(kv); key {
		case "clause":
			c.Clause = wideBrackets.Replace(r.text(kv.Value))
		case "person":
			c.Person = r.text(kv.Value)
		case "claimed":
			if b := r.flag(kv.Value, key); b != nil {
				c.Claimed = *b
			}
		case "evidence":
			c.Evidence = r.text(kv.Value)
		case "by":
			c.By = r.text(kv.Value)
		case "source":
			c.Source = r.text(kv.Value)
		case "on":
			c.On = r.day(kv.Value)
		default:
			r.unknown(kv.Key, "circumstances."+key)
		}
	}
	if c.Clause == "" {
		r.at(n, "没有写明条款 clause")
	}
	return c
}
