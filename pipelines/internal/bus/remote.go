package bus

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"zeren/pipelines/internal/store"
)

// Remote says where NATS servers of an office's own run and how to log in.
type Remote struct {
	URLs        string // one or more, separated by commas: nats://a:4222,tls://b:4222
	Credentials string // file with a user's JWT and seed; "" where none is needed
	CA          string // file with the authorities that vouch for the servers; "": the system's
	Cert, Key   string // files of this client's own certificate; "" where none is asked for
	Replicas    int    // copies of everything that is kept, 1, 3 or 5
}

// The errors of reaching servers elsewhere.
var (
	ErrUnreachable = errors.New("NATS does not answer")
	ErrRefused     = errors.New("NATS refuses the login")
	ErrNoOffice    = errors.New("no office has begun on these servers")
)

// reachTime is how long the first connection may take.
const reachTime = 10 * time.Second

// Connect reaches servers that run elsewhere. The connection is renewed
// without end once it stood. With make set it makes the streams where they
// are missing and brings those of an older program forward; without, they must
// be there and of this program's layout. ErrNewer where a newer program wrote
// them; then nothing there is touched.
func Connect(ctx context.Context, r Remote, make bool, log *slog.Logger) (*Bus, error) {
	b, err := reached(r, log)
	if err != nil {
		return nil, err
	}
	if make {
		err = b.make(ctx)
	} else {
		err = b.find(ctx)
	}
	if err != nil {
		b.Close()
		return nil, fmt.Errorf("streams: %w", err)
	}
	return b, nil
}

// reached logs in.
func reached(r Remote, log *slog.Logger) (*Bus, error) {
	opts := []nats.Option{
		nats.MaxReconnects(-1), nats.ReconnectWait(250 * time.Millisecond), nats.Timeout(reachTime),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) { log.Warn("NATS lost", "error", err) }),
		nats.ReconnectHandler(func(nc *nats.Conn) { log.Info("NATS reached again", "server", nc.ConnectedUrlRedacted()) }),
	}
	if r.Credentials != "" {
		opts = append(opts, nats.UserCredentials(r.Credentials))
	}
	if r.CA != "" {
		opts = append(opts, nats.RootCAs(r.CA))
	}
	if r.Cert != "" {
		opts = append(opts, nats.ClientCert(r.Cert, r.Key))
	}
	b, err := connect(r.URLs, log, opts...)
	if err != nil {
		return nil, unreached(err)
	}
	b.replicas = max(r.Replicas, 1)
	return b, nil
}

// make makes what is missing on the servers, and brings forward what an older
// program wrote there.
func (b *Bus) make(ctx context.Context) error {
	n, seq, err := b.known(ctx)
	if err != nil {
		return err
	}
	if err := b.forward(ctx, n, seq); err != nil {
		return err
	}
	if err := b.makeStreams(ctx); err != nil {
		return err
	}
	return b.makeObjects(ctx)
}

// find wants an office on the servers, of this program's layout.
func (b *Bus) find(ctx context.Context) error {
	if _, err := b.js.Stream(ctx, eventStream); errors.Is(err, jetstream.ErrStreamNotFound) {
		return ErrNoOffice
	} else if err != nil {
		return err
	}
	n, _, err := b.known(ctx)
	if err == nil && n < store.Version {
		err = fmt.Errorf("layout %d: %w: %w", n, ErrServers, store.ErrOlder)
	}
	return err
}

// unreached tells why a first connection did not come about.
func unreached(err error) error {
	var file *fs.PathError
	var cert *tls.CertificateVerificationError
	switch {
	case errors.As(err, &file):
		return fmt.Errorf("credentials: %w", err)
	case errors.As(err, &cert), errors.Is(err, nats.ErrAuthorization), errors.Is(err, nats.ErrAuthExpired),
		errors.Is(err, nats.ErrSecureConnRequired), errors.Is(err, nats.ErrSecureConnWanted):
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return fmt.Errorf("%w: %w", ErrUnreachable, err)
}

// A Lease is held by one process at a time. It ends by itself when the holder
// no longer renews it.
type Lease struct {
	lost   chan struct{}
	stop   context.CancelFunc
	ended  chan struct{}
	kv     jetstream.KeyValue
	key    string
	holder string
	lastly uint64 // the revision that is ours
}

// ErrHeld says that another process holds a lease.
var ErrHeld = errors.New("lease held by another process")

// Held reports whether somebody holds a lease.
func (b *Bus) Held(ctx context.Context, key string) (bool, error) {
	kv, err := b.js.KeyValue(ctx, leases)
	if errors.Is(err, jetstream.ErrBucketNotFound) {
		return false, nil
	}
	if err == nil {
		_, err = kv.Get(ctx, key)
	}
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("lease %s: %w", key, err)
	}
	return true, nil
}

// leases is the bucket that they lie in.
const leases = "LEASES"

// Hold takes a lease that lasts ttl and is renewed every quarter of it.
// ErrHeld where another process has it.
func (b *Bus) Hold(ctx context.Context, key, holder string, ttl time.Duration) (*Lease, error) {
	kv, err := b.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: leases, TTL: ttl, Replicas: b.replicas})
	if err != nil {
		return nil, fmt.Errorf("lease %s: %w", key, err)
	}
	rev, err := kv.Create(ctx, key, []byte(holder))
	if wrongSequence(err) || errors.Is(err, jetstream.ErrKeyExists) {
		return nil, fmt.Errorf("lease %s: %w", key, ErrHeld)
	}
	if err != nil {
		return nil, fmt.Errorf("lease %s: %w", key, err)
	}
	run, stop := context.WithCancel(context.WithoutCancel(ctx))
	l := &Lease{lost: make(chan struct{}), stop: stop, ended: make(chan struct{}), kv: kv, key: key, holder: holder, lastly: rev}
	go l.renew(run, ttl, b.log)
	return l, nil
}

func (l *Lease) renew(ctx context.Context, ttl time.Duration, log *slog.Logger) {
	defer close(l.ended)
	tick := time.NewTicker(ttl / 4)
	defer tick.Stop()
	for until := time.Now().Add(ttl); ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		try, cancel := context.WithTimeout(ctx, ttl/4)
		rev, err := l.kv.Update(try, l.key, []byte(l.holder), l.lastly)
		cancel()
		switch {
		case err == nil:
			l.lastly, until = rev, time.Now().Add(ttl)
		case ctx.Err() != nil:
			return
		case wrongSequence(err):
			// An update of ours may have been kept without its answer.
			if e, gerr := l.kv.Get(ctx, l.key); gerr == nil && string(e.Value()) == l.holder {
				l.lastly, until = e.Revision(), time.Now().Add(ttl)
				continue
			}
			close(l.lost)
			return
		case time.Now().After(until):
			log.Warn("lease lost", "lease", l.key, "error", err)
			close(l.lost)
			return
		}
	}
}

// Lost is closed when the lease is no longer ours.
func (l *Lease) Lost() <-chan struct{} { return l.lost }

// Release gives the lease back.
func (l *Lease) Release() {
	l.stop()
	<-l.ended
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	// The last renewal may have been kept without its answer. Where this fails
	// the lease runs out.
	if e, err := l.kv.Get(ctx, l.key); err == nil && string(e.Value()) == l.holder {
		_ = l.kv.Delete(ctx, l.key, jetstream.LastRevision(e.Revision()))
	}
}

// wrongSequence: the server refused because something was written meanwhile.
// Streams of several copies have a code of their own for it.
func wrongSequence(err error) bool {
	return hasCode(err, jetstream.JSErrCodeStreamWrongLastSequence) || hasCode(err, jetstream.JSErrCodeStreamWrongLastSequenceConstant)
}
