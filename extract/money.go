package extract

import "strings"

// Money is a sum in yuan that stands in the text, at the runes [I, J): the
// words 人民币 and 整 around it included.
type Money struct {
	Yuan float64
	I, J int
	// About is set for 3000余元, 约3000元: the sum is not exact.
	About bool
	// Rate is set for a price by a unit (元/平方米, 每平方米3000元, 元每日): no sum.
	Rate bool
	// Range is set for 200-500元, 200元至500元 (both ends): an upper or lower limit.
	Range bool
}

// MoneyIn finds the sums within the runes [i, j), in order: 3000元, 30.5万元,
// 三十万元, 人民币叁拾万元整, 1,234.50元, 76 857．60元, ¥3000, 3元5角, 1亿2000万元.
// Sums in other currencies are left out.
func MoneyIn(t *Text, i, j int) []Money {
	i, j = t.clamp(i, j)
	rs := t.runes[:j]
	var out []Money
	for k := i; k < j; {
		if anyDigit(rs[k]) < 0 && smallUnit(rs[k]) != 10 || zero(rs[k]) && rs[k] != '0' || k > 0 && partOfNumber(rs, k) {
			k++
			continue
		}
		m, ok := moneyAt(rs, i, k)
		if !ok {
			k++
			continue
		}
		if n := len(out); n > 0 && between(rs, out[n-1].J, m.I) {
			out[n-1].Range, m.Range = true, true
		}
		out = append(out, m)
		k = m.J
	}
	return out
}

// partOfNumber: the rune k goes on a number in digits that began before.
func partOfNumber(rs []rune, k int) bool {
	p := rs[k-1]
	return rs[k] >= '0' && rs[k] <= '9' && (p >= '0' && p <= '9' || (p == '.' || p == ',') && k > 1 && rs[k-2] >= '0' && rs[k-2] <= '9') ||
		p == '几' || p == '数' && (k < 2 || !strings.ContainsRune("人款金总额", rs[k-2]))
}

func between(rs []rune, i, j int) bool {
	s := string(rs[i:max(i, j)])
	return s == "至" || s == "到" || s == "-" || s == "~" || s == "—" || s == "以上至" || s == "以上"
}

func moneyAt(rs []rune, from, k int) (Money, bool) {
	d, n := scanDecimal(rs[k:])
	if n == 0 {
		return Money{}, false
	}
	m := Money{I: k}
	e := k + n
	at := func(s string) bool { return strings.HasPrefix(string(rs[e:min(len(rs), e+8)]), s) }
	if at("余") || at("多") {
		m.About = true
		e++
		if x, u := scanUnits(rs[e:]); u > 0 {
			d, e = shift(d, x), e+u
		}
	}
	symbol := k > from && rs[k-1] == '¥'
	switch {
	case at("元月"), at("元旦"), at("元区"), at("元镇"), at("元村"), at("元街"), at("元桥"), at("元路"), at("元里"), at("元化"), at("元素"), at("元组"), at("元论"), at("元制"):
		return Money{}, false
	case at("元"), at("圆"), at("块钱"):
		e++
		if at("钱") {
			e++
		}
	case at("人民币元"):
		e += 4
	case symbol:
	default:
		return Money{}, false
	}
	// 3元5角2分
	for _, part := range []struct {
		name string
		exp  int
	}{{"角", -1}, {"分", -2}} {
		if e >= len(rs) {
			break
		}
		v, n := scanInteger(rs[e:])
		if n == 0 && zero(rs[e]) && e+1 < len(rs) {
			if v, n = scanInteger(rs[e+1:]); n > 0 {
				n++
			}
		}
		if n > 0 && v < 10 && e+n < len(rs) && string(rs[e+n]) == part.name {
			d = add(d, decimal{v, part.exp})
			e += n + 1
		}
	}
	if at("整") || at("正") && !at("正当") && !at("正常") && !at("正确") && !at("正式") {
		e++
	}
	if at("人民币") {
		e += 3
	}
	m.Rate = at("/") || at("每") || strings.Contains(string(rs[max(from, k-6):k]), "每")
	for _, w := range []string{"¥", "人民币", "RMB", "人民币：", "人民币¥", "（人民币）", "（大写）"} {
		l := len([]rune(w))
		if k-l >= from && string(rs[k-l:k]) == w {
			m.I = k - l
		}
	}
	if p := m.I - 1; p >= from {
		switch {
		case rs[p] == '约' || rs[p] == '近':
			m.About = true
		case rs[p] == '-' || rs[p] == '~' || rs[p] == '—' || rs[p] == '至':
			m.Range = p > from && (anyDigit(rs[p-1]) >= 0 || bigUnit(rs[p-1]) > 0)
		}
	}
	m.J, m.Yuan = e, trim(d).float()
	return m, true
}
