package ingest

import (
	"errors"

	"zeren/ingest/layout"
	"zeren/ingest/ofd"
	"zeren/ingest/pdf"
)

// decodeOFD makes a document of an OFD. It has one reader; its pages are held
// to the gate as those of a PDF are.
func decodeOFD(d Document, data []byte) (Document, error) {
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
	return weigh(d, r, nil, nil, Options{})
}
