package pipelines

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// merged is what a joined file's bytes are: the list of its parts, in order.
// So the same parts in the same order are one source, however often they are
// joined.
type merged struct {
	Parts []string `json:"parts"` // SHA-256
}

// Part is a file that a person joins with others to one paper: one that is
// held, by its digest, or one that is handed in.
type Part struct {
	Name string
	Data []byte // nil: Source is held
	// Source is the SHA-256 of the file's bytes.
	Source string
}

// ErrParts says that files cannot be joined: fewer than two, one of them
// twice, or one that was itself put together from others.
var ErrParts = errors.New("files that cannot be joined")

// Merge joins files to one paper, in the given order: one judgment whose pages
// are files of their own. The parts stay held and say into what they went; a
// part that went into another paper before goes into this one. The joined file
// is read and assessed like any other (see Settle).
func (o *Office) Merge(ctx context.Context, parts []Part, by string) (Entry, error) {
	e := Event{Kind: Merged, By: by, SM3: map[string]string{}}
	var list merged
	for _, p := range parts {
		if p.Data != nil {
			sha, err := o.blobs.PutBytes(p.Data)
			if err != nil {
				return Entry{}, err
			}
			p.Source, e.SM3[sha] = sha, store.SM3(p.Data)
		}
		whole := false
		o.ledger.view(func() {
			s := o.ledger.sources[p.Source]
			whole = s != nil && s.extra().parts != nil
		})
		if whole || slices.Contains(list.Parts, p.Source) {
			return Entry{}, fmt.Errorf("%s: %w", p.Name, ErrParts)
		}
		list.Parts = append(list.Parts, p.Source)
		e.Names = append(e.Names, ingest.Readable(path.Base(p.Name)))
	}
	if len(list.Parts) < 2 {
		return Entry{}, ErrParts
	}
	data, err := json.Marshal(list)
	if err != nil {
		return Entry{}, fmt.Errorf("joined file: %w", err)
	}
	if e.Source, err = o.blobs.PutBytes(data); err != nil {
		return Entry{}, err
	}
	e.SM3[e.Source], e.In = store.SM3(data), list.Parts
	if err := o.append(ctx, e.Source, e, false); err != nil {
		return Entry{}, err
	}
	return o.entry(e.Source)
}

// mergedName is what a joined file is called, after its first part.
func mergedName(names []string) string {
	ext := path.Ext(names[0])
	return fmt.Sprintf("%s（%d个文件合并）%s", strings.TrimSuffix(names[0], ext), len(names), ext)
}

func (l *ledger) merged(e Event) {
	if len(e.In) < 2 || len(e.Names) != len(e.In) {
		return
	}
	source := func(sha, name string) *source {
		s := l.sources[sha]
		if s == nil {
			s = l.add(sha, name, e.At)
		}
		return s
	}
	whole := source(e.Source, mergedName(e.Names))
	whole.extend().parts, whole.supply().Into = e.In, ""
	l.reopen(whole)
	for i, sha := range e.In {
		s := source(sha, e.Names[i])
		// What the part went into before loses it, and with it its sense.
		if old := l.sources[s.inputs().Into]; old != nil && old != whole && old.inputs().Into == "" {
			old.supply().Into = whole.sha
			l.reopen(old)
		}
		s.supply().Into = whole.sha
		l.reopen(s)
	}
}

// partsOf are the parts of a joined file, none of another.
func (o *Office) partsOf(sha string) (parts []string) {
	o.ledger.view(func() {
		if s := o.ledger.sources[sha]; s != nil {
			parts = s.extra().parts
		}
	})
	return parts
}

func (o *Office) nameOf(sha string) (name string) {
	o.ledger.view(func() {
		if s := o.ledger.sources[sha]; s != nil {
			name = s.name
		}
	})
	return name
}

// readMerged reads a joined file: its parts, each by itself, behind each other.
func (o *Office) readMerged(ctx context.Context, sha string, parts []string, decode decoder) (string, error) {
	var digests []string
	for _, part := range parts {
		digest, err := o.readSource(ctx, part, o.nameOf(part), decode)
		if err != nil {
			return "", &partError{o.nameOf(part), err}
		}
		digests = append(digests, digest)
	}
	key := keyOf(append([]string{o.chain.Versions.Ingest, sha}, digests...)...)
	return once(ctx, o, stageIngest, key, sha, nil, digests, func() (ingest.Document, error) {
		return o.concat(sha, digests)
	})
}

// partError says that a part of a joined file could not be read.
type partError struct {
	name string
	err  error
}

func (e *partError) Error() string { return fmt.Sprintf("part %s: %v", e.name, e.err) }
func (e *partError) Unwrap() error { return e.err }

// concat puts the documents of the parts of a joined file behind each other.
func (o *Office) concat(sha string, digests []string) (ingest.Document, error) {
	var docs []ingest.Document
	for _, digest := range digests {
		d, err := load[ingest.Document](o, digest)
		if err != nil {
			return d, err
		}
		docs = append(docs, d)
	}
	doc := ingest.Concat(o.nameOf(sha), docs)
	doc.Source.SHA256 = sha
	return sealed(doc)
}

// mergeAway concludes a file that went into a joined one: it has no papers,
// links and reports of its own any more.
func (o *Office) mergeAway(ctx context.Context, t *Task) error {
	known := false
	o.ledger.view(func() { known = o.ledger.sources[t.Source].records != (digest{}) })
	if known {
		if err := o.append(ctx, t.Source, Event{Kind: Read, Source: t.Source}, false); err != nil {
			return &busError{err}
		}
	}
	if err := o.unlink(ctx, t.Source); err != nil {
		return err
	}
	if err := o.keep(ctx, t, nil); err != nil {
		return err
	}
	name := o.nameOf(t.Into)
	if err := o.withdraw(ctx, t.Source, nil, "本文件已并入"+name+"，以该文件的报告为准。"); err != nil {
		return err
	}
	if !o.owed(t) {
		return nil
	}
	return o.conclude(ctx, t, Outcome{Reason: reasonMerged, Text: fmt.Sprintf("已并入%s（文书摘要 %s）。", name, t.Into[:12])})
}

// unlink brings the bonds of all that a file was linked with up to date.
func (o *Office) unlink(ctx context.Context, sha string) error {
	o.linking.Lock()
	defer o.linking.Unlock()
	return o.relink(ctx, sha)
}
