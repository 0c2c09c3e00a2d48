package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"zeren/testdata"
)

// demoCommand runs the main job on an embedded example in a folder of its own.
func (p *program) demoCommand() *cobra.Command {
	var own choices
	c := &cobra.Command{
		Use:   "demo",
		Short: "用内置的例子走完全程",
		Long: `把内置的一份判决书（虚构）放进临时的收件文件夹，启动内嵌的消息服务，走完读取、评估、起草的全程，
然后告诉您报告在哪里。不打开任何窗口，不改动临时文件夹以外的任何文件，也不看设置文件和环境变量。`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return p.demo(cmd.Context(), own) },
	}
	own.fontFlag(c)
	return c
}

func (p *program) demo(ctx context.Context, own choices) error {
	dir, err := os.MkdirTemp("", "zeren-demo-")
	if err != nil {
		return fileFailure(os.TempDir(), err)
	}
	f := folders{inbox: filepath.Join(dir, "inbox"), outbox: filepath.Join(dir, "outbox"), data: filepath.Join(dir, "data")}
	if err := os.MkdirAll(f.inbox, 0o755); err != nil {
		return fileFailure(f.inbox, err)
	}
	data, err := fs.ReadFile(testdata.Files, testdata.Demo)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(f.inbox, testdata.Demo), data, 0o644); err != nil {
		return fileFailure(f.inbox, err)
	}
	fmt.Fprintf(p.out, "把一份虚构的判决书放进 %s\n", f.inbox)
	if err := p.watch(ctx, watching{folders: f, choices: own}, true); err != nil {
		return err
	}
	reports, err := filepath.Glob(filepath.Join(f.outbox, "*", "*", "*.pdf"))
	if err != nil {
		return err
	}
	if len(reports) == 0 {
		return fmt.Errorf("demo: no report in %s", f.outbox)
	}
	fmt.Fprintf(p.out, "\n报告在：\n")
	for _, r := range reports {
		fmt.Fprintf(p.out, "  %s\n", r)
	}
	fmt.Fprintf(p.out, "看完后可以删除 %s\n", dir)
	return nil
}
