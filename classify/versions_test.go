package classify

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"zeren/extract"
)

// TestVersions holds a pack with two wordings, and a third that is not at hand,
// to its cases: the decision's day selects text, rules, documents and periods.
func TestVersions(t *testing.T) {
	packs, err := Load(os.DirFS("testdata/versions"))
	if err != nil {
		t.Fatal(err)
	}
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	trial, err := packs[0].Try(cal)
	if err != nil {
		t.Error(err)
	}
	if trial.Papers < 9 || trial.Clauses < 10 {
		t.Errorf("%+v", trial)
	}
	p := &packs[0]
	for _, x := range []struct{ day, version, words string }{
		{"", "2021年修订", "10个工作日内提交分析报告"},
		{"2016-01-01", "2015年公布", "30日内提交说明"},
		{"2020-01-01", "2021年修订", "10个工作日内提交分析报告"},
		{"2030-01-01", "2021年修订", "10个工作日内提交分析报告"},
	} {
		e := p.On(x.day)
		if e.Version != x.version || !strings.Contains(e.Quote("二", 0), x.words) {
			t.Errorf("%q: %s, %s", x.day, e.Version, e.Quote("二", 0))
		}
		if again := p.Edition(e.Version); again.Text != e.Text {
			t.Errorf("%q: the version's name gives another wording", x.day)
		}
		for _, c := range e.Coverage() {
			if len(c.Open) > 0 {
				t.Errorf("%s: %+v", e.Version, c)
			}
		}
	}
	if n := len(p.Editions()); n != 2 {
		t.Errorf("%d wordings", n)
	}
}

// Each wording is checked whole, with the file of its own rules.
func TestVersionsRefuse(t *testing.T) {
	for _, x := range []struct{ file, old, new, want string }{
		{"rules-2015.yaml", "quote: 行政行为被人民法院撤销,", "quote: 被人民法院撤销或者确认违法,", "xihai/rules-2015.yaml第2行第35列：引文“被人民法院撤销或者确认违法”不是第二条的原文"},
		{"rules-2015.yaml", "level: 过错责任", "level: 直接责任", "xihai/rules-2015.yaml第4行第51列：责任等次“直接责任”不是规定的原文"},
		{"rules-2015.yaml", "article: 三", "article: 五", "xihai/rules-2015.yaml第4行第26列：规定原文没有第五条"},
		{"pack.yaml", "rules: rules-2015.yaml", "rules: none.yaml", "xihai/none.yaml：文件不存在"},
		{"pack.yaml", ", text: text.txt", "", "xihai/pack.yaml第7行第6列：末一个版本缺少原文 text"},
		{"pack.yaml", "until: 2018-12-31", "until: 2020-01-01", "xihai/pack.yaml第5行第46列：失效之日 2020-01-01 不早于后一版本施行之日 2020-01-01"},
		{"pack.yaml", "name: 2020年重新公布", "name: 2015年公布", "每个版本应有各不相同的名称 name"},
		{"pack.yaml", "from: 2020-01-01", "from: 2014-01-01", "版本应按施行之日先后排列"},
		{"text-2015.txt", "第三条 有关人员承担过错责任。", "第三条 有关人员承担过错责任。\n第五条 其他。", "xihai/rules-2015.yaml第1行第1列：第五条没有对应的规则"},
	} {
		out := fstest.MapFS{}
		src := os.DirFS("testdata/versions")
		err := fs.WalkDir(src, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(src, p)
			if p == "xihai/"+x.file {
				if !strings.Contains(string(data), x.old) {
					t.Fatalf("%s does not hold %q", p, x.old)
				}
				data = []byte(strings.Replace(string(data), x.old, x.new, 1))
			}
			out[p] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if packs, err := Load(out); err == nil || packs != nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s → %s: %v, want %s", x.old, x.new, err, x.want)
		} else if n := strings.Count(err.Error(), x.want); n != 1 {
			t.Errorf("%s: told %d times", x.want, n)
		}
	}
}

// TestNumberInForce: a decision is put beside the 文号 of its own day; where the
// wording of that day is not at hand, both versions are named.
func TestNumberInForce(t *testing.T) {
	packs, cal := rulesAndDays(t)
	i := slices.IndexFunc(packs, func(p Pack) bool { return p.ID == "jilin" })
	for day, want := range map[string][2]string{
		"2022-05-16": {"2004年吉林市人民政府令第160号", "吉林市人民政府令第160号公布"},
		"2023-05-16": {"2023年2月1日吉林市人民政府令第243号修订", "吉林市人民政府令第160号公布，令第243号修订"},
		"2024-05-16": {"", "吉林市人民政府令第160号公布，令第243号、第244号修订"},
	} {
		r := lostJudgment()
		r.DecidedOn = to(day)
		r.Parties[0].Name, r.Results[0].Agency = packs[i].Example, packs[i].Example
		list := Assess(packs, cal, Case{Papers: []extract.Record{r}}, Facts{}).Assessments
		if len(list) != 1 {
			t.Fatalf("%s: %d assessments", day, len(list))
		}
		version := list[0].InForce
		if version == "" {
			version = list[0].PackVersion
		}
		if list[0].InForce != want[0] || packs[i].NumberOf(version) != want[1] {
			t.Errorf("%s: in force %q, number %q", day, list[0].InForce, packs[i].NumberOf(version))
		}
	}
}
