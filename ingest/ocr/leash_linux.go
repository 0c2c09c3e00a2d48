package ocr

import (
	"os/exec"
	"syscall"
)

// leash has an engine die with the process that started it. It stays in that
// process's group, so that whoever ends the group ends the engine too.
func leash(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
