package report

import (
	"slices"
	"strings"
	"testing"

	"zeren/extract"
)

func TestAdvise(t *testing.T) {
	list := []suggestion{
		{Code: extract.Procedure, Words: []string{"no_hearing"}, Problem: "听证", Measure: "甲"},
		{Code: extract.Procedure, Says: []string{"未催告"}, Problem: "催告", Measure: "乙"},
		{Code: extract.Procedure, Problem: "步骤", Measure: "丙"},
		{Code: extract.Nonperformance, Acts: []string{"licence"}, Problem: "许可", Measure: "丁"},
		{Code: extract.Nonperformance, Problem: "履职", Measure: "戊"},
		{Code: extract.NoEvidenceInTime, Papers: []string{"civil"}, Problem: "民事举证", Measure: "己"},
	}
	for _, k := range []struct {
		name  string
		f     extract.Finding
		acts  []string
		paper string
		want  string
	}{
		{"the mark of the finding", extract.Finding{Code: extract.Procedure, Words: []string{"no_hearing"}}, nil, "court", "听证"},
		{"its words", extract.Finding{Code: extract.Procedure, Evidence: []extract.Evidence{{Text: "被告未催告即强制执行"}}}, nil, "court", "催告"},
		{"both steps", extract.Finding{Code: extract.Procedure, Words: []string{"no_hearing"}, Evidence: []extract.Evidence{{Text: "未催告"}}}, nil, "court", "听证 催告"},
		{"no step named", extract.Finding{Code: extract.Procedure}, nil, "court", "步骤"},
		{"the act", extract.Finding{Code: extract.Nonperformance}, []string{"licence"}, "court", "许可"},
		{"another act", extract.Finding{Code: extract.Nonperformance}, []string{"penalty"}, "court", "履职"},
		{"the proceedings", extract.Finding{Code: extract.NoEvidenceInTime}, nil, "civil", "民事举证"},
		{"a fault without a text", extract.Finding{Code: extract.Abuse}, nil, "court", ""},
		{"other proceedings", extract.Finding{Code: extract.NoEvidenceInTime}, nil, "court", ""},
	} {
		var got []string
		for _, a := range advise(list, &k.f, k.acts, k.paper) {
			got = append(got, a.Problem)
		}
		if strings.Join(got, " ") != k.want {
			t.Errorf("%s: got %q, want %q", k.name, got, k.want)
		}
	}
}

// Where a pack has suggestions, every fault of an administrative case has one
// in every kind of proceedings, so that none is answered with nothing.
func TestEveryFaultHasASuggestion(t *testing.T) {
	common := []extract.Code{
		extract.FactsEvidence, extract.WrongLaw, extract.Procedure, extract.UltraVires, extract.Abuse, extract.Improper,
		extract.Nonperformance, extract.NoEvidenceInTime, extract.NoAppearance, extract.NoLegalBasis,
	}
	for _, id := range []string{"jinzhai", "wolong", "xiuyan", "jilin"} {
		list, err := loadSuggestions(packFiles(t, id))
		if err != nil || len(list) == 0 {
			t.Fatalf("%s: %d suggestions, %v", id, len(list), err)
		}
		codes, papers := common, []string{"court", "reconsideration"}
		if id == "xiuyan" {
			codes = append(slices.Clone(common), extract.ContractBreach, extract.Tort)
			papers = []string{"court", "civil"}
		}
		for _, code := range codes {
			for _, paper := range papers {
				if len(advise(list, &extract.Finding{Code: code}, nil, paper)) == 0 {
					t.Errorf("%s: nothing for %s in %s", id, code, paper)
				}
			}
		}
		seen := map[string]bool{}
		for _, s := range list {
			for _, text := range []string{s.Problem, s.Measure} {
				if stop(text) != text || strings.ContainsAny(text, "\n") {
					t.Errorf("%s: %q ends with a mark or breaks", id, text)
				}
			}
			if seen[s.Problem] {
				t.Errorf("%s: %s stands twice", id, s.Problem)
			}
			seen[s.Problem] = true
		}
	}
}
