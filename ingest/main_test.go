package ingest

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"testing"
)

// cacheDir is where the tests keep pdfium compiled: once for all of them.
var cacheDir string

// readerEnv makes the test binary a reader process; its value is the cache
// folder.
const readerEnv = "ZEREN_TEST_READER"

// misbehaves reports whether a reader process of the tests does what over a
// file of that name: "hang all", "hang by layer".
func misbehaves(what, reader, name string) bool {
	return strings.HasPrefix(name, what) && (strings.HasSuffix(name, reader) || strings.HasSuffix(name, "all"))
}

// misbehave is what a reader process of the tests does with files of telling
// names.
func misbehave(reader, name string) {
	name, left := strings.CutPrefix(name, "leave ")
	if left {
		leave()
	}
	only := func(what string) bool { return misbehaves(what, reader, name) }
	switch {
	case only("hang"):
		select {}
	case only("spin"):
		for n := uint(0); ; n++ {
		}
	case only("overflow"):
		os.Exit(overflow(0))
	case only("exit"):
		os.Exit(3)
	case only("hoard"):
		_ = make([]byte, 137<<30)
	}
}

// overflow calls itself until the stack is full, which is long before n wraps.
func overflow(n int) int {
	if n < 0 {
		return n
	}
	return overflow(n+1) + n
}

func TestMain(m *testing.M) {
	if helper() {
		os.Exit(0)
	}
	if dir, ok := os.LookupEnv(readerEnv); ok {
		debug.SetMaxStack(1 << 20)
		Confine()
		if err := Serve(os.Stdin, os.Stdout, Options{CacheDir: dir, hook: misbehave}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "zeren-ingest-")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		cacheDir = dir
		return m.Run()
	}())
}
