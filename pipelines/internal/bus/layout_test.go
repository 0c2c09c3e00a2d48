package bus

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"zeren/pipelines/internal/bus/bustest"
	"zeren/pipelines/internal/store"
)

// streams tells what the servers hold, in a form that can be compared.
func streams(t *testing.T, b *Bus) string {
	t.Helper()
	var list []string
	infos := b.js.ListStreams(t.Context())
	for info := range infos.Info() {
		list = append(list, fmt.Sprintf("%s %v %d-%d %d bytes", info.Config.Name, info.Config.Metadata, info.State.FirstSeq, info.State.LastSeq, info.State.Bytes))
	}
	if err := infos.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// TestLayoutOfServers: servers carry the layout of what they hold as a data
// folder does; an older one is brought forward by the process that may make
// what is missing, a newer or unreadable one is refused and left as it is.
func TestLayoutOfServers(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	open := func(url string, make bool) error {
		b, err := Connect(t.Context(), Remote{URLs: url}, make, log)
		if err == nil {
			b.Close()
		}
		return err
	}
	for _, c := range []struct {
		name   string
		text   string // "": none was written
		find   error  // without leave to make anything
		make   error
		result string
	}{
		{"before it was kept", "", store.ErrOlder, nil, "2\n"},
		{"older", "1\n", store.ErrOlder, nil, "2\n"},
		{"the same", "2\n", nil, nil, "2\n"},
		{"newer", "3\n", ErrNewer, ErrNewer, "3\n"},
		{"no number", "two", ErrLayout, ErrLayout, "two"},
	} {
		t.Run(c.name, func(t *testing.T) {
			url := bustest.Elsewhere(t)
			b := reach(t, url, true)
			if _, err := b.Append(t.Context(), "received", []byte("{}"), 0); err != nil {
				t.Fatal(err)
			}
			if err := b.js.DeleteStream(t.Context(), officeStream); err != nil {
				t.Fatal(err)
			}
			if c.text != "" {
				if _, err := b.js.CreateStream(t.Context(), jetstream.StreamConfig{Name: officeStream, Subjects: []string{officeSubject + ".>"}}); err != nil {
					t.Fatal(err)
				}
				if _, err := b.js.Publish(t.Context(), layoutSubject, []byte(c.text)); err != nil {
					t.Fatal(err)
				}
			}
			before := streams(t, b)
			if err := open(url, false); !errors.Is(err, c.find) {
				t.Errorf("found: %v, want %v", err, c.find)
			}
			if after := streams(t, b); after != before {
				t.Errorf("changed by looking:\n%s\nwas\n%s", after, before)
			}
			if err := open(url, true); !errors.Is(err, c.make) {
				t.Errorf("made: %v, want %v", err, c.make)
			}
			if after := streams(t, b); c.make != nil && after != before {
				t.Errorf("changed by a refusal:\n%s\nwas\n%s", after, before)
			}
			s, err := b.js.Stream(t.Context(), officeStream)
			if err != nil {
				t.Fatal(err)
			}
			if m, err := s.GetLastMsgForSubject(t.Context(), layoutSubject); err != nil || string(m.Data) != c.result {
				t.Errorf("layout %q, %v, want %q", m.Data, err, c.result)
			}
			if last, err := b.Last(t.Context()); err != nil || last != 1 {
				t.Errorf("%d events, %v", last, err)
			}
		})
	}
}

// TestLayoutBesideOlderWatch: what a watch of an older version works on is not
// brought forward under its hands; and of many that begin at once all do.
func TestLayoutBesideOlderWatch(t *testing.T) {
	url := bustest.Elsewhere(t)
	b := reach(t, url, true)
	if err := b.js.DeleteStream(t.Context(), officeStream); err != nil {
		t.Fatal(err)
	}
	lease, err := b.Hold(t.Context(), WatchLease, "older", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	if _, err := Connect(t.Context(), Remote{URLs: url}, true, log); !errors.Is(err, ErrOlderWatch) {
		t.Errorf("beside an older watch: %v", err)
	}
	lease.Release()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			b, err := Connect(t.Context(), Remote{URLs: url}, true, log)
			if err != nil {
				t.Error(err)
				return
			}
			b.Close()
		})
	}
	wg.Wait()
	if n, _, err := b.layout(t.Context()); err != nil || n != store.Version {
		t.Errorf("layout %d, %v", n, err)
	}
}
