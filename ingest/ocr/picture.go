package ocr

import (
	"image"
	"math"
	"sort"
)

// cell is the side of the squares, in pixels, by which light is measured: at
// 200 dpi one holds about a character.
const cell = 32

// level takes uneven light out of a picture and blackens what lies around the
// paper, as photographs have both. An even scan comes back unchanged.
func level(src *image.Gray) *image.Gray {
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	cols, rows := (w+cell-1)/cell, (h+cell-1)/cell
	if cols < 4 || rows < 4 {
		return src
	}
	light := make([]float64, cols*rows)
	low, high := 255.0, 0.0
	for cy := range rows {
		for cx := range cols {
			v := bright(src, cx*cell, cy*cell, min(w, (cx+1)*cell), min(h, (cy+1)*cell))
			light[cy*cols+cx] = v
			low, high = math.Min(low, v), math.Max(high, v)
		}
	}
	if low >= 235 {
		return src
	}
	out := image.NewGray(image.Rect(0, 0, w, h))
	around := surround(light, cols, rows)
	light = widest(light, around, cols, rows)
	for y := range h {
		fy := math.Max(0, math.Min(float64(rows-1), (float64(y)+0.5)/cell-0.5))
		y0 := int(fy)
		y1, ty := min(y0+1, rows-1), fy-float64(y0)
		for x := range w {
			if around[y/cell*cols+x/cell] {
				continue // black, for trim
			}
			fx := math.Max(0, math.Min(float64(cols-1), (float64(x)+0.5)/cell-0.5))
			x0 := int(fx)
			x1, tx := min(x0+1, cols-1), fx-float64(x0)
			b := (light[y0*cols+x0]*(1-tx)+light[y0*cols+x1]*tx)*(1-ty) + (light[y1*cols+x0]*(1-tx)+light[y1*cols+x1]*tx)*ty
			// What is darker than this is no paper in the shade but a picture.
			v := float64(src.Pix[y*src.Stride+x]) * 250 / math.Max(b, shade)
			out.Pix[y*out.Stride+x] = uint8(math.Min(v, 255))
		}
	}
	return out
}

// bright is the lightness above which a tenth of a square lies: that of the
// paper, where there is any.
func bright(g *image.Gray, x0, y0, x1, y1 int) float64 {
	var count [256]int
	n := 0
	for y := y0; y < y1; y++ {
		for _, v := range g.Pix[y*g.Stride+x0 : y*g.Stride+x1] {
			count[v]++
			n++
		}
	}
	above := 0
	for v := 255; v > 0; v-- {
		if above += count[v]; above*10 >= n {
			return float64(v)
		}
	}
	return 0
}

// shade is the lightness that paper has at least, in whatever shade it lies.
const shade = 70

// surround finds the squares that are not of the paper: darker than paper in
// the shade can be, and joined to the edge of the picture. It finds none where
// next to nothing would be left. What it leaves of a light table costs some
// noise; what it took of the paper would be lost.
func surround(light []float64, cols, rows int) []bool {
	around := make([]bool, len(light))
	const cut = shade
	var todo []int
	visit := func(i int) {
		if !around[i] && light[i] < cut {
			around[i] = true
			todo = append(todo, i)
		}
	}
	for x := range cols {
		visit(x)
		visit((rows-1)*cols + x)
	}
	for y := range rows {
		visit(y * cols)
		visit(y*cols + cols - 1)
	}
	n := 0
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		n++
		x, y := i%cols, i/cols
		if x > 0 {
			visit(i - 1)
		}
		if x < cols-1 {
			visit(i + 1)
		}
		if y > 0 {
			visit(i - cols)
		}
		if y < rows-1 {
			visit(i + cols)
		}
	}
	if n*4 > 3*len(light) {
		clear(around)
	}
	return around
}

// otsu gives the value that parts numbers from 0 to 255 best in two groups,
// and how far their means lie apart.
func otsu(v []float64) (cut, apart float64) {
	s := append([]float64(nil), v...)
	sort.Float64s(s)
	total := 0.0
	for _, x := range s {
		total += x
	}
	best, sum := -1.0, 0.0
	for i := 0; i+1 < len(s); i++ {
		sum += s[i]
		n, m := float64(i+1), float64(len(s)-i-1)
		d := (total-sum)/m - sum/n
		if between := n * m * d * d; between > best {
			best, cut, apart = between, (s[i]+s[i+1])/2, d
		}
	}
	return cut, apart
}

// widest gives each square the greatest light of it and its neighbours on the
// paper, so that one covered with print does not count as shade.
func widest(light []float64, around []bool, cols, rows int) []float64 {
	out := make([]float64, len(light))
	for y := range rows {
		for x := range cols {
			for dy := max(y-1, 0); dy <= min(y+1, rows-1); dy++ {
				for dx := max(x-1, 0); dx <= min(x+1, cols-1); dx++ {
					if i := dy*cols + dx; !around[i] {
						out[y*cols+x] = math.Max(out[y*cols+x], light[i])
					}
				}
			}
		}
	}
	return out
}

// ink gives the places of dark pixels, one in three each way.
func ink(g *image.Gray) []image.Point {
	w, h := g.Bounds().Dx(), g.Bounds().Dy()
	var sample []float64
	for y := 0; y < h; y += 9 {
		for x := 0; x < w; x += 9 {
			sample = append(sample, float64(g.Pix[y*g.Stride+x]))
		}
	}
	cut, _ := otsu(sample)
	cut = math.Min(math.Max(cut, 90), 225) // faded print is print
	var out []image.Point
	for y := 0; y < h; y += thin {
		for x := 0; x < w; x += thin {
			if float64(g.Pix[y*g.Stride+x]) < cut {
				out = append(out, image.Pt(x, y))
			}
		}
	}
	return out
}

const thin = 3 // every third pixel each way is enough to see lines

// blank reports whether next to no ink is on a picture: the back of a sheet,
// with dust and the edge's shadow.
func blank(points []image.Point, w, h int) bool {
	n := 0
	inner := image.Rect(w/20, h/20, w-w/20, h-h/20)
	for _, p := range points {
		if p.In(inner) {
			n++
		}
	}
	return n*5000 < inner.Dx()*inner.Dy()/(thin*thin) // a fiftieth of a per cent; one short line has more
}

// without is a picture with the places of what was read whitened, and with
// them the gaps between characters of a line: their boxes are seldom exact.
func without(page *image.Gray, lines []Line) *image.Gray {
	out := image.NewGray(page.Bounds())
	copy(out.Pix, page.Pix)
	for _, l := range lines {
		for i, c := range l {
			b := c.Box
			if i > 0 && b.Min.X-l[i-1].Box.Max.X < 3*b.Dy() {
				b = b.Union(l[i-1].Box)
			}
			b = b.Inset(-3).Intersect(out.Bounds())
			for y := b.Min.Y; y < b.Max.Y; y++ {
				row := out.Pix[y*out.Stride+b.Min.X : y*out.Stride+b.Max.X]
				for x := range row {
					row[x] = 255
				}
			}
		}
	}
	return out
}

// missed finds what looks like print in what is left of a page: joined patches
// of ink about as high as the page's lines, and at least two characters wide.
func missed(left *image.Gray, lines []Line) []image.Rectangle {
	var heights []float64
	for _, l := range lines {
		for _, c := range l {
			heights = append(heights, float64(c.Box.Dy()))
		}
	}
	sort.Float64s(heights)
	high := heights[len(heights)/2]
	w, h := left.Bounds().Dx(), left.Bounds().Dy()
	const side = 8
	cols, rows := w/side, h/side
	filled := make([]bool, cols*rows)
	for _, p := range ink(left) {
		if x, y := p.X/side, p.Y/side; x < cols && y < rows && x > cols/40 && x < cols-cols/40 {
			filled[y*cols+x] = true
		}
	}
	var out []image.Rectangle
	for i := range filled {
		if !filled[i] {
			continue
		}
		var box image.Rectangle
		n := 0
		todo := []int{i}
		filled[i] = false
		for len(todo) > 0 {
			k := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			x, y := k%cols, k/cols
			box = box.Union(image.Rect(x*side, y*side, (x+1)*side, (y+1)*side))
			n++
			// Across a gap between characters, not between lines.
			for dy := -1; dy <= 1; dy++ {
				for dx := -4; dx <= 4; dx++ {
					if nx, ny := x+dx, y+dy; nx >= 0 && ny >= 0 && nx < cols && ny < rows && filled[ny*cols+nx] {
						filled[ny*cols+nx] = false
						todo = append(todo, ny*cols+nx)
					}
				}
			}
		}
		bw, bh := float64(box.Dx()), float64(box.Dy())
		if bh >= 0.6*high && bh <= 3*high && bw >= 2*high && float64(n)*side*side >= 0.25*bw*bh {
			out = append(out, box)
		}
	}
	return out
}

// tilt tells along which axis the lines of a page run, and by how many degrees
// they lie off it, clockwise: off the level one, were they to run along it, and
// off the upright one. Along its lines a page falls into stripes of ink and
// paper, and into none across; the edge of a sheet on a dark table can look like
// a stripe, so that the other axis may be the right one after all.
func tilt(points []image.Point, w, h int) (level bool, skew [2]float64) {
	var stripe [2]float64
	for i, turned := range []bool{false, true} {
		stripe[i], skew[i] = stripes(points, w, h, turned)
		if math.Abs(skew[i]) < 0.15 {
			skew[i] = 0
		}
	}
	return stripe[0] >= stripe[1], skew
}

// steepest is by how many degrees a page may lie off its axis.
const steepest = 10

func stripes(points []image.Point, w, h int, turned bool) (best, skew float64) {
	size := int(math.Hypot(float64(w), float64(h)))/thin + 2
	bins := make([]float64, 2*size)
	try := func(degrees float64) float64 {
		clear(bins)
		sin, cos := math.Sincos(degrees * math.Pi / 180)
		for _, p := range points {
			x, y := float64(p.X)/thin, float64(p.Y)/thin
			v := y*cos - x*sin
			if turned {
				v = x*cos + y*sin
			}
			bins[size+int(v)]++
		}
		// The difference of neighbours tells edges of lines from a slope of
		// light; squares weigh sharp ones.
		s := 0.0
		for i := 1; i < len(bins); i++ {
			d := bins[i] - bins[i-1]
			s += d * d
		}
		return s
	}
	for d := -float64(steepest); d <= steepest; d += 0.5 {
		if s := try(d); s > best {
			best, skew = s, d
		}
	}
	for d, end := skew-0.4, skew+0.45; d < end; d += 0.1 {
		if s := try(d); s > best {
			best, skew = s, d
		}
	}
	return best, skew
}

// pose is how a page lies in its picture: its lines run at turn degrees
// clockwise, a multiple of 90, and skew more.
type pose struct {
	turn int
	skew float64
	w, h int // of the picture
}

// upright draws the picture of a page that lies so, lines level.
func (p pose) upright(src *image.Gray) *image.Gray {
	w, h := p.w, p.h
	if p.turn%180 != 0 {
		w, h = h, w
	}
	out := image.NewGray(image.Rect(0, 0, w, h))
	if p.turn == 0 && p.skew == 0 {
		return src
	}
	for v := range h {
		for u := range w {
			x, y := p.original(float64(u), float64(v))
			out.Pix[v*out.Stride+u] = at(src, x, y)
		}
	}
	return out
}

// original gives the place in the picture of a place in the upright one.
func (p pose) original(u, v float64) (x, y float64) {
	w, h := float64(p.w), float64(p.h)
	if p.turn%180 != 0 {
		w, h = h, w
	}
	if p.skew != 0 {
		sin, cos := math.Sincos(p.skew * math.Pi / 180)
		du, dv := u-w/2, v-h/2
		u, v = w/2+du*cos-dv*sin, h/2+du*sin+dv*cos
	}
	switch p.turn {
	case 90:
		return float64(p.w) - 1 - v, u
	case 180:
		return float64(p.w) - 1 - u, float64(p.h) - 1 - v
	case 270:
		return v, float64(p.h) - 1 - u
	}
	return u, v
}

// box gives a box of the upright picture in the picture: about the same
// middle, and as large.
func (p pose) box(b image.Rectangle) image.Rectangle {
	x, y := p.original(float64(b.Min.X+b.Max.X)/2, float64(b.Min.Y+b.Max.Y)/2)
	w, h := float64(b.Dx()), float64(b.Dy())
	if p.turn%180 != 0 {
		w, h = h, w
	}
	return image.Rect(int(math.Round(x-w/2)), int(math.Round(y-h/2)), int(math.Round(x+w/2)), int(math.Round(y+h/2)))
}

// at is the lightness at a place between pixels; white outside.
func at(g *image.Gray, x, y float64) uint8 {
	w, h := g.Bounds().Dx(), g.Bounds().Dy()
	if x < 0 || y < 0 || x > float64(w-1) || y > float64(h-1) {
		return 255
	}
	x0, y0 := int(x), int(y)
	tx, ty := x-float64(x0), y-float64(y0)
	if tx == 0 && ty == 0 {
		return g.Pix[y0*g.Stride+x0]
	}
	x1, y1 := min(x0+1, w-1), min(y0+1, h-1)
	a := float64(g.Pix[y0*g.Stride+x0])*(1-tx) + float64(g.Pix[y0*g.Stride+x1])*tx
	b := float64(g.Pix[y1*g.Stride+x0])*(1-tx) + float64(g.Pix[y1*g.Stride+x1])*tx
	return uint8(a*(1-ty) + b*ty + 0.5)
}
