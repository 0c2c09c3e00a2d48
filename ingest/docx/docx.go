// Package docx reads the text of a Word document (ECMA-376, Office Open XML):
// bytes go in, paragraphs come out, in the order of the body.
//
// Text that was deleted under change tracking is left out, inserted text is
// taken; automatic numbers are written out as Word shows them; of alternative
// contents the first is taken. Pages are those that Word noted when it last
// laid the document out, and the breaks that its author set.
package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// The limits of an archive.
const (
	MaxUnpacked = 200 << 20
	MaxEntries  = 2000
)

// The ways in which a file can fail.
var (
	ErrDamaged = errors.New("cannot be opened")
	ErrTooBig  = errors.New("unpacks to too much")
)

// Paragraph is one paragraph of the body, of a table's cell or of a text box.
type Paragraph struct {
	Text string
	Page int // 1-based
}

// File is a document read.
type File struct {
	Paragraphs []Paragraph
	Pages      int
	Pictures   int      // drawings in the body
	Margins    []string // paragraphs of headers and footers, each once
	Producer   string

	parser *parser
	images []string // relations of the pictures in the body, in its order
}

// Images gives the pictures of the body in its order. It fails with ErrDamaged
// where one is not in the file, and with ErrTooBig.
func (f *File) Images() ([][]byte, error) {
	part, err := f.parser.part("word/_rels/document.xml.rels")
	if err != nil {
		return nil, err
	}
	var rels struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:",attr"`
			Mode   string `xml:"TargetMode,attr"`
		}
	}
	if err := xml.Unmarshal(part, &rels); err != nil {
		return nil, fmt.Errorf("docx: relations: %w: %v", ErrDamaged, err)
	}
	targets := map[string]string{}
	for _, r := range rels.Relationship {
		if r.Mode != "External" {
			targets[r.ID] = strings.TrimPrefix(path.Join("/word", r.Target), "/")
			if strings.HasPrefix(r.Target, "/") {
				targets[r.ID] = path.Clean(r.Target)[1:]
			}
		}
	}
	var out [][]byte
	for _, id := range f.images {
		data, err := f.parser.part(targets[id])
		if err != nil {
			return nil, err
		}
		if data == nil {
			return nil, fmt.Errorf("docx: picture %q: %w: not there", targets[id], ErrDamaged)
		}
		out = append(out, data)
	}
	return out, nil
}

// Read reads a document. It fails with ErrDamaged or ErrTooBig.
func Read(data []byte) (*File, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("docx: %w: %v", ErrDamaged, err)
	}
	if len(z.File) > MaxEntries {
		return nil, fmt.Errorf("docx: %w: %d entries", ErrTooBig, len(z.File))
	}
	p := &parser{zip: z, left: MaxUnpacked}
	numbering, err := p.part("word/numbering.xml")
	if err != nil {
		return nil, err
	}
	if p.numbers, err = readNumbering(numbering); err != nil {
		return nil, fmt.Errorf("docx: numbering: %w: %v", ErrDamaged, err)
	}
	if p.styles, err = p.styleNumbers(); err != nil {
		return nil, err
	}
	body, err := p.part("word/document.xml")
	if err != nil {
		return nil, err
	}
	if body == nil {
		return nil, fmt.Errorf("docx: %w: no document", ErrDamaged)
	}
	f := &File{Pages: 1, parser: p}
	if err := p.story(body, f); err != nil {
		return nil, fmt.Errorf("docx: document: %w: %v", ErrDamaged, err)
	}
	seen := map[string]bool{}
	for _, e := range z.File {
		if !strings.HasPrefix(e.Name, "word/header") && !strings.HasPrefix(e.Name, "word/footer") || !strings.HasSuffix(e.Name, ".xml") {
			continue
		}
		part, err := p.part(e.Name)
		if err != nil {
			return nil, err
		}
		var m File
		if err := p.story(part, &m); err != nil {
			return nil, fmt.Errorf("docx: %s: %w: %v", e.Name, ErrDamaged, err)
		}
		for _, x := range m.Paragraphs {
			if t := strings.TrimSpace(x.Text); t != "" && !seen[t] {
				seen[t] = true
				f.Margins = append(f.Margins, t)
			}
		}
	}
	app, err := p.part("docProps/app.xml")
	if err != nil {
		return nil, err
	}
	var props struct{ Application string }
	if xml.Unmarshal(app, &props) == nil {
		f.Producer = props.Application
	}
	return f, nil
}

type parser struct {
	zip     *zip.Reader
	left    int64
	numbers *numbering
	styles  map[string]number // numbering that a paragraph style brings
}

// part gives the bytes of a part, nil if there is none.
func (p *parser) part(name string) ([]byte, error) {
	for _, e := range p.zip.File {
		if e.Name != name {
			continue
		}
		r, err := e.Open()
		if err != nil {
			return nil, fmt.Errorf("docx: %s: %w: %v", name, ErrDamaged, err)
		}
		defer r.Close()
		data, err := io.ReadAll(io.LimitReader(r, p.left+1))
		if err != nil {
			return nil, fmt.Errorf("docx: %s: %w: %v", name, ErrDamaged, err)
		}
		if p.left -= int64(len(data)); p.left < 0 {
			return nil, fmt.Errorf("docx: %s: %w", name, ErrTooBig)
		}
		return data, nil
	}
	return nil, nil
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// paragraph is one being read; text boxes nest one in another.
type paragraph struct {
	text   strings.Builder
	page   int
	number number
	own    bool // has numbering properties of its own
}

// story reads the paragraphs of a part into f.
func (p *parser) story(data []byte, f *File) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	var open []*paragraph
	cur := func() *paragraph {
		if n := len(open); n > 0 {
			return open[n-1]
		}
		return nil
	}
	text := false
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.StartElement:
			c := cur()
			switch e.Name.Local {
			case "Fallback", "del", "moveFrom", "instrText", "rt":
				if err := d.Skip(); err != nil {
					return err
				}
			case "p":
				if len(open) > 32 {
					return errors.New("text boxes too deep")
				}
				open = append(open, &paragraph{page: f.Pages})
			case "t":
				text = true
			case "tab":
				if c != nil && len(c.text.String()) > 0 {
					c.text.WriteByte('\t')
				}
			case "noBreakHyphen":
				if c != nil {
					c.text.WriteByte('-')
				}
			case "br":
				if attr(e, "type") == "page" {
					f.Pages++
				} else if c != nil {
					c.text.WriteByte('\n')
				}
			case "lastRenderedPageBreak":
				f.Pages++
				if c != nil && c.text.Len() == 0 {
					c.page = f.Pages
				}
			case "drawing", "pict":
				f.Pictures++
			case "blip", "imagedata":
				if id := attr(e, "embed") + attr(e, "id"); id != "" {
					f.images = append(f.images, id)
				}
			case "pStyle":
				if c != nil && !c.own {
					c.number = p.styles[attr(e, "val")]
				}
			case "numId":
				if c != nil {
					c.number.id, c.own = attr(e, "val"), true
				}
			case "ilvl":
				if c != nil {
					c.number.level = level(attr(e, "val"))
				}
			}
		case xml.CharData:
			if c := cur(); text && c != nil {
				c.text.Write(e)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "t":
				text = false
			case "p":
				if c := cur(); c != nil {
					open = open[:len(open)-1]
					f.Paragraphs = append(f.Paragraphs, Paragraph{Text: p.numbers.next(c.number) + c.text.String(), Page: c.page})
				}
			}
		}
	}
}
