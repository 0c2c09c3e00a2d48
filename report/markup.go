package report

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// The markup of a document template, one mark a line, white space at both
// ends of a line without meaning, empty lines ignored:
//
//	# text          heading of level 1 (一、), numbered by itself; ## （一）, ### 1., #### （1）
//	#+ text         a heading one level below the last one that is none of these
//	+ text          a paragraph numbered by itself (1. 2. 3.), anew under each heading
//	> text          a quotation
//	! text          small print
//	@break          a new page
//	@timeline       the picture of the case in time
//	@attachments    the list of the annexes (附件说明)
//	@sign A | B     a place for the seal of A, with the printed blank date B
//	@signing        here the signatures are printed
//	@annex text     a new page with 附件N and the title text
//	@table 2 3 5    a table follows, columns in these shares
//	|^ a | b | c    its head, repeated on each page
//	| a | b | c     a row; ¶ parts paragraphs of a cell
//	anything else   a paragraph
//
// A cell may begin with {label} (a printed label, centred) and {height 60}
// (at least 60 mm high), and end with {foot a¶b} (lines at its lower right).
// What stands alone loses its number: a single + paragraph under its heading, and
// a single heading below level 1. **text** is bold. Values of the view cannot act as marks: see guard.
const markup = "#>!|@*{}¶+"

// The marks inside values are carried through the template as noncharacters,
// which no document can contain, and turned back when blocks are made.
var (
	guardMarks  = newReplacer(false)
	unguardText = newReplacer(true)
)

func newReplacer(back bool) *strings.Replacer {
	var pairs []string
	for i, r := range []rune(markup) {
		hidden := string(rune(0xFDD0 + i))
		if back {
			pairs = append(pairs, hidden, string(r))
		} else {
			pairs = append(pairs, string(r), hidden)
		}
	}
	return strings.NewReplacer(pairs...)
}

// markupError is a mistake in a template's text.
type markupError struct {
	Line int
	Text string
}

func (e *markupError) Error() string { return fmt.Sprintf("第%d行：%s", e.Line, e.Text) }

// matter is what a template's text gives: blocks and places for signatures.
type matter struct {
	blocks     []Block
	signatures []Signature
	annexes    []string
}

// layout turns marked-up text into blocks. Lines of the timeline are given,
// because a template only says where they go.
func layout(text string, line []Event) (matter, error) {
	b := builder{line: line}
	for i, l := range strings.Split(text, "\n") {
		l = strings.TrimSpace(l)
		if l == "" {
			continue
		}
		if err := b.add(l); err != nil {
			return matter{}, &markupError{Line: i + 1, Text: err.Error()}
		}
	}
	b.fill(1)
	b.close(0)
	b.list()
	return b.matter, nil
}

// emptySection is what a heading says for which nothing is known.
const emptySection = "本部分的情况，现有材料没有记载，待承办人员核实后补充。"

type builder struct {
	matter
	line    []Event
	counts  [5]int
	heads   [5]int // the block of the first heading of each level under the one above it
	level   int    // of the last heading with a level of its own
	points  int    // numbered paragraphs under the heading
	point   int    // the block of the first of them
	open    int    // level of the heading that has no text yet, 0 for none
	inTable bool
}

func (b *builder) add(l string) error {
	switch {
	case strings.HasPrefix(l, "|"):
		return b.row(l)
	case strings.HasPrefix(l, "#"):
		return b.heading(l)
	case strings.HasPrefix(l, "@"):
		return b.command(l)
	}
	b.inTable = false
	kind := Paragraph
	switch l[0] {
	case '>':
		kind, l = Quote, l[1:]
	case '!':
		kind, l = Note, l[1:]
	case '+':
		if b.points++; b.points == 1 {
			b.point = len(b.blocks)
		}
		l = strconv.Itoa(b.points) + "." + strings.TrimSpace(l[1:])
	}
	runs := bold(strings.TrimSpace(l))
	if len(runs) == 0 {
		return errors.New("标记之后没有文字")
	}
	b.put(Block{Kind: kind, Runs: runs})
	return nil
}

func (b *builder) put(k Block) {
	b.open = 0
	b.blocks = append(b.blocks, k)
}

func (b *builder) heading(l string) error {
	b.inTable = false
	level := 0
	for level < len(l) && l[level] == '#' {
		level++
	}
	if strings.HasPrefix(l, "#+") {
		level = b.level + 1
		l = strings.Repeat("#", level) + l[2:]
	} else {
		b.level = level
	}
	text := strings.TrimSpace(l[level:])
	if level > 4 || text == "" {
		return errors.New("标题由一至四个“#”和文字组成")
	}
	b.fill(level)
	b.close(level)
	if b.counts[level]++; b.counts[level] == 1 {
		b.heads[level] = len(b.blocks)
	}
	n := b.counts[level]
	b.blocks = append(b.blocks, Block{Kind: Heading, Level: level, Runs: []Run{{Text: headingNumber(level, n) + unguardText.Replace(text)}}})
	b.open = level
	return nil
}

// close ends the list of numbered paragraphs and the headings below a level: what
// turned out to stand alone loses its number.
func (b *builder) close(level int) {
	if b.points == 1 {
		runs := b.blocks[b.point].Runs
		runs[0].Text = strings.TrimPrefix(runs[0].Text, "1.")
	}
	b.points = 0
	for i := level + 1; i < len(b.counts); i++ {
		if b.counts[i] == 1 && i > 1 {
			runs := b.blocks[b.heads[i]].Runs
			runs[0].Text = strings.TrimPrefix(runs[0].Text, headingNumber(i, 1))
		}
		b.counts[i] = 0
	}
}

// headingNumber is the number of the nth heading of a level (GB/T 9704-2012, 7.3.3).
func headingNumber(level, n int) string {
	switch level {
	case 1:
		return hanNumber(n) + "、"
	case 2:
		return "（" + hanNumber(n) + "）"
	case 3:
		return strconv.Itoa(n) + "."
	}
	return "（" + strconv.Itoa(n) + "）"
}

// fill gives an empty section its sentence before a heading of the same or a
// higher level, or the end, closes it.
func (b *builder) fill(level int) {
	if b.open >= level && b.open > 0 {
		b.put(Block{Kind: Paragraph, Runs: []Run{{Text: emptySection}}})
	}
}

func (b *builder) command(l string) error {
	b.inTable = false
	name, rest, _ := strings.Cut(l, " ")
	rest = strings.TrimSpace(rest)
	switch name {
	case "@break":
		b.fill(1)
		b.put(Block{Kind: Break})
	case "@timeline":
		if len(b.line) > 0 {
			b.put(Block{Kind: Timeline, Line: b.line})
		}
	case "@attachments":
		b.fill(1)
		b.put(Block{Kind: Attachments})
	case "@signing":
		b.fill(1)
		b.put(Block{Kind: Signing})
	case "@sign":
		unit, date, _ := strings.Cut(rest, "|")
		b.signatures = append(b.signatures, Signature{Unit: unguardText.Replace(strings.TrimSpace(unit)), Date: strings.TrimSpace(date)})
	case "@annex":
		if rest == "" {
			return errors.New("@annex 之后没有附件标题")
		}
		b.fill(1)
		b.close(0)
		b.level = 0
		b.annexes = append(b.annexes, unguardText.Replace(rest))
		b.put(Block{Kind: Break})
		b.put(Block{Kind: AnnexTitle, Runs: []Run{
			{Text: "附件" + strconv.Itoa(len(b.annexes))},
			{Text: unguardText.Replace(rest)},
		}})
	case "@table":
		return b.table(rest)
	default:
		return fmt.Errorf("没有名为“%s”的标记", name)
	}
	return nil
}

func (b *builder) table(shares string) error {
	var widths []float64
	sum := 0.0
	for _, f := range strings.Fields(shares) {
		w, err := strconv.ParseFloat(f, 64)
		if err != nil || !(w > 0 && w <= math.MaxInt32) {
			return fmt.Errorf("@table 的列宽“%s”不对，应为正数", f)
		}
		widths = append(widths, w)
		sum += w
	}
	if len(widths) == 0 {
		return errors.New("@table 之后没有各列的宽度")
	}
	for i := range widths {
		widths[i] /= sum
	}
	b.put(Block{Kind: Rows, Table: &Table{Widths: widths}})
	b.inTable = true
	return nil
}

func (b *builder) row(l string) error {
	if !b.inTable {
		return errors.New("表格的行之前没有 @table")
	}
	t := b.blocks[len(b.blocks)-1].Table
	head := strings.HasPrefix(l, "|^")
	l = strings.TrimPrefix(strings.TrimPrefix(l, "|"), "^")
	cells := strings.Split(l, "|")
	if len(cells) != len(t.Widths) {
		return fmt.Errorf("此行有%d格，表格有%d列", len(cells), len(t.Widths))
	}
	if head {
		if len(t.Head) > 0 || len(t.Rows) > 0 {
			return errors.New("表头只能有一行，写在各行之前")
		}
		for _, c := range cells {
			t.Head = append(t.Head, unguardText.Replace(strings.TrimSpace(c)))
		}
		return nil
	}
	row := make([]Cell, len(cells))
	for i, c := range cells {
		cell, err := parseCell(strings.TrimSpace(c))
		if err != nil {
			return err
		}
		row[i] = cell
	}
	t.Rows = append(t.Rows, row)
	return nil
}

func parseCell(s string) (Cell, error) {
	var c Cell
	if text, foot, ok := strings.Cut(s, "{foot "); ok {
		foot, rest, closed := strings.Cut(foot, "}")
		if !closed || strings.TrimSpace(rest) != "" {
			return c, errors.New("{foot …} 应在一格的末尾")
		}
		c.Foot = paragraphs(foot)
		s = strings.TrimSpace(text)
	}
	for strings.HasPrefix(s, "{") {
		option, rest, closed := strings.Cut(s[1:], "}")
		if !closed {
			return c, fmt.Errorf("“{%s”没有配对的“}”", option)
		}
		name, value, _ := strings.Cut(option, " ")
		switch name {
		case "label":
			c.Label = true
		case "height":
			h, err := strconv.ParseFloat(value, 64)
			if err != nil || !(h >= 0 && h <= mostRoom) {
				return c, fmt.Errorf("{height %s}：高度应为0至%.0f的毫米数", value, mostRoom)
			}
			c.MinHeight = h
		default:
			return c, fmt.Errorf("格没有名为“{%s}”的选项", option)
		}
		s = strings.TrimSpace(rest)
	}
	c.Text = paragraphs(s)
	return c, nil
}

func paragraphs(s string) []string {
	var out []string
	for _, p := range strings.Split(s, "¶") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, unguardText.Replace(p))
		}
	}
	return out
}

// bold splits a line at its ** marks.
func bold(s string) []Run {
	var runs []Run
	for i, part := range strings.Split(s, "**") {
		if part != "" {
			runs = append(runs, Run{Text: unguardText.Replace(part), Bold: i%2 == 1})
		}
	}
	return runs
}

// list fills in the list of annexes, or takes its place away.
func (b *builder) list() {
	out := b.blocks[:0]
	for _, k := range b.blocks {
		if k.Kind == Attachments {
			if len(b.annexes) == 0 {
				continue
			}
			for _, a := range b.annexes {
				k.Runs = append(k.Runs, Run{Text: a})
			}
		}
		out = append(out, k)
	}
	b.blocks = out
}
