package extract

import (
	"regexp"
	"strings"

	"zeren/ingest"
)

// readReport finds out whether the text is a report of a case (案例报道): courts
// or organs of reconsideration are told of in the third person, by name or in
// the form of a collection of cases, with what they decided and why. It keeps
// the blocks and the stages of a report.
//
// A news item and an agency's own account of a case tell of a judgment, too;
// they are no reports of it.
func (p *paper) readReport() {
	title, titled := p.record.Spans["title"]
	blocks := p.readBlocks()
	form := captioned(blocks)
	if titled {
		at := p.text.FromSource(title.Start)
		if !form || blocks[0].to > at && blocks[0].kind == blockHead || p.text.LineStart(at) {
			return
		}
	}
	if p.speaksItself() && !form || p.accounts() || !form && p.newsItem() {
		return
	}
	list := p.findStages(blocks)
	reasons := p.match(reasonsBehind, p.from, p.to) != nil
	switch {
	case len(list) == 0:
		if !form || !reasons {
			return
		}
	case !form && (!p.namesCourt() || !heldForm.MatchString(p.text.Slice(p.from, p.to))):
		return
	}
	p.readListed(list)
	p.told, p.blocks, p.stages = true, blocks, list
}

var (
	reasonsBehind = regexp.MustCompile(`法院生效(?:裁判|判决|裁定)(?:文书)?认为`)
	heldForm      = regexp.MustCompile(`认为`)
	// newsWords are those of a newspaper.
	newsWords = regexp.MustCompile(`本报讯|本网讯|本台消息|记者|通讯员|近日|日前|昨日|昨天|前不久`)
	// accountFrame opens or ends an account to those above, accountWords are
	// those of an agency that tells of its own case.
	accountFrame = regexp.MustCompile(`现将[^。]{0,80}(?:报告|汇报|通报|分析)如下|特此(?:报告|汇报)`)
	accountWords = regexp.MustCompile(`(?:^|[，。；：])(?:我局|我委|我镇|我县|我市|我区|我厅|我单位|本局|本单位)[^。；“”]{0,60}(?:上诉|败诉|不服|整改|作出|将|认为|执法)`)
	ownThought   = regexp.MustCompile(`[，。；：](本院(?:经审理|经审查|经复查)?(?:后)?认为[，：])`)
	toldCourt    = regexp.MustCompile(`(` + courtWords + `)(?:于[^，。；]{4,16}日)?(?:经|公开|开庭|依法|审理|审查|一审|二审|再审|后)*(?:[^，。；：]{0,40}并)?(?:认为|判决|裁定|作出)`)
)

// speaksItself reports a deciding body that thinks in the first person.
func (p *paper) speaksItself() bool {
	for _, s := range p.sentences(p.from, p.to) {
		for _, at := range p.openings(s[0], s[1]) {
			if reasons.MatchString(p.text.Slice(at, min(s[1], at+60))) {
				return true
			}
		}
	}
	m := p.match(ownThought, p.from, p.to) // behind a full stop that a scan has lost
	return m != nil && !p.inQuotes(m[2], p.from)
}

// accounts reports an agency's own account of its case, alone or as one of
// several in a document that says at its head or its end what it is.
func (p *paper) accounts() bool {
	if accountFrame.MatchString(p.text.String()) {
		return true
	}
	for _, m := range p.matchAll(accountWords, p.from, p.to) {
		if !p.inQuotes(m[0]+1, p.from) && !pleads.MatchString(p.text.Slice(p.sentenceStart(p.from, m[0]), m[0]+1)) {
			return true
		}
	}
	return false
}

// pleads is what a party says in the proceedings, as 本局.
var pleads = regexp.MustCompile(`(?:辩|诉|述|复|回复|主张|申请)称|答辩|辩解|认为：`)

// newsItem reports an item of news.
func (p *paper) newsItem() bool {
	return newsWords.MatchString(p.text.Slice(p.from, min(p.to, p.from+300)))
}

// namesCourt reports that a certain court, not courts in general, is told to
// have held or decided something.
func (p *paper) namesCourt() bool {
	for _, m := range p.matchAll(toldCourt, p.from, p.to) {
		name := trimCourt(p.text.Slice(m[2], m[3]))
		if _, ok := Region(name); ok || strings.ContainsAny(name, "某*×") || certainCourt.MatchString(name) {
			return true
		}
	}
	return false
}

// certainCourt is a court of some place, one that is no more on the map
// included (海门市人民法院), or of a branch of law.
var certainCourt = regexp.MustCompile(`[^级上下](?:省|自治区|[市县区旗州盟])(?:[高中]级|第[一二三四]中级)?人民法院$|(?:知识产权|海事|铁路运输(?:中级)?|金融|互联网)法院$`)

// toldSections cuts a report: each block by its caption, and within it one
// stage after the other. What a court held whose decision a later one annulled
// is Prior, and so is what the courts below decided; their reasons are those
// of the case as long as they stand.
func (p *paper) toldSections() {
	var parts []part
	owner := []int{} // of each part, the stage that it leads to or tells
	next := 0
	add := func(list []part, k int) {
		for _, s := range list {
			if s.to > s.from {
				parts, owner = append(parts, s), append(owner, k)
			}
		}
	}
	last := len(p.stages) - 1
	apart := false // the reasons stand under a caption of their own
	for _, b := range p.blocks {
		apart = apart || b.kind == blockReasons
	}
	for _, b := range p.blocks {
		at := b.body
		begun := len(parts)
		switch b.kind {
		case blockNotes, blockComment:
			kind := SectionAnnex
			if next == 0 && b.kind == blockNotes {
				kind = SectionPreface
			}
			add([]part{{kind, b.from, b.to}}, next)
			continue
		case blockHead:
			if k := p.firstParty(at, min(b.to, at+1500)); k >= 0 && (k < at+400 || len(p.blocks) > 1) {
				add([]part{{SectionHead, at, k}}, next)
				at = k
			} else if len(p.blocks) > 1 {
				add([]part{{SectionHead, at, b.to}}, next)
				continue
			}
		}
		for ; next <= last && p.stages[next].from < b.to; next++ {
			s := &p.stages[next]
			p.formula = s.formula
			if b.kind == blockReasons && s.formula > at {
				add([]part{{SectionReasoning, p.whoThinks(at, s.formula), s.formula}, {SectionBasis, s.formula, s.from}}, next)
			} else {
				add(p.bodyParts(at, s.formula, s.from), next)
			}
			add(p.tailParts(s.from, s.to), next)
			at = s.to
		}
		p.formula = -1
		rest := []part{{SectionAnnex, at, b.to}}
		switch m := p.match(reasonsBehind, at, b.to); {
		case b.kind == blockReasons && (next > last || at == b.body):
			rest[0] = part{SectionReasoning, p.whoThinks(at, b.to), b.to}
		case m != nil:
			rest = append(p.restParts(at, m[0], next <= last), part{SectionReasoning, p.whoThinks(m[0], b.to), b.to})
		default:
			rest = p.restParts(at, b.to, next <= last || b.kind == blockFacts)
		}
		add(rest, min(next, max(last, 0)))
		if apart && b.kind == blockFacts {
			for i := begun; i < len(parts); i++ {
				if parts[i].kind == SectionReasoning {
					parts[i].kind = SectionPrior
				}
			}
		}
	}
	stands := p.standingStages()
	for i := range parts {
		k := owner[i]
		if k > last || k < 0 {
			continue
		}
		switch parts[i].kind {
		case SectionReasoning, SectionFacts:
			if p.annulled(k) && !(apart && parts[i].kind == SectionFacts) {
				parts[i].kind = SectionPrior
			}
		case SectionBasis, SectionDisposition, SectionCosts:
			if !stands[k] {
				parts[i].kind = SectionPrior
			}
		}
	}
	if last >= 0 {
		p.formula = p.stages[last].formula
	}
	p.parts = join(parts)
}

// restParts cuts what stands behind the last decision of a block: what leads to
// the next one, or words on what became of it.
func (p *paper) restParts(i, j int, goesOn bool) []part {
	if !goesOn {
		return []part{{SectionAnnex, i, j}}
	}
	return p.bodyParts(i, j, j)
}

// withdrawsAppeal is a ruling that leaves the decision below in force because
// nobody attacks it any more.
var withdrawsAppeal = regexp.MustCompile(`撤回(?:上诉|再审申请)|按(?:自动)?撤(?:回上)?诉处理`)

// standingStages tells which decisions are those of the report: the last one,
// and the one below that its withdrawal of the appeal left in force.
func (p *paper) standingStages() map[int]bool {
	last := len(p.stages) - 1
	out := map[int]bool{last: true}
	if last > 0 && withdrawsAppeal.MatchString(p.text.Slice(p.stages[last].from, p.stages[last].to)) {
		out[last-1] = true
	}
	return out
}

// annulled reports that a later stage left nothing of stage k.
func (p *paper) annulled(k int) bool {
	s := p.stages[k]
	second := s.in != nil && *s.in == Second
	for _, l := range p.stages[k+1:] {
		for _, m := range p.matchAll(annuls, l.from, l.to) {
			words := p.text.Slice(m[0], m[1])
			ns := CaseNumbers(p.text, m[0], m[1])
			for _, n := range ns {
				if s.number != nil && n.Key() == s.number.Key() {
					return true
				}
			}
			switch {
			case s.number != nil && len(ns) > 0:
			case strings.Contains(words, "一审") && strings.Contains(words, "二审"), strings.Contains(words, "一、二审"):
				return true
			case strings.Contains(words, "二审"):
				if second {
					return true
				}
			case strings.Contains(words, "一审"):
				if !second {
					return true
				}
			default:
				return true
			}
		}
	}
	return false
}

// stageAt gives the stage of a report whose decision holds rune i, -1 without.
func (p *paper) stageAt(i int) int {
	for k, s := range p.stages {
		if i >= s.from && i < s.to {
			return k
		}
	}
	return -1
}

// unread reports that the text tells of an appeal or a retrial behind the last
// decision that was read: what stands at the end is not known.
func (p *paper) unread() bool {
	last := len(p.stages) - 1
	if last < 0 {
		return p.told
	}
	later := laterAppeal
	if in := p.stages[last].in; in != nil && *in != First {
		if *in != Second {
			return false
		}
		later = laterRetrial
	}
	for _, b := range p.blocks {
		if b.kind == blockNotes || b.kind == blockComment || b.to <= p.stages[last].to {
			continue
		}
		if b.from >= p.stages[last].to && (b.kind == blockResult || later.MatchString(p.text.Slice(b.from, b.body))) {
			return true // the caption of an instance whose decision was not read
		}
		if b.kind == blockReasons {
			continue
		}
		for _, s := range p.sentences(max(b.body, p.stages[last].to), b.to) {
			line := p.text.Slice(s[0], s[1])
			if later.MatchString(line) && !noAppeal.MatchString(line) && !p.sameOrgan(line) {
				return true
			}
		}
	}
	return false
}

// sameOrgan reports a sentence in which the body that decided last did
// something else, and nobody appealed.
func (p *paper) sameOrgan(line string) bool {
	o := p.stages[len(p.stages)-1].organ
	return o[1] > o[0] && strings.Contains(line, p.text.Slice(o[0], o[1])) && !appealed.MatchString(line)
}

var (
	appealed     = regexp.MustCompile(`上诉|二审|终审|再审|抗诉`)
	laterAppeal  = regexp.MustCompile(`上诉|二审|终审|再审|抗诉|[中高]级(?:人民)?法院|最高人民法院|[行赔]终|[行赔]再`)
	laterRetrial = regexp.MustCompile(`再审|提审|抗诉|最高人民法院|行再|行申|行监`)
	noAppeal     = regexp.MustCompile(`未(?:提起|提出)?上诉|没有(?:提起|提出)?上诉|撤回(?:上诉|再审)|服判|未申请再审|上诉人[^。；，]{0,20}负担`)
)

// toldHead is the stage whose organ, number and day are those of the report:
// the last, or where it only let an appeal be withdrawn, the one below.
func (p *paper) toldHead() *stage {
	last := len(p.stages) - 1
	if last < 0 {
		return nil
	}
	s := &p.stages[last]
	if last > 0 && p.standingStages()[last-1] && !itemForm.MatchString(p.text.Slice(s.from, min(p.to, s.from+8))) {
		return &p.stages[last-1]
	}
	return s
}

// readTold gives the record the organ, number, day, kind and instance of the
// decision that a report tells of, and the decisions below as Prior.
func (p *paper) readTold() {
	if !p.told {
		return
	}
	body := p.body
	p.record.Organ, p.record.CaseNumber, p.record.DecidedOn, p.number = nil, nil, nil, CaseNumber{}
	for _, f := range []string{"organ", "case_number", "decided_on", "title"} {
		delete(p.record.Spans, f)
	}
	if s := p.toldHead(); s != nil {
		if s.organ[1] > s.organ[0] {
			p.setOrgan(s.organ[0], s.organ[1])
		}
		if s.number != nil {
			p.setNumber(*s.number)
		}
		if s.day != nil {
			p.setDate(*s.day)
		}
		p.record.Instance = s.in
	}
	p.body = body
	p.record.DocumentType = p.toldType()
}

// toldType tells the kind of the paper that a report tells of.
func (p *paper) toldType() DocumentType {
	s := p.toldHead()
	if s == nil {
		return AdministrativeJudgment
	}
	all := p.text.Slice(p.from, p.to)
	did := p.text.Slice(s.from, s.to)
	if s.in != nil && *s.in == Reconsideration {
		switch {
		case toldEnds.MatchString(did):
			return ReconsiderationTermination
		case toldRefuses.MatchString(did):
			return ReconsiderationRejection
		}
		return ReconsiderationDecision
	}
	named := otherArea.FindString(p.text.Slice(max(p.from, s.formula-3), s.formula))
	civil := s.number != nil && s.number.Area() == Civil || s.number == nil && (named == "民事" || named == "" && !strings.Contains(all, "行政"))
	switch {
	case civil && s.ruling:
		return CivilRuling
	case civil:
		return CivilJudgment
	case s.ruling:
		return AdministrativeRuling
	case s.number != nil && s.number.Compensation() || strings.HasSuffix(p.text.Slice(max(p.from, s.formula-4), s.formula), "行政赔偿"):
		return CompensationJudgment
	}
	return AdministrativeJudgment
}

var (
	toldEnds    = regexp.MustCompile(`^[^。；，]{0,20}终止`)
	toldRefuses = regexp.MustCompile(`^[^。；]{0,12}不予受理|驳回[^。；，]{0,30}行政复议申请`)
)

// readToldPrior gives the record what the instances below decided, as far as
// the report tells it.
func (p *paper) readToldPrior() {
	stands := p.standingStages()
	for k := range p.stages {
		if stands[k] {
			continue
		}
		s := &p.stages[k]
		d := decree{at: s.from, clauses: p.clausesIn(s.from, s.to), ruling: s.ruling}
		if s.organ[1] > s.organ[0] {
			d.organ = p.text.Raw(s.organ[0], s.organ[1])
		}
		if s.number != nil {
			d.number = s.number.Text
		}
		p.lower = append(p.lower, d)
		r := p.prior(d)
		p.datePrior(&r, s.day)
		if s.number != nil {
			if r.Spans == nil {
				r.Spans = map[string]ingest.Span{}
			}
			r.Spans["case_number"] = p.text.Span(s.number.I, s.number.J)
		}
		p.record.Prior = append(p.record.Prior, r)
	}
}

// warnTold says that the record rests on a report, and what it does not tell.
func (p *paper) warnTold(lost []string) {
	text := "本件是转述裁判（复议决定）的案例，不是裁判文书本身，"
	if len(lost) > 0 {
		text += "未载明" + strings.Join(lost, "、") + "，"
	}
	p.warn("told_in_report", text+"请对照原文书核对。", 0, 0)
}
