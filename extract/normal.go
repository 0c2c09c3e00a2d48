package extract

import (
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"zeren/ingest"
)

// Text is the normalised view of a document that all reading is done on. It
// holds one rune for each rune of the source that carries text, so that
// every index leads back to its place:
//
//   - white space and invisible marks are dropped (titles are spaced out,
//     readers of PDF break words);
//   - digits, Latin letters and the marks . - % / * are half-width;
//   - Chinese punctuation is full-width: ，。；：？！（）“”《》〈〉;
//   - a comma between digits stays ",", a full stop between digits ".";
//   - 〔〕 [] 【】 stay apart from （） (a number is printed with its own
//     brackets); IsOpen and IsClose match all of them;
//   - radicals that fonts map to in place of characters, and the traditional
//     characters of legal phrases (the table beside this type), are folded.
//
// ○ O 0 〇 are left alone: only the grammars of numerals take them as one.
// A Text is read-only and may be shared between goroutines.
type Text struct {
	doc   *ingest.Document
	raw   []rune
	runes []rune
	src   []int32 // source offset of each rune
	marks []mark
	str   string
	at    []int32 // byte offset of each rune in str, and the length at the end
}

type mark uint8

const (
	lineStart mark = 1 << iota
	paraStart
	pageStart
	spaceBefore
)

// Normalize gives the normalised view of a document.
func Normalize(d *ingest.Document) *Text {
	t := &Text{doc: d, raw: []rune(d.Text)}
	n := len(t.raw)
	t.runes = make([]rune, 0, n)
	t.src = make([]int32, 0, n)
	t.marks = make([]mark, 0, n)
	begins := lineBegins(d, t.raw)
	var pending mark
	for i, r := range t.raw {
		pending |= begins[i]
		if r == '\n' {
			pending |= lineStart
		}
		if ingest.IsSpace(r) || invisible(r) {
			if r != '\n' && r != '\r' && len(t.runes) > 0 {
				pending |= spaceBefore
			}
			continue
		}
		t.runes = append(t.runes, fold(r))
		t.src = append(t.src, int32(i))
		t.marks = append(t.marks, pending)
		pending = 0
	}
	if len(t.marks) > 0 {
		t.marks[0] |= lineStart | paraStart | pageStart
	}
	foldMarks(t.runes)
	t.at = make([]int32, len(t.runes)+1)
	var b strings.Builder
	b.Grow(3 * len(t.runes))
	for i, r := range t.runes {
		t.at[i] = int32(b.Len())
		b.WriteRune(r)
	}
	t.at[len(t.runes)] = int32(b.Len())
	t.str = b.String()
	return t
}

// Misread lists the runes within [i, j) that a scan has read wrongly beyond
// doubt: what stands in the source (人民攻府, 本皖, 20l8) is no Chinese, and what
// it was taken for is known.
func (t *Text) Misread(i, j int) []int {
	i, j = t.clamp(i, j)
	var out []int
	for k := i; k < j; k++ {
		if r := fold(t.raw[t.src[k]]); r != t.runes[k] && strings.ContainsRune("攻制亏太目曰皖宙厚入八lIOo", r) {
			out = append(out, k)
		}
	}
	return out
}

// lineBegins gives the break hints by source offset. A document without
// geometry or lines of its own takes every line as a paragraph.
func lineBegins(d *ingest.Document, raw []rune) map[int]mark {
	out := map[int]mark{}
	known := false
	for _, p := range d.Pages {
		out[p.Start] |= pageStart | lineStart
		for _, l := range p.Lines {
			known = true
			m := lineStart
			if l.Para {
				m |= paraStart
			}
			out[l.Start] |= m
		}
	}
	if !known {
		for i := range raw {
			if i == 0 || raw[i-1] == '\n' {
				out[i] |= lineStart | paraStart
			}
		}
	}
	return out
}

// invisible reports marks without text that are no white space either:
// variation selectors and directional marks.
func invisible(r rune) bool {
	return r >= 0xfe00 && r <= 0xfe0f || r >= 0x200e && r <= 0x200f ||
		r >= 0x202a && r <= 0x202e || r == 0x061c || r == 0x3164 || r == 0x00
}

// fold maps one rune of the source to its one normal form.
func fold(r rune) rune {
	if r < 0x80 {
		if f, ok := asciiMarks[r]; ok {
			return f
		}
		return r
	}
	if f, ok := otherMarks[r]; ok {
		return f
	}
	if f, ok := simplified[r]; ok {
		return f
	}
	switch {
	case r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ':
		return r - 0xfee0
	case r >= 0x2f00 && r <= 0x2fd5, r >= 0xf900 && r <= 0xfaff, r >= 0x2f800 && r <= 0x2fa1f:
		if c := []rune(norm.NFKC.String(string(r))); len(c) == 1 {
			if f, ok := simplified[c[0]]; ok {
				return f
			}
			return c[0]
		}
	}
	return r
}

var asciiMarks = map[rune]rune{
	'(': '（', ')': '）', ';': '；', '?': '？', '!': '！', '<': '〈', '>': '〉',
}

var otherMarks = map[rune]rune{
	'．': '.', '－': '-', '–': '-', '−': '-', '‐': '-', '‑': '-', '％': '%', '／': '/', '＊': '*', '＃': '#',
	'＝': '=', '＋': '+', '＠': '@', '＆': '&', '＿': '_', '＂': '"', '＇': '\'', '￥': '¥',
	'［': '[', '］': ']', '﹝': '〔', '﹞': '〕', '﹙': '（', '﹚': '）', '｛': '{', '｝': '}',
	'＜': '〈', '＞': '〉', '≪': '《', '≫': '》', '«': '《', '»': '》', '‹': '〈', '›': '〉', '﹤': '〈', '﹥': '〉',
	'「': '“', '」': '”', '『': '‘', '』': '’', '吿': '告', '〝': '“', '〞': '”', '〟': '”',
	'｡': '。', '､': '、', '﹐': '，', '﹑': '、', '﹒': '.', '﹔': '；', '﹕': '：', '﹖': '？', '﹗': '！',
	'∶': '：', '︰': '：', '•': '·', '・': '·', '‧': '·', '∙': '·', '⋅': '·',
	'～': '~', '〜': '~', '∼': '~', '✕': '×', '╳': '×', '✖': '×', '﹡': '*', '∗': '*',
	// radicals (U+2E80 block) that fonts show for the character itself
	'⺠': '民', '⻓': '长', '⻔': '门', '⻋': '车', '⻅': '见', '⻉': '贝', '⻚': '页', '⻛': '风', '⻜': '飞',
	'⻝': '食', '⻢': '马', '⻥': '鱼', '⻦': '鸟', '⻨': '麦', '⻩': '黄', '⻬': '齐', '⻮': '齿', '⻰': '龙',
	'⻳': '龟', '⻄': '西', '⻆': '角', '⻙': '韦', '⻘': '青', '⻤': '鬼', '⻣': '骨', '⻁': '虎', '⺟': '母',
	'⺍': '小', '⺓': '幺', '⺁': '厂', '⻑': '长', '⻒': '长', '⻯': '龙', '⻐': '金', '⻲': '龟', '⻭': '齿', '⻫': '齐',
	'⺒': '巳', '⺇': '几', '⺈': '刀', '⺕': '彐', '⺤': '爪', '⺩': '王', '⺪': '疋', '⺫': '目', '⺬': '示', '⺮': '竹',
	'⺶': '羊', '⺼': '肉', '⺾': '艹', '⻎': '辶', '⻏': '阝', '⻖': '阝', '⻗': '雨', '⻟': '食', '⻊': '足',
}

// foldMarks settles the marks whose form depends on their neighbours.
func foldMarks(rs []rune) {
	digit := func(i int) bool { return i >= 0 && i < len(rs) && rs[i] >= '0' && rs[i] <= '9' }
	for i, r := range rs {
		switch r {
		case ',':
			// a comma within a number parts thousands: 120,000 and not 拨打120,5时
			if !(digit(i-1) && digit(i+1) && digit(i+2) && digit(i+3) && !digit(i+4)) {
				rs[i] = '，'
			}
		case ':', '：':
			if digit(i-1) && digit(i+1) {
				rs[i] = ':'
			} else {
				rs[i] = '：'
			}
		case '—', '-', '―':
			// a scan's 一审, and its 一、 where an item begins
			if i+2 < len(rs) && rs[i+1] == '审' && strings.ContainsRune("法判被原裁认诉请中期庭查第", rs[i+2]) && !(rs[i+2] == '判' && i+3 < len(rs) && (rs[i+3] == '长' || rs[i+3] == '员')) && !(i > 0 && rs[i-1] == r) ||
				i+1 < len(rs) && rs[i+1] == '、' && (i == 0 || strings.ContainsRune("：:；;。", rs[i-1])) {
				rs[i] = '一'
			}
		case '入', '八':
			// 上诉入, 申请八: no word of a paper ends so in front of a mark
			if i+2 < len(rs) && rs[i+1] == '民' && strings.ContainsRune("政攻法检币", rs[i+2]) ||
				i > 0 && i+1 < len(rs) && (strings.ContainsRune("诉请三行理表责", rs[i-1]) && strings.ContainsRune("（：；，。:(;,", rs[i+1]) ||
					i > 2 && rs[i-3] == '被' && (rs[i-1] == '请' || rs[i-1] == '诉')) {
				rs[i] = '人'
			}
		case '皖':
			if i > 0 && (rs[i-1] == '法' || rs[i-1] == '本') && !digit(i+1) {
				rs[i] = '院'
			}
		case '宙':
			if i == 0 || rs[i-1] != '宇' {
				rs[i] = '审'
			}
		case '厚':
			if i+1 < len(rs) && (rs[i+1] == '审' || rs[i+1] == '告' || rs[i+1] == '判' || rs[i+1] == '制' && i+2 < len(rs) && rs[i+2] == '决') {
				rs[i] = '原'
			}
		case '攻', '制', '亏', '目', '曰', '太':
			if f := misread(rs, i); f != 0 {
				rs[i] = f
			}
		case 'l', 'I', 'O', 'o':
			// a scan's digits within a number: 20l8, （2O20）
			if numeral(rs, i-1) && (numeral(rs, i+1) || i+1 < len(rs) && (IsClose(rs[i+1]) || rs[i+1] == '号' || rs[i+1] == '元' || rs[i+1] == '年')) || i > 0 && IsOpen(rs[i-1]) && digit(i+1) {
				rs[i] = '0'
				if r == 'l' || r == 'I' {
					rs[i] = '1'
				}
			}
		case '.':
			// "第三条." ends a sentence; "一." numbers one.
			if i > 0 && unicode.Is(unicode.Han, rs[i-1]) && !digit(i+1) && chineseDigit(rs[i-1]) < 0 &&
				!(i+1 < len(rs) && rs[i+1] == '.') {
				rs[i] = '。'
			}
		}
	}
}

// misread gives the character that a scan has read as the one at i, where
// with it the words are none of Chinese and without it they are words of every
// paper: 人民攻府, 行政制决书, 第12亏, 之目起. 0 where that is not sure.
func misread(rs []rune, i int) rune {
	at := func(k int, set string) bool { return k >= 0 && k < len(rs) && strings.ContainsRune(set, rs[k]) }
	switch rs[i] {
	case '攻':
		if at(i+1, "府") || at(i-1, "行") && at(i+1, "处判制裁复机诉赔强执许协行管审征") && !at(i-2, "进执") {
			return '政'
		}
	case '制':
		if at(i+1, "如") && at(i+2, "下") && at(i-1, "，、。") || at(i+1, "决") && (at(i-1, "政事审原本号偿院，、。") || at(i+2, "书如") && !at(i-1, "强控限管")) {
			return '判'
		}
	case '亏':
		if i > 0 && (rs[i-1] >= '0' && rs[i-1] <= '9') && !at(i+1, "损空欠") {
			return '号'
		}
	case '太':
		if at(i+1, "队") {
			return '大'
		}
	case '目', '曰':
		counted := i > 0 && (chineseDigit(rs[i-1]) >= 0 || rs[i-1] >= '0' && rs[i-1] <= '9' || rs[i-1] == '作')
		if at(i-1, "之次即当同") && at(i+1, "起") || counted && at(i+1, "内起") || rs[i] == '曰' && (at(i-1, "之次即当同") || counted) && at(i+1, "内前") {
			return '日'
		}
	}
	return 0
}

// numeral reports a digit at i, or a letter that a scan may give for one
// between digits.
func numeral(rs []rune, i int) bool {
	if i < 0 || i >= len(rs) {
		return false
	}
	r := rs[i]
	return r >= '0' && r <= '9' || (r == 'O' || r == 'o' || r == 'l') && i > 0 && rs[i-1] >= '0' && rs[i-1] <= '9'
}

// Len is the number of normalised runes.
func (t *Text) Len() int { return len(t.runes) }

// Runes gives the normalised runes; the caller must not change them.
func (t *Text) Runes() []rune { return t.runes }

// String gives the normalised text.
func (t *Text) String() string { return t.str }

// Slice gives the normalised runes [i, j) as a string.
func (t *Text) Slice(i, j int) string {
	i, j = t.clamp(i, j)
	return t.str[t.at[i]:t.at[j]]
}

// Raw gives the source's own characters of [i, j), unfolded, with its white
// space removed: the form in which quotations are printed.
func (t *Text) Raw(i, j int) string {
	i, j = t.clamp(i, j)
	if i == j {
		return ""
	}
	var b strings.Builder
	for _, r := range t.raw[t.src[i] : t.src[j-1]+1] {
		if !ingest.IsSpace(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Span gives the place in the source of the runes [i, j). An empty range
// gives an empty span at the rune i.
func (t *Text) Span(i, j int) ingest.Span {
	i, j = t.clamp(i, j)
	if i == j {
		o := t.Source(i)
		return t.doc.Span(o, o)
	}
	return t.doc.Span(int(t.src[i]), int(t.src[j-1])+1)
}

// Source gives the source offset of rune i; past the end, the length of the
// source.
func (t *Text) Source(i int) int {
	if i < 0 {
		i = 0
	}
	if i >= len(t.src) {
		return len(t.raw)
	}
	return int(t.src[i])
}

// FromSource gives the first rune at or behind a source offset.
func (t *Text) FromSource(offset int) int {
	return sort.Search(len(t.src), func(k int) bool { return int(t.src[k]) >= offset })
}

// Byte gives the byte offset of rune i in String.
func (t *Text) Byte(i int) int {
	i, _ = t.clamp(i, i)
	return int(t.at[i])
}

// FromByte gives the rune that holds byte b of String.
func (t *Text) FromByte(b int) int {
	return sort.Search(len(t.at), func(k int) bool { return int(t.at[k]) > b }) - 1
}

// LineStart reports whether rune i begins a line of the source.
func (t *Text) LineStart(i int) bool { return t.has(i, lineStart) }

// ParaStart reports whether rune i begins a paragraph, as far as the source
// tells.
func (t *Text) ParaStart(i int) bool { return t.has(i, paraStart) }

// PageStart reports whether rune i is the first of a page.
func (t *Text) PageStart(i int) bool { return t.has(i, pageStart) }

// SpaceBefore reports whether white space within a line stood before rune i.
func (t *Text) SpaceBefore(i int) bool { return t.has(i, spaceBefore) }

func (t *Text) has(i int, m mark) bool {
	return i >= 0 && i < len(t.marks) && t.marks[i]&m != 0
}

// Find gives where each occurrence of phrase (in normal form) begins within
// [i, j); occurrences do not overlap.
func (t *Text) Find(phrase string, i, j int) []int {
	var out []int
	for {
		k := t.Index(phrase, i, j)
		if k < 0 {
			return out
		}
		out = append(out, k)
		i = k + len([]rune(phrase))
	}
}

// Index gives the first occurrence of phrase within [i, j), or -1.
func (t *Text) Index(phrase string, i, j int) int {
	i, j = t.clamp(i, j)
	if phrase == "" {
		return -1
	}
	k := strings.Index(t.str[t.at[i]:t.at[j]], phrase)
	if k < 0 {
		return -1
	}
	return t.FromByte(int(t.at[i]) + k)
}

// LastIndex gives the last occurrence of phrase within [i, j), or -1.
func (t *Text) LastIndex(phrase string, i, j int) int {
	i, j = t.clamp(i, j)
	if phrase == "" {
		return -1
	}
	k := strings.LastIndex(t.str[t.at[i]:t.at[j]], phrase)
	if k < 0 {
		return -1
	}
	return t.FromByte(int(t.at[i]) + k)
}

// HasAt reports whether phrase stands at rune i.
func (t *Text) HasAt(i int, phrase string) bool {
	return i >= 0 && i <= len(t.runes) && strings.HasPrefix(t.str[t.at[i]:], phrase)
}

func (t *Text) clamp(i, j int) (int, int) {
	n := len(t.runes)
	i = min(max(i, 0), n)
	return i, min(max(j, i), n)
}

// IsOpen reports an opening bracket of any form that numbers are printed in.
func IsOpen(r rune) bool { return r == '（' || r == '〔' || r == '[' || r == '【' }

// IsClose reports a closing bracket of any form.
func IsClose(r rune) bool { return r == '）' || r == '〕' || r == ']' || r == '】' }

// Fold gives the normal form of a string by itself, as Normalize would: for
// names and titles that come from elsewhere.
func Fold(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if !ingest.IsSpace(r) && !invisible(r) {
			out = append(out, fold(r))
		}
	}
	foldMarks(out)
	return string(out)
}
