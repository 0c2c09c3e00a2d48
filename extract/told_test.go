package extract

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"zeren/ingest"
)

// reports are the labelled reports of cases, by the form that they have.
var reports = map[string]string{
	"guiding case": "k01", "guiding case, one instance": "k02", "guiding case, retrial": "k03", "gazette": "k04",
	"model case": "k05", "model case of reconsideration": "k06", "selected cases": "k07", "survey of trials": "k08",
}

func reportText(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/labelled/" + file + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// outcomeOf prints what a record says of the decision: head, what was decided
// here and below, how it ended, what was wrong.
func outcomeOf(r Record) string {
	var b strings.Builder
	fmt.Fprintln(&b, headOf(r), yes(r.Final) != nil)
	for _, p := range r.Prior {
		fmt.Fprint(&b, "below ", text(p.Organ), " ", text(p.CaseNumber), " ", text(p.DecidedOn))
		for _, d := range p.Dispositions {
			fmt.Fprint(&b, " ", d.Outcomes, d.Agencies)
		}
		fmt.Fprintln(&b)
	}
	for _, d := range r.Dispositions {
		fmt.Fprintln(&b, "here ", d.Outcomes, d.Agencies)
	}
	for _, x := range r.Results {
		fmt.Fprintln(&b, "result", x.Agency, x.Result)
	}
	for _, e := range r.Errors {
		fmt.Fprintln(&b, "found", e.Code, e.Agencies, e.Ground)
	}
	return Fold(b.String())
}

// TestReportsInAnyShape: a report is read the same in one line, glued by a
// website, without its captions' brackets, and with white space in front.
func TestReportsInAnyShape(t *testing.T) {
	shapes := map[string]func(string) string{
		"one line":  func(s string) string { return strings.ReplaceAll(s, "\n", "") },
		"indented":  func(s string) string { return "　　" + strings.ReplaceAll(s, "\n", "\n\n　　") },
		"bracketed": func(s string) string { return bracketCaptions.Replace(s) },
		"colons":    func(s string) string { return colonCaptions.Replace(s) },
	}
	for form, file := range reports {
		whole := reportText(t, file)
		want := outcomeOf(Read(ingest.Document{Text: whole})[0])
		for shape, f := range shapes {
			if got := outcomeOf(Read(ingest.Document{Text: f(whole)})[0]); got != want {
				t.Errorf("%s, %s:\ngot\n%swant\n%s", form, shape, got, want)
			}
		}
	}
}

var (
	bracketCaptions = strings.NewReplacer("\n基本案情\n", "\n【基本案情】\n", "\n裁判结果\n", "\n【裁判结果】\n", "\n裁判理由\n", "\n【裁判理由】\n", "\n（一）基本案情\n", "\n【基本案情】", "\n（二）裁判结果\n", "\n【裁判结果】", "\n（三）典型意义\n", "\n【典型意义】")
	colonCaptions   = strings.NewReplacer("\n基本案情\n", "\n基本案情：", "\n裁判结果\n", "\n裁判结果：", "\n裁判理由\n", "\n裁判理由：", "【基本案情】\n", "基本案情：", "【裁判结果】\n", "裁判结果：", "【复议办理】\n", "复议办理：", "【典型意义】\n", "典型意义：")
)

// TestDamagedReports takes away one paragraph of each report after the other:
// what is left may be read as less, and never as something else.
func TestDamagedReports(t *testing.T) {
	for form, file := range reports {
		whole := reportText(t, file)
		full := Read(ingest.Document{Text: whole})[0]
		won := map[string]bool{}
		for _, x := range full.Results {
			won[x.Agency] = x.Result == Won
		}
		codes := map[Code]bool{}
		for _, e := range full.Errors {
			codes[e.Code] = true
		}
		decided := strings.Join(strings.Fields(whole), "")
		lines := strings.Split(strings.TrimSpace(whole), "\n")
		for k := range lines {
			left := append(append([]string{}, lines[:k]...), lines[k+1:]...)
			doc := ingest.Document{Text: strings.Join(left, "\n")}
			r := Read(doc)[0]
			verbatim(t, doc, r)
			for _, x := range r.Results {
				if x.Result == Won && !won[x.Agency] {
					t.Errorf("%s without %q: %s has won", form, lines[k], x.Agency)
				}
			}
			for _, e := range r.Errors {
				if !codes[e.Code] {
					t.Errorf("%s without %q: finds %s in %q", form, lines[k], e.Code, e.Evidence[0].Text)
				}
			}
			if r.CaseNumber != nil && full.CaseNumber != nil && r.DocumentType != Other && len(full.Prior) == 0 && *r.CaseNumber != *full.CaseNumber {
				t.Errorf("%s without %q: number %s", form, lines[k], *r.CaseNumber)
			}
			if r.Organ != nil && !strings.Contains(decided, r.Organ.Name) {
				t.Errorf("%s without %q: organ %s", form, lines[k], r.Organ.Name)
			}
		}
	}
}

// TestReportWarns: the record of a report says that it is one, and what the
// report does not tell stays empty.
func TestReportWarns(t *testing.T) {
	for form, file := range reports {
		r := Read(ingest.Document{Text: reportText(t, file)})[0]
		said := ""
		for _, w := range r.Warnings {
			if w.Code == "told_in_report" {
				said = w.Text
			}
		}
		if said == "" || strings.Contains(said, "案号") != (r.CaseNumber == nil) || strings.Contains(said, "裁判日期") != (r.DecidedOn == nil) {
			t.Errorf("%s: warning %q, number %s, day %s", form, said, text(r.CaseNumber), text(r.DecidedOn))
		}
	}
}

// TestStages reads one line on what courts decided, as reports word it.
func TestStages(t *testing.T) {
	const frame = `张某某诉金寨县公安局行政处罚案
基本案情
原告张某某诉称：处罚决定事实不清，请求撤销金寨县公安局作出的行政处罚决定。
被告金寨县公安局辩称：处罚决定合法，请求驳回张某某的诉讼请求。
裁判结果
%s
裁判理由
法院生效裁判认为：本案争议的是处罚决定是否合法。
`
	const below = "安徽省金寨县人民法院于2020年3月2日作出（2020）皖1524行初5号行政判决："
	for _, c := range []struct{ words, want string }{
		{below + "撤销金寨县公安局作出的行政处罚决定。",
			"（2020）皖1524行初5号 2020-03-02 first [revoke] lost"},
		{"安徽省金寨县人民法院于2020年3月2日以（2020）皖1524行初5号行政判决，判令金寨县公安局在判决生效后三十日内作出处理决定。宣判后，双方均未上诉。",
			"（2020）皖1524行初5号 2020-03-02 first [perform] lost"},
		{"2020年3月2日，安徽省金寨县人民法院作出（2020）皖1524行初5号行政裁定：驳回张某某的起诉。张某某不服，提起上诉。2020年6月1日，安徽省六安市中级人民法院作出（2020）皖15行终9号行政裁定：驳回上诉，维持原裁定。",
			"below [dismiss_suit] （2020）皖15行终9号 2020-06-01 second [affirm] undecided"},
		{below + "驳回张某某的诉讼请求。张某某不服，提起上诉。安徽省六安市中级人民法院于2020年6月1日作出（2020）皖15行终9号行政判决，撤销一审判决；撤销金寨县公安局作出的行政处罚决定。",
			"below [dismiss_claim] （2020）皖15行终9号 2020-06-01 second [reverse] [revoke] lost"},
		{below + "一、撤销金寨县公安局作出的行政处罚决定；二、驳回张某某的其他诉讼请求。宣判后，金寨县公安局提出上诉。安徽省六安市中级人民法院于同年6月1日作出（2020）皖15行终9号行政判决，驳回上诉，维持原判。",
			"below [revoke][dismiss_claim] （2020）皖15行终9号 2020-06-01 second [affirm] lost"},
		{below + "撤销金寨县公安局作出的行政处罚决定。金寨县公安局不服提起上诉，后申请撤回上诉。安徽省六安市中级人民法院于2020年6月1日裁定准许撤回上诉。",
			"（2020）皖1524行初5号 2020-03-02 first [revoke] [withdraw] lost"},
		{below + "撤销金寨县公安局作出的行政处罚决定。金寨县公安局不服，提起上诉。安徽省六安市中级人民法院于2020年6月1日作出（2020）皖15行终9号行政判决：一、撤销安徽省金寨县人民法院（2020）皖1524行初5号行政判决；二、驳回张某某的诉讼请求。张某某不服，向安徽省高级人民法院申请再审。安徽省高级人民法院于2020年9月3日裁定提审本案，并于2021年1月5日作出（2020）皖行再3号行政判决：一、撤销安徽省六安市中级人民法院（2020）皖15行终9号行政判决；二、维持安徽省金寨县人民法院（2020）皖1524行初5号行政判决。",
			"below [revoke] below [reverse][dismiss_claim] （2020）皖行再3号 2021-01-05 retrial [reverse] [maintain] lost"},
		{"金寨县人民法院一审判决撤销金寨县公安局作出的行政处罚决定；六安市中级人民法院二审判决驳回上诉，维持原判。",
			"below [revoke] null null second [affirm] lost"},
		{"金寨县人民法院一审判决撤销金寨县公安局作出的行政处罚决定。二审法院维持一审判决。",
			"below [revoke] null null second [affirm] lost"},
		{below + "驳回张某某的诉讼请求。安徽省六安市中级人民法院于2020年6月1日作出（2020）皖15行终9号行政判决：驳回上诉，维持原判。安徽省高级人民法院于2020年9月3日作出（2020）皖行申8号行政裁定：驳回张某某的再审申请。",
			"below [dismiss_claim] below [affirm] （2020）皖行申8号 2020-09-03 review [reject_petition] won"},
		{below + "撤销金寨县公安局作出的行政处罚决定。金寨县公安局不服，提起上诉。安徽省六安市中级人民法院作出（2020）皖15行终9号行政裁定：撤销原判，发回重审。安徽省金寨县人民法院于2020年9月3日作出（2020）皖1524行初50号行政判决：确认金寨县公安局作出行政处罚决定的行为违法。",
			"below [revoke] below [reverse remand] （2020）皖1524行初50号 2020-09-03 first [confirm_illegal] lost"},
		{below + "撤销金寨县公安局作出的行政处罚决定。同日，该院作出（2020）皖1524民初88号民事判决：驳回张某某要求李某某赔偿的诉讼请求。",
			"（2020）皖1524行初5号 2020-03-02 first [revoke] lost"},
	} {
		r := Read(ingest.Document{Text: fmt.Sprintf(frame, c.words)})[0]
		var got []string
		for _, p := range r.Prior {
			s := "below "
			for _, d := range p.Dispositions {
				s += fmt.Sprint(d.Outcomes)
			}
			got = append(got, s)
		}
		got = append(got, text(r.CaseNumber), text(r.DecidedOn), text((*string)(r.Instance)))
		for _, d := range r.Dispositions {
			got = append(got, fmt.Sprint(d.Outcomes))
		}
		for _, x := range r.Results {
			got = append(got, string(x.Result))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.words, s, c.want)
		}
	}
}
