package pipelines

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

func TestFind(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(7, true))
	p.drop("乙.txt", judgment(12, false))
	p.drop("乙，另一份.txt", judgment(12, false)+"\n附：另一份。\n")
	p.drop("丙.txt", judgment(120, false))
	p.drop("丁.txt", judgment(13, false))
	p.drop("丁，别的.txt", "行政判决书\n（2021）皖1524行初13号\n"+strings.Repeat("这份文书说的是另外一件事情，与前一份没有相同的文字。", 3))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	o := p.open()
	defer o.Close()
	digest := Digest([]byte(judgment(7, true)))
	for ref, want := range map[string]any{
		"（2021）皖1524行初7号":     "甲.txt",
		"(2021)皖1524行初7号":     "甲.txt",
		"〔2021〕皖1524行初007号":   "甲.txt",
		" （２０２１）皖1524行初 7 号 ": "甲.txt",
		digest:              "甲.txt",
		digest[:6]:          "甲.txt",
		digest[:3]:          ErrUnknownCase, // too short to mean anything
		"（2021）皖1524行初120号": "丙.txt",
		"（2021）皖1524行初12号":  "乙，另一份.txt", // one paper in two files: the one that stands for it
		"（2021）皖1524行初13号":  ErrAmbiguous,
		"（2021）皖1524行初1号":   ErrUnknownCase,
		"":                  ErrUnknownCase,
		"ffffffff":          ErrUnknownCase,
	} {
		e, err := o.Find(ref)
		switch want := want.(type) {
		case string:
			if err != nil || e.Name != want {
				t.Errorf("%q: %s, %v; want %s", ref, e.Name, err, want)
			}
		case error:
			if !errors.Is(err, want) {
				t.Errorf("%q: %s, %v; want %v", ref, e.Name, err, want)
			}
		}
	}
}

// TestExplain: each error that a person can mend has its sentence.
func TestExplain(t *testing.T) {
	general, _ := Explain(errors.New("anything"))
	for _, err := range []error{ErrInUse, ErrNewer, ErrGone, ErrOverlap, ErrOtherCase, &busError{errors.New("timeout")}, ingest.ErrNotRegular, &shortage{"data", Spare + 1}, classify.Problems{{Text: "x"}}, &ingest.Unreadable{Reason: ingest.Encrypted}} {
		if text, remedy := Explain(err); text == general || remedy == "" {
			t.Errorf("%v: %q, %q", err, text, remedy)
		}
	}
	if text, _ := Explain(fmt.Errorf("inbox: %w", &shortage{"data", Spare + 2<<20})); !strings.Contains(text, "（data）") || !strings.Contains(text, "66 MB") {
		t.Error(text)
	}
}

// TestFullDiskAtStart: what the embedded server says of a full disk is told as
// that, and nothing else is.
func TestFullDiskAtStart(t *testing.T) {
	server := errors.New("no metadata leader")
	if err := fullDisk(server, "data", 1<<10); !errors.Is(err, syscall.ENOSPC) || !errors.Is(err, server) {
		t.Error(err)
	}
	if err := fullDisk(server, "data", 1<<30); err != server {
		t.Error(err)
	}
	if err := fullDisk(ErrNewer, "data", 1<<10); err != ErrNewer {
		t.Error(err)
	}
}

// TestNothingToConfirm: what has no reports is not confirmed, and no event
// says that it was.
func TestNothingToConfirm(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, false))
	p.drop("乙.txt", "通知：明天开会。")
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	o := p.open()
	defer o.Close()
	entries := register(t, o)
	if len(entries) != 2 {
		t.Fatalf("%d files", len(entries))
	}
	before := o.ledger.seq
	for _, e := range entries {
		if err := o.Confirm(t.Context(), e, "李四"); !errors.Is(err, ErrNoReports) {
			t.Errorf("%s: %v", e.Name, err)
		}
		if n, ok := e.Notice(); !ok || n.String() == "" {
			t.Errorf("%s: how it ended is not told", e.Name)
		}
	}
	if o.ledger.seq != before {
		t.Error("an event was recorded")
	}
}

// TestWhy: a paper without reports says why.
func TestWhy(t *testing.T) {
	yes, no := true, false
	r := func(x extract.Verdict) []extract.Result { return []extract.Result{{Agency: "甲局", Result: x}} }
	because := []classify.Because{{Text: "裁判作出于施行之日以前，不适用。"}}
	for _, x := range []struct {
		results []extract.Result
		found   []classify.Assessment
		want    string
	}{
		{r(extract.Won), nil, "甲局：胜诉"},
		{r(extract.Undecided), nil, "甲局：未作实体裁判"},
		{r(extract.Lost), nil, "甲局：没有规定包涵盖该机关"},
		{r(extract.Lost), []classify.Assessment{{Agency: "甲局", Applies: &no, Because: because}}, "甲局：裁判作出于施行之日以前，不适用"},
		{r(extract.Lost), []classify.Assessment{{Agency: "甲局", Applies: &no}}, "甲局：没有规定所列的情形"},
		{r(extract.Lost), []classify.Assessment{{Agency: "甲局", Missing: []string{"appeal"}}}, "甲局：规定是否适用待核实，缺1项事实，请用 zeren facts template 生成事实表填写"},
		{r(extract.Lost), []classify.Assessment{{Agency: "甲局", Applies: &yes}, {Agency: "乙局"}}, "甲局：规定适用，没有要求出具文书"},
		{nil, nil, "没有读出行政机关的裁判结果，请人工核对"},
	} {
		c := CaseResult{Case: classify.Case{Papers: []extract.Record{{Results: x.results}}}, Outcome: classify.Outcome{Assessments: x.found}}
		if got := c.Why(); !slices.Equal(got, []string{x.want}) {
			t.Errorf("%q, want %q", got, x.want)
		}
	}
	n := Notice{Kind: Filed, Name: "甲.txt", Outcome: &Outcome{Papers: []PaperOutcome{{Why: []string{"甲局：胜诉"}}}}}
	if got := n.String(); got != "已登记：甲.txt，无需出具报告（甲局：胜诉）。" {
		t.Error(got)
	}
}

// TestNotRegular: a link in the inbox is told once and ends no run.
func TestNotRegular(t *testing.T) {
	p := newPlace(t)
	if err := os.MkdirAll(p.cfg.Inbox, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere.pdf", filepath.Join(p.cfg.Inbox, "链接.pdf")); err != nil {
		t.Fatal(err)
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	if told := p.kinds(Ignored); len(told) != 1 || !strings.Contains(told[0].String(), "链接.pdf：不是普通文件") {
		t.Errorf("%v", told)
	}
}

// register is the whole register.
func register(t testing.TB, o *Office) (list []Entry) {
	t.Helper()
	for e, err := range o.Register() {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, e)
	}
	return list
}

func failed(t testing.TB, o *Office) []Entry {
	t.Helper()
	list, err := o.Failed()
	if err != nil {
		t.Fatal(err)
	}
	return list
}
