package extract

import (
	"regexp"
	"strings"
)

// collected gives where, in a collection of cases (案例汇编, 典型案例), each case
// behind the first begins: with its title, in front of the caption of its
// facts and of what the editor puts before them.
func collected(t *Text) []int {
	p := &paper{text: t, to: t.Len()}
	blocks := p.readBlocks()
	var out []int
	opened, decided := false, false
	for k, b := range blocks {
		switch b.kind {
		case blockResult, blockReasons, blockComment:
			decided = true
			continue
		case blockFacts:
			if !opensCase.MatchString(t.Slice(b.from, b.body)) {
				continue
			}
		default:
			continue
		}
		if opened && decided {
			for k > 0 && blocks[k-1].kind == blockNotes {
				k--
			}
			if k > 0 {
				out = append(out, p.caseTitle(blocks[k-1].body, blocks[k].from))
			}
		}
		opened, decided = true, false
	}
	return out
}

// opensCase is the caption of the facts of a case, and not of one instance.
var opensCase = regexp.MustCompile(`案情|案件基本情况|基本情况|案件事实`)

// caseTitle gives where the title begins that ends at rune j, behind the words
// of the case before: with the lines that end in no mark, or where no lines
// are, with its number, or behind the last full stop.
func (p *paper) caseTitle(i, j int) int {
	rs := p.text.Runes()
	at := j
	for k := j - 1; k > i; k-- {
		if !p.text.ParaStart(k) {
			continue
		}
		if at-k > 90 || strings.ContainsRune("。；！？”", rs[at-1]) {
			break
		}
		at = k
	}
	if at < j && !strings.ContainsRune("。；！？”", rs[j-1]) {
		return at
	}
	lo := max(i, j-200)
	for k := j - 1; k > lo; k-- {
		if strings.ContainsRune("。！？", rs[k-1]) {
			return k
		}
	}
	return j
}
