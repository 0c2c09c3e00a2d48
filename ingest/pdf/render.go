package pdf

import (
	"fmt"
	"image"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"
)

// Render draws the pages numbered (from 0) as displayed, each at dpi dots an
// inch, and hands it to use, which must not keep it. use is not called any
// more after it gave an error, which Render returns.
func (e *Engine) Render(data []byte, pages []int, dpi func(page int) int, use func(page int, img *image.RGBA) error) error {
	return e.open(data, func(inst pdfium.Pdfium, s *session) error {
		for _, i := range pages {
			r, err := inst.RenderPageInDPI(&requests.RenderPageInDPI{Page: s.page(i), DPI: dpi(i)})
			if err != nil {
				return fmt.Errorf("pdfium: draw page %d: %w", i+1, err)
			}
			err = use(i, r.Result.Image)
			r.Cleanup()
			if err != nil {
				return err
			}
		}
		return nil
	})
}
