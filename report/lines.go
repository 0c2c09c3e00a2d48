package report

import (
	"math"
	"slices"
	"strings"
)

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
	// give up so that a closing mark or a word kept whole still fits on the
	// line: the faces leave more than that white at each side.
	mostSqueeze = 0.035
	// markSqueeze is how much of an em a full-width mark inside the line gives
	// of its empty half before the places do.
	markSqueeze = 0.3
	// mostStretch is how much of an em each such place may be widened. Beyond
	// it, which only words kept whole cause, the line stays ragged.
	mostStretch = 0.20
	// seamPrice is what parting kept words at a seam costs: as much as a line
	// spread by 0.13 em at each place.
	seamPrice = 1.7
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
	width float64 // to where the next glyph would begin, but no more than the measure
	gap   float64 // what justification added at each place, in mm
	last  bool    // of its paragraph
}

// breakLines sets glyphs of one size in lines: the first of width first, the
// others of width rest. With justify all but the last of a paragraph reach the
// right edge, and the breaks are chosen so that the paragraph as a whole is
// spread as little as the words kept whole allow; without, each line takes what
// fits on it.
func breakLines(gs []glyph, size, first, rest float64, justify bool) []line {
	var out []line
	for i := 0; i < len(gs); {
		j := i + 1
		for j < len(gs) && !gs[j].hard {
			j++
		}
		part := gs[i:j]
		b := breaker{gs: part, em: size * mmPerPoint, first: rest, rest: rest}
		if i == 0 {
			b.first = first
		}
		b.sum()
		ends := b.greedy()
		if justify && len(ends) > 1 {
			ends = b.best()
		}
		from := 0
		for k, end := range ends {
			w := b.rest
			if k == 0 {
				w = b.first
			}
			out = append(out, setLine(part[from:b.trim(from, end)], size, w, k == len(ends)-1, justify))
			from = b.skip(end)
		}
		i = j
	}
	return out
}

// breaker chooses where the lines of one paragraph end.
type breaker struct {
	gs          []glyph
	em          float64
	first, rest float64
	width       []float64 // of the glyphs before
	places      []int     // where justification may add, up to this glyph
	seams       bool      // kept words may part at their seams
}

func (b *breaker) sum() {
	b.width = make([]float64, len(b.gs)+1)
	b.places = make([]int, len(b.gs)+1)
	for k, g := range b.gs {
		b.width[k+1] = b.width[k] + g.width
		if k > 0 {
			b.places[k] = b.places[k-1]
			if loose(b.gs[k-1], g) {
				b.places[k]++
			}
		}
	}
}

// trim leaves the spaces at the end of a line out; skip, those at the start of
// the next.
func (b *breaker) trim(i, j int) int {
	for j > i+1 && b.gs[j-1].r == ' ' {
		j--
	}
	return j
}

func (b *breaker) skip(j int) int {
	for j < len(b.gs) && b.gs[j].r == ' ' {
		j++
	}
	return j
}

// spread says how a line of the glyphs i to j stands in w: how much each place
// between two glyphs is widened, in em, negative where it is
// squeezed: to -mostSqueeze where the marks alone give, beyond where all places do. False: it does not fit.
func (b *breaker) spread(i, j int, w float64) (float64, bool) {
	j = b.trim(i, j)
	nat := b.width[j] - b.width[i]
	n := float64(b.places[j-1] - b.places[i])
	if nat <= w+1e-6 {
		if n == 0 {
			return 0, true
		}
		return (w - nat) / n / b.em, true
	}
	over := nat - halves(b.gs[i:j], b.em) - w
	if over <= 0 {
		return -1e-3, true
	}
	give := float64(givers(b.gs[i:j])) * markSqueeze * b.em
	if over <= give {
		return -over / give * mostSqueeze, true
	}
	over -= give
	return -mostSqueeze - over/math.Max(n, 1)/b.em, over <= mostSqueeze*b.em*n
}

// next gives where the line that begins at i ends when it takes what fits.
func (b *breaker) next(i int, w float64) int {
	best, relaxed, fit := -1, -1, i
	for j := i + 1; j <= len(b.gs); j++ {
		if b.width[j-1]-b.width[i] > w+3*b.em {
			break
		}
		_, fits := b.spread(i, j, w)
		if fits && (j == len(b.gs) || b.mayBreak(i, j, w)) {
			best = j
		}
		if fits && j < len(b.gs) && !isNoStart(b.gs[j].r) && !isNoEnd(b.gs[b.trim(i, j)-1].r) {
			relaxed = j
		}
		if b.width[j]-b.width[i] <= w+1e-6 {
			fit = j
		}
	}
	if best > 0 {
		return best
	}
	// A word wider than the line, or a column too narrow for the rules: words
	// are torn before a mark stands wrong, and one glyph at least goes on each
	// line.
	if relaxed > 0 {
		return relaxed
	}
	return max(fit, i+1)
}

func (b *breaker) greedy() []int {
	var ends []int
	for i, w := 0, b.first; i < len(b.gs); w = b.rest {
		j := b.next(i, w)
		ends = append(ends, j)
		i = b.skip(j)
	}
	return ends
}

// best gives the ends of the lines with the least cost in all. The cost of a
// line grows with the square of its spread; lines left ragged, and a last line
// of a single character, cost most.
func (b *breaker) best() []int {
	n := len(b.gs)
	b.seams = true
	cost := make([]float64, n+1)
	from := make([]int, n+1) // where the line that ends here begins
	for k := 1; k <= n; k++ {
		cost[k] = math.Inf(1)
	}
	for end := 0; end < n; end++ {
		if math.IsInf(cost[end], 1) {
			continue
		}
		i, w := b.skip(end), b.rest
		if end == 0 {
			i, w = 0, b.first
		}
		if i >= n {
			if cost[end] < cost[n] {
				cost[n], from[n] = cost[end], from[end]
			}
			continue
		}
		full := b.next(i, w)
		for j := full; j > i; j-- {
			if j != full && !b.mayBreak(i, j, w) {
				continue
			}
			g, fits := b.spread(i, j, w)
			if j != full && (!fits || g > mostStretch) {
				break
			}
			c := cost[end] + 0.02
			if j < n && b.gs[j].stay && b.gs[j].seam {
				c += seamPrice
			}
			switch {
			case j == n:
				if b.width[j]-b.width[i] < 1.5*b.em {
					c += 0.5
				}
			case !fits || g > mostStretch:
				c += 20 + g
			case g < 0:
				c += 0.1 + math.Pow(g/mostSqueeze, 2)
			default:
				c += math.Pow(g/0.1, 2)
			}
			if c < cost[j]-1e-9 {
				cost[j], from[j] = c, end
			}
		}
	}
	var ends []int
	for k := n; k > 0; k = from[k] {
		ends = append(ends, k)
	}
	slices.Reverse(ends)
	return ends
}

// mayBreak says whether a line of width w that began at i may end before j.
func (b *breaker) mayBreak(i, j int, w float64) bool {
	p, q := b.gs[j-1], b.gs[j]
	if isNoStart(q.r) || isNoEnd(p.r) || q.r == ' ' || isNoEnd(b.gs[b.trim(i, j)-1].r) {
		return false
	}
	if !q.stay || q.seam && b.seams {
		return true
	}
	// Inside words kept whole: only where they are wider than a line, and then
	// they begin one.
	from, to := j, j
	for from > 0 && b.gs[from-1].group == q.group {
		from--
	}
	for to < len(b.gs) && b.gs[to].group == q.group {
		to++
	}
	return b.width[to]-b.width[from] > w && from <= i
}

// halves is the width of the empty halves of the closing marks at the end.
func halves(gs []glyph, em float64) float64 {
	h := 0.0
	for k := len(gs) - 1; k > 0 && isHalving(gs[k].r) && gs[k].full; k-- {
		h += em / 2
	}
	return h
}

// givers counts the full-width marks that can give of their empty half: opening
// ones behind the first glyph, closing ones before the end of the line.
func givers(gs []glyph) int {
	n := 0
	for k, g := range gs {
		if gives(gs, k, g) {
			n++
		}
	}
	return n
}

func gives(gs []glyph, k int, g glyph) bool {
	if !g.full {
		return false
	}
	return k > 0 && isNoEnd(g.r) || isHalving(g.r) && !tail(gs[k:])
}

// loose tells where justification may add: between two glyphs of which one at
// least is Chinese.
func loose(a, b glyph) bool {
	if a.r == b.r && (a.r == '—' || a.r == '…') {
		return false // the two halves of one dash
	}
	return a.full || b.full
}

func setLine(gs []glyph, size, w float64, last, justify bool) line {
	em := size * mmPerPoint
	l := line{gs: gs, x: make([]float64, len(gs)), size: size, last: last}
	nat := 0.0
	for _, g := range gs {
		nat += g.width
	}
	n := 0
	for k := 1; k < len(gs); k++ {
		if loose(gs[k-1], gs[k]) {
			n++
		}
	}
	half := 0.0
	give := 0.0 // by each mark
	if nat > w+1e-6 {
		half = halves(gs, em)
		if over := nat - half - w; over > 0 {
			if m := givers(gs); m > 0 {
				give = math.Min(over/float64(m), markSqueeze*em)
				over -= give * float64(m)
			}
			if n > 0 {
				l.gap = -over / float64(n)
			}
		}
	} else if justify && !last && n > 0 {
		if g := (w - nat) / float64(n); g <= mostStretch*em {
			l.gap = g
		}
	}
	x := 0.0
	for k, g := range gs {
		if k > 0 && loose(gs[k-1], g) {
			x += l.gap
		}
		gave := give > 0 && gives(gs, k, g)
		if gave && isNoEnd(g.r) {
			x -= give
		}
		l.x[k] = x
		x += g.width
		if gave && !isNoEnd(g.r) {
			x -= give
		}
		if half > 0 && k+1 < len(gs) && tail(gs[k:]) {
			x -= em / 2
		}
	}
	l.width = x
	if half > 0 {
		l.width = math.Min(x, w) // an empty half stands outside
	}
	return l
}

// tail says that nothing but closing marks follows, this glyph included.
func tail(gs []glyph) bool {
	for _, g := range gs {
		if !isHalving(g.r) || !g.full {
			return false
		}
	}
	return true
}
