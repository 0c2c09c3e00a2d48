package classify

import (
	"fmt"
	"slices"
	"sync"

	"cel.dev/cel-go/cel"

	"zeren/extract"
)

// Type is the type of a variable or a fact.
type Type string

// The types. A date is written YYYY-MM-DD and compares as text does.
const (
	Bool   Type = "bool"
	Date   Type = "date"
	Number Type = "number"
	Enum   Type = "enum"
	String Type = "string"
	List   Type = "list"
)

func (t Type) cel() *cel.Type {
	switch t {
	case Bool:
		return cel.BoolType
	case Number:
		return cel.DoubleType
	case List:
		return cel.ListType(cel.StringType)
	}
	return cel.StringType
}

// Variable is a name that conditions may use.
type Variable struct {
	Name string
	Type Type
	Text string // what it means, Chinese
	// Asks are the keys of the facts that would tell an unknown value; nil
	// where the value is always known.
	Asks []string
}

var outcomeCodes = []extract.Outcome{
	extract.Revoke, extract.RevokePartial, extract.Redo, extract.ConfirmIllegal, extract.ConfirmInvalid,
	extract.Modify, extract.Perform, extract.Pay, extract.Remedy, extract.Compensate, extract.Indemnify,
	extract.Contract, extract.DismissClaim, extract.DismissSuit, extract.Withdraw, extract.Mediate,
	extract.Terminate, extract.Restore, extract.Affirm, extract.Reverse, extract.Remand,
	extract.RejectPetition, extract.Maintain, extract.RejectApplication, extract.Enforce,
	extract.RefuseEnforcement, extract.CivilLiability,
}

var findingCodes = []extract.Code{
	extract.FactsEvidence, extract.WrongLaw, extract.Procedure, extract.UltraVires, extract.Abuse,
	extract.Improper, extract.Nonperformance, extract.NoEvidenceInTime, extract.NoAppearance,
	extract.NoLegalBasis, extract.ContractBreach, extract.Tort,
}

var sumKinds = []extract.AmountKind{
	extract.Fine, extract.Confiscation, extract.Tax, extract.Compensation, extract.Indemnity,
	extract.Payment, extract.Interest, extract.OtherAmount,
}

// Variables lists all names that the conditions of every pack may use, in a
// fixed order. A pack's own facts come on top, as fact.KEY.
func Variables() []Variable { return slices.Clone(variables()) }

var variables = sync.OnceValue(listVariables)

func listVariables() []Variable {
	v := []Variable{
		{"paper.type", String, "文书种类", nil},
		{"paper.instance", String, "审级", []string{"paper.instance"}},
		{"paper.court", Bool, "由人民法院作出", nil},
		{"paper.reconsideration", Bool, "由行政复议机关作出", nil},
		{"paper.civil", Bool, "民事裁判", nil},
		{"paper.decided_on", Date, "裁判（决定）作出之日", []string{"paper.decided_on"}},
		{"paper.effective", Bool, "已发生法律效力", []string{"appeal", "served_on", "effective_on"}},
		{"paper.final", Bool, "文书本身表明已经生效", nil},
		{"paper.judicial_advice", Bool, "文书载明另发司法建议", nil},
		{"agency.name", String, "机关名称", nil},
		{"agency.result", String, "对该机关的结果", nil},
		{"agency.lost", Bool, "该机关全部或部分败诉", nil},
		{"agency.level", String, "机关层级", []string{"level"}},
		{"agency.reviewer", Bool, "该机关是复议机关", nil},
		{"agency.roles", List, "该机关已查明的人员的身份", []string{"persons"}},
		{"agency.co_defendants", Bool, "有其他机关一同败诉", nil},
		{"act.kinds", List, "该机关被诉行为的种类", nil},
		{"act.done_on", Date, "该机关被诉行为作出之日", []string{"act_done_on"}},
		{"act.not_before", Date, "该机关被诉行为最早可能的日期（文号的年份）", []string{"act_done_on"}},
		{"act.omission", Bool, "被诉的是不作为", nil},
		{"appearance.head", Bool, "负责人或副职负责人出庭", []string{"head_appeared"}},
		{"appearance.staff", Bool, "相应的工作人员出庭", []string{"staff_appeared"}},
		{"sum.awarded", Number, "判令给付的金额合计（元）", nil},
	}
	for _, k := range sumKinds {
		v = append(v, Variable{"sum." + string(k), Number, "金额（元）：" + string(k), nil})
	}
	for _, c := range outcomeCodes {
		v = append(v, Variable{"outcome." + string(c), Bool, "主文（含被维持的原裁判）：" + string(c), nil})
	}
	for _, c := range findingCodes {
		v = append(v,
			Variable{"finding." + string(c), Bool, "据以裁判的过错：" + string(c), nil},
			Variable{"remark." + string(c), Bool, "文书指出但未据以裁判：" + string(c), nil},
			Variable{"minor." + string(c), Bool, "仅属轻微：" + string(c), nil},
			Variable{"words." + string(c), List, "过错的细节标记：" + string(c), nil},
			Variable{"evidence." + string(c), String, "认定过错的原文：" + string(c), nil})
	}
	for _, f := range factSpecs {
		v = append(v, Variable{"fact." + f.Key, f.Type, f.Ask, []string{f.Key}})
	}
	return append(v,
		Variable{"person.name", String, "责任人姓名", []string{"persons"}},
		Variable{"person.roles", List, "责任人的身份", []string{"persons"}},
		Variable{"person.managed_by", String, "干部管理权限", []string{"persons.managed_by"}},
		Variable{"person.at_the_time", Bool, "行为时在任", []string{"persons.at_the_time"}},
		Variable{"person.plainly_erred", Bool, "应诉中有明显失误", []string{"persons.plainly_erred"}},
		Variable{"person.chair", Bool, "集体讨论的主持人或行政首长", []string{"handling.collective.chair"}},
		Variable{"person.dissented", Bool, "集体讨论中持正确意见", []string{"handling.collective.dissenting"}},
		Variable{"claimed", Bool, "有人主张本条情形并有证据", nil},
	)
}

// environment declares the variables for CEL; clause.ID and fact.KEY of a pack
// are added to it.
func environment(more []Variable) (*cel.Env, error) {
	var opts []cel.EnvOption
	for _, v := range more {
		opts = append(opts, cel.Variable(v.Name, v.Type.cel()))
	}
	base, err := baseEnvironment()
	if err != nil {
		return nil, err
	}
	env, err := base.Extend(opts...)
	if err != nil {
		return nil, fmt.Errorf("declare variables: %w", err)
	}
	return env, nil
}
