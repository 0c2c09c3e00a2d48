package extract

import (
	"regexp"
	"sort"
	"strings"
)

// numberedTitle is a title with the number behind it, the sure sign that a
// paper begins: 某某人民法院行政判决书（2020）皖1524行初1号.
var numberedTitle = regexp.MustCompile(`(?:人民法院|法院|政府|委员会|[局厅部署会关])?` + titleWords + `(?:（副本）)?` + numberWords)

// pageLabel is what a web page of judgments prints above each paper.
var pageLabel = regexp.MustCompile(`裁判文书详情`)

// ended are words that stand in a paper only when its decision is behind it.
var ended = regexp.MustCompile(`(?:判决|裁定|决定|调解|协议)如下|(?:判决|裁定|决定)[：，]|不予受理|终审(?:判决|裁定)|准许|驳回`)

// signed is the end of a paper in front of the next one where no line parts
// them: the date, the seal, the clerk's name.
var signed = regexp.MustCompile(`(?:年[\d一二三四五六七八九十元]{1,3}月[\d一二三四五六七八九十]{1,3}日|印章）?|公章）?|书记员：?[\p{Han}*×]{2,4}|核对无异)$`)

// split gives the range of each paper in the text. A new one begins where a
// numbered title with another number stands behind a paper that has come to
// its decision; the same title printed twice, or in a running head, begins
// none.
func split(t *Text) [][2]int {
	var starts []int
	last := ""
	at := 0
	hits := numberedTitles(t)
	if k, n := behindEnclosure(t, hits); k > 0 {
		starts = append(starts, k)
		hits = hits[n:]
	}
	for _, m := range hits {
		i, number := m.title, m.number
		if number == last {
			continue
		}
		if last == "" {
			last, at = number, i
			continue
		}
		if k := organStart(t, i, at); !t.LineStart(k) && !t.LineStart(i) && !signed.MatchString(t.Slice(max(at, k-24), k)) {
			continue
		}
		if ended.MatchString(t.Slice(at, i)) {
			starts = append(starts, organStart(t, i, at))
			last, at = number, i
		}
	}
	if last == "" {
		for k, m := range pageLabel.FindAllStringIndex(t.String(), -1) {
			i := t.FromByte(m[0])
			if k > 0 && ended.MatchString(t.Slice(at, i)) {
				starts = append(starts, i)
			}
			at = i
		}
	}
	if last == "" && len(starts) == 0 {
		starts = collected(t)
	}
	starts = append(starts, enclosures(t, starts)...)
	sort.Ints(starts)
	var out [][2]int
	from, n := pageBounds(t)
	for _, s := range starts {
		if s > from {
			out = append(out, [2]int{from, s})
			from = s
		}
	}
	return append(out, [2]int{from, n})
}

var (
	// otherTitle are the titles of papers that stand beside judgments in a file
	// and are none of courts or organs of reconsideration.
	otherTitle = regexp.MustCompile(`(?:行政|民事)?(?:起诉状|上诉状|答辩状|再审申请书|申诉书|复议申请书|律师函|代理词|检察建议书|(?:劳动)?仲裁裁决书|送达回证|授权委托书|证据目录|证据清单|听证笔录|行政处罚决定书|催告书)`)
	otherBody  = regexp.MustCompile(`^[^，。：；]{2,20}(?:检察院|仲裁委员会|律师事务所)$`)
	// enclosed is such a title, or that of a paper of the file, at the head of a
	// file; the name of its organ may stand in front.
	enclosed = regexp.MustCompile(`^[^，。：；]{0,30}?(?:起诉状|上诉状|答辩状|再审申请书|申诉书|复议申请书|律师函|代理词|送达回证|证据(?:目录|清单|材料清单)|(?:授权)?委托书|(?:听证|庭审|开庭|询问|调查|谈话|勘验|检查)笔录|身份证明书?|传票|(?:行政)?处罚决定书|催告书|检察建议书)`)
	// decidingTitle are the titles of papers that are read.
	decidingTitle = regexp.MustCompile(`^(?:[^书]{0,24}?)(?:判决书|裁定书|调解书)|^[^书]{0,24}?复议[^书]{0,8}(?:决定书|调解书)`)
)

// leastEnclosed is the length of the shortest enclosure: a row of titles on a
// cover is none.
const leastEnclosed = 40

// behindEnclosure gives where the first paper of a court or an organ of
// reconsideration begins behind a paper of another kind (起诉状, 送达回证,
// 委托书) at the head of the file, and which title it has; 0 where none is.
func behindEnclosure(t *Text, hits []titleHit) (int, int) {
	title := enclosed.FindString(t.Slice(0, 60))
	if title == "" || decidingTitle.MatchString(title) {
		return 0, 0
	}
	for n, m := range hits {
		if !decidingTitle.MatchString(t.Slice(m.title, min(t.Len(), m.title+30))) {
			continue
		}
		k := organStart(t, m.title, 0)
		if t.LineStart(k) && k-len([]rune(title)) >= leastEnclosed {
			return k, n
		}
		return 0, 0
	}
	return 0, 0
}

// encloses reports a paper of another kind by its own title, which names that
// of a judgment further on (送达文书：行政判决书一份), if any.
func (p *paper) encloses(title []int) bool {
	m := p.match(enclosed, p.from, min(p.to, p.from+60))
	if m == nil || decidingTitle.MatchString(p.text.Slice(m[0], m[1])) {
		return false
	}
	return title == nil || title[0] > m[1] && !p.text.LineStart(organStart(p.text, title[0], p.from))
}

// enclosures gives where papers of other kinds begin behind one that has come
// to its decision and is signed: a title on a line of its own.
func enclosures(t *Text, starts []int) []int {
	var out []int
	for _, m := range otherTitle.FindAllStringIndex(t.String(), -1) {
		i, j := t.FromByte(m[0]), t.FromByte(m[1]-1)+1
		if !t.LineStart(i) || j < t.Len() && !t.LineStart(j) {
			continue
		}
		from := 0
		for _, s := range append(append([]int{}, starts...), out...) {
			if s <= i {
				from = max(from, s)
			}
		}
		k := organStart(t, i, from)
		for b := k - 4; b >= max(from, k-24); b-- { // the line of a body that is no organ of ours
			if t.LineStart(b) && otherBody.MatchString(t.Slice(b, k)) {
				k = b
				break
			}
		}
		if ended.MatchString(t.Slice(from, k)) && signed.MatchString(t.Slice(max(from, k-24), k)) {
			out = append(out, k)
		}
	}
	return out
}

// pageBounds gives the text without what a site prints above and below a
// paper: where one is in it, how often it was read, links to others.
func pageBounds(t *Text) (int, int) {
	const head, tail = 260, 400
	from, to := 0, t.Len()
	s := t.Slice(0, min(to, head))
	if m := pageTop.FindStringIndex(s); m != nil && !titleForm.MatchString(s[:m[1]]) {
		from = t.FromByte(m[1])
	}
	lo := max(from, to-tail)
	base := t.Byte(lo)
	tailText := t.Slice(lo, to)
	for _, m := range pageBottom.FindAllStringIndex(tailText, -1) {
		if !partiesBehind.MatchString(tailText[m[1]:]) { // a short paper's own top
			to = t.FromByte(base + m[0])
			break
		}
	}
	return from, to
}

var (
	pageTop    = regexp.MustCompile(`^(?:当前位置|您(?:现在)?的位置|来源|信息来源|发布时间|发布日期|发布机构)：[^。]{0,220}?(?:分享到：|[\[（【]大中小[\]）】]|(?:浏览|阅读|点击)(?:次数|数|量)：\d{1,7})(?:字[号体]：|[\[（【]大中小[\]）】]|(?:浏览|阅读|点击)(?:次数|数|量)：\d{1,7}|分享到：|打印|关闭|[\[\]【】|])*`)
	pageBottom = regexp.MustCompile(`扫一扫在手机|(?:【|\[)?打印(?:本页|此页)?(?:】|\])?(?:【|\[)?关闭|打印本页|关闭窗口|上一[篇条]：|下一[篇条]：`)
)

// partiesBehind are the parties of a paper, which no foot of a page names.
var partiesBehind = regexp.MustCompile(`(?:申请人|原告|上诉人|起诉人|申请执行人|赔偿请求人)(?:[：（]|[\p{Han}*×某]{2,20}[，。])`)

// titleHit is a title that begins at a rune, with the number behind it.
type titleHit struct {
	title  int
	number string
}

// numberedTitles finds the titles with a number. They stand around the bracket
// of a year, and only there are they looked for.
func numberedTitles(t *Text) []titleHit {
	const before, behind = 110, 60
	var out []titleHit
	rs := t.Runes()
	year := func(k int) bool {
		return k+2 < len(rs) && IsOpen(rs[k]) && (rs[k+1] == '1' && rs[k+2] == '9' || rs[k+1] == '2' && rs[k+2] == '0')
	}
	for k := 0; k < len(rs); k++ {
		if !year(k) {
			continue
		}
		from, to := max(0, k-before), k+behind
		for e := k + 1; e < len(rs) && e < to+before; e++ {
			if year(e) {
				to = e + behind
			}
		}
		to = min(to, len(rs))
		base, s := t.Byte(from), t.Slice(from, to)
		for _, m := range numberedTitle.FindAllStringSubmatchIndex(s, -1) {
			out = append(out, titleHit{t.FromByte(base + m[2]), s[m[4]:m[5]]})
		}
		k = to
	}
	return out
}

// furniture are captions of a web page that end where an organ's name begins,
// glued to it: ……微信打印下载某某市人民法院.
var furniture = regexp.MustCompile(`^(?:.*(?:公开|公示|公布|详情|正文|全文|原文|首页|列表|栏目|目录|概要|标题|决定书|判决书|裁定书|调解书|通知书|文书|微信|打印|下载|收藏|分享到?|转发|复制|导出|浏览|次数|字体|字号|大中小|来源|作者|编辑|原创|点击|关注|我们|阅读|链接|关闭|返回|扫一扫|发布|时间|日期|附件|[^档立备]案)|次)`)

// shortOrgan are the words that organs' names end in, without a name.
var shortOrgan = regexp.MustCompile(`^(?:(?:最高|高级|中级|基层|铁路运输)?(?:人民)?法院|人民政府|行政复议(?:局|委员会|办公室)|委员会|办公室)$`)

// maskedPlace is a place whose name is masked, or the country.
var maskedPlace = regexp.MustCompile(`(?:[某×*X]{1,3}(?:省|市|县|区|州|盟|旗|自治[区州县旗])|中华人民共和国)$`)

// organStart goes back from a title to where the name of its organ begins:
// with a place or with 最高人民法院; where neither can be told, with its
// paragraph. Without an organ it gives the title.
func organStart(t *Text, title, floor int) int {
	lo := max(floor, title-40)
	m := organTail.FindStringIndex(t.Slice(lo, title))
	if m == nil {
		return title
	}
	from := t.FromByte(t.Byte(lo) + m[0])
	if m := furniture.FindStringIndex(t.Slice(from, title)); m != nil {
		if k := t.FromByte(t.Byte(from) + m[1]); title-k >= 4 {
			from = k
		}
	}
	// A name begins where its line does, unless the line above is the place
	// that it begins with: 安徽省金寨县⏎人民法院.
	for k := title - 4; k > from; k-- {
		if t.ParaStart(k) && !shortOrgan.MatchString(t.Slice(k, title)) && organTail.MatchString(t.Slice(k, title)) && !placeEnds(t, from, k) {
			from = k
			break
		}
	}
	for k := from; k < title-3; k++ {
		name := t.Slice(k, title)
		if _, ok := Region(name); ok || nationalForm.MatchString(name) {
			if k > from && k-from <= 4 && t.ParaStart(from) && strings.ContainsRune("省市州盟", t.Runes()[k-1]) {
				return from // a place that the table does not know, at the head of the line
			}
			return k
		}
	}
	return from
}

// placeEnds reports whether a place's name ends at rune k and begins with a
// line at or behind rune from.
func placeEnds(t *Text, from, k int) bool {
	for i := k - 2; i >= from; i-- {
		if i != from && !t.LineStart(i) {
			continue
		}
		name := t.Slice(i, k)
		if places().byName[name] != nil || maskedPlace.MatchString(name) {
			return true
		}
		if _, ok := Region(name); ok && kindByEnd(name) != Agency && placeTail.MatchString(name) {
			return true
		}
	}
	return false
}

var placeTail = regexp.MustCompile(`[省市县区州盟旗]$`)
