package classify

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zeren/extract"
)

// Whatever is named beside a paper, and in whatever order, the case stands on
// that paper or on a later one of its dispute, and a stranger stays out.
func TestJoin(t *testing.T) {
	all := dispute()
	stranger := extract.Record{
		Source: extract.Source{SHA256: "08"}, DocumentType: extract.AdministrativeJudgment, CaseNumber: to("（2023）皖1524行初19号"), DecidedOn: to("2023-06-18"), Instance: to(extract.First),
		Parties: []extract.Party{{Role: "被告", Name: "金寨县公安局", Kind: extract.Agency}},
	}
	sameAgency := stranger
	sameAgency.Source.SHA256, sameAgency.Parties = "09", all[0].Parties
	early := sameAgency
	early.Source.SHA256, early.CaseNumber, early.DecidedOn = "10", to("（2018）浙0302行初19号"), to("2018-06-18")
	copyOf := all[2]
	copyOf.Source.SHA256 = "11"
	for _, x := range []struct {
		name    string
		paper   extract.Record
		others  []extract.Record
		stands  string
		papers  int
		warning string
	}{
		{"nothing beside it", all[1], nil, "02", 1, ""},
		{"itself", all[1], []extract.Record{all[1]}, "02", 1, ""},
		{"the same paper in another file", all[2], []extract.Record{copyOf}, "03", 1, "同一份文书"},
		{"the paper below", all[2], []extract.Record{all[1], all[1]}, "03", 2, ""},
		{"the paper above", all[1], []extract.Record{all[2]}, "03", 2, ""},
		{"the whole chain", all[0], []extract.Record{all[4], all[2], all[1], all[3]}, "04", 5, ""},
		{"a later one of another dispute over the same act", all[3], []extract.Record{all[5]}, "04", 1, "晚于"},
		{"an earlier one of another dispute over the same act", all[5], []extract.Record{all[1]}, "06", 2, ""},
		{"a stranger", all[1], []extract.Record{stranger}, "02", 1, "没有相同的机关、行为或者案号"},
		{"a later one of the same agency", all[1], []extract.Record{sameAgency}, "02", 1, "晚于"},
		{"an earlier one of the same agency", all[1], []extract.Record{early}, "02", 2, "只有机关或者行为相同"},
		{"below a ruling that decides nothing", all[4], []extract.Record{early}, "05", 1, "没有写明所针对的原裁判"},
		{"no judgment", all[1], []extract.Record{all[6]}, "02", 1, "不是裁判文书"},
	} {
		rapid.Check(t, func(t *rapid.T) {
			others := slices.Clone(x.others)
			if len(others) > 1 {
				others = rapid.Permutation(others).Draw(t, "order")
			}
			g := Gather([]extract.Record{x.paper}, Beside{Named: others})[0]
			c, warnings := g.Case, g.Warnings
			if got := c.Paper().Source.SHA256; got != x.stands || len(c.Papers) != x.papers {
				t.Fatalf("%s: %d papers, stands on %s", x.name, len(c.Papers), got)
			}
			switch {
			case x.warning == "" && len(warnings) > 0:
				t.Fatalf("%s: %v", x.name, warnings)
			case x.warning != "" && (len(warnings) != 1 || !strings.Contains(warnings[0].Text, x.warning)):
				t.Fatalf("%s: %v", x.name, warnings)
			}
		})
	}
}

func TestSameNumber(t *testing.T) {
	for _, x := range []struct {
		a, b string
		same bool
	}{
		{"（2019）浙0302行初48号", "(2019)浙0302行初048号", true},
		{"（2019）浙0302行初48号", "（2019）浙0302行初49号", false},
		{"（2019）浙0302行初××号", "（2019）浙0302行初××号", false},
		{"（2019）浙0302行初××号", "（2020）浙0303行初××号", false},
		{"温政复〔2019〕3号", "温政复[2019]3号", true},
	} {
		if sameNumber(x.a, x.b) != x.same {
			t.Errorf("%s, %s", x.a, x.b)
		}
	}
}
