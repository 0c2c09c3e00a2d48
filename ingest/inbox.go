package ingest

import (
	"errors"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The folders inside the inbox that files are moved to. They are never
// watched.
const (
	DoneFolder  = "已处理"   // papers that were read, whatever their result
	AsideFolder = "待人工处理" // files that a person must look at
	NoteSuffix  = ".说明.txt"
)

// Seen is a file of the inbox as one scan saw it.
type Seen struct {
	Path    string // below the inbox, slashes between the parts
	Size    int64  // bytes
	ModTime time.Time
}

// same reports whether two scans saw the same state of a file.
func (s Seen) same(o Seen) bool {
	return s.Path == o.Path && s.Size == o.Size && s.ModTime.Equal(o.ModTime)
}

// Left is something in the inbox that a scan passes over.
type Left struct {
	Path string
	Err  error // nil: by its name no document of anybody's (see Passing)
}

// Scan walks an inbox in the order of its paths. The set-aside folders are
// not entered. What cannot be entered or is no regular file is reported, not
// followed: a link could lead out of the inbox. dirs are the folders that
// were walked, for a watcher to wake on.
func Scan(fsys fs.FS) (files []Seen, left []Left, dirs []string, err error) {
	err = fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && p == ".":
			return err
		case errors.Is(err, fs.ErrNotExist):
			return nil // gone between the listing and the look
		case err != nil:
			left = append(left, Left{Path: p, Err: err})
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			if p == DoneFolder || p == AsideFolder || p != "." && Passing(path.Base(p)) {
				return fs.SkipDir
			}
			dirs = append(dirs, p)
			return nil
		case Passing(path.Base(p)):
			left = append(left, Left{Path: p})
			return nil
		case !d.Type().IsRegular():
			left = append(left, Left{Path: p, Err: ErrNotRegular})
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			left = append(left, Left{Path: p, Err: err})
			return nil
		}
		files = append(files, Seen{Path: p, Size: info.Size(), ModTime: info.ModTime()})
		return nil
	})
	return files, left, dirs, err
}

// ErrNotRegular is a link, a pipe or a device in the inbox.
var ErrNotRegular = errors.New("not a regular file")

// Passing reports whether a name is that of something that programs leave
// behind or are still writing: hidden files, Office's lock files, downloads
// under way, the system's own folder files. Once renamed they are files.
func Passing(name string) bool {
	if Hidden(name) {
		return true
	}
	lower := strings.ToLower(name)
	for _, ext := range []string{".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart"} {
		if strings.HasSuffix(lower, ext) {
			return true
		}
	}
	return false
}

// Hidden reports whether a name is one that nobody gave to a document.
func Hidden(name string) bool {
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

// nameLimit is the longest file name in bytes that file systems take.
const nameLimit = 255

// FreeName is the n-th name to try for a file that is moved: its own, then
// "name (2).pdf", "name (3).pdf" ... Room is kept for extra bytes behind it,
// and a stem that is too long loses characters at its end.
func FreeName(name string, n, extra int) string {
	ext := path.Ext(name)
	if ext == name || len(ext) > 16 {
		ext = ""
	}
	stem, mark := strings.TrimSuffix(name, ext), ""
	if n > 1 {
		mark = " (" + strconv.Itoa(n) + ")"
	}
	for len(stem)+len(mark)+len(ext)+extra > nameLimit && stem != "" {
		_, size := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-size]
	}
	return stem + mark + ext
}

// Readable gives a path as people can read it and JSON can carry it. Names
// from old archives and servers come in GBK; what is neither UTF-8 nor GB18030
// loses the bytes that say nothing.
func Readable(p string) string {
	if utf8.ValidString(p) {
		return p
	}
	// GB18030 holds GBK; a byte of "/" is never the second of a character.
	if s, err := simplifiedchinese.GB18030.NewDecoder().String(p); err == nil && !strings.ContainsRune(s, utf8.RuneError) {
		return s
	}
	return strings.ToValidUTF8(p, "_")
}

// Whole reports whether bytes look like a complete file. A PDF ends with a
// mark; without it the sender may have stalled, and it deserves more time.
func Whole(data []byte) bool {
	if len(data) == 0 {
		return false
	}
	head := data[:min(len(data), 1024)]
	if strings.HasPrefix(string(head), zipMark) || !strings.Contains(string(head), "%PDF-") {
		return true
	}
	return strings.Contains(string(data[max(0, len(data)-2048):]), "%%EOF")
}

// sortSeen orders files by path.
func sortSeen(files []Seen) {
	sort.Slice(files, func(i, j int) bool { return files[i].Path < files[j].Path })
}
