package classify

import (
	"testing"

	"zeren/extract"
	"zeren/ingest"
)

// Records that tests share. Each call gives a fresh one.

func to[T any](x T) *T { return &x }

func paper(r extract.Record) []extract.Record { return []extract.Record{r} }

// lostJudgment is a judgment of a second instance that annuls an act.
func lostJudgment() extract.Record {
	const agency = "温州市鹿城区市场监督管理局"
	return extract.Record{
		Source: extract.Source{Name: "a.pdf", SHA256: "aa"}, DocumentType: extract.AdministrativeJudgment,
		CaseNumber: to("（2020）浙03行终100号"), DecidedOn: to("2020-08-27"), Instance: to(extract.Second), Final: to(true),
		Parties:        []extract.Party{{Role: "上诉人", Name: agency, Kind: extract.Agency}},
		ChallengedActs: []extract.ChallengedAct{{Text: "处罚决定", Kind: to("penalty"), DoneOn: to("2019-01-10"), Agency: to(agency)}},
		Dispositions:   []extract.Disposition{{N: 1, Text: "撤销处罚决定", Outcomes: []extract.Outcome{extract.Revoke}, Agencies: []string{agency}, Span: &ingest.Span{Page: 3, Line: 4, Start: 900, End: 906}}},
		Results:        []extract.Result{{Agency: agency, Result: extract.Lost}},
		Errors: []extract.Finding{{Code: extract.Procedure, Ground: true, Agencies: []string{agency},
			Evidence: []extract.Evidence{{Text: "违反法定程序", Span: &ingest.Span{Page: 2, Line: 9, Start: 500, End: 506}}}}},
	}
}

// rulesAndDays are the packs of the program and its calendar.
func rulesAndDays(t *testing.T) ([]Pack, *Calendar) {
	t.Helper()
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	return packs, cal
}
