//go:build unix

package pipelines

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// A child of the test binary is a reader of files, where ZEREN_TEST_READER
// names its cache, or an office that kills itself: ZEREN_TEST_CHILD is its
// folder, ZEREN_TEST_KILL the point and how often it is passed first,
// ZEREN_TEST_AGAIN by what program it works, and what it goes over once more.
func TestMain(m *testing.M) {
	if os.Getenv("ZEREN_TEST_ENGINE") != "" && len(os.Args) == 2 && filepath.Ext(os.Args[1]) == ".pgm" {
		time.Sleep(24 * time.Hour) // an engine of recognition that does not answer
	}
	if dir := os.Getenv("ZEREN_TEST_READER"); dir != "" {
		ingest.Confine()
		if err := ingest.Serve(os.Stdin, os.Stdout, ingest.Options{CacheDir: dir}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if dir := os.Getenv("ZEREN_TEST_WORKER"); dir != "" {
		os.Exit(worker(dir, os.Getenv("ZEREN_TEST_NATS")))
	}
	if dir := os.Getenv("ZEREN_TEST_CHILD"); dir != "" {
		os.Exit(child(dir, os.Getenv("ZEREN_TEST_KILL")))
	}
	os.Exit(m.Run())
}

// worker runs the stages for a watch elsewhere until it is killed.
func worker(dir, urls string) int {
	cfg := foldersIn(dir)
	cfg.Remote = &Remote{URLs: urls}
	o, err := Open(context.Background(), cfg)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	defer o.Close()
	if err := o.Work(context.Background(), Stages()...); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func child(dir, kill string) int {
	point, times, _ := strings.Cut(kill, "#")
	left, _ := strconv.Atoi(times)
	cfg := foldersIn(dir)
	var mu sync.Mutex
	cfg.step = func(p string) {
		mu.Lock()
		defer mu.Unlock()
		if kill != "" && (point == "any" || p == point) {
			if left--; left < 0 {
				// Nothing of ours runs after this: no deferred call, no flush.
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
		}
	}
	cfg.files = halfway{step: cfg.step}
	var again *Reprocessing
	switch os.Getenv("ZEREN_TEST_AGAIN") {
	case "all":
		cfg.Chain, again = nextProgram(), &Reprocessing{}
	case "first":
		cfg.Chain, again = tellingChain(true), &Reprocessing{Selection: firstJudgment}
	case "not yet":
		cfg.Chain = tellingChain(false)
	}
	o, err := Open(context.Background(), cfg)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	defer o.Close()
	if again != nil {
		b, err := o.Reprocess(context.Background(), *again)
		if err == nil {
			_, _, err = o.Differences(context.Background(), b, "")
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return 0
	}
	if err := o.Once(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// halfway passes a point of its own where bytes are written and not yet under
// their name.
type halfway struct {
	store.OS
	step func(string)
}

func (h halfway) Move(old, new string) error {
	if _, ok := store.Unfinished(filepath.Base(old)); ok {
		h.step("part")
	}
	return h.OS.Move(old, new)
}

func foldersIn(dir string) Config {
	return Config{
		Inbox: filepath.Join(dir, "inbox"), Outbox: filepath.Join(dir, "outbox"), Data: filepath.Join(dir, "data"),
		Chain: plainChain(), Poll: 10 * time.Millisecond, Rest: 2 * time.Millisecond,
		deaths:  1000, // here the kills are no fault of a file
		ackWait: 300 * time.Millisecond, backoff: 5 * time.Millisecond,
	}
}

// runChild runs an office to its end or its death, and reports which.
func runChild(t *testing.T, dir, kill string, env ...string) (died bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "ZEREN_TEST_CHILD="+dir, "ZEREN_TEST_KILL="+kill)
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.CombinedOutput()
	if err == nil {
		return false
	}
	if state, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && state.Signaled() && state.Signal() == syscall.SIGKILL {
		return true
	}
	t.Fatalf("child: %v\n%s", err, out)
	return false
}

func dropIn(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, "inbox", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// traces is what a run leaves: folders, register, and how often each thing
// happened.
type traces struct {
	Inbox, Outbox map[string]string
	Register      []string
	Events        map[string]int
}

func tracesOf(t *testing.T, dir string) traces {
	t.Helper()
	return tracesIn(t, foldersIn(dir))
}

func tracesIn(t *testing.T, cfg Config) traces {
	t.Helper()
	o, err := Open(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	tr := traces{Inbox: tree(t, cfg.Inbox), Outbox: tree(t, cfg.Outbox), Events: map[string]int{}}
	for _, e := range register(t, o) {
		e.At, e.Settled = time.Time{}, time.Time{}
		slices.SortFunc(e.Drops, func(a, b DropEntry) int { return strings.Compare(a.Path, b.Path) })
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		tr.Register = append(tr.Register, string(line))
	}
	slices.Sort(tr.Register)
	last, err := o.bus.Last(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	seen := make(chan struct{})
	stop, err := o.bus.Follow(context.Background(), func(seq uint64, data []byte) {
		var e Event
		if err := json.Unmarshal(data, &e); err != nil {
			t.Error(err)
		}
		switch e.Kind {
		case Received:
			tr.Events["received "+e.Drop.Path]++
		case Moved:
			tr.Events["moved "+e.To]++
		case Settled, Failed:
			tr.Events[string(e.Kind)+" "+e.Source]++
		case StageDone:
			tr.Events["done "+e.Stage+" "+e.Key]++
		}
		if seq == last {
			close(seen)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	<-seen
	stop()
	return tr
}

func sameTraces(t *testing.T, want, got traces) {
	t.Helper()
	wholly(t, got.Inbox)
	wholly(t, got.Outbox)
	if !reflect.DeepEqual(want.Inbox, got.Inbox) {
		t.Errorf("inbox: want %q\ngot %q", slices.Sorted(maps.Keys(want.Inbox)), slices.Sorted(maps.Keys(got.Inbox)))
	}
	if !reflect.DeepEqual(want.Outbox, got.Outbox) {
		t.Errorf("outbox: want %q\ngot %q", slices.Sorted(maps.Keys(want.Outbox)), slices.Sorted(maps.Keys(got.Outbox)))
	}
	if !slices.Equal(want.Register, got.Register) {
		t.Errorf("register: want\n%s\ngot\n%s", strings.Join(want.Register, "\n"), strings.Join(got.Register, "\n"))
	}
	if !reflect.DeepEqual(want.Events, got.Events) {
		t.Errorf("events: want %v\ngot %v", want.Events, got.Events)
	}
	for what, n := range got.Events {
		if n != 1 {
			t.Errorf("%s: %d times", what, n)
		}
	}
}

// TestKillAtBoundaries kills an office at each boundary between two steps,
// starts it again, and wants everything as if nothing had happened.
func TestKillAtBoundaries(t *testing.T) {
	points := []string{
		"stored#0", "stored#2", "event:received#0", "event:received#3",
		"queued:ingest#0", "queued:ingest#2", "worked:ingest#1", "blob:ingest#0", "event:done#0",
		"queued:extract#0", "before-ack:ingest#0", "worked:extract#0", "blob:extract#1",
		"queued:classify#0", "before-ack:extract#0", "worked:classify#0", "blob:classify#0",
		"queued:report#0", "before-ack:classify#0", "worked:report#0", "blob:report#0",
		"queued:publish#0", "before-ack:report#0", "part#0", "part#2", "published#0", "event:settled#0", "event:settled#2", "before-ack:publish#0",
		"unrecorded#0", "unrecorded#1", "unrecorded#9",
		"part#4", "part#5", "noted#0", "moved#0", "moved#2", "event:moved#0", "event:moved#3",
	}
	base := t.TempDir()
	dropIn(t, base, mixed())
	if runChild(t, base, "") {
		t.Fatal("the undisturbed run died")
	}
	want := tracesOf(t, base)
	if len(want.Inbox) != 7 || len(want.Outbox) != 4 || len(want.Register) != 4 {
		t.Fatalf("undisturbed run: %+v", want)
	}
	for _, point := range points {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			dropIn(t, dir, mixed())
			if !runChild(t, dir, point) {
				t.Fatal("the point was never passed")
			}
			if runChild(t, dir, "") {
				t.Fatal("the second run died")
			}
			sameTraces(t, want, tracesOf(t, dir))
		})
	}
}

// TestKillAtRandom kills one office again and again, wherever it happens to
// be, with files dropping between.
func TestKillAtRandom(t *testing.T) {
	t.Parallel()
	const kills = 20
	died := 0
	random := rand.New(rand.NewPCG(7, 11))
	dir, calm := t.TempDir(), t.TempDir()
	for i := range kills {
		files := map[string]string{fmt.Sprintf("第%02d件.txt", i): judgment(100+i, i%3 != 0)}
		if i%4 == 1 {
			files[fmt.Sprintf("第%02d件重复.txt", i)] = judgment(100+i, i%3 != 0)
		}
		if i%5 == 2 {
			files[fmt.Sprintf("第%02d件空.txt", i)] = ""
		}
		dropIn(t, dir, files)
		dropIn(t, calm, files)
		if runChild(t, dir, fmt.Sprintf("any#%d", random.IntN(20))) {
			died++
		}
	}
	if died < kills {
		t.Errorf("%d of %d children died of their kill", died, kills)
	}
	for _, d := range []string{dir, calm} {
		if runChild(t, d, "") {
			t.Fatal("the last run died")
		}
	}
	want, got := tracesOf(t, calm), tracesOf(t, dir)
	// Empty files are read again each time they come, so the number of times
	// depends on how many came together.
	for _, events := range []map[string]int{want.Events, got.Events} {
		delete(events, "settled "+Digest(nil))
	}
	sameTraces(t, want, got)
}

// TestKillReprocessing kills a batch at its boundaries: it goes on where it
// ended, and each file goes through once.
func TestKillReprocessing(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	for n := range 6 {
		files[fmt.Sprintf("%d.txt", n)] = judgment(n, n%2 == 0)
	}
	begun := t.TempDir()
	dropIn(t, begun, files)
	if runChild(t, begun, "") {
		t.Fatal("the first run died")
	}
	for _, point := range []string{
		"event:batch#0", "event:reprocessed#0", "event:reprocessed#4", "unrecorded#9", "queued:ingest#1",
		"worked:extract#2", "published#1", "event:settled#3", "unrecorded#16",
	} {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			copyFolder(t, begun, dir)
			before := tree(t, filepath.Join(dir, "outbox"))
			const again = "ZEREN_TEST_AGAIN=all"
			if !runChild(t, dir, point, again) {
				t.Fatal("the point was never passed")
			}
			if runChild(t, dir, "", again) {
				t.Fatal("the second run died")
			}
			events := map[Kind]int{}
			for _, data := range stored(t, filepath.Join(dir, "data")) {
				events[eventOf(t, data).Kind]++
			}
			if events[Reprocessed] != len(files) || events[BatchBegun] != 1 || events[BatchEnded] != 1 {
				t.Errorf("events %v", events)
			}
			after, held := tree(t, filepath.Join(dir, "outbox")), map[string]bool{}
			wholly(t, after)
			books := 0
			for name, text := range after {
				held[text] = true
				if strings.HasPrefix(name, DifferenceFolder+"/") {
					books++
				}
			}
			for name, text := range before {
				if !held[text] {
					t.Errorf("%s is gone", name)
				}
			}
			if books != 2 {
				t.Errorf("outbox %q", slices.Sorted(maps.Keys(after)))
			}
			cfg := foldersIn(dir)
			cfg.Chain = nextProgram()
			if v, err := NewAudit(cfg).Verify(t.Context(), true); err != nil || v.Broken != nil {
				t.Errorf("%v, %v", v.Broken, err)
			}
		})
	}
}
