package report

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

// sampleListed is a case with two agencies, one that was superseded, and one
// whose words a spreadsheet would run.
func sampleListed() []Listed {
	lost := func(agency string, v extract.Verdict) extract.Result {
		return extract.Result{Agency: agency, Result: v}
	}
	a := extract.Record{
		DocumentType: extract.AdministrativeJudgment, CaseNumber: ptr("（2026）皖15行终8号"), DecidedOn: ptr("2026-03-05"), Instance: ptr(extract.Second),
		Organ: &extract.Organ{Name: "某某市中级人民法院"},
		Parties: []extract.Party{
			{Role: "上诉人", Name: "欧阳建国", Kind: extract.Person}, {Role: "上诉人", Name: "欧阳建军", Kind: extract.Person},
			{Role: "被上诉人", Name: "某某县甲局", Kind: extract.Agency}, {Role: "被上诉人", Name: "某某县人民政府", Kind: extract.Agency},
		},
		Results: []extract.Result{lost("某某县甲局", extract.Lost), lost("某某县人民政府", extract.Won)},
		Errors:  []extract.Finding{{Code: extract.Procedure, Ground: true, Agencies: []string{"某某县甲局"}, Evidence: []extract.Evidence{{Text: "甲局作出处罚前未告知欧阳建国听证权利，违反法定程序。"}}}},
	}
	b := extract.Record{
		DocumentType: extract.AdministrativeJudgment, CaseNumber: ptr("（2025）皖1524行初3号"), DecidedOn: ptr("2025-11-05"), Instance: ptr(extract.First),
		Results: []extract.Result{lost("某某县甲局", extract.Lost)},
	}
	out := classify.Outcome{Assessments: []classify.Assessment{{
		Jurisdiction: "somewhere", Agency: "某某县甲局", Applies: ptr(true), Missing: []string{"served_on"},
		Questions: []classify.Question{{Fact: "served_on", Text: "何日送达？"}},
		Clauses:   []classify.Clause{{Kind: "fault", Verdict: classify.Met, Cite: "第五条第（三）项"}, {Kind: "scope", Verdict: classify.Met, Cite: "第三条"}},
		Deadlines: []classify.Deadline{
			{Name: "提交报告", Article: "十八", Amount: 10, Unit: "day", DueOn: ptr("2026-04-07")},
			{Name: "报送备案", Article: "十九", Amount: 5, Unit: "workday", Missing: []string{"served_on"}},
		},
	}}}
	return []Listed{
		{File: "二审.pdf", Source: strings.Repeat("ab", 32), ReceivedOn: "2026-03-20", Record: a, Case: classify.Case{Papers: []extract.Record{a}}, Outcome: out,
			Reports: []Issued{{Agency: "某某县甲局", Jurisdiction: "somewhere", Title: "分析报告", Path: "somewhere/1.pdf"}}, Confirmed: true},
		{File: "一审.pdf", Source: strings.Repeat("cd", 32), Record: b, Superseded: "某某市中级人民法院（2026）皖15行终8号行政判决书"},
		{File: "=cmd|' /C calc'!A0.pdf", Source: strings.Repeat("ef", 32), Record: extract.Record{DocumentType: extract.AdministrativeRuling, CaseNumber: ptr("+1"), DecidedOn: ptr("1897-01-01")}},
	}
}

func sampleRegister() Register {
	return Register{On: time.Date(2026, 4, 10, 15, 0, 0, 0, time.UTC), Cases: sampleListed(), Titles: map[string]string{"somewhere": "某某办法"}}
}

func TestState(t *testing.T) {
	on := time.Date(2026, 4, 10, 23, 0, 0, 0, time.FixedZone("", 8*3600))
	for due, want := range map[string]string{"2026-04-11": "还有1日", "2026-04-10": "今日届满", "2026-04-07": "已届满3日", "": "起算日待核实"} {
		if got := State(classify.Deadline{DueOn: &due}, on); got != want {
			t.Errorf("%q: %s, want %s", due, got, want)
		}
	}
}

// TestRegisterCSV: a mark for Excel, a row for each agency, and no cell that a
// spreadsheet would run.
func TestRegisterCSV(t *testing.T) {
	g := sampleRegister()
	data, err := g.CSV()
	if err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(string(data), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if !ok || err != nil || len(rows) != 5 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	at := map[string]int{}
	for i, h := range rows[0] {
		at[h] = i
	}
	for name, want := range map[string]string{
		"案号": "（2026）皖15行终8号", "行政机关": "某某县甲局", "结果": "败诉", "认定的过错": "违反法定程序", "规定": "某某办法", "是否适用": "适用",
		"符合的条款": "第五条第（三）项", "届满日": "2026-04-07", "期限状态": "已届满3日", "报告": "somewhere/1.pdf", "已确认": "是",
	} {
		if got := rows[1][at[name]]; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if rows[2][at["认定的过错"]] != "" || rows[2][at["结果"]] != "胜诉" {
		t.Errorf("the other agency: %q", rows[2])
	}
	if !strings.HasPrefix(rows[3][at["取代或重复"]], "已被取代：") {
		t.Errorf("superseded: %q", rows[3])
	}
	if rows[4][at["文件名"]] != "'=cmd|' /C calc'!A0.pdf" || rows[4][at["案号"]] != "'+1" {
		t.Errorf("formulas: %q", rows[4])
	}
}

func TestHarmless(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("=+-@＝\t\r\n 　甲1"))).Draw(t, "s")
		if got := harmless(s); got != s && got != "'"+s || strings.ContainsAny(strings.TrimSpace(got)[:min(1, len(strings.TrimSpace(got)))], "=+-@") {
			t.Fatalf("%q from %q", got, s)
		}
	})
}

// sheetCells reads the cells of a sheet by their place; style and text.
func sheetCells(t testing.TB, data []byte, name string) map[string][2]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string][2]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		dec, at, style := xml.NewDecoder(r), "", ""
		for {
			tok, err := dec.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			if f.Name != name {
				continue
			}
			switch e := tok.(type) {
			case xml.StartElement:
				if e.Name.Local == "f" {
					t.Error("a formula")
				}
				if e.Name.Local == "c" {
					for _, a := range e.Attr {
						switch a.Name.Local {
						case "r":
							at = a.Value
						case "s":
							style = a.Value
						}
					}
					cells[at] = [2]string{style, ""}
				}
			case xml.EndElement:
				if e.Name.Local == "c" {
					at = ""
				}
			case xml.CharData:
				if c, ok := cells[at]; ok {
					cells[at] = [2]string{style, c[1] + string(e)}
				}
			}
		}
		r.Close()
	}
	return cells
}

// TestRegisterXLSX: well-formed, the same bytes twice, real dates, text that no
// program runs.
func TestRegisterXLSX(t *testing.T) {
	g := sampleRegister()
	data, err := g.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := g.XLSX(); !bytes.Equal(data, again) {
		t.Error("two runs give different bytes")
	}
	cells := sheetCells(t, data, "xl/worksheets/sheet1.xml")
	for at, want := range map[string][2]string{
		"A1": {"4", "序号"}, "B2": {"1", "（2026）皖15行终8号"}, "E2": {"2", "46086"}, "N2": {"2", "46119"}, "L2": {"3", "1"},
		"B5": {"1", "+1"}, "E5": {"1", "1897-01-01"}, "U5": {"1", "=cmd|' /C calc'!A0.pdf"},
	} {
		if cells[at] != want {
			t.Errorf("%s: %q, want %q", at, cells[at], want)
		}
	}
	terms := sheetCells(t, data, "xl/worksheets/sheet2.xml")
	if terms["I3"][1] != "起算日待核实" || terms["L3"][1] != "何日送达？" || terms["H2"][1] != "46119" {
		t.Errorf("deadlines %q", terms)
	}
	empty := Register{On: g.On}
	if _, err := empty.XLSX(); err != nil {
		t.Error(err)
	}
}

func TestRegisterJSON(t *testing.T) {
	g := sampleRegister()
	data, err := g.JSON()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines", len(lines))
	}
	var x struct {
		Assessments []struct{ Deadlines []struct{ State string } }
		Superseded  *string `json:"superseded_by"`
	}
	if err := json.Unmarshal([]byte(lines[0]), &x); err != nil || x.Assessments[0].Deadlines[0].State != "已届满3日" || x.Superseded != nil {
		t.Errorf("%v %+v", err, x)
	}
}

// TestRegisterTellsReasons: the table says in the paper's own words why an agency
// lost and why a clause is met, not only that it is so.
func TestRegisterTellsReasons(t *testing.T) {
	g := sampleRegister()
	g.Cases[0].Record.Results[0].Because = []extract.Evidence{{Text: "撤销处罚决定。", Span: &ingest.Span{Page: 3, Line: 7}}}
	g.Cases[0].Outcome.Assessments[0].Clauses[0].Because = []classify.Because{{Text: "违反法定程序。"}, {Text: "违反法定程序。"}}
	data, err := g.CSV()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"结果和过错的原文,符合条款的理由", "败诉：“撤销处罚决定。”（第3页第7行）；违反法定程序：“甲局作出处罚前未告知欧阳建国听证权利，违反法定程序。”", "第五条第（三）项：违反法定程序\r\n"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("no %q in\n%s", want, data)
		}
	}
}
