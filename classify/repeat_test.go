package classify

import (
	"slices"
	"strings"
	"testing"

	"zeren/extract"
)

// repeated is a case of one person against whom memory holds an earlier one.
func repeated(t *testing.T, packs []Pack, id, agency, sheet string, earlier ...Past) Assessment {
	t.Helper()
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	r := extract.Record{
		Source: extract.Source{Name: "判决书.pdf", SHA256: "bb"}, DocumentType: extract.AdministrativeJudgment,
		CaseNumber: to("（2024）某行终9号"), DecidedOn: to("2024-06-20"), Instance: to(extract.Second), Final: to(true),
		Parties:      []extract.Party{{Role: "上诉人", Name: agency, Kind: extract.Agency}},
		Prior:        []extract.Prior{{CaseNumber: to("（2024）某行初3号")}},
		Dispositions: []extract.Disposition{{Text: "撤销处罚决定", Outcomes: []extract.Outcome{extract.Revoke}, Agencies: []string{agency}}},
		Results:      []extract.Result{{Agency: agency, Result: extract.Lost}},
		Errors:       []extract.Finding{{Code: extract.Procedure, Ground: true, Agencies: []string{agency}, Evidence: []extract.Evidence{{Text: "违反法定程序"}}}},
	}
	f, err := ParseFacts("sheet", []byte(strings.ReplaceAll(sheet, "AGENCY", agency)), packs...)
	if err != nil {
		t.Fatal(err)
	}
	c := NewCase(r)
	c.Earlier = earlier
	for _, a := range Assess(packs, cal, c, f).Assessments {
		if a.Jurisdiction == id {
			return a
		}
	}
	t.Fatal("no assessment")
	return Assessment{}
}

func questionOf(a Assessment, key string) string {
	for _, q := range a.Questions {
		if q.Fact == key {
			return q.Text
		}
	}
	return ""
}

// What memory holds is offered in one question and never applied unasked; the
// sheet confirms it, for the person whose case it was; a claim with evidence
// answers too; what is answered is not asked again.
func TestRepeatIsOffered(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packs {
		at := slices.IndexFunc(p.rules.Clauses, func(r rule) bool { return r.Repeat != "" })
		if at < 0 {
			continue
		}
		clause := &p.rules.Clauses[at]
		agency := p.Example
		old := Past{Case: "（2023）某行终5号", Jurisdiction: p.ID, Agency: agency, DecidedOn: "2023-11-02", Persons: []string{"甲"}, Faults: []string{"f_procedure"}}
		const persons = "agencies: [{name: AGENCY, grave_consequences: yes, persons: [{name: 甲, roles: [handler]}, {name: 乙, roles: [reviewer]}]"
		verdicts := func(a Assessment) (out []string) {
			for _, c := range a.Clauses {
				if c.ID == clause.ID {
					out = append(out, strings.TrimSpace(c.Person+" "+string(c.Verdict)))
				}
			}
			return out
		}
		for _, x := range []struct {
			name, sheet string
			earlier     []Past
			want        []string
			offered     int
			asks        bool
		}{
			{"nothing known", persons + "}]", nil, []string{"undetermined"}, 0, true},
			{"offered", persons + "}]", []Past{old}, []string{"undetermined"}, 1, true},
			{"confirmed", persons + ", repeat: [（2023）某行终5号]}]", []Past{old}, []string{"甲 met"}, 1, false},
			{"confirmed, unknown to memory", persons + ", repeat: [（2023）某行终6号]}]", []Past{old}, []string{"met"}, 1, false},
			{"none", persons + ", repeat: []}]", []Past{old}, []string{"not_met"}, 1, false},
			{"claimed", persons + ", circumstances: [{clause: " + clause.claim + ", person: 乙, claimed: yes, evidence: 台账}]}]", nil, []string{"乙 met"}, 0, false},
			{"claimed to be none", persons + ", circumstances: [{clause: " + clause.claim + ", person: 乙, claimed: no}]}]", nil, []string{"乙 not_met"}, 0, false},
			{"this dispute", persons + "}]", []Past{{Case: "（2024）某行初3号", Jurisdiction: p.ID, Agency: agency, DecidedOn: "2024-02-02", Persons: []string{"甲"}, Faults: []string{"f_procedure"}}}, []string{"undetermined"}, 0, true},
			{"more than a year ago", persons + "}]", []Past{{Case: old.Case, Jurisdiction: p.ID, Agency: agency, DecidedOn: "2023-06-19", Persons: []string{"甲"}, Faults: old.Faults}}, []string{"undetermined"}, 0, true},
			{"another person", persons + "}]", []Past{{Case: old.Case, Jurisdiction: p.ID, Agency: agency, DecidedOn: old.DecidedOn, Persons: []string{"丙"}, Faults: old.Faults}}, []string{"undetermined"}, 0, true},
			{"another regulation", persons + "}]", []Past{{Case: old.Case, Jurisdiction: "elsewhere", Agency: agency, DecidedOn: old.DecidedOn, Persons: []string{"甲"}, Faults: old.Faults}}, []string{"undetermined"}, 0, true},
		} {
			a := repeated(t, packs, p.ID, agency, x.sheet, x.earlier...)
			if got := verdicts(a); !slices.Equal(got, x.want) {
				t.Errorf("%s, %s: %v, want %v", p.ID, x.name, got, x.want)
			}
			if len(a.Repeats) != x.offered {
				t.Errorf("%s, %s: %d offered, want %d", p.ID, x.name, len(a.Repeats), x.offered)
			}
			ask := questionOf(a, "repeat")
			if x.asks != (ask != "") || questionOf(a, "circumstances."+clause.claim) != "" {
				t.Errorf("%s, %s: asks %q and of the circumstance %q", p.ID, x.name, ask, questionOf(a, "circumstances."+clause.claim))
			}
			if x.asks && x.offered > 0 {
				for _, want := range []string{"甲", old.Case, old.DecidedOn, agency, p.Cite("f_procedure"), clause.long} {
					if !strings.Contains(ask, want) {
						t.Errorf("%s, %s: %q does not say %s", p.ID, x.name, ask, want)
					}
				}
			}
		}
		other := old
		other.Faults = []string{"f_ultra_vires"}
		want := 1
		if clause.Repeat == "same_fault" {
			want = 0
		}
		if a := repeated(t, packs, p.ID, agency, persons+"}]", other); len(a.Repeats) != want {
			t.Errorf("%s: a fault of another kind: %d offered, want %d", p.ID, len(a.Repeats), want)
		}
	}
}

// Memory keeps the persons who answer, not those who bear no responsibility,
// and nothing where nothing was found.
func TestRemember(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(packs, func(p Pack) bool { return p.ID == "jilin" })
	sheet := `agencies:
  - name: AGENCY
    persons: [{name: 局长, roles: [head]}, {name: 科长, roles: [reviewer]}, {name: 甲, roles: [handler]}]
    handling: {reviewed: yes, approved: yes, as_approved: yes, handler_deceived: no, collective: {decided: yes, chair: 局长, dissenting: [甲]}}
`
	a := repeated(t, packs, "jilin", packs[i].Example, sheet)
	f, err := ParseFacts("sheet", []byte(strings.ReplaceAll(sheet, "AGENCY", packs[i].Example)), packs...)
	if err != nil {
		t.Fatal(err)
	}
	r := extract.Record{CaseNumber: to("（2024）某行终9号"), DecidedOn: to("2024-06-20")}
	got, ok := Remember(NewCase(r), f, a)
	if !ok || !slices.Equal(got.Persons, []string{"局长", "科长"}) || !slices.Equal(got.Faults, []string{"f_procedure"}) || got.Case != "（2024）某行终9号" {
		t.Errorf("%v %+v", ok, got)
	}
	r.DecidedOn = nil
	if got, ok := Remember(NewCase(r), f, a); ok {
		t.Errorf("remembered without a date: %+v", got)
	}
}
