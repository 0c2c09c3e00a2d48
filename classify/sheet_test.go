package classify

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"zeren/extract"
)

const wholeSheet = `
case: （2020）浙03行终100号
received_on: 2020-09-02
served_on: {value: 2020-09-01, by: 王某, on: 2020-09-03, source: 送达回证}
effective_on: 2020-09-01
appeal: none
suit_after_reconsideration: none
complaint_received_on: 2020-09-22
accepted_on: 2020-09-27
fault_determined_on:
decision_received_on:
agencies:
  - name: 温州市鹿城区市场监督管理局
    level: county_unit
    implementing_body: 温州市鹿城区市场监督管理局
    nominal_body_at_fault: no
    intent_or_gross_negligence: yes
    grave_consequences: false
    direct_loss_yuan: 36800.5
    major_loss_or_effect: no
    dereliction: no
    crime_suspected: no
    refused_mediation: no
    risk_registered: no
    persons:
      - name: 李某
        roles: [handler, appeared]
        managed_by: county
        at_the_time: yes
      - {name: 张某, roles: [reviewer]}
      - {name: 赵某, roles: [approver, head]}
    handling:
      reviewed: yes
      approved: yes
      as_approved: yes
      on_the_spot: no
      omission: no
      handler_deceived: no
      handler_opinion: wrong
      reviewer: passed
      approver: passed
      ordered_by:
      handler_objected: no
      collective: {decided: yes, chair: 赵某, dissenting: [张某]}
    circumstances:
      - {clause: x_law_differs, person: 李某, claimed: yes, evidence: 两级法院认定不一致}
    repeat: []
`

func TestParseFacts(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	f, err := ParseFacts("facts.yaml", []byte(wholeSheet), packs...)
	if err != nil {
		t.Fatal(err)
	}
	a := f.Agency("温州市鹿城区市场监督管理局")
	if a == nil || len(a.Persons) != 3 || len(a.Circumstances) != 1 {
		t.Fatalf("%+v", f)
	}
	if s := f.Values["served_on"]; s.Text != "2020-09-01" || s.By != "王某" || s.Source != "送达回证" || s.Line != 4 || s.Column != 1 {
		t.Errorf("%+v", s)
	}
	if _, ok := f.Values["fault_determined_on"]; ok {
		t.Error("a blank is a value")
	}
	if x := a.Values["repeat"]; x.List == nil || len(x.List) != 0 {
		t.Errorf("an empty list is unknown: %+v", x)
	}
	if x := a.Values["grave_consequences"]; x.Type != Bool || x.Bool {
		t.Errorf("%+v", x)
	}
	if a.Values["direct_loss_yuan"].Number != 36800.5 || !a.Values["handling.reviewed"].Bool {
		t.Errorf("%+v", a.Values)
	}
	if err := CheckFacts("facts.yaml", f, Case{Papers: paper(lostJudgment())}, packs); err != nil {
		t.Error(err)
	}
}

func TestParseFactsRefuses(t *testing.T) {
	for _, x := range []struct{ sheet, want string }{
		{"recieved_on: 2021-09-20\n", "f第1行第1列：没有名为“recieved_on”的事实"},
		{"case: a\nserved_on: 2021-9-20\n", "f第2行第12列：日期“2021-9-20”不对，应如 2021-09-20"},
		{"appeal: maybe\n", "f第1行第9列：“appeal”只能是 none、filed，不能是“maybe”"},
		{"served_on: 2021-09-20\neffective_on: 2021-09-19\n", "f第2行第1列：effective_on（2021-09-19）早于 served_on（2021-09-20）"},
		{"appeal: filed\neffective_on: 2021-09-19\n", "f第2行第1列：已经上诉（appeal: filed）的裁判不会在2021-09-19生效"},
		{"appeal: none\nappeal: none\n", "f第2行第1列：项“appeal”重复（第1行已有）"},
		{"agencies:\n  - level: town\n", "f第2行第5列：没有写明机关名称 name"},
		{"agencies:\n  - name: 甲\n    dereliction: 可能\n", "f第3行第18列：“dereliction”应为 yes 或 no，不能是“可能”"},
		{"agencies:\n  - name: 甲\n    direct_loss_yuan: -5\n", "不小于零"},
		{"agencies:\n  - name: 甲\n    persons:\n      - name: 李某\n", "f第4行第9列：没有写明“李某”的身份 roles"},
		{"agencies:\n  - name: 甲\n    persons:\n      - {name: 李某, roles: [boss]}\n", "没有“boss”这一身份"},
		{"agencies:\n  - name: 甲\n    persons:\n      - {name: 李某, roles: [handler]}\n      - {name: 李某, roles: [head]}\n", "f第5行第10列：“李某”写了两次"},
		{"agencies:\n  - name: 甲\n    handling: {collective: {decided: yes, chair: 李某, dissenting: [李某]}}\n", "“李某”主持集体讨论，不能又列为持不同意见的人"},
		{"agencies:\n  - name: 甲\n    handling: {collective: {decided: no, chair: 李某}}\n", "没有集体讨论"},
		{"agencies:\n  - name: 甲\n    handling: {reviewed: no, reviewer: passed}\n", "没有经过审核（reviewed: no），不能又写明 reviewer 如何处理"},
		{"agencies:\n  - name: 甲\n    handling: {approved: no, approver: decided_alone}\n", "没有经过批准（approved: no），不能又写明 approver 如何处理"},
		{"agencies:\n  - name: 甲\n    handling: {reviewed: no, approved: no, as_approved: yes}\n", "f第3行第44列：没有经过审核、批准（reviewed: no、approved: no），不能又按审核、批准的内容实施"},
		{"agencies:\n  - name: 甲\n    handling: {ordered_by: nobody, handler_objected: yes}\n", "f第3行第16列：没有人指令（ordered_by: nobody）"},
		{"agencies:\n  - name: 甲\n    handling: {on_the_spot: yes, omission: yes}\n", "f第3行第16列：同一行为不能既是当场作出"},
		{"agencies:\n  - name: 甲\n    circumstances:\n      - {clause: 十六（二）, claimed: yes, evidence: 有}\n      - {clause: 十六(二), claimed: no}\n", "f第5行第10列：“十六（二）”的情形写了两次"},
		{"agencies:\n  - name: 甲\n    handling: {revewed: yes}\n", "没有名为“handling.revewed”的事实"},
		{"agencies:\n  - name: 甲\n    circumstances:\n      - {clause: 十六（二）, person: 李某, claimed: yes}\n", "f第4行第10列：“李某”不在 persons 所列人员之中"},
		{"agencies:\n  - name: 甲\n  - name: 甲\n", "f第3行第5列：机关“甲”写了两次（第2行）"},
		{"served_on: {vale: 2021-09-20}\n", "没有名为“vale”的项"},
		{"case: [\n", "f第"},
		{"", "事实核实表是空的"},
		{"- a\n", "此处应为映射"},
		{"agencies: {name: 甲}\n", "此处应为列表"},
	} {
		f, err := ParseFacts("f", []byte(x.sheet))
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%q: %v, want %s", x.sheet, err, x.want)
		}
		if len(f.Values) > 0 {
			t.Errorf("%q: a refused sheet gives %v", x.sheet, f.Values)
		}
	}
}

func TestCheckFacts(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	c := Case{Papers: paper(lostJudgment())}
	for _, x := range []struct{ sheet, want string }{
		{"served_on: 2020-08-26\n", "f第1行第1列：served_on（2020-08-26）早于文书作出之日（2020-08-27）"},
		{"agencies:\n  - name: 金寨县公安局\n", "“金寨县公安局”不是本案文书中的当事人"},
		{"agencies:\n  - name: 温州市鹿城区市场监督管理局\n    circumstances: [{clause: 九十九, claimed: yes}]\n", "没有可以主张的条款“九十九”"},
	} {
		f, err := ParseFacts("f", []byte(x.sheet))
		if err != nil {
			t.Fatal(err)
		}
		if err := CheckFacts("f", f, c, packs); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%q: %v, want %s", x.sheet, err, x.want)
		}
	}
}

func FuzzParseFacts(f *testing.F) {
	f.Add([]byte(wholeSheet))
	f.Add([]byte("agencies:\n  - name: 甲\n    persons:\n      - *a\n"))
	f.Add([]byte("a: &a [*a]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := ParseFacts("f", data); err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
	})
}

// TestFactsTemplate writes the sheet of a case, reads it back (blank: nothing is
// known), fills it and finds nothing asked that was answered.
func TestFactsTemplate(t *testing.T) {
	packs, cal := rulesAndDays(t)
	r := lostJudgment()
	r.Final, r.Instance = nil, to(extract.First)
	c := Case{Papers: paper(r)}
	out := Assess(packs, cal, c, Facts{})
	sheet := FactsTemplate(packs, c, Facts{}, out)
	const golden = "testdata/facts-template.golden"
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(golden, sheet, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(sheet) {
		t.Errorf("the sheet is no longer %s:\n%s", golden, sheet)
	}
	f, err := ParseFacts("sheet", sheet, packs...)
	if err != nil {
		t.Fatalf("%v\n%s", err, sheet)
	}
	if len(f.Values) > 0 || len(f.Agencies) != 1 || len(f.Agencies[0].Values) > 0 {
		t.Errorf("a blank sheet says %+v", f)
	}
	filled := strings.Replace(string(sheet), "served_on:", "served_on: 2020-09-01 ", 1)
	filled = strings.Replace(filled, "appeal:", "appeal: none ", 1)
	f, err = ParseFacts("sheet", []byte(filled), packs...)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range Assess(packs, cal, c, f).Assessments[0].Questions {
		if q.Fact == "served_on" || q.Fact == "appeal" || q.Fact == "effective_on" {
			t.Errorf("%s is asked though it is told", q.Fact)
		}
	}
	if got := FactsTemplate(packs, c, Facts{}, Outcome{}); got != nil {
		t.Errorf("nothing is missing: %s", got)
	}
}

// plain takes from facts what tells only where they stood.
func plain(f Facts) Facts {
	f.Digest, f.Line = "", 0
	bare := func(values map[string]Fact) map[string]Fact {
		out := map[string]Fact{}
		for k, x := range values {
			x.Line, x.Column = 0, 0
			out[k] = x
		}
		return out
	}
	f.Values = bare(f.Values)
	f.Agencies = slices.Clone(f.Agencies)
	for i := range f.Agencies {
		a := &f.Agencies[i]
		a.Line, a.Column, a.Values = 0, 0, bare(a.Values)
		a.Persons, a.Circumstances = slices.Clone(a.Persons), slices.Clone(a.Circumstances)
		for k := range a.Persons {
			a.Persons[k].Line, a.Persons[k].Column = 0, 0
		}
		for k := range a.Circumstances {
			a.Circumstances[k].Line, a.Circumstances[k].Column = 0, 0
		}
	}
	return f
}

// What was entered stands in the next sheet, so that entering that one loses
// nothing, whether anything is still asked or not.
func TestFactsTemplateKeeps(t *testing.T) {
	packs, cal := rulesAndDays(t)
	c := Case{Papers: paper(lostJudgment())}
	odd := strings.NewReplacer("赵某", `"赵 \"某\": #1"`, "两级法院认定不一致", `"yes"`, "送达回证", `"12"`).Replace(wholeSheet)
	odd = strings.Replace(odd, "at_the_time: yes", "at_the_time: yes\n        plainly_erred: no\n        by: 王某\n        on: 2020-09-05\n        source: 任免文件", 1)
	odd = strings.Replace(odd, "claimed: yes,", "claimed: yes, by: 李某, on: 2020-09-06, source: 陈述,", 1)
	odd += "    shares_confirmed: yes\n"
	for _, sheet := range []string{wholeSheet, odd, "served_on: 2020-09-01\n", "agencies:\n  - name: 温州市鹿城区市场监督管理局\n    handling: {collective: {decided: yes}}\n"} {
		f, err := ParseFacts("f", []byte(sheet), packs...)
		if err != nil {
			t.Fatal(err)
		}
		for _, out := range []Outcome{Assess(packs, cal, c, f), {}} {
			again := FactsTemplate(packs, c, f, out)
			g, err := ParseFacts("g", again, packs...)
			if err != nil {
				t.Fatalf("%v\n%s", err, again)
			}
			want := plain(f)
			want.Case = *lostJudgment().CaseNumber
			got := plain(g)
			if len(f.Agencies) == 0 && len(got.Agencies) == 1 && len(got.Agencies[0].Values) == 0 {
				got.Agencies = nil // named, with nothing said of it
			}
			if !reflect.DeepEqual(want, got) {
				t.Errorf("want %+v\n got %+v\n%s", want, got, again)
			}
		}
	}
}

func TestCheckDates(t *testing.T) {
	f, err := ParseFacts("f", []byte("served_on: 2099-01-01\nappeal: {value: none, on: 2099-01-01}\nagencies:\n  - name: 甲\n    act_done_on: 2021-01-02\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := CheckDates("f", f, "2099-01-01"); err != nil {
		t.Error(err)
	}
	const want = "f第1行第1列：served_on 的日期“2099-01-01”在一年以后，请核对\nf第2行第1列：appeal 的日期“2099-01-01”在一年以后，请核对"
	if err := CheckDates("f", f, "2098-12-31"); err == nil || err.Error() != want {
		t.Error(err)
	}
}
