package pipelines

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"zeren/classify"
	"zeren/extract"
)

// TestLedgerMemory feeds a ledger with the events of many papers with reports,
// warnings and deadlines, each read from its bytes as an office reads it, and
// wants memory to keep no more than lineLimit of each, and no more than
// runLimit with a second run over all of them.
func TestLedgerMemory(t *testing.T) {
	const papers = 4000
	l := newLedger()
	seq := uint64(0)
	apply := func(e Event) {
		data, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		read, err := eventFrom(data)
		if err != nil {
			t.Fatal(err)
		}
		seq++
		l.apply(seq, read)
	}
	run := func(version string, drop bool) {
		for n := range papers {
			id := func(what string) string { return Digest(fmt.Appendf(nil, "%s %d", what, n)) }
			now := time.Date(2026, 7, 1, 8, 0, n, 0, time.UTC)
			task := &Task{
				Source: id("source"), Name: fmt.Sprintf("某某公司诉某某县自然资源局行政处罚一案第%d号判决书.pdf", n), Version: version,
				Document: id("document"), Records: id("records"), Cases: id("cases" + version), Reports: id("reports" + version),
			}
			due := "2026-09-30"
			paper := PaperOutcome{
				Type: extract.Other, CaseNumber: fmt.Sprintf("（2021）皖1524行初%d号", n), Organ: "某某县人民法院", DecidedOn: "2026-06-05",
				Warnings: []string{strings.Repeat("送达日期没有写明。", 8)},
				Packs:    []PackOutcome{{Jurisdiction: "jinzhai", Agency: "某某县自然资源局", Deadlines: []classify.Deadline{{ID: "report", Name: "报送", DueOn: &due}}}},
			}
			for i := range 4 {
				paper.Documents = append(paper.Documents, IssuedDocument{Path: fmt.Sprintf("某某县自然资源局/2021 皖1524行初%d/报告%d.pdf", n, i), SHA256: id("report"), SM3: id("sm3")})
			}
			if drop {
				apply(Event{Kind: Received, At: now, Source: task.Source, Drop: &Drop{ID: task.Document[:32], Path: "街道/" + task.Name, Size: 100, ModTime: now}})
			} else {
				apply(Event{Kind: Reprocessed, At: now, Source: task.Source, Batch: &Batch{ID: "0123456789abcdef"}})
			}
			for _, stage := range []string{stageIngest, stageExtract, stageClassify, stageReport} {
				apply(Event{Kind: StageDone, At: now, Source: task.Source, Stage: stage, Key: id(stage + version), Result: id(stage + "r" + version), Version: version})
			}
			if drop {
				apply(Event{Kind: Read, At: now, Source: task.Source, Document: task.Document, Result: task.Records, Keys: []string{id("k")[:16]}, Seeks: []string{id("k")[:16], id("s")[:16]}})
			}
			apply(Event{Kind: Settled, At: now, Source: task.Source, Task: task, Outcome: &Outcome{Reader: "pdf", Pages: 9, Papers: []PaperOutcome{paper}}})
			if drop {
				apply(Event{Kind: Moved, At: now, Source: task.Source, DropID: task.Document[:32], To: "已处理/街道/" + task.Name})
			}
		}
	}
	heap := func() int64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := heap()
	run(strings.Repeat("1", 64), true)
	first := heap()
	if len(l.sources) != papers || len(l.open) != 0 || len(l.waiting) != 0 {
		t.Fatalf("%d sources, %d open, %d waiting", len(l.sources), len(l.open), len(l.waiting))
	}
	run(strings.Repeat("2", 64), false)
	second := heap()
	t.Logf("%d papers: %d bytes each; %d more with a second run", papers, (first-before)/papers, (second-first)/papers)
	if n := (first - before) / papers; n > lineLimit {
		t.Errorf("%d bytes for each paper", n)
	}
	if n := (second - first) / papers; n > runLimit {
		t.Errorf("%d bytes more for each paper with a second run", n)
	}
	runtime.KeepAlive(l)
}
