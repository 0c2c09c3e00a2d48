package pdf

import (
	"math"

	lib "github.com/ledongthuc/pdf"
)

// maxAnnotations bounds the annotations of a page that are looked at.
const maxAnnotations = 500

// annotate draws what lies on the page besides its content (ISO 32000-1, 12.5):
// the fields of a form, which are part of the paper, as text of the page; notes,
// stamps and signatures, which somebody put there afterwards, as notes alone.
func (in *interpreter) annotate(annots lib.Value) {
	for i := 0; i < annots.Len() && i < maxAnnotations; i++ {
		a := annots.Index(i)
		const hidden, noView = 2, 32
		if a.Key("F").Int64()&(hidden|noView) != 0 || in.layers.hides(a, "OC") {
			continue
		}
		look := a.Key("AP").Key("N")
		if look.Kind() == lib.Dict {
			look = look.Key(a.Key("AS").Name())
		}
		if look.Kind() != lib.Stream {
			continue
		}
		field := a.Key("Subtype").Name() == "Widget" && a.Key("FT").Name() != "Sig" && a.Key("Parent").Key("FT").Name() != "Sig"
		begun := len(in.page.Glyphs)
		in.appearance(look, a.Key("Rect"))
		if field {
			in.page.Fields += len(in.page.Glyphs) - begun
			continue
		}
		in.page.Noted += len(in.page.Glyphs) - begun
		in.page.Glyphs = in.page.Glyphs[:begun]
	}
}

// appearance draws an appearance stream so that its box fills the rectangle
// (ISO 32000-1, 12.5.5, algorithm 8.1).
func (in *interpreter) appearance(x, rect lib.Value) {
	if rect.Len() != 4 || x.Key("BBox").Len() != 4 {
		return
	}
	var r, b [4]float64
	for i := range r {
		r[i], b[i] = rect.Index(i).Float64(), x.Key("BBox").Index(i).Float64()
	}
	m := matrixOf(x.Key("Matrix"))
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, c := range [][2]float64{{b[0], b[1]}, {b[2], b[1]}, {b[0], b[3]}, {b[2], b[3]}} {
		u, v := m.apply(c[0], c[1])
		x0, x1, y0, y1 = math.Min(x0, u), math.Max(x1, u), math.Min(y0, v), math.Max(y1, v)
	}
	if !(x1-x0 > 0.01 && y1-y0 > 0.01) {
		return
	}
	sx, sy := math.Abs(r[2]-r[0])/(x1-x0), math.Abs(r[3]-r[1])/(y1-y0)
	to := matrix{sx, 0, 0, sy, math.Min(r[0], r[2]) - x0*sx, math.Min(r[1], r[3]) - y0*sy}
	s := state{ctm: to, clip: unbounded, scale: 1}
	in.form(&s, x, lib.Value{}, 0)
}
