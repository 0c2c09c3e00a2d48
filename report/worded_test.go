package report

import (
	"strings"
	"testing"

	"zeren/classify"
	"zeren/extract"
)

// TestWordedFinding: what was found by how a sentence is worded is told as
// something to confirm, wherever it is drafted, and what was named is not.
func TestWordedFinding(t *testing.T) {
	k := disputes()[0]
	const ask = "是程序按整句措辞推定的，须由承办人员对照文书原文确认"
	drafted := func() string {
		drafts, err := compose(packLibrary(t, k), k.law, k.c, classify.Facts{}, k.a, Settings{})
		if err != nil {
			t.Fatal(err)
		}
		return text(&drafts[0])
	}
	if s := drafted(); strings.Contains(s, ask) || strings.Contains(s, "如经确认") {
		t.Error("a named finding is to be confirmed")
	}
	errors := k.c.Papers[0].Errors
	k.c.Papers[0].Errors = append([]extract.Finding{}, errors...)
	k.c.Papers[0].Errors[0].Wording = &extract.Wording{Score: 0.4}
	s := drafted()
	if strings.Count(s, ask) != 1 || !strings.Contains(s, "没有写明“违反法定程序”一类的法定用语") || strings.Count(s, "如经确认，上述认定") != 1 {
		t.Errorf("the worded finding is not told as one:\n%s", s)
	}
}
