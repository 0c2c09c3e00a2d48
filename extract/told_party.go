package extract

import (
	"regexp"
	"strings"
)

// readToldParties names the parties of a report that has no block of them: from
// its title (某公司诉某局行政处罚案) and from where its facts first speak of a role.
// A short name that the text explains anywhere stands for the full one.
func (p *paper) readToldParties() {
	p.readTitled()
	for _, s := range p.parts {
		switch s.kind {
		case SectionPreface, SectionAnnex, SectionReasoning, SectionBasis, SectionDisposition:
			continue
		}
		for _, m := range p.matchAll(partyLead, s.from, s.to) {
			// A name is read where the story begins or a sentence does; elsewhere a
			// role goes on about a party that is known.
			if m[0] > s.from+160 && !p.opens(m[0]) || p.inQuotes(m[0], s.from) {
				continue
			}
			p.addTold(p.text.Slice(m[2], m[3]), originalRole(p.text.Slice(m[4], m[5])), m[1], s.to)
		}
	}
	for _, a := range p.actors {
		if a.role == "" {
			a.role = p.roleTold(a)
		}
	}
}

// addTold adds the parties named behind a role, as far as they are built like
// names.
func (p *paper) addTold(role, original string, i, j int) {
	for {
		k := p.nameStop(i, j, true)
		k = p.trimName(i, k)
		name := p.text.Slice(i, k)
		if n := len([]rune(name)); n < 2 || n > 40 || !plausible(name) || notName.MatchString(name) && !p.placed(name) {
			return
		}
		if a := p.knownAs(name); a != nil {
			if a.role == "" {
				a.role, a.original = role, original
			}
		} else if x, y := p.explained(name); y > x {
			p.addActor(role, original, x, y, false)
		} else {
			p.addActor(role, original, i, k, true)
		}
		if k < j && p.text.Runes()[k] == '、' && !roleAt.MatchString(p.text.Slice(k+1, min(j, k+8))) {
			i = k + 1
			continue
		}
		return
	}
}

// knownAs gives the party that has the name, or that the text gives it as a
// short one.
func (p *paper) knownAs(name string) *actor {
	for _, a := range p.actors {
		if a.name == name || contains(a.names, name) {
			return a
		}
	}
	if x, y := p.explained(name); y > x {
		full := p.text.Slice(x, y)
		for _, a := range p.actors {
			if a.name == full || strings.HasSuffix(a.name, full) || strings.HasSuffix(full, a.name) {
				return a
			}
		}
	}
	return nil
}

// explained gives the full name that the text explains a short one by:
// 天津市某某技术有限公司（以下简称某某公司）.
func (p *paper) explained(short string) (int, int) {
	for _, m := range p.matchAll(shortForm, p.from, p.to) {
		for g := 2; g+1 < len(m); g += 2 {
			if m[g] < 0 || p.text.Slice(m[g], m[g+1]) != short {
				continue
			}
			if i := p.nameStart(m[0]); i < m[0] {
				return i, m[0]
			}
		}
	}
	return 0, 0
}

// nameStart goes back from the end of a name to where it begins: behind a role,
// a mark or a word that takes an object, where a name can stand.
func (p *paper) nameStart(end int) int {
	rs := p.text.Runes()
	best := end
	for k := end - 1; k >= max(p.from, end-40) && !strings.ContainsRune("，。；：、“”》", rs[k]); k-- {
		name := p.text.Slice(k, end)
		if kindByEnd(bareName(name)) == "" && !looksPersonal(name) {
			continue
		}
		lead := p.text.Slice(max(p.from, k-8), k)
		if roleEnd.MatchString(lead) || p.opens(k) {
			return k
		}
		if nameLead.MatchString(lead) || strings.ContainsRune("，、（", rs[k-1]) {
			if _, ok := Region(name); ok || best == end {
				best = k
			}
		}
	}
	return best
}

var (
	roleEnd  = regexp.MustCompile(roleWords + `$`)
	nameLead = regexp.MustCompile(`(?:与|和|及|向|由|对|诉|系|是|为|被|经|在|将|不服)$`)
)

// titleCase is the title of a report: who sues whom, over what.
var titleCase = regexp.MustCompile(`([^，。；：“”《》]{2,60}?)(?:等[\d一二三四五六七八九十]*(?:人|户))?(诉|不服)([^，。；：“”《》]{4,70}?)案`)

// readTitled reads the parties from the title of a report.
func (p *paper) readTitled() {
	end := min(p.to, p.from+160)
	if len(p.blocks) > 1 {
		end = min(end, p.blocks[1].from)
	}
	m := p.match(titleCase, p.from, end)
	if m == nil {
		return
	}
	i, j := m[2], m[3]
	for k := j - 1; k > i; k-- { // the number of the case, or a line above
		if p.text.ParaStart(k) || strings.ContainsRune("号】：|", p.text.Runes()[k-1]) || titleNumber.MatchString(p.text.Slice(i, k)) {
			i = k
			break
		}
	}
	claimant, agency := "原告", "被告"
	if p.reconsiders() {
		claimant, agency = "申请人", "被申请人"
	}
	p.addTitled(claimant, i, j)
	if k := p.agencyEnd(m[6], m[7]); k > m[6] {
		p.addTitled(agency, m[6], k)
		for k < m[7] && strings.ContainsRune("、和与", p.text.Runes()[k]) {
			next := p.agencyEnd(k+1, m[7])
			if next <= k+1 {
				break
			}
			p.addTitled(agency, k+1, next)
			k = next
		}
	}
}

// titleNumber ends the words in front of a title: 案例三, 指导案例26号.
var titleNumber = regexp.MustCompile(`(?:案例[一二三四五六七八九十\d]{0,3}[、.]?|[一二三四五六七八九十\d]+[、.])$`)

func (p *paper) addTitled(role string, i, j int) {
	for i < j {
		k := i
		for k < j && p.text.Runes()[k] != '、' {
			k++
		}
		name := p.text.Slice(i, k)
		if x := strings.TrimPrefix(name, role); x != name {
			i += len([]rune(name)) - len([]rune(x))
			name = x
		}
		if !plausible(name) {
			return
		}
		p.addActor(role, "", i, k, false)
		i = k + 1
	}
}

// agencyEnd gives where the name of the agency at rune i ends: it is followed
// by what the case is about.
func (p *paper) agencyEnd(i, j int) int {
	best, any := i, i
	for k := i + 3; k <= j; k++ {
		name := p.text.Slice(i, k)
		last := p.text.Runes()[k-1]
		if last == '、' {
			break
		}
		if (last == '和' || last == '与') && best == k-1 {
			break // 某县人民政府和某市人民政府
		}
		if strings.HasPrefix(p.text.Slice(k, min(p.to, k+2)), "信息") || strings.ContainsRune("省市县区州盟旗乡镇", last) {
			continue // 政府信息公开; a place
		}
		switch kindByEnd(name) {
		case Agency:
			best = k
		case Organization:
			any = k
		}
	}
	if best > i {
		return best
	}
	return any
}

// roleTold finds the role that stands in front of a party's name somewhere.
func (p *paper) roleTold(a *actor) string {
	for _, at := range p.text.Find(a.name, p.from, p.to) {
		for _, m := range p.matchAll(roleAtEnd, max(p.from, at-10), at) {
			return p.text.Slice(m[2], m[3])
		}
	}
	return ""
}
