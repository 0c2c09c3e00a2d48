package extract

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zeren/extract/law"
	"zeren/ingest"
)

// passage holds each of the small languages once or more.
const passage = "安徽省金寨县人民法院行政判决书（2021）皖1524行初37号。原告张某某不服被告金寨县梅山镇人民政府于2021年3月5日作出的金政罚〔2020〕第11号处罚决定，" +
	"罚款人民币叁拾万元整、1,234.50元、30.5万元。依照《中华人民共和国行政诉讼法》第七十条第（一）、（三）项和第七十九条，判决如下：二〇二一年五月六日"

// reading prints all that the grammars find, without places.
func reading(s string) string {
	x := textOf(s)
	var b strings.Builder
	for _, n := range CaseNumbers(x, 0, x.Len()) {
		fmt.Fprintln(&b, n.Kind, n.Text)
	}
	for _, d := range Dates(x, 0, x.Len()) {
		fmt.Fprintln(&b, d.ISO())
	}
	for _, m := range MoneyIn(x, 0, x.Len()) {
		fmt.Fprintln(&b, m.Yuan)
	}
	for _, c := range law.Find(x.Runes()) {
		fmt.Fprintln(&b, c)
	}
	for _, h := range AgencyNames(x, 0, x.Len()) {
		fmt.Fprintln(&b, h.Name)
	}
	return b.String()
}

// What is read does not hang on widths, spaces and line breaks.
func TestReadingIsTheSame(t *testing.T) {
	want := reading(passage)
	if n := strings.Count(want, "\n"); n < 11 {
		t.Fatalf("only %d values:\n%s", n, want)
	}
	wide := strings.NewReplacer("（", "(", "）", ")", "，", ",", "：", ":")
	rapid.Check(t, func(rt *rapid.T) {
		s := passage
		if rapid.Bool().Draw(rt, "ascii") {
			s = wide.Replace(s)
		}
		full := rapid.Bool().Draw(rt, "full")
		var b strings.Builder
		for _, r := range s {
			if full && r >= '0' && r <= '9' {
				r += '０' - '0'
			}
			b.WriteRune(r)
			if rapid.IntRange(0, 9).Draw(rt, "gap") == 0 {
				b.WriteString(rapid.SampledFrom([]string{" ", "\n", "　", "\u200b"}).Draw(rt, "space"))
			}
		}
		// A comma among full-width digits is folded like any other.
		got := reading(strings.ReplaceAll(b.String(), "\x00", ""))
		if got != want {
			rt.Fatalf("%q\ngot\n%s\nwant\n%s", b.String(), got, want)
		}
	})
}

func FuzzGrammars(f *testing.F) {
	f.Add(passage)
	f.Add("（20××）某行初字第×号之一，２０１９．３．５，￥1，234元，《〈〉》第条，张＊")
	f.Add("廿十百千万亿〇零点五元角分年月日")
	f.Add("\x00\ufeff\u2f00⺠（（〔〔[[【【2019")
	f.Fuzz(func(t *testing.T, s string) {
		d := &ingest.Document{Text: s}
		x := Normalize(d)
		n := d.Len()
		check := func(what string, i, j int) {
			sp := x.Span(i, j)
			if i < 0 || j < i || j > x.Len() || sp.Start < 0 || sp.End > n || sp.Start > sp.End || d.Quote(sp) != x.Raw(i, j) {
				t.Fatalf("%s [%d,%d) of %q: %+v", what, i, j, s, sp)
			}
		}
		for _, c := range CaseNumbers(x, 0, x.Len()) {
			check("number", c.I, c.J)
		}
		for _, c := range Dates(x, 0, x.Len()) {
			check("date", c.I, c.J)
		}
		for _, c := range MoneyIn(x, 0, x.Len()) {
			check("money", c.I, c.J)
		}
		for _, c := range law.Find(x.Runes()) {
			check("citation", c.Start, c.End)
		}
		for _, h := range append(AgencyNames(x, 0, x.Len()), PersonNames(x, 0, x.Len())...) {
			check("name", h.I, h.J)
		}
		ParseCaseNumber(s)
		KindOf(s)
		Regions(s)
		OrganLevel(s)
		if first, second := reading(s), reading(s); first != second {
			t.Fatal("two readings differ")
		}
	})
}
