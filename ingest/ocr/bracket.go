package ocr

import "unicode"

// brackets sets right the opening bracket of a number in round brackets, the
// year of a case or the item of a law, which the engine takes for one of titles:
// 〈二） for （二）. No other pair is mixed in Chinese print (GB/T 15834, 4.9), so
// that the closing one tells; where that too is misread nothing is changed.
func brackets(l Line) {
	for i := range l {
		switch l[i].Rune {
		case '〈', '《', '<', '＜':
		default:
			continue
		}
		k := i + 1
		for k < len(l) && k-i <= 4 && numeral(l[k].Rune) {
			k++
		}
		if k > i+1 && k < len(l) && (l[k].Rune == ')' || l[k].Rune == '）') {
			l[i].Rune = '（'
		}
	}
}

func numeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '〇', '○':
		return true
	}
	return unicode.IsDigit(r)
}
