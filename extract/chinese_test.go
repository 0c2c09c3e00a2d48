package extract

import "strconv"

// chinese writes a number of 0 to 99,999,999 in Chinese numerals, as article
// numbers are printed: 12 → 十二, 105 → 一百零五.
func chinese(v int) string {
	if v == 0 {
		return "零"
	}
	if v < 0 || v > 99_999_999 {
		return strconv.Itoa(v)
	}
	const digits = "零一二三四五六七八九"
	ds := []rune(digits)
	section := func(v int) string {
		var out []rune
		gap := false
		for _, u := range []struct {
			size int
			name rune
		}{{1000, '千'}, {100, '百'}, {10, '十'}, {1, 0}} {
			d := v / u.size % 10
			if d == 0 {
				gap = len(out) > 0
				continue
			}
			if gap {
				out = append(out, '零')
				gap = false
			}
			out = append(out, ds[d])
			if u.name != 0 {
				out = append(out, u.name)
			}
		}
		return string(out)
	}
	out := ""
	if h := v / 10_000; h > 0 {
		out = section(h) + "万"
		if v%10_000 > 0 && v%10_000 < 1000 {
			out += "零"
		}
	}
	out += section(v % 10_000)
	if rs := []rune(out); len(rs) > 1 && rs[0] == '一' && rs[1] == '十' {
		out = string(rs[1:])
	}
	return out
}
