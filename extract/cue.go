package extract

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	ahocorasick "github.com/petar-dambovaliev/aho-corasick"
)

// strength tells how surely a cue names a fault.
type strength uint8

const (
	// plain words tell what was done or left undone (未告知). They are a
	// finding where the body draws a consequence, or where it names nothing.
	plain strength = iota
	// named is a ground by its usual name (违反法定程序).
	named
)

// saying is one row of the tables: phrases or patterns, alternatives parted by
// "|", that speak of one kind of fault.
type saying struct {
	rule  string // names the row in explanations
	code  Code
	sure  strength
	words []string // the marks that the words carry, see Finding.Words
	text  string   // the alternatives
}

// pattern is a row whose parts stand in this order within one clause, with a
// few characters between them; a part that begins with "，" may stand behind
// one comma.
type pattern struct {
	rule  string
	code  Code
	sure  strength
	words []string
	parts []string
}

// hit is a saying as it stands in the text, in bytes of Text.String.
type hit struct {
	stretch
	rule  string
	code  Code
	sure  strength
	words []string
	short bool // a phrase of few characters, which must be a word of its own
	turn  bool // of a family: an indirect turn
}

// lexis holds the compiled tables. It is built once and read only.
type lexis struct {
	rows     []saying // by pattern index of the automaton; code "" shadows
	machine  ahocorasick.AhoCorasick
	anchors  ahocorasick.AhoCorasick
	anchored [][]int   // by anchor: indexes of patterns
	patterns []pattern // the families behind the others
	turns    int       // index of the first family
	parts    [][][]string
}

var faultLexis = sync.OnceValue(newLexis)

func newLexis() *lexis {
	x := &lexis{patterns: slices.Clone(cuePatterns), turns: len(cuePatterns)}
	for _, f := range cueFamilies {
		x.patterns = append(x.patterns, pattern{f.rule, f.code, plain, f.words, f.parts})
	}
	var phrases []string
	seen := map[string]bool{}
	add := func(row saying) {
		for _, p := range strings.Split(row.text, "|") {
			if p != "" && !seen[p] {
				seen[p] = true
				phrases = append(phrases, p)
				x.rows = append(x.rows, row)
			}
		}
	}
	for _, row := range cuePhrases {
		add(row)
	}
	for _, p := range cueShadows {
		add(saying{rule: "shadow", text: p})
	}
	b := ahocorasick.NewAhoCorasickBuilder(ahocorasick.Opts{MatchKind: ahocorasick.LeftMostLongestMatch})
	x.machine = b.Build(phrases)

	index := map[string]int{}
	var anchors []string
	for i, p := range x.patterns {
		split := make([][]string, len(p.parts))
		for k, part := range p.parts {
			split[k] = strings.Split(part, "|")
		}
		x.parts = append(x.parts, split)
		for _, a := range split[0] {
			k, ok := index[a]
			if !ok {
				k = len(anchors)
				index[a] = k
				anchors = append(anchors, a)
				x.anchored = append(x.anchored, nil)
			}
			x.anchored[k] = append(x.anchored[k], i)
		}
	}
	b = ahocorasick.NewAhoCorasickBuilder(ahocorasick.Opts{MatchKind: ahocorasick.StandardMatch})
	x.anchors = b.Build(anchors)
	return x
}

// find gives the cues of a sentence in the order of the text; phrases
// leftmost-longest, so that a longer phrase (a shadow, too) hides those
// inside it; patterns wherever they fit.
func (x *lexis) find(text string, s *sentence) []hit {
	part := text[s.from:s.to]
	var out []hit
	it := x.machine.Iter(part)
	last := 0
	for m := it.Next(); m != nil; m = it.Next() {
		if m.Start() < last {
			continue // the iterator restarts one byte behind the last match
		}
		last = m.End()
		row := x.rows[m.Pattern()]
		if row.code == "" {
			continue
		}
		out = append(out, hit{stretch{s.from + m.Start(), s.from + m.End()}, row.rule, row.code, row.sure, row.words, m.End()-m.Start() <= 4*len("字"), false})
	}
	over := x.anchors.IterOverlapping(part)
	for m := over.Next(); m != nil; m = over.Next() {
		from := s.from + m.Start()
		if hasAny(part[m.Start():m.End()], "以", "与", "无") == 0 && m.End()-m.Start() == len("以") && hasSuffixAny(part[:m.Start()], wordHeads...) {
			continue // the end of another word: 难以, 参与, 有无
		}
		for _, i := range x.anchored[m.Pattern()] {
			if to := x.fits(text, s, i, s.from+m.End()); to > 0 {
				p := &x.patterns[i]
				out = append(out, hit{stretch{from, to}, p.rule, p.code, p.sure, p.words, false, i >= x.turns})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].from != out[j].from {
			return out[i].from < out[j].from
		}
		return out[i].to > out[j].to
	})
	return once(out)
}

// wordHeads stand in front of 以, 与 and 无 where these end a word.
var wordHeads = strings.Split("难|可|予|足|加|所|得|据|借|处|何|给|用|参|赋|付|有|毫", "|")

// once drops a pattern that a longer one of the same rule already tells.
func once(hits []hit) []hit {
	out := hits[:0]
	for _, h := range hits {
		dup := false
		for _, o := range out {
			if o.code == h.code && o.rule == h.rule && o.sure >= h.sure && h.from >= o.from && h.to <= o.to {
				dup = true
				break
			}
		}
		if !dup {
			out = append(out, h)
		}
	}
	return out
}

// maxGap is how many characters may stand between two parts of a pattern.
const maxGap = 22

// fits reports where pattern i ends if its parts behind the anchor follow
// byte b, or 0.
func (x *lexis) fits(text string, s *sentence, i, b int) int {
	k := s.clause(b - 1)
	end := s.clauses[k].to
	gap := maxGap
	if strings.HasSuffix(text[s.from:b], "不") {
		gap = 2 // 不存在……履行……职责 is no 不履行职责
	}
	for _, part := range x.parts[i][1:] {
		best, stop := -1, 0
		for _, a := range part {
			limit, w := end, a
			if strings.HasPrefix(a, "，") {
				if i < x.turns {
					w = a[len("，"):]
				}
				if k+1 < len(s.clauses) {
					limit = s.clauses[k+1].to
				}
			}
			if b > limit {
				continue
			}
			if strings.HasPrefix(text[b:limit], w) {
				best, stop = 0, b+len(w)
				break
			}
			if near := b + gap*utf8.UTFMax + len(w); near < limit && !strings.Contains(text[b:near], "《") {
				limit = near // no provision stretches the gap
			}
			if best >= 0 {
				limit = min(limit, b+best+len(w))
			}
			if at := strings.Index(text[b:limit], w); at >= 0 && distance(text[b:b+at]) <= gap && (best < 0 || at < best) {
				best, stop = at, b+at+len(w)
			}
		}
		if best < 0 {
			return 0
		}
		b, gap = stop, maxGap
		if b > end {
			k = s.clause(b - 1)
			end = s.clauses[k].to
		}
	}
	return b
}

// distance counts the characters between two parts, a provision cited there
// left out: 未依照《……法》第五十四条的规定……催告.
func distance(s string) int {
	if strings.Contains(s, "《") {
		s = provisionForm.ReplaceAllString(s, "")
	}
	return utf8.RuneCountInString(s)
}

var provisionForm = regexp.MustCompile(`《[^》]*》(?:（[^（）]*）)?(?:、?第[^，。；《》]{1,8}?[条款项](?:[（一二三四五六七八九十）]{1,5}[款项目])*)*(?:的?规定)?`)
