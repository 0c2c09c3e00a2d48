package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
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

// serverFlag is the annotation of the options that --help shows by themselves.
const serverFlag = "servers"

// flags adds the options; those of a service also say how much is kept.
func (s *servers) flags(c *cobra.Command, service bool) {
	f := c.Flags()
	f.StringVar(&s.urls, "nats", "", "本单位 NATS 服务器的`地址`，几台之间用逗号；不写则只用本机，不经网络")
	f.StringVar(&s.creds, "nats-creds", "", "登录 NATS 的凭证`文件`（.creds）")
	f.StringVar(&s.ca, "nats-ca", "", "验证 NATS 服务器的 CA 证书`文件`（PEM）")
	f.StringVar(&s.cert, "nats-cert", "", "本机的客户端证书`文件`（PEM）")
	f.StringVar(&s.key, "nats-key", "", "本机的客户端私钥`文件`（PEM）")
	names := []string{"nats", "nats-creds", "nats-ca", "nats-cert", "nats-key"}
	if service {
		f.IntVar(&s.replicas, "nats-replicas", 1, "每项内容在 NATS 服务器上保存的`份数`：1、3 或者 5")
		names = append(names, "nats-replicas")
	}
	for _, name := range names {
		// The flag was made just above.
		_ = f.SetAnnotation(name, serverFlag, nil)
	}
}

// remote checks the options; it is nil where the embedded server is used.
func (s *servers) remote() (*pipelines.Remote, error) {
	if s.urls == "" {
		for _, o := range []struct{ name, value string }{{"nats-creds", s.creds}, {"nats-ca", s.ca}, {"nats-cert", s.cert}, {"nats-key", s.key}} {
			if o.value != "" {
				return nil, failf(exitUsage, "写了 --%s，却没有用 --nats 写明服务器的地址。", o.name)
			}
		}
		if s.replicas > 1 {
			return nil, failf(exitUsage, "写了 --nats-replicas，却没有用 --nats 写明服务器的地址。")
		}
		return nil, nil
	}
	for one := range strings.SplitSeq(s.urls, ",") {
		one = strings.TrimSpace(one)
		if !strings.Contains(one, "://") {
			one = "nats://" + one
		}
		u, err := url.Parse(one)
		if err != nil || u.Hostname() == "" || !slices.Contains([]string{"nats", "tls", "ws", "wss"}, u.Scheme) {
			return nil, failf(exitUsage, "选项 --nats 的地址“%s”不对，应如 nats://n1:4222 或者 tls://n1:4222，几台之间用逗号。", one)
		}
	}
	if !slices.Contains([]int{0, 1, 3, 5}, s.replicas) {
		return nil, failf(exitUsage, "选项 --nats-replicas 不接受取值“%d”，应为 1、3 或者 5。", s.replicas)
	}
	if (s.cert == "") != (s.key == "") {
		return nil, failf(exitUsage, "--nats-cert 和 --nats-key 须一并写明。")
	}
	return &pipelines.Remote{URLs: s.urls, Credentials: s.creds, CA: s.ca, Cert: s.cert, Key: s.key, Replicas: s.replicas}, nil
}

// workerCommand runs stages for a watch on another machine.
func (p *program) workerCommand() *cobra.Command {
	var w watching
	var stages []string
	c := &cobra.Command{
		Use:   "worker",
		Short: "在另一台机器上分担处理（需要 NATS 服务器）",
		Long: `为另一台机器上的 zeren watch 分担处理。两边用同一组 NATS 服务器（--nats），除此之外不共享任何文件夹：
文书、结果和报告都经 NATS 传送，收件文件夹和报告文件夹只由 zeren watch 读写。必须写明 --nats。
程序版本、规定包、节假日表（数据文件夹的 holidays.csv）、字体、文字识别和设置须与 zeren watch 相同；
不同的阶段由其他机器处理，并提示一次。可以随时增减；异常终止时，手头的任务由其他机器接着处理。`,
		Example: `  zeren watch  --nats nats://n1:4222,nats://n2:4222,nats://n3:4222 --nats-replicas 3
  zeren worker --nats nats://n1:4222,nats://n2:4222,nats://n3:4222
  zeren worker --nats tls://n1:4222 --nats-ca ca.pem --nats-creds zeren.creds --stage ingest`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.work(cmd.Context(), w, stages)
		},
	}
	c.Flags().StringVar(&w.data, "data", "./data", "本机的数据`文件夹`：记住已确认到哪一条事件，并放节假日表")
	w.servers.flags(c, false)
	c.Flags().Lookup("nats").Usage = "NATS 服务器的`地址`，几台之间用逗号，与 zeren watch 所写的相同（必须写明）"
	w.choices.flags(c)
	w.serviceFlags(c)
	c.Flags().StringSliceVar(&stages, "stage", pipelines.Stages(), "分担的`阶段`，几个之间用逗号")
	c.Flags().Lookup("stage").DefValue = strings.Join(pipelines.Stages(), ",")
	return c
}

func (p *program) work(ctx context.Context, w watching, stages []string) error {
	if w.servers.urls == "" {
		return failf(exitUsage, "请用 --nats 写明 NATS 服务器的地址。单机运行只需要 zeren watch。")
	}
	remote, err := w.servers.remote()
	if err != nil {
		return err
	}
	for _, s := range stages {
		if !slices.Contains(pipelines.Stages(), s) {
			return failf(exitUsage, "没有阶段“%s”。可以分担的阶段：%s。", s, strings.Join(pipelines.Stages(), "、"))
		}
	}
	if err := usable(w.data); err != nil {
		return err
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
		Data: w.data, Chain: chain, Log: logger, Remote: remote,
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
