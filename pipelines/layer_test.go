package pipelines

import (
	"context"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"zeren/pipelines/internal/store"
)

// layer is the file layer under test: it records what is done in which order,
// and can be told to fail.
type layer struct {
	store.OS
	mu   sync.Mutex
	log  []string
	root string
	fail func(op, path string) error
}

func (l *layer) note(op, path string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	rel, err := filepath.Rel(l.root, path)
	if err != nil {
		rel = path
	}
	l.log = append(l.log, op+" "+filepath.ToSlash(rel))
	if l.fail != nil {
		return l.fail(op, filepath.ToSlash(rel))
	}
	return nil
}

func (l *layer) set(fail func(op, path string) error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fail = fail
}

func (l *layer) Create(path string) (store.File, error) {
	if err := l.note("create", path); err != nil {
		return nil, err
	}
	f, err := l.OS.Create(path)
	return &layerFile{f, l, path}, err
}

func (l *layer) Move(old, new string) error {
	if err := l.note("move", new); err != nil {
		return err
	}
	return l.OS.Move(old, new)
}

func (l *layer) Amend(path string, edit func([]byte) (int64, []byte, error)) error {
	if err := l.note("write", path); err != nil {
		return err
	}
	if err := l.OS.Amend(path, edit); err != nil {
		return err
	}
	return l.note("sync", path)
}

func (l *layer) SyncDir(dir string) error {
	if err := l.note("syncdir", dir); err != nil {
		return err
	}
	return l.OS.SyncDir(dir)
}

func (l *layer) Lstat(path string) (fs.FileInfo, error) {
	l.mu.Lock()
	fail := l.fail
	l.mu.Unlock()
	if fail != nil {
		rel, _ := filepath.Rel(l.root, path)
		if err := fail("lstat", filepath.ToSlash(rel)); err != nil {
			return nil, err
		}
	}
	return l.OS.Lstat(path)
}

type layerFile struct {
	store.File
	l    *layer
	path string
}

func (f *layerFile) Write(p []byte) (int, error) {
	if err := f.l.note("write", f.path); err != nil {
		return 0, err
	}
	return f.File.Write(p)
}

func (f *layerFile) Sync() error {
	if err := f.l.note("sync", f.path); err != nil {
		return err
	}
	return f.File.Sync()
}

var _ io.Writer = (*layerFile)(nil)

// TestOrderOfWrites holds each durable write to its order: written, synced,
// renamed, folder synced, and only then told to anybody. An event is built on
// once the server has acknowledged it, which it does behind its own sync (see
// the tests of bus), and the record of the newest event is synced; a task is
// acknowledged behind the event that it led to, and a file leaves the inbox
// behind all of that.
func TestOrderOfWrites(t *testing.T) {
	p := newPlace(t)
	l := &layer{root: filepath.Dir(p.cfg.Inbox)}
	p.cfg.files = l
	p.cfg.step = func(point string) { _ = l.note("step", filepath.Join(l.root, point)) }
	p.drop("甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	report := ""
	for name := range tree(t, p.cfg.Outbox) {
		report = "outbox/" + name
	}
	source := Digest([]byte(judgment(1, true)))
	blob := "data/blobs/" + source[:2]
	// The blob's temporary file is the one that was synced last before the move.
	inOrder(t, l.log, "write data/blobs/tmp/*", "sync data/blobs/tmp/*", "move "+blob+"/"+source, "syncdir "+blob, "step stored",
		"write data/head", "sync data/head", "step event:received")
	// Who queues it does so when the record is on disk, and may be faster than
	// who recorded it.
	inOrder(t, l.log, "step stored", "write data/head", "sync data/head", "step queued:ingest")
	for _, stage := range []string{stageIngest, stageExtract, stageClassify, stageReport} {
		inOrder(t, l.log, "step worked:"+stage, "write data/blobs/tmp/*", "sync data/blobs/tmp/*", "move data/blobs/*", "syncdir data/blobs/*",
			"step blob:"+stage, "write data/head", "sync data/head", "step event:done", "step before-ack:"+stage, "step acked:"+stage)
	}
	dir, name := filepath.Split(report)
	inOrder(t, l.log, "step worked:report", "step blob:report", "step event:done",
		"create "+dir+"."+name+".part", "write "+dir+"."+name+".part", "sync "+dir+"."+name+".part",
		"move "+report, "syncdir "+filepath.Clean(dir), "step published", "write data/head", "sync data/head", "step event:settled")
	inOrder(t, l.log, "step published", "write data/head", "sync data/head",
		"move inbox/已处理/甲.txt", "syncdir inbox/已处理", "syncdir inbox", "write data/head", "sync data/head", "step event:moved")
	l.log = nil
	p.drop("空.txt", "")
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	inOrder(t, l.log, "sync inbox/待人工处理/.空.txt.说明.txt.part", "move inbox/待人工处理/空.txt.说明.txt",
		"syncdir inbox/待人工处理", "move inbox/待人工处理/空.txt", "syncdir inbox/待人工处理", "syncdir inbox")
}

// inOrder wants the entries in the log one after the other, others between
// them allowed; * ends an entry of which only the beginning is known.
func inOrder(t *testing.T, log []string, want ...string) {
	t.Helper()
	at := 0
	for _, w := range want {
		i := slices.IndexFunc(log[at:], func(s string) bool {
			if head, open := strings.CutSuffix(w, "*"); open {
				return strings.HasPrefix(s, head)
			}
			return s == w
		})
		if i < 0 {
			t.Fatalf("%q does not follow in\n%s", w, strings.Join(log, "\n"))
		}
		at += i + 1
	}
}

// TestOutboxGone: reports wait for an outbox that is gone, a run to the end
// says so, and the next one goes on.
func TestOutboxGone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"gone", syscall.ENOENT, "不存在"},
		{"no right", syscall.EACCES, "权限"},
		{"full", syscall.ENOSPC, "空间"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlace(t)
			l := &layer{root: filepath.Dir(p.cfg.Inbox)}
			p.cfg.files = l
			l.fail = func(op, path string) error {
				if op == "create" && strings.HasPrefix(path, "outbox/") {
					return &fs.PathError{Op: "open", Path: path, Err: c.err}
				}
				return nil
			}
			p.drop("甲.txt", judgment(1, true))
			p.drop("乙.txt", judgment(2, false))
			p.drop("丙.txt", judgment(3, true))
			err := p.once()
			left, ok := err.(*Unfinished)
			if !ok || len(left.Files) != 2 {
				t.Fatalf("got %v", err)
			}
			if text, _ := Explain(err); !strings.Contains(text, c.want) {
				t.Errorf("said %q", text)
			}
			in := tree(t, p.cfg.Inbox)
			if in["甲.txt"] == "" || in["已处理/乙.txt"] == "" || len(tree(t, p.cfg.Outbox)) != 0 {
				t.Errorf("inbox %v", in)
			}
			if s := p.kinds(Stalled); len(s) != 1 { // one cause is told once
				t.Errorf("stalled: %v", s)
			}
			l.set(nil)
			if err := p.once(); err != nil {
				t.Fatal(err)
			}
			in = tree(t, p.cfg.Inbox)
			if len(in) != 3 || in["已处理/甲.txt"] == "" || in["已处理/丙.txt"] == "" {
				t.Errorf("inbox %v", in)
			}
			wantReports(t, p, 2)
		})
	}
}

// TestOutboxComesBack: a watch that stalled goes on by itself.
func TestOutboxComesBack(t *testing.T) {
	p := newPlace(t)
	l := &layer{root: filepath.Dir(p.cfg.Inbox)}
	p.cfg.files = l
	l.fail = func(op, path string) error {
		if op == "lstat" && path == "outbox" {
			return &fs.PathError{Op: "stat", Path: path, Err: syscall.ENOENT}
		}
		return nil
	}
	p.drop("甲.txt", judgment(1, true))
	o := p.open()
	defer o.Close()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	told := p.cfg.Notify
	moved := make(chan struct{})
	o.cfg.Notify = func(n Notice) {
		told(n)
		if n.Kind == Stalled {
			l.set(nil)
		}
	}
	o.cfg.step = func(point string) {
		if point == "event:moved" {
			close(moved)
		}
	}
	go func() { done <- o.Watch(ctx) }()
	<-moved
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	wantReports(t, p, 1)
	if len(p.kinds(Stalled)) != 1 || len(p.kinds(Resumed)) != 1 {
		t.Errorf("notices %v", p.notices)
	}
}

// TestInboxWithoutRight: files that cannot leave the inbox are reported once,
// stay, and leave it when they can.
func TestInboxWithoutRight(t *testing.T) {
	p := newPlace(t)
	l := &layer{root: filepath.Dir(p.cfg.Inbox)}
	p.cfg.files = l
	l.fail = func(op, path string) error {
		if op == "move" && strings.HasPrefix(path, "inbox/") {
			return &fs.PathError{Op: "rename", Path: path, Err: syscall.EACCES}
		}
		return nil
	}
	p.drop("甲.txt", judgment(1, true))
	p.drop("空.txt", "")
	left, ok := p.once().(*Unfinished)
	if !ok || len(left.Files) != 2 {
		t.Fatalf("got %v", left)
	}
	wantNames(t, p.cfg.Inbox, "甲.txt", "空.txt")
	wantReports(t, p, 1)
	l.set(nil)
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantNames(t, p.cfg.Inbox, "已处理/甲.txt", "待人工处理/空.txt", "待人工处理/空.txt.说明.txt")
	wantReports(t, p, 1)
}

// TestFullDisk: a disk that fills while a blob is written keeps the file where
// it is.
func TestFullDisk(t *testing.T) {
	p := newPlace(t)
	l := &layer{root: filepath.Dir(p.cfg.Inbox)}
	p.cfg.files = l
	l.fail = func(op, path string) error {
		if op == "write" && strings.HasPrefix(path, "data/blobs/") {
			return &fs.PathError{Op: "write", Path: path, Err: syscall.ENOSPC}
		}
		return nil
	}
	p.drop("甲.txt", judgment(1, true))
	err := p.once()
	if text, remedy := Explain(err); !strings.Contains(text, "磁盘空间不足") || remedy == "" {
		t.Errorf("%v: said %q", err, text)
	}
	wantNames(t, p.cfg.Inbox, "甲.txt")
	for name := range tree(t, p.cfg.Data) {
		if strings.HasPrefix(name, "blobs/") {
			t.Errorf("left behind: %s", name)
		}
	}
	l.set(nil)
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantNames(t, p.cfg.Inbox, "已处理/甲.txt")
	wantReports(t, p, 1)
}
