package layout

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// ruleBox draws the four sides of a field.
func ruleBox(s *Sheet, x0, y0, x1, y1 float64) {
	s.Rules = append(s.Rules, Box{x0, y0, x1, y0}, Box{x0, y1, x1, y1}, Box{x0, y0, x0, y1}, Box{x1, y0, x1, y1})
}

// told gives the lines of a page, each with its cell and a mark where a
// paragraph begins.
func told(p Page) string {
	var b strings.Builder
	for _, l := range p.Lines {
		if l.Para {
			b.WriteString("¶ ")
		}
		if l.Cell != nil {
			fmt.Fprintf(&b, "%d.%d.%d ", l.Cell.Table, l.Cell.Row, l.Cell.Column)
		}
		b.WriteString(l.Text() + "\n")
	}
	return b.String()
}

func TestTable(t *testing.T) {
	s := a4()
	write(&s, 112, 180, "查明的事实见下表。")
	// A head over two columns, and a field over two rows; each drawn line by
	// line across the fields, as some producers do.
	ruleBox(&s, 80, 200, 220, 240)
	ruleBox(&s, 220, 200, 500, 240)
	ruleBox(&s, 80, 240, 220, 340)
	ruleBox(&s, 220, 240, 360, 290)
	ruleBox(&s, 360, 240, 500, 290)
	ruleBox(&s, 220, 290, 360, 340)
	ruleBox(&s, 360, 290, 500, 340)
	write(&s, 118, 212, "行政行为")
	write(&s, 310, 212, "日期和结果")
	write(&s, 84, 246, "青市监罚〔２〕号")
	write(&s, 224, 246, "二〇二三年三月一")
	write(&s, 364, 246, "撤销，责令被告重")
	write(&s, 84, 266, "行政处罚决定书")
	write(&s, 224, 266, "日")
	write(&s, 364, 266, "新作出行政行为")
	write(&s, 224, 296, "二〇二三年四月")
	write(&s, 364, 296, "确认违法")
	write(&s, 112, 360, "以上事实足以认定。")
	want := `¶ 查明的事实见下表。
¶ 1.1.1 行政行为
¶ 1.1.2 日期和结果
¶ 1.2.1 青市监罚〔２〕号
1.2.1 行政处罚决定书
¶ 1.2.2 二〇二三年三月一
1.2.2 日
¶ 1.2.3 撤销，责令被告重
1.2.3 新作出行政行为
¶ 1.3.2 二〇二三年四月
¶ 1.3.3 确认违法
¶ 以上事实足以认定。
`
	if got := told(Arrange([]Sheet{s})[0]); got != want {
		t.Errorf("got\n%s", got)
	}
	// The same drawn in stripes, with the outer edges left open, on a page
	// turned upside down.
	open := a4()
	for _, r := range s.Rules {
		if r.X0 != r.X1 || r.X0 != 80 && r.X0 != 500 {
			r.X1, r.Y1 = r.X1+0.5, r.Y1+0.5
			open.Rules = append(open.Rules, r)
		}
	}
	open.Glyphs = append(open.Glyphs, s.Glyphs...)
	for i := range open.Rules {
		r := &open.Rules[i]
		*r = Box{595 - r.X1, 842 - r.Y1, 595 - r.X0, 842 - r.Y0}
	}
	for i := range open.Glyphs {
		g := &open.Glyphs[i]
		g.Angle, g.Box = 180, Box{595 - g.Box.X1, 842 - g.Box.Y1, 595 - g.Box.X0, 842 - g.Box.Y0}
	}
	if got := told(Arrange([]Sheet{open})[0]); got != want {
		t.Errorf("open and upside down, got\n%s", got)
	}
}

// What is ruled but is no table is read as if it had no rules.
func TestNoTable(t *testing.T) {
	text := func() Sheet {
		s := a4()
		write(&s, 80, 200, "　　本院认为，被告作出的行政处罚决定认定事实清楚")
		write(&s, 80, 230, "，适用法律正确，应予维持。")
		write(&s, 80, 290, "审判长　　张三")
		write(&s, 80, 320, "审判员　　李四")
		return s
	}
	plain := text()
	want := told(Arrange([]Sheet{plain})[0])
	for name, rules := range map[string][]Box{
		"frame":       {{60, 60, 535, 60}, {60, 780, 535, 780}, {60, 60, 60, 780}, {535, 60, 535, 780}},
		"letterhead":  {{60, 100, 535, 102}, {60, 750, 535, 751}},
		"underline":   {{112, 217, 300, 217}, {80, 247, 200, 247}},
		"margin line": {{60, 60, 535, 60}, {70, 60, 70, 780}, {60, 780, 535, 780}},
		"rows":        {{60, 190, 535, 190}, {60, 250, 535, 250}, {60, 280, 535, 280}, {60, 350, 535, 350}, {60, 190, 60, 350}, {535, 190, 535, 350}},
	} {
		s := text()
		s.Rules = rules
		if got := told(Arrange([]Sheet{s})[0]); got != want {
			t.Errorf("%s: got\n%s", name, got)
		}
	}
}

// Whatever rules there are, no character is lost or doubled.
func TestTableKeeps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := a4()
		place := rapid.Float64Range(0, 595)
		for range rapid.IntRange(0, 30).Draw(t, "rules") {
			x, y, d := place.Draw(t, "x"), place.Draw(t, "y"), rapid.Float64Range(5, 400).Draw(t, "length")
			if rapid.Bool().Draw(t, "level") {
				s.Rules = append(s.Rules, Box{x, y, x + d, y})
			} else {
				s.Rules = append(s.Rules, Box{x, y, x, y + d})
			}
		}
		for i := range 12 {
			write(&s, 80, 100+30*float64(i), "本院认为原告的诉讼请求有事实和法律依据应予支持")
		}
		n := 0
		for _, l := range Arrange([]Sheet{s})[0].Lines {
			for _, r := range l.Runes {
				if r != ' ' {
					n++
				}
			}
		}
		if n != len(s.Glyphs) {
			t.Errorf("%d of %d characters", n, len(s.Glyphs))
		}
	})
}
