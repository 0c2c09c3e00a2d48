package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"zeren/classify"
	"zeren/pipelines"
)

// office is an open data folder with what the commands need beside it.
type office struct {
	*pipelines.Office
	chain *pipelines.Chain
	packs []classify.Pack
	done  func()
}

func (o *office) close() {
	o.Close()
	o.done()
}

// office opens the data folder for a command, or reaches the `zeren watch`
// that holds it.
func (p *program) office(ctx context.Context, f folders, own choices) (*office, error) {
	remote, err := f.servers.remote()
	if err != nil {
		return nil, err
	}
	if remote == nil {
		if err := held(f.data); err != nil {
			return nil, err
		}
	}
	chain, packs, done, err := p.chain(own.in(f.data))
	if err != nil {
		return nil, err
	}
	o, err := pipelines.Open(ctx, pipelines.Config{
		Inbox: f.inbox, Outbox: f.outbox, Data: f.data, Chain: chain, Remote: remote,
		Notify: func(n pipelines.Notice) { p.notice(f, n) },
	})
	if err != nil {
		done()
		return nil, openFailure(f.data, err)
	}
	return &office{o, chain, packs, done}, nil
}

// held asks for a data folder that watch has made: no command else begins one,
// least of all in a folder that a mistyped path names.
func held(data string) error {
	info, err := os.Stat(data)
	switch {
	case err != nil:
		return fileFailure(data, err)
	case !info.IsDir():
		return failf(exitFiles, "%s：是文件，不是文件夹。请检查 --data 是否写对。", data)
	case !exists(filepath.Join(data, "version")) && !exists(filepath.Join(data, "nats")):
		return failf(exitData, "%s：不是 zeren 的数据文件夹，其中没有登记。请检查 --data 是否写对；数据文件夹由 zeren watch 建立。", data)
	}
	return nil
}

// onCase does something with a case that a person names.
func (p *program) onCase(ctx context.Context, f folders, own choices, ref string, do func(*office, pipelines.Entry) error) error {
	o, err := p.office(ctx, f, own)
	if err != nil {
		return err
	}
	defer o.close()
	e, err := find(o, ref)
	if err != nil {
		return err
	}
	return do(o, e)
}

// find looks a case up as Office.Find does.
func find(o *office, ref string) (pipelines.Entry, error) {
	e, err := o.Find(ref)
	return e, caseFailure(ref, err)
}

// caseFailure tells why a case was not found.
func caseFailure(ref string, err error) error {
	var several *pipelines.AmbiguousError
	switch {
	case errors.Is(err, pipelines.ErrUnknownCase):
		return failf(exitNoCase, "台账中没有案件“%s”。运行 zeren ledger 查看全部案件。", ref)
	case errors.As(err, &several):
		var b strings.Builder
		for _, f := range several.Files {
			fmt.Fprintf(&b, "\n  %s  %s", f.Source[:12], f.Name)
		}
		return failf(exitNoCase, "“%s”对应不止一份文书，请改用文书摘要：%s", ref, b.String())
	}
	return err
}

// author is who enters something: the account that runs the program.
func author() string {
	if u, err := user.Current(); err == nil {
		if u.Name != "" {
			return u.Name
		}
		return u.Username
	}
	return "未知"
}

// oneCase asks for exactly one case.
func oneCase(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return failf(exitUsage, "请指定一个案件：案号、文书摘要的开头几位，或者文件名。运行 %s --help 查看用法。", cmd.CommandPath())
	}
	return nil
}

// factsCommand takes in and shows what people know about a case.
func (p *program) factsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "facts",
		Short: "录入、查看案件的事实",
		Long: `文书里没有的事实（送达日期、责任人员、损失等）由人提供，写在事实表里。
template 生成本案的事实表：已录入的事实照录，尚缺的事实留空。填好后用 set 录入，报告随即重新起草。
一个文件里有几份文书的，每份文书一张表，以一行“---”隔开，可以一并录入。
set 以新表取代旧表；show 查看已录入的事实；history 列出何人何时改了什么。`,
		Args: cobra.ArbitraryArgs,
		RunE: onlyBelow,
	}
	var f folders
	var own choices
	set := &cobra.Command{
		Use:     "set 案件 事实表",
		Short:   "录入事实表，重新起草报告",
		Example: "  zeren facts set （2021）皖1524行初37号 事实.yaml",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return failf(exitUsage, "请依次指定案件和事实表文件。")
			}
			sheet, err := load(args[1])
			if err != nil {
				return err
			}
			return p.onCase(cmd.Context(), f, own, args[0], func(o *office, e pipelines.Entry) error {
				return p.setFacts(cmd.Context(), o, f, e, args[1], sheet)
			})
		},
	}
	one := func(use, short string, do func(o *office, e pipelines.Entry, ref string) error) *cobra.Command {
		return &cobra.Command{
			Use: use, Short: short, Args: oneCase,
			RunE: func(cmd *cobra.Command, args []string) error {
				return p.onCase(cmd.Context(), f, own, args[0], func(o *office, e pipelines.Entry) error { return do(o, e, args[0]) })
			},
		}
	}
	show := one("show 案件", "查看已录入的事实", p.factsShow)
	template := one("template 案件", "生成本案的事实表：已录入的照录，尚缺的留空", p.factsTemplate)
	template.Example = "  zeren facts template （2021）皖1524行初37号 > 事实.yaml"
	history := one("history 案件", "何人何时录入、修改了哪些事实", p.factsHistory)
	for _, sub := range []*cobra.Command{set, show, template, history} {
		f.flags(sub, false)
		own.flags(sub)
		c.AddCommand(sub)
	}
	return c
}

// factsShow prints the sheet in force.
func (p *program) factsShow(o *office, e pipelines.Entry, ref string) error {
	sheet, err := o.Sheet(e)
	if err != nil {
		return err
	}
	if sheet == nil {
		fmt.Fprintf(p.out, "案件“%s”尚未录入事实。运行 zeren facts template %s 生成空表。\n", ref, ref)
		return nil
	}
	if _, err = p.out.Write(sheet); err != nil {
		return err
	}
	return p.offered(o, e)
}

// offered prints the earlier cases of the same persons that nobody has
// answered for yet, as remarks of the sheet.
func (p *program) offered(o *office, e pipelines.Entry) error {
	c, err := o.CaseNow(e)
	if err != nil {
		return err
	}
	for _, one := range c.Cases {
		for _, a := range one.Outcome.Assessments {
			for _, r := range a.Repeats {
				if !r.Confirmed {
					fmt.Fprintf(p.out, "# 待核实：%s（属于的，在 %s 的 repeat 中写明案号；都不属于的写 []）\n", r.Text, a.Agency)
				}
			}
		}
	}
	return nil
}

// factsTemplate prints the sheet of the papers of a file: what was entered, and
// what is still needed.
func (p *program) factsTemplate(o *office, e pipelines.Entry, ref string) error {
	c, err := o.CaseNow(e)
	if err != nil {
		return err
	}
	asked := false
	var sheets [][]byte
	for _, one := range c.Cases {
		for _, a := range one.Outcome.Assessments {
			asked = asked || len(a.Questions) > 0
		}
		if sheet := classify.FactsTemplate(o.packs, one.Case, one.Facts, one.Outcome); len(sheet) > 0 {
			sheets = append(sheets, sheet)
		}
	}
	if _, err := p.out.Write(bytes.Join(sheets, []byte("---\n"))); err != nil {
		return err
	}
	if !asked {
		fmt.Fprintf(p.err, "案件“%s”没有待核实的事实。\n", ref)
	}
	return nil
}

// factsHistory prints who changed what when.
func (p *program) factsHistory(o *office, e pipelines.Entry, ref string) error {
	list, err := o.SheetChanges(e)
	if err != nil {
		return officeFailure(err)
	}
	if len(list) == 0 {
		fmt.Fprintf(p.out, "案件“%s”尚未录入事实。\n", ref)
		return nil
	}
	for _, s := range list {
		fmt.Fprintf(p.out, "%s  %s\n", s.At.Local().Format("2006-01-02 15:04"), s.By)
		for _, c := range s.Changes {
			was, now := c.Old, c.New
			if was == "" {
				was = "（无）"
			}
			if now == "" {
				now = "（撤回）"
			}
			of := c.Fact
			if c.Agency != "" {
				of = c.Agency + " " + of
			}
			fmt.Fprintf(p.out, "  %s：%s → %s\n", of, was, now)
		}
		if len(s.Changes) == 0 {
			fmt.Fprintln(p.out, "  没有改变")
		}
	}
	return nil
}

// setFacts enters a sheet that lies in a file of this name.
func (p *program) setFacts(ctx context.Context, o *office, f folders, e pipelines.Entry, name string, sheet []byte) error {
	if _, err := o.SetSheet(ctx, e, sheet, author()); errors.Is(err, pipelines.ErrSameSheet) {
		fmt.Fprintf(p.out, "与已录入的事实表完全相同，没有改变：%s。\n", filepath.Base(name))
		return p.settle(ctx, o, f, e)
	} else if err != nil {
		if wrongFacts(err) {
			return factsFailure(name, err)
		}
		return officeFailure(err)
	}
	fmt.Fprintf(p.out, "已录入：%s。正在重新起草报告。\n", filepath.Base(name))
	return p.settle(ctx, o, f, e)
}

// settle waits until a case is drafted anew and tells where the reports lie.
func (p *program) settle(ctx context.Context, o *office, f folders, e pipelines.Entry) error {
	owner := o.Owner()
	if err := o.Settle(ctx); err != nil {
		return officeFailure(err)
	}
	now, err := o.Find(e.Source)
	if err != nil {
		return err
	}
	if owner { // its notices were printed here
		if now.Problem != nil {
			return failf(exitFiles, "%s：没有办成，原因见上。", now.Name)
		}
		return nil
	}
	if now.Problem != nil {
		return failf(exitFiles, "%s：重新起草失败：%s%s", now.Name, now.Problem.Text, now.Problem.Remedy)
	}
	if n, ok := now.Notice(); ok {
		if n.Edited, err = o.Edited(now); err != nil {
			return officeFailure(err)
		}
		p.notice(f, n)
	}
	return nil
}

// confirmCommand records that a person stands by the drafts.
func (p *program) confirmCommand() *cobra.Command {
	var f folders
	var own choices
	c := &cobra.Command{
		Use:   "confirm 案件",
		Short: "确认报告，去掉“草稿”字样",
		Long:  `记下谁在何时确认了本案的报告，并重新出具不带“草稿”字样的报告。此前的草稿不删除，移入同一文件夹下的“已被取代”。`,
		Args:  oneCase,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.onCase(cmd.Context(), f, own, args[0], func(o *office, e pipelines.Entry) error {
				return p.confirm(cmd.Context(), o, f, e)
			})
		},
	}
	f.flags(c, false)
	own.flags(c)
	return c
}

func (p *program) confirm(ctx context.Context, o *office, f folders, e pipelines.Entry) error {
	if err := o.Confirm(ctx, e, author()); err != nil {
		if errors.Is(err, pipelines.ErrNoReports) {
			text, _ := pipelines.Explain(err)
			return failf(exitNoCase, "%s：%s", e.Name, text)
		}
		return officeFailure(err)
	}
	fmt.Fprintf(p.out, "已确认：%s。\n", e.Name)
	return p.settle(ctx, o, f, e)
}
