package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"

	"zeren/ingest/docx"
)

// packaged tells what a zip archive holds.
func packaged(data []byte) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return mediaZip
	}
	for _, f := range z.File {
		switch f.Name {
		case "word/document.xml":
			return mediaDOCX
		case "OFD.xml":
			return mediaOFD
		case "content.xml":
			if opendocument(z) {
				return mediaODT
			}
		}
	}
	return mediaZip
}

// opendocument reports whether an archive says of itself that it is an
// OpenDocument text.
func opendocument(z *zip.Reader) bool {
	r, err := z.Open("mimetype")
	if err != nil {
		return false
	}
	defer r.Close()
	kind, err := io.ReadAll(io.LimitReader(r, 100))
	return err == nil && strings.TrimSpace(string(kind)) == mediaODT
}

// decodeDOCX makes a document of a Word file. A paragraph is a line, and a
// line break in it begins another; there is no geometry. A file of nothing but
// pictures is one of pictures of pages.
func decodeDOCX(d Document, data []byte, opts Options) (Document, error) {
	f, err := docx.Read(data)
	switch {
	case errors.Is(err, docx.ErrTooBig):
		return d, unreadable(TooLarge, "%v", err)
	case err != nil:
		return d, unreadable(Damaged, "%v", err)
	case f.Pages > MaxPages:
		return d, unreadable(TooManyPages, "%d pages", f.Pages)
	}
	var b builder
	next := 0
	for n := 1; n <= f.Pages; n++ {
		p := Page{Number: n, Start: b.n, Reader: readerDOCX, Lines: []Line{}}
		if n == 1 {
			for _, m := range f.Margins {
				p.Furniture = append(p.Furniture, Furniture{Kind: "header", Text: m})
			}
		}
		for ; next < len(f.Paragraphs) && f.Paragraphs[next].Page <= n; next++ {
			for i, row := range strings.Split(strings.TrimRight(f.Paragraphs[next].Text, " \t\n"), "\n") {
				start, end := b.line(row)
				p.Lines = append(p.Lines, Line{Number: len(p.Lines) + 1, Start: start, End: end, Para: i == 0})
			}
		}
		p.End = b.n
		d.Pages = append(d.Pages, p)
	}
	d.Text = string(b.text)
	d.Source.Pages, d.Source.Reader = len(d.Pages), readerDOCX
	whole := measure(d.Text)
	switch r := verdict(whole, true); {
	case (r == Empty || whole.Runes < few) && f.Pictures > 0:
		images, err := f.Images()
		if err != nil || len(images) == 0 || whole.Runes > 0 {
			return d, unreadable(NeedsOCR, "%d pictures, %s: %v", f.Pictures, whole, err)
		}
		return decodePicture(Document{Source: Source{Name: d.Source.Name, SHA256: d.Source.SHA256, Media: d.Source.Media}}, images, opts)
	case r != "":
		return d, unreadable(r, "%s", whole)
	}
	if f.Pictures > 0 {
		d.Problems = append(d.Problems, Problem{Code: "picture", Text: "文件中有图像，图像中的文字没有读取，请与原件核对。"})
	}
	return d, nil
}
