package extract

import (
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
