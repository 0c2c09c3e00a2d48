//go:build unix && !linux

package ingest

import "syscall"

// attributes of a reader process.
func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
