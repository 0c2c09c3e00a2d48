package pipelines

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// sweep removes what a process that died had begun to write into the outbox
// and the inbox. What it was about to write is known from the events: the
// reports and notes of sources that are owed their outcome, the differences of
// a batch that has not ended, the notes of files that are to leave the inbox.
// So only their folders are looked at, and nothing else in them is touched: a
// run after the death may write under other names, and would leave the rest of
// the first for ever. A folder that cannot be read is no reason not to work.
//
// It runs before any stage does, in the one process that writes there.
func (o *Office) sweep(inbox bool) {
	begun := map[string][]func(name string) bool{}
	add := func(dir string, ours func(string) bool) { begun[dir] = append(begun[dir], ours) }
	var manifests []digest
	o.ledger.view(func() {
		for sha := range o.ledger.open {
			manifests = append(manifests, o.ledger.sources[sha].manifests...)
		}
		for _, b := range o.ledger.batches {
			add(o.outboxPath(DifferenceFolder), func(name string) bool { return strings.Contains(name, b.ID[:8]) })
		}
		for id := range o.ledger.movable {
			if d := o.ledger.drops[id]; inbox {
				dir := path.Join(ingest.AsideFolder, path.Dir(ingest.Readable(d.Path)))
				if d.moved {
					dir = path.Dir(d.to)
				}
				fromArchive, ext := d.Origin != "", path.Ext(d.Path)
				add(o.inboxPath(dir), func(name string) bool {
					return strings.HasSuffix(name, ingest.NoteSuffix) || fromArchive && path.Ext(name) == ext
				})
			}
		}
	})
	for _, m := range manifests {
		list, err := load[[]issued](o, m.String())
		if err != nil {
			o.log.Warn("reports that a process may have begun", "error", err)
			continue
		}
		for _, d := range list {
			dir, base := path.Split(d.File.Path)
			add(o.outboxPath(dir), func(name string) bool { return isNumbered(strings.TrimSuffix(name, editedNote), base) })
			add(o.outboxPath(path.Join(dir, WithdrawnFolder)), withdrawnNote.MatchString)
		}
	}
	for dir, ours := range begun {
		o.sweepFolder(dir, ours)
	}
}

func (o *Office) sweepFolder(dir string, ours []func(string) bool) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		o.log.Debug("looking for what a process had begun", "folder", dir, "error", err)
		return
	}
	for _, e := range entries {
		name, ok := store.Unfinished(e.Name())
		if !ok || !e.Type().IsRegular() {
			continue
		}
		for _, is := range ours {
			if !is(name) {
				continue
			}
			err := o.files.Remove(filepath.Join(dir, e.Name()))
			o.log.Info("removed what a process had begun", "folder", dir, "file", e.Name(), "error", err)
			break
		}
	}
}

// withdrawnNote matches the names that writeNote gives.
var withdrawnNote = regexp.MustCompile(`^说明-[0-9a-f]{8}\.txt$`)

// isNumbered reports whether a name is one of those that numbered gives.
func isNumbered(name, of string) bool {
	ext := path.Ext(of)
	rest, ok := strings.CutPrefix(name, strings.TrimSuffix(of, ext))
	rest, same := strings.CutSuffix(rest, ext)
	if rest == "" {
		return ok && same
	}
	n, err := strconv.Atoi(strings.TrimPrefix(rest, "-"))
	return ok && same && err == nil && n > 1
}
