package extract

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestMoneyForms(t *testing.T) {
	for _, c := range []struct {
		in   string
		yuan float64
	}{
		{"3000元", 3000}, {"３０００元", 3000}, {"3 000元", 3000}, {"3,000元", 3000}, {"1,234.50元", 1234.5}, {"1，234.50元", 1234.5}, {"1，234，567元", 1234567},
		{"76 857．60元", 76857.6}, {"76857.60元", 76857.6}, {"30.5万元", 305000}, {"30．5 万元", 305000}, {"3万元", 30000}, {"3千元", 3000}, {"5百元", 500}, {"2亿元", 2e8},
		{"1.5亿元", 1.5e8}, {"1亿2000万元", 1.2e8}, {"3万5千元", 35000}, {"3万5000元", 35000}, {"1.23456万元", 12345.6}, {"0.8万元", 8000}, {"10000.00元", 10000}, {"0.5元", 0.5},
		{"三十万元", 300000}, {"三十万五千元", 305000}, {"三千二百元", 3200}, {"十元", 10}, {"十五万元", 150000}, {"一百零五元", 105}, {"二百元", 200}, {"两万元", 20000},
		{"二十万零三百元", 200300}, {"一亿元", 1e8}, {"三点五万元", 35000}, {"九千九百九十九元", 9999}, {"一千零五十元", 1050}, {"一万零五十元", 10050},
		{"叁拾万元整", 300000}, {"人民币叁拾万元整", 300000}, {"人民币叁拾贰万伍仟陆佰元整", 325600}, {"壹佰元整", 100}, {"贰仟零伍拾圆", 2050}, {"人民币3000元", 3000}, {"¥3000", 3000}, {"￥3,000.00", 3000},
		{"3元5角", 3.5}, {"3元5角2分", 3.52}, {"叁元伍角整", 3.5}, {"三元零五分", 3.05}, {"3000元人民币", 3000}, {"50块钱", 50}, {"3000圆", 3000}, {"25万余元", 250000},
	} {
		x := textOf("计" + c.in + "。")
		got := MoneyIn(x, 0, x.Len())
		if len(got) != 1 || got[0].Yuan != c.yuan || got[0].I != 1 || got[0].J != x.Len()-1 {
			t.Errorf("%s: %+v, want %v over the whole", c.in, got, c.yuan)
		}
	}
}

func TestNoMoney(t *testing.T) {
	for _, s := range []string{"3000", "3000美元", "2020年元月", "三元区", "二元制", "3000平方米", "几万元", "数十万元", "几十万元", "第三条", "百元", "多元", "单元", "12单元", "3000日元", "¥", "元"} {
		x := textOf(s)
		if got := MoneyIn(x, 0, x.Len()); len(got) != 0 {
			t.Errorf("%s: %+v, want none", s, got)
		}
	}
}

func TestMoneyMarks(t *testing.T) {
	x := textOf("处200元以上500元以下罚款，200-500元，约3000元，3000余元，每平方米3000元，3000元/平方米，罚款3000元。")
	got := ""
	for _, m := range MoneyIn(x, 0, x.Len()) {
		got += fmt.Sprintf("%v%v%v%v ", m.Yuan, m.Range, m.About, m.Rate)
	}
	want := "200truefalsefalse 500truefalsefalse 500truefalsefalse 3000falsetruefalse 3000falsetruefalse 3000falsefalsetrue 3000falsefalsetrue 3000falsefalsefalse "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestIntegers(t *testing.T) {
	for s, want := range map[string]int64{
		"0": 0, "12": 12, "012": 12, "1,234": 1234, "一": 1, "十": 10, "十二": 12, "二十": 20, "二十一": 21, "一百": 100, "一百零一": 101, "一百一十": 110, "一百一十二": 112, "一百二": 120,
		"二〇一九": 2019, "二○一九": 2019, "一千零五": 1005, "一万": 10000, "一万二": 12000, "三万五千": 35000, "十万": 100000, "一亿": 100000000, "一亿零五万": 100050000, "两千": 2000, "廿三": 23, "卅": 30,
		"叁拾": 30, "柒仟捌佰": 7800, "陆": 6, "3万": 30000, "零": 0, "〇": 0, "一百六十一": 161,
	} {
		if got, ok := Integer(s); !ok || got != want {
			t.Errorf("Integer(%s) = %d %v, want %d", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "百", "十十", "一二十", "1.5", "一点五", "1,23", "12a", "甲", "千万", "9999999999999999"} {
		if got, ok := Integer(s); ok {
			t.Errorf("Integer(%q) = %d, want none", s, got)
		}
	}
}

func TestChinesePrintParse(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		v := rapid.IntRange(0, 99_999_999).Draw(rt, "v")
		if got, ok := Integer(chinese(v)); !ok || got != int64(v) {
			rt.Fatalf("%d prints %s, reads %d %v", v, chinese(v), got, ok)
		}
		if v == 0 {
			return
		}
		x := textOf(fmt.Sprintf("计人民币%s元整，合%d元，即%d.50元。", chinese(v), v, v))
		m := MoneyIn(x, 0, x.Len())
		if len(m) != 3 || m[0].Yuan != float64(v) || m[1].Yuan != float64(v) || m[2].Yuan != float64(v)+0.5 {
			rt.Fatalf("%s: %+v", x, m)
		}
	})
}
