package extract

import (
	"testing"

	"zeren/ingest"
)

// TestDatabaseHeads reads papers as databases of judgments print them: a card
// in front, the stage in the heading, the page with the signature lost.
func TestDatabaseHeads(t *testing.T) {
	const card = "（2015）丽松行受初字第3号\n裁判日期：2015-05-14\n公开日期：2015-09-12\n案件名称\n王某某一审行政裁定书\n法院\n松阳县人民法院\n全文\n浙江省松阳县人民法院\n行政裁定书\n（2015）丽松行受初字第3号\n起诉人：王某某。\n本院于2015年5月13日收到王某某的起诉状。经审查，本院认为，起诉不属于受案范围。依照《中华人民共和国行政诉讼法》第二条之规定，裁定如下：\n对王某某的起诉，本院不予受理。\n审判长叶某某"
	const heading = "裁判文书详情\n李某、孙某诉某某市政府不予受理行政复议申请决定一审行政裁定书\n审理经过\n原告李某、孙某因不服某某市人民政府作出的不予受理行政复议申请决定，向本院提起行政诉讼。审理中，原告李某、孙某向本院申请撤回起诉。\n本院经审查认为，原告自愿撤回起诉，依法应予准许。依照《中华人民共和国行政诉讼法》第六十二条之规定，裁定如下：\n准许原告李某、孙某撤回起诉。\n裁判日期\n二〇一五年十一月五日"
	const letter = "驳回申诉通知书\n（2014）豫法行申字第00275号\n王某某：\n你因诉甲县民政局信访处理意见一案，不服乙市中级人民法院（2006）乙行终字第48号行政裁定，向本院申请再审。本院依法进行了审查。\n本院认为：你的请求事项不属于行政审判权限范围。综上，你申请再审的理由不能成立。根据《最高人民法院关于执行〈中华人民共和国行政诉讼法〉若干问题的解释》第七十四条的规定，驳回王某某的再审申请。请服判息诉。\n特此通知。\n二〇一四年十一月二十四日"
	const refusal = "来复不受决〔2022〕4号\n申请人：王某某，女，住某省某县。\n被申请人：来安县汊河镇人民政府。\n申请人不服被申请人作出的《信访处理答复书》，于2022年3月11日向本机关申请行政复议。\n本机关认为：该答复对申请人的权利义务不产生实际影响。根据《中华人民共和国行政复议法》第十七条第一款之规定，决定不予受理。\n2022年3月14日"
	for _, c := range []struct{ name, text, number, date, instance, outcome string }{
		{"card", card, "（2015）丽松行受初字第3号", "2015-05-14", "first", "dismiss_suit"},
		{"heading", heading, "", "2015-11-05", "first", "withdraw"},
		{"letter", letter, "（2014）豫法行申字第00275号", "2014-11-24", "review", "reject_petition"},
		{"refusal", refusal, "来复不受决〔2022〕4号", "2022-03-14", "reconsideration", "reject_application"},
	} {
		r := Read(ingest.Document{Text: c.text})[0]
		got := ""
		for _, d := range r.Dispositions {
			for _, o := range d.Outcomes {
				got += string(o)
			}
		}
		instance := ""
		if r.Instance != nil {
			instance = string(*r.Instance)
		}
		number := ""
		if r.CaseNumber != nil {
			number = *r.CaseNumber
		}
		if number != c.number || orNone(r.DecidedOn) != c.date || instance != c.instance || got != c.outcome {
			t.Errorf("%s: %s %s %s %s", c.name, number, orNone(r.DecidedOn), instance, got)
		}
	}
}

// TestReconsiderationNumbers reads numbers of organs of reconsideration.
func TestReconsiderationNumbers(t *testing.T) {
	for _, s := range []string{"来复不受决〔2022〕4号", "〔2020〕连行复不第2号", "常政复不受字〔2025〕10号", "闽政行复〔2024〕331号", "〔2021〕甬政复决字第7号", "芦政复驳决字〔2023〕100号"} {
		c, ok := ParseCaseNumber(s)
		if !ok || c.Kind != ReconsiderationNumber {
			t.Errorf("%s: %v %s", s, ok, c.Kind)
		}
	}
	for _, s := range []string{"〔2020〕恢复第2号", "甲政答复〔2020〕2号", "甲政函复字〔2020〕2号", "皖政地批复〔2020〕2号"} {
		if c, ok := ParseCaseNumber(s); !ok || c.Kind != ActNumber {
			t.Errorf("%s: %s", s, c.Kind)
		}
	}
}
