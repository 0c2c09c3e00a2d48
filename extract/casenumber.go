package extract

import (
	"regexp"
	"strings"
	"unicode"
)

// NumberKind tells what a document number is the number of.
type NumberKind string

// The kinds of a document number (文号、案号).
const (
	CourtNumber           NumberKind = "court"           // 案号: （2019）皖1524行初12号
	ReconsiderationNumber NumberKind = "reconsideration" // 金政复〔2020〕5号
	ActNumber             NumberKind = "act"             // 温瓯市监处罚〔2022〕472号
	NormNumber            NumberKind = "norm"            // 法释〔2018〕1号, 国发〔2019〕5号
)

// Area is the field of law of a court's case (案件类型).
type Area string

// The areas that the kind of a case number tells.
const (
	Administrative Area = "administrative"  // 行
	Civil          Area = "civil"           // 民, 商, 知民
	Criminal       Area = "criminal"        // 刑
	ExecutionArea  Area = "execution"       // 执
	StateLiability Area = "state_liability" // 法赔, 委赔: by the courts' compensation committees
	OtherArea      Area = "other"
)

// CaseNumber is a document number taken apart.
type CaseNumber struct {
	Kind NumberKind
	// Text is the printed form: without spaces, digits and letters half-width;
	// a court's number in full-width round brackets, others in their own.
	Text string
	// Year as printed, four digits; "" where it is masked.
	Year string
	// Court is a court's code (皖1524, 最高法, 金, 渝一中法); for other numbers
	// the words before the year (金政复).
	Court string
	// Case is the kind of a court's case without 字: 行初, 行终, 行赔初, 民申 ...
	Case string
	// Serial is the number itself, leading zeros kept, masks kept; for other
	// numbers all that stands between the year and 号 (危化-6).
	Serial string
	// Suffix is what stands behind 号: 之一.
	Suffix string
	Masked bool // a digit of the year or the serial is masked
	I, J   int  // runes in the Text that was searched
}

// Key is equal for two spellings of the same number: brackets, 字第 and
// leading zeros (048 and 48) do not count. It is "" for a masked number.
func (c CaseNumber) Key() string {
	if c.Masked || c.Year == "" {
		return ""
	}
	serial := strings.TrimLeft(c.Serial, "0")
	if c.Kind == CourtNumber {
		return c.Year + "|" + c.Court + "|" + c.Case + "|" + serial + c.Suffix
	}
	return strings.TrimSuffix(c.Court, "字") + "|" + c.Year + "|" + serial + c.Suffix
}

// Instance tells the stage of the proceedings, nil where the number does not.
func (c CaseNumber) Instance() *Instance {
	var in Instance
	switch {
	case c.Kind == ReconsiderationNumber:
		in = Reconsideration
	case c.Kind != CourtNumber:
		return nil
	default:
		switch k := c.Case; {
		case strings.Contains(k, "审") || strings.HasPrefix(k, "执") || strings.HasSuffix(k, "执") || strings.Contains(k, "非诉"):
			in = Enforcement
		case strings.HasSuffix(k, "再") || strings.HasSuffix(k, "提") || strings.HasSuffix(k, "再初") || strings.HasSuffix(k, "再终") || strings.HasSuffix(k, "再重") || strings.HasPrefix(k, "再"):
			in = Retrial
		case strings.HasSuffix(k, "申") || strings.HasSuffix(k, "监") || strings.HasSuffix(k, "抗"):
			in = Review
		case strings.HasSuffix(k, "终"):
			in = Second
		case strings.HasSuffix(k, "初") || strings.HasSuffix(k, "重"):
			in = First
		default:
			return nil
		}
	}
	return &in
}

// Area tells the field of law of a court's number, "" for other numbers.
func (c CaseNumber) Area() Area {
	if c.Kind != CourtNumber {
		return ""
	}
	switch k := c.Case; {
	case strings.Contains(k, "行") || strings.Contains(k, "非诉"):
		return Administrative
	case strings.Contains(k, "刑"):
		return Criminal
	case strings.HasPrefix(k, "法赔") || strings.HasPrefix(k, "委赔") || strings.HasPrefix(k, "赔"):
		return StateLiability
	case strings.Contains(k, "执"):
		return ExecutionArea
	case strings.Contains(k, "民") || strings.Contains(k, "商") || strings.Contains(k, "知"):
		return Civil
	}
	return OtherArea
}

// Compensation reports a case of administrative compensation (行赔初, 行赔终 ...).
func (c CaseNumber) Compensation() bool { return strings.Contains(c.Case, "赔") }

// Level tells the level of the court by its code: supreme, high,
// intermediate, basic, special; "" where the code does not tell (codes before
// 2016 are the courts' own).
func (c CaseNumber) Level() string {
	if c.Kind != CourtNumber {
		return ""
	}
	if strings.HasPrefix(c.Court, "最高法") {
		return "supreme"
	}
	m := newCode.FindStringSubmatch(c.Court)
	if m == nil {
		return ""
	}
	switch d := m[2]; {
	case strings.HasPrefix(d, "71"), strings.HasPrefix(d, "72"), strings.HasPrefix(d, "73"):
		return "special"
	case len(d) == 4:
		return "basic"
	case len(d) == 2:
		return "intermediate"
	case len(d) == 3:
		return ""
	}
	return "high"
}

// Division gives the division code of a court's seat by its code since 2016:
// 皖1524 → 341524, 皖15 → 3415, 皖 → 34; "" for special courts and codes of
// before.
func (c CaseNumber) Division() string {
	m := newCode.FindStringSubmatch(c.Court)
	if c.Kind != CourtNumber || m == nil || c.Level() == "special" {
		return ""
	}
	p, ok := provinceCodes[m[1]]
	if !ok {
		return ""
	}
	return p + m[2]
}

var newCode = regexp.MustCompile(`^([京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔贵云藏陕甘青宁新兵])(\d{0,4})$`)

// provinceCodes are the provinces' short names in court codes (法〔2015〕137号).
var provinceCodes = map[string]string{
	"京": "11", "津": "12", "冀": "13", "晋": "14", "内": "15", "辽": "21", "吉": "22", "黑": "23", "沪": "31", "苏": "32",
	"浙": "33", "皖": "34", "闽": "35", "赣": "36", "鲁": "37", "豫": "41", "鄂": "42", "湘": "43", "粤": "44", "桂": "45",
	"琼": "46", "渝": "50", "川": "51", "黔": "52", "贵": "52", "云": "53", "藏": "54", "陕": "61", "甘": "62", "青": "63", "宁": "64", "新": "65",
}

// courtCase is what follows the year of a court's number: code, kind, 字第,
// serial. The kinds are those of 法〔2015〕137号 and the older ones that
// judgments cite.
var courtCase = regexp.MustCompile(`^([\p{Han}A-Za-z×*]{0,8}?[\d×*]{0,4})` +
	`((?:知)?(?:行|民[一二三四五六]?|商|民商|刑)(?:（[民行商知刑]）)?(?:再|重|立|监|受|抗)?(?:赔)?(?:初|终|再|申|监|提|抗|重|撤|特|辖终|辖监|辖|催|督|破|算|他|诉|调|保|受|清|强清|裁|复)(?:重)?` +
	`|行审复|行赔?审|行非审|非行审|非诉行审|行非诉审|非诉审|非诉行执|行非执|非行执|行审执|行执审?|行执|非执|执行?(?:异|复|监|恢|保|他|协|提|督|裁|字)?` +
	`|再(?:初|终|申)|法赔|委赔(?:监|提|再|他)?|赔他|赔监|赔申?|财保|破(?:申|终)?|诉前调|诉调|司惩|司救|认仲|仲审|国赔|立[一二]?(?:行|民|刑)?(?:初|终|再|函|他|监)|行赔协|行协外?|协外认|知行?)` +
	`字?第?([0-9０-９A-Za-z×*○〇某_~,，、-]+)$`)

var yearFirst = regexp.MustCompile(`^([\p{Han}（）A-Za-z×*]{2,20}字|[\p{Han}（）]{1,10}复[决不驳终调受议中]{0,2})第([0-9×*XA-Z-]{1,12})$`)

// CaseNumbers finds the document numbers within the runes [i, j), in order:
// those of courts (all forms since the nineties), of reconsideration organs,
// of administrative acts and of norms.
func CaseNumbers(t *Text, i, j int) []CaseNumber {
	i, j = t.clamp(i, j)
	var out []CaseNumber
	from := i
	for k := i; k < j; k++ {
		r := t.runes[k]
		if !IsOpen(r) && !(r >= '1' && r <= '2') {
			continue
		}
		if c, ok := numberAt(t.runes, from, k, j); ok {
			if c.Kind != CourtNumber {
				t.trimNumber(&c, k)
			}
			out = append(out, c)
			from, k = c.J, c.J-1
		}
	}
	return out
}

// ParseCaseNumber reads a whole string as one document number.
func ParseCaseNumber(s string) (CaseNumber, bool) {
	rs := []rune(Fold(s))
	for k := range rs {
		if IsOpen(rs[k]) || rs[k] == '1' || rs[k] == '2' {
			if c, ok := numberAt(rs, 0, k, len(rs)); ok {
				return c, c.I == 0 && c.J == len(rs)
			}
		}
	}
	return CaseNumber{}, false
}

func masks(r rune) bool {
	return r == '×' || r == '*' || r == 'X' || r == 'x' || r == '○' || r == '〇' || r == '某' || r == '□'
}

// numberAt reads the number whose year begins at k, bracket included; words
// before the year are taken back to from at most.
func numberAt(rs []rune, from, k, to int) (CaseNumber, bool) {
	p := k
	bracket := IsOpen(rs[k])
	if bracket {
		p++
	} else if k > 0 && (anyDigit(rs[k-1]) >= 0 || IsOpen(rs[k-1]) || rs[k-1] == '.' || rs[k-1] == '-') {
		return CaseNumber{}, false
	}
	y := p
	year, masked := "", false
	for y < to && y-p < 4 {
		r := rs[y]
		switch {
		case anyDigit(r) >= 0 && r != '两':
			year += string(rune('0' + anyDigit(r)))
		case masks(r) && y > p:
			masked = true
		default:
			return CaseNumber{}, false
		}
		y++
	}
	if y-p < 4 || y < to && anyDigit(rs[y]) >= 0 || !masked && (year < "1949" || year > "2099") {
		return CaseNumber{}, false
	}
	if y < to && rs[y] == '年' {
		y++
	}
	closed := y < to && IsClose(rs[y])
	if closed {
		y++
	}
	if bracket != closed {
		return CaseNumber{}, false
	}
	e := y
	for e < to && e-y < 32 && rs[e] != '号' {
		if !numberRune(rs[e]) && !(rs[e] == '（' || rs[e] == '）') {
			return CaseNumber{}, false
		}
		e++
	}
	if e >= to || rs[e] != '号' || e == y {
		return CaseNumber{}, false
	}
	c := CaseNumber{Year: year, I: k, J: e + 1, Masked: masked}
	if masked {
		c.Year = ""
	}
	body := string(rs[y:e])
	if m := courtCase.FindStringSubmatch(body); m != nil && courtCode(m[1], m[2]) {
		c.Kind, c.Court, c.Case, c.Serial = CourtNumber, m[1], m[2], m[3]
		c.suffix(rs, to)
		c.Text = "（" + string(rs[p:p+4]) + "）" + body + "号" + c.Suffix
		c.Masked = c.Masked || hasMask(c.Serial)
		return c, plainSerial(c.Serial)
	}
	if !bracket {
		return CaseNumber{}, false
	}
	// Some organs put the year first, as courts do: （2025）炎政复字第23号.
	if m := yearFirst.FindStringSubmatch(body); m != nil {
		c.Court, c.Serial, c.Kind = m[1], m[2], numberKind(m[1])
		c.suffix(rs, to)
		c.Text = string(rs[k:c.J])
		c.Masked = c.Masked || hasMask(c.Serial)
		return c, true
	}
	// A number of another organ has words before the year, or else nothing but
	// digits behind it: （2000）004号.
	b := prefixStart(rs, from, k)
	if b == k && (rs[y-2] == '年' || !bareSerial.MatchString(body)) {
		return CaseNumber{}, false
	}
	c.I = b
	c.Court = string(rs[b:k])
	c.Serial = strings.TrimPrefix(strings.TrimPrefix(body, "字"), "第")
	if !otherSerial(c.Serial) {
		return CaseNumber{}, false
	}
	c.suffix(rs, to)
	c.Text = string(rs[b:c.J])
	c.Masked = c.Masked || hasMask(c.Serial)
	c.Kind = numberKind(c.Court)
	return c, true
}

func (c *CaseNumber) suffix(rs []rune, to int) {
	e := c.J
	if e+1 < to && rs[e] == '之' && (chineseDigit(rs[e+1]) > 0 || smallUnit(rs[e+1]) == 10 || rs[e+1] >= '1' && rs[e+1] <= '9') {
		n := e + 1
		for n < to && (chineseDigit(rs[n]) > 0 || smallUnit(rs[n]) == 10 || rs[n] >= '0' && rs[n] <= '9') {
			n++
		}
		c.Suffix, c.J = string(rs[e:n]), n
	}
}

// courtCode keeps phrases that merely end like a number (…民政府) from
// passing for a court's code.
func courtCode(code, kind string) bool {
	return !strings.Contains(code, "号") && !strings.Contains(code, "政府") && kind != "执字"
}

func numberRune(r rune) bool {
	return unicode.Is(unicode.Han, r) || unicode.IsDigit(r) || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' ||
		masks(r) || r == '-' || r == '_' || r == '·' || r == '~' || r == '/' || r == '.' || r == ',' || r == '，' || r == '、' || r == '…' || r == '—' || r == '#'
}

// plainSerial wants a digit or a mask at either end of a court's serial.
func plainSerial(s string) bool {
	rs := []rune(s)
	ok := func(r rune) bool { return r >= '0' && r <= '9' || masks(r) || r >= 'A' && r <= 'Z' }
	return len(rs) > 0 && ok(rs[0]) && ok(rs[len(rs)-1])
}

func otherSerial(s string) bool {
	rs := []rune(s)
	if len(rs) == 0 || len(rs) > 24 {
		return false
	}
	digits := false
	for _, r := range rs {
		if r == '，' || r == '、' && !digits || r == '。' {
			return false
		}
		digits = digits || anyDigit(r) >= 0 || masks(r)
	}
	return digits
}

func hasMask(s string) bool {
	return strings.ContainsAny(s, "×*Xx○某□")
}

// prefixEnds are words behind which the words of a document number begin.
var prefixEnds = []string{
	"作出", "做出", "送达", "下达", "印发", "颁发", "发布", "核发", "制作", "出具", "根据", "依据", "依照", "按照", "所作", "编号", "文号", "案号", "字号",
	"文件", "被告", "原告", "原审", "上述", "涉案", "案涉", "被诉", "以下", "发出", "作的", "收到", "撤销", "维持", "变更", "确认", "不服", "履行", "执行",
	"上诉人", "申请人", "第三人", "当事人", "人民政府", "管理局", "委员会", "监督局", "保障局", "执法局", "资源局", "规划局", "建设局", "公安局", "税务局", "环保局", "环境局", "分局", "大队", "支队",
	"办事处", "人民法院", "检察院", "通知", "决定书", "政府令", "名称", "批准", "取得", "持有", "因", "的", "了", "以", "为", "该", "其", "在", "对", "向", "与", "及", "或", "由", "是", "且", "号", "年", "月", "日", "关于", "对于",
}

// eitherWay are such words that are places' short names too (和县, 将乐, 即墨, 于都,
// 经开): they end a number only behind a closing mark or another number.
const eitherWay = "和将即于经有"

// prefixStart walks back from the year over the words of a number.
func prefixStart(rs []rune, from, k int) int {
	b := k
	depth := 0
	for b > from && k-b < 30 {
		r := rs[b-1]
		switch {
		case r == '）' || r == '〕':
			depth++
		case r == '（' || r == '〔':
			depth--
			if depth < 0 {
				return b
			}
		case !(unicode.Is(unicode.Han, r) || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || masks(r) || depth > 0 && unicode.IsDigit(r)):
			return settle(rs, b, k, depth)
		}
		if depth == 0 && strings.ContainsRune(eitherWay, r) && b-1 > 0 && (b-1 == from || strings.ContainsRune("号》”）", rs[b-2])) {
			return b
		}
		if depth == 0 && r != '（' && r != '〔' {
			for _, w := range prefixEnds {
				wr := []rune(w)
				if b-len(wr) >= from && string(rs[b-len(wr):b]) == w {
					return b
				}
			}
		}
		b--
	}
	return settle(rs, b, k, depth)
}

// trimNumber cuts words that are no part of a number off its head, as the
// dictionary tells them: a list's （四）, an organ's name (甘肃省交通运输厅甘交总),
// a verb (决定停止鼎政办). k is the rune of the year's bracket.
func (t *Text) trimNumber(c *CaseNumber, k int) {
	from := c.I
	for x := k - 1; x > from; x-- {
		if t.ParaStart(x) && webWords.MatchString(t.Slice(from, x)) {
			from = x // what a page prints on the line above
			break
		}
	}
	for x := k - 3; x > from; x-- {
		if t.ParaStart(x) && organEnd.MatchString(t.Slice(from, x)) {
			from = x // the organ's name on the line above
			break
		}
	}
	if e := listMark.FindString(t.Slice(from, k)); e != "" {
		from += len([]rune(e))
	}
	for _, x := range t.Tokens(from, k) {
		ends := x.Tag == tagVerb || x.Tag == tagCue || x.Tag == tagRole || x.Tag == tagOrgan || x.Tag == tagFirm || x.Tag == tagNeg ||
			x.Tag == "v" && x.J-x.I > 1 || x.Tag == tagLaw
		if ends && (k-x.J >= 3 || k-x.J == 2 && x.Tag == tagFirm) && x.J-x.I >= 2 && !strings.ContainsRune("罚处决行字监许强", t.runes[x.J]) {
			from = x.J
		}
	}
	for k-from > 3 && t.runes[from] == '即' && from > c.I {
		from++
	}
	if from > c.I {
		c.Court = string(t.runes[from:k])
		c.I = from
		c.Text = t.Slice(from, c.J)
		c.Kind = numberKind(c.Court)
	}
}

var (
	organEnd   = regexp.MustCompile(`(?:法院|政府|[局厅部署会关委]|办公室)$`)
	listMark   = regexp.MustCompile(`^（[一二三四五六七八九十0-9]+）`)
	bareSerial = regexp.MustCompile(`^第?[0-9]{1,6}$`)
)

// settle drops an opening part whose bracket is not closed.
func settle(rs []rune, b, k, depth int) int {
	if depth <= 0 {
		return b
	}
	for i := k - 1; i >= b; i-- {
		if rs[i] == '）' || rs[i] == '〕' {
			return i + 1
		}
	}
	return k
}

var (
	reconsidered = regexp.MustCompile(`(?:复|复决|复决字|复字|复议字?|复议决字|复不受决?字?|复不决?字?|复驳决?字?|复驳字?|复终字?|复调字?|复不字?|复受字?|复终止字?|复中字?|行复(?:驳|终|决|不)?字?|复决定)$`)
	answering    = regexp.MustCompile(`(?:批|答|回|函|恢)复[\p{Han}]?$`)
	normative    = regexp.MustCompile(`^(?:法释|法发|法|法办|高检发|国发|国办发|国函|国办函|主席令|国务院令|财税|国税发)$`)
)

func numberKind(prefix string) NumberKind {
	switch {
	case reconsidered.MatchString(prefix) && !answering.MatchString(prefix):
		return ReconsiderationNumber
	case normative.MatchString(prefix):
		return NormNumber
	}
	return ActNumber
}

// webWords are the words of a page that a number on the next line follows.
var webWords = regexp.MustCompile(`(?:公开|公示|首页|正文|详情|查询|内容|文书|信息|栏目|列表)$`)
