package classify

import "zeren/extract"

// FactSpec declares a fact that people supply: its key in the sheet, its type,
// the question in Chinese, and who would know.
type FactSpec struct {
	Key   string   `yaml:"key"`
	Type  Type     `yaml:"type"`
	Words []string `yaml:"values"` // of an enum
	Ask   string   `yaml:"ask"`
	Who   string   `yaml:"who"`

	place factPlace
}

// factPlace tells where in the sheet a fact stands.
type factPlace int

const (
	inAgency factPlace = iota // packs' own facts stand here too
	inCase
	inFindings
	inHandling
	inCollective
)

const (
	knowsCase   = "应诉承办人"
	knowsUnit   = "败诉机关法制机构"
	knowsHandle = "行政行为承办机构（查阅案卷）"
	knowsOffice = "责任追究机关"
)

// factSpecs is the facts sheet's schema, in the order in which it is printed.
var factSpecs = append(sheetSpecs, reviewSpecs()...)

// reviewSpecs ask of each fault that the program can have drawn from how a
// sentence is worded (extract.Wording) whether the deciding body found it.
func reviewSpecs() []FactSpec {
	var out []FactSpec
	for _, code := range extract.WordedCodes() {
		out = append(out, FactSpec{reviewKey(code), Bool, nil, "对照文书原文，审理机关是否认定该机关存在“" + code.Label() + "”的问题？", knowsCase, inFindings})
	}
	return out
}

var sheetSpecs = []FactSpec{
	{"received_on", Date, nil, "何日收到本裁判（决定）文书？", knowsCase, inCase},
	{"served_on", Date, nil, "文书何日送达？", knowsCase, inCase},
	{"effective_on", Date, nil, "文书何日发生法律效力？", knowsCase, inCase},
	{"appeal", Enum, []string{"none", "filed"}, "各方当事人是否提起上诉？", knowsCase, inCase},
	{"suit_after_reconsideration", Enum, []string{"none", "filed"}, "申请人、第三人在法定期限内是否对复议决定提起行政诉讼？", knowsCase, inCase},
	{"complaint_received_on", Date, nil, "何日收到投诉、申诉、举报？", knowsOffice, inCase},
	{"accepted_on", Date, nil, "责任追究何日受理？", knowsOffice, inCase},
	{"fault_determined_on", Date, nil, "过错何日被确定？", knowsOffice, inCase},
	{"decision_received_on", Date, nil, "责任人何日收到追究决定？", knowsOffice, inCase},
	{"review_asked_on", Date, nil, "何日收到复核申请？", knowsOffice, inCase},
	{"investigated_on", Date, nil, "败诉责任调查何日完成？", knowsUnit, inCase},
	{"submitted_on", Date, nil, "责任分析报告何日报送审核？", knowsUnit, inCase},
	{"reviewed_on", Date, nil, "审核何日完成？", knowsOffice, inCase},
	{"opinion_received_on", Date, nil, "何日收到审核意见？", knowsUnit, inCase},
	{"handled_on", Date, nil, "处理决定何日作出？", knowsOffice, inCase},
	{"meeting_on", Date, nil, "联席会议何日召开？", knowsOffice, inCase},
	{"suit_received_on", Date, nil, "何日收到起诉状（上诉状）副本？", knowsCase, inCase},
	{"earlier_decision_covered", Bool, nil, "裁判作出于规定施行之前、生效于施行之后，是否纳入追究范围？", knowsOffice, inCase},

	{"level", Enum, levels, "该机关属于哪一层级（市、县级政府，乡镇街道，市属、县属单位）？", knowsUnit, inAgency},
	{"implementing_body", String, nil, "行政行为的实施主体是谁（与名义主体不一致时）？", knowsUnit, inAgency},
	{"nominal_body_at_fault", Bool, nil, "名义主体是否也有过错？", knowsUnit, inAgency},
	{"intent_or_gross_negligence", Bool, nil, "是否存在故意或者重大过失？", knowsOffice, inAgency},
	{"grave_consequences", Bool, nil, "是否造成严重后果？", knowsUnit, inAgency},
	{"direct_loss_yuan", Number, nil, "造成的直接经济损失是多少元？", "财政、审计部门", inAgency},
	{"major_loss_or_effect", Bool, nil, "是否造成重大经济损失或者产生重大不利影响？", knowsOffice, inAgency},
	{"dereliction", Bool, nil, "是否因失职渎职导致败诉？", knowsOffice, inAgency},
	{"crime_suspected", Bool, nil, "是否涉嫌犯罪？", knowsOffice, inAgency},
	{"refused_mediation", Bool, nil, "是否无正当理由拒不参加法院组织的调解？", knowsCase, inAgency},
	{"risk_registered", Bool, nil, "败诉的行政行为是否事先经过容错风险报备？", knowsUnit, inAgency},
	{"head_appeared", Bool, nil, "负责人（含副职负责人）是否出庭应诉？", knowsCase, inAgency},
	{"staff_appeared", Bool, nil, "是否委托相应的工作人员出庭？", knowsCase, inAgency},
	{"act_done_on", Date, nil, "该机关的被诉行政行为何日作出？", knowsHandle, inAgency},
	{"repeat", List, nil, "同一责任人一年内是否另有应予追究的过错？如有，案号是多少？", knowsOffice, inAgency},

	{"handling.reviewed", Bool, nil, "该行为是否经审核人审核？", knowsHandle, inHandling},
	{"handling.approved", Bool, nil, "该行为是否经批准人批准？", knowsHandle, inHandling},
	{"handling.as_approved", Bool, nil, "是否按审核、批准的内容实施？", knowsHandle, inHandling},
	{"handling.on_the_spot", Bool, nil, "是否当场作出？", knowsHandle, inHandling},
	{"handling.omission", Bool, nil, "是否属于不作为？", knowsHandle, inHandling},
	{"handling.handler_deceived", Bool, nil, "承办人是否弄虚作假、隐瞒真相？", knowsHandle, inHandling},
	{"handling.handler_opinion", Enum, []string{"right", "wrong"}, "承办人提出的方案或者意见是否正确？", knowsHandle, inHandling},
	{"handling.reviewer", Enum, reviewWords, "审核人如何处理承办人的意见？", knowsHandle, inHandling},
	{"handling.approver", Enum, reviewWords, "批准人如何处理报批的意见？", knowsHandle, inHandling},
	{"handling.ordered_by", Enum, []string{"reviewer", "approver", "superior", "nobody"}, "该行为（不作为）由谁指令？", knowsHandle, inHandling},
	{"handling.ordered_act", Enum, []string{"unlawful_plainly", "other"}, "指令的内容是否明显违法？", knowsHandle, inHandling},
	{"handling.handler_objected", Bool, nil, "承办人是否对指令提出过改正或者撤销的意见？", knowsHandle, inHandling},
	{"handling.collective.decided", Bool, nil, "是否经集体讨论决定？", knowsHandle, inCollective},
	{"handling.collective.chair", String, nil, "集体讨论由谁主持（行政首长）？", knowsHandle, inCollective},
	{"handling.collective.dissenting", List, nil, "集体讨论中谁持正确意见？", knowsHandle, inCollective},
}

var levels = []string{"city", "county", "town", "city_unit", "county_unit", "bureau"}

var reviewWords = []string{"passed", "corrected", "changed_right", "rejected_right", "decided_alone"}

// personAsks are the questions about persons, which stand in the sheet as a
// list and are no variables of their own.
var personAsks = map[string]FactSpec{
	"persons":               {Key: "persons", Ask: "承办人、审核人、批准人等各是谁？", Who: knowsHandle},
	"persons.managed_by":    {Key: "persons.managed_by", Ask: "有关人员是否属于市管干部？", Who: "组织部门"},
	"persons.at_the_time":   {Key: "persons.at_the_time", Ask: "有关人员在行政行为作出时是否在任？", Who: knowsUnit},
	"persons.plainly_erred": {Key: "persons.plainly_erred", Ask: "有关人员在应诉中有无明显失误？", Who: knowsOffice},
	"paper.instance":        {Key: "paper.instance", Ask: "该文书属于哪一审级？", Who: knowsCase},
	"paper.decided_on":      {Key: "paper.decided_on", Ask: "该文书何日作出？", Who: knowsCase},
	"lower_paper":           {Key: "lower_paper", Ask: "被维持的原裁判主文是什么？请补充原裁判文书", Who: knowsCase},
	"later_paper":           {Key: "later_paper", Ask: "上诉后二审如何裁判？请补充二审文书", Who: knowsCase},
}
