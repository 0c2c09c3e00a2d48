package extract

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDateForms(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2019年3月5日", "2019-03-05"},
		{"2019年03月05日", "2019-03-05"},
		{"２０１９年３月５日", "2019-03-05"},
		{"2 0 1 9 年 3 月 5 日", "2019-03-05"},
		{"2019年3\n月5日", "2019-03-05"},
		{"二〇一九年三月五日", "2019-03-05"},
		{"二○一九年三月五日", "2019-03-05"},
		{"二O一九年三月五日", "2019-03-05"},
		{"二o一九年三月五日", "2019-03-05"},
		{"二0一九年三月五日", "2019-03-05"},
		{"二零一九年三月五日", "2019-03-05"},
		{"二Ｏ一九年三月五日", "2019-03-05"},
		{"二ｏ一九年三月五日", "2019-03-05"},
		{"二Ο一九年三月五日", "2019-03-05"},
		{"二０一九年三月五日", "2019-03-05"},
		{"二◯一九年三月五日", "2019-03-05"},
		{"二〇二〇年十二月三十一日", "2020-12-31"},
		{"二〇二〇年十月十日", "2020-10-10"},
		{"二〇二〇年一〇月二〇日", "2020-10-20"},
		{"二〇二〇年十一月二十日", "2020-11-20"},
		{"二〇二〇年元月三十日", "2020-01-30"},
		{"二〇二〇年一月廿九日", "2020-01-29"},
		{"一九九八年九月十九日", "1998-09-19"},
		{"贰零壹玖年叁月伍日", "2019-03-05"},
		{"2019年三月5日", "2019-03-05"},
		{"二〇一九年3月五日", "2019-03-05"},
		{"2O19年3月1O日", "2019-03-10"},
		{"2019年3月5号", "2019-03-05"},
		{"2019年3月5曰", "2019-03-05"},
		{"二O一九年十一月二十六目", "2019-11-26"},
		{"2019.3.5", "2019-03-05"},
		{"2019．3．5", "2019-03-05"},
		{"2019.03.05", "2019-03-05"},
		{"2019-03-05", "2019-03-05"},
		{"2019/3/5", "2019-03-05"},
		{"2020年2月29日", "2020-02-29"},
	} {
		d, ok := Date(c.in)
		if !ok || d.ISO() != c.want {
			t.Errorf("Date(%q) = %s %v, want %s", c.in, d.ISO(), ok, c.want)
		}
	}
}

func TestNoDates(t *testing.T) {
	for _, s := range []string{
		"2019年2月29日", "2019年13月1日", "2019年4月31日", "2019年0月1日", "2019年3月0日", "2019年×月×日", "20XX年3月5日", "219年3月5日", "12019年3月5日",
		"2019年3月", "3月5日", "1.2.3.4", "192.168.1.1", "2019.3", "2019.3.5.6", "20190305", "2019-03-05-1", "3099年1月1日", "2019年3月32日", "", "年月日",
	} {
		if got := Dates(textOf(s), 0, len(s)); len(got) != 0 {
			t.Errorf("Dates(%q) = %v, want none", s, got)
		}
	}
}

func TestDatesInText(t *testing.T) {
	s := "原告于2019年3月5日申请，同年4月1日补正，同月8日受理，次年1月2日作出决定（见2018.12.31公告）。二〇二〇年\n五月六日。2014年9月10，另见2014年9月10人"
	x := textOf(s)
	var got []string
	for _, d := range Dates(x, 0, x.Len()) {
		got = append(got, d.ISO()+" "+x.Raw(d.I, d.J))
	}
	want := "2019-03-05 2019年3月5日|2019-04-01 同年4月1日|2019-04-08 同月8日|2020-01-02 次年1月2日|2018-12-31 2018.12.31|2020-05-06 二〇二〇年五月六日|2014-09-10 2014年9月10"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

// Every printing of a date reads back as that date.
func TestDatePrintParse(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := DateHit{Year: rapid.IntRange(1949, 2050).Draw(rt, "y"), Month: rapid.IntRange(1, 12).Draw(rt, "m"), Day: rapid.IntRange(1, 28).Draw(rt, "d")}
		zeroShape := rapid.SampledFrom([]string{"〇", "○", "O", "o", "0", "零", "Ｏ", "ｏ", "Ο"}).Draw(rt, "zero")
		year := ""
		for _, c := range fmt.Sprint(d.Year) {
			if c == '0' {
				year += zeroShape
			} else {
				year += chinese(int(c - '0'))
			}
		}
		for _, s := range []string{
			fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day), fmt.Sprintf("%d.%d.%d", d.Year, d.Month, d.Day), d.ISO(),
			year + "年" + chinese(d.Month) + "月" + chinese(d.Day) + "日", fmt.Sprintf("%s年%02d月%s日", year, d.Month, chinese(d.Day)),
		} {
			if got, ok := Date(s); !ok || got.ISO() != d.ISO() {
				rt.Fatalf("Date(%q) = %s %v, want %s", s, got.ISO(), ok, d.ISO())
			}
		}
	})
}
