package pipelines

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// archiveError says that a document is an archive: it has no papers, its files
// have.
type archiveError struct{ entries []ingest.Entry }

func (e *archiveError) Error() string { return fmt.Sprintf("an archive of %d files", len(e.entries)) }

// archiveDepth is in how many archives, one in the other, a file may lie.
const archiveDepth = 3

// unpack receives each file of an archive as a source of its own, and then
// concludes the archive. Everything in it is named by what it is, so that
// doing it again after a crash adds nothing.
func (o *Office) unpack(ctx context.Context, t *Task, entries []ingest.Entry) error {
	place, depth := t.Name, 1
	o.ledger.view(func() {
		for i, d := range o.ledger.sources[t.Source].drops {
			if i == 0 {
				place = ingest.Readable(d.Path)
			}
			depth = max(depth, d.Depth+1)
		}
	})
	if depth > archiveDepth {
		return o.conclude(ctx, t, Outcome{Aside: true, Reason: string(ingest.TooLarge),
			Text:   fmt.Sprintf("压缩包层层嵌套，超过%d层，未作拆分。", archiveDepth),
			Remedy: "请解压后把文书文件放入收件文件夹。"})
	}
	archive, err := o.blobs.Get(t.Source)
	if err != nil {
		return err
	}
	folder := strings.TrimSuffix(place, path.Ext(place)) + "（压缩包）"
	held := 0
	refused := map[ingest.Reason][]string{}
	for _, e := range entries {
		if e.Refused != "" {
			refused[e.Refused] = append(refused[e.Refused], e.Name)
			continue
		}
		data, err := ingest.Unpack(archive, e)
		if err != nil {
			return err
		}
		sha, err := o.blobs.PutBytes(data)
		if err != nil {
			return err
		}
		o.step("unpacked")
		if err := o.receiveEntry(ctx, t.Source, path.Join(folder, e.Name), e, sha, depth); err != nil {
			return err
		}
		held++
	}
	out := Outcome{Reason: reasonArchive, Reader: "zip", Text: fmt.Sprintf("压缩包，内有%d个文件，已逐一接收。", held)}
	for _, reason := range ingest.Reasons {
		names := refused[reason]
		if len(names) == 0 {
			continue
		}
		if !out.Aside {
			out.Aside, out.Reason, out.Text = true, string(reason), fmt.Sprintf("压缩包内有%d个文件已逐一接收，另有文件不能解开：", held)
			out.Remedy = "请用密码或者原来的软件解开这些文件，再放入收件文件夹。"
		} else {
			out.Text = strings.TrimSuffix(out.Text, "。") + "；"
		}
		out.Text += strings.Join(names, "、") + "（" + strings.TrimSuffix(reason.Message(), "。") + "）。"
	}
	return o.conclude(ctx, t, out)
}

// receiveEntry records a file of an archive, whose bytes are stored.
func (o *Office) receiveEntry(ctx context.Context, origin, place string, e ingest.Entry, sha string, depth int) error {
	d := Drop{ID: keyOf("entry", origin, strconv.Itoa(e.Index), e.Name)[:32], Path: place, Size: e.Size, Origin: origin, Depth: depth}
	if !utf8.ValidString(d.Path) {
		d.Path = strings.ToValidUTF8(d.Path, "_")
	}
	known, first := false, ""
	o.ledger.view(func() {
		known = o.ledger.drops[d.ID] != nil
		if s := o.ledger.sources[sha]; s != nil {
			first, d.Again = s.name, true
			d.Reopen = s.again()
		}
	})
	if known {
		return nil
	}
	if err := o.append(ctx, d.ID, Event{Kind: Received, Source: sha, Drop: &d}, true); err != nil {
		return &busError{err}
	}
	n := Notice{Kind: Accepted, Name: place, Source: sha}
	if d.Again && !d.Reopen {
		n.Kind, n.Previous = Recognised, first
	}
	o.notify(n)
	return nil
}

// lay takes a file that came in an archive to its place. One that was read
// needs none: the archive holds it. One that a person must look at is laid
// aside with its note, under its own name.
func (o *Office) lay(ctx context.Context, d drop, dir, name string, aside bool, note string) error {
	if !aside {
		return o.left(ctx, d, "", "")
	}
	data, err := o.blobs.Get(d.source)
	if err != nil {
		return err
	}
	for n := 1; ; n++ {
		to := path.Join(dir, ingest.FreeName(name, n, noteRoom))
		if _, err := store.Same(o.files, o.inboxPath(to), data); errors.Is(err, fs.ErrExist) {
			continue
		} else if err != nil {
			return err
		}
		// The note first, so that no file ever lies aside unexplained.
		err := store.Write(o.files, o.inboxPath(to)+ingest.NoteSuffix, []byte(note))
		if err == nil {
			o.step("noted")
			err = store.Write(o.files, o.inboxPath(to), data)
		}
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		o.step("moved")
		return o.left(ctx, d, to, "")
	}
}
