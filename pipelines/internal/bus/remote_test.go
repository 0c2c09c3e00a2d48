package bus

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"zeren/pipelines/internal/bus/bustest"
	"zeren/pipelines/internal/store"
)

func reach(t *testing.T, url string, create bool) *Bus {
	t.Helper()
	b, err := Connect(t.Context(), Remote{URLs: url}, create, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

func TestConnectNeedsServersAndStreams(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	if _, err := Connect(t.Context(), Remote{URLs: "nats://127.0.0.1:1"}, true, log); !errors.Is(err, ErrUnreachable) {
		t.Errorf("nobody there: %v", err)
	}
	url := bustest.Elsewhere(t)
	if _, err := Connect(t.Context(), Remote{URLs: url}, false, log); err == nil {
		t.Error("no error where there are no streams")
	}
	reach(t, url, true)
	reach(t, url, false)
}

func TestObjectsKeepBlobs(t *testing.T) {
	b := reach(t, bustest.Elsewhere(t), true)
	o, err := b.Objects(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	big := bytes.Repeat([]byte("判决书"), 100_000) // several chunks
	digests, size, err := o.Put(bytes.NewReader(big))
	digest := digests.SHA256
	if err != nil || digests != store.DigestsOf(big) || size != int64(len(big)) {
		t.Fatalf("%s %d %v", digest, size, err)
	}
	again, err := o.PutBytes(big)
	if err != nil || again != digest {
		t.Fatalf("%s %v", again, err)
	}
	got, err := o.Get(digest)
	if err != nil || !bytes.Equal(got, big) {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	if n, err := o.Size(digest); err != nil || n != size {
		t.Errorf("size %d, %v", n, err)
	}
	missing := store.Digest([]byte("missing"))
	if o.Has(missing) {
		t.Error("has what was never put")
	}
	if _, err := o.Get(missing); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("missing blob: %v", err)
	}
	if _, err := o.store.PutBytes(t.Context(), missing, []byte("other bytes")); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Get(missing); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("blob with other bytes: %v", err)
	}
}

func TestLeaseHasOneHolder(t *testing.T) {
	url := bustest.Elsewhere(t)
	b := reach(t, url, true)
	const ttl = 400 * time.Millisecond
	first, err := b.Hold(t.Context(), "watch", "first", ttl)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Hold(t.Context(), "watch", "second", ttl); !errors.Is(err, ErrHeld) {
		t.Errorf("held twice: %v", err)
	}
	// It is renewed for longer than it lasts.
	rounds, stop := context.WithTimeout(t.Context(), 3*ttl)
	defer stop()
	select {
	case <-first.Lost():
		t.Error("lost while it was renewed")
	case <-rounds.Done():
	}
	first.Release()
	second, err := b.Hold(t.Context(), "watch", "second", ttl)
	if err != nil {
		t.Fatal(err)
	}

	// A holder that no longer answers loses it, and learns so when another has it.
	second.stop()
	<-second.ended
	third := awaitLease(t, b, "third", ttl)
	defer third.Release()
	lost := &Lease{lost: make(chan struct{}), stop: func() {}, ended: make(chan struct{}), kv: second.kv, key: second.key, holder: "second", lastly: second.lastly}
	go lost.renew(t.Context(), ttl, b.log)
	<-lost.Lost()
}

func awaitLease(t *testing.T, b *Bus, holder string, ttl time.Duration) *Lease {
	t.Helper()
	for {
		l, err := b.Hold(t.Context(), "watch", holder, ttl)
		if err == nil {
			return l
		}
		if !errors.Is(err, ErrHeld) {
			t.Fatal(err)
		}
		select {
		case <-time.After(ttl / 4):
		case <-t.Context().Done():
			t.Fatal("the lease never ran out")
		}
	}
}
