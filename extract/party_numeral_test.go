package extract

import "testing"

// TestNumeralOfPlace: a place whose name begins with a numeral keeps it, and a
// numeral behind a role counts the parties.
func TestNumeralOfPlace(t *testing.T) {
	for text, want := range map[string]string{
		"被告三亚市自然资源和规划局，住所地三亚市。":    "三亚市自然资源和规划局",
		"被告七台河市人民政府，住所地七台河市。":      "七台河市人民政府",
		"第三人四川某某资产管理有限公司，住所地峨眉山市。": "四川某某资产管理有限公司",
		"被告九江市公安局，住所地九江市。":         "九江市公安局",
		"被告一金寨县公安局，住所地金寨县。":        "金寨县公安局",
		"被告二：金寨县公安局，住所地金寨县。":       "金寨县公安局",
	} {
		x := textOf(text)
		p := &paper{text: x, to: x.Len()}
		m := p.roleLead(0, x.Len())
		if m == nil {
			t.Errorf("%s: no role", text)
			continue
		}
		if got := x.Slice(m[1], p.nameStop(m[1], x.Len(), false)); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}
