package classify

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

// TestNoJurisdictionInCode holds the promise that a jurisdiction is data: its
// id, its places and its regulation's name appear in no Go code of the program.
// Comments that explain, tests, and the examples of a command's help are none.
func TestNoJurisdictionInCode(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range packs {
		names = append(names, `"`+p.ID+`"`, p.Title, p.Number, p.Issuer)
		for _, x := range p.place.places {
			names = append(names, x.name)
			if x.level != "town" {
				names = append(names, strings.TrimRight(x.name, "市县区"))
			}
		}
	}
	read := map[string]int{}
	err = fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != "." {
			if err == nil {
				err = fs.SkipDir
			}
			return err
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		data, err := os.ReadFile("../" + name)
		if err != nil {
			return err
		}
		room, _, _ := strings.Cut(name, "/")
		read[room]++
		for i, line := range strings.Split(string(data), "\n") {
			code, _, _ := strings.Cut(line, "//")
			if strings.Contains(code, "Example:") || room == "cmd" && strings.Contains(code, "例如") {
				continue
			}
			for _, n := range names {
				if len(n) > 2 && strings.Contains(code, n) {
					t.Errorf("%s:%d names %s", name, i+1, n)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range []string{"ingest", "extract", "classify", "report", "pipelines", "cmd"} {
		if read[room] < 5 {
			t.Errorf("%d files of %s were read", read[room], room)
		}
	}
}
