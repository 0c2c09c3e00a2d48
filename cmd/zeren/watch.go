package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"zeren/pipelines"
)

// folders are the three places that an office works with.
type folders struct {
	inbox, outbox, data string
	servers             servers
}

func (f *folders) flags(c *cobra.Command, inbox bool) {
	if inbox {
		c.Flags().StringVar(&f.inbox, "inbox", "./inbox", "收件`文件夹`")
	}
	c.Flags().StringVar(&f.outbox, "outbox", "./outbox", "报告写入的`文件夹`")
	c.Flags().StringVar(&f.data, "data", "./data", "保存状态的数据`文件夹`")
	f.servers.flags(c, inbox)
}

// watching is what a watch works with.
type watching struct {
	folders
	choices
	log    string
	listen string
}

func (w *watching) flags(c *cobra.Command) {
	w.folders.flags(c, true)
	w.choices.flags(c)
	w.serviceFlags(c)
}

// serviceFlags are those of what runs unattended.
func (w *watching) serviceFlags(c *cobra.Command) {
	c.Flags().StringVar(&w.log, "log", "", "把运行日志写入该`文件`（每行一个 JSON 对象）；- 为标准错误")
	c.Flags().StringVar(&w.listen, "listen", "", "在该`地址`提供运行状况（/healthz、/readyz）和指标（/metrics），例如 127.0.0.1:9470；默认不提供")
}

// watchCommand is the main job.
func (p *program) watchCommand() *cobra.Command {
	var w watching
	var once bool
	c := &cobra.Command{
		Use:   "watch",
		Short: "监视收件文件夹，起草报告",
		Long: `监视收件文件夹及其子文件夹。文件放好（大小和时间不再变化）后先存入数据文件夹，再读取、评估、起草报告。
` + accepted + `
读过的文书移到收件文件夹的“已处理”；无法读取的文件和非裁判文书移到“待人工处理”，旁边附说明。
报告写入报告文件夹下的“规定/案号”：每份一个 PDF 和一个同名的 .docx（供编辑）；每个机关的第一份报告旁还有同名的
.json（评估结果）和 .ics（已能算出的期限，可导入日历）。
按 Ctrl-C 停止：处理完手头的文件后退出；再次运行接着处理。
--once 把全部文件处理完即以 0 结束，转人工处理的文件也算处理完：它们逐份列出，也可用 zeren failed 查看。
有文件因磁盘、权限等原因没有办结时以 4 结束。

没有文字的扫描页由 --ocr 所指的程序识别。没有装识别程序时，这样的文件在“待人工处理”等待；装好后自动读取，不必重新放入。
本单位自己的识别程序写成一行命令，如 --ocr '/opt/ocr/run --input {image} --dpi {dpi}'：{image} 处换成一页的灰度图像文件（PGM），
{dpi} 处换成分辨率；程序把结果写到标准输出，可以是 hOCR、tesseract 的 TSV 或者纯文本（UTF-8）。不经过命令解释器，引号可以括住含空格的部分。`,
		Example: `  zeren watch
  zeren watch --inbox /srv/收件 --outbox /srv/报告 --data /srv/zeren
  zeren watch --once`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.watch(cmd.Context(), w, once)
		},
	}
	w.flags(c)
	c.Flags().BoolVar(&once, "once", false, "处理完现有文件即结束")
	return c
}

func (p *program) watch(ctx context.Context, w watching, once bool) error {
	f := w.folders
	cfg := pipelines.Config{Inbox: f.inbox, Outbox: f.outbox, Data: f.data, Create: true}
	if err := cfg.CheckFolders(); err != nil {
		return officeFailure(err)
	}
	// Nothing is made before everything is known to be usable.
	var fresh []string
	for _, dir := range []string{f.inbox, f.outbox, f.data} {
		if err := usable(dir); err != nil {
			return err
		}
		if !exists(dir) {
			fresh = append(fresh, dir)
		}
	}
	var err error
	if cfg.Remote, err = f.servers.remote(); err != nil {
		return err
	}
	if cfg.Telling, err = p.settings.notify.telling(p.settings.name); err != nil {
		return err
	}
	logger, closeLog, err := p.logger(w.log)
	if err != nil {
		return err
	}
	defer closeLog()
	chain, _, done, err := p.chain(w.in(f.data))
	if err != nil {
		return err
	}
	defer done()
	cfg.Chain, cfg.Log = chain, logger
	cfg.Notify = func(n pipelines.Notice) { p.notice(f, n) }
	o, err := pipelines.Open(ctx, cfg)
	if err != nil {
		return openFailure(f.data, err)
	}
	defer o.Close()
	for _, dir := range fresh {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fileFailure(dir, err)
		}
		fmt.Fprintf(p.out, "已新建文件夹：%s\n", dir) // a mistyped path is seen at once
	}
	hush, err := p.listen(w.listen, o, logger)
	if err != nil {
		return err
	}
	defer hush()
	if !once {
		if err := o.Watch(ctx); err != nil && !errors.Is(err, context.Canceled) {
			return officeFailure(err)
		}
		fmt.Fprintln(p.out, "已停止。再次运行 zeren watch 会接着处理。")
		return nil
	}
	if err := o.Once(ctx); err != nil {
		return officeFailure(err)
	}
	return nil
}

// logger writes the log of a run: one JSON object a line.
func (p *program) logger(name string) (*slog.Logger, func() error, error) {
	switch name {
	case "":
		return slog.New(slog.DiscardHandler), func() error { return nil }, nil
	case "-":
		return slog.New(slog.NewJSONHandler(p.err, nil)), func() error { return nil }, nil
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, nil, writeFailure(name, err)
	}
	return slog.New(slog.NewJSONHandler(file, nil)), file.Close, nil
}

// notice prints what happened, and where the reports lie.
func (p *program) notice(f folders, n pipelines.Notice) {
	fmt.Fprintln(p.out, n)
	for _, path := range n.Paths {
		fmt.Fprintf(p.out, "    %s\n", filepath.Join(f.outbox, filepath.FromSlash(path)))
	}
}

// openFailure tells why a data folder did not open.
func openFailure(dir string, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	text, remedy := pipelines.Explain(err)
	if dir != "" && openCode(err) != exitServers && !errors.Is(err, pipelines.ErrServers) {
		text = dir + "：" + text
	}
	return &failure{code: openCode(err), text: text + remedy, err: err}
}

// openCode tells a fault of the disk from one of what lies on it.
func openCode(err error) exitCode {
	switch {
	case errors.Is(err, pipelines.ErrUnreachable), errors.Is(err, pipelines.ErrRefused):
		return exitServers
	case errors.Is(err, pipelines.ErrOverlap):
		return exitUsage
	}
	for _, cause := range []error{fs.ErrPermission, fs.ErrNotExist, syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.ENOTDIR, syscall.EISDIR, syscall.EIO} {
		if errors.Is(err, cause) {
			return exitFiles
		}
	}
	return exitData
}

// officeFailure tells why work on an open data folder ended.
func officeFailure(err error) error {
	var u *pipelines.Unfinished
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &u):
		var b strings.Builder
		fmt.Fprintf(&b, "有%d个文件尚未办结，原件留在原处，没有丢失：", len(u.Files))
		for _, left := range u.Files {
			text, remedy := pipelines.Explain(left.Err)
			fmt.Fprintf(&b, "\n  %s：%s%s", left.Name, text, remedy)
		}
		return &failure{code: exitFiles, text: b.String(), err: err}
	case errors.Is(err, pipelines.ErrInUse), errors.Is(err, pipelines.ErrOverlap):
		return openFailure("", err)
	}
	text, remedy := pipelines.Explain(err)
	code := exitFiles
	if errors.As(err, new(*pipelines.Elsewhere)) {
		code = exitNoCase
	}
	return &failure{code: code, text: text + remedy, err: err}
}

// noArgs refuses arguments with a Chinese sentence.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return failf(exitUsage, "%s 不需要参数“%s”。运行 %s --help 查看用法。", cmd.CommandPath(), args[0], cmd.CommandPath())
	}
	return nil
}
