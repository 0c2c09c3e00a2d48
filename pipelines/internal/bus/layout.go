package bus

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go/jetstream"

	"zeren/pipelines/internal/store"
)

// The layout of what servers elsewhere hold has the numbers of a data folder,
// see store.Version. It is kept in a stream of its own, as the one message of
// its subject and in the words of the folder's file version. Servers that have
// events and no such message were written before it was kept: their layout is
// older than any that is named.
const (
	officeStream  = "OFFICE"
	officeSubject = "zeren.office"
	layoutSubject = officeSubject + ".layout"
)

// WatchLease is the lease of the one watch of an office.
const WatchLease = "watch"

// ErrServers marks what is wrong with the layout of servers elsewhere.
var ErrServers = errors.New("on servers elsewhere")

// The errors of it. ErrNewer is store.ErrNewer too, ErrLayout is
// store.ErrVersion.
var (
	ErrNewer      = fmt.Errorf("%w: %w", ErrServers, store.ErrNewer)
	ErrLayout     = fmt.Errorf("%w: %w", ErrServers, store.ErrVersion)
	ErrOlderWatch = fmt.Errorf("%w: a watch of an older version works there", ErrServers)
)

// layout is the number that the servers hold, 0 where they hold none, and the
// sequence number of its message.
func (b *Bus) layout(ctx context.Context) (n int, seq uint64, err error) {
	s, err := b.js.Stream(ctx, officeStream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return 0, 0, nil
	}
	var m *jetstream.RawStreamMsg
	if err == nil {
		m, err = s.GetLastMsgForSubject(ctx, layoutSubject)
	}
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return 0, 0, nil
	}
	if err != nil {
		return 0, 0, fmt.Errorf("layout: %w", err)
	}
	n, err = strconv.Atoi(strings.TrimSuffix(string(m.Data), "\n"))
	if err != nil || n < 1 {
		return 0, 0, fmt.Errorf("%w: %q", ErrLayout, string(m.Data))
	}
	return n, m.Sequence, nil
}

// known refuses servers that a newer program wrote, before anything there is
// touched, and gives what they hold.
func (b *Bus) known(ctx context.Context) (n int, seq uint64, err error) {
	if n, seq, err = b.layout(ctx); err == nil && n > store.Version {
		err = fmt.Errorf("layout %d, this program knows %d: %w", n, store.Version, ErrNewer)
	}
	return n, seq, err
}

// forward brings servers of an older layout to this program's, and marks new
// ones. It is done before the first event of the new form, and not while a
// watch works there that knows the older one alone.
func (b *Bus) forward(ctx context.Context, n int, seq uint64) error {
	if n == store.Version {
		return nil
	}
	held, err := b.Held(ctx, WatchLease)
	if err != nil {
		return err
	}
	if held {
		return fmt.Errorf("layout %d: %w", n, ErrOlderWatch)
	}
	if err := b.makeStreams(ctx); err != nil {
		return err
	}
	_, err = b.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name:              officeStream,
		Subjects:          []string{officeSubject + ".>"},
		MaxMsgsPerSubject: 1,
		DenyDelete:        true,
		DenyPurge:         true,
		Storage:           jetstream.FileStorage,
		Replicas:          b.replicas,
	})
	if err == nil {
		_, err = b.js.Publish(ctx, layoutSubject, store.VersionText(store.Version), jetstream.WithExpectLastSequencePerSubject(seq))
	}
	if wrongSequence(err) {
		// Another process was there first.
		if n, _, err = b.known(ctx); err == nil && n < store.Version {
			err = fmt.Errorf("layout %d: %w: %w", n, ErrServers, store.ErrOlder)
		}
		return err
	}
	if err != nil {
		return fmt.Errorf("layout: %w", err)
	}
	b.log.Info("layout brought forward", "from", n, "to", store.Version)
	return nil
}
