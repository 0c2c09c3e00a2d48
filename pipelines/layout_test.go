package pipelines

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"zeren/pipelines/internal/bus/bustest"
	"zeren/pipelines/internal/store"
)

// TestOlderServers: an office on servers elsewhere whose events have no chain
// yet, as the first version of the layout had them, is brought forward by the
// watch; its chain covers all that was before. Others are refused until then,
// and everybody where the layout is a newer one.
func TestOlderServers(t *testing.T) {
	t.Parallel()
	url := bustest.Elsewhere(t)
	p := newPlace(t)
	p.cfg.Remote, p.cfg.Create = &Remote{URLs: url, Replicas: 1}, true
	p.drop("甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	js := bustest.JetStream(t, url)
	s, err := js.Stream(t.Context(), "EVENTS")
	if err != nil {
		t.Fatal(err)
	}
	read := func() (list [][]byte) {
		info, err := s.Info(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for seq := uint64(1); seq <= info.State.LastSeq; seq++ {
			m, err := s.GetMsg(t.Context(), seq)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, m.Data)
		}
		return list
	}
	list := read()
	for _, name := range []string{"EVENTS", "OFFICE"} {
		if err := js.DeleteStream(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(remoteDir(p.cfg.Data)); err != nil {
		t.Fatal(err)
	}
	if s, err = js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "EVENTS", Subjects: []string{"zeren.event.>"}, DenyDelete: true, DenyPurge: true}); err != nil {
		t.Fatal(err)
	}
	h, n := store.NewHash(), 0
	for _, data := range list {
		e := eventOf(t, data)
		if e.Kind == Begun || e.Kind == Bound {
			continue
		}
		e.Seq, e.Prev = 0, nil
		plain, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := js.Publish(t.Context(), "zeren.event."+string(e.Kind), plain); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(h, "%s\n", plain)
		n++
	}
	hand := newPlace(t)
	hand.cfg.Remote = &Remote{URLs: url}
	refused := func(cfg Config, want error, text string) {
		t.Helper()
		o, err := Open(t.Context(), cfg)
		if err == nil {
			o.Close()
		}
		if got, _ := Explain(err); !errors.Is(err, want) || !strings.Contains(got, text) {
			t.Errorf("%v (%s), want %v", err, got, want)
		}
	}
	refused(hand.cfg, ErrOlder, "NATS 服务器上的登记是旧版本程序的格式")
	p.drop("乙.txt", judgment(2, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantReports(t, p, 2)
	if e := eventOf(t, read()[n]); e.Kind != Begun || e.Prev == nil || *e.Prev != h.Sum() {
		t.Errorf("chain begins with %+v", e)
	}
	o, err := Open(t.Context(), hand.cfg)
	if err != nil {
		t.Fatal(err)
	}
	o.Close()
	if _, err := js.Publish(t.Context(), "zeren.office.layout", []byte("99\n")); err != nil {
		t.Fatal(err)
	}
	held := len(read())
	for _, cfg := range []Config{p.cfg, hand.cfg} {
		refused(cfg, ErrNewer, "NATS 服务器上的登记由更新版本的程序写成，本程序没有改动其中任何内容")
	}
	if _, err := OpenAudit(t.Context(), p.cfg); !errors.Is(err, ErrNewer) {
		t.Errorf("audit: %v", err)
	}
	if n := len(read()); n != held {
		t.Errorf("%d events, were %d", n, held)
	}
}
