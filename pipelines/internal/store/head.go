package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// Head is the newest event that was acknowledged: its number and its link of
// the chain. Both are zero before the first.
type Head struct {
	Seq  uint64
	Link Digests
}

// ErrHead says that the record of the newest event cannot be read.
var ErrHead = errors.New("record of the newest event damaged")

// headSlot is the length of each of the two slots of the record: one sector,
// so that a power failure leaves a slot old or new, not half.
const headSlot = 512

// HeadPath is where the record of a data folder lies.
func HeadPath(dir string) string { return filepath.Join(dir, "head") }

// ReadHead reads the record. torn says that one of its two slots is damaged;
// the other one holds then. ErrHead where neither holds or there is no record:
// every folder of this version has one.
func ReadHead(path string) (head Head, torn bool, err error) {
	data, err := readAll(OS{}, path)
	if errors.Is(err, fs.ErrNotExist) {
		return Head{}, false, fmt.Errorf("%w: %s is missing", ErrHead, path)
	}
	if err != nil {
		return Head{}, false, err
	}
	a, b, err := slots(data)
	if err != nil {
		return Head{}, false, fmt.Errorf("%w: %s", err, path)
	}
	switch {
	case a == nil:
		return *b, true, nil
	case b == nil || a.Seq > b.Seq:
		return *a, b == nil, nil
	}
	return *b, false, nil
}

// AdvanceHead writes a newer head over the older one of the two slots and
// syncs it. A head that is not newer than the record changes nothing, so
// several processes may advance the same record in any order.
func AdvanceHead(files Files, path string, head Head) error {
	return files.Amend(path, func(old []byte) (int64, []byte, error) {
		a, b, err := slots(old)
		if err != nil {
			return 0, nil, fmt.Errorf("%w: %s", err, path)
		}
		if a != nil && a.Seq >= head.Seq || b != nil && b.Seq >= head.Seq {
			return 0, nil, nil
		}
		if a == nil || b != nil && b.Seq >= a.Seq {
			return 0, slot(head), nil
		}
		return headSlot, slot(head), nil
	})
}

// makeHead lays the record of an empty log where there is none.
func makeHead(dir string) error {
	path := HeadPath(dir)
	if _, err := (OS{}).Lstat(path); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	empty := slot(Head{})
	return Write(OS{}, path, append(empty, empty...))
}

func slot(h Head) []byte {
	text := fmt.Sprintf("%020d %64s %64s", h.Seq, h.Link.SHA256, h.Link.SM3)
	text += " " + Digest([]byte(text))
	return fmt.Appendf(nil, "%-*s\n", headSlot-1, text)
}

// slots reads both slots; one that does not hold is nil, and ErrHead says that
// neither does.
func slots(data []byte) (a, b *Head, err error) {
	if len(data) != 2*headSlot {
		return nil, nil, ErrHead
	}
	a, b = slotOf(data[:headSlot]), slotOf(data[headSlot:])
	if a == nil && b == nil {
		return nil, nil, ErrHead
	}
	return a, b, nil
}

// slotOf reads a slot; every bit of it must be as it was written.
func slotOf(data []byte) *Head {
	var h Head
	if _, err := fmt.Sscanf(string(data[:20]), "%d", &h.Seq); err != nil {
		return nil
	}
	h.Link.SHA256 = string(bytes.TrimSpace(data[21:85]))
	h.Link.SM3 = string(bytes.TrimSpace(data[86:150]))
	if !bytes.Equal(slot(h), data) {
		return nil
	}
	return &h
}
