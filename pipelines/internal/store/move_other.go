//go:build !linux

package store

import (
	"errors"
	"syscall"
)

func renameExclusive(string, string) error { return syscall.ENOTSUP }

func unsupported(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP)
}
