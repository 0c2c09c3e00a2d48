package pipelines

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// WithdrawnFolder is where reports go that are no longer in force, in the
// folder of their case: what lies beside it is in force.
const WithdrawnFolder = "已被取代"

// withdraw takes the reports of a source that are not among those in force out
// of the way, with a text beside them that says why. Nothing is deleted or
// overwritten; a report that somebody took away or changed is left to them. It
// goes by the lists that the report stage recorded before it published, so that
// no crash leaves a report behind that looks valid.
func (o *Office) withdraw(ctx context.Context, source string, list []issued, why string) error {
	var manifests []digest
	o.ledger.view(func() { manifests = slices.Clone(o.ledger.sources[source].manifests) })
	kept := map[string]bool{}
	for _, d := range list {
		kept[d.File.Path+d.File.SHA256] = true
	}
	for _, m := range manifests {
		old, err := load[[]issued](o, m.String())
		if err != nil {
			return err
		}
		note := noteOf(old, why)
		for _, d := range old {
			data, err := o.blobs.Get(d.File.SHA256)
			if err != nil {
				return err
			}
			for n := 1; ; n++ {
				p := numbered(d.File.Path, n)
				if kept[p+d.File.SHA256] {
					break
				}
				// A report is numbered only where the names before it are taken.
				there, err := o.lying(p)
				if err != nil {
					return err
				}
				if err := o.withdrawOne(ctx, source, p, data, note); err != nil {
					return err
				}
				if !there {
					break
				}
			}
		}
	}
	return o.note(source, list)
}

// lying reports whether anything has a name below the outbox.
func (o *Office) lying(p string) (bool, error) {
	if _, err := o.files.Lstat(o.cfg.Outbox); err != nil {
		return false, fmt.Errorf("outbox: %w", err)
	}
	_, err := o.files.Lstat(o.outboxPath(p))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// withdrawOne moves one report, where it lies at p with these bytes, and
// records it; or records the move of a process that died before it could.
func (o *Office) withdrawOne(ctx context.Context, source, p string, data []byte, note string) error {
	there, err := store.Same(o.files, o.outboxPath(p), data)
	if errors.Is(err, fs.ErrExist) {
		return nil // another file: not ours to move
	}
	if err != nil {
		return err
	}
	dir, name := path.Join(path.Dir(p), WithdrawnFolder), path.Base(p)
	recorded := ""
	o.ledger.view(func() { recorded = o.ledger.moved[p] })
	for n := 1; ; n++ {
		to := path.Join(dir, ingest.FreeName(name, n, noteRoom))
		target := o.outboxPath(to)
		same, err := store.Same(o.files, target, data)
		switch {
		case errors.Is(err, fs.ErrExist):
			continue
		case err != nil:
			return err
		case same && there:
			// It was withdrawn before, and drafted again since: what lies there
			// is the same file. The record first, so that the report that goes
			// is never one that nobody accounts for.
			if err := o.withdrawn(ctx, source, p, to, data); err != nil {
				return err
			}
			if err := o.files.Remove(o.outboxPath(p)); err != nil {
				return err
			}
			return o.files.SyncDir(filepath.Dir(o.outboxPath(p)))
		case same && recorded == to:
			return nil
		case same:
			return o.withdrawn(ctx, source, p, to, data)
		case !there:
			return nil
		}
		// The note first, so that no report ever lies there unexplained.
		if err := o.writeNote(dir, note); err != nil {
			return err
		}
		o.step("withdrawing")
		if err := o.files.Move(o.outboxPath(p), target); err != nil {
			return err
		}
		o.step("withdrawn")
		for _, d := range []string{filepath.Dir(target), filepath.Dir(o.outboxPath(p))} {
			if err := o.files.SyncDir(d); err != nil {
				return err
			}
		}
		return o.withdrawn(ctx, source, p, to, data)
	}
}

// noteOf is the text that lies beside the reports of one draft. It stays there
// when one of them comes into force again, so it tells how to see that.
func noteOf(list []issued, why string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "原因：%s\n处理办法：下列文件移入本文件夹时已不再有效，仅供查考；现行有效的报告都在上一级文件夹。其中有与下列文件同名的，该报告后来重新有效，以上一级文件夹中的为准。\n文件：\n", why)
	for _, d := range list {
		fmt.Fprintf(&b, "    %s\n", path.Base(d.File.Path))
	}
	return b.String()
}

// writeNote puts a note into a folder of withdrawn reports, once.
func (o *Office) writeNote(dir, note string) error {
	name := "说明-" + Digest([]byte(note))[:8] + ".txt"
	return store.Write(o.files, o.outboxPath(path.Join(dir, name)), []byte(note))
}

func (o *Office) withdrawn(ctx context.Context, source, p, to string, data []byte) error {
	if err := o.append(ctx, source, Event{Kind: Withdrawn, Source: source, Path: p, To: to, In: []string{Digest(data)}}, false); err != nil {
		return &busError{err}
	}
	return nil
}

func (o *Office) outboxPath(p string) string {
	return filepath.Join(o.cfg.Outbox, filepath.FromSlash(p))
}

// replacedBy tells why earlier reports of a file are no longer in force.
func replacedBy(out *Outcome) string {
	var why []string
	for _, p := range out.Papers {
		switch {
		case p.Superseded != nil:
			why = append(why, "本案已由"+p.Superseded.String()+"取代，以后者的报告为准。")
		case p.Duplicate != nil:
			why = append(why, "疑似重复：与"+p.Duplicate.Name+"相同，以该文件的报告为准。")
		}
	}
	if len(why) == 0 {
		return "本案的文书、事实、适用的规定或者程序的版本有变化，报告已重新出具。"
	}
	return strings.Join(slices.Compact(why), "")
}
