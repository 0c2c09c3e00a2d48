package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"zeren/classify"
)

// packsCommand shows what the regulations as data hold.
func (p *program) packsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "packs",
		Short: "查看规定包",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return failf(exitUsage, "没有“packs %s”这个命令。运行 zeren packs --help 查看用法。", args[0])
			}
			return cmd.Help()
		},
	}
	c.AddCommand(&cobra.Command{
		Use:   "coverage",
		Short: "各条款的覆盖情况：已写成规则，或者不写成规则的理由",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			packs, _, err := law("")
			if err != nil {
				return err
			}
			open := 0
			for i := range packs {
				open += printCoverage(p.out, &packs[i])
			}
			if open > 0 {
				return failf(exitPacks, "有%d条规定既没有写成规则，也没有说明理由。", open)
			}
			return nil
		},
	}, &cobra.Command{
		Use:   "test",
		Short: "运行规定包自带的案例",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			packs, calendar, err := law("")
			if err != nil {
				return err
			}
			return p.tryPacks(packs, calendar)
		},
	})
	return c
}

// printCoverage writes one pack's table and gives the number of articles that
// nothing accounts for.
func printCoverage(w io.Writer, pack *classify.Pack) int {
	fmt.Fprintf(w, "%s  %s（%s）\n", pack.ID, pack.Title, pack.Version)
	open, covered := 0, 0
	list := pack.Coverage()
	for _, c := range list {
		said := ""
		if n := len(c.Rules); n > 0 {
			said = fmt.Sprintf("规则%d条", n)
		}
		if c.Reason != "" {
			if said != "" {
				said += "；"
			}
			said += "不写成规则：" + c.Reason
		}
		if len(c.Open) > 0 {
			open++
			said += "；未覆盖：" + strings.Join(c.Open, "、")
		} else {
			covered++
		}
		fmt.Fprintf(w, "  %s  %s\n", pad(c.Cite, 8), said)
	}
	fmt.Fprintf(w, "  共%d条，覆盖%d条，%d%%。\n\n", len(list), covered, covered*100/max(len(list), 1))
	return open
}

func (p *program) tryPacks(packs []classify.Pack, calendar *classify.Calendar) error {
	bad := 0
	for i := range packs {
		t, err := packs[i].Try(calendar)
		if err != nil {
			bad++
			fmt.Fprintf(p.out, "%s：\n%v\n", packs[i].ID, err)
			continue
		}
		fmt.Fprintf(p.out, "%s：条款案例%d个、整案案例%d个，全部通过。\n", packs[i].ID, t.Clauses, t.Papers)
	}
	if bad > 0 {
		return failf(exitPacks, "%d个规定包的案例没有通过。", bad)
	}
	return nil
}
