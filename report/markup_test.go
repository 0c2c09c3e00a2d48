package report

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func TestLayout(t *testing.T) {
	m, err := layout(`
# 案件基本情况
  正文**粗**字
# 空
## 下级
+ 甲
+ 乙
# 表
@table 1 3
|^ 头 | 身
| {label}{height 12.5}名 | 甲¶乙{foot 盖章¶年　月　日}
@attachments
@signing
@sign 甲局 | 　年　月　日
@annex 条文
> 引文
! 注`, []Event{{Label: "事"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []Block{
		{Kind: Heading, Level: 1, Runs: []Run{{Text: "一、案件基本情况"}}},
		{Kind: Paragraph, Runs: []Run{{Text: "正文"}, {Text: "粗", Bold: true}, {Text: "字"}}},
		{Kind: Heading, Level: 1, Runs: []Run{{Text: "二、空"}}},
		{Kind: Heading, Level: 2, Runs: []Run{{Text: "下级"}}},
		{Kind: Paragraph, Runs: []Run{{Text: "1.甲"}}},
		{Kind: Paragraph, Runs: []Run{{Text: "2.乙"}}},
		{Kind: Heading, Level: 1, Runs: []Run{{Text: "三、表"}}},
		{Kind: Rows, Table: &Table{Widths: []float64{0.25, 0.75}, Head: []string{"头", "身"}, Rows: [][]Cell{{
			{Text: []string{"名"}, Label: true, MinHeight: 12.5},
			{Text: []string{"甲", "乙"}, Foot: []string{"盖章", "年　月　日"}},
		}}}},
		{Kind: Attachments, Runs: []Run{{Text: "条文"}}},
		{Kind: Signing},
		{Kind: Break},
		{Kind: AnnexTitle, Runs: []Run{{Text: "附件1"}, {Text: "条文"}}},
		{Kind: Quote, Runs: []Run{{Text: "引文"}}},
		{Kind: Note, Runs: []Run{{Text: "注"}}},
	}
	if !reflect.DeepEqual(m.blocks, want) {
		t.Errorf("got %+v", m.blocks)
	}
	if len(m.signatures) != 1 || m.signatures[0].Unit != "甲局" {
		t.Errorf("signatures %+v", m.signatures)
	}
}

func TestAnEmptySectionSaysSo(t *testing.T) {
	m, err := layout("# 甲\n## 乙\n# 丙\n@signing", nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range m.blocks {
		got = append(got, b.text())
	}
	want := []string{"一、甲", "乙", emptySection, "二、丙", emptySection, ""}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestARelativeHeading(t *testing.T) {
	m, err := layout("# 甲\n#+ 乙\n正文\n#+ 丙\n正文\n# 丁\n## 戊\n#+ 己\n正文\n@annex 庚\n#+ 辛\n正文", nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range m.blocks {
		if b.Kind == Heading {
			got = append(got, b.text())
		}
	}
	want := []string{"一、甲", "（一）乙", "（二）丙", "二、丁", "戊", "己", "一、辛"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

// A value of the view comes out as it went in, whatever marks it holds, and
// never becomes a mark itself.
func TestValuesAreNoMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune("#>!|@*{}¶+甲 乙12")), 1, 30, -1).Draw(t, "value")
		v := View{Agency: "甲" + s + "乙"}
		guard(reflect.ValueOf(&v))
		m, err := layout(v.Agency, nil)
		if err != nil || len(m.blocks) != 1 || m.blocks[0].text() != "甲"+s+"乙" {
			t.Fatalf("%q became %+v (%v)", s, m.blocks, err)
		}
	})
}

func TestCount(t *testing.T) {
	for n := range 10000 {
		if got := count(hanNumber(n)); got != n {
			t.Fatalf("%s reads as %d, not %d", hanNumber(n), got, n)
		}
	}
	if got := count("一百〇三"); got != 103 {
		t.Errorf("一百〇三 reads as %d", got)
	}
}

func TestCite(t *testing.T) {
	law := Style{}
	law.defaults()
	notice := Style{Article: "第%s部分", Step: "第%s点"}
	notice.defaults()
	for _, k := range []struct {
		s           *Style
		short, want string
	}{
		{&law, "三（一）", "第三条第（一）项"}, {&law, "十八", "第十八条"}, {&law, "五（二）10", "第五条第（二）项第10目"},
		{&law, "十3", "第十条第3项"}, {&notice, "二（五）1", "第二部分第（五）项第1点"}, {&law, "附件", "附件"},
	} {
		if got := k.s.Cite(k.short); got != k.want {
			t.Errorf("%s: got %s, want %s", k.short, got, k.want)
		}
	}
}

func TestCiteAll(t *testing.T) {
	s := Style{}
	s.defaults()
	got := s.CiteAll([]string{"十八", "四（二）", "四（一）", "四（一）", "四（三）", "四（六）", "五（二）10", "五（二）2", "十3", "十1"})
	want := []string{"第四条第（一）至（三）、（六）项", "第五条第（二）项第2、10目", "第十条第1、3项", "第十八条"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

// What stands alone is not numbered, and counts anew under the next heading.
func TestAloneIsNotNumbered(t *testing.T) {
	m, err := layout("# 甲\n+ 独\n# 乙\n## 丙\n+ 子\n+ 丑\n## 丁\n+ 寅\n@annex 附\n+ 卯", nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range m.blocks {
		if b.Kind == Heading || b.Kind == Paragraph {
			got = append(got, b.text())
		}
	}
	want := []string{"一、甲", "独", "二、乙", "（一）丙", "1.子", "2.丑", "（二）丁", "寅", "卯"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}
