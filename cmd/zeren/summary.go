package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

// place prints where a passage stands, as reports do.
func place(s *ingest.Span) string {
	if s == nil {
		return ""
	}
	return fmt.Sprintf("（第%d页第%d行）", s.Page, s.Line)
}

// or gives the text behind p, or what to say where it is unknown.
func or[T ~string](p *T, unknown string) string {
	if p == nil {
		return unknown
	}
	return string(*p)
}

// shorten cuts long quotations for the terminal; the whole text is in JSON.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "……"
}

// printRecord writes the readable summary of one paper; what people said of
// faults drawn from wording is told from the assessments, where there are any.
func printRecord(w io.Writer, r *extract.Record, of ...classify.Assessment) {
	name := r.Source.Name
	if r.Source.Part > 0 {
		name = fmt.Sprintf("%s（第%d份文书）", name, r.Source.Part)
	}
	fmt.Fprintf(w, "%s\n", name)
	row := func(label, text string) {
		if text != "" {
			fmt.Fprintf(w, "  %s  %s\n", pad(label, 8), text)
		}
	}
	row("文书种类", r.DocumentType.Label())
	if r.DocumentType != extract.Other {
		organ := "未读出"
		if r.Organ != nil {
			organ = r.Organ.Name
		}
		row("裁判机关", organ)
		row("案号", or(r.CaseNumber, "未读出"))
		row("作出日期", or(r.DecidedOn, "未读出"))
		instance := "未读出"
		if r.Instance != nil {
			instance = r.Instance.Label()
		}
		row("审级", instance)
		effect := "未知，待核实"
		if r.Final != nil && *r.Final {
			effect = "已生效"
		}
		row("效力", effect)
	}
	for _, p := range r.Parties {
		role := p.Role
		if p.OriginalRole != nil {
			role += "（" + strings.Trim(*p.OriginalRole, "（）()") + "）"
		}
		row(role, p.Name+"，"+p.Kind.Label())
	}
	for _, a := range r.ChallengedActs {
		row("被诉行为", shorten(a.Text, 80)+place(a.Span))
	}
	for _, d := range r.Dispositions {
		labels := make([]string, len(d.Outcomes))
		for i, o := range d.Outcomes {
			labels[i] = o.Label()
		}
		row("主文", fmt.Sprintf("【%s】%s%s", strings.Join(labels, "、"), shorten(d.Text, 120), place(d.Span)))
	}
	for _, x := range r.Results {
		row("结果", x.Agency+"："+x.Result.Label())
	}
	for _, e := range r.Errors {
		kind := e.Code.Label()
		if e.Minor {
			kind += "（轻微）"
		}
		if !e.Ground {
			kind += "（未影响裁判结果）"
		}
		if e.Wording != nil {
			kind += "（按措辞推定，" + reviewed(&e, of) + "）"
		}
		row("认定过错", fmt.Sprintf("%s（%s）", kind, strings.Join(e.Agencies, "、")))
		for _, v := range e.Evidence {
			row("", "")
			fmt.Fprintf(w, "  %s  “%s”%s\n", pad("", 8), shorten(v.Text, 120), place(v.Span))
		}
	}
	for _, a := range r.Appearances {
		said := "未载明"
		if a.HeadAppeared != nil {
			said = map[bool]string{true: "负责人出庭", false: "负责人未出庭"}[*a.HeadAppeared]
		}
		row("出庭应诉", a.Agency+"："+said)
	}
	for _, a := range r.Amounts {
		row("金额", fmt.Sprintf("%s %.2f元（%s）", a.Kind.Label(), a.Yuan, a.Text))
	}
	for _, x := range r.Warnings {
		row("请注意", x.Text+place(x.Span))
	}
}

// pad fills a label with full-width spaces to n Chinese characters.
func pad(s string, n int) string {
	if d := n - len([]rune(s)); d > 0 {
		return s + strings.Repeat("　", d)
	}
	return s
}

var verdictLabels = map[classify.Verdict]string{
	classify.Met: "符合", classify.NotMet: "不符合", classify.Undetermined: "待核实",
}

// printOutcome writes the readable summary of what the regulations make of a
// case.
func printOutcome(w io.Writer, packs []classify.Pack, o *classify.Outcome) {
	if len(o.Assessments) == 0 {
		fmt.Fprintln(w, "  没有规定适用于本案的败诉机关，不生成报告。")
	}
	title := map[string]string{}
	for _, p := range packs {
		title[p.ID] = p.Title
	}
	for i := range o.Assessments {
		a := &o.Assessments[i]
		applies := "是否适用待核实"
		if a.Applies != nil {
			applies = map[bool]string{true: "适用", false: "不适用"}[*a.Applies]
		}
		fmt.Fprintf(w, "  ◆ %s\n    %s：%s\n", a.Agency, title[a.Jurisdiction], applies)
		for _, b := range a.Because {
			fmt.Fprintf(w, "      %s%s\n", b.Text, place(b.Span))
		}
		for _, c := range a.Clauses {
			if c.Verdict == classify.NotMet {
				continue
			}
			fmt.Fprintf(w, "    %s %s  %s\n", verdictLabels[c.Verdict], c.Article, shorten(c.Text, 60))
			for _, b := range c.Because {
				fmt.Fprintf(w, "      据：%s%s\n", shorten(b.Text, 100), place(b.Span))
			}
		}
		for _, d := range a.Deadlines {
			due := "起算日待核实"
			if d.DueOn != nil {
				due = *d.DueOn
			}
			fmt.Fprintf(w, "    期限 %s（%s；%s）：%s\n", d.Name, d.Article, d.Who, due)
			printWorking(w, d.Working, d.Warnings)
		}
		for _, d := range a.Documents {
			fmt.Fprintf(w, "    应出文书 《%s》（%s）\n", d.Title, d.Article)
		}
		for _, q := range a.Questions {
			fmt.Fprintf(w, "    待核实 %s（%s；知情人：%s）\n", q.Text, strings.Join(q.Decides, "、"), q.Who)
		}
		for _, x := range a.Warnings {
			fmt.Fprintf(w, "    请注意 %s\n", x.Text)
		}
	}
	for _, n := range o.Notices {
		due := "起算日待核实"
		if n.DueOn != nil {
			due = *n.DueOn
		}
		fmt.Fprintf(w, "  ○ %s：%s（%s）：%s\n", n.Agency, n.Name, n.Article, due)
		printWorking(w, n.Working, n.Warnings)
	}
	for _, x := range o.Warnings {
		fmt.Fprintf(w, "  请注意 %s\n", x.Text)
	}
}

// printWorking writes how a deadline was found.
func printWorking(w io.Writer, lines []string, warnings []classify.Warning) {
	for _, l := range lines {
		fmt.Fprintf(w, "      %s\n", l)
	}
	for _, x := range warnings {
		fmt.Fprintf(w, "      请注意 %s\n", x.Text)
	}
}

// reviewed tells what was said of a fault drawn from wording.
func reviewed(e *extract.Finding, of []classify.Assessment) string {
	for i := range of {
		if !slices.Contains(e.Agencies, of[i].Agency) {
			continue
		}
		switch review := of[i].Review(e); {
		case review == nil:
		case review.Stands:
			return "已经人员确认"
		default:
			return "经人员核对不成立"
		}
	}
	return "待确认"
}
