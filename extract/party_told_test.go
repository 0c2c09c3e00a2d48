package extract

import (
	"strings"
	"testing"

	"zeren/ingest"
)

// TestToldParties reads parties where no block of the parties names them: in
// the title that a page gives the case, and in the sentence that opens it.
func TestToldParties(t *testing.T) {
	const reasons = "本院认为，被诉处罚决定事实不清。依照《中华人民共和国行政诉讼法》第七十条第一项之规定，判决如下：\n撤销ACT作出的甲公罚〔2020〕1号行政处罚决定。\n审判长李某\n二〇二〇年九月一日\n书记员王某\n"
	const court = "甲县人民法院\n行政判决书\n（2020）皖1524行初12号\n原告张某，男，住甲县。\n"
	by := func(act string) string { return strings.Replace(reasons, "ACT", act, 1) }
	for _, c := range []struct {
		name, text, want string
	}{
		{"the sentence that opens the case", court + "原告张某不服甲县公安局治安行政处罚，向本院提起诉讼。本院依法组成合议庭审理了本案。\n" + by("甲县公安局"), "原告 张某|被告 甲县公安局 lost"},
		{"a short name", court + "原告张某不服县公安局作出的行政处罚决定，向本院提起诉讼。本院依法组成合议庭审理了本案。\n" + by("县公安局"), "原告 张某|被告 县公安局 lost"},
		{"a title", "关于张某不服甲市生态环境局行政处罚的行政复议决定书\n甲政复〔2020〕12号\n申请人：张某，男，住甲县。\n申请人对被申请人作出的行政处罚决定不服，向本机关申请行政复议。本机关依法受理，现已审理终结。\n本机关认为，被申请人的处罚事实不清。根据《中华人民共和国行政复议法》第六十四条的规定，决定：\n撤销被申请人作出的甲环罚〔2020〕1号行政处罚决定。\n甲市人民政府\n二〇二〇年九月一日\n", "申请人 张某|被申请人 甲市生态环境局 lost"},
		{"the title of a page", "张某与甲县公安局治安行政处罚一审行政判决书\n甲县人民法院\n（2020）皖1524行初12号\n本院受理后，依法组成合议庭审理了本案。\n原告诉称，处罚违法。\n被告辩称，处罚合法。\n" + by("被告"), "被告 甲县公安局 lost|原告 张某"},
		{"nobody is sued yet", "甲县人民法院\n行政裁定书\n（2020）皖1524行初12号\n起诉人张某，男，住甲县。\n起诉人张某不服甲县公安局作出的行政处罚决定，向本院提起诉讼。\n本院认为，起诉超过法定期限。依照《中华人民共和国行政诉讼法》第五十一条第二款之规定，裁定如下：\n对张某的起诉，本院不予立案。\n审判长李某\n二〇二〇年九月一日\n书记员王某\n", "起诉人 张某"},
	} {
		r := Read(ingest.Document{Text: c.text})[0]
		var got []string
		for _, x := range r.Parties {
			s := x.Role + " " + x.Name
			for _, y := range r.Results {
				if y.Agency == x.Name {
					s += " " + string(y.Result)
				}
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: %s, want %s; %v", c.name, s, c.want, r.Warnings)
		}
	}
}
