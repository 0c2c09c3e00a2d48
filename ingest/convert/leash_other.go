//go:build !linux

package convert

import "os/exec"

// leash would have LibreOffice die with the process that started it; here the
// group alone does that.
func leash(*exec.Cmd) {}
