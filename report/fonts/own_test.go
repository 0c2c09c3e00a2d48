package fonts

import (
	"encoding/binary"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// licensed is a face with other licence bits.
func licensed(t *testing.T, ttf []byte, bits uint16) []byte {
	t.Helper()
	out := slices.Clone(ttf)
	for i := range int(binary.BigEndian.Uint16(out[4:])) {
		if e := out[12+16*i:]; string(e[:4]) == "OS/2" {
			binary.BigEndian.PutUint16(out[binary.BigEndian.Uint32(e[8:])+8:], bits)
			return out
		}
	}
	t.Fatal("no OS/2 table")
	return nil
}

func TestOwn(t *testing.T) {
	own, found, err := Own(fstest.MapFS{
		"方正小标宋简体.ttf":        {Data: boldTTF},
		"simfang.ttf":        {Data: lightTTF},
		"仿宋_GB2312.ttf":      {Data: regularTTF},
		"楷体_GB2312.TTF":      {Data: licensed(t, kaiTTF, 2)},
		"sub/simkai.otf":     {Data: []byte("OTTO\x00\x01\x00\x00\x00\x00\x00\x00\x00")},
		"simsun.ttc":         {Data: []byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x02")},
		"SimHei.ttf":         {Data: []byte("half a file")},
		"readme.txt":         {Data: []byte("not a font")},
		"Arial.ttf":          {Data: smpTTF},
		"another/broken.ttf": {Data: []byte("bears no name of ours")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(own) != 2 || own[Title] == nil || own[Fang] == nil {
		t.Fatalf("roles %v", own)
	}
	if f, err := Parse("", regularTTF); err != nil || own[Fang].Digest() != f.Digest() {
		t.Error("仿宋_GB2312 does not come before 仿宋")
	}
	if !own[Title].Own || own[Title].Name == "" || strings.ContainsAny(own[Title].Name, " /") {
		t.Errorf("name %q", own[Title].Name)
	}
	want := []struct {
		file, problem string
		role          Role
	}{
		{"仿宋_GB2312.ttf", "", Fang},
		{"方正小标宋简体.ttf", "", Title},
		{"SimHei.ttf", "已损坏或者不是字体", Hei},
		{"sub/simkai.otf", "CFF轮廓", Kai},
		{"楷体_GB2312.TTF", "不允许嵌入文档", Kai},
		{"simsun.ttc", "字体集", Song},
	}
	if len(found) != len(want) {
		t.Fatalf("found %+v", found)
	}
	for i, w := range want {
		f := found[i]
		if f.File != w.file || f.Role != w.role || (f.Problem == "") != (w.problem == "") || !strings.Contains(f.Problem, w.problem) {
			t.Errorf("%d: found %+v, want %+v", i, f, w)
		}
	}
	s, err := NewSet(own)
	if err != nil {
		t.Fatal(err)
	}
	if s.Face(Fang) != own[Fang] || s.Face(Hei).Own {
		t.Error("the set does not take the own faces alone")
	}
	if g, ok := s.Pick(nil, Fang, '𬭚'); !ok || g.Role != SMP {
		t.Errorf("rare character from %v, %v", g.Role, ok)
	}
}

// The licence bits decide what may be embedded: editable and preview embedding
// are enough for a cut in a PDF.
func TestLicenceBits(t *testing.T) {
	for bits, want := range map[uint16]string{0: "", 4: "", 8: "", 2: "不允许嵌入", 0x108: "部分字符", 0x208: "点阵"} {
		seen, err := Seen(fstest.MapFS{"simkai.ttf": {Data: licensed(t, kaiTTF, bits)}})
		if err != nil || len(seen) != 1 {
			t.Fatalf("%#x: %v, %v", bits, seen, err)
		}
		if p := seen[0].Problem; (p == "") != (want == "") || !strings.Contains(p, want) {
			t.Errorf("fsType %#x: %q, want %q", bits, p, want)
		}
	}
}

func TestOwnOfEmptyFolder(t *testing.T) {
	own, found, err := Own(fstest.MapFS{})
	if len(own) != 0 || len(found) != 0 || err != nil {
		t.Errorf("%v, %v, %v", own, found, err)
	}
	if _, _, err := Own(missing{}); err == nil {
		t.Error("a folder that is not there gives no error")
	}
}

type missing struct{}

func (missing) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
