package classify

import (
	"testing"

	"zeren/extract"
)

// TestActs: whose act it is, and since when it can have been.
func TestActs(t *testing.T) {
	const city, town, gone = "乐清市人民政府", "乐清市柳市镇人民政府", "乐清市规划建设局"
	act := func(agency, kind, day, number, text string) extract.ChallengedAct {
		a := extract.ChallengedAct{Text: text}
		for _, x := range []struct {
			to **string
			v  string
		}{{&a.Agency, agency}, {&a.Kind, kind}, {&a.DoneOn, day}, {&a.DocumentNumber, number}} {
			if x.v != "" {
				*x.to = to(x.v)
			}
		}
		return a
	}
	for _, x := range []struct {
		name    string
		agency  string
		parties []string
		acts    []extract.ChallengedAct
		done    any
		since   any
	}{
		{"own", town, []string{city, town}, []extract.ChallengedAct{act(town, "penalty", "2019-01-01", "", ""), act(city, "penalty", "2012-01-01", "", "")}, "2019-01-01", "2019-01-01"},
		{"named in another's", town, []string{city, town}, []extract.ChallengedAct{act(city, "enforcement", "2018-12-26", "", "乐清市人民政府、柳市镇政府拆除房屋"), act(town, "enforcement", "", "", "房屋强制拆除一案")}, "2018-12-26", "2018-12-26"},
		{"not named", town, []string{city, town}, []extract.ChallengedAct{act(city, "enforcement", "2018-12-26", "", "乐清市人民政府拆除房屋")}, nil, nil},
		{"predecessor", town, []string{city, town}, []extract.ChallengedAct{act(gone, "registration", "2009-06-11", "", "登记")}, "2009-06-11", "2009-06-11"},
		{"nobody named, one agency", town, []string{town}, []extract.ChallengedAct{act("", "", "2009-06-11", "", "登记")}, "2009-06-11", "2009-06-11"},
		{"another kind without a day", town, []string{town}, []extract.ChallengedAct{act(town, "penalty", "", "", "处罚"), act(town, "enforcement", "2018-12-26", "", "拆除")}, nil, nil},
		{"number alone", town, []string{town}, []extract.ChallengedAct{act(town, "penalty", "", "柳政罚〔2018〕3号", "处罚")}, nil, "2018-01-01"},
		{"nothing", town, []string{town}, nil, nil, nil},
	} {
		r := extract.Record{ChallengedActs: x.acts}
		for _, p := range x.parties {
			r.Parties = append(r.Parties, extract.Party{Name: p, Kind: extract.Agency, Aliases: map[string][]string{town: {"柳市镇政府"}}[p]})
			r.Results = append(r.Results, extract.Result{Agency: p, Result: extract.Lost})
		}
		w := &view{paper: &r, agency: x.agency, vals: values{}}
		w.acts()
		if w.vals["act.done_on"].v != x.done || w.vals["act.not_before"].v != x.since {
			t.Errorf("%s: %v %v, want %v %v", x.name, w.vals["act.done_on"].v, w.vals["act.not_before"].v, x.done, x.since)
		}
	}
}

// TestSupplied: a reason that a fact gives says who supplied the fact, when, and
// on what ground, as far as the sheet tells it.
func TestSupplied(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	f, err := ParseFacts("facts.yaml", []byte(`case: （2021）皖1524行初37号
agencies:
  - name: 金寨县梅山镇人民政府
    grave_consequences: {value: yes, by: 王某, on: 2021-10-09, source: 调查笔录第2页}
    direct_loss_yuan: {value: 5, on: 2021-10-10}
    dereliction: {value: no, by: 李某}
`), packs...)
	if err != nil {
		t.Fatal(err)
	}
	facts := f.Agency("金寨县梅山镇人民政府").Values
	for key, want := range map[string]string{
		"grave_consequences": "：是（王某，2021-10-09提供）［调查笔录第2页］",
		"direct_loss_yuan":   "：5（2021-10-10提供）",
		"dereliction":        "：否（李某提供）",
	} {
		if got := factWords(FactSpec{Key: key, Ask: "？"}, facts[key]); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
}
