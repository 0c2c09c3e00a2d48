package report

import (
	"fmt"
	"strings"
	"testing"

	"zeren/classify"
)

func plain(s string) []Run { return []Run{{Text: s}} }

func head(level int, s string) Block { return Block{Kind: Heading, Level: level, Runs: plain(s)} }
func para(s string) Block            { return Block{Kind: Paragraph, Runs: plain(s)} }
func cited(s string) Block           { return Block{Kind: Quote, Runs: plain(s)} }

// sampleReport is a running report with every kind of block. The case and its
// names are made up.
func sampleReport() Draft {
	return Draft{
		ID: "sample", Jurisdiction: "样例县", Agency: "样例县人力资源和社会保障局", CaseNumber: "（2019）皖1524行初12号",
		Title: "关于样例县人力资源和社会保障局工伤认定行政败诉案件的分析报告", Form: Report,
		Marks:     []string{"草稿", "未生效/待确认"},
		Addressee: "样例县人民政府法制办公室",
		Blocks: []Block{
			head(1, "一、案件基本情况"),
			para("原告陈某喆不服样例县人力资源和社会保障局2019年3月15日作出的《不予认定工伤决定书》，于2019年6月3日向样例县人民法院提起行政诉讼，案号为（2019）皖1524行初12号。第三人样例县堃𬭚机械有限公司（统一社会信用代码91341524MA2TEST0X8）申请参加诉讼。经审理，法院于2019年9月20日作出判决，依照《中华人民共和国行政诉讼法》第七十条第（二）项、第（三）项的规定，判决撤销被告作出的决定，责令其在判决生效之日起60日内重新作出行政行为。案件受理费50元，由被告负担。"),
			head(2, "（一）当事人"),
			para("原告陈某喆，男，1986年生，汉族；被告样例县人力资源和社会保障局，法定代表人王某堃，局长；第三人样例县堃𬭚机械有限公司。"),
			{Kind: Timeline, Line: []Event{
				{Date: "2019-03-15", Label: "样例县人力资源和社会保障局作出《不予认定工伤决定书》", Kind: "act"},
				{Date: "2019-06-03", Label: "陈某喆提起行政诉讼", Kind: "suit"},
				{Date: "2019-09-20", Label: "样例县人民法院作出（2019）皖1524行初12号行政判决，撤销被诉行政行为，责令重新作出", Kind: "instance"},
				{Date: "", Label: "判决书送达被告（判决书未载明，须由经办人提供送达回证）", Kind: "service"},
				{Date: "2019-10-25", Label: "向县政府法制办报送分析报告的期限", Kind: "deadline"},
			}},
			head(1, "二、败诉原因分析"),
			head(2, "（一）认定事实的主要证据不足"),
			para("法院认为，被告未对事故发生经过进行调查核实，仅凭用人单位一方的陈述即认定“不属于上下班途中”，主要证据不足。判决书第7页第12行写明："),
			cited("被告在作出被诉决定前，未依法调取事故现场监控录像，亦未询问目击证人，其认定原告受伤不属于上下班途中的主要证据不足，依法应予撤销。"),
			para("上述情形符合《样例县行政败诉案件责任追究办法》第六条第（一）项“主要证据不足的”规定。"),
			head(3, "1.调查取证程序缺失"),
			para("经办人员没有依照《工伤认定办法》第十一条的规定对事故进行调查核实，询问笔录、现场勘验笔录均未形成，涉及金额1,234,567.89元，占总额的86.5%。"),
			head(4, "（1）证据目录"),
			{Kind: Rows, Table: &Table{Widths: []float64{1, 4, 2, 2}, Head: []string{"序号", "证据名称", "证明对象", "判决书位置"},
				Rows: sampleRows(28)}},
			head(1, "三、存在问题"),
			{Kind: Paragraph, Runs: []Run{{Text: "一是证据意识不强。", Bold: true}, {Text: "对当事人提出的异议没有进行核实，没有形成完整的证据链条；对《工伤保险条例》第十四条第（六）项的适用条件理解不准确。"}}},
			{Kind: Paragraph, Runs: []Run{{Text: "二是内部审核流于形式。", Bold: true}, {Text: "法制审核机构没有对事实认定部分提出审核意见。"}}},
			head(1, "四、工作建议"),
			para("建议由被告机关组织经办人员学习调查取证规则，对近两年办理的同类案件进行自查，于收到本报告之日起30日内报送自查情况……并由法制机构复核——复核结果存入执法案卷。"),
			{Kind: Note, Runs: plain("注：本报告中的页码和行号均指判决书原文；期限依照工作日历计算，遇法定节假日顺延。")},
		},
		Signatures: []Signature{{Unit: "样例县人力资源和社会保障局", Date: "　　年　月　日"}},
		Meta:       Meta{Subject: "行政败诉案件分析报告", Keywords: []string{"source=sha256:0123456789abcdef"}, Date: "2019-09-20"},
	}
}

func sampleRows(n int) [][]Cell {
	var rows [][]Cell
	for i := range n {
		rows = append(rows, []Cell{
			{Text: []string{fmt.Sprint(i + 1)}},
			{Text: []string{fmt.Sprintf("证据%d：样例县人民医院出具的住院病历及诊断证明书（共%d页）", i+1, i+3)}},
			{Text: []string{"伤情及就诊时间"}},
			{Text: []string{fmt.Sprintf("第%d页第%d行", i/5+2, i+1)}},
		})
	}
	return rows
}

// sampleSheet is the form printed in the annex of 温政发〔2018〕28号.
func sampleSheet() Draft {
	seal := func(who string) []string { return []string{who + "（盖章）", "　　年　　月　　日"} }
	label := func(s string) Cell { return Cell{Text: []string{s}, Label: true} }
	return Draft{
		ID: "sheet", Title: "行政诉讼败诉案件责任分析报告审核表", Form: Sheet, Marks: []string{"草稿"},
		Blocks: []Block{
			{Kind: Rows, Table: &Table{Widths: []float64{2, 5}, Rows: [][]Cell{
				{label("败诉行政机关名称"), {Text: []string{"样例县自然资源和规划局"}, MinHeight: 14}},
				{label("法院名称、裁判文书文号"), {Text: []string{"样例市中级人民法院", "（2020）浙03行终45号"}, MinHeight: 14}},
				{label("败诉行政机关调查处理意见"), {Text: []string{"经调查，法院认定的主要证据不足属实。责任人员和追究方式待核实后填写。"}, MinHeight: 70, Foot: seal("败诉行政机关")}},
				{label("政府法制机构审核意见"), {MinHeight: 70, Foot: seal("审核单位")}},
			}}},
			{Kind: Note, Runs: plain("注：")},
			{Kind: Note, Runs: plain("1. 本表应附行政诉讼败诉案件责任分析报告、法院裁判文书；")},
			{Kind: Note, Runs: plain("2. 共同被告案件，每个败诉行政机关各自填写本表；")},
			{Kind: Note, Runs: plain("3. 本表及附件由败诉行政机关、审核单位、备案单位各存一份；")},
			{Kind: Note, Runs: plain("4. 行政行为的名义主体与实施主体不一致的，名义主体与实施主体共同在“行政机关调查处理意见”一栏盖章。")},
		},
		Meta: Meta{Date: "2020-05-06"},
	}
}

// sampleLetter is a letter under a red head, with a 版记.
func sampleLetter() Draft {
	return Draft{
		ID: "letter", Title: "关于报送行政诉讼败诉案件判决书的函", Form: Letter,
		Letterhead: &Letterhead{Organ: "样例满族自治县公安局文件", Number: "样公函〔2021〕7号"},
		Addressee:  "样例满族自治县人民政府法制办公室：",
		Blocks: []Block{
			para("现将样例市中级人民法院（2021）辽03行终88号行政判决书报送你办，请予备案。"),
			para("附件：（2021）辽03行终88号行政判决书"),
		},
		Signatures: []Signature{{Unit: "样例满族自治县公安局", Date: "　　年　月　日"}, {Unit: "样例满族自治县民政局", Date: "　　年　月　日"}},
		Imprint:    &Imprint{CopyTo: "样例市司法局，样例满族自治县人民法院", Office: "样例满族自治县公安局办公室", Date: "2021年8月2日"},
		Meta:       Meta{Date: "2021-07-30"},
	}
}

// sampleHard holds what breaks layouts: a name of 60 characters, a disposition
// of three pages, 30 defendants, an empty section, rare characters.
func sampleHard() Draft {
	name := strings.Repeat("样例市经济技术开发区", 6)
	var defendants [][]Cell
	for i := range 30 {
		defendants = append(defendants, []Cell{{Text: []string{fmt.Sprint(i + 1)}}, {Text: []string{name}}, {Text: []string{"喆堃𬭚𠅤"}}})
	}
	long := strings.Repeat("撤销被告作出的行政处罚决定，责令被告在判决生效之日起60日内重新作出行政行为；驳回原告的其他诉讼请求。", 36)
	return Draft{
		ID: "hard", Title: name + "行政败诉案件分析报告", Form: Report, Addressee: name,
		Marks: []string{"草稿"},
		Blocks: []Block{
			head(1, "一、空的部分"), para(""), {Kind: Rows}, {Kind: Rows, Table: &Table{}}, {Kind: Timeline}, {Kind: Quote},
			head(1, "二、被告"),
			{Kind: Rows, Table: &Table{Widths: []float64{1, 7, 2}, Head: []string{"序号", "名称", "代表人"}, Rows: defendants}},
			head(1, "三、判决主文"), para(long),
			{Kind: Rows, Table: &Table{Widths: []float64{1, 5}, Rows: [][]Cell{
				{{Text: []string{"判决主文"}, Label: true}, {Text: []string{long}, Foot: []string{"（盖章）", "年　月　日"}}},
			}}},
			head(1, "四、"+strings.Repeat("很长的标题", 12)),
			para("摘要值0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef结束，案号（2019）皖1524行初12号之一。"),
		},
		Signatures: []Signature{{Unit: name, Date: "　　年　月　日"}, {Unit: "", Date: ""}},
		Meta:       Meta{Date: "2022-02-02"},
	}
}

var samples = map[string]func() Draft{"report": sampleReport, "sheet": sampleSheet, "letter": sampleLetter, "hard": sampleHard}

// papers are the samples and the drafts that are composed of the cases of the
// packs, extremes included.
func papers(t testing.TB) map[string]Draft {
	t.Helper()
	all := map[string]Draft{}
	for name, draft := range samples {
		all[name] = draft()
	}
	for _, k := range disputes() {
		cases := extremes(k)
		cases["plain"] = k
		for name, x := range cases {
			drafts, err := compose(packLibrary(t, x), x.law, x.c, classify.Facts{}, x.a, Settings{})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range drafts {
				all[strings.ReplaceAll(fmt.Sprintf("%s-%s-%s", k.name, name, d.ID), " ", "_")] = d
			}
		}
	}
	if len(all) < len(samples)+10 {
		t.Fatalf("%d papers", len(all))
	}
	return all
}

func renderer(t testing.TB) *Renderer {
	t.Helper()
	r, err := NewRenderer(nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func BenchmarkPDF(b *testing.B) {
	r := renderer(b)
	d := sampleReport()
	b.Logf("%d pages", r.Layout(d).Pages())
	for b.Loop() {
		if _, err := r.PDF(d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLayout(b *testing.B) {
	r := renderer(b)
	d := sampleReport()
	for b.Loop() {
		r.Layout(d)
	}
}
