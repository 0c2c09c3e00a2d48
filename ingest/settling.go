package ingest

import "time"

// Settling decides when a file in the inbox counts as dropped: once size and
// time of change held still over two scans that lie apart by at least Rest.
// It has no clock of its own; the scans bring the time.
type Settling struct {
	Rest time.Duration
	held map[string]holding
}

type holding struct {
	seen  Seen
	since time.Time
	scans int
	again int // times the file was found incomplete since it came to rest
}

// patience is how many times Rest a file gets that is empty or lacks its end:
// a network share or a slow scanner makes the name first and writes later.
const patience = 5

// Observe takes one scan and gives the files that count as dropped, in the
// order of their paths; moving tells how many are still changing. A file that
// was given is given again by the next scan if it still lies there: taking it
// is idempotent.
func (s *Settling) Observe(now time.Time, files []Seen) (dropped []Seen, moving int) {
	held := make(map[string]holding, len(files))
	for _, f := range files {
		h, known := s.held[f.Path]
		if !known || !h.seen.same(f) {
			h = holding{seen: f, since: now}
		}
		h.scans++
		held[f.Path] = h
		rest := s.Rest
		if f.Size == 0 || h.again > 0 {
			rest *= patience
		}
		if h.scans >= 2 && now.Sub(h.since) >= rest {
			dropped = append(dropped, f)
		} else {
			moving++
		}
	}
	s.held = held
	sortSeen(dropped)
	return dropped, moving
}

// Incomplete takes note that a file given as dropped looks cut off, and
// reports whether to wait for more of it.
func (s *Settling) Incomplete(now time.Time, f Seen) bool {
	h, known := s.held[f.Path]
	if !known || !h.seen.same(f) {
		return true
	}
	h.again++
	s.held[f.Path] = h
	return now.Sub(h.since) < patience*s.Rest
}
