package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"zeren/pipelines"
)

// linkCommand shows what a file hangs together with, and takes a person's word
// on it.
func (p *program) linkCommand() *cobra.Command {
	var f folders
	var own choices
	var with, not []string
	c := &cobra.Command{
		Use:   "link 案件",
		Short: "查看、确认或者否定同一争议的文书",
		Long: `同一争议的文书（复议、一审、二审、再审、发回重审）按其写明的案号自动关联，与放入的先后无关；
报告只就最后生效的裁判出具，其余文书注明已被取代。把握不足的（只提到案号、案号被隐去、只有当事人和行为相同）
只列出，不关联，由人决定：--with 确认是同一争议，--not 确认不是（也用于否定“疑似重复”）。
人的决定优先于程序的判断，并一直有效，直到另行决定；有关案件随即重新评估、起草。`,
		Example: `  zeren link （2021）皖1524行初37号
  zeren link （2021）皖1524行初37号 --with 3fa2b1c4
  zeren link （2021）皖1524行初37号 --not （2022）皖15行终9号`,
		Args: oneCase,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.onCase(cmd.Context(), f, own, args[0], func(o *office, e pipelines.Entry) error {
				return p.link(cmd.Context(), o, f, e, args[0], with, not)
			})
		},
	}
	f.flags(c, false)
	own.flags(c)
	c.Flags().StringArrayVar(&with, "with", nil, "与该`案件`是同一争议（可多次指定）")
	c.Flags().StringArrayVar(&not, "not", nil, "与该`案件`不是同一争议，也不是同一份文书（可多次指定）")
	return c
}

func (p *program) link(ctx context.Context, o *office, f folders, e pipelines.Entry, ref string, with, not []string) error {
	type word struct {
		other pipelines.Entry
		apart bool
	}
	var words []word
	for i, other := range append(with, not...) {
		x, err := find(o, other)
		if err != nil {
			return err
		}
		if x.Source == e.Source {
			return failf(exitUsage, "“%s”和“%s”是同一个文件。", ref, other)
		}
		words = append(words, word{x, i >= len(with)})
	}
	for _, w := range words {
		if err := o.Tie(ctx, e, w.other, w.apart, author()); err != nil {
			return officeFailure(err)
		}
		said := "确认是同一争议"
		if w.apart {
			said = "确认不是同一争议"
		}
		fmt.Fprintf(p.out, "%s：%s 与 %s。\n", said, e.Name, w.other.Name)
	}
	if len(words) > 0 {
		if err := p.settle(ctx, o, f, e); err != nil {
			return err
		}
		var err error
		if e, err = o.Find(e.Source); err != nil {
			return err
		}
		for _, w := range words {
			p.stillLinked(&e, w.other, w.apart)
		}
	}
	printLinks(p.out, &e)
	return nil
}

// stillLinked tells that a refused file is linked by way of a third.
func (p *program) stillLinked(e *pipelines.Entry, other pipelines.Entry, apart bool) {
	for _, sha := range e.With {
		if apart && sha == other.Source {
			fmt.Fprintf(p.err, "请注意：%s 与 %s 仍经由其他文书属于同一争议；如其中有误，请一并否定。\n", e.Name, other.Name)
		}
	}
}

// printLinks writes what a file hangs together with.
func printLinks(w io.Writer, e *pipelines.Entry) {
	fmt.Fprintf(w, "%s  %s\n", e.Source[:12], e.Name)
	if e.Outcome != nil {
		for _, paper := range e.Outcome.Papers {
			for _, where := range paper.Elsewhere() {
				fmt.Fprintf(w, "    %s\n", where)
			}
		}
	}
	for i := range e.Links {
		fmt.Fprintf(w, "    %s\n", linkWords(&e.Links[i]))
	}
	if len(e.Links) == 0 {
		fmt.Fprintln(w, "    没有发现同一争议的其他文书")
	}
}
