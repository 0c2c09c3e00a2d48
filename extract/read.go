package extract

import (
	"fmt"
	"regexp"
	"strings"

	"zeren/ingest"
)

// Version is the version of this stage. It rises with every change that can
// alter a record, so that stored records are known to be old.
const Version = "extract/5"

// Read reads a document and gives the record of each paper (文书) in it, in
// order: one at least, for a document that is no judgment or decision is a
// record of type Other with a warning that says why. What is enclosed with a
// judgment or decision (起诉状, 送达回证) comes behind it, wherever it stands. Read is pure and total:
// the same document gives the same records, and no input makes it panic.
func Read(doc ingest.Document) []Record {
	list := papers(&doc)
	out := make([]Record, 0, len(list))
	for _, p := range list {
		out = append(out, p.record)
	}
	return out
}

// papers reads each paper of a document.
func papers(doc *ingest.Document) []*paper {
	text := Normalize(doc)
	ranges := split(text)
	out := make([]*paper, 0, len(ranges))
	var enclosed []*paper
	for _, r := range ranges {
		p := newPaper(doc, text, r[0], r[1])
		if p.read() {
			p.close()
		}
		if n := len(out); n > 0 && out[n-1].headOf(p) {
			out = out[:n-1] // a site's heading, printed above the paper itself
		}
		if p.record.DocumentType == Other {
			enclosed = append(enclosed, p)
		} else {
			out = append(out, p)
		}
	}
	out = append(out, enclosed...)
	for i, p := range out {
		if len(out) > 1 {
			p.record.Source.Part = i + 1
		}
	}
	return out
}

// headOf reports a paper of which nothing but title and number stand there,
// those of the paper behind it.
func (p *paper) headOf(next *paper) bool {
	a, b := p.record.CaseNumber, next.record.CaseNumber
	return a != nil && b != nil && Fold(*a) == Fold(*b) && p.record.DocumentType == next.record.DocumentType &&
		len(p.record.Parties) == 0 && len(p.record.Dispositions) == 0 && len(next.record.Parties) > 0 && p.to-p.from < 300
}

// read does all steps; it reports false where one failed that the others rest
// on.
func (p *paper) read() bool {
	for _, s := range steps {
		if !p.take(s) {
			return false
		}
	}
	return true
}

// pass is a part of the reading, with what it reads as a person is told.
type pass struct {
	what string
	read func(*paper)
	// rest tells that what the other steps read stands without it: where a step
	// that results hang on fails, nothing of the paper may be asserted.
	rest bool
}

// steps are the parts of the reading, in order: each one may rely on what
// those before it found.
var steps = []pass{
	{"首部", (*paper).readHead, false},
	{"文书结构", (*paper).readSections, false},
	{"案例报道", (*paper).readTold, false},
	{"日期", (*paper).readDate, false},
	{"落款", (*paper).readSigner, false},
	{"当事人", (*paper).readParties, false},
	{"审级", (*paper).readInstance, false},
	{"请求", (*paper).readClaims, false},
	{"审理经过", (*paper).readSteps, true},
	{"被诉行为", (*paper).readActs, false},
	{"原审裁判", (*paper).readPrior, false},
	{"查明事实", (*paper).readFacts, true},
	{"案由", (*paper).readCause, true},
	{"主文", (*paper).readDispositions, false},
	{"被诉行为", (*paper).readRuledActs, false},
	{"被诉行为", (*paper).settleActs, false},
	{"裁判结果", (*paper).readResults, false},
	{"是否生效", (*paper).readFinality, false},
	{"过错", (*paper).readFindings, true},
	{"裁判依据", (*paper).readLaws, true},
	{"金额", (*paper).readAmounts, true},
	{"出庭情况", (*paper).readAppearances, true},
}

// take does one step. A fault of this program in a step must not cost the
// papers beside this one, nor what the other steps read: it is told, and where
// results hang on the step, the paper is left to a person. It reports whether
// to go on.
func (p *paper) take(s pass) (on bool) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		on = s.rest
		if !s.rest {
			p.setAside()
			p.record.Warnings = nil
		}
		p.warn("program_fault", fmt.Sprintf("读取“%s”时程序出错，%s，请人工核对，并把此文件和本提示交给维护人员（内部信息：%v）。", s.what, map[bool]string{true: "该部分内容可能不全", false: "本文书未能读出"}[s.rest], r), 0, 0)
	}()
	s.read(p)
	return true
}

// paper is one paper while it is being read. All positions are runes of
// text, which covers the whole document; from and to bound this paper.
type paper struct {
	doc      *ingest.Document
	text     *Text
	from, to int
	record   Record
	number   CaseNumber // the paper's own, zero where it has none
	parts    []part
	actors   []*actor
	known    map[string]bool   // the names of the actors
	below    *bool             // tellsBelow, once asked
	clauses  []clause          // of the deciding body, in order
	lower    []decree          // of the instances below, oldest first
	cites    []cite            // papers of courts that the text names
	letter   bool              // a letter of a court (释明函, 驳回申诉通知书), read as far as it tells
	listed   bool              // the parties stand in a block of their own
	cut      bool              // it breaks off: its last pages are missing
	misread  []int             // the runes of the text that a scan has read wrongly
	torn     bool              // within its decision
	told     bool              // a report that tells of the courts in the third person
	blocks   []block           // of a report, by its captions
	stages   []stage           // of a report, oldest first
	shorts   map[string][2]int // the short names that a report explains, with the full ones
	body     int               // where the head ends
	formula  int               // where the words begin that announce the disposition, -1 without
	subject  []*actor          // the agencies that the clause before burdened
	missed   []string          // agencies named with the role of a party that the parties read do not hold
	quash    []string          // agencies whose act the challenged reconsideration decision had annulled
}

// part is a section of the paper: runes [from, to).
type part struct {
	kind     string
	from, to int
}

func newPaper(doc *ingest.Document, text *Text, from, to int) *paper {
	p := &paper{doc: doc, text: text, from: from, to: to, formula: -1, body: from}
	p.misread = text.Misread(from, to)
	p.record = Record{
		Source:         Source{Name: doc.Source.Name, SHA256: doc.Source.SHA256, Pages: doc.Source.Pages, Reader: doc.Source.Reader},
		DocumentType:   Other,
		Parties:        []Party{},
		Claims:         []Claim{},
		Steps:          []Step{},
		ChallengedActs: []ChallengedAct{},
		Prior:          []Prior{},
		Facts:          []Evidence{},
		Dispositions:   []Disposition{},
		Results:        []Result{},
		Errors:         []Finding{},
		Laws:           []Law{},
		Amounts:        []Amount{},
		Appearances:    []Appearance{},
		Warnings:       []Warning{},
		Spans:          map[string]ingest.Span{},
	}
	return p
}

// close puts the sections in the record and leaves out empty tables.
func (p *paper) close() {
	if p.record.DocumentType == Other && !p.letter || p.speaksOfPapers() {
		p.setAside()
		return
	}
	p.checkHead()
	p.readCitedNumbers()
	p.warnMisread()
	p.warnRecognised()
	p.takeProblems()
	for _, s := range p.parts {
		p.record.Sections = append(p.record.Sections, Section{Kind: s.kind, Span: p.text.Span(s.from, s.to)})
	}
	if len(p.record.Spans) == 0 {
		p.record.Spans = nil
	}
}

// checkHead warns of what the head and the signature should tell and do not.
func (p *paper) checkHead() {
	var lost []string
	if p.record.Organ == nil {
		lost = append(lost, "裁判（复议）机关")
	}
	if p.record.CaseNumber == nil {
		lost = append(lost, "案号")
	}
	if p.record.DecidedOn == nil {
		lost = append(lost, "裁判日期")
	}
	if p.told {
		p.warnTold(lost)
		return
	}
	if len(lost) > 0 {
		p.warn("head_incomplete", "首部、落款未能读出"+strings.Join(lost, "、")+"，请人工核对。", 0, 0)
	}
}

// speaksOfPapers reports a text that only speaks of a paper: a news item, an
// account of a case, a draft of our own. It has neither the organ nor a number
// nor the parties at its head, and no decision, or one that nobody signed.
func (p *paper) speaksOfPapers() bool {
	if p.blankForm() {
		return true
	}
	if p.told || p.letter || p.listed || p.record.CaseNumber != nil {
		return false
	}
	if _, headed := p.record.Spans["organ"]; headed {
		return false
	}
	if len(p.record.Dispositions) == 0 {
		return true
	}
	if _, titled := p.record.Spans["title"]; !titled && !ownVoice.MatchString(p.text.Slice(p.from, p.to)) {
		return true // a report of the agency itself on a case that it lost
	}
	return p.record.DecidedOn == nil && len(p.sections(SectionSignature)) == 0 ||
		!announcedForm.MatchString(p.text.Slice(p.from, p.to))
}

// blankForm reports a form to be filled in (文书样式) and no paper: it says what
// is to be written where.
func (p *paper) blankForm() bool {
	return len(fillInForm.FindAllStringIndex(p.text.Slice(p.from, p.to), 3)) > 2
}

var fillInForm = regexp.MustCompile(`[（〔][^（）〔〕。]{0,24}(?:写明|填写|概括写)`)

// announcedForm announces a decision (主文) of one's own.
var announcedForm = regexp.MustCompile(`(?:判决|裁定|决定|协议)(?:如下)?：|如下(?:判决|裁定|决定)|本(?:机关|府|院)决定`)

// setAside leaves of a text that is no paper of ours its kind and the reason.
func (p *paper) setAside() {
	source := p.record.Source
	kept := newPaper(p.doc, p.text, p.from, p.to).record
	kept.Source = source
	kept.Spans = nil
	text := "未见法院裁判文书或者行政复议文书的标题和主文，按非裁判文书归档，请人工核对。"
	if p.record.DocumentType != Other {
		text = "文中提到裁判文书或者行政复议文书，但首部没有裁判（复议）机关、案号和当事人，也没有主文或者落款，按非裁判文书归档，请人工核对。"
	}
	if s, ok := p.record.Spans["title"]; ok && p.record.DocumentType == Other {
		text = "标题为“" + p.doc.Quote(s) + "”，不属于行政、民事裁判文书或者行政复议文书，按非裁判文书归档，请人工核对。"
	}
	if m := p.match(enclosed, p.from, min(p.to, p.from+60)); m != nil && p.record.DocumentType == Other {
		text = "标题为“" + p.text.Raw(m[0], m[1]) + "”，不属于行政、民事裁判文书或者行政复议文书，按非裁判文书归档，请人工核对。"
	}
	kept.Warnings = append(kept.Warnings, Warning{Code: "not_a_decision", Text: text})
	p.record = kept
	p.parts = nil
}

// span gives the place of the runes [i, j) for the record.
func (p *paper) span(i, j int) *ingest.Span {
	s := p.text.Span(i, j)
	return &s
}

// evidence quotes the runes [i, j).
func (p *paper) evidence(i, j int) Evidence {
	return Evidence{Text: p.text.Raw(i, j), Span: p.span(i, j)}
}

// warn notes something for a person. Without a place, j is not above i.
func (p *paper) warn(code, text string, i, j int) {
	w := Warning{Code: code, Text: text}
	if j > i {
		w.Span = p.span(i, j)
	}
	for _, o := range p.record.Warnings {
		if o.Code == code && o.Text == text {
			return
		}
	}
	p.record.Warnings = append(p.record.Warnings, w)
}

// match finds the first match of re within the runes [i, j) and gives the
// rune bounds of the match and of its groups, -1 where a group is absent.
func (p *paper) match(re *regexp.Regexp, i, j int) []int {
	base := p.text.Byte(i)
	m := re.FindStringSubmatchIndex(p.text.Slice(i, j))
	return p.runeBounds(base, m)
}

// matchAll is match for every match that does not overlap the one before.
func (p *paper) matchAll(re *regexp.Regexp, i, j int) [][]int {
	base := p.text.Byte(i)
	ms := re.FindAllStringSubmatchIndex(p.text.Slice(i, j), -1)
	for k, m := range ms {
		ms[k] = p.runeBounds(base, m)
	}
	return ms
}

func (p *paper) runeBounds(base int, m []int) []int {
	for k, b := range m {
		if b >= 0 {
			m[k] = p.text.FromByte(base + b)
		}
	}
	return m
}

// sections gives the parts of the given kinds, in order.
func (p *paper) sections(kinds ...string) []part {
	var out []part
	for _, s := range p.parts {
		for _, k := range kinds {
			if s.kind == k {
				out = append(out, s)
			}
		}
	}
	return out
}

// sectionAt gives the kind of the section that holds rune i.
func (p *paper) sectionAt(i int) string {
	for _, s := range p.parts {
		if i >= s.from && i < s.to {
			return s.kind
		}
	}
	return ""
}

// longestSentence is more runes than a sentence has. A text without full stops
// (a scan's, a table's) is cut there too, at the next comma or paragraph: what
// is read sentence by sentence would else take the square of its length.
const longestSentence = 1200

// sentences cuts the runes [i, j) behind 。！？； and behind a closing
// quotation mark that follows one of them.
func (p *paper) sentences(i, j int) [][2]int {
	var out [][2]int
	rs := p.text.Runes()
	start := i
	for k := i; k < j; k++ {
		if k-start >= longestSentence && (rs[k-1] == '，' || p.text.ParaStart(k) || k-start >= 2*longestSentence) {
			out = append(out, [2]int{start, k})
			start = k
		}
		if !strings.ContainsRune("。！？；", rs[k]) {
			continue
		}
		for k+1 < j && strings.ContainsRune("”’）》]】", rs[k+1]) {
			k++
		}
		out = append(out, [2]int{start, k + 1})
		start = k + 1
	}
	if start < j {
		out = append(out, [2]int{start, j})
	}
	return out
}

// opens reports whether a sentence can begin at rune i: at the start of the
// paper, of a paragraph, or behind a mark that ends a clause.
func (p *paper) opens(i int) bool {
	if i <= p.from || p.text.ParaStart(i) {
		return true
	}
	return strings.ContainsRune("。；：！？”…】", p.text.Runes()[i-1])
}
