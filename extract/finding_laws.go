package extract

// readLaws lists the provisions that the decision rests on: those of the
// sentence that carries it (依照……判决如下), in the order of the text.
func (p *paper) readLaws() {
	t := p.newTrial()
	decided := ""
	if p.record.DecidedOn != nil {
		decided = *p.record.DecidedOn
	}
	var list []sentence
	for i, s := range p.sections(SectionBasis) {
		list = append(list, sentencesOf(p.text, s.from, s.to, i, t.names)...)
	}
	own := len(list) > 0
	if !own {
		list = t.own
	}
	refs := t.references(list)
	for i := range refs {
		r := &refs[i]
		if _, basis := t.applied(r); !basis && !own {
			continue
		}
		if within(r.inside.quoted, r.at.from) {
			continue
		}
		l := r.law
		if v := r.version(decided); v != "" {
			l.Version = &v
		}
		p.record.Laws = addLaw(p.record.Laws, l)
	}
}
