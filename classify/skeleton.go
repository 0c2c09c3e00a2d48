package classify

import (
	"fmt"
	"io/fs"
	"strings"
)

// Skeleton is the beginning of a new pack: its files by name, made from the
// regulation's wording. Checking it tells what is still to be written: every
// article that no rule formalises and no reason explains. The error says why
// the wording cannot be read by articles.
func Skeleton(id, title, wording string) (map[string][]byte, error) {
	if !packID.MatchString(id) {
		return nil, fmt.Errorf("编号“%s”不对：只用小写字母、数字和下划线，以字母开头", id)
	}
	text, err := parseText(wording)
	if err != nil {
		return nil, fmt.Errorf("规定原文：%w", err)
	}
	last := text.Articles[len(text.Articles)-1].Mark
	var pack, rules, cases strings.Builder
	fmt.Fprintf(&pack, `# 规定包：%[2]s
format: 1                       # 规定包的写法；较旧的程序据此认出为新程序写的规定包
id: %[1]s
title: %[2]s
number:                       # 文号，没有则留空
issuer:                       # 制定机关
example:                      # 一个属于本规定的机关的全称，供案例使用
versions:                     # 各版本，按施行之日先后；末一个的原文在 text.txt
  - {name: 现行文本, from: , article: %[3]s, text: text.txt}   # from：施行之日，如 2022-01-01；article：写明施行日期的条
scope:
  article: %[4]s                  # 写明适用机关的条
  strip: []                   # 地名之前可以出现的上级地名，如 [某省, 某市]
  include:                    # 机关名称（去掉 strip 之后）的正则表达式和层级
    - {match: ^某县, level: county_unit}
  outside: [central, provincial, city_branch]
organs: []                    # 已经改名的机关：{printed: 原名, present: 现名}
facts: []                     # 本规定自己的事实：{key: 英文键, type: bool, ask: 问题？, who: 知情人}
`, id, quoteYAML(title), last, text.Articles[0].Mark)
	rules.WriteString(`# 规则。条件 when 是 CEL 表达式，可用的变量见 zeren packs variables；条款写成 三（一）、五（二）10、十八。
clauses: []
#  - {id: effective, article: 三, kind: scope, when: paper.effective}
#  - {id: revoked, article: 三（一）, kind: trigger, when: outcome.revoke || outcome.revoke_partial}
#  - {id: f_procedure, article: 五（三）, kind: fault, when: finding.procedure}
responsibility: []
#  - {id: direct, article: 六, role: handler, level: 直接责任, when: agency.lost}
measures: []
#  - {id: m_circular, article: 七（一）, to: agency}
referrals: []
documents: []
#  - {id: analysis, article: 八, title: 败诉分析报告}
deadlines: []
#  - {id: report, article: 八, name: 提交败诉分析报告, amount: 10, unit: workday, start: 送达之日, events: [served_on], who: 败诉机关}
not_formalised: []
#  - {article: 二, reason: 原则，由有权机关把握}
# 各条原文：
`)
	for _, a := range text.Articles {
		fmt.Fprintf(&rules, "# %s %s\n", a.Mark, clip(a.Paragraphs[0].Text, 40))
		for _, p := range a.Paragraphs {
			for _, x := range p.Items {
				fmt.Fprintf(&rules, "#   %s%s %s\n", a.Mark, x.Mark, clip(x.Paragraphs[0].Text, 36))
			}
		}
	}
	cases.WriteString(`# 每条规则的案例：符合、不符合，以及（问及事实的）待核实。
clauses: []
#  - {rule: revoked, given: {outcome.revoke: yes}, want: met}
papers: []
`)
	advice, err := commonAdvice()
	if err != nil {
		return nil, err
	}
	return map[string][]byte{
		"suggestions.yaml": advice, "pack.yaml": []byte(pack.String()), "rules.yaml": []byte(rules.String()), "text.txt": []byte(wording), "cases/cases.yaml": []byte(cases.String()),
		"documents/style.yaml": []byte("short: 办法      # 文书中第二次提到规定时的简称\n"), "documents/analysis.tmpl": []byte(skeletonReport),
	}, nil
}

// commonAdvice are the suggestions that a new pack begins with: those of the
// built-in pack that has the most, which name nothing of their place.
func commonAdvice() (most []byte, err error) {
	names, err := fs.Glob(builtin, "packs/*/suggestions.yaml")
	if err != nil {
		return nil, fmt.Errorf("suggestions of a new pack: %w", err)
	}
	for _, name := range names {
		data, err := builtin.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("suggestions of a new pack: %w", err)
		}
		if len(data) > len(most) {
			most = data
		}
	}
	return most, nil
}

// skeletonReport is a report that every regulation can begin with: its parts
// are those that package report brings along.
const skeletonReport = `---
title: 败诉分析报告          # 与 rules.yaml 中 documents 的 title 相同
form: report
to: ""                       # 主送机关，如 市司法局
---
根据《{{.Regulation.Name}}》（{{with .Regulation.Number}}{{.}}，{{end}}以下简称《{{.Regulation.Short}}》）的规定，现将{{with .Paper.Number}}{{.}}{{end}}{{if eq .Paper.Kind "reconsideration"}}行政复议{{else if eq .Paper.Kind "civil"}}民事诉讼{{else}}行政诉讼{{end}}败诉案件的有关情况报告如下。

# 案件基本情况
## 案件由来和经过
{{template "story" .}}
## 适用《{{.Regulation.Short}}》的依据
{{template "standing" .}}

# 败诉原因
{{template "reasons" .}}

# 存在问题
{{template "problems" .}}

# 工作建议
{{template "advice" .}}

# 责任
{{/* 规定没有从轻从重情形或者追究方式的，删去相应的一行。 */}}
{{template "shares" .}}
{{template "circumstances" .}}
{{template "measures" .}}
@attachments
@signing
@sign {{.Agency}} | 　　年　　月　　日
{{template "annexes" .}}
`

// clip shortens a text to n characters.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "……"
}
