package pipelines

import (
	"context"
	"slices"
	"strings"
)

// Binding is one thing besides its input that the results of a stage stand on.
type Binding struct {
	Stage  string `json:"stage"`
	Name   string `json:"name"`           // program, calendar, pack, fonts, settings
	Pack   string `json:"pack,omitempty"` // id of a pack
	Digest string `json:"digest"`         // or version, of a stage's program
}

// The names of a binding.
const (
	boundProgram  = "program"
	boundCalendar = "calendar"
	boundPack     = "pack"
	boundFonts    = "fonts"
	boundSettings = "settings"
)

// Label is a binding as people read it.
func (b Binding) Label() string {
	short := b.Digest[:min(len(b.Digest), 12)]
	switch b.Name {
	case boundProgram:
		return "程序 " + b.Digest
	case boundCalendar:
		return "工作日历 " + short
	case boundPack:
		return "规定包 " + b.Pack + " " + short
	case boundFonts:
		return "字体 " + short
	case boundSettings:
		return "本单位设置 " + short
	}
	return b.Name + " " + short
}

// bindings are what the chain's versions stand for, stage by stage.
func (c *Chain) bindings() []Binding {
	if c.Bound != nil {
		return c.Bound
	}
	v := c.Versions
	return []Binding{
		{Stage: stageIngest, Name: boundProgram, Digest: v.Ingest},
		{Stage: stageExtract, Name: boundProgram, Digest: v.Extract},
		{Stage: stageClassify, Name: boundProgram, Digest: v.Classify},
		{Stage: stageReport, Name: boundProgram, Digest: v.Report},
	}
}

// bind records what this program's version stands for, once for each version
// that ever works on the folder, so that a result can be told from a later one
// by more than a digest.
func (o *Office) bind(ctx context.Context) error {
	version, known := o.chain.Versions.all(), false
	o.ledger.view(func() { _, known = o.ledger.bound[version] })
	if known {
		return nil
	}
	e := Event{Kind: Bound, Version: version, Bound: o.chain.bindings()}
	if err := o.append(ctx, version, e, true); err != nil {
		return &busError{err}
	}
	return nil
}

// Label names the version.
func (o OlderResults) Label() string { return versionLabel(o.Version, o.Parts) }

// versionLabel names a version of the chain by its stages' programs.
func versionLabel(version string, parts []Binding) string {
	var list []string
	for _, b := range parts {
		if b.Name == boundProgram {
			list = append(list, b.Digest)
		}
	}
	if list == nil {
		if version == "" {
			return "早先版本"
		}
		return "版本 " + version[:min(len(version), 12)]
	}
	return strings.Join(slices.Compact(list), " ")
}
