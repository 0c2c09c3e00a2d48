package pipelines

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"zeren/extract"
	"zeren/ingest"
)

// TestArchiveMemory goes over a folder of generated judgments, then over all of
// them again by another version that reads every tenth otherwise, and opens the
// office again. It wants what is held in memory to grow by no more than a line
// of the register each, and by next to nothing with the second run.
//
// ZEREN_TEST_ARCHIVE asks for more of them than the default, as many as an
// archive holds (100000); ZEREN_TEST_ARCHIVE_DIR for a folder with room for
// them, which stays.
func TestArchiveMemory(t *testing.T) {
	files := 200
	if n, err := strconv.Atoi(os.Getenv("ZEREN_TEST_ARCHIVE")); err == nil {
		files = n
	}
	root := os.Getenv("ZEREN_TEST_ARCHIVE_DIR")
	if root == "" {
		root = t.TempDir()
	}
	p := newPlace(t)
	p.cfg.Log = nil
	p.cfg.Inbox, p.cfg.Outbox, p.cfg.Data = filepath.Join(root, "inbox"), filepath.Join(root, "outbox"), filepath.Join(root, "data")
	dir := filepath.Join(root, "旧")
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
	run := func(what string, r Reprocessing) (most uint64) {
		o := p.open()
		defer o.Close()
		begun, told := time.Now(), 0
		r.Progress = func(done, total int) {
			if done == told || done != total/10 && done != total/2 && done != total {
				return
			}
			told = done
			h := heap()
			most = max(most, h)
			t.Logf("%s: %d of %d in %v, %d events; heap %d KB, resident %s", what, done, total, time.Since(begun).Round(time.Millisecond), o.Status().Events, h>>10, resident())
		}
		b, err := o.Reprocess(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		begun = time.Now()
		d, _, err := o.Differences(t.Context(), b, "")
		if err != nil {
			t.Fatal(err)
		}
		h := heap()
		t.Logf("%s: differences in %v: %d without, %d with; heap %d KB, resident %s", what, time.Since(begun).Round(time.Millisecond), d.Unchanged, d.Changed(), h>>10, resident())
		if d.Files != files || d.Failed != 0 {
			t.Errorf("%s: %d files, %d failed, want %d", what, d.Files, d.Failed, files)
		}
		return max(most, h)
	}
	before := heap()
	first := run("first run", Reprocessing{Dir: dir})
	if grown := int64(first) - int64(before); grown > int64(files)*(lineLimit+serverLimit)+heapBase {
		t.Errorf("%d bytes of memory for each file", grown/int64(files))
	}
	p.cfg.Chain = otherReading()
	second := run("second run", Reprocessing{})
	if grown := int64(second) - int64(first); grown > int64(files)*(runLimit+serverLimit)+heapBase {
		t.Errorf("%d bytes more of memory for each file with the second run", grown/int64(files))
	}
	begun := time.Now()
	o := p.open()
	defer o.Close()
	t.Logf("opened in %v: %d events, %d KB of them; heap %d KB, resident %s", time.Since(begun).Round(time.Millisecond),
		o.Status().Events, weight(t, storeDir(p.cfg.Data))>>10, heap()>>10, resident())
}

// otherReading is a later version of the plain chain that takes every tenth
// judgment for lost.
func otherReading() *Chain {
	c := plainChain()
	c.Versions.Extract = "2"
	read := c.Extract
	c.Extract = func(d ingest.Document) []extract.Record {
		list := read(d)
		for i := range list {
			if strings.HasSuffix(deref(list[i].CaseNumber), "0号") {
				list[i].Results = []extract.Result{{Agency: "某某县某某局", Result: extract.Lost}}
			}
		}
		return list
	}
	return c
}

// resident is the memory of the process as the system counts it: now, and at
// most so far; "" where the system does not tell.
func resident() string {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return ""
	}
	var list []string
	for _, line := range strings.Split(string(data), "\n") {
		if name, value, _ := strings.Cut(line, ":"); name == "VmRSS" || name == "VmHWM" {
			list = append(list, strings.TrimSpace(value))
		}
	}
	return strings.Join(list, " at most, now ")
}

// weight is how many bytes the files of a folder have.
func weight(t *testing.T, dir string) (n int64) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			n += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
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
