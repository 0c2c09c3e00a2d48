package store

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

func renameExclusive(old, new string) error {
	if err := unix.Renameat2(unix.AT_FDCWD, old, unix.AT_FDCWD, new, unix.RENAME_NOREPLACE); err != nil {
		return &os.LinkError{Op: "rename", Old: old, New: new, Err: err}
	}
	return nil
}

// noExclusive reports whether the file system knows no exclusive rename.
func noExclusive(err error) bool { return noDirSync(err) }

// noDirSync reports whether it knows no sync of a folder.
func noDirSync(err error) bool {
	return errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.ENOTSUP)
}
