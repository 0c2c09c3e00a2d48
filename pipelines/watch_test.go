package pipelines

import (
	"context"
	"errors"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"zeren/extract"
	"zeren/ingest"
)

func names(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

func wantNames(t *testing.T, dir string, want ...string) {
	t.Helper()
	slices.Sort(want)
	if got := names(tree(t, dir)); !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", filepath.Base(dir), got, want)
	}
}

func TestEachGoesToItsPlace(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, true))
	p.drop("街道/2021/乙.txt", judgment(2, false))
	p.drop("空.txt", "")
	p.drop("通知.txt", "关于召开工作会议的通知，请各单位按时参加会议，认真准备有关材料，不得无故缺席，特此通知。")
	p.drop("丙.txt.part", "x")
	p.drop("已处理/早先.txt", judgment(9, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantNames(t, p.cfg.Inbox, "已处理/早先.txt", "已处理/甲.txt", "已处理/街道/2021/乙.txt", "丙.txt.part",
		"待人工处理/空.txt", "待人工处理/空.txt.说明.txt", "待人工处理/通知.txt", "待人工处理/通知.txt.说明.txt")
	if note := tree(t, p.cfg.Inbox)["待人工处理/通知.txt.说明.txt"]; !strings.Contains(note, "非裁判文书") || !strings.Contains(note, "处理办法") {
		t.Errorf("note %q", note)
	}
	wantReports(t, p, 1)
	if n := p.kinds(Ignored); len(n) != 1 || n[0].Name != "丙.txt.part" {
		t.Errorf("ignored %v", n)
	}
}

// TestNames: names that are long, in another encoding or in none.
func TestNames(t *testing.T) {
	p := newPlace(t)
	long := strings.Repeat("判", 84) + "x.t" // 255 bytes
	p.drop(long, "")
	p.drop("\xc5\xd0\xbe\xf6\xca\xe9/\xc5\xd0.txt", judgment(1, true)) // 判决书/判.txt in GBK
	p.drop("\xff\xff.txt", judgment(2, false))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	aside := "待人工处理/" + strings.Repeat("判", 78) + ".t"
	wantNames(t, p.cfg.Inbox, aside, aside+ingest.NoteSuffix, "已处理/判决书/判.txt", "已处理/_.txt")
	wantReports(t, p, 1)
	if n := p.kinds(Accepted); len(n) != 3 {
		t.Errorf("accepted %v", n)
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantReports(t, p, 1)
}

func TestSameBytesAgain(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, true))
	p.drop("通知.txt", "关于召开工作会议的通知，请各单位按时参加会议，认真准备有关材料，不得无故缺席，特此通知。")
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	first := tree(t, p.cfg.Outbox)
	p.drop("甲.txt", judgment(1, true))
	p.drop("换了名.txt", judgment(1, true))
	p.drop("通知二.txt", "关于召开工作会议的通知，请各单位按时参加会议，认真准备有关材料，不得无故缺席，特此通知。")
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantNames(t, p.cfg.Inbox, "已处理/甲.txt", "已处理/甲 (2).txt", "已处理/换了名.txt",
		"待人工处理/通知.txt", "待人工处理/通知.txt.说明.txt", "待人工处理/通知二.txt", "待人工处理/通知二.txt.说明.txt")
	if !maps.Equal(first, tree(t, p.cfg.Outbox)) {
		t.Error("the outbox changed")
	}
	if again := p.kinds(Recognised); len(again) != 3 || !strings.Contains(again[0].String(), "重复") {
		t.Errorf("recognised %v", again)
	}
	if o := p.open(); true {
		defer o.Close()
		list := register(t, o)
		if len(list) != 2 || len(list[0].Drops)+len(list[1].Drops) != 5 {
			t.Errorf("register %+v", list)
		}
	}
}

// TestFailedBytesAgain: bytes that failed are tried again when they come
// again, and by retry.
func TestFailedBytesAgain(t *testing.T) {
	p := newPlace(t)
	extractAll := p.cfg.Chain.Extract
	p.cfg.Chain.Extract = func(ingest.Document) []extract.Record { panic("a fault") }
	p.drop("甲.txt", judgment(1, true))
	p.drop("乙.txt", judgment(2, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantNames(t, p.cfg.Inbox, "待人工处理/甲.txt", "待人工处理/甲.txt.说明.txt", "待人工处理/乙.txt", "待人工处理/乙.txt.说明.txt")
	p.cfg.Chain.Extract = extractAll
	p.drop("甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	o := p.open()
	defer o.Close()
	list := failed(t, o)
	if len(list) != 1 || list[0].Name != "乙.txt" || list[0].Problem.Stage != stageExtract {
		t.Fatalf("failed %+v", list)
	}
	if err := o.Retry(t.Context(), list[0], "王五"); err != nil {
		t.Fatal(err)
	}
	if err := o.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(failed(t, o)) != 0 {
		t.Errorf("after retry: failed %v", failed(t, o))
	}
	wantReports(t, p, 2)
	// What was put aside goes where it belongs, and the note with it.
	if err := o.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantNames(t, p.cfg.Inbox, "已处理/甲.txt", "已处理/甲 (2).txt", "已处理/乙.txt")
}

// TestReaderFails: an error of the reader's process is tried a few times, then
// the file goes to a person.
func TestReaderFails(t *testing.T) {
	p := newPlace(t)
	var mu sync.Mutex
	calls := map[string]int{}
	decode := p.cfg.Chain.Decode
	p.cfg.Chain.Decode = func(ctx context.Context, name string, data []byte) (ingest.Document, error) {
		mu.Lock()
		calls[name]++
		n := calls[name]
		mu.Unlock()
		if name == "总是.txt" || n < 3 {
			return ingest.Document{}, errors.New("broken pipe")
		}
		return decode(ctx, name, data)
	}
	p.drop("总是.txt", judgment(1, true))
	p.drop("两次.txt", judgment(2, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantNames(t, p.cfg.Inbox, "待人工处理/总是.txt", "待人工处理/总是.txt.说明.txt", "已处理/两次.txt")
	if calls["总是.txt"] != tryLimit || calls["两次.txt"] != 3 {
		t.Errorf("calls %v", calls)
	}
}

// TestDeadlyFile: a file over which the process died again and again goes to a
// person, and the others are not held up by it.
func TestDeadlyFile(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, true))
	p.drop("乙.txt", judgment(2, true))
	h := hands{filepath.Join(p.cfg.Data, "hands")}
	for i := range deathLimit {
		if n := h.take(Digest([]byte(judgment(1, true)))); n != i {
			t.Fatalf("%d deaths, want %d", n, i)
		}
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantNames(t, p.cfg.Inbox, "待人工处理/甲.txt", "待人工处理/甲.txt.说明.txt", "已处理/乙.txt")
	if left, err := os.ReadDir(h.dir); err != nil || len(left) != 0 {
		t.Errorf("still in hand: %v, %v", left, err)
	}
}

// TestGrowingFile: a file that is being written is taken once, whole.
func TestGrowingFile(t *testing.T) {
	p := newPlace(t)
	text := []rune(judgment(1, true))
	o := p.open()
	defer o.Close()
	path := filepath.Join(p.cfg.Inbox, "慢.txt")
	if err := os.MkdirAll(p.cfg.Inbox, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	moved := make(chan struct{})
	part := len(text)/8 + 1
	o.cfg.step = func(point string) {
		switch point {
		case "scanned": // a piece after each look
			n := min(part, len(text))
			if n == 0 {
				f.Close()
				break
			}
			if _, err := f.WriteString(string(text[:n])); err != nil {
				t.Error(err)
			}
			text = text[n:]
		case "event:moved":
			close(moved)
		}
	}
	done := make(chan error)
	go func() { done <- o.Watch(ctx) }()
	<-moved
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if got := tree(t, p.cfg.Inbox); got["已处理/慢.txt"] != judgment(1, true) || len(got) != 1 {
		t.Errorf("inbox %v", got)
	}
	if list := register(t, o); len(list) != 1 || list[0].Source != Digest([]byte(judgment(1, true))) {
		t.Errorf("register %+v", list)
	}
}

// TestRenamedFile: a download gets its name at the end.
func TestRenamedFile(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt.crdownload", judgment(1, true))
	o := p.open()
	defer o.Close()
	ctx, cancel := context.WithCancel(t.Context())
	moved := make(chan struct{})
	scans := 0
	o.cfg.step = func(point string) {
		switch point {
		case "scanned":
			if scans++; scans == 4 {
				if len(register(t, o)) != 0 {
					t.Error("taken under its temporary name")
				}
				if err := os.Rename(filepath.Join(p.cfg.Inbox, "甲.txt.crdownload"), filepath.Join(p.cfg.Inbox, "甲.txt")); err != nil {
					t.Error(err)
				}
			}
		case "event:moved":
			close(moved)
		}
	}
	done := make(chan error)
	go func() { done <- o.Watch(ctx) }()
	<-moved
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	wantNames(t, p.cfg.Inbox, "已处理/甲.txt")
}

// TestGoneBeforeTaken: a file that is gone when its turn comes is no file that
// waits, and nobody is told of one.
func TestGoneBeforeTaken(t *testing.T) {
	p := newPlace(t)
	p.drop("乙.txt", judgment(2, true))
	p.drop("甲.txt", judgment(1, true))
	o := p.open()
	defer o.Close()
	var once sync.Once
	o.cfg.step = func(point string) {
		if point == "stored" { // 乙, the first by name
			once.Do(func() {
				if err := os.Remove(filepath.Join(p.cfg.Inbox, "甲.txt")); err != nil {
					t.Error(err)
				}
			})
		}
	}
	if err := o.Once(t.Context()); err != nil {
		t.Error(err)
	}
	wantNames(t, p.cfg.Inbox, "已处理/乙.txt")
	if list := register(t, o); len(list) != 1 {
		t.Errorf("register %+v", list)
	}
	if list := p.kinds(Stalled); len(list) > 0 {
		t.Errorf("told %+v", list)
	}
}

// TestReplacedBeforeMove: what is put in a file's place before it is moved is
// a drop of its own.
func TestReplacedBeforeMove(t *testing.T) {
	for _, keepTime := range []bool{false, true} {
		p := newPlace(t)
		p.drop("甲.txt", judgment(1, true))
		path := filepath.Join(p.cfg.Inbox, "甲.txt")
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		var replace sync.Once
		p.cfg.step = func(point string) {
			if point != "published" {
				return
			}
			replace.Do(func() {
				if err := os.WriteFile(path, []byte(judgment(2, true)), 0o644); err != nil {
					t.Error(err)
				}
				if keepTime { // same length, same time: only the bytes tell
					if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
						t.Error(err)
					}
				}
			})
		}
		if err := p.once(); err != nil {
			t.Fatal(err)
		}
		if got := tree(t, p.cfg.Inbox); got["已处理/甲.txt"] != judgment(2, true) || len(got) != 1 {
			t.Errorf("keepTime %v: inbox %q", keepTime, got)
		}
		wantReports(t, p, 2)
	}
}

// wantReports wants so many reports, each with its twins beside it, and nothing
// else in the outbox.
func wantReports(t *testing.T, p *place, n int) {
	t.Helper()
	out := tree(t, p.cfg.Outbox)
	reports := 0
	for name := range out {
		if path.Base(path.Dir(name)) == WithdrawnFolder && path.Ext(name) == ".txt" {
			delete(out, name) // the note beside withdrawn reports
			continue
		}
		stem, ok := strings.CutSuffix(name, ".pdf")
		if !ok {
			continue
		}
		reports++
		for _, ext := range []string{".docx", ".json", ".ics"} {
			if _, ok := out[stem+ext]; !ok {
				t.Errorf("%s has no twin %s", name, ext)
			}
		}
	}
	if reports != n || len(out) != 4*n {
		t.Errorf("%d reports of %q, want %d", reports, names(out), n)
	}
}

// TestStopAndGoOn: a stop finishes what is in hand; the next start goes on.
func TestStopAndGoOn(t *testing.T) {
	p := newPlace(t)
	p.cfg.ackWait = time.Second // after a stop the server gives out again what was in hand
	p.cfg.Readers = 1
	for _, n := range []string{"1", "2", "3", "4"} {
		p.drop(n+".txt", judgment(len(n)+int(n[0]), true))
	}
	ctx, cancel := context.WithCancel(t.Context())
	decode := p.cfg.Chain.Decode
	inHand := make(chan struct{})
	goOn := make(chan struct{})
	var first sync.Once
	p.cfg.Chain.Decode = func(c context.Context, name string, data []byte) (ingest.Document, error) {
		first.Do(func() {
			close(inHand)
			<-goOn
		})
		if err := c.Err(); err != nil {
			t.Errorf("work in hand was cut off: %v", err)
		}
		return decode(c, name, data)
	}
	o := p.open()
	done := make(chan error)
	go func() { done <- o.Watch(ctx) }()
	<-inHand
	cancel()
	close(goOn)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	p.cfg.Chain.Decode = decode
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantReports(t, p, 4)
	wantNames(t, p.cfg.Inbox, "已处理/1.txt", "已处理/2.txt", "已处理/3.txt", "已处理/4.txt")
}

// TestLongRead: a stage that takes longer than the server waits for an answer
// is not started twice.
func TestLongRead(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.cfg.ackWait = 2 * time.Second // long enough that a loaded machine can say in time that it works
	var calls atomic.Int32
	decode := p.cfg.Chain.Decode
	p.cfg.Chain.Decode = func(ctx context.Context, name string, data []byte) (ingest.Document, error) {
		calls.Add(1)
		<-time.After(p.cfg.ackWait * 3 / 2)
		return decode(ctx, name, data)
	}
	p.drop("甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	if n := calls.Load(); n != 1 {
		t.Errorf("read %d times", n)
	}
}

func TestBothWaysGiveTheSameBytes(t *testing.T) {
	p := newPlace(t)
	files := mixed()
	for name, text := range files {
		p.drop(name, text)
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		r, err := p.cfg.Chain.Run(t.Context(), Input{Name: filepath.Base(name), Data: []byte(files[name])})
		var bad *ingest.Unreadable
		if errors.As(err, &bad) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Publish(out, r.Files); err != nil {
			t.Fatal(err)
		}
	}
	watch, draft := tree(t, p.cfg.Outbox), tree(t, out)
	if len(watch) == 0 || !maps.Equal(watch, draft) {
		t.Errorf("watch %q\ndraft %q", names(watch), names(draft))
	}
}
