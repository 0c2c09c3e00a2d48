package pipelines

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"zeren/pipelines/internal/bus"
	"zeren/pipelines/internal/store"
)

// Remote says where NATS servers of an office's own run. Events, queues and
// blobs are theirs then; the data folder keeps only what this process must
// remember of them, in a folder of its own.
type Remote = bus.Remote

// blobs is where the bytes lie that events name: a folder, or the servers'
// object store.
type blobs interface {
	Put(r io.Reader) (digests Digests, size int64, err error)
	PutBytes(data []byte) (digest string, err error)
	Has(digest string) bool
	Size(digest string) (int64, error)
	Get(digest string) ([]byte, error)
}

// The errors of working against servers elsewhere.
var (
	// ErrUnreachable says that no server answers.
	ErrUnreachable = bus.ErrUnreachable
	// ErrRefused says that the servers do not let this process in.
	ErrRefused = bus.ErrRefused
	// ErrServers marks what is wrong with the layout of what the servers hold.
	ErrServers = bus.ErrServers
	// ErrOlderWatch says that a watch of an older version works on the servers,
	// so that what they hold cannot be brought forward.
	ErrOlderWatch = bus.ErrOlderWatch
	// ErrNoOffice says that no office has begun on them.
	ErrNoOffice = bus.ErrNoOffice
	// ErrLocal says that the data folder holds the events of an office that
	// works without servers elsewhere.
	ErrLocal = errors.New("data folder holds the events of a single machine")
	// ErrOnServers says that the data folder belongs to an office whose events
	// are on servers elsewhere: opened without them it would begin another one.
	ErrOnServers = errors.New("data folder belongs to an office on servers elsewhere")
	// ErrNobody says that what was entered is recorded, and that no watch runs
	// that would work on it.
	ErrNobody = errors.New("no watch is running")
	// ErrNoLease says that another watch has taken the inbox's place.
	ErrNoLease = errors.New("another watch has taken over")
)

// remoteDir is the part of a data folder that is about servers elsewhere.
func remoteDir(data string) string { return filepath.Join(data, "nats") }

// alone is ErrOnServers where a folder is that of an office elsewhere.
func alone(data string) error {
	if _, err := os.Stat(storeDir(data)); err == nil {
		return nil
	}
	if _, err := store.ReadVersion(remoteDir(data)); err != nil {
		return nil // there is none, or it is told where it is used
	}
	return fmt.Errorf("%s: %w", data, ErrOnServers)
}

// reach connects to servers elsewhere. The lock of the folder is taken where it
// is free; only what works needs it, see own.
func (o *Office) reach(ctx context.Context) error {
	if _, err := os.Stat(storeDir(o.cfg.Data)); err == nil {
		return fmt.Errorf("%s: %w", o.cfg.Data, ErrLocal)
	}
	dir := remoteDir(o.cfg.Data)
	switch n, err := store.ReadVersion(dir); {
	case errors.Is(err, store.ErrVersion):
		return fmt.Errorf("data folder: %w", err)
	case err == nil && n > store.Version:
		return fmt.Errorf("%s: version %d: %w", dir, n, ErrNewer)
	}
	// The servers first: where they do not answer no folder is made.
	b, err := bus.Connect(ctx, *o.cfg.Remote, o.cfg.Create, o.log)
	if err != nil {
		return err
	}
	objects, err := b.Objects(ctx)
	if err != nil {
		b.Close()
		return err
	}
	folder, err := store.OpenFolder(dir)
	switch {
	case err == nil:
		o.folder = folder
	case !errors.Is(err, store.ErrLocked):
		b.Close()
		return fmt.Errorf("data folder: %w", err)
	}
	o.cfg.Data, o.hands = dir, hands{filepath.Join(dir, "hands")}
	o.bus, o.blobs = b, objects
	return nil
}

// ServerState is how one server elsewhere answered.
type ServerState = bus.ServerState

// ProbeServers asks each of an office's own servers by itself. Nothing is made
// there.
func ProbeServers(ctx context.Context, r Remote) []ServerState { return bus.Probe(ctx, r) }

// DataVersion tells the layout of a data folder, 0 where it has none yet, and
// the one that this program writes. The error says that it cannot be read.
func DataVersion(data string) (version, current int, err error) {
	version, err = store.ReadVersion(data)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return version, store.Version, err
}

// leaseKey is what the one watch of an office holds on its servers.
const leaseKey = bus.WatchLease

// leaseTime is how long the inbox stands unwatched when a watch vanishes.
const leaseTime = 12 * time.Second

// own makes this process the one that watches, until release is called. The
// context that it returns ends with ErrNoLease where another one takes over.
// ErrInUse where another one watches.
func (o *Office) own(ctx context.Context) (owned context.Context, release func(), err error) {
	if o.folder == nil {
		return nil, nil, fmt.Errorf("%s: %w", o.cfg.Data, ErrInUse)
	}
	if o.cfg.Remote == nil {
		return ctx, func() {}, nil
	}
	host, _ := os.Hostname()
	holder := fmt.Sprintf("%s %d %d", host, os.Getpid(), o.now().UnixNano())
	var lease *bus.Lease
	for end := time.Now().Add(o.cfg.lease * 3 / 2); ; {
		if lease, err = o.bus.Hold(ctx, leaseKey, holder, o.cfg.lease); err == nil {
			break
		}
		if !errors.Is(err, bus.ErrHeld) || time.Now().After(end) {
			if errors.Is(err, bus.ErrHeld) {
				err = fmt.Errorf("%w: %w", ErrInUse, err)
			}
			return nil, nil, err
		}
		select {
		case <-time.After(o.cfg.lease / 8):
		case <-ctx.Done():
			return nil, nil, context.Cause(ctx)
		}
	}
	owned, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-lease.Lost():
			cancel(ErrNoLease)
		case <-owned.Done():
		}
	}()
	return owned, func() { cancel(nil); lease.Release() }, nil
}

// Stages are the names of the stages that a worker can run.
func Stages() []string { return []string{stageIngest, stageExtract, stageClassify, stageReport} }

// Work runs the named stages for an office whose watch runs elsewhere, until
// ctx ends, then finishes what is in hand. What goes to the inbox and the
// outbox is the watch's.
func (o *Office) Work(ctx context.Context, stages ...string) error {
	if o.folder == nil {
		return fmt.Errorf("%s: %w", o.cfg.Data, ErrInUse)
	}
	if slices.Contains(stages, stageIngest) {
		stages = append(stages, stageSlow)
	}
	return o.working(ctx, duties{stages: stages}, func(ctx context.Context) error {
		o.notify(Notice{Kind: Working})
		<-ctx.Done()
		return nil
	})
}

// awaitRemote lets the watch that runs elsewhere bring work to its end.
func (o *Office) awaitRemote(ctx context.Context, settled func() bool) error {
	for {
		round, cancel := context.WithTimeout(ctx, o.cfg.lease)
		done := o.ledger.wait(round.Done(), settled)
		cancel()
		if done {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if held, err := o.bus.Held(ctx, leaseKey); err != nil {
			return err
		} else if !held {
			return ErrNobody
		}
	}
}
