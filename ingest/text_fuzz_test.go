package ingest

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// FuzzText has plain texts in any encoding decoded: what comes out is sound
// text whose lines cover it, or there is a reason.
func FuzzText(f *testing.F) {
	text := flat(verses)
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{text, "\xef\xbb\xbf" + text, gbk, "\xff\xfe" + string(utf16Text("abc\n")), strings.ReplaceAll(text, "\n", "\r\n"), "\xfe\xff\x00", "\x84\x31\xa4\x37", "中\x00\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := decodeText(Document{}, data)
		if err != nil {
			var u *Unreadable
			if !errors.As(err, &u) || u.Message() == "" {
				t.Errorf("%v", err)
			}
			return
		}
		if !utf8.ValidString(d.Text) || strings.ContainsAny(d.Text, "\r\f") {
			t.Errorf("%q", d.Text)
		}
		check(t, &d)
	})
}
