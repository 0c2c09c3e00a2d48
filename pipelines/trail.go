package pipelines

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"sync"

	"zeren/pipelines/internal/bus"
	"zeren/pipelines/internal/store"
)

// Digests are the SHA-256 and the SM3 of the same bytes, lower-case hex.
type Digests = store.Digests

// ErrTruncated says that the event stream ends before what was acknowledged.
var ErrTruncated = errors.New("the event stream ends before what was acknowledged")

// ErrChain says that an event does not follow from the one before it.
var ErrChain = errors.New("the chain of events does not hold")

// programActor is the actor of what no person did.
const programActor = "zeren"

// trail follows the chain of the events. Each event has a link, twice: with H
// as SHA-256 and as SM3,
//
//	link = H(link of the event before + "\n" + H(bytes of the event) + "\n")
//
// in lower-case hex, and carries the link of the event before as prev. So an
// event vouches for all before it, and a part of the chain can be shown to
// others by the digests alone of the events that are not theirs. The first
// event of a chain is of the kind begun; its prev is H over all events before
// it, each followed by a line feed: over nothing in a folder that has the
// chain from its first day.
type trail struct {
	seq    uint64
	link   Digests
	begun  bool
	before *store.Hash // over the events before the chain
}

func newTrail() trail { return trail{before: store.NewHash()} }

// prev is what the next event must carry.
func (t *trail) prev() Digests {
	if t.begun {
		return t.link
	}
	return t.before.Sum()
}

// next takes one event.
func (t *trail) next(seq uint64, data []byte, e *Event) error {
	if seq != t.seq+1 {
		// Events are never deleted, so the server could not read those between.
		return fmt.Errorf("%w: event %d follows %d", bus.ErrDamaged, seq, t.seq)
	}
	switch {
	case e.Prev == nil && !t.begun:
		_, _ = t.before.Write(data)
		_, _ = t.before.Write([]byte("\n"))
		t.seq = seq
		return nil
	case e.Prev == nil:
		return fmt.Errorf("%w: event %d names no predecessor", ErrChain, seq)
	case *e.Prev != t.prev():
		return fmt.Errorf("%w: event %d names another predecessor than %d", ErrChain, seq, t.seq)
	case e.Seq != seq:
		return fmt.Errorf("%w: event %d calls itself %d", ErrChain, seq, e.Seq)
	case (e.Kind == Begun) == t.begun:
		return fmt.Errorf("%w: event %d, kind %s, where the chain begun is %t", ErrChain, seq, e.Kind, t.begun)
	}
	t.seq, t.begun, t.link = seq, true, linkOf(*e.Prev, store.DigestsOf(data))
	return nil
}

// linkOf is the link of an event by that of the one before and its digests.
func linkOf(prev, event Digests) Digests {
	return Digests{
		SHA256: store.Digest([]byte(prev.SHA256 + "\n" + event.SHA256 + "\n")),
		SM3:    store.SM3([]byte(prev.SM3 + "\n" + event.SM3 + "\n")),
	}
}

// tip is the end of the chain as this process knows it.
type tip struct {
	mu    sync.Mutex
	known bool // false after an append of which the outcome is unknown
	seq   uint64
	prev  Digests
	keys  map[string]uint64 // of the events of this process that the ledger may not have yet
}

// errTaken says that an event of which there is to be one is there.
var errTaken = errors.New("event exists already")

// taken reports whether an event of which there is to be one is there, as far
// as the tip. Called under the tip's lock, where the tip is known.
func (o *Office) taken(key string, e *Event) (taken bool) {
	l := o.ledger
	l.view(func() {
		maps.DeleteFunc(o.tip.keys, func(_ string, seq uint64) bool { return seq <= l.seq })
		switch e.Kind {
		case Begun:
			taken = l.trail.begun
		case Bound:
			_, taken = l.bound[e.Version]
		case Received:
			taken = l.drops[e.Drop.ID] != nil
		case Moved:
			d := l.drops[e.DropID]
			taken = d != nil && d.moved
		case StageDone:
			taken = l.done[resultKey(e.Stage, e.Key)] > 0
		case BatchBegun, BatchEnded:
			b := l.batches[e.Batch.Key]
			taken = (b != nil && b.ID == e.Batch.ID) == (e.Kind == BatchBegun)
		case Archived, Reprocessed:
			s := l.sources[e.Source]
			taken = s != nil && s.batch == e.Batch.ID
		}
	})
	return taken || o.tip.keys[key] > 0
}

// chained appends an event behind the last one; of those that are to be there
// once, under a key, only the first: errTaken after that. Writers of several processes
// may append at the same time: the server takes an event only behind the one
// that it was chained to, so the chain never forks; who comes second chains
// his event anew.
func (o *Office) chained(ctx context.Context, key string, e Event, once bool) (seq uint64, err error) {
	o.tip.mu.Lock()
	defer o.tip.mu.Unlock()
	key = string(e.Kind) + "." + key
	for {
		if !o.tip.known {
			if err := o.findTip(ctx); err != nil {
				return 0, err
			}
		}
		// An event is taken only behind the last one that this process knows, so
		// what it knows tells whether it is the first.
		if once && o.taken(key, &e) {
			return 0, errTaken
		}
		prev := o.tip.prev
		e.Seq, e.Prev = o.tip.seq+1, &prev
		data, err := json.Marshal(e)
		if err != nil {
			return 0, fmt.Errorf("event %s: %w", e.Kind, err)
		}
		o.tip.known = false
		seq, err := o.bus.Append(ctx, string(e.Kind), data, o.tip.seq)
		switch {
		case errors.Is(err, bus.ErrBehind):
			continue
		case err != nil:
			return 0, err
		}
		o.tip.known, o.tip.seq, o.tip.prev = true, seq, linkOf(prev, store.DigestsOf(data))
		if once {
			if o.tip.keys == nil {
				o.tip.keys = map[string]uint64{}
			}
			o.tip.keys[key] = seq
		}
		return seq, nil
	}
}

// follow takes the events as the server gives them out, which it does once they
// are on its disk. An event that is newer than the record of the newest one is
// recorded there and synced before anything is built on it: so what is missing
// from the end of the stream is missed.
func (o *Office) follow(seq uint64, data []byte) {
	e, link, ok := o.ledger.check(seq, data)
	if !ok {
		return
	}
	if seq > o.ledger.head.Seq {
		o.step("unrecorded")
		head := store.Head{Seq: seq, Link: link}
		var err error
		for range headTries {
			if err = store.AdvanceHead(o.files, store.HeadPath(o.cfg.Data), head); err == nil {
				break
			}
			o.log.Warn("recording the newest event", "seq", seq, "error", err)
		}
		if err != nil {
			o.ledger.fail(err)
			return
		}
	}
	if e.Kind == Settled || e.Kind == Failed {
		o.recent.put(seq, &e)
	}
	o.ledger.apply(seq, e)
}

// headTries is how often the record of the newest event is tried before the
// office stops: without it nothing may be built on the event.
const headTries = 3

// findTip waits until the ledger has come to the end of the stream.
func (o *Office) findTip(ctx context.Context) error {
	last, err := o.bus.Last(ctx)
	if err != nil {
		return err
	}
	if !o.ledger.wait(ctx.Done(), func() bool { return o.ledger.seq >= last || o.ledger.broken != nil }) {
		return context.Cause(ctx)
	}
	o.ledger.view(func() {
		err = o.ledger.broken
		o.tip.known, o.tip.seq, o.tip.prev = true, o.ledger.trail.seq, o.ledger.trail.prev()
	})
	return err
}

// begin makes the first event of the chain where there is none: in a new
// folder, and behind the events of an older program.
func (o *Office) begin(ctx context.Context) error {
	begun := false
	o.ledger.view(func() { begun = o.ledger.trail.begun })
	if begun || !o.Owner() || o.cfg.Remote != nil && !o.cfg.Create {
		return nil
	}
	return o.append(ctx, "chain", Event{Kind: Begun}, true)
}

// checkStore holds the event store against the record of what was
// acknowledged, before a server touches it. What a power failure left behind
// the newest acknowledged event is no damage: the server cuts it off.
func checkStore(dir string) error {
	head, _, err := store.ReadHead(store.HeadPath(dir))
	if err != nil {
		return err
	}
	last := uint64(0)
	err = bus.ReadStore(storeDir(dir), func(s bus.Stored) error {
		last = s.Seq
		return nil
	})
	var torn *bus.StoreError
	if err != nil && !(errors.As(err, &torn) && torn.Torn) {
		return err
	}
	if last < head.Seq {
		if err != nil {
			return err
		}
		return fmt.Errorf("%w: event %d of %d", ErrTruncated, last, head.Seq)
	}
	return nil
}

func storeDir(data string) string { return filepath.Join(data, "jetstream") }
