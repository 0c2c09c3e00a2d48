package report

import (
	"strings"

	"zeren/classify"
)

// known is what the facts sheet tells and the prose uses. Absent is "".
type known struct {
	served, received, effective string // YYYY-MM-DD
	appeal                      string // none | filed
	body                        string // 实施主体, where it is not the agency
	officers                    []Officer
}

func knownFrom(f classify.Facts, agency string) known {
	k := known{
		served: f.Date("served_on"), received: f.Date("received_on"), effective: f.Date("effective_on"),
		appeal: f.Values["appeal"].Text,
	}
	if a := f.Agency(agency); a != nil {
		if body := a.Values["implementing_body"].Text; body != agency {
			k.body = body
		}
		for _, p := range a.Persons {
			var roles []string
			for _, r := range p.Roles {
				roles = append(roles, r.Name())
			}
			k.officers = append(k.officers, Officer{Name: p.Name, Role: strings.Join(roles, "、")})
		}
	}
	return k
}

// factNames name the facts of the sheet inside a sentence.
var factNames = map[string]string{
	"received_on":                    "收到法律文书的日期",
	"served_on":                      "文书送达日期",
	"effective_on":                   "文书生效日期",
	"appeal":                         "当事人是否上诉",
	"suit_after_reconsideration":     "复议决定作出后当事人是否起诉",
	"complaint_received_on":          "收到投诉、申诉、举报的日期",
	"accepted_on":                    "受理日期",
	"fault_determined_on":            "过错被确定的日期",
	"decision_received_on":           "追究决定送达的日期",
	"level":                          "该机关的层级",
	"implementing_body":              "行政行为的实施主体",
	"nominal_body_at_fault":          "名义主体是否有过错",
	"intent_or_gross_negligence":     "是否存在故意或者重大过失",
	"grave_consequences":             "是否造成严重后果",
	"direct_loss_yuan":               "直接经济损失数额",
	"major_loss_or_effect":           "是否造成重大经济损失或者产生重大不利影响",
	"dereliction":                    "是否存在失职渎职",
	"crime_suspected":                "是否涉嫌犯罪",
	"refused_mediation":              "是否无正当理由拒不参加调解",
	"risk_registered":                "是否事先经过容错风险报备",
	"persons":                        "具体人员",
	"handling":                       "行政行为的承办、审核、批准经过",
	"handling.reviewed":              "行政行为是否经审核",
	"handling.approved":              "行政行为是否经批准",
	"handling.as_approved":           "是否按审核、批准的内容实施",
	"handling.on_the_spot":           "是否当场作出",
	"handling.omission":              "是否属于不作为",
	"handling.handler_deceived":      "承办人是否弄虚作假、隐瞒真相",
	"handling.handler_opinion":       "承办人的意见是否正确",
	"handling.reviewer":              "审核人的处理情况",
	"handling.approver":              "批准人的处理情况",
	"handling.ordered_by":            "由谁指令",
	"handling.ordered_act":           "指令的内容是否明显违法",
	"handling.handler_objected":      "承办人是否提出过不同意见",
	"handling.collective":            "是否经集体讨论决定",
	"handling.collective.decided":    "是否经集体讨论决定",
	"handling.collective.chair":      "集体讨论的主持人",
	"handling.collective.dissenting": "集体讨论中持正确意见的人员",
	"persons.managed_by":             "有关人员的干部管理权限",
	"persons.at_the_time":            "有关人员在行为发生时是否在任",
	"circumstances":                  "是否存在从轻、从重或者免予追究的情形",
	"repeat":                         "一年内是否另有同类过错",
}
