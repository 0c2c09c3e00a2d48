package pipelines

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
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
// are one input, and reports of one input have the same bytes. What was named
// beside the paper and not taken is no part of that input.
func (c CaseRecord) of(a classify.Assessment) CaseRecord {
	c.Source.Name = c.Source.SHA256
	all := c.Notices
	c.Cautions = slices.DeleteFunc(slices.Clone(c.Cautions), func(w classify.Warning) bool { return w.Code == classify.NotJoined })
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
	// source gives the bytes of a paper of the case by their SHA-256.
	source func(sha string) ([]byte, error)
	files  []File
	taken  map[string]int // how often a place was asked for: two papers of one run never share one
}

// assessment adds the files of one agency under one regulation.
func (b *binder) assessment(ctx context.Context, r *extract.Record, cs *CaseResult, a classify.Assessment, drafts []report.Draft) error {
	add := func(d report.Draft, ext string, data []byte, bound bool) {
		p := b.chain.Path(d, cs.Case.Paper().Source.SHA256, ext)
		b.taken[p]++
		b.files = append(b.files, File{
			Path: numbered(p, b.taken[p]), Title: d.Title, Agency: a.Agency, Jurisdiction: a.Jurisdiction,
			Part: cs.Part, Twin: ext != "pdf", Bound: bound, Data: data,
		})
	}
	prints := make([][]byte, len(drafts))
	for i, d := range drafts {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := b.print(d)
		if err != nil {
			return err
		}
		prints[i] = data
		add(d, "pdf", data, false)
		if data, err = b.chain.Edit(d); err != nil {
			return fmt.Errorf("printing %s for %s: %w", d.Title, a.Agency, err)
		}
		add(d, "docx", data, false)
		if i > 0 {
			continue
		}
		if data, err = NewCaseRecord(*r, &cs.Outcome).of(a).Line(); err != nil {
			return err
		}
		add(d, "json", data, false)
		if data = b.chain.Remind(cs.Case, a); data != nil {
			add(d, "ics", data, false)
		}
	}
	for i, d := range drafts {
		if d.Bundle == nil {
			continue
		}
		data, err := b.bind(ctx, cs, drafts, prints, i)
		if err != nil {
			return fmt.Errorf("binding %s for %s: %w", d.Bundle.Title, a.Agency, err)
		}
		add(d.Bound(), "pdf", data, true)
	}
	return nil
}

func (b *binder) print(d report.Draft) ([]byte, error) {
	data, err := b.chain.Print(d)
	// A paper with a character that no face has is whole, and says so itself.
	if missing := new(report.MissingError); err != nil && (data == nil || !errors.As(err, &missing)) {
		return nil, fmt.Errorf("printing %s for %s: %w", d.Title, d.Agency, err)
	}
	return data, nil
}

// bind makes the bundle that the draft at asks for. In the place of a paper
// whose pages cannot be taken over stands a sheet that says so.
func (b *binder) bind(ctx context.Context, cs *CaseResult, drafts []report.Draft, prints [][]byte, at int) ([]byte, error) {
	d := drafts[at]
	parts := []report.Part{{Title: d.Title}}
	files := [][]byte{prints[at]}
	papers := map[int]*extract.Record{} // those of the case among the parts
	for _, id := range d.Bundle.Of {
		for i := range drafts {
			if drafts[i].ID == id && i != at {
				parts, files = append(parts, report.Part{Title: drafts[i].Title}), append(files, prints[i])
			}
		}
		if id != report.Papers {
			continue
		}
		held := map[string]bool{}
		for i := len(cs.Case.Papers) - 1; i >= 0; i-- { // the one that the assessment stands on first
			r := &cs.Case.Papers[i]
			if held[r.Source.SHA256] {
				continue // a file of several papers is bound once, whole
			}
			held[r.Source.SHA256] = true
			data, err := b.source(r.Source.SHA256)
			if err != nil {
				return nil, err
			}
			papers[len(parts)] = r
			parts, files = append(parts, report.Part{Title: report.PaperLabel(r)}), append(files, data)
		}
	}
	joined, err := b.chain.Join(ctx, files)
	var bad *ingest.Unreadable
	if err != nil && !errors.As(err, &bad) {
		return nil, err
	}
	again := false
	for i := range parts {
		if r := papers[i]; r != nil && (bad != nil || joined.Pages[i] == 0) {
			if files[i], err = b.print(report.Enclosure(r, files[i], d)); err != nil {
				return nil, err
			}
			parts[i].Title += "（另附）"
			again = true
		}
	}
	if again {
		if joined, err = b.chain.Join(ctx, files); err != nil {
			return nil, err
		}
	}
	for i := range parts {
		parts[i].Pages = joined.Pages[i]
	}
	return report.Bind(joined.Data, parts, d.Bound())
}

// numbered gives the n-th name of a path: a.pdf, a-2.pdf, a-3.pdf ...
func numbered(p string, n int) string {
	if n < 2 {
		return p
	}
	ext := path.Ext(p)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(p, ext), n, ext)
}
