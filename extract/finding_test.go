package extract

import (
	"sort"
	"strings"
	"testing"

	"zeren/ingest"
)

// setting is a case in which a sentence of reasoning stands.
type setting struct {
	doc      DocumentType
	instance Instance
	outcomes []Outcome
	prior    []Outcome
	result   Verdict
	decided  string
	text     string // of the disposition
}

var settings = map[string]setting{
	"撤销":   {AdministrativeJudgment, First, []Outcome{Revoke}, nil, Lost, "2020-06-01", "撤销被告某县自然资源局作出的处罚决定。"},
	"旧撤销":  {AdministrativeJudgment, First, []Outcome{Revoke}, nil, Lost, "2012-06-01", "撤销被告某县自然资源局作出的处罚决定。"},
	"确认违法": {AdministrativeJudgment, First, []Outcome{ConfirmIllegal}, nil, Lost, "2020-06-01", "确认被告某县自然资源局强制拆除原告张三房屋的行为违法。"},
	"确认不为": {AdministrativeJudgment, First, []Outcome{ConfirmIllegal}, nil, Lost, "2020-06-01", "确认被告某县自然资源局未对原告张三的申请作出处理的行为违法。"},
	"确认无效": {AdministrativeJudgment, First, []Outcome{ConfirmInvalid}, nil, Lost, "2020-06-01", "确认被告某县自然资源局作出的处罚决定无效。"},
	"履行":   {AdministrativeJudgment, First, []Outcome{Perform}, nil, Lost, "2020-06-01", "责令被告某县自然资源局于三十日内对原告张三的申请作出答复。"},
	"变更":   {AdministrativeJudgment, First, []Outcome{Modify}, nil, Lost, "2020-06-01", "变更处罚决定。"},
	"赔偿":   {CompensationJudgment, First, []Outcome{Compensate}, nil, Lost, "2020-06-01", "被告某县自然资源局赔偿原告张三损失3000元。"},
	"驳回":   {AdministrativeJudgment, First, []Outcome{DismissClaim}, nil, Won, "2020-06-01", "驳回原告张三的诉讼请求。"},
	"二审维持": {AdministrativeJudgment, Second, []Outcome{Affirm}, []Outcome{Revoke}, Lost, "2020-06-01", "驳回上诉，维持原判。"},
	"二审改判": {AdministrativeJudgment, Second, []Outcome{Reverse, Revoke}, []Outcome{DismissClaim}, Lost, "2020-06-01", "撤销一审判决；撤销处罚决定。"},
	"改判胜诉": {AdministrativeJudgment, Second, []Outcome{Reverse, DismissClaim}, []Outcome{Revoke}, Won, "2020-06-01", "撤销一审判决；驳回诉讼请求。"},
	"指令审理": {AdministrativeRuling, Second, []Outcome{Reverse, Remand}, []Outcome{DismissSuit}, Undecided, "2020-06-01", "撤销一审裁定；指令一审法院继续审理。"},
	"复议撤销": {ReconsiderationDecision, Reconsideration, []Outcome{Revoke}, nil, Lost, "2020-06-01", "撤销被申请人某县自然资源局作出的处罚决定。"},
	"新复议":  {ReconsiderationDecision, Reconsideration, []Outcome{Revoke}, nil, Lost, "2024-06-01", "撤销被申请人某县自然资源局作出的处罚决定。"},
	"复议履行": {ReconsiderationDecision, Reconsideration, []Outcome{Perform}, nil, Lost, "2024-06-01", "责令被申请人某县自然资源局履行职责。"},
	"复议维持": {ReconsiderationDecision, Reconsideration, []Outcome{Maintain}, nil, Won, "2020-06-01", "维持被申请人某县自然资源局作出的处罚决定。"},
	"不准执行": {AdministrativeRuling, Enforcement, []Outcome{RefuseEnforcement}, nil, Lost, "2020-06-01", "不准予执行某县自然资源局作出的处罚决定。"},
	"民事":   {CivilJudgment, First, []Outcome{CivilLiability}, nil, Lost, "2024-12-01", "被告某县自然资源局给付原告货款3000元。"},
	"协议":   {AdministrativeJudgment, First, []Outcome{Contract}, nil, Lost, "2021-06-01", "被告某县自然资源局继续履行补偿协议。"},
}

// paperOf sets a reasoning into a setting.
func paperOf(s setting, reasoning string) *paper {
	doc := ingest.Document{Text: reasoning}
	text := Normalize(&doc)
	p := newPaper(&doc, text, 0, text.Len())
	r := &p.record
	r.DocumentType = s.doc
	r.DecidedOn = &s.decided
	r.Instance = &s.instance
	alias := []string{"县自然资源局"}
	str := func(s string) *string { return &s }
	switch {
	case s.doc == ReconsiderationDecision:
		r.Parties = []Party{{Role: "申请人", Name: "张三", Kind: Person}, {Role: "被申请人", Name: "某县自然资源局", Kind: Agency, Aliases: alias}, {Role: "第三人", Name: "李四", Kind: Person}}
	case s.instance == Second:
		r.Parties = []Party{{Role: "上诉人", Name: "某县自然资源局", Kind: Agency, Aliases: alias, OriginalRole: str("原审被告")}, {Role: "被上诉人", Name: "张三", Kind: Person, OriginalRole: str("原审原告")}, {Role: "原审第三人", Name: "李四", Kind: Person}}
	case s.instance == Enforcement:
		r.Parties = []Party{{Role: "申请执行人", Name: "某县自然资源局", Kind: Agency, Aliases: alias}, {Role: "被执行人", Name: "张三", Kind: Person}}
	default:
		r.Parties = []Party{{Role: "原告", Name: "张三", Kind: Person}, {Role: "被告", Name: "某县自然资源局", Kind: Agency, Aliases: alias}, {Role: "第三人", Name: "某县宏达建材有限公司", Kind: Organization, Aliases: []string{"宏达公司"}}}
	}
	r.Dispositions = []Disposition{{Text: s.text, Outcomes: s.outcomes, Span: &ingest.Span{}}}
	if s.prior != nil {
		r.Prior = []Prior{{Dispositions: []Disposition{{Outcomes: s.prior}}}}
	}
	r.Results = []Result{{Agency: "某县自然资源局", Result: s.result}}
	p.parts = []part{{SectionReasoning, 0, text.Len()}}
	return p
}

// codes gives the grounds of a paper, and its remarks in brackets.
func codes(p *paper) string {
	seen := map[string]bool{}
	var out []string
	for _, f := range p.record.Errors {
		c := string(f.Code)
		if f.Minor {
			c += "!"
		}
		if !f.Ground {
			c = "(" + c + ")"
		}
		if !seen[c] {
			seen[c] = true
			out = append(out, c)
		}
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

func TestFindings(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(findingRows+turnRows+familyRows+proseRows), "\n")
	n := 0
	for _, row := range rows {
		row = strings.TrimSpace(row)
		if row == "" || strings.HasPrefix(row, "#") {
			continue
		}
		n++
		parts := strings.SplitN(row, "|", 3)
		if len(parts) != 3 {
			t.Fatalf("row %q", row)
		}
		s, ok := settings[strings.TrimSpace(parts[0])]
		if !ok {
			t.Fatalf("no setting %q", parts[0])
		}
		p := paperOf(s, strings.TrimSpace(parts[2]))
		p.readFindings()
		for _, f := range p.record.Errors {
			checkMarks(t, f)
		}
		want := strings.TrimSpace(parts[1])
		if got := codes(p); got != want {
			t.Errorf("%s\n  want %q\n  got  %q", row, want, got)
			for _, f := range p.record.Errors {
				t.Logf("    %s %s %v", f.Code, f.Rule, f.Words)
			}
		}
	}
	if n < 150 {
		t.Errorf("%d rows", n)
	}
}
