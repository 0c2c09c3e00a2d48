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
	"case library": "k09", "reconsideration, numbered": "k10", "journal": "k11",
	"survey, retrial": "k12", "model case, head in court": "k13",
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

// TestStagesOfModelCases reads what model cases tell of the courts in a few
// words, without numbers.
func TestStagesOfModelCases(t *testing.T) {
	const frame = `张某某诉金寨县公安局行政处罚案
基本案情
张某某因与他人发生纠纷被金寨县公安局（以下简称县公安局）处以行政拘留。张某某不服，向金寨县人民法院提起诉讼，请求撤销金寨县公安局作出的行政处罚决定。
裁判结果
%s
典型意义
法院判决撤销违法行政行为，具有示范意义。
`
	for _, c := range []struct{ words, want string }{
		{"一审法院判决撤销县公安局的行政处罚决定，县公安局不服提起上诉，二审法院判决驳回上诉，维持原判。", "second null [affirm] lost below 金寨县人民法院 [revoke]"},
		{"金寨县人民法院作出（2018）皖1524行初5号行政判决，驳回张某某的诉讼请求。张某某上诉后，六安市中级人民法院以（2018）皖15行终33号行政判决，撤销原判，确认县公安局的行政处罚行为违法。", "second 六安市中级人民法院 [reverse confirm_illegal] lost below 金寨县人民法院 [dismiss_claim]"},
		{"金寨县人民法院经审理，于2018年5月3日判决如下：1.撤销县公安局作出的行政处罚决定；2.责令县公安局在判决生效后60日内重新作出处理。", "first 金寨县人民法院 [revoke][redo] lost"},
		{"金寨县人民法院于2018年5月3日作出（2018）皖1524行赔初5号行政赔偿判决：县公安局赔偿张某某人身自由赔偿金2846.10元。", "first 金寨县人民法院 [compensate] lost"},
		{"金寨县人民法院一审判决：撤销县公安局作出的行政处罚决定。二审期间，县公安局撤回上诉，六安市中级人民法院裁定予以准许。", "first 金寨县人民法院 [revoke][withdraw] lost"},
		{"一、二审法院均判决驳回张某某的诉讼请求。最高人民法院裁定驳回张某某的再审申请。", "review 最高人民法院 [reject_petition] won below null [dismiss_claim]"},
		{"法院以县公安局作出的处罚决定程序违法为由，判决撤销被诉处罚决定。", "first 金寨县人民法院 [revoke] lost"},
		{"金寨县人民法院判决撤销被诉处罚决定，并责令县公安局重新作出处理决定。一审判决已发生法律效力。", "first 金寨县人民法院 [revoke redo] lost"},
		{"再审法院经审理认为，县公安局未依法告知，程序违法，再审判决撤销原一、二审判决，确认县公安局作出的处罚决定违法。", "retrial null [reverse confirm_illegal] lost"},
		{"在法院主持下，县公安局自行撤销了处罚决定，张某某撤回起诉，金寨县人民法院裁定准许张某某撤回起诉。", "first 金寨县人民法院 [withdraw] undecided"},
		{"金寨县人民法院判决县公安局于判决生效之日起十五日内对张某某的报案作出处理。县公安局未上诉。", "first 金寨县人民法院 [perform] lost"},
		{"金寨县人民法院一审支持了张某某的诉讼请求，判决确认县公安局的行为违法。六安市中级人民法院二审驳回了县公安局的上诉。", "second 六安市中级人民法院 [affirm] lost below 金寨县人民法院 [confirm_illegal]"},
		{"六安市中级人民法院二审改判撤销县公安局的行政处罚决定。", "second 六安市中级人民法院 [revoke] lost"},
		{"金寨县人民法院一审认为县公安局的处罚决定合法，判决驳回张某某诉讼请求。六安市中级人民法院二审认为，县公安局未告知张某某陈述、申辩权利，程序违法，遂撤销一审判决，并撤销县公安局的行政处罚决定。", "second 六安市中级人民法院 [reverse revoke] lost below 金寨县人民法院 [dismiss_claim]"},
		{"金寨县人民法院一审判决驳回张某某的诉讼请求。张某某不服，提起上诉。六安市中级人民法院二审采纳了张某某的意见。", "first 金寨县人民法院 [dismiss_claim] undecided"},
	} {
		r := Read(ingest.Document{Text: fmt.Sprintf(frame, c.words)})[0]
		organ := "null"
		if r.Organ != nil {
			organ = r.Organ.Name
		}
		got := text((*string)(r.Instance)) + " " + organ + " "
		for _, d := range r.Dispositions {
			got += fmt.Sprint(d.Outcomes)
		}
		for _, x := range r.Results {
			got += " " + string(x.Result)
		}
		for _, p := range r.Prior {
			got += " below " + text(p.Organ) + " "
			for _, d := range p.Dispositions {
				got += fmt.Sprint(d.Outcomes)
			}
		}
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.words, got, c.want)
		}
	}
}

// TestCollectionOfCases: each case of a collection is a paper of its own, in
// lines and in one line; the contents in front name none of its parties.
func TestCollectionOfCases(t *testing.T) {
	const whole = `安徽法院行政审判典型案例
目录
一、黄某诉金寨县公安局行政处罚案
二、某公司诉六安市市场监督管理局行政许可案
三、李某诉霍山县某镇人民政府行政强制案
案例一
黄某诉金寨县公安局行政处罚案
【基本案情】
2021年3月，黄某因与邻居争执被金寨县公安局行政拘留五日。黄某不服，提起行政诉讼，请求撤销该处罚决定。
【裁判结果】
金寨县人民法院经审理认为，金寨县公安局认定黄某殴打他人的证据不足，判决撤销该处罚决定。宣判后，当事人均未上诉。
【典型意义】
行政处罚应当证据确凿。
案例二
某公司诉六安市市场监督管理局行政许可案
【关键词】食品经营许可
【基本案情】
2021年5月，某公司向六安市市场监督管理局申请食品经营许可，该局以场所不符合条件为由不予许可。某公司诉至法院。
【裁判结果】
六安市金安区人民法院经审理认为，不予许可决定事实清楚，适用法律正确，程序合法，判决驳回某公司的诉讼请求。某公司上诉后，六安市中级人民法院判决驳回上诉，维持原判。
【典型意义】
许可条件应当严格把握。
案例三
李某诉霍山县某镇人民政府行政强制案
【基本案情】
2021年7月，霍山县某镇人民政府未经任何程序拆除李某的养殖棚。李某诉至法院，请求确认拆除行为违法。
【裁判结果】
霍山县人民法院经审理认为，霍山县某镇人民政府强制拆除前未催告，未作出强制执行决定，违反法定程序，判决确认拆除行为违法。
【典型意义】
强制拆除应当遵守程序。
`
	want := []string{
		"金寨县人民法院 金寨县公安局 lost [facts_evidence]",
		"六安市中级人民法院 六安市市场监督管理局 won []",
		"霍山县人民法院 霍山县某镇人民政府 lost [procedure]",
	}
	for _, s := range []string{whole, strings.ReplaceAll(whole, "\n", "")} {
		records := Read(ingest.Document{Text: s})
		if len(records) != len(want) {
			t.Fatalf("%d papers", len(records))
		}
		for k, r := range records {
			var codes []Code
			for _, e := range r.Errors {
				codes = append(codes, e.Code)
			}
			got := r.Organ.Name
			for _, x := range r.Results {
				got += " " + x.Agency + " " + string(x.Result)
			}
			if got += fmt.Sprint(" ", codes); got != want[k] {
				t.Errorf("case %d: got %s, want %s", k+1, got, want[k])
			}
		}
	}
}
