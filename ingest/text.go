package ingest

import (
	"bytes"
	"sort"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// plain decodes a plain text: UTF-8, UTF-16 with a byte order mark (or
// without one, where every other byte tells it), or GB18030, of which GBK and
// GB 2312 are parts. It reports false for what is no text in any of them.
func plain(data []byte) (string, bool) {
	var s string
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		s = string(data[3:])
		if !utf8.ValidString(s) {
			return "", false
		}
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		s = wide16(data[2:], false)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		s = wide16(data[2:], true)
	case utf8.Valid(data) && bytes.IndexByte(data, 0) < 0:
		s = string(data)
	default:
		if little, big := likely16(data); little || big {
			s = wide16(data, big)
			break
		}
		out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil {
			return "", false
		}
		s = string(out)
	}
	return s, sound(s)
}

func wide16(data []byte, big bool) string {
	u := make([]uint16, len(data)/2)
	for i := range u {
		if big {
			u[i] = uint16(data[2*i])<<8 | uint16(data[2*i+1])
		} else {
			u[i] = uint16(data[2*i+1])<<8 | uint16(data[2*i])
		}
	}
	return string(utf16.Decode(u))
}

// likely16 tells UTF-16 without a mark: its line ends are a newline and a
// zero byte.
func likely16(data []byte) (little, big bool) {
	if len(data)%2 != 0 || bytes.IndexByte(data, 0) < 0 {
		return false, false
	}
	for i := 0; i+1 < len(data); i += 2 {
		switch {
		case data[i] == '\n' && data[i+1] == 0:
			little = true
		case data[i] == 0 && data[i+1] == '\n':
			big = true
		}
	}
	return little && !big, big && !little
}

// sound reports whether s can be text: hardly a control character or a
// replacement character in it.
func sound(s string) bool {
	n, bad := 0, 0
	for _, r := range s {
		n++
		switch {
		case r == '\t', r == '\n', r == '\r', r == '\f', r == '\v', r == 0x1a:
		case unicode.IsControl(r), r == utf8.RuneError, unicode.Is(unicode.Co, r), r >= 0xfff0 && r <= 0xffff:
			bad++
		}
	}
	return n > 0 && bad*200 <= n // 0.5 %
}

// decodeText makes a document of a plain text: one page, each source line one
// line. Text is the file's text unchanged but for the byte order mark and the
// line ends, which become "\n".
func decodeText(d Document, data []byte) (Document, error) {
	s, ok := plain(data)
	if !ok {
		return d, unreadable(Unknown, "no text encoding fits")
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n").Replace(strings.TrimPrefix(s, "\ufeff"))
	s = strings.TrimSuffix(s, "\n")
	if strings.TrimSpace(s) == "" {
		return d, unreadable(Empty, "white space only")
	}
	if bad := verdict(measure(s), true); bad != "" {
		return d, unreadable(bad, "plain text: %s", measure(s))
	}
	d.Source.Reader, d.Source.Pages = readerText, 1
	p := Page{Number: 1, Reader: readerText}
	var b builder
	rows := strings.Split(s, "\n")
	edge := wrapped(rows)
	for i, row := range rows {
		start, end := b.line(row)
		p.Lines = append(p.Lines, Line{Number: i + 1, Start: start, End: end, Para: i == 0 || starts(rows[i-1], row, edge)})
	}
	d.Text = string(b.text)
	p.End = b.n
	d.Pages = []Page{p}
	return d, nil
}

// columns is the width of a line in half-width columns.
func columns(s string) int {
	n := 0
	for _, r := range strings.TrimRightFunc(s, unicode.IsSpace) {
		n++
		if r >= 0x2e80 || r == '“' || r == '”' || r == '…' || r == '—' {
			n++
		}
	}
	return n
}

// wrapped gives the column at which a text was broken into lines, 0 where
// every source line is a paragraph.
func wrapped(rows []string) int {
	var long []int
	for _, row := range rows {
		if c := columns(row); c > 24 {
			long = append(long, c)
		}
	}
	if len(long) < 4 {
		return 0
	}
	sort.Ints(long)
	edge := long[len(long)-1-len(long)/20]
	near := 0
	for _, c := range long {
		if c >= edge-4 && c <= edge+2 {
			near++
		}
	}
	if edge <= 160 && near*2 >= len(long) {
		return edge
	}
	return 0
}

// starts reports whether row begins a paragraph behind the row before it.
func starts(before, row string, edge int) bool {
	if strings.TrimSpace(before) == "" || edge == 0 {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(row); unicode.IsSpace(r) {
		return true
	}
	return columns(before) < edge-6
}
