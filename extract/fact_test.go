package extract

import (
	"testing"

	"zeren/ingest"
)

const affirmed = `某某省云川市中级人民法院
行政判决书
（2021）某03行终45号
上诉人（原审被告）青石县白水镇人民政府，住所地青石县白水镇。
被上诉人（原审原告）何某某，男，汉族。
上诉人青石县白水镇人民政府因房屋行政强制拆除一案，不服青石县人民法院于二〇二〇年十二月八日作出的（2020）某0324行初18号行政判决，于2020年12月20日向本院提起上诉。本院受理后，依法组成合议庭审理了本案。
原审法院审理查明，何某某在白水镇有房屋一处。2020年5月6日，白水镇政府拆除该房屋。原审法院认为，被告拆除房屋未履行催告程序，程序违法。原审法院依照《中华人民共和国行政诉讼法》第七十四条第二款第一项之规定，判决：确认被告青石县白水镇人民政府2020年5月6日拆除原告何某某房屋的行为违法。
青石县白水镇人民政府上诉称，其拆除行为合法。
经审理查明，原审判决认定的事实清楚，本院予以确认。
本院认为，上诉人实施强制拆除前未催告，违反法定程序。原审判决正确。依照《中华人民共和国行政诉讼法》第八十九条第一款第一项之规定，判决如下：
驳回上诉，维持原判。
本判决为终审判决。
审判长　钱某
二〇二一年三月九日`

// TestFactsAndPrior holds what a report tells of an appeal: the cause, the day
// of the decision below, what each court found.
func TestFactsAndPrior(t *testing.T) {
	doc := ingest.Document{Text: affirmed}
	r := Read(doc)[0]
	if r.Cause == nil || *r.Cause != "房屋行政强制拆除" {
		t.Errorf("cause %s", text(r.Cause))
	}
	if len(r.Prior) != 1 {
		t.Fatalf("%d decisions below", len(r.Prior))
	}
	p := r.Prior[0]
	if p.DecidedOn == nil || *p.DecidedOn != "2020-12-08" {
		t.Errorf("decided on %s", text(p.DecidedOn))
	}
	if q := doc.Quote(p.Spans["decided_on"]); q != "二〇二〇年十二月八日" {
		t.Errorf("day at %q", q)
	}
	if q := doc.Quote(p.Spans["case_number"]); q != "（2020）某0324行初18号" {
		t.Errorf("number at %q", q)
	}
	quote := func(what string, list []Evidence, want string) {
		t.Helper()
		if len(list) != 1 || list[0].Text != want || doc.Quote(*list[0].Span) != want {
			t.Errorf("%s: %+v", what, list)
		}
	}
	quote("found below", p.Facts, "原审法院审理查明，何某某在白水镇有房屋一处。2020年5月6日，白水镇政府拆除该房屋。")
	quote("found", r.Facts, "经审理查明，原审判决认定的事实清楚，本院予以确认。")
}

// TestPriorDay: the day of the decision below is the one that its own words
// give, never that of a suit or a receipt.
func TestPriorDay(t *testing.T) {
	for lead, want := range map[string]string{
		"于2020年12月8日作出的":     "2020-12-08",
		"二〇二〇年十二月八日作出":       "2020-12-08",
		"于2020年12月8日公开宣判，作出": "2020-12-08",
		"作出的":                  "",
		"于2020年10月8日立案，作出":     "",
		"于2020年12月8日收到青石县人民法院": "",
	} {
		s := "某某省云川市中级人民法院行政判决书（2021）某03行终45号\n上诉人（原审原告）何某某。\n被上诉人（原审被告）青石县白水镇人民政府。\n上诉人何某某不服青石县人民法院" + lead +
			"（2020）某0324行初18号行政判决，向本院提起上诉。\n本院认为，原判正确。判决如下：\n驳回上诉，维持原判。\n二〇二一年三月九日"
		r := Read(ingest.Document{Text: s})[0]
		got := ""
		if len(r.Prior) == 1 && r.Prior[0].DecidedOn != nil {
			got = *r.Prior[0].DecidedOn
		}
		if got != want {
			t.Errorf("%s: %q, want %q", lead, got, want)
		}
	}
}

// TestFactsWhole: what was found runs to the next section; that somebody sued
// or applied meanwhile is one of the facts, and a further finding is a passage
// of its own. What a party or the court below says found opens none.
func TestFactsWhole(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       []string
	}{
		{"a suit is one of the facts", "经审理查明，2020年5月6日，被告拆除原告的棚屋。原告不服，向本院提起行政诉讼。2020年9月1日，本院判决确认该行为违法。\n另查明，被告未制作清单。",
			[]string{"经审理查明，2020年5月6日，被告拆除原告的棚屋。原告不服，向本院提起行政诉讼。2020年9月1日，本院判决确认该行为违法。", "另查明，被告未制作清单。"}},
		{"on one line", "经审理查明，被告拆除原告的棚屋。原告诉至本院，本院于2020年6月1日立案受理。该案已经审结。另查明，被告未制作清单。",
			[]string{"经审理查明，被告拆除原告的棚屋。原告诉至本院，本院于2020年6月1日立案受理。该案已经审结。", "另查明，被告未制作清单。"}},
		{"behind the evidence", "根据当事人陈述和经审查确认的证据，本院认定事实如下：2020年5月6日，被告拆除原告的棚屋。", []string{"根据当事人陈述和经审查确认的证据，本院认定事实如下：2020年5月6日，被告拆除原告的棚屋。"}},
		{"a judgment on the evidence", "根据庭审质证，本院对上述证据予以确认。", nil},
	} {
		text := "青石县人民法院\n行政判决书\n（2021）某0324行初45号\n原告何某某，男，汉族。\n被告青石县白水镇人民政府，住所地青石县白水镇。\n原告何某某诉被告青石县白水镇人民政府行政赔偿一案，本院于2021年1月5日立案，公开开庭审理了本案。本案现已审理终结。\n原告诉称，被告拆除棚屋违法。\n被告辩称，拆除合法。\n" +
			c.body + "\n本院认为，被告的行为违法。依照《中华人民共和国行政诉讼法》第七十六条之规定，判决如下：\n被告赔偿原告何某某损失1000元。\n审判长　钱某\n二〇二一年三月九日"
		doc := ingest.Document{Text: text}
		facts := Read(doc)[0].Facts
		if len(facts) != len(c.want) {
			t.Errorf("%s: %d passages, want %d: %+v", c.name, len(facts), len(c.want), facts)
			continue
		}
		for i, f := range facts {
			if f.Text != c.want[i] || doc.Quote(*f.Span) != c.want[i] {
				t.Errorf("%s: %q, want %q", c.name, f.Text, c.want[i])
			}
		}
	}
}
