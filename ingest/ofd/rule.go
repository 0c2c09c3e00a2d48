package ofd

import (
	"math"
	"strconv"
	"strings"

	"zeren/ingest/layout"
)

const (
	maxRules = 4000
	thick    = 2.5 // how wide a filled stripe may be to look like a line, points
)

// rule keeps the level and upright lines that a path draws: each side where it
// is stroked, itself where it is filled and as thin as a line.
func (p *Page) rule(s stroke) {
	at := numbers(s.Boundary)
	if len(at) != 4 {
		return
	}
	m := numbers(s.CTM)
	if len(m) != 6 {
		m = []float64{1, 0, 0, 1, 0, 0}
	}
	keep := func(x0, y0, x1, y1 float64) {
		b := layout.Box{X0: math.Min(x0, x1), Y0: math.Min(y0, y1), X1: math.Max(x0, x1), Y1: math.Max(y0, y1)}
		w, h := b.X1-b.X0, b.Y1-b.Y0
		if len(p.Rules) < maxRules && math.Min(w, h) <= thick && math.Max(w, h) > thick {
			p.Rules = append(p.Rules, b)
		}
	}
	place := func(x, y float64) (float64, float64) {
		return (at[0] + m[0]*x + m[2]*y + m[4]) * point, (at[1] + m[1]*x + m[3]*y + m[5]) * point
	}
	// Operators of AbbreviatedData (GB/T 33190, 9.1): S and M begin a figure, L
	// draws a line, Q, B and A curves, C closes.
	fields := strings.Fields(s.Data)
	var sides [][4]float64
	var x, y, fromX, fromY float64
	curved := false
	for i := 0; i < len(fields); {
		op := fields[i]
		n := map[string]int{"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}[op]
		i++
		var a []float64
		for ; len(a) < n && i < len(fields); i++ {
			v, err := strconv.ParseFloat(fields[i], 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				return
			}
			a = append(a, v)
		}
		if len(a) < n || len(sides) > maxRules {
			return
		}
		toX, toY := fromX, fromY // C
		if n > 0 {
			toX, toY = place(a[n-2], a[n-1])
		}
		switch op {
		case "S", "M":
			fromX, fromY = toX, toY
		case "L", "C":
			sides = append(sides, [4]float64{x, y, toX, toY})
		case "Q", "B", "A":
			curved = true
		default:
			return
		}
		x, y = toX, toY
	}
	if len(sides) == 0 || curved {
		return
	}
	if s.Stroke != "false" { // the standard's default is to stroke
		for _, l := range sides {
			keep(l[0], l[1], l[2], l[3])
		}
	}
	if s.Fill == "true" {
		b := sides[0]
		for _, l := range sides {
			b[0], b[2] = math.Min(b[0], math.Min(l[0], l[2])), math.Max(b[2], math.Max(l[0], l[2]))
			b[1], b[3] = math.Min(b[1], math.Min(l[1], l[3])), math.Max(b[3], math.Max(l[1], l[3]))
		}
		keep(b[0], b[1], b[2], b[3])
	}
}
