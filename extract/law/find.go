package law

import (
	"strings"
	"unicode"
)

// title is a law's name in the text: the runes [start, end) with brackets.
type title struct {
	text       string
	number     string
	start, end int
	after      int // behind the brackets that follow the title
}

// Find gives the citations of a text, in order. Titles in 《》 or 〈〉, nested
// and damaged ones included, well-known laws without brackets, short forms
// that the text introduced, 该法 and 前述法律 (taken as the last title of that
// kind), and lists on every level are resolved. A provision whose law the
// sentence does not tell has no title.
func Find(rs []rune) []Citation {
	f := finder{rs: rs, titles: bracketedTitles(rs), alias: map[string]string{}}
	f.learn()
	for i := 0; i < len(rs); i++ {
		if rs[i] == '。' || rs[i] == '\n' {
			f.fresh = false
			continue
		}
		n := f.at(i)
		if n > 0 {
			i += n - 1
		}
	}
	return f.out
}

type finder struct {
	rs     []rune
	titles []title
	next   int // the first title not passed yet
	seen   []title
	alias  map[string]string
	out    []Citation
	fresh  bool // the last citation stands in this sentence
}

// learn notes the short forms: 《甲》（以下简称《乙》）.
func (f *finder) learn() {
	for k := range f.titles {
		t := &f.titles[k]
		e := t.end
		for e < len(f.rs) && f.rs[e] == '（' {
			c := closing(f.rs, e)
			if c < 0 || c-e > 40 {
				break
			}
			inner := string(f.rs[e+1 : c])
			if _, s, ok := strings.Cut(inner, "简称"); ok {
				s = strings.Trim(s, "为：《》〈〉“”\"")
				if s != "" {
					f.alias[s] = t.text
				}
			} else if strings.HasSuffix(inner, "号") && strings.ContainsAny(inner, "〔[（(") {
				t.number = inner
			}
			e = c + 1
		}
		if _, ok := strings.CutPrefix(string(f.rs[e:min(len(f.rs), e+5)]), "，以下简称"); ok {
			n := e + 5
			for n < len(f.rs) && n-e < 24 && f.rs[n] != '》' && f.rs[n] != '，' && f.rs[n] != '”' && f.rs[n] != '。' {
				n++
			}
			if s := strings.Trim(string(f.rs[e+5:n]), "为：《》〈〉“”\""); s != "" {
				f.alias[s] = t.text
			}
		}
		t.after = e
	}
}

func closing(rs []rune, i int) int {
	depth := 0
	for k := i; k < len(rs) && k-i < 80; k++ {
		switch rs[k] {
		case '（':
			depth++
		case '）':
			if depth--; depth == 0 {
				return k
			}
		}
	}
	return -1
}

// bracketedTitles finds the names in 《》, and in 〈〉 outside of these.
func bracketedTitles(rs []rune) []title {
	var out []title
	for i := 0; i < len(rs); i++ {
		if rs[i] != '《' && rs[i] != '〈' && rs[i] != '﹤' {
			continue
		}
		e := titleEnd(rs, i)
		if e < 0 {
			continue
		}
		text := string(rs[i+1 : e-1])
		out = append(out, title{text: text, start: i, end: e, after: e})
		i = e - 1
	}
	return out
}

// titleEnd finds the end of the name that opens at i. Inner names may be in
// 〈〉 or 《》; a closing mark that is missing is forgiven where another closes.
func titleEnd(rs []rune, i int) int {
	outer := rs[i]
	depth, last := 0, -1
	for k := i; k < len(rs) && k-i < 90; k++ {
		switch rs[k] {
		case '《', '〈', '﹤':
			if last > 0 && k > last && rs[k] == outer {
				return last
			}
			depth++
		case '》', '〉', '﹥':
			depth--
			last = k + 1
			if depth <= 0 && (outer != '《' || rs[k] == '》' || !titleGoesOn(rs, k+1)) {
				return k + 1
			}
		case '。', '；', '\n':
			return last
		}
	}
	return last
}

// titleGoesOn: behind an inner name whose opening mark is missing the title
// goes on to its 》.
func titleGoesOn(rs []rune, k int) bool {
	for n := k; n < len(rs) && n-k < 16; n++ {
		switch rs[n] {
		case '》':
			return true
		case '《', '第', '，', '。', '、':
			return false
		}
	}
	return false
}

// the words that stand for a law told before, and the ends of titles they can
// mean.
var pronouns = []struct {
	word string
	ends []string
}{
	{"前述法律", []string{"法", "法典", "通则"}}, {"上述法律", []string{"法", "法典", "通则"}}, {"该部法律", []string{"法", "法典"}}, {"该法律", []string{"法", "法典"}},
	{"上述司法解释", []string{"解释", "规定", "意见", "批复"}}, {"该司法解释", []string{"解释", "规定", "意见", "批复"}}, {"前述司法解释", []string{"解释", "规定"}}, {"上述解释", []string{"解释"}}, {"该解释", []string{"解释"}},
	{"上述条例", []string{"条例"}}, {"前述条例", []string{"条例"}}, {"该条例", []string{"条例"}}, {"本条例", []string{"条例"}}, {"同条例", []string{"条例"}},
	{"上述办法", []string{"办法"}}, {"该办法", []string{"办法"}}, {"本办法", []string{"办法"}}, {"上述规定", []string{"规定"}}, {"该规定", []string{"规定"}}, {"本规定", []string{"规定"}}, {"该细则", []string{"细则"}}, {"该规则", []string{"规则"}},
	{"该法", []string{"法", "法典", "通则"}}, {"本法", []string{"法", "法典", "通则"}}, {"同法", []string{"法", "法典", "通则"}},
}

// at reads the citations that begin at rune i and tells how many runes they
// took; 0 for none.
func (f *finder) at(i int) int {
	for f.next < len(f.titles) && f.titles[f.next].after <= i {
		f.seen = append(f.seen, f.titles[f.next])
		f.next++
	}
	rs := f.rs
	base := Citation{TitleStart: -1, TitleEnd: -1}
	k := i
	numbered := rs[i] == '第'
	switch {
	case numbered:
	case digit(rs[i]) && (i > 0 && rs[i-1] == '》' || f.bareTitle(i).text != ""):
	case f.has(i, "该条") || f.has(i, "同条") || f.has(i, "前条") || f.has(i, "本条"):
		return f.sameArticle(i)
	default:
		return 0
	}
	g, n := group(rs[k:])
	if n == 0 || g.unit != '条' {
		return 0
	}
	f.name(&base, i)
	start := i
	k += n
	for {
		// The numbers of one 条: all but the last stand alone.
		for x, v := range g.values {
			c := base
			c.Article, c.Inserted = v.value, 0
			c.Start, c.End = k-n+v.start, k-n+v.end
			if x == 0 {
				c.Start = k - n
			} else {
				c.Implied, c.TitleStart, c.TitleEnd = true, -1, -1
			}
			if x == len(g.values)-1 {
				c.End = k
				k = f.below(c, k)
			} else {
				f.out = append(f.out, c)
			}
		}
		base.Implied, base.TitleStart, base.TitleEnd = true, -1, -1
		sep := connector(rs[k:])
		if sep == 0 {
			break
		}
		if g, n = group(rs[k+sep:]); n == 0 || g.unit != '条' {
			break
		}
		k += sep + n
	}
	f.fresh = true
	return k - start
}

// sameArticle reads 该条第二款: the article of the citation before.
func (f *finder) sameArticle(i int) int {
	if len(f.out) == 0 {
		return 0
	}
	c := f.out[len(f.out)-1]
	if g, n := group(f.rs[i+2:]); n == 0 || g.unit == '条' {
		return 0
	}
	c.Paragraph, c.Item, c.Point = 0, 0, 0
	c.TitleStart, c.TitleEnd, c.Implied = -1, -1, true
	c.Start, c.End = i, i+2
	mark := len(f.out)
	k := f.below(c, i+2)
	if len(f.out) > mark {
		f.out[mark].Start = i
	}
	return k - i
}

// below reads paragraphs, items and points behind an article (or 该条), lists
// included, appends the citations and tells where they end.
func (f *finder) below(c Citation, k int) int {
	rs := f.rs
	if k+1 < len(rs) && rs[k] == '之' {
		if v, n := number(rs[k+1:]); n > 0 && v < 20 {
			c.Inserted = v
			k += 1 + n
			c.End = k
		}
	}
	any := false
	for {
		sep := 0
		if any {
			sep = connector(rs[k:])
		}
		g, n := group(rs[k+sep:])
		if n == 0 && sep == 0 {
			// 第七十条（三）规定: an item without its word.
			if v, m := bracketed(rs[k:]); m > 0 && c.Item == 0 {
				c.Item, c.End = v, k+m
				f.out = append(f.out, c)
				return k + m
			}
		}
		if n == 0 || g.unit == '条' {
			break
		}
		if sep == 0 && any {
			// One level down from the last citation: it becomes this one.
			c = f.out[len(f.out)-1]
			if level(c) >= rank(g.unit) {
				break
			}
			f.out = f.out[:len(f.out)-1]
		}
		at := k + sep
		for x, v := range g.values {
			d := c
			switch g.unit {
			case '款':
				d.Paragraph, d.Item, d.Point = v.value, 0, 0
			case '项':
				d.Item, d.Point = v.value, 0
			default:
				d.Point = v.value
			}
			d.End = at + v.end
			if x > 0 || sep > 0 {
				d.Start, d.Implied, d.TitleStart, d.TitleEnd = at+v.start, true, -1, -1
				if x == 0 {
					d.Start = at
				}
			}
			if x == len(g.values)-1 {
				d.End = at + n
				c = d
			}
			f.out = append(f.out, d)
		}
		k = at + n
		any = true
	}
	if !any {
		c.End = k
		f.out = append(f.out, c)
	}
	return k
}

func level(c Citation) int {
	switch {
	case c.Point > 0:
		return 3
	case c.Item > 0:
		return 2
	case c.Paragraph > 0:
		return 1
	}
	return 0
}

func rank(unit rune) int { return map[rune]int{'款': 1, '项': 2, '目': 3}[unit] }

type value struct{ value, start, end int }

type numbers struct {
	values []value
	unit   rune
}

// group reads 第三条, 第（一）、（三）项, 第一、二款, （四）项, 第1目: one word of level
// with its numbers.
func group(rs []rune) (numbers, int) {
	var g numbers
	k := 0
	first := len(rs) > 0 && rs[0] == '第'
	if first {
		k++
	}
	for k < len(rs) {
		from := k
		if rs[k] == '第' && len(g.values) > 0 {
			k++
		}
		v, n := bracketed(rs[k:])
		if n == 0 {
			v, n = number(rs[k:])
		}
		if n == 0 {
			return numbers{}, 0
		}
		if len(g.values) == 0 {
			from = 0
		}
		k += n
		g.values = append(g.values, value{v, from, k})
		if k >= len(rs) {
			return numbers{}, 0
		}
		switch rs[k] {
		case '条', '款', '项', '目':
			g.unit = rs[k]
			if !first && len(g.values) == 1 && rs[0] != '（' && g.unit != '条' && g.unit != '项' {
				return numbers{}, 0
			}
			return g, k + 1
		case '、', '和', '及', '与':
			k++
		case '（':
			// 第（一）（二）项
		default:
			return numbers{}, 0
		}
		if len(g.values) > 20 {
			return numbers{}, 0
		}
	}
	return numbers{}, 0
}

// connector reads what joins two provisions of one law.
func connector(rs []rune) int {
	s := string(rs[:min(len(rs), 4)])
	for _, w := range []string{"、以及", "，以及", "以及", "及其", "、", "，", "和", "及", "与", "或者", "或", "至", "；"} {
		if strings.HasPrefix(s, w) {
			return len([]rune(w))
		}
	}
	return 0
}

func (f *finder) has(i int, s string) bool {
	n := len([]rune(s))
	return i >= 0 && i+n <= len(f.rs) && string(f.rs[i:i+n]) == s
}

// name finds the law of the provision that begins at i.
func (f *finder) name(c *Citation, i int) {
	set := func(t title, implied bool) {
		c.Title, c.Number, c.Implied = t.text, t.number, implied
		if full, ok := f.alias[t.text]; ok {
			c.Title = full
			for _, s := range f.titles {
				if s.text == full && c.Number == "" {
					c.Number = s.number
				}
			}
		}
		if !implied {
			c.TitleStart, c.TitleEnd = t.start, t.end
		}
		c.Contract = contract(c.Title)
	}
	k := i
	for _, w := range []string{"中的", "的", "中", "之"} {
		if f.has(k-len([]rune(w)), w) {
			k -= len([]rune(w))
			break
		}
	}
	for n := len(f.seen) - 1; n >= 0; n-- {
		t := f.seen[n]
		if t.after == k || t.end == k {
			set(t, false)
			return
		}
		if t.after < k {
			break
		}
	}
	if t := f.bareTitle(k); t.text != "" {
		f.seen = append(f.seen, t)
		set(t, false)
		return
	}
	for _, p := range pronouns {
		if !f.has(k-len([]rune(p.word)), p.word) {
			continue
		}
		for n := len(f.seen) - 1; n >= 0; n-- {
			for _, e := range p.ends {
				if strings.HasSuffix(f.seen[n].text, e) {
					set(f.seen[n], true)
					return
				}
			}
		}
		return
	}
	// The sentence's last title holds for a list that a word interrupts.
	if n := len(f.out); n > 0 && f.fresh && f.out[n-1].Title != "" {
		last := f.out[n-1]
		gap := string(f.rs[last.End:i])
		if len([]rune(gap)) <= 60 && !strings.ContainsAny(gap, "。《〈") {
			c.Title, c.Number, c.Contract, c.Implied = last.Title, last.Number, last.Contract, true
		}
	}
}

// bareTitle reads a law's name without brackets that ends at k: a known one,
// or what stands between a word like 依照 and k and ends like a law.
func (f *finder) bareTitle(k int) title {
	rs := f.rs
	if k < 2 || !strings.ContainsRune("法例定法释则典", rs[k-1]) {
		return title{}
	}
	for n := min(longestName, k); n >= 3; n-- {
		s := string(rs[k-n : k])
		if known[s] && (opensName(rs, k-n) || f.has(k-n-7, "中华人民共和国")) {
			start := k - n
			if f.has(start-7, "中华人民共和国") {
				start -= 7
			}
			return title{text: string(rs[start:k]), start: start, end: k, after: k}
		}
	}
	a := k
	for a > 0 && k-a < 30 && unicode.Is(unicode.Han, rs[a-1]) {
		if w := leadWord(rs[:a]); w > 0 {
			break
		}
		a--
	}
	s := string(rs[a:k])
	if strings.ContainsAny(s, "第款项") || leadWord(rs[:a]) == 0 || len([]rune(s)) < 3 {
		return title{}
	}
	for _, e := range []string{"条例", "办法", "规定", "规则", "细则", "解释", "通则", "法典", "法"} {
		if strings.HasSuffix(s, e) && !strings.HasPrefix(s, "该") && !strings.HasPrefix(s, "上述") && !strings.HasPrefix(s, "本") && !strings.HasPrefix(s, "前述") && s != "相关规定" && s != "有关规定" {
			return title{text: s, start: a, end: k, after: k}
		}
	}
	return title{}
}

// opensName: a name can begin at rune a (劳动合同法 is not 合同法).
func opensName(rs []rune, a int) bool {
	return a == 0 || !unicode.Is(unicode.Han, rs[a-1]) || leadWord(rs[:a]) > 0 || strings.ContainsRune("的了国和与及对按据依以反于合属即由从为用在", rs[a-1])
}

// leadWord: the runes end in a word that a law's name follows.
func leadWord(rs []rune) int {
	for _, w := range []string{"依照", "依据", "根据", "按照", "违反了", "违反", "适用", "符合", "参照", "属于", "我国", "以及", "具有", "存在", "即"} {
		n := len([]rune(w))
		if len(rs) >= n && string(rs[len(rs)-n:]) == w {
			return n
		}
	}
	return 0
}

func contract(title string) bool {
	for _, e := range []string{"合同", "协议", "协议书", "合同书", "章程", "决定书", "通知书", "证", "书", "契约", "备忘录", "纪要", "方案", "决定", "通知", "公告", "通告", "标准", "意向书", "报告"} {
		if strings.HasSuffix(title, e) {
			return true
		}
	}
	return false
}

func digit(r rune) bool { return r >= '0' && r <= '9' }
