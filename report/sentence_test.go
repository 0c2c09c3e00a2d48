package report

import "testing"

func TestFactSentence(t *testing.T) {
	for in, want := range map[string]string{
		"是否造成严重后果：是":                     "造成严重后果。",
		"该行为是否经审核人审核：是（李某）":              "该行为经审核人审核（李某）。",
		"是否造成严重后果：否":                     "是否造成严重后果：否。",
		"文书何日送达：2021-09-18":              "文书于2021年9月18日送达。",
		"何日收到本裁判（决定）文书：2021-09-20":       "于2021年9月20日收到本裁判（决定）文书。",
		"何日收到审核意见：待核实":                   "收到审核意见的日期：待核实。",
		"造成的直接经济损失是多少元：36800":            "造成的直接经济损失数额为36800元。",
		"败诉致损失多少元？（判决金额不当然等于损失）：36800.5": "败诉致损失数额为36800.5元。",
	} {
		if got := factSentence(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestWhole(t *testing.T) {
	for in, want := range map[string]string{
		"应急局）不履行行政许可法定职责":    "不履行行政许可法定职责",
		"区政府)扣押财产的行政强制措施":    "扣押财产的行政强制措施",
		"某局（2004）4号冻结存款的通知书": "某局（2004）4号冻结存款的通知书",
		"执行": "",
	} {
		if got := whole(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}
