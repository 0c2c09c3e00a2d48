//go:build !unix

package ingest

import (
	"os/exec"
	"runtime"
	"runtime/debug"
)

// Confine sets limits to the process that calls it, as a reader process does
// before Serve. Here only Go's own memory limit is to be had.
func Confine() { debug.SetMemoryLimit(384 << 20) }

func group(cmd *exec.Cmd) { cmd.Cancel = func() error { return cmd.Process.Kill() } }

func sweep(*exec.Cmd) {}

func yield(*exec.Cmd) {}

// running reports whether a process of that number is alive; here that is not
// to be had.
func running(int) bool { return true }

// resident is the memory the process holds, in bytes.
func resident() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}
