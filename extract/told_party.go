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
		case SectionPreface, SectionAnnex, SectionReasoning, SectionBasis:
			continue
		}
		decided := s.kind == SectionDisposition || s.kind == SectionPrior
		for _, m := range p.roleLeads(s.from, s.to) {
			if p.inQuotes(m[0], s.from) {
				continue
			}
			// A person is named where a sentence begins; elsewhere a role goes on
			// about a party that is known. Agencies are known by their names.
			p.addTold(p.text.Slice(m[2], m[3]), originalRole(p.text.Slice(m[4], m[5])), m[1], s.to, decided || !p.opens(m[0]))
		}
	}
	if len(p.agencies()) == 0 {
		p.readMakers()
	}
	for _, a := range p.actors {
		if a.role == "" {
			a.role = p.roleTold(a)
		}
	}
}

// readMakers takes the agency whose act the decision annuls or finds unlawful
// for a party: a report may call nobody by his role.
func (p *paper) readMakers() {
	for _, s := range p.stages {
		for _, m := range p.matchAll(makerForm, s.from, s.to) {
			for _, hit := range AgencyNames(p.text, m[2], min(s.to, m[2]+40)) {
				if hit.I == m[2] && !strings.HasSuffix(hit.Name, "法院") && !placeTail.MatchString(hit.Name) {
					p.addActor("", "", hit.I, hit.J, true)
				}
			}
		}
	}
}

// makerForm stands in front of the maker of an act that a decision is about.
var makerForm = regexp.MustCompile(`(?:撤销|确认|责令|变更|维持|限|判令)(?:被告|被申请人)?([\p{Han}]{2})`)

// addTold adds the parties named behind a role, as far as they are built like
// names; where bodies is set, only agencies and organisations by a place.
func (p *paper) addTold(role, original string, i, j int, bodies bool) {
	for {
		k := p.knownAt(i)
		if k == i {
			k = p.trimName(i, p.nameStop(i, j, true))
		}
		if m := p.match(maskedPerson, i, k); m != nil && p.knownAt(i) == i && !looksPersonal(p.text.Slice(i, k)) && !firmEnd.MatchString(p.text.Slice(i, k)) && kindByEnd(p.text.Slice(i, k)) != Agency {
			k = m[1]
		}
		name := p.text.Slice(i, k)
		if n := len([]rune(name)); n < 2 || n > 40 || !plausible(name) || notName.MatchString(name) && !p.placed(name) {
			return
		}
		if _, y := p.explained(name); bodies && y == 0 && !(kindByEnd(name) == Agency && (p.placed(name) || strings.Contains(name, "某"))) && !maskedPerson.MatchString(name) {
			return
		}
		if a := p.knownAs(name); a != nil {
			if a.role == "" {
				a.role, a.original = role, original
			}
			if head, ok := strings.CutSuffix(a.name, name); ok && maskedAbove.MatchString(head) && p.text.HasAt(k, "（") {
				// introduced by its role without the place that the title masks
				a.names = append(a.names, name)
				a.name, a.printed, a.i, a.j = name, p.text.Raw(i, k), i, k
			}
		} else if a := p.unmasks(name); a != nil {
			a.names = append(a.names, name)
			a.name, a.printed, a.i, a.j = name, p.text.Raw(i, k), i, k
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

// maskedPerson is a person whose given name is masked: 李某某.
var maskedPerson = regexp.MustCompile(`^[\p{Han}]某{1,2}[甲乙丙丁]?`)

// unmasks gives the one agency that the title names with a masked place and
// that the text calls by its name: 某区农业农村局, 漳州市龙文区农业农村局.
func (p *paper) unmasks(name string) *actor {
	if strings.Contains(name, "某") || kindByEnd(name) != Agency {
		return nil
	}
	for _, a := range p.actors {
		if m := maskedHead.FindString(a.name); m != "" && strings.HasSuffix(name, strings.TrimLeft(a.name, "某")) && len([]rune(a.name)) > len([]rune(m))+2 {
			return a
		}
	}
	return nil
}

// maskedAbove is a place of which only the kind is told.
var maskedAbove = regexp.MustCompile(`^[×*某]+[省市县区州旗乡镇]$`)

var maskedHead = regexp.MustCompile(`^某{1,2}[省市县区州旗乡镇]`)

// knownAt gives the end of a known party's name that stands at rune i, i without.
func (p *paper) knownAt(i int) int {
	end := i
	for _, a := range p.actors {
		for _, n := range a.names {
			if p.text.HasAt(i, n) {
				end = max(end, i+len([]rune(n)))
			}
		}
	}
	return end
}

// knownAs gives the party that has the name, or that the text gives it as a
// short one.
func (p *paper) knownAs(name string) *actor {
	for _, a := range p.actors {
		if a.name == name || contains(a.names, name) {
			return a
		}
	}
	for _, a := range p.actors {
		if a.kind == Agency && abbreviates(name, a.name) {
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
	if p.shorts == nil {
		p.shorts = map[string][2]int{}
		for _, m := range p.matchAll(shortForm, p.from, p.to) {
			for g := 2; g+1 < len(m); g += 2 {
				if m[g] < 0 {
					continue
				}
				name := p.text.Slice(m[g], m[g+1])
				if _, known := p.shorts[name]; known {
					continue
				}
				if i := p.nameStart(m[0]); i < m[0] {
					p.shorts[name] = [2]int{i, m[0]}
				}
			}
		}
	}
	at := p.shorts[short]
	return at[0], at[1]
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

// suesIn finds in the title of a report, the runes [i, j), where it says that
// one sues another: 某公司诉某局行政处罚案.
func (p *paper) suesIn(i, j int) (at, behind int) {
	rs := p.text.Runes()
	for k := j - 1; k > i; k-- {
		n := 0
		switch {
		case rs[k] == '诉' && !strings.ContainsRune("应起上申胜败投公反自", rs[k-1]) && !(k+1 < j && strings.ContainsRune("讼求请称状", rs[k+1])):
			n = 1
		case p.text.HasAt(k, "不服"):
			n = 2
		}
		if n == 0 || !strings.Contains(p.text.Slice(k, min(j, k+90)), "案") {
			continue
		}
		x := k + n
		if m := p.match(roleAt, x, j); m != nil {
			x = m[1]
		}
		if p.agencyEnd(x, j) > x {
			return k, x
		}
	}
	return i, i
}

// readTitled reads the parties from the title of a report.
func (p *paper) readTitled() {
	end := min(p.to, p.from+160)
	if len(p.blocks) > 1 && p.blocks[0].kind == blockHead {
		end = p.blocks[1].from
	}
	lo := max(p.from, end-200)
	at, behind := p.suesIn(lo, end)
	if at == behind {
		return
	}
	i, j := lo, at
	for k := j - 1; k > i; k-- { // the number of the case, or a line above
		if p.text.ParaStart(k) || strings.ContainsRune("号】：|。，》”—", p.text.Runes()[k-1]) || titleNumber.MatchString(p.text.Slice(i, k)) {
			i = k
			break
		}
	}
	if m := p.match(titleCount, i, j); m != nil {
		j = m[0]
	}
	if m := p.match(titleEnd, behind, end); m != nil {
		end = m[0] + 1
	}
	claimant, agency := "原告", "被告"
	if strings.HasSuffix(p.text.Slice(i, j), "检察院") && strings.Contains(p.text.Slice(p.from, p.to), "公益诉讼") {
		claimant = "公益诉讼起诉人"
	}
	if p.reconsiders() {
		claimant, agency = "申请人", "被申请人"
	}
	p.addTitled(claimant, i, j)
	if k := p.agencyEnd(behind, end); k > behind {
		p.addTitled(agency, behind, k)
		for k < end && strings.ContainsRune("、和与", p.text.Runes()[k]) {
			next := p.agencyEnd(k+1, end)
			if next <= k+1 {
				break
			}
			p.addTitled(agency, k+1, next)
			k = next
		}
	}
}

// titleNumber ends the words in front of a title: 案例三, 指导案例26号, 入库编号…….
var titleNumber = regexp.MustCompile(`(?:案例[一二三四五六七八九十\d]{0,3}[、.]?|[一二三四五六七八九十\d]+[、.]|编号[：:]?[\d\-]+)$`)

// titleEnd is the last word of a title: 行政处罚案.
var titleEnd = regexp.MustCompile(`案(?:[^件情例由]|$)`)

// titleCount counts those who sue: 王某等3人.
var titleCount = regexp.MustCompile(`等[\d一二三四五六七八九十]*(?:人|户)$`)

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
	first, any := i, i
	for k := i + 3; k <= j; k++ {
		name := p.text.Slice(i, k)
		last := p.text.Runes()[k-1]
		if last == '、' || (last == '和' || last == '与') && first == k-1 {
			break // 某县人民政府和某市人民政府
		}
		if strings.HasPrefix(p.text.Slice(k, min(p.to, k+2)), "信息") || strings.ContainsRune("省市县区州盟旗乡镇", last) {
			continue // 政府信息公开; a place
		}
		switch kindByEnd(name) {
		case Agency:
			if first == i || partOfAgency.MatchString(p.text.Slice(first, k)) {
				first = k
			}
		case Organization:
			any = k
		}
	}
	if first > i {
		return first
	}
	return any
}

// partOfAgency is the part of an agency that is named behind it: 某市公安局交通警察
// 支队, 国家税务总局某市税务局第三稽查局.
var partOfAgency = regexp.MustCompile(`^[\p{Han}]{0,14}(?:分局|[大支总中]队|派出所|办事处|办公室|委员会|管委会|指挥部|中心|[所站处])$|^员会$|^[\p{Han}×*]{2,10}(?:税务局|监管局|监管分局)$|^(?:第[一二三四五六七八九十]{1,2})?(?:稽查局|税务分局)$|^[\p{Han}×*]{2,10}税务局(?:第[一二三四五六七八九十]{1,2})?(?:稽查局|税务分局)$`)

// roleTold finds the role that stands in front of a party's name somewhere.
func (p *paper) roleTold(a *actor) string {
	for _, at := range p.text.Find(a.name, p.from, p.to) {
		for _, m := range p.matchAll(roleAtEnd, max(p.from, at-10), at) {
			return p.text.Slice(m[2], m[3])
		}
	}
	return ""
}
