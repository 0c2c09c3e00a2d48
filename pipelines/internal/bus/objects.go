package bus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"zeren/pipelines/internal/store"
)

// Objects keeps blobs in the servers' object store, each under the SHA-256 of
// its content, as store.Blobs keeps them in a folder.
type Objects struct {
	store jetstream.ObjectStore
}

// objectTime is how long one blob may take on its way.
const objectTime = 2 * time.Minute

// Objects opens the store, and makes it where it is missing.
func (b *Bus) Objects(ctx context.Context) (*Objects, error) {
	s, err := b.js.CreateOrUpdateObjectStore(ctx, jetstream.ObjectStoreConfig{
		Bucket: "BLOBS", Storage: jetstream.FileStorage, Replicas: b.replicas,
	})
	if err != nil {
		return nil, fmt.Errorf("object store: %w", err)
	}
	return &Objects{s}, nil
}

func timed() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), objectTime)
}

// Put stores what r gives and returns its digests and length once the servers
// hold it. The name must be known before the first byte goes out, so the bytes
// pass through a temporary file.
func (o *Objects) Put(r io.Reader) (digests store.Digests, size int64, err error) {
	f, err := os.CreateTemp("", "zeren-blob-")
	if err != nil {
		return digests, 0, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	hash := store.NewHash()
	if size, err = io.Copy(io.MultiWriter(f, hash), r); err != nil {
		return digests, 0, err
	}
	digests = hash.Sum()
	if o.Has(digests.SHA256) {
		return digests, size, nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return digests, 0, err
	}
	return digests, size, o.send(digests.SHA256, f)
}

func (o *Objects) send(digest string, r io.Reader) error {
	ctx, cancel := timed()
	defer cancel()
	if _, err := o.store.Put(ctx, jetstream.ObjectMeta{Name: digest}, r); err != nil {
		return fmt.Errorf("storing blob %s: %w", digest, err)
	}
	return nil
}

// PutBytes stores data.
func (o *Objects) PutBytes(data []byte) (string, error) {
	digest := store.Digest(data)
	if o.Has(digest) {
		return digest, nil
	}
	ctx, cancel := timed()
	defer cancel()
	if _, err := o.store.PutBytes(ctx, digest, data); err != nil {
		return "", fmt.Errorf("storing blob %s: %w", digest, err)
	}
	return digest, nil
}

// Has reports whether a blob is there. Where the servers do not answer it is
// not: putting it again is harmless.
func (o *Objects) Has(digest string) bool {
	_, err := o.Size(digest)
	return err == nil
}

// Size is the length of a blob in bytes.
func (o *Objects) Size(digest string) (int64, error) {
	ctx, cancel := timed()
	defer cancel()
	info, err := o.store.GetInfo(ctx, digest)
	if err != nil {
		return 0, o.problem(digest, err)
	}
	return int64(info.Size), nil
}

// Get reads a blob and holds it against its digest: store.ErrDamaged where it
// is missing or a bit has turned.
func (o *Objects) Get(digest string) ([]byte, error) {
	ctx, cancel := timed()
	defer cancel()
	data, err := o.store.GetBytes(ctx, digest)
	if err != nil {
		return nil, o.problem(digest, err)
	}
	if store.Digest(data) != digest {
		return nil, fmt.Errorf("%w: %s", store.ErrDamaged, digest)
	}
	return data, nil
}

func (o *Objects) problem(digest string, err error) error {
	if errors.Is(err, jetstream.ErrObjectNotFound) || errors.Is(err, jetstream.ErrDigestMismatch) {
		return fmt.Errorf("%w: %s: %w", store.ErrDamaged, digest, err)
	}
	return fmt.Errorf("blob %s: %w", digest, err)
}
