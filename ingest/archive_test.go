package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// archived is a zip of names and bodies as old programs write it: names as
// they come, without a word on their encoding.
func archived(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		h := &zip.FileHeader{Name: parts[i], Method: zip.Deflate, NonUTF8: true}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDecodeArchive(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("卷宗\\判决书.txt")
	if err != nil {
		t.Fatal(err)
	}
	data := archived(t, gbk, ruling, "../../上级.txt", "x", "__MACOSX/._a", "x", "卷宗/Thumbs.db", "x", "/绝对.txt", "y", "空/", "")
	d, err := Decode("卷宗.zip", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range d.Entries {
		body, err := Unpack(data, e)
		if err != nil || digest(body) != e.SHA256 || int64(len(body)) != e.Size {
			t.Errorf("%+v: %v", e, err)
		}
		names = append(names, e.Name)
	}
	if got := strings.Join(names, " "); got != "卷宗/判决书.txt 上级.txt 绝对.txt" || d.Source.Media != mediaZip || d.Text != "" {
		t.Errorf("%s %+v", got, d.Source)
	}
	var u *Unreadable
	for name, c := range map[string]struct {
		data []byte
		want Reason
	}{
		"bomb":  {archived(t, "a.txt", strings.Repeat("\x00", 30<<20)), TooLarge},
		"none":  {archived(t, "Thumbs.db", "x"), Empty},
		"cut":   {data[:len(data)/2], Damaged},
		"count": {archived(t, strings.Split(strings.Repeat("a.txt,x,", 2001), ",")[:4002]...), TooLarge},
	} {
		if _, err := Decode(name, c.data, Options{}); !errors.As(err, &u) || u.Reason != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	// An entry under a password is named; the others are read.
	secret := bytes.Replace(data, []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00"), []byte("PK\x01\x02\x14\x00\x14\x00\x09\x00"), 1)
	d, err = Decode("x.zip", secret, Options{})
	if err != nil || len(d.Entries) != 3 || d.Entries[0].Refused != Encrypted || d.Entries[1].Refused != "" {
		t.Errorf("%v %+v", err, d.Entries)
	}
}

func FuzzArchive(f *testing.F) {
	f.Add(archived(f, "a.txt", ruling, "b/c.txt", "y"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := decodeArchive(Document{}, data)
		if err != nil {
			return
		}
		for _, e := range d.Entries {
			if e.Name == "" || strings.HasPrefix(e.Name, "/") || strings.Contains("/"+e.Name+"/", "/../") {
				t.Errorf("name %q", e.Name)
			}
			if e.Refused == "" {
				if body, err := Unpack(data, e); err != nil || digest(body) != e.SHA256 {
					t.Errorf("%s: %v", e.Name, err)
				}
			}
		}
	})
}
