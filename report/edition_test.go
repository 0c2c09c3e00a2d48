package report

import (
	"slices"
	"strings"
	"testing"

	"zeren/classify"
)

// TestHeadCitesTheVersionInForce: no report rests on an amendment that came after
// the decision, and where only a later wording is at hand the annex says so.
func TestHeadCitesTheVersionInForce(t *testing.T) {
	packs, err := classify.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := classify.LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	p := &packs[slices.IndexFunc(packs, func(p classify.Pack) bool { return p.ID == "jilin" })]
	for _, k := range []struct{ day, head, never, annex string }{
		{"2022-06-19", "（吉林市人民政府令第160号公布，以下简称《办法》）", "令第243号、", "施行的文本（2004年吉林市人民政府令第160号）未收入本规定包"},
		{"2023-06-19", "（吉林市人民政府令第160号公布，令第243号修订，以下简称《办法》）", "令第243号、", "施行的文本（2023年2月1日吉林市人民政府令第243号修订）未收入本规定包"},
		{"2025-06-19", "（吉林市人民政府令第160号公布，令第243号、第244号修订，以下简称《办法》）", "未收入本规定包", ""},
	} {
		_, c := caseOf(p.Example)
		c.Papers[0].DecidedOn = ptr(k.day)
		a := classify.Assess(packs, cal, c, classify.Facts{}).Assessments
		if len(a) != 1 {
			t.Fatalf("%s: %d assessments", k.day, len(a))
		}
		drafts, err := Compose(p, c, classify.Facts{}, a[0], Settings{})
		if err != nil || len(drafts) == 0 {
			t.Fatalf("%s: %d drafts, %v", k.day, len(drafts), err)
		}
		for i := range drafts {
			all := text(&drafts[i])
			if !strings.Contains(all, k.head) || !strings.Contains(all, k.annex) || strings.Contains(all, k.never) {
				t.Errorf("%s %s:\n%s", k.day, drafts[i].ID, all)
			}
		}
	}
}
