package extract

import (
	_ "embed"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Wording tells why a finding rests on how a sentence is worded and on no
// phrase or pattern that names or tells the fault: the words that weighed most.
type Wording struct {
	Score float64  `json:"score"` // sum of the weights over the square root of their number, plus the code's own
	Words []Weight `json:"words"` // the heaviest first
}

// told gives the score and the words that weighed most, "" for nothing.
func (w *Wording) told() string {
	if w == nil {
		return ""
	}
	var words []string
	for _, x := range w.Words {
		words = append(words, fmt.Sprintf("%s %.2f", x.Word, x.Weight))
	}
	return fmt.Sprintf("（整句用语得分 %.2f；权重最大的词：%s）", w.Score, strings.Join(words, "、"))
}

// Weight is a word and what it adds to the score.
type Weight struct {
	Word   string  `json:"word"`
	Weight float64 `json:"weight"`
}

// wordingTable holds the weights of words and of pairs of characters for each
// code, in thousandths. TestWordingWeights makes it from the sentences under
// testdata/wording, each labelled with the faults that it finds, by logistic
// regression (one against the rest).
//
//go:embed wording/weights.txt
var wordingTable string

// linear is a linear model of how faults are worded.
type linear struct {
	codes   []Code
	bias    []float64
	weights map[string][]float64 // by feature, one a code
}

var wordingModel = sync.OnceValue(func() *linear { return parseLinear(wordingTable) })

// parseLinear reads the table: comments, a line of codes, a line of their own
// weights, then a line for each feature.
func parseLinear(s string) *linear {
	m := &linear{weights: map[string][]float64{}}
	for rest := s; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		cols := strings.Split(line, "\t")
		if m.codes == nil {
			for _, c := range cols[1:] {
				m.codes = append(m.codes, Code(c))
			}
			continue
		}
		w := make([]float64, len(m.codes))
		for i, c := range cols[1:] {
			if c == "" {
				continue
			}
			n, err := strconv.Atoi(c)
			if err != nil {
				panic("extract: wording/weights.txt: " + line)
			}
			w[i] = float64(n) / 1000
		}
		if m.bias == nil {
			m.bias = w
		} else {
			m.weights[cols[0]] = w
		}
	}
	return m
}

// score weighs the features of a sentence, for each code.
func (m *linear) score(features []string) []float64 {
	out := make([]float64, len(m.codes))
	n := 0
	for _, f := range features {
		if w, ok := m.weights[f]; ok {
			n++
			for c := range out {
				out[c] += w[c]
			}
		}
	}
	for c := range out {
		out[c] = m.bias[c] + out[c]/math.Sqrt(float64(max(n, 1)))
	}
	return out
}

// because gives the words that added most to the score of code number c.
func (m *linear) because(words []string, n, c int) []Weight {
	var list []Weight
	seen := map[string]bool{}
	for _, w := range words {
		if k := m.weights["w"+w]; k != nil && k[c] > 0 && !seen[w] {
			seen[w] = true
			list = append(list, Weight{Word: letterNames.Replace(w), Weight: math.Round(1000*k[c]/math.Sqrt(float64(max(n, 1)))) / 1000})
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Weight > list[j].Weight })
	return list[:min(len(list), 6)]
}

// The letters that stand for who is spoken of, so that what was learnt of one
// case holds for another.
const (
	letterAgency  = 'G'
	letterOther   = 'P'
	letterBody    = 'C'
	letterBelow   = 'L'
	letterAct     = 'D'
	letterAnyone  = 'N'
	letterStrange = 'X'
	letterQuote   = 'Q'
	letterLaw     = 'S'
	letterNumber  = '#'
)

var letterNames = strings.NewReplacer("G", "〔行政机关〕", "P", "〔当事人〕", "C", "〔本院（本机关）〕", "L", "〔原审〕", "D", "〔被诉行为〕", "N", "〔各行政机关〕", "X", "〔案外人〕", "Q", "〔引文〕", "S", "〔法条〕", "#", "〔数字〕")

// letters are what the mentions in a text are written as.
var letters = map[speaker]rune{ownBody: letterBody, below: letterBelow, agencies: letterAgency, claimant: letterOther, theAct: letterAct, anyone: letterAnyone, outsider: letterStrange}

// abstract gives a sentence with letters for names, roles, longer quotations,
// the words of provisions, provisions cited and numbers.
func (t *trial) abstract(s *sentence) string {
	sights := sightsIn(t.text, s.stretch, t.terms)
	laws := provisionForm.FindAllStringIndex(t.text[s.from:s.to], -1)
	var b strings.Builder
	last := rune(0)
	emit := func(r rune) {
		if last != r || r >= utf8.RuneSelf {
			b.WriteRune(r)
		}
		last = r
	}
	for k := s.from; k < s.to; {
		for len(sights) > 0 && sights[0].from < k {
			sights = sights[1:]
		}
		for len(laws) > 0 && s.from+laws[0][0] < k {
			laws = laws[1:]
		}
		if len(laws) > 0 && s.from+laws[0][0] == k {
			emit(letterLaw)
			k = s.from + laws[0][1]
			continue
		}
		if q := holder(s.quoted, k); q != nil && utf8.RuneCountInString(t.text[q.from:q.to]) > 12 {
			emit(letterQuote)
			k = q.to
			continue
		}
		if q := holder(s.statute, k); q != nil {
			emit(letterQuote)
			k = q.to
			continue
		}
		if len(sights) > 0 && sights[0].from == k && letters[sights[0].who] != 0 {
			emit(letters[sights[0].who])
			k = sights[0].to
			continue
		}
		r, n := utf8.DecodeRuneInString(t.text[k:])
		k += n
		if r >= '0' && r <= '9' || r == '某' || r == '×' || r < utf8.RuneSelf && unicode.IsLetter(r) {
			r = letterNumber
		}
		emit(r)
	}
	return b.String()
}

func holder(list []stretch, b int) *stretch {
	for i := range list {
		if list[i].has(b) {
			return &list[i]
		}
	}
	return nil
}

// wordsIn cuts an abstracted sentence into words; every organ of the state but
// a court is one.
func wordsIn(s string) []string {
	var out []string
	l := dictionary()
	rs := []rune(s)
	for i := 0; i < len(rs); {
		j := i
		for j < len(rs) && unicode.Is(unicode.Han, rs[j]) {
			j++
		}
		if j == i {
			out = append(out, string(rs[i]))
			i++
			continue
		}
		for _, x := range l.cut(string(rs[i:j])) {
			w := string(rs[i+x.I : i+x.J])
			if x.Tag == tagOrgan && !strings.Contains(w, "法院") {
				w = string(letterAgency)
			}
			out = append(out, w)
		}
		i = j
	}
	return out
}

// featuresOf gives the features of an abstracted sentence, each once: its words
// and its pairs of characters, the latter for words that the dictionary does
// not hold.
func featuresOf(abstract string, words []string) []string {
	seen := map[string]bool{}
	var out []string
	add := func(f string) {
		if !seen[f] {
			seen[f] = true
			out = append(out, f)
		}
	}
	for _, w := range words {
		add("w" + w)
	}
	rs := []rune(abstract)
	for i := 0; i+2 <= len(rs); i++ {
		add("c" + string(rs[i:i+2]))
	}
	return out
}
