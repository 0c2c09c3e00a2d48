package classify

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNoJurisdictionInCode holds the promise that a jurisdiction is data: its
// id, place and regulation appear in no Go file of this package but tests and
// comments that explain.
func TestNoJurisdictionInCode(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range packs {
		names = append(names, p.ID, p.Title, p.Number)
		for _, x := range p.place.places {
			if x.level != "town" {
				names = append(names, x.name, strings.TrimRight(x.name, "市县区"))
			}
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	read := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		read++
		for i, line := range strings.Split(string(data), "\n") {
			code, _, _ := strings.Cut(line, "//")
			for _, n := range names {
				if n != "" && strings.Contains(code, n) {
					t.Errorf("%s:%d names %s", name, i+1, n)
				}
			}
		}
	}
	if read == 0 {
		t.Fatal("no code was read")
	}
}
