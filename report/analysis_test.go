package report

import (
	"bytes"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"zeren/classify"
	"zeren/extract"
)

func packNamed(t testing.TB, id string) *classify.Pack {
	t.Helper()
	packs, err := classify.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for i := range packs {
		if packs[i].ID == id {
			return &packs[i]
		}
	}
	t.Fatalf("no pack %s", id)
	return nil
}

// yearOfCases is a register with one of everything that statistics must tell
// apart. All names are made up.
func yearOfCases() []Listed {
	paper := func(number, day string, instance extract.Instance, results ...extract.Result) Listed {
		r := extract.Record{
			DocumentType: extract.AdministrativeJudgment, CaseNumber: &number, Instance: &instance, Results: results,
			Organ: &extract.Organ{Name: "某某市中级人民法院"}, Parties: []extract.Party{{Role: "原告", Name: "欧阳建国", Kind: extract.Person}},
		}
		if day != "" {
			r.DecidedOn = &day
		}
		for _, x := range results {
			r.Parties = append(r.Parties, extract.Party{Role: "被告", Name: x.Agency, Kind: extract.Agency})
		}
		return Listed{Source: number, Record: r, Case: classify.Case{Papers: []extract.Record{r}}}
	}
	const market, town, force, far = "温州市鹿城区市场监督管理局", "乐清市柳市镇人民政府", "温州市瓯海区综合行政执法局", "杭州市公安局"
	a := paper("（2026）浙03行终1号", "2026-01-15", extract.Second, extract.Result{Agency: market, Result: extract.Lost}, extract.Result{Agency: far, Result: extract.Lost})
	a.Record.Final = ptr(true)
	a.Record.Cause = ptr("行政处罚")
	a.Record.Errors = []extract.Finding{
		{Code: extract.Procedure, Ground: true, Agencies: []string{market}, Evidence: []extract.Evidence{{Text: "作出处罚前未告知欧阳建国听证权利，违反法定程序"}}},
		{Code: extract.Improper, Ground: false, Agencies: []string{market}, Evidence: []extract.Evidence{{Text: "处罚偏重，予以指正"}}},
	}
	a.Record.Dispositions = []extract.Disposition{{Text: "驳回上诉，维持原判", Outcomes: []extract.Outcome{extract.Affirm}}}
	a.Record.Prior = []extract.Prior{{Dispositions: []extract.Disposition{{Text: "撤销对欧阳建国作出的行政处罚决定"}}}}
	a.Record.Appearances = []extract.Appearance{{Agency: market, HeadAppeared: ptr(true)}}
	b := paper("（2026）浙0303行初2号", "2026-05-20", extract.First, extract.Result{Agency: force, Result: extract.PartlyLost})
	b.Record.Appearances = []extract.Appearance{{Agency: force, HeadAppeared: ptr(false)}}
	b.Record.Errors = []extract.Finding{{Code: extract.FactsEvidence, Ground: true, Evidence: []extract.Evidence{{Text: "主要证据不足"}}}}
	c := paper("（2026）浙0382行初3号", "2026-06-30", extract.First, extract.Result{Agency: town, Result: extract.Won})
	c.Record.ChallengedActs = []extract.ChallengedAct{{Text: "房屋征收补偿决定"}}
	d := paper("（2026）浙0382行初4号", "2026-02-01", extract.First, extract.Result{Agency: town, Result: extract.Undecided})
	lower := paper("（2025）浙0302行初9号", "2026-01-02", extract.First, extract.Result{Agency: market, Result: extract.Lost})
	lower.Superseded = "二审"
	again := a
	again.Source = "同一文书的另一文件"
	late := paper("（2026）浙03行终8号", "2026-07-01", extract.Second, extract.Result{Agency: market, Result: extract.Lost})
	undated := paper("（2026）浙03行终7号", "", extract.Second, extract.Result{Agency: market, Result: extract.Lost})
	review := paper("温政复〔2026〕5号", "2026-03-03", extract.Reconsideration, extract.Result{Agency: market, Result: extract.Lost})
	review.Record.DocumentType = extract.ReconsiderationDecision
	elsewhere := paper("（2026）浙01行终6号", "2026-03-03", extract.Second, extract.Result{Agency: far, Result: extract.Lost})
	unsure := paper("（2026）浙03行终5号", "2026-03-04", extract.Second, extract.Result{Agency: "柳市镇人民政府", Result: extract.Lost})
	return []Listed{late, again, c, b, a, d, lower, undated, review, elsewhere, unsure}
}

func halfYear(t testing.TB, cases []Listed) AnalysisInputs {
	return AnalysisInputs{Pack: packNamed(t, "wenzhou"), Cases: cases,
		From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)}
}

// TestCounting: each dispute once, by those that the regulation covers, within
// the period.
func TestCounting(t *testing.T) {
	in := halfYear(t, yearOfCases())
	s := countCases(in.Pack, in.Cases, in.From, in.To)
	if want := (tally{lost: 1, partly: 1, won: 1, undecided: 1}); s.suits != want {
		t.Errorf("suits %+v, want %+v", s.suits, want)
	}
	if s.replaced != 2 || s.undated != 1 || s.open != 1 || s.came != [3]int{1, 1, 2} {
		t.Errorf("replaced %d, undated %d, open %d, heads %v", s.replaced, s.undated, s.open, s.came)
	}
	if len(s.unsure) != 1 || s.unsure[0] != "柳市镇人民政府" {
		t.Errorf("unsure %q", s.unsure)
	}
	names := func(list []figure) (out []string) {
		for _, f := range list {
			out = append(out, f.name)
		}
		return out
	}
	for _, k := range []struct{ got, want []string }{
		{names(s.procedures), []string{firstInstance, secondInstance, reconsidered}},
		{names(s.quarters), []string{"2026年第1季度", "2026年第2季度"}},
		{names(s.fields), []string{"城市管理和综合执法", "市场监督管理", "土地房屋征收补偿", unknownField}},
		{names(s.grounds), []string{"主要事实不清、证据不足", "违反法定程序"}},
		{names(s.agencies), []string{"温州市瓯海区综合行政执法局", "温州市鹿城区市场监督管理局", "乐清市柳市镇人民政府"}},
	} {
		if !reflect.DeepEqual(k.got, k.want) {
			t.Errorf("got %q, want %q", k.got, k.want)
		}
	}
}

// TestAnalysis holds the whole draft to what a person has reviewed, whatever the
// order of the register; no private person's name is in it, and both formats
// have its words.
func TestAnalysis(t *testing.T) {
	in := halfYear(t, yearOfCases())
	d, err := Analysis(in)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("analysis", "half-year"), draftText(d))
	for i, j := 0, len(in.Cases)-1; i < j; i, j = i+1, j-1 {
		in.Cases[i], in.Cases[j] = in.Cases[j], in.Cases[i]
	}
	other, err := Analysis(in)
	if err != nil {
		t.Fatal(err)
	}
	// The second file of one paper may be the one that is counted.
	if draftText(other) != draftText(d) {
		t.Error("another order of the register gives another analysis")
	}
	if text := draftText(d); strings.Contains(text, "建国") || !strings.Contains(text, "欧阳某") {
		t.Error("a private person is named, or nobody")
	}
	r := renderer(t)
	pdf, err := r.PDF(d)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := r.PDF(d); !bytes.Equal(pdf, again) {
		t.Error("two prints differ")
	}
	layout := r.Layout(d).String()
	if !strings.Contains(layout, "条 红") || !strings.Contains(layout, "各行政机关败诉情况") {
		t.Error("no bars are drawn")
	}
	docx, err := DOCX(d)
	if err != nil {
		t.Fatal(err)
	}
	words := unspaced(docxText(t, docx))
	for _, w := range draftWords(d) {
		if !strings.Contains(words, unspaced(w)) {
			t.Errorf("not in the docx: %q", w)
		}
	}
	if n := strings.Count(draftText(d), "［图］"); n != 6 {
		t.Errorf("%d charts", n)
	}
}

// TestEmptyPeriod: a period without cases says so.
func TestEmptyPeriod(t *testing.T) {
	d, err := Analysis(halfYear(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	if text := draftText(d); !strings.Contains(text, "本期无可分析的案件") || strings.Contains(text, "［图］") {
		t.Error(text)
	}
}

func TestSpanWords(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, k := range [][3]string{
		{"2026-01-01", "2026-06-30", "2026年上半年"}, {"2026-07-01", "2026-12-31", "2026年下半年"}, {"2026-01-01", "2026-12-31", "2026年"},
		{"2026-04-01", "2026-06-30", "2026年第2季度"}, {"2025-07-01", "2026-06-30", "2025年7月1日至2026年6月30日"},
	} {
		if got, _ := spanWords(day(k[0]), day(k[1])); got != k[2] {
			t.Errorf("%s to %s: %s", k[0], k[1], got)
		}
	}
}

// draftText is an analysis as text for review.
func draftText(d Draft) string {
	var b strings.Builder
	b.WriteString(d.Title + "　" + strings.Join(d.Marks, "　") + "\n")
	for _, k := range d.Blocks {
		switch k.Kind {
		case Heading:
			b.WriteString(strings.Repeat("#", k.Level) + " " + k.text() + "\n")
		case Quote:
			b.WriteString("> " + k.text() + "\n")
		case Rows:
			b.WriteString("| " + strings.Join(k.Table.Head, " | ") + "\n")
			for _, r := range k.Table.Rows {
				for _, c := range r {
					b.WriteString("| " + strings.Join(c.Text, "¶") + " ")
				}
				b.WriteString("\n")
			}
		case Figure:
			b.WriteString("［图］" + k.Chart.words() + "\n")
		default:
			b.WriteString(k.text() + "\n")
		}
	}
	return b.String()
}
