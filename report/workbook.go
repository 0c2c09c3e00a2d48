package report

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"zeren/classify"
	"zeren/extract"
)

// Register is the register on a day: what the state of a deadline is told for.
type Register struct {
	On     time.Time
	Cases  []Listed
	Titles map[string]string // of the regulations by the id of their packs
}

// grid is a table with a head; values are string, int or day.
type grid struct {
	name   string
	head   []string
	widths []float64 // in characters
	// printed is how many columns are printed; those behind them are for
	// looking up.
	printed int
	rows    [][]any
}

// day is a date of a grid, YYYY-MM-DD; "" unknown.
type day string

// cases has a row for each agency of each paper, or one where none has a result.
func (g *Register) cases() grid {
	t := grid{name: "案件", head: []string{
		"序号", "案号", "裁判（复议）机关", "文书", "作出日期", "行政机关", "结果", "认定的过错", "规定", "是否适用",
		"符合的条款", "适用尚缺（项）", "最近的期限", "届满日", "期限状态", "已确认", "取代或重复", "程序", "收到日期", "报告", "文件名", "文件摘要", "结果和过错的原文", "符合条款的理由",
	}, widths: []float64{5, 19, 17, 11, 11, 19, 9, 20, 18, 8, 22, 9, 17, 11, 11, 7, 17, 10, 11, 50, 26, 14, 50, 50}, printed: 17}
	for i := range g.Cases {
		l := &g.Cases[i]
		agencies := l.agencies()
		if len(agencies) == 0 {
			agencies = []string{""}
		}
		for _, agency := range agencies {
			of := l.assessmentsOf(agency)
			if len(of) == 0 {
				of = []*classify.Assessment{nil}
			}
			for _, a := range of {
				t.rows = append(t.rows, g.row(len(t.rows)+1, l, agency, a))
			}
		}
	}
	return t
}

func (g *Register) row(n int, l *Listed, agency string, a *classify.Assessment) []any {
	r := &l.Record
	row := []any{
		n, deref(r.CaseNumber), organName(r), r.DocumentType.Label(), day(deref(r.DecidedOn)),
		agency, l.resultOf(agency), joined(l.faultsOf(agency)),
	}
	if a == nil {
		row = append(row, "", "", "", "", "", day(""), "")
	} else {
		row = append(row, g.title(a.Jurisdiction), appliesWords(a.Applies), joined(metClauses(a)), len(a.Missing))
		if d := g.next(a); d != nil {
			row = append(row, d.Name, day(deref(d.DueOn)), State(*d, g.On))
		} else {
			row = append(row, "", day(""), "")
		}
	}
	var reports []string
	for _, x := range l.Reports {
		if x.Agency == agency && (a == nil || x.Jurisdiction == a.Jurisdiction) {
			reports = append(reports, x.Path)
		}
	}
	confirmed := ""
	if l.Confirmed {
		confirmed = "是"
	}
	return append(row, confirmed, l.instead(), instanceWords(r), day(l.ReceivedOn), joined(reports), l.File, first(l.Source, 12), joined(l.wordsOf(agency)), joined(reasonsOf(a)))
}

// wordsOf are the passages that the result of an agency and the faults found with
// it rest on, each with its place.
func (l *Listed) wordsOf(agency string) []string {
	r := &l.Record
	var out []string
	add := func(what string, list []extract.Evidence) {
		for _, e := range list {
			s := what + "：“" + oneLine(e.Text) + "”"
			if e.Span != nil {
				s += fmt.Sprintf("（第%d页第%d行%s）", e.Span.Page, e.Span.Line, doubt(r, e.Span.Page))
			}
			out = appendNew(out, s)
		}
	}
	for _, x := range r.Results {
		if x.Agency == agency {
			add(x.Result.Label(), x.Because)
		}
	}
	for i := range r.Errors {
		f := &r.Errors[i]
		confirmed, denied := l.reviewed(f, agency)
		switch {
		case !blames(f, agency) || denied:
		case confirmed:
			add(f.Code.Label(), f.Evidence)
		default:
			add(f.Code.Label()+toConfirm, f.Evidence)
		}
	}
	return out
}

// reasonsOf are the reasons of the clauses that an assessment finds met.
func reasonsOf(a *classify.Assessment) []string {
	if a == nil {
		return nil
	}
	var out []string
	for _, c := range a.Clauses {
		var why []string
		for _, b := range c.Because {
			why = appendNew(why, stop(oneLine(b.Text)))
		}
		if c.Verdict == classify.Met && len(why) > 0 && (c.Kind == "trigger" || c.Kind == "fault") {
			out = appendNew(out, c.Cite+"："+strings.Join(why, "，"))
		}
	}
	return out
}

// next is the deadline that ends next on or after the day, else the last one
// that has ended, else the first whose start is not known.
func (g *Register) next(a *classify.Assessment) *classify.Deadline {
	var coming, past, open *classify.Deadline
	on := g.On.Format(time.DateOnly)
	for i := range a.Deadlines {
		d := &a.Deadlines[i]
		switch due := deref(d.DueOn); {
		case due == "":
			if open == nil {
				open = d
			}
		case due >= on:
			if coming == nil || due < deref(coming.DueOn) {
				coming = d
			}
		case past == nil || due > deref(past.DueOn):
			past = d
		}
	}
	switch {
	case coming != nil:
		return coming
	case past != nil:
		return past
	}
	return open
}

func (g *Register) title(id string) string {
	if t := g.Titles[id]; t != "" {
		return t
	}
	return id
}

// deadlines has a row for each deadline of papers that stand.
func (g *Register) deadlines() grid {
	t := grid{name: "期限", head: []string{"案号", "行政机关", "规定", "条款", "事项", "期间", "起算", "届满日", "状态", "由谁办理", "推算", "所缺事实"},
		widths: []float64{19, 19, 18, 9, 20, 10, 18, 11, 11, 18, 40, 20}, printed: 12}
	for i := range g.Cases {
		l := &g.Cases[i]
		if !l.Stands() {
			continue
		}
		for _, a := range l.Outcome.Assessments {
			for _, d := range dated(a) {
				t.rows = append(t.rows, []any{
					deref(l.Record.CaseNumber), a.Agency, g.title(a.Jurisdiction), d.Article, d.Name, period(d), d.From,
					day(deref(d.DueOn)), State(d, g.On), d.Who, joined(d.Working), joined(missingWords(&a, d)),
				})
			}
		}
	}
	return t
}

// missingWords are the questions that a deadline waits for.
func missingWords(a *classify.Assessment, d classify.Deadline) []string {
	var out []string
	for _, key := range d.Missing {
		words := key
		for _, q := range a.Questions {
			if q.Fact == key {
				words = q.Text
			}
		}
		out = appendNew(out, words)
	}
	return out
}

// CSV gives the cases with a mark of order for Excel, which takes Chinese for
// something else without one. A cell that a spreadsheet would run as a formula
// begins with an apostrophe.
func (g *Register) CSV() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	t := g.cases()
	if err := w.Write(t.head); err != nil {
		return nil, fmt.Errorf("write csv: %w", err)
	}
	for _, row := range t.rows {
		cells := make([]string, len(row))
		for i, v := range row {
			cells[i] = harmless(fmt.Sprint(v))
		}
		if err := w.Write(cells); err != nil {
			return nil, fmt.Errorf("write csv: %w", err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("write csv: %w", err)
	}
	return b.Bytes(), nil
}

// harmless keeps a spreadsheet from running a cell: a name that begins with
// = + - @, also behind white space, or in full width, which some fold.
func harmless(s string) string {
	t := strings.TrimLeft(s, " \t\r\n\u3000\ufeff")
	if t != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(t)[0]) || s != t && strings.ContainsAny(s[:len(s)-len(t)], "\t\r\n") {
		return "'" + s
	}
	return s
}

// listedLine is a listed paper as a line of JSON.
type listedLine struct {
	File       string               `json:"file"`
	Source     string               `json:"source"`
	Part       int                  `json:"part"`
	ReceivedOn string               `json:"received_on"`
	CaseNumber *string              `json:"case_number"`
	Organ      *extract.Organ       `json:"organ"`
	Type       extract.DocumentType `json:"document_type"`
	Instance   *extract.Instance    `json:"instance"`
	DecidedOn  *string              `json:"decided_on"`
	Results    []extract.Result     `json:"results"`
	Errors     []extract.Finding    `json:"errors"`
	Agencies   []agencyLine         `json:"assessments"`
	Reports    []Issued             `json:"reports"`
	Confirmed  bool                 `json:"confirmed"`
	Superseded *string              `json:"superseded_by"`
	Duplicate  *string              `json:"duplicate_of"`
}

type agencyLine struct {
	Jurisdiction string            `json:"jurisdiction"`
	Agency       string            `json:"agency"`
	Applies      *bool             `json:"applies"`
	Missing      []string          `json:"missing"`
	Clauses      []classify.Clause `json:"clauses"`
	Deadlines    []deadlineLine    `json:"deadlines"`
}

type deadlineLine struct {
	classify.Deadline
	State string `json:"state"` // on the day of the register
}

// JSON gives a line for each paper.
func (g *Register) JSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	known := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	for i := range g.Cases {
		l := &g.Cases[i]
		r := &l.Record
		line := listedLine{
			File: l.File, Source: l.Source, Part: l.Part, ReceivedOn: l.ReceivedOn, CaseNumber: r.CaseNumber, Organ: r.Organ,
			Type: r.DocumentType, Instance: r.Instance, DecidedOn: r.DecidedOn,
			Results: append([]extract.Result{}, r.Results...), Errors: append([]extract.Finding{}, r.Errors...), Agencies: []agencyLine{},
			Reports: append([]Issued{}, l.Reports...), Confirmed: l.Confirmed, Superseded: known(l.Superseded), Duplicate: known(l.Duplicate),
		}
		for _, a := range l.Outcome.Assessments {
			x := agencyLine{Jurisdiction: a.Jurisdiction, Agency: a.Agency, Applies: a.Applies, Missing: a.Missing, Clauses: a.Clauses, Deadlines: []deadlineLine{}}
			for _, d := range dated(a) {
				x.Deadlines = append(x.Deadlines, deadlineLine{d, State(d, g.On)})
			}
			line.Agencies = append(line.Agencies, x)
		}
		if err := enc.Encode(line); err != nil {
			return nil, fmt.Errorf("encode %s: %w", l.File, err)
		}
	}
	return b.Bytes(), nil
}

// XLSX gives the register as a workbook (SpreadsheetML, ECMA-376) of two sheets,
// cases and deadlines, with real dates, a head that stays and is printed on each
// page, filters, A4 across. Every text is an inline string, so that no cell can
// be a formula. The same register on the same day gives the same bytes.
//
// It is written by hand, as the DOCX is: the two sheets need eight small parts of
// text, where a library (excelize 2) would bring eight modules and its own dates.
func (g *Register) XLSX() ([]byte, error) {
	return workbook("行政败诉案件台账", g.On, []grid{g.cases(), g.deadlines()})
}

// workbook makes the file of some grids. The title heads each printed page.
func workbook(title string, on time.Time, sheets []grid) ([]byte, error) {
	type part struct{ name, text string }
	parts := []part{
		{"[Content_Types].xml", xlsxTypes(len(sheets))},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", xlsxBook(sheets)},
		{"xl/_rels/workbook.xml.rels", xlsxRels(len(sheets))},
		{"xl/styles.xml", xlsxStyles},
	}
	for i := range sheets {
		parts = append(parts, part{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), sheets[i].xml(title, on)})
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		if err != nil {
			return nil, fmt.Errorf("write xlsx: %w", err)
		}
		if _, err := w.Write([]byte(p.text)); err != nil {
			return nil, fmt.Errorf("write xlsx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write xlsx: %w", err)
	}
	return b.Bytes(), nil
}
