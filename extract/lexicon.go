package extract

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/go-ego/gse"
)

//go:generate go run ./lexicon/gen

// words is the dictionary, "word frequency tag" a line; lexicon/gen makes it.
//
//go:embed lexicon/words.txt
var words string

// lexicon is the segmenter with our own dictionary. gse's own dictionaries
// (40 MB) are never loaded, and the linker drops them as long as nothing makes
// the methods that read them reachable: a lexicon must not become an interface
// value nor a type argument, for then programs that use reflection keep all
// methods of gse.Segmenter. TestOwnDictionaryOnly holds that.
type lexicon struct {
	seg  gse.Segmenter
	tags map[string]string
}

var (
	opened     *lexicon
	openedOnce sync.Once
)

// dictionary opens the lexicon once, at its first use. It is no
// sync.OnceValue: see lexicon.
func dictionary() *lexicon {
	openedOnce.Do(func() { opened = openLexicon() })
	return opened
}

func openLexicon() *lexicon {
	l := &lexicon{tags: make(map[string]string, 24_000)}
	l.seg.NotLoadHMM = true
	l.seg.SkipLog = true
	l.seg.Dict = gse.NewDict()
	for rest := words; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		word, attrs, _ := strings.Cut(line, " ")
		freq, tag, _ := strings.Cut(attrs, " ")
		f, err := strconv.ParseFloat(freq, 64)
		if err != nil {
			panic("extract: lexicon/words.txt: " + line)
		}
		l.tags[word] = tag
		if err := l.seg.AddToken(word, f, tag); err != nil {
			panic("extract: lexicon/words.txt: " + line + ": " + err.Error())
		}
	}
	l.seg.CalcToken()
	return l
}

// The tags of the dictionary that decisions are made by; all others are parts
// of speech of common words.
const (
	tagOrgan = "org"  // state organs and bodies under authority
	tagFirm  = "firm" // other bodies
	tagRole  = "role" // parties and officers of a suit
	tagLaw   = "law"
	tagCue   = "cue"
	tagNeg   = "neg"
	tagVerb  = "verb"
	tagPlace = "ns"
)

// institution reports whether a short name is a body or a place: the name
// itself, or the word it ends in (of two characters or more), is one in the
// dictionary.
func (l *lexicon) institution(name string) bool {
	switch l.tags[name] {
	case tagOrgan, tagFirm, tagPlace:
		return true
	}
	ts := l.cut(name)
	if len(ts) == 0 {
		return false
	}
	last := ts[len(ts)-1]
	return last.J-last.I >= 2 && (last.Tag == tagOrgan || last.Tag == tagFirm)
}

// Token is one word of a text: the runes [I, J), and its tag in the
// dictionary ("" for what the dictionary does not hold).
type Token struct {
	I, J int
	Tag  string
}

// cut segments a string; offsets count its runes.
func (l *lexicon) cut(s string) []Token {
	var out []Token
	at := 0
	bytes := []byte(s)
	for _, sg := range l.seg.Segment(bytes) {
		n := 0
		for i := sg.Start(); i < sg.End(); i++ {
			if bytes[i]&0xc0 != 0x80 {
				n++
			}
		}
		tag := sg.Token().Pos()
		if tag == "x" {
			tag = ""
		}
		out = append(out, Token{at, at + n, tag})
		at += n
	}
	return out
}

// Tokens gives the words of the runes [i, j), as gse cuts them with our
// dictionary. Each run of Han characters is cut by itself; everything between
// runs is a token a rune, numerals and Latin words excepted, which stay whole.
func (t *Text) Tokens(i, j int) []Token {
	i, j = t.clamp(i, j)
	l := dictionary()
	var out []Token
	for k := i; k < j; {
		e := k
		for e < j && unicode.Is(unicode.Han, t.runes[e]) {
			e++
		}
		if e > k {
			for _, x := range l.cut(t.Slice(k, e)) {
				out = append(out, Token{k + x.I, k + x.J, x.Tag})
			}
			k = e
			continue
		}
		for e < j && t.runes[e] < 0x80 && (unicode.IsLetter(t.runes[e]) || unicode.IsDigit(t.runes[e])) {
			e++
		}
		if e == k {
			e++
		}
		out = append(out, Token{I: k, J: e})
		k = e
	}
	return out
}

// sentence gives the run of Han characters around rune i, at most reach runes
// to either side: what a word at i must be cut together with.
func (t *Text) sentence(i, j int) (int, int) {
	const reach = 40
	a, b := i, j
	for a > 0 && i-a < reach && unicode.Is(unicode.Han, t.runes[a-1]) {
		a--
	}
	for b < len(t.runes) && b-j < reach && unicode.Is(unicode.Han, t.runes[b]) {
		b++
	}
	return a, b
}

// OnBoundary reports whether the runes [i, j) begin and end where words do, so
// that a cue there is a word of the sentence and no accident of its
// characters (合法 in 综合法律).
func (t *Text) OnBoundary(i, j int) bool {
	i, j = t.clamp(i, j)
	a, b := t.sentence(i, j)
	begins, ends := i == a, j == b
	for _, x := range t.Tokens(a, b) {
		begins = begins || x.I == i
		ends = ends || x.J == j
		// A cue within a longer one (事实不清 in 认定事实不清) is a word by itself,
		// unless the longer one denies it (合法 in 不合法).
		if x.Tag == tagCue && x.I <= i && j <= x.J && !(x.I < i && strings.ContainsRune("不未无没", t.runes[i-1])) {
			if _, word := dictionary().tags[t.Slice(i, j)]; word {
				return true
			}
		}
	}
	return begins && ends
}

// FindWord gives where phrase stands within [i, j) on word boundaries.
func (t *Text) FindWord(phrase string, i, j int) []int {
	var out []int
	n := len([]rune(phrase))
	for _, k := range t.Find(phrase, i, j) {
		if t.OnBoundary(k, k+n) {
			out = append(out, k)
		}
	}
	return out
}

// NameHit is a name that stands in the text, at the runes [I, J).
type NameHit struct {
	Name string // normalised
	Kind PartyKind
	I, J int
}

// longestAgency is more runes than any agency's name has.
const longestAgency = 60

// AgencyNames finds the names of agencies within [i, j): the words up to the
// end of an agency's name, back to the place it begins with or to a word that
// no name holds. Candidates only: a name that leans on the sentence (该局) is
// left out.
func AgencyNames(t *Text, i, j int) []NameHit {
	var out []NameHit
	ts := t.Tokens(i, j)
	start := 0
	for k := 0; k < len(ts); k++ {
		x := ts[k]
		if ends := x.Tag == tagVerb || x.Tag == tagRole || x.Tag == tagCue || x.Tag == tagNeg || x.Tag == tagLaw && !t.nameWord(x) || !nameRune(t.runes[x.I]); ends {
			start = k + 1
			continue
		}
		// A new place opens a new name, unless it goes on from a larger one.
		if x.Tag == tagPlace && k > start && ts[k-1].Tag != tagPlace && ts[k-1].Tag != tagOrgan {
			start = k
		}
		for x.J-ts[start].I > longestAgency {
			start++
		}
		if k+1 < len(ts) && (ts[k+1].Tag == tagOrgan || t.runes[ts[k+1].I] == '局' || t.runes[ts[k+1].I] == '分' || maskRune(t.runes[ts[k+1].I])) {
			continue
		}
		if t.branchFollows(ts[k+1:]) {
			continue
		}
		name := t.Slice(ts[start].I, x.J)
		if x.J-ts[start].I < 3 || kindByEnd(name) != Agency {
			continue
		}
		out = append(out, NameHit{name, Agency, ts[start].I, x.J})
		start = k + 1
	}
	return out
}

// branchFollows: the name of a body below goes on from here (…公安局鹿城区分局,
// …人民政府北塘街道办事处).
func (t *Text) branchFollows(ts []Token) bool {
	if len(ts) > 0 && numberedBranch.MatchString(t.Slice(ts[0].I, min(len(t.runes), ts[0].I+10))) {
		return true
	}
	for k, x := range ts {
		if k > 3 || x.Tag == tagVerb || x.Tag == tagRole || x.Tag == tagCue || x.Tag == tagNeg || x.Tag == tagLaw || !nameRune(t.runes[x.I]) {
			return false
		}
		switch t.Slice(x.I, x.J) {
		case "分局", "派出所", "办事处", "街道办事处", "大队", "支队", "中队", "总队", "交警大队", "交警支队", "交通警察大队", "交通警察支队", "执法大队", "监察大队", "稽查大队", "稽查局", "看守所", "司法所", "税务所", "工商所", "国土所", "管理所", "办公室", "办公厅":
			return true
		}
	}
	return false
}

// numberedBranch is a body below that bears a number: ……税务局第三稽查局.
var numberedBranch = regexp.MustCompile(`^第[一二三四五六七八九十]{1,2}(?:税务)?(?:稽查|分|执法|监察|派出|管理)(?:分局|局|[大支]队|所)`)

// nameWord: words of law that are parts of names too (行政执法, 房屋征收).
func (t *Text) nameWord(x Token) bool {
	switch t.Slice(x.I, x.J) {
	case "房屋征收", "执行", "听证", "法律", "行政许可", "行政复议", "信息公开", "政府信息", "土地使用权", "行政处罚", "行政强制", "行政征收", "行政登记", "法规":
		return true
	}
	return false
}

func nameRune(r rune) bool {
	return unicode.Is(unicode.Han, r) || maskRune(r) || r == '（' || r == '）' || r >= '0' && r <= '9'
}

// givenName: a word that can stand in a given name: one character that is no
// particle, or a noun or adjective (建国, 志强).
func givenName(rs []rune, tag string) bool {
	if !unicode.Is(unicode.Han, rs[0]) {
		return false
	}
	switch tag {
	case tagVerb, tagNeg, tagRole, tagCue, tagOrgan, tagFirm, tagLaw:
		return false
	}
	return len(rs) == 1 || tag == "n" || tag == "a" || tag == ""
}

// PersonNames finds what is written like a person's name within [i, j): a
// surname and one or two characters more, masked or not, that the dictionary
// does not claim for words. Candidates only.
func PersonNames(t *Text, i, j int) []NameHit {
	var out []NameHit
	ts := t.Tokens(i, j)
	for k := 0; k < len(ts); k++ {
		x := ts[k]
		n := surname(t.runes[x.I:x.J])
		if n == 0 || n != x.J-x.I {
			continue
		}
		e := x.J
		for m := k + 1; m < len(ts) && ts[m].J-x.J <= 2; m++ {
			r := t.runes[ts[m].I]
			stem := strings.ContainsRune(stems, r) && e > x.J
			if !maskRune(r) && !stem && !givenName(t.runes[ts[m].I:ts[m].J], ts[m].Tag) {
				break
			}
			e = ts[m].J
		}
		if e == x.J {
			continue
		}
		out = append(out, NameHit{t.Slice(x.I, e), Person, x.I, e})
		for k+1 < len(ts) && ts[k+1].I < e {
			k++
		}
	}
	return out
}
