package pdf

import (
	"math"

	"zeren/ingest/layout"
)

// maxRules bounds the rules that are kept of one page; a drawing has more, and
// no table.
const maxRules = 4000

// path is a path as it is being built, in the page's user space.
type path struct {
	parts []part
}

// part is one subpath by its corners. A curved one draws no rule.
type part struct {
	x, y   []float64
	curved bool
}

func (p *path) move(x, y float64) {
	if len(p.parts) < maxRules {
		p.parts = append(p.parts, part{x: []float64{x}, y: []float64{y}})
	}
}

func (p *path) line(x, y float64) {
	if n := len(p.parts); n > 0 && len(p.parts[n-1].x) < maxRules {
		q := &p.parts[n-1]
		q.x, q.y = append(q.x, x), append(q.y, y)
	}
}

func (p *path) bend(x, y float64) {
	if n := len(p.parts); n > 0 {
		p.parts[n-1].curved = true
		p.line(x, y)
	}
}

func (p *path) close() {
	if n := len(p.parts); n > 0 {
		p.line(p.parts[n-1].x[0], p.parts[n-1].y[0])
	}
}

func (p *path) rectangle(ctm matrix, x, y, w, h float64) {
	p.move(ctm.apply(x, y))
	p.line(ctm.apply(x+w, y))
	p.line(ctm.apply(x+w, y+h))
	p.line(ctm.apply(x, y+h))
	p.close()
}

// thick is how wide a filled stripe may be to look like a line, in points.
const thick = 2.5

// rule keeps the rules that the path draws when it is painted, and begins
// another path: each side of a figure that is stroked, and a filled figure as
// thin as a line. Ink that does not show draws none.
func (in *interpreter) rule(stroked bool, light float64) {
	parts := in.path.parts
	in.path = path{}
	keep := func(x0, y0, x1, y1 float64) {
		dx, dy := math.Abs(x1-x0), math.Abs(y1-y0)
		if len(in.page.Rules) < maxRules && math.Min(dx, dy) <= thick && math.Max(dx, dy) > thick {
			in.page.Rules = append(in.page.Rules, show(x0, y0, x1, y1, in.box, in.rotate))
		}
	}
	for _, p := range parts {
		if p.curved {
			continue
		}
		if stroked {
			for i := 1; i < len(p.x); i++ {
				keep(p.x[i-1], p.y[i-1], p.x[i], p.y[i])
			}
			continue
		}
		if light > 0.97 {
			continue
		}
		x0, y0, x1, y1 := p.x[0], p.y[0], p.x[0], p.y[0]
		for i := range p.x {
			x0, x1 = math.Min(x0, p.x[i]), math.Max(x1, p.x[i])
			y0, y1 = math.Min(y0, p.y[i]), math.Max(y1, p.y[i])
		}
		keep(x0, y0, x1, y1)
	}
}

// outlined gives the sides of a box as rules.
func outlined(b layout.Box) []layout.Box {
	return []layout.Box{{X0: b.X0, Y0: b.Y0, X1: b.X1, Y1: b.Y0}, {X0: b.X0, Y0: b.Y1, X1: b.X1, Y1: b.Y1}, {X0: b.X0, Y0: b.Y0, X1: b.X0, Y1: b.Y1}, {X0: b.X1, Y0: b.Y0, X1: b.X1, Y1: b.Y1}}
}
