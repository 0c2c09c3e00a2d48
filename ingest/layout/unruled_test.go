package layout

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// rowsOfText sets printed rows, each of its parts at the column's edge.
func rowsOfText(s *Sheet, y, pitch float64, edges []float64, rows ...[]string) float64 {
	for _, r := range rows {
		for c, text := range r {
			write(s, edges[c], y, text)
		}
		y += pitch
	}
	return y
}

func TestUnruledTable(t *testing.T) {
	edges := []float64{80, 150, 340}
	for name, c := range map[string]struct {
		gap  float64 // between rows of the table, over that between lines
		want string
	}{"close": {0, ""}, "apart": {10, ""}} {
		s := a4()
		write(&s, 112, 150, "被告提交的证据见下表。")
		y := rowsOfText(&s, 190, 22, edges, []string{"序号", "证据名称", "证明目的"}) + c.gap
		y = rowsOfText(&s, y, 22, edges,
			[]string{"1", "行政处罚决定书及其送", "证明被告于三月作出决定并"},
			[]string{"", "达回证", "送达原告"}) + c.gap
		y = rowsOfText(&s, y, 22, edges,
			[]string{"2", "现场检查笔录、询问笔", "证明原告有违法行为"},
			[]string{"", "录两份", ""}) + c.gap
		y = rowsOfText(&s, y, 22, edges, []string{"3", "听证告知书", "证明程序合法"})
		write(&s, 112, y+20, "以上证据经庭审质证，可以作为认定事实的依据，本院予以")
		write(&s, 80, y+42, "采信。")
		want := `¶ 被告提交的证据见下表。
¶ 1.1.1 序号
¶ 1.1.2 证据名称
¶ 1.1.3 证明目的
¶ 1.2.1 1
¶ 1.2.2 行政处罚决定书及其送
1.2.2 达回证
¶ 1.2.3 证明被告于三月作出决定并
1.2.3 送达原告
¶ 1.3.1 2
¶ 1.3.2 现场检查笔录、询问笔
1.3.2 录两份
¶ 1.3.3 证明原告有违法行为
¶ 1.4.1 3
¶ 1.4.2 听证告知书
¶ 1.4.3 证明程序合法
¶ 以上证据经庭审质证，可以作为认定事实的依据，本院予以
采信。
`
		if got := told(Arrange([]Sheet{s})[0]); got != want {
			t.Errorf("%s: got\n%s", name, got)
		}
	}
}

// What has gaps and is no table is read row by row.
func TestUnruledNone(t *testing.T) {
	for name, c := range map[string]struct {
		edges []float64
		rows  [][]string
	}{
		"names":               {[]float64{250, 400}, [][]string{{"审判长", "张三"}, {"审判员", "李四"}, {"审判员", "王五"}, {"", "二〇二三年三月一日"}, {"书记员", "赵六"}}},
		"names far apart":     {[]float64{80, 200, 400}, [][]string{{"审", "判　长", "张三"}, {"审", "判　员", "李四"}, {"书", "记　员", "王五"}}},
		"fees":                {[]float64{80, 400}, [][]string{{"案件受理费", "50元"}, {"鉴定费", "2000元"}, {"合计", "2050元"}}},
		"last column goes on": {[]float64{80, 200}, [][]string{{"送达文书", "行政判决书一份、上诉须知一份及"}, {"", "其副本"}, {"受送达人", "张三"}, {"送达日期", "二〇二三年三月一日"}}},
		"two columns": {[]float64{60, 310}, [][]string{
			{"左栏的文字从边到边排满", "右栏的文字从边到边排满"}, {"左栏的文字从边到边排满", "右栏的文字从边到边排满"}, {"左栏的文字从边到边排满", "右栏的文字从边到边排满"}, {"左栏的文字从边到边排满", "右栏的文字从边到边排满"},
		}},
		"gap by chance": {[]float64{80, 300}, [][]string{{"本院认为，被告作出", "的决定认定事实清楚"}, {"本院认为被告作出的决定认定事实清楚正确", ""}, {"适用法律正确", "，应予维持"}}},
	} {
		s := a4()
		write(&s, 112, 150, "本院认为，被告作出的行政处罚决定认定事实清楚，适用法")
		write(&s, 80, 172, "律正确，应予维持。")
		rowsOfText(&s, 194, 22, c.edges, c.rows...)
		for _, l := range Arrange([]Sheet{s})[0].Lines {
			if l.Cell != nil {
				t.Errorf("%s: %s", name, told(Arrange([]Sheet{s})[0]))
				break
			}
		}
	}
}

// Wherever text stands, no character is lost or doubled.
func TestUnruledKeeps(t *testing.T) {
	words := []string{"序号", "一份行政处罚决定书", "证明目的", "1", "2023年3月5日", "50元", ""}
	rapid.Check(t, func(t *rapid.T) {
		s := a4()
		edges := []float64{60, rapid.Float64Range(90, 250).Draw(t, "second"), rapid.Float64Range(260, 450).Draw(t, "third")}
		var want strings.Builder
		y := 100.0
		for range rapid.IntRange(2, 12).Draw(t, "rows") {
			for _, x := range edges {
				w := rapid.SampledFrom(words).Draw(t, "words")
				write(&s, x, y, w)
				want.WriteString(w)
			}
			y += rapid.SampledFrom([]float64{20, 22, 32}).Draw(t, "pitch")
		}
		n := 0
		for _, l := range Arrange([]Sheet{s})[0].Lines {
			for _, r := range l.Runes {
				if r != ' ' {
					n++
				}
			}
		}
		if all := len([]rune(want.String())); n < all*9/10 || n > all {
			t.Errorf("%d of %d characters", n, all)
		}
	})
}
