package extract

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCourtNumbers(t *testing.T) {
	for _, c := range []struct{ in, text, court, kind, serial, instance, level string }{
		{"（2019）皖1524行初12号", "（2019）皖1524行初12号", "皖1524", "行初", "12", "first", "basic"},
		{"(2019)皖1524行初12号", "（2019）皖1524行初12号", "皖1524", "行初", "12", "first", "basic"},
		{"〔2019〕皖1524行初12号", "（2019）皖1524行初12号", "皖1524", "行初", "12", "first", "basic"},
		{"[2019]皖1524行初12号", "（2019）皖1524行初12号", "皖1524", "行初", "12", "first", "basic"},
		{"【2019】皖1524行初12号", "（2019）皖1524行初12号", "皖1524", "行初", "12", "first", "basic"},
		{"（ 2019 ）皖 1524 行 初 12 号", "（2019）皖1524行初12号", "皖1524", "行初", "12", "first", "basic"},
		{"（２０１９）皖１５２４行初１２号", "（2019）皖1524行初12号", "皖1524", "行初", "12", "first", "basic"},
		{"（2022）皖15行终96号", "（2022）皖15行终96号", "皖15", "行终", "96", "second", "intermediate"},
		{"（2020）浙行终412号", "（2020）浙行终412号", "浙", "行终", "412", "second", "high"},
		{"(2019)豫行申1262号", "（2019）豫行申1262号", "豫", "行申", "1262", "review", "high"},
		{"（2018）最高法行再34号", "（2018）最高法行再34号", "最高法", "行再", "34", "retrial", "supreme"},
		{"(2019)最高法行申5275号", "（2019）最高法行申5275号", "最高法", "行申", "5275", "review", "supreme"},
		{"（2018）最高法行赔申12号", "（2018）最高法行赔申12号", "最高法", "行赔申", "12", "review", "supreme"},
		{"(2019)辽0212行审89号", "（2019）辽0212行审89号", "辽0212", "行审", "89", "enforcement", "basic"},
		{"（2025）辽0323行赔初4号", "（2025）辽0323行赔初4号", "辽0323", "行赔初", "4", "first", "basic"},
		{"(2017)豫行赔终204号", "（2017）豫行赔终204号", "豫", "行赔终", "204", "second", "high"},
		{"（2024）辽0323民初3127号", "（2024）辽0323民初3127号", "辽0323", "民初", "3127", "first", "basic"},
		{"（2025）辽03民终412号", "（2025）辽03民终412号", "辽03", "民终", "412", "second", "intermediate"},
		{"(2018)黔0303执1029号", "（2018）黔0303执1029号", "黔0303", "执", "1029", "enforcement", "basic"},
		{"（2020）浙03执复5号", "（2020）浙03执复5号", "浙03", "执复", "5", "enforcement", "intermediate"},
		{"（2021）皖15行审复3号", "（2021）皖15行审复3号", "皖15", "行审复", "3", "enforcement", "intermediate"},
		{"（2019）京73行初100号", "（2019）京73行初100号", "京73", "行初", "100", "first", "special"},
		{"（2019）浙7101行初100号", "（2019）浙7101行初100号", "浙7101", "行初", "100", "first", "special"},
		{"（2019）兵0101行初2号", "（2019）兵0101行初2号", "兵0101", "行初", "2", "first", "basic"},
		{"（2014）金行初字第00012号", "（2014）金行初字第00012号", "金", "行初", "00012", "first", ""},
		{"(2011)行提字第12号", "（2011）行提字第12号", "", "行提", "12", "retrial", ""},
		{"(2015)行监字第1921号", "（2015）行监字第1921号", "", "行监", "1921", "review", ""},
		{"（2000）湘行初字第1号", "（2000）湘行初字第1号", "湘", "行初", "1", "first", "high"},
		{"（2010）渝一中法行终字第2号", "（2010）渝一中法行终字第2号", "渝一中法", "行终", "2", "second", ""},
		{"(2012)郑行终字第93号", "（2012）郑行终字第93号", "郑", "行终", "93", "second", ""},
		{"(2015)吉中行立初字第19号", "（2015）吉中行立初字第19号", "吉中", "行立初", "19", "first", ""},
		{"[2005]沈行终字第481号", "（2005）沈行终字第481号", "沈", "行终", "481", "second", ""},
		{"(2015)浙甬行初字第32号", "（2015）浙甬行初字第32号", "浙甬", "行初", "32", "first", ""},
		{"（２０００）琼行终字第３１号", "（2000）琼行终字第31号", "琼", "行终", "31", "second", "high"},
		{"（2014）民一终字第317号", "（2014）民一终字第317号", "", "民一终", "317", "second", ""},
		{"（2015）民提字第194号", "（2015）民提字第194号", "", "民提", "194", "retrial", ""},
		{"（2015）民申字第1674号", "（2015）民申字第1674号", "", "民申", "1674", "review", ""},
		{"（2013）鹿行非审字第5号", "（2013）鹿行非审字第5号", "鹿", "行非审", "5", "enforcement", ""},
		{"（2013）鹿非诉行审字第5号", "（2013）鹿非诉行审字第5号", "鹿", "非诉行审", "5", "enforcement", ""},
		{"（2013）鹿行执字第5号", "（2013）鹿行执字第5号", "鹿", "行执", "5", "enforcement", ""},
		{"（2012）行行初字第3号", "（2012）行行初字第3号", "行", "行初", "3", "first", ""},
		{"（2012）民行初字第3号", "（2012）民行初字第3号", "民", "行初", "3", "first", ""},
		{"（2012）温鹿行重字第3号", "（2012）温鹿行重字第3号", "温鹿", "行重", "3", "first", ""},
		{"（2016）浙0302行初12号之一", "（2016）浙0302行初12号之一", "浙0302", "行初", "12", "first", "basic"},
		{"（2016）浙0302行初12号之二", "（2016）浙0302行初12号之二", "浙0302", "行初", "12", "first", "basic"},
		{"（2019）皖1524行初××号", "（2019）皖1524行初××号", "皖1524", "行初", "××", "first", "basic"},
		{"（2019）皖1524行初＊号", "（2019）皖1524行初*号", "皖1524", "行初", "*", "first", "basic"},
		{"（2019）皖1524行初XX号", "（2019）皖1524行初XX号", "皖1524", "行初", "XX", "first", "basic"},
		{"（20××）皖1524行初5号", "（20××）皖1524行初5号", "皖1524", "行初", "5", "first", "basic"},
		{"2019皖1524行初12号", "（2019）皖1524行初12号", "皖1524", "行初", "12", "first", "basic"},
		{"（2019）皖15法赔1号", "（2019）皖15法赔1号", "皖15", "法赔", "1", "", "intermediate"},
		{"（2013）沪高民一（民）终字第11号", "（2013）沪高民一（民）终字第11号", "沪高", "民一（民）终", "11", "second", ""},
		{"（2015）琼立一终字第136号", "（2015）琼立一终字第136号", "琼", "立一终", "136", "second", "high"},
		{"（2014）并民初字第584-1号", "（2014）并民初字第584-1号", "并", "民初", "584-1", "first", ""},
		{"（2006）琼行终字第48、49号", "（2006）琼行终字第48、49号", "琼", "行终", "48、49", "second", "high"},
		{"（2018）沪03行赔初6号", "（2018）沪03行赔初6号", "沪03", "行赔初", "6", "first", "intermediate"},
	} {
		n, ok := ParseCaseNumber(c.in)
		in := ""
		if p := n.Instance(); p != nil {
			in = string(*p)
		}
		if !ok || n.Kind != CourtNumber || n.Text != c.text || n.Court != c.court || n.Case != c.kind || n.Serial != c.serial || in != c.instance || n.Level() != c.level {
			t.Errorf("ParseCaseNumber(%q) = %+v %v, instance %q level %q", c.in, n, ok, in, n.Level())
		}
	}
}

func TestOtherNumbers(t *testing.T) {
	for _, c := range []struct {
		in, prefix, serial string
		kind               NumberKind
	}{
		{"金政复〔2020〕5号", "金政复", "5", ReconsiderationNumber},
		{"金政复决〔2022〕14号", "金政复决", "14", ReconsiderationNumber},
		{"温政复决字[2019]第3号", "温政复决字", "3", ReconsiderationNumber},
		{"吉市政复决字[2021]58号", "吉市政复决字", "58", ReconsiderationNumber},
		{"宛龙政复决字〔2024〕73号", "宛龙政复决字", "73", ReconsiderationNumber},
		{"攀府复〔2024〕52号", "攀府复", "52", ReconsiderationNumber},
		{"津滨政复决〔2020〕210号", "津滨政复决", "210", ReconsiderationNumber},
		{"平府复决字〔2023〕30号", "平府复决字", "30", ReconsiderationNumber},
		{"国复〔2019〕123号", "国复", "123", ReconsiderationNumber},
		{"建复决字〔2018〕5号", "建复决字", "5", ReconsiderationNumber},
		{"浙政复〔2019〕12号", "浙政复", "12", ReconsiderationNumber},
		{"和政复〔2019〕12号", "和政复", "12", ReconsiderationNumber},
		{"温瓯市监处罚〔2022〕472号", "温瓯市监处罚", "472", ActNumber},
		{"金城管罚决字〔2020〕第11号", "金城管罚决字", "11", ActNumber},
		{"宛龙应急罚〔2022〕危化-6号", "宛龙应急罚", "危化-6", ActNumber},
		{"（宛龙）应急罚〔2024〕31号", "（宛龙）应急罚", "31", ActNumber},
		{"大国土资监(旅)罚字〔2018〕第059号", "大国土资监（旅）罚字", "059", ActNumber},
		{"柘国土资行罚决字(2015)31号", "柘国土资行罚决字", "31", ActNumber},
		{"温公(鹿)行罚决字[2020]00123号", "温公（鹿）行罚决字", "00123", ActNumber},
		{"法释〔2018〕1号", "法释", "1", NormNumber},
		{"国办发〔2019〕5号", "国办发", "5", NormNumber},
	} {
		n, ok := ParseCaseNumber(c.in)
		if !ok || n.Kind != c.kind || n.Court != c.prefix || n.Serial != c.serial || n.Text != Fold(c.in) {
			t.Errorf("ParseCaseNumber(%q) = %+v %v", c.in, n, ok)
		}
	}
}

func TestNumberHeads(t *testing.T) {
	for in, want := range map[string]string{
		"甘肃省交通运输厅甘交总（2014）14号":      "甘交总（2014）14号",
		"暨南大学暨学[2006]33号":           "暨学[2006]33号",
		"被告决定停止鼎政办（2001）14号":        "鼎政办（2001）14号",
		"（四）隆府办函（2006）95号":          "隆府办函（2006）95号",
		"长沙市公安局（2000）004号":          "（2000）004号",
		"作出宛龙城管局罚字〔2020〕5号":         "宛龙城管局罚字〔2020〕5号",
		"新的工伤认定决定即沙劳社伤险认决字〔2009〕3号": "沙劳社伤险认决字〔2009〕3号",
		"请求撤销将政复〔2020〕7号":           "将政复〔2020〕7号",
	} {
		x := textOf(in)
		got := CaseNumbers(x, 0, x.Len())
		if len(got) != 1 || got[0].Text != want || x.Slice(got[0].I, got[0].J) != want {
			t.Errorf("%s: %+v, want %s", in, got, want)
		}
	}
}

// A reconsideration organ can print its number in the form of a court's.
func TestYearFirstReconsideration(t *testing.T) {
	n, ok := ParseCaseNumber("(2025)炎政复字第23号")
	if !ok || n.Kind != ReconsiderationNumber || n.Court != "炎政复字" || n.Serial != "23" || n.Text != "（2025）炎政复字第23号" {
		t.Errorf("%+v %v", n, ok)
	}
}

func TestNumbersInText(t *testing.T) {
	s := "上诉人不服安徽省金寨县人民法院（2021）皖1524行初37号行政判决，金寨县城市管理行政执法局作出金城管罚决字〔2020〕第11号行政处罚决定，" +
		"六安市人民政府六政复〔2021〕8号、六政复〔2021〕9号和六政复〔2021〕10号行政复议决定。根据（2014）民一终字第317号、法释〔2018〕1号，按公告（2019年第5号）及12345号文。"
	x := textOf(s)
	var got []string
	for _, n := range CaseNumbers(x, 0, x.Len()) {
		if x.Slice(n.I, n.J) != strings.TrimSpace(n.Text) {
			t.Errorf("range %q, text %q", x.Slice(n.I, n.J), n.Text)
		}
		got = append(got, string(n.Kind)+" "+n.Text)
	}
	want := []string{"court （2021）皖1524行初37号", "act 金城管罚决字〔2020〕第11号", "reconsideration 六政复〔2021〕8号", "reconsideration 六政复〔2021〕9号",
		"reconsideration 六政复〔2021〕10号", "court （2014）民一终字第317号", "norm 法释〔2018〕1号"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), strings.Join(want, "|"))
	}
}

func TestNoNumbers(t *testing.T) {
	for _, s := range []string{"（2019）", "2019年3月5号", "（2019年）第3号公告", "第12号", "（一）12号", "2019年12号楼", "建设路2019号", "（2019）行政判决书中号", "1524行初12号", "（3019）皖1524行初12号", ""} {
		if n, ok := ParseCaseNumber(s); ok {
			t.Errorf("ParseCaseNumber(%q) = %+v", s, n)
		}
	}
}

func TestNumberKey(t *testing.T) {
	same := [][2]string{{"（2014）金行初字第00012号", "(2014)金行初字第12号"}, {"(2019)皖1524行初048号", "（2019）皖1524行初48号"}, {"温政复决字[2019]第3号", "温政复决〔2019〕3号"}}
	for _, p := range same {
		a, _ := ParseCaseNumber(p[0])
		b, _ := ParseCaseNumber(p[1])
		if a.Key() == "" || a.Key() != b.Key() {
			t.Errorf("%s %q, %s %q", p[0], a.Key(), p[1], b.Key())
		}
	}
	a, _ := ParseCaseNumber("（2019）皖1524行初×号")
	if a.Key() != "" {
		t.Errorf("a masked number has no key, got %q", a.Key())
	}
}

func TestNumberDivision(t *testing.T) {
	for in, want := range map[string]string{"（2019）皖1524行初1号": "341524", "（2019）皖15行终1号": "3415", "（2019）皖行终1号": "34", "（2019）浙7101行初1号": "", "（2014）金行初字第1号": ""} {
		n, _ := ParseCaseNumber(in)
		if n.Division() != want {
			t.Errorf("%s: %q, want %q", in, n.Division(), want)
		}
	}
}

func TestNumberPrintParse(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		y := rapid.IntRange(1990, 2030).Draw(rt, "year")
		code := rapid.SampledFrom([]string{"皖1524", "皖15", "皖", "最高法", "浙0381", "京73", "金", "渝一中法"}).Draw(rt, "code")
		kind := rapid.SampledFrom([]string{"行初", "行终", "行申", "行再", "行审", "行赔初", "行赔终", "民初", "民终", "执", "执异", "行监"}).Draw(rt, "kind")
		n := rapid.IntRange(1, 99999).Draw(rt, "serial")
		suffix := rapid.SampledFrom([]string{"", "之一", "之二"}).Draw(rt, "suffix")
		s := fmt.Sprintf("（%d）%s%s%d号%s", y, code, kind, n, suffix)
		c, ok := ParseCaseNumber(s)
		if !ok || c.Text != s || c.Case != kind || c.Court != code {
			rt.Fatalf("%s: %+v %v", s, c, ok)
		}
		if again, _ := ParseCaseNumber(c.Text); again != c {
			rt.Fatalf("%s reads back as %+v", c.Text, again)
		}
	})
}
