//go:build !linux && !windows

package store

import (
	"errors"
	"syscall"
)

func renameExclusive(string, string) error { return syscall.ENOTSUP }

// noExclusive reports whether the file system knows no exclusive rename.
func noExclusive(err error) bool { return noDirSync(err) }

// noDirSync reports whether it knows no sync of a folder.
func noDirSync(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP)
}
