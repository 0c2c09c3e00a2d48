package report

import (
	"strings"
	"testing"

	"zeren/extract"
)

// TestMask: private persons' names and what leads to them, as courts hide them;
// agencies, firms, numbers of cases and dates stay.
func TestMask(t *testing.T) {
	person := func(name string) extract.Party { return extract.Party{Name: name, Kind: extract.Person} }
	m := newMask([]extract.Record{{Parties: []extract.Party{
		person("张建国"), person("张建军"), person("欧阳海"), person("阿卜杜拉·买买提"), person("李某某"), person("Smith"),
		person("某某县老张饭店"), person("王五"), {Name: "张建国装饰公司", Kind: extract.Organization}, {Name: "某某县公安局", Kind: extract.Agency},
	}}})
	for in, want := range map[string]string{
		"张建国、张建军诉某某县公安局":                      "张某1、张某2诉某某县公安局",
		"欧阳海与王五":                              "欧阳某与王某",
		"阿卜杜拉·买买提和Smith":                      "阿某和S",
		"李某某到庭":                               "李某某到庭",
		"某某县老张饭店":                             "某某县老张饭店",
		"证人赵小明证明":                             "证人赵某证明",
		"其子陈某出生":                              "其子陈某出生",
		"张建国，住某某县梅山镇史河路12号":                   "张某1，住×××",
		"居民身份证号码341524198603051234":           "居民身份证号码×××",
		"电话13805641234，卡号6222021234567890123": "电话×××，卡号×××",
		"驾驶皖A12345号车":                         "驾驶×××号车",
		"位于史河路12号楼3单元501室的房屋":                 "位于史河路×××的房屋",
		"房权证梅山字第20130012号":                    "房权证梅山字第×××号",
		"平阳县住房和城乡规划建设局2014年登记":                "平阳县住房和城乡规划建设局2014年登记",
		"（2021）皖1524行初37号判决，金政复〔2020〕5号":      "（2021）皖1524行初37号判决，金政复〔2020〕5号",
		"1986年3月5日出生，2020年3月5日作出处罚":           "×年×月×日出生，2020年3月5日作出处罚",
	} {
		if got := m.text(in); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", in, got, want)
		}
	}
}

// TestMaskAll: whatever the order of the names, none is left in the text.
func TestMaskAll(t *testing.T) {
	names := []string{"张建国", "张建", "建国栋", "司马光明", "马光"}
	var r extract.Record
	for _, n := range names {
		r.Parties = append(r.Parties, extract.Party{Name: n, Kind: extract.Person})
	}
	got := newMask([]extract.Record{r}).text(strings.Join(names, "，"))
	for _, n := range names {
		if strings.Contains(got, n) {
			t.Errorf("%s is left in %s", n, got)
		}
	}
}
