//go:build e2e && unix

package pipelines

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// cluster is three servers on loopback.
type cluster struct {
	t       *testing.T
	servers [3]*server.Server
	options [3]*server.Options
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func startCluster(t *testing.T) *cluster {
	c := &cluster{t: t}
	var routes []*url.URL
	ports := [3]int{}
	for i := range ports {
		ports[i] = freePort(t)
		routes = append(routes, &url.URL{Scheme: "nats", Host: fmt.Sprintf("127.0.0.1:%d", ports[i])})
	}
	for i := range c.servers {
		c.options[i] = &server.Options{
			ServerName: fmt.Sprintf("n%d", i), Host: "127.0.0.1", Port: freePort(t),
			JetStream: true, StoreDir: t.TempDir(), SyncAlways: true, NoSigs: true, NoLog: true,
			Cluster: server.ClusterOpts{Name: "zeren", Host: "127.0.0.1", Port: ports[i]}, Routes: routes,
		}
		c.start(i)
	}
	t.Cleanup(func() {
		for _, s := range c.servers {
			s.Shutdown()
			s.WaitForShutdown()
		}
	})
	nc, js := c.client()
	defer nc.Close()
	for { // a cluster takes a moment to choose its leader
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		_, err := js.AccountInfo(ctx)
		cancel()
		if err == nil {
			return c
		}
		if t.Context().Err() != nil {
			t.Fatal(err)
		}
	}
}

func (c *cluster) start(i int) {
	c.t.Helper()
	s, err := server.NewServer(c.options[i])
	if err != nil {
		c.t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(20 * time.Second) {
		c.t.Fatal("server not ready")
	}
	c.servers[i] = s
}

func (c *cluster) urls() string {
	var list []string
	for _, o := range c.options {
		list = append(list, fmt.Sprintf("nats://127.0.0.1:%d", o.Port))
	}
	return strings.Join(list, ",")
}

func (c *cluster) client() (*nats.Conn, jetstream.JetStream) {
	c.t.Helper()
	nc, err := nats.Connect(c.urls(), nats.MaxReconnects(-1))
	if err != nil {
		c.t.Fatal(err)
	}
	js, err := jetstream.New(nc)
	if err != nil {
		c.t.Fatal(err)
	}
	return nc, js
}

// leader is the server that leads the event stream.
func (c *cluster) leader(js jetstream.JetStream) int {
	c.t.Helper()
	s, err := js.Stream(c.t.Context(), "EVENTS")
	if err != nil {
		c.t.Fatal(err)
	}
	for i, o := range c.options {
		if s.CachedInfo().Cluster.Leader == o.ServerName {
			return i
		}
	}
	c.t.Fatalf("no leader in %+v", s.CachedInfo().Cluster)
	return 0
}

func startWorker(t *testing.T, urls string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "ZEREN_TEST_WORKER="+t.TempDir(), "ZEREN_TEST_NATS="+urls)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return cmd
}

// TestClusterLosesNothing runs a watch and workers against three servers,
// kills the leader of the events and the workers in mid-flow, with files
// dropping all the while, and wants what a single undisturbed machine leaves.
func TestClusterLosesNothing(t *testing.T) {
	c := startCluster(t)
	dir, calm := t.TempDir(), t.TempDir()
	cfg := foldersIn(dir)
	cfg.Remote, cfg.Create = &Remote{URLs: c.urls(), Replicas: 3}, true
	cfg.ackWait = 5 * time.Second
	cfg.Log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	settled := make(chan time.Time, 10_000)
	cfg.Notify = func(n Notice) {
		if n.Kind == Reported || n.Kind == Filed {
			settled <- n.At
		}
	}
	o, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- o.Watch(ctx) }()

	dropped := 0
	drop := func(n int) {
		for range n {
			files := map[string]string{fmt.Sprintf("%d/第%03d件.txt", dropped%7, dropped): judgment(1000+dropped, dropped%3 != 1)}
			dropIn(t, dir, files)
			dropIn(t, calm, files)
			dropped++
		}
	}
	last, longest, done := time.Now(), time.Duration(0), 0
	await := func(n int) {
		for done < n {
			select {
			case at := <-settled:
				longest, last = max(longest, at.Sub(last)), at
				done++
			case err := <-ended:
				t.Fatalf("the watch ended: %v", err)
			}
		}
	}
	one, two := startWorker(t, c.urls()), startWorker(t, c.urls())
	drop(20)
	await(10)
	calmly := longest

	nc, js := c.client()
	defer nc.Close()
	lost := c.leader(js)
	c.servers[lost].Shutdown()
	longest = 0
	drop(20)
	await(25)
	stoppage := longest
	if err := one.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	c.servers[lost].WaitForShutdown()
	c.start(lost)
	drop(20)
	await(45)
	if err := two.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	startWorker(t, c.urls())
	drop(20)
	await(dropped)
	t.Logf("%d documents; longest pause %v before the leader was lost, %v over it", dropped, calmly.Round(time.Millisecond), stoppage.Round(time.Millisecond))
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	o.Close()
	// A last run brings what was about to leave the inbox out of it.
	if o, err = Open(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	if err := o.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.Close()
	if runChild(t, calm, "") {
		t.Fatal("the undisturbed run died")
	}
	want, got := tracesOf(t, calm), tracesIn(t, cfg)
	sameTraces(t, want, got)
	if _, err := os.Stat(filepath.Join(dir, "data", "jetstream")); err == nil {
		t.Error("events in the data folder of an office that works with servers elsewhere")
	}
}
