//go:build corpus

package extract

import (
	"maps"
	"slices"
	"testing"
)

// TestSameRecordCorpus holds the corpus to the same property, every record
// whole and in every form.
func TestSameRecordCorpus(t *testing.T) {
	sameRecords(t, corpus+"/*/*.txt", wordsOf, slices.Sorted(maps.Keys(turnings))...)
}
