package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// works reads a page with the engine that a cache folder gives.
func works(t *testing.T, cacheDir string) {
	t.Helper()
	e, err := NewEngine(cacheDir)
	if err != nil {
		t.Fatal(err)
	}
	f, err := e.Read(page("BT /F 10 Tf 50 700 Td (Art) Tj ET", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"), 10, none, nil)
	if err != nil || len(f.Pages) != 1 || len(f.Pages[0].Glyphs) != 3 {
		t.Errorf("%v, %+v", err, f)
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
}

// TestNoCache reads with a cache folder that cannot be.
func TestNoCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("no folder"), 0o600); err != nil {
		t.Fatal(err)
	}
	works(t, filepath.Join(file, "cache"))
	if data, err := os.ReadFile(file); err != nil || string(data) != "no folder" {
		t.Errorf("the file in the way became %q, %v", data, err)
	}
}

// TestDamagedCache damages the compiled file: it is replaced by a good one.
func TestDamagedCache(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "[cache]")
	works(t, dir)
	all := entries(dir)
	if len(all) != 1 {
		t.Fatalf("%d files in the cache", len(all))
	}
	good, err := os.ReadFile(all[0])
	if err != nil {
		t.Fatal(err)
	}
	// A cut, and a turned bit among the offsets of the functions, which no
	// checksum of wazero's covers.
	turned := bytes.Clone(good)
	turned[400] ^= 0x40
	for name, bad := range map[string][]byte{"cut off": good[:1000], "turned": turned} {
		if err := os.WriteFile(all[0], bad, 0o600); err != nil {
			t.Fatal(err)
		}
		works(t, dir)
		if left, err := os.ReadFile(all[0]); err != nil || len(left) != len(good) || bytes.Equal(left, bad) {
			t.Errorf("%s: %d bytes left in the cache, %v", name, len(left), err)
		}
		sift(dir)
		if len(entries(dir)) != 1 {
			t.Errorf("%s: the new file is not taken as good", name)
		}
	}
	// Sealed as it is, it is for wazero to refuse.
	if err := os.WriteFile(all[0], good[:1000], 0o600); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(all[0] + sealed)
	seal(dir)
	works(t, dir)
	if left := entries(dir); len(left) != 0 {
		t.Errorf("a refused file was left: %v", left)
	}
}
