package pipelines

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
	"zeren/report"
)

// tellingChain is the plain chain with drafts that tell how each paper of the
// case was read. The later version of it finds a fault in the first judgment of
// chainOfPapers.
func tellingChain(later bool) *Chain {
	c := plainChain()
	c.Compose = func(cs classify.Case, _ classify.Facts, a classify.Assessment, _ bool) ([]report.Draft, error) {
		d := report.Draft{Jurisdiction: a.Jurisdiction, Agency: a.Agency, CaseNumber: deref(cs.Paper().CaseNumber), Title: "分析报告"}
		for _, r := range cs.Papers {
			d.Digest += fmt.Sprintf("%s%d ", r.Source.SHA256[:8], len(r.Errors))
		}
		return []report.Draft{d}, nil
	}
	if !later {
		return c
	}
	c.Versions.Extract = "2"
	read := c.Extract
	c.Extract = func(d ingest.Document) []extract.Record {
		list := read(d)
		for i := range list {
			if strings.HasSuffix(deref(list[i].CaseNumber), "初1号") {
				list[i].Errors = []extract.Finding{{Code: extract.Code("procedure"), Agencies: []string{"某某县某某局"}, Rule: "procedure.named：违反法定程序"}}
			}
		}
		return list
	}
	return c
}

// firstJudgment selects the one of chainOfPapers that the two read differently.
var firstJudgment = Selection{To: "2021-04-01"}

// readByBoth gives an office whose papers the earlier version has read, and
// what the later one makes of the same papers if it reads them first.
func readByBoth(t *testing.T) (p *place, register string, reports map[string]string) {
	t.Helper()
	files := chainOfPapers()
	all := slices.Sorted(maps.Keys(files))
	fresh := newPlace(t)
	fresh.cfg.Log, fresh.cfg.Chain = nil, tellingChain(true)
	p = newPlace(t)
	p.cfg.Log, p.cfg.Chain = nil, tellingChain(false)
	for _, name := range all {
		fresh.drop(name, files[name])
		p.drop(name, files[name])
	}
	for _, x := range []*place{fresh, p} {
		if err := x.once(); err != nil {
			t.Fatal(err)
		}
	}
	_, before := p.state()
	register, reports = fresh.state()
	if maps.Equal(before, reports) || len(printed(reports)) != 1 {
		t.Fatalf("in force %q, then %q", names(before), names(reports))
	}
	p.cfg.Chain = tellingChain(true)
	return p, register, reports
}

// TestReadAnewInAnyOrder: in whatever order the papers of a dispute are read
// again by a program that reads one of them otherwise, the office ends where it
// would have ended had that program read them all from the first; and the one
// that is read otherwise is enough to bring the others along.
func TestReadAnewInAnyOrder(t *testing.T) {
	t.Parallel()
	files := chainOfPapers()
	begun, register, reports := readByBoth(t)
	list := append(orders(slices.Sorted(maps.Keys(files))), []string{"一审.txt"})
	if len(list) != 25 {
		t.Fatalf("%d orders", len(list))
	}
	for _, order := range list {
		t.Run(strings.Join(order, " "), func(t *testing.T) {
			t.Parallel()
			p := begun.copied(t)
			o := p.open()
			defer o.Close()
			for _, name := range order {
				e, err := o.Find(Digest([]byte(files[name])))
				if err != nil {
					t.Fatal(err)
				}
				if err := o.Retry(t.Context(), e, "李四"); err != nil {
					t.Fatal(err)
				}
				if err := o.Settle(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			o.Close()
			same(t, register, reports, p)
		})
	}
}

// TestReprocessDrawsLinked: a paper that is gone over in the archive lane and
// read otherwise draws the papers linked with it into its batch, and the
// differences tell of these too, and why; the confirmation of a report stands.
func TestReprocessDrawsLinked(t *testing.T) {
	t.Parallel()
	p, register, reports := readByBoth(t)
	var o *Office
	p.cfg.step = func(point string) {
		if !strings.HasPrefix(point, "event:") {
			return
		}
		o.ledger.view(func() {
			if len(o.ledger.open) != len(o.ledger.archive) {
				t.Errorf("%s: %d open, %d of the archive", point, len(o.ledger.open), len(o.ledger.archive))
			}
		})
	}
	told := len(p.kinds(Reported))
	o = p.open()
	b, err := o.Reprocess(t.Context(), Reprocessing{Selection: firstJudgment, By: "王五"})
	if err != nil {
		t.Fatal(err)
	}
	d, _, err := o.Differences(t.Context(), b, "王五")
	if err != nil {
		t.Fatal(err)
	}
	if b.Count != 1 || d.Files != 4 || d.Drawn != 3 || d.Unchanged != 2 || !strings.Contains(strings.Join(d.Summary(), ""), "其中3份不在上述范围内") {
		t.Errorf("%d in the batch: %+v", b.Count, d)
	}
	text := fmt.Sprintf("%+v", d.Causes)
	for _, want := range []string{"读取不同：程序 1 → 程序 2", "关联的文书读取不同：程序 1 → 程序 2"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	if n := len(p.kinds(Reported)); n != told {
		t.Errorf("%d notices beside the differences", n-told)
	}
	o.Close()
	p.cfg.step = nil
	gotRegister, got := p.state()
	maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, DifferenceFolder) })
	if gotRegister != register || !maps.Equal(got, reports) {
		t.Errorf("register\n%s\nwant\n%s\nin force %q, want %q", gotRegister, register, names(got), names(reports))
	}
	if v := verify(t, p); v.Broken != nil {
		t.Errorf("%v", v.Broken)
	}
}

// TestLinkedIsNotReadAgain: a paper that is owed work because another one of
// its dispute was read otherwise is assessed again, and not read again, though
// an outside program would read it otherwise by now; one that is sent again is.
func TestLinkedIsNotReadAgain(t *testing.T) {
	t.Parallel()
	files := chainOfPapers()
	a := newAided(t)
	a.cfg.Log = nil
	a.install("1")
	decode := a.cfg.Chain.Decode
	a.cfg.Chain.Decode = func(ctx context.Context, name string, data []byte) (ingest.Document, error) {
		doc, err := decode(ctx, name, data)
		doc.Text += a.cfg.Chain.Aids().OCR.Identity
		return doc, err
	}
	for name, text := range files {
		a.drop(name, "扫描"+text)
	}
	if err := a.once(); err != nil {
		t.Fatal(err)
	}
	readings := func(o *Office) map[string]string {
		m := map[string]string{}
		for e, err := range o.Register() {
			if err != nil {
				t.Fatal(err)
			}
			r, err := o.lastRun(e.Source)
			if err != nil {
				t.Fatal(err)
			}
			m[e.Name] = r.task.Document + " " + r.task.Records
		}
		return m
	}
	read := a.reads.Load()
	a.install("2")
	o := a.open()
	defer o.Close()
	before := readings(o)
	e, err := o.Find(Digest([]byte("扫描" + files["一审.txt"])))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Retry(t.Context(), e, "李四"); err != nil {
		t.Fatal(err)
	}
	if err := o.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	after := readings(o)
	for name := range files {
		if same := before[name] == after[name]; same != (name != "一审.txt") {
			t.Errorf("%s: read as before: %t", name, same)
		}
	}
	if n := a.reads.Load() - read; n != 1 {
		t.Errorf("%d files were read", n)
	}
}
