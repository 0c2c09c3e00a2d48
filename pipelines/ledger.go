package pipelines

import (
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strconv"
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
	waiting map[string]*drop  // drops that still lie in the inbox
	places  map[string]bool   // where drops were moved to
	done    map[uint64]uint64 // events of the results of stages, see resultKey

	respondents respondents

	bound map[string][]Binding // what each version of the chain stands for

	batches    map[string]*Batch // those that have not ended, by key
	batchCount int

	open    map[string]bool      // sources that are owed work
	since   map[string]time.Time // when each of them became so
	fresh   map[string]bool      // of these, those not yet queued in this process
	archive map[string]bool      // of those open, the ones of the archive lane
	movable map[string]bool      // drops whose outcome is known
	lying   map[string]Drop      // waiting drops by path

	news     []outcomeNews         // in order
	told     map[string]*toldState // by way
	byKey    postings              // sources by the keys of their papers
	byPerson postings              // and by the persons who answer in them
	moved    map[string]string     // reports that left their place: path to path
	shared   map[string]string     // strings that many sources share
}

// digest is a digest as bytes: they are many. The zero value is none.
type digest [32]byte

func bytesOf(hexed string) (d digest) {
	_, _ = hex.Decode(d[:], []byte(hexed[:min(len(hexed), 64)]))
	return d
}

func (d digest) String() string { return hex.EncodeToString(d[:]) }

// text is the digest as events name it, "" for none.
func (d digest) text() string {
	if d == (digest{}) {
		return ""
	}
	return d.String()
}

// linkKey is a key of an event as a number: the keys are digests themselves.
type linkKey uint64

func linkKeys(list []string) []linkKey {
	if len(list) == 0 {
		return nil
	}
	keys := make([]linkKey, len(list))
	for i, k := range list {
		n, err := strconv.ParseUint(k, 16, 64)
		if err != nil {
			n = hashOf(k)
		}
		keys[i] = linkKey(n)
	}
	return keys
}

// postings are the sources that are found by a key.
type postings map[linkKey][]*source

func (p postings) replace(s *source, old, now []linkKey) {
	for _, k := range old {
		if list := slices.DeleteFunc(p[k], func(x *source) bool { return x == s }); len(list) > 0 {
			p[k] = list
		} else {
			delete(p, k)
		}
	}
	for _, k := range now {
		if !slices.Contains(p[k], s) {
			p[k] = append(p[k], s)
		}
	}
}

// share gives one string for all that are equal.
func (l *ledger) share(s string) string {
	if held, ok := l.shared[s]; ok {
		return held
	}
	l.shared[s] = s
	return s
}

// resultKey stands for a stage's result; the event tells whether it is the one.
func resultKey(stage, key string) uint64 { return hashOf(stage, key) }

// source is what memory holds of one file's bytes.
type source struct {
	sha  string
	name string
	at   time.Time
	ending

	drops    []*drop
	more     *Task // see inputs
	index    int   // in the order of arrival
	openings int   // how often work became owed
	afresh   bool  // and its own bytes are to be read again, not only what lies beside them

	records, document digest // as they were last read
	reader            string // the version of the chain that read them; shared
	keys, seeks       []linkKey
	manifests         []digest // lists of the reports that were drafted

	batch  string // the last one that it was part of
	redone uint64 // and the event by which

	rest *extras // nil: none
}

// extras are what only some sources have.
type extras struct {
	sheets    []SheetEntry // facts as entered, oldest first
	bonds     Bonds
	ties      []classify.Tie
	withdrawn []WithdrawnReport
	past      digest // what memory keeps of it
	persons   []linkKey
	parts     []string // of a joined file, in order
	lapsed    string   // why a confirmation no longer stands, until the next one
	lapseTold bool
}

var none extras

// extra is what the source has beyond the usual, to be read.
func (s *source) extra() *extras {
	if s.rest == nil {
		return &none
	}
	return s.rest
}

// extend is the same, to be changed.
func (s *source) extend() *extras {
	if s.rest == nil {
		s.rest = &extras{}
	}
	return s.rest
}

// inputs are what the next run stands on.
func (s *source) inputs() Task {
	if s.more == nil {
		return Task{Source: s.sha, Name: s.name}
	}
	return *s.more
}

// supply gives the inputs to be changed.
func (s *source) supply() *Task {
	if s.more == nil {
		s.more = &Task{Source: s.sha, Name: s.name}
	}
	return s.more
}

// current: the last run was of this version, and nothing was entered since.
func (s *source) current(version string) bool {
	t := s.inputs()
	return s.problem == 0 && s.ran() && s.version == version && s.run == inputsOf(&t)
}

// add takes up a source in the order of arrival. Called under the lock.
func (l *ledger) add(sha, name string, at time.Time) *source {
	s := &source{sha: strings.Clone(sha), name: name, at: at, index: len(l.order)}
	l.sources[s.sha] = s
	l.order = append(l.order, s.sha)
	return s
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
	if !l.open[s.sha] {
		l.since[s.sha] = l.last
	}
	l.open[s.sha], l.fresh[s.sha], s.afresh = true, true, true
	delete(l.archive, s.sha)
}

// reopenBy does the same for what work over another source has brought about:
// where that is archive work, a source that was not owed live work stays behind
// what is dropped. What was read of its own bytes stands.
func (l *ledger) reopenBy(e *Event, s *source) {
	behind, afresh := e.Old && l.open[s.sha] == l.archive[s.sha], l.open[s.sha] && s.afresh
	l.reopen(s)
	s.afresh = afresh
	if behind {
		l.archive[s.sha] = true
	}
}

// way is how long a source has been owed work, and in which lane, as metrics
// name it. Called under the lock.
func (l *ledger) way(sha string, now time.Time) (lane string, took time.Duration) {
	lane = liveWork
	if l.archive[sha] {
		lane = oldWork
	}
	return lane, now.Sub(l.since[sha])
}

// quiet reports whether nobody is told how a source ends: a person started the
// run and will be shown its differences in one report.
func (l *ledger) quiet(s *source) bool {
	return l.archive[s.sha] && l.batchOf(s) != nil
}

// batchOf is the batch under way that a source was last part of, nil where
// that one has ended.
func (l *ledger) batchOf(s *source) *Batch {
	for _, b := range l.batches {
		if b.ID == s.batch {
			return b
		}
	}
	return nil
}

// reopenArchive marks a source as owed archive work, where none is owed yet.
func (l *ledger) reopenArchive(s *source) {
	if !l.open[s.sha] {
		l.reopen(s)
		l.archive[s.sha] = true
	}
}

func newLedger() *ledger {
	return &ledger{
		changed:     make(chan struct{}),
		trail:       newTrail(),
		sources:     map[string]*source{},
		drops:       map[string]*drop{},
		waiting:     map[string]*drop{},
		places:      map[string]bool{},
		done:        map[uint64]uint64{},
		bound:       map[string][]Binding{},
		respondents: newRespondents(),
		open:        map[string]bool{},
		since:       map[string]time.Time{},
		fresh:       map[string]bool{},
		movable:     map[string]bool{},
		lying:       map[string]Drop{},
		told:        map[string]*toldState{},
		byKey:       postings{},
		moved:       map[string]string{},
		byPerson:    postings{},
		shared:      map[string]string{},
		batches:     map[string]*Batch{},
		archive:     map[string]bool{},
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
		l.done[resultKey(e.Stage, e.Key)] = seq
		if s := l.sources[e.Source]; s != nil && e.Stage == stageReport && !slices.Contains(s.manifests, bytesOf(e.Result)) {
			s.manifests = append(s.manifests, bytesOf(e.Result))
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
			s.extend().sheets = append(s.extra().sheets, SheetEntry{At: e.At, By: e.By, SHA256: e.Sheet})
			s.lapse(lapsedSheet)
			s.supply().Sheet = e.Sheet
			l.reopen(s)
		}
	case Confirmed:
		if s := l.sources[e.Source]; s != nil && !s.inputs().Confirmed {
			s.standBy()
			l.reopen(s)
		}
	case Lapsed:
		if s := l.sources[e.Source]; s != nil && s.inputs().Confirmed {
			s.lapse(lapsedAnew)
			l.reopenBy(&e, s)
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
			list := slices.DeleteFunc(s.extra().withdrawn, func(w WithdrawnReport) bool { return w.To == e.To })
			s.extend().withdrawn = append(list, WithdrawnReport{At: e.At, Path: e.Path, To: e.To})
		}
	}
}

func (l *ledger) read(e Event) {
	s := l.sources[e.Source]
	if s == nil {
		return
	}
	keys := linkKeys(e.Keys)
	l.byKey.replace(s, s.keys, keys)
	s.records, s.document, s.reader = bytesOf(e.Result), bytesOf(e.Document), l.share(e.Version)
	s.keys, s.seeks = keys, linkKeys(e.Seeks)
}

// near gives the sources that may hang together with one: those that its keys
// lead to, and those of which a person spoke. Called under the lock.
func (l *ledger) near(s *source) []string {
	var list []string
	for _, k := range s.seeks {
		for _, x := range l.byKey[k] {
			if x != s {
				list = append(list, x.sha)
			}
		}
	}
	for _, t := range s.extra().ties {
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
	bonds, t := *e.Bonds, s.inputs()
	s.extend().bonds = bonds
	if bonds.sameInputs(&t) {
		return
	}
	to := s.supply()
	if !bonds.samePapers(&t) {
		s.lapse(lapsedPapers)
	}
	to.With, to.Readings, to.Ties, to.SameAs, to.Lent = bonds.With, bonds.Readings, bonds.Ties, bonds.SameAs, bonds.Lent
	l.reopenBy(&e, s)
}

// tied takes what a person said of two files; the last word counts.
func (l *ledger) tied(e Event) {
	a, b := l.sources[e.Source], l.sources[e.Other]
	if a == nil || b == nil || a == b {
		return
	}
	t := classify.Tie{A: min(a.sha, b.sha), B: max(a.sha, b.sha), Apart: e.Apart}
	for _, s := range []*source{a, b} {
		x := s.extend()
		x.ties = append(slices.DeleteFunc(x.ties, func(x classify.Tie) bool { return x.Of(t.A, t.B) }), t)
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
		s = l.add(e.Source, path.Base(ingest.Readable(d.Path)), e.At)
		l.reopen(s)
	} else if e.Drop.Reopen && !l.open[s.sha] {
		l.reopen(s)
	}
	if !l.open[s.sha] {
		l.movable[d.ID] = true
	}
	d.source = s.sha
	s.drops = append(s.drops, d)
}

func (l *ledger) ended(seq uint64, e Event) {
	s := l.sources[e.Source]
	if s == nil || e.Task == nil || e.Kind == Settled && e.Outcome == nil {
		return
	}
	lapsed := e.Kind == Settled && s.lapseNews()
	if !l.quiet(s) && (e.Kind == Failed || lapsed || s.newsworthy(e.Outcome)) {
		l.news = append(l.news, outcomeNews{seq, s.sha})
	}
	said := s.said
	if e.Kind == Settled {
		s.settle(seq, e.Outcome)
		s.papers = l.respondents.of(e.Outcome)
	} else {
		s.fail(seq, e.Problem)
	}
	s.version, s.ending.run = l.share(e.Task.Version), inputsOf(e.Task)
	if t := s.inputs(); e.Task.sameInputs(&t) {
		delete(l.open, s.sha)
		delete(l.since, s.sha)
		delete(l.fresh, s.sha)
		delete(l.archive, s.sha)
		s.afresh = false
		aside := s.problem > 0 || s.aside
		for _, d := range s.drops {
			// Those that were put aside before go where they belong once they
			// are read; those that stay there get a note of the new reason.
			if !d.moved || strings.HasPrefix(d.to, ingest.AsideFolder+"/") && (!aside || said != s.said) {
				l.movable[d.ID] = true
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
