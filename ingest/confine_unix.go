//go:build unix

package ingest

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"syscall"
)

// addressSpace bounds what a reader process may map. pdfium's memory and
// Go's reservations need about 1.5 GB of addresses; a broken file can make a
// parser ask for a hundred times that.
const addressSpace = 6 << 30

// Confine sets limits to the process that calls it, as a reader process does
// before Serve: memory, no core dumps. It is one-way.
func Confine() {
	debug.SetMemoryLimit(384 << 20)
	lower(syscall.RLIMIT_AS, addressSpace)
	lower(syscall.RLIMIT_CORE, 0)
}

// lower lowers a limit; one that is lower already stays.
func lower(what int, limit uint64) {
	var l syscall.Rlimit
	if syscall.Getrlimit(what, &l) != nil || uint64(l.Cur) <= limit {
		return
	}
	l.Cur = limit
	if uint64(l.Max) > limit {
		l.Max = limit
	}
	// A system that refuses leaves the limits of the parent in force.
	_ = syscall.Setrlimit(what, &l)
}

// group puts the command in a process group of its own, so that what it
// starts is killed with it.
func group(cmd *exec.Cmd) {
	cmd.SysProcAttr = attributes()
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// resident is the memory the process holds, in bytes.
func resident() int64 {
	if data, err := os.ReadFile("/proc/self/statm"); err == nil {
		if f := bytes.Fields(data); len(f) > 1 {
			if n, err := strconv.ParseInt(string(f[1]), 10, 64); err == nil {
				return n * int64(os.Getpagesize())
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}
