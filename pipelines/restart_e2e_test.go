//go:build e2e && unix

package pipelines

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// lone is one server that runs elsewhere and can be started again on its store.
type lone struct {
	t       *testing.T
	options server.Options
	srv     *server.Server
}

func (l *lone) start() {
	l.t.Helper()
	options := l.options
	srv, err := server.NewServer(&options)
	if err != nil {
		l.t.Fatal(err)
	}
	srv.Start()
	if !srv.ReadyForConnections(20 * time.Second) {
		l.t.Fatal("server not ready")
	}
	l.srv, l.options.Port = srv, options.Port
}

func (l *lone) stop() {
	l.srv.Shutdown()
	l.srv.WaitForShutdown()
}

// TestServerStartsAgain: a server that runs elsewhere is shut down and started
// again on its store, in mid-flow and with files dropping, several times; the
// watch goes on by itself, and nothing is lost or done twice.
func TestServerStartsAgain(t *testing.T) {
	l := &lone{t: t, options: server.Options{
		ServerName: "lone", Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: t.TempDir(), SyncAlways: true, NoSigs: true, NoLog: true,
	}}
	l.start()
	defer func() { l.stop() }()
	dir, calm := t.TempDir(), t.TempDir()
	cfg := foldersIn(dir)
	cfg.Remote, cfg.Create = &Remote{URLs: l.srv.ClientURL()}, true
	cfg.Log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	passed := make(chan string, 10_000)
	cfg.step = func(point string) { passed <- point }
	dropped := 0
	drop := func(n int) {
		for range n {
			files := map[string]string{fmt.Sprintf("第%03d件.txt", dropped): judgment(1000+dropped, dropped%3 != 1)}
			dropIn(t, dir, files)
			dropIn(t, calm, files)
			dropped++
		}
	}
	o, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- o.Watch(ctx) }()
	moved := 0
	await := func(point string, n int) {
		t.Helper()
		for n > 0 {
			select {
			case p := <-passed:
				if p == "event:moved" {
					moved++
				}
				if p == point {
					n--
				}
			case err := <-ended:
				t.Fatalf("the watch ended: %v", err)
			}
		}
	}
	for _, point := range []string{"event:received", "queued:ingest", "worked:extract", "event:done", "event:settled", "event:moved"} {
		drop(5)
		await(point, 3)
		l.stop()
		drop(2)
		l.start()
	}
	await("event:moved", dropped-moved)
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	o.Close()
	if runChild(t, calm, "") {
		t.Fatal("the undisturbed run died")
	}
	cfg.step = nil
	sameTraces(t, tracesOf(t, calm), tracesIn(t, cfg))
}
