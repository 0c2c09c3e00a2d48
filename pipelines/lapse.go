package pipelines

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"zeren/report"
)

// Why a confirmation no longer stands, as Chinese clauses: what it stood on has
// changed.
const (
	lapsedSheet  = "事实表已重新录入"
	lapsedPapers = "同一争议的文书有变动"
	lapsedMemory = "同一责任人的前案有变动"
	lapsedAnew   = "重新处理后内容有变动"
)

// lapse takes a confirmation back: what a person confirmed stood on other facts
// or papers. A source that nobody confirmed stays as it is. Called under the
// ledger's lock.
func (s *source) lapse(why string) {
	if !s.inputs().Confirmed {
		return
	}
	s.supply().Confirmed = false
	x := s.extend()
	x.lapsed, x.lapseTold = why, false
}

// stillStands takes a confirmation back where a run reads the papers or assesses
// them otherwise than the run before: by another program, by another pack, or
// because a linked paper reads otherwise. Nobody has confirmed what comes of it.
// That the same was only printed anew leaves the confirmation as it is.
func (o *Office) stillStands(ctx context.Context, t *Task) error {
	if !t.Confirmed {
		return nil
	}
	var before ending
	o.ledger.view(func() {
		if s := o.ledger.sources[t.Source]; s != nil {
			before.outcome = s.ending.outcome
		}
	})
	last, err := o.runOf(&before)
	if err != nil || last.task == nil || last.task.Records == t.Records && last.task.Cases == t.Cases {
		return err
	}
	a, b := *last.task, *t
	a.Confirmed, a.Readings, b.Confirmed, b.Readings = true, nil, true, nil
	if !a.sameInputs(&b) {
		return nil // a person changed them, which took any earlier confirmation back
	}
	c := comparison{o: o, sha: t.Source, name: t.Name, before: side{task: last.task}, after: side{task: t}, causes: map[string][]report.Change{}}
	if _, err := c.content(); err != nil || len(c.order) == 0 && sameCases(c.before.cases, c.after.cases) {
		return err
	}
	o.linking.Lock()
	defer o.linking.Unlock()
	if !o.owed(t) {
		return nil
	}
	e := Event{Kind: Lapsed, Source: t.Source, In: []string{t.Cases}}
	o.ledger.view(func() { e.Old = o.ledger.archive[t.Source] })
	if err := o.append(ctx, t.Source, e, false); err != nil {
		return &busError{err}
	}
	return nil
}

// sameCases reports whether two runs assess alike to the letter, whatever the
// pack's files and the calendar say besides.
func sameCases(a, b []CaseResult) bool {
	plain := func(list []CaseResult) []byte {
		list = slices.Clone(list)
		for i := range list {
			out := &list[i].Outcome
			out.Assessments = slices.Clone(out.Assessments)
			for j := range out.Assessments {
				x := &out.Assessments[j]
				x.PackVersion, x.PackDigest, x.CalendarDigest = "", "", ""
			}
		}
		data, err := json.Marshal(list)
		if err != nil {
			panic(fmt.Sprintf("cases that were read from JSON: %v", err))
		}
		return data
	}
	return bytes.Equal(plain(a), plain(b))
}

// standBy takes a confirmation. Called under the ledger's lock.
func (s *source) standBy() {
	s.supply().Confirmed = true
	if s.extra().lapsed != "" {
		x := s.extend()
		x.lapsed, x.lapseTold = "", false
	}
}

// lapseNews tells, once, that the outcome at hand follows a confirmation that no
// longer stands. Called under the ledger's lock.
func (s *source) lapseNews() bool {
	if s.extra().lapsed == "" || s.extra().lapseTold {
		return false
	}
	s.extend().lapseTold = true
	return true
}

// lapsedWords say what became of confirmed reports, one Chinese sentence; "" where
// no confirmation has lapsed. Reports tells whether new ones were drafted.
func lapsedWords(why string, reports bool) string {
	switch {
	case why == "":
		return ""
	case reports:
		return "原已确认的报告因" + why + "不再有效，新报告为草稿，请核对后重新确认。"
	}
	return "原已确认的报告因" + why + "不再有效。"
}
