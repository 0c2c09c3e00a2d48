package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"zeren/pipelines"
)

// ledgerCommand prints the register.
func (p *program) ledgerCommand() *cobra.Command {
	var f folders
	var format string
	c := &cobra.Command{
		Use:   "ledger",
		Short: "台账：每份文书的结果与报告",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("format", format, formatSummary, formatJSON); err != nil {
				return err
			}
			o, err := p.office(cmd.Context(), f, choices{})
			if err != nil {
				return err
			}
			defer o.close()
			entries := o.Register()
			if format == formatJSON {
				enc := json.NewEncoder(p.out)
				enc.SetEscapeHTML(false)
				for i := range entries {
					if err := enc.Encode(entries[i]); err != nil {
						return err
					}
				}
				return nil
			}
			for i := range entries {
				printEntry(p.out, &entries[i])
			}
			fmt.Fprintf(p.out, "共%d份文件。\n", len(entries))
			return nil
		},
	}
	f.flags(c, false)
	c.Flags().StringVar(&format, "format", formatSummary, "输出`形式`：json（每份文件一行）；默认输出摘要")
	return c
}

// printEntry writes one line of the register, and what hangs on it.
func printEntry(w io.Writer, e *pipelines.Entry) {
	fmt.Fprintf(w, "%s  %s  %s\n", e.Source[:12], e.At.Local().Format("2006-01-02 15:04"), e.Name)
	switch {
	case e.Problem != nil:
		fmt.Fprintf(w, "    未办成：%s%s\n", e.Problem.Text, e.Problem.Remedy)
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
			for _, where := range paper.Elsewhere() {
				fmt.Fprintf(w, "      %s\n", where)
			}
			for _, why := range paper.Why {
				fmt.Fprintf(w, "      无需出具报告：%s\n", why)
			}
			for _, d := range paper.Documents {
				fmt.Fprintf(w, "      报告：%s\n", d.Path)
			}
		}
	}
	for _, x := range e.Withdrawn {
		fmt.Fprintf(w, "    不再有效的报告：%s\n", x.To)
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
			failed := o.Failed()
			if len(failed) == 0 {
				fmt.Fprintln(p.out, "没有未办成的文件。")
				return nil
			}
			for i := range failed {
				printEntry(p.out, &failed[i])
			}
			fmt.Fprintf(p.out, "共%d份。排除原因后运行 zeren retry 重新处理。\n", len(failed))
			return nil
		},
	}
	f.flags(c, false)
	return c
}

// retryCommand sends failed files through the stages again.
func (p *program) retryCommand() *cobra.Command {
	var f folders
	var all bool
	var own choices
	c := &cobra.Command{
		Use:     "retry [文件摘要或案号]",
		Short:   "排除原因后重新处理",
		Example: "  zeren retry 3fa2b1c4\n  zeren retry --all",
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
			entries := o.Failed()
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
			names := make([]string, len(entries))
			for i, e := range entries {
				names[i] = e.Name
				if err := o.Retry(ctx, e, author()); err != nil {
					return officeFailure(err)
				}
			}
			if len(entries) == 0 {
				fmt.Fprintln(p.out, "没有未办成的文件。")
				return nil
			}
			fmt.Fprintf(p.out, "重新处理：%s\n", strings.Join(names, "、"))
			var failed []error
			for _, e := range entries {
				if err := p.settle(ctx, o, f, e); err != nil {
					if errors.Is(err, context.Canceled) {
						return err
					}
					failed = append(failed, err)
				}
			}
			switch len(failed) {
			case 0:
				return nil
			case 1:
				return failed[0]
			}
			var b strings.Builder
			for i, err := range failed {
				if i == 0 || err.Error() != failed[i-1].Error() {
					fmt.Fprintf(&b, "\n  %v", err)
				}
			}
			return failf(codeOf(failed[0]), "未能全部办成：%s", b.String())
		},
	}
	f.flags(c, false)
	c.Flags().BoolVar(&all, "all", false, "全部未办成的文件")
	own.flags(c)
	return c
}
