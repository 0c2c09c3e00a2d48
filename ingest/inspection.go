package ingest

import (
	"errors"

	"zeren/ingest/pdf"
)

// Inspection is what was seen in a file, whether it could be read or not: the
// data of `zeren inspect`.
type Inspection struct {
	Source     Source      `json:"source"`
	Bytes      int         `json:"bytes"`
	Version    string      `json:"version,omitempty"` // of the PDF format
	Producer   string      `json:"producer,omitempty"`
	Creator    string      `json:"creator,omitempty"`
	Whole      bool        `json:"whole"` // the file has its end
	Torn       int         `json:"torn"`  // packed streams that do not unpack
	Rebuilt    bool        `json:"rebuilt,omitempty"`
	Fonts      []pdf.Font  `json:"fonts,omitempty"`
	Pages      []Glimpse   `json:"pages,omitempty"`
	Problems   []Problem   `json:"problems,omitempty"`
	Unreadable *Unreadable `json:"unreadable,omitempty"`

	// Document is what Decode made of the file, as far as it came.
	Document Document `json:"-"`
}

// Glimpse is one page as inspected: what Decode took, and what each reader had to offer.
type Glimpse struct {
	Number    int     `json:"number"`
	Width     float64 `json:"width,omitempty"` // points
	Height    float64 `json:"height,omitempty"`
	Turn      int     `json:"turn,omitempty"`
	Reader    string  `json:"reader"` // the one taken
	Agreement float64 `json:"agreement,omitempty"`
	Lines     int     `json:"lines"`

	// Confidence is that of a recognised page, 0 where it is none.
	Confidence float64 `json:"confidence,omitempty"`
	// Furniture counts what was set aside from the text, by kind.
	Furniture map[string]int `json:"furniture,omitempty"`

	// Tables counts the tables on the page, Seals are where red stamps were
	// seen on the picture of the page, where it was drawn.
	Tables int   `json:"tables,omitempty"`
	Seals  []Box `json:"seals,omitempty"`

	Offers []Offer `json:"offers,omitempty"`
}

// Offer is what one reader of PDF made of a page.
type Offer struct {
	Reader   string  `json:"reader"`
	Gate     Gate    `json:"gate"`
	Refused  Reason  `json:"refused,omitempty"` // why its text alone would not be taken
	Pictures float64 `json:"pictures"`          // share of the page
	Drawings int     `json:"drawings"`
	Hidden   int     `json:"hidden"`  // glyphs that nobody sees
	Unknown  int     `json:"unknown"` // glyphs for which the file tells no character
	Crowded  float64 `json:"crowded"` // share of characters printed over others
	Failed   string  `json:"failed,omitempty"`

	Fields       int `json:"fields,omitempty"`       // glyphs in the fields of a form
	Noted        int `json:"noted,omitempty"`        // glyphs in notes, stamps and signatures
	Contradicted int `json:"contradicted,omitempty"` // glyphs of which the file tells two characters
}

// Inspect reads a file as Decode does and tells what was seen on the way. An
// unreadable file is told in the Inspection; an error says that the reader
// itself could not be started. Like Decode it belongs into a process that can
// be killed.
func Inspect(name string, data []byte, opts Options) (Inspection, error) {
	var readings []*reading
	opts.seen = func(r *reading) { readings = append(readings, r) }
	d, err := Decode(name, data, opts)
	x := Inspection{Source: d.Source, Bytes: len(data), Problems: d.Problems, Document: d}
	if err != nil && !errors.As(err, &x.Unreadable) {
		return x, err
	}
	if d.Source.Media == mediaPDF {
		x.Whole, x.Torn = pdf.Whole(data), pdf.Torn(data)
	}
	for _, p := range d.Pages {
		g := Glimpse{Number: p.Number, Width: p.Width, Height: p.Height, Turn: p.Turn, Reader: p.Reader, Agreement: p.Agreement, Lines: len(p.Lines), Confidence: p.Confidence}
		for _, f := range p.Furniture {
			if g.Furniture == nil {
				g.Furniture = map[string]int{}
			}
			g.Furniture[f.Kind]++
		}
		for _, l := range p.Lines {
			if l.Cell != nil {
				g.Tables = max(g.Tables, l.Cell.Table)
			}
		}
		x.Pages = append(x.Pages, g)
	}
	for _, r := range readings {
		if x.Producer == "" {
			x.Producer, x.Creator = r.file.Producer, r.file.Creator
		}
		if r.name == readerLayer {
			x.Version, x.Fonts, x.Rebuilt = r.file.Version, r.file.Fonts, r.file.Rebuilt
		}
		for i := range r.file.Pages {
			p := &r.file.Pages[i]
			o := Offer{Reader: r.name, Pictures: p.Pictures, Drawings: p.Drawings, Hidden: p.Hidden, Unknown: p.Unknown, Crowded: r.pages[i].Crowded, Fields: p.Fields, Noted: p.Noted, Contradicted: p.Contradicted}
			if p.Err != nil {
				o.Failed = p.Err.Error()
			} else {
				o.Gate = measure(body(&r.pages[i]))
				o.Refused = held(o.Gate, p)
				if p.Contradicted > 0 {
					o.Refused = Garbled
				}
			}
			if i >= len(x.Pages) {
				x.Pages = append(x.Pages, Glimpse{Number: i + 1})
			}
			x.Pages[i].Offers = append(x.Pages[i].Offers, o)
		}
	}
	return x, nil
}
