package report

import (
	"strings"
	"testing"

	"zeren/classify"
	"zeren/extract"
)

// TestWordedFinding: what was found by how a sentence is worded is told as
// something to confirm, wherever it is drafted; who confirmed it is named; what
// a person denied is no fault any more; and what the paper names is not asked.
func TestWordedFinding(t *testing.T) {
	const (
		ask       = "是程序按整句措辞推定的，须由承办人员对照文书原文确认"
		heading   = "违反法定程序（按措辞推定，待确认）"
		confirmed = "归入该项已经人员对照文书原文确认（王某，2023年9月1日提供）。"
		denied    = "对照文书原文，审理机关没有认定该机关存在“违反法定程序”的问题（王某，2023年9月1日提供）。"
		advice    = "催告"
	)
	said := func(stands bool) []classify.Review {
		answer := map[bool]string{true: "是", false: "否"}[stands]
		return []classify.Review{{Code: extract.Procedure, Stands: stands, By: "（王某，2023-09-01提供）", Because: classify.Because{Text: "对照文书原文，审理机关是否认定该机关存在“违反法定程序”的问题：" + answer + "（王某，2023-09-01提供）", Fact: "findings.procedure"}}}
	}
	for _, x := range []struct {
		name    string
		wording bool
		reviews []classify.Review
		holds   []string
		lacks   []string
	}{
		{"named", false, nil, []string{"违反法定程序", advice}, []string{ask, heading, confirmed, denied}},
		{"not reviewed", true, nil, []string{ask, heading, "没有写明“违反法定程序”一类的法定用语", "程序按整句措辞推定翠山县人民法院以此作为依据，尚未经人员对照原文确认", "3 ┃ " + heading}, []string{confirmed, denied}},
		{"confirmed", true, said(true), []string{confirmed, advice}, []string{ask, heading, denied}},
		{"denied", true, said(false), []string{"经人员核对不成立，不列为过错：" + denied, "其强制拆除行为违反法定程序。（判决书第1页第9行）"}, []string{ask, heading, confirmed, "3 ┃ 违反法定程序"}},
	} {
		k := disputes()[0]
		if x.wording {
			k.c.Papers[0].Errors = append([]extract.Finding{}, k.c.Papers[0].Errors...)
			k.c.Papers[0].Errors[0].Wording = &extract.Wording{Score: 0.4}
		}
		k.a.Reviews = x.reviews
		drafts, err := compose(packLibrary(t, k), k.law, k.c, classify.Facts{}, k.a, Settings{})
		if err != nil {
			t.Fatal(err)
		}
		s := text(&drafts[0])
		for _, want := range x.holds {
			if !strings.Contains(s, want) {
				t.Errorf("%s: no %s\n%s", x.name, want, s)
			}
		}
		for _, no := range x.lacks {
			if strings.Contains(s, no) {
				t.Errorf("%s: %s\n%s", x.name, no, s)
			}
		}
	}
}

// TestWordedListed: in lists and statistics a fault that nobody has confirmed
// is marked, and a denied one is none.
func TestWordedListed(t *testing.T) {
	const agency = "翠山县青石镇人民政府"
	finding := extract.Finding{Code: extract.Procedure, Ground: true, Agencies: []string{agency}, Evidence: []extract.Evidence{{Text: "不听其言"}}, Wording: &extract.Wording{Score: 0.4}}
	for _, x := range []struct {
		reviews []classify.Review
		want    string
	}{
		{nil, "违反法定程序（按措辞推定，待确认）"},
		{[]classify.Review{{Code: extract.Procedure, Stands: true}}, "违反法定程序"},
		{[]classify.Review{{Code: extract.Procedure}}, ""},
	} {
		l := &Listed{Record: extract.Record{Errors: []extract.Finding{finding}}, Outcome: classify.Outcome{Assessments: []classify.Assessment{{Agency: agency, Reviews: x.reviews}}}}
		if got := strings.Join(l.faultsOf(agency), "；"); got != x.want {
			t.Errorf("%v: %q, want %q", x.reviews, got, x.want)
		}
		words := strings.Join(l.wordsOf(agency), "；")
		if strings.Contains(words, "不听其言") == (x.want == "") || strings.Contains(words, toConfirm) != strings.Contains(x.want, toConfirm) {
			t.Errorf("%v: %q", x.reviews, words)
		}
		c := &counted{Listed: l, agencies: []extract.Result{{Agency: agency, Result: extract.Lost}}}
		want := x.want
		if want == "" {
			want = unknownField
		}
		if got := strings.Join(c.grounds(), "；"); got != want {
			t.Errorf("%v: counted as %q, want %q", x.reviews, got, want)
		}
	}
}
