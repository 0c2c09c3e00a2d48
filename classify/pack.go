package classify

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// Pack is one jurisdiction's regulation as data: its text, its rules, its
// document templates. Text and rules are those of the wording now in force;
// On gives those of another day.
type Pack struct {
	ID      string
	Title   string // the regulation's full title
	Number  string // 文号, "" none
	Issuer  string
	Version string // name of the wording at hand
	From    string // first day in force, YYYY-MM-DD, "" undated
	Digest  string // SHA-256 over the pack's files

	Text     *Text
	Forms    Forms
	Organs   []Organ           // organs with their present names
	Settings map[string]string // words that templates use
	Notes    []string          // defects of the source, kept as printed
	Example  string            // an agency that the regulation covers
	Facts    []FactSpec        // facts of its own that the pack declares

	files    fs.FS
	versions []version
	editions []edition
	rules    *rulesFile
	kinds    map[string]Type
	start    values // of every assessment, see unsaid
	place    scope
	specs    map[string]FactSpec
}

// edition is one wording with the rules made for it.
type edition struct {
	name  string // of its version
	at    int    // index of its version
	file  string // of its rules
	text  *Text
	rules *rulesFile
	kinds map[string]Type
	start values
}

// On is the pack with the wording in force on a day (YYYY-MM-DD); "" means now.
// Where that wording is not at hand it is the next later one.
func (p *Pack) On(day string) *Pack {
	if day == "" || len(p.editions) < 2 {
		return p
	}
	v := p.inForce(day)
	for i := range p.editions {
		if p.editions[i].at >= v {
			return p.edition(i)
		}
	}
	return p
}

// Edition is the pack with the wording of a version, by the version's name
// (Assessment.PackVersion); the pack itself where it has no such wording.
func (p *Pack) Edition(version string) *Pack {
	for i := range p.editions {
		if p.editions[i].name == version && version != p.Version {
			return p.edition(i)
		}
	}
	return p
}

// NumberOf is the regulation's 文号 under a version, by the version's name: an
// amendment that came later is no part of it.
func (p *Pack) NumberOf(version string) string {
	for _, v := range p.versions {
		if v.Name == version && v.Number != "" {
			return v.Number
		}
	}
	return p.Number
}

// Editions are the pack's wordings at hand, each as a pack, oldest first.
func (p *Pack) Editions() []*Pack {
	out := make([]*Pack, len(p.editions))
	for i := range p.editions {
		out[i] = p.edition(i)
	}
	return out
}

func (p *Pack) edition(i int) *Pack {
	e := &p.editions[i]
	if e.text == p.Text {
		return p
	}
	q := *p
	q.Version, q.Text, q.rules, q.kinds, q.start = e.name, e.text, e.rules, e.kinds, e.start
	return &q
}

// inForce is the index of the version that a day falls under: the last one that
// had begun; the first where none had.
func (p *Pack) inForce(day string) int {
	at := 0
	for i, v := range p.versions {
		if v.From <= day {
			at = i
		}
	}
	return at
}

// scope is the ready form of scopeFile.
type scope struct {
	article string
	strip   []string
	places  []place
	include []levelled
	only    []*regexp.Regexp
	outside []excluded
}

type place struct{ code, name, level string }

type levelled struct {
	match *regexp.Regexp
	level string
}

type excluded struct {
	match  *regexp.Regexp
	reason string
}

// Files are the pack's files; a pack's document templates lie in documents/.
func (p *Pack) Files() fs.FS { return p.files }

// Document is a document that the regulation demands, by its id.
func (p *Pack) Document(id string) (Document, bool) {
	for _, r := range p.rules.Documents {
		if r.ID == id {
			return Document{ID: r.ID, Title: r.Title, Article: r.Article}, true
		}
	}
	return Document{}, false
}

// Documents are all documents that the regulation can demand.
func (p *Pack) Documents() []Document {
	out := make([]Document, len(p.rules.Documents))
	for i, r := range p.rules.Documents {
		out[i] = Document{ID: r.ID, Title: r.Title, Article: r.Article}
	}
	return out
}

// Cite prints a clause's provision in full (第十五条第（一）项) by the clause's
// id; "" where the pack has no such id.
func (p *Pack) Cite(id string) string {
	if r := p.rules.find(id); r != nil {
		return r.long
	}
	return ""
}

// CiteShort prints a short citation in full: 三（一） becomes 第三条第（一）项. What
// is no citation comes back unchanged.
func (p *Pack) CiteShort(short string) string {
	c, err := ParseCitation(short)
	if err != nil {
		return short
	}
	return p.Forms.long(c)
}

// Quote gives the regulation's own words for a short citation, "" where the
// text has no such provision. paragraph 0 means the first.
func (p *Pack) Quote(short string, paragraph int) string {
	c, err := ParseCitation(short)
	if err != nil {
		return ""
	}
	c.Paragraph = paragraph
	if n := p.Text.find(c); n != nil {
		return n.words(c)
	}
	return ""
}

// Lines are a provision whole, with its items, as printed, one block a line;
// nil where the text has no such provision.
func (p *Pack) Lines(short string) []string {
	c, err := ParseCitation(short)
	if err != nil {
		return nil
	}
	n := p.Text.find(c)
	if n == nil {
		return nil
	}
	return n.lines(nil)
}

// Present gives an organ's present name, "" where it has not changed.
func (p *Pack) Present(printed string) string {
	for _, o := range p.Organs {
		if o.Printed == printed {
			return o.Present
		}
	}
	return ""
}

// Codes are the fault codes that a clause's condition names: of which findings
// it speaks, met or not. Sorted; nil where the pack has no such clause.
func (p *Pack) Codes(id string) []string {
	r := p.rules.find(id)
	if r == nil || r.prog == nil {
		return nil
	}
	var out []string
	for _, v := range r.prog.vars {
		kind, code, _ := strings.Cut(v, ".")
		switch kind {
		case "finding", "remark", "minor", "words", "evidence":
			if !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
	}
	slices.Sort(out)
	return out
}

// lists are all rules of a pack by section name, in the order of evaluation.
func (f *rulesFile) lists() []struct {
	name  string
	rules []rule
} {
	return []struct {
		name  string
		rules []rule
	}{
		{"definitions", f.Definitions}, {"clauses", f.Clauses}, {"responsibility", f.Responsibility},
		{"measures", f.Measures}, {"referrals", f.Referrals}, {"documents", f.Documents},
		{"deadlines", f.Deadlines}, {"notices", f.Notices},
	}
}

func (f *rulesFile) find(id string) *rule {
	if f.byID != nil {
		return f.byID[id]
	}
	for _, l := range f.lists() {
		for i := range l.rules {
			if l.rules[i].ID == id {
				return &l.rules[i]
			}
		}
	}
	return nil
}
