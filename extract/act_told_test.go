package extract

import (
	"fmt"
	"strings"
	"testing"

	"zeren/ingest"
)

// TestToldActs: the act of a paper whose procedure names none is what the body
// itself calls it; what a party or a rule only speaks of is none.
func TestToldActs(t *testing.T) {
	const frame = `甲县人民法院
%s
（2021）皖1501%s
%s
本院认为，%s依照《中华人民共和国行政诉讼法》之规定，%s
审判长李某
二〇二一年九月十五日
书记员王某
`
	const parties = "原告张某某，男，汉族，住甲县梅山镇。\n被告甲县水利局，住所地甲县梅山镇。\n"
	cause := func(s string) string {
		return parties + "原告张某某诉被告甲县水利局" + s + "一案，本院于2021年5月10日立案后，公开开庭审理了本案。现已审理终结。\n"
	}
	for _, c := range []struct{ name, title, number, head, reasons, decision, want string }{
		{"found unlawful before", "行政赔偿判决书", "行赔初3号", cause("行政赔偿") + "经审理查明，2020年12月1日，本院作出（2020）皖1501行初9号行政判决，确认被告甲县水利局于2019年3月8日拆除原告鱼塘的行为违法。该判决已生效。",
			"被告应当赔偿。", "判决如下：\n被告甲县水利局赔偿原告张某某损失8000元。", "enforcement 甲县水利局于2019年3月8日拆除原告鱼塘的行为/甲县水利局/2019-03-08"},
		{"annulled before", "行政赔偿判决书", "行赔初3号", cause("行政赔偿") + "经审理查明，本院（2020）皖1501行初9号行政判决：撤销被告甲县水利局2019年3月8日作出的甲水罚〔2019〕2号行政处罚决定。该判决已生效。",
			"被告应当赔偿。", "判决如下：\n被告甲县水利局赔偿原告张某某损失8000元。", "penalty 甲县水利局2019年3月8日作出的甲水罚〔2019〕2号行政处罚决定/甲县水利局/2019-03-08"},
		{"of another", "行政赔偿判决书", "行赔初3号", cause("行政赔偿") + "经审理查明，另案（2020）皖1501行初9号行政判决，确认乙县公安局查封某公司仓库的行为违法。",
			"被告没有侵害原告的权益。", "判决如下：\n驳回原告张某某的赔偿请求。", ""},
		{"called by the body", "行政判决书", "行初3号", cause("行政争议") + "经审理查明，事实如上。",
			"被诉不予许可决定书认定事实清楚。", "判决如下：\n驳回原告张某某的诉讼请求。", "licence 被诉不予许可决定书/甲县水利局/"},
		{"a duty not fulfilled", "行政判决书", "行初3号", cause("行政争议") + "经审理查明，事实如上。",
			"被告收到申请后一直未答复，属于怠于履行法定职责。", "判决如下：\n责令被告甲县水利局于本判决生效之日起六十日内对原告张某某的申请作出处理。", "omission 怠于履行法定职责/甲县水利局/"},
		{"a duty only spoken of", "行政判决书", "行初3号", cause("行政争议") + "经审理查明，事实如上。",
			"原告主张被告不履行法定职责，理由不能成立。", "判决如下：\n驳回原告张某某的诉讼请求。", ""},
		{"not let to sue", "行政裁定书", "行初3号", "起诉人：张某某，男，住甲县。\n2021年5月10日，本院收到张某某的起诉状，请求撤销甲县水利局不予受理告知书。\n",
			"该告知书对其权利义务不产生实际影响。", "裁定如下：\n对张某某的起诉，本院不予立案。", "other 甲县水利局不予受理告知书/甲县水利局/"},
		{"enforced, in front", "行政裁定书", "行审3号", "申请执行人甲县水利局，住所地甲县。\n被执行人张某某，男，住甲县。\n申请执行人甲县水利局向本院申请强制执行一案，本院受理后进行了审查。\n",
			"该决定合法。", "裁定如下：\n申请执行人甲县水利局申请执行的甲水罚〔2020〕7号行政处罚决定，本院准予强制执行。", "penalty 甲水罚〔2020〕7号行政处罚决定/甲县水利局/"},
		{"enforced, behind", "行政裁定书", "行审3号", "申请执行人甲县水利局，住所地甲县。\n被执行人张某某，男，住甲县。\n申请执行人甲县水利局向本院申请强制执行一案，本院受理后进行了审查。\n",
			"该决定合法。", "裁定如下：\n准予强制执行申请执行人甲县水利局作出的甲水罚〔2020〕7号行政处罚决定。", "penalty 甲县水利局作出的甲水罚〔2020〕7号行政处罚决定/甲县水利局/"},
	} {
		doc := ingest.Document{Text: fmt.Sprintf(frame, c.title, c.number, c.head, c.reasons, c.decision)}
		var got []string
		for _, a := range Read(doc)[0].ChallengedActs {
			s := *a.Kind + " " + a.Text + "/" + text(a.Agency) + "/"
			if a.DoneOn != nil {
				s += *a.DoneOn
			}
			got = append(got, s)
			if bare(doc.Quote(*a.Span)) != a.Text {
				t.Errorf("%s: quoted at %q", c.name, doc.Quote(*a.Span))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
	}
}

// TestAskers: each request is that of the one who speaks, also where several
// speak one after the other or together.
func TestAskers(t *testing.T) {
	const paper = `甲省高级人民法院
行政判决书
（2021）甲行终37号
上诉人（原审被告）甲县人民政府，住所地甲县。
上诉人（原审被告）甲县白水镇人民政府（以下简称白水镇政府），住所地甲县白水镇。
被上诉人（原审原告）张某某，男，住甲县。
被上诉人（原审原告）李某某，女，住甲县。
上诉人甲县人民政府、白水镇政府因张某某、李某某诉其行政强制一案，不服乙市中级人民法院（2020）甲02行初9号行政判决，向本院提起上诉。本院依法组成合议庭审理了本案。
张某某、李某某向一审法院起诉请求：确认拆除行为违法。
一审法院判决：确认甲县人民政府、白水镇政府拆除张某某、李某某房屋的行为违法。
甲县人民政府上诉称，其未参与拆除。其不是适格被告。请求撤销原审判决，驳回对其的起诉。
白水镇政府上诉称，一、房屋系违法建筑；二、程序并无不当。请求撤销原审判决，改判驳回诉讼请求。
张某某、李某某答辩称，请求驳回上诉。
本院认为，上诉理由不能成立。依照《中华人民共和国行政诉讼法》第八十九条第一款第（一）项之规定，判决如下：
驳回上诉，维持原判。
二〇二一年九月十五日
`
	var got []string
	for _, c := range Read(ingest.Document{Text: paper})[0].Claims {
		got = append(got, fmt.Sprint(c.By, c.Text))
	}
	want := []string{"[张某某 李某某]确认拆除行为违法", "[甲县人民政府]撤销原审判决，驳回对其的起诉", "[甲县白水镇人民政府]撤销原审判决，改判驳回诉讼请求"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q", got)
	}
}
