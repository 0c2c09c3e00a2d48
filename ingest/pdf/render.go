package pdf

import (
	"fmt"
	"image"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"
)

// Render draws the pages numbered (from 0) as displayed, at dpi dots an inch,
// and hands each to use: the red channel alone, in which a red seal is as
// white as the paper and the print under it can be read. use is not called
// any more after it gave an error, which Render returns.
func (e *Engine) Render(data []byte, pages []int, dpi int, use func(page int, img *image.Gray) error) error {
	return e.open(data, func(inst pdfium.Pdfium, s *session) error {
		for _, i := range pages {
			r, err := inst.RenderPageInDPI(&requests.RenderPageInDPI{Page: s.page(i), DPI: dpi})
			if err != nil {
				return fmt.Errorf("pdfium: draw page %d: %w", i+1, err)
			}
			img := red(r.Result.Image)
			r.Cleanup()
			if err := use(i, img); err != nil {
				return err
			}
		}
		return nil
	})
}

func red(src *image.RGBA) *image.Gray {
	b := src.Bounds()
	dst := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		from := src.Pix[y*src.Stride:]
		to := dst.Pix[y*dst.Stride:]
		for x := range b.Dx() {
			to[x] = from[4*x]
		}
	}
	return dst
}
