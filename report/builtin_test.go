package report

import (
	"slices"
	"strings"
	"testing"

	"zeren/classify"
	"zeren/extract"
)

// caseOf is the sample case with another losing agency.
func caseOf(agency string) (string, classify.Case) {
	const sample = "翠山县青石镇人民政府"
	_, c := base()
	r := c.Papers[0]
	source := strings.ReplaceAll(cuishan, sample, agency)
	put := func(s *string) { *s = strings.ReplaceAll(*s, sample, agency) }
	again := &paperOf{t: source}
	for i := range r.Parties {
		put(&r.Parties[i].Name)
	}
	for i := range r.ChallengedActs {
		r.ChallengedActs[i].Agency, r.ChallengedActs[i].DoneOn = &agency, ptr("2024-12-06")
	}
	r.Claims = []extract.Claim{r.Claims[0]}
	r.Claims[0].Span = again.span(claimed)
	r.Steps = []extract.Step{
		{Kind: extract.Accepted, On: "2025-01-06", Text: accepted, Span: again.span(accepted)},
		{Kind: extract.Heard, On: "2025-04-11", Text: heard, Span: again.span(heard)},
	}
	for i := range r.Dispositions {
		d := &r.Dispositions[i]
		put(&d.Text)
		d.Agencies, d.Span = []string{agency}, again.span(d.Text)
	}
	for i := range r.Results {
		put(&r.Results[i].Agency)
		r.Results[i].Because = again.evidence(r.Dispositions[0].Text)
	}
	for i := range r.Errors {
		r.Errors[i].Agencies = []string{agency}
		for j := range r.Errors[i].Evidence {
			r.Errors[i].Evidence[j].Span = again.span(strings.SplitN(r.Errors[i].Evidence[j].Text, "其强制", 2)[0])
		}
	}
	r.Amounts[0].Span = again.span("21500元")
	r.DecidedOn, r.Final = ptr("2025-06-19"), ptr(true)
	return source, classify.Case{Papers: []extract.Record{r}}
}

// Each built-in pack drafts its papers for the agency that it names as its
// example, and quotes nothing that is not there.
func TestBuiltinPacks(t *testing.T) {
	packs, err := classify.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := classify.LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	if len(packs) == 0 {
		t.Fatal("no pack")
	}
	for i := range packs {
		p := &packs[i]
		t.Run(p.ID, func(t *testing.T) {
			if err := Check(p); err != nil {
				t.Fatal(err)
			}
			source, c := caseOf(p.Example)
			out := classify.Assess(packs, cal, c, classify.Facts{})
			if len(out.Assessments) != 1 || len(out.Assessments[0].Documents) == 0 {
				t.Fatalf("assessments %+v, warnings %v", out.Assessments, out.Warnings)
			}
			a := out.Assessments[0]
			drafts, err := Compose(p, c, classify.Facts{}, a, Settings{})
			if err != nil {
				t.Fatal(err)
			}
			k := dispute{source: source, law: fakeLaw{articles: map[string]string{}}}
			for _, n := range p.Text.Articles {
				k.law.articles[n.Mark] = strings.Join(p.Lines(n.Mark), "\n")
			}
			for j := range drafts {
				sane(t, &drafts[j])
				quoted(t, &drafts[j], k)
			}
			for j, d := range a.Documents {
				if drafts[j].Title != d.Title {
					t.Errorf("document %s is titled %s", d.Title, drafts[j].Title)
				}
			}
			again, err := Compose(p, c, classify.Facts{}, a, Settings{})
			if err != nil || len(again) != len(drafts) || text(&again[0]) != text(&drafts[0]) {
				t.Errorf("a second run differs: %v", err)
			}
		})
	}
}

// Where the nominal and the implementing body differ, both seal the opinion
// row of the form (note 4 of 温州's annex), and each loser has its own.
func TestBothBodiesSealTheForm(t *testing.T) {
	packs, err := classify.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(packs, func(p classify.Pack) bool { return p.ID == "wenzhou" })
	if i < 0 {
		t.Fatal("no pack wenzhou")
	}
	cal, err := classify.LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	p := &packs[i]
	_, c := caseOf(p.Example)
	sheet := "case: （2023）川9901行初5号\nagencies:\n  - name: " + p.Example + "\n    implementing_body: 温州市鹿城区某街道办事处\n"
	f, err := classify.ParseFacts("facts.yaml", []byte(sheet), packs...)
	if err != nil {
		t.Fatal(err)
	}
	out := classify.Assess(packs, cal, c, f)
	drafts, err := Compose(p, c, f, out.Assessments[0], Settings{Offices: []Office{{Unit: p.Example, Letterhead: &Letterhead{Organ: p.Example}}}})
	if err != nil {
		t.Fatal(err)
	}
	seen := false
	for _, d := range drafts {
		if (d.Letterhead != nil) != (d.Form != Sheet) {
			t.Errorf("%s: letterhead %v", d.Title, d.Letterhead)
		}
		if d.Form != Sheet {
			continue
		}
		seen = true
		rows := d.Blocks[0].Table.Rows
		if len(rows) != 4 {
			t.Errorf("%d rows", len(rows))
		}
		foot := strings.Join(rows[2][1].Foot, " ")
		if !strings.Contains(foot, p.Example+"（盖章）") || !strings.Contains(foot, "温州市鹿城区某街道办事处（盖章）") {
			t.Errorf("the opinion row is sealed by %q", foot)
		}
		notes := 0
		for _, b := range d.Blocks {
			if b.Kind == Note {
				notes++
			}
		}
		if notes != 5 {
			t.Errorf("%d lines of notes, want the word 注 and four notes", notes)
		}
	}
	if !seen {
		t.Error("no form")
	}
}
