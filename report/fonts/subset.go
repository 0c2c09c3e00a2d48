package fonts

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"unicode/utf16"
)

// Flags of a component of a composite glyph (OpenType, table glyf).
const (
	argsAreWords   = 0x0001
	haveScale      = 0x0008
	moreComponents = 0x0020
	haveXYScale    = 0x0040
	have2x2        = 0x0080
)

// Subset cuts the face to the given characters: a TrueType file with the
// outlines of these and of their components alone, and one cmap of format 4.
// Characters the face lacks and those above U+FFFF are left out; coded are the
// others in order, and glyph i+1 is that of coded[i]. The same characters in any
// order give the same bytes.
func (f *Face) Subset(chars []rune) (data []byte, coded []rune, err error) {
	return f.SubsetWith(chars)
}

// Joins says whether one file can hold glyphs of both faces: they have the same
// units and the same programs for hinting.
func (f *Face) Joins(g *Face) bool {
	for _, t := range hinting {
		if !bytes.Equal(f.tables[t], g.tables[t]) {
			return false
		}
	}
	return f.upem == g.upem
}

var hinting = []string{"cvt ", "fpgm", "gasp", "prep"}

// Part is what is asked of a face.
type Part struct {
	Face  *Face
	Chars []rune
}

// SubsetWith is Subset with further characters from other faces, which must
// join this one. A character that is asked of several is that of the first.
func (f *Face) SubsetWith(chars []rune, others ...Part) (data []byte, coded []rune, err error) {
	from := make(map[rune]source, len(chars))
	for _, part := range append([]Part{{f, chars}}, others...) {
		for _, r := range part.Chars {
			if _, taken := from[r]; taken || r >= 0xFFFF {
				continue
			}
			if id, _, ok := part.Face.Glyph(nil, r); ok {
				from[r] = source{part.Face, id}
			}
		}
	}
	coded = slices.Sorted(maps.Keys(from))
	old := []source{{f, 0}} // new glyph id → source
	at := map[source]uint16{{f, 0}: 0}
	for _, r := range coded {
		// A glyph that two characters share is written twice, so that the
		// new ids follow the characters and the cmap stays a list of ranges.
		if _, seen := at[from[r]]; !seen {
			at[from[r]] = uint16(len(old))
		}
		old = append(old, from[r])
	}
	var glyf bytes.Buffer
	var loca []byte
	var hmtx []byte
	for i := 0; i < len(old); i++ {
		face, id := old[i].face, old[i].glyph
		loca = binary.BigEndian.AppendUint32(loca, uint32(glyf.Len()))
		hmtx = binary.BigEndian.AppendUint16(hmtx, face.advance(id))
		hmtx = binary.BigEndian.AppendUint16(hmtx, face.bearing(id))
		o, err := face.outline(id)
		if err != nil {
			return nil, nil, err
		}
		if len(o) > 0 && int16(binary.BigEndian.Uint16(o)) < 0 {
			o = slices.Clone(o)
			if old, err = face.components(o, at, old); err != nil {
				return nil, nil, err
			}
		}
		glyf.Write(o)
		for glyf.Len()%4 != 0 {
			glyf.WriteByte(0)
		}
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(glyf.Len()))

	head := slices.Clone(f.tables["head"])
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1)
	hhea := slices.Clone(f.tables["hhea"])
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(old)))
	maxp := slices.Clone(f.tables["maxp"])
	for _, p := range others {
		most(maxp, p.Face.tables["maxp"])
	}
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(old)))
	post := make([]byte, 32)
	copy(post, f.tables["post"][:16])
	binary.BigEndian.PutUint32(post, 0x00030000)
	tables := []table{
		{"cmap", cmap4(coded)}, {"glyf", glyf.Bytes()}, {"head", head}, {"hhea", hhea},
		{"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}, {"name", nameTable(f.Name)}, {"post", post},
	}
	if os2, ok := f.tables["OS/2"]; ok {
		tables = append([]table{{"OS/2", os2}}, tables...)
	}
	for _, t := range hinting {
		if b, ok := f.tables[t]; ok {
			tables = append(tables, table{t, b})
		}
	}
	return assemble(tables), coded, nil
}

// source is a glyph of a face.
type source struct {
	face  *Face
	glyph uint16
}

// most raises the numbers of a maxp to those of another, so that all
// glyphs keep within them.
func most(maxp, other []byte) {
	for i := 6; i+2 <= min(len(maxp), len(other)); i += 2 {
		if v := binary.BigEndian.Uint16(other[i:]); v > binary.BigEndian.Uint16(maxp[i:]) {
			binary.BigEndian.PutUint16(maxp[i:], v)
		}
	}
}

// components gives the parts of the composite glyph o their new ids in place,
// and appends those not met before to old.
func (f *Face) components(o []byte, at map[source]uint16, old []source) ([]source, error) {
	for i := 10; ; {
		if i+4 > len(o) {
			return nil, fmt.Errorf("font %s: a composite glyph is cut off", f.Name)
		}
		flags, g := binary.BigEndian.Uint16(o[i:]), binary.BigEndian.Uint16(o[i+2:])
		if int(g) >= f.glyphs {
			return nil, fmt.Errorf("font %s: a component names glyph %d of %d", f.Name, g, f.glyphs)
		}
		part := source{f, g}
		id, ok := at[part]
		if !ok {
			id = uint16(len(old))
			at[part] = id
			old = append(old, part)
		}
		binary.BigEndian.PutUint16(o[i+2:], id)
		i += 6
		if flags&argsAreWords != 0 {
			i += 2
		}
		switch {
		case flags&haveScale != 0:
			i += 2
		case flags&haveXYScale != 0:
			i += 4
		case flags&have2x2 != 0:
			i += 8
		}
		if flags&moreComponents == 0 {
			return old, nil
		}
	}
}

// cmap4 maps the i-th character to glyph i+1, in one subtable of format 4.
func cmap4(chars []rune) []byte {
	type segment struct{ first, last, glyph int }
	var segs []segment
	for i, r := range chars {
		if n := len(segs); n > 0 && segs[n-1].last+1 == int(r) {
			segs[n-1].last = int(r)
			continue
		}
		segs = append(segs, segment{int(r), int(r), i + 1})
	}
	segs = append(segs, segment{0xFFFF, 0xFFFF, 0}) // required end mark: glyph 0
	n := len(segs)
	search, selector := 1, 0
	for search*2 <= n {
		search *= 2
		selector++
	}
	put := binary.BigEndian.AppendUint16
	b := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12}
	for _, v := range []int{4, 16 + 8*n, 0, 2 * n, 2 * search, selector, 2*n - 2*search} {
		b = put(b, uint16(v))
	}
	for _, s := range segs {
		b = put(b, uint16(s.last))
	}
	b = put(b, 0)
	for _, s := range segs {
		b = put(b, uint16(s.first))
	}
	for _, s := range segs {
		b = put(b, uint16(s.glyph-s.first))
	}
	return append(b, make([]byte, 2*n)...)
}

// nameTable holds the PostScript name alone.
func nameTable(name string) []byte {
	var s []byte
	for _, u := range utf16.Encode([]rune(name)) {
		s = binary.BigEndian.AppendUint16(s, u)
	}
	b := []byte{0, 0, 0, 1, 0, 18, 0, 3, 0, 1, 4, 9, 0, 6}
	b = binary.BigEndian.AppendUint16(b, uint16(len(s)))
	b = binary.BigEndian.AppendUint16(b, 0)
	return append(b, s...)
}

type table struct {
	name string
	data []byte
}

// assemble writes a TrueType file of the tables, sorted by name as the format
// asks.
func assemble(tables []table) []byte {
	slices.SortFunc(tables, func(a, b table) int { return bytes.Compare([]byte(a.name), []byte(b.name)) })
	n := len(tables)
	search, selector := 1, 0
	for search*2 <= n {
		search *= 2
		selector++
	}
	size := 12 + 16*n
	for _, t := range tables {
		size += (len(t.data) + 3) &^ 3
	}
	b := make([]byte, 0, size)
	b = binary.BigEndian.AppendUint32(b, 0x00010000)
	for _, v := range []int{n, 16 * search, selector, 16*n - 16*search} {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	at, headAt := 12+16*n, 0
	for _, t := range tables {
		if t.name == "head" {
			headAt = at
		}
		b = append(b, t.name...)
		b = binary.BigEndian.AppendUint32(b, checksum(t.data))
		b = binary.BigEndian.AppendUint32(b, uint32(at))
		b = binary.BigEndian.AppendUint32(b, uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		b = append(b, t.data...)
		b = append(b, make([]byte, (4-len(t.data)%4)%4)...)
	}
	binary.BigEndian.PutUint32(b[headAt+8:], 0xB1B0AFBA-checksum(b))
	return b
}

// checksum adds the data up as 32-bit numbers (OpenType, table directory).
func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	if len(b) > 0 {
		var last [4]byte
		copy(last[:], b)
		sum += binary.BigEndian.Uint32(last[:])
	}
	return sum
}
