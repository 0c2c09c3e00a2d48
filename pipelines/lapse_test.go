package pipelines

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zeren/classify"
)

// TestLapsedConfirmationIsTold: when new papers or facts take a confirmation back,
// the notice and the message say so, until a person confirms anew.
func TestLapsedConfirmationIsTold(t *testing.T) {
	p := newPlace(t)
	box := new(letterbox)
	p.cfg.Telling = Telling{Ways: []Way{box}}
	p.drop("甲.txt", paper("（2021）皖1524行初1号", "2021-03-05", "", ""))
	p.drop("乙.txt", paper("（2022）皖1524行初9号", "2022-03-05", "", "另见：（2021）皖1524行初1号\n"))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	o := p.open()
	find := func(name string) Entry {
		for _, e := range register(t, o) {
			if e.Name == name {
				return e
			}
		}
		t.Fatalf("no %s", name)
		return Entry{}
	}
	for _, name := range []string{"甲.txt", "乙.txt"} {
		if err := o.Confirm(t.Context(), find(name), "李四"); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, n := range p.kinds(Reported) {
		if n.Lapsed != "" {
			t.Errorf("lapsed before anything changed: %s", n)
		}
	}
	if err := o.Tie(t.Context(), find("甲.txt"), find("乙.txt"), false, "李四"); err != nil {
		t.Fatal(err)
	}
	if err := o.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e := find("乙.txt"); e.Lapsed != lapsedPapers || e.Ready {
		t.Errorf("ready %v, lapsed %q", e.Ready, e.Lapsed)
	}
	last := func(kind NoticeKind, name string) string {
		list := p.kinds(kind)
		for i := len(list) - 1; i >= 0; i-- {
			if list[i].Name == name {
				return list[i].String()
			}
		}
		return ""
	}
	if s := last(Reported, "乙.txt"); !strings.Contains(s, "共1份报告。原已确认的报告因同一争议的文书有变动不再有效，新报告为草稿，请核对后重新确认。") {
		t.Error(s)
	}
	if s := last(Filed, "甲.txt"); !strings.Contains(s, "。原已确认的报告因同一争议的文书有变动不再有效。") {
		t.Error(s)
	}
	if err := o.Confirm(t.Context(), find("乙.txt"), "李四"); err != nil {
		t.Fatal(err)
	}
	if err := o.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e := find("乙.txt"); e.Lapsed != "" || !e.Ready {
		t.Errorf("confirmed anew: ready %v, lapsed %q", e.Ready, e.Lapsed)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	if err := p.once(); err != nil { // what nobody was told yet goes out
		t.Fatal(err)
	}
	all := ""
	for _, m := range box.got {
		all += m.Subject() + "\n" + m.Text()
	}
	for _, want := range []string{"确认失效", "甲.txt：原已确认的报告因同一争议的文书有变动不再有效。"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in\n%s", want, all)
		}
	}
}

// TestNoticeCountsReports: reports are counted as reports, papers as papers, and a
// bundle as neither.
func TestNoticeCountsReports(t *testing.T) {
	out := &Outcome{Papers: []PaperOutcome{
		{Documents: []IssuedDocument{{Path: "a/1.pdf"}, {Path: "a/2.pdf"}, {Path: "a/3.pdf", Bound: true}}},
		{Documents: []IssuedDocument{{Path: "b/1.pdf"}}},
	}}
	if got, want := ended("x", "两案.pdf", out).String(), "已出具：两案.pdf，2份文书，共3份报告，另有1份合订本。"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	out.Papers = out.Papers[1:]
	if got, want := ended("x", "一案.pdf", out).String(), "已出具：一案.pdf，共1份报告。"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestConfirmedContent: a confirmation stands where a run says the same again, by
// another program or pack too, and falls where it says something else: what
// nobody has confirmed is a draft, and is never in the outbox as anything else.
func TestConfirmedContent(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	copyFolder(t, filepath.Join("..", "classify", "packs", "jinzhai"), filepath.Join(dir, "jinzhai"))
	rules := filepath.Join(dir, "jinzhai", "rules.yaml")
	turn := func(was, now string) {
		t.Helper()
		data, err := os.ReadFile(rules)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(string(data), was) != 1 {
			t.Fatalf("%q is not there once", was)
		}
		if err := os.WriteFile(rules, []byte(strings.Replace(string(data), was, now, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := newPlace(t)
	load := func() {
		t.Helper()
		packs, err := classify.Load(os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		p.cfg.Chain = chainWith(t, packs)
	}
	load()
	const lost = "jinzhai-fangwu-zhongshen.txt"
	p.drop(lost, text(t, lost))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	now := func(do func(o *Office, e Entry)) (e Entry) {
		t.Helper()
		o := p.open()
		defer o.Close()
		if do != nil {
			do(o, register(t, o)[0])
			if err := o.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		return register(t, o)[0]
	}
	confirm := func(o *Office, e Entry) {
		if err := o.Confirm(t.Context(), e, "李四"); err != nil {
			t.Fatal(err)
		}
	}
	// What was confirmed is the draft of one day, and not what another program
	// makes of it.
	turn("    amount: 10\n", "    amount: 11\n")
	load()
	if e := now(confirm); e.Ready || e.Lapsed != lapsedAnew {
		t.Fatalf("confirmed as it was: ready %v, lapsed %q", e.Ready, e.Lapsed)
	}
	if e := now(confirm); !e.Ready || e.Lapsed != "" {
		t.Fatalf("ready %v, lapsed %q", e.Ready, e.Lapsed)
	}
	turn("clauses:\n", "clauses: # as the text has them\n")
	load()
	if d, _ := p.reprocess(t, Reprocessing{By: "王五"}); d.Changed() != 0 || d.Unchanged != 1 {
		t.Fatalf("%+v", d)
	}
	if e := now(nil); !e.Ready || e.Lapsed != "" {
		t.Fatalf("the same again: ready %v, lapsed %q", e.Ready, e.Lapsed)
	}
	turn("    amount: 11\n", "    amount: 12\n")
	load()
	d, _ := p.reprocess(t, Reprocessing{By: "王五"})
	if told := fmt.Sprintf("%+v", d.Causes); d.Changed() != 1 || !strings.Contains(told, "报告的确认 Before:已确认 After:失效，待重新确认") {
		t.Fatalf("%+v", d)
	}
	e := now(nil)
	if e.Ready || e.Lapsed != lapsedAnew || len(e.reports()) == 0 {
		t.Fatalf("otherwise: ready %v, lapsed %q, %d reports", e.Ready, e.Lapsed, len(e.reports()))
	}
	if e := now(confirm); !e.Ready || e.Lapsed != "" {
		t.Fatalf("confirmed anew: ready %v, lapsed %q", e.Ready, e.Lapsed)
	}
}
