package pipelines

import (
	"fmt"
	"slices"
	"strings"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

// describe puts what the register shows into an outcome.
func (o *Office) describe(out *Outcome, doc ingest.Document, records []extract.Record, cases []CaseResult, list []issued) {
	out.Reader, out.Pages = doc.Source.Reader, doc.Source.Pages
	for i, r := range records {
		p := PaperOutcome{
			Part: i, Type: r.DocumentType, CaseNumber: deref(r.CaseNumber),
			DecidedOn: deref(r.DecidedOn), Results: r.Results,
		}
		if r.Organ != nil {
			p.Organ = r.Organ.Name
		}
		for _, w := range r.Warnings {
			p.Warnings = append(p.Warnings, w.Text)
		}
		for _, c := range cases {
			if c.Part != i {
				continue
			}
			p.Superseded, p.Duplicate = c.Superseded, c.Duplicate
			for _, a := range c.Outcome.Assessments {
				p.Packs = append(p.Packs, PackOutcome{
					Jurisdiction: a.Jurisdiction, Agency: a.Agency, Applies: a.Applies, Effective: a.Effective,
					Missing: len(a.Questions), Deadlines: a.Deadlines,
				})
			}
			for _, w := range c.Outcome.Warnings {
				p.Warnings = append(p.Warnings, w.Text)
			}
		}
		for _, d := range list {
			switch n := len(p.Documents); {
			case d.Part != i:
			case d.Twin && n > 0:
				p.Documents[n-1].Twins = append(p.Documents[n-1].Twins, IssuedTwin{d.File.Path, d.File.SHA256})
			default:
				p.Documents = append(p.Documents, d.File)
			}
		}
		for _, c := range cases {
			if c.Part == i && len(p.Documents) == 0 && c.stands() {
				p.Why = append(p.Why, c.Why()...)
			}
		}
		out.Papers = append(out.Papers, p)
	}
	out.unclear(doc, cases)
}

// unclear sends a file to a person that was read, but not so well that it can
// be left at that: a judgment without a result, and a loss of an agency that
// no regulation covers and whose name was recognised from a picture, where one
// wrong character would hide the loss from everybody.
func (o *Outcome) unclear(doc ingest.Document, cases []CaseResult) {
	if o.reported() {
		return
	}
	recognised := slices.ContainsFunc(doc.Pages, func(p ingest.Page) bool { return p.Recognised() })
	for _, c := range cases {
		if !c.stands() {
			continue
		}
		paper := c.Case.Paper()
		if len(paper.Results) == 0 {
			o.Aside, o.Reason = true, reasonUnclear
			o.Text, o.Remedy = "没有读出行政机关的裁判结果。", "请人工核对文书；如果是扫描件或者文字有残缺，请放入完整、清晰的文书。"
			return
		}
		for _, r := range paper.Results {
			lost := r.Result == extract.Lost || r.Result == extract.PartlyLost
			if recognised && lost && !slices.ContainsFunc(c.Outcome.Assessments, func(a classify.Assessment) bool { return a.Agency == r.Agency }) {
				o.Aside, o.Reason = true, reasonUnclear
				o.Text = fmt.Sprintf("文书由文字识别得来，败诉机关“%s”没有规定涵盖，名称可能识别有误。", r.Agency)
				o.Remedy = "请对照原件核对机关名称；有误的，请放入更清晰的扫描件或者文书的电子版。"
				return
			}
		}
	}
}

// Why tells why a case without documents owes none: one Chinese clause for each
// agency and ground.
func (c *CaseResult) Why() []string {
	var why []string
	for _, r := range c.Case.Paper().Results {
		for _, ground := range c.grounds(r) {
			if ground = r.Agency + "：" + ground; !slices.Contains(why, ground) {
				why = append(why, ground)
			}
		}
	}
	if len(c.Case.Paper().Results) == 0 {
		return []string{"没有读出行政机关的裁判结果，请人工核对"}
	}
	return why
}

func (c *CaseResult) grounds(r extract.Result) []string {
	var out []string
	for _, a := range c.Outcome.Assessments {
		switch {
		case a.Agency != r.Agency:
		case a.Applies == nil:
			out = append(out, fmt.Sprintf("规定是否适用待核实，缺%d项事实，请用 zeren facts template 生成事实表填写", len(a.Missing)))
		case *a.Applies:
			out = append(out, "规定适用，没有要求出具文书")
		default:
			out = append(out, because(a))
		}
	}
	if out != nil {
		return out
	}
	switch r.Result {
	case extract.Won:
		return []string{"胜诉"}
	case extract.Undecided:
		return []string{"未作实体裁判"}
	}
	return []string{"没有规定包涵盖该机关"}
}

// because is why a regulation does not apply.
func because(a classify.Assessment) string {
	var texts []string
	for _, b := range a.Because {
		if b.Text != "" {
			texts = append(texts, strings.TrimRight(b.Text, "。；"))
		}
	}
	if len(texts) == 0 {
		return "没有规定所列的情形"
	}
	return strings.Join(texts, "；")
}
