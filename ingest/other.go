package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"time"

	"zeren/ingest/convert"
	"zeren/ingest/layout"
	"zeren/ingest/pdf"
	"zeren/ingest/picture"
	"zeren/ingest/web"
)

// decodeWeb makes a document of a saved web page: one page, a line for each
// block. Menus are furniture.
func decodeWeb(d Document, data []byte) (Document, error) {
	w, err := web.Read(data)
	if err != nil {
		return d, unreadable(Damaged, "%v", err)
	}
	p := Page{Number: 1, Reader: readerWeb, Lines: []Line{}}
	var b builder
	for i, l := range w.Lines {
		start, end := b.line(l)
		p.Lines = append(p.Lines, Line{Number: i + 1, Start: start, End: end, Para: true})
	}
	for _, m := range w.Menus {
		p.Furniture = append(p.Furniture, Furniture{Kind: "menu", Text: m})
	}
	p.End = b.n
	d.Text, d.Pages = string(b.text), []Page{p}
	d.Source.Pages, d.Source.Reader = 1, readerWeb
	if r := verdict(measure(d.Text), true); r != "" {
		return d, unreadable(r, "%s", measure(d.Text))
	}
	if w.Pictures > 0 {
		d.Problems = append(d.Problems, Problem{Code: "picture", Text: "网页中有图像，图像中的文字没有读取，请与原件核对。"})
	}
	return d, nil
}

// pageImages are the kinds of file that are pictures of pages.
var pageImages = map[string]bool{mediaJPEG: true, mediaPNG: true, mediaTIFF: true, mediaGIF: true, mediaBMP: true, mediaWebP: true}

// decodePicture makes a document of pictures of pages, those of one file or of
// several in their order: all of it is recognition.
func decodePicture(d Document, files [][]byte, opts Options) (Document, error) {
	type place struct {
		f *picture.File
		i int
	}
	var places []place
	r := &reading{name: readerPicture, file: &pdf.File{}}
	var sheets []layout.Sheet
	for _, data := range files {
		f, err := picture.Open(data, MaxPages-len(places))
		switch {
		case errors.Is(err, picture.ErrTooBig):
			return d, unreadable(TooLarge, "%v", err)
		case errors.Is(err, picture.ErrTooMany):
			return d, unreadable(TooManyPages, "%v", err)
		case err != nil:
			return d, unreadable(Damaged, "%v", err)
		}
		for i, p := range f.Pages {
			places = append(places, place{f, i})
			sheets = append(sheets, layout.Sheet{Width: p.Width, Height: p.Height})
			r.file.Pages = append(r.file.Pages, pdf.Page{Sheet: sheets[len(sheets)-1], Pictures: 1})
		}
	}
	r.pages = layout.Arrange(sheets)
	draw := func(pages []int, use func(int, *image.Gray, int) error) error {
		for _, i := range pages {
			img, dpi, err := places[i].f.Draw(places[i].i)
			if err != nil {
				return fmt.Errorf("page %d: %w", i+1, err)
			}
			if err := use(i, img, dpi); err != nil {
				return err
			}
		}
		return nil
	}
	return weigh(d, r, nil, draw, opts)
}

// A Converter turns word processor files into PDF.
type Converter interface {
	// PDF gives the file as PDF; convert.ErrRefused where it made nothing of
	// it. ext is the ending that suits its kind.
	PDF(ctx context.Context, data []byte, ext string) ([]byte, error)

	// Name tells the program and its version, as the document keeps it.
	Name() string
}

// convertTime is how long the conversion of one file may take.
const convertTime = 90 * time.Second

// decodeOffice makes a document of an old word processor file by way of PDF.
func decodeOffice(d Document, data []byte, opts Options) (Document, error) {
	if bytes.HasPrefix(data, []byte(oleMark)) && bytes.Contains(data, utf16Text("EncryptedPackage")) {
		return d, unreadable(Encrypted, "an encrypted package")
	}
	if opts.Office == nil {
		return d, &Unreadable{Reason: NeedsOffice, Aid: AidOffice}
	}
	opts.tell(readerOffice, 1)
	ctx, cancel := context.WithTimeout(context.Background(), convertTime)
	defer cancel()
	made, err := opts.Office.PDF(ctx, data, endings[d.Source.Media])
	if err != nil {
		e := unreadable(Unconverted, "%v", err)
		e.Aid = AidOffice
		return d, e
	}
	d, err = decodePDF(d, made, opts)
	if d.Source.Engine != "" {
		d.Source.Engine = "; " + d.Source.Engine
	}
	d.Source.Engine = opts.Office.Name() + d.Source.Engine
	if err == nil {
		d.Problems = append(d.Problems, Problem{Code: "converted", Text: "文件由LibreOffice转换后读取，页码、行次以转换后的版面为准。"})
	}
	return d, err
}

// endings are the kinds of file that LibreOffice converts, with the ending by
// which it knows them best.
var endings = map[string]string{mediaOLE: ".doc", mediaRTF: ".rtf", mediaODT: ".odt", mediaWordXML: ".xml"}

const oleMark = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// ole tells what an OLE file (MS-CFB) holds, by the names in its directory.
func ole(data []byte) string {
	if bytes.Contains(data, utf16Text("WordDocument")) || bytes.Contains(data, utf16Text("EncryptedPackage")) {
		return mediaOLE
	}
	return mediaStorage
}

// utf16Text is an ASCII text in UTF-16, little end first.
func utf16Text(s string) []byte {
	out := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		out = append(out, s[i], 0)
	}
	return out
}

var _ Converter = convert.Program{}
