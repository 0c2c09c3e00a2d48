package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func newPool(t *testing.T, readers int, limits Limits) *Pool {
	t.Helper()
	temp := t.TempDir()
	p, err := NewPool(PoolConfig{Command: []string{os.Args[0]}, Env: []string{readerEnv + "=" + cacheDir}, Readers: readers, TempDir: temp, Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v %v", left, err)
		}
	})
	return p
}

func TestPool(t *testing.T) {
	p := newPool(t, 2, Limits{Files: 3, Page: generous.Page, Document: generous.Document, Start: generous.Start})
	var wg sync.WaitGroup
	for range 10 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			d, err := p.Decode(context.Background(), "a/裁定.txt", []byte(ruling))
			if err != nil || d.Text != ruling || d.Source.Name != "裁定.txt" {
				t.Errorf("%v %+v", err, d.Source)
			}
		}()
	}
	wg.Wait()
	_, err := p.Decode(context.Background(), "empty", nil)
	var u *Unreadable
	if !errors.As(err, &u) || u.Reason != Empty {
		t.Errorf("empty: %v", err)
	}
	want, err := Decode("x.pdf", paper(t), Options{CacheDir: cacheDir})
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Decode(context.Background(), "x.pdf", paper(t))
	if err != nil {
		t.Fatal(err)
	}
	if a, b := mustJSON(t, want), mustJSON(t, got); a != b {
		t.Errorf("in the process %s\nout of it %s", a, b)
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// generous are limits that no machine reaches, for what is not about time.
var generous = Limits{Page: time.Minute, Document: 5 * time.Minute, Start: 5 * time.Minute}

// TestPoolMisbehaviour has reader processes hang, spin, die and hoard: each
// file gets its reason, or is saved by the other reader.
func TestPoolMisbehaviour(t *testing.T) {
	p := newPool(t, 2, generous)
	// What hangs is out of time as soon as it does, and nothing else is.
	p.hurry = func(name, reader string, _ bool) bool {
		for _, stuck := range []string{"hang", "spin"} {
			if misbehaves(stuck, reader, name) {
				return true
			}
		}
		return false
	}
	for _, x := range []struct {
		name string
		want Reason
	}{
		{"hang all", TimedOut},
		{"spin all", TimedOut},
		{"overflow all", ReaderDied},
		{"exit all", ReaderDied},
		{"hoard all", ReaderDied},
		{"exit layer", ""},
		{"overflow layer", ""},
		{"exit pdfium", ""},
		{"hang by layer", ""},
		{"hang by pdfium", ""},
		{"well-behaved", ""},
	} {
		d, err := p.Decode(context.Background(), x.name, paper(t))
		switch {
		case x.want == "" && err != nil:
			t.Errorf("%s: %v", x.name, err)
		case x.want == "" && !strings.Contains(d.Text, "人民法院"):
			t.Errorf("%s: %q", x.name, d.Text)
		case x.want == "" && d.Alone() != (x.name != "well-behaved"):
			t.Errorf("%s: read by one reader alone: %v", x.name, d.Alone())
		case x.want != "":
			var u *Unreadable
			if !errors.As(err, &u) || u.Reason != x.want || d.Source.SHA256 == "" {
				t.Errorf("%s: %v, want %s", x.name, err, x.want)
			}
		}
	}
}

// TestPoolLimits: a process that never answers is ended by the clock.
func TestPoolLimits(t *testing.T) {
	for name, l := range map[string]Limits{
		"start":    {Start: time.Millisecond, Page: time.Millisecond},
		"document": {Document: time.Millisecond},
	} {
		_, err := newPool(t, 1, l).Decode(context.Background(), "spin all", paper(t))
		var u *Unreadable
		if !errors.As(err, &u) || u.Reason != TimedOut {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPoolBeside: while one file hangs, others are read.
func TestPoolBeside(t *testing.T) {
	p := newPool(t, 2, generous)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	file := paper(t)
	stuck := make(chan error, 1)
	go func() {
		_, err := p.Decode(ctx, "hang all", file)
		stuck <- err
	}()
	for range 5 {
		if _, err := p.Decode(context.Background(), "x.txt", []byte(ruling)); err != nil {
			t.Error(err)
		}
	}
	cancel()
	if err := <-stuck; !errors.Is(err, context.Canceled) {
		t.Errorf("hang: %v", err)
	}
}

// TestPoolLook: files that hang keep no look from a file behind them, neither
// while they are looked at nor while they are read.
func TestPoolLook(t *testing.T) {
	limits := generous
	limits.Look = time.Minute
	p := newPool(t, 2, limits)
	p.hurry = func(name, reader string, look bool) bool {
		return look && (misbehaves("hang", reader, name) || misbehaves("spin", reader, name))
	}
	file := paper(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	bad := []string{"hang all", "spin all", "hang by layer", "hang by pdfium", "hang all"}
	slow, stuck := make(chan error, len(bad)), make(chan error, len(bad))
	for _, name := range bad {
		go func() {
			_, err := p.Look(ctx, name, file)
			slow <- err
			_, err = p.Decode(ctx, name, file)
			stuck <- err
		}()
	}
	for range bad {
		if err := <-slow; !errors.Is(err, ErrSlow) {
			t.Errorf("look: %v", err)
		}
	}
	for range 3 {
		d, err := p.Look(ctx, "x.pdf", file)
		if err != nil || !strings.Contains(d.Text, "人民法院") {
			t.Errorf("%v", err)
		}
	}
	select {
	case err := <-stuck:
		t.Errorf("a hanging file ended first: %v", err)
	default:
	}
	// What a look can tell for good is no matter for another.
	if _, err := p.Look(ctx, "hoard all", file); err == nil || errors.Is(err, ErrSlow) {
		t.Errorf("hoard: %v", err)
	}
	cancel()
	for range bad {
		<-stuck
	}
}

func TestPoolContext(t *testing.T) {
	p := newPool(t, 1, generous)
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	if _, err := p.Decode(ctx, "hang all", paper(t)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	if _, err := p.Decode(context.Background(), "x.txt", []byte(ruling)); err != nil {
		t.Error(err)
	}
}

// TestPoolClose closes a pool over a file at work: no goroutine and no
// process stays.
func TestPoolClose(t *testing.T) {
	before := runtime.NumGoroutine()
	p := newPool(t, 1, generous)
	file := paper(t)
	started := make(chan struct{})
	got := make(chan error, 1)
	go func() {
		close(started)
		_, err := p.Decode(context.Background(), "hang all", file)
		got <- err
	}()
	<-started
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if err := <-got; !errors.Is(err, ErrClosed) {
		t.Errorf("%v", err)
	}
	if _, err := p.Decode(context.Background(), "x.txt", []byte(ruling)); !errors.Is(err, ErrClosed) {
		t.Errorf("%v", err)
	}
	// A goroutine that ends gives no sign.
	for i := 0; runtime.NumGoroutine() > before && i < 3000; i++ {
		time.Sleep(10 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines before, %d after", before, n)
	}
}

func TestPoolCommand(t *testing.T) {
	if _, err := NewPool(PoolConfig{}); err == nil {
		t.Error("no command taken")
	}
	p, err := NewPool(PoolConfig{Command: []string{"/no/such/program"}, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	_, err = p.Decode(context.Background(), "x.txt", []byte(ruling))
	var u *Unreadable
	if err == nil || errors.As(err, &u) {
		t.Errorf("%v is no error to try again", err)
	}
}

func TestServe(t *testing.T) {
	var in, out bytes.Buffer
	for _, name := range []string{"a.txt", "b.txt"} {
		if err := errors.Join(writeJSON(&in, request{Name: name}), writeFrame(&in, []byte(ruling))); err != nil {
			t.Fatal(err)
		}
	}
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- Serve(r, &out, Options{CacheDir: cacheDir}) }()
	if _, err := w.Write(in.Bytes()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte{0xff, 0xff, 0xff, 0xff}); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Error("a frame of 4 GB taken")
	}
}

func FuzzServe(f *testing.F) {
	var in bytes.Buffer
	if err := errors.Join(writeJSON(&in, request{Name: "x"}), writeFrame(&in, []byte(ruling))); err != nil {
		f.Fatal(err)
	}
	f.Add(in.Bytes())
	f.Add([]byte{0, 0, 0, 2, '{', '}'})
	f.Fuzz(func(t *testing.T, data []byte) {
		// Whatever comes, the loop ends with its input.
		_ = Serve(bytes.NewReader(data), io.Discard, Options{CacheDir: cacheDir, Only: readerLayer})
	})
}
