package pipelines

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// Selection says which of the held papers are meant; the zero value means all.
// A file is meant if one of its papers meets all that is set.
type Selection struct {
	From         string `json:"from,omitempty"` // YYYY-MM-DD: first day of decision; of receipt where the paper tells none
	To           string `json:"to,omitempty"`   // last day
	Jurisdiction string `json:"jurisdiction,omitempty"`
	Agency       string `json:"agency,omitempty"` // part of the name
	Pack         string `json:"pack,omitempty"`   // digest prefix of a pack that the last run stood on
}

// Reprocessing is a run over held papers, or over a folder of old ones.
type Reprocessing struct {
	Selection
	Dir string // folder of old judgments, taken as it lies; "": everything held
	By  string
	// Progress is told how many of how many are done, from one goroutine; nil:
	// nobody.
	Progress func(done, total int)
}

// Batch is a reprocessing as the events tell it.
type Batch struct {
	ID        string     `json:"id"`
	Key       string     `json:"key"` // of what was asked for, and the version
	Selection *Selection `json:"selection,omitempty"`
	Dir       string     `json:"dir,omitempty"`
	Version   string     `json:"version"`
	Sources   string     `json:"sources"` // blob: JSON list of digests
	Count     int        `json:"count"`
	Same      int        `json:"same"` // held, selected, and of this version already
	// Files are what the end of it issued.
	Files []IssuedDocument `json:"files,omitempty"`
}

// Plan is what a reprocessing would do.
type Plan struct {
	Sources []string // in the order in which they came; of a folder, its files' digests by name
	Names   []string
	Same    int // further ones that are of this version already
	Fresh   int // of Sources, those that are not held yet
	paths   map[string]string
}

// ErrOtherProgram says that the process that holds the folder is of another
// version, or has other rules, than this one.
var ErrOtherProgram = errors.New("the process that holds the data folder works by another version")

// archiveWindow is how many files of a batch are open at a time: enough for
// every stage to have one, and one to wait.
const archiveWindow = 16

// Plan finds out what a reprocessing would do, and changes nothing.
func (o *Office) Plan(ctx context.Context, r Reprocessing) (Plan, error) {
	version := o.chain.Versions.all()
	if r.Dir != "" {
		return o.planDir(ctx, r, version)
	}
	var p Plan
	query, err := newSelector(r.Selection)
	if err != nil {
		return p, err
	}
	for i, more := 0, true; more; i++ {
		if err := ctx.Err(); err != nil {
			return p, err
		}
		o.ledger.view(func() {
			if more = i < len(o.ledger.order); !more {
				return
			}
			s := o.ledger.sources[o.ledger.order[i]]
			switch {
			case !query.means(o.ledger, s):
			case s.current(version):
				p.Same++
			default:
				p.Sources, p.Names = append(p.Sources, s.sha), append(p.Names, s.name)
			}
		})
	}
	return p, nil
}

func (o *Office) planDir(ctx context.Context, r Reprocessing, version string) (Plan, error) {
	p := Plan{paths: map[string]string{}}
	files, _, _, err := ingest.Scan(folderFS(r.Dir))
	if err != nil {
		return p, err
	}
	slices.SortFunc(files, func(a, b ingest.Seen) int { return strings.Compare(a.Path, b.Path) })
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return p, err
		}
		name := filepath.Join(r.Dir, filepath.FromSlash(f.Path))
		d, err := digestsOfFile(name)
		if err != nil {
			return p, err
		}
		if p.paths[d.SHA256] != "" {
			continue
		}
		p.paths[d.SHA256] = f.Path
		held, same := false, false
		o.ledger.view(func() {
			if s := o.ledger.sources[d.SHA256]; s != nil {
				held, same = true, s.current(version)
			}
		})
		if same {
			p.Same++
			continue
		}
		if !held {
			p.Fresh++
		}
		p.Sources, p.Names = append(p.Sources, d.SHA256), append(p.Names, ingest.Readable(f.Path))
	}
	return p, nil
}

// selector is a selection, ready to be asked of many sources.
type selector struct {
	Selection
	from, to int32 // days since 1970, 0: none
}

func newSelector(sel Selection) (selector, error) {
	s := selector{Selection: sel}
	s.Pack = strings.ToLower(sel.Pack)
	for _, d := range []struct {
		text string
		day  *int32
	}{{sel.From, &s.from}, {sel.To, &s.to}} {
		if d.text == "" {
			continue
		}
		day, err := time.Parse(time.DateOnly, d.text)
		if err != nil {
			return s, fmt.Errorf("selection: %w", err)
		}
		*d.day = dayNumber(day)
	}
	return s, nil
}

// means reports whether a source is meant. Called under the ledger's lock.
func (q *selector) means(l *ledger, s *source) bool {
	if q.Pack != "" && !slices.ContainsFunc(l.bound[s.version], func(b Binding) bool {
		return b.Name == boundPack && strings.HasPrefix(b.Digest, q.Pack)
	}) {
		return false
	}
	papers := s.papers
	if len(papers) == 0 {
		papers = []standing{{}}
	}
	return slices.ContainsFunc(papers, func(p standing) bool {
		on := p.on
		if on == 0 {
			y, m, d := s.at.Local().Date()
			on = dayNumber(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
		}
		if q.from != 0 && on < q.from || q.to != 0 && on > q.to {
			return false
		}
		if q.Jurisdiction == "" && q.Agency == "" {
			return true
		}
		return slices.ContainsFunc(l.respondents.sets[p.who], func(a respondent) bool {
			return (q.Jurisdiction == "" || a.jurisdiction == q.Jurisdiction) && strings.Contains(a.agency, q.Agency)
		})
	})
}

// Reprocess sends papers through this version of the program again, in the
// archive lane, until all have their outcome, and returns the batch for
// Difference. Where another process holds the folder, that one does the work.
// A run that was cut off goes on where it ended when the same is asked for
// again. What was issued before stays.
func (o *Office) Reprocess(ctx context.Context, r Reprocessing) (*Batch, error) {
	if o.cfg.Remote != nil {
		if held, err := o.bus.Held(ctx, leaseKey); err != nil {
			return nil, err
		} else if !held {
			return nil, ErrNobody
		}
		return o.reprocess(ctx, r)
	}
	if !o.Owner() {
		ctx, cancel := context.WithCancelCause(ctx)
		defer cancel(nil)
		go func() {
			select {
			case <-o.bus.Closed():
				cancel(ErrGone)
			case <-ctx.Done():
			}
		}()
		return o.reprocess(ctx, r)
	}
	if err := o.files.MkdirAll(o.cfg.Outbox); err != nil {
		return nil, fmt.Errorf("folder %s: %w", o.cfg.Outbox, err)
	}
	var b *Batch
	var err error
	werr := o.working(ctx, duties{stages: allStages, dispatch: true}, func(ctx context.Context) error {
		b, err = o.reprocess(ctx, r)
		return nil
	})
	return b, cmp.Or(err, werr, ctx.Err())
}

func (o *Office) reprocess(ctx context.Context, r Reprocessing) (*Batch, error) {
	b, plan, err := o.batch(ctx, r)
	if err != nil {
		return nil, err
	}
	sources, err := load[[]string](o, b.Sources)
	if err != nil {
		return nil, err
	}
	progress := func(next int) {
		if r.Progress != nil {
			open := 0
			o.ledger.view(func() { open = len(o.ledger.archive) })
			r.Progress(max(next-open, 0), len(sources))
		}
	}
	for i, sha := range sources {
		if !o.ledger.wait(ctx.Done(), func() bool { return len(o.ledger.archive) < archiveWindow || o.archiveStuck() }) {
			return nil, context.Cause(ctx)
		}
		if err := o.reprocessOne(ctx, b, r, plan, sha); err != nil {
			return nil, err
		}
		progress(i + 1)
	}
	for {
		n := 0
		if !o.ledger.wait(ctx.Done(), func() bool { n = len(o.ledger.archive); return true }) {
			return nil, context.Cause(ctx)
		}
		progress(len(sources))
		if n == 0 {
			break
		}
		if !o.ledger.wait(ctx.Done(), func() bool { return len(o.ledger.archive) < n || o.archiveStuck() }) {
			return nil, context.Cause(ctx)
		}
		stuck := false
		o.ledger.view(func() { stuck = len(o.ledger.archive) > 0 && o.archiveStuck() })
		if stuck {
			return nil, o.unfinished(nil)
		}
	}
	other := false
	o.ledger.view(func() {
		for _, sha := range sources {
			s := o.ledger.sources[sha]
			other = other || s != nil && s.ran() && s.version != b.Version
		}
	})
	if other {
		return nil, fmt.Errorf("%s: %w", o.cfg.Data, ErrOtherProgram)
	}
	return b, ctx.Err()
}

// archiveStuck: all that is open of the archive lane waits for something
// outside. Called under the ledger's lock.
func (o *Office) archiveStuck() bool {
	for sha := range o.ledger.archive {
		if o.tries.stuckOn(sha) == nil {
			return false
		}
	}
	return len(o.ledger.archive) > 0
}

// batch gives the batch that a run goes on with, or begins one.
func (o *Office) batch(ctx context.Context, r Reprocessing) (*Batch, Plan, error) {
	dir := r.Dir
	if dir != "" {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return nil, Plan{}, err
		}
		dir = abs
	}
	plan, err := o.Plan(ctx, r)
	if err != nil {
		return nil, plan, err
	}
	version := o.chain.Versions.all()
	asked, err := json.Marshal(r.Selection)
	if err != nil {
		return nil, plan, err
	}
	key := keyOf(string(asked), dir, version)
	var open *Batch
	n := 0
	o.ledger.view(func() { open, n = o.ledger.batches[key], o.ledger.batchCount })
	if open != nil {
		return open, plan, nil
	}
	list, err := json.Marshal(slices.Concat([]string{}, plan.Sources))
	if err != nil {
		return nil, plan, err
	}
	digest, err := o.blobs.PutBytes(list)
	if err != nil {
		return nil, plan, err
	}
	b := &Batch{
		ID: keyOf(key, fmt.Sprint(n))[:16], Key: key, Dir: dir, Version: version,
		Sources: digest, Count: len(plan.Sources), Same: plan.Same,
	}
	if r.Selection != (Selection{}) {
		b.Selection = &r.Selection
	}
	e := Event{Kind: BatchBegun, Batch: b, By: r.By, In: []string{digest}, SM3: map[string]string{digest: store.SM3(list)}}
	return b, plan, o.append(ctx, b.ID, e, true)
}

// reprocessOne opens one source, once in a batch.
func (o *Office) reprocessOne(ctx context.Context, b *Batch, r Reprocessing, plan Plan, sha string) error {
	known, done := false, false
	e := Event{Kind: Reprocessed, Source: sha, By: r.By, Batch: &Batch{ID: b.ID}}
	o.ledger.view(func() {
		if s := o.ledger.sources[sha]; s != nil {
			known, done = true, s.batch == b.ID
		}
	})
	if done {
		return nil
	}
	before, err := o.lastRun(sha)
	if err != nil {
		return err
	}
	e.Task, e.Outcome = before.task, before.outcome
	if !known {
		p := plan.paths[sha]
		f, err := os.Open(filepath.Join(r.Dir, filepath.FromSlash(p)))
		if errors.Is(err, fs.ErrNotExist) {
			return nil // taken away since it was listed
		}
		if err != nil {
			return err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return err
		}
		digests, size, err := o.blobs.Put(f)
		if err != nil {
			return err
		}
		if digests.SHA256 != sha {
			return nil // changed since it was listed: work for the next run
		}
		e.Kind, e.SM3 = Archived, map[string]string{sha: digests.SM3}
		e.Drop = &Drop{ID: dropID(sha, p, size, info.ModTime(), 0), Path: ingest.Readable(p), Size: size, ModTime: info.ModTime().UTC()}
	}
	return o.append(ctx, b.ID+"."+sha, e, true)
}

// draw makes a source part of the batch that another one is worked on for,
// before that work brings about work over it: its run until then is what the
// differences compare with. Outside a batch, and where live work over it is
// under way, it does nothing.
func (o *Office) draw(ctx context.Context, by, sha string) error {
	id := ""
	o.ledger.view(func() {
		l := o.ledger
		b := l.batchOf(l.sources[by])
		if s := l.sources[sha]; b != nil && l.archive[by] && l.open[sha] == l.archive[sha] && s.batch != b.ID && s.ran() {
			id = b.ID
		}
	})
	if id == "" {
		return nil
	}
	before, err := o.lastRun(sha)
	if err != nil {
		return &busError{err}
	}
	e := Event{Kind: Reprocessed, Source: sha, Batch: &Batch{ID: id}, Task: before.task, Outcome: before.outcome, Old: true}
	if err := o.append(ctx, id+"."+sha, e, true); err != nil {
		return &busError{err}
	}
	return nil
}

// batched takes an event of a batch.
func (l *ledger) batched(seq uint64, e Event) {
	if e.Batch == nil {
		return
	}
	switch e.Kind {
	case BatchBegun:
		l.batches[e.Batch.Key] = e.Batch
		l.batchCount++
		return
	case BatchEnded:
		delete(l.batches, e.Batch.Key)
		return
	}
	s := l.sources[e.Source]
	if s == nil && e.Kind == Archived && e.Drop != nil {
		s = l.add(e.Source, path.Base(e.Drop.Path), e.At)
	}
	if s != nil {
		s.batch, s.redone = l.share(e.Batch.ID), seq
		l.reopenArchive(s)
	}
}
