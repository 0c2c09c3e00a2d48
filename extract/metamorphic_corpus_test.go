//go:build corpus

package extract

import "testing"

// TestSameRecordCorpus holds the corpus to the same property.
func TestSameRecordCorpus(t *testing.T) {
	var turns []string
	for turn := range turnings {
		turns = append(turns, turn)
	}
	sameRecords(t, corpus+"/*/*.txt", turns...)
}
