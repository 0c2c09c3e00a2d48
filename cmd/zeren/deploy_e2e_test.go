//go:build e2e

package main

import (
	"bufio"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestUnitVerifies has systemd itself read the unit, with this test's own
// program where the service's would be.
func TestUnitVerifies(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	unit := strings.Replace(deployed(t, "zeren.service"), "ExecStart=/usr/local/bin/zeren ", "ExecStart="+self+" ", 1)
	if !strings.Contains(unit, self) {
		t.Fatal("the unit starts another program")
	}
	name := filepath.Join(t.TempDir(), "zeren.service")
	if err := os.WriteFile(name, []byte(unit), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "systemd-analyze", "verify", "--man=no", "--recursive-errors=no", name).CombinedOutput()
	if err != nil || strings.Contains(string(out), "zeren.service") {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestHealthCheck runs the container's health check against a watch.
func TestHealthCheck(t *testing.T) {
	_, call, ok := strings.Cut(strings.ReplaceAll(deployed(t, "Containerfile"), "\\\n", " "), `"bash", "-c", "`)
	if !ok {
		t.Fatal("no health check")
	}
	call, _, _ = strings.Cut(call, `"]`)
	call = strings.ReplaceAll(call, `\\`, `\`)
	for status, healthy := range map[string]bool{"200 OK": true, "503 Service Unavailable": false} {
		port := answering(t, "HTTP/1.0 "+status+"\r\n\r\nx\n")
		out, err := exec.CommandContext(t.Context(), "bash", "-c", strings.ReplaceAll(call, "9470", port)).CombinedOutput()
		if (err == nil) != healthy {
			t.Errorf("%s: %v\n%s", status, err, out)
		}
	}
	if err := exec.CommandContext(t.Context(), "bash", "-c", strings.ReplaceAll(call, "9470", "1")).Run(); err == nil {
		t.Error("healthy where nobody answers")
	}
}

// answering is a server that says one thing to whoever has sent a request.
func answering(t *testing.T, says string) (port string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			in := bufio.NewScanner(c)
			for in.Scan() && in.Text() != "" {
			}
			io.WriteString(c, says)
			c.Close()
		}
	}()
	_, port, err = net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}
