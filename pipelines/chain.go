package pipelines

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"time"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
	"zeren/pipelines/internal/store"
	"zeren/report"
)

// Chain is the four stages as one plain function, without NATS, folder or
// clock: the same values in give the same bytes out. Watch runs the very same
// steps, joined by queues.
//
// The stages are fields, so that a process pool, packs, calendar, fonts and
// settings are bound once by whoever builds the Chain; every field is needed but where it
// says otherwise.
type Chain struct {
	// Decode reads one file; *ingest.Unreadable is its only permanent error.
	Decode func(ctx context.Context, name string, data []byte) (ingest.Document, error)
	// Look is Decode for a file that others wait behind: ingest.ErrSlow where
	// it takes longer than a look. Nil: every file is read at once.
	Look func(ctx context.Context, name string, data []byte) (ingest.Document, error)
	// Aids gives the outside programs that Decode has just now; nil: none. A
	// reading stands on them.
	Aids func() ingest.Aids
	// Extract says what each paper of a document says.
	Extract func(ingest.Document) []extract.Record
	// Assess holds a case against every regulation.
	Assess func(classify.Case, classify.Facts) (classify.Outcome, error)
	// Compose drafts what one assessment demands, in the order of its
	// documents. Confirmed drafts lose the mark 草稿.
	Compose func(c classify.Case, f classify.Facts, a classify.Assessment, confirmed bool) ([]report.Draft, error)
	// Print sets a draft as PDF.
	Print func(report.Draft) ([]byte, error)
	// Join puts the pages of PDF files behind each other, for drafts that ask
	// for a bundle. An *ingest.Unreadable says that they cannot be.
	Join func(ctx context.Context, files [][]byte) (ingest.Joined, error)
	// Edit gives a draft as DOCX.
	Edit func(report.Draft) ([]byte, error)
	// Remind gives the deadlines of an assessment as a calendar, nil where no
	// date is known.
	Remind func(classify.Case, classify.Assessment) []byte
	// Path is a draft's place in the outbox, slashes between the parts, for
	// a file of the given extension. source is the SHA-256 of the paper's file.
	Path func(d report.Draft, source, ext string) string
	// Sheets parses the facts sheets of a file, one for each of its papers of
	// which something is known; at least one.
	Sheets func(data []byte) ([]classify.Facts, error)
	// Check holds a sheet against the papers it is about; nil checks nothing.
	Check func(classify.Facts, classify.Case) error
	// Versions name what is bound into the fields above, and Bound says it
	// part by part; nil is one part for each stage.
	Versions Versions
	Bound    []Binding
}

// Versions name, stage by stage, everything besides its input that a result
// stands on: the stage's own version, packs and calendar, fonts and settings.
// Work done under one version is recognised under it alone.
type Versions struct {
	Ingest, Extract, Classify, Report string
}

// of is what one stage of the queue stands on.
func (v Versions) of(stage string) string {
	switch stage {
	case stageIngest, stageSlow:
		return v.Ingest
	case stageExtract:
		return v.Extract
	case stageClassify:
		return v.Classify
	case stageReport:
		return v.Report
	}
	return v.all()
}

func (v Versions) all() string { return keyOf(v.Ingest, v.Extract, v.Classify, v.Report) }

// Input is what one run of the chain stands on.
type Input struct {
	Name      string // base name of the file
	Data      []byte
	Sheet     []byte  // facts sheet (事实核实表) as YAML, nil: nothing known
	With      []Paper // other papers of the same dispute
	Confirmed bool    // a person has confirmed the drafts
}

// Paper is a further file of the same dispute.
type Paper struct {
	Name string
	Data []byte
}

// Result is what a run gives.
type Result struct {
	Document ingest.Document
	Records  []extract.Record
	Cases    []CaseResult // one for each record of a judgment or decision
	Files    []File       // reports, in the order of cases and assessments
}

// CaseResult is what the regulations make of one paper of the file.
type CaseResult struct {
	Part int           `json:"part"` // index of the record in Result.Records
	Case classify.Case `json:"case"`
	// Superseded is the paper that the case stands on, where that is one of
	// another file of the office or another one of this file; Duplicate the
	// same paper in another file, which stands for this one. Such a case is
	// not assessed here: its reports are those of the other paper.
	Superseded *PaperRef `json:"superseded,omitempty"`
	Duplicate  *PaperRef `json:"duplicate,omitempty"`

	Facts   classify.Facts   `json:"-"` // from the sheet, which is kept as it was entered
	Outcome classify.Outcome `json:"outcome"`
}

// File is one file for the outbox: its place below it and its bytes. A report is
// a PDF; what belongs to it follows it in the list as its twins, under the same
// name with another extension: the same paper for editing (docx), and beside
// the first report of an assessment the assessment itself (json, see
// CaseRecord) and its deadlines (ics, where a date is known).
type File struct {
	Path         string // slashes between the parts
	Title        string
	Agency       string
	Jurisdiction string
	Part         int // index of the record
	Twin         bool
	Bound        bool // a bundle of reports and papers (合订本), no report of its own
	Data         []byte
}

// Run takes one file through the four stages. Errors: *ingest.Unreadable for
// the file, the sheet's error for the facts, anything else is a fault of the
// program or the machine. A file that holds no judgment is no error: it has a
// record of type other, and no cases.
func (c *Chain) Run(ctx context.Context, in Input) (Result, error) {
	doc, err := c.read(ctx, in.Name, in.Data)
	if err != nil {
		return Result{Document: doc}, err
	}
	r, err := c.Judge(ctx, doc, in.With, in.Sheet)
	if err != nil {
		return r, err
	}
	source := func(sha string) ([]byte, error) {
		if sha == doc.Source.SHA256 {
			return in.Data, nil
		}
		for _, p := range in.With {
			if store.Digest(p.Data) == sha {
				return p.Data, nil
			}
		}
		return nil, fmt.Errorf("source %s is not at hand", sha)
	}
	r.Files, err = c.report(ctx, r.Records, r.Cases, in.Confirmed, source)
	return r, err
}

// Judge takes a document that was read through extract and classify; nothing
// is drafted. Errors are those of Run.
func (c *Chain) Judge(ctx context.Context, doc ingest.Document, with []Paper, sheet []byte) (Result, error) {
	r := Result{Document: doc}
	var err error
	if r.Records, err = c.extract(doc); err != nil {
		return r, err
	}
	var in beside
	for i, p := range with {
		doc, err := c.read(ctx, p.Name, p.Data)
		if err != nil {
			return r, &PaperError{Index: i, Name: p.Name, Err: err}
		}
		records, err := c.extract(doc)
		if err != nil {
			return r, err
		}
		in.named = append(in.named, records...)
	}
	r.Cases, err = c.assess(r.Records, in, sheet)
	return r, err
}

// PaperError says that a further paper could not be read, not the file itself.
type PaperError struct {
	Index int // in Input.With
	Name  string
	Err   error
}

func (e *PaperError) Error() string { return fmt.Sprintf("linked paper %s: %v", e.Name, e.Err) }
func (e *PaperError) Unwrap() error { return e.Err }

func (c *Chain) read(ctx context.Context, name string, data []byte) (ingest.Document, error) {
	return readBy(ctx, c.Decode, name, data)
}

func readBy(ctx context.Context, decode func(context.Context, string, []byte) (ingest.Document, error), name string, data []byte) (ingest.Document, error) {
	name = ingest.Readable(path.Base(name))
	doc, err := decode(ctx, name, data)
	if err != nil {
		return doc, fmt.Errorf("reading %s: %w", name, err)
	}
	doc.Source.Name, doc.Source.SHA256 = name, store.Digest(data)
	return sealed(doc)
}

func (c *Chain) extract(doc ingest.Document) ([]extract.Record, error) {
	return sealed(c.Extract(doc))
}

// beside is what stands beside the papers of a file.
type beside struct {
	named []extract.Record // by the person who runs the chain
	found []extract.Record // of the files of its disputes that the office holds
	ties  []classify.Tie
	same  []extract.Record // of the file that holds the same paper and stands for it

	earlier []classify.Past // what the office remembers of cases of the same persons
}

// assess makes one case of each paper of the file, with those beside it that
// are of its dispute. The last paper of a case is the one that its assessment
// stands on; it alone is assessed.
func (c *Chain) assess(records []extract.Record, in beside, sheet []byte) ([]CaseResult, error) {
	cases := []CaseResult{}
	var cautions [][]classify.Warning
	for _, g := range classify.Gather(records, classify.Beside{Named: in.named, Found: in.found, Ties: in.ties}) {
		cs := CaseResult{Part: g.Part, Case: g.Case}
		cs.Case.Earlier = in.earlier
		rec, last := &records[g.Part], g.Case.Paper()
		if !samePlace(rec, last) && !slices.ContainsFunc(in.named, func(r extract.Record) bool { return samePlace(&r, last) }) {
			cs.Superseded = refTo(last)
		}
		for i := range in.same {
			if cs.Superseded == nil && classify.SameNumber(rec, &in.same[i]) {
				cs.Duplicate = refTo(&in.same[i])
				break
			}
		}
		cases, cautions = append(cases, cs), append(cautions, g.Warnings)
	}
	if err := c.supply(cases, sheet); err != nil {
		return nil, err
	}
	for i := range cases {
		out := classify.Outcome{Assessments: []classify.Assessment{}, Notices: []classify.Notice{}, Warnings: []classify.Warning{}}
		if cases[i].stands() {
			var err error
			if out, err = c.Assess(cases[i].Case, cases[i].Facts); err != nil {
				return nil, fmt.Errorf("assessing %s: %w", caseName(*cases[i].Case.Paper()), err)
			}
		}
		out.Warnings = append(cautions[i], out.Warnings...)
		var err error
		if cases[i].Outcome, err = sealed(out); err != nil {
			return nil, err
		}
	}
	return cases, nil
}

func samePlace(a, b *extract.Record) bool {
	return a.Source.SHA256 == b.Source.SHA256 && a.Source.Part == b.Source.Part
}

// stands reports whether the case is assessed here: no other paper supersedes
// it or stands for it.
func (c *CaseResult) stands() bool { return c.Superseded == nil && c.Duplicate == nil }

// Entered reads the facts sheets that a person hands in on a day. Beside what a
// sheet itself forbids no date in it may lie more than a year ahead: the stages
// have no clock to find that. The error is classify.Problems.
func (c *Chain) Entered(sheet []byte, on time.Time) ([]classify.Facts, error) {
	all, err := c.Sheets(sheet)
	if err != nil {
		return nil, err
	}
	for _, facts := range all {
		if err := classify.CheckDates(sheetName, facts, on.AddDate(1, 0, 0).Format(time.DateOnly)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// ErrOtherCase says that a facts sheet is about none of a file's papers, or
// does not say about which of several.
var ErrOtherCase = errors.New("facts sheet is about another case")

// supply gives each case the facts of the sheet that is about it, as they hold
// for the paper that the case stands on. A sheet about no case is refused.
func (c *Chain) supply(cases []CaseResult, sheet []byte) error {
	for i := range cases {
		cases[i].Facts = classify.Facts{}
	}
	if len(sheet) == 0 {
		return nil
	}
	all, err := c.Sheets(sheet)
	if err != nil {
		return fmt.Errorf("facts sheet: %w", err)
	}
	for _, facts := range all {
		used := len(cases) == 0
		for i := range cases {
			if !speaksOf(facts, &cases[i].Case, len(cases)) {
				continue
			}
			used = true
			if !cases[i].stands() {
				continue // kept with the paper
			}
			if told := cases[i].Facts; told.Case != "" && told.Names(cases[i].Case.Paper()) {
				continue // the sheet of the paper itself goes before that of an earlier one
			}
			held := facts.For(cases[i].Case)
			if c.Check != nil {
				if err := c.Check(held, cases[i].Case); err != nil {
					return fmt.Errorf("facts sheet: %w", err)
				}
			}
			cases[i].Facts = held
		}
		if !used {
			return ErrOtherCase
		}
	}
	return nil
}

func (c *Chain) report(ctx context.Context, records []extract.Record, cases []CaseResult, confirmed bool, source func(sha string) ([]byte, error)) ([]File, error) {
	b := binder{chain: c, source: source, taken: map[string]int{}}
	for i := range cases {
		cs := &cases[i]
		for _, a := range cs.Outcome.Assessments {
			if len(a.Documents) == 0 {
				continue
			}
			drafts, err := c.Compose(cs.Case, cs.Facts, a, confirmed)
			if err != nil {
				return nil, fmt.Errorf("drafting for %s under %s: %w", a.Agency, a.Jurisdiction, err)
			}
			if err := b.assessment(ctx, &records[cs.Part], cs, a, drafts); err != nil {
				return nil, err
			}
		}
	}
	return b.files, nil
}

// sealed sends a stage's result through JSON, as the queue does: what one way
// of running loses on the road, the other must lose too.
func sealed[T any](v T) (T, error) {
	var out T
	data, err := json.Marshal(v)
	if err != nil {
		return out, fmt.Errorf("encoding %T: %w", v, err)
	}
	if err := json.Unmarshal(data, &out); err != nil {
		return out, fmt.Errorf("decoding %T: %w", v, err)
	}
	return out, nil
}

func isOther(r extract.Record) bool { return r.DocumentType == extract.Other || r.DocumentType == "" }

func caseName(r extract.Record) string {
	if r.CaseNumber != nil {
		return *r.CaseNumber
	}
	return r.Source.Name
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
