package pipelines

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"zeren/extract"
	"zeren/ingest"
	"zeren/pipelines/internal/bus"
	"zeren/pipelines/internal/store"
)

// The stages, each a durable consumer of the work queue.
const (
	stageIngest   = "ingest"
	stageSlow     = "slow" // ingest of what takes longer than a look
	stageExtract  = "extract"
	stageRelate   = "relate" // links, and papers that are no judgment: one at a time
	stageClassify = "classify"
	stageReport   = "report"
	stagePublish  = "publish" // what is drafted goes into the outbox
)

var allStages = []string{stageIngest, stageSlow, stageExtract, stageRelate, stageClassify, stageReport, stagePublish}

// handle is the Handler of every stage.
func (o *Office) handle(ctx context.Context, m bus.Message) (s bus.Settlement) {
	var p parcel
	if err := json.Unmarshal(m.Data, &p); err != nil {
		o.log.Error("a message that is no task", "stage", m.Stage, "error", err)
		return bus.Settlement{}
	}
	t := p.Task
	defer func() { s.About = t.Source }()
	m.Stage = stageOf(m.Stage)
	// Who queued it may run elsewhere and know more of the events.
	if !o.ledger.wait(ctx.Done(), func() bool { return o.ledger.seq >= p.Seen || o.ledger.broken != nil }) {
		return bus.Settlement{Again: true}
	}
	defer o.locks.lock(t.Source)()
	if !o.owed(&t) {
		return bus.Settlement{}
	}
	if !o.able(m.Stage, &p) {
		return bus.Settlement{Again: true, After: strangerPause}
	}
	deaths := o.hands.take(t.Source)
	defer o.hands.lay(t.Source)
	if deaths >= o.cfg.deaths {
		return o.settle(ctx, m, &t, errDeadly)
	}
	begun := time.Now()
	err := o.work(ctx, m.Stage, t)
	o.meter.worked(m.Stage, err, time.Since(begun))
	if err != nil {
		return o.settle(ctx, m, &t, err)
	}
	o.step("before-ack:" + m.Stage)
	return bus.Settlement{Acked: func() { o.step("acked:" + m.Stage) }}
}

// parcel is a task as it is queued: with the newest event that its sender knew,
// and with what the sender's stages stand on.
type parcel struct {
	Task
	Seen     uint64
	Versions Versions
}

// strangerPause is after how long a task comes again that this process cannot
// do as its sender would.
const strangerPause = 10 * time.Second

// able reports whether this process would do a stage with the same program,
// packs, fonts and settings as the watch that queued the task. One that would
// not leaves it to others.
func (o *Office) able(stage string, p *parcel) bool {
	own, theirs := o.chain.Versions.of(stage), p.Versions.of(stage)
	if own == theirs {
		return true
	}
	o.log.Warn("a task for another version", "source", p.Source, "stage", stage, "own", own, "theirs", theirs)
	o.strange.Do(func() { o.notify(Notice{Kind: Stalled, Text: strangerText, Remedy: strangerRemedy}) })
	return false
}

const (
	strangerText   = "本机的程序版本、规定包、字体或者设置与 zeren watch 所在的机器不同，不能代做该阶段。"
	strangerRemedy = "请在各台机器上使用相同的程序和设置文件；在此之前由其他机器处理，文件不会丢失。"
)

// owed reports whether the outcome that a task leads to is still wanted. A
// task that was delivered again or that stands on facts replaced meanwhile is
// not, nor one that another version of the watch queued than dispatches now.
func (o *Office) owed(t *Task) (owed bool) {
	o.ledger.view(func() {
		s := o.ledger.sources[t.Source]
		if s == nil || !o.ledger.open[t.Source] {
			return
		}
		in := s.inputs()
		owed = t.sameInputs(&in) && (!o.dispatching.Load() || t.Version == o.chain.Versions.all())
	})
	return owed
}

// work takes a task through one stage and queues it before the next. A panic
// of a stage is an error of the file that caused it, not of the service.
func (o *Office) work(ctx context.Context, stage string, t Task) (err error) {
	defer func() {
		if r := recover(); r != nil {
			o.log.Error("stage panicked", "stage", stage, "source", t.Source, "panic", r, "stack", string(debug.Stack()))
			err = fmt.Errorf("%s panicked: %v", stage, r)
		}
	}()
	next := ""
	switch stage {
	case stageIngest, stageSlow:
		if t.Into != "" {
			return o.queue(ctx, stageRelate, t) // its reports go, and those only the watch reaches
		}
		next = stageExtract
		if t.Document, err = o.readBefore(t.Source); err != nil || t.Document != "" {
			break
		}
		decode := o.chain.Decode
		if stage == stageIngest && o.chain.Look != nil {
			decode = o.chain.Look
		}
		t.Document, err = o.readHeld(ctx, t.Source, t.Name, decode)
		if stage == stageIngest && errors.Is(err, ingest.ErrSlow) {
			return o.queue(ctx, stageSlow, t)
		}
		var bad *ingest.Unreadable
		if errors.As(err, &bad) {
			out := o.unreadable(bad)
			if part := new(partError); errors.As(err, &part) {
				out.Text = part.name + "：" + out.Text
			}
			return o.conclude(ctx, &t, out)
		}
	case stageExtract:
		next = stageRelate
		t.Records, err = o.extractSource(ctx, t.Document)
		if archive := new(archiveError); errors.As(err, &archive) {
			return o.unpack(ctx, &t, archive.entries)
		}
	case stageRelate:
		next = stageClassify
		if t.Into != "" {
			return o.mergeAway(ctx, &t)
		}
		if err = o.relate(ctx, &t); err != nil {
			break
		}
		if !o.owed(&t) {
			return nil // its links have changed: it is queued anew
		}
		var out *Outcome
		if out, err = o.otherwise(&t); out != nil {
			if err := o.withdraw(ctx, t.Source, nil, out.Text); err != nil {
				return err
			}
			return o.conclude(ctx, &t, *out)
		}
	case stageClassify:
		next = stageReport
		t.Cases, err = o.assessSource(ctx, &t)
	case stageReport:
		next = stagePublish
		t.Reports, err = o.reportSource(ctx, &t)
	case stagePublish:
		if err := o.remember(ctx, &t); err != nil {
			return err
		}
		if !o.owed(&t) {
			return nil // it was reminded of other cases: it is queued anew
		}
		if err := o.stillStands(ctx, &t); err != nil {
			return err
		}
		if !o.owed(&t) {
			return nil // it is drafted anew, for a person to confirm
		}
		return o.publishSource(ctx, &t)
	default:
		return fmt.Errorf("no such stage: %s", stage)
	}
	if err != nil {
		return err
	}
	return o.queue(ctx, next, t)
}

func (o *Office) queue(ctx context.Context, stage string, t Task) error {
	p := parcel{Task: t, Versions: o.chain.Versions}
	openings, lane := 0, ""
	o.ledger.view(func() {
		p.Seen, openings = o.ledger.seq, o.ledger.sources[t.Source].openings
		if o.ledger.archive[t.Source] {
			lane = archiveLane
		}
	})
	data, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("task: %w", err)
	}
	if err := o.bus.Queue(ctx, lane+stage, fmt.Sprintf("%s-%d", t.run(), openings), data); err != nil {
		return &busError{err}
	}
	o.step("queued:" + stage)
	return nil
}

// once gives the result of a stage for a key: the recorded one, or that of
// make, recorded with the blobs that it was made from before it is returned.
// task is nil where the inputs alone tell all that it stands on.
func once[T any](ctx context.Context, o *Office, stage, key, source string, task *Task, in []string, make func() (T, error)) (digest string, err error) {
	if digest, err = o.result(stage, key); err != nil {
		return "", &busError{err}
	}
	if digest != "" && o.blobs.Has(digest) {
		return digest, nil
	}
	v, err := make()
	if err != nil {
		return "", err
	}
	data, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("result of %s: %w", stage, err)
	}
	o.step("worked:" + stage)
	if digest, err = o.blobs.PutBytes(data); err != nil {
		return "", err
	}
	o.step("blob:" + stage)
	e := Event{
		Kind: StageDone, Source: source, Stage: stage, Key: key, Result: digest, Version: o.chain.Versions.all(), Task: task,
		In: slices.DeleteFunc(in, func(s string) bool { return s == "" }), SM3: map[string]string{digest: store.SM3(data)},
	}
	if list, ok := any(v).([]issued); ok {
		for _, i := range list {
			e.SM3[i.File.SHA256] = i.File.SM3
		}
	}
	if err := o.append(ctx, stage+"."+key, e, true); err != nil {
		return "", &busError{err}
	}
	return digest, nil
}

// result gives the recorded result of a stage for a key, "" where there is
// none.
func (o *Office) result(stage, key string) (string, error) {
	var seq uint64
	o.ledger.view(func() { seq = o.ledger.done[resultKey(stage, key)] })
	if seq == 0 {
		return "", nil
	}
	e, err := o.recent.event(seq)
	if err != nil || e.Stage != stage || e.Key != key {
		return "", err
	}
	return e.Result, nil
}

func load[T any](o *Office, digest string) (v T, err error) {
	data, err := o.blobs.Get(digest)
	if err != nil {
		return v, err
	}
	if err := json.Unmarshal(data, &v); err != nil {
		return v, fmt.Errorf("blob %s: %w", digest, err)
	}
	return v, nil
}

// decoder reads bytes: the chain's Decode, or its first look.
type decoder func(context.Context, string, []byte) (ingest.Document, error)

// readBefore gives the document that the last run read, where that one was of
// this version and only what lies beside the source has changed since: two
// machines whose outside programs read a page differently would else keep
// reopening each other's linked papers. "" where it is to be read.
func (o *Office) readBefore(sha string) (string, error) {
	afresh := true
	o.ledger.view(func() { afresh = o.ledger.sources[sha].afresh })
	if afresh {
		return "", nil
	}
	r, err := o.lastRun(sha)
	if err != nil {
		return "", &busError{err}
	}
	if r.task == nil || r.task.Version != o.chain.Versions.all() || r.problem != nil || r.outcome.Aside {
		return "", nil
	}
	return r.task.Document, nil
}

// readHeld gives the document of a source, a joined one too.
func (o *Office) readHeld(ctx context.Context, sha, name string, decode decoder) (string, error) {
	if parts := o.partsOf(sha); parts != nil {
		return o.readMerged(ctx, sha, parts, decode)
	}
	return o.readSource(ctx, sha, name, decode)
}

func (o *Office) readSource(ctx context.Context, sha, name string, decode decoder) (string, error) {
	aids := o.aids().String()
	key := keyOf(o.chain.Versions.Ingest, aids, sha, name)
	return once(ctx, o, stageIngest, key, sha, nil, []string{sha}, func() (ingest.Document, error) {
		var doc ingest.Document
		size, err := o.blobs.Size(sha)
		if err != nil {
			return doc, err
		}
		if size > ingest.MaxBytes {
			return doc, &ingest.Unreadable{Reason: ingest.TooLarge, Detail: fmt.Sprintf("%d bytes", size)}
		}
		data, err := o.blobs.Get(sha)
		if err != nil {
			return doc, err
		}
		doc, err = readBy(ctx, decode, name, data)
		var bad *ingest.Unreadable
		if err != nil && !errors.As(err, &bad) && !errors.Is(err, ingest.ErrSlow) && ctx.Err() == nil {
			err = &readError{err}
		}
		if now := o.aids().String(); now != aids {
			err = &readError{fmt.Errorf("%q became %q while %s was being read", aids, now, name)}
		}
		return doc, err
	})
}

func (o *Office) extractSource(ctx context.Context, document string) (string, error) {
	doc, err := load[ingest.Document](o, document)
	if err != nil {
		return "", err
	}
	if len(doc.Entries) > 0 {
		return "", &archiveError{doc.Entries}
	}
	key := keyOf(o.chain.Versions.Extract, document)
	return once(ctx, o, stageExtract, key, doc.Source.SHA256, nil, []string{document}, func() ([]extract.Record, error) {
		return o.chain.extract(doc)
	})
}

// otherwise gives the outcome of a file without a judgment, nil where it has
// one.
func (o *Office) otherwise(t *Task) (*Outcome, error) {
	doc, err := load[ingest.Document](o, t.Document)
	if err != nil {
		return nil, err
	}
	records, err := load[[]extract.Record](o, t.Records)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		if !isOther(r) {
			return nil, nil
		}
	}
	out := Outcome{
		Aside: true, Reason: reasonOther,
		Text:   "文件不是行政裁判文书或者行政复议决定书（非裁判文书）。",
		Remedy: "请人工确认；如确为裁判文书，请放入完整的文书。",
	}
	o.describe(&out, doc, records, nil, nil)
	return &out, nil
}

func (o *Office) assessSource(ctx context.Context, t *Task) (string, error) {
	parts := []string{o.chain.Versions.Classify, t.beside(), t.Records, t.Sheet, t.Lent, t.Memory}
	in := beside{ties: t.Ties}
	var err error
	if in.earlier, err = o.earlier(t.Memory); err != nil {
		return "", err
	}
	for i, sha := range t.With {
		digest, err := o.recordsOf(ctx, sha, at(t.Readings, i))
		if err != nil {
			return "", fmt.Errorf("linked paper %s: %w", sha[:8], err)
		}
		records, err := load[[]extract.Record](o, digest)
		if err != nil {
			return "", err
		}
		parts, in.found = append(parts, digest), append(in.found, records...)
		if sha == t.SameAs {
			in.same = records
		}
	}
	records, err := load[[]extract.Record](o, t.Records)
	if err != nil {
		return "", err
	}
	sheet, err := o.sheet(t)
	if err != nil {
		return "", err
	}
	return once(ctx, o, stageClassify, keyOf(parts...), t.Source, t, parts[2:], func() ([]CaseResult, error) {
		return o.assess(t, records, in, sheet)
	})
}

// assess holds the cases of a task against the regulations. A sheet that was
// lent by another paper and does not fit is left out.
func (o *Office) assess(t *Task, records []extract.Record, in beside, sheet []byte) ([]CaseResult, error) {
	cases, err := o.chain.assess(records, in, sheet)
	if err != nil && t.Sheet == "" && len(sheet) > 0 {
		return o.chain.assess(records, in, nil)
	}
	return cases, err
}

// recordsOf gives the records of a source that is held as this version reads
// it: those that a task names where they are, or read again.
func (o *Office) recordsOf(ctx context.Context, sha string, named *string) (string, error) {
	name, own := "", false
	o.ledger.view(func() {
		if s := o.ledger.sources[sha]; s != nil {
			name, own = s.name, s.reader == o.chain.Versions.all() && named != nil && *named == s.records.text()
		}
	})
	if own && *named != "" {
		return *named, nil
	}
	document, err := o.readHeld(ctx, sha, name, o.chain.Decode)
	if err != nil {
		return "", err
	}
	return o.extractSource(ctx, document)
}

// sheet gives the facts sheet of a task, a lent one where it has none of its
// own; nil where there is none.
func (o *Office) sheet(t *Task) ([]byte, error) {
	if digest := cmp.Or(t.Sheet, t.Lent); digest != "" {
		return o.blobs.Get(digest)
	}
	return nil, nil
}

// supply gives the cases of a task their facts. A lent sheet that does not fit
// is left out: nobody entered it for this paper.
func (o *Office) supply(t *Task, cases []CaseResult, sheet []byte) error {
	err := o.chain.supply(cases, sheet)
	if err != nil && t.Sheet == "" && len(sheet) > 0 {
		return o.chain.supply(cases, nil)
	}
	return err
}

// issued is a file as the report stage hands it on: the bytes are a blob. A
// twin follows its report.
type issued struct {
	File IssuedDocument `json:"file"`
	Part int            `json:"part"`
	Twin bool           `json:"twin,omitempty"`
}

// reportSource drafts and prints; what it gives lists the reports.
func (o *Office) reportSource(ctx context.Context, t *Task) (string, error) {
	cases, err := o.casesOf(t)
	if err != nil {
		return "", err
	}
	key := keyOf(o.chain.Versions.Report, t.Cases, t.Sheet, t.Lent, fmt.Sprint(t.Confirmed))
	records, err := load[[]extract.Record](o, t.Records)
	if err != nil {
		return "", err
	}
	return once(ctx, o, stageReport, key, t.Source, t, []string{t.Records, t.Cases, t.Sheet, t.Lent}, func() ([]issued, error) {
		return o.printAll(ctx, records, cases, t.Confirmed)
	})
}

// casesOf loads the cases of a task with the facts that they stand on.
func (o *Office) casesOf(t *Task) ([]CaseResult, error) {
	cases, err := load[[]CaseResult](o, t.Cases)
	if err != nil {
		return nil, err
	}
	sheet, err := o.sheet(t)
	if err != nil {
		return nil, err
	}
	return cases, o.supply(t, cases, sheet)
}

// publishSource puts the reports into the outbox and ends the run.
func (o *Office) publishSource(ctx context.Context, t *Task) error {
	list, err := load[[]issued](o, t.Reports)
	if err != nil {
		return err
	}
	for i := range list {
		data, err := o.blobs.Get(list[i].File.SHA256)
		if err != nil {
			return err
		}
		if list[i].File.Path, err = publish(o.files, o.cfg.Outbox, list[i].File.Path, data); err != nil {
			return err
		}
		o.step("published")
	}
	doc, err := load[ingest.Document](o, t.Document)
	if err != nil {
		return err
	}
	records, err := load[[]extract.Record](o, t.Records)
	if err != nil {
		return err
	}
	cases, err := o.casesOf(t)
	if err != nil {
		return err
	}
	var out Outcome
	o.describe(&out, doc, records, cases, list)
	if err := o.withdraw(ctx, t.Source, list, replacedBy(&out)); err != nil {
		return err
	}
	return o.conclude(ctx, t, out)
}

func (o *Office) printAll(ctx context.Context, records []extract.Record, cases []CaseResult, confirmed bool) ([]issued, error) {
	files, err := o.chain.report(ctx, records, cases, confirmed, o.blobs.Get)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if _, err := o.blobs.PutBytes(f.Data); err != nil {
			return nil, err
		}
	}
	return manifest(files), nil
}

// manifest is the list of reports as the report stage hands it on.
func manifest(files []File) []issued {
	list := []issued{}
	for _, f := range files {
		list = append(list, issued{Part: f.Part, Twin: f.Twin, File: IssuedDocument{
			Path: f.Path, SHA256: store.Digest(f.Data), SM3: store.SM3(f.Data), Title: f.Title, Agency: f.Agency, Jurisdiction: f.Jurisdiction, Bound: f.Bound,
		}})
	}
	return list
}

// conclude records the outcome of a run.
func (o *Office) conclude(ctx context.Context, t *Task, out Outcome) error {
	archived, lane, lapsed := false, "", ""
	var took time.Duration
	var offers []Link
	o.ledger.view(func() {
		lane, took = o.ledger.way(t.Source, o.now())
		archived, offers = o.ledger.quiet(o.ledger.sources[t.Source]), offered(o.ledger.sources[t.Source].extra().bonds.Links)
		lapsed = o.ledger.sources[t.Source].extra().lapsed
	})
	left, err := o.editedBeside(t)
	if err != nil {
		return err
	}
	if err := o.append(ctx, t.Source, Event{Kind: Settled, Source: t.Source, Task: t, Outcome: &out}, false); err != nil {
		return &busError{err}
	}
	o.meter.ended(lane, outcomeOf(&out), took)
	if o.tries.passed(t.Source) {
		o.notify(Notice{Kind: Resumed, Name: t.Name, Source: t.Source, Text: t.Name})
	}
	if !archived {
		n := ended(t.Source, t.Name, &out)
		n.Offers, n.Lapsed, n.Edited = offers, lapsed, left
		o.notify(n)
	}
	return nil
}

// ended is the notice of an outcome.
func ended(source, name string, out *Outcome) Notice {
	n := Notice{Kind: Filed, Name: name, Source: source, Outcome: out, Text: out.Text, Remedy: out.Remedy}
	for _, p := range out.Papers {
		for _, d := range p.Documents {
			n.Paths = append(n.Paths, d.Path)
		}
	}
	switch {
	case out.Aside:
		n.Kind = SetAside
	case len(n.Paths) > 0:
		n.Kind = Reported
	}
	return n
}

// Publish writes files below an outbox as watch does: whole or not at all,
// and never over other bytes, such as a DOCX that was edited where it lay. It
// returns where each one lies.
func Publish(outbox string, files []File) ([]string, error) {
	var paths []string
	if err := (store.OS{}).MkdirAll(outbox); err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	for _, f := range files {
		p, err := publish(store.OS{}, outbox, f.Path, f.Data)
		if err != nil {
			return paths, err
		}
		paths = append(paths, p)
	}
	return paths, nil
}

func publish(files store.Files, outbox, path string, data []byte) (string, error) {
	// An outbox that was there and is gone is a share that was cut off: a
	// folder made in its place would hide the reports from everybody.
	if _, err := files.Lstat(outbox); err != nil {
		return "", fmt.Errorf("outbox: %w", err)
	}
	for n := 1; ; n++ {
		p := numbered(path, n)
		err := store.Write(files, filepath.Join(outbox, filepath.FromSlash(p)), data)
		if err == nil {
			return p, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", fmt.Errorf("writing report %s: %w", p, err)
		}
	}
}
