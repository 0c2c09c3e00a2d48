package report

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"zeren/extract/law"
)

var digits = []string{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}

// hanNumber writes a number as laws number their articles.
func hanNumber(n int) string { return law.Numeral(n) }

var shortRef = regexp.MustCompile(`^([〇零一二三四五六七八九十百]+)(?:[（(]([一二三四五六七八九十百]+)[）)])?([0-9]+)?$`)

// Style is how a pack's regulation is cited in running text, from the file
// documents/style.yaml of the pack.
type Style struct {
	// Name and Number are the regulation's title and 文号, printed once.
	Name   string `yaml:"name"`
	Number string `yaml:"number"`
	// Short is the name that stands for it afterwards (以下简称), without 《》.
	Short string `yaml:"short"`
	// Article, Item and Step are the long forms of the parts of a short
	// reference 二（五）1, each with one %s, where running text needs others
	// than the pack's. Step0 is the form of a step
	// that stands in an article without items (十3).
	Article string `yaml:"article"`
	Item    string `yaml:"item"`
	Step    string `yaml:"step"`
	Step0   string `yaml:"step0"`
	// Organs are the organs whose names have changed since.
	Organs []Organ `yaml:"organs"`

	cite func(string) string // the pack's own forms
	own  bool                // the file gives forms, which go before the pack's
}

// Organ is an organ as a regulation prints it, and its present name; or, where
// the regulation uses a general term, the organ that the term stands for.
type Organ struct {
	Printed string `yaml:"printed" json:"printed"`
	Now     string `yaml:"now" json:"now"`
	Is      string `yaml:"is" json:"is,omitempty"`
}

func (s *Style) defaults() {
	s.own = s.Article+s.Item+s.Step+s.Step0 != ""
	for _, d := range []struct {
		field *string
		value string
	}{{&s.Article, "第%s条"}, {&s.Item, "第（%s）项"}, {&s.Step, "第%s目"}, {&s.Step0, "第%s项"}} {
		if *d.field == "" {
			*d.field = d.value
		}
	}
}

// Cite writes a short reference out: 五（三） is 第五条第（三）项. What is
// no short reference stays as it is.
func (s *Style) Cite(short string) string {
	if !s.own && s.cite != nil {
		if long := s.cite(short); long != "" {
			return long
		}
	}
	m := shortRef.FindStringSubmatch(short)
	if m == nil {
		return short
	}
	out := fmt.Sprintf(s.Article, m[1])
	if m[2] != "" {
		out += fmt.Sprintf(s.Item, m[2])
	}
	if m[3] != "" {
		form := s.Step
		if m[2] == "" {
			form = s.Step0
		}
		out += fmt.Sprintf(form, m[3])
	}
	return out
}

// CiteAll writes several short references out in the regulation's order,
// items of one article together: 第四条第（一）、（二）项, 第十八条.
func (s *Style) CiteAll(short []string) []string {
	list := append([]string{}, short...)
	sort.SliceStable(list, func(i, j int) bool { return less(order(list[i]), order(list[j])) })
	list = slices.Compact(list)
	var out []string
	for i := 0; i < len(list); {
		m := shortRef.FindStringSubmatch(list[i])
		j := i + 1
		if m == nil || m[2] == "" && m[3] == "" {
			out = append(out, s.Cite(list[i]))
			i = j
			continue
		}
		// Neighbours that differ only in their last part.
		part := func(n []string) (head, last string) {
			if n[3] != "" {
				return n[1] + "/" + n[2], n[3]
			}
			return n[1], n[2]
		}
		head, last := part(m)
		parts := []string{last}
		for j < len(list) {
			n := shortRef.FindStringSubmatch(list[j])
			if n == nil || n[2] == "" && n[3] == "" || (n[3] == "") != (m[3] == "") {
				break
			}
			h, l := part(n)
			if h != head {
				break
			}
			parts = append(parts, l)
			j++
		}
		one := s.Cite(list[i])
		switch {
		case len(parts) == 1:
		case m[3] == "":
			one = strings.Replace(one, "（"+parts[0]+"）", ranges(parts, "（", "）"), 1)
		default:
			at := strings.LastIndex(one, parts[0])
			one = one[:at] + ranges(parts, "", "") + one[at+len(parts[0]):]
		}
		out = append(out, one)
		i = j
	}
	return out
}

// ranges lists items, three and more in a row by their ends: （一）至（九）、（十一）.
func ranges(items []string, open, shut string) string {
	number := func(s string) int {
		if n, err := strconv.Atoi(s); err == nil {
			return n
		}
		return count(s)
	}
	var out []string
	for i := 0; i < len(items); {
		j := i
		for j+1 < len(items) && number(items[j+1]) == number(items[j])+1 {
			j++
		}
		if j-i < 2 {
			out = append(out, open+items[i]+shut)
			i++
			continue
		}
		out = append(out, open+items[i]+shut+"至"+open+items[j]+shut)
		i = j + 1
	}
	return strings.Join(out, "、")
}

// order gives a key by which short references sort as the regulation runs.
func order(short string) [3]int {
	m := shortRef.FindStringSubmatch(short)
	if m == nil {
		return [3]int{1 << 20}
	}
	step, _ := strconv.Atoi(m[3])
	return [3]int{count(m[1]), count(m[2]), step}
}

// count reads a Chinese numeral below 10000, 0 for none.
func count(s string) int {
	n, digit := 0, 0
	for _, r := range s {
		switch r {
		case '千':
			n += max(digit, 1) * 1000
			digit = 0
		case '百':
			n += max(digit, 1) * 100
			digit = 0
		case '十':
			n += max(digit, 1) * 10
			digit = 0
		default:
			for i, d := range digits {
				if d == string(r) {
					digit = i
				}
			}
		}
	}
	return n + digit
}

// root is the article of a short reference: 五 of 五（二）10.
func root(short string) string {
	if m := shortRef.FindStringSubmatch(short); m != nil {
		return m[1]
	}
	return short
}

// dateWords writes 2021-09-15 as 2021年9月15日; what is no date stays.
func dateWords(iso string) string {
	p := strings.Split(iso, "-")
	if len(p) != 3 {
		return iso
	}
	m, err1 := strconv.Atoi(p[1])
	d, err2 := strconv.Atoi(p[2])
	if err1 != nil || err2 != nil {
		return iso
	}
	return fmt.Sprintf("%s年%d月%d日", p[0], m, d)
}

// yuan writes a sum as official papers do: 36800元, 1263580.50元.
func yuan(v float64) string {
	if v == float64(int64(v)) {
		return strconv.FormatInt(int64(v), 10) + "元"
	}
	return strconv.FormatFloat(v, 'f', 2, 64) + "元"
}
