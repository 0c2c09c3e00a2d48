package extract

// takeProblems carries into the record what the reader of the file found
// doubtful about the pages that the paper stands on, and about the file as a
// whole.
func (p *paper) takeProblems() {
	for _, x := range p.doc.Problems {
		if x.Page == 0 || p.onPage(x.Page) {
			p.record.Problems = append(p.record.Problems, x)
		}
	}
}

// onPage tells whether any of the paper stands on a page.
func (p *paper) onPage(number int) bool {
	for i := range p.doc.Pages {
		g := &p.doc.Pages[i]
		if g.Number == number {
			if g.Start == g.End { // an empty page between those of the paper
				return g.Start >= p.from && g.Start <= p.to
			}
			return g.Start < p.to && g.End > p.from
		}
	}
	return false
}
