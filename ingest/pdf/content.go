package pdf

import (
	"math"
	"unicode"
	"unicode/utf8"

	lib "github.com/ledongthuc/pdf"

	"zeren/ingest/layout"
)

// matrix is a transformation as PDF writes it: [a b c d e f].
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// mul is m followed by n.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

func matrixOf(v lib.Value) matrix {
	if v.Len() != 6 {
		return identity
	}
	var m matrix
	for i := range m {
		m[i] = v.Index(i).Float64()
	}
	return m
}

// state is the part of the graphics state that text depends on.
type state struct {
	ctm        matrix
	face       *face
	size       float64
	charSpace  float64
	wordSpace  float64
	scale      float64
	leading    float64
	rise       float64
	mode       int64
	light      float64
	pattern    bool // the paint is a pattern
	clip       clip
	line, text matrix

	// sheer paint lets through what lies below: it is thin, mixed with what is
	// there, or masked.
	sheer, thin, blend, masked bool
}

// interpreter runs content streams and collects glyphs.
type interpreter struct {
	page   *Page
	file   source
	box    [4]float64
	rotate int
	faces  map[string]*face
	order  *[]string
	forms  int

	// path is what was drawn since the last painting operator.
	path path

	// marked holds, for each marked-content sequence open, the text that is
	// to stand for what it draws, or none.
	marked []*actual

	layers  layers
	off     bool // drawing a form or note of a layer that is switched off
	patches []patch
	sights  int
}

// actual is an /ActualText (ISO 32000-1, 14.9.4): the glyphs drawn under it
// stand together for this text. Or the sequence belongs to a layer.
type actual struct {
	text  string
	told  bool   // there is an /ActualText
	own   string // what the glyphs stand for by themselves
	blank bool   // one of them for nothing that is known
	off   bool   // the layer is switched off
	sight bool   // one of the glyphs is seen
	boxes []layout.Box
	angle float64
	light float64
}

const (
	maxForms  = 2000 // Form XObjects drawn on one page
	maxDepth  = 12   // of forms in forms
	maxGlyphs = 200000
)

// run interprets a stream in the graphics state given.
func (in *interpreter) run(strm, resources lib.Value, ctm matrix, from state, depth int) {
	s := from
	s.ctm, s.line, s.text = ctm, identity, identity
	cutting := false // the path is to bound what follows
	var stack []state
	fonts := map[string]*face{}
	open := len(in.marked)
	lib.Interpret(strm, func(stk *lib.Stack, op string) {
		args := take(stk, 0)
		num := func(i int) float64 {
			if i < len(args) {
				return args[i].Float64()
			}
			return 0
		}
		arg := func(i int) lib.Value {
			if i < len(args) {
				return args[i]
			}
			return lib.Value{}
		}
		switch op {
		case "q":
			if len(stack) < 512 {
				stack = append(stack, s)
			}
		case "Q":
			if n := len(stack); n > 0 {
				s = stack[n-1]
				stack = stack[:n-1]
			}
		case "cm":
			s.ctm = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}.mul(s.ctm)
		case "BT":
			s.line, s.text = identity, identity
		case "Tc":
			s.charSpace = num(0)
		case "Tw":
			s.wordSpace = num(0)
		case "Tz":
			s.scale = num(0) / 100
		case "TL":
			s.leading = num(0)
		case "Ts":
			s.rise = num(0)
		case "Tr":
			s.mode = int64(num(0))
		case "Tf":
			name := arg(0).Name()
			f, ok := fonts[name]
			if !ok {
				f = in.load(resources.Key("Font").Key(name))
				fonts[name] = f
			}
			s.face, s.size = f, num(1)
		case "Td":
			s.move(num(0), num(1))
		case "TD":
			s.leading = -num(1)
			s.move(num(0), num(1))
		case "Tm":
			s.line = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}
			s.text = s.line
		case "T*":
			s.move(0, -s.leading)
		case "Tj":
			in.show(&s, arg(0).RawString())
		case "'":
			s.move(0, -s.leading)
			in.show(&s, arg(0).RawString())
		case "\"":
			s.wordSpace, s.charSpace = num(0), num(1)
			s.move(0, -s.leading)
			in.show(&s, arg(2).RawString())
		case "TJ":
			for i, a := 0, arg(0); i < a.Len(); i++ {
				if x := a.Index(i); x.Kind() == lib.String {
					in.show(&s, x.RawString())
				} else {
					s.shift(-x.Float64() / 1000 * s.size)
				}
			}
		case "gs":
			s.graphics(resources.Key("ExtGState").Key(arg(0).Name()))
		case "W", "W*":
			cutting = true
		case "cs":
			s.pattern, s.light = false, 0
		case "g":
			s.light, s.pattern = num(0), false
		case "rg":
			s.pattern = false
			s.light = 0.3*num(0) + 0.59*num(1) + 0.11*num(2)
		case "k":
			k := 1 - num(3)
			s.pattern = false
			s.light = (0.3*(1-num(0)) + 0.59*(1-num(1)) + 0.11*(1-num(2))) * k
		case "sc", "scn":
			s.pattern = len(args) > 0 && args[len(args)-1].Kind() == lib.Name
			switch len(args) {
			case 1:
				if args[0].Kind() != lib.Name {
					s.light = num(0)
				}
			case 3:
				s.light = 0.3*num(0) + 0.59*num(1) + 0.11*num(2)
			}
		case "m":
			in.path.move(s.ctm.apply(num(0), num(1)))
		case "l":
			in.path.line(s.ctm.apply(num(0), num(1)))
		case "c":
			in.path.bend(s.ctm.apply(num(4), num(5)))
		case "v", "y":
			in.path.bend(s.ctm.apply(num(2), num(3)))
		case "h":
			in.path.close()
		case "re":
			in.path.rectangle(s.ctm, num(0), num(1), num(2), num(3))
		case "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh":
			in.page.Drawings++
			if op == "s" || op == "b" || op == "b*" {
				in.path.close()
			}
			if op != "S" && op != "s" && op != "sh" {
				in.paint(&s)
			}
			if cutting {
				s.cut(in.path)
				cutting = false
			}
			in.rule(op != "f" && op != "F" && op != "f*", s.light)
		case "n":
			if cutting {
				s.cut(in.path)
				cutting = false
			}
			in.path = path{}
		case "Do":
			in.do(s, resources, arg(0).Name(), depth)
		case "BMC":
			in.marked = append(in.marked, nil)
		case "BDC":
			props := arg(1)
			off := false
			if props.Kind() == lib.Name {
				off = arg(0).Name() == "OC" && in.layers.hides(resources.Key("Properties"), props.Name())
				props = resources.Key("Properties").Key(props.Name())
			}
			var a *actual
			if t := props.Key("ActualText"); t.Kind() == lib.String {
				a = &actual{text: t.Text(), told: true}
			} else if off {
				a = &actual{}
			}
			if a != nil {
				a.off = off
			}
			in.marked = append(in.marked, a)
		case "EMC":
			if len(in.marked) > open {
				in.unmark()
			}
		}
	})
	for len(in.marked) > open {
		in.unmark()
	}
}

// unmark ends a marked-content sequence, and sets the text that was to stand
// for it: character by character where as many glyphs were drawn, otherwise
// evenly along them.
func (in *interpreter) unmark() {
	n := len(in.marked) - 1
	a := in.marked[n]
	in.marked = in.marked[:n]
	if a == nil || len(a.boxes) == 0 {
		return
	}
	if !a.blank && contradicts(a.own, a.text) {
		in.page.Contradicted++
	}
	runes := []rune(a.text)
	if len(runes) != len(a.boxes) {
		var all layout.Box
		for _, b := range a.boxes {
			all = all.Union(b)
		}
		a.boxes = a.boxes[:0]
		for i := range runes {
			a.boxes = append(a.boxes, share(all, a.angle, i, len(runes)))
		}
	}
	for i, r := range runes {
		in.page.Glyphs = append(in.page.Glyphs, layout.Glyph{Rune: r, Box: a.boxes[i], Angle: a.angle, Light: a.light, Unseen: !a.sight})
	}
}

// share is the i-th of n parts of a box along the direction of writing.
func share(b layout.Box, angle float64, i, n int) layout.Box {
	w, h := (b.X1-b.X0)/float64(n), (b.Y1-b.Y0)/float64(n)
	switch x := float64(i); int(math.Round(math.Mod(math.Mod(angle, 360)+360, 360)/90)) % 4 {
	case 1:
		b.Y0, b.Y1 = b.Y0+x*h, b.Y0+(x+1)*h
	case 2:
		b.X0, b.X1 = b.X1-(x+1)*w, b.X1-x*w
	case 3:
		b.Y0, b.Y1 = b.Y1-(x+1)*h, b.Y1-x*h
	default:
		b.X0, b.X1 = b.X0+x*w, b.X0+(x+1)*w
	}
	return b
}

// load gives the face of a font dictionary. The parser resolves values anew
// each time they are asked for, so faces are kept, by the text of the
// dictionary, which names its parts by their object numbers.
func (in *interpreter) load(v lib.Value) *face {
	if v.Kind() != lib.Dict {
		return nil
	}
	key := v.String()
	if f, ok := in.faces[key]; ok {
		return f
	}
	f := newFace(in.file, v)
	in.faces[key] = f
	*in.order = append(*in.order, key)
	return f
}

func (s *state) move(x, y float64) {
	s.line = matrix{1, 0, 0, 1, x, y}.mul(s.line)
	s.text = s.line
}

// shift moves the pen along the line of writing, in unscaled text space.
func (s *state) shift(d float64) {
	if s.face != nil && s.face.cmap != nil && s.face.cmap.vertical {
		s.text = matrix{1, 0, 0, 1, 0, d}.mul(s.text)
		return
	}
	s.text = matrix{1, 0, 0, 1, d * s.scale, 0}.mul(s.text)
}

// The height of a glyph box above and below the baseline, in ems. It is the
// square of a Chinese character for all fonts alike, so that the boxes of one
// line stand level whatever fonts are mixed in it.
const (
	above = 0.88
	below = -0.12
)

// slim is the width in ems below which a font's word on the width of a Chinese
// character is not believed: such fonts place each character by itself.
const slim = 0.6

// hanText reports whether a glyph is a Chinese character.
func hanText(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, r)
}

// show draws a string.
func (in *interpreter) show(s *state, str string) {
	f := s.face
	if f == nil {
		in.page.Unknown += (len(str) + 1) / 2 // the font is missing
		return
	}
	if len(in.page.Glyphs) > maxGlyphs {
		panic("too many glyphs")
	}
	in.page.Torn = in.page.Torn || f.lost
	vertical := f.cmap != nil && f.cmap.vertical
	for _, g := range f.glyphs(str) {
		if g.contradicted && s.mode != 3 {
			in.page.Contradicted++
		}
		w := g.width * f.scale
		box := w
		if w < slim && f.font.Type != "Type3" && hanText(g.text) {
			box = 1
		}
		m := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.mul(s.text).mul(s.ctm)
		if vertical {
			in.place(s, g.text, m, -w/2, -1, w/2, 0, true)
			s.shift(-s.size - s.charSpace)
			continue
		}
		in.place(s, g.text, m, 0, below, box, above, false)
		d := w*s.size + s.charSpace
		if g.space {
			d += s.wordSpace
		}
		s.shift(d)
	}
}

// place puts a glyph with the box given in its own text space on the page.
func (in *interpreter) place(s *state, text string, m matrix, x0, y0, x1, y1 float64, vertical bool) {
	ax, ay := m.apply(x0, y0)
	bx, by := m.apply(x1, y1)
	cx, cy := m.apply(x0, y1)
	dx, dy := m.apply(x1, y0)
	left, right := math.Min(math.Min(ax, bx), math.Min(cx, dx)), math.Max(math.Max(ax, bx), math.Max(cx, dx))
	bottom, top := math.Min(math.Min(ay, by), math.Min(cy, dy)), math.Max(math.Max(ay, by), math.Max(cy, dy))
	box := show(left, bottom, right, top, in.box, in.rotate)
	angle := float64(in.rotate) - math.Atan2(m[1], m[0])*180/math.Pi
	if vertical {
		angle += 90
	}
	unseen := s.mode == 3 || s.mode == 7 || in.veiled()
	if unseen {
		in.page.Hidden++
	}
	light := in.against(box, s.light)
	for _, a := range in.marked {
		if a != nil && a.told {
			a.boxes = append(a.boxes, box)
			a.angle, a.light = angle, light
			a.own += text
			a.blank = a.blank || text == ""
			a.sight = a.sight || !unseen
			return
		}
	}
	if text == "" {
		in.page.Unknown++
		return
	}
	runes := []rune(text)
	for i, r := range runes {
		// A ligature's characters share its width.
		b := share(box, angle, i, len(runes))
		in.page.Glyphs = append(in.page.Glyphs, layout.Glyph{Rune: r, Box: b, Angle: angle, Light: light, Unseen: unseen})
	}
}

// do draws an XObject.
func (in *interpreter) do(s state, resources lib.Value, name string, depth int) {
	x := resources.Key("XObject").Key(name)
	in.page.Torn = in.page.Torn || x.IsNull()
	switch x.Key("Subtype").Name() {
	case "Image":
		if in.layers.hides(x, "OC") || in.veiled() {
			return
		}
		if sheet := (part{}); s.solid() && x.Key("SMask").IsNull() && x.Key("Mask").IsNull() && !x.Key("ImageMask").Bool() {
			for _, c := range [][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
				u, v := s.ctm.apply(c[0], c[1])
				sheet.x, sheet.y = append(sheet.x, u), append(sheet.y, v)
			}
			if c, ok := sheet.corners(); ok {
				in.lay(&s, c, unknown)
			}
		}
		ax, ay := s.ctm.apply(0, 0)
		bx, by := s.ctm.apply(1, 1)
		w := math.Min(math.Max(ax, bx), in.box[2]) - math.Max(math.Min(ax, bx), in.box[0])
		h := math.Min(math.Max(ay, by), in.box[3]) - math.Max(math.Min(ay, by), in.box[1])
		if area := (in.box[2] - in.box[0]) * (in.box[3] - in.box[1]); w > 0 && h > 0 && area > 0 {
			in.page.Pictures = math.Min(1, in.page.Pictures+w*h/area)
		}
	case "Form":
		off := in.off
		in.off = off || in.layers.hides(x, "OC")
		in.form(&s, x, resources, depth)
		in.off = off
	}
}

// form draws a Form XObject; without resources of its own it uses those around
// it.
func (in *interpreter) form(s *state, x, resources lib.Value, depth int) {
	in.forms++
	if depth >= maxDepth || in.forms > maxForms {
		return
	}
	r := x.Key("Resources")
	if r.IsNull() {
		r = resources
	}
	ctm := matrixOf(x.Key("Matrix")).mul(s.ctm)
	inner := *s
	if b := x.Key("BBox"); b.Len() == 4 {
		var edge path
		edge.rectangle(ctm, b.Index(0).Float64(), b.Index(1).Float64(), b.Index(2).Float64()-b.Index(0).Float64(), b.Index(3).Float64()-b.Index(1).Float64())
		inner.cut(edge)
	}
	data, whole := in.file.slurp(x)
	in.page.Torn = in.page.Torn || !whole
	drawn := in.path
	in.path = path{}
	in.run(in.sound(clean(data)), r, ctm, inner, depth+1)
	in.path = drawn
}

// cut bounds what is painted from now on to a path.
func (s *state) cut(p path) {
	if len(p.parts) != 1 {
		s.clip.odd = true
		return
	}
	c, _ := p.parts[0].corners()
	if c.odd {
		s.clip.odd = true
		return
	}
	s.clip = s.clip.within(c)
}
