package ingest

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Origin tells from which file a page came, where a document was put together
// from several.
type Origin struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Page   int    `json:"page"` // its number there
}

// Concat puts documents behind each other: one paper whose pages are files of
// their own, as when each was photographed. Pages are numbered through and keep
// where they came from. The digest of the whole is for the caller to set. No
// documents give an empty one.
func Concat(name string, docs []Document) Document {
	out := Document{Source: Source{Name: name}, Pages: []Page{}}
	var text strings.Builder
	at := 0
	for i, d := range docs {
		if i == 0 {
			out.Source.Media, out.Source.Reader = d.Source.Media, d.Source.Reader
		}
		if d.Source.Reader == readerOCR {
			out.Source.Reader = readerOCR
		}
		before := len(out.Pages)
		for _, p := range d.Pages {
			from := Origin{d.Source.Name, d.Source.SHA256, p.Number}
			if p.From != nil {
				from = *p.From
			}
			p.From = &from
			p.Number += before
			p.Start, p.End = p.Start+at, p.End+at
			p.Lines = slices.Clone(p.Lines)
			for k := range p.Lines {
				p.Lines[k].Start += at
				p.Lines[k].End += at
			}
			out.Pages = append(out.Pages, p)
		}
		for _, p := range d.Problems {
			p.Text = d.Source.Name + "：" + p.Text
			if p.Page > 0 {
				p.Page += before
			}
			out.Problems = append(out.Problems, p)
		}
		text.WriteString(d.Text)
		at += utf8.RuneCountInString(d.Text)
	}
	out.Text, out.Source.Pages = text.String(), len(out.Pages)
	return out
}
