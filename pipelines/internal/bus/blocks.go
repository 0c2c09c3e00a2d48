package bus

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/minio/highwayhash"
)

// The server mends what it finds damaged in its store by cutting it off, and
// makes a stream that it cannot find anew. Either would destroy what is left of
// the truth, so the event stream is read here first, without a server, in the
// form that the pinned version of the server writes:
//
//	jetstream/$G/streams/EVENTS/meta.inf, meta.sum    configuration and its checksum
//	jetstream/$G/streams/EVENTS/msgs/N.blk            the events
//	jetstream/$G/streams/EVENTS/msgs/index.db         derived; with a checksum of its own
//
// A record of a block is, numbers little-endian:
//
//	length(4) sequence(8) time(8) subject length(2) subject [header length(4) header] data checksum(8)
//
// where the top bit of the length says that there is a header, and the
// checksum is HighwayHash-64 over sequence, time, subject, header and data.

const (
	recordHead  = 22
	recordSum   = 8
	headerBit   = 1 << 31
	recordLimit = 32 << 20
)

// Stored is an event as it lies in the store.
type Stored struct {
	Seq     uint64
	Subject string
	Data    []byte // valid until the next one
	File    string
}

// StoreError is ErrDamaged with the place. After is the number of the last
// event before it.
type StoreError struct {
	File   string
	Offset int // -1 where the file as a whole does not hold
	After  uint64
	// Torn says that the file ends in the middle of its last record, as a
	// write leaves it that a power failure cut off.
	Torn bool
	Why  string
}

func (e *StoreError) Error() string {
	if e.Offset < 0 {
		return fmt.Sprintf("%v: %s: %s", ErrDamaged, e.File, e.Why)
	}
	return fmt.Sprintf("%v: %s at byte %d, after event %d: %s", ErrDamaged, e.File, e.Offset, e.After, e.Why)
}

func (e *StoreError) Unwrap() error { return ErrDamaged }

func streamDir(storeDir, stream string) string {
	return filepath.Join(storeDir, "jetstream", "$G", "streams", stream)
}

// ReadStore gives every event of a store in its order, from the files, without
// a server. A store without an event stream has none. The error is *StoreError
// where something does not hold, or what each returned.
func ReadStore(storeDir string, each func(Stored) error) error {
	dir := streamDir(storeDir, eventStream)
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := checkMeta(dir); err != nil {
		return err
	}
	names, err := os.ReadDir(filepath.Join(dir, "msgs"))
	if err != nil {
		return fmt.Errorf("event stream: %w", err)
	}
	var numbers []int
	for _, n := range names {
		if head, ok := strings.CutSuffix(n.Name(), ".blk"); ok {
			if k, err := strconv.Atoi(head); err == nil {
				numbers = append(numbers, k)
			}
		}
	}
	slices.Sort(numbers)
	seq := uint64(0)
	for i, n := range numbers {
		file := filepath.Join(dir, "msgs", strconv.Itoa(n)+".blk")
		if seq, err = readBlock(file, n, seq, i == len(numbers)-1, each); err != nil {
			return err
		}
	}
	return nil
}

func readBlock(file string, n int, seq uint64, last bool, each func(Stored) error) (uint64, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return seq, fmt.Errorf("event stream: %w", err)
	}
	key := sha256.Sum256(fmt.Appendf(nil, "%s-%d", eventStream, n))
	hash, err := highwayhash.NewDigest64(key[:])
	if err != nil {
		return seq, fmt.Errorf("event stream: %w", err)
	}
	le := binary.LittleEndian
	for at := 0; at < len(data); {
		bad := func(why string) (uint64, error) {
			return seq, &StoreError{File: file, Offset: at, After: seq, Why: why}
		}
		rest := data[at:]
		torn := &StoreError{File: file, Offset: at, After: seq, Torn: last, Why: "ends within a record"}
		if len(rest) < recordHead {
			return seq, torn
		}
		length := le.Uint32(rest)
		headed := length&headerBit != 0
		size, subject := int(length&^headerBit), int(le.Uint16(rest[20:]))
		if size == 0 && len(bytes.Trim(rest, "\x00")) == 0 {
			torn.Why = "ends in zeros"
			return seq, torn
		}
		begin := recordHead + subject
		if headed {
			begin += 4
		}
		if size < begin+recordSum || size > recordLimit {
			return bad("no record")
		}
		if size > len(rest) {
			return seq, torn
		}
		body, end := recordHead+subject, size-recordSum
		hash.Reset()
		hash.Write(rest[4:20])
		hash.Write(rest[recordHead:body])
		hash.Write(rest[begin:end])
		if !bytes.Equal(hash.Sum(nil), rest[end:size]) {
			return bad("checksum differs")
		}
		if headed {
			begin += int(le.Uint32(rest[body:]))
			if begin > end {
				return bad("header longer than the record")
			}
		}
		if got := le.Uint64(rest[4:]); got != seq+1 {
			return bad(fmt.Sprintf("event %d where %d belongs", got, seq+1))
		}
		if err := each(Stored{Seq: seq + 1, Subject: strings.TrimPrefix(string(rest[recordHead:body]), eventSubject+"."), Data: rest[begin:end], File: file}); err != nil {
			return seq, err
		}
		seq++
		at += size
	}
	return seq, nil
}

// checkMeta holds the stream's configuration against its checksum, as the
// server does, which passes over a stream where they differ.
func checkMeta(dir string) error {
	file := filepath.Join(dir, "meta.inf")
	meta, err := os.ReadFile(file)
	if err != nil {
		return &StoreError{File: file, Offset: -1, Why: err.Error()}
	}
	sum, err := os.ReadFile(filepath.Join(dir, "meta.sum"))
	if err != nil {
		return &StoreError{File: filepath.Join(dir, "meta.sum"), Offset: -1, Why: err.Error()}
	}
	key := sha256.Sum256([]byte(eventStream))
	hash, err := highwayhash.NewDigest64(key[:])
	if err != nil {
		return fmt.Errorf("event stream: %w", err)
	}
	hash.Write(meta)
	if hex.EncodeToString(hash.Sum(nil)) != string(sum) {
		return &StoreError{File: file, Offset: -1, Why: "checksum in meta.sum differs"}
	}
	return nil
}
