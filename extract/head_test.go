package extract

import (
	"strings"
	"testing"

	"zeren/ingest"
)

// TestAnswering: who answers for an administrative act is an organ or a body
// under authority, whatever the end of its name; companies sued along with it
// and the parties of civil papers stay what they are.
func TestAnswering(t *testing.T) {
	for _, c := range []struct {
		title, number, lead, name string
		want                      PartyKind
	}{
		{"行政判决书", "（2020）皖1524行初3号", "被告", "金寨县某某技术学院", Agency},
		{"行政判决书", "（2020）皖1524行初3号", "被告", "金寨县机动车检测站", Agency},
		{"行政判决书", "（2020）皖1524行初3号", "被告", "金寨县某某建设有限公司", Organization},
		{"行政判决书", "（2020）皖1524行初3号", "被告", "金寨县梅山镇新河村村民委员会", Organization},
		{"行政判决书", "（2020）皖1524行初3号", "第三人", "金寨县机动车检测站", Organization},
		{"民事判决书", "（2020）皖1524民初3号", "被告", "金寨县机动车检测站", Organization},
	} {
		text := "安徽省金寨县人民法院\n" + c.title + "\n" + c.number + "\n原告张某某，男，住安徽省金寨县。\n" +
			c.lead + c.name + "，住所地安徽省金寨县。\n本院认为，原告的请求不能成立。判决如下：\n驳回原告张某某的诉讼请求。\n二〇二〇年九月一日\n"
		var got PartyKind
		for _, p := range Read(ingest.Document{Text: text})[0].Parties {
			if p.Name == c.name {
				got = p.Kind
			}
		}
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.title, c.name, got, c.want)
		}
	}
}

// TestIssuer: a site's 发文机关 is the organ of a decision without a head where
// the number is that government's own.
func TestIssuer(t *testing.T) {
	const page = "索引号：11220283/2025-00316\n分类：行政复议决定书\n发文机关：ISSUER\n成文日期：2025年03月14日\n标题：行政复议决定书（NUMBER）\n经审理查明：申请人于2024年7月15日申请被申请人履行职责。\n本机关认为：被申请人已经履行职责。根据《中华人民共和国行政复议法》第六十九条的规定，本机关决定：\n驳回申请人王某某的行政复议请求。\n二〇二五年三月十四日\n"
	for _, c := range []struct{ issuer, number, want string }{
		{"舒兰市人民政府", "舒政复决〔2025〕7号", "舒兰市人民政府"},
		{"舒兰市司法局", "舒政复决〔2025〕7号", ""},
		{"吉林市人民政府", "舒政复决〔2025〕7号", ""},
	} {
		r := Read(ingest.Document{Text: strings.NewReplacer("ISSUER", c.issuer, "NUMBER", c.number).Replace(page)})[0]
		got := ""
		if r.Organ != nil {
			got = r.Organ.Name
		}
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.issuer, c.number, got, c.want)
		}
	}
}
