package extract

import (
	"strings"
	"testing"

	"zeren/ingest"
)

// TestWhoseFault reads whole judgments with two defendants: the agency that
// acted and the one that upheld its act on reconsideration.
func TestWhoseFault(t *testing.T) {
	for _, c := range []struct{ name, reasoning, basis, decision, want string }{
		{"the act alone", "被诉处罚决定未告知原告听证权利，违反法定程序，依法应予撤销。被告金寨县人民政府作出的复议决定予以维持错误，应一并撤销。", "第七十条第（三）项、第七十九条",
			"一、撤销被告金寨县城市管理局作出的处罚决定；\n二、撤销被告金寨县人民政府作出的金政复〔2021〕5号行政复议决定。", "procedure 金寨县城市管理局"},
		{"each its own", "县城管局认定事实不清，主要证据不足。县政府未通知第三人参加行政复议，违反法定程序。", "第七十条第（一）项、第（三）项、第七十九条",
			"一、撤销被告金寨县城市管理局作出的处罚决定；\n二、撤销被告金寨县人民政府作出的金政复〔2021〕5号行政复议决定。", "facts_evidence 金寨县城市管理局; procedure 金寨县人民政府"},
		{"only the reconsideration", "县城管局作出的处罚决定认定事实清楚，程序合法。但县政府超过法定期限作出复议决定，程序违法，应确认违法。", "第七十四条第一款第（二）项、第七十九条",
			"一、确认被告金寨县人民政府作出的金政复〔2021〕5号行政复议决定程序违法；\n二、驳回原告张某某的其他诉讼请求。", "procedure! 金寨县人民政府"},
		{"both, and one by itself", "县城管局、县政府未经催告即强制拆除原告房屋，违反法定程序。县城管局主张房屋系违法建筑，但其并未作出限期拆除决定并履行公告程序，违反法定程序。", "第七十四条第二款第（一）项",
			"确认被告金寨县城市管理局、金寨县人民政府强制拆除原告张某某房屋的行为违法。", "procedure 金寨县城市管理局、金寨县人民政府; procedure 金寨县城市管理局"},
		{"by the role, both", "二被告未经催告、公告即强制拆除原告房屋，违反法定程序。", "第七十四条第二款第（一）项",
			"确认被告金寨县城市管理局、金寨县人民政府强制拆除原告张某某房屋的行为违法。", "procedure 金寨县城市管理局、金寨县人民政府"},
	} {
		text := `安徽省六安市中级人民法院
行政判决书
（2021）皖15行初37号
原告张某某，男，汉族，住金寨县梅山镇。
被告金寨县城市管理局，住所地金寨县梅山镇。
法定代表人王某，局长。
被告金寨县人民政府，住所地金寨县梅山镇。
法定代表人李某，县长。
原告张某某诉被告金寨县城市管理局（以下简称县城管局）、被告金寨县人民政府（以下简称县政府）行政处罚及行政复议一案，于2021年5月10日向本院提起诉讼。本院依法组成合议庭，于2021年6月10日公开开庭审理了本案。本案现已审理终结。
原告张某某诉称，二被告认定事实不清，滥用职权，请求撤销处罚决定和复议决定。
被告县城管局辩称，其程序合法。
被告县政府辩称，其复议程序合法。
经审理查明，2021年1月5日，县城管局作出处罚决定。张某某申请行政复议，县政府作出金政复〔2021〕5号行政复议决定，予以维持。
本院认为，` + c.reasoning + `依照《中华人民共和国行政诉讼法》` + c.basis + `之规定，判决如下：
` + c.decision + `
案件受理费50元，由二被告负担。
如不服本判决，可在判决书送达之日起十五日内，向本院递交上诉状。
审判长李某
二〇二一年九月十五日
书记员王某
`
		r := Read(ingest.Document{Text: text})[0]
		var got []string
		for _, f := range r.Errors {
			if !f.Ground {
				continue
			}
			code := string(f.Code)
			if f.Minor {
				code += "!"
			}
			got = append(got, code+" "+strings.Join(f.Agencies, "、"))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, s, c.want)
			for _, x := range r.Results {
				t.Logf("  %s %s", x.Agency, x.Result)
			}
		}
	}
}

// TestFindingWarnings: what words and articles do not agree on, and a loss
// without a reason, is for a person.
func TestFindingWarnings(t *testing.T) {
	for _, c := range []struct{ setting, reasoning, want string }{
		{"撤销", "被诉处罚决定违反法定程序，应予撤销。依照《中华人民共和国行政诉讼法》第七十条第（一）项之规定，判决如下：", "ground_mismatch"},
		{"撤销", "被诉处罚决定违反法定程序，应予撤销。依照《中华人民共和国行政诉讼法》第七十条第（三）项之规定，判决如下：", ""},
		{"撤销", "被诉处罚决定应予撤销。", "finding_missing"},
		{"驳回", "被诉处罚决定合法，原告的请求不能成立。", ""},
	} {
		p := paperOf(settings[c.setting], c.reasoning)
		p.readFindings()
		var got []string
		for _, w := range p.record.Warnings {
			got = append(got, w.Code)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: warnings %q, want %q", c.reasoning, s, c.want)
		}
	}
}
