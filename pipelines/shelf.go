package pipelines

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"zeren/pipelines/internal/bus"
	"zeren/pipelines/internal/store"
)

// shelf is where an audit finds the blobs.
type shelf interface {
	// digests reads a blob, whatever it holds: fs.ErrNotExist where it is not
	// there.
	digests(sha string) (Digests, error)
	// where names the place of a blob to people.
	where(sha string) string
	// strays holds what is not named against its own name; *Flaw.
	strays(ctx context.Context, named func(sha string) bool) error
}

// blobFolder is the blobs of a data folder.
type blobFolder struct {
	store.Blobs
	rel func(path string) string
}

func (b blobFolder) digests(sha string) (Digests, error) { return digestsOfFile(b.Path(sha)) }
func (b blobFolder) where(sha string) string             { return b.rel(b.Path(sha)) }

func (b blobFolder) strays(ctx context.Context, named func(string) bool) error {
	err := filepath.WalkDir(b.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "tmp" {
				return fs.SkipDir
			}
			return nil
		}
		if named(d.Name()) {
			if path != b.Path(d.Name()) {
				return &Flaw{b.rel(path), "不在应在的位置。"}
			}
			return nil
		}
		got, err := digestsOfFile(path)
		if err != nil {
			return err
		}
		if got.SHA256 != d.Name() {
			return &Flaw{b.rel(path), "内容与文件名所示的 SHA-256 摘要不符。"}
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// objectShelf is the blobs of servers elsewhere.
type objectShelf struct{ *bus.Objects }

func (s objectShelf) digests(sha string) (Digests, error) { return s.Digests(sha) }
func (s objectShelf) where(sha string) string             { return "NATS 对象库中的 " + sha }

func (s objectShelf) strays(ctx context.Context, named func(string) bool) error {
	names, err := s.Names(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return err
		}
		if named(name) {
			continue
		}
		got, err := s.Digests(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // listed while it was being stored
		}
		if err != nil {
			return err
		}
		if got.SHA256 != name {
			return &Flaw{s.where(name), "内容与名称所示的 SHA-256 摘要不符。"}
		}
	}
	return nil
}

// OpenAudit makes an audit of the office that a configuration names: of its
// data folder, or of what its servers elsewhere hold. Of these nothing is
// changed either, and nothing is taken from who works on them. The record of
// the newest event is this machine's own; where it never worked for the office,
// there is none, and the Verdict says so. Close ends the connection.
func OpenAudit(ctx context.Context, cfg Config) (*Audit, error) {
	a := NewAudit(cfg)
	if cfg.Remote == nil {
		return a, alone(cfg.Data)
	}
	if _, err := os.Stat(storeDir(cfg.Data)); err == nil {
		return nil, fmt.Errorf("%s: %w", cfg.Data, ErrLocal)
	}
	b, err := bus.Connect(ctx, *cfg.Remote, false, a.o.log)
	if err != nil {
		return nil, err
	}
	objects, err := b.Objects(ctx)
	if err != nil {
		b.Close()
		return nil, err
	}
	a.o.bus, a.o.blobs, a.held = b, objects, objectShelf{objects}
	a.events = func(each func(bus.Stored) error) error { return b.Events(ctx, each) }
	a.witness = remoteDir(cfg.Data)
	if _, err := os.Stat(a.witness); errors.Is(err, fs.ErrNotExist) {
		a.witness = ""
	}
	return a, nil
}

// Close ends the connection to servers elsewhere, if there is one.
func (a *Audit) Close() {
	if a.o.bus != nil {
		a.o.bus.Close()
	}
}
