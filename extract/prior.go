package extract

import (
	"regexp"
	"sort"
	"strings"

	"zeren/ingest"
)

// lowerDecides is where the text tells what a court below decided: 判决撤销……,
// 裁定：一、…….
var lowerDecides = regexp.MustCompile(`(?:判决|裁定)(?:如下)?[：，]?((?:一[、.]|1[.、]|（一）|（1）)|撤销|维持|驳回|确认|责令|判令|变更|准许|准予|限|由|不准予|不予|对[^。；]{2,40}不予|被告|原审被告|一审被告|解除|[\p{Han}]{2,30}(?:于|在|自)(?:本|该|判决|收到)|[\p{Han}某×*]{2,30}?(?:赔偿|补偿|返还|退还|给付|支付|重新作出))`)

var (
	wishForm   = regexp.MustCompile(`(?:请求|要求|诉请|申请|恳请|主张|应当?|可以|不应|改判|依法|有权|如果|能否|是否|应予|直接|可|得|须|应该|或者|可能|不能|不宜|无法|不会|予以|同时)[^，。；]{0,14}$`)
	cited      = regexp.MustCompile(courtWords)
	secondForm = regexp.MustCompile(`二审|终审|上诉(?:[^人]|$)`)
	rulingForm = regexp.MustCompile(`^[^，。；]{0,10}裁定`)
)

// cite is a judgment or ruling below that the text names by number.
type cite struct {
	organ  string
	number CaseNumber
	ruling bool
	day    *DateHit // on which it was decided, nil where no mention tells
	// reviewed: the paper was asked to look at this one (不服……号).
	reviewed bool
}

// readPrior reads what the instances below decided (原审裁判), as far as this
// paper tells it: oldest first.
func (p *paper) readPrior() {
	if p.told {
		p.readToldPrior()
		return
	}
	if p.reconsiders() || !p.above() {
		return
	}
	p.readCites()
	p.lower = p.lowerDecrees(SectionPrior, SectionProcedure, SectionFacts, SectionParties, SectionEvidence)
	if len(p.lower) == 0 {
		p.lower = p.lowerDecrees(SectionReasoning, SectionBasis)
		for k := range p.lower {
			p.lower[k].partial = true
		}
	}
	p.settlePrior()
}

// above reports a paper that looks at the decision of a court below.
func (p *paper) above() bool {
	if p.record.Instance == nil {
		return p.record.DocumentType != Other
	}
	in := *p.record.Instance
	return in == Second || in == Retrial || in == Review
}

// readCites lists the courts' papers that the text names before the reasoning
// and that are not the paper itself.
func (p *paper) readCites() {
	own := p.number.Key()
	seen := map[string]bool{}
	for _, s := range p.sections(SectionParties, SectionProcedure, SectionPrior, SectionFacts, SectionAppeal, SectionClaim, SectionDisposition) {
		for _, n := range CaseNumbers(p.text, s.from, s.to) {
			key := n.Key()
			if n.Kind != CourtNumber || key == own && own != "" || key == "" {
				continue
			}
			day := p.madeOn(s.from, n.I)
			if seen[key] {
				for k := range p.cites {
					c := &p.cites[k]
					if c.number.Key() == key && c.day == nil {
						c.day = day
					}
					if c.number.Key() == key && c.organ == "" {
						c.organ = p.courtBefore(n.I)
					}
				}
				continue
			}
			c := cite{number: n, day: day, ruling: rulingForm.MatchString(p.text.Slice(n.J, min(p.to, n.J+12)))}
			c.organ = p.courtBefore(n.I)
			seen[key] = true
			c.reviewed = p.under(c) || s.kind == SectionDisposition
			p.cites = append(p.cites, c)
		}
	}
}

// courtBefore gives the court that is named in front of a number.
func (p *paper) courtBefore(i int) string {
	lead := p.text.Slice(max(p.from, i-60), i)
	if ownCourt.MatchString(lead) && p.record.Organ != nil {
		return p.record.Organ.Name
	}
	at := cited.FindAllStringIndex(lead, -1)
	if len(at) == 0 || strings.ContainsAny(lead[at[len(at)-1][1]:], "。；：》") {
		return ""
	}
	name := trimCourt(lead[at[len(at)-1][0]:at[len(at)-1][1]])
	if lowerCourt.MatchString(name) {
		return ""
	}
	return name
}

var ownCourt = regexp.MustCompile(`本院(?:于[^，。；]{6,14}日)?(?:作出的?)?$`)

// lowerCourt is a court called by its place in the case, not by its name.
var lowerCourt = regexp.MustCompile(`^(?:原审|一审|二审|原一审|原二审|初审|终审|再审|该|人民|本)+(?:人民)?法院$`)

// readCitedNumbers lists the numbers of other papers of courts and organs of
// reconsideration that this one names, each once, in order.
func (p *paper) readCitedNumbers() {
	seen := map[string]bool{p.number.Key(): true, "": true}
	for _, s := range p.parts {
		if s.kind == SectionAnnex {
			continue
		}
		for _, n := range CaseNumbers(p.text, s.from, s.to) {
			if (n.Kind == CourtNumber || n.Kind == ReconsiderationNumber) && !seen[n.Key()] {
				seen[n.Key()] = true
				p.record.Cites = append(p.record.Cites, n.Text)
			}
		}
	}
}

// trimCourt cuts the words of the sentence off in front of a court's name.
func trimCourt(s string) string {
	for _, w := range []string{"不服", "一案", "上诉至", "诉至", "向", "由", "经", "撤销", "维持", "后", "，", "被", "于", "对", "以及", "日", "和"} {
		if k := strings.LastIndex(s, w); k >= 0 && len([]rune(s[k+len(w):])) >= 5 {
			s = s[k+len(w):]
		}
	}
	all := []rune(s)
	for k := 0; len(all)-k > 5; k++ {
		if _, ok := Region(string(all[k:])); !ok {
			continue
		}
		// A place that the table does not know (masked, renamed) can end in one
		// that it knows: 某某市亭湖区, 景南县.
		if k > 0 && k <= 8 && (strings.ContainsRune("省市县区州盟旗", all[k-1]) || k <= 2 && !strings.ContainsRune("该原即由至到在从及与诉", all[k-1])) {
			return s
		}
		return string(all[k:])
	}
	return s
}

func (p *paper) lowerDecrees(kinds ...string) []decree {
	var out []decree
	for _, s := range p.sections(kinds...) {
		skip := s.from
		for _, m := range p.matchAll(lowerDecides, s.from, s.to) {
			if m[0] < skip || p.inQuotes(m[0], s.from) {
				continue
			}
			lo := s.from
			if lo > p.from && p.text.Runes()[lo-1] != '。' {
				lo = p.from // a section that was cut out of a sentence
			}
			before := p.text.Slice(max(lo, m[0]-24), m[0])
			if wishForm.MatchString(before) && !legalBasis.MatchString(before) || passiveForm.MatchString(p.text.Slice(max(s.from, m[0]-40), m[0])) {
				continue
			}
			if holdsForm.MatchString(p.text.Slice(m[2], min(s.to, m[2]+4))) {
				// 一审判决认定……，驳回……的诉讼请求: what it did follows what it held.
				d := p.match(heldThen, m[2], p.fullStop(m[2], s.to))
				if d == nil || d[0] > m[2]+140 {
					continue
				}
				m[2] = d[2]
			}
			if soughtForm.MatchString(before) && strings.HasPrefix(p.text.Slice(m[0], m[2]), "判决，") {
				continue // 请求撤销一、二审判决，撤销……: what is sought
			}
			if praisedForm.MatchString(p.text.Slice(m[2], min(s.to, m[2]+12))) {
				continue
			}
			end := p.lowerEnd(m[2], s.to)
			list := p.clausesIn(m[2], end)
			if !decidesSomething(list) {
				continue
			}
			d := decree{at: m[0], clauses: list}
			p.attribute(&d, m[0], s)
			skip = end
			if !d.foreign {
				out = append(out, d)
			}
		}
	}
	return out
}

var (
	holdsForm = regexp.MustCompile(`^(?:生效|认定|认为|查明|确认事实|以)`)
	// praisedForm says of a decision that it was right or wrong, and not what.
	praisedForm = regexp.MustCompile(`^(?:撤销|确认违法|维持|驳回|变更)(?:是|确有|确属|显属|显系|显然|明显|实属|均属|属|并|亦|系|均)*(?:正确|错误|不当|无误|有误)`)
	heldThen    = regexp.MustCompile(`，(?:据此|故|遂|因此|从而|并)?(?:判决|裁定)?((?:驳回|撤销|确认|责令|维持)[^，。；]*(?:请求|起诉|决定|行为|违法|通知|答复|登记|证))`)
)

// soughtForm is a wish to annul the decision whose word follows.
var soughtForm = regexp.MustCompile(`(?:撤销|维持|不服)[^。；]{0,20}$`)

// passiveForm tells of the judgment of another case by what it did to the act:
// 该行为已被（2021）……号行政判决确认违法.
var passiveForm = regexp.MustCompile(`(?:已|业|均)(?:经)?被[^，。；]{0,36}$|被(?:[\p{Han}]{2,20}法院|生效|本院)[^，。；]{0,30}$|(?:已|业)经[^，。；]{0,30}号[^，。；]{0,6}$`)

// madeForm tells that the court whose number follows decided this very case.
var madeForm = regexp.MustCompile(`作出(?:了)?$|一审|原审|二审|该院`)

// legalBasis is the 依照……之规定 in front of a lower court's decision.
var legalBasis = regexp.MustCompile(`(?:之规定|规定|据此|综上|遂|为此|于是|故|法院|一审|二审|原审)[，]?(?:依法|经审判委员会讨论决定，?)?$`)

func decidesSomething(list []clause) bool {
	for _, c := range list {
		for _, e := range c.effects {
			if e.outcome != OtherOutcome {
				return true
			}
		}
	}
	return false
}

// lowerEnd is where the told decision ends: its sentence, and the numbered
// items that follow.
func (p *paper) lowerEnd(i, limit int) int {
	end := i
	numbered := itemForm.MatchString(p.text.Slice(i, min(limit, i+8)))
	for _, s := range p.sentences(i, limit) {
		line := p.text.Slice(s[0], min(s[1], s[0]+60))
		if s[0] > i {
			last := p.text.Runes()[s[0]-1]
			if isCosts(line) || !numbered && last != '；' || numbered && last != '；' && !itemForm.MatchString(line) {
				break
			}
		}
		end = s[1]
	}
	return end
}

// attribute tells which court's decision it is: the number nearest in front
// of it, or the words 一审, 二审.
func (p *paper) attribute(d *decree, at int, s part) {
	lo := max(s.from, at-500)
	rs := p.text.Runes()
	sentence := at
	for sentence > lo && rs[sentence-1] != '。' {
		sentence--
	}
	d.ruling = strings.HasPrefix(p.text.Slice(at, at+2), "裁定")
	ns := CaseNumbers(p.text, sentence, at)
	for k := len(ns) - 1; k >= 0; k-- {
		for _, c := range p.cites {
			if c.number.Key() == ns[k].Key() && c.number.Key() != "" {
				d.organ, d.number = c.organ, c.number.Text
				d.foreign = !c.reviewed && !strings.Contains(p.text.Slice(ns[k].J, at), "作出") && !madeForm.MatchString(p.text.Slice(sentence, ns[k].I))
				return
			}
		}
	}
	lead := p.text.Slice(max(lo, at-400), at)
	second := secondForm.MatchString(p.text.Slice(sentence, at)) || strings.LastIndex(lead, "二审") > max(strings.LastIndex(lead, "一审"), strings.LastIndex(lead, "原审"))
	for _, e := range d.effects() {
		if e.outcome == Affirm || e.outcome == Reverse {
			second = true
		}
	}
	var best *cite
	for k := range p.cites {
		c := &p.cites[k]
		in := c.number.Instance()
		if in == nil || c.number.Area() != p.number.Area() && p.number.Area() != "" {
			continue
		}
		if (*in == Second) == second && (*in == First || *in == Second) {
			best = c
			break
		}
	}
	if best != nil {
		d.organ, d.number = best.organ, best.number.Text
	}
	if d.organ == "" {
		if m := courtAt.FindStringSubmatch(p.text.Slice(sentence, at)); m != nil {
			if name := trimCourt(m[1]); !lowerCourt.MatchString(name) {
				d.organ = name
			}
		}
	}
}

// courtAt is the court that a sentence names right in front of its decision.
var courtAt = regexp.MustCompile(`([\p{Han}]{4,30}法院)(?:于[^，。；]{6,14}日)?(?:经审理)?后?，?(?:作出)?(?:一审|二审|初审)?$`)

func (d decree) effects() []effect {
	var out []effect
	for _, c := range d.clauses {
		out = append(out, c.effects...)
	}
	return out
}

// settlePrior orders the decisions below, drops what is told twice, and puts
// them in the record together with those that are only named.
func (p *paper) settlePrior() {
	sort.SliceStable(p.lower, func(a, b int) bool { return p.lower[a].at < p.lower[b].at })
	var kept []decree
	for _, d := range p.lower {
		twice := false
		for _, k := range kept {
			if d.number != "" && d.number == k.number || d.number == "" && k.number == "" && sameOutcomes(d, k) {
				twice = true
			}
		}
		if !twice {
			kept = append(kept, d)
		}
	}
	p.lower = kept
	// A decision on appeal follows the one it is about.
	sort.SliceStable(p.lower, func(a, b int) bool { return p.lower[a].rank() < p.lower[b].rank() })
	told := map[string]bool{}
	for _, d := range p.lower {
		told[d.number] = true
		r := p.prior(d)
		if d.number == "" {
			p.datePrior(&r, p.madeOn(p.from, d.at))
		}
		for _, c := range p.cites {
			if c.number.Text == d.number {
				p.placePrior(&r, c)
			}
		}
		p.record.Prior = append(p.record.Prior, r)
	}
	var named []Prior
	for _, c := range p.cites {
		if in := c.number.Instance(); told[c.number.Text] || in == nil || *in != First && *in != Second || c.number.Area() != p.number.Area() && p.number.Area() != "" {
			continue
		}
		if !c.reviewed {
			continue
		}
		n := c.number.Text
		r := Prior{CaseNumber: &n, Dispositions: []Disposition{}}
		if c.organ != "" {
			o := c.organ
			r.Organ = &o
		}
		p.placePrior(&r, c)
		named = append(named, r)
	}
	p.record.Prior = append(p.record.Prior, named...)
	sort.SliceStable(p.record.Prior, func(a, b int) bool { return priorRank(p.record.Prior[a]) < priorRank(p.record.Prior[b]) })
}

// placePrior tells where the paper names the decision below, and its day.
func (p *paper) placePrior(r *Prior, c cite) {
	if r.Spans == nil {
		r.Spans = map[string]ingest.Span{}
	}
	r.Spans["case_number"] = p.text.Span(c.number.I, c.number.J)
	p.datePrior(r, c.day)
}

func (p *paper) datePrior(r *Prior, d *DateHit) {
	if d == nil {
		return
	}
	iso := d.ISO()
	r.DecidedOn = &iso
	if r.Spans == nil {
		r.Spans = map[string]ingest.Span{}
	}
	r.Spans["decided_on"] = p.text.Span(d.I, d.J)
}

// madeOn gives the day that is told, within one clause, of the decision whose
// number or words begin at rune i: 某法院于2020年5月6日作出的（2020）……号行政判决.
// Other days of the sentence (of the suit, of the receipt) are none.
func (p *paper) madeOn(from, i int) *DateHit {
	lo := max(from, i-80)
	rs := p.text.Runes()
	for k := i - 1; k >= lo; k-- {
		if strings.ContainsRune("。；", rs[k]) {
			lo = k + 1
		}
	}
	ds := Dates(p.text, lo, i)
	if len(ds) == 0 {
		return nil
	}
	d := ds[len(ds)-1]
	if madeOnForm.MatchString(p.text.Slice(d.J, i)) {
		return &d
	}
	return nil
}

// madeOnForm stands between the day and the number of a decision.
var madeOnForm = regexp.MustCompile(`^，?(?:` + courtWords + `)?(?:依法|公开宣判|以|就[^，。；]{2,30}|对[^，。；]{2,30})?，?(?:作出|做出|所作|下达|以)(?:的|了|出)?(?:一审|二审|终审|再审)?$`)

// under reports whether the paper was asked to look at the cited one: 不服……号
// stands in the procedure.
func (p *paper) under(c cite) bool {
	before := p.text.Slice(max(p.from, c.number.I-90), c.number.I)
	k := strings.LastIndex(before, "不服")
	after := p.text.Slice(c.number.J, min(p.to, c.number.J+60))
	return k >= 0 && !strings.ContainsAny(before[k:], "。；") || strings.Contains(after, "不服")
}

func priorRank(r Prior) int {
	if r.CaseNumber != nil {
		if c, ok := ParseCaseNumber(*r.CaseNumber); ok {
			if in := c.Instance(); in != nil && *in == Second {
				return 1
			}
		}
	}
	return 0
}

func (d decree) rank() int {
	for _, e := range d.effects() {
		switch e.outcome {
		case Affirm, Reverse, RejectPetition:
			return 1
		}
	}
	if c, ok := ParseCaseNumber(d.number); ok {
		if in := c.Instance(); in != nil && *in == Second {
			return 1
		}
	}
	return 0
}

func sameOutcomes(a, b decree) bool {
	x, y := a.effects(), b.effects()
	if len(x) != len(y) {
		return false
	}
	for k := range x {
		if x[k].outcome != y[k].outcome {
			return false
		}
	}
	return true
}

func (p *paper) prior(d decree) Prior {
	r := Prior{Dispositions: []Disposition{}}
	if d.organ != "" {
		o := d.organ
		r.Organ = &o
	}
	if d.number != "" {
		n := d.number
		r.CaseNumber = &n
	}
	for _, c := range d.clauses {
		r.Dispositions = append(r.Dispositions, p.disposition(c))
	}
	return r
}
