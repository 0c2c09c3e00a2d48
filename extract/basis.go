package extract

import (
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// ground is a fault that an article names on which the decision rests.
type ground struct {
	code     Code
	minor    bool
	weak     bool // counts only where nothing else was found
	law      Law
	sentence *sentence
	held     bool // cited inside the reasoning: 具有……第七十条第（三）项规定的情形
}

// statute is an act whose articles name faults.
type statute string

const (
	litigation     statute = "行政诉讼法"
	reconsider     statute = "行政复议法"
	reconsiderRule statute = "行政复议法实施条例"
	reading2000    statute = "法释〔2000〕8号"
	reading2015    statute = "法释〔2015〕9号"
	reading2018    statute = "法释〔2018〕1号"
	agreements     statute = "法释〔2019〕17号"
	expropriation  statute = "法释〔2012〕4号"
	enforcement    statute = "行政强制法"
	civilCode      statute = "民法典"
	contractLaw    statute = "合同法"
)

// provision names a fault: item and sub 0 stand for the whole article.
type provision struct {
	act             statute
	era             int // 0 any, else the version: 1989, 2014 (with 2017); 2017 (with 1999, 2009), 2023
	art, par, item  int
	sub             int // 目
	code            Code
	minor, weak     bool
	unlessOtherwise []Code // the words may say one of these instead
}

// provisions is the table of 判决、决定 articles. 行政诉讼法（1989）第五十四条
// puts the grounds into 目; 行政复议法（2017）第二十八条 likewise.
var provisions = []provision{
	{act: litigation, era: 2014, art: 70, item: 1, code: FactsEvidence},
	{act: litigation, era: 2014, art: 70, item: 2, code: WrongLaw},
	{act: litigation, era: 2014, art: 70, item: 3, code: Procedure},
	{act: litigation, era: 2014, art: 70, item: 4, code: UltraVires},
	{act: litigation, era: 2014, art: 70, item: 5, code: Abuse},
	{act: litigation, era: 2014, art: 70, item: 6, code: Improper},
	{act: litigation, era: 2014, art: 72, code: Nonperformance},
	{act: litigation, era: 2014, art: 73, code: Nonperformance},
	{act: litigation, era: 2014, art: 74, par: 1, item: 2, code: Procedure, minor: true},
	{act: litigation, era: 2014, art: 74, par: 2, item: 3, code: Nonperformance},
	{act: litigation, era: 2014, art: 74, item: 3, code: Nonperformance},
	{act: litigation, era: 2014, art: 75, code: NoLegalBasis, weak: true},
	{act: litigation, era: 2014, art: 77, code: Improper, unlessOtherwise: []Code{FactsEvidence}},
	{act: litigation, era: 2014, art: 78, code: ContractBreach},
	{act: litigation, era: 2014, art: 34, par: 2, code: NoEvidenceInTime},
	{act: litigation, era: 2014, art: 34, code: NoEvidenceInTime, weak: true},
	{act: litigation, era: 2014, art: 67, code: NoEvidenceInTime, weak: true},

	{act: litigation, era: 1989, art: 54, item: 2, sub: 1, code: FactsEvidence},
	{act: litigation, era: 1989, art: 54, item: 2, sub: 2, code: WrongLaw},
	{act: litigation, era: 1989, art: 54, item: 2, sub: 3, code: Procedure},
	{act: litigation, era: 1989, art: 54, item: 2, sub: 4, code: UltraVires},
	{act: litigation, era: 1989, art: 54, item: 2, sub: 5, code: Abuse},
	{act: litigation, era: 1989, art: 54, item: 3, code: Nonperformance, unlessOtherwise: []Code{WrongLaw, FactsEvidence, Procedure}},
	{act: litigation, era: 1989, art: 54, item: 4, code: Improper},
	{act: litigation, era: 1989, art: 43, code: NoEvidenceInTime, weak: true},

	{act: reading2000, art: 26, code: NoEvidenceInTime},
	{act: reading2000, art: 57, par: 2, item: 1, code: Nonperformance},
	{act: reading2000, art: 57, par: 2, item: 3, code: NoLegalBasis, weak: true},
	{act: reading2000, art: 95, item: 1, code: FactsEvidence},
	{act: reading2000, art: 95, item: 2, code: NoLegalBasis},

	{act: reading2015, art: 22, code: Nonperformance},
	{act: reading2015, art: 23, code: Nonperformance},

	{act: reading2018, art: 91, code: Nonperformance},
	{act: reading2018, art: 92, code: Nonperformance},
	{act: reading2018, art: 94, code: NoLegalBasis, weak: true},
	{act: reading2018, art: 96, code: Procedure, minor: true},
	{act: reading2018, art: 99, item: 1, code: UltraVires},
	{act: reading2018, art: 99, item: 2, code: NoLegalBasis},
	{act: reading2018, art: 99, code: NoLegalBasis, weak: true},
	{act: reading2018, art: 161, item: 1, code: UltraVires},
	{act: reading2018, art: 161, item: 2, code: FactsEvidence},
	{act: reading2018, art: 161, item: 3, code: NoLegalBasis},

	{act: agreements, art: 19, code: ContractBreach, weak: true},
	{act: agreements, art: 20, code: ContractBreach, weak: true},
	{act: agreements, art: 21, code: ContractBreach, weak: true},
	{act: agreements, art: 12, code: NoLegalBasis, weak: true},

	{act: enforcement, art: 58, item: 1, code: FactsEvidence},
	{act: enforcement, art: 58, item: 2, code: NoLegalBasis},

	{act: expropriation, art: 6, item: 1, code: FactsEvidence},
	{act: expropriation, art: 6, item: 2, code: NoLegalBasis},
	{act: expropriation, art: 6, item: 3, code: Improper},
	{act: expropriation, art: 6, item: 4, code: Abuse},
	{act: expropriation, art: 6, item: 5, code: Procedure},
	{act: expropriation, art: 6, item: 6, code: UltraVires},

	{act: reconsider, era: 2017, art: 28, item: 2, code: Nonperformance},
	{act: reconsider, era: 2017, art: 28, item: 3, sub: 1, code: FactsEvidence},
	{act: reconsider, era: 2017, art: 28, item: 3, sub: 2, code: WrongLaw},
	{act: reconsider, era: 2017, art: 28, item: 3, sub: 3, code: Procedure},
	{act: reconsider, era: 2017, art: 28, item: 3, sub: 4, code: UltraVires, unlessOtherwise: []Code{Abuse}},
	{act: reconsider, era: 2017, art: 28, item: 3, sub: 5, code: Improper},
	{act: reconsider, era: 2017, art: 28, item: 4, code: NoEvidenceInTime},

	{act: reconsider, era: 2023, art: 63, item: 1, code: Improper},
	{act: reconsider, era: 2023, art: 63, item: 2, code: WrongLaw},
	{act: reconsider, era: 2023, art: 63, item: 3, code: FactsEvidence},
	{act: reconsider, era: 2023, art: 64, item: 1, code: FactsEvidence},
	{act: reconsider, era: 2023, art: 64, item: 2, code: Procedure},
	{act: reconsider, era: 2023, art: 64, item: 3, code: WrongLaw},
	{act: reconsider, era: 2023, art: 64, item: 4, code: UltraVires, unlessOtherwise: []Code{Abuse}},
	{act: reconsider, era: 2023, art: 65, par: 1, item: 2, code: Procedure, minor: true},
	{act: reconsider, era: 2023, art: 65, par: 2, item: 3, code: Nonperformance},
	{act: reconsider, era: 2023, art: 65, item: 3, code: Nonperformance},
	{act: reconsider, era: 2023, art: 66, code: Nonperformance},
	{act: reconsider, era: 2023, art: 67, code: NoLegalBasis, weak: true},
	{act: reconsider, era: 2023, art: 70, code: NoEvidenceInTime},
	{act: reconsider, era: 2023, art: 71, code: ContractBreach},

	{act: reconsiderRule, art: 44, code: Nonperformance},
	{act: reconsiderRule, art: 46, code: NoEvidenceInTime},
	{act: reconsiderRule, art: 47, item: 1, code: Improper, unlessOtherwise: []Code{WrongLaw}},
	{act: reconsiderRule, art: 47, item: 2, code: FactsEvidence},

	{act: civilCode, art: 577, code: ContractBreach, weak: true},
	{act: civilCode, art: 579, code: ContractBreach, weak: true},
	{act: civilCode, art: 1165, code: Tort, weak: true},
	{act: contractLaw, art: 107, code: ContractBreach, weak: true},
	{act: contractLaw, art: 109, code: ContractBreach, weak: true},
}

// reference is one provision as the text cites it.
type reference struct {
	law    Law
	sub    int // 目, 0 without
	act    statute
	year   int // of the version that the text names, 0 without
	at     stretch
	inside *sentence
}

// statuteOfTitle tells which of the acts a title means, "" for any other.
func statuteOfTitle(title string) statute {
	t := strings.NewReplacer("〈", "", "〉", "", "《", "", "》", "", "中华人民共和国", "", "最高人民法院", "", "关于", "").Replace(title)
	switch {
	case strings.Contains(t, "行政协议"):
		return agreements
	case strings.Contains(t, "征收与补偿条例") && (strings.Contains(t, "强制执行") || strings.Contains(t, "若干问题")):
		return expropriation
	case strings.Contains(t, "证据"):
		return ""
	case strings.Contains(t, "行政诉讼法") && strings.Contains(t, "解释"), strings.HasPrefix(t, "执行若干问题"), strings.HasPrefix(t, "适用的解释"):
		switch {
		case strings.Contains(t, "执行"):
			return reading2000
		case strings.Contains(t, "若干问题"):
			return reading2015
		default:
			return reading2018
		}
	case strings.Contains(t, "行政复议法实施条例"):
		return reconsiderRule
	case strings.HasSuffix(t, "行政复议法"):
		return reconsider
	case strings.HasSuffix(t, "行政诉讼法"), t == "行诉法":
		return litigation
	case strings.HasSuffix(t, "行政强制法"):
		return enforcement
	case strings.HasSuffix(t, "民法典"):
		return civilCode
	case strings.HasSuffix(t, "合同法") && !strings.Contains(t, "劳动"):
		return contractLaw
	}
	return ""
}

// era gives the version of an act that a reference means: the one that the
// text names, else by the date of the decision, else by what its articles can
// mean at all.
func (r *reference) era(decided string) int {
	switch r.act {
	case litigation:
		if r.year >= 2014 {
			return 2014
		}
		if r.year > 0 {
			return 1989
		}
		if r.law.Article != nil && *r.law.Article == 54 && r.law.Item != nil {
			return 1989 // 第五十四条 of later versions has no items
		}
		if decided != "" && decided < "2015-05-01" {
			return 1989
		}
		return 2014
	case reconsider:
		if r.year >= 2023 {
			return 2023
		}
		if r.year > 0 {
			return 2017
		}
		if r.law.Article != nil && *r.law.Article == 28 && r.law.Item != nil {
			return 2017 // 第二十八条 of 2023 has no items
		}
		if decided != "" && decided < "2024-01-01" {
			return 2017
		}
		return 2023
	}
	return 0
}

// version is the version in force, as Law.Version prints it.
func (r *reference) version(decided string) string {
	if r.year > 0 {
		return strconv.Itoa(r.year)
	}
	switch r.act {
	case litigation:
		switch {
		case r.era(decided) == 1989:
			return "1989"
		case decided != "" && decided < "2017-07-01":
			return "2014"
		case decided != "":
			return "2017"
		}
	case reconsider:
		switch {
		case r.era(decided) == 2023:
			return "2023"
		case decided != "" && decided < "2009-08-27":
			return "1999"
		case decided != "" && decided < "2018-01-01":
			return "2009"
		case decided != "":
			return "2017"
		}
	}
	return ""
}

// faults gives the rows of the table that a reference meets.
func (r *reference) faults(decided string) []provision {
	if r.act == "" || r.law.Article == nil {
		return nil
	}
	era := r.era(decided)
	num := func(p *int) int {
		if p == nil {
			return 0
		}
		return *p
	}
	var out []provision
	for _, p := range provisions {
		if p.act != r.act || p.era != 0 && p.era != era || p.art != num(r.law.Article) {
			continue
		}
		if p.item != num(r.law.Item) && p.item != 0 || p.item == 0 && r.law.Item != nil && hasItems(p, era) {
			continue
		}
		if p.sub != 0 && p.sub != r.sub {
			continue
		}
		if p.par != 0 && num(r.law.Paragraph) != p.par && !(num(r.law.Paragraph) == 0 && p.art != 74 && p.art != 65 && p.art != 34) {
			continue
		}
		out = append(out, p)
	}
	return out
}

// hasItems reports that the table tells the items of the article apart.
func hasItems(p provision, era int) bool {
	for _, o := range provisions {
		if o.act == p.act && (o.era == 0 || o.era == era) && o.art == p.art && o.item != 0 {
			return true
		}
	}
	return false
}

// articles gives the grounds that the sentences cite: those of the basis
// (依照……判决如下), and those that the reasoning applies (具有……规定的情形).
func (t *trial) articles(list []sentence) []ground {
	var out []ground
	refs := t.references(list)
	decided := ""
	if t.p.record.DecidedOn != nil {
		decided = *t.p.record.DecidedOn
	}
	for i := range refs {
		r := &refs[i]
		held, basis := t.applied(r)
		if !held && !basis {
			continue
		}
		for _, p := range r.faults(decided) {
			if (p.code == ContractBreach || p.code == Tort) && !t.contractual() {
				continue
			}
			out = append(out, ground{code: p.code, minor: p.minor, weak: p.weak, law: r.law, sentence: r.inside, held: held})
			g := &out[len(out)-1]
			if v := r.version(decided); v != "" {
				g.law.Version = &v
			}
			if len(p.unlessOtherwise) > 0 {
				g.weak = true
			}
		}
	}
	return out
}

// applied reports how a reference is used: in the reasoning as met by the
// case, or in the sentence that carries the decision.
func (t *trial) applied(r *reference) (held, basis bool) {
	s := r.inside
	if within(s.quoted, r.at.from) {
		return false, false
	}
	head := t.text[s.from:r.at.from]
	tail := firstRunes(t.text[r.at.to:s.to], 40)
	last := lastRunes(head, 30)
	if hasAny(last, "不属于", "不具有", "不存在", "不符合", "未违反", "并非", "不适用", "不构成") >= 0 {
		return false, false
	}
	near := firstRunes(tail, 16)
	if hasAny(near, "情形", "情况") >= 0 || strings.HasPrefix(near, "之情") {
		if k := hasLast(last, "属于", "属", "具有", "存在", "符合", "构成", "系", "有", "属于", "依据", "依照"); k >= 0 && hasAny(last[k:], "。", "；") < 0 {
			return true, false
		}
	}
	if hasAny(near, "规定，", "规定：") >= 0 && within(s.statute, min(r.at.to+len("的规定，")+3, s.to-1)) {
		return false, false
	}
	if hasAny(head, "依照", "依据", "根据", "按照", "参照", "遂") >= 0 || hasPrefixAny(head, "综上") {
		if hasAny(t.text[r.at.to:s.to], "判决", "裁定", "决定", "应予撤销", "应当撤销", "应予确认", "予以撤销", "确认违法", "应当确认", "依法撤销", "复议意见", "责令") >= 0 {
			return false, true
		}
	}
	return false, false
}

var (
	citedTitle = regexp.MustCompile(`《((?:[^《》〈〉]|〈[^〈〉]{0,40}〉)+)》(?:（([^（）]{2,16})）)?`)
	citedRef   = regexp.MustCompile(`第([一二三四五六七八九十百千零〇0-9]+)条((?:之[一二三四])?)(?:第([一二三四五六七八九十0-9]+)款)?(?:第?（?([一二三四五六七八九十0-9]+)）?项)?(?:第?[（]?([一二三四五六七八九十0-9]+(?:[、.，和][第（]?[一二三四五六七八九十0-9]+[目）]?)*)[）]?目)?`)
	citedMore  = regexp.MustCompile(`^(?:及|和|以及|或者|或)?、?，?(?:第([一二三四五六七八九十0-9]+)款)?(?:第?（?([一二三四五六七八九十0-9]+)）?项)?(?:第?[（]?([一二三四五六七八九十0-9]+(?:[、.，和][第（]?[一二三四五六七八九十0-9]+[目）]?)*)[）]?目)?`)
	digitsForm = regexp.MustCompile(`[一二三四五六七八九十0-9]+`)
	yearForm   = regexp.MustCompile(`(19\d\d|20\d\d)`)
)

// references reads the citations of a list of sentences: a title and the
// articles, paragraphs and items that follow it, and 该法 for the last title.
func (t *trial) references(list []sentence) []reference {
	var out []reference
	title, year := "", 0
	for i := range list {
		s := &list[i]
		w := t.text[s.from:s.to]
		marks := citedTitle.FindAllStringSubmatchIndex(w, -1)
		for _, n := range []string{"行政诉讼法第", "行政复议法第", "行政强制法第", "民法典第", "行诉法第"} {
			for at := 0; ; {
				k := strings.Index(w[at:], n)
				if k < 0 {
					break
				}
				at += k
				marks = append(marks, []int{at, at + len(n) - len("第"), at, at + len(n) - len("第"), -1, -1})
				at += len(n)
			}
		}
		sort.SliceStable(marks, func(a, b int) bool { return marks[a][0] < marks[b][0] })
		for k := 0; k <= len(marks); k++ {
			from, to := 0, len(w)
			if k > 0 {
				m := marks[k-1]
				if m[1] < from {
					continue
				}
				title, year = w[m[2]:m[3]], 0
				if m[4] >= 0 {
					year = yearIn(w[m[4]:m[5]])
				} else if back := lastRunes(w[:m[0]], 8); hasAny(back, "修改前", "修正前", "修订前") >= 0 {
					year = 1
				}
				from = m[1]
			}
			if k < len(marks) {
				to = max(marks[k][0], from)
			}
			out = append(out, t.chain(s, w, from, to, title, year)...)
		}
	}
	return out
}

func yearIn(s string) int {
	if m := yearForm.FindString(s); m != "" {
		y, _ := strconv.Atoi(m)
		return y
	}
	return 0
}

// chain reads 第七十条第（一）项、第（三）项，第七十六条 behind one title.
func (t *trial) chain(s *sentence, w string, from, to int, title string, year int) []reference {
	var out []reference
	add := func(art, par, item, sub, a, b int) {
		r := reference{act: statuteOfTitle(title), year: year, sub: sub, at: stretch{s.from + a, s.from + b}, inside: s}
		r.law = Law{Title: title, Article: positive(art), Paragraph: positive(par), Item: positive(item)}
		p := t.p
		r.law.Span = p.span(p.text.FromByte(s.from+a), p.text.FromByte(s.from+b-1)+1)
		if year == 1 {
			r.year = 1989
			if r.act == reconsider {
				r.year = 2017
			}
		}
		out = append(out, r)
	}
	subs := func(g string, art, par, item, a, b int) {
		if g == "" {
			add(art, par, item, 0, a, b)
			return
		}
		for _, d := range digitsForm.FindAllString(g, -1) {
			add(art, par, item, numeral(d), a, b)
		}
	}
	for _, m := range citedRef.FindAllStringSubmatchIndex(w[from:to], -1) {
		g := func(k int) string {
			if m[2*k] < 0 {
				return ""
			}
			return w[from+m[2*k] : from+m[2*k+1]]
		}
		art, par, item := numeral(g(1)), numeral(g(3)), numeral(g(4))
		subs(g(5), art, par, item, from+m[0], from+m[1])
		at := from + m[1]
		for {
			n := citedMore.FindStringSubmatchIndex(w[at:to])
			if n == nil || n[2] < 0 && n[4] < 0 && n[6] < 0 {
				break
			}
			h := func(k int) string {
				if n[2*k] < 0 {
					return ""
				}
				return w[at+n[2*k] : at+n[2*k+1]]
			}
			if h(1) != "" {
				par, item = numeral(h(1)), 0
			}
			if h(2) != "" {
				item = numeral(h(2))
			}
			subs(h(3), art, par, item, at, at+n[1])
			at += n[1]
		}
	}
	return out
}

func numeral(s string) int {
	if s == "" {
		return 0
	}
	n, ok := Integer(s)
	if !ok || n > 2000 {
		return 0
	}
	return int(n)
}

func positive(n int) *int {
	if n <= 0 {
		return nil
	}
	return &n
}

// cite lets an article speak: it joins the finding of its code, or makes one
// where the words named none.
func (b *findings) cite(g ground) {
	t := b.t
	joined := false
	for _, f := range b.items {
		if f.Code == g.code && f.Ground {
			f.Laws = addLaw(f.Laws, g.law)
			if g.minor {
				f.Minor = true
			}
			joined = true
		}
	}
	if joined || !t.lost {
		return
	}
	if g.weak {
		for _, f := range b.items {
			if f.Ground {
				return
			}
		}
	}
	// A remark of the same code was the ground after all.
	for _, f := range b.items {
		if f.Code == g.code {
			f.Ground = true
			f.Laws = addLaw(f.Laws, g.law)
			f.Minor = f.Minor || g.minor
			return
		}
	}
	who := t.losers
	if len(who) == 0 {
		who = t.allAgencies()
	}
	f := b.get(g.code, who, true)
	f.Minor = g.minor
	f.Rule = "article"
	f.Laws = addLaw(f.Laws, g.law)
	if !g.held {
		if s := t.leading(g.code); s != nil {
			b.quote(f, s)
		}
	}
	b.quote(f, g.sentence)
}

func addLaw(list []Law, l Law) []Law {
	for _, o := range list {
		if o.Title == l.Title && same(o.Article, l.Article) && same(o.Paragraph, l.Paragraph) && same(o.Item, l.Item) {
			return list
		}
	}
	return append(list, l)
}

func same(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// leading gives the sentence of the reasoning that leads to the decision: the
// last one in front of the basis that speaks of the act or of the agency.
func (t *trial) leading(code Code) *sentence {
	for i := len(t.own) - 1; i >= 0; i-- {
		s := &t.own[i]
		w := t.text[s.from:s.to]
		if hasAny(w, "判决如下", "裁定如下", "决定如下") >= 0 || hasPrefixAny(w, "综上，依照", "综上，根据", "据此，依照") {
			continue
		}
		if hasAny(w, "不予支持", "不能成立", "不予采纳") >= 0 && hasAny(w, "撤销", "违法") < 0 {
			continue
		}
		for _, m := range sightsIn(t.text, s.stretch, t.terms) {
			if m.who == agencies || m.who == theAct {
				return s
			}
		}
	}
	return nil
}

// checkGrounds compares the words with the articles that the basis cites and
// warns where they contradict each other.
func (t *trial) checkGrounds(b *findings, cited map[Code]bool) {
	if len(cited) == 0 || !t.decided() {
		return
	}
	peers := map[Code]bool{FactsEvidence: true, WrongLaw: true, Procedure: true, UltraVires: true, Abuse: true, Improper: true}
	var codes []Code
	for c := range cited {
		if peers[c] {
			codes = append(codes, c)
		}
	}
	if len(codes) == 0 {
		return
	}
	for _, f := range b.items {
		if f.Ground && peers[f.Code] && !cited[f.Code] && f.Rule != "article" {
			t.p.warn("ground_mismatch", "裁判理由认定的过错与所引条文的项不一致，请核对："+f.Code.Label()+"。", 0, 0)
		}
	}
}
