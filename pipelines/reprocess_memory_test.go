package pipelines

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"
)

// TestArchiveMemory goes over a folder of generated judgments and then over
// all of them again by another version, and wants what is held in memory to
// grow by no more than a line of the register each, and not at all with the
// second run. ZEREN_TEST_ARCHIVE asks for more of them than the default.
func TestArchiveMemory(t *testing.T) {
	files := 200
	if n, err := strconv.Atoi(os.Getenv("ZEREN_TEST_ARCHIVE")); err == nil {
		files = n
	}
	p := newPlace(t)
	p.cfg.Log = nil
	dir := t.TempDir()
	for n := range files {
		sub := filepath.Join(dir, strconv.Itoa(n/1000))
		if err := os.MkdirAll(sub, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(sub, fmt.Sprintf("%d.txt", n)), []byte(judgment(1000+n, n%3 == 0)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	run := func(r Reprocessing) (took time.Duration, mid, end uint64) {
		o := p.open()
		defer o.Close()
		var most uint64
		r.Progress = func(done, total int) {
			if done == total/2 || done == total {
				most = max(most, heap())
			}
		}
		begun := time.Now()
		b, err := o.Reprocess(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := o.Differences(t.Context(), b, ""); err != nil {
			t.Fatal(err)
		}
		return time.Since(begun), most, heap()
	}
	before := heap()
	took, most, first := run(Reprocessing{Dir: dir})
	t.Logf("first run: %d files in %v; heap %d KB before, %d KB at most, %d KB after", files, took, before>>10, most>>10, first>>10)
	if grown := int64(max(most, first)) - int64(before); grown > int64(files)*(lineLimit+serverLimit)+heapBase {
		t.Errorf("%d bytes of memory for each file", grown/int64(files))
	}
	p.cfg.Chain = nextProgram()
	took, most, second := run(Reprocessing{})
	t.Logf("second run: %v; heap %d KB at most, %d KB after", took, most>>10, second>>10)
	if grown := int64(max(most, second)) - int64(first); grown > int64(files)*(runLimit+serverLimit)+heapBase {
		t.Errorf("%d bytes more of memory for each file with the second run", grown/int64(files))
	}
}

// What a paper with its reports may cost in memory, bytes: its lines of the
// ledger, and what a further run over it adds; and beside them the embedded
// server's own.
const (
	lineLimit   = 1536
	runLimit    = 256
	serverLimit = 1024
	heapBase    = 48 << 20
)
