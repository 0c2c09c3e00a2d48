package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

// dispute is a case with its source text, written for these tests.
type dispute struct {
	name, pack string
	source     string
	c          classify.Case
	a          classify.Assessment
	law        fakeLaw
}

// fakeLaw is a regulation of a few articles.
type fakeLaw struct {
	name, number string
	articles     map[string]string
	organs       []Organ
}

func (l fakeLaw) Name() string              { return l.name }
func (l fakeLaw) Number(string) string      { return l.number }
func (l fakeLaw) Cite(string) string        { return "" }
func (l fakeLaw) Article(ref string) string { return l.articles[ref] }
func (l fakeLaw) Organs() []Organ           { return l.organs }
func (l fakeLaw) Says(string, string) bool  { return true }
func (l fakeLaw) Words(ref string) string   { return l.articles[ref] }
func (l fakeLaw) Codes(string) []string     { return nil }

// paperOf builds a record whose values stand in text.
type paperOf struct {
	t string
	r extract.Record
}

func newPaper(text string) *paperOf {
	sum := sha256.Sum256([]byte(text))
	p := &paperOf{t: text}
	p.r.Source = extract.Source{Name: "样本.pdf", SHA256: hex.EncodeToString(sum[:]), Pages: 1, Reader: "text"}
	return p
}

// span finds words in the text; a sample whose words are not there is wrong.
func (p *paperOf) span(words string) *ingest.Span {
	i := strings.Index(p.t, words)
	if i < 0 {
		panic("the sample does not say " + words)
	}
	start := len([]rune(p.t[:i]))
	return &ingest.Span{Page: 1, Line: strings.Count(p.t[:i], "\n") + 1, Start: start, End: start + len([]rune(words))}
}

func (p *paperOf) evidence(words ...string) []extract.Evidence {
	var out []extract.Evidence
	for _, w := range words {
		out = append(out, extract.Evidence{Text: w, Span: p.span(w)})
	}
	return out
}

func (p *paperOf) because(words string) classify.Because {
	return classify.Because{Text: words, Span: p.span(words), Paper: p.r.Source.SHA256}
}

func ptr[T any](v T) *T { return &v }

// quoted: every quotation stands in the source or in the regulation.
func quoted(t testing.TB, d *Draft, k dispute) {
	t.Helper()
	src := strings.Join(strings.Fields(k.source), "")
	var law strings.Builder
	for _, a := range k.law.articles {
		law.WriteString(strings.ReplaceAll(a, "\n", "") + "\x00")
	}
	n := 0
	for _, b := range d.Blocks {
		if b.Kind == Rows && len(b.Table.Head) > 2 && b.Table.Head[2] == "原文" {
			for _, row := range b.Table.Rows {
				if !strings.Contains(src, strings.Join(row[2].Text, "")) {
					t.Errorf("%s quotes what is nowhere: %s", d.Title, row[2].Text)
				}
				n++
			}
		}
		if b.Kind == Rows && len(b.Table.Head) == 2 && b.Table.Head[1] == "原文" {
			for _, row := range b.Table.Rows {
				if !strings.Contains(law.String(), strings.Join(row[1].Text, "")) {
					t.Errorf("%s quotes no article: %s", d.Title, row[1].Text)
				}
				n++
			}
		}
		if b.Kind != Quote {
			continue
		}
		s := b.Runs[0].Text
		if i := strings.LastIndex(s, "（判决书第"); i > 0 {
			s = s[:i]
		} else if i := strings.LastIndex(s, "（决定书第"); i > 0 {
			s = s[:i]
		}
		for _, number := range []string{"一、", "二、", "三、"} {
			s = strings.TrimPrefix(s, number)
		}
		// Claims of several parties stand behind their names.
		if name, claim, ok := strings.Cut(s, "："); ok && !strings.Contains(src, s) && strings.Contains(src, name) {
			s = claim
		}
		if !strings.Contains(src, s) && !strings.Contains(law.String(), s) {
			t.Errorf("%s quotes what is nowhere: %s", d.Title, s)
		}
		n++
	}
	if n == 0 && d.Form == Report {
		t.Errorf("%s quotes nothing", d.Title)
	}
}

const cuishan = `翠山县人民法院
行政判决书
（2023）川9901行初5号
原告何某某。
被告翠山县青石镇人民政府。
第三人翠山县某某农业有限公司。
原告何某某不服被告翠山县青石镇人民政府2023年2月6日强制拆除其养殖棚的行为，向本院提起行政诉讼。本院于2023年3月1日立案后，于2023年4月11日公开开庭审理了本案。
原告请求：1.确认被告强制拆除养殖棚的行为违法；2.判令被告赔偿损失30000元。
本院认为，被告在强制拆除前未催告，未听取原告的陈述、申辩，
其强制拆除行为违反法定程序。被告提交的照片不能证明养殖棚的建设时间，主要证据不足。
被告负责人未出庭应诉，亦未委派工作人员出庭，仅委托律师到庭，本院予以指正。
依照《中华人民共和国行政诉讼法》第七十四条第二款第（一）项之规定，判决如下：
一、确认被告翠山县青石镇人民政府2023年2月6日强制拆除原告何某某养殖棚的行为违法；
二、被告翠山县青石镇人民政府于本判决生效之日起三十日内赔偿原告何某某损失21500元。
二〇二三年六月十九日
`

const (
	claimed  = "1.确认被告强制拆除养殖棚的行为违法；2.判令被告赔偿损失30000元"
	accepted = "2023年3月1日立案"
	heard    = "2023年4月11日公开开庭"
)

// base is the case that the samples share: one agency, a first-instance
// judgment, three findings.
func base() (*paperOf, classify.Case) {
	p := newPaper(cuishan)
	agency := "翠山县青石镇人民政府"
	one := "确认被告翠山县青石镇人民政府2023年2月6日强制拆除原告何某某养殖棚的行为违法；"
	two := "被告翠山县青石镇人民政府于本判决生效之日起三十日内赔偿原告何某某损失21500元。"
	p.r.DocumentType = extract.AdministrativeJudgment
	p.r.Organ = &extract.Organ{Name: "翠山县人民法院"}
	p.r.CaseNumber, p.r.DecidedOn, p.r.Instance = ptr("（2023）川9901行初5号"), ptr("2023-06-19"), ptr(extract.First)
	p.r.Parties = []extract.Party{
		{Role: "原告", Name: "何某某", Kind: extract.Person},
		{Role: "被告", Name: agency, Kind: extract.Agency},
		{Role: "第三人", Name: "翠山县某某农业有限公司", Kind: extract.Organization},
	}
	p.r.ChallengedActs = []extract.ChallengedAct{{Text: "强制拆除其养殖棚的行为", Kind: ptr("enforcement"), DoneOn: ptr("2023-02-06"), Agency: &agency}}
	p.r.Claims = []extract.Claim{{Instance: ptr(extract.First), By: []string{"何某某"}, Text: claimed, Span: p.span(claimed)}}
	p.r.Steps = []extract.Step{
		{Kind: extract.Accepted, On: "2023-03-01", Text: accepted, Span: p.span(accepted)},
		{Kind: extract.Heard, On: "2023-04-11", Text: heard, Span: p.span(heard)},
	}
	p.r.Dispositions = []extract.Disposition{
		{N: 1, Text: one, Outcomes: []extract.Outcome{extract.ConfirmIllegal}, Agencies: []string{agency}, Span: p.span(one)},
		{N: 2, Text: two, Outcomes: []extract.Outcome{extract.Compensate}, Agencies: []string{agency}, Span: p.span(two)},
	}
	p.r.Results = []extract.Result{{Agency: agency, Result: extract.Lost}}
	law := extract.Law{Title: "中华人民共和国行政诉讼法", Article: ptr(74), Paragraph: ptr(2), Item: ptr(1), Span: p.span("第七十四条第二款第（一）项")}
	p.r.Sections = []extract.Section{{Kind: extract.SectionBasis, Span: *p.span("依照《中华人民共和国行政诉讼法》第七十四条第二款第（一）项之规定，判决如下：")}}
	p.r.Errors = []extract.Finding{
		{Code: extract.Procedure, Ground: true, Agencies: []string{agency}, Laws: []extract.Law{law},
			Evidence: p.evidence("被告在强制拆除前未催告，未听取原告的陈述、申辩，\n其强制拆除行为违反法定程序。")},
		{Code: extract.FactsEvidence, Ground: true, Agencies: []string{agency}, Evidence: p.evidence("被告提交的照片不能证明养殖棚的建设时间，主要证据不足。")},
		{Code: extract.NoAppearance, Agencies: []string{agency}, Evidence: p.evidence("被告负责人未出庭应诉，亦未委派工作人员出庭，仅委托律师到庭，本院予以指正。")},
	}
	for i := range p.r.Errors {
		for j := range p.r.Errors[i].Evidence {
			e := &p.r.Errors[i].Evidence[j]
			e.Text = strings.Join(strings.Fields(e.Text), "")
		}
	}
	p.r.Amounts = []extract.Amount{{Yuan: 21500, Kind: extract.Compensation, Text: "21500元", Span: p.span("21500元")}}
	return p, classify.Case{Papers: []extract.Record{p.r}}
}

func assessment(pack string, docs ...classify.Document) classify.Assessment {
	return classify.Assessment{
		Jurisdiction: pack, PackVersion: "1", PackDigest: strings.Repeat("ab", 32), Agency: "翠山县青石镇人民政府",
		Documents: docs, Missing: []string{"served_on", "appeal"},
		Questions: []classify.Question{
			{Fact: "served_on", Text: "文书何日送达？", Decides: []string{"三"}, Who: "应诉承办人"},
			{Fact: "persons", Text: "承办人、审核人、批准人等各是谁？", Decides: []string{"六", "十四"}, Who: "行政行为承办机构（查阅案卷）"},
		},
	}
}

// disputes are one case for each pack. The articles are invented stand-ins:
// what the regulations say is the packs' own matter.
func disputes() []dispute {
	var out []dispute
	p, c := base()
	procedure := p.because("被告在强制拆除前未催告，未听取原告的陈述、申辩，\n其强制拆除行为违反法定程序。")
	facts := p.because("被告提交的照片不能证明养殖棚的建设时间，主要证据不足。")
	won := p.because("确认被告翠山县青石镇人民政府2023年2月6日强制拆除原告何某某养殖棚的行为违法；")
	law := fakeLaw{
		name: "翠山县败诉责任追究办法", number: "翠政〔2017〕1号",
		articles: map[string]string{
			"三": "下列案件可以问责：\n（二）依法确认违法的案件；", "三（二）": "依法确认违法的案件；",
			"五":  "有下列情形的进行问责：\n（一）证据不足的；\n（三）违反法定程序的；",
			"十八": "收到文书之日起10日内报送备案，并提交报告。", "十三": "问责方式包括：\n（一）责令书面检查；",
		},
		organs: []Organ{{Printed: "县政府法制办", Now: "翠山县司法局"}},
	}
	add := func(pack string, a classify.Assessment) {
		out = append(out, dispute{name: pack, pack: pack, source: cuishan, c: c, a: a, law: law})
	}
	fill := func(a classify.Assessment) classify.Assessment {
		a.Clauses = []classify.Clause{
			{ID: "t2", Article: "三（二）", Kind: "trigger", Verdict: classify.Met, Text: "依法确认违法的案件；", Because: []classify.Because{won}},
			{ID: "f3", Article: "五（三）", Kind: "fault", Verdict: classify.Met, Text: "违反法定程序的；", Because: []classify.Because{procedure}},
			{ID: "f1", Article: "五（一）", Kind: "fault", Verdict: classify.Undetermined, Text: "证据不足的；", Because: []classify.Because{facts}, Missing: []string{"grave_consequences"}},
		}
		a.Deadlines = []classify.Deadline{{Name: "报送备案并提交行政败诉案件分析报告", Article: "十八", Amount: 10, Unit: "day", From: "收到法律文书之日", Who: a.Agency}}
		a.Measures = []classify.Measure{
			{Article: "十三", Item: "（一）", Text: "责令书面检查；", For: ptr("agency")},
			{Article: "十三", Item: "（一）", Text: "责令书面检查；"},
		}
		return a
	}
	add("jinzhai", fill(assessment("jinzhai", classify.Document{ID: "analysis", Title: "行政败诉案件分析报告", Article: "十八"})))
	add("wenzhou", fill(assessment("wenzhou", classify.Document{ID: "analysis", Title: "行政诉讼败诉案件责任分析报告", Article: "二（五）1"},
		classify.Document{ID: "review_form", Title: "行政诉讼败诉案件责任分析报告审核表", Article: "二（五）2"})))
	wolong := fill(assessment("wolong", classify.Document{ID: "opinion", Title: "行政执法过错（错案）责任追究初步意见", Article: "十"}))
	wolong.Effective, wolong.Applies = ptr(true), ptr(true)
	wolong.Responsibility = []classify.Responsibility{
		{Article: "五（二）4", Person: "李某", Role: "handler", Level: "直接责任", Verdict: classify.Met, Because: []classify.Because{{Text: "承办人的意见有错误", Fact: "handling.handler_opinion"}}},
		{Article: "五（二）4", Role: "reviewer", Level: "主管责任", Verdict: classify.Undetermined, Missing: []string{"handling.reviewer"}},
	}
	wolong.Measures = append(wolong.Measures, classify.Measure{Article: "十三", Item: "（一）", Text: "责令书面检查；", For: ptr("李某"), Required: true})
	add("wolong", wolong)
	xiuyan := fill(assessment("xiuyan", classify.Document{ID: "rectification", Title: "案件分析整改报告", Article: "十五"}))
	xiuyan.Referrals = []classify.Referral{{ID: "r_discipline_first", Article: "六", To: "县纪委监委", Text: "由县司法行政机关将案件移交县纪委监委调查处理。", Verdict: classify.Met}}
	add("xiuyan", xiuyan)
	add("jilin", fill(assessment("jilin", classify.Document{ID: "analysis", Title: "行政执法过错责任分析报告", Article: "六"},
		classify.Document{ID: "decision", Title: "行政执法过错责任追究决定", Article: "十三"})))
	return out
}
