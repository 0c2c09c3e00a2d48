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
	// where the paper tells it. (What a paper tells by its wording alone is
	// asked for nevertheless, see view.findings.)
	Asks []string
	// Words are the only words that it, or a member of the list, can be; nil
	// where any may stand.
	Words []string
}

// words of variables that hold one of a few; facts have theirs in the schema.
var variableWords = map[string][]string{
	"paper.type": {
		string(extract.AdministrativeJudgment), string(extract.AdministrativeRuling), string(extract.CompensationJudgment), string(extract.MediationStatement),
		string(extract.CivilJudgment), string(extract.CivilRuling), string(extract.ReconsiderationDecision), string(extract.ReconsiderationRejection),
		string(extract.ReconsiderationTermination), string(extract.ReconsiderationMediation), string(extract.Other),
	},
	"paper.instance": {
		string(extract.First), string(extract.Second), string(extract.Retrial), string(extract.Review), string(extract.Reconsideration), string(extract.Enforcement),
	},
	"agency.result":     {string(extract.Lost), string(extract.PartlyLost), string(extract.Won), string(extract.Undecided)},
	"agency.level":      levels,
	"agency.roles":      roleWordsList(),
	"person.roles":      roleWordsList(),
	"person.managed_by": {"county", "city"},
}

func roleWordsList() []string {
	out := make([]string, len(roleNames))
	for i, r := range roleNames {
		out[i] = string(r.role)
	}
	return out
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
		{"paper.type", String, "文书种类", nil, nil},
		{"paper.instance", String, "审级", []string{"paper.instance"}, nil},
		{"paper.court", Bool, "由人民法院作出", nil, nil},
		{"paper.reconsideration", Bool, "由行政复议机关作出", nil, nil},
		{"paper.civil", Bool, "民事裁判", nil, nil},
		{"paper.decided_on", Date, "裁判（决定）作出之日", []string{"paper.decided_on"}, nil},
		{"paper.effective", Bool, "已发生法律效力", []string{"appeal", "served_on", "effective_on"}, nil},
		{"paper.final", Bool, "文书本身表明已经生效", nil, nil},
		{"paper.judicial_advice", Bool, "文书载明另发司法建议", nil, nil},
		{"agency.name", String, "机关名称", nil, nil},
		{"agency.result", String, "对该机关的结果", nil, nil},
		{"agency.lost", Bool, "该机关全部或部分败诉", nil, nil},
		{"agency.level", String, "机关层级", []string{"level"}, nil},
		{"agency.reviewer", Bool, "该机关是复议机关", nil, nil},
		{"agency.roles", List, "该机关已查明的人员的身份", []string{"persons"}, nil},
		{"agency.co_defendants", Bool, "有其他机关一同败诉", nil, nil},
		{"act.kinds", List, "该机关被诉行为的种类", nil, nil},
		{"act.done_on", Date, "该机关被诉行为作出之日", []string{"act_done_on"}, nil},
		{"act.not_before", Date, "该机关被诉行为最早可能的日期（文号的年份）", []string{"act_done_on"}, nil},
		{"act.omission", Bool, "被诉的是不作为", nil, nil},
		{"appearance.head", Bool, "负责人或副职负责人出庭", []string{"head_appeared"}, nil},
		{"appearance.staff", Bool, "相应的工作人员出庭", []string{"staff_appeared"}, nil},
		{"sum.awarded", Number, "判令给付的金额合计（元）", nil, nil},
	}
	for _, k := range sumKinds {
		v = append(v, Variable{"sum." + string(k), Number, "金额（元）：" + string(k), nil, nil})
	}
	for _, c := range outcomeCodes {
		v = append(v, Variable{"outcome." + string(c), Bool, "主文（含被维持的原裁判）：" + string(c), nil, nil})
	}
	for _, c := range findingCodes {
		v = append(v,
			Variable{"finding." + string(c), Bool, "据以裁判的过错：" + string(c), nil, nil},
			Variable{"remark." + string(c), Bool, "文书指出但未据以裁判：" + string(c), nil, nil},
			Variable{"minor." + string(c), Bool, "仅属轻微：" + string(c), nil, nil},
			Variable{"words." + string(c), List, "过错的细节标记：" + string(c), nil, nil},
			Variable{"evidence." + string(c), String, "认定过错的原文：" + string(c), nil, nil})
	}
	for _, f := range factSpecs {
		v = append(v, Variable{"fact." + f.Key, f.Type, f.Ask, []string{f.Key}, f.Words})
	}
	v = append(v,
		Variable{"person.name", String, "责任人姓名", []string{"persons"}, nil},
		Variable{"person.roles", List, "责任人的身份", []string{"persons"}, nil},
		Variable{"person.managed_by", String, "干部管理权限", []string{"persons.managed_by"}, nil},
		Variable{"person.at_the_time", Bool, "行为时在任", []string{"persons.at_the_time"}, nil},
		Variable{"person.plainly_erred", Bool, "应诉中有明显失误", []string{"persons.plainly_erred"}, nil},
		Variable{"person.chair", Bool, "集体讨论的主持人或行政首长", []string{"handling.collective.chair"}, nil},
		Variable{"person.dissented", Bool, "集体讨论中持正确意见", []string{"handling.collective.dissenting"}, nil},
		Variable{"claimed", Bool, "有人主张本条情形并有证据", nil, nil},
	)
	for i := range v {
		if w, ok := variableWords[v[i].Name]; ok {
			v[i].Words = w
		}
	}
	return v
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
