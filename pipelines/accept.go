package pipelines

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"unicode/utf8"

	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// Spare is what must stay free on the data folder's disk, in bytes: the
// embedded server stops for good when a write of its own finds the disk full.
const Spare = 64 << 20

// Free is the number of bytes that this user can still write below dir.
func Free(dir string) (uint64, error) { return store.Free(dir) }

// shortage says that the disk of the data folder has less free than a file
// needs. Bytes.
type shortage struct {
	dir  string
	need uint64
}

func (e *shortage) Error() string { return fmt.Sprintf("%s: less than %d bytes free", e.dir, e.need) }
func (e *shortage) Unwrap() error {
	return &fs.PathError{Op: "store", Path: e.dir, Err: syscall.ENOSPC}
}

// accept stores a settled file and records it. wait asks for another look
// soon: the file changed under the hand, or lacks its end.
func (w *watcher) accept(ctx context.Context, f ingest.Seen) (wait bool, err error) {
	o := w.o
	known := false
	o.ledger.view(func() { known = o.ledger.lies(f) })
	if known {
		return false, nil
	}
	if free, err := store.Free(o.cfg.Data); err == nil && free < Spare+2*uint64(f.Size) {
		return false, &shortage{o.cfg.Data, Spare + 2*uint64(f.Size)}
	}
	path := filepath.Join(w.root, filepath.FromSlash(f.Path))
	in, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		// Gone between the listing and the look: taken before and by now moved
		// to its place, or taken back by who dropped it.
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer in.Close()
	if !still(in, f) {
		return true, nil
	}
	if whole, err := wholeFile(in, f.Size); err != nil {
		return false, err
	} else if !whole && w.settling.Incomplete(o.now(), f) {
		return true, nil
	}
	digests, size, err := o.blobs.Put(in)
	if err != nil {
		return false, err
	}
	o.step("stored")
	if size != f.Size || !still(in, f) {
		return true, nil
	}
	return false, o.receive(ctx, f, digests)
}

// receive records a drop whose bytes are stored.
func (o *Office) receive(ctx context.Context, f ingest.Seen, digests Digests) error {
	sha := digests.SHA256
	d := Drop{Path: f.Path, Size: f.Size, ModTime: f.ModTime.UTC()}
	if !utf8.ValidString(f.Path) {
		d.Raw = []byte(f.Path)
	}
	var first string
	o.ledger.view(func() {
		for n := 0; ; n++ {
			d.ID = dropID(sha, f.Path, f.Size, f.ModTime, n)
			if old := o.ledger.drops[d.ID]; old == nil || !old.moved {
				break
			}
		}
		s := o.ledger.sources[sha]
		if s == nil {
			return
		}
		first, d.Again = s.name, true
		// The last run gave nothing, or stood on another program or other
		// rules: then the same bytes are new work.
		d.Reopen = s.again() || s.ran() && s.version != o.chain.Versions.all()
	})
	if err := o.append(ctx, d.ID, Event{Kind: Received, Source: sha, Drop: &d, SM3: map[string]string{sha: digests.SM3}}, true); err != nil {
		return &busError{err}
	}
	n := Notice{Kind: Accepted, Name: ingest.Readable(f.Path), Source: sha}
	if d.Again && !d.Reopen {
		n.Kind, n.Previous = Recognised, first
		o.log.Info("recognised", "source", sha, "name", n.Name, "previous", first)
	}
	o.notify(n)
	return nil
}

// still reports whether an open file is the one that the scan saw.
func still(in *os.File, f ingest.Seen) bool {
	info, err := in.Stat()
	return err == nil && info.Size() == f.Size && info.ModTime().Equal(f.ModTime)
}

// wholeFile looks at both ends of a file and leaves it at its beginning.
func wholeFile(in *os.File, size int64) (bool, error) {
	const end = 2048
	buf := make([]byte, min(size, 2*end))
	if size <= 2*end {
		if _, err := io.ReadFull(in, buf); err != nil {
			return false, err
		}
	} else {
		if _, err := in.ReadAt(buf[:end], 0); err != nil {
			return false, err
		}
		if _, err := in.ReadAt(buf[end:], size-end); err != nil {
			return false, err
		}
	}
	_, err := in.Seek(0, io.SeekStart)
	return ingest.Whole(buf), err
}
