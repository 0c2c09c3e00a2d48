package pipelines

import (
	"context"
	"time"

	"zeren/ingest"
)

// aids are the outside programs that reading has just now.
func (o *Office) aids() ingest.Aids {
	if o.chain.Aids == nil {
		return ingest.Aids{}
	}
	return o.chain.Aids()
}

// unreadable is the outcome of a file that gave no document.
func (o *Office) unreadable(bad *ingest.Unreadable) Outcome {
	out := Outcome{Aside: true, Reason: string(bad.Reason), Text: bad.Message(), Remedy: bad.Remedy(), Aid: bad.Aid}
	if bad.Aid != "" {
		out.AidName = o.aids().Name(bad.Aid)
	}
	return out
}

// lookAids looks after every so many polls whether an outside program has come.
const lookAids = 5

// revive opens files again that wait for an outside program, once it is there,
// until ctx ends.
func (o *Office) revive(ctx context.Context) error {
	tick := time.NewTicker(o.cfg.Poll * lookAids)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			if err := o.reviveOnce(ctx); err != nil && ctx.Err() == nil {
				return err
			}
		}
	}
}

// reviveOnce opens each file again that could not be read for want of an
// outside program, or by another version of it than is there now. One that
// this version could not read stays where it is. One look at a time: the look
// at a start can take longer than the pause before the next one, and what both
// found would be opened twice.
func (o *Office) reviveOnce(ctx context.Context) error {
	o.reviving.Lock()
	defer o.reviving.Unlock()
	aids := o.aids()
	var again []Event
	var names []string
	o.ledger.view(func() {
		for _, sha := range o.ledger.order {
			s := o.ledger.sources[sha]
			if o.ledger.open[sha] || s.problem > 0 || s.wants == nil {
				continue
			}
			if name := aids.Name(s.wants.aid); name != "" && name != s.wants.name {
				again = append(again, Event{Kind: Retried, Source: sha, Aid: name})
				names = append(names, s.name)
			}
		}
	})
	for i, e := range again {
		if err := o.append(ctx, e.Source, e, false); err != nil {
			return &busError{err}
		}
		o.notify(Notice{Kind: Reopened, Name: names[i], Source: e.Source, Text: "所需的外部程序已可使用。"})
	}
	return nil
}
