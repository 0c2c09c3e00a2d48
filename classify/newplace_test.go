package classify

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

const newPlaces = "testdata/packs"

// TestNewPlace adds a regulation of another form as data alone: ten working
// days from service, reconsideration counted as a loss, serial cases merged.
func TestNewPlace(t *testing.T) {
	packs, err := Load(os.DirFS(newPlaces))
	if err != nil {
		t.Fatal(err)
	}
	if len(packs) != 1 {
		t.Fatalf("%d packs", len(packs))
	}
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	trial, err := packs[0].Try(cal)
	if err != nil {
		t.Error(err)
	}
	if trial.Clauses == 0 || trial.Papers == 0 {
		t.Errorf("%+v", trial)
	}
	for _, c := range packs[0].Coverage() {
		if len(c.Open) > 0 || len(c.Rules) == 0 && c.Reason == "" {
			t.Errorf("%+v", c)
		}
	}
	builtin, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	both := append(builtin, packs...)
	out := Assess(both, cal, Case{Papers: paper(lostJudgment())}, Facts{})
	if len(out.Assessments) != 1 {
		t.Errorf("a new place changes what others cover: %+v", out.Assessments)
	}
}

// TestLoadRefuses changes one thing of a good pack at a time; each mistake is
// told with its file, line and column.
func TestLoadRefuses(t *testing.T) {
	for _, x := range []struct{ file, old, new, want string }{
		{"pack.yaml", "id: donghai", "id: 东海", "donghai/pack.yaml第1行第5列：编号“东海”不对"},
		{"pack.yaml", "id: donghai", "id: donghai\nformat: -1", "donghai/pack.yaml第2行第9列：写法“-1”不对"},
		// What is written for a later program is no mistake in this one's eyes.
		{"pack.yaml", "id: donghai", "id: donghai\nformat: 2\nlater: x", "donghai/pack.yaml第2行第9列：规定包是为更新版本的程序写的（写法第2版，本程序只认到第1版）"},
		{"pack.yaml", "example: 东海市公安局\n", "", "缺少 example"},
		{"pack.yaml", "from: 2022-01-01", "from: 2022-02-30", "donghai/pack.yaml第5行第26列：日期“2022-02-30”不对"},
		{"pack.yaml", "from: 2022-01-01,", "from: 2022-01-01, until: 2021-01-01,", "失效之日 2021-01-01 早于施行之日 2022-01-01"},
		{"pack.yaml", "article: 六,", "article: 七,", "规定原文没有第七条"},
		{"pack.yaml", "text: text.txt", "text: none.txt", "规定原文“none.txt”不存在"},
		{"pack.yaml", "match: ^东海市", "match: ^东海市(", "正则表达式有误"},
		{"pack.yaml", "outside: [central]", "outside: [centrel]", "donghai/pack.yaml第10行第13列：没有名为“centrel”的机关类别"},
		{"pack.yaml", "type: bool", "type: boolean", "事实类型“boolean”不对"},
		{"pack.yaml", "title:", "titel:", "donghai/pack.yaml第2行第1列：没有名为“titel”的项"},
		{"rules.yaml", "when: paper.effective", "when: paper.efective", "donghai/rules.yaml第5行第16列：条件写法有误：没有名为“paper.efective”的事实或变量"},
		{"rules.yaml", "when: paper.effective", "when: agency.name", "donghai/rules.yaml第5行第11列：条件的结果应为是否"},
		{"rules.yaml", "when: paper.effective", "when: paper.decided_on > \"2022-1-1\"", "条件中的日期“2022-1-1”不对"},
		{"rules.yaml", "when: paper.effective", "when: sum.awarded > \"3\"", "donghai/rules.yaml第5行第23列：条件写法有误：运算"},
		{"rules.yaml", "when: paper.effective", "when: clause.court", "donghai/rules.yaml第5行第11列：条件引用的“court”写在它之后"},
		{"rules.yaml", "article: 二（一）", "article: 二（三）", "donghai/rules.yaml第7行第14列：规定原文没有第二条第（三）项"},
		{"rules.yaml", "article: 二（一）", "article: 第二条", "条款“第二条”的写法不对"},
		{"rules.yaml", "article: 二（一）", "article: 二（一）\n    quote: 撤消", "donghai/rules.yaml第8行第12列：引文“撤消”不是第二条第（一）项的原文"},
		{"rules.yaml", "id: reconsideration", "id: court", "donghai/rules.yaml第10行第9列：编号“court”与 clauses 重复"},
		{"rules.yaml", "kind: scope", "kind: scop", "donghai/rules.yaml第4行第11列：种类“scop”不对"},
		{"rules.yaml", "kind: scope", "kind: scope\n    overrides: [nothing]", "要排除的“nothing”不存在"},
		{"rules.yaml", "level: 直接责任", "level: 主要责任", "责任等次“主要责任”不是规定的原文"},
		{"rules.yaml", "role: handler", "role: handeler", "身份“handeler”不对"},
		{"rules.yaml", "events: [served_on]", "events: [served]", "“served”不是日期事实"},
		{"rules.yaml", "unit: workday", "unit: week", "单位“week”不对"},
		{"rules.yaml", "  - {article: 五, reason: 解释权}\n", "  []\n", "第五条没有对应的规则"},
		{"rules.yaml", "reason: 解释权", "reason: \"\"", "五没有写明理由"},
		{"rules.yaml", "    events: [served_on]\n", "    events: [served_on]\n    after: [later]\n", "前一期限“later”不存在"},
		{"rules.yaml", "  - {id: direct, article: 四, role: handler, level: 直接责任, when: fact.intent_or_gross_negligence}", "  - {id: direct, article: 四, role: handler, level: 直接责任, when: fact.intent_or_gross_negligence}\n  - {id: direct2, article: 四, role: handler, level: 责任, when: fact.intent_or_gross_negligence}", "条件相同而责任等次不同"},
		{"pack.yaml", "title: 东海市行政案件败诉报告办法\n", "", "缺少标题 title"},
		{"pack.yaml", "  - {name: \"2022\", from: 2022-01-01, article: 六, text: text.txt}\n", "  []\n", "缺少 versions"},
		{"pack.yaml", "name: \"2022\", ", "", "donghai/pack.yaml第5行第6列：每个版本应有各不相同的名称 name"},
		{"pack.yaml", "scope:\n", "organs: [{printed: 市司法局, present: 市法制局}, {printed: 市物价局, present: 市发展改革委}]\nscope:\n", "规定原文没有“市物价局”，organs 的这一项不起作用"},
		{"pack.yaml", "scope:\n", "organs: [{printed: 市司法局}]\nscope:\n", "organs 的每一项写明原文的名称 printed"},
		{"pack.yaml", "article: 一", "article: 八", "donghai/pack.yaml第7行第12列：规定原文没有第八条"},
		{"pack.yaml", "  include:\n    - {match: ^东海市, level: city_unit}\n", "", "donghai/pack.yaml第7行第3列：没有写明适用于哪些机关"},
		{"pack.yaml", "level: city_unit", "level: village", "donghai/pack.yaml第9行第28列：层级“village”不对"},
		{"pack.yaml", "  outside: [central]", "  places: none.csv", "地名表“none.csv”不存在"},
		{"pack.yaml", "  outside: [central]", "  places: text.txt", "地名表“text.txt”应为三列"},
		{"pack.yaml", "  outside: [central]", "  exclude: [{match: '(', reason: 甲}]", "donghai/pack.yaml第10行第21列：正则表达式有误"},
		{"pack.yaml", "  outside: [central]", "  only: ['(']", "donghai/pack.yaml第10行第10列：正则表达式有误"},
		{"pack.yaml", "type: bool, ", "", "donghai/pack.yaml第12行第11列：事实“merged”缺少类型 type"},
		{"pack.yaml", ", who: 败诉机关法制机构", "", "事实“merged”缺少问题 ask 或者知情人 who"},
		{"pack.yaml", "type: bool", "type: enum", "事实“merged”缺少可选值 values"},
		{"pack.yaml", "key: merged", "key: 合并", "事实的键“合并”不对"},
		{"pack.yaml", "facts:\n", "facts:\n  - {key: merged, type: bool, ask: 是否？, who: 某}\n", "donghai/pack.yaml第13行第11列：事实“merged”写了两次"},
		{"pack.yaml", "id: donghai", "id: donghai\nid: other", "项“id”重复（第1行已有）"},
		{"pack.yaml", "versions:\n", "versions: 2022\nversion:\n", "donghai/pack.yaml第4行第11列"},
		{"pack.yaml", "id: donghai", "id: [", "donghai/pack.yaml第1行第5列"},
		{"rules.yaml", "when: paper.effective", "when: \"paper.effective &&\"", "donghai/rules.yaml第5行第29列：条件写法有误：此处不合 CEL 的写法"},
		{"rules.yaml", "when: paper.effective", "when: \"false\"", "donghai/rules.yaml第5行第11列：“effective”的条件恒不成立"},
		{"rules.yaml", "when: paper.effective", "when: \"true || paper.effective\"", "donghai/rules.yaml第5行第11列：“effective”的条件恒成立"},
		{"rules.yaml", "when: paper.effective", "when: fact.appeal == \"nobody\"", "donghai/rules.yaml第5行第11列：“fact.appeal”只能是 none、filed，不能是“nobody”"},
		{"rules.yaml", "when: paper.effective", "when: agency.level in [\"city\", \"village\"]", "不能是“village”"},
		{"rules.yaml", "when: paper.effective", "when: '\"boss\" in agency.roles'", "不能是“boss”"},
		{"rules.yaml", "when: paper.effective", "when: person.chair", "donghai/rules.yaml第5行第11列：只有 responsibility 和 referrals 的条件可以使用“person.chair”"},
		{"rules.yaml", "    when: paper.effective\n", "", "donghai/rules.yaml第2行第9列：“effective”缺少条件 when"},
		{"rules.yaml", "kind: scope", "kind: scope\n    gate: never", "donghai/rules.yaml第5行第11列：gate 只能是 applies 或 liability"},
		{"rules.yaml", "kind: scope", "kind: scope\n    repeat: twice", "repeat 只能是 same_fault（同类过错）或 any_fault"},
		{"rules.yaml", "kind: scope", "kind: scope\n    from: 2023-02-30", "donghai/rules.yaml第5行第11列：日期“2023-02-30”不对"},
		{"rules.yaml", "kind: scope", "kind: scope\n    from: 2023-02-01\n    until: 2023-01-01", "donghai/rules.yaml第6行第12列：“effective”的止日 2023-01-01 早于起日 2023-02-01"},
		{"rules.yaml", "kind: scope", "kind: scope\n    until: 2021-12-31", "donghai/rules.yaml第5行第12列：“effective”适用至 2021-12-31，而本文本自 2022-01-01 起施行"},
		{"rules.yaml", "kind: scope", "kind: scope\n    paragraph: 2", "donghai/rules.yaml第3行第14列：规定原文没有第二条"},
		{"rules.yaml", "kind: scope", "kind: scope\n    overrides: [effective]", "donghai/rules.yaml第5行第17列：“effective”不能排除自己"},
		{"rules.yaml", "    when: paper.effective\n", "    when: paper.effective\n    overrides: [extra]\n  - {id: extra, article: 二, kind: fault, overrides: [effective], when: paper.court}\n", "“extra”与“effective”互相排除"},
		{"rules.yaml", "level: 直接责任, ", "", "“direct”缺少责任等次 level 或者条件 when"},
		{"rules.yaml", "documents:\n", "measures:\n  - {id: m, article: 四, to: people}\ndocuments:\n", "donghai/rules.yaml第17行第29列：to 只能是 agency（单位）或 person（责任人）"},
		{"rules.yaml", "documents:\n", "measures:\n  - {id: m, article: 四, to: person, levels: [领导责任]}\ndocuments:\n", "donghai/rules.yaml第17行第46列：没有一条责任划分的规则给出“领导责任”"},
		{"rules.yaml", "documents:\n", "referrals:\n  - {id: r, article: 四, to: 市监委}\ndocuments:\n", "“r”缺少移送对象 to 或者条件 when"},
		{"rules.yaml", "title: 行政案件败诉分析报告, ", "", "“analysis”缺少标题 title"},
		{"rules.yaml", "    events: [served_on]\n", "", "“report”缺少起算的事实 events"},
		{"rules.yaml", "amount: 10", "amount: 0", "“report”缺少名称 name、数额 amount"},
		{"rules.yaml", "amount: 10", "amount: ten", "donghai/rules.yaml第22行第13列"},
		{"rules.yaml", "  - {article: 五, reason: 解释权}", "  - {article: 九, reason: 解释权}", "规定原文没有第九条"},
		{"rules.yaml", "id: court", "id: 法院", "编号“法院”不对"},
		{"text.txt", "第一条 本办法适用于本市行政机关。", "", "donghai/pack.yaml第7行第12列：规定原文没有第一条"},
		{"text.txt", "第三条", "1、甲；\n2、乙。\n第三条", "第二条（二）1没有对应的规则"},
		{"text.txt", "第五条", "第四条", "第四条重复"},
	} {
		files := copied(t, x.file, x.old, x.new)
		packs, err := Load(files)
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %s → %s: %v, want %s", x.file, x.old, x.new, err, x.want)
		}
		if packs != nil {
			t.Errorf("%s: a pack with mistakes is loaded", x.new)
		}
	}
}

// TestTryRefuses does the same to the pack's cases.
func TestTryRefuses(t *testing.T) {
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ old, new, want string }{
		{"given: {outcome.revoke: yes}, want: met", "given: {outcome.revoke: yes}, want: not_met", "donghai/cases/cases.yaml第5行第6列：规则“court”应为 not_met，实为 met"},
		{"{rule: court, given: {outcome.revoke: yes}", "{rule: curt, given: {outcome.revoke: yes}", "没有名为“curt”的带条件的规则"},
		{"given: {outcome.revoke: yes}, want: met", "given: {outcome.revok: yes}, want: met", "没有名为“outcome.revok”的变量"},
		{"given: {outcome.revoke: yes}, want: met", "given: {outcome.revoke: 3}, want: met", "类型不对"},
		{"  - {rule: direct, given: {}, want: undetermined}\n", "", "规则“direct”（四）没有结果为 undetermined 的案例"},
		{"report: 2023-02-03", "report: 2023-02-04", "期限 report 应为“2023-02-04”，实为“2023-02-03”"},
		{"document_type: rec", "document_typ: rec", "record 有误"},
		{"[李某 直接责任, 王某 直接责任]", "[李某 直接责任]", "responsibility 应为"},
	} {
		packs, err := Load(copied(t, "cases/cases.yaml", x.old, x.new))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := packs[0].Try(cal); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s → %s: %v, want %s", x.old, x.new, err, x.want)
		}
	}
}

// copied is the good pack with one change.
func copied(t *testing.T, file, old, changed string) fs.FS {
	out := fstest.MapFS{}
	src := os.DirFS(newPlaces)
	err := fs.WalkDir(src, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(src, p)
		if err != nil {
			return err
		}
		if p == "donghai/"+file {
			if strings.Count(string(data), old) < 1 {
				t.Fatalf("%s does not hold %q", file, old)
			}
			data = []byte(strings.Replace(string(data), old, changed, 1))
		}
		out[p] = &fstest.MapFile{Data: data}
		return nil
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("%d files: %v", len(out), err)
	}
	return out
}
