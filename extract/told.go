package extract

import (
	"regexp"
	"strings"
)

// readTold names the court and the number of a report (案例报道): those of the
// last court that decided; where it only allowed an appeal to be withdrawn,
// those of the court whose decision became effective by that.
func (p *paper) readTold() {
	if !p.told {
		return
	}
	stages := p.sections(SectionBasis)
	if len(stages) == 0 {
		return
	}
	k := len(stages) - 1
	if k > 0 && p.only(Withdraw) {
		k--
	}
	floor := p.from
	if k > 0 {
		floor = stages[k-1].to
	}
	var best []int
	for _, m := range p.matchAll(deciding, floor, stages[k].to) {
		if name := trimCourt(p.text.Slice(m[2], m[3])); len([]rune(name)) > 5 && !p.inQuotes(m[2], floor) {
			best = m
		}
	}
	if best != nil {
		p.setOrgan(p.fullCourt(best[3]-len([]rune(trimCourt(p.text.Slice(best[2], best[3])))), best[3]))
	}
	var last *CaseNumber
	for _, n := range CaseNumbers(p.text, p.from, min(stages[0].from, p.from+1500)) {
		if in := n.Instance(); n.Kind == CourtNumber && in != nil && (*in == First || *in == Second || *in == Retrial) {
			c := n
			if last == nil || *in != First && k == len(stages)-1 {
				last = &c
			}
		}
	}
	if last != nil {
		p.setNumber(*last)
		if p.record.Organ == nil || len(stages) == 1 || k == len(stages)-1 {
			if m := p.match(organBefore, max(p.from, last.I-40), last.I); m != nil {
				name := trimCourt(p.text.Slice(m[2], m[3]))
				if p.record.Organ == nil || strings.HasSuffix(name, p.record.Organ.Name) {
					p.setOrgan(m[3]-len([]rune(name)), m[3])
				}
			}
		}
	}
	if n := p.number; p.record.DecidedOn == nil && n.J > 0 {
		if d := Dates(p.text, n.J, min(p.to, n.J+14)); len(d) > 0 && d[0].I <= n.J+1 {
			p.setDate(d[0])
		}
	}
	p.readInstance()
}

// fullCourt finds where a court is named in full, its province included.
func (p *paper) fullCourt(i, j int) (int, int) {
	name := p.text.Slice(i, j)
	for _, m := range p.matchAll(cited, p.from, p.to) {
		full := trimCourt(p.text.Slice(m[0], m[1]))
		if len(full) > len(p.text.Slice(i, j)) && strings.HasSuffix(full, name) {
			if _, ok := Region(full); ok {
				i, j = m[1]-len([]rune(full)), m[1]
			}
		}
	}
	return i, j
}

var (
	deciding    = regexp.MustCompile(`(` + courtWords + `)(?:经|公开|开庭|依法|审理|审查|一审|二审|再审|后|根据|依照|依据|于|作出|认为|判决|裁定)`)
	organBefore = regexp.MustCompile(`(` + courtWords + `)$`)
)
