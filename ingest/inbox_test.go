package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestScan(t *testing.T) {
	fsys := fstest.MapFS{
		"b.pdf":                  {Data: []byte("1")},
		"a.pdf":                  {Data: []byte("22")},
		"街道/2021/c.pdf":          {Data: []byte("333")},
		"已处理/old.pdf":            {Data: []byte("x")},
		"待人工处理/bad.pdf":          {Data: []byte("x")},
		"街道/已处理/d.pdf":           {Data: []byte("x")}, // only the inbox's own folders are its own
		"half.pdf.crdownload":    {Data: []byte("x")},
		"~$合同.docx":              {Data: []byte("x")},
		".hidden/e.pdf":          {Data: []byte("x")},
		"Thumbs.db":              {Data: []byte("x")},
		"link.pdf":               {Mode: fs.ModeSymlink, Data: []byte("/etc/passwd")},
		"街道/upload.pdf.FILEPART": {Data: []byte("x")},
	}
	files, left, dirs, err := Scan(fsys)
	if err != nil {
		t.Fatal(err)
	}
	var got, passed []string
	for _, f := range files {
		got = append(got, fmt.Sprintf("%s %d", f.Path, f.Size))
	}
	for _, l := range left {
		passed = append(passed, l.Path)
		if l.Path == "link.pdf" && !errors.Is(l.Err, ErrNotRegular) {
			t.Errorf("link: %v", l.Err)
		}
	}
	if want := []string{"a.pdf 2", "b.pdf 1", "街道/2021/c.pdf 3", "街道/已处理/d.pdf 1"}; !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
	if want := []string{"Thumbs.db", "half.pdf.crdownload", "link.pdf", "~$合同.docx", "街道/upload.pdf.FILEPART"}; !slices.Equal(passed, want) {
		t.Errorf("passed %q, want %q", passed, want)
	}
	if want := []string{".", "街道", "街道/2021", "街道/已处理"}; !slices.Equal(dirs, want) {
		t.Errorf("dirs %q, want %q", dirs, want)
	}
}

func TestScanOfNoFolder(t *testing.T) {
	if _, _, _, err := Scan(fstest.MapFS{"a": {}}); err != nil {
		t.Fatal(err)
	}
	sub, err := fs.Sub(fstest.MapFS{"a": {}}, "gone")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := Scan(sub); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestFreeName(t *testing.T) {
	long := strings.Repeat("判", 90) // 270 bytes
	for _, c := range []struct {
		name     string
		n, extra int
		want     string
	}{
		{"甲.pdf", 1, 0, "甲.pdf"},
		{"甲.pdf", 2, 0, "甲 (2).pdf"},
		{"甲", 3, 0, "甲 (3)"},
		{".pdf", 2, 0, ".pdf (2)"},
		{"2021.3.5判决书附件及其他材料.非常长的尾巴不是扩展名", 2, 0, "2021.3.5判决书附件及其他材料.非常长的尾巴不是扩展名 (2)"},
		{long + ".pdf", 1, 0, strings.Repeat("判", 83) + ".pdf"},
		{long + ".pdf", 12, 15, strings.Repeat("判", 77) + " (12).pdf"},
	} {
		if got := FreeName(c.name, c.n, c.extra); got != c.want {
			t.Errorf("FreeName(%q, %d, %d) = %q, want %q", c.name, c.n, c.extra, got, c.want)
		}
	}
}

func TestFreeNameProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z判决书 ().]{1,120}(\.pdf|\.txt)?`).Draw(t, "name")
		n, extra := rapid.IntRange(1, 2000).Draw(t, "n"), rapid.IntRange(0, 20).Draw(t, "extra")
		got := FreeName(name, n, extra)
		if len(got)+extra > nameLimit || !utf8.ValidString(got) || got == "" {
			t.Fatalf("%q: %d bytes", got, len(got))
		}
		if n > 1 && got == FreeName(name, n-1, extra) {
			t.Fatalf("%q twice", got)
		}
	})
}

func TestWhole(t *testing.T) {
	long := strings.Repeat("x", 5000)
	for _, c := range []struct {
		data string
		want bool
	}{
		{"", false},
		{"行政判决书", true},
		{"%PDF-1.4\n" + long + "%%EOF\n", true},
		{"%PDF-1.4\n" + long, false},
		{"%PDF-1.4\n%%EOF" + long, false}, // an end that is not at the end
		{"\xff\xfe rubbish before %PDF-1.7 " + long + "%%EOF", true},
	} {
		if got := Whole([]byte(c.data)); got != c.want {
			t.Errorf("Whole(%.20q...) = %v", c.data, got)
		}
	}
}

var start = time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)

func at(seconds float64) time.Time { return start.Add(time.Duration(seconds * float64(time.Second))) }

func TestSettling(t *testing.T) {
	type look struct {
		at    float64
		files []Seen
		want  string // paths that count as dropped
		moves int
	}
	seen := func(path string, size int64, mod float64) Seen { return Seen{path, size, at(mod)} }
	for name, looks := range map[string][]look{
		"held still over two looks": {
			{0, []Seen{seen("a", 5, 0)}, "", 1},
			{2, []Seen{seen("a", 5, 0)}, "a", 0},
		},
		"two looks too close": {
			{0, []Seen{seen("a", 5, 0)}, "", 1},
			{0.1, []Seen{seen("a", 5, 0)}, "", 1},
			{1, []Seen{seen("a", 5, 0)}, "a", 0},
		},
		"grows": {
			{0, []Seen{seen("a", 5, 0)}, "", 1},
			{2, []Seen{seen("a", 6, 2)}, "", 1},
			{4, []Seen{seen("a", 6, 2)}, "a", 0},
		},
		"rewritten in the same size": {
			{0, []Seen{seen("a", 5, 0)}, "", 1},
			{2, []Seen{seen("a", 5, 1)}, "", 1},
			{4, []Seen{seen("a", 5, 1)}, "a", 0},
		},
		"a clock that runs ahead or behind says nothing": {
			{0, []Seen{seen("a", 5, 9999), seen("b", 5, -9999)}, "", 2},
			{2, []Seen{seen("a", 5, 9999), seen("b", 5, -9999)}, "a b", 0},
		},
		"renamed": {
			{0, []Seen{seen("a.tmp", 5, 0)}, "", 1},
			{2, []Seen{seen("a", 5, 0)}, "", 1},
			{4, []Seen{seen("a", 5, 0)}, "a", 0},
		},
		"gone and back": {
			{0, []Seen{seen("a", 5, 0)}, "", 1},
			{2, nil, "", 0},
			{4, []Seen{seen("a", 5, 0)}, "", 1},
			{6, []Seen{seen("a", 5, 0)}, "a", 0},
		},
		"empty waits longer": {
			{0, []Seen{seen("a", 0, 0)}, "", 1},
			{2, []Seen{seen("a", 0, 0)}, "", 1},
			{4.9, []Seen{seen("a", 0, 0)}, "", 1},
			{5, []Seen{seen("a", 0, 0)}, "a", 0},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := Settling{Rest: time.Second}
			for _, l := range looks {
				dropped, moving := s.Observe(at(l.at), l.files)
				var paths []string
				for _, d := range dropped {
					paths = append(paths, d.Path)
				}
				if got := strings.Join(paths, " "); got != l.want || moving != l.moves {
					t.Errorf("at %v: dropped %q, moving %d; want %q, %d", l.at, got, moving, l.want, l.moves)
				}
			}
		})
	}
}

func TestIncomplete(t *testing.T) {
	f := []Seen{{"a.pdf", 5, start}}
	s := Settling{Rest: time.Second}
	s.Observe(at(0), f)
	if d, _ := s.Observe(at(1), f); len(d) != 1 || !s.Incomplete(at(1), d[0]) {
		t.Fatal("a PDF without its end is to wait")
	}
	if d, moving := s.Observe(at(4), f); len(d) != 0 || moving != 1 {
		t.Fatal("given again before its patience is over")
	}
	if d, _ := s.Observe(at(5), f); len(d) != 1 || s.Incomplete(at(5), d[0]) {
		t.Fatal("it waits for ever")
	}
	if !s.Incomplete(at(6), Seen{"b.pdf", 5, start}) {
		t.Fatal("a file that was not seen counts as whole")
	}
}

// TestSettlingProperty: whatever happens to a file, it never counts as
// dropped in a look that saw it change, and always does once it rests.
func TestSettlingProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Settling{Rest: time.Second}
		f := Seen{Path: "a", Size: 1, ModTime: start}
		now := 0.0
		changed := true
		for range rapid.IntRange(1, 30).Draw(t, "looks") {
			now += rapid.Float64Range(0.01, 3).Draw(t, "pause")
			if rapid.Bool().Draw(t, "changes") {
				f.Size++
				f.ModTime = at(now)
				changed = true
			}
			if d, _ := s.Observe(at(now), []Seen{f}); changed && len(d) > 0 {
				t.Fatal("dropped while changing")
			}
			changed = false
		}
		s.Observe(at(now+1), []Seen{f})
		if d, _ := s.Observe(at(now+2.1), []Seen{f}); len(d) != 1 {
			t.Fatal("never dropped")
		}
	})
}
