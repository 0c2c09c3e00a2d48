package pipelines

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"zeren/pipelines/internal/bus"
	"zeren/pipelines/internal/store"
)

// TestSecondProcess: while one process watches, another sees the register and
// enters facts through it, but cannot watch.
func TestSecondProcess(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, true))
	o := p.open()
	defer o.Close()
	ctx, cancel := context.WithCancel(t.Context())
	moved := make(chan struct{})
	o.cfg.step = func(point string) {
		if point == "event:moved" {
			close(moved)
		}
	}
	done := make(chan error)
	go func() { done <- o.Watch(ctx) }()
	<-moved
	other := p.open() // the lock is one of the open file, so this is another process to it
	defer other.Close()
	if other.Owner() {
		t.Fatal("two owners")
	}
	if err := other.Watch(ctx); !errors.Is(err, ErrInUse) {
		t.Errorf("second watch: %v", err)
	}
	e, err := other.Find("(2021)皖1524行初 1 号")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.SetSheet(t.Context(), e, []byte("served_on: 2021-03-09\n"), "李四"); err != nil {
		t.Fatal(err)
	}
	if err := other.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := other.Confirm(t.Context(), e, "李四"); err != nil {
		t.Fatal(err)
	}
	if err := other.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantReports(t, p, 2) // the confirmed paper, and the draft put away
	if got := printed(inForce(tree(t, p.cfg.Outbox))); len(got) != 1 {
		t.Errorf("in force: %q", got)
	}
	if e, err = other.Find(e.Source[:8]); err != nil || !e.HasSheet || !e.Ready || e.Open {
		t.Errorf("entry %+v, %v", e, err)
	}
	if h := other.SheetHistory(e); len(h) != 1 || h[0].By != "李四" || h[0].SHA256 != Digest([]byte("served_on: 2021-03-09\n")) {
		t.Errorf("history %+v", h)
	}
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

// TestOwnerEnds: who waits for another process learns that it has ended.
func TestOwnerEnds(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	owner := p.open()
	other := p.open()
	defer other.Close()
	e, err := other.Find("（2021）皖1524行初1号")
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Confirm(t.Context(), e, "李四"); err != nil {
		t.Fatal(err)
	}
	if err := owner.Close(); err != nil {
		t.Fatal(err)
	}
	if err := other.Settle(t.Context(), e); !errors.Is(err, ErrGone) {
		t.Errorf("got %v", err)
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantReports(t, p, 2)
}

func TestFoldersInOneAnother(t *testing.T) {
	for _, sub := range []string{"", "报告", "a/b"} {
		p := newPlace(t)
		p.cfg.Outbox = filepath.Join(p.cfg.Inbox, sub)
		if err := p.once(); !errors.Is(err, ErrOverlap) {
			t.Errorf("outbox %q in the inbox: %v", sub, err)
		}
	}
	// A link is seen through, also where what it leads to is not all there yet.
	p := newPlace(t)
	if err := os.MkdirAll(p.cfg.Inbox, 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(p.cfg.Inbox, link); err != nil {
		t.Fatal(err)
	}
	p.cfg.Outbox = filepath.Join(link, "报告")
	if err := p.cfg.CheckFolders(); !errors.Is(err, ErrOverlap) {
		t.Errorf("outbox in the inbox by a link: %v", err)
	}
	p.cfg.Outbox = p.cfg.Inbox + "-报告"
	if err := p.cfg.CheckFolders(); err != nil {
		t.Errorf("beside one another: %v", err)
	}
}

func TestLockedWithoutAnswer(t *testing.T) {
	p := newPlace(t)
	p.cfg.await = 50 * time.Millisecond
	f, err := store.OpenFolder(p.cfg.Data)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := Open(t.Context(), p.cfg); !errors.Is(err, ErrInUse) {
		t.Errorf("got %v", err)
	}
}

func TestNewerFolder(t *testing.T) {
	p := newPlace(t)
	if err := os.MkdirAll(p.cfg.Data, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.cfg.Data, "version"), []byte("99\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), p.cfg); !errors.Is(err, ErrNewer) {
		t.Errorf("got %v", err)
	}
	wantNames(t, p.cfg.Data, "lock", "version")
}

// TestDamagedEvents: an event that cannot be read back is seen at the next
// start, wherever it stands, and nothing is built on the rest.
func TestDamagedEvents(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	blocks, err := filepath.Glob(filepath.Join(p.cfg.Data, "jetstream", "jetstream", "*", "streams", "EVENTS", "msgs", "*.blk"))
	if err != nil || len(blocks) != 1 {
		t.Fatalf("blocks %q, %v", blocks, err)
	}
	whole, err := os.ReadFile(blocks[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{60, len(whole) / 3, len(whole) / 2, len(whole) - 60} {
		damaged := append([]byte(nil), whole...)
		damaged[at] ^= 1
		if err := os.WriteFile(blocks[0], damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		o, err := Open(t.Context(), p.cfg)
		if err == nil {
			o.Close()
		}
		if !errors.Is(err, bus.ErrDamaged) {
			t.Errorf("byte %d of %d: %v", at, len(whole), err)
		}
		if held, err := os.ReadFile(blocks[0]); err != nil || string(held) != string(damaged) {
			t.Errorf("byte %d: the block was changed", at)
		}
	}
	if err := os.WriteFile(blocks[0], whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
}
