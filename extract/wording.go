package extract

import (
	_ "embed"
	"fmt"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Wording tells why a finding rests on how a sentence is worded and on no
// phrase or pattern that names or tells the fault: the words that weighed most.
//
// Score is Base, the code's own weight, and what the words and the pairs of
// characters that the model knows add: each its weight over the square root of
// their number. Words are those that add most, Rest is what all others add or
// take away.
type Wording struct {
	Score float64  `json:"score"`
	Base  float64  `json:"base"`
	Words []Weight `json:"words"` // the heaviest first
	Rest  float64  `json:"rest"`
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
	return fmt.Sprintf("（按整句措辞推定，得分 %.2f：基数 %.2f，%s，其余合计 %.2f）", w.Score, w.Base, strings.Join(words, "、"), w.Rest)
}

// Weight is a word or a pair of characters and what it adds to the score.
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

// WordedCodes are the faults that a body's wording alone can tell
// (Finding.Wording): no_appearance is read from fixed words, tort belongs to
// civil papers.
func WordedCodes() []Code {
	return []Code{FactsEvidence, WrongLaw, Procedure, UltraVires, Abuse, Improper, Nonperformance, NoEvidenceInTime, NoLegalBasis, ContractBreach}
}

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

// because tells how the score of code number c comes about.
func (m *linear) because(features []string, c int) *Wording {
	w := &Wording{Base: thousandths(m.bias[c]), Words: []Weight{}}
	n := 0
	for _, f := range features {
		if m.weights[f] != nil {
			n++
		}
	}
	root := math.Sqrt(float64(max(n, 1)))
	sum := 0.0
	for _, f := range features {
		if k := m.weights[f]; k != nil {
			sum += k[c]
			if k[c] > 0 {
				w.Words = append(w.Words, Weight{Word: letterNames.Replace(f[1:]), Weight: thousandths(k[c] / root)})
			}
		}
	}
	sort.SliceStable(w.Words, func(i, j int) bool { return w.Words[i].Weight > w.Words[j].Weight })
	w.Words = w.Words[:min(len(w.Words), 8)]
	w.Score = thousandths(m.bias[c] + sum/root)
	w.Rest = w.Score - w.Base
	for _, x := range w.Words {
		w.Rest -= x.Weight
	}
	w.Rest = thousandths(w.Rest)
	return w
}

func thousandths(x float64) float64 { return math.Round(1000*x) / 1000 }

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
	from := s.from
	if m := thinks.FindString(t.text[s.from:s.to]); m != "" {
		from += len(m) // the words that open a reasoning say nothing of it
	}
	for k := from; k < s.to; {
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

// thinks opens a reasoning.
var thinks = regexp.MustCompile(`^` + bodyWords + `(?:经审[理查])?(?:后)?认为[，：]`)

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

// featuresOf gives the features of an abstracted sentence, each once: its words,
// and its pairs of characters for what the dictionary cuts otherwise in another
// sentence.
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
