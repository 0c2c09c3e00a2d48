package extract

import (
	"strconv"
	"strings"

	"zeren/ingest"
)

// Explanation shows how one paper was read: its sections, and for each value
// of the record the rule that found it and the words that decided. It is made
// by the same reading that makes the record, in the order of the record.
type Explanation struct {
	Record   Record         `json:"record"`
	Sections []TitledPart   `json:"sections"`
	Notes    []Note         `json:"notes"`
	Source   *ingest.Source `json:"-"`
}

// TitledPart is a section with its Chinese name and its words.
type TitledPart struct {
	Kind  string      `json:"kind"`
	Label string      `json:"label"`
	Text  string      `json:"text"`
	Span  ingest.Span `json:"span"`
}

// Note is one value of the record: what was found, by which rule, on which
// words, and who speaks there.
type Note struct {
	Field   string       `json:"field"` // the record's field, e.g. dispositions
	Label   string       `json:"label"` // its Chinese name
	Value   string       `json:"value"`
	Rule    string       `json:"rule"`
	Words   string       `json:"words"`
	Section string       `json:"section"` // label of the section, "" where none is known
	Span    *ingest.Span `json:"span,omitempty"`
}

// Explain reads a document as Read does and tells how: one explanation for
// each paper.
func Explain(doc ingest.Document) []Explanation {
	var out []Explanation
	for _, p := range papers(&doc) {
		e := Explanation{Record: p.record, Source: &doc.Source}
		for _, s := range p.parts {
			e.Sections = append(e.Sections, TitledPart{Kind: s.kind, Label: sectionLabels[s.kind], Text: p.text.Raw(s.from, s.to), Span: p.text.Span(s.from, s.to)})
		}
		e.Notes = p.notes()
		out = append(out, e)
	}
	return out
}

// notes goes through the record in its order.
func (p *paper) notes() []Note {
	var out []Note
	add := func(field, label, value, rule string, at *ingest.Span, words string) {
		n := Note{Field: field, Label: label, Value: value, Rule: rule, Words: words, Span: at}
		if at != nil {
			if n.Words == "" {
				n.Words = p.doc.Quote(*at)
			}
			n.Section = sectionLabels[p.sectionAt(p.text.FromSource(at.Start))]
		}
		out = append(out, n)
	}
	r := &p.record
	place := func(key string) *ingest.Span {
		if s, ok := r.Spans[key]; ok {
			return &s
		}
		return nil
	}
	rule := "标题"
	if place("title") == nil {
		rule = "无标题，依案号与裁判用语推定"
	}
	add("document_type", "文书种类", r.DocumentType.Label(), rule, place("title"), "")
	if r.Organ != nil {
		add("organ", "裁判（复议）机关", r.Organ.Name, "标题之前的机关名称", place("organ"), "")
	}
	if r.CaseNumber != nil {
		add("case_number", "案号", *r.CaseNumber, "标题之后的文号", place("case_number"), "")
	}
	if r.DecidedOn != nil {
		add("decided_on", "裁判日期", *r.DecidedOn, "落款日期", place("decided_on"), "")
	}
	if r.Instance != nil {
		add("instance", "审级", r.Instance.Label(), "案号的类型代字、当事人称谓", place("case_number"), "")
	}
	for _, x := range r.Parties {
		add("parties", "当事人", x.Role+"："+x.Name+"（"+x.Kind.Label()+"）", "当事人部分的称谓", x.Span, "")
	}
	for _, x := range r.Claims {
		value := "请求人不明"
		if len(x.By) > 0 {
			value = strings.Join(x.By, "、")
		}
		if x.Instance != nil {
			value += "（" + x.Instance.Label() + "）"
		}
		add("claims", "请求", value, "诉称、上诉、申请部分“请求”之后的内容", x.Span, x.Text)
	}
	for _, x := range r.Steps {
		add("steps", "审理经过", x.On+" "+x.Kind.Label(), "日期及其后所述的程序", x.Span, x.Text)
	}
	for _, x := range r.ChallengedActs {
		who := "作出机关不明"
		if x.Agency != nil {
			who = *x.Agency
		}
		add("challenged_acts", "被诉行为", who, "审理经过、裁判主文所述的行为", x.Span, x.Text)
	}
	for _, d := range p.lower {
		for _, c := range d.clauses {
			p.noteClause(&out, "prior", "原审裁判", c)
		}
	}
	for _, c := range p.clauses {
		p.noteClause(&out, "dispositions", "主文", c)
	}
	for _, x := range r.Results {
		words := make([]string, 0, len(x.Because))
		for _, b := range x.Because {
			words = append(words, b.Text)
		}
		var at *ingest.Span
		if len(x.Because) > 0 {
			at = x.Because[0].Span
		}
		add("results", "裁判结果", x.Agency+"："+x.Result.Label(), "各审裁判主文合并后仍然有效的内容", at, strings.Join(words, "｜"))
	}
	for _, x := range r.Errors {
		for _, v := range x.Evidence {
			value := x.Code.Label()
			if x.Minor {
				value += "（轻微）"
			}
			if !x.Ground {
				value += "（未作为裁判理由）"
			}
			add("errors", "过错", value, x.Rule+x.Wording.told(), v.Span, v.Text)
		}
	}
	for _, w := range r.Warnings {
		add("warnings", "提示", w.Text, w.Code, w.Span, "")
	}
	return out
}

func (p *paper) noteClause(out *[]Note, field, label string, c clause) {
	for _, e := range c.effects {
		value := e.outcome.Label()
		if names := printedNames(e.agencies); len(names) > 0 {
			value += "：" + strings.Join(names, "、")
		}
		number := ""
		if c.n > 0 {
			number = "第" + strconv.Itoa(c.n) + "项"
		}
		at := p.text.Span(e.i, e.j)
		*out = append(*out, Note{
			Field: field, Label: label + number, Value: value, Rule: e.rule, Words: p.text.Raw(e.i, e.j),
			Section: sectionLabels[p.sectionAt(e.i)], Span: &at,
		})
	}
}
