//go:build !nogpl

package report

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden layouts anew")

// TestLayoutGolden holds the layouts of the sample papers to what a person has
// reviewed as text.
func TestLayoutGolden(t *testing.T) {
	r := renderer(t)
	for name, draft := range samples {
		got := r.Layout(draft()).String()
		file := filepath.Join("testdata", name+".golden")
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: the layout changed: %s", name, firstDifference(string(want), got))
		}
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\n was %s\n is  %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines, was %d", len(g), len(w))
}
