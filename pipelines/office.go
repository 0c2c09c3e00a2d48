package pipelines

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"zeren/pipelines/internal/bus"
	"zeren/pipelines/internal/store"
)

// Config says where an office works and with what.
type Config struct {
	Inbox  string
	Outbox string
	Data   string

	Chain   *Chain
	Readers int           // files read at the same time, 0: 2
	Poll    time.Duration // between two scans of the inbox, 0: 2 s
	Rest    time.Duration // how long a file must hold still, 0: half of Poll

	Log    *slog.Logger // nil: none
	Notify func(Notice) // called one at a time; nil: none

	Telling Telling // who is told beside the screen

	// Remote is where the events and blobs are, nil: in the data folder.
	// Create makes what is missing there; without, an office must have begun.
	Remote *Remote
	Create bool

	Now func() time.Time

	// For tests: the file layer, the time until an unanswered message comes
	// again, the first pause after a failure, and a hook between steps.
	files   store.Files
	ackWait time.Duration
	backoff time.Duration
	deaths  int // after how many deaths over one source it is given up
	window  int // 0: window
	step    func(point string)
	await   time.Duration // how long to wait for a process that holds the folder and does not answer
	lease   time.Duration // how long a watch that vanished keeps others away
}

// ErrInUse says that another process works on the data folder and does not
// answer, or that the command needs the folder for itself.
var ErrInUse = errors.New("data folder in use by another process")

// ErrNewer says that a newer program wrote the data folder.
var ErrNewer = store.ErrNewer

// Office is an open data folder: the blobs, the event stream and what follows
// from it. The process that holds the folder's lock runs the server; others
// reach it through its socket, and see and do the same, but for watching.
type Office struct {
	cfg    Config
	chain  *Chain
	log    *slog.Logger
	files  store.Files
	blobs  blobs
	bus    *bus.Bus
	folder *store.Folder // nil where another process holds the lock
	ledger *ledger
	stops  []func()
	tip    tip
	recent recent

	queued        map[string]bool // sources that were queued and may be owed still; under the ledger's lock
	archiveReader sync.Mutex      // held by the one archive file that is being read

	notifyMu    sync.Mutex
	locks       keyedLocks
	linking     sync.Mutex // one source at a time is linked with the others
	reviving    sync.Mutex // one look at a time for outside programs that have come
	tries       tries
	hands       hands
	now         func() time.Time
	meter       meter
	dispatching atomic.Bool  // this process queues what is owed
	strange     sync.Once    // a person was told that this process differs from the watch
	beat        atomic.Int64 // when the inbox was last looked at, in Unix nanoseconds
}

// Open opens the data folder and reads the event stream. Where another
// process holds it, the Office works through that process.
func Open(ctx context.Context, cfg Config) (*Office, error) {
	o, err := open(ctx, cfg)
	if err == nil {
		return o, nil
	}
	if free, ferr := store.Free(cfg.Data); ferr == nil {
		err = fullDisk(err, cfg.Data, free)
	}
	return nil, err
}

// nearlyFull is how little must be free for a failed start to be put down to
// the disk. Bytes.
const nearlyFull = 4 << 20

// fullDisk tells the cause of a failed start where the embedded server did not:
// it speaks of its own parts, not of the disk.
func fullDisk(err error, dir string, free uint64) error {
	if text, _ := Explain(err); free >= nearlyFull || text != internalText {
		return err
	}
	return fmt.Errorf("%w: %w", &shortage{dir, Spare}, err)
}

func open(ctx context.Context, cfg Config) (*Office, error) {
	o := newOffice(cfg)
	data, err := filepath.Abs(cfg.Data)
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	o.cfg.Data = data
	o.hands = hands{filepath.Join(data, "hands")}
	o.blobs = store.Blobs{Dir: filepath.Join(data, "blobs"), Files: o.files}
	if err := o.connect(ctx); err != nil {
		return nil, err
	}
	if o.ledger.head, _, err = store.ReadHead(store.HeadPath(o.cfg.Data)); err != nil {
		o.Close()
		return nil, err
	}
	stop, err := o.bus.Follow(ctx, o.follow)
	if err != nil {
		o.Close()
		return nil, err
	}
	o.stops = append(o.stops, stop)
	last, err := o.bus.Last(ctx)
	if err != nil {
		o.Close()
		return nil, err
	}
	if !o.ledger.wait(ctx.Done(), func() bool { return o.ledger.seq >= last || o.ledger.broken != nil }) {
		o.Close()
		return nil, context.Cause(ctx)
	}
	if err := o.ledger.broken; err != nil {
		o.Close()
		return nil, fmt.Errorf("event stream: %w", err)
	}
	if last < o.ledger.head.Seq {
		o.Close()
		return nil, fmt.Errorf("%w: event %d of %d", ErrTruncated, last, o.ledger.head.Seq)
	}
	if err := o.begin(ctx); err != nil {
		o.Close()
		return nil, err
	}
	return o, nil
}

func newOffice(cfg Config) *Office {
	if cfg.Readers <= 0 {
		cfg.Readers = 2
	}
	if cfg.Poll <= 0 {
		cfg.Poll = 2 * time.Second
	}
	if cfg.Rest <= 0 {
		cfg.Rest = cfg.Poll / 2
	}
	if cfg.ackWait <= 0 {
		cfg.ackWait = 5 * time.Second
	}
	if cfg.lease <= 0 {
		cfg.lease = leaseTime
	}
	if cfg.await <= 0 {
		cfg.await = 2 * time.Second
	}
	if cfg.window <= 0 {
		cfg.window = window
	}
	if cfg.deaths <= 0 {
		cfg.deaths = deathLimit
	}
	if cfg.backoff <= 0 {
		cfg.backoff = 500 * time.Millisecond
	}
	o := &Office{cfg: cfg, chain: cfg.Chain, log: cfg.Log, files: cfg.files, now: cfg.Now, ledger: newLedger(), meter: newMeter(), queued: map[string]bool{}}
	o.recent.read = func(ctx context.Context, seq uint64) ([]byte, error) { return o.bus.Event(ctx, seq) }
	if o.log == nil {
		o.log = slog.New(slog.DiscardHandler)
	}
	if o.files == nil {
		o.files = store.OS{}
	}
	if o.now == nil {
		o.now = time.Now
	}
	return o
}

// connect takes the lock and starts the server, or reaches the process that
// has them. A process that is just starting or ending is given a moment.
func (o *Office) connect(ctx context.Context) error {
	if o.cfg.Remote != nil {
		return o.reach(ctx)
	}
	if err := alone(o.cfg.Data); err != nil {
		return err
	}
	socket := socketPath(o.cfg.Data)
	for end := time.Now().Add(o.cfg.await); ; {
		folder, err := store.OpenFolder(o.cfg.Data)
		if err == nil {
			o.folder = folder
			return o.serve(ctx, socket)
		}
		if !errors.Is(err, store.ErrLocked) {
			return fmt.Errorf("data folder: %w", err)
		}
		var derr error
		if o.bus, derr = bus.Dial(socket, o.log); derr == nil {
			return nil
		}
		o.log.Debug("data folder locked, socket silent", "error", derr)
		if time.Now().After(end) {
			return fmt.Errorf("%s: %w", o.cfg.Data, ErrInUse)
		}
		select {
		case <-time.After(o.cfg.await / 20):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (o *Office) serve(ctx context.Context, socket string) error {
	if err := checkStore(o.cfg.Data); err != nil {
		o.folder.Close()
		return err
	}
	b, err := bus.Start(ctx, storeDir(o.cfg.Data), o.log)
	if err != nil {
		o.folder.Close()
		return err
	}
	o.bus = b
	stop, err := b.Listen(socket)
	if err != nil {
		b.Close()
		o.folder.Close()
		return err
	}
	o.stops = append(o.stops, stop)
	return nil
}

// socketLimit is the longest path that every system takes for a socket.
const socketLimit = 100

func socketPath(data string) string {
	p := filepath.Join(data, "zeren.sock")
	if len(p) <= socketLimit {
		return p
	}
	return filepath.Join(os.TempDir(), "zeren-"+store.Digest([]byte(data))[:16]+".sock")
}

// Owner reports whether this process holds the data folder itself and not
// through another one.
func (o *Office) Owner() bool { return o.folder != nil }

// Close gives the folder back. Work in hand has ended before.
func (o *Office) Close() error {
	for _, stop := range o.stops {
		stop()
	}
	if o.bus != nil {
		o.bus.Close()
	}
	if o.folder != nil {
		return o.folder.Close()
	}
	return nil
}

// append adds an event and returns when it is on disk, recorded as the newest
// that was acknowledged, and applied here. With once there is one event of its
// kind under the key; where it is there already, that is success.
func (o *Office) append(ctx context.Context, key string, e Event, once bool) error {
	e.At = o.now().UTC()
	if e.By == "" {
		e.By = programActor
	}
	seq, err := o.chained(ctx, key, e, once)
	if errors.Is(err, errTaken) {
		return nil
	}
	if err != nil {
		return err
	}
	if !o.ledger.wait(ctx.Done(), func() bool { return o.ledger.seq >= seq || o.ledger.broken != nil }) {
		return context.Cause(ctx)
	}
	var broken error
	if o.ledger.view(func() { broken = o.ledger.broken }); broken != nil {
		return broken
	}
	o.log.Info(string(e.Kind), e.attributes(seq, key)...)
	o.step("event:" + string(e.Kind))
	return nil
}

func (o *Office) notify(n Notice) {
	if o.cfg.Notify == nil {
		return
	}
	n.At = o.now()
	o.notifyMu.Lock()
	defer o.notifyMu.Unlock()
	o.cfg.Notify(n)
}

func (o *Office) step(point string) {
	if o.cfg.step != nil {
		o.cfg.step(point)
	}
}

// keyedLocks is one lock for each key in use.
type keyedLocks struct {
	mu    sync.Mutex
	locks map[string]*keyedLock
}

type keyedLock struct {
	sync.Mutex
	users int
}

func (k *keyedLocks) lock(key string) (unlock func()) {
	k.mu.Lock()
	if k.locks == nil {
		k.locks = map[string]*keyedLock{}
	}
	l := k.locks[key]
	if l == nil {
		l = &keyedLock{}
		k.locks[key] = l
	}
	l.users++
	k.mu.Unlock()
	l.Lock()
	return func() {
		l.Unlock()
		k.mu.Lock()
		if l.users--; l.users == 0 {
			delete(k.locks, key)
		}
		k.mu.Unlock()
	}
}
