package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"zeren/pipelines"
)

// notifySettings are whom to tell and how, in the settings file.
type notifySettings struct {
	DeadlineDays []int         `yaml:"deadline-days"`
	Mail         *mailSettings `yaml:"mail"`
	Command      []string      `yaml:"command"`
}

type mailSettings struct {
	Server       string   `yaml:"server"` // host:port
	Security     string   `yaml:"security"`
	User         string   `yaml:"user"`
	PasswordFile string   `yaml:"password-file"`
	From         string   `yaml:"from"`
	To           []string `yaml:"to"`
}

// passwordVariable carries the mail server's password where no file does.
const passwordVariable = "ZEREN_SMTP_PASSWORD"

// wayLabel names a way to people.
func wayLabel(way pipelines.Way) string {
	switch way := way.(type) {
	case *pipelines.Mail:
		return fmt.Sprintf("邮件，经 %s:%d 发给 %s", way.Host, way.Port, strings.Join(way.To, "、"))
	case pipelines.Program:
		return "程序 " + strings.Join(way, " ")
	}
	return way.Name()
}

// telling checks the settings and reads the password. file is the settings
// file, for errors and for relative paths.
func (n *notifySettings) telling(file string) (pipelines.Telling, error) {
	var t pipelines.Telling
	bad := func(format string, args ...any) (pipelines.Telling, error) {
		return t, failf(exitUsage, "设置文件有误：%s 的 notify：%s", file, fmt.Sprintf(format, args...))
	}
	for _, d := range n.DeadlineDays {
		if d < 0 || d > 366 {
			return bad("deadline-days 的“%d”不对，应为 0 至 366 的天数。", d)
		}
	}
	t.Days = n.DeadlineDays
	if len(n.Command) > 0 {
		t.Ways = append(t.Ways, pipelines.Program(n.Command))
	}
	if n.Mail == nil {
		return t, nil
	}
	host, port, err := net.SplitHostPort(n.Mail.Server)
	number, perr := strconv.ParseUint(port, 10, 16)
	if err != nil || perr != nil || host == "" {
		return bad("mail 的 server“%s”不对，应如 smtp.example.gov.cn:587。", n.Mail.Server)
	}
	m := &pipelines.Mail{
		Host: host, Port: int(number), Security: pipelines.StartTLS, User: n.Mail.User,
		Password: os.Getenv(passwordVariable), From: n.Mail.From, To: n.Mail.To,
	}
	if n.Mail.Security != "" {
		m.Security = pipelines.Security(n.Mail.Security)
	}
	switch m.Security {
	case pipelines.TLS, pipelines.StartTLS, pipelines.Plaintext:
	default:
		return bad("mail 的 security“%s”不对，应为 tls、starttls 或者 none。", n.Mail.Security)
	}
	if !strings.Contains(m.From, "@") || len(m.To) == 0 {
		return bad("mail 缺少发件人（from）或者收件人（to）。")
	}
	if name := n.Mail.PasswordFile; name != "" {
		if !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(file), name)
		}
		secret, err := os.ReadFile(name)
		if err != nil {
			return t, fileFailure(name, err)
		}
		m.Password = strings.TrimRight(string(secret), "\r\n")
	}
	if m.User != "" && m.Password == "" {
		return bad("mail 写了 user，却没有密码：请用 password-file 指明密码文件，或者设置环境变量 %s。", passwordVariable)
	}
	t.Ways = append(t.Ways, m)
	return t, nil
}
