package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zeren/classify"
)

// packsCommand shows and checks the regulations as data.
func (p *program) packsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "packs",
		Short: "查看、检查规定包",
		Long: `规定是数据：每部规定一个文件夹，含规定全文、规则、案例和文书模板。
list 列出现有的规定，coverage 列出各条的覆盖情况，test 运行案例，check 检查本单位自己的规定包，show 显示一部规定的条款，
new 用规定原文起草一个规定包，variables 列出规则可以使用的变量。`,
		Args: cobra.ArbitraryArgs,
		RunE: onlyBelow,
	}
	var own choices
	for _, sub := range []*cobra.Command{{
		Use:   "list",
		Short: "现有的规定：代号、名称、版本、摘要",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			packs, _, err := law(own)
			if err != nil {
				return err
			}
			p.listPacks(packs)
			return nil
		},
	}, {
		Use:   "coverage",
		Short: "各条的覆盖情况：已写成规则，或者不写成规则的理由",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			packs, _, err := law(own)
			if err != nil {
				return err
			}
			open := 0
			for i := range packs {
				for _, e := range packs[i].Editions() {
					open += printCoverage(p.out, e)
				}
			}
			if open > 0 {
				return failf(exitPacks, "有%d条规定既没有写成规则，也没有说明理由。", open)
			}
			return nil
		},
	}, {
		Use:   "test",
		Short: "运行规定包自带的案例",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			packs, calendar, err := law(own)
			if err != nil {
				return err
			}
			return p.tryPacks(packs, calendar)
		},
	}, {
		Use:     "check 文件夹",
		Short:   "检查本单位自己的规定包，指出每处错误的文件、行、列",
		Example: "  zeren packs check ./规定包",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return failf(exitUsage, "请指定规定包所在的文件夹。")
			}
			packs, calendar, err := law(choices{packs: args[0]})
			if err != nil {
				return err
			}
			builtin, err := classify.Builtin()
			if err != nil {
				return packsFailure(err)
			}
			return p.tryPacks(packs[len(builtin):], calendar)
		},
	}, {
		Use:     "show 代号 [条款]",
		Short:   "显示一部规定，或其中一条的原文",
		Example: "  zeren packs show jinzhai\n  zeren packs show jinzhai 十八",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 && len(args) != 2 {
				return failf(exitUsage, "请指定规定的代号，以及（可选）条款，例如：zeren packs show jinzhai 十八。")
			}
			packs, _, err := law(own)
			if err != nil {
				return err
			}
			return p.showPack(packs, args)
		},
	}} {
		if sub.Name() != "check" { // it looks at the folder that it is given
			own.packsFlag(sub)
		}
		c.AddCommand(sub)
	}
	c.AddCommand(p.newPackCommand(), p.variablesCommand())
	return c
}

// listPacks prints what there is, each version of a regulation on its line.
func (p *program) listPacks(packs []classify.Pack) {
	var rows [][]string
	for i := range packs {
		for _, e := range packs[i].Editions() {
			from := "施行日期未注明"
			if e.From != "" {
				from = e.From + " 首次施行"
			}
			rows = append(rows, []string{e.ID, e.Title, e.Version, from, "摘要 " + e.Digest[:12]})
		}
	}
	printTable(p.out, rows)
}

// printTable writes rows in columns.
func printTable(w io.Writer, rows [][]string) {
	var wide []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(wide) {
				wide = append(wide, 0)
			}
			wide[i] = max(wide[i], columns(cell))
		}
	}
	for _, row := range rows {
		for i, cell := range row[:len(row)-1] {
			fmt.Fprintf(w, "%s%s  ", cell, strings.Repeat(" ", wide[i]-columns(cell)))
		}
		fmt.Fprintln(w, row[len(row)-1])
	}
}

// showPack prints a regulation, or the words of one provision.
func (p *program) showPack(packs []classify.Pack, args []string) error {
	i := slices.IndexFunc(packs, func(b classify.Pack) bool { return b.ID == args[0] })
	if i < 0 {
		var ids []string
		for _, b := range packs {
			ids = append(ids, b.ID)
		}
		return failf(exitUsage, "没有代号为“%s”的规定。现有：%s。", args[0], strings.Join(ids, "、"))
	}
	pack := &packs[i]
	if len(args) == 1 {
		fmt.Fprintf(p.out, "%s %s\n施行日期：%s\n摘要：%s\n\n", pack.Title, pack.Number, orText(pack.From, "未注明"), pack.Digest)
		for _, c := range pack.Coverage() {
			for _, line := range pack.Lines(c.Article) {
				fmt.Fprintln(p.out, line)
			}
		}
		return nil
	}
	lines := pack.Lines(args[1])
	if len(lines) == 0 {
		return failf(exitUsage, "%s中没有“%s”这一条款。写法例如：十八、三（一）。", pack.Title, args[1])
	}
	fmt.Fprintf(p.out, "《%s》%s\n", pack.Title, pack.CiteShort(args[1]))
	for _, line := range lines {
		fmt.Fprintln(p.out, line)
	}
	return nil
}

func orText(s, unknown string) string {
	if s == "" {
		return unknown
	}
	return s
}

// printCoverage writes one pack's table and gives the number of articles that
// nothing accounts for.
func printCoverage(w io.Writer, pack *classify.Pack) int {
	fmt.Fprintf(w, "%s  %s（%s）\n", pack.ID, pack.Title, pack.Version)
	open, covered := 0, 0
	list := pack.Coverage()
	for _, c := range list {
		var said []string
		if n := len(c.Rules); n > 0 {
			said = append(said, fmt.Sprintf("规则%d条", n))
		}
		if c.Beside != "" {
			said = append(said, "另由程序办理："+c.Beside)
		}
		if c.Reason != "" {
			said = append(said, "不写成规则："+c.Reason)
		}
		if len(c.Open) > 0 {
			open++
			said = append(said, "未覆盖："+strings.Join(c.Open, "、"))
		} else {
			covered++
		}
		fmt.Fprintf(w, "  %s  %s\n", pad(c.Cite, 8), strings.Join(said, "；"))
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
