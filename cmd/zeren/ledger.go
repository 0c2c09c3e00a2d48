package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zeren/pipelines"
	"zeren/report"
)

// The forms of the register besides the summary and JSON.
const (
	formatCSV  = "csv"
	formatXLSX = "xlsx"
)

// ledgerCommand prints the register.
func (p *program) ledgerCommand() *cobra.Command {
	var f folders
	var format, on, out string
	var withdrawn bool
	c := &cobra.Command{
		Use:   "ledger",
		Short: "台账：每份文书的结果与报告",
		Long: `列出全部文件及其结果和现行有效的报告；不再有效的只列个数，--withdrawn 逐个列出。
有人改过的报告，程序不动；其依据的报告已不再有效的，单独列出，旁边另有说明。
--format xlsx、csv、json 输出逐案的台账：每个机关的结果、认定的过错、符合的条款、期限及其在 --on 那一天的状态、报告，
以及是否已被其他裁判取代、是否重复。期限状态只按日期推算，是否已经办理须由人核对。
xlsx 是有“案件”“期限”两张表的工作簿（Excel、WPS 可直接打开），写入 --out；已有的文件不覆盖，另取名写在旁边。`,
		Example: `  zeren ledger
  zeren ledger --format xlsx --out 台账.xlsx
  zeren ledger --format csv --on 2026-06-30 --out 台账.csv`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("format", format, formatSummary, formatXLSX, formatCSV, formatJSON); err != nil {
				return err
			}
			if format == formatXLSX && out == "" {
				return failf(exitUsage, "工作簿不能输出到屏幕，请用 --out 指定写入的文件。")
			}
			if format == formatSummary && (out != "" || on != "") {
				return failf(exitUsage, "--on 和 --out 用于 --format xlsx、csv 或者 json。")
			}
			if format != formatSummary && withdrawn {
				return failf(exitUsage, "--withdrawn 用于摘要，不能与 --format xlsx、csv 或者 json 并用。")
			}
			day, err := dayOf("on", on, time.Now())
			if err != nil {
				return err
			}
			o, err := p.office(cmd.Context(), f, choices{})
			if err != nil {
				return err
			}
			defer o.close()
			if format == formatSummary {
				n := 0
				for e, err := range o.Register() {
					if err != nil {
						return officeFailure(err)
					}
					edited, err := o.Edited(e)
					if err != nil {
						return officeFailure(err)
					}
					printEntry(p.out, &e, edited, withdrawn)
					if parts := e.Parts; len(parts) > 0 {
						fmt.Fprintf(p.out, "    由%d个文件合并：%s\n", len(parts), strings.Join(o.Names(parts), "、"))
					}
					n++
				}
				fmt.Fprintf(p.out, "共%d份文件。\n", n)
				return nil
			}
			return p.ledger(o, format, day, out)
		},
	}
	f.flags(c, false)
	c.Flags().StringVar(&format, "format", formatSummary, "输出`形式`：xlsx、csv、json（每份文书一行）；默认输出摘要")
	c.Flags().StringVar(&on, "on", "", "期限状态按这一`日期`推算，写作 2026-06-30；默认今天")
	c.Flags().BoolVar(&withdrawn, "withdrawn", false, "摘要中逐个列出不再有效的报告")
	c.Flags().StringVar(&out, "out", "", "写入的`文件`；csv、json 默认输出到屏幕")
	return c
}

// ledger writes the register case by case.
func (p *program) ledger(o *office, format string, on time.Time, out string) error {
	cases, err := o.Listed()
	if err != nil {
		return officeFailure(err)
	}
	g := report.Register{On: on, Cases: cases, Titles: map[string]string{}}
	for i := range o.packs {
		g.Titles[o.packs[i].ID] = o.packs[i].Title
	}
	write := g.JSON
	switch format {
	case formatCSV:
		write = g.CSV
	case formatXLSX:
		write = g.XLSX
	}
	data, err := write()
	if err != nil {
		return err
	}
	if out == "" {
		_, err := p.out.Write(data)
		return err
	}
	if _, err := p.save(out, data); err != nil {
		return err
	}
	fmt.Fprintf(p.out, "共%d份裁判、决定文书。\n", len(cases))
	return nil
}

// save writes a file that a user asked for and tells where it lies: whole or
// not at all, and never over another.
func (p *program) save(name string, data []byte) (string, error) {
	dir, base := filepath.Split(name)
	if dir == "" {
		dir = "."
	}
	paths, err := pipelines.Publish(dir, []pipelines.File{{Path: base, Data: data}})
	if err != nil {
		return "", writeFailure(name, err)
	}
	where := filepath.Join(dir, paths[0])
	fmt.Fprintf(p.out, "已写入：%s\n", where)
	return where, nil
}

// dayOf reads the day of an option; without one it is the given one.
func dayOf(option, value string, otherwise time.Time) (time.Time, error) {
	if value == "" {
		return otherwise, nil
	}
	day, err := time.Parse(time.DateOnly, value)
	if err != nil {
		return day, failf(exitUsage, "选项 --%s 的日期“%s”写法有误，应写作 2026-06-30。", option, value)
	}
	return day, nil
}

// printEntry writes one line of the register, and what hangs on it: its reports
// that were changed and are not in force, and, one by one or as a number, those
// that were withdrawn.
func printEntry(w io.Writer, e *pipelines.Entry, edited []string, withdrawn bool) {
	fmt.Fprintf(w, "%s  %s  %s\n", e.Source[:12], e.At.Local().Format("2006-01-02 15:04"), e.Name)
	switch {
	case e.Problem != nil:
		fmt.Fprintf(w, "    未办成：%s%s\n", e.Problem.Text, e.Problem.Remedy)
		fmt.Fprintf(w, "      阶段：%s；试过%d次；程序：%s\n", pipelines.StageLabel(e.Problem.Stage), e.Problem.Tries, e.Version)
	case e.Outcome == nil:
		fmt.Fprintln(w, "    正在处理")
	case e.Outcome.Aside:
		fmt.Fprintf(w, "    转人工处理：%s%s\n", e.Outcome.Text, e.Outcome.Remedy)
	default:
		if e.Outcome.Text != "" {
			fmt.Fprintf(w, "    %s\n", e.Outcome.Text)
		}
		for _, paper := range e.Outcome.Papers {
			number := paper.CaseNumber
			if number == "" {
				number = "无案号"
			}
			fmt.Fprintf(w, "    %s %s %s %s\n", paper.Type.Label(), number, paper.Organ, paper.DecidedOn)
			for _, x := range paper.Results {
				fmt.Fprintf(w, "      %s：%s\n", x.Agency, x.Result.Label())
			}
			if paper.Pending() {
				fmt.Fprintln(w, "      未生效/待确认：没有事实表明已经生效，报告仅供准备；请录入送达日期、是否上诉")
			}
			for _, where := range paper.Elsewhere() {
				fmt.Fprintf(w, "      %s\n", where)
			}
			for _, why := range paper.Why {
				verdict := "无需出具报告"
				if paper.Unsettled() {
					verdict = "暂不出具报告"
				}
				fmt.Fprintf(w, "      %s：%s\n", verdict, why)
			}
			for _, d := range paper.Documents {
				fmt.Fprintf(w, "      报告：%s\n", d.Path)
			}
		}
	}
	for _, x := range edited {
		fmt.Fprintf(w, "    有人改过的旧稿，依据的报告已不再有效：%s\n", x)
	}
	switch {
	case withdrawn:
		for _, x := range e.Withdrawn {
			fmt.Fprintf(w, "    不再有效的报告：%s\n", x.To)
		}
	case len(e.Withdrawn) > 0:
		fmt.Fprintf(w, "    不再有效的报告：%d个文件，在“%s”（用 --withdrawn 逐个列出）\n", len(e.Withdrawn), path.Dir(e.Withdrawn[len(e.Withdrawn)-1].To))
	}
	for i := range e.Links {
		fmt.Fprintf(w, "    %s\n", linkWords(&e.Links[i]))
	}
}

// linkWords tells of a file that another hangs together with.
func linkWords(l *pipelines.Link) string {
	ground := ""
	if l.Text != "" {
		ground = "：" + l.Text
	}
	head := map[pipelines.LinkKind]string{
		pipelines.LinkCertain: "同一争议",
		pipelines.LinkMade:    "同一争议（人工确认）",
		pipelines.LinkSame:    "疑似重复",
		pipelines.LinkOffered: "可能是同一争议，待确认",
		pipelines.LinkRefused: "不是同一争议（人工确认）",
	}[l.Kind]
	return fmt.Sprintf("%s：%s %s%s", head, l.Source[:12], l.Name, ground)
}

// failedCommand lists what a person must look at.
func (p *program) failedCommand() *cobra.Command {
	var f folders
	c := &cobra.Command{
		Use:   "failed",
		Short: "列出未办成的文件、原因和办法",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := p.office(cmd.Context(), f, choices{})
			if err != nil {
				return err
			}
			defer o.close()
			failed, err := o.Failed()
			if err != nil {
				return officeFailure(err)
			}
			if len(failed) == 0 {
				fmt.Fprintln(p.out, "没有未办成的文件。")
				return nil
			}
			for i := range failed {
				printEntry(p.out, &failed[i], nil, false)
			}
			fmt.Fprintf(p.out, "共%d份。排除原因后运行 zeren retry 重新处理。\n", len(failed))
			return nil
		},
	}
	f.flags(c, false)
	return c
}

// retry sends files through the stages again, as many as can be, and tells of
// those that were not brought to their end.
func (p *program) retry(ctx context.Context, o *office, f folders, entries []pipelines.Entry) error {
	var failed []error
	var sent []pipelines.Entry
	var names []string
	for _, e := range entries {
		if err := o.Retry(ctx, e, author()); err != nil {
			if errors.Is(err, context.Canceled) {
				return err
			}
			failed = append(failed, failf(codeOf(officeFailure(err)), "%s：不能重新处理：%v", e.Name, officeFailure(err)))
			continue
		}
		sent, names = append(sent, e), append(names, e.Name)
	}
	if len(sent) > 0 {
		fmt.Fprintf(p.out, "重新处理：%s\n", strings.Join(names, "、"))
	}
	var aside []string
	for _, e := range sent {
		if err := p.settle(ctx, o, f, e); err != nil {
			if errors.Is(err, context.Canceled) {
				return err
			}
			failed = append(failed, err)
			continue
		}
		now, err := o.Find(e.Source)
		if err != nil {
			return err
		}
		if now.Outcome != nil && now.Outcome.Aside {
			aside = append(aside, e.Name)
		}
	}
	switch {
	case len(failed) == 0 && len(aside) > 0:
		return failf(exitUnreadable, "仍须人工处理：%s。原因和办法见上，或者运行 zeren failed。", strings.Join(aside, "、"))
	case len(failed) == 0:
		return nil
	case len(failed) == 1:
		return failed[0]
	}
	var b strings.Builder
	for i, err := range failed {
		if i == 0 || err.Error() != failed[i-1].Error() {
			fmt.Fprintf(&b, "\n  %v", err)
		}
	}
	return failf(codeOf(failed[0]), "未能全部办成：%s", b.String())
}

// retryCommand sends failed files through the stages again.
func (p *program) retryCommand() *cobra.Command {
	var f folders
	var all bool
	var own choices
	c := &cobra.Command{
		Use:   "retry [文件或案件...]",
		Short: "排除原因后重新处理",
		Long: `把未办成的和转人工处理的文件重新处理一遍：--all 是全部（见 zeren failed），或者写出文件名、文件摘要的开头几位或者案号。
仍未办成的以 4 结束；仍须人工处理的（读不出，或者不是裁判文书）以 3 结束。`,
		Example: "  zeren retry 3fa2b1c4\n  zeren retry 判决.pdf\n  zeren retry --all",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if all == (len(args) > 0) {
				return failf(exitUsage, "请指定要重新处理的文件，或者用 --all 重新处理全部未办成的文件。")
			}
			o, err := p.office(ctx, f, own)
			if err != nil {
				return err
			}
			defer o.close()
			entries, err := o.Failed()
			if err != nil {
				return officeFailure(err)
			}
			if !all {
				entries = nil
				for _, ref := range args {
					e, err := find(o, ref)
					if err != nil {
						return err
					}
					entries = append(entries, e)
				}
			}
			if len(entries) == 0 {
				fmt.Fprintln(p.out, "没有未办成的文件。")
				return nil
			}
			return p.retry(ctx, o, f, entries)
		},
	}
	f.flags(c, false)
	c.Flags().BoolVar(&all, "all", false, "全部未办成的文件")
	own.flags(c)
	return c
}
