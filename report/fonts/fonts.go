// Package fonts holds the faces that the reports are printed in, says which of
// them has a character, and cuts a face to the characters of one document.
//
// In come TrueType files (the embedded ones, or an office's own); out go glyph
// widths and small TrueType files for embedding. Nothing is read from the disk
// or the system here, and a character that no face has is never drawn: Pick
// says so. The licences of the embedded faces lie in the folder licences.
package fonts

import (
	"crypto/sha256"
	_ "embed" // the faces
	"encoding/hex"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/image/font/sfnt"
)

// Role is what a face is used for in an official paper (GB/T 9704-2012, 5.2.2
// and section 7).
type Role int

// The roles. Light and SMP are never asked for: they stand in where the asked
// face lacks a character.
const (
	Fang  Role = iota // 仿宋, the body
	Title             // 小标宋, the title
	Hei               // 黑体, headings of the first level
	Kai               // 楷体, headings of the second level, quotations
	Song              // 宋体, page numbers and tables
	Light             // characters that the 仿宋 face lacks
	SMP               // characters above U+FFFF, at private codes
	roles
)

var roleNames = [roles]string{"仿宋", "小标宋", "黑体", "楷体", "宋体", "补字", "增补平面"}

// String is the Chinese name of the role.
func (r Role) String() string {
	if r < 0 || r >= roles {
		return fmt.Sprintf("Role(%d)", int(r))
	}
	return roleNames[r]
}

var (
	//go:embed NotoSerifSC-Bold.ttf
	boldTTF []byte
	//go:embed NotoSansSC-Medium.ttf
	sansTTF []byte
	//go:embed ZerenKai.ttf
	kaiTTF []byte
	//go:embed NotoSerifSC-Regular.ttf
	regularTTF []byte
	//go:embed NotoSerifSC-Light.ttf
	lightTTF []byte
	//go:embed NotoSerifSC-SMP.ttf
	smpTTF []byte
	//go:embed smp.txt
	smpTable string
)

// privateBase is the code of the first character of smp.txt in the SMP face.
const privateBase = 0xE000

// Set is one face for every role, and the order in which they stand in for
// each other. It is read-only after it is made, so goroutines may share it.
type Set struct {
	faces [roles]*Face
	chain [roles][]Role
	smp   map[rune]rune
}

// Embedded gives the set of the embedded faces. It is parsed once.
var Embedded = sync.OnceValues(func() (*Set, error) {
	return NewSet(nil)
})

// NewSet gives the embedded faces, where own replaces those of its roles with
// an office's own (仿宋_GB2312, 方正小标宋, ...). The embedded faces still stand in
// for characters that the own ones lack.
func NewSet(own map[Role]*Face) (*Set, error) {
	s := &Set{smp: map[rune]rune{}}
	embedded := [roles]struct {
		name string
		data []byte
	}{
		Fang:  {fangName, fangTTF},
		Title: {"NotoSerifSC-Bold", boldTTF},
		Hei:   {"NotoSansSC-Medium", sansTTF},
		Kai:   {"ZerenKai", kaiTTF},
		Song:  {"NotoSerifSC-Regular", regularTTF},
		Light: {"NotoSerifSC-Light", lightTTF},
		SMP:   {"NotoSerifSC-SMP", smpTTF},
	}
	var errs []error
	for r := Role(0); r < roles; r++ {
		if f := own[r]; f != nil && r < Light {
			s.faces[r] = f
			continue
		}
		f, err := Parse(embedded[r].name, embedded[r].data)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		s.faces[r] = f
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	s.chain = [roles][]Role{
		Fang:  {Fang, Light, Song, Kai, Hei},
		Title: {Title, Song, Light, Hei, Kai},
		Hei:   {Hei, Title, Song, Light, Kai},
		Kai:   {Kai, Light, Song, Fang, Hei},
		Song:  {Song, Light, Title, Kai, Hei, Fang},
		Light: {Light, Song},
		SMP:   {SMP},
	}
	i := rune(0)
	for _, r := range smpTable {
		if r > 0xFFFF {
			s.smp[r] = privateBase + i
			i++
		}
	}
	return s, nil
}

// Face is the face of a role.
func (s *Set) Face(role Role) *Face { return s.faces[role] }

// Digest tells sets apart: over the digests of its faces, in the order of
// their roles, in hexadecimal.
func (s *Set) Digest() string {
	h := sha256.New()
	for role, f := range s.faces {
		if f != nil {
			fmt.Fprintf(h, "%d %s\n", role, f.Digest())
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Glyph is one character found in a face.
type Glyph struct {
	Role    Role
	Code    rune    // what to ask the face for: the character, or its private code in the SMP face
	Advance float64 // in em
}

// Pick finds the face that draws r when role is asked for: that of the role, or
// the first that stands in for it. False says that no face has the character.
// buf may be nil; one buffer for each goroutine saves allocations.
func (s *Set) Pick(buf *sfnt.Buffer, role Role, r rune) (Glyph, bool) {
	if r > 0xFFFF {
		code, ok := s.smp[r]
		if !ok {
			return Glyph{}, false
		}
		_, adv, ok := s.faces[SMP].Glyph(buf, code)
		return Glyph{SMP, code, adv}, ok
	}
	if r >= 0xE000 && r <= 0xF8FF {
		return Glyph{}, false // private use: what the SMP face has there is another character
	}
	var narrow Glyph
	for _, c := range s.chain[role] {
		_, adv, ok := s.faces[c].Glyph(buf, r)
		switch {
		case !ok:
		case !quote(r) || adv >= 0.9:
			return Glyph{c, r, adv}, true
		case narrow.Code == 0:
			narrow = Glyph{c, r, adv}
		}
	}
	return narrow, narrow.Code != 0
}

// quote tells the quotation marks that Chinese shares with Latin: a face drawn
// for both may have them at half width, where an official paper sets them full.
func quote(r rune) bool { return r >= '\u2018' && r <= '\u201D' }
