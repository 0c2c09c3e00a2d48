package classify

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"zeren/extract"
)

// anyLoss is a first judgment against an agency, with a finding, no more.
func anyLoss(agency, number, digest string, part int) extract.Record {
	r := extract.Record{
		Source: extract.Source{Name: "判决书.pdf", SHA256: digest, Part: part}, DocumentType: extract.AdministrativeJudgment,
		DecidedOn: to("2025-03-20"), Instance: to(extract.First),
		Parties:      []extract.Party{{Role: "被告", Name: agency, Kind: extract.Agency}},
		Dispositions: []extract.Disposition{{Text: "撤销决定", Outcomes: []extract.Outcome{extract.Revoke}, Agencies: []string{agency}}},
		Results:      []extract.Result{{Agency: agency, Result: extract.Lost}},
		Errors:       []extract.Finding{{Code: extract.FactsEvidence, Ground: true, Agencies: []string{agency}, Evidence: []extract.Evidence{{Text: "主要证据不足"}}}},
	}
	if number != "" {
		r.CaseNumber = &number
	}
	return r
}

const digestOne = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// The template of every pack is taken back as it was printed, for one paper
// and for two papers of one file, whether the papers bear a number, a masked
// one or none; each sheet is about its own paper alone.
func TestSheetsRoundTrip(t *testing.T) {
	packs, cal := rulesAndDays(t)
	for _, p := range packs {
		for _, numbers := range [][]string{{"（2025）某01行初7号"}, {"（2025）某01行初7号", "（2025）某01行初8号"}, {"", ""}, {"（2025）某01行初某号", ""}} {
			var sheets [][]byte
			var papers []extract.Record
			for i, n := range numbers {
				part := 0
				if len(numbers) > 1 {
					part = i + 1
				}
				papers = append(papers, anyLoss(p.Example, n, digestOne, part))
			}
			told := Facts{Values: map[string]Fact{"received_on": {Type: Date, Text: "2025-03-25", By: "李四", On: "2025-03-26", Source: "收文登记"}}}
			for i := range papers {
				c := NewCase(papers[i])
				out := Assess(packs, cal, c, told)
				if len(out.Assessments) == 0 || len(out.Assessments[0].Questions) == 0 {
					t.Fatalf("%s: nothing is asked", p.ID)
				}
				sheets = append(sheets, FactsTemplate(packs, c, told, out))
			}
			printed := bytes.Join(sheets, []byte("---\n"))
			all, err := ParseSheets("f", printed, packs...)
			if err != nil || len(all) != len(papers) {
				t.Fatalf("%s: %d sheets, %v\n%s", p.ID, len(all), err, printed)
			}
			for i, f := range all {
				if got := plain(Facts{Values: f.Values}); !reflect.DeepEqual(got.Values, told.Values) {
					t.Errorf("%s: %+v", p.ID, got.Values)
				}
				for k := range papers {
					if f.Names(&papers[k]) != (i == k) {
						t.Errorf("%s: the sheet of %q names paper %d: %v", p.ID, f.Case, k+1, i != k)
					}
				}
			}
		}
	}
}

func TestParseSheetsRefuses(t *testing.T) {
	for _, x := range []struct{ sheet, want string }{
		{"case: a\n---\nserved_on: 2025-01-02\n", "f第3行第1列：有几份事实核实表时，每份都应写明案件 case"},
		{"case: （2025）皖1524行初7号\n---\ncase: (2025)皖1524行初07号\n", "f第3行第1列：案件“(2025)皖1524行初07号”有两份事实核实表"},
		{"case: a\n---\ncase: b\nserved_on: 2025-13-02\n", "f第4行第12列：日期“2025-13-02”不对"},
		{"---\n---\n", "事实核实表是空的"},
		{"# 只有注释\n", "事实核实表是空的"},
	} {
		if all, err := ParseSheets("f", []byte(x.sheet)); err == nil || !strings.Contains(err.Error(), x.want) || all != nil {
			t.Errorf("%q: %v %v, want %s", x.sheet, all, err, x.want)
		}
	}
	if _, err := ParseFacts("f", []byte("case: a\n---\ncase: b\n")); err == nil || !strings.Contains(err.Error(), "f第3行第1列：此处只能是一份") {
		t.Error(err)
	}
	if all, err := ParseSheets("f", []byte("---\ncase: a\n---\n")); err != nil || len(all) != 1 {
		t.Errorf("%v %v", all, err)
	}
}

// What a sheet says of a first judgment's service is not true of the second;
// what it says of the act and the persons is.
func TestFactsForPaper(t *testing.T) {
	first := anyLoss("金寨县公安局", "（2025）皖1524行初7号", digestOne, 0)
	second := anyLoss("金寨县公安局", "（2025）皖15行终9号", strings.Repeat("f", 64), 0)
	second.DecidedOn, second.Instance, second.Final = to("2025-06-20"), to(extract.Second), to(true)
	second.Prior = []extract.Prior{{CaseNumber: first.CaseNumber}}
	const told = "served_on: 2025-03-25\nappeal: filed\nhandled_on: 2025-08-01\nagencies: [{name: 金寨县公安局, dereliction: no}]\n"
	for _, x := range []struct {
		name  string
		case_ string
		c     Case
		keeps bool
	}{
		{"its own paper", "（2025）皖1524行初7号", NewCase(first), true},
		{"an earlier paper", "(2025)皖1524行初7号", NewCase(first, second), false},
		{"an earlier paper by its digest", digestOne[:12], NewCase(first, second), false},
		{"the later paper", "（2025）皖15行终9号", NewCase(first, second), true},
	} {
		f, err := ParseFacts("f", []byte("case: "+x.case_+"\n"+told))
		if err != nil {
			t.Fatal(err)
		}
		got := f.For(x.c)
		if (got.Date("served_on") != "") != x.keeps || (got.Values["appeal"].Text != "") != x.keeps || got.Date("handled_on") == "" || len(got.Agencies) != 1 {
			t.Errorf("%s: %+v", x.name, got.Values)
		}
		if f.Date("served_on") == "" {
			t.Errorf("%s: the sheet itself is changed", x.name)
		}
	}
}
