package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
)

// The compile cache holds machine code that is run as it is read. wazero tells
// a part of the damage that such a file can take (a checksum covers the code,
// none the table of where its functions begin) and gives up over what it
// tells; so each file has the digest of its bytes beside it, and one that
// does not match is thrown away before wazero sees it.

// sealed is the end of the name of a file with the digest of another.
const sealed = ".sha256"

// entries are the compiled modules in a cache folder: wazero names them by a
// digest, in a folder for its version.
func entries(cacheDir string) []string {
	all, err := filepath.Glob(filepath.Join(glob(cacheDir), "wazero-*", "*"))
	if err != nil {
		return nil
	}
	var out []string
	for _, name := range all {
		if base := filepath.Base(name); len(base) == 2*sha256.Size && hexadecimal(base) {
			out = append(out, name)
		}
	}
	return out
}

// glob is a path as a pattern that matches only itself.
func glob(path string) string {
	var out []byte
	for i := range len(path) {
		switch path[i] {
		case '*', '?', '[':
			out = append(out, '[', path[i], ']')
		default:
			out = append(out, path[i])
		}
	}
	return string(out)
}

func hexadecimal(s string) bool {
	_, err := hex.DecodeString(s)
	return err == nil
}

func sum(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, err
	}
	return []byte(hex.EncodeToString(h.Sum(nil))), nil
}

// sift throws away the files of a cache folder that are not as they were
// written. What cannot be removed is left for wazero to refuse.
func sift(cacheDir string) {
	for _, name := range entries(cacheDir) {
		want, err := os.ReadFile(name + sealed)
		if err == nil {
			if got, err := sum(name); err == nil && bytes.Equal(got, want) {
				continue
			}
		}
		_ = os.Remove(name)
		_ = os.Remove(name + sealed)
	}
}

// seal writes the digests that are missing. A file without one is compiled
// anew at the next start, so that failing costs time alone.
func seal(cacheDir string) {
	for _, name := range entries(cacheDir) {
		if _, err := os.Stat(name + sealed); err == nil {
			continue
		}
		digest, err := sum(name)
		if err != nil {
			continue
		}
		f, err := os.CreateTemp(filepath.Dir(name), "seal-*.tmp")
		if err != nil {
			return
		}
		_, err = f.Write(digest)
		if e := f.Close(); err == nil {
			err = e
		}
		if err == nil {
			err = os.Rename(f.Name(), name+sealed)
		}
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}
}

// discard empties a cache folder that wazero cannot use.
func discard(cacheDir string) {
	for _, name := range entries(cacheDir) {
		_ = os.Remove(name)
		_ = os.Remove(name + sealed)
	}
}
