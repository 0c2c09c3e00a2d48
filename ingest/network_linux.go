package ingest

import (
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// audited are the names that seccomp gives to the machines that the filter is
// written for.
var audited = map[string]uint32{"amd64": unix.AUDIT_ARCH_X86_64, "arm64": unix.AUDIT_ARCH_AARCH64}

// denyNetwork keeps this process, and whatever it starts, from opening a
// socket of any kind but those between processes of this machine (AF_UNIX,
// which LibreOffice uses for itself). It needs no privilege and cannot be
// undone. Where the kernel or the machine does not know such filters the
// process stays as it was; what reads files opens no connection of itself.
func denyNetwork() {
	arch, ok := audited[runtime.GOARCH]
	if !ok {
		return
	}
	const (
		number, machine, first = 0, 4, 16 // offsets in struct seccomp_data
		otherABI               = 0x40000000
		load                   = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
		equal                  = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
		above                  = unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K
		end                    = unix.BPF_RET | unix.BPF_K
	)
	filter := []unix.SockFilter{
		{Code: load, K: machine},
		{Code: equal, K: arch, Jf: 8}, // system calls by another machine's numbers: none
		{Code: load, K: number},
		{Code: above, K: otherABI, Jt: 6},
		{Code: equal, K: unix.SYS_IO_URING_SETUP, Jt: 5}, // opens sockets past this filter
		{Code: equal, K: unix.SYS_SOCKET, Jf: 3},
		{Code: load, K: first},
		{Code: equal, K: unix.AF_UNIX, Jt: 1},
		{Code: unix.BPF_JMP | unix.BPF_JA, K: 1},
		{Code: end, K: unix.SECCOMP_RET_ALLOW},
		{Code: end, K: unix.SECCOMP_RET_ERRNO | uint32(syscall.EACCES)},
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != nil {
		return
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	// All threads at once, those that the Go runtime has started included.
	_, _, _ = unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&program)))
	runtime.KeepAlive(filter)
}
