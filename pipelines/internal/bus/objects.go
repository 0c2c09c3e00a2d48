package bus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"zeren/pipelines/internal/store"
)

// Objects keeps blobs in the servers' object store, each under the SHA-256 of
// its content, as store.Blobs keeps them in a folder.
type Objects struct {
	store jetstream.ObjectStore
}

// objectTime is how long one blob may take on its way, with all tries. A
// request that reaches servers which are just choosing a leader is not
// answered at all, so each try has a time of its own.
const (
	objectTime = 2 * time.Minute
	tryTime    = 3 * time.Second
	slowest    = 1 << 20 // bytes a second that a connection is trusted with at least
)

// try does f until it has an answer. size is that of the bytes on their way.
func try(size int64, f func(context.Context) error) error {
	end := time.Now().Add(objectTime)
	for {
		ctx, cancel := context.WithTimeout(context.Background(), tryTime+time.Duration(size)*time.Second/slowest)
		err := f(ctx)
		cancel()
		if err == nil || errors.Is(err, jetstream.ErrObjectNotFound) || time.Now().After(end) {
			return err
		}
		time.Sleep(tryTime / 10)
	}
}

// The object store, and the stream that it is kept in.
const (
	objectBucket = "BLOBS"
	objectStream = "OBJ_" + objectBucket
)

// Objects opens the object store.
func (b *Bus) Objects(ctx context.Context) (*Objects, error) {
	s, err := b.js.ObjectStore(ctx, objectBucket)
	if err != nil {
		return nil, fmt.Errorf("object store: %w", err)
	}
	return &Objects{s}, nil
}

// makeObjects makes the object store where it is missing. Its entries are read
// from the leader alone: a blob that an event names is there, but a copy may
// not know of it yet.
func (b *Bus) makeObjects(ctx context.Context) error {
	_, err := b.js.ObjectStore(ctx, objectBucket)
	if errors.Is(err, jetstream.ErrBucketNotFound) {
		_, err = b.js.CreateObjectStore(ctx, jetstream.ObjectStoreConfig{
			Bucket: objectBucket, Storage: jetstream.FileStorage, Replicas: b.replicas,
		})
	}
	if err != nil {
		return fmt.Errorf("object store: %w", err)
	}
	s, err := b.js.Stream(ctx, objectStream)
	if err != nil {
		return fmt.Errorf("object store: %w", err)
	}
	cfg := s.CachedInfo().Config
	if cfg.AllowDirect || cfg.Replicas != b.replicas {
		cfg.AllowDirect, cfg.Replicas = false, b.replicas
		if _, err := b.js.UpdateStream(ctx, cfg); err != nil {
			return fmt.Errorf("object store: %w", err)
		}
	}
	return nil
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
	return digests, size, o.send(digests.SHA256, size, f)
}

func (o *Objects) send(digest string, size int64, r io.ReadSeeker) error {
	err := try(size, func(ctx context.Context) error {
		if _, err := r.Seek(0, io.SeekStart); err != nil {
			return err
		}
		_, err := o.store.Put(ctx, jetstream.ObjectMeta{Name: digest}, r)
		return err
	})
	if err != nil {
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
	return digest, o.send(digest, int64(len(data)), bytes.NewReader(data))
}

// Has reports whether a blob is there. Where the servers do not answer it is
// not: putting it again is harmless.
func (o *Objects) Has(digest string) bool {
	_, err := o.Size(digest)
	return err == nil
}

// Size is the length of a blob in bytes.
func (o *Objects) Size(digest string) (int64, error) {
	var size int64
	err := try(0, func(ctx context.Context) error {
		info, err := o.store.GetInfo(ctx, digest)
		if err == nil {
			size = int64(info.Size)
		}
		return err
	})
	if err != nil {
		return 0, o.problem(digest, err)
	}
	return size, nil
}

// Get reads a blob and holds it against its digest: store.ErrDamaged where it
// is missing or a bit has turned.
func (o *Objects) Get(digest string) ([]byte, error) {
	size, err := o.Size(digest)
	if err != nil {
		return nil, err
	}
	var data []byte
	err = try(size, func(ctx context.Context) (err error) {
		data, err = o.store.GetBytes(ctx, digest)
		if errors.Is(err, jetstream.ErrDigestMismatch) {
			data, err = nil, nil // no try makes it better; it is damaged below
		}
		return err
	})
	if err != nil {
		return nil, o.problem(digest, err)
	}
	if store.Digest(data) != digest {
		return nil, fmt.Errorf("%w: %s", store.ErrDamaged, digest)
	}
	return data, nil
}

// Digests reads a blob, in constant memory, whatever it holds by now:
// fs.ErrNotExist where it is not there.
func (o *Objects) Digests(name string) (digests store.Digests, err error) {
	var size int64
	err = try(0, func(ctx context.Context) error {
		info, err := o.store.GetInfo(ctx, name)
		if err == nil {
			size = int64(info.Size)
		}
		return err
	})
	if err == nil {
		err = try(size, func(ctx context.Context) error {
			r, err := o.store.Get(ctx, name)
			if err != nil {
				return err
			}
			defer r.Close()
			hash := store.NewHash()
			// The store's own digest does not hold either where a byte was changed;
			// what counts is the one that the events name.
			if _, err = io.Copy(hash, r); errors.Is(err, jetstream.ErrDigestMismatch) {
				err = nil
			}
			digests = hash.Sum()
			return err
		})
	}
	if errors.Is(err, jetstream.ErrObjectNotFound) {
		return digests, fmt.Errorf("blob %s: %w", name, fs.ErrNotExist)
	}
	if err != nil {
		return digests, fmt.Errorf("blob %s: %w", name, err)
	}
	return digests, nil
}

// Names are the names of all blobs, sorted.
func (o *Objects) Names(ctx context.Context) ([]string, error) {
	list, err := o.store.List(ctx)
	if errors.Is(err, jetstream.ErrNoObjectsFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("object store: %w", err)
	}
	names := make([]string, len(list))
	for i, info := range list {
		names[i] = info.Name
	}
	slices.Sort(names)
	return names, nil
}

func (o *Objects) problem(digest string, err error) error {
	if errors.Is(err, jetstream.ErrObjectNotFound) {
		return fmt.Errorf("%w: %s: %w", store.ErrDamaged, digest, err)
	}
	return fmt.Errorf("blob %s: %w", digest, err)
}
