package main

import (
	"errors"

	"github.com/spf13/cobra"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
	"zeren/pipelines"
)

// classifyCommand prints what the regulations make of papers.
func (p *program) classifyCommand() *cobra.Command {
	var s supplied
	var format string
	c := &cobra.Command{
		Use:   "classify 文件...",
		Short: "读出内容并按五地规定评估",
		Long: `读取文书，对照各地规定逐条评估：是否适用、符合哪些条款、依据哪些原文、缺少哪些事实、期限如何计算。
` + accepted + `
不写任何文件。`,
		Example: `  zeren classify 判决书.pdf
  zeren classify --format json --facts 事实.yaml 判决书.pdf`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := needFiles(args); err != nil {
				return err
			}
			if err := oneOf("format", format, formatSummary, formatJSON); err != nil {
				return err
			}
			return p.classify(cmd, args, s, format)
		},
	}
	s.flags(c)
	c.Flags().StringVar(&format, "format", formatSummary, "输出`形式`：json（每份文书一行）；默认输出摘要")
	return c
}

func (p *program) classify(cmd *cobra.Command, args []string, s supplied, format string) error {
	chain, packs, done, err := p.chain(s.choices)
	if err != nil {
		return err
	}
	defer done()
	sheet, err := sheetOf(chain, s.facts)
	if err != nil {
		return err
	}
	with, err := papersOf(s.with)
	if err != nil {
		return err
	}
	return p.eachDocument(cmd.Context(), chain.Decode, args, func(d ingest.Document) error {
		r, err := chain.Judge(cmd.Context(), d, with, sheet)
		if wrongFacts(err) {
			return factsFailure(s.facts, err)
		}
		if errors.As(err, new(*pipelines.PaperError)) {
			return tellFile(s.blamed("", err), err)
		}
		if err != nil {
			return err
		}
		at := 0
		for i := range r.Records {
			var of *classify.Outcome
			if at < len(r.Cases) && r.Cases[at].Part == i {
				of = &r.Cases[at].Outcome
				at++
			}
			out := pipelines.NewCaseRecord(r.Records[i], of)
			if format == formatJSON {
				line, err := out.Line()
				if err != nil {
					return err
				}
				if _, err := p.out.Write(line); err != nil {
					return err
				}
				continue
			}
			printRecord(p.out, &out.Record, out.Assessments...)
			if out.DocumentType != extract.Other {
				printOutcome(p.out, packs, &classify.Outcome{Assessments: out.Assessments, Notices: out.Notices, Warnings: out.Cautions})
			}
		}
		return nil
	})
}
