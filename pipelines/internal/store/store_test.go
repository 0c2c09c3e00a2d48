package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestBlobs(t *testing.T) {
	b := Blobs{Dir: filepath.Join(t.TempDir(), "blobs"), Files: OS{}}
	data := []byte("判决书")
	both, size, err := b.Put(bytes.NewReader(data))
	if err != nil || size != int64(len(data)) || both != DigestsOf(data) {
		t.Fatalf("%v, %d, %v", both, size, err)
	}
	digest := both.SHA256
	if again, err := b.PutBytes(data); err != nil || again != digest {
		t.Fatalf("%s, %v", again, err)
	}
	if got, err := b.Get(digest); err != nil || !bytes.Equal(got, data) {
		t.Fatalf("%q, %v", got, err)
	}
	if n, err := b.Size(digest); err != nil || n != int64(len(data)) || !b.Has(digest) {
		t.Fatalf("%d, %v", n, err)
	}
	temp, err := os.ReadDir(filepath.Join(b.Dir, "tmp"))
	if err != nil || len(temp) != 0 {
		t.Errorf("left behind: %v, %v", temp, err)
	}
	for _, bad := range []string{"", "a", Digest([]byte("never put"))} {
		if _, err := b.Get(bad); err == nil || b.Has(bad) {
			t.Errorf("blob %q is there", bad)
		}
	}
}

// TestTurnedBit: any flipped bit, and a blob that is gone, is seen.
func TestTurnedBit(t *testing.T) {
	b := Blobs{Dir: t.TempDir(), Files: OS{}}
	data := []byte("行政判决书")
	digest, err := b.PutBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	for i := range len(data) * 8 {
		turned := bytes.Clone(data)
		turned[i/8] ^= 1 << (i % 8)
		if err := os.WriteFile(b.Path(digest), turned, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Get(digest); !errors.Is(err, ErrDamaged) {
			t.Fatalf("bit %d: %v", i, err)
		}
	}
	if err := os.Remove(b.Path(digest)); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Get(digest); !errors.Is(err, ErrDamaged) {
		t.Errorf("missing: %v", err)
	}
}

func TestPutTogether(t *testing.T) {
	b := Blobs{Dir: t.TempDir(), Files: OS{}}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 20 {
				if _, _, err := b.Put(strings.NewReader(strings.Repeat("x", i))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for i := range 20 {
		if _, err := b.Get(Digest([]byte(strings.Repeat("x", i)))); err != nil {
			t.Error(err)
		}
	}
}

func TestWriteNeverReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "b", "报告.pdf")
	if err := Write(OS{}, path, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := Write(OS{}, path, []byte("one")); err != nil {
		t.Errorf("the same bytes: %v", err)
	}
	for _, other := range []string{"two", "longer", ""} {
		if err := Write(OS{}, path, []byte(other)); !errors.Is(err, fs.ErrExist) {
			t.Errorf("other bytes: %v", err)
		}
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "one" {
		t.Errorf("%q, %v", got, err)
	}
	list, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(list) != 1 {
		t.Errorf("left behind: %v, %v", list, err)
	}
	if err := Write(OS{}, filepath.Join(path, "below a file"), nil); err == nil {
		t.Error("a file became a folder")
	}
}

func TestMoveNeverReplaces(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	for _, p := range []string{a, b} {
		if err := os.WriteFile(p, []byte(p), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := (OS{}).Move(a, b); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	if got, err := os.ReadFile(b); err != nil || string(got) != b {
		t.Errorf("%q, %v", got, err)
	}
	if err := (OS{}).Move(a, filepath.Join(dir, "c")); err != nil {
		t.Error(err)
	}
	if err := (OS{}).Move(a, filepath.Join(dir, "d")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	f, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenFolder(dir); !errors.Is(err, ErrLocked) {
		t.Errorf("second: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if f, err = OpenFolder(dir); err != nil {
		t.Fatalf("after closing: %v", err)
	}
	f.Close()
	for text, want := range map[string]string{"3\n": "newer", "": "no version number", "one": "no version number", "0\n": "no version number", "2\v": "no version number"} {
		if err := os.WriteFile(filepath.Join(dir, "version"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenFolder(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("version %q: %v", text, err)
		}
	}
	if _, err := OpenFolder(filepath.Join(dir, "version")); err == nil {
		t.Error("a file was opened as a folder")
	}
}
