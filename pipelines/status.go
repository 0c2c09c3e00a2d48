package pipelines

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Status is how an office stands: each file counted once, under what became
// of it last.
type Status struct {
	Reported    int // reports were drafted
	Filed       int // read, no report owed
	Aside       int // with a person (待人工处理)
	AwaitingOCR int // of these, those that wait for text recognition
	Failed      int // dead letters
	Open        int // owed work, also those counted above from an earlier run
	Waiting     int // drops that have not left the inbox
	Events      uint64
	LastEvent   time.Time
}

// Status counts what the register holds.
func (o *Office) Status() Status {
	var st Status
	o.ledger.view(func() {
		st.Open, st.Waiting = len(o.ledger.open), len(o.ledger.waiting)
		st.Events, st.LastEvent = o.ledger.seq, o.ledger.last
		for _, s := range o.ledger.sources {
			switch {
			case s.problem > 0:
				st.Failed++
			case s.outcome == 0:
			case s.aside:
				st.Aside++
				if s.ocr {
					st.AwaitingOCR++
				}
			case s.reported:
				st.Reported++
			default:
				st.Filed++
			}
		}
	})
	return st
}

// ErrStale says that the loop over the inbox stands still.
var ErrStale = errors.New("the inbox has not been looked at for too long")

// Ready reports whether a file that is dropped now would be taken and worked
// on: the events can be read and appended, inbox and outbox are there.
func (o *Office) Ready(ctx context.Context) error {
	var broken error
	if o.ledger.view(func() { broken = o.ledger.broken }); broken != nil {
		return fmt.Errorf("event stream: %w", broken)
	}
	if _, err := o.bus.Last(ctx); err != nil {
		return err
	}
	for _, dir := range []string{o.cfg.Inbox, o.cfg.Outbox} {
		if _, err := o.files.Lstat(dir); err != nil {
			return fmt.Errorf("folder: %w", err)
		}
	}
	return nil
}

// staleAfter is how long the loop over the inbox may be silent, beside its own
// pauses: it copies and syncs what it finds, and a share can be slow.
const staleAfter = 2 * time.Minute

// Alive reports ErrStale where the loop over the inbox does not come round any
// more. Before the first round it is alive.
func (o *Office) Alive() error {
	beat := o.beat.Load()
	if beat != 0 && o.now().Sub(time.Unix(0, beat)) > staleAfter+10*o.cfg.Poll {
		return ErrStale
	}
	return nil
}

func (o *Outcome) reported() bool {
	for _, p := range o.Papers {
		if len(p.Documents) > 0 {
			return true
		}
	}
	return false
}
