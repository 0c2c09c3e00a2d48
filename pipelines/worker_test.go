package pipelines

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"zeren/pipelines/internal/bus/bustest"
)

// TestWorkersOutbox: a file that went into a joined one has its reports taken
// away by the watch, also where a worker met it first; a folder of the
// worker's own that has files under the same names stays as it is.
func TestWorkersOutbox(t *testing.T) {
	t.Parallel()
	url := bustest.Elsewhere(t)
	p := newPlace(t)
	p.cfg.Remote, p.cfg.Create = &Remote{URLs: url, Replicas: 1}, true
	first, second := judgment(5, true), judgment(6, true)
	p.drop("甲.txt", first)
	p.drop("乙.txt", second)
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	issued := tree(t, p.cfg.Outbox)
	if len(printed(issued)) != 2 {
		t.Fatalf("issued %q", names(issued))
	}
	hand := newPlace(t)
	hand.cfg.Remote = &Remote{URLs: url}
	for name, data := range issued {
		path := filepath.Join(hand.cfg.Outbox, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	watch, worker := p.open(), hand.open()
	defer watch.Close()
	defer worker.Close()
	if _, err := watch.Merge(t.Context(), []Part{{Name: "甲.txt", Source: Digest([]byte(first))}, {Name: "乙.txt", Source: Digest([]byte(second))}}, "李四"); err != nil {
		t.Fatal(err)
	}
	// The watch leaves to the worker all that a worker may do.
	ctx, cancel := context.WithCancel(t.Context())
	worked := make(chan error, 1)
	go func() { worked <- worker.Work(ctx, Stages()...) }()
	err := watch.working(t.Context(), duties{stages: []string{stageRelate, stagePublish}, dispatch: true}, func(ctx context.Context) error {
		if !watch.ledger.wait(ctx.Done(), watch.idle) {
			return context.Cause(ctx)
		}
		return nil
	})
	cancel()
	if err := errors.Join(err, <-worked); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, hand.cfg.Outbox); !maps.Equal(got, issued) {
		t.Errorf("the worker's folder has %q", names(got))
	}
	got := tree(t, p.cfg.Outbox)
	for name := range issued {
		if _, ok := got[name]; ok {
			t.Errorf("%s is still in force", name)
		}
	}
	if n := len(printed(inForce(got))); n != 1 {
		t.Errorf("in force: %q", names(inForce(got)))
	}
}
