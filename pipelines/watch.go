package pipelines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"zeren/ingest"
)

// grace is how long work in hand may go on after a stop was asked for.
const grace = 20 * time.Second

// Watch takes files from the inbox and works on them until ctx ends, then
// finishes what is in hand and returns nil. What was not begun waits in the
// data folder; the next Watch or Once goes on there.
func (o *Office) Watch(ctx context.Context) error { return o.run(ctx, false) }

// Once takes what lies in the inbox, works until every file has its outcome,
// and ends. A file that something outside keeps from its outcome (a full disk,
// an outbox that is gone) ends it with *Unfinished; such files stay where they
// are and nothing is lost.
func (o *Office) Once(ctx context.Context) error { return o.run(ctx, true) }

// Settle works on what is owed without looking into the inbox, after facts
// were entered or a failure was sent again, until the given files have their
// outcome; without any, until all have. Where another process holds the folder
// it waits until that process has done it: ErrGone if that one ends first, and
// then the folder can be opened again to go on.
func (o *Office) Settle(ctx context.Context, files ...Entry) error {
	settled := func() bool {
		if len(files) == 0 {
			return o.idle()
		}
		return !slices.ContainsFunc(files, func(e Entry) bool { return o.ledger.open[e.Source] })
	}
	if o.cfg.Remote != nil {
		return o.awaitRemote(ctx, settled)
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
		if !o.ledger.wait(ctx.Done(), settled) {
			return context.Cause(ctx)
		}
		return nil
	}
	// The mover stays away: only a watch knows that the inbox it was given is
	// the one that the files came from.
	return o.working(ctx, duties{stages: allStages, dispatch: true}, func(ctx context.Context) error {
		if !o.ledger.wait(ctx.Done(), func() bool { return settled() || o.openStuck() }) {
			return context.Cause(ctx)
		}
		return o.unfinished(nil)
	})
}

// ErrGone says that the process that held the data folder has ended. What was
// entered through it is recorded.
var ErrGone = errors.New("the process that held the data folder has ended")

// ErrOverlap says that the folders of an office lie in one another: what is
// written would be taken for what is dropped.
var ErrOverlap = errors.New("outbox or data folder inside the inbox")

// CheckFolders is ErrOverlap where outbox or data folder lie in the inbox, also
// by way of a link. The folders need not be there, and none is made.
func (cfg Config) CheckFolders() error {
	inbox, err := resolved(cfg.Inbox)
	if err != nil {
		return fmt.Errorf("inbox: %w", err)
	}
	for _, dir := range []string{cfg.Outbox, cfg.Data} {
		at, err := resolved(dir)
		if err != nil {
			return fmt.Errorf("folder %s: %w", dir, err)
		}
		if rel, err := filepath.Rel(inbox, at); err == nil && filepath.IsLocal(rel) {
			return fmt.Errorf("%s in %s: %w", at, inbox, ErrOverlap)
		}
	}
	return nil
}

// resolved is the absolute path of a folder without links, as far as it is there.
func resolved(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for at, rest := abs, ""; ; {
		if clear, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(clear, rest), nil
		}
		up := filepath.Dir(at)
		if up == at {
			return abs, nil
		}
		at, rest = up, filepath.Join(filepath.Base(at), rest)
	}
}

// Unfinished says which files a run to the end could not bring to theirs.
type Unfinished struct {
	Files []LeftFile
}

// LeftFile is a file without an outcome.
type LeftFile struct {
	Name string // below the inbox, or as it was dropped
	Err  error
}

// Error counts the files and names the first.
func (e *Unfinished) Error() string {
	return fmt.Sprintf("%d files left: %s: %v", len(e.Files), e.Files[0].Name, e.Files[0].Err)
}

// Unwrap gives the error of the first file.
func (e *Unfinished) Unwrap() error { return e.Files[0].Err }

func (o *Office) run(ctx context.Context, toEnd bool) error {
	if err := o.cfg.CheckFolders(); err != nil {
		return err
	}
	stopped := ctx
	ctx, release, err := o.own(ctx)
	if err != nil {
		return err
	}
	defer release()
	for _, dir := range []string{o.cfg.Inbox, o.cfg.Outbox} {
		if err := o.files.MkdirAll(dir); err != nil {
			return fmt.Errorf("folder %s: %w", dir, err)
		}
	}
	err = o.working(ctx, duties{stages: allStages, dispatch: true, inbox: true}, func(ctx context.Context) error {
		if err := o.reviveOnce(ctx); err != nil {
			return err
		}
		w := &watcher{o: o, root: o.cfg.Inbox, toEnd: toEnd, settling: ingest.Settling{Rest: o.cfg.Rest}, told: map[string]bool{}}
		return w.loop(ctx)
	})
	if stopped.Err() == nil && errors.Is(context.Cause(ctx), ErrNoLease) {
		return ErrNoLease
	}
	return err
}

// duties are what a process does of the work of an office.
type duties struct {
	stages   []string
	dispatch bool // queue what is owed
	inbox    bool // move what is done with, tell people, look for outside programs
}

// working does its duties around f, and brings them to rest after it.
func (o *Office) working(ctx context.Context, d duties, f func(context.Context) error) error {
	if d.dispatch {
		if err := o.bind(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		o.sweep(d.inbox)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	drain, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	var wg sync.WaitGroup
	var mu sync.Mutex
	var broken error
	run := func(part func() error) {
		wg.Go(func() {
			if err := part(); err != nil && ctx.Err() == nil {
				mu.Lock()
				broken = cmp.Or(broken, err)
				mu.Unlock()
				cancel()
			}
		})
	}
	for _, stage := range d.stages {
		workers := 1
		if stage == stageIngest || stage == stageSlow {
			workers = o.cfg.Readers
		}
		run(func() error { return o.bus.Work(ctx, drain, stage, workers, o.cfg.ackWait, o.handle) })
		run(func() error {
			return o.bus.Work(ctx, drain, archiveLane+stage, 1, o.cfg.ackWait, o.archiveWork(ctx, o.handle))
		})
	}
	if d.dispatch {
		o.dispatching.Store(true)
		defer o.dispatching.Store(false)
		run(func() error { return o.dispatch(ctx) })
	}
	if d.inbox {
		run(func() error { return o.moveAll(ctx) })
		wg.Go(func() { o.tellAll(ctx, drain) })
		run(func() error { return o.revive(ctx) })
	}
	err := f(ctx)
	if ctx.Err() != nil {
		o.notify(Notice{Kind: Stopping})
		err = nil
	}
	cancel()
	stop := time.AfterFunc(grace, cut)
	wg.Wait()
	stop.Stop()
	return cmp.Or(broken, err)
}

// dispatch queues every source that is owed work, once for each time that it
// became so: after a start, this is what goes on where the last run ended. It
// keeps to the window, live work first.
func (o *Office) dispatch(ctx context.Context) error {
	for {
		var todo []Task
		if !o.ledger.wait(ctx.Done(), func() bool {
			todo = o.due()
			return len(todo) > 0
		}) {
			return nil
		}
		for _, t := range todo {
			if err := o.queue(ctx, stageIngest, t); err != nil {
				if ctx.Err() != nil {
					return nil
				}
				return err
			}
		}
	}
}

// due takes what is to be queued next. Called under the ledger's lock.
func (o *Office) due() (todo []Task) {
	l := o.ledger
	if len(l.fresh) == 0 {
		return nil
	}
	// Not for every place that becomes free: each look goes over all that waits.
	room := o.room()
	if room < len(l.fresh) && room < o.cfg.window/2 && len(o.queued) > 0 && !o.liveFresh() {
		return nil
	}
	for sha := range l.fresh {
		t := l.sources[sha].inputs()
		t.Version = o.chain.Versions.all()
		todo = append(todo, t)
	}
	slices.SortFunc(todo, func(a, b Task) int {
		if x, y := l.archive[a.Source], l.archive[b.Source]; x != y {
			if y {
				return -1
			}
			return 1
		}
		return l.sources[a.Source].index - l.sources[b.Source].index
	})
	todo = todo[:min(len(todo), max(room, 0))]
	for _, t := range todo {
		delete(l.fresh, t.Source)
		o.queued[t.Source] = true
	}
	return todo
}

// liveFresh: live work waits to be queued while places are free. Called under
// the ledger's lock.
func (o *Office) liveFresh() bool {
	if o.room() <= 0 {
		return false
	}
	n := 0
	for sha := range o.ledger.fresh {
		if !o.ledger.archive[sha] {
			return true
		}
		if n++; n > o.cfg.window {
			break // the archive's share of the window is smaller than that
		}
	}
	return false
}

// idle: nothing is owed. Called under the ledger's lock.
func (o *Office) idle() bool { return len(o.ledger.open) == 0 }

// openStuck: what is owed waits for something outside. Called under the lock.
func (o *Office) openStuck() bool {
	for sha := range o.ledger.open {
		if o.tries.stuckOn(sha) == nil {
			return false
		}
	}
	return true
}

// onlyStuck: so do the files that are to be moved. Called under the lock.
func (o *Office) onlyStuck() bool {
	if !o.openStuck() {
		return false
	}
	for id := range o.ledger.movable {
		if !o.ledger.open[o.ledger.drops[id].source] && o.tries.stuckOn(id) == nil {
			return false
		}
	}
	return true
}

// unfinished names what is still owed, with what the inbox keeps back.
func (o *Office) unfinished(left []LeftFile) error {
	o.ledger.view(func() {
		for _, sha := range slices.Sorted(maps.Keys(o.ledger.open)) {
			if err := o.tries.stuckOn(sha); err != nil {
				left = append(left, LeftFile{Name: o.ledger.sources[sha].name, Err: err})
			}
		}
		for _, id := range slices.Sorted(maps.Keys(o.ledger.movable)) {
			if err := o.tries.stuckOn(id); err != nil {
				left = append(left, LeftFile{Name: ingest.Readable(o.ledger.drops[id].Path), Err: err})
			}
		}
	})
	if len(left) == 0 {
		return nil
	}
	return &Unfinished{Files: left}
}

// watcher is the loop over the inbox.
type watcher struct {
	o        *Office
	root     string
	toEnd    bool
	settling ingest.Settling
	wake     *fsnotify.Watcher // nil where the system has none: polling is the truth
	watched  map[string]bool
	told     map[string]bool // notices that were given already
	scans    int             // in which something was still changing, for toEnd
}

// movingLimit is how many scans a run to the end waits for a file that does
// not hold still.
const movingLimit = 60

func (w *watcher) loop(ctx context.Context) error {
	if fsw, err := fsnotify.NewWatcher(); err == nil && !w.toEnd {
		w.wake, w.watched = fsw, map[string]bool{}
		defer fsw.Close()
	} else if err == nil {
		fsw.Close()
	}
	if !w.toEnd {
		w.o.notify(Notice{Kind: Watching, Name: w.root})
	}
	down := false
	for {
		moving, _, err := w.scan(ctx)
		if ctx.Err() != nil {
			return nil
		}
		switch {
		case err != nil && w.toEnd:
			return fmt.Errorf("inbox: %w", err)
		case err != nil && !down:
			text, remedy := Explain(err)
			w.o.notify(Notice{Kind: Stalled, Text: text, Remedy: remedy})
		case err == nil && down:
			w.o.notify(Notice{Kind: Resumed, Text: "收件文件夹"})
		}
		down = err != nil
		pause := w.o.cfg.Poll
		if moving > 0 {
			pause = min(pause, w.o.cfg.Rest)
			w.scans++
		}
		if w.toEnd && w.quiet(moving) {
			if done, err := w.ended(ctx); done || err != nil {
				return err
			}
		}
		if !w.rest(ctx, pause) {
			return nil
		}
	}
}

// quiet reports whether nothing moves in the inbox, or has for too long.
func (w *watcher) quiet(moving int) bool { return moving == 0 || w.scans > movingLimit }

// ended waits until all that came is done with, as far as it can be, and
// reports whether nothing more came meanwhile. What is still owed then is its
// error.
func (w *watcher) ended(ctx context.Context) (bool, error) {
	drops := func() (n int) {
		w.o.ledger.view(func() { n = len(w.o.ledger.drops) })
		return n
	}
	before := drops()
	if !w.o.ledger.wait(ctx.Done(), w.o.onlyStuck) {
		return true, nil
	}
	moving, left, err := w.scan(ctx)
	if ctx.Err() != nil {
		return true, nil
	}
	if err != nil {
		return true, fmt.Errorf("inbox: %w", err)
	}
	if !w.quiet(moving) || drops() != before {
		return false, nil
	}
	return true, w.o.unfinished(left)
}

// rest waits for the next scan: a pause, cut short by a file event.
func (w *watcher) rest(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	var events chan fsnotify.Event
	var errs chan error
	if w.wake != nil {
		events, errs = w.wake.Events, w.wake.Errors
	}
	for {
		select {
		case <-ctx.Done():
			return false
		case <-timer.C:
			return true
		case err := <-errs:
			w.o.log.Warn("file events", "error", err)
		case e := <-events:
			w.o.log.Debug("file event", "event", e.String())
			// Let a burst of events pass before the scan that it asks for.
			timer.Reset(min(pause, w.o.cfg.Rest/4))
			events = nil
		}
	}
}

// scan looks at the inbox once and takes what has settled. moving counts the
// files that are to be looked at again soon; left are those that cannot be
// taken.
func (w *watcher) scan(ctx context.Context) (moving int, left []LeftFile, err error) {
	files, passed, dirs, err := ingest.Scan(folderFS(w.root))
	if err != nil {
		return 0, nil, err
	}
	w.watchDirs(dirs)
	for _, p := range passed {
		if p.Err == nil {
			if ingest.Hidden(path.Base(p.Path)) {
				continue
			}
			w.once(Notice{Kind: Ignored, Name: ingest.Readable(p.Path), Text: "文件名是未写完的临时文件，改成正式文件名后才会处理。"})
			continue
		}
		// A link or a pipe is no file that waits for its outcome.
		if !errors.Is(p.Err, ingest.ErrNotRegular) {
			left = append(left, LeftFile{Name: ingest.Readable(p.Path), Err: p.Err})
		}
		w.once(Notice{Kind: Ignored, Name: ingest.Readable(p.Path), Text: inboxSentence(p.Err)})
	}
	w.o.beat.Store(w.o.now().UnixNano())
	w.o.step("scanned")
	dropped, moving := w.settling.Observe(w.o.now(), files)
	for _, f := range dropped {
		if ctx.Err() != nil {
			return moving, left, nil
		}
		wait, err := w.accept(ctx, f)
		w.o.beat.Store(w.o.now().UnixNano())
		if wait {
			moving++
		}
		if err != nil {
			left = append(left, LeftFile{Name: ingest.Readable(f.Path), Err: err})
			w.o.log.Warn("a file of the inbox was not taken", "path", f.Path, "error", err)
			w.once(Notice{Kind: Stalled, Name: ingest.Readable(f.Path), Text: inboxSentence(err)})
		}
	}
	return moving, left, nil
}

// folderFS is os.DirFS without its wish that every name be UTF-8: names from
// old archives and servers are not.
type folderFS string

func (f folderFS) Open(name string) (fs.File, error) {
	return os.Open(filepath.Join(string(f), filepath.FromSlash(name)))
}

func (f folderFS) ReadDir(name string) ([]fs.DirEntry, error) {
	return os.ReadDir(filepath.Join(string(f), filepath.FromSlash(name)))
}

func (f folderFS) Stat(name string) (fs.FileInfo, error) {
	return os.Stat(filepath.Join(string(f), filepath.FromSlash(name)))
}

func inboxSentence(err error) string {
	text, remedy := Explain(err)
	return text + remedy
}

// once gives a notice the first time only.
func (w *watcher) once(n Notice) {
	key := n.Name + "\x00" + n.Text
	if !w.told[key] {
		w.told[key] = true
		w.o.notify(n)
	}
}

func (w *watcher) watchDirs(dirs []string) {
	if w.wake == nil {
		return
	}
	for _, d := range dirs {
		if !w.watched[d] {
			if err := w.wake.Add(filepath.Join(w.root, filepath.FromSlash(d))); err == nil {
				w.watched[d] = true
			}
		}
	}
}
