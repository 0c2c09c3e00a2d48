package report

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

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
	// Says are literal words, one of which the evidence must hold.
	Says []string `yaml:"says"`
	// Acts are kinds of the challenged act (penalty, licence …), one of
	// which must be under dispute.
	Acts []string `yaml:"acts"`
	// Papers are kinds of proceedings (court, reconsideration, civil), one of
	// which the paper must be of.
	Papers  []string `yaml:"papers"`
	Problem string   `yaml:"problem"`
	Measure string   `yaml:"measure"`
}

func loadSuggestions(files fs.FS) ([]suggestion, error) {
	if _, err := fs.Stat(files, suggestionFile); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var list []suggestion
	if err := readYAML(files, suggestionFile, &list); err != nil {
		return nil, err
	}
	for i, s := range list {
		if s.Code.Label() == "" {
			return nil, mistake(suggestionFile, 0, "第%d项：没有名为“%s”的问题类型", i+1, s.Code)
		}
		if s.Problem == "" || s.Measure == "" {
			return nil, mistake(suggestionFile, 0, "第%d项（%s）：problem 和 measure 都要写", i+1, s.Code)
		}
	}
	return list, nil
}

func (s *suggestion) narrow() bool { return len(s.Words)+len(s.Says)+len(s.Acts)+len(s.Papers) > 0 }

func (s *suggestion) fits(f *extract.Finding, acts []string, paper string) bool {
	if s.Code != f.Code || len(s.Acts) > 0 && !meet(s.Acts, acts) || len(s.Papers) > 0 && !slices.Contains(s.Papers, paper) {
		return false
	}
	if len(s.Words)+len(s.Says) == 0 || meet(s.Words, f.Words) {
		return true
	}
	for _, e := range f.Evidence {
		for _, w := range s.Says {
			if strings.Contains(e.Text, w) {
				return true
			}
		}
	}
	return false
}

// advise picks the pack's texts for a finding, in the pack's order.
func advise(list []suggestion, f *extract.Finding, acts []string, paper string) []Advice {
	var narrow, wide []Advice
	for i := range list {
		s := &list[i]
		if !s.fits(f, acts, paper) {
			continue
		}
		a := Advice{Problem: s.Problem, Measure: s.Measure}
		if s.narrow() {
			narrow = append(narrow, a)
		} else {
			wide = append(wide, a)
		}
	}
	if len(narrow) > 0 {
		return narrow
	}
	return wide
}

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
