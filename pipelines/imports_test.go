package pipelines

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"
)

// rooms is the chain: a room imports only what stands before it.
var rooms = []string{"ingest", "extract", "classify", "report", "pipelines", "cmd"}

func TestImports(t *testing.T) {
	level := map[string]int{}
	for i, r := range rooms {
		level[r] = i
	}
	seen := map[string]int{}
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if p != "." && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(p) != ".go" {
			return nil
		}
		room, _, _ := strings.Cut(p, "/")
		here, inChain := level[room]
		data, err := fs.ReadFile(root, p)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, data, parser.ImportsOnly)
		if err != nil {
			return err
		}
		seen[room]++
		for _, im := range f.Imports {
			imported, err := strconv.Unquote(im.Path.Value)
			if err != nil {
				return err
			}
			if strings.HasPrefix(imported, "github.com/nats-io/") && !strings.HasPrefix(p, "pipelines/") {
				t.Errorf("%s imports %s: NATS stays in pipelines", p, imported)
			}
			rest, ours := strings.CutPrefix(imported, "zeren/")
			if !ours || !inChain {
				continue
			}
			other, _, _ := strings.Cut(rest, "/")
			if there, ok := level[other]; ok && there > here {
				t.Errorf("%s imports %s: against the chain", p, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rooms[:5] {
		if seen[r] == 0 {
			t.Errorf("no Go file seen in %s: the test looks at the wrong place", r)
		}
	}
}
