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
