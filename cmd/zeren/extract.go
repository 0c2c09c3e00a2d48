package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zeren/extract"
	"zeren/ingest"
)

// formats of what a command prints.
const (
	formatSummary = ""
	formatJSON    = "json"
	formatText    = "text"
)

// extractCommand prints what the papers say.
func (p *program) extractCommand() *cobra.Command {
	var format string
	var explain bool
	var a aided
	c := &cobra.Command{
		Use:   "extract 文件...",
		Short: "读出文书的内容",
		Long: `读出裁判文书、复议决定书的内容：机关、案号、日期、审级、当事人、主文、结果、认定的过错及其依据。
` + accepted + `
不写任何文件。`,
		Example: `  zeren extract 判决书.pdf
  zeren extract --format json *.pdf > 文书.jsonl
  zeren extract --explain 判决书.pdf`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := needFiles(args); err != nil {
				return err
			}
			if err := oneOf("format", format, formatSummary, formatJSON, formatText); err != nil {
				return err
			}
			enc := json.NewEncoder(p.out)
			enc.SetEscapeHTML(false)
			pool, _, err := readers(a)
			if err != nil {
				return err
			}
			defer pool.Close()
			return p.eachDocument(cmd.Context(), pool.Decode, args, func(d ingest.Document) error {
				if format == formatText {
					_, err := fmt.Fprint(p.out, d.Text)
					return err
				}
				if explain && format == formatSummary {
					for _, x := range extract.Explain(d) {
						printExplanation(p.out, &x)
					}
					return nil
				}
				for _, r := range extract.Read(d) {
					if format == formatSummary {
						printRecord(p.out, &r)
						continue
					}
					if err := enc.Encode(r); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	c.Flags().StringVar(&format, "format", formatSummary, "输出`形式`：json（每份文书一行）或 text（偏移量所指的原文）；默认输出摘要")
	a.flags(c)
	c.Flags().BoolVar(&explain, "explain", false, "逐段显示文书，并说明每项认定由哪条规则、哪些词语得出")
	return c
}

// needFiles asks for at least one file.
func needFiles(args []string) error {
	if len(args) == 0 {
		return failf(exitUsage, "没有指定文件。请在命令后写出要读取的文件。")
	}
	return nil
}

// oneOf checks an option against its closed set of values.
func oneOf(flag, value string, allowed ...string) error {
	for _, a := range allowed {
		if value == a {
			return nil
		}
	}
	named := slices.DeleteFunc(slices.Clone(allowed), func(a string) bool { return a == "" })
	return failf(exitUsage, "选项 --%s 不接受取值“%s”。可用的取值：%s。", flag, value, strings.Join(named, "、"))
}
