// Package law reads citations of provisions (援引的法律条文) and tells which
// version of a law was in force.
//
// In: normalised text (full-width Chinese brackets, half-width digits, no
// white space). Out: citations with the place of each, in runes of the text
// given. It never looks at what a provision says: that is the caller's.
package law

import (
	"strconv"
	"strings"
)

// Citation is one provision of one law. 0 stands for a level not given.
type Citation struct {
	// Title is the law's name without its outer brackets, as printed, or in full
	// where a short form was introduced (以下简称《解释》); "" where the text does
	// not tell which law is meant.
	Title     string
	Article   int // 条
	Inserted  int // 之一, 之二 behind 条
	Paragraph int // 款
	Item      int // 项
	Point     int // 目, and the numbered cases below an item
	// Number is the document number printed behind the title, for one
	// 法释〔2018〕1号.
	Number string
	// Start and End are the runes of this provision; End is behind its last
	// character. In a list (第（一）、（三）项) each has its own part.
	Start, End int
	// TitleStart and TitleEnd are the runes of the title, brackets included;
	// both -1 where the provision stands without one.
	TitleStart, TitleEnd int
	// Implied is set where the title was taken from before (该法, a list, the
	// sentence's last title).
	Implied bool
	// Contract is set where the title is that of an agreement, a certificate or
	// a decision, not of a law.
	Contract bool
}

// Long prints the provision as judgments do: 第七十四条第一款第（二）项.
func (c Citation) Long() string {
	var b strings.Builder
	if c.Article > 0 {
		b.WriteString("第" + Numeral(c.Article) + "条")
	}
	if c.Inserted > 0 {
		b.WriteString("之" + Numeral(c.Inserted))
	}
	if c.Paragraph > 0 {
		b.WriteString("第" + Numeral(c.Paragraph) + "款")
	}
	if c.Item > 0 {
		b.WriteString("第（" + Numeral(c.Item) + "）项")
	}
	if c.Point > 0 {
		b.WriteString("第" + strconv.Itoa(c.Point) + "目")
	}
	return b.String()
}

// Short prints the provision as lawyers note it: 三（一）, 五（二）10; a paragraph
// keeps its word, 七十四第一款（二）, for two bare numerals would run together.
func (c Citation) Short() string {
	var b strings.Builder
	if c.Article > 0 {
		b.WriteString(Numeral(c.Article))
	}
	if c.Inserted > 0 {
		b.WriteString("之" + Numeral(c.Inserted))
	}
	if c.Paragraph > 0 {
		b.WriteString("第" + Numeral(c.Paragraph) + "款")
	}
	if c.Item > 0 {
		b.WriteString("（" + Numeral(c.Item) + "）")
	}
	if c.Point > 0 {
		b.WriteString(strconv.Itoa(c.Point))
	}
	return b.String()
}

// String prints title and provision: 《中华人民共和国行政诉讼法》第七十条第（二）项.
func (c Citation) String() string {
	if c.Title == "" {
		return c.Long()
	}
	return "《" + c.Title + "》" + c.Long()
}

// Same reports whether two citations name the same provision of the same
// law, whatever way each is printed.
func (c Citation) Same(d Citation) bool {
	return Canonical(c.Title, c.Number) == Canonical(d.Title, d.Number) && c.Article == d.Article && c.Inserted == d.Inserted &&
		c.Paragraph == d.Paragraph && c.Item == d.Item && c.Point == d.Point
}

// Parse reads one provision by itself, with or without its title, in the long
// or the short form; false for anything else or more than one.
func Parse(s string) (Citation, bool) {
	rs := []rune(s)
	if found := Find(rs); len(found) == 1 && found[0].End == len(rs) && (found[0].Start == 0 || found[0].TitleStart == 0) {
		return found[0], true
	}
	return parseShort(rs)
}

func parseShort(rs []rune) (Citation, bool) {
	c := Citation{TitleStart: -1, TitleEnd: -1}
	v, n := number(rs)
	if n == 0 {
		return c, false
	}
	c.Article = v
	if n < len(rs) && rs[n] == '、' {
		n++
	}
	if n+1 < len(rs) && rs[n] == '之' {
		v, k := number(rs[n+1:])
		if k == 0 {
			return c, false
		}
		c.Inserted, n = v, n+1+k
	}
	if n < len(rs) && rs[n] == '第' {
		v, k := number(rs[n+1:])
		if k == 0 || n+1+k >= len(rs) || rs[n+1+k] != '款' {
			return c, false
		}
		c.Paragraph, n = v, n+k+2
	}
	if n < len(rs) && (rs[n] == '（' || rs[n] == '(') {
		v, k := bracketed(rs[n:])
		if k == 0 {
			return c, false
		}
		c.Item, n = v, n+k
	}
	if n < len(rs) && c.Item > 0 {
		v, k := number(rs[n:])
		if k == 0 {
			return c, false
		}
		c.Point, n = v, n+k
	}
	c.End = n
	return c, n == len(rs)
}

const digits = "零一二三四五六七八九"

// Numeral writes 0 to 9999 in Chinese numerals as laws number their articles
// (十二, 一百零五); other numbers stay digits.
func Numeral(v int) string {
	if v < 0 || v > 9999 {
		return strconv.Itoa(v)
	}
	if v == 0 {
		return "零"
	}
	ds := []rune(digits)
	var out []rune
	gap := false
	for _, u := range []struct {
		size int
		name rune
	}{{1000, '千'}, {100, '百'}, {10, '十'}, {1, 0}} {
		d := v / u.size % 10
		if d == 0 {
			gap = len(out) > 0
			continue
		}
		if gap {
			out = append(out, '零')
			gap = false
		}
		if !(u.size == 10 && d == 1 && len(out) == 0) {
			out = append(out, ds[d])
		}
		if u.name != 0 {
			out = append(out, u.name)
		}
	}
	return string(out)
}

// number reads the longest number below 10,000 at the head of rs: digits,
// 一百三十六, 一三六, with 〇 ○ 零 for zero.
func number(rs []rune) (v, n int) {
	if len(rs) == 0 {
		return 0, 0
	}
	if rs[0] >= '0' && rs[0] <= '9' {
		for n < len(rs) && n < 4 && rs[n] >= '0' && rs[n] <= '9' {
			v = v*10 + int(rs[n]-'0')
			n++
		}
		if v == 0 || n < len(rs) && rs[n] >= '0' && rs[n] <= '9' {
			return 0, 0
		}
		return v, n
	}
	digit, have, plain := 0, false, true
	positional := 0
	last := 10_000
loop:
	for n < len(rs) && n < 9 {
		r := rs[n]
		switch d := strings.IndexRune("〇一二三四五六七八九", r); {
		case d >= 0 || r == '零' || r == '○':
			d = max(d, 0) / len("一")
			if have && !plain && d > 0 {
				break loop
			}
			digit, have = d, d > 0 || have
			positional = positional*10 + d
		case r == '十' || r == '百' || r == '千':
			u := map[rune]int{'十': 10, '百': 100, '千': 1000}[r]
			if u >= last || plain && n > 1 {
				break loop
			}
			if !have || digit == 0 {
				if u != 10 {
					break loop
				}
				digit = 1
			}
			v += digit * u
			digit, have, plain, last = 0, false, false, u
		default:
			break loop
		}
		n++
	}
	if plain {
		v = positional
	} else {
		v += digit
	}
	if v <= 0 || v > 9999 {
		return 0, 0
	}
	return v, n
}

// bracketed reads （三） or （3）.
func bracketed(rs []rune) (v, n int) {
	if len(rs) < 3 || rs[0] != '（' && rs[0] != '(' {
		return 0, 0
	}
	v, n = number(rs[1:])
	if n == 0 || n+1 >= len(rs) || rs[n+1] != '）' && rs[n+1] != ')' {
		return 0, 0
	}
	return v, n + 2
}
