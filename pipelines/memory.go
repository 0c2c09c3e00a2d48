package pipelines

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"zeren/classify"
	"zeren/pipelines/internal/store"
)

// remember keeps what an assessment leaves for later cases of the same
// persons, and brings what every case with one of these persons is reminded of
// to what is held now. What a case is reminded of goes by the days of the
// decisions, never by the order of arrival; it is an input of the assessment,
// recorded before a report of the case is issued. Nothing that memory holds
// follows from what another case was reminded of, so this comes to rest. It is
// the watch's own, as linking is: what it looks at is of many sources, and two
// processes would each go by what they knew.
func (o *Office) remember(ctx context.Context, t *Task) error {
	cases, err := load[[]CaseResult](o, t.Cases)
	if err != nil {
		return err
	}
	sheet, err := o.sheet(t)
	if err != nil {
		return err
	}
	if err := o.supply(t, cases, sheet); err != nil {
		return err
	}
	past := []classify.Past{}
	for i := range cases {
		if !cases[i].stands() {
			continue
		}
		for _, a := range cases[i].Outcome.Assessments {
			if p, ok := classify.Remember(cases[i].Case, cases[i].Facts, a); ok && len(p.Persons) > 0 {
				past = append(past, p)
			}
		}
	}
	return o.keep(ctx, t, past)
}

// keep records what memory holds of a case from now on, and what others are
// reminded of by it.
func (o *Office) keep(ctx context.Context, t *Task, past []classify.Past) error {
	o.linking.Lock()
	defer o.linking.Unlock()
	touched := map[string]bool{}
	held, old := "", false
	o.ledger.view(func() {
		s := o.ledger.sources[t.Source]
		old = o.ledger.archive[s.sha]
		held = s.extra().past.text()
		o.ledger.acquainted(s.extra().persons, touched)
	})
	now, data, err := o.pastBlob(past)
	if err != nil {
		return err
	}
	if now != held {
		e := Event{Kind: Remembered, Source: t.Source, Result: now, Keys: personKeys(past)}
		if t.Cases != "" {
			e.In = []string{t.Cases}
		}
		if now != "" {
			e.SM3 = map[string]string{now: store.SM3(data)}
		}
		if err := o.append(ctx, t.Source, e, false); err != nil {
			return &busError{err}
		}
	}
	o.ledger.view(func() { o.ledger.acquainted(linkKeys(personKeys(past)), touched) })
	delete(touched, t.Source)
	for _, sha := range append(slices.Sorted(maps.Keys(touched)), t.Source) {
		if err := o.recall(ctx, sha, t.Source, old); err != nil {
			return err
		}
	}
	return nil
}

// recall brings what a case is reminded of to what is held now, because of work
// over another one or itself. old says that this is archive work.
func (o *Office) recall(ctx context.Context, sha, by string, old bool) error {
	own, err := o.pastOf(sha)
	if err != nil {
		return err
	}
	others := map[string]bool{}
	held := ""
	o.ledger.view(func() {
		s := o.ledger.sources[sha]
		held = s.inputs().Memory
		o.ledger.acquainted(s.extra().persons, others)
	})
	delete(others, sha)
	earlier := []classify.Past{}
	for _, other := range slices.Sorted(maps.Keys(others)) {
		list, err := o.pastOf(other)
		if err != nil {
			return err
		}
		for _, p := range list {
			if slices.ContainsFunc(own, func(now classify.Past) bool { return reminds(now, p) }) {
				earlier = append(earlier, p)
			}
		}
	}
	slices.SortStableFunc(earlier, func(a, b classify.Past) int {
		return strings.Compare(a.DecidedOn+a.Case+a.Jurisdiction+a.Agency, b.DecidedOn+b.Case+b.Jurisdiction+b.Agency)
	})
	digest, data, err := o.pastBlob(earlier)
	if err != nil || digest == held {
		return err
	}
	if sha != by {
		if err := o.draw(ctx, by, sha); err != nil {
			return err
		}
	}
	e := Event{Kind: Recalled, Source: sha, Result: digest, Old: old}
	if digest != "" {
		e.SM3 = map[string]string{digest: store.SM3(data)}
	}
	if err := o.append(ctx, sha, e, false); err != nil {
		return &busError{err}
	}
	return nil
}

// memorySpan is how far memory goes back: the longest time that a regulation
// counts (一年). classify.Repeats goes by the regulation itself.
const memorySpan = 1

// reminds tells whether an earlier case may count for a later one: under the
// same regulation, of the same person, decided no later and within a year.
func reminds(now, old classify.Past) bool {
	day, err := time.Parse(time.DateOnly, now.DecidedOn)
	return err == nil && now.Jurisdiction == old.Jurisdiction && now.Case != old.Case &&
		old.DecidedOn <= now.DecidedOn && old.DecidedOn >= day.AddDate(-memorySpan, 0, -1).Format(time.DateOnly) &&
		slices.ContainsFunc(now.Persons, func(p string) bool { return slices.Contains(old.Persons, p) })
}

func (o *Office) pastBlob(list []classify.Past) (digest string, data []byte, err error) {
	if len(list) == 0 {
		return "", nil, nil
	}
	if data, err = json.Marshal(list); err != nil {
		return "", nil, fmt.Errorf("memory: %w", err)
	}
	digest, err = o.blobs.PutBytes(data)
	return digest, data, err
}

func (o *Office) pastOf(sha string) ([]classify.Past, error) {
	digest := ""
	o.ledger.view(func() { digest = o.ledger.sources[sha].extra().past.text() })
	return o.earlier(digest)
}

func (o *Office) earlier(digest string) ([]classify.Past, error) {
	if digest == "" {
		return nil, nil
	}
	return load[[]classify.Past](o, digest)
}

// personKeys are the digested keys under which the persons of these cases are
// found.
func personKeys(list []classify.Past) []string {
	var keys []string
	for _, p := range list {
		for _, name := range p.Persons {
			keys = append(keys, keyOf(p.Jurisdiction, name)[:linkKeyLength])
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// acquainted adds the sources that memory holds under any of the keys. Called
// under the lock.
func (l *ledger) acquainted(keys []linkKey, to map[string]bool) {
	for _, k := range keys {
		for _, s := range l.byPerson[k] {
			to[s.sha] = true
		}
	}
}

func (l *ledger) remembered(e Event) {
	s := l.sources[e.Source]
	if s == nil {
		return
	}
	persons := linkKeys(e.Keys)
	l.byPerson.replace(s, s.extra().persons, persons)
	x := s.extend()
	x.past, x.persons = bytesOf(e.Result), persons
}

func (l *ledger) recalled(e Event) {
	if s := l.sources[e.Source]; s != nil && s.inputs().Memory != e.Result {
		s.lapse(lapsedMemory)
		s.supply().Memory = e.Result
		l.reopenBy(&e, s)
	}
}
