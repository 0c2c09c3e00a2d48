package pipelines

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"zeren/extract"
	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// verifyResults derives every result that this version of the program made
// anew from its inputs, and counts those of other versions, whose blobs were
// held against their digests.
func (a *Audit) verifyResults(ctx context.Context, v *Verdict, full bool) error {
	own := a.o.chain.Versions.all()
	older := map[string]int{} // index in v.Older
	return a.eventsAgain(ctx, func(e *Event) error {
		if e.Kind != StageDone {
			return nil
		}
		if e.Version != own {
			i, ok := older[e.Version]
			if !ok {
				i = len(v.Older)
				older[e.Version] = i
				v.Older = append(v.Older, OlderResults{Version: e.Version, Parts: a.o.ledger.bound[e.Version]})
			}
			v.Older[i].Results++
			return nil
		}
		if e.Stage == stageIngest && !full {
			return nil
		}
		got, where, err := a.derive(ctx, e)
		switch {
		case errors.Is(err, errStoredInput):
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return &Flaw{fmt.Sprintf("第%d条事件", e.Seq), fmt.Sprintf("%s阶段的结果无法由其输入重新得出：%v。", stageLabel(e.Stage), err)}
		case got != e.Result:
			return &Flaw{where, fmt.Sprintf("与由其输入重新得出的不同（第%d条事件，%s阶段）。", e.Seq, stageLabel(e.Stage))}
		}
		v.Derived++
		if e.Stage == stageIngest {
			v.Reread++
		}
		return nil
	})
}

// errStoredInput says that a result is an input itself: text recognised from
// pictures comes from a program that is not ours, and text that one reader read
// alone hangs on what the machine had time for.
var errStoredInput = errors.New("the text is a stored input")

// derive makes a result again and gives its digest, and where the old one lies.
func (a *Audit) derive(ctx context.Context, e *Event) (got, where string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	where = a.held.where(e.Result)
	if len(e.In) == 0 {
		return "", where, errors.New("the event names no inputs")
	}
	c := a.o.chain
	switch e.Stage {
	case stageIngest:
		old, err := load[ingest.Document](a.o, e.Result)
		if err != nil {
			return "", where, err
		}
		if recognised(&old) || old.Alone() {
			return "", where, errStoredInput
		}
		if a.o.partsOf(e.Source) != nil {
			doc, err := a.o.concat(e.Source, e.In)
			return digestOf(doc, err, where)
		}
		data, err := a.o.blobs.Get(e.In[0])
		if err != nil {
			return "", where, err
		}
		doc, err := c.read(ctx, old.Source.Name, data)
		return digestOf(doc, err, where)
	case stageExtract:
		doc, err := load[ingest.Document](a.o, e.In[0])
		if err != nil {
			return "", where, err
		}
		records, err := c.extract(doc)
		return digestOf(records, err, where)
	case stageClassify:
		return a.deriveCases(e, where)
	case stageReport:
		return a.deriveReports(ctx, e)
	}
	return "", where, fmt.Errorf("no such stage: %s", e.Stage)
}

// deriveCases assesses again. The records of the further papers end the inputs.
func (a *Audit) deriveCases(e *Event, where string) (string, string, error) {
	t := e.Task
	if t == nil || len(e.In) < len(t.With) {
		return "", where, errTooFew
	}
	records, err := load[[]extract.Record](a.o, t.Records)
	if err != nil {
		return "", where, err
	}
	sheet, err := a.o.sheet(t)
	if err != nil {
		return "", where, err
	}
	in := beside{ties: t.Ties}
	if in.earlier, err = a.o.earlier(t.Memory); err != nil {
		return "", where, err
	}
	for i, digest := range e.In[len(e.In)-len(t.With):] {
		more, err := load[[]extract.Record](a.o, digest)
		if err != nil {
			return "", where, err
		}
		in.found = append(in.found, more...)
		if t.With[i] == t.SameAs {
			in.same = more
		}
	}
	cases, err := a.o.assess(t, records, in, sheet)
	return digestOf(cases, err, where)
}

var errTooFew = errors.New("the event names too few inputs")

// deriveReports prints the reports of an event again. Where one differs, that
// one is named.
func (a *Audit) deriveReports(ctx context.Context, e *Event) (got, where string, err error) {
	where = a.held.where(e.Result)
	t := e.Task
	if t == nil {
		return "", where, errTooFew
	}
	records, err := load[[]extract.Record](a.o, t.Records)
	if err != nil {
		return "", where, err
	}
	cases, err := load[[]CaseResult](a.o, t.Cases)
	if err != nil {
		return "", where, err
	}
	sheet, err := a.o.sheet(t)
	if err != nil {
		return "", where, err
	}
	if err := a.o.supply(t, cases, sheet); err != nil {
		return "", where, err
	}
	files, err := a.o.chain.report(ctx, records, cases, t.Confirmed, a.o.blobs.Get)
	if err != nil {
		return "", where, err
	}
	list := manifest(files)
	old, err := load[[]issued](a.o, e.Result)
	if err != nil {
		return "", where, err
	}
	for i := range min(len(list), len(old)) {
		if list[i].File.SHA256 != old[i].File.SHA256 {
			where = a.held.where(old[i].File.SHA256) + "（" + old[i].File.Path + "）"
			break
		}
	}
	return digestOf(list, nil, where)
}

// digestOf is the digest that a result is kept under.
func digestOf(v any, err error, where string) (string, string, error) {
	if err != nil {
		return "", where, err
	}
	data, err := json.Marshal(v)
	if err != nil {
		return "", where, err
	}
	return store.Digest(data), where, nil
}

// StageLabel is a stage as people call it.
func StageLabel(stage string) string { return stageLabel(stage) }

func stageLabel(stage string) string {
	switch stage {
	case stageIngest:
		return "读取"
	case stageExtract:
		return "文书内容"
	case stageClassify:
		return "评估"
	case stageReport:
		return "报告"
	}
	return stage
}
