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
const Version = 1

// The errors of a data folder.
var (
	ErrLocked = errors.New("data folder in use by another process")
	ErrNewer  = errors.New("data folder written by a newer program")
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

func checkVersion(dir string) error {
	path := filepath.Join(dir, "version")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Write(OS{}, path, []byte(strconv.Itoa(Version)+"\n"))
	}
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil {
		return fmt.Errorf("%s: no version number: %q", path, string(data))
	}
	if n > Version {
		return fmt.Errorf("%s: version %d, this program knows %d: %w", dir, n, Version, ErrNewer)
	}
	return nil
}

// Close gives the lock back.
func (f *Folder) Close() error { return f.lock.Close() }
