package extract

import (
	"regexp"
	"strings"
)

// roleWords are the roles of parties (诉讼地位), longest first.
const roleWords = `((?:(?:一审(?:原告|被告|第三人)、二审|原审|原一、二审|一、二审|一审、二审|一二审|一审|二审|原一审|原二审|再审|被追加|追加|本诉|反诉|共同)(?:的)?)?(?:公益诉讼起诉人|公益诉讼人|申请再审人|再审申请人|被申请执行人|申请执行人|被执行人|赔偿请求人|赔偿义务机关|复议机关|被上诉人|上诉人|被申诉人|申诉人|被申请人|申请人|被起诉人|起诉人|被告人|被告|原告|第三人|异议人|利害关系人|抗诉机关|被反诉人|反诉人))`

var (
	// partyLead is a role where it introduces a party: with the role in the
	// instance below in brackets, with a colon or with the bare name.
	partyLead = regexp.MustCompile(roleWords + `[一二三四五六七八九十]?((?:[（〈][^（）〈〉]{1,30}[）〉])*)((?:[1-9]?[：；])?)`)
	roleAt    = regexp.MustCompile(`^` + roleWords)
	// notName are words that follow a role where no name does.
	notName = regexp.MustCompile(`^(?:的|之|及|和|与|或|、|，|。|；|”|》|委托|共同|法定|诉讼|代理|认为|称|诉|辩|述|答|向|于|在|不服|因|未|提|系|对|请求|要求|到庭|均|应|已|自|收|如|是|等|不|就|以|应当|可|承担|负担|有|所|出庭|主张|撤|另|也|亦|作出|据|名|资格|主体|甲方|为|按|根据|依|同|没|无|处|从|既|则|除|经|接|并|还|虽|当庭|陈述|举|质|证|行使|享|住|负责|双方|上诉|表示|拒|履|违|具|依法|必|直|仍|却|只|才|可能|应|曾|故|主要|一直|将|使用|侵|改变|邮寄|至今|提供|致|具有|收|政府信息|信息公开|的)`)
	// nameEnd are words that end a name which no mark ends.
	nameEnd = regexp.MustCompile(`^(?:，|。|；|：|住所|住址|住址地|地址|住|法定代表|法定代理|负责人|主要负责|委托|诉讼代|统一社会|组织机构|营业|经营场所|经营者|公民身份|身份证|男|女|汉族|联系|电话|出生|（以下|（下称|（简称|（原|（曾|（反诉|（一审|（原审|（二审|（系|（又名|（身份|（化名|“|原告|被告|第三人(?:[^民]|$)|上诉人|被上诉人|申请人|被申请人|再审申请人|申请执行人|被执行人|(?:强制)?拆除(?:厂房|房屋|建筑|行为|一案)|诉讼代表|代表人(?:：|[\p{Han}]{2,4}[，。])|审理经过|案件描述|复议请求|请求事项|行政复议请求|执业)`)
	// shortForm is a party's short name (简称) behind its full one.
	shortForm = regexp.MustCompile(`（(?:以下|下文|下|本文|本判决|本裁定)?(?:均|并|合并|统一|分别)?(?:简|合|统|通)?称(?:为|作)?[“"‘]?([^（）“”"’]{2,20})[”"’]?(?:或者?[“"‘]?([^（）“”"’]{2,20})[”"’]?)?）`)
	// formerForm is a party's former name.
	formerForm = regexp.MustCompile(`^（(?:原名?(?:称)?(?:为)?|曾用名|原系|即原)[：“"]?([^（）”"]{2,30})[”"]?）`)
)

// actor is a party with all names that the paper calls it by, folded.
type actor struct {
	role, original string
	name           string // folded
	printed        string
	kind           PartyKind
	names          []string // folded: full name, short forms, former names
	i, j           int
}

// readParties reads the parties (当事人): the block behind the head, where each
// sentence that opens with a role introduces one; without such a block, the
// first sentences of the procedure and the title name them.
func (p *paper) readParties() {
	for _, s := range p.sections(SectionParties, SectionHead) {
		p.readPartyBlock(s.from, s.to)
	}
	p.listed = len(p.actors) > 0
	if p.told && len(p.agencies()) == 0 {
		p.readToldParties()
	}
	p.readMissedAgencies()
	if len(p.actors) == 0 {
		p.readNamedParties()
	}
	p.readTitledPair()
	p.readDisputed()
	p.readAliases()
	p.readAbbreviations()
	p.readBlurred()
	for _, a := range p.actors {
		party := Party{Role: a.role, Name: a.printed, Kind: a.kind, Span: p.span(a.i, a.j)}
		if a.original != "" {
			o := a.original
			party.OriginalRole = &o
		}
		if a.kind != Person {
			if code, ok := RegionNear(a.name, p.surroundings(a)...); ok {
				party.Region = &code
			}
		}
		for _, n := range a.names {
			if n != a.name {
				party.Aliases = append(party.Aliases, n)
			}
		}
		p.record.Parties = append(p.record.Parties, party)
	}
	if len(p.actors) == 0 && p.record.DocumentType != Other {
		p.warn("no_parties", "未能识别当事人，请人工核对。", 0, 0)
	} else if len(p.agencies()) == 0 && !p.civil() && p.record.DocumentType != Other {
		p.warn("no_agency", "未能从当事人中识别出行政机关，请人工核对当事人及行政机关是否败诉。", 0, 0)
	}
}

// surroundings are the codes of what tells which of several places of one name
// is meant: the party's address, the other agencies, the deciding body; each
// with the places above it, narrower ones first.
func (p *paper) surroundings(a *actor) []string {
	var names []string
	line := p.text.Slice(a.j, min(p.to, a.j+60))
	if k := strings.Index(line, "。"); k >= 0 {
		line = line[:k]
	}
	for _, lead := range []string{"住所地", "地址", "住"} {
		if k := strings.Index(line, lead); k >= 0 {
			names = append(names, strings.TrimLeft(line[k+len(lead):], "：在于"))
			break
		}
	}
	const near = 20 // further ones tell nothing new of where a party is
	for k, b := range p.agencies() {
		if b != a && k < near {
			names = append(names, b.name)
		}
	}
	if p.record.Organ != nil {
		names = append(names, Fold(p.record.Organ.Name))
	}
	var out []string
	add := func(code string) {
		for _, n := range []int{6, 4, 2} {
			if len(code) >= n {
				out = append(out, code[:n])
			}
		}
	}
	for _, n := range names {
		if code, ok := Region(n); ok {
			add(code)
		}
	}
	add(p.number.Division())
	return out
}

func (p *paper) readPartyBlock(i, j int) {
	rs := p.text.Runes()
	for _, m := range p.roleLeads(i, j) {
		colon := m[6] >= 0 && m[7] > m[6]
		if !colon && m[0] != i && !p.opens(m[0]) && !(p.text.HasAt(m[0]-3, "当事人")) {
			continue
		}
		if !colon && m[0] > i && (rs[m[0]-1] == '（' || rs[m[0]-1] == '、') {
			continue
		}
		at := m[1]
		if !colon && !p.namesHere(at, j) {
			continue
		}
		if p.narrates(m[0], j) {
			continue
		}
		if stop := p.nameStop(at, j, false); !colon && !plausible(p.text.Slice(at, stop)) && !p.gendered(at, stop) {
			continue
		}
		if p.told && !colon && p.nameStop(at, j, true) < p.nameStop(at, j, false) {
			continue // the story begins with a party: 原告某某于1994年考取…….
		}
		p.addNames(p.text.Slice(m[2], m[3]), originalRole(p.text.Slice(m[4], m[5])), at, j, false)
	}
}

// roleLeads finds where roles introduce parties within the runes [i, j).
func (p *paper) roleLeads(i, j int) [][]int {
	all := p.matchAll(partyLead, i, j)
	for _, m := range all {
		p.leaveNumeral(m)
	}
	return all
}

// roleLead is the first of them.
func (p *paper) roleLead(i, j int) []int {
	m := p.match(partyLead, i, j)
	if m != nil {
		p.leaveNumeral(m)
	}
	return m
}

// leaveNumeral gives a place the numeral that its name begins with: 被告三亚市…… is
// not the third defendant.
func (p *paper) leaveNumeral(m []int) {
	if m[1] != m[3]+1 || m[5] > m[4] || m[7] > m[6] {
		return
	}
	if _, ok := Region(p.text.Slice(m[3], min(p.to, m[3]+12))); !ok && !numeralPlace.MatchString(p.text.Slice(m[3], min(p.to, m[3]+4))) {
		return
	}
	if _, ok := Region(p.text.Slice(m[1], min(p.to, m[1]+12))); !ok {
		m[1], m[4], m[5], m[6], m[7] = m[3], m[3], m[3], m[3], m[3]
	}
}

// numeralPlace are short names of such places, as firms bear them.
var numeralPlace = regexp.MustCompile(`^(?:四川|四平|四会|三亚|三明|三门峡|三河|七台河|九江|六安|六盘水|十堰|五指山|五常)`)

// narrates reports a sentence that opens with a role but tells of the case:
// 原告张三诉被告……一案.
//
// A name that is built like one behind a role and a colon (申请人：某公司) tells
// nothing, whatever text without a full stop follows it.
func (p *paper) narrates(i, j int) bool {
	rs := p.text.Runes()
	if m := p.roleLead(i, j); m != nil && m[0] == i && m[7] > m[6] && plausible(p.text.Slice(m[1], p.nameStop(m[1], min(j, m[1]+70), false))) {
		return false
	}
	end := i
	for end < j && end < i+200 && rs[end] != '。' {
		end++
	}
	return narrateForm.MatchString(p.text.Slice(i, end))
}

var narrateForm = regexp.MustCompile(`[于自]?[12][09]\d{2}年\d{1,2}月\d{1,2}日[^。；]{0,30}(?:作出|申请|提出|提起|撤回|签订)|一案|纠纷|诉称|辩称|述称|不服|向本院|向本机关|提起诉讼|提起上诉|认为|请求|到庭|申请执行其|本院`)

func originalRole(s string) string {
	s = strings.NewReplacer("〈", "（", "〉", "）").Replace(s)
	s = strings.Trim(s, "（）")
	s = strings.ReplaceAll(s, "）（", "、")
	return s
}

// addNames adds the parties named from rune i on; names are joined by 、.
// Loose names end at verbs too, for those that stand inside a sentence.
func (p *paper) addNames(role, original string, i, j int, loose bool) {
	for {
		k := p.nameStop(i, j, loose)
		if loose {
			k = p.trimName(i, k)
		}
		name := p.text.Slice(i, k)
		if name == "" || loose && !plausible(name) || partyDetails.MatchString(name) {
			return
		}
		p.addActor(role, original, i, k, loose)
		if k < j && p.text.Runes()[k] == '、' && !roleAt.MatchString(p.text.Slice(k+1, min(j, k+8))) {
			i = k + 1
			continue
		}
		return
	}
}

// partyDetails are what a line tells of a party behind its name; where a scan
// reads the comma in front as 、 they are no further name.
var partyDetails = regexp.MustCompile(`^(?:住所|住址|住地|地址|经营场所|营业场所|法定代表|法定代理|负责人|委托(?:诉讼)?代理|诉讼代理|统一社会|组织机构|公民身份|身份证|男$|女$|汉族$|[\p{Han}]{1,3}族$|\d)`)

func (p *paper) addActor(role, original string, i, j int, loosely bool) {
	name := p.text.Slice(i, j)
	if strings.Contains(name, "因诉") || len([]rune(name)) < 1 || strings.Trim(name, "*×_-") == "" && name != "***" {
		return
	}
	if !loosely && !strings.Contains(name, "等") && p.known[name] {
		return
	}
	for _, a := range p.actors {
		if !loosely && !strings.Contains(name, "等") {
			break // an exact name is asked of the index: a case can have thousands of parties
		}
		if loosely && sameMasked(a.name, name) && (role == "" || a.role == "" || role == a.role) {
			if strings.ContainsAny(a.name, "*×") && !strings.ContainsAny(name, "*×") {
				a.name, a.printed, a.i, a.j, a.names = name, p.text.Raw(i, j), i, j, append(a.names, name)
				p.known[name] = true
			} else if !contains(a.names, name) {
				a.names = append(a.names, name)
			}
			return
		}
		if a.name == name || sameGroup(a.name, name) || loosely && (strings.HasPrefix(name, a.name) || strings.HasSuffix(a.name, name)) {
			return
		}
	}
	a := &actor{role: role, original: original, name: name, printed: p.text.Raw(i, j), i: i, j: j, names: []string{name}}
	a.kind = p.kindOf(role, original, name, j)
	if m := formerForm.FindStringSubmatch(p.text.Slice(j, min(p.to, j+40))); m != nil {
		a.names = append(a.names, m[1])
	}
	p.actors = append(p.actors, a)
	if p.known == nil {
		p.known = map[string]bool{}
	}
	p.known[name] = true
}

// sameGroup reports two counts of one group: 宣某等18人, 宣某等人.
func sameGroup(a, b string) bool {
	x, y := strings.Index(a, "等"), strings.Index(b, "等")
	return x > 0 && x == y && a[:x] == b[:y] && severalForm.MatchString(a) && severalForm.MatchString(b)
}

// sameMasked reports two spellings of one organisation's name of which one is
// masked: 柘荣**牧专业合作社, 柘荣县合家乐农牧专业合作社.
func sameMasked(a, b string) bool {
	if strings.ContainsAny(b, "*×") {
		a, b = b, a
	}
	if !strings.ContainsAny(a, "*×") || strings.ContainsAny(b, "*×") || kindByEnd(bareName(b)) == "" || len([]rune(a)) < 5 {
		return false
	}
	parts := strings.FieldsFunc(a, func(r rune) bool { return r == '*' || r == '×' })
	if len(parts) < 2 || !strings.HasPrefix(b, parts[0]) || !strings.HasSuffix(b, parts[len(parts)-1]) {
		return false
	}
	for _, x := range parts {
		k := strings.Index(b, x)
		if k < 0 {
			return false
		}
		b = b[k+len(x):]
	}
	return true
}

// readNamedParties names the parties of a paper whose block is missing: from
// the sentence that opens the procedure, the title of the page, and last the
// disposition.
func (p *paper) readNamedParties() {
	to := p.to
	if p.formula >= 0 {
		to = p.formula
	}
	first := min(to, p.from+700)
	if m := p.match(caseSentence, p.from, first); m != nil {
		first = m[1]
	}
	p.readLoose(p.from, first)
	if len(p.agencies()) == 0 {
		if m := p.match(titledParties, p.from, min(p.to, p.from+120)); m != nil {
			p.addActor("", "", m[4], m[5], true)
		}
	}
	if len(p.actors) < 2 {
		p.readLoose(first, min(to, p.from+900))
	}
	p.giveRoles()
	if len(p.actors) < 2 || len(p.agencies()) == 0 {
		p.readLoose(max(p.formula, p.from), p.to)
	}
}

// giveRoles finds the role of a party that the title alone names.
func (p *paper) giveRoles() {
	for _, a := range p.actors {
		if a.role != "" {
			continue
		}
		for _, at := range p.text.Find(a.name, p.from, p.to) {
			for _, m := range p.matchAll(roleAtEnd, max(p.from, at-10), at) {
				a.role = p.text.Slice(m[2], m[3])
			}
			if a.role != "" {
				break
			}
		}
	}
}

var roleAtEnd = regexp.MustCompile(roleWords + `$`)

// caseSentence ends with the words that name the case.
var caseSentence = regexp.MustCompile(`[\s\S]*?一案[^。]*。`)

func (p *paper) readLoose(i, j int) {
	for _, m := range p.roleLeads(i, j) {
		if notName.MatchString(p.text.Slice(m[1], min(j, m[1]+4))) && !p.placed(p.text.Slice(m[1], p.trimName(m[1], p.nameStop(m[1], j, true)))) {
			continue
		}
		if k := p.nameStop(m[1], j, true); k-m[1] >= 2 && k-m[1] <= 40 {
			p.addNames(p.text.Slice(m[2], m[3]), originalRole(p.text.Slice(m[4], m[5])), m[1], j, true)
		}
	}
}

// titledParties are the parties in the title that a web page gives a case:
// 甲与乙行政处罚二审行政裁定书.
var titledParties = regexp.MustCompile(`([\p{Han}*×某]{2,40}?)(?:等)?(?:与|诉)([\p{Han}*×]{2,40}?(?:政府|大队|支队|总队|委员会|办事处|管委会|分局|中心|[局厅院部处所会署]))(?:[\p{Han}、（）*]{0,30})(?:判决书|裁定书|一案)`)

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// kindOf tells what a party is from its name, its role, and what its line
// says of it.
func (p *paper) kindOf(role, original, name string, j int) PartyKind {
	line := p.text.Slice(j, min(p.to, j+120))
	if k := strings.Index(line, "。"); k >= 0 {
		line = line[:k]
	}
	if strings.Contains(line, "个体工商户") && kindByEnd(bareName(name)) != Agency {
		return KindOf(name, SoleTrader)
	}
	kind := KindOf(tornEnd.ReplaceAllString(name, "人民政府")) // as scans read it
	if kind == Organization && (schoolForm.MatchString(name) && strings.Contains(role, "被") && !p.civil() ||
		p.answers(role, original) && !ownAffairs.MatchString(name) && !strings.ContainsAny(name, "0123456789〔〕")) {
		if !schoolForm.MatchString(name) && (kindByEnd(bareName(name)) == "" || bareEnd.MatchString(name)) {
			p.warn("party_unclear", role+"“"+name+"”的名称可能未读全，请人工核对。", j-len([]rune(name)), j)
		}
		return KindOf(name, UnderAuthority)
	}
	return kind
}

// bareEnd is a place where an organ's name goes on.
var bareEnd = regexp.MustCompile(`[省县旗镇乡]$`)

// tornEnd is 人民政府 at the end of a name with a character lost.
var tornEnd = regexp.MustCompile(`(?:人民府|人民政|人民攻|人政府|[^人]民政府)$`)

// answers reports the role of one who answers for an administrative act
// (行政诉讼法第二条、第二十六条): only an organ or a body under authority can.
func (p *paper) answers(role, original string) bool {
	if p.reconsiders() {
		return roleBase(role) == "被申请人"
	}
	if p.civil() || p.record.DocumentType == Other {
		return false
	}
	return roleBase(role) == "被告" || hasRole(original, "被告")
}

// ownAffairs are the names of bodies that run their own affairs: sued
// together with an agency they stay what they are.
var ownAffairs = regexp.MustCompile(`公司|集团|[厂店社村组队矿场行]$|委员会$|企业|合伙|医院|卫生院|事务所|律师|协会|商会`)

var schoolForm = regexp.MustCompile(`(?:大学|学院|学校|中学|小学)$`)
