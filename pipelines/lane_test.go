package pipelines

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
)

// TestLinksOfArchiveWork: a held file that is assessed anew because an old
// paper of its dispute came in a batch stays in the archive lane, before and
// after the folder was opened again, and comes to what it would be had both
// been dropped.
func TestLinksOfArchiveWork(t *testing.T) {
	files := chainOfPapers()
	all := slices.Sorted(maps.Keys(files))
	register, reports := arrivals(t, files, all).state()
	for _, held := range all {
		p := arrivals(t, files, []string{held})
		dir := t.TempDir()
		for _, name := range all {
			if name == held {
				continue
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(files[name]), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var o *Office
		var linked atomic.Int32
		p.cfg.step = func(point string) {
			if point != "event:linked" {
				return
			}
			o.ledger.view(func() {
				if o.ledger.open[Digest([]byte(files[held]))] {
					linked.Add(1)
				}
				if len(o.ledger.open) != len(o.ledger.archive) {
					t.Errorf("%s: live work from archive work: %d open, %d of the archive", held, len(o.ledger.open), len(o.ledger.archive))
				}
			})
		}
		o = p.open()
		b, err := o.Reprocess(t.Context(), Reprocessing{Dir: dir, By: "王五"})
		if err != nil {
			t.Fatal(err)
		}
		if b.Count != len(all)-1 || linked.Load() == 0 {
			t.Errorf("%s: %d in the batch; the held file was opened %d times", held, b.Count, linked.Load())
		}
		o.Close()
		p.cfg.step = nil
		_, got := p.state()
		if !slices.Equal(printed(got), printed(reports)) {
			t.Errorf("%s held first: in force %q, want %q\n%s", held, printed(got), printed(reports), register)
		}
	}
}
