package pipelines

import (
	"zeren/extract"
	"zeren/ingest"
)

// describe puts what the register shows into an outcome.
func (o *Office) describe(out *Outcome, doc ingest.Document, records []extract.Record, cases []CaseResult, list []issued) {
	out.Reader, out.Pages = doc.Source.Reader, doc.Source.Pages
	for i, r := range records {
		p := PaperOutcome{
			Part: i, Type: r.DocumentType, CaseNumber: deref(r.CaseNumber),
			DecidedOn: deref(r.DecidedOn), Results: r.Results,
		}
		if r.Organ != nil {
			p.Organ = r.Organ.Name
		}
		for _, w := range r.Warnings {
			p.Warnings = append(p.Warnings, w.Text)
		}
		for _, c := range cases {
			if c.Part != i {
				continue
			}
			for _, a := range c.Outcome.Assessments {
				p.Packs = append(p.Packs, PackOutcome{
					Jurisdiction: a.Jurisdiction, Agency: a.Agency, Applies: a.Applies,
					Missing: len(a.Missing), Deadlines: a.Deadlines,
				})
			}
			for _, w := range c.Outcome.Warnings {
				p.Warnings = append(p.Warnings, w.Text)
			}
		}
		for _, d := range list {
			if d.Part == i {
				p.Documents = append(p.Documents, d.File)
			}
		}
		out.Papers = append(out.Papers, p)
	}
}
