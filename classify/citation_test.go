package classify

import "testing"

func TestCitation(t *testing.T) {
	for _, x := range []struct{ short, long string }{
		{"三（一）", "第三条第（一）项"}, {"五（二）10", "第五条第（二）项第10目"}, {"十八", "第十八条"}, {"十1", "第十条第1目"},
	} {
		c, err := ParseCitation(x.short)
		if err != nil {
			t.Errorf("%s: %v", x.short, err)
			continue
		}
		if c.String() != x.short || (Forms{}).long(c) != x.long {
			t.Errorf("%s: %s, %s", x.short, c, (Forms{}).long(c))
		}
	}
	c := Citation{Article: "十三", Paragraph: 2}
	if got := (Forms{}).long(c); got != "第十三条第二款" {
		t.Error(got)
	}
	for _, bad := range []string{"", "三(一)", "第三条", "3", "三（一", "三（一）a", "（一）"} {
		if c, err := ParseCitation(bad); err == nil {
			t.Errorf("%q reads as %v", bad, c)
		}
	}
}

func FuzzCitation(f *testing.F) {
	for _, s := range []string{"三（一）", "五（二）10", "十八", "三(一)", "二（五）1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c, err := ParseCitation(s); err == nil && c.String() != s {
			t.Errorf("%q prints as %q", s, c)
		}
	})
}

func TestText(t *testing.T) {
	text, err := parseText("某办法\n第一条 为了 10 日内，\n第二条 有下列情形的：\n（一）甲；\n(二)乙：\n1、子；\n  续子。\n2．丑。\n以上为第二款。\n%%\n抄送\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(text.Head) != 1 || len(text.Tail) != 1 || len(text.Articles) != 2 {
		t.Fatalf("%+v", text)
	}
	for _, x := range []struct {
		short     string
		paragraph int
		want      string
	}{
		{"一", 0, "为了10日内，"}, {"二（一）", 0, "甲；"}, {"二（二）", 0, "乙："}, {"二（二）1", 0, "子；"}, {"二（二）2", 0, "丑。"}, {"二", 2, "以上为第二款。"},
	} {
		c, err := ParseCitation(x.short)
		if err != nil {
			t.Fatal(err)
		}
		c.Paragraph = x.paragraph
		n := text.find(c)
		if n == nil || n.words(c) != x.want {
			t.Errorf("%s: %+v, want %s", x.short, n, x.want)
		}
	}
	for _, short := range []string{"三", "二（三）", "二（一）1"} {
		c, _ := ParseCitation(short)
		if text.find(c) != nil {
			t.Errorf("%s is found", short)
		}
	}
	if _, err := parseText("第一条 甲\n第一条 乙\n"); err == nil {
		t.Error("a repeated article is taken")
	}
	if _, err := parseText("没有条文\n"); err == nil {
		t.Error("a text without articles is taken")
	}
}
