//go:build corpus

package extract

import "testing"

// TestSameRecordCorpus holds the corpus to the same property. Where a text has
// no lines at all, what the paper tells at length without deciding it (the
// facts found, what was asked for, the days told) can end or be parted elsewhere: known of
// three papers, and left out here for those two forms alone.
func TestSameRecordCorpus(t *testing.T) {
	var lined []string
	for turn := range turnings {
		if turn != "one line" && turn != "web page" {
			lined = append(lined, turn)
		}
	}
	sameRecords(t, corpus+"/*/*.txt", wordsOf, lined...)
	sameRecords(t, corpus+"/*/*.txt", func(records []Record) string {
		var told []Record
		for _, r := range records {
			r.Facts, r.Claims, r.Steps = nil, nil, nil
			told = append(told, r)
		}
		return wordsOf(told)
	}, "one line", "web page")
}
