package extract

import (
	"strings"
	"unicode/utf8"
)

// stretch is a range of bytes of Text.String.
type stretch struct{ from, to int }

func (s stretch) has(b int) bool { return b >= s.from && b < s.to }

// sentence (句) is what evidence quotes: a run of text up to 。！？ outside
// quotation marks. Its clauses (分句) are what negation, claims and subjects
// work in.
type sentence struct {
	stretch
	zone    int       // index of the zone it stands in
	clauses []stretch // between ，；：, their marks not included
	quoted  []stretch // inside quotation marks, the marks not included
	statute []stretch // told as the words of a provision, without quotation marks
}

// clause gives the index of the clause that holds byte b.
func (s *sentence) clause(b int) int {
	for i, c := range s.clauses {
		if b < c.to {
			return i
		}
	}
	return len(s.clauses) - 1
}

// sentencesOf cuts the runes [i, j) of a text into sentences.
//
// A paragraph ends a sentence only where it plausibly does: behind a mark
// that closes, or where a numbered heading stands on a line of its own; the
// readers of PDF report paragraphs that are none.
func sentencesOf(t *Text, i, j, zone int, names []string) []sentence {
	rs := t.Runes()
	i, j = max(i, 0), min(j, len(rs))
	quotes := quotesOf(rs, i, j)
	var out []sentence
	begin := i
	emit := func(end int) {
		if end > begin {
			out = append(out, newSentence(t, begin, end, zone, quotes, names))
		}
		begin = end
	}
	for k := i; k < j; k++ {
		if k > begin && t.ParaStart(k) && rs[k] != '”' && !quotes.inside(k) && endsParagraph(rs, begin, k) {
			emit(k)
		}
		if n := k - begin; n >= longestSentence && (rs[k-1] == '，' || rs[k-1] == '；' || n >= 2*longestSentence) {
			emit(k) // as in paper.sentences
		}
		switch rs[k] {
		case '”':
			// a provision quoted whole ends its sentence: ……规定：“……。”本案……
			if k > begin && rs[k-1] == '。' && k+1 < j && !strings.ContainsRune("，、；：。的）”等之", rs[k+1]) {
				emit(k + 1)
			}
		case '。', '！', '？':
			if quotes.inside(k) {
				continue
			}
			// A closing mark behind the full stop belongs to the sentence.
			e := k + 1
			for e < j && (rs[e] == '”' || rs[e] == '’' || rs[e] == '）') {
				e++
			}
			emit(e)
		}
	}
	emit(j)
	return out
}

// endsParagraph reports whether the paragraph [i, k) ends a sentence though
// no full stop closes it.
func endsParagraph(rs []rune, i, k int) bool {
	switch rs[k-1] {
	case '。', '！', '？', '”', '.':
		return true
	}
	return k-i <= 48 && numbered(rs, i) || numbered(rs, k)
}

// numbered reports whether a heading's number stands at rune i: 一、（二） 3.
func numbered(rs []rune, i int) bool {
	if i < len(rs) && rs[i] == '（' {
		i++
	}
	k := i
	for k < len(rs) && k-i < 3 && (strings.ContainsRune("一二三四五六七八九十", rs[k]) || rs[k] >= '0' && rs[k] <= '9') {
		k++
	}
	return k > i && k < len(rs) && strings.ContainsRune("、.）", rs[k])
}

// quotes are the quoted passages of a range of runes.
type quotes struct {
	from, to []int
}

func (q *quotes) inside(k int) bool {
	for i := range q.from {
		if k >= q.from[i] && k < q.to[i] {
			return true
		}
	}
	return false
}

// maxQuote bounds a quoted passage, in runes: real texts lose closing marks,
// and a lost one must not swallow the reasoning behind it.
const maxQuote = 1200

func quotesOf(rs []rune, i, j int) *quotes {
	q := &quotes{}
	for k := i; k < j; k++ {
		var end rune
		switch rs[k] {
		case '“':
			end = '”'
		case '"':
			end = '"'
		default:
			continue
		}
		depth, e := 1, -1
		for m := k + 1; m < j && m-k <= maxQuote; m++ {
			if rs[m] == end {
				if depth--; depth == 0 {
					e = m
					break
				}
			} else if rs[m] == '“' && end == '”' {
				// An opening mark that closes nothing printed before it: most
				// often the first one was never closed.
				depth++
			}
		}
		if e < 0 && end == '”' {
			// Unbalanced: take the first closing mark, if one is near.
			for m := k + 1; m < j && m-k <= maxQuote; m++ {
				if rs[m] == '”' {
					e = m
					break
				}
			}
		}
		if e < 0 {
			continue
		}
		q.from, q.to = append(q.from, k+1), append(q.to, e)
		k = e
	}
	return q
}

func newSentence(t *Text, i, j, zone int, q *quotes, names []string) sentence {
	s := sentence{stretch: stretch{t.Byte(i), t.Byte(j)}, zone: zone}
	for k := range q.from {
		if q.from[k] < j && q.to[k] > i {
			s.quoted = append(s.quoted, stretch{t.Byte(max(q.from[k], i)), t.Byte(min(q.to[k], j))})
		}
	}
	rs := t.Runes()
	begin := i
	depth := 0
	for k := i; k < j; k++ {
		switch rs[k] {
		case '（', '《':
			depth++
		case '）', '》':
			depth = max(depth-1, 0)
		case '，', '；', '：', '。', '！', '？':
			if depth > 0 && k-begin < 60 && rs[k] == '，' || q.inside(k) {
				continue
			}
			if k > begin {
				s.clauses = append(s.clauses, stretch{t.Byte(begin), t.Byte(k)})
			}
			begin = k + 1
		}
	}
	if j > begin {
		s.clauses = append(s.clauses, stretch{t.Byte(begin), t.Byte(j)})
	}
	if len(s.clauses) == 0 {
		s.clauses = []stretch{s.stretch}
	}
	s.statute = statuteOf(t.String(), &s, names)
	return s
}

// statuteOf finds the words of a provision that are told without quotation
// marks: 《……》第四十二条规定，行政机关…… up to where the case is spoken of
// again. 根据……第X条的规定，…… applies a provision, it does not tell one.
//
// names are those of the parties: no provision speaks of them.
func statuteOf(text string, s *sentence, names []string) []stretch {
	var out []stretch
	for i, c := range s.clauses {
		w := text[c.from:c.to]
		k := strings.LastIndex(w, "规定")
		if k < 0 || !strings.Contains(w, "条") && !strings.Contains(w, "办法") && !strings.Contains(w, "》") && !strings.Contains(w, "该法") {
			continue
		}
		if tail := w[k+len("规定"):]; tail != "" && utf8.RuneCountInString(tail) > 2 {
			continue // 规定的……, 规定情形: applied
		}
		applied := strings.HasSuffix(w[:k], "的") || strings.HasSuffix(w[:k], "之") || hasAny(w[:k], "依照", "依据", "违反", "不符合", "按照") >= 0
		if i+1 >= len(s.clauses) {
			continue
		}
		end := i + 1
		procedural := hasAny(w, "诉讼", "复议", "若干问题", "证据规定") >= 0
		for end < len(s.clauses) && !backToCase(text[s.clauses[end].from:s.clauses[end].to], procedural, names) {
			end++
		}
		if applied && (end == i+1 || !generic(text[s.clauses[i+1].from:s.clauses[i+1].to])) {
			continue
		}
		if end > i+1 {
			out = append(out, stretch{s.clauses[i+1].from, s.clauses[end-1].to})
		}
	}
	return out
}

// generic reports whether a clause speaks of anybody, as provisions do.
func generic(w string) bool {
	for _, p := range genericSubjects {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	return false
}

var genericSubjects = []string{"行政机关", "公民", "当事人", "职工", "用人单位", "人民法院", "国家", "任何单位", "任何组织", "有下列", "建设单位",
	"生产经营单位", "申请人应当", "被告应当", "被申请人应当", "原告应当", "县级以上", "乡、镇", "乡镇", "市、县", "征收", "行政处罚", "行政许可", "行政复议机关", "公安机关", "社会保险行政部门", "对"}

// backToCase reports whether a clause speaks of the case at hand again. The
// laws of procedure speak of 被告 and 被申请人 themselves.
func backToCase(w string, procedural bool, names []string) bool {
	for _, p := range caseHeads {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	if !procedural && hasAny(w, "被告", "被申请人", "原告", "上诉人", "申请执行人") >= 0 {
		return true
	}
	return hasAny(w, "本案", "涉案", "被诉", "案涉", "本院", "本机关") >= 0 || hasAny(w, names...) >= 0
}

var caseHeads = []string{"本案", "据此", "因此", "故", "由此", "可见", "现", "而本案", "根据上述", "依据上述", "综上", "但被告", "但被申请人", "而被告", "而被申请人",
	"该处罚", "该决定", "该行为", "属于", "应认定", "应当认定", "应视为", "依法应"}

// hasAny gives the byte offset of the first of the phrases in s, or -1.
func hasAny(s string, phrases ...string) int {
	best := -1
	for _, p := range phrases {
		if k := strings.Index(s, p); k >= 0 && (best < 0 || k < best) {
			best = k
		}
	}
	return best
}

// within reports whether byte b stands in one of the stretches.
func within(list []stretch, b int) bool {
	for _, s := range list {
		if s.has(b) {
			return true
		}
	}
	return false
}
