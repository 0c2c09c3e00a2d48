package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// configCommand shows what zeren watch would work with, and why.
func (p *program) configCommand() *cobra.Command {
	var w watching
	c := &cobra.Command{
		Use:   "config",
		Short: "显示现行设置，以及每项从哪里来",
		Long: `显示 zeren watch 在此处、以同样的选项运行时采用的设置，每项后面写明它从哪里来。设置有误的，以 2 结束。
同一项先看命令行选项，再看环境变量，再看设置文件（--settings），都没有才用默认值。
设置文件是 YAML，项的名称与选项相同，例如“inbox: /srv/收件”；相对路径从设置文件所在的文件夹算起。
环境变量是 ZEREN_ 加大写的名称，例如 ZEREN_INBOX。`,
		Example: `  zeren config --settings /etc/zeren/zeren.yaml`,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			wide := 0
			for _, s := range settings {
				wide = max(wide, len(s.name))
			}
			for _, s := range settings {
				value := cmd.Flags().Lookup(s.name).Value.String()
				if value == "" {
					value = "（无）"
				}
				fmt.Fprintf(p.out, "%s%s  %s  ［%s］\n", s.name, strings.Repeat(" ", wide-len(s.name)), value, p.origins[s.name])
			}
			if table := filepath.Join(w.data, "holidays.csv"); exists(table) {
				fmt.Fprintf(p.out, "补充的节假日表：%s\n", table)
			}
			if _, err := w.servers.remote(); err != nil {
				return err
			}
			if p.settings.name == "" {
				fmt.Fprintln(p.out, "没有设置文件。")
				return nil
			}
			fmt.Fprintf(p.out, "设置文件 %s：机关现名%d项，红头和版记%d个单位。\n",
				p.settings.name, len(p.settings.report.Organs), len(p.settings.report.Offices))
			telling, err := p.settings.notify.telling(p.settings.name)
			if err != nil {
				return err
			}
			for _, way := range telling.Ways {
				fmt.Fprintf(p.out, "通知：%s\n", wayLabel(way))
			}
			if len(telling.Ways) > 0 && len(telling.Days) > 0 {
				fmt.Fprintf(p.out, "期限届满前%s天通知。\n", strings.Trim(strings.ReplaceAll(fmt.Sprint(telling.Days), " ", "、"), "[]"))
			}
			return nil
		},
	}
	w.flags(c)
	return c
}
