package extract

// The Chinese terms of the codes, as reports and commands print them. A code
// without a row here fails a test.

var documentTypeLabels = map[DocumentType]string{
	AdministrativeJudgment:     "行政判决书",
	AdministrativeRuling:       "行政裁定书",
	CompensationJudgment:       "行政赔偿判决书",
	MediationStatement:         "行政调解书",
	CivilJudgment:              "民事判决书",
	CivilRuling:                "民事裁定书",
	ReconsiderationDecision:    "行政复议决定书",
	ReconsiderationRejection:   "不予受理（驳回）行政复议申请决定书",
	ReconsiderationTermination: "行政复议终止决定书",
	ReconsiderationMediation:   "行政复议调解书",
	Other:                      "非裁判文书",
}

var instanceLabels = map[Instance]string{
	First:           "一审",
	Second:          "二审",
	Retrial:         "再审",
	Review:          "再审审查",
	Reconsideration: "行政复议",
	Enforcement:     "执行审查",
}

var outcomeLabels = map[Outcome]string{
	Revoke:            "撤销",
	RevokePartial:     "部分撤销",
	Redo:              "责令重新作出",
	ConfirmIllegal:    "确认违法",
	ConfirmInvalid:    "确认无效",
	Modify:            "变更",
	Perform:           "责令履行",
	Pay:               "责令给付",
	Remedy:            "责令采取补救措施",
	Compensate:        "赔偿",
	Indemnify:         "补偿",
	Contract:          "行政协议责任",
	DismissClaim:      "驳回诉讼请求",
	DismissSuit:       "驳回起诉",
	Withdraw:          "准许撤回",
	Mediate:           "调解",
	Terminate:         "终止",
	Restore:           "恢复原行政行为效力",
	Affirm:            "驳回上诉，维持原裁判",
	Reverse:           "撤销或变更原裁判",
	Remand:            "发回重审或指令审理",
	RejectPetition:    "驳回再审申请",
	Maintain:          "维持",
	RejectApplication: "驳回或不予受理复议申请",
	Enforce:           "准予强制执行",
	RefuseEnforcement: "不准予强制执行",
	CivilLiability:    "承担民事责任",
	OtherOutcome:      "其他",
}

var verdictLabels = map[Verdict]string{
	Lost:       "败诉",
	PartlyLost: "部分败诉",
	Won:        "胜诉",
	Undecided:  "未作实体裁判",
}

var codeLabels = map[Code]string{
	FactsEvidence:    "主要事实不清、证据不足",
	WrongLaw:         "适用依据错误",
	Procedure:        "违反法定程序",
	UltraVires:       "超越职权",
	Abuse:            "滥用职权",
	Improper:         "明显不当",
	Nonperformance:   "不履行法定职责",
	NoEvidenceInTime: "未在法定期限内答辩、举证",
	NoAppearance:     "未按规定出庭应诉",
	NoLegalBasis:     "没有法律依据",
	ContractBreach:   "违约",
	Tort:             "侵权",
}

var partyKindLabels = map[PartyKind]string{
	Person:       "自然人",
	Organization: "组织",
	Agency:       "行政机关",
}

var amountKindLabels = map[AmountKind]string{
	Fine:         "罚款",
	Confiscation: "没收",
	Tax:          "税款",
	Compensation: "赔偿",
	Indemnity:    "补偿",
	Payment:      "给付",
	Interest:     "利息",
	OtherAmount:  "其他",
}

var stepLabels = map[StepKind]string{
	Filed:    "提起",
	Received: "收到申请材料",
	Accepted: "立案受理",
	Heard:    "开庭（听证）",
}

var sectionLabels = map[string]string{
	SectionPreface:     "文前说明",
	SectionHead:        "首部",
	SectionParties:     "当事人",
	SectionProcedure:   "审理经过",
	SectionClaim:       "诉称",
	SectionDefence:     "辩称",
	SectionThird:       "第三人述称",
	SectionEvidence:    "证据",
	SectionFacts:       "查明",
	SectionPrior:       "原审情况",
	SectionAppeal:      "上诉或申请",
	SectionReasoning:   "说理",
	SectionBasis:       "裁判依据",
	SectionDisposition: "主文",
	SectionCosts:       "诉讼费用",
	SectionNotice:      "权利告知",
	SectionSignature:   "落款",
	SectionAnnex:       "附件及评析",
}

// Label gives the Chinese term of the document type.
func (t DocumentType) Label() string { return documentTypeLabels[t] }

// Label gives the Chinese term of the instance.
func (i Instance) Label() string { return instanceLabels[i] }

// Label gives the Chinese term of the outcome.
func (o Outcome) Label() string { return outcomeLabels[o] }

// Label gives the Chinese term of the result.
func (v Verdict) Label() string { return verdictLabels[v] }

// Label gives the Chinese term of the fault.
func (c Code) Label() string { return codeLabels[c] }

// Label gives the Chinese term of the kind of party.
func (k PartyKind) Label() string { return partyKindLabels[k] }

// Label gives the Chinese term of the step.
func (k StepKind) Label() string { return stepLabels[k] }

// Label gives the Chinese term of the kind of sum.
func (k AmountKind) Label() string { return amountKindLabels[k] }
