package pipelines

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"zeren/ingest"
	"zeren/pipelines/internal/bus"
	"zeren/pipelines/internal/store"
)

// Audit reads a data folder as it lies on the disk: without its lock, without
// a server, and without changing anything. So it can look at a folder that
// does not open, and at one that another process works on. Of an office whose
// servers run elsewhere it reads what these hold, see OpenAudit.
type Audit struct {
	o    *Office // a ledger and blobs; no work is done
	held shelf

	// events gives every event from the first on.
	events func(each func(bus.Stored) error) error
	// witness is the folder with this machine's record of the newest event; ""
	// where it has none, which can only be where the servers run elsewhere.
	witness string
	named   map[digest]digest // SM3 by SHA-256, of every blob that an event names; zero where none gives it
	order   []digest          // in the order in which they are named first
}

// NewAudit makes an audit of a data folder. Of the configuration it needs the
// folders and the chain.
func NewAudit(cfg Config) *Audit {
	a := &Audit{o: newOffice(cfg), named: map[digest]digest{}, witness: cfg.Data}
	folder := store.Blobs{Dir: filepath.Join(cfg.Data, "blobs"), Files: a.o.files}
	a.o.blobs, a.held = folder, blobFolder{folder, a.rel}
	a.events = func(each func(bus.Stored) error) error { return bus.ReadStore(storeDir(cfg.Data), each) }
	a.o.recent.read = a.event
	return a
}

// event gives one event again, after they were checked.
func (a *Audit) event(ctx context.Context, seq uint64) (data []byte, err error) {
	found := errors.New("found")
	err = a.events(func(s bus.Stored) error {
		if s.Seq < seq {
			return ctx.Err()
		}
		data = s.Data
		return found
	})
	if err == nil {
		err = io.ErrUnexpectedEOF
	}
	if !errors.Is(err, found) {
		return nil, fmt.Errorf("%w: event %d: %w", bus.ErrDamaged, seq, err)
	}
	return data, nil
}

// Verdict is what an audit found.
type Verdict struct {
	Events  int // of the chain
	Before  int // older ones, which the chain covers as a whole
	Head    Digests
	Blobs   int
	Reports int // files that were issued into the outbox
	Derived int // results of this version that were derived anew and are the same
	Reread  int // of these, sources that were read anew

	// Broken is the first thing that does not hold, nil where all does.
	Broken *Flaw
	// Edited are files of the outbox that are no longer as they were issued,
	// Gone those that are not there: both are what a person may do, and their
	// bytes as issued are held.
	Edited, Gone []string
	// Unwitnessed: this machine has no record of the newest event, so that
	// events missing at the end would not be found.
	Unwitnessed bool
	// Older are the results of other versions of the program, held against
	// their digests alone.
	Older []OlderResults
}

// OlderResults counts what one other version of the program made.
type OlderResults struct {
	Version string // as the events name it; "" where they do not
	Parts   []Binding
	Results int
}

// Flaw is one thing that does not hold.
type Flaw struct {
	Where string // file below the data folder, or event
	Text  string // Chinese: one sentence
}

func (f *Flaw) Error() string { return f.Where + ": " + f.Text }

// Verify checks, in this order: the layout and the record of the newest event;
// the event store and its chain; every blob against both digests; the outbox;
// and that every result of this version of the program comes out of its inputs
// again, byte for byte. Full reads the sources anew, too, but for those whose
// text was recognised from pictures or read by one reader alone: such text is a
// stored input.
//
// It stops at the first thing that does not hold and names it in the Verdict.
// The error is for what kept it from looking.
func (a *Audit) Verify(ctx context.Context, full bool) (Verdict, error) {
	var v Verdict
	for _, step := range []func() error{
		func() error { return a.verifyEvents(ctx, &v) },
		func() error { return a.verifyBlobs(ctx, &v) },
		func() error { return a.verifyStrays(ctx) },
		func() error { return a.verifyOutbox(ctx, &v) },
		func() error { return a.verifyResults(ctx, &v, full) },
	} {
		err := step()
		var flaw *Flaw
		if errors.As(err, &flaw) {
			v.Broken = flaw
			return v, nil
		}
		if err != nil {
			return v, err
		}
	}
	return v, nil
}

// rel is a path below the data folder.
func (a *Audit) rel(path string) string {
	if r, err := filepath.Rel(a.o.cfg.Data, path); err == nil {
		return filepath.ToSlash(r)
	}
	return path
}

func (a *Audit) verifyEvents(ctx context.Context, v *Verdict) error {
	head, err := a.verifyHead()
	if err != nil {
		return err
	}
	v.Unwitnessed = a.witness == ""
	l := a.o.ledger
	l.head = head
	err = a.read(ctx, func(s bus.Stored, e Event) error {
		if kind, _, _ := strings.Cut(s.Subject, "."); kind != string(e.Kind) {
			return &Flaw{a.rel(s.File), fmt.Sprintf("第%d条事件的类别与存放位置不符。", s.Seq)}
		}
		if l.trail.begun {
			v.Events++
		} else {
			v.Before++
		}
		a.name(&e)
		return nil
	})
	var place *bus.StoreError
	switch {
	case errors.As(err, &place) && place.Torn && place.After >= head.Seq:
		// What a power failure left behind the newest acknowledged event, or
		// what another process is writing just now.
	case errors.As(err, &place) && place.Offset < 0:
		return &Flaw{a.rel(place.File), "事件库的配置与其校验和不符，或者缺失。"}
	case errors.As(err, &place):
		return &Flaw{a.rel(place.File), fmt.Sprintf("第%d条事件已损坏（文件第%d字节起），之前的都完好。", place.After+1, place.Offset)}
	case errors.Is(err, ErrChain):
		return &Flaw{fmt.Sprintf("第%d条事件", l.trail.seq+1), "与前一条不衔接，或者不是当初确认的那一条：有事件被改动、删去或者插入。"}
	case errors.Is(err, bus.ErrDamaged):
		return &Flaw{fmt.Sprintf("第%d条事件", l.trail.seq+1), "内容无法读出。"}
	case err != nil:
		return err
	}
	if l.seq < head.Seq {
		return &Flaw{a.rel(store.HeadPath(a.witness)), fmt.Sprintf("事件记录到第%d条就结束了，而确认过的有%d条：后面的已丢失。", l.seq, head.Seq)}
	}
	if !l.trail.begun {
		return &Flaw{"jetstream", "事件没有链。"}
	}
	v.Head = l.trail.link
	return nil
}

// verifyHead checks the layout and the record of the newest event, and gives it.
func (a *Audit) verifyHead() (head store.Head, err error) {
	if a.witness == "" {
		return head, nil
	}
	switch n, err := store.ReadVersion(a.witness); {
	case errors.Is(err, store.ErrVersion):
		return head, &Flaw{a.rel(filepath.Join(a.witness, "version")), "版本记录已损坏或者被改动。"}
	case err != nil:
		return head, err
	case n > store.Version:
		return head, fmt.Errorf("%s: version %d: %w", a.witness, n, store.ErrNewer)
	case n < store.Version:
		return head, fmt.Errorf("%s: version %d: %w", a.witness, n, ErrOlder)
	}
	path := store.HeadPath(a.witness)
	head, torn, err := store.ReadHead(path)
	if errors.Is(err, store.ErrHead) || err == nil && torn {
		return head, &Flaw{a.rel(path), "“最后一条事件”的记录已损坏、缺失或者被改动。"}
	}
	return head, err
}

// ErrOlder says that a data folder is of an older layout: opening it for work
// brings it forward.
var ErrOlder = store.ErrOlder

// read feeds the ledger with every event, and gives each on. Its errors are
// those of bus.ReadStore and of the chain.
func (a *Audit) read(ctx context.Context, each func(bus.Stored, Event) error) error {
	l := a.o.ledger
	return a.events(func(s bus.Stored) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		e, _, ok := l.check(s.Seq, s.Data)
		if !ok {
			return l.broken
		}
		l.apply(s.Seq, e)
		return each(s, e)
	})
}

// name notes the blobs that an event names.
func (a *Audit) name(e *Event) {
	for _, sha := range blobsOf(e) {
		key := bytesOf(sha)
		sm, known := a.named[key]
		if !known {
			a.order = append(a.order, key)
		}
		if second := e.SM3[sha]; second != "" {
			sm = bytesOf(second)
		}
		a.named[key] = sm
	}
}

// blobsOf are the blobs that an event names, in a fixed order.
func blobsOf(e *Event) []string {
	list := append([]string{e.Source, e.Result, e.Sheet}, e.In...)
	if t := e.Task; t != nil {
		list = append(list, t.Document, t.Records, t.Cases, t.Sheet)
	}
	if e.Outcome != nil {
		for _, p := range e.Outcome.Papers {
			for _, d := range p.Documents {
				list = append(list, d.SHA256)
				for _, twin := range d.Twins {
					list = append(list, twin.SHA256)
				}
			}
		}
	}
	list = append(list, slices.Sorted(maps.Keys(e.SM3))...)
	return slices.DeleteFunc(list, func(s string) bool { return len(s) != 64 })
}

func (a *Audit) verifyBlobs(ctx context.Context, v *Verdict) error {
	for _, key := range a.order {
		if err := ctx.Err(); err != nil {
			return err
		}
		sha := key.String()
		got, err := a.held.digests(sha)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return &Flaw{a.held.where(sha), "缺失：有事件提到它。"}
		case err != nil:
			return err
		case got.SHA256 != sha:
			return &Flaw{a.held.where(sha), "内容与 SHA-256 摘要不符。"}
		}
		if sm := a.named[key]; sm != (digest{}) && got.SM3 != sm.String() {
			return &Flaw{a.held.where(sha), "内容与登记的 SM3 摘要不符。"}
		}
		v.Blobs++
	}
	return nil
}

// verifyStrays holds the blobs that no event names against their own names:
// they are what a process left that died between a blob and its event.
func (a *Audit) verifyStrays(ctx context.Context) error {
	return a.held.strays(ctx, func(sha string) bool {
		_, ok := a.named[bytesOf(sha)]
		return ok && len(sha) == 64
	})
}

// verifyOutbox looks at what was issued and where it lies. What was issued is
// held as blobs, which were checked: a difference here is somebody's doing.
func (a *Audit) verifyOutbox(ctx context.Context, v *Verdict) error {
	issuedAt := map[string][]string{}
	add := func(path, sha string) {
		if !slices.Contains(issuedAt[path], sha) {
			issuedAt[path] = append(issuedAt[path], sha)
		}
	}
	err := a.eventsAgain(ctx, func(e *Event) error {
		// What the report stage made is not issued before the outcome says so: a
		// paper that came meanwhile can have made it idle.
		switch {
		case e.Kind == Settled && e.Outcome != nil:
			for _, p := range e.Outcome.Papers {
				for _, d := range p.Documents {
					add(d.Path, d.SHA256)
					for _, twin := range d.Twins {
						add(twin.Path, twin.SHA256)
					}
				}
			}
		case e.Kind == BatchEnded && e.Batch != nil:
			for _, d := range e.Batch.Files {
				add(d.Path, d.SHA256)
			}
		case e.Kind == Withdrawn && len(e.In) == 1:
			add(e.To, e.In[0])
			delete(issuedAt, e.Path)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(issuedAt)) {
		v.Reports++
		got, err := digestsOfFile(filepath.Join(a.o.cfg.Outbox, filepath.FromSlash(path)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			v.Gone = append(v.Gone, path)
		case err != nil:
			return err
		case !slices.Contains(issuedAt[path], got.SHA256):
			v.Edited = append(v.Edited, path)
		}
	}
	return nil
}

// eventsAgain goes over the events once more, after they were checked, as far
// as they were then.
func (a *Audit) eventsAgain(ctx context.Context, each func(*Event) error) error {
	done := errors.New("done")
	err := a.events(func(s bus.Stored) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.Seq > a.o.ledger.seq {
			return done
		}
		e, err := eventFrom(s.Data)
		if err != nil {
			return err
		}
		return each(&e)
	})
	var torn *bus.StoreError
	if errors.Is(err, done) || errors.As(err, &torn) && torn.Torn {
		return nil
	}
	return err
}

func digestsOfFile(path string) (Digests, error) {
	f, err := os.Open(path)
	if err != nil {
		return Digests{}, err
	}
	defer f.Close()
	h := store.NewHash()
	if _, err := io.Copy(h, f); err != nil {
		return Digests{}, err
	}
	return h.Sum(), nil
}

// recognised reports whether text of a document was recognised from pictures.
func recognised(d *ingest.Document) bool {
	return slices.ContainsFunc(d.Pages, func(p ingest.Page) bool { return p.Recognised() })
}
