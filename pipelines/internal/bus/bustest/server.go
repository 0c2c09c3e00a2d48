// Package bustest starts NATS servers for tests, as net/http/httptest does
// servers of HTTP: they listen on loopback, as one on another machine would.
package bustest

import (
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// ready is how long a server may take to start on a busy machine.
const ready = time.Minute

// Server runs a server until the test ends, and gives its address. Name, host,
// port and logging are set here; the folder of the streams where it is "".
func Server(t testing.TB, o server.Options) (url string) {
	t.Helper()
	o.ServerName, o.Host, o.Port, o.NoSigs, o.NoLog = "elsewhere", "127.0.0.1", -1, true, true
	if o.JetStream && o.StoreDir == "" {
		o.StoreDir = t.TempDir()
	}
	srv, err := server.NewServer(&o)
	if err != nil {
		t.Fatal(err)
	}
	srv.Start()
	t.Cleanup(func() { srv.Shutdown(); srv.WaitForShutdown() })
	if !srv.ReadyForConnections(ready) {
		t.Fatal("server not ready")
	}
	return srv.ClientURL()
}

// Elsewhere is Server with streams and without a login.
func Elsewhere(t testing.TB) (url string) {
	t.Helper()
	return Server(t, server.Options{JetStream: true})
}

// JetStream gives the streams of a server past the office, until the test ends.
func JetStream(t testing.TB, url string) jetstream.JetStream {
	t.Helper()
	nc, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	return js
}
