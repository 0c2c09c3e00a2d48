package extract

import (
	"fmt"
	"strings"
	"testing"

	"zeren/ingest"
)

// TestPartOfAct: every way in which a clause lets a part of an act fall, and
// the words that look like one and let the whole fall.
func TestPartOfAct(t *testing.T) {
	const number, title = "甲公（城）行罚决字〔2021〕9号行政处罚决定", "甲公（城）行罚决字〔2021〕9号《行政处罚决定书》"
	for _, c := range []struct {
		want    string
		verdict Verdict
		clauses []string
	}{
		{"revoke_partial", PartlyLost, []string{
			"撤销" + number + "第二项。", "撤销" + number + "第（二）项。", "撤销" + number + "第2项、第3项。", "撤销" + number + "的第二项和第三项。", "撤销" + number + "主文第二项。",
			"撤销" + number + "第一条第（二）项。", "撤销" + number + "第二款。", "撤销" + title + "第二项处罚内容。", "撤销《关于张某某申请信息公开的答复》第三条。", "撤销《关于张某某申请信息公开的答复》中第1、2、4项答复内容。",
			"撤销" + number + "中关于罚款五百元的部分。", "撤销" + number + "关于没收违法所得的部分。", "撤销" + number + "中没收违法所得部分。", "撤销" + number + "中对原告张某某罚款五百元的内容。", "撤销" + number + "中加处罚款的决定。",
			"撤销" + title + "中关于对原告张某某处以罚款的决定部分。", "撤销甲房字第001号房屋所有权证中超出86平方米的部分。",
			"部分撤销" + number + "。", "部分撤销" + number + "，即撤销其中罚款五百元的处罚。", "对" + number + "予以部分撤销。",
		}},
		{"revoke_partial maintain", PartlyLost, []string{"撤销" + number + "第二项，维持第一项。", "撤销" + number + "中关于罚款的部分，维持其余部分。"}},
		{"maintain revoke_partial", PartlyLost, []string{
			"维持" + number + "第一项，撤销第二项。", "一、维持" + number + "第一项；\n二、撤销" + number + "第二项。", "维持" + number + "第一、三项，撤销该决定第二项。",
		}},
		{"revoke_partial redo", "", []string{"撤销" + number + "中的罚款部分，责令其重新作出处理。", "撤销" + number + "第二项，并责令被告甲县公安局于六十日内就该项重新作出处理。"}},
		{"revoke", Lost, []string{
			"撤销" + number + "。", "撤销甲公（城）行罚决字〔2021〕9号《关于张某某第二项申请的处罚决定书》。", "撤销《关于对张某某部分房屋限期拆除的决定》。",
			"撤销依据《中华人民共和国治安管理处罚法》第四十三条第一款第（二）项作出的" + number + "。", "撤销关于第二项申请的" + number + "。", "撤销" + number + "（第二项已自行纠正）。",
		}},
	} {
		for _, words := range c.clauses {
			words = strings.ReplaceAll(words, "撤销", "撤销被告甲县公安局作出的")
			words = strings.NewReplacer("撤销被告甲县公安局作出的第", "撤销第", "撤销被告甲县公安局作出的其中", "撤销其中", "撤销被告甲县公安局作出的该", "撤销该", "部分撤销被告甲县公安局作出的。", "部分撤销。", "维持甲", "维持被告甲县公安局作出的甲", "对甲", "对被告甲县公安局作出的甲").Replace(words)
			r := Read(ingest.Document{Text: `甲县人民法院
行政判决书
（2021）皖1501行初37号
原告张某某，男，汉族，住甲县梅山镇。
被告甲县公安局，住所地甲县梅山镇。
原告张某某不服被告甲县公安局治安行政处罚一案，于2021年5月10日向本院提起诉讼。本院依法组成合议庭，公开开庭审理了本案。本案现已审理终结。
本院认为，被告的行为违反法定程序。依照《中华人民共和国行政诉讼法》第七十条第（三）项之规定，判决如下：
` + words + `
案件受理费50元，由被告负担。
二〇二一年九月十五日
`})[0]
			var got []string
			for _, d := range r.Dispositions {
				for _, o := range d.Outcomes {
					got = append(got, string(o))
				}
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("%s: %s, want %s", words, s, c.want)
			}
			if c.verdict != "" && (len(r.Results) != 1 || r.Results[0].Result != c.verdict) {
				t.Errorf("%s: %s, want %s", words, fmt.Sprint(r.Results), c.verdict)
			}
		}
	}
}
