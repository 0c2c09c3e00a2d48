package pipelines

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"zeren/classify"
	"zeren/extract"
	"zeren/pipelines/internal/bus"
)

// Kind is what an event tells. The set only ever grows: old events are read
// for as long as the data folder lives.
type Kind string

// The kinds of an event.
const (
	Received    Kind = "received"    // a file of the inbox is durably stored
	Moved       Kind = "moved"       // it has left the inbox
	StageDone   Kind = "done"        // a stage has a result for these inputs
	Settled     Kind = "settled"     // the outcome of a file is known
	Failed      Kind = "failed"      // a file's work ended without an outcome: dead letter
	Retried     Kind = "retried"     // it is to be tried again
	SheetSet    Kind = "sheet"       // facts were entered
	Confirmed   Kind = "confirmed"   // a person has confirmed the drafts
	Lapsed      Kind = "lapsed"      // a run made something else of what was confirmed
	PeopleTold  Kind = "told"        // people were told
	Begun       Kind = "begun"       // the chain of events begins
	Read        Kind = "read"        // the papers of a file are known, and what they can be found by
	Linked      Kind = "linked"      // what the program found of the papers of one dispute
	Tied        Kind = "tied"        // a person says that two files are of one dispute, or are not
	Remembered  Kind = "remembered"  // what memory keeps of a case for later ones of the same persons
	Recalled    Kind = "recalled"    // what a case is reminded of
	Merged      Kind = "merged"      // a person joins files to one paper
	Withdrawn   Kind = "withdrawn"   // a report that is no longer in force has left its place
	Bound       Kind = "bound"       // a version of the program works here: what it stands for
	Archived    Kind = "archived"    // a file of a folder of old judgments is durably stored
	Reprocessed Kind = "reprocessed" // a held file goes through this version of the program again
	BatchBegun  Kind = "batch"       // a run over held files has begun
	BatchEnded  Kind = "batch_ended" // all of them have their outcome, and the differences are reported
)

// Event is one line of the stream that is the truth. It holds digests, never
// documents.
type Event struct {
	Seq    uint64    `json:"seq,omitempty"`  // its number; 0 before the chain began
	Prev   *Digests  `json:"prev,omitempty"` // link of the event before: see trail
	Kind   Kind      `json:"kind"`
	At     time.Time `json:"at"`
	Source string    `json:"source,omitempty"` // SHA-256 of the file's bytes
	By     string    `json:"by,omitempty"`     // who: a person, or zeren
	// In are the blobs that the event stands on, where Task does not name
	// them; SM3 gives the second digest of each blob that it names first.
	In  []string          `json:"in,omitempty"`
	SM3 map[string]string `json:"sm3,omitempty"`

	Drop     *Drop     `json:"drop,omitempty"`
	DropID   string    `json:"drop_id,omitempty"`  // moved
	To       string    `json:"to,omitempty"`       // moved: below the inbox, withdrawn: below the outbox; "" where the file was gone
	Stage    string    `json:"stage,omitempty"`    // done, failed
	Key      string    `json:"key,omitempty"`      // done
	Result   string    `json:"result,omitempty"`   // done, read, remembered, recalled: blob
	Version  string    `json:"version,omitempty"`  // done, read: of the chain that made it; bound
	Task     *Task     `json:"task,omitempty"`     // done, settled, failed: what the work stood on; reprocessed: the run before
	Outcome  *Outcome  `json:"outcome,omitempty"`  // settled
	Problem  *Problem  `json:"problem,omitempty"`  // failed
	Sheet    string    `json:"sheet,omitempty"`    // blob of a facts sheet
	Told     *Told     `json:"told,omitempty"`     // told: what, and by which way
	Aid      string    `json:"aid,omitempty"`      // retried: the outside program that has come, with its version
	Keys     []string  `json:"keys,omitempty"`     // read, remembered: see classify.Keys, personKeys; digested
	Seeks    []string  `json:"seeks,omitempty"`    // read: the keys of the files that it may hang together with
	Document string    `json:"document,omitempty"` // read: blob
	Bonds    *Bonds    `json:"bonds,omitempty"`    // linked
	Other    string    `json:"other,omitempty"`    // tied: the other source
	Apart    bool      `json:"apart,omitempty"`    // tied: the two are not of one dispute
	Path     string    `json:"path,omitempty"`     // withdrawn: below the outbox
	Old      bool      `json:"old,omitempty"`      // linked, recalled, reprocessed: archive work on another file is the cause, see lane.go
	Batch    *Batch    `json:"batch,omitempty"`    // archived, reprocessed: its ID alone; batch, batch_ended
	Names    []string  `json:"names,omitempty"`    // merged: of the parts, which are In
	Bound    []Binding `json:"bound,omitempty"`    // bound
}

// eventFrom reads an event: bus.ErrDamaged where it is none.
func eventFrom(data []byte) (e Event, err error) {
	if err := json.Unmarshal(data, &e); err != nil {
		return e, fmt.Errorf("%w: %w", bus.ErrDamaged, err)
	}
	return e, nil
}

// Drop is one file as it lay in the inbox. The same bytes dropped twice are
// two drops of one source.
type Drop struct {
	ID      string    `json:"id"`
	Path    string    `json:"path"`          // below the inbox, slashes between the parts
	Raw     []byte    `json:"raw,omitempty"` // the path's bytes, where they are no UTF-8
	Size    int64     `json:"size"`
	ModTime time.Time `json:"mod_time"`
	Again   bool      `json:"again,omitempty"`  // the bytes were known
	Reopen  bool      `json:"reopen,omitempty"` // and are tried again

	// Origin is the archive that the file came in, as the SHA-256 of its bytes,
	// Depth in how many archives it lies, one in the other. Such a file never
	// lay in the inbox: Path is where it would lie if a person had unpacked it.
	Origin string `json:"origin,omitempty"`
	Depth  int    `json:"depth,omitempty"`
}

// dropID names a drop by what it is, so that a crash between storing and
// recording makes no second one. n counts the drops of the same bytes, name
// and time that have left the inbox before.
func dropID(source, path string, size int64, mod time.Time, n int) string {
	return keyOf(source, path, strconv.FormatInt(size, 10), mod.UTC().Format(time.RFC3339Nano), strconv.Itoa(n))[:32]
}

// Task is a piece of work on its way through the stages: what the run stands
// on, and the results so far, all by digest.
type Task struct {
	Source    string `json:"source"`
	Name      string `json:"name"` // under which the bytes came first
	Sheet     string `json:"sheet,omitempty"`
	Confirmed bool   `json:"confirmed,omitempty"`
	// With are the other sources of its disputes, sorted; Ties what people said
	// of them; SameAs the source that holds the same paper and stands for it.
	With   []string       `json:"with,omitempty"`
	Ties   []classify.Tie `json:"ties,omitempty"`
	SameAs string         `json:"same_as,omitempty"`
	// Readings are the records of With as they were read last, in its order: when
	// one of these files is read otherwise, this one is assessed anew.
	Readings []string `json:"readings,omitempty"`
	// Lent is the facts sheet that was entered for another paper of its
	// dispute, where none was entered for this one.
	Lent string `json:"lent,omitempty"`
	// Memory is the blob of what is held of earlier cases of its persons.
	Memory string `json:"memory,omitempty"`
	// Into is the joined file that this one is a part of.
	Into    string `json:"into,omitempty"`
	Version string `json:"version"` // of the chain

	Document string `json:"document,omitempty"`
	Records  string `json:"records,omitempty"`
	Cases    string `json:"cases,omitempty"`
	Reports  string `json:"reports,omitempty"`
}

// run names everything that the outcome stands on.
func (t *Task) run() string {
	parts := []string{t.Source, t.Name, t.Sheet, strconv.FormatBool(t.Confirmed), t.Version, t.beside()}
	parts = append(parts, t.With...)
	return keyOf(append(parts, t.Readings...)...)
}

// beside names what was said of the linked files, and what memory holds.
func (t *Task) beside() string {
	parts := []string{t.SameAs, t.Lent, t.Memory, t.Into}
	for _, x := range t.Ties {
		parts = append(parts, x.A, x.B, strconv.FormatBool(x.Apart))
	}
	return keyOf(parts...)
}

// sameInputs compares what people and the inbox supplied; the version is the
// program's own.
func (t *Task) sameInputs(o *Task) bool {
	a, b := *t, *o
	a.Version, b.Version = "", ""
	return a.run() == b.run()
}

// Outcome is how a file ended, as the register shows it.
type Outcome struct {
	// Aside: it went to a person. Reason is then the reader's code, or
	// "other" for a paper that is no judgment.
	Aside  bool   `json:"aside,omitempty"`
	Reason string `json:"reason,omitempty"`
	Text   string `json:"text,omitempty"`   // Chinese: what is wrong
	Remedy string `json:"remedy,omitempty"` // Chinese: what to do

	// Aid names the outside program that may read the file after all, and
	// AidName the version of it that could not, empty where it was not there.
	// Another version takes the file up again by itself.
	Aid     string `json:"aid,omitempty"`
	AidName string `json:"aid_name,omitempty"`

	Reader string         `json:"reader,omitempty"`
	Pages  int            `json:"pages,omitempty"`
	Papers []PaperOutcome `json:"papers,omitempty"`
}

// unread reports whether the bytes gave no document: worth another try when
// they come again.
func (o *Outcome) unread() bool { return o.Aside && o.Reason != reasonOther }

// unsettled reports whether it waits for facts if a report is owed.
func (o *Outcome) unsettled() bool {
	return slices.ContainsFunc(o.Papers, func(p PaperOutcome) bool { return p.Unsettled() })
}

// The reasons of outcomes that are not the reader's.
const (
	reasonOther   = "other"   // no judgment
	reasonArchive = "archive" // an archive, whose files were received
	reasonMerged  = "merged"  // a part of a joined file
	reasonUnclear = "unclear" // read, but a person must look
)

// PaperOutcome is one paper of a file.
type PaperOutcome struct {
	Part       int                  `json:"part"`
	Type       extract.DocumentType `json:"type"`
	CaseNumber string               `json:"case_number,omitempty"`
	Organ      string               `json:"organ,omitempty"`
	DecidedOn  string               `json:"decided_on,omitempty"`
	Results    []extract.Result     `json:"results,omitempty"`
	Packs      []PackOutcome        `json:"packs,omitempty"`
	Documents  []IssuedDocument     `json:"documents,omitempty"`
	Warnings   []string             `json:"warnings,omitempty"` // Chinese sentences
	Why        []string             `json:"why,omitempty"`      // Chinese clauses: why no report is owed

	// Superseded is the paper that its case stands on, where that is another
	// one: it has the reports. Duplicate is the same paper in another file,
	// which stands for this one.
	Superseded *PaperRef `json:"superseded,omitempty"`
	Duplicate  *PaperRef `json:"duplicate,omitempty"`
}

// Elsewhere tells, in Chinese clauses, which paper has the reports in place of
// this one; none where it stands by itself.
func (p *PaperOutcome) Elsewhere() []string {
	switch {
	case p.Superseded != nil:
		return []string{"已由" + p.Superseded.String() + "取代，报告以后者为准"}
	case p.Duplicate != nil:
		return []string{"疑似重复：与" + p.Duplicate.Name + "相同（" + p.Duplicate.String() + "），报告见该文件"}
	}
	return nil
}

// Pending tells whether the paper has regulations to answer to and is not
// known to have taken effect (未生效): its reports are only preparations.
func (p *PaperOutcome) Pending() bool {
	return slices.ContainsFunc(p.Packs, func(x PackOutcome) bool {
		return (x.Applies == nil || *x.Applies) && (x.Effective == nil || !*x.Effective)
	})
}

// PaperRef names a paper of a file.
type PaperRef struct {
	Source     string               `json:"source"`
	Name       string               `json:"name"` // of the file
	Type       extract.DocumentType `json:"type"`
	CaseNumber string               `json:"case_number,omitempty"`
	Organ      string               `json:"organ,omitempty"`
	DecidedOn  string               `json:"decided_on,omitempty"`
}

func refTo(r *extract.Record) *PaperRef {
	p := &PaperRef{Source: r.Source.SHA256, Name: r.Source.Name, Type: r.DocumentType, CaseNumber: deref(r.CaseNumber), DecidedOn: deref(r.DecidedOn)}
	if r.Organ != nil {
		p.Organ = r.Organ.Name
	}
	return p
}

// String names the paper: organ, number and kind, or the file.
func (p *PaperRef) String() string {
	if p.CaseNumber == "" {
		return p.Organ + p.Type.Label() + "（" + p.Name + "）"
	}
	return p.Organ + p.CaseNumber + p.Type.Label()
}

// Unsettled reports whether it waits for facts if a report is owed.
func (p *PaperOutcome) Unsettled() bool {
	return slices.ContainsFunc(p.Packs, func(x PackOutcome) bool { return x.Applies == nil })
}

// PackOutcome is one assessment in short.
type PackOutcome struct {
	Jurisdiction string              `json:"jurisdiction"`
	Agency       string              `json:"agency"`
	Applies      *bool               `json:"applies"`
	Effective    *bool               `json:"effective"` // of the paper; null: not known, taken as 未生效
	Missing      int                 `json:"missing"`
	Deadlines    []classify.Deadline `json:"deadlines,omitempty"`
}

// attributes are what the log tells of an event: first the document that it is
// about, if it is about one.
func (e *Event) attributes(seq uint64, key string) []any {
	var list []any
	if e.Source != "" {
		list = append(list, "source", e.Source)
	}
	if e.Stage != "" {
		list = append(list, "stage", e.Stage)
	}
	if e.Problem != nil {
		list = append(list, "problem", e.Problem.Code, "detail", e.Problem.Detail)
	}
	if e.Told != nil {
		list = append(list, "way", e.Told.Way)
	}
	return append(list, "by", e.By, "seq", seq, "key", key)
}

// IssuedDocument is a report in the outbox.
type IssuedDocument struct {
	Path         string `json:"path"` // below the outbox
	SHA256       string `json:"sha256"`
	SM3          string `json:"sm3,omitempty"` // "" in what an older program issued
	Title        string `json:"title"`
	Agency       string `json:"agency"`
	Jurisdiction string `json:"jurisdiction"`
	Bound        bool   `json:"bound,omitempty"` // a bundle of reports and papers (合订本), no report of its own
	// Twins belong to the report and bear its name: see File.
	Twins []IssuedTwin `json:"twins,omitempty"`
}

// IssuedTwin is a file beside a report.
type IssuedTwin struct {
	Path   string `json:"path"` // below the outbox
	SHA256 string `json:"sha256"`
}

// keyOf digests a list of strings; lengths are part of it, so that no two
// lists share a key.
func keyOf(parts ...string) string {
	data, _ := json.Marshal(parts)
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
