package extract

import (
	"strings"
	"testing"

	"zeren/ingest"
)

// TestActs reads the acts under dispute: their words, makers and days.
func TestActs(t *testing.T) {
	for _, c := range []struct{ name, cause, decision, want string }{
		{"a change", "原告张某某不服被告甲县公安局治安行政处罚一案", "变更被告甲县公安局于2021年1月5日作出的甲公（城）行罚决字〔2021〕9号《行政处罚决定书》中对原告张某某“行政拘留五日并处罚款二百元”的处罚为“罚款二百元”。",
			"被告甲县公安局于2021年1月5日作出的甲公（城）行罚决字〔2021〕9号《行政处罚决定书》/甲县公安局/2021-01-05"},
		{"a change of an item", "原告张某某不服被告甲县公安局治安行政处罚一案", "将被告甲县公安局2021年1月5日作出的甲公（城）行罚决字〔2021〕9号行政处罚决定第二项变更为罚款一百元。",
			"被告甲县公安局2021年1月5日作出的甲公（城）行罚决字〔2021〕9号行政处罚决定/甲县公安局/2021-01-05"},
		{"a cause is no act", "原告张某某诉被告甲县公安局、甲县人民政府（以下简称县政府）房屋行政强制拆除一案", "确认被告甲县公安局、县政府于2021年1月5日强制拆除原告张某某房屋的行为违法。",
			"被告甲县公安局、县政府于2021年1月5日强制拆除原告张某某房屋的行为/甲县公安局/2021-01-05 被告甲县公安局、县政府于2021年1月5日强制拆除原告张某某房屋的行为/甲县人民政府/2021-01-05"},
		{"one of two", "原告张某某诉被告甲县公安局、甲县人民政府（以下简称县政府）行政强制一案", "确认县政府于2021年1月5日查封原告张某某厂房的行为违法。",
			"县政府于2021年1月5日查封原告张某某厂房的行为/甲县人民政府/2021-01-05"},
		{"an omission", "原告张某某诉被告甲县公安局不履行法定职责一案", "驳回原告张某某的诉讼请求。",
			"甲县公安局不履行法定职责/甲县公安局/"},
	} {
		text := `甲县人民法院
行政判决书
（2021）皖1501行初37号
原告张某某，男，汉族，住甲县梅山镇。
被告甲县公安局，住所地甲县梅山镇。
法定代表人王某，局长。
`
		if strings.Contains(c.cause, "县政府") {
			text += `被告甲县人民政府，住所地甲县梅山镇。
法定代表人李某，县长。
`
		}
		text += c.cause + `，于2021年5月10日向本院提起诉讼。本院依法组成合议庭，公开开庭审理了本案。本案现已审理终结。
原告张某某诉称，被告的行为违法。
经审理查明，原告系甲县居民。
本院认为，被告的行为违反法定程序。依照《中华人民共和国行政诉讼法》第七十条第（三）项之规定，判决如下：
` + c.decision + `
案件受理费50元，由被告负担。
审判长李某
二〇二一年九月十五日
书记员王某
`
		r := Read(ingest.Document{Text: text})[0]
		var got []string
		for _, a := range r.ChallengedActs {
			s := a.Text + "/"
			if a.Agency != nil {
				s += *a.Agency
			}
			s += "/"
			if a.DoneOn != nil {
				s += *a.DoneOn
			}
			if !strings.HasPrefix(c.decision, "驳回") && !strings.Contains(c.decision, a.Text) {
				t.Errorf("%s: %s is no text of the paper", c.name, a.Text)
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, s, c.want)
		}
	}
}
