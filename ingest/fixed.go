package ingest

import (
	"errors"
	"fmt"
	"image"
	"math"

	"zeren/ingest/layout"
	"zeren/ingest/ofd"
	"zeren/ingest/pdf"
	"zeren/ingest/picture"
)

// decodeOFD makes a document of an OFD. It has one reader; its pages are held
// to the gate as those of a PDF are, and those that are pictures recognised.
func decodeOFD(d Document, data []byte, opts Options) (Document, error) {
	f, err := ofd.Read(data, MaxPages)
	switch {
	case errors.Is(err, ofd.ErrEncrypted):
		return d, unreadable(Encrypted, "%v", err)
	case errors.Is(err, ofd.ErrTooBig):
		return d, unreadable(TooLarge, "%v", err)
	case errors.Is(err, ofd.ErrTooMany):
		return d, unreadable(TooManyPages, "%v", err)
	case err != nil:
		return d, unreadable(Damaged, "%v", err)
	}
	r := &reading{name: readerOFD, file: &pdf.File{Creator: f.Creator}}
	sheets := make([]layout.Sheet, len(f.Pages))
	for i, p := range f.Pages {
		sheets[i] = p.Sheet
		r.file.Pages = append(r.file.Pages, pdf.Page{Sheet: p.Sheet, Pictures: p.Pictures, Drawings: p.Drawings})
	}
	r.pages = layout.Arrange(sheets)
	var scans map[int]*picture.File
	for i := range f.Pages {
		data, err := f.Scan(i)
		if errors.Is(err, ofd.ErrNoScan) {
			continue
		}
		if err == nil {
			var scan *picture.File
			if scan, err = picture.Open(data, 1); err == nil {
				if scans == nil {
					scans = map[int]*picture.File{}
				}
				scans[i] = scan
			}
		}
		if errors.Is(err, ofd.ErrTooBig) || errors.Is(err, picture.ErrTooBig) {
			return d, unreadable(TooLarge, "%v", err)
		}
	}
	if scans == nil {
		return weigh(d, r, nil, nil, opts)
	}
	return weigh(d, r, nil, func(pages []int, use func(int, *image.Gray, int) error) error {
		for _, i := range pages {
			if scans[i] == nil {
				return fmt.Errorf("page %d: no picture that can be drawn", i+1)
			}
			img, dpi, err := scans[i].Draw(0)
			if err != nil {
				return fmt.Errorf("page %d: %w", i+1, err)
			}
			if w := f.Pages[i].Width; w > 0 { // the picture is as large as the page, not as A4
				dpi = int(math.Round(float64(img.Bounds().Dx()) * 72 / w))
			}
			if err := use(i, img, dpi); err != nil {
				return err
			}
		}
		return nil
	}, opts)
}
