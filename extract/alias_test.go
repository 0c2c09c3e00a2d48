package extract

import (
	"testing"

	"zeren/ingest"
)

// TestTwinNames: two co-defendants whose names differ by one character are two,
// whichever stands first, and both lose by a disposition that names both.
func TestTwinNames(t *testing.T) {
	twins := []string{"温州市瓯海区娄桥街道办事处", "温州市瓯海区新桥街道办事处"}
	for _, order := range [][]string{{twins[0], twins[1]}, {twins[1], twins[0]}} {
		text := "浙江省温州市瓯海区人民法院\n行政判决书\n（2024）某0303行初71号\n原告：何某某，男，汉族。\n" +
			"被告：" + order[0] + "，住所地温州市瓯海区。\n被告：" + order[1] + "，住所地温州市瓯海区。\n" +
			"原告何某某不服被告" + order[0] + "、" + order[1] + "行政处罚一案，于2024年3月11日向本院提起诉讼。本案现已审理终结。\n" +
			"本院认为，二被告作出处罚决定之前未告知原告陈述、申辩的权利，违反法定程序。依照《中华人民共和国行政诉讼法》第七十条第（三）项之规定，判决如下：\n" +
			"撤销被告" + order[0] + "、" + order[1] + "于2024年1月22日共同作出的白执罚决字〔2024〕第135号行政处罚决定。\n审判长　钱某\n二〇二四年六月三日"
		r := Read(ingest.Document{Text: text})[0]
		lost := map[string]Verdict{}
		for _, x := range r.Results {
			lost[x.Agency] = x.Result
		}
		if len(r.Dispositions) != 1 || len(r.Dispositions[0].Agencies) != 2 || lost[twins[0]] != Lost || lost[twins[1]] != Lost {
			t.Errorf("%v: %+v, %v", order, r.Dispositions, lost)
		}
	}
}
