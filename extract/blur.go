package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// alikeRunes are characters that scanning takes for one another.
var alikeRunes = strings.Fields("政攻 人入八 土士 大太 末未 日曰目 千干 己已巳 市巿 局同 县具 区凶 未末 院皖 原厚 判制 告吿 号亏 审宙 住往 侯候 林材 水永 王玉 天夫 田由 白自 木本 古占 午牛 厂广")

// manyAgencies are more than one case has: among so many a damaged name can be
// anybody's.
const manyAgencies = 100

// readBlurred takes as a party's name what differs from it as a bad scan makes
// it differ: a character lost or doubled, or one taken for another. Another
// place's organ is never meant: 甲县林业局 is not 乙县林业局.
func (p *paper) readBlurred() {
	if len(p.agencies()) > manyAgencies {
		return
	}
	for _, a := range p.agencies() {
		name := []rune(a.name)
		if len(name) < 6 {
			continue
		}
		head, tail := string(name[:3]), string(name[len(name)-3:])
		try := func(i, j int) {
			if i < p.from || j > p.to || i >= j {
				return
			}
			w := p.text.Slice(i, j)
			if p.text.HasAt(i-1, a.name) || p.text.HasAt(i, a.name) || !blurs([]rune(w), name) || contains(a.names, w) {
				return
			}
			for _, b := range p.actors {
				for _, n := range b.names {
					if strings.Contains(w, n) || b != a && strings.Contains(n, w) {
						return
					}
				}
			}
			a.names = append(a.names, w)
		}
		for _, at := range p.text.Find(tail, p.from, p.to) {
			for d := -1; d <= 1; d++ {
				try(at+3-len(name)-d, at+3)
			}
		}
		for _, at := range p.text.Find(head, p.from, p.to) {
			for d := -1; d <= 1; d++ {
				try(at, at+len(name)+d)
			}
		}
	}
}

// blurs reports that w is the name with one character lost, doubled or taken
// for another. In the name of a place only characters that look alike can be.
func blurs(w, name []rune) bool {
	switch len(w) - len(name) {
	case 0:
		at := -1
		for k := range name {
			if w[k] == name[k] {
				continue
			}
			if at >= 0 {
				return false
			}
			at = k
		}
		return at >= 0 && (lookAlike(w[at], name[at]) || at > placeEnd(name) && at < len(name)-1 && !strings.ContainsRune(countRunes, w[at]))
	case -1:
		return lacksOne(w, name) >= 0
	case 1:
		k := lacksOne(name, w)
		return k >= 0 && (k > 0 && w[k] == w[k-1] || k+1 < len(w) && w[k] == w[k+1])
	}
	return false
}

// countRunes number the organs of one place: 第一税务所, 东城分局.
const countRunes = "一二三四五六七八九十东西南北甲乙丙丁0123456789"

// lacksOne gives where short lacks one rune of long and is equal otherwise, -1
// where it does not.
func lacksOne(short, long []rune) int {
	k := 0
	for k < len(short) && short[k] == long[k] {
		k++
	}
	if string(short[k:]) != string(long[k+1:]) {
		return -1
	}
	return k
}

// placeEnd gives the last rune of the place that a name begins with.
func placeEnd(name []rune) int {
	end := -1
	for k, r := range name {
		if strings.ContainsRune("省市县区镇乡旗州盟", r) {
			end = k
		}
	}
	return end
}

func lookAlike(a, b rune) bool {
	for _, s := range alikeRunes {
		if strings.ContainsRune(s, a) && strings.ContainsRune(s, b) {
			return true
		}
	}
	return false
}

// nearest gives the agency of a list whose name is most like the words: by the
// share of characters that both have in order; nil where none stands out.
func nearest(words string, list []*actor) *actor {
	var best *actor
	top, second := 0, 0
	for _, a := range list {
		n := 0
		for _, name := range a.names {
			a, b := []rune(words), []rune(name)
			n = max(n, 2000*common(a, b)/(len(a)+len(b)))
		}
		switch {
		case n > top:
			best, top, second = a, n, top
		case n > second:
			second = n
		}
	}
	if best == nil || top < 600 || top == second || len([]rune(words)) < 4 {
		return nil
	}
	return best
}

// common is the length of the longest common subsequence.
func common(a, b []rune) int {
	row := make([]int, len(b)+1)
	for i := range a {
		last := 0
		for j := range b {
			keep := row[j+1]
			if a[i] == b[j] {
				row[j+1] = last + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			last = keep
		}
	}
	return row[len(b)]
}

// readMissedAgencies adds the agencies that the paper calls parties and that
// the block of the parties does not hold, because their line is damaged: those
// of the sentence that opens the procedure, 上诉人……因与被上诉人某区人民政府……一案,
// and those that stand behind such a role more than once.
func (p *paper) readMissedAgencies() {
	if !p.listed || p.civil() {
		return
	}
	i, j := -1, -1
	if parts := p.sections(SectionProcedure); len(parts) > 0 {
		i = parts[0].from
		j = min(parts[0].to, p.fullStop(i, parts[0].to))
	}
	for _, m := range p.matchAll(missedLead, p.from, p.to) {
		name, k := p.agencyAt(m[1])
		if n := len([]rune(name)); n < 6 || n > 30 || p.namesActor(name) {
			continue
		}
		if x, y := p.explained(name); y > x && p.namesActor(p.text.Slice(x, y)) {
			continue // 某区城管大队, which the text explains
		}
		_, placed := Region(name)
		if !(placed && m[0] >= i && k <= j) && !contains(p.missed, name) {
			p.missed = append(p.missed, name)
			continue
		}
		p.addActor(p.text.Slice(m[2], m[3]), "", m[1], k, false)
		p.warn("party_unlisted", "当事人部分未能读出“"+p.text.Raw(m[1], k)+"”，据审理经过列为当事人，请人工核对。", m[1], k)
	}
}

var missedLead = regexp.MustCompile(`(被上诉人|被告|被申请人|再审被申请人|上诉人)(?:[（〈][^（）〈〉]{2,16}[）〉])?：?`)

// agencyAt gives the name of an agency that begins at rune i and where it ends,
// "" where none does.
func (p *paper) agencyAt(i int) (string, int) {
	m := p.match(agencyName, i, min(p.to, i+40))
	if m == nil || strings.Contains(p.text.Slice(i, m[3]), "因诉") || notName.MatchString(p.text.Slice(i, min(p.to, i+4))) && !p.placed(p.text.Slice(i, m[3])) {
		return "", i
	}
	return p.text.Slice(i, m[3]), m[3]
}

// agencyName is a name of an agency by its end, where the words behind it show
// that it ends there.
var agencyName = regexp.MustCompile(`^([\p{Han}*×]{2,28}?(?:政府|攻府|[局厅署]|委员会|管委会|办事处|街道办|大队|支队|派出所|中心))(?:于|在|应|须|自|对|向|就|以|不服|作出|做出|的|所作|负担|承担|赔偿|补偿|支付|返还|重新|履行|辩称|答辩|上诉|委托|行政|[（，。；、〈(]|\d|二[〇○零]|其|$)`)

// debtorName is the name of an organisation in front of what it must do.
var debtorName = regexp.MustCompile(`^([\p{Han}*×]{3,28}?(?:小学|中学|学校|幼儿园|公司|厂|合作社|医院|卫生院|村委会|村民委员会|社区居委会))(?:于|在|应|须|自|向|赔偿|补偿|支付|给付|返还|偿还|承担)`)

// stranger reports that an agency is named from rune i on, behind the words of
// a role, that is none of the parties read: its line is lost, and what is said
// of it is said of nobody else.
func (p *paper) stranger(i, j int) bool {
	name, k := p.agencyAt(i)
	if m := p.match(debtorName, i, j); name == "" && m != nil {
		name, k = p.text.Slice(m[2], m[3]), m[3]
	}
	return name != "" && k <= j && k-i >= 5 && !p.namesActor(name)
}

// namesStranger reports that the words of a clause name such an agency as the
// one that they are about, with its role or as the paper names it elsewhere
// with one.
func (p *paper) namesStranger(i, j int) bool {
	for _, m := range p.mentions(i, j) {
		if m.stranger {
			return true
		}
	}
	if len(p.missed) == 0 {
		return false
	}
	m := p.match(namedAgency, i, j)
	if m == nil || p.namesActor(p.text.Slice(m[2], m[3])) {
		return false
	}
	name := []rune(p.text.Slice(m[2], m[3]))
	for _, n := range p.missed {
		if x := []rune(n); common(name, x)*10 >= min(len(name), len(x))*8 {
			return true
		}
	}
	return false
}

// namesActor reports a name of one who is a party already, in full, in short
// or damaged.
func (p *paper) namesActor(name string) bool {
	for _, a := range p.actors {
		for _, n := range a.names {
			x, y := []rune(name), []rune(n)
			if k, l := levelOf(name), levelOf(n); k != 0 && l != 0 && k != l && !blurs(x, y) && !blurs(y, x) && !strings.Contains(n, name) && !strings.Contains(name, n) {
				continue // 某区人民政府 is not 某区某镇人民政府, damaged
			}
			if strings.Contains(n, name) || strings.Contains(name, n) || abbreviates(name, n) || blurs(x, y) || blurs(y, x) ||
				common(x, y)*10 >= min(len(x), len(y))*8 || x[len(x)-1] == y[len(y)-1] && drawnFrom(x, y) {
				return true
			}
		}
	}
	return false
}

// drawnFrom reports a short name that takes its characters from a full one in
// another order: 昌邑公安分局 of 吉林市公安局昌邑分局.
func drawnFrom(short, full []rune) bool {
	if len(short) < 4 || len(short) > len(full) {
		return false
	}
	left := string(full)
	for _, r := range short {
		k := strings.IndexRune(left, r)
		if k < 0 {
			return false
		}
		left = left[:k] + left[k+utf8.RuneLen(r):]
	}
	return true
}
