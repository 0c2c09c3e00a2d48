package report

import (
	"strings"
	"testing"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

// TestClaimsOfSeveral: where several parties ask for different things, each claim
// names its party; one party's claims name nobody.
func TestClaimsOfSeveral(t *testing.T) {
	second := extract.Second
	claim := func(by, text string) extract.Claim {
		return extract.Claim{Instance: &second, By: []string{by}, Text: text}
	}
	for want, claims := range map[string][]extract.Claim{
		"甲局：撤销原审判决/乙镇政府：驳回诉讼请求": {claim("甲局", "撤销原审判决"), claim("乙镇政府", "驳回诉讼请求")},
		"撤销原审判决/驳回诉讼请求":         {claim("甲局", "撤销原审判决"), claim("甲局", "驳回诉讼请求")},
	} {
		r := extract.Record{DocumentType: extract.AdministrativeJudgment, Instance: &second, Claims: claims}
		w := writer{c: &classify.Case{Papers: []extract.Record{r}}, a: &classify.Assessment{}}
		var got []string
		for _, q := range w.asked(second)[0].Quotes {
			got = append(got, q.Label+q.Text)
		}
		if s := strings.Join(got, "/"); s != want {
			t.Errorf("%s, want %s", s, want)
		}
	}
}

// TestProceedings: what was asked and when the case was brought, accepted and
// heard, in the words of each kind of proceedings, with its place; nothing
// where the paper tells nothing.
func TestProceedings(t *testing.T) {
	at := func(line int) *ingest.Span { return &ingest.Span{Page: 1, Line: line} }
	steps := []extract.Step{
		{Kind: extract.Filed, On: "2024-03-04", Text: "2024年3月4日向本院", Span: at(9)},
		{Kind: extract.Received, On: "2024-03-05", Text: "2024年3月5日收到", Span: at(9)},
		{Kind: extract.Accepted, On: "2024-03-07", Text: "2024年3月7日立案受理", Span: at(9)},
		{Kind: extract.Heard, On: "2024-04-23", Text: "2024年4月23日公开开庭", Span: at(10)},
		{Kind: extract.Heard, On: "2024-04-24", Text: "2024年4月24日公开听证", Span: at(10)},
	}
	for _, k := range []struct {
		in            extract.Instance
		form          extract.DocumentType
		claim, course string
		events        string
	}{
		{extract.First, extract.AdministrativeJudgment, "诉讼请求为：", "本案于2024年3月4日提起诉讼，于2024年3月5日收到起诉状，于2024年3月7日立案受理，于2024年4月23日公开开庭审理，于2024年4月24日举行听证（判决书第1页第9行、第10行）。", "提起诉讼 收到起诉状 立案 开庭审理 听证"},
		{extract.Second, extract.AdministrativeRuling, "上诉请求为：", "本案二审于2024年3月4日提起上诉，于2024年3月5日收到上诉状，于2024年3月7日立案受理，于2024年4月23日公开开庭审理，于2024年4月24日举行听证（裁定书第1页第9行、第10行）。", "提起上诉 二审收到上诉状 二审立案 二审开庭审理 二审听证"},
		{extract.Review, extract.AdministrativeRuling, "再审请求为：", "本案再审审查于2024年3月4日申请再审，于2024年3月5日收到再审申请，于2024年3月7日立案受理，于2024年4月23日公开开庭审理，于2024年4月24日举行听证（裁定书第1页第9行、第10行）。", "申请再审 收到再审申请 立案 开庭审理 听证"},
		{extract.Reconsideration, extract.ReconsiderationDecision, "行政复议请求为：", "本案于2024年3月4日申请行政复议，于2024年3月5日收到行政复议申请，于2024年3月7日立案受理，于2024年4月23日公开开庭审理，于2024年4月24日举行听证（决定书第1页第9行、第10行）。", "申请行政复议 收到行政复议申请 受理 开庭审理 听证"},
		{extract.Enforcement, extract.AdministrativeRuling, "申请执行的请求为：", "本案于2024年3月4日申请强制执行，于2024年3月5日收到执行申请，于2024年3月7日立案受理，于2024年4月23日公开开庭审理，于2024年4月24日举行听证（裁定书第1页第9行、第10行）。", "申请强制执行 收到执行申请 立案 开庭审理 听证"},
	} {
		r := extract.Record{DocumentType: k.form, Instance: &k.in, Steps: steps,
			Claims: []extract.Claim{{Instance: &k.in, Text: "撤销被诉决定", Span: at(12)}, {Text: "不知何审"}}}
		w := writer{c: &classify.Case{Papers: []extract.Record{r}}, a: &classify.Assessment{}}
		var story []string
		for _, x := range w.story() {
			story = append(story, x.Text)
			for _, q := range x.Quotes {
				story = append(story, q.Text+q.Where)
			}
		}
		all := strings.Join(story, "\n")
		for _, want := range []string{k.claim + "\n撤销被诉决定", "第1页第12行", k.course} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: no %q in\n%s", k.in, want, all)
			}
		}
		if strings.Contains(all, "不知何审") {
			t.Errorf("%s: a claim of no known instance is told:\n%s", k.in, all)
		}
		var labels []string
		for _, e := range w.timeline() {
			if e.Kind == "suit" {
				labels = append(labels, e.Label)
			}
		}
		if got := strings.Join(labels, " "); got != k.events {
			t.Errorf("%s: %s", k.in, got)
		}
		bare := writer{c: &classify.Case{Papers: []extract.Record{{DocumentType: k.form, Instance: &k.in}}}, a: &classify.Assessment{}}
		for _, x := range bare.story() {
			if strings.Contains(x.Text, "请求为") || strings.Contains(x.Text, "本案于") {
				t.Errorf("%s: told of nothing: %s", k.in, x.Text)
			}
		}
	}
}

// TestEffect: a decision on reconsideration takes effect by its service, so that
// one whose service nobody knows of is not said to be in effect already.
func TestEffect(t *testing.T) {
	yes := true
	for _, k := range []struct {
		in    extract.Instance
		form  extract.DocumentType
		known known
		want  string
	}{
		{extract.Reconsideration, extract.ReconsiderationDecision, known{}, "该决定书一经送达即发生法律效力；送达、收到的日期有待核实，核实之后再计算相关期限。"},
		{extract.Reconsideration, extract.ReconsiderationDecision, known{served: "2024-03-05"}, "该决定书已发生法律效力。"},
		{extract.Second, extract.AdministrativeJudgment, known{}, "该判决书已发生法律效力；送达、收到的日期有待核实，核实之后再计算相关期限。"},
	} {
		r := extract.Record{DocumentType: k.form, Instance: &k.in}
		w := writer{c: &classify.Case{Papers: []extract.Record{r}}, a: &classify.Assessment{Effective: &yes}, known: k.known}
		if told := w.service(); told[len(told)-1] != k.want {
			t.Errorf("%s: %s", k.in, told[len(told)-1])
		}
	}
}
