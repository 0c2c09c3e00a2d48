package pipelines

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// Bonds are what is known of the other files of a source's disputes. They
// follow from the papers that are held and from what people said, never from
// the order of arrival.
type Bonds struct {
	With     []string       `json:"with,omitempty"`     // sources of its disputes, sorted
	Readings []string       `json:"readings,omitempty"` // see Task
	Ties     []classify.Tie `json:"ties,omitempty"`     // what people said of these
	SameAs   string         `json:"same_as,omitempty"`
	Lent     string         `json:"lent,omitempty"` // see Task
	Links    []Link         `json:"links,omitempty"`
}

// LinkKind is how two files hang together.
type LinkKind string

// The kinds of a link.
const (
	LinkCertain LinkKind = "certain" // made: the numbers say so
	LinkMade    LinkKind = "made"    // made by a person
	LinkSame    LinkKind = "same"    // likely the same paper in another file
	LinkOffered LinkKind = "offered" // for a person to make or refuse
	LinkRefused LinkKind = "refused" // refused by a person
)

// Link is one file that another hangs together with, and why.
type Link struct {
	Kind   LinkKind `json:"kind"`
	Source string   `json:"source"`
	Name   string   `json:"name"` // of that file
	Text   string   `json:"text"` // the ground, one Chinese clause
	// Page is where Number, the number that connects the two, is printed in
	// the file Citing; 0 where no number is.
	Page   int    `json:"page,omitempty"`
	Number string `json:"number,omitempty"`
	Citing string `json:"citing,omitempty"`

	// twin tells that the two look like one paper whose number one of them has
	// lost; a person who says that they belong together says that it is.
	twin bool
}

// sameInputs compares what an assessment stands on.
func (b *Bonds) sameInputs(t *Task) bool {
	return b.samePapers(t) && slices.Equal(b.Readings, t.Readings)
}

// samePapers compares the same but for how the papers were read.
func (b *Bonds) samePapers(t *Task) bool {
	return slices.Equal(b.With, t.With) && slices.Equal(b.Ties, t.Ties) && b.SameAs == t.SameAs && b.Lent == t.Lent
}

// linkKeyLength is how much of its digest stands for a key: enough that two
// rarely meet by chance, and no name of a person is in the events.
const linkKeyLength = 16

// relate records what the papers of a task can be found by, and links them
// with what is held. It is repeated each time a source is worked on, so that
// a crash in the middle leaves nothing half linked: the source is owed its
// outcome until all of it is recorded.
func (o *Office) relate(ctx context.Context, t *Task) error {
	records, err := load[[]extract.Record](o, t.Records)
	if err != nil {
		return err
	}
	var keys, seeks []string
	for i := range records {
		for _, k := range classify.Keys(&records[i]) {
			keys = append(keys, keyOf(k)[:linkKeyLength])
			for _, l := range classify.Lookup(k) {
				seeks = append(seeks, keyOf(l)[:linkKeyLength])
			}
		}
		own, others := twinKeys(&records[i])
		for _, k := range own {
			keys = append(keys, keyOf(k)[:linkKeyLength])
		}
		for _, k := range others {
			seeks = append(seeks, keyOf(k)[:linkKeyLength])
		}
	}
	slices.Sort(keys)
	slices.Sort(seeks)
	keys, seeks = slices.Compact(keys), slices.Compact(seeks)
	known, quiet := false, false
	o.ledger.view(func() {
		s := o.ledger.sources[t.Source]
		known = s.records.text() == t.Records && s.document.text() == t.Document
		quiet = s.records == (digest{}) && len(keys) == 0 && len(s.extra().ties) == 0
	})
	if quiet {
		return nil
	}
	if !known {
		e := Event{Kind: Read, Source: t.Source, Document: t.Document, Result: t.Records, Version: t.Version, Keys: keys, Seeks: seeks}
		if err := o.append(ctx, t.Source, e, false); err != nil {
			return &busError{err}
		}
	}
	o.linking.Lock()
	defer o.linking.Unlock()
	return o.relink(ctx, t.Source)
}

// relink brings the bonds of a source, and of all whose bonds it may change,
// to what the papers say. The source itself comes last.
func (o *Office) relink(ctx context.Context, sha string) error {
	w := &linker{o: o, records: map[string][]extract.Record{}, documents: map[string]*ingest.Document{}, pairs: map[[2]string]Link{}}
	before, old := w.view(sha), false
	o.ledger.view(func() { old = o.ledger.archive[sha] })
	touched := map[string]bool{}
	for _, s := range append(w.dispute(sha), before.bonds.With...) {
		touched[s] = true
		for _, l := range append(w.links(s), w.view(s).bonds.Links...) {
			touched[l.Source] = true
		}
	}
	delete(touched, sha)
	for _, s := range append(slices.Sorted(maps.Keys(touched)), sha) {
		now := w.bonds(s)
		if w.err != nil {
			return w.err
		}
		held := w.view(s)
		if !held.read {
			now = Bonds{}
		}
		if sameJSON(now, held.bonds) {
			continue
		}
		if s != sha && !now.sameInputs(&held.inputs) {
			if err := o.draw(ctx, sha, s); err != nil {
				return err
			}
		}
		if err := o.append(ctx, s, Event{Kind: Linked, Source: s, Bonds: &now, Old: old}, false); err != nil {
			return &busError{err}
		}
	}
	return nil
}

func sameJSON(a, b any) bool {
	x, xerr := json.Marshal(a)
	y, yerr := json.Marshal(b)
	return xerr == nil && yerr == nil && string(x) == string(y)
}

// linker works out bonds from the ledger and the records; the first error ends
// it.
type linker struct {
	o         *Office
	records   map[string][]extract.Record
	documents map[string]*ingest.Document
	pairs     map[[2]string]Link
	err       error
}

// held is what the ledger knows of a source for linking.
type held struct {
	read              bool // its papers are known
	records, document string
	name              string
	sheet             string    // facts entered for it
	entered           time.Time // and when
	confirmed         bool      // a person stands by its reports
	bonds             Bonds
	inputs            Task
	near              []string // sources that share a key with it, and those tied to it
	ties              []classify.Tie
}

func (w *linker) view(sha string) (h held) {
	w.o.ledger.view(func() {
		s := w.o.ledger.sources[sha]
		if s == nil {
			return
		}
		h = held{
			read: s.records != (digest{}), records: s.records.text(), document: s.document.text(), name: s.name, sheet: s.inputs().Sheet,
			inputs: s.inputs(), bonds: s.extra().bonds, near: w.o.ledger.near(s), confirmed: s.inputs().Confirmed, ties: slices.Clone(s.extra().ties),
		}
		if list := s.extra().sheets; len(list) > 0 {
			h.entered = list[len(list)-1].At
		}
	})
	return h
}

func (w *linker) papers(sha string) []extract.Record {
	if r, ok := w.records[sha]; ok || w.err != nil {
		return r
	}
	var records []extract.Record
	if h := w.view(sha); h.records != "" {
		var err error
		if records, err = load[[]extract.Record](w.o, h.records); err != nil {
			w.fail(sha, err)
		}
	}
	w.records[sha] = records
	return records
}

func (w *linker) document(sha string) *ingest.Document {
	if d, ok := w.documents[sha]; ok || w.err != nil {
		return d
	}
	d, err := load[ingest.Document](w.o, w.view(sha).document)
	if err != nil {
		w.fail(sha, err)
		return nil
	}
	w.documents[sha] = &d
	return &d
}

func (w *linker) fail(sha string, err error) {
	// A damaged blob of another file must not keep this one from its outcome.
	if errors.Is(err, store.ErrDamaged) {
		w.o.log.Error("a linked file cannot be read", "source", sha, "error", err)
		return
	}
	w.err = cmp.Or(w.err, err)
}

// dispute gives the sources of the disputes of a source, itself among them.
func (w *linker) dispute(sha string) []string {
	of := []string{sha}
	for i := 0; i < len(of) && w.err == nil; i++ {
		for _, l := range w.links(of[i]) {
			if l.joins() && !slices.Contains(of, l.Source) {
				of = append(of, l.Source)
			}
		}
	}
	return of
}

func (l *Link) joins() bool {
	return l.Kind == LinkCertain || l.Kind == LinkMade || l.Kind == LinkSame
}

// links gives the direct links of a source, in the order of their sources.
func (w *linker) links(sha string) []Link {
	var out []Link
	h := w.view(sha)
	slices.Sort(h.near)
	for _, other := range slices.Compact(h.near) {
		if l := w.link(sha, other, h.ties); l.Kind != "" {
			out = append(out, l)
		}
	}
	return out
}

func (w *linker) link(sha, other string, ties []classify.Tie) Link {
	pair := [2]string{min(sha, other), max(sha, other)}
	l, ok := w.pairs[pair]
	if !ok {
		l = w.compare(pair[0], pair[1])
		for _, t := range ties {
			switch {
			case !t.Of(sha, other):
			case t.Apart && l.Kind != "":
				l.Kind = LinkRefused
			case !t.Apart && l.twin:
				l.Kind = LinkSame
			case !t.Apart && l.Kind != LinkSame:
				l.Kind = LinkMade
			}
		}
		w.pairs[pair] = l
	}
	l.Source, l.Name = other, w.view(other).name
	return l
}

// compare holds the papers of two files against each other: the strongest link
// between any two.
func (w *linker) compare(a, b string) Link {
	var best, twin Link
	for i := range w.papers(a) {
		for j := range w.papers(b) {
			x, y := &w.papers(a)[i], &w.papers(b)[j]
			if classify.SameNumber(x, y) {
				l := Link{Kind: LinkOffered, Text: "案号、机关相同而文字不同，请核对是否同一份文书"}
				if classify.OtherParties(x, y) {
					l.Text = "案号、机关相同而当事人不同，请核对是否有一份的案号有误"
				} else if like := w.likeness(x, y); like >= likeEnough {
					l = Link{Kind: LinkSame, Text: fmt.Sprintf("案号、机关相同，文字相似度%d%%", int(like*100))}
				}
				best = best.or(l)
				continue
			}
			if maybeTwins(x, y) {
				// Cases of one series are as alike, and what tells them apart is
				// lost: nobody but a person can say.
				if like := w.likeness(x, y); like >= twinEnough {
					twin = twin.or(Link{Kind: LinkOffered, twin: true, Text: fmt.Sprintf("疑似同一份文书：其中一份没有读出案号，文书种类相同，文字相似度%d%%，请核对", int(like*100))})
				}
			}
			bond := classify.BondOf(x, y)
			l := Link{Text: bond.Text, Number: bond.Number, Citing: bond.Citing}
			switch bond.Kind {
			case classify.Certain:
				l.Kind = LinkCertain
			case classify.Doubtful:
				l.Kind = LinkOffered
			}
			best = best.or(l)
		}
	}
	switch {
	case twin.Kind == "" || best.Kind == LinkSame:
	case best.Kind == LinkCertain:
		best.Text, best.twin = best.Text+"；"+twin.Text, true
	default:
		best = twin
	}
	if best.Number != "" {
		if d := w.document(best.Citing); d != nil {
			best.Page = pageOf(d, best.Number)
		}
		if best.Page > 0 {
			best.Text += "（第" + strconv.Itoa(best.Page) + "页）"
		}
	}
	return best
}

// or is the stronger of two links, the first where they are equal.
func (l Link) or(o Link) Link {
	order := []LinkKind{"", LinkOffered, LinkCertain, LinkSame}
	if slices.Index(order, o.Kind) > slices.Index(order, l.Kind) {
		return o
	}
	return l
}

func (w *linker) likeness(a, b *extract.Record) float64 {
	x, y := w.document(a.Source.SHA256), w.document(b.Source.SHA256)
	if x == nil || y == nil {
		return 0
	}
	return likeness(textOf(x, a), textOf(y, b))
}

// bonds is what is known of the other files of a source's disputes.
func (w *linker) bonds(sha string) Bonds {
	var b Bonds
	members := w.dispute(sha)
	for _, m := range members {
		if m != sha {
			b.With = append(b.With, m)
		}
		for _, t := range w.view(m).ties {
			if slices.Contains(members, t.A) && slices.Contains(members, t.B) && !slices.Contains(b.Ties, t) {
				b.Ties = append(b.Ties, t)
			}
		}
	}
	slices.Sort(b.With)
	for _, m := range b.With {
		b.Readings = append(b.Readings, w.view(m).records)
	}
	slices.SortFunc(b.Ties, func(x, y classify.Tie) int { return strings.Compare(x.A+x.B, y.A+y.B) })
	first := sha
	for _, l := range w.links(sha) {
		if l.Kind == LinkOffered && !l.twin && slices.Contains(members, l.Source) {
			continue
		}
		b.Links = append(b.Links, l)
		if l.Kind == LinkSame && w.stands(l.Source, first) {
			first = l.Source
		}
	}
	if first != sha {
		b.SameAs = first
	}
	if w.view(sha).sheet == "" {
		b.Lent = w.lent(b.With)
	}
	return b
}

// lent is the facts sheet that was entered last for one of these files, made
// to name that file where it names no case: what it says of the receipt, the
// service and the effect of its own paper is not true of another one, see
// classify.Facts.For.
func (w *linker) lent(members []string) string {
	var from held
	of := ""
	for _, m := range members {
		if h := w.view(m); h.sheet != "" && !h.entered.Before(from.entered) {
			from, of = h, m
		}
	}
	if of == "" || w.err != nil {
		return ""
	}
	sheet, err := w.o.blobs.Get(from.sheet)
	if err != nil {
		w.fail(of, err)
		return ""
	}
	all, err := w.o.chain.Sheets(sheet)
	if err != nil || len(all) != 1 || all[0].Case != "" {
		return from.sheet
	}
	name := of
	if papers := w.papers(of); len(papers) == 1 && papers[0].CaseNumber != nil {
		name = *papers[0].CaseNumber
	}
	named, err := w.o.blobs.PutBytes(append([]byte("case: "+strconv.Quote(name)+"\n"), sheet...))
	if err != nil {
		w.fail(of, err)
	}
	return named
}

// stands tells which of two files of one paper stands for it: the one that
// people have confirmed the reports of or entered facts for, else the one that
// reads better, see classify.Prefer.
func (w *linker) stands(a, b string) bool {
	if x, y := w.view(a).confirmed, w.view(b).confirmed; x != y {
		return x
	}
	if x, y := w.view(a).sheet != "", w.view(b).sheet != ""; x != y {
		return x
	}
	for i := range w.papers(a) {
		for j := range w.papers(b) {
			if x, y := &w.papers(a)[i], &w.papers(b)[j]; classify.SameNumber(x, y) || maybeTwins(x, y) {
				if x.CaseNumber != nil != (y.CaseNumber != nil) {
					return x.CaseNumber != nil
				}
				return classify.Prefer(x, y)
			}
		}
	}
	return a < b
}
