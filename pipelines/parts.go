package pipelines

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
	"zeren/pipelines/internal/store"
	"zeren/report"
)

// Parts are what the stages of the real Chain need besides their input.
type Parts struct {
	// Decode reads a file: a process pool's, or ingest.Decode itself.
	Decode func(ctx context.Context, name string, data []byte) (ingest.Document, error)
	// Look is a process pool's Look; nil: none.
	Look func(ctx context.Context, name string, data []byte) (ingest.Document, error)
	// Aids gives the outside programs that Decode uses; nil: none.
	Aids func() ingest.Aids
	// Join puts pages behind each other: a process pool's, or ingest.Join.
	Join     func(ctx context.Context, files [][]byte) (ingest.Joined, error)
	Packs    []classify.Pack
	Calendar *classify.Calendar
	Renderer *report.Renderer
	// Settings are the office's own; Confirmed, Fonts and Program are set by
	// the chain.
	Settings report.Settings
}

// NewChain binds the stages to their parts.
func NewChain(p Parts) *Chain {
	stages := []string{ingest.Version, extract.Version, classify.Version, report.Version}
	packs := []string{stages[2], p.Calendar.Digest}
	bound := []Binding{
		{Stage: stageIngest, Name: boundProgram, Digest: stages[0]},
		{Stage: stageExtract, Name: boundProgram, Digest: stages[1]},
		{Stage: stageClassify, Name: boundProgram, Digest: stages[2]},
		{Stage: stageClassify, Name: boundCalendar, Digest: p.Calendar.Digest},
	}
	byID := map[string]*classify.Pack{}
	for i := range p.Packs {
		byID[p.Packs[i].ID] = &p.Packs[i]
		packs = append(packs, p.Packs[i].ID, p.Packs[i].Digest)
		bound = append(bound, Binding{Stage: stageClassify, Name: boundPack, Pack: p.Packs[i].ID, Digest: p.Packs[i].Digest})
	}
	settings := p.Settings
	settings.Program = stages
	settings.Fonts = p.Renderer.Own()
	c := &Chain{
		Decode:  p.Decode,
		Look:    p.Look,
		Aids:    p.Aids,
		Extract: extract.Read,
		Assess: func(cs classify.Case, f classify.Facts) (classify.Outcome, error) {
			return classify.Assess(p.Packs, p.Calendar, cs, f), nil
		},
		Compose: func(cs classify.Case, f classify.Facts, a classify.Assessment, confirmed bool) ([]report.Draft, error) {
			pack := byID[a.Jurisdiction]
			if pack == nil {
				return nil, fmt.Errorf("no pack %s", a.Jurisdiction)
			}
			s := settings
			s.Confirmed = confirmed
			return report.Compose(pack, cs, f, a, s)
		},
		Print: p.Renderer.PDF,
		Join:  p.Join,
		Edit:  report.DOCX,
		Remind: func(cs classify.Case, a classify.Assessment) []byte {
			if pack := byID[a.Jurisdiction]; pack != nil {
				return report.ICS(pack, cs, a)
			}
			return nil
		},
		Path: func(d report.Draft, _, ext string) string { return d.Path(ext) },
		Sheets: func(data []byte) ([]classify.Facts, error) {
			return classify.ParseSheets(sheetName, data, p.Packs...)
		},
		Check: func(f classify.Facts, cs classify.Case) error {
			return classify.CheckFacts(sheetName, f, cs, p.Packs)
		},
	}
	own, _ := json.Marshal(p.Settings) // a struct of strings and lists: it cannot fail
	c.Versions = Versions{
		Ingest:   ingest.Version,
		Extract:  extract.Version,
		Classify: keyOf(packs...),
		Report:   keyOf(report.Version, p.Renderer.Digest(), string(own)),
	}
	c.Bound = append(bound,
		Binding{Stage: stageReport, Name: boundProgram, Digest: stages[3]},
		Binding{Stage: stageReport, Name: boundFonts, Digest: p.Renderer.Digest()},
		Binding{Stage: stageReport, Name: boundSettings, Digest: store.Digest(own)})
	return c
}

// sheetName is how problems of a facts sheet name it.
const sheetName = "事实核实表"

// speaksOf reports whether a facts sheet is about a case. A sheet that names
// no case is about the only one of the file, and about none of several: a
// service date must never reach the wrong case.
func speaksOf(f classify.Facts, c *classify.Case, cases int) bool {
	if f.Case == "" {
		return cases == 1
	}
	return slices.ContainsFunc(c.Papers, func(r extract.Record) bool { return f.Names(&r) })
}
