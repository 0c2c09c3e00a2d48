package fonts

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestOwn(t *testing.T) {
	forbidden := slices.Clone(kaiTTF)
	n := int(binary.BigEndian.Uint16(forbidden[4:]))
	for i := range n {
		if e := forbidden[12+16*i:]; string(e[:4]) == "OS/2" {
			binary.BigEndian.PutUint16(forbidden[binary.BigEndian.Uint32(e[8:])+8:], 2)
		}
	}
	own, problems, err := Own(fstest.MapFS{
		"方正小标宋简体.ttf":   {Data: boldTTF},
		"simfang.ttf":   {Data: lightTTF},
		"仿宋_GB2312.ttf": {Data: regularTTF},
		"楷体_GB2312.TTF": {Data: forbidden},
		"simsun.ttc":    {Data: []byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x02")},
		"SimHei.ttf":    {Data: []byte("half a file")},
		"readme.txt":    {Data: []byte("not a font")},
		"Arial.ttf":     {Data: smpTTF},
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
	if len(problems) != 3 {
		t.Errorf("problems %q", problems)
	}
	for i, want := range []string{"SimHei.ttf", "simsun.ttc", "楷体_GB2312.TTF"} {
		if i < len(problems) && !strings.Contains(problems[i], want) {
			t.Errorf("problem %d is %q, not of %s", i, problems[i], want)
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

func TestOwnOfEmptyFolder(t *testing.T) {
	own, problems, err := Own(fstest.MapFS{})
	if len(own) != 0 || len(problems) != 0 || err != nil {
		t.Errorf("%v, %q, %v", own, problems, err)
	}
}
