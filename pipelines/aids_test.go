package pipelines

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"zeren/ingest"
	"zeren/ingest/ocr"
)

// aided is a place whose reader needs an engine for files that begin with 扫描,
// and cannot read those that begin with 扫描潦草 even so.
type aided struct {
	*place
	engine atomic.Value // ocr.Engine
	reads  atomic.Int32
}

func newAided(t *testing.T) *aided {
	a := &aided{place: newPlace(t)}
	a.engine.Store(ocr.Engine{})
	decode := a.cfg.Chain.Decode
	a.cfg.Chain.Aids = func() ingest.Aids { return ingest.Aids{OCR: a.engine.Load().(ocr.Engine)} }
	a.cfg.Chain.Decode = func(ctx context.Context, name string, data []byte) (ingest.Document, error) {
		if strings.HasPrefix(string(data), "扫描") {
			a.reads.Add(1)
			switch engine := a.cfg.Chain.Aids().OCR; {
			case !engine.Present():
				return ingest.Document{}, &ingest.Unreadable{Reason: ingest.NeedsOCR, Aid: ingest.AidOCR}
			case strings.HasPrefix(string(data), "扫描潦草"):
				return ingest.Document{}, &ingest.Unreadable{Reason: ingest.Illegible, Aid: ingest.AidOCR}
			}
			data = data[len("扫描"):]
		}
		return decode(ctx, name, data)
	}
	return a
}

func (a *aided) install(version string) {
	a.engine.Store(ocr.Engine{Command: []string{"engine"}, Identity: "engine " + version})
}

// TestScansWait: what needs recognition waits, and is taken up by itself at the
// start after an engine has come. What the engine cannot read is tried once,
// and once more by another version of it.
func TestScansWait(t *testing.T) {
	a := newAided(t)
	a.drop("甲.pdf", "扫描"+judgment(1, true))
	a.drop("乙.pdf", "扫描潦草")
	a.drop("丙.txt", judgment(2, true))
	once := func(reads int32, want ...string) {
		t.Helper()
		if err := a.once(); err != nil {
			t.Fatal(err)
		}
		wantNames(t, a.cfg.Inbox, want...)
		if n := a.reads.Swap(0); n != reads {
			t.Errorf("%d reads, want %d", n, reads)
		}
	}
	waiting := []string{"已处理/丙.txt", "待人工处理/甲.pdf", "待人工处理/甲.pdf.说明.txt", "待人工处理/乙.pdf", "待人工处理/乙.pdf.说明.txt"}
	once(2, waiting...)
	note := func() string { return tree(t, a.cfg.Inbox)["待人工处理/乙.pdf.说明.txt"] }
	if n := note(); !strings.Contains(n, "需要识别") {
		t.Errorf("note %q", n)
	}
	once(0, waiting...)
	a.install("1")
	read := []string{"已处理/丙.txt", "已处理/甲.pdf", "待人工处理/乙.pdf", "待人工处理/乙.pdf.说明.txt"}
	once(2, read...)
	if n := note(); strings.Contains(n, "需要识别") || !strings.Contains(n, "不能可靠读出") {
		t.Errorf("note %q", n)
	}
	wantReports(t, a.place, 2)
	once(0, read...)
	a.install("2")
	once(1, read...)
	once(0, read...)
	if n := len(a.kinds(Reopened)); n != 3 {
		t.Errorf("%d reopened", n)
	}
}

// TestScansTakenUp: while a watch runs, an engine that comes is noticed.
func TestScansTakenUp(t *testing.T) {
	a := newAided(t)
	a.drop("甲.pdf", "扫描"+judgment(1, true))
	o := a.open()
	defer o.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	aside, done := make(chan struct{}), make(chan struct{})
	var moves atomic.Int32
	o.cfg.step = func(point string) {
		if point == "event:moved" {
			switch moves.Add(1) {
			case 1:
				close(aside)
			case 2:
				close(done)
			}
		}
	}
	ended := make(chan error)
	go func() { ended <- o.Watch(ctx) }()
	<-aside
	wantNames(t, a.cfg.Inbox, "待人工处理/甲.pdf", "待人工处理/甲.pdf.说明.txt")
	a.install("1")
	<-done
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	wantNames(t, a.cfg.Inbox, "已处理/甲.pdf")
	wantReports(t, a.place, 1)
}

// TestEngineChangesMeanwhile: what one engine read is not kept as what another
// read.
func TestEngineChangesMeanwhile(t *testing.T) {
	a := newAided(t)
	a.install("1")
	decode := a.cfg.Chain.Decode
	var change sync.Once
	a.cfg.Chain.Decode = func(ctx context.Context, name string, data []byte) (ingest.Document, error) {
		change.Do(func() { a.install("2") })
		return decode(ctx, name, data)
	}
	a.drop("甲.pdf", "扫描"+judgment(1, true))
	if err := a.once(); err != nil {
		t.Fatal(err)
	}
	if n := a.reads.Load(); n != 2 {
		t.Errorf("%d reads", n)
	}
	wantReports(t, a.place, 1)
}

// TestUnreadableAids: a file that no outside program can help waits for none.
func TestUnreadableAids(t *testing.T) {
	a := newAided(t)
	a.cfg.Chain.Decode = func(context.Context, string, []byte) (ingest.Document, error) {
		a.reads.Add(1)
		return ingest.Document{}, &ingest.Unreadable{Reason: ingest.Damaged}
	}
	a.drop("甲.pdf", "x")
	for _, v := range []string{"1", "2"} {
		if err := a.once(); err != nil {
			t.Fatal(err)
		}
		a.install(v)
	}
	if n := a.reads.Load(); n != 1 {
		t.Errorf("%d reads", n)
	}
}

// TestRevivedOnce: files that wait for an outside program are opened once,
// however many look for it at the same time.
func TestRevivedOnce(t *testing.T) {
	a := newAided(t)
	const scans = 3
	for n := range scans {
		a.drop(fmt.Sprintf("%d.pdf", n), "扫描"+judgment(n, true))
	}
	if err := a.once(); err != nil {
		t.Fatal(err)
	}
	a.install("1")
	o := a.open()
	defer o.Close()
	var looks sync.WaitGroup
	for range 4 {
		looks.Go(func() {
			if err := o.reviveOnce(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	looks.Wait()
	if n := len(a.kinds(Reopened)); n != scans {
		t.Errorf("%d reopened", n)
	}
}
