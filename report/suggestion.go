package report

import (
	"cmp"
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"zeren/extract"
)

// suggestion is a text of the pack for a fault that was found: what went
// wrong in the agency's work, and what would mend it. The narrower one wins:
// where a suggestion with words, says, acts or
// papers fits, those without stay away.
type suggestion struct {
	// Code is the fault (see extract.Code).
	Code extract.Code `yaml:"code"`
	// Words are finer marks of the finding, one of which must be there.
	Words []string `yaml:"words"`
	// Says are patterns, one of which the evidence must hold. Beside words,
	// either is enough.
	Says []string `yaml:"says"`
	// Form are patterns, one of which the passage that bears the mark must
	// hold. A mark whose passage no form fits is answered by the first
	// suggestion for it without one.
	Form []string `yaml:"form"`
	// Facts are patterns, one of which the facts that were found must hold
	// besides: a finding can name a step only by what went before it.
	Facts []string `yaml:"facts"`
	// Acts are kinds of the challenged act (penalty, licence …), one of
	// which must be under dispute.
	Acts []string `yaml:"acts"`
	// Papers are kinds of proceedings (court, reconsideration, civil), one of
	// which the paper must be of.
	Papers []string `yaml:"papers"`
	// Once names texts that say nearly the same: of those with one name, only
	// the first that fits answers a finding.
	Once    string `yaml:"once"`
	Problem string `yaml:"problem"`
	Measure string `yaml:"measure"`

	says, form, facts []*regexp.Regexp
}

// surroundings are what a suggestion may ask for beside the finding.
type surroundings struct {
	acts  []string // kinds of the acts under dispute
	paper string   // court | reconsideration | civil
	facts string   // what the deciding bodies found to be the facts
}

func loadSuggestions(files fs.FS) ([]suggestion, error) {
	if _, err := fs.Stat(files, suggestionFile); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var list []suggestion
	if err := readYAML(files, suggestionFile, &list); err != nil {
		return nil, err
	}
	for i := range list {
		s := &list[i]
		if s.Code.Label() == "" {
			return nil, mistake(suggestionFile, 0, "第%d项：没有名为“%s”的问题类型", i+1, s.Code)
		}
		if s.Problem == "" || s.Measure == "" {
			return nil, mistake(suggestionFile, 0, "第%d项（%s）：problem 和 measure 都要写", i+1, s.Code)
		}
		if len(s.Form) > 0 && len(s.Words) == 0 {
			return nil, mistake(suggestionFile, 0, "第%d项（%s）：有 form 的，words 也要写", i+1, s.Code)
		}
		if bad := s.ready(); bad != "" {
			return nil, mistake(suggestionFile, 0, "第%d项（%s）：“%s”不是正确的正则表达式", i+1, s.Code, bad)
		}
	}
	return list, nil
}

// ready compiles the patterns; it returns the one that is no expression.
func (s *suggestion) ready() (bad string) {
	compile := func(list []string) (out []*regexp.Regexp) {
		for _, p := range list {
			re, err := regexp.Compile(p)
			if err != nil {
				bad = p
				return nil
			}
			out = append(out, re)
		}
		return out
	}
	s.says, s.form, s.facts = compile(s.Says), compile(s.Form), compile(s.Facts)
	return bad
}

func (s *suggestion) narrow() bool {
	return len(s.Words)+len(s.Says)+len(s.Acts)+len(s.Papers)+len(s.Facts) > 0
}

// fits tells whether a suggestion answers a finding, by which of its marks
// ("" for none) and with which passage of the evidence.
func (s *suggestion) fits(f *extract.Finding, in surroundings) (word string, at int, ok bool) {
	if s.Code != f.Code || len(s.Acts) > 0 && !meet(s.Acts, in.acts) || len(s.Papers) > 0 && !slices.Contains(s.Papers, in.paper) {
		return "", 0, false
	}
	if len(s.facts) > 0 && !affirms(s.facts, in.facts) {
		return "", 0, false
	}
	if len(s.Words)+len(s.Says) == 0 {
		return "", told(f), true
	}
	for _, w := range s.Words {
		for _, at := range bearers(f, w) {
			if len(s.form) == 0 || reads(s.form, f.Evidence[at].Text) {
				return w, at, true
			}
		}
	}
	for i, e := range f.Evidence {
		if affirms(s.says, e.Text) {
			return "", i, true
		}
	}
	return "", 0, false
}

// negation stands before words that tell what was not the case: 未超过期限.
var negation = regexp.MustCompile(`(?:未|没有|并非|不是|不|无)(?:存在|予|曾|有)?$`)

// affirms tells whether a text says what one of the patterns matches, and not
// that it was not so.
func affirms(list []*regexp.Regexp, text string) bool {
	for _, re := range list {
		for _, m := range re.FindAllStringIndex(text, -1) {
			if !negation.MatchString(text[:m[0]]) {
				return true
			}
		}
	}
	return false
}

func reads(list []*regexp.Regexp, text string) bool {
	return slices.ContainsFunc(list, func(re *regexp.Regexp) bool { return re.MatchString(text) })
}

// told is the passage that names the finding itself: the one that holds the
// words that its rule found.
func told(f *extract.Finding) int {
	if _, words, ok := strings.Cut(f.Rule, "："); ok && words != "" {
		for i, e := range f.Evidence {
			if strings.Contains(e.Text, words) {
				return i
			}
		}
	}
	return 0
}

// advise picks the pack's texts for a finding, in the order in which its words
// tell what they answer, each with the place of that passage; where gives the
// place of one.
func advise(list []suggestion, f *extract.Finding, in surroundings, where func(int) string) []Advice {
	type pick struct {
		Advice
		at, pos int
	}
	var narrow, wide []pick
	answered, once := map[string]bool{}, map[string]bool{}
	for i := range list {
		s := &list[i]
		word, at, ok := s.fits(f, in)
		if !ok || word != "" && len(s.form) == 0 && answered[word] || s.Once != "" && once[s.Once] {
			continue
		}
		if word != "" {
			answered[word] = true
		}
		if s.Once != "" {
			once[s.Once] = true
		}
		a := pick{Advice{Problem: s.Problem, Measure: s.Measure, Words: s.quoted(f, at), Where: where(at)}, at, s.position(f, at)}
		if s.narrow() && !s.fallback() {
			narrow = append(narrow, a)
		} else {
			wide = append(wide, a)
		}
	}
	if len(narrow) == 0 {
		narrow = wide
	}
	slices.SortStableFunc(narrow, func(a, b pick) int { return cmp.Or(a.at-b.at, a.pos-b.pos) })
	var out []Advice
	for _, a := range narrow {
		out = append(out, a.Advice)
	}
	return out
}

// position tells where in a passage a suggestion's patterns begin to fit, the
// end where none does.
func (s *suggestion) position(f *extract.Finding, at int) int {
	if at >= len(f.Evidence) {
		return 0
	}
	text := f.Evidence[at].Text
	first := len(text)
	for _, list := range [][]*regexp.Regexp{s.form, s.says} {
		for _, re := range list {
			if m := re.FindStringIndex(text); m != nil {
				first = min(first, m[0])
			}
		}
	}
	return first
}

// quoted gives the words of a passage that a suggestion answers: the clauses, from
// mark to mark, over which what its patterns fit goes, "" where they find fault
// with nothing or are too long to be quoted inside a sentence.
func (s *suggestion) quoted(f *extract.Finding, at int) string {
	if at >= len(f.Evidence) {
		return ""
	}
	text := f.Evidence[at].Text
	for _, list := range [][]*regexp.Regexp{s.says, s.form} {
		for _, re := range list {
			for _, m := range re.FindAllStringIndex(text, -1) {
				words := clausesAt(text, m[0], m[1])
				if blaming.MatchString(words) && utf8.RuneCountInString(words) <= mostClause && !strings.ContainsAny(words, "“”") {
					return words
				}
			}
		}
	}
	return ""
}

// blaming are characters without one of which a clause says of nobody that
// something was not done or done wrong.
var blaming = regexp.MustCompile(`[未没不无非超逾越擅滥畸过偏错误违迟仅只]`)

// clausesAt are the clauses of a text from the one that holds byte i to the one
// that ends at or behind byte j. A mark at i or before j parts no clause of it.
func clausesAt(text string, i, j int) string {
	for i < j {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !strings.ContainsRune(clauseMarks, r) {
			break
		}
		i += n
	}
	end := len(text)
	if k := strings.IndexAny(text[j:], clauseMarks); k >= 0 {
		end = j + k
	}
	from := 0
	if k := strings.LastIndexAny(text[:i], clauseMarks); k >= 0 {
		_, n := utf8.DecodeRuneInString(text[k:])
		from = k + n
	}
	return strings.TrimSpace(strings.TrimRight(text[from:end], clauseMarks))
}

// clauseMarks part the clauses of a sentence; mostClause is the greatest length
// of words that a sentence quotes in passing.
const (
	clauseMarks = "，。；：！？"
	mostClause  = 48
)

// fallback: nothing but the proceedings tells a suggestion from the general
// one, so that it gives way to those for marks, words and acts.
func (s *suggestion) fallback() bool { return len(s.Words)+len(s.Says)+len(s.Acts)+len(s.Facts) == 0 }

func meet(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// bearers are the passages of the evidence that carry a mark.
func bearers(f *extract.Finding, word string) []int {
	var out []int
	for _, m := range f.Marks {
		if m.Word == word && m.Evidence >= 0 && m.Evidence < len(f.Evidence) {
			out = append(out, m.Evidence)
		}
	}
	return out
}
