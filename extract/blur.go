package extract

import (
	"regexp"
	"strings"
)

// alikeRunes are characters that scanning takes for one another.
var alikeRunes = strings.Fields("政攻 人入八 土士 大太 末未 日曰目 千干 己已巳 市巿 局同 县具 区凶 未末 院皖 原厚 判制 告吿 号亏 审宙 住往 侯候 林材 水永 王玉 天夫 田由 白自 木本 古占 午牛 厂广")

// readBlurred takes as a party's name what differs from it as a bad scan makes
// it differ: a character lost or doubled, or one taken for another. Another
// place's organ is never meant: 甲县林业局 is not 乙县林业局.
func (p *paper) readBlurred() {
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
			if !blurs([]rune(w), name) || contains(a.names, w) {
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

// readMissedAgencies adds the agencies that the opening sentence of the
// procedure names as defendants and that the block of the parties does not
// hold, because its line is damaged: 上诉人……因与被上诉人某区人民政府……一案.
func (p *paper) readMissedAgencies() {
	if !p.listed || p.civil() {
		return
	}
	parts := p.sections(SectionProcedure)
	if len(parts) == 0 {
		return
	}
	i := parts[0].from
	j := min(parts[0].to, p.fullStop(i, parts[0].to))
	for _, m := range p.matchAll(missedLead, i, j) {
		k := p.trimName(m[1], p.nameStop(m[1], j, true))
		name := p.text.Slice(m[1], k)
		if n := len([]rune(name)); n < 6 || n > 30 || kindByEnd(bareName(name)) != Agency || p.namesActor(name) {
			continue
		}
		if _, ok := Region(name); !ok {
			continue
		}
		p.addActor(p.text.Slice(m[2], m[3]), "", m[1], k, false)
		p.warn("party_unlisted", "当事人部分未能读出“"+p.text.Raw(m[1], k)+"”，据审理经过列为当事人，请人工核对。", m[1], k)
	}
}

var missedLead = regexp.MustCompile(`(被上诉人|被告|被申请人|再审被申请人|上诉人)(?:（[^（）]{2,16}）)?`)

// namesActor reports a name of one who is a party already, in full, in short
// or damaged.
func (p *paper) namesActor(name string) bool {
	for _, a := range p.actors {
		for _, n := range a.names {
			x, y := []rune(name), []rune(n)
			if strings.Contains(n, name) || strings.Contains(name, n) || abbreviates(name, n) || blurs(x, y) || blurs(y, x) ||
				common(x, y)*10 >= min(len(x), len(y))*8 {
				return true
			}
		}
	}
	return false
}
