package pipelines

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
	"time"

	"zeren/ingest"
)

// ending is what memory holds of how the runs over a source ended: what
// moving, counting, finding and telling ask for all the time. The whole is in
// the events, see lastRun: an office can hold a hundred thousand papers.
type ending struct {
	outcome uint64   // event of the last outcome, 0: none yet
	problem uint64   // event of the failure since, 0: none
	version string   // of the chain, of the last run; shared
	run     [16]byte // what the last run stood on, see inputsOf

	said    uint64   // of what a person was told of a source that went aside; 0: it did not
	news    uint64   // of what is news of the outcome, see newsOfOutcome
	numbers []uint64 // of the case numbers of its papers, see plainNumber
	dues    []int32  // days, since 1970, on which a deadline ends
	wants   *aidNeed // the outside program that it waits for
	papers  []standing

	aside, unread, reported, ocr bool
}

// standing is what a paper of the last outcome is selected by.
type standing struct {
	on  int32  // day of decision, since 1970; 0: it tells none
	who uint32 // who answers for it, see respondents
}

// respondent is one agency that answers under one regulation; "" for the
// regulation where the paper alone names the agency.
type respondent struct{ jurisdiction, agency string }

// respondents numbers the sets of respondents of all papers: many papers have
// the same. 0 is none.
type respondents struct {
	sets  [][]respondent
	index map[string]uint32
}

func newRespondents() respondents {
	return respondents{sets: [][]respondent{nil}, index: map[string]uint32{"": 0}}
}

// of gives what the papers of an outcome are selected by.
func (r *respondents) of(out *Outcome) (list []standing) {
	for _, p := range out.Papers {
		var set []respondent
		for _, pack := range p.Packs {
			set = append(set, respondent{pack.Jurisdiction, pack.Agency})
		}
		for _, x := range p.Results {
			set = append(set, respondent{"", x.Agency})
		}
		s := standing{who: r.number(set)}
		if day, err := time.Parse(time.DateOnly, p.DecidedOn); err == nil {
			s.on = dayNumber(day)
		}
		list = append(list, s)
	}
	return slices.Clip(list)
}

func (r *respondents) number(set []respondent) uint32 {
	key := ""
	for _, x := range set {
		key += x.jurisdiction + "\x00" + x.agency + "\x00"
	}
	n, ok := r.index[key]
	if !ok {
		n = uint32(len(r.sets))
		r.sets, r.index[key] = append(r.sets, set), n
	}
	return n
}

// aidNeed is Outcome.Aid and AidName.
type aidNeed struct{ aid, name string }

// hashOf stands for a few strings; 0 stands for none.
func hashOf(parts ...string) uint64 {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d %s", len(p), p)
	}
	return binary.BigEndian.Uint64(h.Sum(nil)) | 1
}

// inputsOf stands for what people and the inbox supplied for a run.
func inputsOf(t *Task) (k [16]byte) {
	same := *t
	same.Version = ""
	sum := sha256.Sum256([]byte(same.run()))
	copy(k[:], sum[:])
	return k
}

// ran reports whether a run over the source has ended.
func (e *ending) ran() bool { return max(e.outcome, e.problem) > 0 }

// again reports whether the last run gave nothing: worth another try when the
// same bytes come again.
func (e *ending) again() bool { return e.problem > 0 || e.unread }

// settle takes the outcome of a run.
func (e *ending) settle(seq uint64, out *Outcome) {
	e.outcome, e.problem = seq, 0
	e.aside, e.unread, e.reported = out.Aside, out.unread(), out.reported()
	e.ocr = out.Aside && out.Reason == string(ingest.NeedsOCR)
	e.news, e.said, e.wants = newsOfOutcome(out), 0, nil
	if out.Aside {
		e.said = hashOf(out.Text, out.Remedy)
	}
	if out.Aid != "" {
		e.wants = &aidNeed{out.Aid, out.AidName}
	}
	e.numbers, e.dues = nil, nil
	for _, p := range out.Papers {
		if p.CaseNumber != "" {
			e.numbers = append(e.numbers, hashOf(plainNumber(p.CaseNumber)))
		}
		for _, pack := range p.Packs {
			for _, d := range pack.Deadlines {
				if d.DueOn == nil {
					continue
				}
				if day, err := time.Parse(time.DateOnly, *d.DueOn); err == nil {
					e.dues = append(e.dues, dayNumber(day))
				}
			}
		}
	}
	slices.Sort(e.dues)
	e.dues = slices.Clip(slices.Compact(e.dues))
}

// fail takes the failure of a run; the outcome of the one before still stands.
func (e *ending) fail(seq uint64, p *Problem) {
	e.problem = seq
	if p != nil {
		e.said = hashOf(p.Text, p.Remedy)
	}
}

func dayNumber(day time.Time) int32 { return int32(day.Unix() / (24 * 60 * 60)) }

// newsOfOutcome stands for what is news of an outcome: where and why a file
// went aside, or which reports there are.
func newsOfOutcome(out *Outcome) uint64 {
	if out.Aside {
		return hashOf("aside", out.Reason)
	}
	return hashOf(append([]string{"reports"}, out.paths()...)...)
}

// newsworthy reports whether an outcome is news beside the one before: a
// repeated run that gave the same papers is none.
func (e *ending) newsworthy(after *Outcome) bool {
	return (after.Aside || after.reported()) && e.news != newsOfOutcome(after)
}

// lastRun is how the runs over a source ended, whole.
type lastRun struct {
	at      time.Time // when the last one ended
	task    *Task     // what it stood on, nil where none has ended
	outcome *Outcome  // of the last one that had one
	problem *Problem  // why the last one failed, nil where it did not
}

// lastRun reads how the runs over a source ended from the events. It is not to
// be called under the ledger's lock.
func (o *Office) lastRun(sha string) (lastRun, error) {
	var e ending
	o.ledger.view(func() {
		if s := o.ledger.sources[sha]; s != nil {
			e = s.ending
		}
	})
	return o.runOf(&e)
}

func (o *Office) runOf(e *ending) (r lastRun, err error) {
	if e.outcome > 0 {
		ev, err := o.recent.event(e.outcome)
		if err != nil {
			return r, err
		}
		r.at, r.task, r.outcome = ev.At, ev.Task, ev.Outcome
	}
	if e.problem > 0 {
		ev, err := o.recent.event(e.problem)
		if err != nil {
			return r, err
		}
		r.at, r.task, r.problem = ev.At, ev.Task, ev.Problem
	}
	return r, nil
}

// recentLimit is how many events of endings are kept at hand: those of what is
// in hand, and a page of a register.
const recentLimit = 128

// recent reads events again, and keeps the last few at hand. What it gives is
// shared and must not be changed.
type recent struct {
	read func(ctx context.Context, seq uint64) ([]byte, error)

	mu   sync.Mutex
	held map[uint64]*Event
	ring [recentLimit]uint64
	next int
}

func (r *recent) put(seq uint64, e *Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.held == nil {
		r.held = map[uint64]*Event{}
	}
	if r.held[seq] == nil {
		delete(r.held, r.ring[r.next])
		r.ring[r.next], r.next = seq, (r.next+1)%recentLimit
	}
	r.held[seq] = e
}

// event gives an event that was applied. The time that a server may take for it
// is that of the connection.
func (r *recent) event(seq uint64) (*Event, error) {
	r.mu.Lock()
	e := r.held[seq]
	r.mu.Unlock()
	if e != nil {
		return e, nil
	}
	data, err := r.read(context.Background(), seq)
	if err != nil {
		return nil, err
	}
	got, err := eventFrom(data)
	if err != nil {
		return nil, fmt.Errorf("event %d: %w", seq, err)
	}
	r.put(seq, &got)
	return &got, nil
}
