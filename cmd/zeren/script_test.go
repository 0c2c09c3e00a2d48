package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"zeren/testdata"
)

func TestMain(m *testing.M) {
	// The compiled PDF reader is shared by all scripts: compiling it takes
	// seconds.
	cache, err := os.MkdirTemp("", "zeren-cache")
	if err != nil {
		panic(err)
	}
	if os.Getenv("ZEREN_SCRIPT_CACHE") == "" {
		os.Setenv("ZEREN_SCRIPT_CACHE", cache)
	}
	testscript.Main(cleaning{m, cache}, map[string]func(){"zeren": main, "soffice": fakeOffice, "reader": fakeReader})
}

// fakeOffice stands for LibreOffice, so that what is installed here decides
// nothing: it makes some file of any other.
func fakeOffice() {
	for i, arg := range os.Args {
		if arg == "--outdir" && i+1 < len(os.Args) {
			if err := os.WriteFile(filepath.Join(os.Args[i+1], "in.pdf"), []byte("%PDF"), 0o600); err != nil {
				panic(err)
			}
		}
	}
}

// fakeReader stands for an office's own engine of text recognition: it reads
// what doctor draws, whatever the picture, or what it is told to.
func fakeReader() {
	fmt.Println(cmp.Or(strings.Join(os.Args[2:], " "), sampleLine))
}

// cleaning removes the cache after the tests.
type cleaning struct {
	m   *testing.M
	dir string
}

func (c cleaning) Run() int {
	defer os.RemoveAll(c.dir)
	return c.m.Run()
}

// TestScript runs the scripts: what a user types, reads and finds.
func TestScript(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	testscript.Run(t, testscript.Params{
		Files:               scripts,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CACHE_HOME", os.Getenv("ZEREN_SCRIPT_CACHE"))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("ZEREN_OCR", "off") // what is installed here decides nothing
			faces, err := filepath.Abs("../../report/fonts")
			if err != nil {
				return err
			}
			e.Setenv("FONTS", faces)
			names, err := fs.Glob(testdata.Files, "*.*")
			if err != nil {
				return err
			}
			dir := filepath.Join(e.WorkDir, "papers")
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			for _, name := range names {
				data, err := fs.ReadFile(testdata.Files, name)
				if err != nil {
					return err
				}
				if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"count": count,
			"flip":  flip,

			"flipblob": flipBlob,
			"await":    await,
		},
	})
}

// exits runs a command and asks for an exit code: exits CODE COMMAND...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// count asks how many files match: count N GLOB...
func count(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: count N GLOB...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	var found []string
	for _, pattern := range args[1:] {
		names, err := filepath.Glob(ts.MkAbs(pattern))
		ts.Check(err)
		found = append(found, names...)
	}
	if len(found) != want {
		ts.Fatalf("%d files match %v, want %d: %v", len(found), args[1:], want, found)
	}
}

// flip turns one bit in the middle of the only file that matches: flip GLOB.
// Twice is as before.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: flip GLOB")
	}
	names, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(names) != 1 {
		ts.Fatalf("%d files match %s", len(names), args[0])
	}
	data, err := os.ReadFile(names[0])
	ts.Check(err)
	data[len(data)/2] ^= 4
	ts.Check(os.WriteFile(names[0], data, 0o600))
}

// flipBlob turns one bit in the middle of the only blob that begins with a
// text: flipblob TEXT. Twice is as before.
func flipBlob(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: flipblob TEXT")
	}
	names, err := filepath.Glob(ts.MkAbs("data/blobs/*/*"))
	ts.Check(err)
	var found []string
	for _, name := range names {
		data, err := os.ReadFile(name)
		ts.Check(err)
		if strings.HasPrefix(string(data), args[0]) {
			found = append(found, name)
		}
	}
	if len(found) != 1 {
		ts.Fatalf("%d blobs begin with %s", len(found), args[0])
	}
	rel, err := filepath.Rel(ts.MkAbs("."), found[0])
	ts.Check(err)
	flip(ts, false, []string{rel})
}

// await waits until a file is there, which a program in the background makes.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: await FILE")
	}
	for range 6000 {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond) // another process gives no signal
	}
	ts.Fatalf("%s never came", args[0])
}
