package pdf

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
)

// short reports whether an open stream of the length written does not end
// there, or has lost a stretch: content and maps of characters are text.
func short(data, length []byte) bool {
	n, err := strconv.Atoi(string(length))
	if err != nil || n > len(data) || !bytes.HasPrefix(bytes.TrimLeft(data[n:min(len(data), n+16)], "\r\n \x00"), []byte("endstream")) {
		return true
	}
	return bytes.Contains(data[:n], gap)
}

var gap = make([]byte, 32)

// maxAudit bounds what Torn unpacks of one file.
const maxAudit = 512 << 20

var (
	streamAt = regexp.MustCompile(`>>[ \t\r\n]*stream\r?\n`)
	lengthIn = regexp.MustCompile(`/Length\s+([0-9]{1,10})(?:\s*/|\s*>>|\s+[^0-9\s])`)
	filterIn = regexp.MustCompile(`/Filter\s*(?:/([A-Za-z0-9]+)|\[([^\]]{0,200})\])`)
	nameIn   = regexp.MustCompile(`/([A-Za-z0-9]+)`)
	lateIn   = regexp.MustCompile(`/EarlyChange\s+0`)
	aside    = regexp.MustCompile(`/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType|XML)\b|/Length[123]\b|/FunctionType\b|/N\s+[134]\b\s*/Alternate`)
)

// Torn counts the packed streams of a file that do not unpack to the checksum
// at their end, and the others that do not end where they say or have a
// stretch of zeroes, pictures, font programs and metadata left aside: a reader
// shows what is left of such a stream as if it were all, and a flipped bit as
// another character. A file that asks for a password is not looked into.
func Torn(data []byte) int {
	data, err := decrypt(data)
	if err != nil {
		return 0
	}
	torn := 0
	budget := int64(maxAudit)
	for _, m := range streamAt.FindAllIndex(data, -1) {
		from := max(0, m[0]-4096)
		if i := bytes.LastIndex(data[from:m[0]], []byte("obj")); i >= 0 {
			from += i + 3
		}
		dict := data[from : m[0]+2]
		f := filterIn.FindSubmatch(dict)
		if aside.Match(dict) || budget <= 0 {
			continue
		}
		if f == nil {
			if l := lengthIn.FindSubmatch(dict); l != nil && !bytes.Contains(dict, []byte("/Filter")) && short(data[m[1]:], l[1]) {
				torn++
			}
			continue
		}
		names := [][]byte{f[1]}
		if len(f[1]) == 0 {
			names = nil
			for _, n := range nameIn.FindAllSubmatch(f[2], maxFilters) {
				names = append(names, n[1])
			}
		}
		filters := make([]filter, len(names))
		for i, n := range names {
			// What a predictor makes of it has no mark by which it is known to be whole.
			filters[i] = filter{string(n), parms{late: lateIn.Match(dict)}}
		}
		r, err := chain(bytes.NewReader(data[m[1]:]), filters)
		if errors.Is(err, ErrUnsupported) {
			continue // a picture
		}
		if err != nil {
			torn++
			continue
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, budget))
		budget -= n
		if err != nil {
			torn++
		}
	}
	return torn
}
