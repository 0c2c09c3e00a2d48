package extract

import (
	"regexp"
	"strings"
)

// clause is one clause of a decision (主文的一项) with what it does.
type clause struct {
	n        int
	from, to int // runes of the text, number excluded
	effects  []effect
}

// decree is the decision of one court or organ: clauses in order.
type decree struct {
	organ, number string
	at            int
	clauses       []clause
	ruling        bool // 裁定
	own           bool
	partial       bool // told in passing, perhaps not whole
	foreign       bool // of another case, told as history
}

// outcomes gives the codes of a clause, each once, in order.
func (c clause) outcomes() []Outcome {
	var out []Outcome
	for _, e := range c.effects {
		dup := false
		for _, o := range out {
			dup = dup || o == e.outcome
		}
		if !dup {
			out = append(out, e.outcome)
		}
	}
	if len(out) > 1 {
		kept := out[:0:0]
		for _, o := range out {
			if o != OtherOutcome {
				kept = append(kept, o)
			}
		}
		out = kept
	}
	if len(out) == 0 {
		out = []Outcome{OtherOutcome}
	}
	return out
}

func (c clause) agencies() []*actor {
	var out []*actor
	for _, e := range c.effects {
		for _, a := range e.agencies {
			seen := false
			for _, b := range out {
				seen = seen || a == b
			}
			if !seen {
				out = append(out, a)
			}
		}
	}
	return out
}

// readDispositions reads the clauses of the decision (主文).
func (p *paper) readDispositions() {
	stage := -1
	for _, s := range p.sections(SectionDisposition) {
		list := p.clausesIn(s.from, s.to)
		if p.mediates() {
			for k := range list {
				list[k].effects = []effect{{outcome: Mediate, agencies: list[k].agencies(), i: list[k].from, j: list[k].to, rule: "调解协议"}}
			}
		}
		if k := p.stageAt(s.from); k != stage {
			if len(p.clauses) > 0 { // a decision that the withdrawal of an appeal left in force
				p.lower = append(p.lower, decree{clauses: p.clauses, at: s.from})
				p.clauses = nil
			}
			stage = k
		}
		p.clauses = append(p.clauses, list...)
		for _, c := range list {
			p.record.Dispositions = append(p.record.Dispositions, p.disposition(c))
		}
	}
	p.closeCut()
	p.settleMaintained()
	p.checkTitle()
	if len(p.record.Dispositions) == 0 && p.record.DocumentType != Other && !p.cut {
		p.warn("no_disposition", "未能识别裁判（决定）主文，请人工核对。", 0, 0)
	}
	for _, d := range p.record.Dispositions {
		if len(d.Outcomes) == 1 && d.Outcomes[0] == OtherOutcome {
			p.record.Warnings = append(p.record.Warnings, Warning{Code: "unclassified_disposition", Text: "主文此项的裁判方式未能归类，请人工核对。", Span: d.Span})
		}
	}
}

// settleMaintained takes 维持 of a whole judgment below, where nothing of it is
// reversed, for what it is: the judgment is affirmed.
func (p *paper) settleMaintained() {
	if p.has(Reverse) || len(p.clauses) != 1 || len(p.record.Dispositions) != 1 {
		return
	}
	c := &p.clauses[0]
	for k := range c.effects {
		if e := &c.effects[k]; e.outcome == Maintain && e.lower && len(e.items) == 0 && len(p.quotedEffects(*c)) == 0 {
			e.outcome, e.rule = Affirm, "维持原裁判"
		}
	}
	p.record.Dispositions[0] = p.disposition(*c)
}

// checkTitle warns where the title says 判决书 and the text 裁定如下, or the other
// way round: the title tells the kind of the paper, the words what was done.
func (p *paper) checkTitle() {
	s, ok := p.record.Spans["title"]
	if !ok || p.formula < 0 {
		return
	}
	title := p.doc.Quote(s)
	words := p.text.Slice(p.formula, min(p.to, p.formula+6))
	if strings.Contains(title, "判决书") && strings.HasPrefix(words, "裁定") || strings.Contains(title, "裁定书") && strings.HasPrefix(words, "判决") {
		p.warn("title_contradiction", "文书标题与裁判用语不一致（标题为“"+title+"”，正文为“"+words[:len("裁定如下")]+"”），请人工核对。", p.formula, p.formula+4)
	}
}

// mediates reports a mediation statement (调解书): each clause is one of the
// agreement, whatever it is about.
func (p *paper) mediates() bool {
	return p.record.DocumentType == MediationStatement || p.record.DocumentType == ReconsiderationMediation ||
		p.formula >= 0 && p.match(agreedForm, p.formula, min(p.to, p.formula+8)) != nil
}

// agreedForm announces an agreement, whatever is left of the paper's title.
var agreedForm = regexp.MustCompile(`^(?:协议如下|如下协议)`)

func (p *paper) disposition(c clause) Disposition {
	return Disposition{N: c.n, Text: p.text.Raw(c.from, c.to), Outcomes: c.outcomes(), Agencies: printedNames(c.agencies()), Span: p.span(c.from, c.to)}
}

// clausesIn cuts the runes [i, j) into clauses: by their numbers where they
// count up from one, else by sentences.
func (p *paper) clausesIn(i, j int) []clause {
	p.subject = nil
	for m := p.match(webLabel, i, j); m != nil && m[0] == i && m[1] < j; m = p.match(webLabel, i, j) {
		i = m[1]
	}
	var out []clause
	marks := p.itemMarks(i, j)
	if len(marks) == 0 {
		return p.sentenceClauses(i, j)
	}
	if marks[0].i > i {
		out = append(out, p.sentenceClauses(i, marks[0].i)...)
	}
	for k, m := range marks {
		end := j
		if k+1 < len(marks) {
			end = marks[k+1].i
		}
		out = append(out, p.itemClauses(m.n, m.j, end)...)
	}
	return out
}

// itemMark is a printed number n at the runes [i, j).
type itemMark struct{ n, i, j int }

var itemStyles = []*regexp.Regexp{
	regexp.MustCompile(`^([一二三四五六七八九十]{1,3})[、.，]`),
	regexp.MustCompile(`^（([一二三四五六七八九十]{1,3})）[、]?`),
	regexp.MustCompile(`^(\d{1,2})[、.．，]`),
	regexp.MustCompile(`^（([1-9]\d?)）[、.]?`), // （01） stands in a document number
	regexp.MustCompile(`^第([一二三四五六七八九十]{1,3})项?[：，、]`),
	regexp.MustCompile(`^(\d{1,2})）`),
}

// itemMarks finds the numbers of the items: of the style that the first one
// has, counting up from one, each behind a mark or at the start of a line.
func (p *paper) itemMarks(i, j int) []itemMark {
	rs := p.text.Runes()
	var style *regexp.Regexp
	var out []itemMark
	for k := i; k < j; k++ {
		if k > i && !p.text.LineStart(k) && !(rs[k-1] == '。' || rs[k-1] == '；' || rs[k-1] == '：' || rs[k-1] == '，') {
			continue
		}
		if k > i && p.bracketed(i, k) {
			continue // a line that breaks a document number: （20⏎01）14号
		}
		line := p.text.Slice(k, min(j, k+8))
		if style == nil {
			for _, s := range itemStyles {
				if m := s.FindStringSubmatch(line); m != nil {
					if n, ok := Integer(m[1]); ok && n == 1 {
						style = s
						break
					}
				}
			}
			if style == nil {
				continue
			}
		}
		if m := style.FindStringSubmatch(line); m != nil {
			if n, ok := Integer(m[1]); ok && int(n) == len(out)+1 {
				out = append(out, itemMark{int(n), k, k + len([]rune(m[0]))})
			}
		}
	}
	return out
}

// bracketed reports that rune k stands within brackets, or within a numeral,
// that opened behind rune i.
func (p *paper) bracketed(i, k int) bool {
	rs := p.text.Runes()
	if isDigit(rs[k]) && isDigit(rs[k-1]) {
		return true
	}
	for e := k - 1; e >= max(i, k-24); e-- {
		switch {
		case IsClose(rs[e]) || strings.ContainsRune("。；", rs[e]):
			return false
		case IsOpen(rs[e]):
			return true
		}
	}
	return false
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// itemClauses reads one numbered item: its first sentence, and each further
// sentence that decides something of its own.
func (p *paper) itemClauses(n, i, j int) []clause {
	if isCosts(p.text.Slice(i, j)) || isNotice(p.text.Slice(i, j)) {
		return nil
	}
	var out []clause
	cur := clause{n: n, from: i, to: i}
	core := i // where what the clause does ends, the terms behind left out
	flush := func() {
		if cur.to > cur.from {
			cur.effects = p.effects(cur.from, max(core, cur.from+1))
			out = append(out, cur)
		}
	}
	for _, s := range p.sentences(i, j) {
		rs := p.text.Runes()
		ended := cur.to > cur.from && rs[cur.to-1] == '。'
		if ended && len(p.effects(s[0], s[1])) > 0 && !furtherForm.MatchString(p.text.Slice(s[0], s[1])) {
			flush()
			cur = clause{from: s[0]}
		}
		cur.to = s[1]
		if line := p.text.Slice(s[0], s[1]); !ended || !termsForm.MatchString(line) && !aboutForm.MatchString(line) {
			core = s[1]
		}
	}
	flush()
	return out
}

// termsForm is a sentence on when what the clauses lay is due.
var termsForm = regexp.MustCompile(`^(?:上述|以上|前述|前款)[^，。；]{0,12}(?:义务|款项|给付|金额|期限|事项|内容)[^。；]{0,60}(?:履行|付清|支付|给付|完成)`)

// aboutForm is a sentence on why one of the requests needs no clause.
var aboutForm = regexp.MustCompile(`^关于[^，。；]{2,40}(?:请求|主张|诉求)，`)

// furtherForm opens a sentence that only explains the clause before it.
var furtherForm = regexp.MustCompile(`^(?:关于[^，。；]{2,40}(?:请求|主张|诉求)，|上述|以上|该|逾期|如|若|其中|利息|（|具体|期限|前述|即)`)

// sentenceClauses takes each sentence for a clause.
func (p *paper) sentenceClauses(i, j int) []clause {
	var out []clause
	for _, s := range p.sentences(i, j) {
		line := p.text.Slice(s[0], s[1])
		if isCosts(line) || isNotice(line) && len(out) > 0 {
			continue
		}
		if p.text.Raw(s[0], s[1]) == "……" || len([]rune(line)) < 3 {
			continue
		}
		e := p.effects(s[0], s[1])
		if len(e) == 0 && len(out) > 0 {
			if p.text.Runes()[out[len(out)-1].to-1] != '。' || furtherForm.MatchString(line) {
				out[len(out)-1].to = s[1]
			}
			continue
		}
		out = append(out, clause{from: s[0], to: s[1], effects: e})
	}
	return out
}

// has reports whether a clause of the deciding body has the outcome.
func (p *paper) has(o Outcome) bool {
	for _, c := range p.clauses {
		for _, e := range c.effects {
			if e.outcome == o {
				return true
			}
		}
	}
	return false
}

// only reports whether the deciding body did nothing else.
func (p *paper) only(o Outcome) bool {
	for _, c := range p.clauses {
		for _, e := range c.effects {
			if e.outcome != o {
				return false
			}
		}
	}
	return len(p.clauses) > 0
}
