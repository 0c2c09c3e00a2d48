package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

// compose is Compose over a pack's library.
func compose(lib *library, law lawbook, c classify.Case, f classify.Facts, a classify.Assessment, s Settings) ([]Draft, error) {
	if len(a.Documents) == 0 {
		return nil, nil
	}
	if len(c.Papers) == 0 {
		return nil, fmt.Errorf("compose %s for %s: a case without papers", a.Jurisdiction, a.Agency)
	}
	w := writer{lib: lib, law: law, c: &c, a: &a, known: knownFrom(f, a.Agency), confirmed: s.Confirmed}
	if w.known.effective == "" {
		w.known.effective = deref(a.EffectiveOn)
	}
	view, line := w.view(), w.timeline()
	e, err := lib.newEngine(view, line, law, s.Organs)
	if err != nil {
		return nil, err
	}
	var out []Draft
	add := func(d *document) error {
		p, to, err := e.compose(d)
		if err != nil {
			return fmt.Errorf("compose %s for %s: %w", d.Title, a.Agency, err)
		}
		draft := Draft{
			ID: d.id, Jurisdiction: a.Jurisdiction, Agency: a.Agency,
			CaseNumber: deref(c.Paper().CaseNumber), Title: d.Title, Form: d.Form,
			Marks: marks(d, &a, s), Addressee: to, Blocks: p.blocks, Signatures: p.signatures, Bundle: d.Bundle,
		}
		s.dress(&draft)
		if err := seal(&draft, &c, f, a, s); err != nil {
			return fmt.Errorf("compose %s for %s: %w", d.Title, a.Agency, err)
		}
		out = append(out, draft)
		return nil
	}
	made := map[string]bool{}
	for _, doc := range a.Documents {
		d := lib.find(doc.ID, doc.Title)
		if d == nil {
			return nil, fmt.Errorf("compose %s: the pack has no template for %s (%s)", a.Jurisdiction, doc.Title, doc.ID)
		}
		made[d.id] = true
		if err := add(d); err != nil {
			return nil, err
		}
	}
	for _, d := range lib.documents {
		beside := false
		for _, id := range d.With {
			beside = beside || made[id]
		}
		if !beside || made[d.id] {
			continue
		}
		if ok, err := e.wanted(d); err != nil {
			return nil, err
		} else if !ok {
			continue
		}
		if err := add(d); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// The marks that the pages of a paper carry.
const (
	MarkDraft     = "草稿"
	MarkUncertain = "未生效/待确认"
)

func marks(d *document, a *classify.Assessment, s Settings) []string {
	var out []string
	if !s.Confirmed {
		out = append(out, MarkDraft)
	}
	if a.Effective == nil || !*a.Effective {
		out = append(out, MarkUncertain)
	}
	return append(out, d.Marks...)
}

// seal gives a draft its digest and what goes into the file's metadata.
func seal(d *Draft, c *classify.Case, f classify.Facts, a classify.Assessment, s Settings) error {
	src := sources(c)
	sum, err := digest(inputs{Sources: src, Facts: f, Assessment: a, Settings: s, Version: Version, Document: d.ID})
	if err != nil {
		return err
	}
	sheet, err := digest(f)
	if err != nil {
		return err
	}
	d.Digest = sum
	d.Meta.Date = deref(c.Paper().DecidedOn)
	d.Meta.Subject = strings.TrimSpace(d.CaseNumber + " " + d.Agency)
	for _, h := range src {
		d.Meta.Keywords = append(d.Meta.Keywords, "source:"+h)
	}
	d.Meta.Keywords = append(d.Meta.Keywords, "facts:"+sheet, "pack:"+a.Jurisdiction+"@"+a.PackVersion+":"+a.PackDigest)
	d.Meta.Keywords = append(d.Meta.Keywords, s.Program...)
	d.Meta.Keywords = append(d.Meta.Keywords, "draft:"+sum)
	return nil
}

// lawbook is what a pack tells about its regulation.
type lawbook interface {
	// Name is the regulation's title, Number its 文号 under a version.
	Name() string
	Number(version string) string
	// Cite writes a short reference in full, "" where the pack has no form.
	Cite(short string) string
	// Article gives the words of a provision with its items, one line each
	// for an item, "" where there is none.
	Article(short string) string
	// Words are a provision's own words without its number and its items.
	Words(short string) string
	// Says tells whether a provision holds words, white space aside.
	Says(short, words string) bool
	// Organs are present names of organs.
	Organs() []Organ
	// Codes are the fault codes of which a clause speaks.
	Codes(clause string) []string
}

// from fills in what the pack itself knows.
func (s *Style) from(law lawbook) {
	if s.Name == "" {
		s.Name = law.Name()
	}
	s.Organs = append(s.Organs, law.Organs()...)
	s.cite = law.Cite
}

// writer makes the view of one assessment.
type writer struct {
	lib   *library
	law   lawbook
	c     *classify.Case
	a     *classify.Assessment
	known known
	// confirmed: a person has confirmed the report.
	confirmed bool
}

func (w *writer) view() *View {
	v := &View{
		Agency:     w.a.Agency,
		Body:       w.known.body,
		Regulation: w.regulation(),
		Applies:    tri(w.a.Applies),
		Effective:  tri(w.a.Effective),
		Confirmed:  w.confirmed,
		style:      &w.lib.style,
	}
	for i := range w.c.Papers {
		r := &w.c.Papers[i]
		v.Papers = append(v.Papers, w.judged(r))
		v.Scanned = v.Scanned || scanned(r)
		v.Doubts = append(v.Doubts, w.doubts(r)...)
	}
	v.Paper = v.Papers[len(v.Papers)-1]
	main := w.c.Paper()
	for _, p := range main.Parties {
		v.Parties = append(v.Parties, Party{Role: p.Role, Name: p.Name, Kind: string(p.Kind)})
	}
	v.Story, v.Outcome, v.Service = w.story(), w.outcome(), w.service()
	for _, r := range main.Results {
		if r.Agency != w.a.Agency && (r.Result == extract.Lost || r.Result == extract.PartlyLost) {
			v.Losers = append(v.Losers, r.Agency)
		}
	}
	for _, x := range main.Appearances {
		if x.Agency == w.a.Agency && x.Text != "" && !w.foundAbsent() {
			v.Appear = append(v.Appear, Quoted{Text: x.Text, Where: w.where(main, x.Span)})
		}
	}
	v.Sums = w.sums(main)
	v.Basis, v.Clauses = w.basis(), w.clauses()
	v.Grounds, v.Remarks, v.Denied = w.faults(v.Clauses)
	for i := range main.Sections {
		if main.Sections[i].Kind == extract.SectionReasoning {
			v.Holding = w.where(main, &main.Sections[i].Span)
			break
		}
	}
	v.Advice = adviceOf(v.Grounds, v.Remarks)
	w.people(v)
	w.terms(v)
	for _, n := range append(append([]classify.Warning{}, w.a.Warnings...), w.paperWarnings(main)...) {
		v.Alerts = appendNew(v.Alerts, sentence(n.Text))
	}
	for _, x := range v.Doubts {
		v.Alerts = appendNew(v.Alerts, x)
	}
	w.annexes(v)
	return v
}

// regulation names the regulation as it was in force for the decision.
func (w *writer) regulation() Regulation {
	g := Regulation{Name: w.lib.style.Name, Number: w.lib.style.Number, Short: w.lib.style.Short}
	if g.Number == "" {
		g.Number = w.law.Number(cmp.Or(w.a.InForce, w.a.PackVersion))
	}
	if w.a.InForce != "" {
		g.InForce, g.Wording = w.a.InForce, w.a.PackVersion
	}
	return g
}

// paperWarnings are those of the paper, but for what a person has answered.
func (w *writer) paperWarnings(r *extract.Record) []classify.Warning {
	answered := func(n extract.Warning) bool {
		return n.Code == "finding_by_wording" && n.Span != nil && slices.ContainsFunc(r.Errors, func(e extract.Finding) bool {
			return w.a.Review(&e) != nil && len(e.Evidence) > 0 && e.Evidence[0].Span != nil && *e.Evidence[0].Span == *n.Span && strings.Contains(n.Text, e.Code.Label())
		})
	}
	var out []classify.Warning
	for _, n := range r.Warnings {
		if answered(n) {
			continue
		}
		out = append(out, classify.Warning{Code: n.Code, Text: n.Text})
	}
	return out
}

// judged describes one paper.
func (w *writer) judged(r *extract.Record) Judged {
	j := Judged{
		Number: w.number(r), Title: r.DocumentType.Label(), Word: word(r), Date: w.decidedOn(r),
		Kind: kind(r),
	}
	if r.Organ != nil {
		j.Organ = r.Organ.Name
	}
	if r.Instance != nil {
		j.Instance = r.Instance.Label()
	}
	j.Items = w.items(r, r.Dispositions)
	return j
}

// where tells the place of a passage. Beside other papers it names the paper.
func (w *writer) where(r *extract.Record, s *ingest.Span) string {
	if s == nil {
		return ""
	}
	name := word(r)
	if len(w.c.Papers) > 1 {
		name = w.called(r)
	}
	return fmt.Sprintf("%s第%d页第%d行%s", name, s.Page, s.Line, doubt(r, s.Page))
}

// called is what a paper is called beside the others of the dispute: by its
// instance, or, where another has the same name, by its number.
func (w *writer) called(r *extract.Record) string {
	name := func(r *extract.Record) string {
		if r.Instance == nil {
			return word(r)
		}
		return r.Instance.Label() + word(r)
	}
	for i := range w.c.Papers {
		if x := &w.c.Papers[i]; x.Source != r.Source && name(x) == name(r) {
			return word(r) + deref(r.CaseNumber)
		}
	}
	return name(r)
}

// word is what a paper is called when its pages are cited.
func word(r *extract.Record) string {
	switch r.DocumentType {
	case extract.AdministrativeRuling, extract.CivilRuling:
		return "裁定书"
	case extract.MediationStatement, extract.ReconsiderationMediation:
		return "调解书"
	case extract.ReconsiderationDecision, extract.ReconsiderationRejection, extract.ReconsiderationTermination:
		return "决定书"
	case extract.Other:
		return "文书"
	}
	return "判决书"
}

func kind(r *extract.Record) string {
	switch r.DocumentType {
	case extract.CivilJudgment, extract.CivilRuling:
		return "civil"
	case extract.ReconsiderationDecision, extract.ReconsiderationRejection, extract.ReconsiderationTermination, extract.ReconsiderationMediation:
		return "reconsideration"
	}
	return "court"
}

func tri(b *bool) string {
	switch {
	case b == nil:
		return "unknown"
	case *b:
		return "yes"
	}
	return "no"
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func appendNew(list []string, s string) []string {
	if s == "" {
		return list
	}
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// oneLine drops what would break a line of a template: control characters
// and line ends. Chinese text needs no blank in their place.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r >= 0xFDD0 && r <= 0xFDEF {
			return -1
		}
		return r
	}, s)
}
