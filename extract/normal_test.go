package extract

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zeren/ingest"
)

// textOf gives the view of a plain text: one page, every line a paragraph.
func textOf(s string) *Text { return Normalize(&ingest.Document{Text: s}) }

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"行 政　判\u200b决\n书", "行政判决书"},
		{"（２０１９）皖１５２４行初１２号", "（2019）皖1524行初12号"},
		{"(2019)皖1524行初12号", "（2019）皖1524行初12号"},
		{"［2019］〔2019〕[2019]【2019】", "[2019]〔2019〕[2019]【2019】"},
		{"1,234.50元,其中", "1,234.50元，其中"},
		{"76 857．60元", "76857.60元"},
		{"10:30,判决如下:", "10:30，判决如下："},
		{"第三条.第四条", "第三条。第四条"},
		{"一.撤销;二.责令?", "一.撤销；二.责令？"},
		{"＜行政诉讼法＞<解释>", "〈行政诉讼法〉〈解释〉"},
		{"「甲」『乙』", "“甲”‘乙’"},
		{"溫州市甌海區人民政府潘橋街道辦事處", "温州市瓯海区人民政府潘桥街道办事处"},
		{"撤銷被訴行政處罰決定,責令被告重新作出", "撤销被诉行政处罚决定，责令被告重新作出"},
		{"⼈⺠法院⼀", "人民法院一"},
		{"二○一九年三月Ｏ日", "二○一九年三月O日"},
		{"张＊＊", "张**"},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestTraditionalPairs(t *testing.T) {
	for _, line := range traditional {
		rs := []rune(line)
		if len(rs)%2 != 0 {
			t.Fatalf("odd number of characters: %s", line)
		}
		for i := 0; i < len(rs); i += 2 {
			if _, ok := simplified[rs[i+1]]; ok {
				t.Errorf("%c → %c leads on to a further character", rs[i], rs[i+1])
			}
		}
	}
}

func TestTextPlaces(t *testing.T) {
	d := &ingest.Document{
		Text: "行 政 判 决 书\n原告 张三，男。\n续行\n",
		Pages: []ingest.Page{{Number: 1, End: 21, Lines: []ingest.Line{
			{Number: 1, Start: 0, End: 9, Para: true}, {Number: 2, Start: 10, End: 18, Para: true}, {Number: 3, Start: 19, End: 21}}}},
	}
	x := Normalize(d)
	if x.String() != "行政判决书原告张三，男。续行" {
		t.Fatal(x.String())
	}
	i := x.Index("张三", 0, x.Len())
	if i != 7 || !x.SpaceBefore(i) || x.LineStart(i) {
		t.Errorf("张三 at %d, space %v, line %v", i, x.SpaceBefore(i), x.LineStart(i))
	}
	if s := x.Span(i, i+2); s != (ingest.Span{Page: 1, Line: 2, Start: 13, End: 15}) || d.Quote(s) != "张三" {
		t.Errorf("span %+v", s)
	}
	if k := x.Index("原告", 0, x.Len()); !x.ParaStart(k) || !x.LineStart(k) || x.PageStart(k) {
		t.Error("原告 begins a paragraph and no page")
	}
	if k := x.Index("续行", 0, x.Len()); x.ParaStart(k) || !x.LineStart(k) {
		t.Error("续行 begins a line and no paragraph")
	}
	if got := x.Raw(3, 9); got != "决书原告张三"[0:len("决书原告张三")] {
		t.Errorf("Raw = %q", got)
	}
	if got := x.Find("行", 0, x.Len()); len(got) != 2 || got[1] != 13 {
		t.Errorf("Find = %v", got)
	}
	if x.FromSource(13) != 7 || x.FromSource(12) != 7 || x.Source(7) != 13 {
		t.Error("source offsets do not lead back")
	}
	if k := x.LastIndex("行", 0, x.Len()); k != 13 {
		t.Errorf("LastIndex = %d", k)
	}
}

// The text between the offsets of any range is what Raw prints, every offset
// leads there and back, and white space anywhere changes nothing.
func TestTextProperties(t *testing.T) {
	alphabet := []rune("行政判决书 \n　０1,．(（〔甲乙號訴。；a\u200b⻓")
	rapid.Check(t, func(rt *rapid.T) {
		rs := rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 60).Draw(rt, "text")
		d := &ingest.Document{Text: string(rs)}
		x := Normalize(d)
		i := rapid.IntRange(0, x.Len()).Draw(rt, "i")
		j := rapid.IntRange(i, x.Len()).Draw(rt, "j")
		if s := x.Span(i, j); s.Start > s.End || s.End > len(rs) || d.Quote(s) != x.Raw(i, j) {
			rt.Fatalf("span %+v quotes %q, raw %q", s, d.Quote(s), x.Raw(i, j))
		}
		if x.FromByte(x.Byte(i)) != i || i < x.Len() && x.FromSource(x.Source(i)) != i {
			rt.Fatalf("%d does not lead back", i)
		}
		if x.Slice(i, j) != string(x.Runes()[i:j]) {
			rt.Fatal("Slice differs from Runes")
		}
		var spaced strings.Builder
		for _, r := range rs {
			spaced.WriteRune(r)
			spaced.WriteString(rapid.SampledFrom([]string{"", " ", "\n", "　"}).Draw(rt, "gap"))
		}
		if got := Fold(spaced.String()); got != x.String() {
			rt.Fatalf("spaced %q, plain %q", got, x.String())
		}
		if Fold(x.String()) != x.String() {
			rt.Fatalf("folding %q twice gives %q", x.String(), Fold(x.String()))
		}
	})
}
