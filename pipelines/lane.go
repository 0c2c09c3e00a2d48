package pipelines

import (
	"context"
	"strings"

	"zeren/pipelines/internal/bus"
)

// Work comes in two lanes. What is dropped, entered or sent again is live;
// what is gone through once more because the program or the rules are others
// is archive work, and so is what that brings about in other files. The
// archive lane has queues of its own, with one worker each, that take up a
// piece of work only while nothing live is owed, and never more than one
// reader of files: so a live drop finds a free reader, and waits for no
// archive work.
const archiveLane = "archive-"

func stageOf(queue string) string { return strings.TrimPrefix(queue, archiveLane) }

// archiveWork makes a handler of live work one of archive work: it waits
// for the live lane to be empty, and gives the work back where ctx ends first.
func (o *Office) archiveWork(ctx context.Context, h bus.Handler) bus.Handler {
	return func(drain context.Context, m bus.Message) bus.Settlement {
		if !o.ledger.wait(ctx.Done(), o.liveIdle) {
			return bus.Settlement{Again: true}
		}
		if s := stageOf(m.Stage); s == stageIngest || s == stageSlow {
			o.archiveReader.Lock()
			defer o.archiveReader.Unlock()
		}
		return h(drain, m)
	}
}

// liveIdle: nothing live is owed that does not wait for something outside.
// Called under the ledger's lock.
func (o *Office) liveIdle() bool {
	if len(o.ledger.open) == len(o.ledger.archive) {
		return true
	}
	for sha := range o.ledger.open {
		if !o.ledger.archive[sha] && o.tries.stuckOn(sha) == nil {
			return false
		}
	}
	return true
}

// window is how many pieces of work are queued at a time. What is owed beyond
// them waits in the events: a slow stage holds the dispatcher back, and no
// queue grows.
const window = 256

// room tells how many more pieces of work may be queued; those that wait for
// something outside take none. Called under the ledger's lock.
func (o *Office) room() int {
	n := 0
	for sha := range o.queued {
		switch {
		case !o.ledger.open[sha]:
			delete(o.queued, sha)
		case o.tries.stuckOn(sha) == nil:
			n++
		}
	}
	return o.cfg.window - n
}
