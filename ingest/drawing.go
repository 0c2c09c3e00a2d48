package ingest

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	"zeren/ingest/pdf"
	"zeren/ingest/picture"
)

// ErrNoPicture says that a kind of file has no pages that could be drawn.
var ErrNoPicture = errors.New("has no pages to draw")

// Legend is what the colours of a drawing mean, in the order in which they are
// told: the Chinese name of the kind, and its colour.
var Legend = []struct {
	Kind, Name string
	Color      color.RGBA
}{
	{"text", "正文行（蓝）", color.RGBA{20, 70, 220, 255}},
	{"word", "词，以间隔为界（青）", color.RGBA{0, 150, 170, 255}},
	{"character", "字（浅蓝）", color.RGBA{120, 170, 255, 255}},
	{"cell", "表格单元（深红）", color.RGBA{150, 30, 30, 255}},
	{"header", "页眉（绿）", color.RGBA{0, 140, 60, 255}},
	{"footer", "页脚（绿）", color.RGBA{0, 140, 60, 255}},
	{"page_number", "页码（紫）", color.RGBA{140, 30, 180, 255}},
	{"watermark", "水印（橙）", color.RGBA{240, 140, 0, 255}},
	{"margin", "旁注（褐）", color.RGBA{130, 90, 40, 255}},
	{"hidden", "隐藏文字（灰）", color.RGBA{130, 130, 130, 255}},
	{"seal", "印章（洋红）", color.RGBA{230, 0, 150, 255}},
	{"unread", "没有识别出来的内容（黑）", color.RGBA{0, 0, 0, 255}},
	{"ocr", "识别文字（由红到绿：把握由小到大）", color.RGBA{0, 160, 0, 255}},
}

func legendColor(kind string) color.RGBA {
	for _, l := range Legend {
		if l.Kind == kind {
			return l.Color
		}
	}
	return color.RGBA{A: 255}
}

// drawDPI is the resolution of a drawing.
const drawDPI = 120

// Draw draws the first pages of a document, up to limit, over the pictures of
// the pages of the file that it was read from: a box for each line, word and
// character, each cell of a table and each piece of furniture, in the colours of
// Legend. use is told where seals were seen as well, and must not keep the
// picture. d may be what Decode gave beside an *Unreadable. ErrNoPicture for a
// file without pages to draw.
func Draw(data []byte, d Document, opts Options, limit int, use func(page int, img *image.RGBA, seals []Box) error) error {
	text := []rune(d.Text)
	mark := func(i int, img *image.RGBA) error {
		if i >= limit {
			return nil
		}
		var boxes []Box
		for _, s := range seals(img) {
			boxes = append(boxes, Box{})
			if i < len(d.Pages) && d.Pages[i].Width > 0 {
				point := d.Pages[i].Width / float64(img.Bounds().Dx())
				boxes[len(boxes)-1] = Box{tenth(float64(s.Min.X) * point), tenth(float64(s.Min.Y) * point), tenth(float64(s.Max.X) * point), tenth(float64(s.Max.Y) * point)}
			}
		}
		if i < len(d.Pages) {
			annotate(img, &d.Pages[i], text)
		}
		return use(i+1, img, boxes)
	}
	pages := make([]int, min(len(d.Pages), limit))
	for i := range pages {
		pages[i] = i
	}
	switch {
	case endings[d.Source.Media] != "" && opts.Office != nil:
		ctx, cancel := context.WithTimeout(context.Background(), convertTime)
		defer cancel()
		made, err := opts.Office.PDF(ctx, data, endings[d.Source.Media])
		if err != nil {
			return err
		}
		data = made
	case d.Source.Media == mediaPDF:
	case pageImages[d.Source.Media]:
		f, err := picture.Open(data, MaxPages)
		if err != nil {
			return err
		}
		for i := range f.Pages[:min(len(f.Pages), limit)] {
			img, err := f.Paint(i, drawDPI)
			if err != nil {
				return fmt.Errorf("page %d: %w", i+1, err)
			}
			if err := mark(i, img); err != nil {
				return err
			}
		}
		return nil
	default:
		return ErrNoPicture
	}
	engine, err := pdf.Shared(opts.CacheDir)
	if err != nil {
		return err
	}
	return engine.Render(data, pages, func(i int) int {
		return min(drawDPI, scanDots(d.Pages[i].Width, d.Pages[i].Height))
	}, mark)
}

// annotate draws the boxes of a page over its picture; text is the document's.
func annotate(img *image.RGBA, p *Page, text []rune) {
	for _, s := range seals(img) {
		frame(img, s.Inset(-2), legendColor("seal"), 3)
	}
	if p.Width <= 0 {
		return
	}
	scale := float64(img.Bounds().Dx()) / p.Width
	at := func(b *Box) image.Rectangle {
		return image.Rect(int(math.Floor(b.X0*scale)), int(math.Floor(b.Y0*scale)), int(math.Ceil(b.X1*scale)), int(math.Ceil(b.Y1*scale)))
	}
	for _, f := range p.Furniture {
		if f.Box != nil {
			frame(img, at(f.Box), legendColor(f.Kind), 2)
		}
	}
	for k := range p.Lines {
		l := &p.Lines[k]
		if l.Box == nil {
			continue
		}
		for i := l.Start; i < l.End && len(l.Edges) > 0; i++ {
			c := legendColor("character")
			if p.Recognised() {
				c = sureColor(l.Sure, i-l.Start)
			}
			frame(img, at(p.Box(l, i, i+1)), c, 1)
		}
		for _, w := range words(l, text) {
			frame(img, at(p.Box(l, w[0], w[1])).Inset(-1), legendColor("word"), 1)
		}
		if p.Recognised() {
			frame(img, at(l.Box).Inset(-3), mixed(l.Sure), 1)
			continue
		}
		frame(img, at(l.Box).Inset(-2), legendColor("text"), 1)
	}
	for k := 0; k < len(p.Lines); {
		l := &p.Lines[k]
		b := l.Box
		for k++; l.Cell != nil && k < len(p.Lines) && p.Lines[k].Cell != nil && *p.Lines[k].Cell == *l.Cell; k++ {
			if o := p.Lines[k].Box; o != nil && b != nil {
				b = &Box{min(b.X0, o.X0), min(b.Y0, o.Y0), max(b.X1, o.X1), max(b.Y1, o.Y1)}
			}
		}
		if l.Cell != nil && b != nil {
			frame(img, at(b).Inset(-4), legendColor("cell"), 1)
		}
	}
}

// words gives the stretches of a line between the gaps in it, as offsets of
// text, the runes of the document.
func words(l *Line, text []rune) [][2]int {
	if len(l.Edges) == 0 || l.End > len(text) {
		return nil
	}
	var out [][2]int
	start := l.Start
	for i := l.Start; i <= l.End; i++ {
		if i < l.End && !IsSpace(text[i]) {
			continue
		}
		if i > start {
			out = append(out, [2]int{start, i})
		}
		start = i + 1
	}
	return out
}

func sureColor(sure []int, i int) color.RGBA {
	if i >= len(sure) || sure[i] == Untold {
		return color.RGBA{A: 255}
	}
	t := math.Min(math.Max(float64(sure[i]-40)/55, 0), 1)
	return color.RGBA{uint8(220 * (1 - t)), uint8(160 * t), 0, 255}
}

func mixed(sure []int) color.RGBA {
	sum, n := 0, 0
	for _, s := range sure {
		if s != Untold {
			sum, n = sum+s, n+1
		}
	}
	if n == 0 {
		return color.RGBA{A: 255}
	}
	return sureColor([]int{sum / n}, 0)
}

// frame draws the edge of a rectangle.
func frame(img *image.RGBA, r image.Rectangle, c color.RGBA, width int) {
	for _, side := range []image.Rectangle{
		{r.Min, image.Pt(r.Max.X, r.Min.Y+width)}, {image.Pt(r.Min.X, r.Max.Y-width), r.Max},
		{r.Min, image.Pt(r.Min.X+width, r.Max.Y)}, {image.Pt(r.Max.X-width, r.Min.Y), r.Max},
	} {
		draw.Draw(img, side.Intersect(img.Bounds()), image.NewUniform(c), image.Point{}, draw.Src)
	}
}

// sealCell is the side of the squares by which red is looked for, in pixels;
// sealSide the shortest side of a seal: round ones are 38 to 45 mm wide.
const (
	sealCell = 6
	sealSide = drawDPI * 4 / 5 // 20 mm
)

// seals finds the places of red stamps by their colour: joined squares with
// strokes of red in them, about as wide as high.
func seals(img *image.RGBA) []image.Rectangle {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	cols, rows := w/sealCell, h/sealCell
	red := make([]bool, cols*rows)
	for cy := range rows {
		for cx := range cols {
			n := 0
			for y := cy * sealCell; y < (cy+1)*sealCell; y++ {
				for x := cx * sealCell; x < (cx+1)*sealCell; x++ {
					p := img.Pix[y*img.Stride+4*x:]
					if p[0] > 140 && int(p[0])-int(p[1]) > 50 && int(p[0])-int(p[2]) > 50 {
						n++
					}
				}
			}
			red[cy*cols+cx] = n >= 3
		}
	}
	var out []image.Rectangle
	for i := range red {
		if !red[i] {
			continue
		}
		box := image.Rectangle{}
		todo := []int{i}
		red[i] = false
		for len(todo) > 0 {
			k := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			x, y := k%cols, k/cols
			box = box.Union(image.Rect(x*sealCell, y*sealCell, (x+1)*sealCell, (y+1)*sealCell))
			// Strokes of a seal may stand two squares apart.
			for dy := -2; dy <= 2; dy++ {
				for dx := -2; dx <= 2; dx++ {
					if nx, ny := x+dx, y+dy; nx >= 0 && ny >= 0 && nx < cols && ny < rows && red[ny*cols+nx] {
						red[ny*cols+nx] = false
						todo = append(todo, ny*cols+nx)
					}
				}
			}
		}
		if bw, bh := box.Dx(), box.Dy(); bw >= sealSide && bh >= sealSide && bw < 2*bh && bh < 2*bw {
			out = append(out, box)
		}
	}
	return out
}
