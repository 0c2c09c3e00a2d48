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

// TestMaskPersonal: what article 10 takes out, in the forms in which papers
// write it, and persons behind their role; what is no private person's stays.
func TestMaskPersonal(t *testing.T) {
	m := newMask([]extract.Record{{Parties: []extract.Party{
		{Name: "张三", Kind: extract.Person}, {Name: "某某县公安局", Kind: extract.Agency}, {Name: "合肥宏远贸易有限公司", Kind: extract.Organization},
	}}})
	for in, want := range map[string]string{
		// names in running text and in titles
		"张三等3人，关于张三的处罚决定，《关于对张三作出行政处罚的决定》": "张某等3人，关于张某的处罚决定，《关于对张某作出行政处罚的决定》",
		"原告张三之子张小三在校就读":                    "原告张某之子张某在校就读",
		"未成年人赵小明，学生赵明的父亲":                  "未成年人赵某，学生赵某的父亲",
		"死者赵小明，受害人：赵小明":                    "死者赵某，受害人：赵某",
		"被处罚人赵小明户，违法行为人赵明于":                "被处罚人赵某户，违法行为人赵某于",
		"法定代表人赵小明，经营者赵明":                   "法定代表人赵某，经营者赵某",
		"证人陈述称，当事人申请，工人安全":                 "证人陈述称，当事人申请，工人安全",
		// numbers
		"身份证341524860305123":                                "身份证×××",
		"身份证号：3415 2419 8603 0512 34":                       "身份证号：×××",
		"身份证号３４１５２４１９８６０３０５１２３Ｘ":                            "身份证号×××",
		"电话138-0564-1234，手机+8613805641234，联系电话0564-7351234": "电话×××，手机×××，联系电话×××",
		"邮箱zhang3@example.com，微信号zhang_san88，QQ12345678":    "邮箱×××，微信号×××，QQ×××",
		"卡号6222 0212 3456 7890 123，账号34050174880800000123":  "卡号×××，账号×××",
		"皖AD12345、皖A·12345、皖N1234挂":                         "×××、×××、×××",
		"金房字第12345号，皖（2020）金寨县不动产权第0001234号":                "金房字第×××号，皖（2020）金寨县不动产权第×××号",
		// places and days
		"住安徽省金寨县梅山镇史河路12号2栋301室": "住×××",
		"家庭住址：梅山镇红村5组":           "家庭住址：×××",
		"梅山镇史河路12-3号":            "梅山镇史河路×××",
		"出生于2012年3月5日，（2012年生）":  "出生于×年×月×日，（×年生）",
		// what stays
		"合肥宏远贸易有限公司，某某县公安局梅山派出所":                     "合肥宏远贸易有限公司，某某县公安局梅山派出所",
		"（2021）皖1524行初37号，金政复〔2020〕5号，国土资字〔2019〕12号": "（2021）皖1524行初37号，金政复〔2020〕5号，国土资字〔2019〕12号",
		"罚款3000000000元，2020年3月5日，共1,234,567.89元":     "罚款3000000000元，2020年3月5日，共1,234,567.89元",
		"统一社会信用代码91341524MA2N12345X":                 "统一社会信用代码91341524MA2N12345X",
	} {
		if got := m.text(in); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", in, got, want)
		}
	}
}

// TestMaskTitles: persons who are named in the words of an act alone.
func TestMaskTitles(t *testing.T) {
	for in, want := range map[string]string{
		"对赵小明作出行政处罚决定":        "对赵某作出行政处罚决定",
		"《关于赵小明违法建设的处理决定》":    "《关于赵某违法建设的处理决定》",
		"《关于给予赵小明行政拘留的决定》":    "《关于给予赵某行政拘留的决定》",
		"责令赵明拆除，对赵明处以罚款":      "责令赵某拆除，对赵某处以罚款",
		"对原告作出答复，对房屋实施强制拆除":   "对原告作出答复，对房屋实施强制拆除",
		"关于安全违法行为的处理，对双方作出处理": "关于安全违法行为的处理，对双方作出处理",
		"对国有土地实施征收，对违法建筑作出决定": "对国有土地实施征收，对违法建筑作出决定",
		"对该公司作出处罚，对车辆实施扣押":    "对该公司作出处罚，对车辆实施扣押",
	} {
		m := newMask([]extract.Record{{ChallengedActs: []extract.ChallengedAct{{Text: in}}}})
		if got := m.text(in); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", in, got, want)
		}
	}
}
