package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"zeren/extract/law"
)

// ground is a fault that an article names on which the decision rests.
type ground struct {
	code     Code
	minor    bool
	weak     bool // counts only where nothing else was found
	law      Law
	sentence *sentence
	others   []Code // the words may say one of these instead
	at       stretch
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
	// Courts still count as 第九十五条 of 2000 and 第五十八条 of the 行政强制法 did,
	// where the first item was 明显缺乏事实根据.
	{act: reading2018, art: 161, item: 1, code: UltraVires, unlessOtherwise: []Code{FactsEvidence}},
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

// statuteFor tells which of the acts a title means, "" for any other.
func statuteFor(title, number string) statute {
	switch s := statute(law.Canonical(title, number)); s {
	case litigation, reconsider, reconsiderRule, reading2000, reading2015, reading2018, agreements, expropriation, enforcement, civilCode, contractLaw:
		return s
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

// version is the version in force, as Law.Version prints it; "" where no
// table tells.
func (r *reference) version(decided string) string {
	switch {
	case r.year > oldText:
		return strconv.Itoa(r.year)
	case r.act == litigation && r.era(decided) == 1989:
		return "1989"
	case decided == "":
		return ""
	}
	v, ok := law.InForce(r.law.Title, decided)
	if !ok {
		return ""
	}
	return v.ID
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
			out = append(out, ground{code: p.code, minor: p.minor, weak: p.weak, law: r.law, sentence: r.inside, at: r.at, held: held})
			g := &out[len(out)-1]
			if v := r.version(decided); v != "" {
				g.law.Version = &v
			}
			g.others = p.unlessOtherwise
		}
	}
	for i := range out {
		if out[i].code == UltraVires && len(out[i].others) > 0 && t.deniesPower() {
			out[i].others = nil
		}
		for j := range out {
			if slices.Contains(out[i].others, out[j].code) && out[i].law.Title == out[j].law.Title && same(out[i].law.Article, out[j].law.Article) {
				out[i].others = nil // the other fault has an item of its own beside it
			}
		}
	}
	return out
}

// deniesPower reports words of the body that deny the agency its power.
func (t *trial) deniesPower() bool {
	for i := range t.own {
		if powerless.MatchString(t.text[t.own[i].from:t.own[i].to]) {
			return true
		}
	}
	return false
}

var powerless = regexp.MustCompile(`(?:不具(?:有|备)|没有|无|并非|不是)[^，。；]{0,14}(?:主体|职权|权限|有权机关|执法资格)|无权`)

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
	if hasAny(head, "依照", "依据", "根据", "按照", "参照", "遂") >= 0 || byForm.MatchString(head) || hasPrefixAny(head, "综上") {
		if hasAny(t.text[r.at.to:s.to], "予以变更", "应予变更", "应当变更", "依法变更", "判决", "裁定", "决定", "应予撤销", "应当撤销", "应予确认", "予以撤销", "确认违法", "应当确认", "依法撤销", "复议意见", "责令") >= 0 {
			return false, true
		}
	}
	return false, false
}

// byForm is 依 in front of a provision's title.
var byForm = regexp.MustCompile(`[应，当须]依(?:《[^》]*》(?:（[^）]*）)?)?$`)

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
	for _, f := range b.items {
		for _, c := range g.others {
			if f.Ground && f.Code == c {
				f.Laws = addLaw(f.Laws, g.law)
				return
			}
		}
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
	f.Rule = "article：" + t.text[g.at.from:g.at.to]
	f.Laws = addLaw(f.Laws, g.law)
	if !g.held {
		if s := t.leading(g.sentence.from); s != nil {
			b.quote(f, s)
		}
	}
	b.quote(f, g.sentence)
}

func addLaw(list []Law, l Law) []Law {
	for _, o := range list {
		if o.Title == l.Title && same(o.Article, l.Article) && same(o.Paragraph, l.Paragraph) && same(o.Item, l.Item) && same(o.Point, l.Point) {
			return list
		}
	}
	return append(list, l)
}

func same(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// leading gives the sentence of the reasoning that leads to the decision: the
// last one in front of byte b that speaks of the act or of the agency.
func (t *trial) leading(b int) *sentence {
	for i := len(t.own) - 1; i >= 0; i-- {
		s := &t.own[i]
		if s.to > b {
			continue
		}
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
	any := false
	for c := range cited {
		any = any || peers[c]
	}
	if !any {
		return
	}
	for _, f := range b.items {
		if f.Ground && peers[f.Code] && !cited[f.Code] && !strings.HasPrefix(f.Rule, "article") {
			t.p.warn("ground_mismatch", "裁判理由认定的过错与所引条文的项不一致，请核对："+f.Code.Label()+"。", 0, 0)
		}
	}
}
