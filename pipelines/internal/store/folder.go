package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Version is the layout of the data folder that this program writes.
//
//	1  events without a chain
//	2  events that carry the digest of the one before; the record head
const Version = 2

// The errors of a data folder.
var (
	ErrLocked = errors.New("data folder in use by another process")
	ErrNewer  = errors.New("data folder written by a newer program")
	// ErrOlder says that a layout is older than this program's: opening it for
	// work brings it forward.
	ErrOlder = errors.New("data folder of an older layout")
	// ErrVersion says that the file version does not say what a program wrote.
	ErrVersion = errors.New("no version number")
)

// Folder is a data folder held by this process: the lock is exclusive and
// ends with the process, however it ends.
type Folder struct {
	Dir  string
	lock *os.File
}

// OpenFolder makes the folder where it is missing, takes its lock and checks
// its version. ErrLocked where another process holds it, ErrNewer where a
// newer program wrote it; in both cases nothing in it is touched.
func OpenFolder(dir string) (*Folder, error) {
	if err := (OS{}).MkdirAll(dir); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := lockFile(f); err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	if err := checkVersion(dir); err != nil {
		f.Close()
		return nil, err
	}
	return &Folder{Dir: dir, lock: f}, nil
}

// checkVersion brings an older folder to this program's layout; one without a
// version is made. The record head is laid first, so that no folder of this
// version is without it, and the version is raised before the first event of
// the new form, which an older program would not keep to.
func checkVersion(dir string) error {
	n, err := ReadVersion(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		n = 0
	case err != nil:
		return err
	case n > Version:
		return fmt.Errorf("%s: version %d, this program knows %d: %w", dir, n, Version, ErrNewer)
	case n == Version:
		return nil
	}
	if err := makeHead(dir); err != nil {
		return err
	}
	path := filepath.Join(dir, "version")
	temp := path + ".part"
	if err := writeSynced(OS{}, temp, VersionText(Version)); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return OS{}.SyncDir(dir)
}

// ReadVersion reads the version of a data folder: fs.ErrNotExist where it has
// none, ErrVersion where the file says no number.
func ReadVersion(dir string) (int, error) {
	path := filepath.Join(dir, "version")
	data, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(strings.TrimSuffix(string(data), "\n"))
	if err != nil || n < 1 || string(VersionText(n)) != string(data) {
		return 0, fmt.Errorf("%s: %w: %q", path, ErrVersion, string(data))
	}
	return n, nil
}

// VersionText is a layout as it is written down.
func VersionText(n int) []byte { return []byte(strconv.Itoa(n) + "\n") }

// Close gives the lock back.
func (f *Folder) Close() error { return f.lock.Close() }
