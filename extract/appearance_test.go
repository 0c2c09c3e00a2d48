package extract

import (
	"fmt"
	"strings"
	"testing"

	"zeren/ingest"
)

// judgmentOf is a whole judgment of first instance with the given block of
// the defendant, procedure and reasoning.
func judgmentOf(block, procedure, reasoning string) Record {
	text := `安徽省金寨县人民法院
行政判决书
（2021）皖1524行初37号
原告张某某，男，汉族，住金寨县梅山镇。
被告金寨县梅山镇人民政府，住所地金寨县梅山镇。
` + block + `
原告张某某诉被告金寨县梅山镇人民政府（以下简称梅山镇政府）行政处罚一案，于2021年5月10日向本院提起诉讼。本院于同日立案后，依法组成合议庭，于2021年6月10日公开开庭审理了本案。` + procedure + `本案现已审理终结。
原告张某某诉称，被告程序违法，请求撤销处罚决定。
被告梅山镇政府辩称，其作出的处罚决定合法。
经审理查明，2021年3月1日，被告作出梅政罚字〔2021〕3号行政处罚决定，决定对原告罚款5000元，没收违法所得1,200.50元。
本院认为，` + reasoning + `依照《中华人民共和国行政诉讼法》第七十条第（三）项之规定，判决如下：
一、撤销被告金寨县梅山镇人民政府于2021年3月1日作出的梅政罚字〔2021〕3号行政处罚决定；
二、被告金寨县梅山镇人民政府于本判决生效之日起十日内赔偿原告张某某损失3万元。
案件受理费50元，由被告金寨县梅山镇人民政府负担。
如不服本判决，可在判决书送达之日起十五日内，向本院递交上诉状。
审判长李某
二〇二一年九月十五日
书记员王某
`
	return Read(ingest.Document{Text: text})[0]
}

func TestAppearances(t *testing.T) {
	const unlawful = "被告未告知听证权利，违反法定程序。"
	for _, c := range []struct {
		name, block, procedure, reasoning string
		head, finding                     string
	}{
		{"listed", "法定代表人王某，镇长。\n出庭负责人赵某，副镇长。", "原告张某某，被告梅山镇政府的出庭负责人赵某及其委托代理人钱某到庭参加诉讼。", unlawful, "true", ""},
		{"listed with a colon", "出庭负责人：赵某，党委委员。", "原告、被告的委托代理人到庭参加诉讼。", unlawful, "true", ""},
		{"in the procedure", "法定代表人王某，镇长。", "原告张某某，被告梅山镇政府的副镇长赵某及委托代理人钱某到庭参加诉讼。", unlawful, "true", ""},
		{"the head himself", "法定代表人王某，镇长。", "原告张某某，被告梅山镇政府的法定代表人王某到庭参加诉讼。", unlawful, "true", ""},
		{"agents only", "法定代表人王某，镇长。\n委托代理人钱某，律师。", "原告张某某，被告梅山镇政府的委托代理人钱某到庭参加诉讼。", unlawful, "null", ""},
		{"absent and wrong", "法定代表人王某，镇长。", "原告张某某，被告梅山镇政府的委托代理人钱某到庭参加诉讼。", unlawful + "被告梅山镇政府的负责人未出庭应诉，也未说明理由，违反了《中华人民共和国行政诉讼法》第三条第三款的规定，本院予以指出。", "false", "no_appearance"},
		{"absent, excused", "法定代表人王某，镇长。", "原告张某某，被告梅山镇政府的委托代理人钱某到庭参加诉讼。被告梅山镇政府的负责人因防汛未能出庭，已提交书面说明，并委托工作人员出庭。", unlawful, "false", ""},
		{"only told to come", "法定代表人王某，镇长。", "本院书面通知被告负责人出庭应诉。原告张某某，被告梅山镇政府的委托代理人钱某到庭参加诉讼。", unlawful, "null", ""},
	} {
		r := judgmentOf(c.block, c.procedure, c.reasoning)
		head := "none"
		for _, a := range r.Appearances {
			head = "null"
			if a.HeadAppeared != nil {
				head = fmt.Sprint(*a.HeadAppeared)
			}
			if a.Agency != "金寨县梅山镇人民政府" {
				t.Errorf("%s: agency %q", c.name, a.Agency)
			}
		}
		if head != c.head {
			t.Errorf("%s: head %s, want %s", c.name, head, c.head)
		}
		finding := ""
		for _, f := range r.Errors {
			if f.Code == NoAppearance {
				finding = string(f.Code)
				if f.Ground {
					t.Errorf("%s: an absence decides no case", c.name)
				}
			}
		}
		if finding != c.finding {
			t.Errorf("%s: finding %q, want %q", c.name, finding, c.finding)
		}
	}
}

func TestAmountsAndLaws(t *testing.T) {
	r := judgmentOf("法定代表人王某，镇长。", "", "被告未告知听证权利，违反法定程序。")
	var sums, laws []string
	for _, a := range r.Amounts {
		sums = append(sums, fmt.Sprintf("%s %.2f", a.Kind, a.Yuan))
	}
	if got, want := strings.Join(sums, ", "), "compensation 30000.00, fine 5000.00, confiscation 1200.50"; got != want {
		t.Errorf("sums %s, want %s", got, want)
	}
	for _, l := range r.Laws {
		laws = append(laws, fmt.Sprintf("%s %d %d %s", l.Title, *l.Article, *l.Item, *l.Version))
	}
	if got, want := strings.Join(laws, ", "), "中华人民共和国行政诉讼法 70 3 2017"; got != want {
		t.Errorf("laws %s, want %s", got, want)
	}
	if len(r.Errors) != 1 || r.Errors[0].Code != Procedure || len(r.Errors[0].Laws) != 1 || !has(r.Errors[0].Words, "not_informed") {
		t.Errorf("errors %+v", r.Errors)
	}
}
