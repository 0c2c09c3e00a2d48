package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"
)

// ErrDamaged says that a blob's bytes do not have the digest of its name.
var ErrDamaged = errors.New("blob damaged")

// Blobs is a folder of immutable bytes, each under the SHA-256 of its
// content. Several processes may put into it at the same time.
type Blobs struct {
	Dir   string
	Files Files
}

var tempSerial atomic.Int64

// Path is where the blob of a digest lies.
func (b Blobs) Path(digest string) string {
	if len(digest) < 2 {
		return filepath.Join(b.Dir, "_", digest)
	}
	return filepath.Join(b.Dir, digest[:2], digest)
}

// Put stores what r gives, in constant memory, and returns its digests and
// length. When it returns nil the bytes are durable: written, synced,
// renamed, and the folder synced.
func (b Blobs) Put(r io.Reader) (digests Digests, size int64, err error) {
	tempDir := filepath.Join(b.Dir, "tmp")
	if err := b.Files.MkdirAll(tempDir); err != nil {
		return Digests{}, 0, err
	}
	temp := filepath.Join(tempDir, strconv.FormatInt(time.Now().UnixNano(), 36)+"-"+strconv.FormatInt(tempSerial.Add(1), 36))
	f, err := b.Files.Create(temp)
	if err != nil {
		return Digests{}, 0, err
	}
	hash := NewHash()
	size, err = io.Copy(io.MultiWriter(f, hash), r)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		_ = b.Files.Remove(temp)
		return Digests{}, 0, err
	}
	digests = hash.Sum()
	path := b.Path(digests.SHA256)
	if err := b.Files.MkdirAll(filepath.Dir(path)); err != nil {
		_ = b.Files.Remove(temp)
		return Digests{}, 0, err
	}
	switch err := b.Files.Move(temp, path); {
	case errors.Is(err, fs.ErrExist):
		if err := b.Files.Remove(temp); err != nil {
			return Digests{}, 0, err
		}
	case err != nil:
		_ = b.Files.Remove(temp)
		return Digests{}, 0, err
	}
	// Also where the blob was there before: its process may have died
	// between the rename and this sync.
	return digests, size, b.Files.SyncDir(filepath.Dir(path))
}

// PutBytes stores data.
func (b Blobs) PutBytes(data []byte) (string, error) {
	digest := Digest(data)
	if b.Has(digest) {
		return digest, b.Files.SyncDir(filepath.Dir(b.Path(digest)))
	}
	_, _, err := b.Put(bytes.NewReader(data))
	return digest, err
}

// Has reports whether a blob is there, without reading it.
func (b Blobs) Has(digest string) bool {
	_, err := b.Files.Lstat(b.Path(digest))
	return err == nil
}

// Size is the length of a blob in bytes.
func (b Blobs) Size(digest string) (int64, error) {
	info, err := b.Files.Lstat(b.Path(digest))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Get reads a blob and holds it against its digest: ErrDamaged where a bit
// has turned.
func (b Blobs) Get(digest string) ([]byte, error) {
	r, err := b.Files.Open(b.Path(digest))
	if errors.Is(err, fs.ErrNotExist) {
		if _, derr := b.Files.Lstat(b.Dir); derr == nil {
			return nil, fmt.Errorf("%w: %s is missing", ErrDamaged, b.Path(digest))
		}
	}
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if Digest(data) != digest {
		return nil, fmt.Errorf("%w: %s", ErrDamaged, b.Path(digest))
	}
	return data, nil
}
