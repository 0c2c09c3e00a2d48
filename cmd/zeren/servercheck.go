package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"zeren/pipelines"
)

// examineServers asks each of the office's own NATS servers; reached is false
// where none can be worked with.
func examineServers(ctx context.Context, s servers) (all []finding, reached bool) {
	const what = "NATS 服务器"
	remote, err := s.remote()
	if err != nil {
		return []finding{{what, broken, err.Error(), ""}}, false
	}
	if remote == nil {
		return nil, true
	}
	for _, server := range pipelines.ProbeServers(ctx, *remote) {
		f := finding{what, sound, fmt.Sprintf("%s（%s，%s）可以登录，能保存内容。", server.URL, server.Name, server.Version), ""}
		switch {
		case errors.Is(server.Err, pipelines.ErrOlder):
			reached = true
			f.how, f.remedy = minor, "登记是旧版本程序的格式，zeren watch 启动时会转换；请先备份。"
		case server.Err != nil:
			text, remedy := pipelines.Explain(server.Err)
			f = finding{what, broken, server.URL + "：" + text, remedy}
		case !server.Streams:
			f.how, f.text, f.remedy = broken, fmt.Sprintf("%s（%s，%s）可以登录，但没有打开 JetStream。", server.URL, server.Name, server.Version), "请在服务器的设置中打开 jetstream，并设 sync_interval: always。"
		default:
			reached = true
			if !server.Begun {
				f.text += "还没有登记，首次运行 zeren watch 时建立。"
			}
			f.remedy = "服务器是否设了 sync_interval: always 无法从这里看到，请在服务器上确认。"
		}
		all = append(all, f)
	}
	if reached {
		// The others are there for when one fails.
		for i := range all {
			if all[i].how == broken {
				all[i].how = minor
			}
		}
	}
	if n := len(all); n < remote.Replicas {
		all = append(all, finding{what, minor, fmt.Sprintf("要保存%d份（--nats-replicas），而 --nats 只写了%d台服务器。", remote.Replicas, n), "请写明全部服务器，否则写明的几台停机时连不上其余的。"})
	}
	return all, reached
}

// examineOffice opens the data folder, or asks the process that holds it. It
// gives the time of the newest event.
func examineOffice(ctx context.Context, w watching, chain *pipelines.Chain, reached bool) (finding, time.Time) {
	const what = "登记与消息服务"
	remote, err := w.servers.remote()
	switch {
	case err != nil || !reached:
		return finding{what, unknown, "NATS 服务器不能使用，见上。", ""}, time.Time{}
	case chain == nil:
		return finding{what, unknown, "规定包、字体或者设置有误，见上。", ""}, time.Time{}
	case usable(w.data) != nil:
		return finding{what, unknown, "数据文件夹不能使用，见上。", ""}, time.Time{}
	case remote == nil && !exists(filepath.Join(w.data, "version")):
		return finding{what, unknown, "数据文件夹还没有使用过，首次运行 zeren watch 时建立。", ""}, time.Time{}
	}
	o, err := pipelines.Open(ctx, pipelines.Config{Inbox: w.inbox, Outbox: w.outbox, Data: w.data, Chain: chain, Remote: remote})
	if errors.Is(err, pipelines.ErrOlder) {
		return finding{what, unknown, "登记是旧版本程序的格式，首次运行 zeren watch 时转换。", ""}, time.Time{}
	}
	if errors.Is(err, pipelines.ErrNoOffice) {
		return finding{what, unknown, "NATS 服务器上还没有登记，首次运行 zeren watch 时建立。", ""}, time.Time{}
	}
	if err != nil {
		return finding{what, broken, openFailure(w.data, err).Error(), ""}, time.Time{}
	}
	defer o.Close()
	st := o.Status()
	f := finding{what, sound, fmt.Sprintf("登记%d条；%s。", st.Events, statusText(st)), ""}
	if !o.Owner() {
		f.text = "zeren watch 正在运行。" + f.text
	}
	if st.Failed > 0 {
		f.how, f.remedy = minor, "用 zeren failed 查看未办成的文件。"
	}
	return f, st.LastEvent
}

// statusText counts the files by what became of them.
func statusText(st pipelines.Status) string {
	return fmt.Sprintf("已出具报告的文件%d个，只登记、不出报告的%d个，待人工处理%d个，未办成%d个，尚未办结%d个",
		st.Reported, st.Filed, st.Aside, st.Failed, st.Open)
}

// whyNot says in Chinese why a server was not reached or could not listen, as
// far as that is known.
func whyNot(err error) string {
	var name *net.DNSError
	var form *net.AddrError
	var slow net.Error
	switch {
	case errors.As(err, &name):
		return "找不到主机 " + name.Name
	case errors.Is(err, syscall.ECONNREFUSED):
		return "连接被拒绝"
	case errors.Is(err, syscall.EADDRINUSE):
		return "该地址已被占用"
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return "本机没有这个地址"
	case errors.Is(err, syscall.EACCES):
		return "没有权限，1024以下的端口须有特权"
	case errors.As(err, &form):
		return "写法不对，应写明主机和端口"
	case errors.As(err, &slow) && slow.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return "没有应答"
	}
	return err.Error()
}

// examineTelling looks whether people could be told: it logs in at the mail
// server and looks for the program. Nothing is sent.
func (p *program) examineTelling(ctx context.Context) []finding {
	const what = "通知"
	t, err := p.settings.notify.telling(p.settings.name)
	if err != nil {
		return []finding{{what, broken, err.Error(), ""}}
	}
	var all []finding
	for _, way := range t.Ways {
		f := finding{what, unknown, wayLabel(way) + "。", ""}
		switch way := way.(type) {
		case *pipelines.Mail:
			if f.how, f.text = sound, f.text+"邮件服务器接受了连接（没有试发）。"; way.User != "" {
				f.text = wayLabel(way) + "。邮件服务器接受了登录（没有试发）。"
			}
			if err := way.Reach(ctx); err != nil {
				f = finding{what, minor, fmt.Sprintf("%s：邮件服务器没有接受连接或者登录（%s）。", wayLabel(way), whyNot(err)), "请检查设置、密码和网络。"}
			}
		case pipelines.Program:
			f.how, f.text = sound, f.text+"找得到这个程序（没有试运行）。"
			if _, err := exec.LookPath(way[0]); err != nil {
				f = finding{what, minor, wayLabel(way) + "：找不到这个程序，或者它不能运行。", "请检查设置文件中的路径和该程序的权限。"}
			}
		}
		all = append(all, f)
	}
	if len(all) > 0 && len(t.Days) == 0 {
		all = append(all, finding{what, minor, "没有写明期限届满前几天通知，期限临近时不会通知。", "如需通知，请在设置文件的 notify 中写 deadline-days，如 [5, 1]。"})
	}
	return all
}
