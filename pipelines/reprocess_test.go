package pipelines

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
	"zeren/report"
)

// nextProgram is a later version of the plain chain: it finds a fault that the
// earlier one did not, and reads one judgment as lost that was won.
func nextProgram() *Chain {
	c := plainChain()
	c.Versions.Extract = "2"
	read := c.Extract
	c.Extract = func(d ingest.Document) []extract.Record {
		list := read(d)
		for i := range list {
			if list[i].CaseNumber == nil {
				continue
			}
			switch {
			case strings.Contains(*list[i].CaseNumber, "初3号"):
				list[i].Results = []extract.Result{{Agency: "某某县某某局", Result: extract.Lost}}
			case strings.Contains(*list[i].CaseNumber, "初1号"):
				list[i].Errors = []extract.Finding{{Code: extract.Code("procedure"), Agencies: []string{"某某县某某局"}, Rule: "procedure.named：违反法定程序"}}
			}
		}
		return list
	}
	return c
}

func (p *place) reprocess(t *testing.T, r Reprocessing) (report.Difference, []string) {
	t.Helper()
	o := p.open()
	defer o.Close()
	b, err := o.Reprocess(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	d, paths, err := o.Differences(t.Context(), b, r.By)
	if err != nil {
		t.Fatal(err)
	}
	return d, paths
}

// TestReprocess: what another version of the program makes of the held papers
// is told against what was made before, by cause; what was issued stays.
func TestReprocess(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	for _, n := range []int{1, 2, 3, 4} {
		p.drop(fmt.Sprintf("%d.txt", n), judgment(n, n == 1 || n == 2))
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	before := tree(t, p.cfg.Outbox)
	p.cfg.Chain = nextProgram()
	o := p.open()
	plan, err := o.Plan(t.Context(), Reprocessing{})
	if err != nil || len(plan.Sources) != 4 || plan.Same != 0 {
		t.Errorf("plan %+v, %v", plan, err)
	}
	o.Close()
	d, paths := p.reprocess(t, Reprocessing{By: "王五"})
	if d.Files != 4 || d.Unchanged != 2 || d.Changed() != 2 || d.First != 0 || d.Failed != 0 {
		t.Errorf("%+v", d)
	}
	if len(d.Causes) != 1 || !strings.Contains(d.Causes[0].Text, "程序 1 → 程序 2") || d.Causes[0].Files != 2 {
		t.Fatalf("causes %+v", d.Causes)
	}
	text := fmt.Sprintf("%+v", d.Causes[0].Changes)
	for _, want := range []string{
		"CaseNumber:（2021）皖1524行初3号 Agency:某某县某某局 Kind:裁判结果 Item: Before:胜诉 After:败诉",
		"CaseNumber:（2021）皖1524行初1号 Agency:某某县某某局 Kind:认定的过错 Item:违反法定程序 Before:无 After:有（规则 procedure.named）",
		"Kind:规定是否适用", "Kind:文书",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	after := tree(t, p.cfg.Outbox)
	if len(paths) != 2 || after[paths[0]] == "" || !strings.HasPrefix(after[paths[1]], "PK") {
		t.Errorf("issued %q", paths)
	}
	held := map[string]bool{}
	for _, text := range after {
		held[text] = true
	}
	for name, text := range before {
		if !held[text] {
			t.Errorf("%s is gone", name)
		}
	}
	if v := verify(t, p); v.Broken != nil || len(v.Older) != 1 {
		t.Errorf("%+v, %v", v, v.Broken)
	}
	// The same again has nothing left to do.
	d, _ = p.reprocess(t, Reprocessing{By: "王五"})
	if d.Files != 0 || d.Same != 4 {
		t.Errorf("again: %+v", d)
	}
}

// TestReprocessSelection: by day, jurisdiction, agency and pack.
func TestReprocessSelection(t *testing.T) {
	p := newPlace(t)
	p.cfg.Chain.Bound = append(p.cfg.Chain.bindings(), Binding{Stage: stageClassify, Name: boundPack, Pack: "somewhere", Digest: "abcdef"})
	p.drop("1.txt", judgment(1, true))
	p.drop("2.txt", judgment(2, false))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	p.cfg.Chain = nextProgram()
	o := p.open()
	defer o.Close()
	o.recent = recent{read: func(_ context.Context, seq uint64) ([]byte, error) {
		t.Errorf("event %d was read for a selection", seq)
		return nil, errors.New("no event")
	}}
	for _, c := range []struct {
		sel  Selection
		want int
	}{
		{Selection{}, 2},
		{Selection{From: "2100-01-01"}, 0},
		{Selection{To: "2000-01-01"}, 0},
		{Selection{From: "2000-01-01", To: "2100-01-01"}, 2},
		{Selection{Jurisdiction: "somewhere"}, 1},
		{Selection{Jurisdiction: "elsewhere"}, 0},
		{Selection{Agency: "某某局"}, 2},
		{Selection{Agency: "别的局"}, 0},
		{Selection{Pack: "abc"}, 2},
		{Selection{Pack: "abd"}, 0},
	} {
		plan, err := o.Plan(t.Context(), Reprocessing{Selection: c.sel})
		if err != nil || len(plan.Sources) != c.want {
			t.Errorf("%+v: %d, want %d, %v", c.sel, len(plan.Sources), c.want, err)
		}
	}
	if _, err := o.Plan(t.Context(), Reprocessing{Selection: Selection{From: "去年"}}); err == nil {
		t.Error("a day that is none was taken")
	}
}

// TestReprocessFolder: a folder of old judgments is taken as it lies, and stays.
func TestReprocessFolder(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.drop("旧.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"a/1.txt": judgment(1, true), "a/5.txt": judgment(5, true), "b/5 副本.txt": judgment(5, true), "坏.txt": ""} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before := tree(t, dir)
	d, _ := p.reprocess(t, Reprocessing{Dir: dir, By: "王五"})
	if d.Files != 2 || d.First != 2 || d.Same != 1 {
		t.Errorf("%+v", d)
	}
	if !maps.Equal(before, tree(t, dir)) {
		t.Error("the folder was changed")
	}
	o := p.open()
	defer o.Close()
	if e, err := o.Find("（2021）皖1524行初5号"); err != nil || e.Outcome == nil || len(e.reports()) != 1 {
		t.Errorf("%+v, %v", e, err)
	}
	wantNames(t, p.cfg.Inbox, "已处理/旧.txt")
}

// TestLiveBeforeArchive: with a batch under way and its reader held up, a live
// drop gets its report; and while anything live is owed no archive work is
// taken up.
func TestLiveBeforeArchive(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	for n := range 40 {
		p.drop(fmt.Sprintf("%d.txt", n), judgment(100+n, true))
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	c := nextProgram()
	c.Versions.Ingest = "2"
	decode := c.Decode
	begun, goOn := make(chan struct{}), make(chan struct{})
	var first sync.Once
	var mu sync.Mutex
	reading := 0
	c.Decode = func(ctx context.Context, name string, data []byte) (ingest.Document, error) {
		if name == "新.txt" {
			return decode(ctx, name, data)
		}
		mu.Lock()
		if reading++; reading > 1 {
			t.Error("two readers on archive work")
		}
		mu.Unlock()
		first.Do(func() { close(begun) })
		<-goOn
		mu.Lock()
		reading--
		mu.Unlock()
		return decode(ctx, name, data)
	}
	p.cfg.Chain = c
	settled := make(chan struct{})
	told := p.cfg.Notify
	p.cfg.Notify = func(n Notice) {
		told(n)
		if n.Kind == Reported && n.Name == "新.txt" {
			close(settled)
		}
	}
	watch := p.open()
	defer watch.Close()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- watch.Watch(ctx) }()
	other := p.open() // reprocess beside a watch, through it
	defer other.Close()
	if other.Owner() {
		t.Fatal("two owners")
	}
	type answer struct {
		b   *Batch
		err error
	}
	answers := make(chan answer)
	go func() {
		b, err := other.Reprocess(t.Context(), Reprocessing{By: "王五"})
		answers <- answer{b, err}
	}()
	<-begun // an archive file is in the reader's hands, and stays there
	p.drop("新.txt", judgment(1, true))
	<-settled
	close(goOn)
	a := <-answers
	if a.err != nil {
		t.Fatal(a.err)
	}
	d, _, err := other.Differences(t.Context(), a.b, "王五")
	if err != nil || d.Files != 40 {
		t.Errorf("%+v, %v", d, err)
	}
	if n := p.kinds(Reported); len(n) != 41 {
		t.Errorf("%d notices of reports, want those of the drops alone", len(n))
	}
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

// TestReprocessResumes: a batch that was cut off goes on with what is left, and
// its report tells of the whole.
func TestReprocessResumes(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	const files = 30
	for n := range files {
		p.drop(fmt.Sprintf("%d.txt", n), judgment(100+n, true))
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	p.cfg.Chain = nextProgram()
	p.cfg.Chain.Versions.Ingest = "2"
	ctx, cancel := context.WithCancel(t.Context())
	reads := 0
	decode := p.cfg.Chain.Decode
	p.cfg.Chain.Decode = func(c context.Context, name string, data []byte) (ingest.Document, error) {
		if reads++; reads == 7 {
			cancel()
		}
		return decode(c, name, data)
	}
	o := p.open()
	if _, err := o.Reprocess(ctx, Reprocessing{By: "王五"}); !errors.Is(err, context.Canceled) {
		t.Errorf("cut off: %v", err)
	}
	o.Close()
	if reads >= files {
		t.Fatalf("%d files were read before the stop took effect", reads)
	}
	d, _ := p.reprocess(t, Reprocessing{By: "王五"})
	if d.Files != files || d.Unchanged != files || reads != files {
		t.Errorf("%+v after %d reads", d, reads)
	}
}

// TestBackPressure: a slow stage holds back what is queued before it, however
// much is owed.
func TestBackPressure(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.cfg.window = 8
	for n := range 60 {
		p.drop(fmt.Sprintf("%d.txt", n), judgment(100+n, true))
	}
	most := 0
	assess := p.cfg.Chain.Assess
	var o *Office
	p.cfg.Chain.Assess = func(c classify.Case, f classify.Facts) (classify.Outcome, error) {
		n := 0
		o.ledger.view(func() {
			for sha := range o.queued {
				if o.ledger.open[sha] {
					n++
				}
			}
		})
		most = max(most, n)
		runtime.Gosched()
		return assess(c, f)
	}
	o = p.open()
	defer o.Close()
	if err := o.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantReports(t, p, 60)
	if most == 0 || most > 8 {
		t.Errorf("%d pieces of work were queued at a time", most)
	}
}
