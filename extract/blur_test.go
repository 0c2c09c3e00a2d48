package extract

import (
	"strings"
	"testing"

	"zeren/ingest"
)

// neighbour is a judgment on two agencies; %1 to %3 are the lines that a scan
// damages.
const neighbour = `四川省某某市某某区人民法院
行政判决书
（2021）川1903行初17号
原告苟某福，男，汉族。
被告某某市公安局通河区分局。
法定代表人廖某，局长。
LINE
第三人苟某贵，男，汉族。
原告苟某福不服被告某某市公安局通河区分局治安行政处罚LEAD行政复议决定一案，于2021年3月19日向本院提起诉讼。本院受理后，依法组成合议庭公开开庭进行了审理。本案现已审理终结。
本院认为，公安机关的处罚决定事实清楚，程序合法。复议机关作出复议决定超过法定期限，应确认其违法。依照《中华人民共和国行政诉讼法》第六十九条、第七十四条第一款第二项之规定，判决如下：
一、CLAUSE；
二、驳回原告苟某福的其他诉讼请求。
COSTS
二〇二一年八月四日
`

// TestStranger holds that a loss of an agency which the parties read do not
// hold is never its neighbour's: the agency is found by what the paper says
// elsewhere, or a person is asked.
func TestStranger(t *testing.T) {
	const police, office = "某某市公安局通河区分局", "某某市通河区人民政府"
	for name, c := range map[string]struct {
		line, lead, clause, costs string
		police, office            Verdict
		warning                   string
	}{
		"whole":          {"被告" + office + "。", "及被告" + office, "确认被告" + office + "作出的复议决定违法", "案件受理费50元，由被告" + office + "负担。", Won, Lost, ""},
		"told twice":     {"", "及被告" + office, "确认被告" + office + "作出的复议决定违法", "案件受理费50元，由被告" + office + "负担。", Won, Lost, "party_unlisted"},
		"clause alone":   {"", "及", "确认被告" + office + "作出的复议决定违法", "", Won, "", "agency_unread"},
		"without a role": {"", "及", "确认" + office + "作出的复议决定违法", "案件受理费50元，由被告" + office + "负担。", Won, "", "agency_unread"},
		"an order":       {"", "及", "责令被告" + office + "于本判决生效之日起六十日内重新作出复议决定", "", Won, "", "agency_unread"},
		"costs damaged":  {"", "及", "驳回原告苟某福撤销复议决定的诉讼请求", "案件受理五十元，由被告" + police + "负担。", Won, "", ""},
		"costs damaged 2": {"", "及", "驳回原告苟某福撤销复议决定的诉讼请求",
			"案件理费50元由被告" + police + "负担。", Won, "", ""},
	} {
		text := strings.NewReplacer("LINE", c.line, "LEAD", c.lead, "CLAUSE", c.clause, "COSTS", c.costs).Replace(neighbour)
		r := Read(ingest.Document{Text: text})[0]
		got := map[string]Verdict{}
		for _, x := range r.Results {
			got[x.Agency] = x.Result
		}
		if got[police] != c.police || got[office] != c.office {
			t.Errorf("%s: results %v", name, got)
		}
		warned := c.warning == ""
		for _, w := range r.Warnings {
			warned = warned || w.Code == c.warning
		}
		if !warned {
			t.Errorf("%s: no warning %s in %v", name, c.warning, r.Warnings)
		}
	}
}

func TestAbbreviates(t *testing.T) {
	for _, c := range []struct {
		short, full string
		want        bool
	}{
		{"射阳县文广新局", "射阳县文化广电新闻出版局", true},
		{"武侯区人社局", "成都市武侯区人力资源和社会保障局", true},
		{"市城管局", "某市城市管理局", true},
		{"梅山镇政府", "金寨县梅山镇人民政府", true},
		{"金寨县人民政府", "金寨县梅山镇人民政府", false},
		{"金寨县城管局", "金寨县城市管理局", true},
		{"温州市国土局", "温州市瓯海区国土资源局", false},
	} {
		if got := abbreviates(c.short, c.full); got != c.want {
			t.Errorf("%s of %s: %v", c.short, c.full, got)
		}
	}
}
