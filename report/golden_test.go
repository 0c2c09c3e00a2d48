//go:build !nogpl

package report

import (
	"path/filepath"
	"testing"
)

// TestLayoutGolden holds the layouts of the sample papers to what a person has
// reviewed as text. The goldens name the embedded faces, the GPL one included.
func TestLayoutGolden(t *testing.T) {
	r := renderer(t)
	for name, draft := range samples {
		golden(t, filepath.Join("layout", name), r.Layout(draft()).String())
	}
}
