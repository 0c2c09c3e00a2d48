package convert

import (
	"os/exec"
	"syscall"
)

// leash has LibreOffice die with the process that started it. It stays in that
// process's group, so that whoever ends the group ends it too.
func leash(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
