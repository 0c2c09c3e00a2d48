package pipelines

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// moveAll takes files whose outcome is known out of the inbox, as soon as it
// is known, until ctx ends.
func (o *Office) moveAll(ctx context.Context) error {
	for {
		var ready []drop
		if !o.ledger.wait(ctx.Done(), func() bool {
			ready = ready[:0]
			for id := range o.ledger.movable {
				if d := o.ledger.drops[id]; !o.ledger.open[d.source] && !o.tries.pausing(id) {
					ready = append(ready, *d)
				}
			}
			return len(ready) > 0
		}) {
			return nil
		}
		slices.SortFunc(ready, func(a, b drop) int { return strings.Compare(a.Path, b.Path) })
		for _, d := range ready {
			if ctx.Err() != nil {
				return nil
			}
			// A move that has begun is recorded, stop or not.
			if err := o.move(context.WithoutCancel(ctx), d); err != nil && ctx.Err() == nil {
				o.moveLater(d, err)
			} else if err == nil && o.tries.passed(d.ID) {
				o.notify(Notice{Kind: Resumed, Name: ingest.Readable(d.Path), Source: d.source, Text: ingest.Readable(d.Path)})
			}
		}
	}
}

func (o *Office) moveLater(d drop, err error) {
	n := o.tries.failed(d.ID)
	pause := min(o.cfg.backoff<<min(n-1, 10), blockedPause)
	o.log.Warn("moving out of the inbox", "path", d.Path, "source", d.source, "tries", n, "in", pause, "error", err)
	if o.tries.stalls("moving", err) {
		text, remedy := Explain(err)
		o.notify(Notice{Kind: Stalled, Name: ingest.Readable(d.Path), Source: d.source, Text: text, Remedy: remedy})
	}
	if n >= stuckAfter {
		o.tries.give(d.ID, err)
	}
	o.tries.pause(d.ID, pause, o.ledger.poke)
	o.ledger.poke()
}

// move takes one drop out of the inbox. It never replaces a file, and never
// takes one that is not the one that was stored: what somebody put in its
// place since stays, and is a drop of its own.
func (o *Office) move(ctx context.Context, d drop) error {
	aside, note, err := o.destination(d)
	if err != nil {
		return err
	}
	folder := ingest.DoneFolder
	if aside {
		folder = ingest.AsideFolder
	}
	sub, name := path.Split(ingest.Readable(d.Path))
	dir := path.Join(folder, sub)
	if d.Origin != "" && !d.moved {
		return o.lay(ctx, d, dir, name, aside, note)
	}
	oldNote := ""
	if d.moved {
		// It was put aside, and has been read since: to its proper place.
		oldNote = d.to + ingest.NoteSuffix
		d.Path = d.to
	}
	if d.moved && aside {
		return o.renote(ctx, d, oldNote, note)
	}
	if !o.lies(d) {
		// Either an earlier process died between the move and its record, or
		// somebody took the file away. Its bytes are stored in both cases.
		to, err := o.movedBefore(d, dir, name)
		if err != nil {
			return err
		}
		return o.left(ctx, d, to, oldNote)
	}
	if err := o.files.MkdirAll(o.inboxPath(dir)); err != nil {
		return err
	}
	for n := 1; ; n++ {
		to := path.Join(dir, ingest.FreeName(name, n, noteRoom))
		err := o.moveTo(d, to, note)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if errors.Is(err, errOther) {
			to, err = "", nil
		}
		if err != nil {
			return err
		}
		return o.left(ctx, d, to, oldNote)
	}
}

// left records that a drop has left its place, and takes the note with it
// that lay beside it there.
func (o *Office) left(ctx context.Context, d drop, to, oldNote string) error {
	if oldNote != "" {
		if err := o.dropNote(d, oldNote); err != nil {
			return err
		}
	}
	e := Event{Kind: Moved, Source: d.source, DropID: d.ID, To: to}
	subject := d.ID
	if d.moved {
		subject += ".again"
	}
	if err := o.append(ctx, subject, e, !d.moved); err != nil {
		return &busError{err}
	}
	return nil
}

// noteRoom is what a name must leave free for the note beside the file, and
// for the note's own temporary name.
const noteRoom = len("." + ingest.NoteSuffix + ".part")

// errOther says that the file in the inbox was another one than was stored.
var errOther = errors.New("another file took its place")

// moveTo moves a drop to one place, the note beside it first, so that no file
// ever lies aside unexplained.
func (o *Office) moveTo(d drop, to, note string) error {
	from, target := o.inboxPath(d.Path), o.inboxPath(to)
	if _, err := o.files.Lstat(target); err == nil {
		return fs.ErrExist
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	noteFile := target + ingest.NoteSuffix
	if note != "" {
		if err := store.Write(o.files, noteFile, []byte(note)); err != nil {
			return err
		}
		o.step("noted")
	}
	drop := func() {
		if note != "" {
			_ = o.files.Remove(noteFile)
		}
	}
	if err := o.files.Move(from, target); err != nil {
		drop()
		return err
	}
	o.step("moved")
	sha, err := o.digestOf(target)
	if err != nil {
		return err
	}
	if sha != d.source {
		// It was replaced between the look and the move: back with it.
		for n := 1; ; n++ {
			back := path.Join(path.Dir(d.Path), ingest.FreeName(path.Base(d.Path), n, 0))
			err := o.files.Move(target, o.inboxPath(back))
			if err == nil {
				drop()
				return errOther
			}
			if !errors.Is(err, fs.ErrExist) {
				return err
			}
		}
	}
	if err := o.files.SyncDir(filepath.Dir(target)); err != nil {
		return err
	}
	return o.files.SyncDir(filepath.Dir(from))
}

// dropNote removes a note that this program wrote about a drop, and no other
// file.
func (o *Office) dropNote(d drop, note string) error {
	r, err := o.files.Open(o.inboxPath(note))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	text, err := io.ReadAll(io.LimitReader(r, 1<<16))
	r.Close()
	if err != nil {
		return err
	}
	if !strings.HasSuffix(string(text), noteEnd(d.source)) {
		return nil
	}
	return o.files.Remove(o.inboxPath(note))
}

// renote puts a new note beside a drop that stays aside for another reason.
func (o *Office) renote(ctx context.Context, d drop, name, note string) error {
	if o.lies(d) {
		if err := o.dropNote(d, name); err != nil {
			return err
		}
		err := store.Write(o.files, o.inboxPath(name), []byte(note))
		if err != nil && !errors.Is(err, fs.ErrExist) { // somebody's own note stays
			return err
		}
	}
	return o.left(ctx, d, d.to, "")
}

// noteEnd is the last line of a note, by which it is known as one.
func noteEnd(source string) string { return "文件摘要（SHA-256）：" + source + "\n" }

// lies reports whether the file of a drop is still where it was seen.
func (o *Office) lies(d drop) bool {
	info, err := o.files.Lstat(o.inboxPath(d.Path))
	return err == nil && info.Mode().IsRegular() && info.Size() == d.Size && (d.Origin != "" || info.ModTime().Equal(d.ModTime))
}

// movedBefore looks for a file that was moved without a record of it.
func (o *Office) movedBefore(d drop, dir, name string) (string, error) {
	for n := 1; ; n++ {
		to := path.Join(dir, ingest.FreeName(name, n, noteRoom))
		info, err := o.files.Lstat(o.inboxPath(to))
		if errors.Is(err, fs.ErrNotExist) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		claimed := false
		o.ledger.view(func() { claimed = o.ledger.places[to] })
		if claimed || info.Size() != d.Size || d.Origin == "" && !info.ModTime().Equal(d.ModTime) {
			continue
		}
		sha, err := o.digestOf(o.inboxPath(to))
		if err != nil {
			return "", err
		}
		if sha == d.source {
			return to, nil
		}
	}
}

// destination tells whether a drop goes to a person, and the text beside it.
func (o *Office) destination(d drop) (aside bool, note string, err error) {
	var e ending
	o.ledger.view(func() { e = o.ledger.sources[d.source].ending })
	if e.problem == 0 && !e.aside {
		return false, "", nil
	}
	r, err := o.runOf(&e)
	if err != nil {
		return false, "", &busError{err}
	}
	var text, remedy string
	if r.problem != nil {
		text, remedy = r.problem.Text, r.problem.Remedy
	} else {
		text, remedy = r.outcome.Text, r.outcome.Remedy
	}
	return true, fmt.Sprintf("文件：%s\n原因：%s\n处理办法：%s\n%s", path.Base(ingest.Readable(d.Path)), text, remedy, noteEnd(d.source)), nil
}

func (o *Office) inboxPath(p string) string {
	return filepath.Join(o.cfg.Inbox, filepath.FromSlash(p))
}

func (o *Office) digestOf(file string) (string, error) {
	r, err := o.files.Open(file)
	if err != nil {
		return "", err
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// pause keeps a key from being tried for a while, then wakes who waits.
func (t *tries) pause(key string, d time.Duration, wake func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.paused == nil {
		t.paused = map[string]bool{}
	}
	t.paused[key] = true
	time.AfterFunc(d, func() {
		t.mu.Lock()
		delete(t.paused, key)
		t.mu.Unlock()
		wake()
	})
}

func (t *tries) pausing(key string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.paused[key]
}
