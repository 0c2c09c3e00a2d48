package pipelines

import (
	"time"

	"zeren/extract"
	"zeren/report"
)

// Listed gives every paper of the register that decides a case, in the order in
// which the files came, with what the last run made of it: what lists and
// statistics are made from. Files without an outcome, those that could not be
// read and those without a judgment are not among them; Register has them all.
func (o *Office) Listed() ([]report.Listed, error) {
	var list []report.Listed
	for e, err := range o.entries(func(s *source) bool { return s.outcome > 0 && !s.aside }) {
		if err != nil {
			return nil, err
		}
		r, err := o.lastRun(e.Source)
		if err != nil {
			return nil, err
		}
		t := r.task
		if t == nil || t.Records == "" {
			continue
		}
		records, err := load[[]extract.Record](o, t.Records)
		if err != nil {
			return nil, err
		}
		byPart := map[int]CaseResult{}
		if t.Cases != "" {
			cases, err := load[[]CaseResult](o, t.Cases)
			if err != nil {
				return nil, err
			}
			for _, c := range cases {
				byPart[c.Part] = c
			}
		}
		for i, r := range records {
			if isOther(r) {
				continue
			}
			l := report.Listed{
				File: e.Name, Source: e.Source, Part: i, ReceivedOn: e.At.Local().Format(time.DateOnly), Record: r, Confirmed: e.Ready,
			}
			if c, ok := byPart[i]; ok {
				l.Case, l.Outcome = c.Case, c.Outcome
				if c.Superseded != nil {
					l.Superseded = c.Superseded.String()
				}
				if c.Duplicate != nil {
					l.Duplicate = c.Duplicate.String()
				}
			}
			for _, p := range e.Outcome.Papers {
				if p.Part != i {
					continue
				}
				for _, d := range p.Documents {
					l.Reports = append(l.Reports, report.Issued{Agency: d.Agency, Jurisdiction: d.Jurisdiction, Title: d.Title, Path: d.Path})
				}
			}
			list = append(list, l)
		}
	}
	return list, nil
}
