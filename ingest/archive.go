package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Entry is one file in an archive (压缩包), which is a document of its own.
type Entry struct {
	Name    string `json:"name"`  // as people read it, slashes between the parts, nothing above it
	Index   int    `json:"index"` // its number in the archive
	Size    int64  `json:"size"`  // bytes, unpacked
	SHA256  string `json:"sha256,omitempty"`
	Refused Reason `json:"refused,omitempty"` // why it cannot be unpacked
}

// The limits of an archive.
const (
	maxEntries  = 2000
	maxUnpacked = 200 << 20 // bytes, all entries together
	maxRatio    = 1000      // unpacked to packed, above the first megabyte; text packs by 5, an empty scan by 100
)

// locked is the flag of an entry that asks for a password (APPNOTE 4.4.4).
const locked = 1

// decodeArchive lists what is in a zip archive: its document has entries and
// no text. All are unpacked on the way, so that what Unpack meets later was
// measured here.
func decodeArchive(d Document, data []byte) (Document, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return d, unreadable(Damaged, "%v", err)
	}
	if len(z.File) > maxEntries {
		return d, unreadable(TooLarge, "%d entries", len(z.File))
	}
	d.Source.Reader, d.Pages = readerZip, []Page{}
	room := int64(maxUnpacked)
	for i, f := range z.File {
		name := entryName(f)
		if f.FileInfo().IsDir() || passedOver(name) {
			continue
		}
		e := Entry{Name: name, Index: i, Size: int64(f.UncompressedSize64)}
		if f.Flags&locked != 0 {
			e.Refused = Encrypted
			d.Entries = append(d.Entries, e)
			continue
		}
		body, err := unpackEntry(f, min(room, MaxBytes))
		switch {
		case errors.Is(err, errRoom):
			return d, unreadable(TooLarge, "%s: %v", name, err)
		case errors.Is(err, zip.ErrAlgorithm):
			e.Refused = Unknown
		case err != nil:
			e.Refused = Damaged
		default:
			room -= int64(len(body))
			e.Size, e.SHA256 = int64(len(body)), digest(body)
		}
		d.Entries = append(d.Entries, e)
	}
	if len(d.Entries) == 0 {
		return d, unreadable(Empty, "no files")
	}
	return d, nil
}

// Unpack gives the bytes of one entry of an archive.
func Unpack(archive []byte, e Entry) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	if e.Index < 0 || e.Index >= len(z.File) || e.Refused != "" {
		return nil, fmt.Errorf("archive: no entry %d", e.Index)
	}
	body, err := unpackEntry(z.File[e.Index], e.Size)
	if err != nil {
		return nil, fmt.Errorf("archive: %s: %w", e.Name, err)
	}
	return body, nil
}

// errRoom says that an entry unpacks to more than it may.
var errRoom = errors.New("unpacks to too much")

func unpackEntry(f *zip.File, room int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	room = min(room, max(1<<20, int64(f.CompressedSize64)*maxRatio))
	body, err := io.ReadAll(io.LimitReader(r, room+1))
	if int64(len(body)) > room {
		return nil, errRoom
	}
	return body, err
}

// entryName is an entry's name with its encoding told (old archives have GBK
// without saying so) and nothing in it that would lead out of a folder.
func entryName(f *zip.File) string {
	name := Readable(f.Name)
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case r < ' ' || r == 0x7f:
			return -1
		}
		return r
	}, name)
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// passedOver reports whether an entry is none of anybody's documents.
func passedOver(name string) bool {
	for _, part := range strings.Split(name, "/") {
		if part == "" || part == "__MACOSX" || Hidden(part) {
			return true
		}
	}
	return false
}
