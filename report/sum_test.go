package report

import (
	"strings"
	"testing"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

// TestAccruals: what runs on with time is told in the words of the clause that
// orders it, and not where a clause refuses it or sets a sum for it.
func TestAccruals(t *testing.T) {
	for _, k := range []struct{ text, want string }{
		{"支付工程款50000元及利息（自2021年1月1日起按年利率3.85%计算）。", "利息（自2021年1月1日起按年利率3.85%计算）"},
		{"给付逾期付款利息（以268400元为基数，自2022年1月1日起至实际给付之日止，按照一年期贷款市场报价利率计算）；", "逾期付款利息（以268400元为基数，自2022年1月1日起至实际给付之日止，按照一年期贷款市场报价利率计算）"},
		{"支付货款10000元及逾期利息，以10000元为基数自2021年1月1日起至付清之日止按年利率6%计算；", "逾期利息，以10000元为基数自2021年1月1日起至付清之日止按年利率6%计算"},
		{"支付货款10000元，并支付以10000元为基数，自2021年1月1日起按年利率6%计算的利息；", "以10000元为基数，自2021年1月1日起按年利率6%计算的利息"},
		{"支付租金20000元、违约金3000元；", ""},
		{"支付租金20000元、违约金（按日万分之一计算至付清之日）；", "违约金（按日万分之一计算至付清之日）"},
		{"未按期履行的，加倍支付迟延履行期间的债务利息。", "迟延履行期间的债务利息"},
		{"返还保证金5000元，不计利息；", ""},
		{"赔偿原告何某某损失21500元。", ""},
	} {
		var got []string
		for _, x := range accruals(k.text) {
			got = append(got, k.text[x[0]:x[1]])
		}
		if s := strings.Join(got, "|"); s != k.want {
			t.Errorf("%s: %q, want %q", k.text, s, k.want)
		}
	}
}

// TestSumsWithInterest: the interest that a clause orders stands beside the sum,
// in the order of the clauses; what a clause refuses is no sum.
func TestSumsWithInterest(t *testing.T) {
	clause := func(start int, text string, o extract.Outcome) extract.Disposition {
		return extract.Disposition{Text: text, Outcomes: []extract.Outcome{o}, Agencies: []string{"某局"}, Span: &ingest.Span{Page: 2, Line: 3, Start: start, End: start + 100}}
	}
	r := extract.Record{DocumentType: extract.CivilJudgment,
		Dispositions: []extract.Disposition{
			clause(0, "被告某局给付工程款50000元及利息（自2021年1月1日起计算）；", extract.CivilLiability),
			clause(200, "被告某局支付违约金3000元；", extract.CivilLiability),
			clause(400, "驳回原告要求支付资金占用费的其他诉讼请求。", extract.DismissClaim),
		},
		Amounts: []extract.Amount{
			{Yuan: 3000, Kind: extract.Payment, Text: "3000元", Span: &ingest.Span{Page: 2, Line: 4, Start: 220, End: 225}},
			{Yuan: 50000, Kind: extract.Payment, Text: "50000元", Span: &ingest.Span{Page: 2, Line: 3, Start: 20, End: 26}},
		}}
	w := writer{c: &classify.Case{Papers: []extract.Record{r}}, a: &classify.Assessment{Agency: "某局"}}
	var got []string
	for _, s := range w.sums(&r) {
		got = append(got, s.Kind+s.Yuan+"@"+s.Where)
	}
	want := "给付50000元@判决书第2页第3行 利息（自2021年1月1日起计算）@判决书第2页第3行 违约金3000元@判决书第2页第4行"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}
