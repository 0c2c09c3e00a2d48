package extract

import (
	"math"
	"strconv"
)

// The small language of numerals (数字). Digits, Chinese numerals, capital
// numerals (大写) and their mixtures are read; every form stands in the tests.

// chineseDigit gives the value of a Chinese digit, plain or capital, zero in
// all its printed shapes excepted; -1 for anything else.
func chineseDigit(r rune) int {
	switch r {
	case '一', '壹', '弌', '幺':
		return 1
	case '二', '贰', '貳', '弍', '两', '兩':
		return 2
	case '三', '叁', '叄', '參', '参', '弎':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆', '陸':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

// zero reports the shapes in which a zero is printed among numerals: digit,
// 〇, 零, circles, and the Latin, Greek and Cyrillic O.
func zero(r rune) bool {
	switch r {
	case '0', '〇', '零', '○', '◯', '⚪', 'O', 'o', 'Ο', 'ο', 'О', 'о', '０', 'Ｏ', 'ｏ':
		return true
	}
	return false
}

// anyDigit gives the value of a digit of any kind, or -1.
func anyDigit(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	if r >= '０' && r <= '９' {
		return int(r - '０')
	}
	if zero(r) {
		return 0
	}
	return chineseDigit(r)
}

// smallUnit gives 10, 100, 1000 for 十 百 千 and their capitals, else 0.
func smallUnit(r rune) int64 {
	switch r {
	case '十', '拾':
		return 10
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	}
	return 0
}

func bigUnit(r rune) int64 {
	switch r {
	case '万', '萬':
		return 10_000
	case '亿', '億':
		return 100_000_000
	}
	return 0
}

// Integer reads a whole string as one whole number: 12, 012, 一百二十三, 二〇一九,
// 十五, 廿三, 叁拾万, 3万, 1,234. It reports false for anything else, and for
// numbers beyond 10^15.
func Integer(s string) (int64, bool) {
	rs := []rune(s)
	v, n := scanInteger(rs)
	if n == 0 || n != len(rs) {
		return 0, false
	}
	return v, true
}

// scanInteger reads the longest numeral at the head of rs and tells how many
// runes it took; 0 for none.
func scanInteger(rs []rune) (int64, int) {
	d, n := scanDecimal(rs)
	if n == 0 || d.exp < 0 {
		return 0, 0
	}
	v := d.coef
	for range d.exp {
		v *= 10
	}
	return v, n
}

// decimal is coef × 10^exp, exact.
type decimal struct {
	coef int64
	exp  int
}

// float gives the nearest float64.
func (d decimal) float() float64 {
	f, err := strconv.ParseFloat(strconv.FormatInt(d.coef, 10)+"e"+strconv.Itoa(d.exp), 64)
	if err != nil {
		return math.NaN()
	}
	return f
}

const limit = 1_000_000_000_000_000

// scanDecimal reads the longest numeral at the head of rs, units 万 and 亿
// with it: 30.5万, 1,234.50, 三十万, 3亿2000万, 叁拾贰万伍仟.
func scanDecimal(rs []rune) (decimal, int) {
	if len(rs) == 0 {
		return decimal{}, 0
	}
	if rs[0] >= '0' && rs[0] <= '9' {
		return scanArabic(rs)
	}
	return scanChinese(rs)
}

// scanArabic reads digits with grouping and decimals, then 百 千 万 亿 behind
// them, and further such groups (3万5千, 1亿2000万).
func scanArabic(rs []rune) (decimal, int) {
	d, n := scanDigits(rs)
	if n == 0 {
		return d, 0
	}
	exp, m := scanUnits(rs[n:])
	if m == 0 {
		return d, n
	}
	sum := shift(d, exp)
	n += m
	for last := exp; n < len(rs); {
		e, k := scanDigits(rs[n:])
		if k == 0 {
			break
		}
		x, m := scanUnits(rs[n+k:])
		if x >= last || e.coef >= limit {
			break
		}
		if m == 0 && (last < 4 || e.exp < 0 && e.coef == 0) {
			break
		}
		sum = add(sum, shift(e, x))
		n += k + m
		if m == 0 {
			break
		}
		last = x
	}
	if sum.coef >= limit*1000 || sum.coef < 0 {
		return decimal{}, 0
	}
	return trim(sum), n
}

// scanDigits reads 76857.60 with or without grouping commas.
func scanDigits(rs []rune) (decimal, int) {
	var d decimal
	n, digits := 0, 0
	isDigit := func(i int) bool { return i < len(rs) && rs[i] >= '0' && rs[i] <= '9' }
	for n < len(rs) {
		switch r := rs[n]; {
		case isDigit(n):
			if digits++; digits > 15 {
				return decimal{}, 0
			}
			d.coef = d.coef*10 + int64(r-'0')
			n++
			continue
		case (r == ',' || r == '，') && digits > 0 && isDigit(n+1) && isDigit(n+2) && isDigit(n+3) && !isDigit(n+4) && grouped(rs[:n]):
			n++
			continue
		}
		break
	}
	if digits == 0 {
		return decimal{}, 0
	}
	if n < len(rs) && (rs[n] == '.' || rs[n] == '点') && isDigit(n+1) {
		m := n + 1
		for isDigit(m) {
			if digits++; digits > 17 {
				return decimal{}, 0
			}
			d.coef = d.coef*10 + int64(rs[m]-'0')
			d.exp--
			m++
		}
		// 2019.3.5 is no number.
		if m < len(rs) && rs[m] == '.' && isDigit(m+1) {
			return decimal{}, 0
		}
		n = m
	}
	return d, n
}

// grouped reports whether the digits read so far can stand before a grouping
// comma: at most three, or whole groups of three behind the first.
func grouped(rs []rune) bool {
	run := 0
	for i := len(rs) - 1; i >= 0; i-- {
		if rs[i] == ',' || rs[i] == '，' {
			return run == 3
		}
		run++
	}
	return run <= 3
}

func scanUnits(rs []rune) (exp, n int) {
	for n < len(rs) && n < 2 {
		switch {
		case smallUnit(rs[n]) == 10 && n == 0:
			exp++
		case smallUnit(rs[n]) == 100 && n == 0:
			exp += 2
		case smallUnit(rs[n]) == 1000 && n == 0:
			exp += 3
		case bigUnit(rs[n]) == 10_000:
			exp += 4
		case bigUnit(rs[n]) == 100_000_000:
			exp += 8
		default:
			return exp, n
		}
		n++
		if exp >= 4 {
			break
		}
	}
	return exp, n
}

func shift(d decimal, exp int) decimal { return decimal{d.coef, d.exp + exp} }

func add(a, b decimal) decimal {
	for a.exp > b.exp {
		a.coef *= 10
		a.exp--
	}
	for b.exp > a.exp {
		b.coef *= 10
		b.exp--
	}
	return decimal{a.coef + b.coef, a.exp}
}

func trim(d decimal) decimal {
	for d.exp < 0 && d.coef%10 == 0 {
		d.coef /= 10
		d.exp++
	}
	return d
}

// scanChinese reads Chinese numerals: with units (一千零五十, 叁拾万), by
// position (二〇一九), and 廿, 卅.
func scanChinese(rs []rune) (decimal, int) {
	n := 0
	units := false
	// no numeral is longer than 40 runes: 九千九百九十九万亿…
	for n < min(len(rs), 40) {
		r := rs[n]
		switch {
		case smallUnit(r) > 0 || bigUnit(r) > 0 || r == '廿' || r == '卅':
			units = true
		case chineseDigit(r) >= 0:
		case zero(r) && (r == '〇' || r == '零' || n > 0):
		default:
			goto read
		}
		n++
	}
read:
	// zeros of Latin shape at the end belong to what follows (三O is rare, but
	// "四O" before a letter is not a number of ours): they are kept only where
	// the numeral is positional.
	if n == 0 {
		return decimal{}, 0
	}
	if !units {
		if n > 15 {
			return decimal{}, 0
		}
		var v int64
		for _, r := range rs[:n] {
			v = v*10 + int64(anyDigit(r))
		}
		return decimalPart(decimal{coef: v}, rs, n)
	}
	var total, section, digit int64
	have := false
	last := int64(10_000)
	used := 0
	for used < n {
		r := rs[used]
		switch {
		case r == '廿' || r == '卅':
			if have || section%100 != 0 {
				return finish(total, section, digit, have, rs, used)
			}
			section += map[rune]int64{'廿': 20, '卅': 30}[r]
			last = 10
		case zero(r):
			if have {
				return finish(total, section, digit, have, rs, used)
			}
		case chineseDigit(r) >= 0:
			if have {
				return finish(total, section, digit, have, rs, used)
			}
			digit, have = int64(chineseDigit(r)), true
		case smallUnit(r) > 0:
			u := smallUnit(r)
			if u >= last {
				return finish(total, section, digit, have, rs, used)
			}
			if !have {
				if u != 10 {
					return finish(total, section, digit, have, rs, used)
				}
				digit = 1
			}
			section += digit * u
			digit, have, last = 0, false, u
		default:
			u := bigUnit(r)
			section += digit
			if section == 0 && total == 0 {
				return decimal{}, 0
			}
			if u == 10_000 {
				if total%100_000_000 != 0 {
					return finish(total, section-digit, digit, have, rs, used)
				}
				total += section * u
			} else {
				total = (total + section) * u
			}
			section, digit, have, last = 0, 0, false, 10_000
		}
		if total >= limit {
			return decimal{}, 0
		}
		used++
	}
	return finish(total, section, digit, have, rs, used)
}

func finish(total, section, digit int64, have bool, rs []rune, used int) (decimal, int) {
	if used == 0 {
		return decimal{}, 0
	}
	// 三万五 is 35,000 in speech; prose writes 三万五千. Behind 百 千 万 without a
	// zero a lone digit counts one place below.
	if have && used >= 2 && !zero(rs[used-2]) {
		switch r := rs[used-2]; {
		case smallUnit(r) > 10:
			digit *= smallUnit(r) / 10
		case bigUnit(r) > 0:
			digit *= bigUnit(r) / 10
		}
	}
	return decimalPart(decimal{coef: total + section + digit}, rs, used)
}

// decimalPart reads 点五 behind a Chinese numeral, and a unit behind that.
func decimalPart(d decimal, rs []rune, n int) (decimal, int) {
	if n+1 < len(rs) && rs[n] == '点' && (chineseDigit(rs[n+1]) >= 0 || rs[n+1] == '零' || rs[n+1] == '〇') {
		m := n + 1
		for m < len(rs) && (chineseDigit(rs[m]) >= 0 || rs[m] == '零' || rs[m] == '〇') && m-n < 6 {
			d.coef = d.coef*10 + int64(anyDigit(rs[m]))
			d.exp--
			m++
		}
		exp, k := scanUnits(rs[m:])
		return trim(shift(d, exp)), m + k
	}
	return d, n
}
