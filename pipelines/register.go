package pipelines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"path"
	"slices"
	"strings"
	"time"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// Entry is one line of the register (台账): one file's bytes, however often
// they were dropped.
type Entry struct {
	Source   string    // SHA-256 of the bytes
	Name     string    // the name it came under first
	At       time.Time // when it was received
	Settled  time.Time // when its outcome was known, zero while it is not
	Open     bool      // work is still going on
	Drops    []DropEntry
	Outcome  *Outcome // nil until it is known
	Problem  *Problem // why the last run failed, nil where it did not
	Version  string   // programs of the stages of the last run; "" where there was none
	HasSheet bool     // facts were entered
	Ready    bool     // a person has confirmed the drafts
	Lapsed   string   // why a confirmation no longer stands, a Chinese clause; "" where none has lapsed
	With     []string // files of its disputes, by source
	Links    []Link   // what it hangs together with, made or offered, and why

	// Parts are the files that it was joined from, in order; Into the joined
	// file that it is a part of.
	Parts []string
	Into  string

	// Withdrawn are its reports that are no longer in force, oldest first.
	Withdrawn []WithdrawnReport
}

// WithdrawnReport is a report that left its place in the outbox, because its
// paper was superseded or drafted anew.
type WithdrawnReport struct {
	At   time.Time
	Path string // where it was, below the outbox
	To   string // where it lies now
}

// DropEntry is one time that the bytes were dropped.
type DropEntry struct {
	Path string // below the inbox
	To   string // where it lies now, below the inbox; "" while it waits or where it was taken away
}

// Register gives every file in the order in which they came, one after the
// other: there can be very many. The error ends it.
func (o *Office) Register() iter.Seq2[Entry, error] {
	return o.entries(func(*source) bool { return true })
}

// entries gives the files of which want, asked under the ledger's lock, says
// so.
func (o *Office) entries(want func(*source) bool) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for i := 0; ; {
			sha := ""
			o.ledger.view(func() {
				for ; i < len(o.ledger.order) && sha == ""; i++ {
					if s := o.ledger.sources[o.ledger.order[i]]; want(s) {
						sha = s.sha
					}
				}
			})
			if sha == "" {
				return
			}
			e, err := o.entry(sha)
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// entry gives the line of one file that is held.
func (o *Office) entry(sha string) (e Entry, err error) {
	var end ending
	o.ledger.view(func() {
		s := o.ledger.sources[sha]
		in, x := s.inputs(), s.extra()
		end = s.ending
		e = Entry{
			Source: s.sha, Name: s.name, At: s.at, Open: o.ledger.open[sha],
			HasSheet: in.Sheet != "", Ready: in.Confirmed, Lapsed: x.lapsed, With: x.bonds.With, Links: x.bonds.Links,
			Withdrawn: slices.Clone(x.withdrawn), Parts: x.parts, Into: in.Into,
		}
		if s.ran() {
			e.Version = versionLabel(s.version, o.ledger.bound[s.version])
		}
		for _, d := range s.drops {
			e.Drops = append(e.Drops, DropEntry{Path: ingest.Readable(d.Path), To: d.to})
		}
	})
	r, err := o.runOf(&end)
	e.Settled, e.Outcome, e.Problem = r.at, r.outcome, r.problem
	// An edition that is in force again is not withdrawn: the copy of it that
	// was laid aside before is no report of its own.
	if e.Outcome != nil && len(e.Withdrawn) > 0 {
		inForce := map[string]bool{}
		for _, p := range e.Outcome.Papers {
			for _, d := range p.Documents {
				inForce[edition(d.Path)] = true
			}
		}
		e.Withdrawn = slices.DeleteFunc(e.Withdrawn, func(w WithdrawnReport) bool { return inForce[edition(w.Path)] })
	}
	return e, err
}

// edition is what the files of one edition of a report have in common: their
// path without its ending.
func edition(p string) string { return strings.TrimSuffix(p, path.Ext(p)) }

// named gives the sources that came under a name first, with or without its
// folder.
func (o *Office) named(name string) (sources []string) {
	o.ledger.view(func() {
		for _, sha := range o.ledger.order {
			if n := o.ledger.sources[sha].name; n == name || path.Base(n) == name {
				sources = append(sources, sha)
			}
		}
	})
	return sources
}

// Names are the names under which sources came first, of those that are held.
func (o *Office) Names(sources []string) (names []string) {
	for _, sha := range sources {
		if name := o.nameOf(sha); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// Notice tells how a file ended, as the process that worked on it told it.
// ok is false while that is not known.
func (e Entry) Notice() (n Notice, ok bool) {
	switch {
	case e.Problem != nil:
		return Notice{Kind: GaveUp, At: e.Settled, Name: e.Name, Source: e.Source, Text: e.Problem.Text, Remedy: e.Problem.Remedy}, true
	case e.Outcome == nil:
		return Notice{}, false
	}
	n = ended(e.Source, e.Name, e.Outcome)
	n.At, n.Offers = e.Settled, offered(e.Links)
	return n, true
}

// Failed gives the files whose last run failed, and those that went to a
// person.
func (o *Office) Failed() ([]Entry, error) {
	var list []Entry
	for e, err := range o.entries(func(s *source) bool { return s.problem > 0 || s.aside }) {
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// The errors of a look-up.
var (
	ErrUnknownCase = errors.New("no such case")
	ErrAmbiguous   = errors.New("more than one case")
)

// digestPrefix is the shortest prefix of a digest that names a file.
const digestPrefix = 4

// Find gives the file that a person means: by a case number of one of its
// papers, in any of its spellings, by a unique prefix of its digest, or, where
// neither fits, by the name under which it came. ErrUnknownCase, or
// *AmbiguousError.
func (o *Office) Find(ref string) (Entry, error) {
	number, prefix := plainNumber(ref), strings.ToLower(strings.TrimSpace(ref))
	var found []Entry
	for e, err := range o.entries(func(s *source) bool {
		return len(prefix) >= digestPrefix && strings.HasPrefix(s.sha, prefix) || number != "" && slices.Contains(s.numbers, hashOf(number))
	}) {
		if err != nil {
			return Entry{}, err
		}
		hit := len(prefix) >= digestPrefix && strings.HasPrefix(e.Source, prefix)
		if e.Outcome != nil {
			for _, p := range e.Outcome.Papers {
				hit = hit || number != "" && p.CaseNumber != "" && plainNumber(p.CaseNumber) == number
			}
		}
		if hit {
			found = append(found, e)
		}
	}
	// Of one paper in several files the one is meant that stands for it.
	if len(found) > 1 {
		whole := found
		found = slices.DeleteFunc(slices.Clone(found), func(e Entry) bool {
			var there *Elsewhere
			return errors.As(elsewhere(e.Outcome), &there) && there.Same &&
				slices.ContainsFunc(whole, func(x Entry) bool { return x.Source == there.Paper.Source })
		})
	}
	if len(found) == 0 {
		for _, sha := range o.named(ref) {
			e, err := o.entry(sha)
			if err != nil {
				return Entry{}, err
			}
			found = append(found, e)
		}
	}
	switch len(found) {
	case 0:
		return Entry{}, fmt.Errorf("%s: %w", ref, ErrUnknownCase)
	case 1:
		return found[0], nil
	}
	return Entry{}, &AmbiguousError{Ref: ref, Files: found}
}

// AmbiguousError is ErrAmbiguous with the files that may be meant.
type AmbiguousError struct {
	Ref   string
	Files []Entry
}

func (e *AmbiguousError) Error() string {
	names := make([]string, len(e.Files))
	for i, f := range e.Files {
		names[i] = f.Source[:12] + " " + f.Name
	}
	return fmt.Sprintf("%s: %v: %s", e.Ref, ErrAmbiguous, strings.Join(names, ", "))
}

func (e *AmbiguousError) Unwrap() error { return ErrAmbiguous }

// plainNumber brings the spellings of a case number together. What the
// grammar does not know (a masked number, a number of free form) is compared
// without white space and kinds of brackets.
func plainNumber(s string) string {
	if n, ok := extract.ParseCaseNumber(s); ok && n.Key() != "" {
		return n.Key()
	}
	return plainText(s)
}

// plainText takes white space and the forms of brackets and digits out.
func plainText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case ingest.IsSpace(r):
			return -1
		case extract.IsOpen(r), r == '(':
			return '（'
		case extract.IsClose(r), r == ')':
			return '）'
		}
		return r
	}, extract.Fold(s))
}

// Source gives a file's bytes, as they were dropped.
func (o *Office) Source(e Entry) ([]byte, error) { return o.blobs.Get(e.Source) }

// Case is what the stages made of a file, with the facts that it stood on.
type Case struct {
	Document ingest.Document
	Records  []extract.Record
	Cases    []CaseResult
	Sheet    []byte
}

// Case loads what the last run made of a file. Parts that it did not come to
// are empty.
func (o *Office) Case(e Entry) (Case, error) { return o.caseWith(e, o.sheet) }

// CaseNow is Case with the facts in force, which the last run may not have
// known yet.
func (o *Office) CaseNow(e Entry) (Case, error) {
	return o.caseWith(e, func(*Task) ([]byte, error) { return o.Sheet(e) })
}

func (o *Office) caseWith(e Entry, sheet func(*Task) ([]byte, error)) (Case, error) {
	var c Case
	r, err := o.lastRun(e.Source)
	t := r.task
	if err != nil || t == nil {
		return c, err
	}
	if c.Sheet, err = sheet(t); err != nil {
		return c, err
	}
	if t.Document != "" {
		if c.Document, err = load[ingest.Document](o, t.Document); err != nil {
			return c, err
		}
	}
	if t.Records != "" {
		if c.Records, err = load[[]extract.Record](o, t.Records); err != nil {
			return c, err
		}
	}
	if t.Cases != "" {
		if c.Cases, err = load[[]CaseResult](o, t.Cases); err != nil {
			return c, err
		}
		err = o.supply(t, c.Cases, c.Sheet)
	}
	return c, err
}

// Sheet gives the facts sheet in force for a file, nil where there is none. It
// may be one that was entered for an earlier paper of the dispute.
func (o *Office) Sheet(e Entry) ([]byte, error) {
	digest := ""
	o.ledger.view(func() {
		if s := o.ledger.sources[e.Source]; s != nil {
			in := s.inputs()
			digest = cmp.Or(in.Sheet, in.Lent)
		}
	})
	if digest == "" {
		return nil, nil
	}
	return o.blobs.Get(digest)
}

// SheetEntry is one time that facts were entered.
type SheetEntry struct {
	At     time.Time
	By     string
	SHA256 string // of the sheet
}

// SheetHistory tells who entered facts for a file and when, oldest first. The
// last one is in force.
func (o *Office) SheetHistory(e Entry) (list []SheetEntry) {
	o.ledger.view(func() {
		if s := o.ledger.sources[e.Source]; s != nil {
			list = slices.Clone(s.extra().sheets)
		}
	})
	return list
}

// SheetChanges is one time that facts were entered, with what it changed.
type SheetChanges struct {
	SheetEntry
	Changes []classify.Change
}

// SheetChanges tells who changed what when, oldest first. A sheet that the packs
// of today no longer read is told without its changes.
func (o *Office) SheetChanges(e Entry) ([]SheetChanges, error) {
	var out []SheetChanges
	var before []classify.Facts
	for _, entry := range o.SheetHistory(e) {
		sheet, err := o.blobs.Get(entry.SHA256)
		if err != nil {
			return nil, err
		}
		now, err := o.chain.Sheets(sheet)
		if err != nil {
			out = append(out, SheetChanges{SheetEntry: entry})
			continue
		}
		out = append(out, SheetChanges{entry, classify.Changes(before, now)})
		before = now
	}
	return out, nil
}

// SetSheet enters a facts sheet for a file. A sheet that does not parse is
// refused and the one before stays in force. The case is assessed and drafted
// anew (see Settle); earlier reports stay where they are.
func (o *Office) SetSheet(ctx context.Context, e Entry, sheet []byte, by string) ([]classify.Facts, error) {
	facts, err := o.chain.Entered(sheet, o.now())
	if err != nil {
		return nil, err
	}
	held, err := o.caseWith(e, func(*Task) ([]byte, error) { return nil, nil })
	if err != nil {
		return nil, err
	}
	if err := elsewhere(e.Outcome); err != nil {
		return nil, err
	}
	if err := o.chain.supply(held.Cases, sheet); err != nil {
		return nil, err
	}
	history := o.SheetHistory(e)
	if n := len(history); n > 0 && history[n-1].SHA256 == Digest(sheet) {
		return facts, ErrSameSheet
	}
	digest, err := o.blobs.PutBytes(sheet)
	if err != nil {
		return nil, err
	}
	ev := Event{Kind: SheetSet, Source: e.Source, Sheet: digest, By: by, SM3: map[string]string{digest: store.SM3(sheet)}}
	if n := len(history); n > 0 {
		ev.In = []string{history[n-1].SHA256}
	}
	return facts, o.append(ctx, e.Source, ev, false)
}

// ErrSameSheet says that a sheet is the one in force: nothing was entered, and
// a confirmation stands.
var ErrSameSheet = errors.New("the sheet in force was entered again")

// Confirm records that a person stands by the drafts of a file: they are
// drawn anew without the mark 草稿. ErrNoReports where there are none.
func (o *Office) Confirm(ctx context.Context, e Entry, by string) error {
	r, err := o.lastRun(e.Source)
	if err != nil {
		return err
	}
	reports := (Entry{Outcome: r.outcome}).reports()
	if err := elsewhere(e.Outcome); err != nil {
		return err
	}
	if len(reports) == 0 {
		return fmt.Errorf("%s: %w", e.Name, ErrNoReports)
	}
	return o.append(ctx, e.Source, Event{Kind: Confirmed, Source: e.Source, By: by, In: reports}, false)
}

// Elsewhere says that a file's case is assessed on another paper: facts and
// confirmations belong there.
type Elsewhere struct {
	Paper *PaperRef
	Same  bool // it is the same paper in another file
}

func (e *Elsewhere) Error() string {
	return fmt.Sprintf("assessed on %s (%s)", e.Paper.CaseNumber, e.Paper.Source[:12])
}

// elsewhere is *Elsewhere where no paper of an outcome stands by itself.
func elsewhere(out *Outcome) error {
	if out == nil {
		return nil
	}
	var first *Elsewhere
	for i := range out.Papers {
		p := &out.Papers[i]
		switch {
		case p.Superseded != nil:
			first = cmp.Or(first, &Elsewhere{Paper: p.Superseded})
		case p.Duplicate != nil:
			first = cmp.Or(first, &Elsewhere{Paper: p.Duplicate, Same: true})
		case p.Type != extract.Other:
			return nil
		}
	}
	if first == nil {
		return nil
	}
	return first
}

// ErrNoReports says that a file has no reports that could be confirmed.
var ErrNoReports = errors.New("no reports to confirm")

// reports are the digests of the reports of the last run.
func (e Entry) reports() (list []string) {
	if e.Outcome == nil {
		return nil
	}
	for _, p := range e.Outcome.Papers {
		for _, d := range p.Documents {
			list = append(list, d.SHA256)
		}
	}
	return list
}

// Tie records that a person says that two files are of one dispute or, with
// apart, that they are not. It stands over what the papers say, until the
// person says otherwise; both files are assessed anew (see Settle).
func (o *Office) Tie(ctx context.Context, a, b Entry, apart bool, by string) error {
	if a.Source == b.Source {
		return fmt.Errorf("%s: %w", a.Name, ErrSameFile)
	}
	return o.append(ctx, a.Source, Event{Kind: Tied, Source: a.Source, Other: b.Source, Apart: apart, By: by}, false)
}

// ErrSameFile says that a file was to be linked with itself.
var ErrSameFile = errors.New("a file linked with itself")

// Retry sends a file through the stages again, after its cause was mended.
func (o *Office) Retry(ctx context.Context, e Entry, by string) error {
	return o.append(ctx, e.Source, Event{Kind: Retried, Source: e.Source, By: by}, false)
}

// Digest is the lower-case hex SHA-256 of data, as it names files.
func Digest(data []byte) string { return store.Digest(data) }
