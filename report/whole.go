package report

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// numeral is a Chinese or Arabic number as articles and paragraphs bear it.
const numeral = `[一二三四五六七八九十百千零〇两0-9０-９]+`

// kept are the words that stay on one line where they fit on one: numbers with
// their unit, case numbers, the numbers of official papers, references to
// articles, places on a page, item numbers and Latin words. The longest that
// matches at a place comes first.
var kept = regexp.MustCompile(
	// （2019）皖1524行初12号, （2020）浙03行终45号之一
	`[（(〔\[]\d{4}[）)〕\]]\p{Han}{0,3}\d{0,6}\p{Han}{1,4}第?\d+号(?:之[一二三四五六七八九十]+)?` +
		// 〔2018〕28号
		`|[〔\[（(]\d{4}[〕\]）)](?:第)?\d+号` +
		// 第七十条第（二）项, 第六十三条之一第一款
		`|第` + numeral + `条(?:之[一二三四五六七八九十]+)?(?:第` + numeral + `款)?(?:第?[（(]` + numeral + `[）)]项|第` + numeral + `项)?(?:第` + numeral + `目)?` +
		`|第` + numeral + `款(?:第?[（(]` + numeral + `[）)]项|第` + numeral + `项)?` +
		`|第?[（(]` + numeral + `[）)]项?` +
		`|第\d+页第\d+行(?:至第\d+行)?` +
		`|第` + numeral + `(?:[项页行章节目次期号点]|部分)` +
		// 91341524MA2TEST0X8, WPS
		`|[0-9]*[A-Za-z][A-Za-z0-9+#@._/:-]*` +
		// 1,234.56万元, 30个, 2019年, 86.5%
		`|\d+(?:[,，]\d{3})*(?:\.\d+)*(?:[%％‰℃]|万元|亿元|个工作日|工作日|个月|[年月日时分秒号条款项页行元人名件个万亿倍米]|平方米)?`,
)

// longest is how many characters a Latin word may have and still be kept
// whole: digests and addresses are longer and may break anywhere.
const longest = 24

// keep marks the glyphs of a text that are kept whole. The glyphs are those of
// the text with dropped characters left out, so the match is made on them.
func (t *typesetter) keep(gs []glyph) {
	b := make([]byte, 0, 3*len(gs))
	at := make([]int, 0, 3*len(gs)+1) // byte → glyph
	for i, g := range gs {
		n := len(b)
		b = append(b, string(g.r)...)
		for range len(b) - n {
			at = append(at, i)
		}
	}
	at = append(at, len(gs))
	for _, m := range kept.FindAllIndex(b, -1) {
		from, to := at[m[0]], at[m[1]]
		if gs[from].r < 0x80 && to-from > longest {
			continue
		}
		t.groups++
		for i := from; i < to; i++ {
			gs[i].group = t.groups
			gs[i].stay = i > from
			gs[i].seam = i > from && seam(gs[from:to], i-from)
		}
	}
}

// seam says whether kept words may part before their glyph i where keeping
// them would tear the line above apart: a case number behind its year and its
// court's code, a reference before its next part. A number is never torn.
func seam(gs []glyph, i int) bool {
	switch p, q := gs[i-1].r, gs[i].r; {
	case len(gs)-i < 3:
		return false // no 号 or 项 alone on the next line
	case q == '第':
		return true
	case gs[0].r < 0x80 || len(gs) < 10:
		return false // a Latin word, or short
	case p == '）' || p == ')':
		return i < 8 && unicode.Is(unicode.Han, q)
	case p >= '0' && p <= '9':
		return unicode.Is(unicode.Han, q)
	default: // before the number of the case itself
		return q >= '0' && q <= '9' && unicode.Is(unicode.Han, p) && !slices.ContainsFunc(gs[i:], func(g glyph) bool {
			return unicode.Is(unicode.Han, g.r) && !strings.ContainsRune("号之一二三四五", g.r)
		})
	}
}
