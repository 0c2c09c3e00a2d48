package ingest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// networkEnv makes the test binary a confined process that tries to reach the
// network, itself and through a process that it starts.
const networkEnv = "ZEREN_TEST_NETWORK"

func tryNetwork() {
	try := func(what string) {
		for _, family := range []int{syscall.AF_INET, syscall.AF_INET6, syscall.AF_UNIX} {
			fd, err := syscall.Socket(family, syscall.SOCK_STREAM, 0)
			if err == nil {
				syscall.Close(fd)
			}
			fmt.Println(what, family, err == nil)
		}
		_, err := net.Dial("udp", "127.0.0.1:53")
		fmt.Println(what, "dial", err == nil)
	}
	if os.Getenv(networkEnv) == "child" {
		try("child")
		return
	}
	Confine()
	try("self")
	// Another thread than the one that set the filter.
	done := make(chan struct{})
	go func() {
		runtime.LockOSThread()
		try("thread")
		close(done)
	}()
	<-done
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), networkEnv+"=child")
	out, err := child.CombinedOutput()
	fmt.Print(string(out))
	if err != nil {
		fmt.Println(err)
	}
}

// TestNoNetwork: a reader process has no network, nor has what it starts.
func TestNoNetwork(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), networkEnv+"=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	var want strings.Builder
	for _, who := range []string{"self", "thread", "child"} {
		fmt.Fprintf(&want, "%s %d false\n%s %d false\n%s %d true\n%s dial false\n", who, syscall.AF_INET, who, syscall.AF_INET6, who, syscall.AF_UNIX, who)
	}
	if string(out) != want.String() {
		t.Errorf("got\n%swant\n%s", out, &want)
	}
}
