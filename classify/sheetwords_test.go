package classify

import (
	"regexp"
	"strings"
	"testing"
)

// TestSheetInChinese: whoever fills a sheet need not know English: each key has
// its meaning in the line above or beside it, each code that can be written for
// it stands beside its meaning.
func TestSheetInChinese(t *testing.T) {
	packs, cal := rulesAndDays(t)
	for _, spec := range factSpecs {
		for _, w := range spec.Words {
			if enumWords[w] == "" {
				t.Errorf("%s: the code %s has no meaning", spec.Key, w)
			}
		}
	}
	han := regexp.MustCompile(`\p{Han}`)
	key := regexp.MustCompile(`^\s*(?:- )?[a-z_]+:`)
	keys := 0
	for _, p := range packs {
		c := NewCase(anyLoss(p.Example, "（2025）某01行初7号", digestOne, 0))
		told := Facts{Values: map[string]Fact{"appeal": {Type: Enum, Text: "none"}, "received_on": {Type: Date, Text: "2025-03-25"}}}
		lines := strings.Split(string(FactsTemplate(packs, c, told, Assess(packs, cal, c, told))), "\n")
		for i, l := range lines {
			if !key.MatchString(l) {
				continue
			}
			keys++
			_, beside, _ := strings.Cut(l, "#")
			above := i > 0 && strings.HasPrefix(strings.TrimSpace(lines[i-1]), "#") && han.MatchString(lines[i-1])
			if !above && !han.MatchString(beside) {
				t.Errorf("%s: no meaning with %q", p.ID, l)
			}
			for _, code := range regexp.MustCompile(`\b[a-z]+(?:_[a-z]+)*\b`).FindAllStringIndex(beside, -1) {
				if rest := []rune(strings.TrimSpace(beside[code[1]:])); len(rest) == 0 || !han.MatchString(string(rest[:1])) && rest[0] != '[' {
					t.Errorf("%s: no meaning with the code %q in %q", p.ID, beside[code[0]:code[1]], l)
				}
			}
		}
	}
	if keys < 100 {
		t.Errorf("only %d keys", keys)
	}
}
