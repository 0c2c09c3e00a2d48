// Package bus is the one place that speaks NATS: an embedded server with
// JetStream inside this process, an append-only stream of events, and a work
// queue with one durable consumer for each stage.
//
// What comes in are subjects and small JSON messages, never documents. The
// server never listens on a network; other processes of the same machine
// reach it through a Unix socket in the data folder (bridge.go).
package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strings"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// The streams, and the first tokens of their subjects.
const (
	eventStream  = "EVENTS"
	eventSubject = "zeren.event"
	workStream   = "WORK"
	workSubject  = "zeren.work"
)

// ErrBehind is the refusal of an event.
var ErrBehind = errors.New("the stream has gone on since")

// Bus is a connection to the server, embedded or bridged.
type Bus struct {
	srv    *server.Server // nil where another process owns it
	nc     *nats.Conn
	js     jetstream.JetStream
	log    *slog.Logger
	closed chan struct{}

	replicas int // copies that the servers keep
}

// Start runs the server on its store folder and makes the streams. The caller
// holds the lock of the data folder: two servers on one store are not refused
// by NATS and both acknowledge. The store holds the event stream alone: the
// queue only repeats what the events say is owed, and begins empty in memory.
func Start(ctx context.Context, storeDir string, log *slog.Logger) (*Bus, error) {
	if err := os.RemoveAll(streamDir(storeDir, workStream)); err != nil { // of an older program
		return nil, fmt.Errorf("old queue: %w", err)
	}
	srv, err := server.NewServer(&server.Options{
		ServerName: "zeren",
		DontListen: true,
		JetStream:  true,
		StoreDir:   storeDir,
		SyncAlways: true, // the default acknowledges up to two minutes before the sync
		NoSigs:     true,
		NoLog:      true,
	})
	if err != nil {
		return nil, fmt.Errorf("embedded server: %w", err)
	}
	srv.SetLoggerV2(serverLog{log}, false, false, false)
	srv.Start()
	if !srv.ReadyForConnections(20 * time.Second) {
		srv.Shutdown()
		return nil, errors.New("embedded server not ready")
	}
	b, err := connect(embedded, log, nats.InProcessServer(srv))
	if err != nil {
		srv.Shutdown()
		return nil, err
	}
	b.srv = srv
	if err := b.makeStreams(ctx); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// Dial reaches the server of another process through its socket.
func Dial(socket string, log *slog.Logger) (*Bus, error) {
	return connect(embedded, log, nats.SetCustomDialer(socketDialer(socket)), nats.NoReconnect())
}

type socketDialer string

func (s socketDialer) Dial(string, string) (net.Conn, error) {
	return net.DialTimeout("unix", string(s), 2*time.Second)
}

// embedded stands where a server's address would: the connection goes another
// way.
const embedded = "nats://zeren"

func connect(urls string, log *slog.Logger, opts ...nats.Option) (*Bus, error) {
	closed := make(chan struct{})
	opts = append([]nats.Option{nats.Name("zeren"), nats.Timeout(5 * time.Second)}, opts...)
	opts = append(opts, nats.ClosedHandler(func(*nats.Conn) { close(closed) }))
	nc, err := nats.Connect(urls, opts...)
	if err != nil {
		return nil, fmt.Errorf("connecting to NATS: %w", err)
	}
	js, err := jetstream.New(nc, jetstream.WithDefaultTimeout(20*time.Second))
	if err != nil {
		nc.Close()
		return nil, err
	}
	return &Bus{nc: nc, js: js, log: log, closed: closed, replicas: 1}, nil
}

func (b *Bus) makeStreams(ctx context.Context) error {
	// What is owed follows from the events, and the process that runs the
	// embedded server queues it anew when it starts. Servers that run elsewhere
	// start without it.
	queues := jetstream.FileStorage
	if b.srv != nil {
		queues = jetstream.MemoryStorage
	}
	_, err := b.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name:       eventStream,
		Subjects:   []string{eventSubject + ".>"},
		Retention:  jetstream.LimitsPolicy,
		Discard:    jetstream.DiscardNew,
		DenyDelete: true,
		DenyPurge:  true,
		Storage:    jetstream.FileStorage,
		Replicas:   b.replicas,
	})
	if err != nil {
		return fmt.Errorf("event stream: %w", err)
	}
	_, err = b.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name:                 workStream,
		Subjects:             []string{workSubject + ".>"},
		Retention:            jetstream.WorkQueuePolicy,
		MaxMsgsPerSubject:    1,
		Discard:              jetstream.DiscardNew,
		DiscardNewPerSubject: true,
		Storage:              queues,
		Replicas:             b.replicas,
	})
	if err != nil {
		return fmt.Errorf("work stream: %w", err)
	}
	return nil
}

// Owner reports whether the server runs in this process.
func (b *Bus) Owner() bool { return b.srv != nil }

// Closed is closed when the connection has ended for good.
func (b *Bus) Closed() <-chan struct{} { return b.closed }

// Close ends the connection and, in the owner, the server.
func (b *Bus) Close() {
	b.nc.Close()
	if b.srv != nil {
		b.srv.Shutdown()
		b.srv.WaitForShutdown()
	}
}

// Append adds an event behind the one that has the number after, 0 for none,
// and returns its number once it is on disk. It is ErrBehind where another
// writer was there first: then the event was not added. The server holds every
// subject that was ever used in memory, so there should be few.
func (b *Bus) Append(ctx context.Context, subject string, data []byte, after uint64) (uint64, error) {
	ack, err := b.js.Publish(ctx, eventSubject+"."+subject, data, jetstream.WithExpectLastSequence(after))
	if wrongSequence(err) {
		return 0, ErrBehind
	}
	if err != nil {
		return 0, fmt.Errorf("appending event %s: %w", subject, err)
	}
	return ack.Sequence, nil
}

// Event gives one event by its number.
func (b *Bus) Event(ctx context.Context, seq uint64) ([]byte, error) {
	s, err := b.js.Stream(ctx, eventStream)
	if err != nil {
		return nil, fmt.Errorf("event stream: %w", err)
	}
	m, err := s.GetMsg(ctx, seq)
	if err != nil {
		return nil, fmt.Errorf("%w: event %d: %v", ErrDamaged, seq, err)
	}
	return m.Data, nil
}

// Events gives every event that the server holds now, from the first on, each
// by its number: ErrDamaged where one cannot be read.
func (b *Bus) Events(ctx context.Context, each func(Stored) error) error {
	s, err := b.js.Stream(ctx, eventStream)
	if err != nil {
		return fmt.Errorf("event stream: %w", err)
	}
	for seq, last := uint64(1), s.CachedInfo().State.LastSeq; seq <= last; seq++ {
		m, err := s.GetMsg(ctx, seq)
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return fmt.Errorf("%w: event %d: %v", ErrDamaged, seq, err)
		}
		if err != nil {
			return fmt.Errorf("event %d: %w", seq, err)
		}
		if err := each(Stored{Seq: seq, Subject: strings.TrimPrefix(m.Subject, eventSubject+"."), Data: m.Data, File: eventStream}); err != nil {
			return err
		}
	}
	return nil
}

// ErrDamaged says that the server cannot read an event that it holds.
var ErrDamaged = errors.New("event stream damaged")

// Last is the sequence number of the newest event, 0 where there is none. It
// is ErrDamaged where that one cannot be read: Follow would never come to it.
func (b *Bus) Last(ctx context.Context) (uint64, error) {
	s, err := b.js.Stream(ctx, eventStream)
	if err != nil {
		return 0, fmt.Errorf("event stream: %w", err)
	}
	info, err := s.Info(ctx)
	if err != nil {
		return 0, fmt.Errorf("event stream: %w", err)
	}
	last := info.State.LastSeq
	if last > 0 {
		if _, err := s.GetMsg(ctx, last); err != nil {
			return 0, fmt.Errorf("%w: event %d: %v", ErrDamaged, last, err)
		}
	}
	return last, nil
}

// Follow gives every event from the first on, in order, then those to come,
// until stop is called.
func (b *Bus) Follow(ctx context.Context, each func(seq uint64, data []byte)) (stop func(), err error) {
	c, err := b.js.OrderedConsumer(ctx, eventStream, jetstream.OrderedConsumerConfig{
		DeliverPolicy: jetstream.DeliverAllPolicy,
	})
	if err != nil {
		return nil, fmt.Errorf("following events: %w", err)
	}
	cc, err := c.Consume(func(m jetstream.Msg) {
		meta, err := m.Metadata()
		if err != nil {
			b.log.Error("event without metadata", "subject", m.Subject(), "error", err)
			return
		}
		each(meta.Sequence.Stream, m.Data())
	})
	if err != nil {
		return nil, fmt.Errorf("following events: %w", err)
	}
	return func() { cc.Stop(); <-cc.Closed() }, nil
}

// Queue puts a message before a stage. The same subject waiting already is
// success: the key in it names the work, and that work is queued.
func (b *Bus) Queue(ctx context.Context, stage, key string, data []byte) error {
	_, err := b.js.Publish(ctx, workSubject+"."+stage+"."+key, data)
	if hasCode(err, errMaxPerSubject) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("queueing %s: %w", stage, err)
	}
	return nil
}

// errMaxPerSubject is the server's code for DiscardNewPerSubject; nats.go has
// no name for it.
const errMaxPerSubject jetstream.ErrorCode = 10077

func hasCode(err error, code jetstream.ErrorCode) bool {
	var api *jetstream.APIError
	if errors.As(err, &api) {
		return api.ErrorCode == code
	}
	var js jetstream.JetStreamError
	if errors.As(err, &js) && js.APIError() != nil {
		return js.APIError().ErrorCode == code
	}
	return false
}

type serverLog struct{ log *slog.Logger }

func (l serverLog) Noticef(f string, v ...any) { l.log.Debug(fmt.Sprintf(f, v...), "from", "nats") }
func (l serverLog) Warnf(f string, v ...any)   { l.log.Warn(fmt.Sprintf(f, v...), "from", "nats") }
func (l serverLog) Fatalf(f string, v ...any)  { l.log.Error(fmt.Sprintf(f, v...), "from", "nats") }
func (l serverLog) Errorf(f string, v ...any)  { l.log.Error(fmt.Sprintf(f, v...), "from", "nats") }
func (l serverLog) Debugf(f string, v ...any)  { l.log.Debug(fmt.Sprintf(f, v...), "from", "nats") }
func (l serverLog) Tracef(string, ...any)      {}
