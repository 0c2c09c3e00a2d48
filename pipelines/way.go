package pipelines

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// Mail tells people by SMTP.
type Mail struct {
	Host     string
	Port     int
	Security Security
	User     string // "" where the server asks for none
	Password string
	From     string
	To       []string
}

// Security is how the connection to a mail server is protected.
type Security string

// The protections: TLS from the first byte (the port is usually 465), TLS
// after STARTTLS (587), none (25; for a server on the same machine).
const (
	TLS       Security = "tls"
	StartTLS  Security = "starttls"
	Plaintext Security = "none"
)

// mailTime is how long a mail server may take for one message.
const mailTime = 30 * time.Second

// Name is the server with the receivers.
func (m *Mail) Name() string {
	return fmt.Sprintf("mail %s:%d %s", m.Host, m.Port, strings.Join(m.To, " "))
}

// Send hands the message to the server.
func (m *Mail) Send(ctx context.Context, msg Message) error {
	letter := mail.NewMsg()
	if err := letter.From(m.From); err != nil {
		return fmt.Errorf("sender: %w", err)
	}
	if err := letter.To(m.To...); err != nil {
		return fmt.Errorf("receivers: %w", err)
	}
	_, domain, _ := strings.Cut(letter.GetFrom()[0].Address, "@")
	letter.SetMessageIDWithValue(msg.ID + "@" + domain)
	letter.SetDate()
	letter.Subject(msg.Subject())
	letter.SetBodyString(mail.TypeTextPlain, msg.Text())
	client, err := m.client()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, mailTime)
	defer cancel()
	return client.DialAndSendWithContext(ctx, letter)
}

// Reach logs in at the server and sends nothing.
func (m *Mail) Reach(ctx context.Context) error {
	client, err := m.client()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, mailTime)
	defer cancel()
	if err := client.DialWithContext(ctx); err != nil {
		return err
	}
	return client.Close()
}

func (m *Mail) client() (*mail.Client, error) {
	opts := []mail.Option{mail.WithPort(m.Port), mail.WithTimeout(mailTime)}
	switch m.Security {
	case TLS:
		opts = append(opts, mail.WithSSL())
	case StartTLS:
		opts = append(opts, mail.WithTLSPolicy(mail.TLSMandatory))
	default:
		opts = append(opts, mail.WithTLSPolicy(mail.NoTLS))
	}
	if m.User != "" {
		opts = append(opts, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(m.User), mail.WithPassword(m.Password))
	}
	client, err := mail.NewClient(m.Host, opts...)
	if err != nil {
		return nil, fmt.Errorf("mail server %s: %w", m.Host, err)
	}
	return client, nil
}

// Program tells people by a program of the office's own: it gets the message
// as JSON on its standard input (id, subject, text, news) and has taken it
// when it ends with 0.
type Program []string

// programTime is how long the program may run.
const programTime = time.Minute

// Name is the command line.
func (p Program) Name() string { return "command " + strings.Join(p, " ") }

// Send runs the program.
func (p Program) Send(ctx context.Context, m Message) error {
	data, err := json.Marshal(struct {
		Message
		Subject string `json:"subject"`
		Text    string `json:"text"`
	}{m, m.Subject(), m.Text()})
	if err != nil {
		return fmt.Errorf("message: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, programTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, p[0], p[1:]...)
	cmd.Stdin = bytes.NewReader(append(data, '\n'))
	cmd.WaitDelay = time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, bytes.TrimSpace(out))
	}
	return nil
}
