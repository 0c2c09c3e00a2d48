package ingest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Limits bound what one file may cost. A zero field takes its default.
type Limits struct {
	Page     time.Duration // a page, 2 s
	Document time.Duration // a document, retry included, 60 s
	Look     time.Duration // a file that is only looked at, 5 s
	Scan     time.Duration // a page to be recognised, 60 s, over and above the document's time
	Convert  time.Duration // a conversion by LibreOffice, 93 s, likewise
	Engine   time.Duration // the compiling of pdfium where its cache is cold, 3 min, likewise
	Start    time.Duration // the start of a reader process, and what comes before pages are known, 30 s
	Files    int           // a reader process is replaced after so many files, 200
	Memory   int64         // or once it holds more bytes than this, 400 MB
}

func (l Limits) filled() Limits {
	if l.Page == 0 {
		l.Page = 2 * time.Second
	}
	if l.Document == 0 {
		l.Document = 60 * time.Second
	}
	if l.Look == 0 {
		l.Look = 5 * time.Second
	}
	if l.Convert == 0 {
		l.Convert = convertTime + grace
	}
	if l.Scan == 0 {
		l.Scan = scanTime
	}
	if l.Engine == 0 {
		l.Engine = 3 * time.Minute
	}
	if l.Start == 0 {
		l.Start = 30 * time.Second
	}
	if l.Files == 0 {
		l.Files = 200
	}
	if l.Memory == 0 {
		l.Memory = 400 << 20
	}
	return l
}

// PoolConfig tells a Pool how to start its reader processes.
type PoolConfig struct {
	Command []string // program and arguments; it must call Confine and Serve on its standard input and output
	Env     []string // added to the environment of this process
	Readers int      // how many at a time, at least 1; and as many that look
	TempDir string   // where each reader process gets a folder of its own; empty: the system's
	Limits  Limits

	// Aids gives the outside programs that may be used for the next file; nil:
	// none ever.
	Aids func() Aids
}

// A Pool decodes files in processes of their own, so that no file can take
// this one down, hold it up or eat its memory. A process works on one file at
// a time, is killed at its time limit and replaced when it has grown old or
// fat. It is safe for use by many goroutines.
type Pool struct {
	config PoolConfig
	limits Limits
	slots  chan *reader // of Decode, one for each place; nil: not started
	looks  chan *reader // of Look
	closed chan struct{}
	once   sync.Once

	// hurry, set by tests alone, says that the time of a file is up once a
	// reader of PDF has begun on it.
	hurry func(name, reader string, look bool) bool
}

// NewPool makes a pool; processes start when the first files come.
func NewPool(config PoolConfig) (*Pool, error) {
	if len(config.Command) == 0 {
		return nil, errors.New("reader pool: no command")
	}
	n := max(config.Readers, 1)
	p := &Pool{config: config, limits: config.Limits.filled(), slots: make(chan *reader, n), looks: make(chan *reader, n), closed: make(chan struct{})}
	for range n {
		p.slots <- nil
		p.looks <- nil
	}
	if dir := config.TempDir; dir != "" {
		clean(dir)
	} else {
		clean(os.TempDir())
	}
	return p, nil
}

// ErrClosed is what Decode gives once the pool is closed.
var ErrClosed = errors.New("reader pool: closed")

// Decode reads one file in a reader process, as the function Decode does. A
// process that dies or runs out of time over a file costs it one more try, by
// the other reader of PDF alone; the document tells so, see Document.Alone. An *Unreadable is permanent; any other error
// (ctx done, a process that cannot be started) is worth another try.
func (p *Pool) Decode(ctx context.Context, name string, data []byte) (Document, error) {
	return p.decode(ctx, name, data, false)
}

// ErrSlow is what Look gives for a file that takes its time.
var ErrSlow = errors.New("reader pool: takes longer than a look")

// Look is Decode for a file that others wait behind: where it is not read in
// Limits.Look, or needs an outside program, it fails with ErrSlow, and the file
// is for Decode. Looks have places of their own, which no slow file can hold
// longer than that, whatever it does.
func (p *Pool) Look(ctx context.Context, name string, data []byte) (Document, error) {
	return p.decode(ctx, name, data, true)
}

func (p *Pool) decode(ctx context.Context, name string, data []byte, look bool) (Document, error) {
	blank := Document{Source: Source{Name: filepath.Base(name), SHA256: digest(data)}}
	if len(data) > MaxBytes {
		return blank, unreadable(TooLarge, "%d bytes", len(data))
	}
	blank.Source.Media = sniff(data)
	slots := p.slots
	if look {
		slots = p.looks
	}
	r, err := p.take(ctx, slots)
	if err != nil {
		return blank, err
	}
	defer func() { slots <- r }()

	deadline := time.Now().Add(p.limits.Document)
	if look {
		deadline = time.Now().Add(p.limits.Look)
	}
	q := request{Name: filepath.Base(name), look: look}
	if p.config.Aids != nil {
		q.Aids = p.config.Aids()
	}
	var first *Unreadable
	for {
		if r == nil {
			var err error
			if r, err = p.start(look); err != nil {
				return blank, err
			}
		}
		a, stage, err := r.ask(ctx, p, q, data, deadline)
		if err == nil {
			r = p.worn(r, a)
			switch {
			case a.Unreadable != nil:
				return *a.Document, a.Unreadable
			case a.Failure != "":
				return blank, fmt.Errorf("reader process: %s", a.Failure)
			}
			if first != nil {
				a.Document.Problems = append(a.Document.Problems, Problem{Code: oneReader, Text: "两种读取方式中有一种没有读完本文件，文字只由另一种读出，没有互相印证，请与原件核对。"})
			}
			return *a.Document, nil
		}
		note := r.kill()
		r = nil
		var u *Unreadable
		if !errors.As(err, &u) {
			return blank, err // ctx done, pool closed
		}
		if look && u.Reason == TimedOut {
			return blank, ErrSlow
		}
		if u.Reason == ReaderDied && note != "" {
			u.Detail += ": " + note
		}
		if first == nil {
			first = u
		}
		if q.Only != "" || blank.Source.Media != mediaPDF || !time.Now().Before(deadline) {
			return blank, first
		}
		q.Only = readerLayer
		if stage == readerLayer {
			q.Only = readerPdfium
		}
	}
}

// take waits for a place at work; a nil reader is to be started. The place is
// given back by sending to slots.
func (p *Pool) take(ctx context.Context, slots chan *reader) (*reader, error) {
	select {
	case <-p.closed:
		return nil, ErrClosed
	default:
	}
	select {
	case r := <-slots:
		return r, nil
	case <-p.closed:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// worn counts an answer; a reader that has grown old or fat is stopped, and nil
// stands for the next.
func (p *Pool) worn(r *reader, a answer) *reader {
	r.files++
	if r.files >= p.limits.Files || a.Resident > p.limits.Memory || a.Spent {
		r.stop()
		return nil
	}
	return r
}

// Close ends all reader processes, those at work included, and returns when
// they are gone. Files being read fail with ErrClosed.
func (p *Pool) Close() error {
	p.once.Do(func() {
		close(p.closed)
		for _, slots := range []chan *reader{p.slots, p.looks} {
			for range cap(slots) {
				if r := <-slots; r != nil {
					r.stop()
				}
			}
		}
	})
	return nil
}

// reader is one reader process.
type reader struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	frames chan answer // closed when the process has said its last
	dir    string
	errs   *head
	files  int
	quit   context.CancelFunc
}

// grace is how long a process may take to end after its input was closed.
const grace = 3 * time.Second

// folderName begins the name of a reader process's temporary folder; the number
// of the process that made it follows.
const folderName = "zeren-reader-"

// clean removes the temporary folders of pools whose process died without
// closing them.
func clean(dir string) {
	list, err := filepath.Glob(filepath.Join(dir, folderName+"*"))
	if err != nil {
		return
	}
	for _, name := range list {
		number, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(name), folderName), "-")
		if pid, err := strconv.Atoi(number); err == nil && !running(pid) {
			os.RemoveAll(name)
		}
	}
}

func (p *Pool) start(look bool) (*reader, error) {
	dir, err := os.MkdirTemp(p.config.TempDir, fmt.Sprintf("%s%d-", folderName, os.Getpid()))
	if err != nil {
		return nil, fmt.Errorf("reader process: %w", err)
	}
	ctx, quit := context.WithCancel(context.Background())
	r := &reader{dir: dir, errs: &head{}, frames: make(chan answer), quit: quit}
	r.cmd = exec.CommandContext(ctx, p.config.Command[0], p.config.Command[1:]...)
	group(r.cmd)
	r.cmd.Dir = dir
	r.cmd.Env = append(append(os.Environ(), p.config.Env...), "TMPDIR="+dir, "TMP="+dir, "TEMP="+dir)
	r.cmd.Stderr = r.errs
	r.cmd.WaitDelay = grace
	fail := func(err error) (*reader, error) {
		quit()
		os.RemoveAll(dir)
		return nil, fmt.Errorf("reader process: %w", err)
	}
	if r.in, err = r.cmd.StdinPipe(); err != nil {
		return fail(err)
	}
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		return fail(err)
	}
	if err := r.cmd.Start(); err != nil {
		return fail(err)
	}
	if !look {
		yield(r.cmd)
	}
	go func() {
		defer close(r.frames)
		b := bufio.NewReader(out)
		for {
			data, err := readFrame(b)
			if err != nil {
				return
			}
			var a answer
			if json.Unmarshal(data, &a) != nil {
				return
			}
			select {
			case r.frames <- a:
			case <-ctx.Done():
				return
			}
		}
	}()
	return r, nil
}

// ask sends one file and waits for the answer. stage is the reader of PDF
// that was last at work. After an error the process must be killed.
func (r *reader) ask(ctx context.Context, p *Pool, q request, data []byte, deadline time.Time) (a answer, stage string, err error) {
	sent := make(chan error, 1)
	go func() {
		err := writeJSON(r.in, q)
		if err == nil {
			err = writeFrame(r.in, data)
		}
		sent <- err
	}()
	// The writer ends with the process at the latest: its pipe breaks.
	begun := time.Now()
	var waiting time.Time
	limit := func(pages int) time.Time {
		t := begun.Add(p.limits.Start + time.Duration(pages)*p.limits.Page)
		if t.After(deadline) {
			t = deadline
		}
		return t
	}
	timer := time.NewTimer(time.Until(limit(0)))
	defer timer.Stop()
	for {
		select {
		case a, ok := <-r.frames:
			if !ok {
				return a, stage, unreadable(ReaderDied, "the process ended")
			}
			if a.Done {
				return a, stage, nil
			}
			stage = a.Reader
			switch {
			case p.hurry != nil && p.hurry(q.Name, stage, q.look):
				timer.Reset(0)
			case q.look && (a.Reader == readerOCR || a.Reader == readerOffice):
				return a, stage, unreadable(TimedOut, "needs an outside program")
			case a.Reader == readerOCR:
				timer.Reset(time.Duration(a.Pages+1) * p.limits.Scan)
			case a.Reader == readerOffice:
				waiting = time.Now()
				timer.Reset(p.limits.Convert)
			case a.Reader == readerEngine && !q.look:
				waiting = time.Now()
				timer.Reset(p.limits.Engine)
			case !waiting.IsZero():
				// Conversion and compiling cost the document none of its own
				// time: a good file must not fail because the machine is new.
				spent := time.Since(waiting)
				begun, deadline, waiting = begun.Add(spent), deadline.Add(spent), time.Time{}
				timer.Reset(time.Until(limit(a.Pages)))
			case a.Pages > 0:
				timer.Reset(time.Until(limit(a.Pages)))
			}
		case err := <-sent:
			sent = nil
			if err != nil {
				return a, stage, unreadable(ReaderDied, "the process took no file: %v", err)
			}
		case <-timer.C:
			return a, stage, unreadable(TimedOut, "after %s", time.Since(begun).Round(time.Second))
		case <-ctx.Done():
			return a, stage, ctx.Err()
		case <-p.closed:
			return a, stage, ErrClosed
		}
	}
}

// stop ends the process by closing its input, and by force if it stays.
func (r *reader) stop() {
	r.in.Close()
	t := time.AfterFunc(grace, r.quit)
	r.drain()
	t.Stop()
	r.wait()
}

// kill ends the process by force and gives the first line it complained with.
func (r *reader) kill() string {
	r.quit()
	r.in.Close()
	r.drain()
	r.wait()
	return r.errs.first()
}

// drain takes what the process still says until it has ended.
func (r *reader) drain() {
	for range r.frames {
	}
}

func (r *reader) wait() {
	sweep(r.cmd)
	// How the process ended is told by what it answered, or did not.
	_ = r.cmd.Wait()
	r.quit()
	os.RemoveAll(r.dir)
}

// head keeps the first bytes written to it: how a crash announces itself.
type head struct {
	sync.Mutex
	buf []byte
}

func (t *head) Write(b []byte) (int, error) {
	t.Lock()
	defer t.Unlock()
	if room := 4096 - len(t.buf); room > 0 {
		t.buf = append(t.buf, b[:min(room, len(b))]...)
	}
	return len(b), nil
}

func (t *head) first() string {
	t.Lock()
	defer t.Unlock()
	for i, c := range t.buf {
		if c == '\n' {
			return string(t.buf[:i])
		}
	}
	return string(t.buf)
}
