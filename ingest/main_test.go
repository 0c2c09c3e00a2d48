package ingest

import (
	"os"
	"testing"
)

// cacheDir is where the tests keep pdfium compiled: once for all of them.
var cacheDir string

func TestMain(m *testing.M) {
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
