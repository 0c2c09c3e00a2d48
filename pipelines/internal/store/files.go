// Package store keeps what must never be lost: blobs by their SHA-256, the
// lock and the version of a data folder, and the order of file operations
// that makes a write survive a power failure.
//
// It knows nothing of judgments or messages. What comes in are bytes and
// paths; what goes out are digests. Nothing here is ever overwritten.
package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Files is the layer under every durable write, so that a test can record the
// order of writes, syncs and renames, or fail one of them.
type Files interface {
	MkdirAll(dir string) error
	// Create makes path anew, cutting what stood there.
	Create(path string) (File, error)
	Open(path string) (io.ReadCloser, error)
	Lstat(path string) (fs.FileInfo, error)
	// Move renames and never replaces: fs.ErrExist where new is taken.
	Move(old, new string) error
	Remove(path string) error
	// Amend changes part of a small file in place and syncs it, while no other
	// process does. edit gets what it holds and gives what to write where;
	// nil data changes nothing.
	Amend(path string, edit func(old []byte) (at int64, data []byte, err error)) error
	// SyncDir makes the entries of a folder durable.
	SyncDir(dir string) error
}

// File is a file that is being written.
type File interface {
	io.Writer
	Sync() error
	Close() error
}

// OS is the file system of the machine.
type OS struct{}

// MkdirAll makes a folder and its parents, each entry durable.
func (o OS) MkdirAll(dir string) error {
	if info, err := os.Stat(dir); err == nil {
		if !info.IsDir() {
			return &fs.PathError{Op: "mkdir", Path: dir, Err: syscall.ENOTDIR}
		}
		return nil
	}
	parent := filepath.Dir(dir)
	if parent != dir {
		if err := o.MkdirAll(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return o.SyncDir(parent)
}

// Create opens path for writing, empty.
func (OS) Create(path string) (File, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
}

// Open opens path for reading.
func (OS) Open(path string) (io.ReadCloser, error) { return os.Open(path) }

// Lstat describes path without following a link.
func (OS) Lstat(path string) (fs.FileInfo, error) { return os.Lstat(path) }

// Remove deletes one file.
func (OS) Remove(path string) error { return os.Remove(path) }

// Amend changes part of a file in place under a lock on it.
func (OS) Amend(path string, edit func(old []byte) (int64, []byte, error)) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close() // gives the lock back
	if err := waitFile(f); err != nil {
		return &fs.PathError{Op: "lock", Path: path, Err: err}
	}
	old, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	at, data, err := edit(old)
	if err != nil || data == nil {
		return err
	}
	if _, err := f.WriteAt(data, at); err != nil {
		return err
	}
	return f.Sync()
}

// SyncDir syncs a folder. File systems that know no such thing (some network
// shares) answer EINVAL or ENOTSUP: there the entry is as durable as they
// make it, and that is no reason to refuse the work.
func (OS) SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !noDirSync(err) {
		return err
	}
	return nil
}

// Move renames old to new and never replaces new.
func (OS) Move(old, new string) error {
	err := renameExclusive(old, new)
	if err == nil || !noExclusive(err) {
		return err
	}
	if err = os.Link(old, new); err == nil {
		return os.Remove(old)
	}
	if errors.Is(err, fs.ErrExist) {
		return err
	}
	// Neither an exclusive rename nor hard links (exFAT, some shares): look,
	// then rename. The data folder's lock keeps other instances away.
	if _, err := os.Lstat(new); err == nil {
		return &os.LinkError{Op: "rename", Old: old, New: new, Err: fs.ErrExist}
	}
	return os.Rename(old, new)
}

// What Write has not finished stands beside its place under this name.
const (
	tempPrefix = "."
	tempSuffix = ".part"
)

// Unfinished gives the name that Write was on its way to with a temporary one,
// and whether it is such a name. A process that died leaves one behind.
func Unfinished(temp string) (name string, ok bool) {
	name, hidden := strings.CutPrefix(temp, tempPrefix)
	name, part := strings.CutSuffix(name, tempSuffix)
	return name, hidden && part && name != ""
}

// Write puts data at path so that after it returns nil the file survives a
// power failure whole, and a crash before leaves path as it was. It never
// replaces: a file that stands there with the same bytes is success, one with
// other bytes is fs.ErrExist.
func Write(files Files, path string, data []byte) error {
	dir := filepath.Dir(path)
	if err := files.MkdirAll(dir); err != nil {
		return err
	}
	if same, err := Same(files, path, data); err != nil {
		return err
	} else if same {
		// It may have been renamed by a process that died before its sync.
		return files.SyncDir(dir)
	}
	temp := filepath.Join(dir, tempPrefix+filepath.Base(path)+tempSuffix)
	if err := writeSynced(files, temp, data); err != nil {
		_ = files.Remove(temp)
		return err
	}
	if err := files.Move(temp, path); err != nil {
		_ = files.Remove(temp)
		return err
	}
	return files.SyncDir(dir)
}

// Same reports whether path holds data; fs.ErrExist where it holds anything
// else, false where it is free.
func Same(files Files, path string, data []byte) (bool, error) {
	info, err := files.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	taken := fmt.Errorf("%s holds other bytes: %w", path, fs.ErrExist)
	if !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false, taken
	}
	held, err := readAll(files, path)
	if err != nil {
		return false, err
	}
	if string(held) != string(data) {
		return false, taken
	}
	return true, nil
}

func writeSynced(files Files, path string, data []byte) error {
	f, err := files.Create(path)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func readAll(files Files, path string) ([]byte, error) {
	r, err := files.Open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
