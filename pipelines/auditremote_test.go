package pipelines

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zeren/pipelines/internal/bus/bustest"
	"zeren/pipelines/internal/store"
)

// TestAuditElsewhere: what servers elsewhere hold is audited, exported and
// listed like a data folder, while a watch could run, and what was changed
// there is found.
func TestAuditElsewhere(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	url := bustest.Elsewhere(t)
	p.cfg.Remote, p.cfg.Create = &Remote{URLs: url, Replicas: 1}, true
	for name, text := range mixed() {
		p.drop(name, text)
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	audit := func(cfg Config) *Audit {
		t.Helper()
		a, err := OpenAudit(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		return a
	}
	verify := func(cfg Config) Verdict {
		t.Helper()
		v, err := audit(cfg).Verify(t.Context(), true)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	whole := verify(p.cfg)
	if whole.Broken != nil || whole.Events == 0 || whole.Blobs == 0 || whole.Derived == 0 || whole.Reports != 4 || whole.Unwitnessed {
		t.Fatalf("%+v %v", whole, whole.Broken)
	}
	// A machine that never worked for the office has no record of its own.
	other := p.cfg
	other.Data = filepath.Join(t.TempDir(), "data")
	if v := verify(other); v.Broken != nil || !v.Unwitnessed || v.Head != whole.Head {
		t.Errorf("%+v %v", v, v.Broken)
	}

	a := audit(p.cfg)
	if err := a.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	e, err := a.Find("（2021）皖1524行初1号")
	if err != nil {
		t.Fatal(err)
	}
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := a.Export(t.Context(), e, b); err != nil {
			t.Fatal(err)
		}
	}
	if first.Len() == 0 || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("packages of %d and %d bytes", first.Len(), second.Len())
	}
	lines := 0
	if err := a.Log(t.Context(), nil, func(LogLine) error { lines++; return nil }); err != nil || lines != whole.Events {
		t.Errorf("%d lines, %v", lines, err)
	}

	js := bustest.JetStream(t, url)
	objects, err := js.ObjectStore(t.Context(), "BLOBS")
	if err != nil {
		t.Fatal(err)
	}
	put := func(name, data string) {
		t.Helper()
		if _, err := objects.PutBytes(t.Context(), name, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	broken := func(where, text string) {
		t.Helper()
		if v := verify(p.cfg); v.Broken == nil || !strings.Contains(v.Broken.Where, where) || !strings.Contains(v.Broken.Text, text) {
			t.Errorf("found %v, want %s %s", v.Broken, where, text)
		}
	}
	stray := Digest([]byte("stray"))
	put(stray, "stray")
	if v := verify(p.cfg); v.Broken != nil {
		t.Errorf("a blob without an event: %v", v.Broken)
	}
	put(stray, "other")
	broken(stray, "名称")
	if err := objects.Delete(t.Context(), stray); err != nil {
		t.Fatal(err)
	}
	put(e.Source, "changed")
	broken(e.Source, "SHA-256")
	if err := objects.Delete(t.Context(), e.Source); err != nil {
		t.Fatal(err)
	}
	broken(e.Source, "缺失")
	put(e.Source, judgment(1, true))
	if v := verify(p.cfg); v.Broken != nil {
		t.Errorf("mended: %v", v.Broken)
	}
	// An event that nobody chained, then an end that is not the one acknowledged.
	if err := store.AdvanceHead(store.OS{}, store.HeadPath(remoteDir(p.cfg.Data)), store.Head{Seq: uint64(whole.Events) + 3, Link: whole.Head}); err != nil {
		t.Fatal(err)
	}
	broken("nats/head", "后面的已丢失")
	if _, err := js.Publish(t.Context(), "zeren.event.retried.x", []byte(`{"kind":"retried"}`)); err != nil {
		t.Fatal(err)
	}
	broken("条事件", "与前一条不衔接")
}

// TestAuditElsewhereRefused: nobody there, no office there, and a folder of
// another kind are told apart.
func TestAuditElsewhereRefused(t *testing.T) {
	p := newPlace(t)
	p.cfg.Remote = &Remote{URLs: "nats://127.0.0.1:1"}
	if _, err := OpenAudit(t.Context(), p.cfg); !errors.Is(err, ErrUnreachable) {
		t.Errorf("nobody there: %v", err)
	}
	p.cfg.Remote.URLs = bustest.Elsewhere(t)
	if _, err := OpenAudit(t.Context(), p.cfg); err == nil {
		t.Error("no office has begun there")
	}
	// A folder that was used with servers is not opened without them.
	p.cfg.Create = true
	o, err := Open(t.Context(), p.cfg)
	if err != nil {
		t.Fatal(err)
	}
	o.Close()
	single := p.cfg
	single.Remote = nil
	if _, err := Open(t.Context(), single); !errors.Is(err, ErrOnServers) {
		t.Errorf("opened without its servers: %v", err)
	}
	if _, err := OpenAudit(t.Context(), single); !errors.Is(err, ErrOnServers) {
		t.Errorf("audited without its servers: %v", err)
	}
	if _, err := os.Stat(storeDir(single.Data)); err == nil {
		t.Error("another office was begun")
	}

	p = newPlace(t)
	p.cfg.Remote = &Remote{URLs: bustest.Elsewhere(t)}
	single = p.cfg
	single.Remote = nil
	o, err = Open(t.Context(), single)
	if err != nil {
		t.Fatal(err)
	}
	o.Close()
	if _, err := OpenAudit(t.Context(), p.cfg); !errors.Is(err, ErrLocal) {
		t.Errorf("a folder of a single machine: %v", err)
	}
}
