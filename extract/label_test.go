package extract

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"
)

// TestEveryCodeHasALabel reads the constants of record.go, so that a new code
// without a Chinese term cannot pass unseen.
func TestEveryCodeHasALabel(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "record.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	label := map[string]func(string) string{
		"DocumentType": func(s string) string { return DocumentType(s).Label() },
		"Instance":     func(s string) string { return Instance(s).Label() },
		"Outcome":      func(s string) string { return Outcome(s).Label() },
		"Verdict":      func(s string) string { return Verdict(s).Label() },
		"Code":         func(s string) string { return Code(s).Label() },
		"PartyKind":    func(s string) string { return PartyKind(s).Label() },
		"StepKind":     func(s string) string { return StepKind(s).Label() },
		"AmountKind":   func(s string) string { return AmountKind(s).Label() },
	}
	seen := map[string]int{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		of, ok := spec.Type.(*ast.Ident)
		if !ok || label[of.Name] == nil {
			return true
		}
		for _, v := range spec.Values {
			code, err := strconv.Unquote(v.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			seen[of.Name]++
			if label[of.Name](code) == "" {
				t.Errorf("%s %q has no label", of.Name, code)
			}
		}
		return true
	})
	for name := range label {
		if seen[name] == 0 {
			t.Errorf("no constant of %s was found", name)
		}
	}
}
