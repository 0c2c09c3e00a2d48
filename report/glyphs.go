package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"zeren/report/fonts"
)

// mmPerPoint turns points (1/72 inch) into millimetres.
const mmPerPoint = 25.4 / 72

// glyph is one character about to be set, with the face that draws it.
type glyph struct {
	r     rune
	code  rune // what the face is asked for: r, or its private code in the SMP face
	role  fonts.Role
	width float64 // natural width in mm, on the grid for full-width characters
	space float64 // part of width that is character spacing, in mm
	full  bool    // takes a whole cell of the grid: everything Chinese
	stay  bool    // no line ends before this glyph while its group fits on a line
	group int     // the words kept whole that it belongs to, 0 none
	seam  bool    // stays, but its group may part before it at a price
	hard  bool    // a line ends before this glyph whatever it is
}

// style is how a run of text is set.
type style struct {
	role fonts.Role
	size float64 // in points
	grid float64 // character spacing of full-width characters, in mm
	ink  ink
}

// typesetter sets one document. It is not for several goroutines.
type typesetter struct {
	set     *fonts.Set
	buf     sfnt.Buffer
	seen    map[pick]fonts.Glyph
	missing []rune
	groups  int
	form    tableStyle // of a printed form
	running tableStyle // of the other tables
}

type pick struct {
	role fonts.Role
	r    rune
}

// MissingError names the characters that no face has. The paper made beside it
// is whole: each of them stands there as its code point in brackets, so that a
// reader sees that a character is wanting and which, and a note at its end names
// them all. So a caller may keep the paper and pass the error on as a problem.
type MissingError struct {
	Chars []rune
}

// Error lists the characters in Chinese, for the reader of the report.
func (e *MissingError) Error() string {
	var s []string
	for _, r := range e.Chars {
		s = append(s, codePoint(r))
	}
	return "字体中没有下列字符，已用其编码代替：" + strings.Join(s, "、")
}

func codePoint(r rune) string { return fmt.Sprintf("〔U+%04X〕", r) }

// glyphs finds the faces of a text. Control characters and those without width
// are dropped, tabs and the many spaces become plain ones, and a line feed
// becomes a forced end of line.
func (t *typesetter) glyphs(text string, st style) []glyph {
	gs := make([]glyph, 0, len(text)/3+4)
	hard := false
	for _, r := range text {
		switch {
		case r == '\n':
			hard = true
			continue
		case r == '\u3000':
		case unicode.IsSpace(r):
			r = ' '
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) || r >= '\uFE00' && r <= '\uFE0F' || r == '\uFFFE':
			continue
		}
		before := len(gs)
		gs = t.append(gs, r, st)
		if hard && before < len(gs) {
			gs[before].hard, hard = true, false
		}
	}
	return gs
}

func (t *typesetter) append(gs []glyph, r rune, st style) []glyph {
	g, ok := t.pick(st.role, r)
	if !ok {
		if r == '\u3000' {
			w := st.size*mmPerPoint + st.grid
			return append(gs, glyph{r: r, code: ' ', role: st.role, width: w, space: st.grid, full: true})
		}
		for _, c := range codePoint(r) {
			if g, ok := t.pick(st.role, c); ok {
				gs = append(gs, t.glyph(c, g, st))
			}
		}
		return gs
	}
	return append(gs, t.glyph(r, g, st))
}

func (t *typesetter) glyph(r rune, g fonts.Glyph, st style) glyph {
	w := g.Advance * st.size * mmPerPoint
	out := glyph{r: r, code: g.Code, role: g.Role, width: w}
	if r >= 0x2010 && g.Advance > 0.86 {
		out.full = true
		out.width += st.grid
		out.space = st.grid
	}
	return out
}

func (t *typesetter) pick(role fonts.Role, r rune) (fonts.Glyph, bool) {
	k := pick{role, r}
	if g, ok := t.seen[k]; ok {
		return g, g.Code != 0
	}
	g, ok := t.set.Pick(&t.buf, role, r)
	if !ok {
		g = fonts.Glyph{}
		if r != '\u3000' && !slices.Contains(t.missing, r) {
			t.missing = append(t.missing, r)
		}
	}
	t.seen[k] = g
	return g, ok
}
