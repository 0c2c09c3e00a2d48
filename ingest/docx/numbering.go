package docx

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// number is a place in a list: which list, and how deep.
type number struct {
	id    string
	level int
}

func level(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return n
}

// numbering are the lists of a document (ECMA-376-1, 17.9).
type numbering struct {
	abstract map[string]*[9]format // by abstractNumId
	lists    map[string]string     // numId to abstractNumId
	counts   map[string]*[9]int    // by abstractNumId: lists of one kind count on
}

type format struct {
	kind  string
	text  string
	start int
}

type val struct {
	Val string `xml:"val,attr"`
}

func readNumbering(data []byte) (*numbering, error) {
	n := &numbering{abstract: map[string]*[9]format{}, lists: map[string]string{}, counts: map[string]*[9]int{}}
	if data == nil {
		return n, nil
	}
	var x struct {
		Abstract []struct {
			ID     string `xml:"abstractNumId,attr"`
			Levels []struct {
				Level string `xml:"ilvl,attr"`
				Start val    `xml:"start"`
				Kind  val    `xml:"numFmt"`
				Text  val    `xml:"lvlText"`
			} `xml:"lvl"`
		} `xml:"abstractNum"`
		Lists []struct {
			ID       string `xml:"numId,attr"`
			Abstract val    `xml:"abstractNumId"`
		} `xml:"num"`
	}
	if err := xml.Unmarshal(data, &x); err != nil {
		return nil, err
	}
	for _, a := range x.Abstract {
		var f [9]format
		for _, l := range a.Levels {
			start, err := strconv.Atoi(l.Start.Val)
			if err != nil {
				start = 1
			}
			f[level(l.Level)] = format{kind: l.Kind.Val, text: l.Text.Val, start: start}
		}
		n.abstract[a.ID] = &f
	}
	for _, l := range x.Lists {
		n.lists[l.ID] = l.Abstract.Val
	}
	return n, nil
}

// next counts one paragraph and gives the number before its text.
func (n *numbering) next(at number) string {
	if at.id == "" || at.id == "0" {
		return ""
	}
	key, ok := n.lists[at.id]
	formats := n.abstract[key]
	if !ok || formats == nil {
		return ""
	}
	c := n.counts[key]
	if c == nil {
		c = &[9]int{}
		for i := range c {
			c[i] = formats[i].start - 1
		}
		n.counts[key] = c
	}
	c[at.level]++
	for i := at.level + 1; i < 9; i++ {
		c[i] = formats[i].start - 1
	}
	f := formats[at.level]
	if f.kind == "bullet" || f.kind == "none" {
		return ""
	}
	text := f.text
	for i := 0; i <= at.level; i++ {
		text = strings.ReplaceAll(text, fmt.Sprintf("%%%d", i+1), formats[i].write(max(c[i], 0)))
	}
	return text
}

// write gives a number in the format's kind.
func (f format) write(n int) string {
	switch f.kind {
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand":
		return chinese(n)
	case "ideographDigital", "japaneseDigitalTenThousand":
		return strings.Map(func(r rune) rune { return []rune("〇一二三四五六七八九")[r-'0'] }, strconv.Itoa(n))
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1))
		}
	case "decimalFullWidth":
		return strings.Map(func(r rune) rune { return r + 0xfee0 }, strconv.Itoa(n))
	case "lowerLetter", "upperLetter":
		if n >= 1 && n <= 26 {
			if f.kind == "upperLetter" {
				return string(rune('A' + n - 1))
			}
			return string(rune('a' + n - 1))
		}
	}
	return strconv.Itoa(n)
}

// chinese writes 1 to 9999 as counted: 一, 十, 十二, 二十, 一百零三.
func chinese(n int) string {
	if n <= 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	digits, units := []rune("零一二三四五六七八九"), []string{"千", "百", "十", ""}
	var b strings.Builder
	gap := false
	for i, p := range []int{1000, 100, 10, 1} {
		d := n / p % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune('零')
			gap = false
		}
		if !(d == 1 && p == 10 && n < 20) {
			b.WriteRune(digits[d])
		}
		b.WriteString(units[i])
	}
	return b.String()
}

// styleNumbers reads which lists the paragraph styles belong to.
func (p *parser) styleNumbers() (map[string]number, error) {
	data, err := p.part("word/styles.xml")
	if err != nil || data == nil {
		return nil, err
	}
	var x struct {
		Styles []struct {
			ID    string `xml:"styleId,attr"`
			List  val    `xml:"pPr>numPr>numId"`
			Level val    `xml:"pPr>numPr>ilvl"`
		} `xml:"style"`
	}
	if err := xml.Unmarshal(data, &x); err != nil {
		return nil, fmt.Errorf("docx: styles: %w: %v", ErrDamaged, err)
	}
	out := map[string]number{}
	for _, s := range x.Styles {
		if s.List.Val != "" {
			out[s.ID] = number{s.List.Val, level(s.Level.Val)}
		}
	}
	return out, nil
}
