package extract

import (
	"regexp"
	"strings"
)

// trimName goes back to the last place where the name of an organ or of an
// organisation can end, when the words taken for a name end nowhere.
func (p *paper) trimName(i, j int) int {
	if j-i <= 4 || kindByEnd(bareName(p.text.Slice(i, j))) == Agency || firmEnd.MatchString(p.text.Slice(i, j)) || severalForm.MatchString(p.text.Slice(i, j)) {
		return j
	}
	for k := j - 1; k > i+4; k-- {
		if name := p.text.Slice(i, k); kindByEnd(name) == Agency || firmEnd.MatchString(name) {
			return k
		}
	}
	for k := j - 1; k > i+4; k-- {
		if kindByEnd(p.text.Slice(i, k)) != "" {
			return k
		}
	}
	return j
}

var firmEnd = regexp.MustCompile(`(?:公司|合作社|厂|银行|村民委员会|村委会|学校|医院|村民小组|事务所|[十一二三四五六七八九\d]组)$`)

// namesHere reports whether a name can begin at rune i. A word that mostly
// goes on about a party can begin a name too: 于某, 无锡市……, 和县…….
func (p *paper) namesHere(i, j int) bool {
	if !notName.MatchString(p.text.Slice(i, min(j, i+4))) {
		return true
	}
	name := p.text.Slice(i, p.nameStop(i, j, false))
	if looksPersonal(bareName(name)) {
		return true
	}
	return p.placed(name)
}

// placed reports the name of an organ or organisation that begins with a place.
func (p *paper) placed(name string) bool {
	_, ok := Region(name)
	return ok && kindByEnd(bareName(name)) != "" && len([]rune(name)) <= 40
}

// plausible reports words that are built like the name of a person, an
// organisation or an agency.
func plausible(name string) bool {
	n := bareName(name)
	if n == "" || strings.ContainsAny(n, "，。；：《》“”") {
		return false
	}
	return kindByEnd(n) != "" || looksPersonal(n) || severalForm.MatchString(name) || strings.ContainsRune(n, '·') || maskedForm.MatchString(n)
}

// gendered reports a name with the sex behind it, as persons are introduced,
// however rare the surname: 税云华，男.
func (p *paper) gendered(i, k int) bool {
	return k-i >= 2 && k-i <= 4 && genderBehind.MatchString(p.text.Slice(k, min(p.to, k+3)))
}

var genderBehind = regexp.MustCompile(`^[，（][男女]`)

var maskedForm = regexp.MustCompile(`^[甲乙丙丁戊己庚辛]某?|[*×某]|^[A-Z][A-Z\d]?$`)

// nameStop is where the name that begins at i ends.
func (p *paper) nameStop(i, j int, loose bool) int {
	rs := p.text.Runes()
	for k := i; k < j; k++ {
		if k-i > 60 {
			return i
		}
		if rs[k] == '、' {
			return k
		}
		if loose && k > i+3 && severalForm.MatchString(p.text.Slice(i, k)) {
			return k
		}
		if k > i && nameEnd.MatchString(p.text.Slice(k, min(j, k+6))) && !p.inside(i, k) {
			return k
		}
		if k == i && strings.ContainsRune("，。；：", rs[k]) {
			return i
		}
		if loose && k > i && looseEnd.MatchString(p.text.Slice(k, min(j, k+4))) {
			return k
		}
		if rs[k] == '（' {
			close := k + 1
			for close < j && close < k+40 && rs[close] != '）' {
				close++
			}
			if close >= j || rs[close] != '）' {
				return k
			}
			// brackets inside a name: 重庆融豪投资（集团）有限公司
			if close+1 < j && strings.ContainsRune("，。；：、（", rs[close+1]) && !innerBracket.MatchString(p.text.Slice(k, close+1)) {
				return k
			}
			k = close
		}
	}
	return j
}

// inside reports a word that only looks like the end of a name within the
// first characters of one: 住房和城乡建设局 behind 住.
func (p *paper) inside(i, k int) bool {
	return p.text.HasAt(k, "住房") || p.text.HasAt(k, "住建") || p.text.HasAt(k, "女子") || p.text.HasAt(k, "男子") || p.text.HasAt(k, "妇女") || p.text.HasAt(k, "营业部") || p.text.HasAt(k, "住院")
}

var severalForm = regexp.MustCompile(`等\d*[一二三四五六七八九十]*[人户名]$`)

var (
	looseEnd     = regexp.MustCompile(`^(?:诉|述称|辩称|答辩|[（(]?\d{4}年|与|因|不服|向|要求|认为|提出|提起|于[12二]|申请|已|作出|的|一案|未经|未|对|为由|自愿|撤回|以|请求|在|到庭|及其|之间|不履行|均|系|没有|提交|选择|负担|提供|改变|承担|亦|案外|达成|存在|签收|和被|和第|和原|擅自|非法|违反|\d{4}年)`)
	innerBracket = regexp.MustCompile(`^（(?:普通合伙|有限合伙|特殊普通合伙|个人独资|集团|中国|个体工商户)）$`)
)
