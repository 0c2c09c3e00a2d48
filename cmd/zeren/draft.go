package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"zeren/classify"
	"zeren/ingest"
	"zeren/pipelines"
)

// supplied are the files that people give beside the papers.
type supplied struct {
	facts string
	with  []string
	choices
}

func (s *supplied) flags(c *cobra.Command) {
	c.Flags().StringVar(&s.facts, "facts", "", "事实表`文件`（YAML），见 zeren facts template")
	c.Flags().StringArrayVar(&s.with, "with", nil, "同一争议的其他文书`文件`（可多次指定）")
	s.choices.flags(c)
	c.Flags().StringVar(&s.holidays, "holidays", "", "补充节假日的表`文件`（date,holiday,day），与数据文件夹中的 holidays.csv 同一形式")
}

// draftCommand is the chain as one function: no server, no data folder.
func (p *program) draftCommand() *cobra.Command {
	var s supplied
	var out string
	var confirmed bool
	c := &cobra.Command{
		Use:   "draft 文件...",
		Short: "直接起草报告，不经监视",
		Long: `读取文书、评估并把报告写入 --out 文件夹。文书、事实表、关联文书和设置相同时，
得到的报告与 zeren watch 逐字节相同。不会覆盖已有的不同报告。
` + accepted + `
每份报告是一个 PDF，旁边有同名的 .docx 供 Word、WPS 编辑；每个机关的第一份报告旁还有同名的 .json（评估结果，
与 zeren classify --format json 同一形式）和 .ics（已能算出的期限，可导入日历）。`,
		Example: `  zeren draft 判决书.pdf --out 报告
  zeren draft 二审判决书.pdf --with 一审判决书.pdf --facts 事实.yaml`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := needFiles(args); err != nil {
				return err
			}
			if s.facts != "" && len(args) > 1 {
				return failf(exitUsage, "一份事实表只能用于一个案件：使用 --facts 时只能指定一个文件。")
			}
			return p.draft(cmd.Context(), args, s, out, confirmed)
		},
	}
	s.flags(c)
	c.Flags().StringVar(&out, "out", "./outbox", "报告写入的`文件夹`")
	c.Flags().BoolVar(&confirmed, "confirmed", false, "已经人工确认，不加“草稿”字样")
	return c
}

func (p *program) draft(ctx context.Context, names []string, s supplied, out string, confirmed bool) error {
	chain, _, done, err := p.chain(s.choices)
	if err != nil {
		return err
	}
	defer done()
	in := pipelines.Input{Confirmed: confirmed}
	if in.Sheet, err = sheetOf(chain, s.facts); err != nil {
		return err
	}
	if in.With, err = papersOf(s.with); err != nil {
		return err
	}
	bad, code := 0, exitUnreadable
	for _, name := range names {
		if err := p.draftOne(ctx, chain, name, in, out); err != nil {
			told := tellFile(s.blamed(name, err), err)
			if wrongFacts(err) {
				told = factsFailure(s.facts, err)
			}
			if c := codeOf(err); c == exitInterrupted {
				return err
			}
			bad++
			code = codeOf(told)
			fmt.Fprintf(p.err, "zeren：%v\n", told)
		}
	}
	if bad > 0 {
		return failf(code, "%d个文件中有%d个未能办成。", len(names), bad)
	}
	return nil
}

func (p *program) draftOne(ctx context.Context, chain *pipelines.Chain, name string, in pipelines.Input, out string) error {
	data, err := load(name)
	if err != nil {
		return err
	}
	return p.draftBytes(ctx, chain, name, filepath.Base(name), data, in, out)
}

// draftBytes drafts for the bytes of a file, or for each file of an archive.
// name is how people know it, base its own name.
func (p *program) draftBytes(ctx context.Context, chain *pipelines.Chain, name, base string, data []byte, in pipelines.Input, out string) error {
	in.Name, in.Data = base, data
	r, err := chain.Run(ctx, in)
	if err != nil {
		return err
	}
	if len(r.Document.Entries) > 0 {
		if strings.Count(name, entryMark) >= archiveDepth {
			return failf(exitUnreadable, "%s：压缩包层层嵌套，未作拆分。", name)
		}
		bad, code := 0, exitUnreadable
		for _, e := range r.Document.Entries {
			inner := name + entryMark + e.Name
			body, err := []byte(nil), error(&ingest.Unreadable{Reason: e.Refused})
			if e.Refused == "" {
				if body, err = ingest.Unpack(data, e); err == nil {
					err = p.draftBytes(ctx, chain, inner, path.Base(e.Name), body, in, out)
				}
			}
			if codeOf(err) == exitInterrupted {
				return err
			}
			if err != nil {
				told := tellFile(inner, err)
				bad, code = bad+1, codeOf(told)
				fmt.Fprintf(p.err, "zeren：%v\n", told)
			}
		}
		if bad > 0 {
			return failf(code, "%s：%d个文件中有%d个未能办成。", name, len(r.Document.Entries), bad)
		}
		return nil
	}
	if len(r.Cases) == 0 {
		return failf(exitUnreadable, "%s：不是行政裁判文书或行政复议决定书，没有起草报告。请核对文件；确为裁判文书的，请人工处理。", name)
	}
	for _, c := range r.Cases {
		for _, x := range c.Outcome.Warnings {
			fmt.Fprintf(p.out, "%s：请注意：%s。\n", name, x.Text)
		}
	}
	paths, err := pipelines.Publish(out, r.Files)
	if err != nil {
		return writeFailure(out, err)
	}
	if len(paths) == 0 {
		fmt.Fprintf(p.out, "%s：没有规定要求出具报告。\n", name)
		for _, c := range r.Cases {
			for _, why := range c.Why() {
				fmt.Fprintf(p.out, "    %s\n", why)
			}
		}
		return nil
	}
	var reports []string
	bound := 0
	for i, path := range paths {
		if !r.Files[i].Twin {
			reports = append(reports, path)
		}
		if r.Files[i].Bound {
			bound++
		}
	}
	count := fmt.Sprintf("%d份报告", len(reports)-bound)
	if bound > 0 {
		count += fmt.Sprintf("和%d份合订本", bound)
	}
	fmt.Fprintf(p.out, "%s：出具%s。\n", name, count)
	for _, path := range reports {
		fmt.Fprintf(p.out, "    %s\n", filepath.Join(out, filepath.FromSlash(path)))
	}
	return nil
}

// blamed is the file that an error of a run is about: the one that was to be
// drafted, or one that was given beside it.
func (s *supplied) blamed(name string, err error) string {
	var other *pipelines.PaperError
	if errors.As(err, &other) && other.Index < len(s.with) {
		return s.with[other.Index]
	}
	return name
}

// papersOf loads the linked papers.
func papersOf(names []string) ([]pipelines.Paper, error) {
	var papers []pipelines.Paper
	for _, name := range names {
		data, err := load(name)
		if err != nil {
			return nil, err
		}
		papers = append(papers, pipelines.Paper{Name: filepath.Base(name), Data: data})
	}
	return papers, nil
}

// sheetOf loads and checks a facts sheet; no name is no sheet.
func sheetOf(chain *pipelines.Chain, name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	data, err := load(name)
	if err != nil {
		return nil, err
	}
	if _, err := chain.Entered(data, time.Now()); err != nil {
		return nil, factsFailure(name, err)
	}
	return data, nil
}

// wrongFacts tells whether an error is one of what a facts sheet says.
func wrongFacts(err error) bool {
	return errors.As(err, new(classify.Problems)) || errors.Is(err, pipelines.ErrOtherCase)
}

// factsFailure tells what is wrong with a facts sheet, in the lines of the
// file that the user named.
func factsFailure(name string, err error) error {
	var wrong classify.Problems
	switch {
	case errors.As(err, &wrong):
		var b strings.Builder
		text, _ := load(name) // it was read before; without it the place must do
		for i, p := range wrong {
			if i > 0 {
				b.WriteString("\n")
			}
			p.File = filepath.Base(name)
			b.WriteString(p.Error())
			b.WriteString(lineAt(text, p.Line))
		}
		return &failure{code: exitFacts, text: fmt.Sprintf("事实表 %s 有误，没有采用：\n%s", name, b.String()), err: err}
	case errors.Is(err, pipelines.ErrOtherCase):
		text, remedy := pipelines.Explain(err)
		return &failure{code: exitFacts, text: fmt.Sprintf("事实表 %s 没有采用：%s%s", name, text, remedy), err: err}
	}
	return &failure{code: exitFacts, text: fmt.Sprintf("事实表 %s 有误，没有采用：\n%v", name, err), err: err}
}

// lineAt shows a line of a file under what is said of it; "" where there is
// none.
func lineAt(text []byte, line int) string {
	n := 0
	for l := range strings.Lines(string(text)) {
		if n++; n == line && strings.TrimSpace(l) != "" && utf8.ValidString(l) {
			return fmt.Sprintf("\n  %4d | %s", line, shorten(strings.ReplaceAll(strings.TrimRight(l, "\r\n"), "\t", "⇥"), 70))
		}
	}
	return ""
}

// load reads a file that a user named, bounded by the limit of what is read.
func load(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fileFailure(name, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, ingest.MaxBytes+1))
	if err != nil {
		return nil, fileFailure(name, err)
	}
	return data, nil
}
