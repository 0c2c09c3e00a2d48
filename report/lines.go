package report

import "strings"

// Marks that begin no line and those that end none (避头尾; GB/T 15834-2011,
// section 5.1).
const (
	noStart = "，。、；：？！）》〉」』】〕”’…—％‰℃·～,.;:?!)]}%々"
	noEnd   = "（《〈「『【〔“‘([{￥$№"
)

// halving are the closing marks whose ink lies in the left half of the cell:
// at the end of a line their empty half may stand outside the measure.
const halving = "，。、；：）》〉」』】〕”’"

const (
	// mostSqueeze is how much of an em each place between two characters may
	// give up so that a closing mark still fits on the line.
	mostSqueeze = 0.035
	// mostStretch is how much of an em each such place may be widened. Beyond
	// it, which only words kept whole cause, the line stays ragged.
	mostStretch = 0.30
)

func isNoStart(r rune) bool { return strings.ContainsRune(noStart, r) }
func isNoEnd(r rune) bool   { return strings.ContainsRune(noEnd, r) }
func isHalving(r rune) bool { return strings.ContainsRune(halving, r) }

// line is one line of text: its glyphs and where each begins, in mm from the
// line's left edge.
type line struct {
	gs    []glyph
	x     []float64
	size  float64
	width float64 // of the ink: the last advance is counted in full
	gap   float64 // what justification added at each place, in mm
	last  bool    // of its paragraph
}

// breakLines sets glyphs of one size in lines: the first of width first, the
// others of width rest. All but the last are justified when justify is set.
func breakLines(gs []glyph, size, first, rest float64, justify bool) []line {
	var out []line
	em := size * mmPerPoint
	for i := 0; i < len(gs); {
		if len(out) > 0 {
			for i < len(gs) && gs[i].r == ' ' && !gs[i].hard { // spaces at a break vanish
				i++
			}
			if i == len(gs) {
				break
			}
		}
		w := rest
		if len(out) == 0 {
			w = first
		}
		j := nextBreak(gs, i, w, em)
		end := j
		for end > i+1 && gs[end-1].r == ' ' {
			end--
		}
		last := j == len(gs) || gs[j].hard
		out = append(out, setLine(gs[i:end], size, w, last, justify))
		i = j
	}
	return out
}

// nextBreak gives where the line that begins at i ends.
func nextBreak(gs []glyph, i int, w, em float64) int {
	const slack = 1e-6
	x, best, fit, whole := 0.0, -1, i, true
	for j := i; j < len(gs); j++ {
		if j > i && gs[j].hard {
			return j
		}
		if j > i && mayBreak(gs, i, j, w) && (x <= w+slack || squeezes(gs[i:j], x, w, em)) {
			best = j
		}
		if x > w+3*em {
			whole = false
			break
		}
		x += gs[j].width
		if x <= w+slack || gs[j].r == ' ' {
			fit = j + 1
		}
	}
	switch {
	case whole && (fit == len(gs) || squeezes(gs[i:], x, w, em)):
		return len(gs)
	case best > i:
		return best
	}
	// Nothing may end here: a word wider than the line, or a column too narrow
	// for the rules. At least one glyph goes on each line.
	return max(fit, i+1)
}

// mayBreak says whether a line that began at i may end before j.
func mayBreak(gs []glyph, i, j int, w float64) bool {
	a, b := gs[j-1], gs[j]
	if isNoStart(b.r) || isNoEnd(a.r) || b.r == ' ' {
		return false
	}
	if !b.stay {
		return true
	}
	// Inside words kept whole: only where they are wider than a line.
	from, to, width := j, j, 0.0
	for from > 0 && gs[from-1].group == b.group {
		from--
	}
	for to < len(gs) && gs[to].group == b.group {
		to++
	}
	for _, g := range gs[from:to] {
		width += g.width
	}
	return width > w && from <= i
}

// squeezes says whether a line of natural width x ends in closing marks that
// bring it down to w.
func squeezes(gs []glyph, x, w, em float64) bool {
	n := len(gs)
	if n == 0 || !isHalving(gs[n-1].r) {
		return false
	}
	return x-halves(gs, em)-w <= mostSqueeze*em*float64(places(gs, em/mmPerPoint))
}

// halves is the width of the empty halves of the closing marks at the end.
func halves(gs []glyph, em float64) float64 {
	h := 0.0
	for k := len(gs) - 1; k > 0 && isHalving(gs[k].r) && gs[k].width > 0.86*em; k-- {
		h += em / 2
	}
	return h
}

// places counts where justification may add: between two glyphs of which one at
// least is Chinese.
func places(gs []glyph, size float64) int {
	n := 0
	for k := 1; k < len(gs); k++ {
		if loose(gs[k-1], gs[k], size) {
			n++
		}
	}
	return n
}

func loose(a, b glyph, size float64) bool {
	if a.r == b.r && (a.r == '—' || a.r == '…') {
		return false // the two halves of one dash
	}
	return a.full(size) || b.full(size)
}

func setLine(gs []glyph, size, w float64, last, justify bool) line {
	em := size * mmPerPoint
	l := line{gs: gs, x: make([]float64, len(gs)), size: size, last: last}
	nat := 0.0
	for _, g := range gs {
		nat += g.width
	}
	n := places(gs, size)
	half := 0.0
	if nat > w+1e-6 {
		half = halves(gs, em)
		if over := nat - half - w; over > 0 && n > 0 {
			l.gap = -over / float64(n)
		}
	} else if justify && !last && n > 0 {
		if g := (w - nat) / float64(n); g <= mostStretch*em {
			l.gap = g
		}
	}
	x := 0.0
	for k, g := range gs {
		if k > 0 && loose(gs[k-1], g, size) {
			x += l.gap
		}
		l.x[k] = x
		x += g.width
		if half > 0 && k+1 < len(gs) && tail(gs[k:], em) {
			x -= em / 2
		}
	}
	l.width = x
	return l
}

// tail says that nothing but closing marks follows, this glyph included.
func tail(gs []glyph, em float64) bool {
	for _, g := range gs {
		if !isHalving(g.r) || g.width <= 0.86*em {
			return false
		}
	}
	return true
}
