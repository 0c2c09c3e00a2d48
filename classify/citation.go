package classify

import (
	"fmt"
	"regexp"
	"strings"

	"zeren/extract/law"
)

// Citation is a provision of a regulation in the short form of lawyers:
// 三（一） is 第三条第（一）项, 五（二）10 its case 10. Paragraph (款) is 0 where
// the short form does not tell it.
type Citation struct {
	Article   string // 三
	Item      string // （一）, "" none
	Sub       string // 10, "" none
	Paragraph int
}

var citationForm = regexp.MustCompile(`^([一二三四五六七八九十百]+)(（[一二三四五六七八九十]+）)?([0-9]+)?$`)

// ParseCitation reads the short form.
func ParseCitation(s string) (Citation, error) {
	m := citationForm.FindStringSubmatch(s)
	if m == nil {
		return Citation{}, fmt.Errorf("条款“%s”的写法不对，应如 三（一）、五（二）10、十八", s)
	}
	return Citation{Article: m[1], Item: m[2], Sub: m[3]}, nil
}

// String prints the short form.
func (c Citation) String() string { return c.Article + c.Item + c.Sub }

// Forms are the words with which a regulation's provisions are cited in full;
// each has one %s. The paragraph's number goes in as a Chinese numeral.
type Forms struct {
	Article   string `yaml:"article"`
	Paragraph string `yaml:"paragraph"`
	Item      string `yaml:"item"`
	Sub       string `yaml:"sub"`
}

func (f Forms) or() Forms {
	if f.Article == "" {
		f.Article = "第%s条"
	}
	if f.Paragraph == "" {
		f.Paragraph = "第%s款"
	}
	if f.Item == "" {
		f.Item = "第%s项"
	}
	if f.Sub == "" {
		f.Sub = "第%s目"
	}
	return f
}

// long prints the citation in full: 第十五条第（一）项.
func (f Forms) long(c Citation) string {
	f = f.or()
	var b strings.Builder
	fmt.Fprintf(&b, f.Article, c.Article)
	if c.Paragraph > 0 {
		fmt.Fprintf(&b, f.Paragraph, law.Numeral(c.Paragraph))
	}
	if c.Item != "" {
		fmt.Fprintf(&b, f.Item, c.Item)
	}
	if c.Sub != "" {
		fmt.Fprintf(&b, f.Sub, c.Sub)
	}
	return strings.TrimSuffix(b.String(), "、")
}
