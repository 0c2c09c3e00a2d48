//go:build !linux

package store

import "math"

// Free is not known here; a full disk then shows as a failed write.
func Free(string) (uint64, error) { return math.MaxUint64, nil }
