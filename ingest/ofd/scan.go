package ofd

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// ErrNoScan says that no one picture covers most of a page.
var ErrNoScan = errors.New("is no scan")

// Scan gives the file of the picture that covers most of a page (from 0), as
// it is embedded: JPEG, PNG and others. It fails with ErrNoScan, ErrDamaged or
// ErrTooBig.
func (f *File) Scan(page int) ([]byte, error) {
	p := &f.Pages[page]
	if p.share < 0.5 {
		return nil, fmt.Errorf("ofd: page %d %w", page+1, ErrNoScan)
	}
	return f.parser.part(p.scan)
}

// media takes the places of pictures from a list of resources; one that is not
// there or not sound has none.
func (p *parser) media(name string, into map[string]string) {
	var list struct {
		Base  string `xml:"BaseLoc,attr"`
		Media []struct {
			ID   string `xml:"ID,attr"`
			File string `xml:"MediaFile"`
		} `xml:"MultiMedias>MultiMedia"`
	}
	if p.unmarshal(name, &list) != nil {
		return
	}
	for _, m := range list.Media {
		into[m.ID] = locate(name, path.Join(strings.TrimSpace(list.Base), strings.TrimSpace(m.File)))
	}
}

// part gives the bytes of a part.
func (p *parser) part(name string) ([]byte, error) {
	for _, e := range p.zip.File {
		if strings.TrimPrefix(e.Name, "/") != name {
			continue
		}
		r, err := e.Open()
		if err != nil {
			return nil, fmt.Errorf("ofd: %s: %w: %v", name, ErrDamaged, err)
		}
		defer r.Close()
		data, err := io.ReadAll(io.LimitReader(r, p.left+1))
		if err != nil {
			return nil, fmt.Errorf("ofd: %s: %w: %v", name, ErrDamaged, err)
		}
		if p.left -= int64(len(data)); p.left < 0 {
			return nil, fmt.Errorf("ofd: %s: %w", name, ErrTooBig)
		}
		return data, nil
	}
	return nil, fmt.Errorf("ofd: %s: %w: not there", name, ErrDamaged)
}
