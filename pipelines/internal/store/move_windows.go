package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

func renameExclusive(old, new string) error {
	from, err := windows.UTF16PtrFromString(old)
	if err != nil {
		return &os.LinkError{Op: "rename", Old: old, New: new, Err: err}
	}
	to, err := windows.UTF16PtrFromString(new)
	if err != nil {
		return &os.LinkError{Op: "rename", Old: old, New: new, Err: err}
	}
	// Without MOVEFILE_REPLACE_EXISTING it refuses a name that is taken.
	if err := windows.MoveFileEx(from, to, windows.MOVEFILE_WRITE_THROUGH); err != nil {
		return &os.LinkError{Op: "rename", Old: old, New: new, Err: err}
	}
	return nil
}

// noExclusive: every file system of the system knows the rename above.
func noExclusive(error) bool { return false }

// noDirSync: a folder cannot be synced here; renames are written through.
func noDirSync(err error) bool {
	return errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_INVALID_HANDLE) ||
		errors.Is(err, windows.ERROR_INVALID_FUNCTION)
}
