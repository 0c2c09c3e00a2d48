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

// fileSize bounds each file that a reader process or a program that it starts
// may write, all of them in its own temporary folder. Bytes.
const fileSize = 1 << 30

// Confine sets limits to the process that calls it, as a reader process does
// before Serve: memory, the size of files, no core dumps, and on Linux no
// network. What the process starts inherits them. It is one-way.
func Confine() {
	debug.SetMemoryLimit(384 << 20)
	lower(syscall.RLIMIT_AS, addressSpace)
	lower(syscall.RLIMIT_FSIZE, fileSize)
	lower(syscall.RLIMIT_CORE, 0)
	denyNetwork()
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

// sweep ends what a process has started and left behind. The process must not
// have been waited for yet, so that its number is still its own.
func sweep(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

// yield has a process just started give way to others at the processor.
func yield(cmd *exec.Cmd) { _ = syscall.Setpriority(syscall.PRIO_PGRP, cmd.Process.Pid, 10) }

// running reports whether a process of that number is alive.
func running(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || err == syscall.EPERM
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
