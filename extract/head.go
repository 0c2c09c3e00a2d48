package extract

import (
	"regexp"
	"strings"
)

// titleWords are the titles of papers (文书名称), longest first.
const titleWords = `((?:不予受理行政复议申请|行政复议申请不予受理|行政复议不予受理|驳回行政复议申请|行政复议申请驳回|行政复议驳回申请|行政复议驳回|行政复议终止|终止行政复议|行政复议中止|行政复议申请|行政复议|复议|刑事附带民事|行政附带民事|行政赔偿|国家赔偿|非诉执行审查|非诉行政执行|行政非诉执行审查|行政非诉审查|行政非诉执行|行政|民事|执行|刑事|赔偿)*(?:判决书|裁定书|调解书|决定书|终止通知书|不予受理通知书|驳回申诉通知书|驳回再审申请通知书|释明函|告知书))`

// numberWords are a paper's own number in any of its printed forms.
const numberWords = `((?:[（〔\[【](?:19|20)[\dX×*]{2}[）〕\]】][\p{Han}*×]{0,10}\d{0,4}[\p{Han}*×]{1,12}第?[\d、,，\-－~至*×Xx]{1,24}号?(?:之[一二三四五六七八九十]+|-\d+)?号?)|(?:[\p{Han}（）*×]{2,14}[（〔\[【](?:19|20)\d{2}[）〕\]】](?:[\p{Han}]{1,6})?第?[\d、,，\-*×Xx]{1,12}号))`

var (
	titleForm  = regexp.MustCompile(titleWords)
	numberForm = regexp.MustCompile(numberWords)
	// organTail is the name of an organ that ends where a title begins.
	organTail = regexp.MustCompile(`[\p{Han}*×·]{2,36}(?:法院|政府|委员会|管委会|[局厅部署会关])$`)
	// courtName is a court anywhere in a text.
	courtName = regexp.MustCompile(`[\p{Han}*×]{2,30}?法院`)
)

// readHead reads the organ (裁判机关), the kind of the paper (文书名称) and its
// number (案号) from the words in front of the parties.
func (p *paper) readHead() {
	end := min(p.to, p.from+1200)
	if k := p.firstParty(p.from, end); k >= 0 {
		end = k
	}
	p.body = p.from
	title := p.findTitle(p.from, end)
	if title != nil {
		p.body = title[1]
		p.record.Spans["title"] = p.text.Span(title[0], title[1])
		p.readOrgan(title[0])
	}
	p.readNumber(title, end)
	p.readType(title)
}

// firstParty gives where the first party is named at the start of a
// sentence, or -1.
func (p *paper) firstParty(i, j int) int {
	for _, m := range p.matchAll(partyLead, i, j) {
		if p.text.LineStart(m[0]) || p.opens(m[0]) || m[0] > p.from && (p.text.Runes()[m[0]-1] == '号' || p.text.HasAt(m[0]-3, "当事人")) {
			return m[0]
		}
	}
	return -1
}

// findTitle prefers a title behind its organ, then one before a number.
func (p *paper) findTitle(i, j int) []int {
	var best []int
	rank := 0
	for _, m := range p.matchAll(titleForm, i, j) {
		k := 1
		if organTail.MatchString(p.text.Slice(max(i, m[0]-40), m[0])) {
			k += 2
		}
		if n := p.match(numberForm, m[1], min(p.to, m[1]+40)); n != nil && n[0] <= m[1]+2 {
			k += 2
		}
		if p.text.LineStart(m[0]) {
			k++
		}
		if k > rank || k == rank && k > 2 {
			best, rank = m, k
		}
	}
	return best
}

func (p *paper) readOrgan(title int) {
	lo := max(p.from, title-40)
	// the organ's name begins with its line, where the line can be told
	for k := title - 1; k > lo; k-- {
		if p.text.LineStart(k) && organTail.MatchString(p.text.Slice(k, title)) {
			lo = k
			break
		}
	}
	m := p.match(organTail, lo, title)
	if m == nil {
		return
	}
	p.setOrgan(m[0], m[1])
}

func (p *paper) setOrgan(i, j int) {
	name := p.text.Raw(i, j)
	p.record.Organ = &Organ{Name: name, Level: organLevel(p.text.Slice(i, j))}
	p.record.Spans["organ"] = p.text.Span(i, j)
}

// organLevel tells the rank (级别) of a deciding body from its name.
func organLevel(name string) *string {
	level := ""
	switch {
	case strings.Contains(name, "最高人民法院"), strings.Contains(name, "最*法院"), strings.Contains(name, "最**法院"):
		level = "supreme"
	case strings.HasSuffix(name, "法院"):
		switch {
		case strings.Contains(name, "高级"):
			level = "high"
		case strings.Contains(name, "中级"):
			level = "intermediate"
		case strings.Contains(name, "铁路运输"), strings.Contains(name, "海事"), strings.Contains(name, "知识产权"), strings.Contains(name, "金融法院"), strings.Contains(name, "互联网"), strings.Contains(name, "军事"):
			level = "special"
		default:
			level = "basic"
		}
	case strings.HasSuffix(name, "政府"):
		level = "government"
	default:
		level = "department"
	}
	return &level
}

func (p *paper) readNumber(title []int, end int) {
	var m []int
	if title != nil {
		if n := p.match(numberForm, title[1], min(p.to, title[1]+60)); n != nil && n[0] <= title[1]+4 {
			m = n
		}
	}
	if m == nil {
		m = p.match(numberForm, p.from, end)
	}
	if m == nil {
		return
	}
	p.body = max(p.body, m[1])
	p.setNumber(m[0], m[1])
}

func (p *paper) setNumber(i, j int) {
	number := p.text.Raw(i, j)
	p.record.CaseNumber = &number
	p.record.Spans["case_number"] = p.text.Span(i, j)
}
