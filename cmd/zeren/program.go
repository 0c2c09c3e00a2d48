package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// program is one run of zeren: its streams and its command tree.
type program struct {
	in       io.Reader
	out, err io.Writer
	root     *cobra.Command

	settings *settingsFile     // the office's; empty where there is none
	origins  map[string]string // where each setting of this command is from
}

// newProgram builds the command tree on the given streams.
func newProgram(in io.Reader, out, errw io.Writer) *program {
	p := &program{in: in, out: out, err: errw, settings: &settingsFile{}}
	version := false
	p.root = &cobra.Command{
		Use:   "zeren",
		Short: "责任：从裁判文书到责任分析报告",
		Long: `责任（zeren）读取法院行政裁判文书和行政复议决定书，找出败诉结果与裁判机关认定的过错，
对照五地的责任追究规定逐条评估，起草规定要求的报告。没有依据的内容一概不写，缺少的事实列为待核实事项。`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return failf(exitUsage, "没有“%s”这个命令。运行 zeren --help 查看全部命令。", args[0])
			}
			if version {
				p.printVersion()
				return nil
			}
			return cmd.Help()
		},
	}
	p.root.Flags().BoolVar(&version, "version", false, "显示程序和各阶段的版本")
	p.root.CompletionOptions.DisableDefaultCmd = true
	p.root.PersistentFlags().String("settings", "", "本单位的设置`文件`（YAML），也可以写在环境变量 "+settingsVariable+" 里")
	p.root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return p.configure(cmd) }
	help := &cobra.Command{Use: "help [命令]", Short: "显示某个命令的说明", Hidden: true, RunE: func(cmd *cobra.Command, args []string) error {
		c, rest, err := p.root.Find(args)
		if err != nil || len(rest) > 0 {
			return failf(exitUsage, "没有“%s”这个命令。运行 zeren --help 查看全部命令。", strings.Join(args, " "))
		}
		return c.Help()
	}}
	addHelpFlags(help)
	p.root.SetHelpCommand(help)
	p.root.SetIn(in)
	p.root.SetOut(out)
	p.root.SetErr(errw)
	p.root.SetUsageTemplate(usageTemplate)
	p.root.SetHelpTemplate(helpTemplate)
	p.root.SetFlagErrorFunc(flagFailure)
	cobra.AddTemplateFunc("exitHelp", exitHelp)
	cobra.AddTemplateFunc("flagUsages", flagUsages)
	for _, c := range p.commands() {
		p.root.AddCommand(c)
	}
	addHelpFlags(p.root)
	return p
}

// onlyBelow is for a command that does nothing but by those below it.
func onlyBelow(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return failf(exitUsage, "没有“%s %s”这个命令。运行 %s --help 查看用法。", cmd.Name(), args[0], cmd.CommandPath())
	}
	return cmd.Help()
}

// run executes the command line and gives the exit code; every error ends up
// as one Chinese sentence on the error stream.
func (p *program) run(ctx context.Context, args []string) int {
	p.root.SetArgs(args)
	err := p.root.ExecuteContext(ctx)
	if err == nil {
		return int(exitOK)
	}
	code := codeOf(err)
	switch code {
	case exitInternal:
		fmt.Fprintf(p.err, "zeren：程序内部错误：%v。请把本行和命令一并报告给维护者。\n", err)
	case exitInterrupted:
		fmt.Fprintln(p.err, "zeren：已中断。再次运行会从中断处继续。")
	default:
		fmt.Fprintf(p.err, "zeren：%v\n", err)
	}
	return int(code)
}

// flagFailure puts pflag's errors into Chinese.
func flagFailure(cmd *cobra.Command, err error) error {
	var (
		missing *pflag.NotExistError
		needs   *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
		see     = fmt.Sprintf("运行 %s --help 查看可用选项。", cmd.CommandPath())
	)
	dashed := func(name string) string {
		if len(name) == 1 {
			return "-" + name
		}
		return "--" + name
	}
	switch {
	case errors.As(err, &missing):
		return failf(exitUsage, "没有选项 %s。%s", dashed(missing.GetSpecifiedName()), see)
	case errors.As(err, &needs):
		return failf(exitUsage, "选项 %s 缺少取值。%s", dashed(needs.GetSpecifiedName()), see)
	case errors.As(err, &invalid):
		return failf(exitUsage, "选项 --%s 不接受取值“%s”。%s", invalid.GetFlag().Name, invalid.GetValue(), see)
	case errors.As(err, &syntax):
		return failf(exitUsage, "选项“%s”写法有误。%s", syntax.GetSpecifiedFlag(), see)
	}
	return failf(exitUsage, "选项有误（%v）。%s", err, see)
}

// flagUsages is the table of a command's options. pflag's own counts bytes, so
// that Chinese value names stand askew, and says "default". The options of NATS
// servers are a table of their own: few offices need them.
func flagUsages(f *pflag.FlagSet, servers bool) string {
	type row struct{ left, right string }
	var rows []row
	wide := 0
	f.VisitAll(func(g *pflag.Flag) {
		if _, server := g.Annotations[serverFlag]; g.Hidden || server != servers {
			return
		}
		value, usage := pflag.UnquoteUsage(g)
		left := "      --" + g.Name
		if g.Shorthand != "" {
			left = "  -" + g.Shorthand + ", --" + g.Name
		}
		if value != "" {
			left += " " + value
		}
		if g.DefValue != "" && g.DefValue != "false" && g.DefValue != "[]" {
			usage += "（默认 " + g.DefValue + "）"
		}
		rows = append(rows, row{left, usage})
		wide = max(wide, columns(left))
	})
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%s%s  %s\n", r.left, strings.Repeat(" ", wide-columns(r.left)), r.right)
	}
	return strings.TrimRight(b.String(), "\n")
}

// columns is how wide a text stands in a terminal: two columns for a Chinese
// character or mark, one for others.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x2e80 {
			n++
		}
	}
	return n
}

// addHelpFlags gives every command its help flag with a Chinese description,
// and its usage line the Chinese word for flags.
func addHelpFlags(c *cobra.Command) {
	c.DisableFlagsInUseLine = true
	if name, rest, ok := strings.Cut(c.Use, " "); ok {
		c.Use = name + " [选项] " + rest
	} else {
		c.Use += " [选项]"
	}
	c.Flags().BoolP("help", "h", false, "显示帮助")
	for _, sub := range c.Commands() {
		addHelpFlags(sub)
	}
}

const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}{{.UsageString}}`

const usageTemplate = `用法：
  {{if .HasAvailableSubCommands}}{{.CommandPath}} 命令 [选项]{{else}}{{.UseLine}}{{end}}
{{if .HasExample}}
示例：
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}
命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
选项：
{{flagUsages .LocalFlags false}}
{{end}}{{with flagUsages .LocalFlags true}}
使用本单位 NATS 服务器时的选项：
{{.}}
{{end}}{{if .HasAvailableInheritedFlags}}
通用选项：
{{flagUsages .InheritedFlags false}}
{{end}}
退出码：
{{exitHelp}}{{if .HasAvailableSubCommands}}
运行 {{.CommandPath}} 命令 --help 查看该命令的说明。
{{end}}`

// commands lists the commands in the order in which --help shows them.
func (p *program) commands() []*cobra.Command {
	cobra.EnableCommandSorting = false
	return []*cobra.Command{
		p.demoCommand(),
		p.watchCommand(),
		p.workerCommand(),
		p.draftCommand(),
		p.extractCommand(),
		p.classifyCommand(),
		p.factsCommand(),
		p.confirmCommand(),
		p.linkCommand(),
		p.joinCommand(),
		p.ledgerCommand(),
		p.statsCommand(),
		p.failedCommand(),
		p.retryCommand(),
		p.reprocessCommand(),
		p.auditCommand(),
		p.packsCommand(),
		p.inspectCommand(),
		p.configCommand(),
		p.doctorCommand(),
		p.readCommand(),
	}
}
