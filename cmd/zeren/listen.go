package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"zeren/pipelines"
)

// listen serves the office's figures until the function it returns is called.
// An empty address is off.
func (p *program) listen(addr string, o *pipelines.Office, log *slog.Logger) (stop func(), err error) {
	if addr == "" {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, &failure{code: exitUsage, text: fmt.Sprintf("无法在 %s 上提供运行状况：%s。请换一个地址（--listen），例如 127.0.0.1:9470。", addr, whyNot(err)), err: err}
	}
	srv := &http.Server{Handler: o.Handler(), ReadHeaderTimeout: 5 * time.Second, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	go func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("serving the state of the office", "error", err)
		}
	}()
	fmt.Fprintf(p.out, "运行状况：http://%s/healthz、/readyz、/metrics\n", l.Addr())
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := srv.Shutdown(ctx); err != nil {
			log.Warn("ending the state server", "error", err)
		}
	}, nil
}
