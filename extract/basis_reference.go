package extract

import (
	"regexp"
	"strconv"
	"strings"

	"zeren/extract/law"
)

var yearForm = regexp.MustCompile(`(?:19|20)\d\d`)

// references gives the provisions that the sentences cite, in order. The
// whole paper is read once, for titles and short forms are introduced
// anywhere in it.
func (t *trial) references(list []sentence) []reference {
	if len(list) == 0 {
		return nil
	}
	if t.cites == nil {
		t.cites = []reference{}
		t.readReferences()
	}
	var out []reference
	for _, r := range t.cites {
		for i := range list {
			if list[i].has(r.at.from) {
				r.inside = &list[i]
				r.at.to = min(r.at.to, list[i].to) // a full stop read into it ends the sentence
				out = append(out, r)
				break
			}
		}
	}
	return out
}

func (t *trial) readReferences() {
	p := t.p
	rs := p.text.Runes()[p.from:p.to]
	year := 0
	last := ""
	for _, c := range law.Find(rs) {
		if c.Contract || c.Article == 0 {
			continue
		}
		from, to := p.from+c.Start, p.from+c.End
		if y := printedYear(rs, c); y > 0 {
			year, last = y, c.Title
		} else if !c.Implied || c.Title != last {
			year, last = 0, c.Title
		}
		r := reference{act: statuteFor(c.Title, c.Number), sub: c.Point, at: stretch{p.text.Byte(from), p.text.Byte(to)}}
		r.year = year
		if year == oldText {
			r.year = 1989
			if r.act == reconsider {
				r.year = 2017
			}
		}
		r.law = Law{Title: c.Title, Article: positive(c.Article), Paragraph: positive(c.Paragraph), Item: positive(c.Item), Point: positive(c.Point), Span: p.span(from, to)}
		t.cites = append(t.cites, r)
	}
}

// oldText stands for the year of a text that the paper only calls the old one.
const oldText = 1

// printedYear gives the year of the version that stands beside a title
// （2017年修正）, oldText for 修改前的, 0 where none does.
func printedYear(rs []rune, c law.Citation) int {
	if c.TitleStart < 0 {
		return 0
	}
	if y := yearForm.FindString(string(rs[min(c.TitleEnd, c.Start):c.Start])); y != "" {
		n, _ := strconv.Atoi(y)
		return n
	}
	if k := strings.LastIndexAny(c.Title, "（("); k > 0 {
		if y := yearForm.FindString(c.Title[k:]); y != "" {
			n, _ := strconv.Atoi(y)
			return n
		}
	}
	lead := string(rs[max(0, c.TitleStart-10):c.TitleStart])
	if hasAny(lead, "修改前", "修正前", "修订前", "旧") >= 0 {
		return oldText
	}
	if y := yearForm.FindString(lead); y != "" && hasAny(lead, "修正", "修订", "修改") >= 0 {
		n, _ := strconv.Atoi(y)
		return n
	}
	return 0
}

func positive(n int) *int {
	if n <= 0 {
		return nil
	}
	return &n
}
