package fonts

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/image/font/sfnt"
)

// Face is one TrueType face. It is read-only after Parse.
type Face struct {
	Name   string
	Own    bool // brought by an office, not embedded here
	data   []byte
	font   *sfnt.Font
	tables map[string][]byte
	upem   int
	glyphs int
	wide   bool // loca holds 32-bit offsets
	hm     int  // glyphs with a width of their own in hmtx
	digest func() string
}

// ErrOutlines says that a file holds outlines or a form that cannot be
// embedded here: CFF (OTTO) or a collection (ttcf).
var ErrOutlines = errors.New("not a single TrueType face")

// Parse reads a TrueType face. The bytes are kept, not copied. CFF outlines and
// collections are refused with ErrOutlines.
func Parse(name string, data []byte) (*Face, error) {
	if len(data) < 12 {
		return nil, fmt.Errorf("font %s: %d bytes are no font", name, len(data))
	}
	switch v := binary.BigEndian.Uint32(data); v {
	case 0x00010000, 0x74727565:
	case 0x4F54544F, 0x74746366:
		return nil, fmt.Errorf("font %s: %w", name, ErrOutlines)
	default:
		return nil, fmt.Errorf("font %s: unknown signature %08x", name, v)
	}
	f := &Face{Name: name, data: data, tables: map[string][]byte{}}
	n := int(binary.BigEndian.Uint16(data[4:]))
	if len(data) < 12+16*n {
		return nil, fmt.Errorf("font %s: table directory is cut off", name)
	}
	for i := range n {
		e := data[12+16*i:]
		off, size := uint64(binary.BigEndian.Uint32(e[8:])), uint64(binary.BigEndian.Uint32(e[12:]))
		if off+size > uint64(len(data)) {
			return nil, fmt.Errorf("font %s: table %q lies outside the file", name, e[:4])
		}
		f.tables[string(e[:4])] = data[off : off+size]
	}
	for _, t := range []struct {
		name string
		min  int
	}{{"head", 54}, {"hhea", 36}, {"maxp", 6}, {"hmtx", 4}, {"loca", 4}, {"glyf", 0}, {"post", 16}, {"cmap", 4}} {
		if b, ok := f.tables[t.name]; !ok || len(b) < t.min {
			return nil, fmt.Errorf("font %s: table %q is missing or too short", name, t.name)
		}
	}
	head := f.tables["head"]
	f.upem = int(binary.BigEndian.Uint16(head[18:]))
	f.wide = binary.BigEndian.Uint16(head[50:]) != 0
	f.hm = int(binary.BigEndian.Uint16(f.tables["hhea"][34:]))
	f.glyphs = int(binary.BigEndian.Uint16(f.tables["maxp"][4:]))
	width := 2
	if f.wide {
		width = 4
	}
	if f.upem == 0 || f.hm == 0 || f.hm > f.glyphs || len(f.tables["hmtx"]) < 4*f.hm || len(f.tables["loca"]) < width*(f.glyphs+1) {
		return nil, fmt.Errorf("font %s: metrics do not fit the glyph count", name)
	}
	var err error
	if f.font, err = sfnt.Parse(data); err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	f.digest = sync.OnceValue(func() string {
		sum := sha256.Sum256(data)
		return hex.EncodeToString(sum[:])
	})
	return f, nil
}

// Digest is the SHA-256 of the file, in hexadecimal.
func (f *Face) Digest() string { return f.digest() }

// Glyph gives the glyph of a character and its width in em; false when the
// face has none.
func (f *Face) Glyph(buf *sfnt.Buffer, r rune) (id uint16, advance float64, ok bool) {
	g, err := f.font.GlyphIndex(buf, r)
	if err != nil || g == 0 || int(g) >= f.glyphs {
		return 0, 0, false
	}
	return uint16(g), float64(f.advance(uint16(g))) / float64(f.upem), true
}

// advance is the width of a glyph in font units.
func (f *Face) advance(g uint16) uint16 {
	return binary.BigEndian.Uint16(f.tables["hmtx"][4*min(int(g), f.hm-1):])
}

// bearing is the left side bearing of a glyph.
func (f *Face) bearing(g uint16) uint16 {
	h := f.tables["hmtx"]
	i := 4*int(g) + 2
	if int(g) >= f.hm {
		i = 4*f.hm + 2*(int(g)-f.hm)
	}
	if i+2 > len(h) {
		return 0
	}
	return binary.BigEndian.Uint16(h[i:])
}

// outline is the glyf entry of a glyph, nil for an empty one.
func (f *Face) outline(g uint16) ([]byte, error) {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	var a, b uint64
	if f.wide {
		a, b = uint64(binary.BigEndian.Uint32(loca[4*int(g):])), uint64(binary.BigEndian.Uint32(loca[4*int(g)+4:]))
	} else {
		a, b = 2*uint64(binary.BigEndian.Uint16(loca[2*int(g):])), 2*uint64(binary.BigEndian.Uint16(loca[2*int(g)+2:]))
	}
	if a > b || b > uint64(len(glyf)) || b-a > 0 && b-a < 10 {
		return nil, fmt.Errorf("font %s: glyph %d lies outside the outlines", f.Name, g)
	}
	return glyf[a:b], nil
}

// Metrics are what a PDF says of a face, in thousandths of an em.
type Metrics struct {
	Ascent, Descent int
	Box             [4]int // left, bottom, right, top
}

// Metrics gives the measures of the face.
func (f *Face) Metrics() Metrics {
	scale := func(b []byte) int { return int(int16(binary.BigEndian.Uint16(b))) * 1000 / f.upem }
	head, hhea := f.tables["head"], f.tables["hhea"]
	m := Metrics{Ascent: scale(hhea[4:]), Descent: scale(hhea[6:])}
	for i := range m.Box {
		m.Box[i] = scale(head[36+2*i:])
	}
	return m
}
