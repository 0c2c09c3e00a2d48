package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"zeren/classify"
)

// newPackCommand begins a pack of the office's own from a regulation's text.
func (p *program) newPackCommand() *cobra.Command {
	var title, text, to string
	c := &cobra.Command{
		Use:     "new 代号",
		Short:   "用一部规定的原文起草一个规定包",
		Example: "  zeren packs new donghai --title 东海市行政案件败诉报告办法 --text 原文.txt --to ./规定包",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || title == "" || text == "" {
				return failf(exitUsage, "请指定代号、规定的标题（--title）和原文文件（--text）。")
			}
			wording, err := os.ReadFile(text)
			if err != nil {
				return fileFailure(text, err)
			}
			files, err := classify.Skeleton(args[0], title, string(wording))
			if err != nil {
				return failf(exitPacks, "%s。", strings.TrimSuffix(err.Error(), "。"))
			}
			dir := filepath.Join(to, args[0])
			if _, err := os.Stat(dir); err == nil {
				return failf(exitUsage, "%s：已经存在，没有改动。", dir)
			}
			names := make([]string, 0, len(files))
			for name := range files {
				names = append(names, name)
			}
			sort.Strings(names)
			for _, name := range names {
				path := filepath.Join(dir, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					return writeFailure(filepath.Dir(path), err)
				}
				if err := os.WriteFile(path, files[name], 0o644); err != nil {
					return writeFailure(path, err)
				}
				fmt.Fprintln(p.out, path)
			}
			fmt.Fprintf(p.out, "下一步：填写规则，再运行 zeren packs check %s\n", to)
			return nil
		},
	}
	c.Flags().StringVar(&title, "title", "", "规定的`标题`")
	c.Flags().StringVar(&text, "text", "", "规定原文的文本`文件`（UTF-8，一条、一项一行）")
	c.Flags().StringVar(&to, "to", ".", "放规定包的`文件夹`")
	return c
}

// variablesCommand lists what the conditions of rules may name.
func (p *program) variablesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "variables",
		Short: "列出规则的条件可以使用的变量",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			var rows [][]string
			for _, v := range classify.Variables() {
				rows = append(rows, []string{v.Name, fmt.Sprint(v.Type), v.Text})
			}
			printTable(p.out, rows)
			return nil
		},
	}
}
