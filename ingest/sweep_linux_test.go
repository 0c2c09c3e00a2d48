package ingest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// The environment of the processes that the tests of sweeping leave behind: the
// named pipe that each holds open for as long as it lives, and for the owner of
// a pool its temporary folder.
const (
	childEnv = "ZEREN_TEST_CHILD"
	ownerEnv = "ZEREN_TEST_OWNER"
)

// linger is a child that a reader process leaves behind: it says that it is
// there, and waits for a signal that nobody sends.
func linger(pipe string) {
	f, err := os.OpenFile(pipe, os.O_WRONLY, 0)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	defer f.Close()
	fmt.Fprint(f, "x")
	fmt.Println("there")
	never := make(chan os.Signal, 1)
	signal.Notify(never, syscall.SIGUSR1)
	<-never
}

// leave starts a child and does not wait for it. Where the owner of the pool is
// killed it is leashed, as every program is that a reader process starts;
// otherwise only the pool can end it.
func leave() {
	pipe := os.Getenv(childEnv + "_OF_READER")
	if pipe == "" {
		return
	}
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childEnv+"="+pipe)
	if os.Getenv(ownerEnv+"_FILE") != "" {
		c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	}
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		panic(err)
	}
	var b [1]byte
	if _, err := io.ReadFull(out, b[:]); err != nil {
		panic(err)
	}
}

// own is a process that has a file read by a pool of its own and is killed over
// it.
func own(temp string) {
	p, err := NewPool(PoolConfig{
		Command: []string{os.Args[0]}, Env: []string{readerEnv + "=", ownerEnv + "="}, Readers: 1, TempDir: temp, Limits: generous,
	})
	if err != nil {
		panic(err)
	}
	p.hurry = func(string, string, bool) bool {
		await(os.Getenv(childEnv + "_OF_READER"))
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		return false
	}
	data, err := os.ReadFile(os.Getenv(ownerEnv + "_FILE"))
	if err != nil {
		panic(err)
	}
	_, err = p.Decode(context.Background(), "leave hang all", data)
	fmt.Fprintln(os.Stderr, "the owner lives:", err)
}

// await waits for the mark of a child in a named pipe.
func await(pipe string) {
	f, err := os.Open(pipe)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	var b [1]byte
	if _, err := io.ReadFull(f, b[:]); err != nil {
		panic(err)
	}
}

// heldBy makes a named pipe. gone waits until no child holds it any more, and
// tells how many there were besides those that were awaited.
func heldBy(t *testing.T) (path string, gone func() int) {
	path = filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	w, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return path, func() int {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
		marks, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Count(marks, []byte("x"))
	}
}

// TestSweep: what a reader process has started is ended with it, whether it was
// killed at its limit, died by itself, or was stopped in peace.
func TestSweep(t *testing.T) {
	for _, name := range []string{"leave hang all", "leave exit all", "leave nothing behind all"} {
		pipe, gone := heldBy(t)
		temp := t.TempDir()
		p, err := NewPool(PoolConfig{
			Command: []string{os.Args[0]}, Env: []string{readerEnv + "=" + cacheDir, childEnv + "_OF_READER=" + pipe}, Readers: 1, TempDir: temp, Limits: generous,
		})
		if err != nil {
			t.Fatal(err)
		}
		awaited := 0
		p.hurry = func(name, _ string, _ bool) bool {
			if !strings.Contains(name, "hang") {
				return false
			}
			await(pipe)
			awaited++
			return true
		}
		if _, err := p.Decode(context.Background(), name, paper(t)); (err == nil) != strings.Contains(name, "nothing") {
			t.Errorf("%s: %v", name, err)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		if n := gone() + awaited; n == 0 {
			t.Errorf("%s: no child was there", name)
		}
		if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
			t.Errorf("%s: left behind: %v %v", name, left, err)
		}
	}
}

// TestOwnerKilled: reader processes and what they started die with the process
// that killing leaves no time to end them, and the folders that it leaves are
// removed by the next pool.
func TestOwnerKilled(t *testing.T) {
	pipe, gone := heldBy(t)
	temp := t.TempDir()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, paper(t), 0o600); err != nil {
		t.Fatal(err)
	}
	owner := exec.Command(os.Args[0])
	owner.Env = append(os.Environ(), ownerEnv+"="+temp, ownerEnv+"_FILE="+file, childEnv+"_OF_READER="+pipe)
	out, err := owner.CombinedOutput()
	if state, ok := owner.ProcessState.Sys().(syscall.WaitStatus); !ok || state.Signal() != syscall.SIGKILL {
		t.Fatalf("%v: %s", err, out)
	}
	gone()
	folders := func() []string {
		list, err := filepath.Glob(filepath.Join(temp, "*"))
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if len(folders()) != 1 {
		t.Fatalf("the killed process left %q", folders())
	}
	// Those of a living process stay, and what is not ours.
	for _, name := range []string{fmt.Sprintf("%s%d-1", folderName, os.Getpid()), folderName + "x", "zeren-other"} {
		if err := os.Mkdir(filepath.Join(temp, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	p, err := NewPool(PoolConfig{Command: []string{os.Args[0]}, TempDir: temp})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if got := folders(); len(got) != 3 {
		t.Errorf("left: %q", got)
	}
}
