package pipelines

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"zeren/classify"
	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// ledger is the projection of the event stream that the office works from. It
// is rebuilt from the first event each time the data folder is opened, and
// changes only by applying events.
type ledger struct {
	mu      sync.Mutex
	seq     uint64
	last    time.Time     // of the newest event
	changed chan struct{} // closed and replaced by each event
	broken  error         // an event that this program cannot read
	trail   trail
	head    store.Head // what was acknowledged when the folder was opened

	sources map[string]*source
	order   []string // sources in the order they came
	drops   map[string]*drop
	waiting map[string]*drop // drops that still lie in the inbox
	places  map[string]bool  // where drops were moved to
	done    map[resultKey]digest

	bound map[string][]Binding // what each version of the chain stands for

	batches    map[string]*Batch // those that have not ended, by key
	batchCount int

	open    map[string]bool // sources that are owed work
	fresh   map[string]bool // of these, those not yet queued in this process
	archive map[string]bool // of those open, the ones of the archive lane
	movable map[string]bool // drops whose outcome is known
	lying   map[string]Drop // waiting drops by path

	news     []outcomeNews              // in order
	told     map[string]*toldState      // by way
	byKey    map[string]map[string]bool // sources by the keys of their papers
	byPerson map[string]map[string]bool // and by the persons who answer in them
	moved    map[string]string          // reports that left their place: path to path
}

// Results are many, so they are kept as bytes, not as text.
type (
	digest    [32]byte
	resultKey [16]byte
)

func bytesOf(hexed string) (d digest) {
	_, _ = hex.Decode(d[:], []byte(hexed[:min(len(hexed), 64)]))
	return d
}

func (d digest) String() string { return hex.EncodeToString(d[:]) }

func resultKeyOf(stage, key string) (k resultKey) {
	sum := sha256.Sum256([]byte(stage + "/" + key))
	copy(k[:], sum[:])
	return k
}

// result gives the recorded result of a stage for a key, "" where there is
// none. Called under the lock.
func (l *ledger) result(stage, key string) string {
	if d, ok := l.done[resultKeyOf(stage, key)]; ok {
		return d.String()
	}
	return ""
}

type source struct {
	sha      string
	name     string
	at       time.Time
	drops    []string
	inputs   Task // what the next run stands on
	index    int  // in the order of arrival
	openings int  // how often work became owed
	last     *Task
	outcome  *Outcome
	problem  *Problem
	settled  time.Time
	sheets   []Event // facts as entered, oldest first

	records, document string // blobs, as they were last read
	keys, seeks       []string
	bonds             Bonds
	ties              []classify.Tie
	tied              []Event  // what people said, oldest first
	manifests         []string // blobs: lists of the reports that were drafted
	withdrawn         []WithdrawnReport
	past              string // blob: what memory keeps of it
	persons           []string
	parts             []string // of a joined file, in order

	batch  string // the last one that it was part of
	redone uint64 // and the event by which
}

// said is what a person was told of a source that went aside.
func (s *source) said() string {
	switch {
	case s.problem != nil:
		return s.problem.Text + s.problem.Remedy
	case s.outcome != nil && s.outcome.Aside:
		return s.outcome.Text + s.outcome.Remedy
	}
	return ""
}

type drop struct {
	Drop
	source string
	moved  bool
	to     string
}

// reopen marks a source as owed work; another event of the kind while it is
// owed makes it fresh again, so that it is queued with the new inputs.
func (l *ledger) reopen(s *source) {
	s.openings++
	l.open[s.sha], l.fresh[s.sha] = true, true
	delete(l.archive, s.sha)
}

// reopenArchive does the same in the archive lane, for what is not owed yet.
func (l *ledger) reopenArchive(s *source) {
	if !l.open[s.sha] {
		l.reopen(s)
		l.archive[s.sha] = true
	}
}

func newLedger() *ledger {
	return &ledger{
		changed:  make(chan struct{}),
		trail:    newTrail(),
		sources:  map[string]*source{},
		drops:    map[string]*drop{},
		waiting:  map[string]*drop{},
		places:   map[string]bool{},
		done:     map[resultKey]digest{},
		bound:    map[string][]Binding{},
		open:     map[string]bool{},
		fresh:    map[string]bool{},
		movable:  map[string]bool{},
		lying:    map[string]Drop{},
		told:     map[string]*toldState{},
		byKey:    map[string]map[string]bool{},
		moved:    map[string]string{},
		byPerson: map[string]map[string]bool{},
		batches:  map[string]*Batch{},
		archive:  map[string]bool{},
	}
}

// check reads the next event and holds it against the chain. ok is false where
// it is to be passed over: it was applied before, or the ledger is broken.
func (l *ledger) check(seq uint64, data []byte) (e Event, link Digests, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if seq <= l.seq || l.broken != nil {
		return e, link, false
	}
	e, err := eventFrom(data)
	if err != nil {
		err = fmt.Errorf("event %d: %w", seq, err)
	} else {
		err = l.trail.next(seq, data, &e)
	}
	if err == nil && seq == l.head.Seq && l.trail.link != l.head.Link {
		err = fmt.Errorf("%w: event %d is not the one that was acknowledged", ErrChain, seq)
	}
	if err != nil {
		l.broken = err
		l.wake()
		return e, link, false
	}
	return e, l.trail.link, true
}

// fail ends the ledger: nothing more is applied.
func (l *ledger) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.broken = err
	l.wake()
}

// wake wakes those who wait. Called under the lock.
func (l *ledger) wake() {
	close(l.changed)
	l.changed = make(chan struct{})
}

// apply takes one event that was checked.
func (l *ledger) apply(seq uint64, e Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seq = seq
	defer l.wake()
	l.last = e.At
	switch e.Kind {
	case Received:
		l.received(e)
	case Moved:
		if d := l.drops[e.DropID]; d != nil {
			delete(l.places, d.to)
			d.moved, d.to = true, e.To
			if e.To != "" {
				l.places[e.To] = true
			}
			delete(l.waiting, d.ID)
			delete(l.movable, d.ID)
			if l.lying[d.Path].ID == d.ID {
				delete(l.lying, d.Path)
			}
		}
	case StageDone:
		l.done[resultKeyOf(e.Stage, e.Key)] = bytesOf(e.Result)
		if s := l.sources[e.Source]; s != nil && e.Stage == stageReport && !slices.Contains(s.manifests, e.Result) {
			s.manifests = append(s.manifests, e.Result)
		}
	case PeopleTold:
		if e.Told != nil {
			l.tell(e.Told)
		}
	case Settled, Failed:
		l.ended(seq, e)
	case Retried:
		if s := l.sources[e.Source]; s != nil {
			l.reopen(s)
		}
	case Bound:
		l.bound[e.Version] = e.Bound
	case SheetSet:
		if s := l.sources[e.Source]; s != nil {
			s.sheets = append(s.sheets, e)
			s.inputs.Sheet = e.Sheet
			s.inputs.Confirmed = false // what was confirmed stood on other facts
			l.reopen(s)
		}
	case Confirmed:
		if s := l.sources[e.Source]; s != nil && !s.inputs.Confirmed {
			s.inputs.Confirmed = true
			l.reopen(s)
		}
	case Archived, Reprocessed, BatchBegun, BatchEnded:
		l.batched(seq, e)
	case Read:
		l.read(e)
	case Linked:
		l.linked(e)
	case Tied:
		l.tied(e)
	case Merged:
		l.merged(e)
	case Remembered:
		l.remembered(e)
	case Recalled:
		l.recalled(e)
	case Withdrawn:
		l.moved[e.Path] = e.To
		if s := l.sources[e.Source]; s != nil {
			s.withdrawn = append(s.withdrawn, WithdrawnReport{At: e.At, Path: e.Path, To: e.To})
		}
	}
}

func (l *ledger) read(e Event) {
	s := l.sources[e.Source]
	if s == nil {
		return
	}
	for _, k := range s.keys {
		delete(l.byKey[k], s.sha)
	}
	s.records, s.document, s.keys, s.seeks = e.Result, e.Document, e.Keys, e.Seeks
	for _, k := range s.keys {
		if l.byKey[k] == nil {
			l.byKey[k] = map[string]bool{}
		}
		l.byKey[k][s.sha] = true
	}
}

// near gives the sources that may hang together with one: those that its keys
// lead to, and those of which a person spoke. Called under the lock.
func (l *ledger) near(s *source) []string {
	var list []string
	for _, k := range s.seeks {
		for sha := range l.byKey[k] {
			if sha != s.sha {
				list = append(list, sha)
			}
		}
	}
	for _, t := range s.ties {
		list = append(list, other(t, s.sha))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func other(t classify.Tie, sha string) string {
	if t.A == sha {
		return t.B
	}
	return t.A
}

func (l *ledger) linked(e Event) {
	s := l.sources[e.Source]
	if s == nil || e.Bonds == nil {
		return
	}
	s.bonds = *e.Bonds
	if s.bonds.sameInputs(&s.inputs) {
		return
	}
	// What was confirmed stood on other papers.
	s.inputs.With, s.inputs.Ties, s.inputs.SameAs, s.inputs.Lent = s.bonds.With, s.bonds.Ties, s.bonds.SameAs, s.bonds.Lent
	s.inputs.Confirmed = false
	l.reopen(s)
}

// tied takes what a person said of two files; the last word counts.
func (l *ledger) tied(e Event) {
	a, b := l.sources[e.Source], l.sources[e.Other]
	if a == nil || b == nil || a == b {
		return
	}
	t := classify.Tie{A: min(a.sha, b.sha), B: max(a.sha, b.sha), Apart: e.Apart}
	for _, s := range []*source{a, b} {
		s.ties = append(slices.DeleteFunc(s.ties, func(x classify.Tie) bool { return x.Of(t.A, t.B) }), t)
		s.tied = append(s.tied, e)
		l.reopen(s)
	}
}

func (l *ledger) received(e Event) {
	if e.Drop == nil || l.drops[e.Drop.ID] != nil {
		return
	}
	d := &drop{Drop: *e.Drop, source: e.Source}
	if d.Raw != nil {
		d.Path = string(d.Raw)
	}
	l.drops[d.ID] = d
	if d.Origin == "" {
		l.waiting[d.ID], l.lying[d.Path] = d, d.Drop
	}
	s := l.sources[e.Source]
	if s == nil {
		s = &source{sha: e.Source, name: path.Base(ingest.Readable(d.Path)), at: e.At, index: len(l.order)}
		l.reopen(s)
		s.inputs = Task{Source: s.sha, Name: s.name}
		l.sources[s.sha] = s
		l.order = append(l.order, s.sha)
	} else if e.Drop.Reopen && !l.open[s.sha] {
		l.reopen(s)
	}
	if !l.open[s.sha] {
		l.movable[d.ID] = true
	}
	s.drops = append(s.drops, d.ID)
}

func (l *ledger) ended(seq uint64, e Event) {
	s := l.sources[e.Source]
	if s == nil || e.Task == nil {
		return
	}
	s.last, s.settled = e.Task, e.At
	// Nobody is told of what a person started and will be shown in one report.
	if !l.archive[s.sha] && (e.Kind == Failed || newsworthy(s.outcome, e.Outcome)) {
		l.news = append(l.news, outcomeNews{seq, s.sha})
	}
	said := s.said()
	if e.Kind == Settled {
		s.outcome, s.problem = e.Outcome, nil
	} else {
		s.problem = e.Problem
	}
	if e.Task.sameInputs(&s.inputs) {
		delete(l.open, s.sha)
		delete(l.fresh, s.sha)
		delete(l.archive, s.sha)
		aside := s.problem != nil || s.outcome.Aside
		for _, id := range s.drops {
			d := l.drops[id]
			// Those that were put aside before go where they belong once they
			// are read; those that stay there get a note of the new reason.
			if !d.moved || strings.HasPrefix(d.to, ingest.AsideFolder+"/") && (!aside || said != s.said()) {
				l.movable[id] = true
			}
		}
	}
}

// wait blocks until ready, asked under the lock after each change, or done.
func (l *ledger) wait(done <-chan struct{}, ready func() bool) bool {
	for {
		l.mu.Lock()
		ok, changed := ready(), l.changed
		l.mu.Unlock()
		if ok {
			return true
		}
		select {
		case <-changed:
		case <-done:
			return false
		}
	}
}

// poke wakes those who wait, for a change that is no event.
func (l *ledger) poke() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wake()
}

// view runs f under the lock.
func (l *ledger) view(f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f()
}

// lies reports whether a file of the inbox is a drop already. Called under
// the lock.
func (l *ledger) lies(f ingest.Seen) bool {
	d, ok := l.lying[f.Path]
	return ok && d.Size == f.Size && d.ModTime.Equal(f.ModTime)
}
