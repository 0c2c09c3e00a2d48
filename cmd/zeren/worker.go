package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zeren/pipelines"
)

// servers are NATS servers of the office's own; without an address the
// embedded one is used.
type servers struct {
	urls, creds, ca, cert, key string
	replicas                   int
}

// flags are shown where a service is set up; other commands mostly have them
// from the settings file.
func (s *servers) flags(c *cobra.Command, shown bool) {
	f := c.Flags()
	f.StringVar(&s.urls, "nats", "", "本单位 NATS 服务器的`地址`，几台之间用逗号；不写则用内嵌的服务")
	f.StringVar(&s.creds, "nats-creds", "", "登录 NATS 的凭证`文件`（.creds）")
	f.StringVar(&s.ca, "nats-ca", "", "验证 NATS 服务器的 CA 证书`文件`（PEM）")
	f.StringVar(&s.cert, "nats-cert", "", "本机的客户端证书`文件`（PEM）")
	f.StringVar(&s.key, "nats-key", "", "本机的客户端私钥`文件`（PEM）")
	f.IntVar(&s.replicas, "nats-replicas", 1, "NATS 服务器上各保存几份：1、3 或者 5（`份数`）")
	for _, name := range []string{"nats-creds", "nats-ca", "nats-cert", "nats-key", "nats-replicas"} {
		f.Lookup(name).Hidden = !shown
	}
}

// remote is nil where the embedded server is used.
func (s *servers) remote() *pipelines.Remote {
	if s.urls == "" {
		return nil
	}
	return &pipelines.Remote{URLs: s.urls, Credentials: s.creds, CA: s.ca, Cert: s.cert, Key: s.key, Replicas: s.replicas}
}

// workerCommand runs stages for a watch on another machine.
func (p *program) workerCommand() *cobra.Command {
	var w watching
	var stages []string
	c := &cobra.Command{
		Use:   "worker",
		Short: "在另一台机器上分担处理（需要 NATS 服务器）",
		Long: `为另一台机器上的 zeren watch 分担处理。两边用同一组 NATS 服务器（--nats），除此之外不共享任何文件夹：
文书、结果和报告都经 NATS 传送，收件文件夹和报告文件夹只由 zeren watch 读写。
程序版本、规定包、字体、文字识别和设置须与 zeren watch 相同；不同的阶段由其他机器处理，并提示一次。
可以随时增减；异常终止时，手头的任务由其他机器接着处理。`,
		Example: `  zeren watch  --nats nats://n1:4222,nats://n2:4222,nats://n3:4222 --nats-replicas 3
  zeren worker --nats nats://n1:4222,nats://n2:4222,nats://n3:4222 --nats-replicas 3
  zeren worker --nats tls://n1:4222 --nats-ca ca.pem --nats-creds zeren.creds --stage ingest`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.work(cmd.Context(), w, stages)
		},
	}
	w.flags(c)
	c.Flags().Lookup("inbox").Hidden = true
	c.Flags().Lookup("outbox").Hidden = true
	c.Flags().StringSliceVar(&stages, "stage", pipelines.Stages(), "分担的`阶段`，几个之间用逗号")
	c.Flags().Lookup("stage").DefValue = strings.Join(pipelines.Stages(), ",")
	return c
}

func (p *program) work(ctx context.Context, w watching, stages []string) error {
	if w.servers.urls == "" {
		return failf(exitUsage, "请用 --nats 写明 NATS 服务器的地址。单机运行只需要 zeren watch。")
	}
	for _, s := range stages {
		if !slices.Contains(pipelines.Stages(), s) {
			return failf(exitUsage, "没有阶段“%s”。可以分担的阶段：%s。", s, strings.Join(pipelines.Stages(), "、"))
		}
	}
	if err := os.MkdirAll(w.data, 0o755); err != nil {
		return fileFailure(w.data, err)
	}
	logger, closeLog, err := p.logger(w.log)
	if err != nil {
		return err
	}
	defer closeLog()
	chain, _, done, err := p.chain(w.in(w.data))
	if err != nil {
		return err
	}
	defer done()
	o, err := pipelines.Open(ctx, pipelines.Config{
		Data: w.data, Chain: chain, Log: logger, Remote: w.servers.remote(),
		Notify: func(n pipelines.Notice) { p.notice(w.folders, n) },
	})
	if err != nil {
		return openFailure(w.data, err)
	}
	defer o.Close()
	hush, err := p.listen(w.listen, o, logger)
	if err != nil {
		return err
	}
	defer hush()
	if err := o.Work(ctx, stages...); err != nil && !errors.Is(err, context.Canceled) {
		return officeFailure(err)
	}
	fmt.Fprintln(p.out, "已停止。")
	return nil
}
