// Package ofd reads the text of OFD files (GB/T 33190-2016, the Chinese
// fixed-layout format): bytes go in, glyphs placed on pages come out. An OFD
// says its characters outright (TextCode); fonts are not looked into. Template
// pages are read with the pages that use them; annotations, stamps and
// attachments are not.
package ofd

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"
	"unicode"

	"zeren/ingest/layout"
)

// The limits of an archive.
const (
	MaxUnpacked = 200 << 20
	MaxEntries  = 10000 // every page is an entry of its own
)

// The ways in which a file can fail.
var (
	ErrDamaged   = errors.New("cannot be opened")
	ErrEncrypted = errors.New("is encrypted")
	ErrTooBig    = errors.New("unpacks to too much")
	ErrTooMany   = errors.New("has too many pages")
)

// File is an OFD read.
type File struct {
	Pages   []Page
	Creator string

	parser *parser
}

// Page is one page: its glyphs in points, and the share of it that pictures
// cover, 0 to 1.
type Page struct {
	layout.Sheet
	Pictures float64
	Drawings int // paths drawn

	scan  string  // part with the largest picture
	share float64 // of the page that it covers
}

// point is a millimetre in points.
const point = 72 / 25.4

type parser struct {
	zip  *zip.Reader
	left int64
}

// Read reads a file of at most limit pages. It fails with ErrDamaged,
// ErrEncrypted, ErrTooBig or ErrTooMany; a page that is missing makes the
// whole file damaged.
func Read(data []byte, limit int) (*File, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("ofd: %w: %v", ErrDamaged, err)
	}
	if len(z.File) > MaxEntries {
		return nil, fmt.Errorf("ofd: %w: %d entries", ErrTooBig, len(z.File))
	}
	p := &parser{zip: z, left: MaxUnpacked}
	for _, e := range z.File {
		if path.Base(e.Name) == "Encryptions.xml" {
			return nil, fmt.Errorf("ofd: %w", ErrEncrypted)
		}
	}
	var root struct {
		Bodies []struct {
			Creator string `xml:"DocInfo>Creator"`
			Root    string `xml:"DocRoot"`
		} `xml:"DocBody"`
	}
	if err := p.unmarshal("OFD.xml", &root); err != nil {
		return nil, err
	}
	f := &File{parser: p}
	for _, b := range root.Bodies {
		if f.Creator == "" {
			f.Creator = b.Creator
		}
		if err := p.document(locate("OFD.xml", b.Root), limit, f); err != nil {
			return nil, err
		}
	}
	if len(f.Pages) == 0 {
		return nil, fmt.Errorf("ofd: %w: no pages", ErrDamaged)
	}
	return f, nil
}

// locate resolves a location in a part, which is relative to it or, with a
// slash, to the archive.
func locate(part, loc string) string {
	loc = strings.TrimSpace(loc)
	if strings.HasPrefix(loc, "/") {
		return path.Clean(loc)[1:]
	}
	return path.Join(path.Dir(part), loc)
}

func (p *parser) unmarshal(name string, v any) error {
	data, err := p.part(name)
	if err != nil {
		return err
	}
	if err := xml.Unmarshal(data, v); err != nil {
		return fmt.Errorf("ofd: %s: %w: %v", name, ErrDamaged, err)
	}
	return nil
}

type content struct {
	Area      string `xml:"Area>PhysicalBox"`
	Templates []struct {
		ID    string `xml:"TemplateID,attr"`
		Order string `xml:"ZOrder,attr"`
	} `xml:"Template"`
	Layers []block `xml:"Content>Layer"`
}

// block is a Layer or PageBlock.
type block struct {
	Texts  []text   `xml:"TextObject"`
	Images []image  `xml:"ImageObject"`
	Paths  []stroke `xml:"PathObject"`
	Blocks []block  `xml:"PageBlock"`
}

type image struct {
	Boundary string `xml:"Boundary,attr"`
	Resource string `xml:"ResourceID,attr"`
}

type stroke struct {
	Boundary string `xml:"Boundary,attr"`
	CTM      string `xml:"CTM,attr"`
	Stroke   string `xml:"Stroke,attr"`
	Fill     string `xml:"Fill,attr"`
	Data     string `xml:"AbbreviatedData"`
}

type text struct {
	Boundary string  `xml:"Boundary,attr"`
	CTM      string  `xml:"CTM,attr"`
	Size     float64 `xml:"Size,attr"`
	HScale   string  `xml:"HScale,attr"`
	Visible  string  `xml:"Visible,attr"`
	Turn     float64 `xml:"ReadDirection,attr"`
	Codes    []struct {
		X      string `xml:"X,attr"`
		Y      string `xml:"Y,attr"`
		DeltaX string `xml:"DeltaX,attr"`
		DeltaY string `xml:"DeltaY,attr"`
		Text   string `xml:",chardata"`
	} `xml:"TextCode"`
}

func (p *parser) document(name string, limit int, f *File) error {
	var doc struct {
		Area      string `xml:"CommonData>PageArea>PhysicalBox"`
		Templates []struct {
			ID  string `xml:"ID,attr"`
			Loc string `xml:"BaseLoc,attr"`
		} `xml:"CommonData>TemplatePage"`
		Resources []string `xml:"CommonData>PublicRes"`
		Own       []string `xml:"CommonData>DocumentRes"`
		Pages     []struct {
			Loc string `xml:"BaseLoc,attr"`
		} `xml:"Pages>Page"`
	}
	if err := p.unmarshal(name, &doc); err != nil {
		return err
	}
	if len(f.Pages)+len(doc.Pages) > limit {
		return fmt.Errorf("ofd: %w: %d", ErrTooMany, len(doc.Pages))
	}
	media := map[string]string{}
	for _, loc := range append(doc.Resources, doc.Own...) {
		p.media(locate(name, loc), media)
	}
	templates := map[string]*content{}
	for _, t := range doc.Templates {
		var c content
		if err := p.unmarshal(locate(name, t.Loc), &c); err != nil {
			return err
		}
		templates[t.ID] = &c
	}
	for _, q := range doc.Pages {
		var c content
		if err := p.unmarshal(locate(name, q.Loc), &c); err != nil {
			return err
		}
		area := c.Area
		if area == "" {
			area = doc.Area
		}
		box := numbers(area)
		if len(box) != 4 {
			box = []float64{0, 0, 210, 297}
		}
		page := Page{Sheet: layout.Sheet{Width: box[2] * point, Height: box[3] * point}}
		for _, t := range c.Templates {
			if tc := templates[t.ID]; tc != nil {
				for _, l := range tc.Layers {
					page.draw(l, media, 0)
				}
			}
		}
		for _, l := range c.Layers {
			page.draw(l, media, 0)
		}
		f.Pages = append(f.Pages, page)
	}
	return nil
}

func (p *Page) draw(b block, media map[string]string, depth int) {
	if depth > 32 {
		return
	}
	for _, i := range b.Images {
		if x := numbers(i.Boundary); len(x) == 4 && p.Width*p.Height > 0 {
			share := math.Max(0, x[2]) * math.Max(0, x[3]) * point * point / (p.Width * p.Height)
			p.Pictures = math.Min(1, p.Pictures+share)
			if part := media[i.Resource]; share > p.share && part != "" {
				p.scan, p.share = part, share
			}
		}
	}
	p.Drawings += len(b.Paths)
	for _, s := range b.Paths {
		p.rule(s)
	}
	for _, t := range b.Texts {
		if t.Visible != "false" {
			p.write(t)
		}
	}
	for _, c := range b.Blocks {
		p.draw(c, media, depth+1)
	}
}

// write places the characters of a text object. Positions are in its own
// space, whose origin is the corner of its boundary, turned by its CTM.
func (p *Page) write(t text) {
	at := numbers(t.Boundary)
	if len(at) != 4 || len(p.Glyphs) > 200000 {
		return
	}
	m := numbers(t.CTM)
	if len(m) != 6 {
		m = []float64{1, 0, 0, 1, 0, 0}
	}
	h := 1.0
	if x := numbers(t.HScale); len(x) == 1 && x[0] > 0 {
		h = x[0]
	}
	x, y := 0.0, 0.0
	for _, c := range t.Codes {
		// A position left out is that of the code before.
		if v := numbers(c.X); len(v) == 1 {
			x = v[0]
		}
		if v := numbers(c.Y); len(v) == 1 {
			y = v[0]
		}
		dx, dy := deltas(c.DeltaX), deltas(c.DeltaY)
		px, py := x, y
		i := 0
		for _, r := range strings.Trim(c.Text, "\r\n") {
			w := t.Size * h
			if r < 0x2000 {
				w /= 2
			}
			if i < len(dx) && dx[i] > w && dx[i] <= 1.05*t.Size*h {
				w = dx[i] // set on a grid of full-width squares
			}
			box := layout.Box{X0: math.Inf(1), Y0: math.Inf(1), X1: math.Inf(-1), Y1: math.Inf(-1)}
			for _, q := range [4][2]float64{{px, py - 0.88*t.Size}, {px + w, py - 0.88*t.Size}, {px, py + 0.12*t.Size}, {px + w, py + 0.12*t.Size}} {
				u, v := at[0]+m[0]*q[0]+m[2]*q[1]+m[4], at[1]+m[1]*q[0]+m[3]*q[1]+m[5]
				box.X0, box.X1 = math.Min(box.X0, u*point), math.Max(box.X1, u*point)
				box.Y0, box.Y1 = math.Min(box.Y0, v*point), math.Max(box.Y1, v*point)
			}
			if !unicode.IsSpace(r) {
				p.Glyphs = append(p.Glyphs, layout.Glyph{Rune: r, Box: box, Angle: math.Atan2(m[1], m[0])*180/math.Pi + t.Turn})
			}
			switch {
			case i < len(dx):
				px += dx[i]
			case len(dx) == 0 && len(dy) == 0:
				px += w
			}
			if i < len(dy) {
				py += dy[i]
			}
			i++
		}
	}
}

// numbers reads the numbers of an attribute; nil where one is none.
func numbers(s string) []float64 {
	var out []float64
	for _, f := range strings.Fields(s) {
		x, err := strconv.ParseFloat(f, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return nil
		}
		out = append(out, x)
	}
	return out
}

// deltas reads advances, of which "g 3 4.2" repeats 4.2 three times.
func deltas(s string) []float64 {
	var out []float64
	fields := strings.Fields(s)
	for i := 0; i < len(fields); i++ {
		n := 1
		if fields[i] == "g" && i+2 < len(fields) {
			k, err := strconv.Atoi(fields[i+1])
			if err != nil || k < 0 || k > 100000 {
				return out
			}
			n, i = k, i+2
		}
		x, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return out
		}
		for range n {
			out = append(out, x)
		}
	}
	return out
}
