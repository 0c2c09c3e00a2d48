package extract

import (
	"fmt"
	"strings"
	"testing"

	"zeren/ingest"
)

func results(r Record) string {
	var out []string
	for _, x := range r.Results {
		out = append(out, x.Agency+"="+string(x.Result))
	}
	return strings.Join(out, " ")
}

// TestResults tells from single decisions how the case ended for each agency.
func TestResults(t *testing.T) {
	const town, county = "金寨县梅山镇人民政府", "金寨县人民政府"
	for _, c := range []struct{ frame, verb, words, want string }{
		{"first", "判决", "驳回原告张某某的诉讼请求。", town + "=won " + county + "=won"},
		{"first", "裁定", "驳回原告张某某的起诉。", town + "=undecided " + county + "=undecided"},
		{"first", "判决", "一、撤销被告金寨县梅山镇人民政府作出的行政处罚决定；二、驳回原告的其他诉讼请求。", town + "=lost " + county + "=won"},
		{"first", "判决", "撤销被告金寨县梅山镇人民政府作出的行政处罚决定及被告金寨县人民政府作出的行政复议决定。", town + "=lost " + county + "=lost"},
		{"first", "判决", "一、确认被告金寨县人民政府作出的行政复议决定违法；二、驳回原告的其他诉讼请求。", town + "=won " + county + "=lost"},
		{"first", "判决", "一、撤销被告金寨县梅山镇人民政府作出的行政处罚决定第二项；二、驳回原告的其他诉讼请求。", town + "=partly_lost " + county + "=won"},
		{"first", "判决", "撤销被告金寨县梅山镇人民政府作出的行政处罚决定，一并撤销被告金寨县人民政府作出的行政复议决定。", town + "=lost " + county + "=lost"},
		{"first", "判决", "驳回原告对被告金寨县人民政府的起诉；撤销被告梅山镇政府作出的行政处罚决定。", town + "=lost " + county + "=undecided"},
		{"first", "判决", "撤销被告梅山镇政府作出的处罚决定；责令其在三十日内重新作出。", town + "=lost " + county + "=won"},
		{"first", "判决", "撤销二被告作出的行政行为。", town + "=lost " + county + "=lost"},
		{"first", "判决", "一、确认梅山镇政府强制拆除原告房屋的行为违法；二、驳回原告对被告金寨县人民政府的起诉。", town + "=lost " + county + "=undecided"},
		{"first", "判决", "一、撤销被告金寨县人民政府作出的行政复议决定；二、恢复被告金寨县梅山镇人民政府作出的行政处罚决定的效力。", town + "=won " + county + "=lost"},
		{"first", "判决", "一、维持被告金寨县梅山镇人民政府作出的处罚决定第一项；二、撤销被告金寨县梅山镇人民政府作出的处罚决定第二项。", town + "=partly_lost " + county + "=won"},
		{"first", "判决", "责令被告金寨县梅山镇人民政府在六十日内对原告的申请作出答复。", town + "=lost " + county + "=won"},
		{"first", "裁定", "准许原告张某某撤回起诉。", town + "=undecided " + county + "=undecided"},

		{"second", "判决", "驳回上诉，维持原判。", "金寨县人力资源和社会保障局=won"},
		{"second", "判决", "一、撤销安徽省金寨县人民法院（2021）皖1524行初58号行政判决；二、撤销金寨县人社局作出的不予认定工伤决定。", "金寨县人力资源和社会保障局=lost"},
		{"second", "裁定", "一、撤销原判；二、发回安徽省金寨县人民法院重审。", "金寨县人力资源和社会保障局=undecided"},
		{"second", "裁定", "一、撤销原判；二、驳回王某某的起诉。", "金寨县人力资源和社会保障局=undecided"},

		{"recon", "决定", "维持被申请人作出的吴政〔2022〕17号处理决定。", "金寨县吴家店镇人民政府=won"},
		{"recon", "决定", "撤销被申请人作出的吴政〔2022〕17号处理决定。", "金寨县吴家店镇人民政府=lost"},
		{"recon", "决定", "终止行政复议。", "金寨县吴家店镇人民政府=undecided"},
		{"recon", "决定", "驳回申请人的行政复议请求。", "金寨县吴家店镇人民政府=won"},

		{"enforce", "裁定", "准予强制执行温土资瓯罚〔2013〕5号行政处罚决定。", "温州市国土资源局=won"},
		{"enforce", "裁定", "不准予强制执行温土资瓯罚〔2013〕5号行政处罚决定。", "温州市国土资源局=lost"},
		{"enforce", "裁定", "一、准予强制执行责令退还土地的内容；二、不准予强制执行没收地上建筑物的内容。", "温州市国土资源局=partly_lost"},
		{"enforce", "裁定", "对申请执行人温州市国土资源局的强制执行申请，不予受理。", "温州市国土资源局=lost"},
		{"enforce", "裁定", "准许申请执行人温州市国土资源局撤回强制执行申请。", "温州市国土资源局=undecided"},

		{"civil", "判决", "一、被告岫岩满族自治县偏岭镇人民政府于本判决生效之日起十日内给付原告工程款268400元；二、驳回原告的其他诉讼请求。", "岫岩满族自治县偏岭镇人民政府=lost"},
		{"civil", "判决", "一、被告刘某某于本判决生效之日起十日内给付原告工程款268400元；二、驳回原告对被告岫岩满族自治县偏岭镇人民政府的诉讼请求。", "岫岩满族自治县偏岭镇人民政府=won"},
		{"civil", "判决", "被告刘某某给付原告工程款268400元，被告岫岩满族自治县偏岭镇人民政府承担连带责任。", "岫岩满族自治县偏岭镇人民政府=lost"},

		{"review", "裁定", "驳回陈某某的再审申请。", "广东省珠海市金湾区人民政府=lost"},
		{"review", "裁定", "本案由本院提审。", "广东省珠海市金湾区人民政府=undecided"},
	} {
		if got := results(Read(frame(c.frame, c.verb, c.words))[0]); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.frame, c.words, got, c.want)
		}
	}
}

const appealFrame = `安徽省六安市中级人民法院
行政判决书
（2022）皖15行终96号
%s
上诉人王某某、金寨县公安局因行政处罚一案，不服安徽省金寨县人民法院（2021）皖1524行初58号行政判决，向本院提起上诉。本院依法组成合议庭审理了本案，现已审理终结。
%s
本院认为，原审判决的处理应当审查。依照《中华人民共和国行政诉讼法》第八十九条的规定，判决如下：
%s
二审案件受理费50元，由上诉人负担。
本判决为终审判决。
审判长　胡延平
二〇二二年九月十五日
书记员　鲍晓云
`

// TestChains follows a case through its instances.
func TestChains(t *testing.T) {
	const agencyAppeals = "上诉人（原审被告）金寨县公安局，住所地金寨县。\n被上诉人（原审原告）王某某，男，住金寨县。"
	const privateAppeals = "上诉人（原审原告）王某某，男，住金寨县。\n被上诉人（原审被告）金寨县公安局（以下简称县公安局），住所地金寨县。"
	const two = "上诉人（原审原告）王某某，男，住金寨县。\n被上诉人（原审被告）金寨县公安局，住所地金寨县。\n被上诉人（原审被告）金寨县人民政府，住所地金寨县。"
	const third = "上诉人（原审原告）王某某，男，住金寨县。\n被上诉人（原审被告）金寨县人民政府，住所地金寨县。\n原审第三人金寨县公安局，住所地金寨县。"
	for _, c := range []struct{ name, parties, prior, words, want string }{
		{"affirmed loss", agencyAppeals, "一审法院认为，程序违法。依照《中华人民共和国行政诉讼法》第七十条第三项的规定，判决撤销金寨县公安局作出的金公罚〔2021〕1号行政处罚决定。", "驳回上诉，维持原判。", "金寨县公安局=lost"},
		{"affirmed loss in items", agencyAppeals, "原审法院判决：一、确认被告金寨县公安局扣押行为违法；二、驳回原告的其他诉讼请求。案件受理费50元，由被告负担。", "驳回上诉，维持原判。", "金寨县公安局=lost"},
		{"two instances in one breath", "再审申请人（一审被告、二审上诉人）金寨县公安局（以下简称县公安局），住所地金寨县。\n被申请人（一审原告、二审被上诉人）王某某，男，住金寨县。", "一审法院判决确认县公安局扣押车辆的行为违法，二审法院驳回上诉，维持原判。", "驳回金寨县公安局的再审申请。", "金寨县公安局=lost"},
		{"affirmed win", privateAppeals, "一审法院认为，处罚适当。遂判决：驳回原告王某某的诉讼请求。", "驳回上诉，维持原判。", "金寨县公安局=won"},
		{"affirmed partial", privateAppeals, "原审法院判决如下：一、撤销县公安局作出的处罚决定第二项；二、驳回王某某的其他诉讼请求。", "驳回上诉，维持原判。", "金寨县公安局=partly_lost"},
		{"untold, agency appeals", agencyAppeals, "", "驳回上诉，维持原判。", "金寨县公安局=lost"},
		{"reversed to win", agencyAppeals, "原审判决撤销金寨县公安局作出的处罚决定。", "一、撤销安徽省金寨县人民法院（2021）皖1524行初58号行政判决；二、驳回王某某的诉讼请求。", "金寨县公安局=won"},
		{"reversed to maintain", agencyAppeals, "原审判决撤销金寨县公安局作出的处罚决定。", "一、撤销安徽省金寨县人民法院（2021）皖1524行初58号行政判决；二、维持金寨县公安局作出的金公罚〔2021〕1号行政处罚决定。", "金寨县公安局=won"},
		{"items maintained and reversed", privateAppeals, "原审判决：一、确认县公安局扣押车辆的行为违法；二、驳回王某某的赔偿请求。", "一、维持安徽省金寨县人民法院（2021）皖1524行初58号行政判决第一项；二、撤销该判决第二项；三、县公安局于本判决生效之日起十日内赔偿王某某损失5000元。", "金寨县公安局=lost"},
		{"loss item reversed", agencyAppeals, "原审判决：一、确认金寨县公安局扣押车辆的行为违法；二、驳回王某某的其他诉讼请求。", "一、撤销安徽省金寨县人民法院（2021）皖1524行初58号行政判决第一项；二、维持该判决第二项；三、驳回王某某要求确认扣押行为违法的诉讼请求。", "金寨县公安局=won"},
		{"maintained by its words", agencyAppeals, "", "一、维持安徽省金寨县人民法院（2021）皖1524行初58号行政判决关于“撤销金寨县公安局作出的金公罚〔2021〕1号行政处罚决定”的内容；二、撤销该判决关于“金寨县公安局赔偿王某某5000元”的内容。", "金寨县公安局=lost"},
		{"two agencies, one lost", two, "原审判决：一、撤销被告金寨县人民政府作出的行政复议决定；二、驳回原告的其他诉讼请求。", "驳回上诉，维持原判。", "金寨县公安局=won 金寨县人民政府=lost"},
		{"reconsideration that annulled the act stands", third, "2021年5月1日，金寨县人民政府作出金政复决〔2021〕3号行政复议决定，决定撤销金寨县公安局作出的金公罚〔2021〕1号行政处罚决定。王某某不服，提起诉讼。\n原审法院判决驳回王某某的诉讼请求。", "驳回上诉，维持原判。", "金寨县人民政府=won 金寨县公安局=lost"},
		{"history is not the instance below", privateAppeals, "一审法院经审理查明：王某某的房屋被拆除，经安徽省六安市中级人民法院（2020）皖15行初3号行政判决确认县公安局行为违法。\n一审法院认为，赔偿请求没有依据。依照《中华人民共和国国家赔偿法》的规定，判决驳回王某某的诉讼请求。", "驳回上诉，维持原判。", "金寨县公安局=won"},
		{"what is put back in force was not read", privateAppeals, "二审判决：一、撤销安徽省金寨县人民法院（2021）皖1524行初58号行政判决；二、驳回王某某的诉讼请求。", "一、撤销安徽省六安市中级人民法院（2022）皖15行终8号行政判决；二、维持安徽省金寨县人民法院（2021）皖1524行初58号行政判决。", "金寨县公安局=undecided"},
		{"appeal withdrawn, loss effective", agencyAppeals, "原审判决撤销金寨县公安局作出的处罚决定。", "准许上诉人金寨县公安局撤回上诉。", "金寨县公安局=lost"},
	} {
		r := Read(ingest.Document{Text: fmt.Sprintf(appealFrame, c.parties, c.prior, c.words)})[0]
		if got := results(r); got != c.want {
			t.Errorf("%s\n got %s\nwant %s\nprior %v", c.name, got, c.want, r.Prior)
		}
	}
}
