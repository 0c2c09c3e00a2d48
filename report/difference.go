package report

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Difference is what a second run over the same papers made of them against
// the first: by another version of the program, other rules, or both.
type Difference struct {
	On    time.Time
	Scope string // Chinese: which papers
	By    string // who asked for it

	Files     int // gone through
	Unchanged int // of these, those of which nothing is different
	Reissued  int // of the unchanged, those whose papers were printed anew, with the new versions named in them
	Same      int // besides: of this version already, not gone through
	First     int // of Files, those that had no earlier run
	Drawn     int // of Files, those outside the scope, gone through because linked papers had changed
	Failed    int // of Files, those whose work ended without an outcome

	Causes []Cause // of the changes, the most files first
}

// Cause is why results are different, with what it changed.
type Cause struct {
	Text    string // Chinese
	Files   int
	Changes []Change
}

// Change is one value that is different.
type Change struct {
	Source     string // SHA-256 of the file
	Name       string
	CaseNumber string
	Agency     string
	Kind       ChangeKind
	Item       string // what it is: a clause, a deadline, a rule; may be empty
	Before     string
	After      string
}

// ChangeKind is what a change is about, as it is printed.
type ChangeKind string

// The kinds of a change, in the order in which they are counted.
const (
	ChangedOutcome  ChangeKind = "处理结果"
	ChangedResult   ChangeKind = "裁判结果"
	ChangedFinding  ChangeKind = "认定的过错"
	ChangedScope    ChangeKind = "规定是否适用"
	ChangedClause   ChangeKind = "条款"
	ChangedDeadline ChangeKind = "期限"
	ChangedDocument ChangeKind = "文书"
	ChangedOther    ChangeKind = "其他内容"
)

var changeKinds = []ChangeKind{
	ChangedOutcome, ChangedResult, ChangedFinding, ChangedScope, ChangedClause, ChangedDeadline, ChangedDocument, ChangedOther,
}

// Changed is how many files have a difference.
func (d *Difference) Changed() int { return d.Files - d.Unchanged - d.First - d.Failed }

// Summary tells the whole in Chinese sentences.
func (d *Difference) Summary() []string {
	list := []string{
		fmt.Sprintf("范围：%s。", d.Scope),
		fmt.Sprintf("重新处理%d份：%d份没有变化，%d份有变化，%d份首次处理，%d份未办成。", d.Files, d.Unchanged, d.Changed(), d.First, d.Failed),
	}
	if d.Drawn > 0 {
		list = append(list, fmt.Sprintf("其中%d份不在上述范围内，因与其关联的文书有变化而一并重新处理。", d.Drawn))
	}
	if d.Reissued > 0 {
		list = append(list, fmt.Sprintf("没有变化的文件中，%d份的文书内容所依据的各项都未变，因注明的版本不同而重新出具。", d.Reissued))
	}
	if d.Same > 0 {
		list = append(list, fmt.Sprintf("另有%d份已由本版本处理，没有重复处理。", d.Same))
	}
	return list
}

// Counts tells what a cause changed, kind by kind: 裁判结果3处、期限2处.
func (c *Cause) Counts() string {
	n := map[ChangeKind]int{}
	for _, x := range c.Changes {
		n[x.Kind]++
	}
	var list []string
	for _, k := range changeKinds {
		if n[k] > 0 {
			list = append(list, fmt.Sprintf("%s%d处", k, n[k]))
		}
	}
	return strings.Join(list, "、")
}

// XLSX is the whole as a workbook: what there is in short, the causes, and
// every change.
func (d *Difference) XLSX() ([]byte, error) {
	short := grid{name: "概要", head: []string{"说明"}, widths: []float64{110}, printed: 1}
	for _, s := range d.Summary() {
		short.rows = append(short.rows, []any{s})
	}
	causes := grid{name: "原因", head: []string{"序号", "原因", "文件数", "变化"}, widths: []float64{6, 70, 8, 50}, printed: 4}
	changes := grid{name: "变化", head: []string{"原因", "案号", "文件", "机关", "类别", "项目", "原来", "现在", "文件摘要"},
		widths: []float64{6, 22, 26, 20, 12, 30, 40, 40, 14}, printed: 8}
	for i, c := range d.Causes {
		causes.rows = append(causes.rows, []any{i + 1, c.Text, c.Files, c.Counts()})
		for _, x := range c.Changes {
			changes.rows = append(changes.rows, []any{i + 1, x.CaseNumber, x.Name, x.Agency, string(x.Kind), x.Item, x.Before, x.After, x.Source[:min(12, len(x.Source))]})
		}
	}
	return workbook("重新处理差异报告", d.On, []grid{short, causes, changes})
}

// printedChanges is how many changes of a cause are printed; the workbook has
// all of them.
const printedChanges = 40

// Draft is the same as a paper.
func (d *Difference) Draft() Draft {
	paper := Draft{ID: "difference", Title: "重新处理差异报告", Form: Report, Meta: Meta{Subject: "重新处理差异报告", Date: d.On.Format(time.DateOnly)}}
	say := func(kind BlockKind, level int, text string) {
		paper.Blocks = append(paper.Blocks, Block{Kind: kind, Level: level, Runs: []Run{{Text: text}}})
	}
	say(Heading, 1, "一、概要")
	for _, s := range d.Summary() {
		say(Paragraph, 0, s)
	}
	if d.By != "" {
		say(Paragraph, 0, fmt.Sprintf("由%s于%s发起。", d.By, d.On.Format("2006年1月2日")))
	}
	say(Paragraph, 0, "此前出具的报告都保留，没有被覆盖；已不再有效的移入所在文件夹的“已被取代”。")
	if len(d.Causes) == 0 {
		return paper
	}
	say(Heading, 1, "二、变化及其原因")
	for i, c := range d.Causes {
		say(Heading, 2, fmt.Sprintf("（%s）%s", hanNumber(i+1), c.Text))
		say(Paragraph, 0, fmt.Sprintf("涉及%d份文件：%s。", c.Files, c.Counts()))
		table := &Table{Widths: []float64{0.22, 0.2, 0.18, 0.2, 0.2}, Head: []string{"案号", "类别、项目", "机关", "原来", "现在"}}
		for _, x := range c.Changes[:min(len(c.Changes), printedChanges)] {
			number := x.CaseNumber
			if number == "" {
				number = x.Name
			}
			what := []string{string(x.Kind)}
			if x.Item != "" {
				what = append(what, x.Item)
			}
			table.Rows = append(table.Rows, []Cell{{Text: []string{number}}, {Text: what}, {Text: []string{x.Agency}}, {Text: []string{x.Before}}, {Text: []string{x.After}}})
		}
		paper.Blocks = append(paper.Blocks, Block{Kind: Rows, Table: table})
		if rest := len(c.Changes) - printedChanges; rest > 0 {
			say(Note, 0, fmt.Sprintf("另有%d处变化，见同名的工作簿（XLSX）。", rest))
		}
	}
	return paper
}

// Sort puts the causes with the most files first, and the changes of each into
// the order of files.
func (d *Difference) Sort() {
	slices.SortStableFunc(d.Causes, func(a, b Cause) int {
		if a.Files != b.Files {
			return b.Files - a.Files
		}
		return strings.Compare(a.Text, b.Text)
	})
}
