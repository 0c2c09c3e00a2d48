package pipelines

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"zeren/pipelines/internal/store"
)

// A report that somebody changed where it lies is left to them, also when its
// edition is no longer in force and the other files of it go out of the way. So
// that nobody takes it for what is in force, a note lies beside it, and the
// register and the notice of the new edition name it.

// editedNote is what the name of such a note adds to that of the report.
const editedNote = ".已有新版.txt"

func editedText(name string) []byte {
	return []byte(fmt.Sprintf("“%s”依据的报告已不再有效。\n原因：这个文件出具之后有人改过，本案的报告后来重新出具或者被取代；程序没有改动、移走这个文件。\n"+
		"处理办法：请以 zeren ledger 列出的现行报告为准，把需要保留的修改移过去；这个文件不再需要时，可以连同本说明一并移走。\n", name))
}

// Edited gives the reports of a file that somebody changed, below the outbox,
// and whose edition is not in force: they lie where they were issued, and are
// not touched.
func (o *Office) Edited(e Entry) ([]string, error) {
	if len(e.Withdrawn) == 0 {
		return nil, nil
	}
	r, err := o.lastRun(e.Source)
	if err != nil || r.task == nil || e.Open {
		return nil, err
	}
	return o.editedBeside(r.task)
}

// editedBeside does the same for the run of a task.
func (o *Office) editedBeside(t *Task) (left []string, err error) {
	var list []issued
	if t.Reports != "" {
		if list, err = load[[]issued](o, t.Reports); err != nil {
			return nil, err
		}
	}
	return o.edited(t.Source, list)
}

// edited gives the reports of a source that lie where they were issued although
// only list is in force.
func (o *Office) edited(source string, list []issued) (left []string, err error) {
	err = o.everIssued(source, list, func(p string, inForce bool) error {
		there, err := o.lying(p)
		if there && !inForce && !slices.Contains(left, p) {
			left = append(left, p)
		}
		return err
	})
	return left, err
}

// everIssued calls each with every place below the outbox where a report of a
// source may lie. Whether it is in force goes by what it holds: beside a changed
// report the same edition has another name.
func (o *Office) everIssued(source string, list []issued, each func(p string, inForce bool) error) error {
	inForce := map[string]bool{}
	for _, d := range list {
		inForce[d.File.SHA256] = true
	}
	var manifests []digest
	o.ledger.view(func() { manifests = slices.Clone(o.ledger.sources[source].manifests) })
	for _, m := range manifests {
		old, err := load[[]issued](o, m.String())
		if err != nil {
			return err
		}
		for _, d := range old {
			for n := 1; ; n++ {
				p := numbered(d.File.Path, n)
				if err := each(p, inForce[d.File.SHA256]); err != nil {
					return err
				}
				// A report is numbered only where the names before it are taken.
				if there, err := o.lying(p); err != nil || !there {
					if err != nil {
						return err
					}
					break
				}
			}
		}
	}
	return nil
}

// note puts the notes beside the reports of a source that were changed and are
// no longer in force, and takes away those beside reports that are in force
// again.
func (o *Office) note(source string, list []issued) error {
	return o.everIssued(source, list, func(p string, inForce bool) error {
		at, text := o.outboxPath(p+editedNote), editedText(path.Base(p))
		there, err := o.lying(p)
		switch {
		case err != nil:
			return err
		case there && !inForce:
			err = store.Write(o.files, at, text)
		case inForce:
			var same bool
			if same, err = store.Same(o.files, at, text); same {
				err = o.files.Remove(at)
			}
		}
		if errors.Is(err, fs.ErrExist) {
			return nil // a note that somebody changed is theirs, too
		}
		return err
	})
}

// editedSentence tells of such reports in one Chinese sentence, "" for none.
func editedSentence(left []string) string {
	if len(left) == 0 {
		return ""
	}
	names := make([]string, len(left))
	for i, p := range left {
		names[i] = path.Base(p)
	}
	return "下列文件有人改过，依据的报告已不再有效，程序没有动它：" + strings.Join(names, "、") + "。"
}
