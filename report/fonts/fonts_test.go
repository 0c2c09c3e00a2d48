package fonts

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func set(t testing.TB) *Set {
	t.Helper()
	s, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPick(t *testing.T) {
	s := set(t)
	for _, c := range []struct {
		role Role
		r    rune
		want Role
		ok   bool
	}{
		{Fang, '责', Fang, true},
		{Title, '责', Title, true},
		{Hei, '一', Hei, true},
		{Kai, '（', Kai, true},
		{Song, '1', Song, true},
		{Fang, '喆', Light, true},
		{Fang, '堃', Light, true},
		{Fang, '𬭚', SMP, true},
		{Title, '𠅤', SMP, true},
		{Fang, '\uE000', 0, false}, // the private code itself is no character
		{Fang, '\U0002A6D6', 0, false},
		{Fang, '\uFFFD', 0, false},
	} {
		if s.faces[Fang].Name != "FandolFang" && c.want == Light {
			c.want = Fang
		}
		g, ok := s.Pick(nil, c.role, c.r)
		if ok != c.ok || ok && g.Role != c.want {
			t.Errorf("Pick(%v, %q) = %v, %v; want %v, %v", c.role, c.r, g.Role, ok, c.want, c.ok)
		}
		if ok && c.r > 0x2E80 && g.Advance != 1 {
			t.Errorf("Pick(%v, %q): width %v em, want 1", c.role, c.r, g.Advance)
		}
	}
}

// TestMarks: the marks that official papers use are full width in every face
// asked for, so that the grid of 28 characters holds.
func TestMarks(t *testing.T) {
	s := set(t)
	for role := Fang; role <= Song; role++ {
		for _, r := range "，。、；：？！（）《》〈〉〔〕【】「」“”‘’…—" {
			g, ok := s.Pick(nil, role, r)
			if !ok {
				t.Errorf("%v lacks %q", role, r)
			} else if g.Advance != 1 {
				t.Logf("%v %q from %v: %v em", role, r, g.Role, g.Advance)
			}
		}
		for _, r := range "0123456789.,%-/ABCxyz ①②③④⑤⑥⑦⑧⑨⑩○□×→℃％" {
			if _, ok := s.Pick(nil, role, r); !ok {
				t.Errorf("%v lacks %q", role, r)
			}
		}
	}
}

// TestSubset: the cut face has the asked characters with the outlines and
// widths of the whole one, and no others.
func TestSubset(t *testing.T) {
	s := set(t)
	asked := []rune("责任追究，。（）19Aé一二三á喆\uE000")
	for role := Fang; role < roles; role++ {
		f := s.Face(role)
		cut, coded, err := f.Subset(asked)
		if err != nil {
			t.Fatal(err)
		}
		back := append([]rune(nil), asked...)
		for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
			back[i], back[j] = back[j], back[i]
		}
		if again, _, _ := f.Subset(append(back, asked...)); !bytes.Equal(cut, again) {
			t.Errorf("%v: order and repetition change the bytes", role)
		}
		g, err := Parse(f.Name, cut)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, r := range asked {
			a, wa, oka := f.Glyph(nil, r)
			b, wb, okb := g.Glyph(nil, r)
			if oka != okb || wa != wb {
				t.Errorf("%v %q: %v %v in the face, %v %v in the cut", role, r, oka, wa, okb, wb)
			}
			if !oka {
				continue
			}
			if i, ok := slices.BinarySearch(coded, r); !ok || int(b) != i+1 {
				t.Errorf("%v %q: glyph %d of the cut, but %d of its characters", role, r, b, i)
			}
			found++
			if !sameOutline(t, f, a, g, b) {
				t.Errorf("%v %q: the outline changed", role, r)
			}
		}
		if found == 0 {
			t.Errorf("%v: none of the characters was compared", role)
		}
		if _, _, ok := g.Glyph(nil, '国'); ok {
			t.Errorf("%v: the cut face has a character not asked for", role)
		}
	}
}

func sameOutline(t *testing.T, f *Face, a uint16, g *Face, b uint16) bool {
	t.Helper()
	load := func(f *Face, id uint16) sfnt.Segments {
		s, err := f.font.LoadGlyph(nil, sfnt.GlyphIndex(id), fixed.I(1000), nil)
		if err != nil {
			t.Fatal(err)
		}
		return append(sfnt.Segments(nil), s...)
	}
	x, y := load(f, a), load(g, b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	_, wa, _ := f.font.GlyphBounds(nil, sfnt.GlyphIndex(a), fixed.I(1000), font.HintingNone)
	_, wb, _ := g.font.GlyphBounds(nil, sfnt.GlyphIndex(b), fixed.I(1000), font.HintingNone)
	return wa == wb
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		is   error
	}{
		{"empty", nil, nil},
		{"cff", []byte("OTTO\x00\x00\x00\x00\x00\x00\x00\x00"), ErrOutlines},
		{"collection", []byte("ttcf\x00\x00\x00\x00\x00\x00\x00\x00"), ErrOutlines},
		{"text", []byte("this is not a font at all"), nil},
		{"cut", boldTTF[:2000], nil},
	} {
		_, err := Parse(c.name, c.data)
		if err == nil || c.is != nil && !errors.Is(err, c.is) {
			t.Errorf("%s: error %v", c.name, err)
		}
	}
}

func BenchmarkSubset(b *testing.B) {
	s := set(b)
	var asked []rune
	for r := rune(0x4E00); len(asked) < 500; r += 7 {
		asked = append(asked, r)
	}
	for b.Loop() {
		if _, _, err := s.Face(Fang).Subset(asked); err != nil {
			b.Fatal(err)
		}
	}
}

// TestSubsetWith: one file holds the glyphs of faces of one make, each at
// its own code; faces of other units or programs do not join.
func TestSubsetWith(t *testing.T) {
	s := set(t)
	song, smp := s.Face(Song), s.Face(SMP)
	if !song.Joins(smp) {
		t.Fatal("the embedded 宋体 and the rare characters do not join")
	}
	both := map[rune]*Face{'责': song, '堃': s.Face(Light), '1': song, '\uE000': smp, '\uE005': smp}
	data, coded, err := song.SubsetWith([]rune("责1"), Part{smp, []rune("\uE005\uE000责")}, Part{s.Face(Light), []rune("1堃")})
	if err != nil {
		t.Fatal(err)
	}
	if string(coded) != "1堃责\uE000\uE005" {
		t.Errorf("coded %q", string(coded))
	}
	cut, err := Parse("both", data)
	if err != nil {
		t.Fatal(err)
	}
	for r, f := range both {
		a, wa, oka := f.Glyph(nil, r)
		b, wb, okb := cut.Glyph(nil, r)
		if !oka || !okb || wa != wb || !sameOutline(t, f, a, cut, b) {
			t.Errorf("%q: another glyph", r)
		}
	}
	other := *smp
	if other.upem = 2048; song.Joins(&other) {
		t.Error("faces of different units join")
	}
	hinted := *smp
	if hinted.tables = map[string][]byte{"fpgm": {0}}; song.Joins(&hinted) {
		t.Error("faces of different programs join")
	}
}
