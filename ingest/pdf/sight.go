package pdf

import (
	"math"
	"slices"
	"unicode"

	lib "github.com/ledongthuc/pdf"
	"golang.org/x/text/unicode/norm"

	"zeren/ingest/layout"
)

// What a file says and what its page shows can be two things: text drawn
// without ink, under a picture, under a patch of colour, in the colour of what
// lies below it, or in a layer that is switched off. Readers of text see all of
// it; a person at the page does not.

// clip is what painting is bounded to, in the page's user space.
type clip struct {
	x0, y0, x1, y1 float64
	odd            bool // no upright rectangle: where it lies is not known
}

var unbounded = clip{math.Inf(-1), math.Inf(-1), math.Inf(1), math.Inf(1), false}

func (c clip) within(o clip) clip {
	return clip{math.Max(c.x0, o.x0), math.Max(c.y0, o.y0), math.Min(c.x1, o.x1), math.Min(c.y1, o.y1), c.odd || o.odd}
}

// patch is a part of the page painted with one colour, or with what cannot be
// told.
type patch struct {
	box   layout.Box
	light float64 // unknown: what lies there is a picture
}

const unknown = -1

// The bounds of what is looked at on one page: a drawing of thousands of
// patches is no paper.
const (
	maxPatches = 1000
	maxSights  = 20 << 20 // glyphs held against patches
)

// corners gives a subpath that is an upright rectangle.
func (p *part) corners() (c clip, ok bool) {
	n := len(p.x)
	if n == 5 && p.x[4] == p.x[0] && p.y[4] == p.y[0] {
		n = 4
	}
	if p.curved || n != 4 {
		return clip{odd: true}, false
	}
	const off = 0.01
	same := func(a, b float64) bool { return math.Abs(a-b) < off }
	x, y := p.x, p.y
	if !(same(x[0], x[1]) && same(x[2], x[3]) && same(y[1], y[2]) && same(y[3], y[0]) ||
		same(y[0], y[1]) && same(y[2], y[3]) && same(x[1], x[2]) && same(x[3], x[0])) {
		return clip{odd: true}, false
	}
	return clip{math.Min(x[0], x[2]), math.Min(y[0], y[2]), math.Max(x[0], x[2]), math.Max(y[0], y[2]), false}, true
}

// paint takes note of the rectangles that the path fills. One in another is a
// frame, and what lies inside it is seen.
func (in *interpreter) paint(s *state) {
	if !s.solid() || len(in.path.parts) > 50 {
		return
	}
	var boxes []clip
	for i := range in.path.parts {
		c, ok := in.path.parts[i].corners()
		if !ok {
			continue
		}
		for _, o := range boxes {
			if both := c.within(o); both.x1 > both.x0 && both.y1 > both.y0 {
				return
			}
		}
		boxes = append(boxes, c)
	}
	for _, c := range boxes {
		in.lay(s, c, s.light)
	}
}

// solid reports whether what is painted hides what lies below.
func (s *state) solid() bool { return !s.sheer && !s.pattern && !s.clip.odd }

// lay paints a rectangle over what was drawn before.
func (in *interpreter) lay(s *state, c clip, light float64) {
	if c = c.within(s.clip); !(c.x1-c.x0 > thick && c.y1-c.y0 > thick) || in.veiled() {
		return
	}
	box := show(c.x0, c.y0, c.x1, c.y1, in.box, in.rotate)
	if in.sights += len(in.page.Glyphs); in.sights < maxSights {
		for i := range in.page.Glyphs {
			if g := &in.page.Glyphs[i]; !g.Unseen && covers(box, g.Box) {
				g.Unseen = true
				in.page.Hidden++
			}
		}
	}
	if len(in.patches) == maxPatches {
		in.patches = slices.Delete(in.patches, 0, maxPatches/2)
	}
	in.patches = append(in.patches, patch{box, light})
}

// covers reports whether next to nothing of b is left in sight.
func covers(a, b layout.Box) bool {
	both := layout.Box{X0: math.Max(a.X0, b.X0), Y0: math.Max(a.Y0, b.Y0), X1: math.Min(a.X1, b.X1), Y1: math.Min(a.Y1, b.Y1)}
	return both.Area() > 0 && both.Area() >= 0.8*b.Area()
}

// against gives the lightness of ink as it stands out from what lies below it:
// white on blue is print, black on black is none.
func (in *interpreter) against(b layout.Box, light float64) float64 {
	x, y := (b.X0+b.X1)/2, (b.Y0+b.Y1)/2
	for _, p := range slices.Backward(in.patches) {
		if x < p.box.X0 || x > p.box.X1 || y < p.box.Y0 || y > p.box.Y1 {
			continue
		}
		if p.light == unknown {
			if light > 0.97 {
				return 0.5 // white on a picture; whether it stands out is not known
			}
			return light
		}
		return 1 - math.Abs(p.light-light)
	}
	return light
}

// veiled reports whether a layer is switched off in which is drawn now.
func (in *interpreter) veiled() bool {
	if in.off {
		return true
	}
	for _, m := range in.marked {
		if m != nil && m.off {
			return true
		}
	}
	return false
}

// graphics takes from a dictionary of graphics state whether paint hides what
// lies below it.
func (s *state) graphics(v lib.Value) {
	if x := v.Key("ca"); x.Kind() == lib.Real || x.Kind() == lib.Integer {
		s.thin = x.Float64() < 0.99
	}
	if x := v.Key("BM"); x.Kind() == lib.Array {
		s.blend = true
	} else if n := x.Name(); n != "" {
		s.blend = n != "Normal" && n != "Compatible"
	}
	if x := v.Key("SMask"); !x.IsNull() {
		s.masked = x.Name() != "None"
	}
	s.sheer = s.thin || s.blend || s.masked
}

// contradicts reports whether two accounts of the same glyphs cannot both be
// true: other Chinese characters or digits, however they are coded.
func contradicts(a, b string) bool {
	x, y := telling(a), telling(b)
	return len(x) > 0 && len(y) > 0 && !slices.EqualFunc(x, y, func(a, b rune) bool { return a == b || a == radical || b == radical })
}

// radical stands for any of the radicals, which producers set for one or other
// form of a character: ⼾ for 户 and for 戶.
const radical = '⼀'

// telling gives the Chinese characters and digits of a text.
func telling(s string) []rune {
	var out []rune
	for _, r := range s {
		if r >= 0x2e80 && r <= 0x2fdf {
			out = append(out, radical)
			continue
		}
		for _, r := range norm.NFKC.String(string(r)) {
			if unicode.Is(unicode.Han, r) || r >= '0' && r <= '9' {
				out = append(out, r)
			}
		}
	}
	return out
}
