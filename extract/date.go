package extract

import (
	"fmt"
	"strings"
	"time"
)

// DateHit is a date (日期) that stands in the text, at the runes [I, J).
type DateHit struct {
	Year, Month, Day int
	I, J             int
	// Relative is set where the year or month was taken from the date before
	// (同年, 次年, 同月, 当月).
	Relative bool
}

// ISO gives the date as YYYY-MM-DD.
func (d DateHit) ISO() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Dates finds the complete dates within the runes [i, j), in order:
// 2019年3月5日, 二〇一九年三月五日 with every shape of zero, mixed numerals,
// 2019.3.5, 2019-03-05, 2019/3/5, and 同年5月6日, 次年1月2日, 同月8日 after one of
// these. Days that the calendar does not know are no dates, nor are years
// outside 1900–2099 and masked ones.
func Dates(t *Text, i, j int) []DateHit {
	i, j = t.clamp(i, j)
	var out []DateHit
	rs := t.runes[:j]
	for k := i; k < j; k++ {
		if anyDigit(rs[k]) >= 0 && (k == 0 || anyDigit(t.runes[k-1]) < 0 || t.LineStart(k) || strings.ContainsRune(surnameDigits, t.runes[k-1])) {
			if d, ok := scanDate(rs, k); ok {
				out = append(out, d)
				k = d.J - 1
			}
			continue
		}
		if len(out) == 0 {
			continue
		}
		if d, ok := relativeDate(rs, k, out[len(out)-1]); ok {
			out = append(out, d)
			k = d.J - 1
		}
	}
	return out
}

// surnameDigits are formal numerals that end names: a signature 周加陆 stands
// right in front of its date.
const surnameDigits = "陆伍柒捌玖叁贰壹"

// Date reads a whole string as one date, as Dates would.
func Date(s string) (DateHit, bool) {
	rs := []rune(Fold(s))
	d, ok := scanDate(rs, 0)
	return d, ok && d.J == len(rs)
}

func scanDate(rs []rune, i int) (DateHit, bool) {
	year, n := yearAt(rs, i)
	if n == 0 || i+n >= len(rs) {
		return DateHit{}, false
	}
	k := i + n
	d := DateHit{Year: year, I: i}
	switch sep := rs[k]; sep {
	case '年':
		return monthDay(rs, k+1, d)
	case '.', '-', '/':
		// Only digits stand around these marks: 2019.3.5.
		for _, r := range rs[i:k] {
			if r < '0' || r > '9' {
				return DateHit{}, false
			}
		}
		if i >= 2 && (rs[i-1] == sep || rs[i-1] == '-' || rs[i-1] == '.') {
			return DateHit{}, false
		}
		m, n := arabic(rs, k+1, 2)
		if n == 0 || k+1+n >= len(rs) || rs[k+1+n] != sep {
			return DateHit{}, false
		}
		k += 1 + n
		day, n := arabic(rs, k+1, 2)
		k += 1 + n
		if n == 0 || k < len(rs) && (anyDigit(rs[k]) >= 0 || rs[k] == sep && k+1 < len(rs) && rs[k+1] >= '0' && rs[k+1] <= '9') {
			return DateHit{}, false
		}
		if k < len(rs) && rs[k] == '日' {
			k++
		}
		d.Month, d.Day, d.J = m, day, k
		return d, valid(d)
	}
	return DateHit{}, false
}

// yearAt reads four numerals of any kind; 19XX and 20XX only.
func yearAt(rs []rune, i int) (year, n int) {
	for n < 4 && i+n < len(rs) {
		v := anyDigit(rs[i+n])
		if v < 0 {
			return 0, 0
		}
		year = year*10 + v
		n++
	}
	if n < 4 || year < 1900 || year > 2099 {
		return 0, 0
	}
	return year, 4
}

// monthDay reads 3月5日 from k on.
func monthDay(rs []rune, k int, d DateHit) (DateHit, bool) {
	m, n := calendarNumber(rs, k)
	if n == 0 && k < len(rs) && rs[k] == '元' {
		m, n = 1, 1
	}
	k += n
	if n == 0 || k >= len(rs) || rs[k] != '月' {
		return DateHit{}, false
	}
	day, n := calendarNumber(rs, k+1)
	k += 1 + n
	if n == 0 || k >= len(rs) {
		return DateHit{}, false
	}
	switch rs[k] {
	case '日', '号', '曰', '目': // 曰, 目: 日 as a scan may give it
		k++
	case '，', '。':
		// 2014年9月10，: the word is forgotten, the mark ends the date all the same.
		if rs[k-1] < '0' || rs[k-1] > '9' {
			return DateHit{}, false
		}
	default:
		return DateHit{}, false
	}
	d.Month, d.Day, d.J = m, day, k
	return d, valid(d)
}

// calendarNumber reads a month or a day: 3, 03, 〇三, 十二, 二十一, 廿一, 3O, 1十.
func calendarNumber(rs []rune, i int) (v, n int) {
	tens, have := 0, false
	for i+n < len(rs) && n < 4 {
		r := rs[i+n]
		switch {
		case smallUnit(r) == 10:
			if tens != 0 || v > 3 {
				return 0, 0
			}
			if !have || v == 0 {
				v = 1
			}
			tens, v, have = v*10, 0, false
		case r == '廿' || r == '卅':
			if n > 0 {
				return 0, 0
			}
			tens = 20
			if r == '卅' {
				tens = 30
			}
		case anyDigit(r) >= 0:
			v = v*10 + anyDigit(r)
			have = true
		default:
			goto done
		}
		n++
	}
done:
	v += tens
	if n == 0 || v == 0 || v > 31 {
		return 0, 0
	}
	return v, n
}

func arabic(rs []rune, i, most int) (v, n int) {
	for n < most && i+n < len(rs) && rs[i+n] >= '0' && rs[i+n] <= '9' {
		v = v*10 + int(rs[i+n]-'0')
		n++
	}
	return v, n
}

// relativeDate reads 同年5月6日, 次年1月2日, 同月8日, 当月8日 at k.
func relativeDate(rs []rune, k int, before DateHit) (DateHit, bool) {
	if k+2 >= len(rs) {
		return DateHit{}, false
	}
	d := DateHit{Year: before.Year, I: k, Relative: true}
	switch string(rs[k : k+2]) {
	case "同年", "当年":
		return monthDay(rs, k+2, d)
	case "次年", "翌年":
		d.Year++
		return monthDay(rs, k+2, d)
	case "同月", "当月":
		day, n := calendarNumber(rs, k+2)
		e := k + 2 + n
		if n == 0 || e >= len(rs) || rs[e] != '日' && rs[e] != '号' {
			return DateHit{}, false
		}
		d.Month, d.Day, d.J = before.Month, day, e+1
		return d, valid(d)
	}
	return DateHit{}, false
}

func valid(d DateHit) bool {
	t := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	return t.Year() == d.Year && int(t.Month()) == d.Month && t.Day() == d.Day
}
