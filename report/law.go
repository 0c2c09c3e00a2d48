package report

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"zeren/classify"
)

// Compose drafts the papers that the regulation demands of an agency: those
// of a.Documents in their order, then the letters that the pack puts beside
// them. An assessment without documents gives none. The drafts say what the
// papers and the facts hold and nothing more; what is unknown is asked for.
// The same arguments give the same drafts. An error means that the pack's
// templates are at fault (see Check) or lack a document that it demands.
func Compose(p *classify.Pack, c classify.Case, f classify.Facts, a classify.Assessment, s Settings) ([]Draft, error) {
	p = p.Edition(a.PackVersion)
	lib, err := libraryOf(p)
	if err != nil {
		return nil, fmt.Errorf("%s/%w", p.ID, err)
	}
	return compose(lib, packLaw{p}, c, f, a, s)
}

// libraries keeps what was read of each pack, by the pack's digest and wording:
// reading takes longer than composing.
var libraries sync.Map

func libraryOf(p *classify.Pack) (*library, error) {
	key := p.Digest + p.Version
	if l, ok := libraries.Load(key); ok {
		return l.(*library), nil
	}
	l, err := loadFor(p.Files(), packLaw{p})
	if err != nil {
		return nil, err
	}
	libraries.Store(key, l)
	return l, nil
}

// Check reads a pack's templates, suggestions and style, and tries every
// template on a view in which everything is known and on one in which nothing
// is. The error names file and line of the first mistake: a field or a
// function that does not exist, a mark that means nothing, a row with too few
// cells, a letter beside a document that the pack does not
// have, a document without a template.
func Check(p *classify.Pack) error {
	for _, e := range p.Editions() {
		for _, d := range e.Documents() {
			name := "documents/" + d.ID + ".tmpl"
			if _, err := fs.Stat(e.Files(), name); err != nil {
				return fmt.Errorf("%s/%s：文件不存在：规则要求的文书《%s》没有模板", p.ID, name, d.Title)
			}
			if t, err := readDocument(e.Files(), name); err == nil && t.Title != d.Title {
				return fmt.Errorf("%s/%s第2行：文书标题“%s”与规则中的“%s”不同", p.ID, name, t.Title, d.Title)
			}
		}
		if err := check(e.Files(), packLaw{e}); err != nil {
			return fmt.Errorf("%s/%w", p.ID, err)
		}
	}
	return nil
}

// packLaw is the regulation of a pack.
type packLaw struct{ p *classify.Pack }

func (l packLaw) Name() string             { return l.p.Title }
func (l packLaw) Number(in string) string  { return l.p.NumberOf(in) }
func (l packLaw) Cite(short string) string { return l.p.CiteShort(short) }

// Codes are the fault codes that the clause's condition names.
func (l packLaw) Codes(clause string) []string { return l.p.Codes(clause) }

// Article gives an article with all its items, one line each, as printed.
func (l packLaw) Article(short string) string { return strings.Join(l.p.Lines(short), "\n") }

// Words are the first paragraph of a provision.
func (l packLaw) Words(short string) string { return l.p.Quote(short, 0) }

// Says reports whether a provision, with its items, holds words.
func (l packLaw) Says(short, words string) bool {
	return words != "" && strings.Contains(squeeze(strings.Join(l.p.Lines(short), "")), squeeze(words))
}

func (l packLaw) Organs() []Organ {
	var out []Organ
	for _, o := range l.p.Organs {
		out = append(out, Organ{Printed: o.Printed, Now: o.Present, Is: o.Is})
	}
	return out
}
