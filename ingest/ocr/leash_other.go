//go:build !linux

package ocr

import "os/exec"

// leash would have an engine die with the process that started it; here the
// group alone does that.
func leash(*exec.Cmd) {}
