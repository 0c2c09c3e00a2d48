package classify

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// Text is a regulation's full wording by article, paragraph and item. White
// space is dropped: the sources' PDFs left it between digits and characters.
type Text struct {
	Head     []string // lines before the first article
	Articles []*Node
	Tail     []string // lines behind the last article: signature, annex
}

// Node is an article (条), an item (项) or a case of an item (目).
type Node struct {
	Mark       string      // as cited: 三, （一）, 10
	Printed    string      // as printed: 第三条, 三、, (一), 10、
	Paragraphs []Paragraph // 款, in order; an item without own text has none
}

// Paragraph is a paragraph with the items that follow it.
type Paragraph struct {
	Text  string
	Items []*Node
}

// The marks that open a block of a regulation's text. A line that starts with
// white space continues the block above it; a line %% ends the articles.
var (
	markChapter = regexp.MustCompile(`^第([一二三四五六七八九十百]+)条`)
	markList    = regexp.MustCompile(`^([一二三四五六七八九十百]+)、`)
	markItem    = regexp.MustCompile(`^[（(]([一二三四五六七八九十]+)[）)]`)
	markSub     = regexp.MustCompile(`^([0-9]+)[、.．]`)
)

// parseText reads text.txt. A line is one block: an article, an item, a case
// of an item, or a paragraph of the article (of the item or case above it,
// where the line is indented).
func parseText(s string) (*Text, error) {
	t := &Text{}
	var article, item, sub *Node
	tail := false
	for i, raw := range strings.Split(strings.TrimPrefix(s, "\ufeff"), "\n") {
		indented := raw != "" && (raw[0] == ' ' || raw[0] == '\t')
		line := squeeze(raw)
		switch {
		case line == "":
		case line == "%%":
			tail = true
		case tail:
			t.Tail = append(t.Tail, line)
		default:
			m := markChapter.FindStringSubmatch(line)
			if m == nil {
				m = markList.FindStringSubmatch(line)
			}
			if m != nil && !indented {
				article, item, sub = &Node{Mark: m[1], Printed: m[0]}, nil, nil
				for _, a := range t.Articles {
					if a.Mark == m[1] {
						return nil, fmt.Errorf("第%d行：第%s条重复", i+1, m[1])
					}
				}
				article.Paragraphs = []Paragraph{{Text: line[len(m[0]):]}}
				t.Articles = append(t.Articles, article)
				continue
			}
			if article == nil {
				t.Head = append(t.Head, line)
				continue
			}
			if m := markItem.FindStringSubmatch(line); m != nil && !indented {
				item, sub = &Node{Mark: "（" + m[1] + "）", Printed: m[0], Paragraphs: []Paragraph{{Text: line[len(m[0]):]}}}, nil
				last := &article.Paragraphs[len(article.Paragraphs)-1]
				last.Items = append(last.Items, item)
				continue
			}
			if m := markSub.FindStringSubmatch(line); m != nil && !indented {
				sub = &Node{Mark: m[1], Printed: m[0], Paragraphs: []Paragraph{{Text: line[len(m[0]):]}}}
				owner := article
				if item != nil {
					owner = item
				}
				last := &owner.Paragraphs[len(owner.Paragraphs)-1]
				last.Items = append(last.Items, sub)
				continue
			}
			owner := article
			if indented && sub != nil {
				owner = sub
			} else if indented && item != nil {
				owner = item
			} else {
				item, sub = nil, nil
			}
			owner.Paragraphs = append(owner.Paragraphs, Paragraph{Text: line})
		}
	}
	if len(t.Articles) == 0 {
		return nil, fmt.Errorf("没有找到条文")
	}
	return t, nil
}

// find resolves a citation; nil where the text has no such provision. Of two
// items with the same mark the first is taken unless the paragraph tells.
func (t *Text) find(c Citation) *Node {
	for _, a := range t.Articles {
		if a.Mark != c.Article {
			continue
		}
		if c.Paragraph > len(a.Paragraphs) {
			return nil
		}
		n := a
		if c.Item != "" {
			n = a.child(c.Item, c.Paragraph)
		}
		if n != nil && c.Sub != "" {
			n = n.child(c.Sub, 0)
		}
		return n
	}
	return nil
}

func (n *Node) child(mark string, paragraph int) *Node {
	for i, p := range n.Paragraphs {
		if paragraph > 0 && i != paragraph-1 {
			continue
		}
		for _, x := range p.Items {
			if x.Mark == mark {
				return x
			}
		}
	}
	return nil
}

// words are the node's own words: its paragraphs without their items, or one
// paragraph where the citation names it.
func (n *Node) words(c Citation) string {
	if c.Paragraph > 0 && c.Item == "" {
		return n.Paragraphs[c.Paragraph-1].Text
	}
	return n.Paragraphs[0].Text
}

// whole is everything that the node says, items too, for finding quotations.
func (n *Node) whole() string {
	var b strings.Builder
	for _, p := range n.Paragraphs {
		b.WriteString(p.Text)
		for _, x := range p.Items {
			b.WriteString(x.Mark)
			b.WriteString(x.whole())
		}
	}
	return b.String()
}

// lines are the node and all below it as printed, one block a line.
func (n *Node) lines(out []string) []string {
	mark := n.Printed
	for _, p := range n.Paragraphs {
		out = append(out, mark+p.Text)
		mark = ""
		for _, x := range p.Items {
			out = x.lines(out)
		}
	}
	return out
}

// squeeze drops all white space.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u3000' || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
}
