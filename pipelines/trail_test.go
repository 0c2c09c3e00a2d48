package pipelines

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"zeren/pipelines/internal/bus"
	"zeren/pipelines/internal/store"
)

// stored gives the events of a data folder as they lie on disk.
func stored(t *testing.T, data string) (list [][]byte) {
	t.Helper()
	if err := bus.ReadStore(storeDir(data), func(s bus.Stored) error {
		list = append(list, []byte(string(s.Data)))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(list) == 0 {
		t.Fatal("no events")
	}
	return list
}

func eventOf(t *testing.T, data []byte) (e Event) {
	t.Helper()
	if err := json.Unmarshal(data, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

// TestChain recomputes the chain from the bytes on disk by its rule alone, and
// wants each event to have an actor and both digests of what it brings.
func TestChain(t *testing.T) {
	p := newPlace(t)
	for name, text := range mixed() {
		p.drop(name, text)
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	both := map[string]string{}
	prev := store.DigestsOf(nil)
	for i, data := range stored(t, p.cfg.Data) {
		e := eventOf(t, data)
		if e.Prev == nil || *e.Prev != prev || e.Seq != uint64(i+1) || (e.Kind == Begun) != (i == 0) {
			t.Fatalf("event %d: %s", i+1, data)
		}
		if e.By == "" || e.At.IsZero() {
			t.Errorf("event %d without actor or time: %s", i+1, data)
		}
		for sha, sm := range e.SM3 {
			both[sha] = sm
		}
		for _, sha := range append([]string{e.Source, e.Result}, e.In...) {
			if sha != "" && both[sha] == "" {
				t.Errorf("event %d: no SM3 of %s", i+1, sha)
			}
		}
		if e.Kind == StageDone && (len(e.In) == 0 || e.Version == "") {
			t.Errorf("event %d: made from nothing: %s", i+1, data)
		}
		prev = Digests{
			SHA256: store.Digest([]byte(prev.SHA256 + "\n" + store.Digest(data) + "\n")),
			SM3:    store.SM3([]byte(prev.SM3 + "\n" + store.SM3(data) + "\n")),
		}
	}
	head, torn, err := store.ReadHead(store.HeadPath(p.cfg.Data))
	if err != nil || torn || head.Link != prev {
		t.Errorf("head %+v, torn %t, %v, want %v", head, torn, err, prev)
	}
	blobs := store.Blobs{Dir: filepath.Join(p.cfg.Data, "blobs"), Files: store.OS{}}
	for sha, sm := range both {
		if data, err := blobs.Get(sha); err != nil || store.SM3(data) != sm {
			t.Errorf("blob %s: SM3 %s, %v", sha, sm, err)
		}
	}
}

// TestNoFork: many writers of two processes, and the chain is one.
func TestNoFork(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	owner := p.open()
	defer owner.Close()
	other := p.open()
	defer other.Close()
	e := register(t, owner)[0]
	before := len(stored(t, p.cfg.Data))
	const writers, each = 4, 10
	var wg sync.WaitGroup
	for w := range writers {
		for _, o := range []*Office{owner, other} {
			wg.Go(func() {
				for i := range each {
					if err := o.append(t.Context(), e.Source, Event{Kind: Retried, Source: e.Source, By: fmt.Sprint(w, i)}, false); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	wg.Wait()
	list := stored(t, p.cfg.Data)
	if n := len(list) - before; n != 2*writers*each {
		t.Errorf("%d events, want %d", n, 2*writers*each)
	}
	tr := newTrail()
	for i, data := range list {
		e := eventOf(t, data)
		if err := tr.next(uint64(i+1), data, &e); err != nil {
			t.Fatal(err)
		}
	}
	if head, _, err := store.ReadHead(store.HeadPath(p.cfg.Data)); err != nil || head.Seq != uint64(len(list)) || head.Link != tr.link {
		t.Errorf("head %+v, %v, want %d %v", head, err, len(list), tr.link)
	}
}

// older makes a data folder as the first version of the layout had it: the
// same events without a chain, and no record of the newest.
func older(t *testing.T, p *place) int {
	t.Helper()
	list := stored(t, p.cfg.Data)
	for _, name := range []string{"head", "jetstream"} {
		if err := os.RemoveAll(filepath.Join(p.cfg.Data, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(p.cfg.Data, "version"), []byte("1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	b, err := bus.Start(t.Context(), storeDir(p.cfg.Data), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	n := 0
	for _, data := range list {
		e := eventOf(t, data)
		if e.Kind == Begun || e.Kind == Bound {
			continue
		}
		e.Seq, e.Prev, e.SM3, e.In, e.By, e.Version = 0, nil, nil, nil, "", ""
		plain, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Append(t.Context(), fmt.Sprintf("%s.%d", e.Kind, n), plain, uint64(n)); err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

// TestOlderFolder: a folder without a chain is brought forward; its chain
// covers all that was before.
func TestOlderFolder(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	n := older(t, p)
	before := stored(t, p.cfg.Data)
	p.drop("乙.txt", judgment(2, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantReports(t, p, 2)
	list := stored(t, p.cfg.Data)
	h := store.NewHash()
	for i, data := range before {
		if string(list[i]) != string(data) {
			t.Fatalf("event %d was changed", i+1)
		}
		fmt.Fprintf(h, "%s\n", data)
	}
	if e := eventOf(t, list[n]); e.Kind != Begun || e.Prev == nil || *e.Prev != h.Sum() {
		t.Errorf("chain begins with %s", list[n])
	}
	if v, err := store.ReadVersion(p.cfg.Data); err != nil || v != store.Version {
		t.Errorf("version %d, %v", v, err)
	}
	// The events before the chain are covered by it.
	replace(t, p, list, 0, func(e *Event) { e.Drop.Path = "丙.txt" })
	if _, err := Open(t.Context(), p.cfg); !errors.Is(err, ErrChain) {
		t.Errorf("an event before the chain was changed: %v", err)
	}
}

// replace writes the store anew with one event changed, as somebody would who
// knows how the server keeps it.
func replace(t *testing.T, p *place, list [][]byte, at int, change func(*Event)) {
	t.Helper()
	if err := os.RemoveAll(storeDir(p.cfg.Data)); err != nil {
		t.Fatal(err)
	}
	b, err := bus.Start(t.Context(), storeDir(p.cfg.Data), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for i, data := range list {
		e := eventOf(t, data)
		if i == at {
			change(&e)
			if data, err = json.Marshal(e); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := b.Append(t.Context(), fmt.Sprintf("%s.%d", e.Kind, i), data, uint64(i)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestChangedEvent: an event that somebody changed is found wherever it is,
// the last one too.
func TestChangedEvent(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	list := stored(t, p.cfg.Data)
	for at := range list {
		replace(t, p, list, at, func(e *Event) { e.By = "别人" })
		if _, err := Open(t.Context(), p.cfg); !errors.Is(err, ErrChain) {
			t.Errorf("event %d of %d: %v", at+1, len(list), err)
		}
	}
}

// TestTruncated: events that are gone from the end are missed, whatever
// remains; so is a stream that is gone.
func TestTruncated(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	list := stored(t, p.cfg.Data)
	for _, n := range []int{len(list) - 1, len(list) / 2, 1, 0} {
		replace(t, p, list[:n], -1, nil)
		_, err := Open(t.Context(), p.cfg)
		if text, _ := Explain(err); !errors.Is(err, ErrTruncated) || !strings.Contains(text, "之前就结束了") {
			t.Errorf("%d of %d events: %v", n, len(list), err)
		}
	}
	if err := os.RemoveAll(storeDir(p.cfg.Data)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), p.cfg); !errors.Is(err, ErrTruncated) {
		t.Errorf("no stream: %v", err)
	}
	if _, err := os.Lstat(storeDir(p.cfg.Data)); err == nil {
		t.Error("a new stream was made in the place of the lost one")
	}
	if err := os.Remove(store.HeadPath(p.cfg.Data)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), p.cfg); !errors.Is(err, store.ErrHead) {
		t.Errorf("no record: %v", err)
	}
}

// TestTornTail: what a power failure leaves behind the newest acknowledged
// event is cut off, and the work goes on; within what was acknowledged it is
// damage, and nothing is cut.
func TestTornTail(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	block := filepath.Join(streamFolder(p.cfg.Data), "msgs", "1.blk")
	whole, err := os.ReadFile(block)
	if err != nil {
		t.Fatal(err)
	}
	n := len(stored(t, p.cfg.Data))
	for name, tail := range map[string][]byte{"half a record": whole[:50], "zeros": make([]byte, 300), "half a head": whole[:7]} {
		if err := os.WriteFile(block, append(append([]byte(nil), whole...), tail...), 0o600); err != nil {
			t.Fatal(err)
		}
		o, err := Open(context.Background(), p.cfg)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := o.append(t.Context(), "x", Event{Kind: Retried}, false); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		o.Close()
		if n++; len(stored(t, p.cfg.Data)) != n {
			t.Errorf("%s: %d events, want %d", name, len(stored(t, p.cfg.Data)), n)
		}
		if whole, err = os.ReadFile(block); err != nil {
			t.Fatal(err)
		}
	}
	cut := whole[:len(whole)-20]
	if err := os.WriteFile(block, cut, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), p.cfg); !errors.Is(err, bus.ErrDamaged) {
		t.Errorf("the last event cut: %v", err)
	}
	if held, err := os.ReadFile(block); err != nil || len(held) != len(cut) {
		t.Errorf("%d bytes of the block are left of %d, %v", len(held), len(cut), err)
	}
}

func streamFolder(data string) string {
	return filepath.Join(data, "jetstream", "jetstream", "$G", "streams", "EVENTS")
}
