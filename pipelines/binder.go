package pipelines

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"

	"zeren/classify"
	"zeren/extract"
	"zeren/report"
)

// CaseRecord is a paper with what the regulations make of it: the form that
// classify --format json prints, and that stands beside the reports.
type CaseRecord struct {
	extract.Record
	Assessments []classify.Assessment `json:"assessments"`
	Notices     []classify.Notice     `json:"notices"`
	Cautions    []classify.Warning    `json:"case_warnings,omitempty"`
}

// NewCaseRecord joins a paper and the outcome of its case; nil is a paper without
// one.
func NewCaseRecord(r extract.Record, out *classify.Outcome) CaseRecord {
	c := CaseRecord{Record: r, Assessments: []classify.Assessment{}, Notices: []classify.Notice{}}
	if out != nil {
		c.Assessments = append(c.Assessments, out.Assessments...)
		c.Notices = append(c.Notices, out.Notices...)
		c.Cautions = out.Warnings
	}
	return c
}

// of is the record with one agency under one regulation alone. Its source is
// called by its digest: papers that differ in nothing but the name of the file
// are one input, and reports of one input have the same bytes.
func (c CaseRecord) of(a classify.Assessment) CaseRecord {
	c.Source.Name = c.Source.SHA256
	all := c.Notices
	c.Assessments, c.Notices = []classify.Assessment{a}, []classify.Notice{}
	for _, n := range all {
		if n.Jurisdiction == a.Jurisdiction && n.Agency == a.Agency {
			c.Notices = append(c.Notices, n)
		}
	}
	return c
}

// Line is the record as one line of JSON.
func (c CaseRecord) Line() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(c); err != nil {
		return nil, fmt.Errorf("encoding %s: %w", caseName(c.Record), err)
	}
	return b.Bytes(), nil
}

// binder makes the files of one run out of its drafts.
type binder struct {
	chain *Chain
	files []File
	taken map[string]int // how often a place was asked for: two papers of one run never share one
}

// assessment adds the files of one agency under one regulation.
func (b *binder) assessment(ctx context.Context, r *extract.Record, cs *CaseResult, a classify.Assessment, drafts []report.Draft) error {
	for i, d := range drafts {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := b.chain.Print(d)
		// A paper with a character that no face has is whole, and says so
		// itself.
		if missing := new(report.MissingError); err != nil && (data == nil || !errors.As(err, &missing)) {
			return fmt.Errorf("printing %s for %s: %w", d.Title, a.Agency, err)
		}
		add := func(ext string, data []byte) {
			p := b.chain.Path(d, cs.Case.Paper().Source.SHA256, ext)
			b.taken[p]++
			b.files = append(b.files, File{
				Path: numbered(p, b.taken[p]), Title: d.Title, Agency: a.Agency, Jurisdiction: a.Jurisdiction,
				Part: cs.Part, Twin: ext != "pdf", Data: data,
			})
		}
		add("pdf", data)
		if data, err = b.chain.Edit(d); err != nil {
			return fmt.Errorf("printing %s for %s: %w", d.Title, a.Agency, err)
		}
		add("docx", data)
		if i > 0 {
			continue
		}
		if data, err = NewCaseRecord(*r, &cs.Outcome).of(a).Line(); err != nil {
			return err
		}
		add("json", data)
		if data = b.chain.Remind(cs.Case, a); data != nil {
			add("ics", data)
		}
	}
	return nil
}

// numbered gives the n-th name of a path: a.pdf, a-2.pdf, a-3.pdf ...
func numbered(p string, n int) string {
	if n < 2 {
		return p
	}
	ext := path.Ext(p)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(p, ext), n, ext)
}
