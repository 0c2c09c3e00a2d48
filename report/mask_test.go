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

// TestMaskOfOthers: persons whom the record has no party for are hidden where
// their role, or a list of masked names, stands before them; a name that comes
// out as another was masked by the court gets a number.
func TestMaskOfOthers(t *testing.T) {
	texts := map[string]string{
		"驳回原告黄宇平的其他诉讼请求。":                "驳回原告黄某的其他诉讼请求。",
		"准许原审原告吴**、蔡**、严站、姚**撤回起诉。":      "准许原审原告吴**、蔡**、严某、姚**撤回起诉。",
		"为原告黄宇平发放养老保险金":                  "为原告黄某发放养老保险金",
		"原告陈述，原告房屋的拆除，上诉人申请的，第三人应于":      "原告陈述，原告房屋的拆除，上诉人申请的，第三人应于",
		"被申请人金寨县自然资源局，第三人高新区管委会":         "被申请人金寨县自然资源局，第三人高新区管委会",
		"原告林地被占用，原告方的损失，原告车辆、设备，申请人经查阅的": "原告林地被占用，原告方的损失，原告车辆、设备，申请人经查阅的",
	}
	for in, want := range texts {
		r := extract.Record{Dispositions: []extract.Disposition{{Text: in}, {Text: "驳回原告黄宇平的起诉。"}}}
		if got := newMask([]extract.Record{r}).text(in); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", in, got, want)
		}
	}
	r := extract.Record{Parties: []extract.Party{{Name: "陈某", Kind: extract.Person}, {Name: "陈松贵", Kind: extract.Person}}}
	if got := newMask([]extract.Record{r}).text("陈松贵与陈某"); got != "陈某1与陈某" {
		t.Error(got)
	}
}
