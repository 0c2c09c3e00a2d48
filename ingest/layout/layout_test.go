package layout

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// write sets text in squares of 16 points from (x, y) on.
func write(s *Sheet, x, y float64, text string) {
	for _, r := range text {
		w := 16.0
		if !cjk(r) {
			w = 8
		}
		if r != ' ' {
			s.Glyphs = append(s.Glyphs, Glyph{Rune: r, Box: Box{x, y, x + w, y + 16}})
		}
		x += w
	}
}

func a4() Sheet { return Sheet{Width: 595, Height: 842} }

func TestSpaces(t *testing.T) {
	for in, want := range map[string]string{
		"行 政 判 决 书":            "行政判决书",
		"第 12 号":               "第12号",
		"Art. 7 para. 2":       "Art. 7 para. 2",
		"审判长      张三":          "审判长 张三",
		"（2019）皖 1524 行初 12 号": "（2019）皖1524行初12号",
	} {
		s := a4()
		write(&s, 80, 300, in)
		if got := Arrange([]Sheet{s})[0].Lines[0].Text(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestBold(t *testing.T) {
	s := a4()
	write(&s, 80, 300, "判决书")
	write(&s, 80.4, 300, "判决书")
	if got := Arrange([]Sheet{s})[0].Lines; len(got) != 1 || got[0].Text() != "判决书" {
		t.Errorf("%d lines", len(got))
	}
}

func TestShuffled(t *testing.T) {
	s := a4()
	write(&s, 80, 340, "第二行的文字")
	write(&s, 176, 300, "后半")
	write(&s, 80, 300, "第一行的前半")
	p := Arrange([]Sheet{s})[0]
	if len(p.Lines) != 2 || p.Lines[0].Text() != "第一行的前半后半" || p.Lines[1].Text() != "第二行的文字" {
		t.Errorf("%+v", p.Lines)
	}
}

func TestPageNumber(t *testing.T) {
	for _, s := range []string{"1", "- 1 -", "— 12 —", "第1页", "第 3 页 共 7 页", "第一页", "1/7", "第2页/共5页", "１２", "-3-"} {
		if !pageNumber.MatchString(s) {
			t.Errorf("%q is not taken as a page number", s)
		}
	}
	for _, s := range []string{"2019年3月5日", "一、撤销", "12号", "1.5万元", "第十条", "五十元"} {
		if pageNumber.MatchString(s) {
			t.Errorf("%q is taken as a page number", s)
		}
	}
}

func TestFurniture(t *testing.T) {
	var sheets []Sheet
	for i := range 3 {
		s := a4()
		write(&s, 80, 40, "某某人民法院")
		write(&s, 80, 300, []string{"本院经审查认为", "原告的请求成立", "判决如下"}[i])
		write(&s, 290, 790, []string{"1", "2", "3"}[i])
		sheets = append(sheets, s)
	}
	for i, p := range Arrange(sheets) {
		var kinds []string
		for _, f := range p.Furniture {
			kinds = append(kinds, f.Kind)
		}
		if len(p.Lines) != 1 || strings.Join(kinds, " ") != "header page_number" {
			t.Errorf("page %d: %d lines, %v", i+1, len(p.Lines), kinds)
		}
	}
}

// TestNarrowBracket keeps a bracket in its line whose box is that of its ink.
func TestNarrowBracket(t *testing.T) {
	s := a4()
	write(&s, 80, 276, "适用〈行政诉")
	write(&s, 80, 300, "讼法〉的解释")
	for i, g := range s.Glyphs {
		if g.Rune == '〉' || g.Rune == '〈' {
			s.Glyphs[i].Box = Box{g.Box.X0 + 0.6, g.Box.Y0 + 0.5, g.Box.X0 + 7.5, g.Box.Y1 - 0.5}
		}
	}
	p := Arrange([]Sheet{s})[0]
	if len(p.Lines) != 2 || p.Lines[0].Text() != "适用〈行政诉" || p.Lines[1].Text() != "讼法〉的解释" {
		t.Errorf("%+v", p.Lines)
	}
}

// TestStrays counts what stands beside its line, and neither the last
// character of a paragraph nor a watermark.
func TestStrays(t *testing.T) {
	lines := func() Sheet {
		s := a4()
		write(&s, 112, 276, "经审理查明原告于")
		write(&s, 80, 300, "三月提出申请被告未作答")
		write(&s, 80, 324, "复")
		return s
	}
	sound := lines()
	marked := lines()
	marked.Glyphs = append(marked.Glyphs, Glyph{Rune: '副', Box: Box{100, 280, 160, 340}, Light: 0.7})
	stray := lines()
	stray.Glyphs = append(stray.Glyphs, Glyph{Rune: '、', Box: Box{257, 311, 261, 315}})
	for i, want := range []int{0, 0, 1} {
		if p := Arrange([]Sheet{[]Sheet{sound, marked, stray}[i]})[0]; p.Strays != want {
			t.Errorf("sheet %d: %d strays, want %d: %+v", i, p.Strays, want, p.Lines)
		}
	}
}

// TestColumns reads two columns one after the other, the title over both
// first, and a table row by row.
func TestColumns(t *testing.T) {
	s := a4()
	write(&s, 200, 100, "某某市人民政府公报总目录")
	for i := range 10 {
		y := 140 + 24*float64(i)
		write(&s, 60, y, "左栏的文字从边到边排满一行")
		write(&s, 310, y, "右栏的文字从边到边排满一行")
	}
	write(&s, 280, 790, "1")
	p := Arrange([]Sheet{s})[0]
	var got strings.Builder
	for _, l := range p.Lines {
		got.WriteString(string(l.Runes[:1]))
	}
	if got.String() != "某"+strings.Repeat("左", 10)+strings.Repeat("右", 10) {
		t.Errorf("%s", got.String())
	}
	for _, l := range p.Lines[2:11] {
		if l.Para {
			t.Errorf("a paragraph begins with %s", l.Text())
		}
	}
	table := a4()
	for i := range 10 {
		y := 140 + 24*float64(i)
		write(&table, 60, y, []string{"姓名", "出生日期与住所", "事由"}[i%3])
		write(&table, 310, y, []string{"张三", "不详", "申请公开信息"}[i%3])
	}
	if lines := Arrange([]Sheet{table})[0].Lines; len(lines) != 10 || lines[0].Text() != "姓名 张三" {
		t.Errorf("%d lines, the first %s", len(lines), lines[0].Text())
	}
}

// TestWhite holds text in the colour of the paper out of the body.
func TestWhite(t *testing.T) {
	s := a4()
	write(&s, 80, 300, "驳回起诉")
	n := len(s.Glyphs)
	write(&s, 80, 340, "撤销处罚决定")
	for i := n; i < len(s.Glyphs); i++ {
		s.Glyphs[i].Light = 1
	}
	p := Arrange([]Sheet{s})[0]
	if len(p.Lines) != 1 || len(p.Furniture) != 1 || p.Furniture[0].Kind != Hidden {
		t.Errorf("%+v", p)
	}
}

// TestNothingLost places characters anywhere, turned anyhow: all of them come
// out, each with its box.
func TestNothingLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sheets []Sheet
		in := map[rune]int{}
		for range rapid.IntRange(1, 3).Draw(t, "pages") {
			s := a4()
			for i := range rapid.IntRange(0, 60).Draw(t, "glyphs") {
				// No character twice on a page, so that none is a double.
				r := rune(0x4e00 + i)
				x, y := rapid.Float64Range(-50, 600).Draw(t, "x"), rapid.Float64Range(-50, 850).Draw(t, "y")
				size := rapid.Float64Range(0, 80).Draw(t, "size")
				s.Glyphs = append(s.Glyphs, Glyph{
					Rune: r, Box: Box{x, y, x + size, y + size},
					Angle: rapid.SampledFrom([]float64{0, 0, 0, 45, 90, 180, 270, -90, 359}).Draw(t, "angle"),
					Light: rapid.SampledFrom([]float64{0, 0, 0.7, 1}).Draw(t, "light"),
				})
				in[r]++
			}
			sheets = append(sheets, s)
		}
		out := map[rune]int{}
		for _, p := range Arrange(sheets) {
			for _, l := range p.Lines {
				if len(l.Runes) != len(l.Boxes) {
					t.Fatalf("%d runes, %d boxes", len(l.Runes), len(l.Boxes))
				}
				for _, r := range l.Runes {
					out[r]++
				}
			}
			for _, f := range p.Furniture {
				for _, r := range f.Text {
					out[r]++
				}
			}
		}
		delete(out, ' ')
		for r, n := range in {
			if out[r] != n {
				t.Fatalf("%c: %d in, %d out", r, n, out[r])
			}
		}
	})
}
