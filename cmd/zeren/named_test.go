package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// called is a call of the program as a text names it: the command, the word
// after it, and what follows as far as options can stand there.
var called = regexp.MustCompile(`zeren ((?:[a-z]+)(?: [a-z|\\]+)?)((?:[^\n\x60。；，）]|\\\|)*)`)

var option = regexp.MustCompile(`--([a-z][a-z-]*)`)

// named asks of every call in a text whether there is such a command with such
// options, and gives how many calls there are.
func named(t *testing.T, p *program, where, text string) (calls int) {
	t.Helper()
	for _, m := range called.FindAllStringSubmatch(text, -1) {
		calls++
		words := strings.Fields(m[1])
		c := below(p.root, words[0])
		if c == nil {
			t.Errorf("%s: no command in %q", where, m[0])
			continue
		}
		if len(words) > 1 && c.HasSubCommands() {
			for sub := range strings.SplitSeq(strings.ReplaceAll(words[1], `\`, ""), "|") {
				x := below(c, sub)
				if x == nil {
					t.Errorf("%s: no command %q in %q", where, sub, m[0])
					continue
				}
				options(t, where, x, m[0])
			}
			continue
		}
		if !c.HasSubCommands() {
			options(t, where, c, m[0])
		}
	}
	return calls
}

func below(c *cobra.Command, name string) *cobra.Command {
	for _, sub := range c.Commands() {
		if sub.Name() == name {
			return sub
		}
	}
	return nil
}

func options(t *testing.T, where string, c *cobra.Command, text string) {
	t.Helper()
	c.InitDefaultHelpFlag()
	for _, o := range option.FindAllStringSubmatch(text, -1) {
		if c.Flags().Lookup(o[1]) == nil && c.InheritedFlags().Lookup(o[1]) == nil {
			t.Errorf("%s: %s has no --%s, named in %q", where, c.CommandPath(), o[1], text)
		}
	}
}

// TestTextsNameCommandsThatAre: what README, the sample of the settings
// and the program's own texts tell a user to run can be run.
func TestTextsNameCommandsThatAre(t *testing.T) {
	p := newProgram(strings.NewReader(""), io.Discard, io.Discard)
	for name, least := range map[string]int{"../../README.md": 40, deploy + "/zeren.yaml": 2} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if n := named(t, p, name, string(data)); n < least {
			t.Errorf("%s names %d commands", name, n)
		}
	}
	calls := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					calls += named(t, p, path, text)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || calls < 60 {
		t.Errorf("%d calls in the program's texts, %v", calls, err)
	}
}
