package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

func start(t *testing.T, dir string) *Bus {
	t.Helper()
	b, err := Start(t.Context(), dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestSynced: the server waits for the disk before it acknowledges, and
// listens to nobody.
func TestSynced(t *testing.T) {
	b := start(t, t.TempDir())
	defer b.Close()
	c := b.srv.JetStreamConfig()
	if c == nil || !c.SyncAlways {
		t.Errorf("jetstream %+v", c)
	}
	if b.srv.Addr() != nil {
		t.Errorf("listening at %v", b.srv.Addr())
	}
}

func TestEvents(t *testing.T) {
	dir := t.TempDir()
	b := start(t, dir)
	for i := range 3 {
		seq, err := b.Append(t.Context(), "received", fmt.Appendf(nil, "%d", i), uint64(i))
		if err != nil || seq != uint64(i+1) {
			t.Fatalf("%d, %v", seq, err)
		}
	}
	if _, err := b.Append(t.Context(), "done", []byte("once"), 3); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Append(t.Context(), "done", []byte("twice"), 3); !errors.Is(err, ErrBehind) {
		t.Errorf("a second event behind the same one: %v", err)
	}
	b.Close()
	// What was acknowledged is there after a restart, and so is the rule.
	b = start(t, dir)
	defer b.Close()
	if _, err := b.Append(t.Context(), "done", []byte("thrice"), 3); !errors.Is(err, ErrBehind) {
		t.Errorf("after a restart: %v", err)
	}
	if last, err := b.Last(t.Context()); err != nil || last != 4 {
		t.Errorf("last %d, %v", last, err)
	}
	var got []string
	full := make(chan struct{})
	stop, err := b.Follow(t.Context(), func(seq uint64, data []byte) {
		got = append(got, string(data))
		if seq == 5 {
			close(full)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Append(t.Context(), "moved", []byte("new"), 4); err != nil {
		t.Fatal(err)
	}
	<-full
	stop()
	if want := []string{"0", "1", "2", "once", "new"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestWork: work is done once each, also where it fails at first or is queued
// twice; the queue of the next start is empty.
func TestWork(t *testing.T) {
	dir := t.TempDir()
	b := start(t, dir)
	queue := func(key string) {
		t.Helper()
		if err := b.Queue(t.Context(), "ingest", key, []byte(key)); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range []string{"a", "b", "c", "a"} {
		queue(k)
	}
	var mu sync.Mutex
	tries := map[string]int{}
	run := func(enough func() bool) {
		ctx, cancel := context.WithCancel(t.Context())
		err := b.Work(ctx, context.WithoutCancel(ctx), "ingest", 2, time.Minute, func(_ context.Context, m Message) Settlement {
			mu.Lock()
			defer mu.Unlock()
			tries[string(m.Data)]++
			if string(m.Data) == "b" && tries["b"] < 3 {
				if m.Delivered != tries["b"] {
					t.Errorf("delivery %d counted as %d", tries["b"], m.Delivered)
				}
				return Settlement{Again: true, After: time.Millisecond}
			}
			if enough() {
				cancel()
			}
			return Settlement{}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	run(func() bool { return tries["a"] == 1 && tries["b"] == 3 && tries["c"] == 1 })
	b.Close()
	b = start(t, dir)
	defer b.Close()
	queue("d")
	run(func() bool { return tries["d"] == 1 })
	if tries["a"] != 1 || tries["b"] != 3 || tries["c"] != 1 || tries["d"] != 1 {
		t.Errorf("tries %v", tries)
	}
}

// TestBridge: another process's connection through the socket sees and adds
// events, and learns when the owner ends.
func TestBridge(t *testing.T) {
	dir := t.TempDir()
	b := start(t, filepath.Join(dir, "js"))
	socket := filepath.Join(dir, "s")
	stop, err := b.Listen(socket)
	if err != nil {
		t.Fatal(err)
	}
	other, err := Dial(socket, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if other.Owner() || !b.Owner() {
		t.Error("who owns the server?")
	}
	if _, err := other.Append(t.Context(), "sheet", []byte("facts"), 0); err != nil {
		t.Fatal(err)
	}
	if last, err := b.Last(t.Context()); err != nil || last != 1 {
		t.Errorf("last %d, %v", last, err)
	}
	stop()
	<-other.Closed()
	b.Close()
	if _, err := Dial(socket, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("a dead socket answered")
	}
}
