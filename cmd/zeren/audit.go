package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zeren/pipelines"
)

// auditCommand checks, exports and lists what was recorded.
func (p *program) auditCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "audit",
		Short: "审计：核对全部记录，导出案件档案包，列出事件",
		Long: `每一件事（收到、读取、评估、录入事实、确认、出具、重新处理、失败等）都记为一条事件，带有时间、人员和所涉内容的摘要，
并写明前一条事件的摘要（SHA-256 和 SM3），前后相连，不能改动、删去、插入而不被发现。
这几个命令只读不写，不占用数据文件夹，watch 运行时也可使用。
用 --nats 时核对的是 NATS 服务器上的事件和内容，“最后一条事件”的记录则以本机的为准。`,
		Args: cobra.ArbitraryArgs,
		RunE: onlyBelow,
	}
	var f folders
	var own choices
	var full bool
	verify := &cobra.Command{
		Use:   "verify",
		Short: "核对事件链、留存内容和报告，指出第一处不符",
		Long: `依次核对：数据文件夹的版本和最后一条事件的记录；事件库和事件链；留存的每一份内容（SHA-256 和 SM3）；
报告文件夹中的报告是否还在、是否与出具时相同；由本版本程序得出的每一份结果和报告，能否由其输入重新得出、逐字节相同。
其他版本程序得出的，按摘要核对，并写明是哪个版本。识别扫描页得到的文字是留存的输入，按摘要核对。
遇到第一处不符即停，以 10 结束并写明在哪里。报告被人编辑过或者移走的，另行列出；编辑 .docx 不算不符。
记下最后的链值，日后可以证明此前的事件没有被整体重写。`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.auditVerify(cmd.Context(), f, own, full)
		},
	}
	verify.Flags().BoolVar(&full, "full", false, "还把原件重新读一遍")
	var out string
	export := &cobra.Command{
		Use:   "export 案件",
		Short: "导出案件档案包（ZIP），不用本程序也能核对",
		Long: `导出原件、读出的内容、评估、历次事实、历次报告和有关的事件链，附“说明.txt”，写明怎样用 sha256sum 和 openssl 核对。
同一案件、同样的记录，导出的文件逐字节相同。已有的文件不会被覆盖。`,
		Example: "  zeren audit export （2021）皖1524行初37号 -o 档案.zip",
		Args:    oneCase,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.auditExport(cmd.Context(), f, args[0], out)
		},
	}
	export.Flags().StringVarP(&out, "output", "o", "", "写入的`文件`或者文件夹；默认为当前文件夹下的“案号.zip”")
	log := &cobra.Command{
		Use:   "log [案件]",
		Short: "列出事件：全部，或者某一案件的",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return failf(exitUsage, "最多指定一个案件。")
			}
			return p.auditLog(cmd.Context(), f, args)
		},
	}
	for _, sub := range []*cobra.Command{verify, export, log} {
		f.flags(sub, false)
		c.AddCommand(sub)
	}
	own.flags(verify)
	return c
}

func (p *program) auditVerify(ctx context.Context, f folders, own choices, full bool) error {
	chain, _, done, err := p.chain(own.in(f.data))
	if err != nil {
		return err
	}
	defer done()
	a, err := openAudit(ctx, f, chain)
	if err != nil {
		return err
	}
	defer a.Close()
	v, err := a.Verify(ctx, full)
	if err != nil {
		return auditFailure(f.data, err)
	}
	if v.Broken != nil {
		return failf(exitAudit, "核对发现不符：%s：%s", v.Broken.Where, v.Broken.Text)
	}
	fmt.Fprintf(p.out, "事件链完好：%d条事件", v.Events)
	if v.Before > 0 {
		fmt.Fprintf(p.out, "，另有建链之前的%d条（整体相符）", v.Before)
	}
	fmt.Fprintf(p.out, "。\n  最后的链值 SHA-256 %s\n             SM3     %s\n", v.Head.SHA256, v.Head.SM3)
	if v.Unwitnessed {
		fmt.Fprintln(p.out, "  本机没有“最后一条事件”的记录，末尾是否缺少事件未能核对；请在运行 zeren watch 的机器上核对。")
	}
	fmt.Fprintf(p.out, "留存内容完好：%d份，SHA-256 和 SM3 都相符。\n", v.Blobs)
	fmt.Fprintf(p.out, "由本版本程序得出的%d份结果，都能由其输入重新得出，逐字节相同。\n", v.Derived)
	for _, o := range v.Older {
		fmt.Fprintf(p.out, "由%s得出的%d份结果，按摘要核对相符。\n", o.Label(), o.Results)
	}
	fmt.Fprintf(p.out, "出具的报告共%d个文件，%d个与出具时相同。\n", v.Reports, v.Reports-len(v.Edited)-len(v.Gone))
	for _, path := range v.Gone {
		fmt.Fprintf(p.out, "  已不在原处：%s（内容另有留存）\n", path)
	}
	changed := slices.DeleteFunc(slices.Clone(v.Edited), func(s string) bool { return filepath.Ext(s) == ".docx" })
	for _, path := range v.Edited {
		fmt.Fprintf(p.out, "  出具后被改动：%s（出具时的内容另有留存）\n", path)
	}
	if len(changed) > 0 {
		return failf(exitAudit, "事件链和留存内容完好，但报告文件夹中有%d个文件出具后被改动：%s。", len(changed), strings.Join(changed, "、"))
	}
	return nil
}

func (p *program) auditExport(ctx context.Context, f folders, ref, out string) error {
	a, err := loadAudit(ctx, f)
	if err != nil {
		return err
	}
	defer a.Close()
	e, err := findIn(a, ref)
	if err != nil {
		return err
	}
	name := e.Source[:12] + ".zip"
	if e.Outcome != nil && len(e.Outcome.Papers) > 0 && e.Outcome.Papers[0].CaseNumber != "" {
		name = strings.NewReplacer("/", "_", `\`, "_").Replace(e.Outcome.Papers[0].CaseNumber) + ".zip"
	}
	if info, err := os.Stat(out); out == "" || err == nil && info.IsDir() {
		out = filepath.Join(out, name)
	}
	var b bytes.Buffer
	if err := a.Export(ctx, e, &b); err != nil {
		return auditFailure(f.data, err)
	}
	at, err := pipelines.Publish(filepath.Dir(out), []pipelines.File{{Path: filepath.Base(out), Data: b.Bytes()}})
	if err != nil {
		return writeFailure(out, err)
	}
	d := pipelines.DigestsOf(b.Bytes())
	fmt.Fprintf(p.out, "已导出：%s\n  SHA-256 %s\n  SM3     %s\n", filepath.Join(filepath.Dir(out), at[0]), d.SHA256, d.SM3)
	return nil
}

func (p *program) auditLog(ctx context.Context, f folders, args []string) error {
	a, err := loadAudit(ctx, f)
	if err != nil {
		return err
	}
	defer a.Close()
	var of *pipelines.Entry
	if len(args) == 1 {
		e, err := findIn(a, args[0])
		if err != nil {
			return err
		}
		of = &e
	}
	n := 0
	err = a.Log(ctx, of, func(l pipelines.LogLine) error {
		n++
		_, err := fmt.Fprintf(p.out, "%6d  %s  %s  %s\n", l.Seq, l.At.Local().Format("2006-01-02 15:04:05"), l.By, strings.ReplaceAll(l.Text, "\n", " "))
		return err
	})
	if err != nil {
		return auditFailure(f.data, err)
	}
	fmt.Fprintf(p.out, "共%d条事件。\n", n)
	return nil
}

// loadAudit reads the events of a data folder.
func loadAudit(ctx context.Context, f folders) (*pipelines.Audit, error) {
	a, err := openAudit(ctx, f, &pipelines.Chain{})
	if err != nil {
		return nil, err
	}
	if err := a.Load(ctx); err != nil {
		a.Close()
		return nil, auditFailure(f.data, err)
	}
	return a, nil
}

// openAudit looks at a data folder, or at what servers elsewhere hold.
func openAudit(ctx context.Context, f folders, chain *pipelines.Chain) (*pipelines.Audit, error) {
	remote, err := f.servers.remote()
	if err != nil {
		return nil, err
	}
	// A folder without its version is one to be audited: that is what is wrong.
	if info, err := os.Stat(f.data); remote == nil && (err != nil || !info.IsDir()) {
		return nil, held(f.data)
	}
	if list, err := os.ReadDir(f.data); remote == nil && err == nil && !slices.ContainsFunc(list, func(e os.DirEntry) bool {
		return slices.Contains([]string{"version", "head", "jetstream", "blobs", "nats"}, e.Name())
	}) {
		return nil, held(f.data)
	}
	a, err := pipelines.OpenAudit(ctx, pipelines.Config{Outbox: f.outbox, Data: f.data, Chain: chain, Remote: remote})
	if err != nil {
		return nil, openFailure(f.data, err)
	}
	return a, nil
}

// findIn looks a case up as find does.
func findIn(a *pipelines.Audit, ref string) (pipelines.Entry, error) {
	e, err := a.Find(ref)
	return e, caseFailure(ref, err)
}

// auditFailure tells what kept an audit from looking, or what did not hold.
func auditFailure(data string, err error) error {
	var flaw *pipelines.Flaw
	if errors.As(err, &flaw) {
		return failf(exitData, "%s：记录不完好：%s：%s请运行 zeren audit verify 核对。", data, flaw.Where, flaw.Text)
	}
	return openFailure(data, err)
}
