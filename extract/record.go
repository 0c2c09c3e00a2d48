package extract

import "zeren/ingest"

// Record is what one paper (文书) says, every value with its place in the
// source. Unknown is null, never a guess. The JSON names are a contract.
type Record struct {
	Source         Source          `json:"source"`
	DocumentType   DocumentType    `json:"document_type"`
	Organ          *Organ          `json:"organ"`
	CaseNumber     *string         `json:"case_number"`
	DecidedOn      *string         `json:"decided_on"` // YYYY-MM-DD
	Instance       *Instance       `json:"instance"`
	Cause          *string         `json:"cause"` // 案由 as printed: 房屋行政强制拆除
	Parties        []Party         `json:"parties"`
	Claims         []Claim         `json:"claims"` // 诉讼请求, 上诉请求, 复议请求: what is asked, verbatim
	Steps          []Step          `json:"steps"`  // 审理经过: the dated steps of these proceedings, in the order of the text
	ChallengedActs []ChallengedAct `json:"challenged_acts"`
	Prior          []Prior         `json:"prior"`
	Facts          []Evidence      `json:"facts"` // 查明的事实: what the deciding body itself found, verbatim
	Dispositions   []Disposition   `json:"dispositions"`
	Results        []Result        `json:"results"`
	Errors         []Finding       `json:"errors"`
	Laws           []Law           `json:"laws"`
	Amounts        []Amount        `json:"amounts"`
	Appearances    []Appearance    `json:"appearances"`
	Final          *bool           `json:"final"` // true or null, never false
	Warnings       []Warning       `json:"warnings"`

	// Problems are what the reader of the file found doubtful about the pages
	// of this paper: recognised from a picture, in doubtful order.
	Problems []ingest.Problem `json:"problems,omitempty"`
	// Cites are the numbers of other papers that this one mentions, for
	// linking the papers of one dispute.
	Cites []string `json:"cites,omitempty"`
	// Spans tells where the single values stand: "organ", "case_number",
	// "decided_on", "cause", "title".
	Spans map[string]ingest.Span `json:"spans,omitempty"`
	// Sections are the parts of the paper in order.
	Sections []Section `json:"sections,omitempty"`
}

// Source names the file and the paper's place in it.
type Source struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Pages  int    `json:"pages"`
	Reader string `json:"reader"`
	Part   int    `json:"part,omitempty"` // 1-based, where one file holds several papers
}

// DocumentType is the kind of a paper (文书种类).
type DocumentType string

// The document types.
const (
	AdministrativeJudgment     DocumentType = "administrative_judgment"     // 行政判决书
	AdministrativeRuling       DocumentType = "administrative_ruling"       // 行政裁定书
	CompensationJudgment       DocumentType = "compensation_judgment"       // 行政赔偿判决书
	MediationStatement         DocumentType = "mediation_statement"         // 行政调解书
	CivilJudgment              DocumentType = "civil_judgment"              // 民事判决书
	CivilRuling                DocumentType = "civil_ruling"                // 民事裁定书
	ReconsiderationDecision    DocumentType = "reconsideration_decision"    // 行政复议决定书
	ReconsiderationRejection   DocumentType = "reconsideration_rejection"   // 不予受理、驳回复议申请决定书
	ReconsiderationTermination DocumentType = "reconsideration_termination" // 行政复议终止决定书
	ReconsiderationMediation   DocumentType = "reconsideration_mediation"   // 行政复议调解书
	Other                      DocumentType = "other"                       // 非裁判文书
)

// Instance is the stage of the proceedings (审级).
type Instance string

// The instances.
const (
	First           Instance = "first"           // 一审
	Second          Instance = "second"          // 二审
	Retrial         Instance = "retrial"         // 再审
	Review          Instance = "review"          // 审查再审申请、申诉
	Reconsideration Instance = "reconsideration" // 行政复议
	Enforcement     Instance = "enforcement"     // 非诉执行、执行
)

// Organ is the deciding body (裁判机关、复议机关).
type Organ struct {
	Name  string  `json:"name"`
	Level *string `json:"level"` // basic | intermediate | high | supreme | special | government | department
}

// PartyKind tells natural persons, organisations and agencies apart.
type PartyKind string

// The kinds of a party.
const (
	Person       PartyKind = "person"
	Organization PartyKind = "organization"
	Agency       PartyKind = "agency"
)

// Party is a party of the proceedings (当事人).
type Party struct {
	Role         string       `json:"role"` // as printed: 原告, 上诉人 ...
	Name         string       `json:"name"` // without its short form
	Kind         PartyKind    `json:"kind"`
	OriginalRole *string      `json:"original_role"` // 原审被告 ... as printed
	Region       *string      `json:"region"`        // division code (GB/T 2260) that the name resolves to
	Aliases      []string     `json:"aliases,omitempty"`
	Span         *ingest.Span `json:"span,omitempty"`
}

// Claim is a passage in which those who brought the case say what they ask for
// (诉讼请求): the words behind 请求.
type Claim struct {
	Instance *Instance    `json:"instance"` // where it was asked: an appeal retells the claims of the first instance
	By       []string     `json:"by"`       // parties as printed, empty where the text names none
	Text     string       `json:"text"`     // verbatim, white space removed
	Span     *ingest.Span `json:"span"`
}

// StepKind is what was done on a day of the proceedings.
type StepKind string

// The steps.
const (
	Filed    StepKind = "filed"    // 提起诉讼、上诉、申请再审、申请复议
	Received StepKind = "received" // 收到起诉状、申请
	Accepted StepKind = "accepted" // 立案、受理
	Heard    StepKind = "heard"    // 开庭、听证
)

// Step is a dated step of the proceedings before the deciding body itself. A
// hearing of several days is several steps.
type Step struct {
	Kind StepKind     `json:"kind"`
	On   string       `json:"on"`   // YYYY-MM-DD
	Text string       `json:"text"` // from the day to the words that tell the step, verbatim, white space removed
	Span *ingest.Span `json:"span"`
}

// ChallengedAct is the act under dispute (被诉行政行为).
type ChallengedAct struct {
	Text           string       `json:"text"`
	Kind           *string      `json:"kind"` // penalty | licence | enforcement | expropriation | registration | reconsideration | disclosure | omission | agreement | recognition | inspection | ruling | other
	DocumentNumber *string      `json:"document_number"`
	DoneOn         *string      `json:"done_on"`
	Agency         *string      `json:"agency"`
	Span           *ingest.Span `json:"span,omitempty"`
}

// Prior is what an instance below decided, as this paper tells it.
type Prior struct {
	Organ        *string       `json:"organ"`
	CaseNumber   *string       `json:"case_number"`
	DecidedOn    *string       `json:"decided_on"` // YYYY-MM-DD
	Dispositions []Disposition `json:"dispositions"`
	// Facts are what that instance found (原审查明), as this paper retells it.
	Facts []Evidence `json:"facts,omitempty"`
	// Spans tells where this paper names the "case_number" and the
	// "decided_on" of that decision.
	Spans map[string]ingest.Span `json:"spans,omitempty"`
}

// Outcome is what one clause of a disposition does.
type Outcome string

// The outcome codes, see the glossary in the package comment.
const (
	Revoke            Outcome = "revoke"
	RevokePartial     Outcome = "revoke_partial"
	Redo              Outcome = "redo"
	ConfirmIllegal    Outcome = "confirm_illegal"
	ConfirmInvalid    Outcome = "confirm_invalid"
	Modify            Outcome = "modify"
	Perform           Outcome = "perform"
	Pay               Outcome = "pay"
	Remedy            Outcome = "remedy"
	Compensate        Outcome = "compensate"
	Indemnify         Outcome = "indemnify"
	Contract          Outcome = "contract"
	DismissClaim      Outcome = "dismiss_claim"
	DismissSuit       Outcome = "dismiss_suit"
	Withdraw          Outcome = "withdraw"
	Mediate           Outcome = "mediate"
	Terminate         Outcome = "terminate"
	Restore           Outcome = "restore"
	Affirm            Outcome = "affirm"
	Reverse           Outcome = "reverse"
	Remand            Outcome = "remand"
	RejectPetition    Outcome = "reject_petition"
	Maintain          Outcome = "maintain"
	RejectApplication Outcome = "reject_application"
	Enforce           Outcome = "enforce"
	RefuseEnforcement Outcome = "refuse_enforcement"
	CivilLiability    Outcome = "civil_liability"
	OtherOutcome      Outcome = "other"
)

// Disposition is one clause of the decision (主文).
type Disposition struct {
	N        int          `json:"n"`    // number as printed, 0 where it has none
	Text     string       `json:"text"` // verbatim, white space removed, without its number
	Outcomes []Outcome    `json:"outcomes"`
	Agencies []string     `json:"agencies"`
	Span     *ingest.Span `json:"span"`
}

// Verdict on an agency: how the case ended for it.
type Verdict string

// The results.
const (
	Lost       Verdict = "lost"
	PartlyLost Verdict = "partly_lost"
	Won        Verdict = "won"
	Undecided  Verdict = "undecided"
)

// Result is how the case ended for one agency that is a party (是否败诉).
type Result struct {
	Agency string  `json:"agency"`
	Result Verdict `json:"result"`
	// Because names what decided it: disposition clauses, the instance below.
	Because []Evidence `json:"because,omitempty"`
}

// Code is the kind of fault that a deciding body found (败诉原因).
type Code string

// The error codes, see the glossary in the package comment.
const (
	FactsEvidence    Code = "facts_evidence"
	WrongLaw         Code = "wrong_law"
	Procedure        Code = "procedure"
	UltraVires       Code = "ultra_vires"
	Abuse            Code = "abuse"
	Improper         Code = "improper"
	Nonperformance   Code = "nonperformance"
	NoEvidenceInTime Code = "no_evidence_in_time"
	NoAppearance     Code = "no_appearance"
	NoLegalBasis     Code = "no_legal_basis"
	ContractBreach   Code = "contract_breach"
	Tort             Code = "tort"
)

// Finding is a fault that the deciding body found (认定的过错).
type Finding struct {
	Code     Code       `json:"code"`
	Minor    bool       `json:"minor"`
	Ground   bool       `json:"ground"` // the result was built on it
	Agencies []string   `json:"agencies"`
	Evidence []Evidence `json:"evidence"`
	Laws     []Law      `json:"laws"`
	// Words are finer marks of what was found, each tied to words of the
	// evidence: for one "plainly" (明显), "seriously" (严重), "late_evidence".
	Words []string `json:"words,omitempty"`
	// Marks tie each of Words to the evidence whose words carry it, in the
	// order of the text; a mark that two passages carry stands twice.
	Marks []Mark `json:"marks,omitempty"`
	// Rule names the rule that found it and the words that it found, for
	// explanations: procedure.named：违反法定程序.
	Rule string `json:"rule,omitempty"`
	// Wording is set where how the sentence is worded decided, and no rule; a
	// person is asked to confirm such a finding (warning finding_by_wording).
	Wording *Wording `json:"wording,omitempty"`
}

// Mark is a word of Finding.Words and the evidence that says it.
type Mark struct {
	Word     string `json:"word"`
	Evidence int    `json:"evidence"` // index into Finding.Evidence
}

// Evidence is a passage of the paper, verbatim, white space removed.
type Evidence struct {
	Text string       `json:"text"`
	Span *ingest.Span `json:"span,omitempty"`
}

// Law is a provision that the decision rests on (法律依据).
type Law struct {
	Title     string       `json:"title"`
	Article   *int         `json:"article"`
	Paragraph *int         `json:"paragraph"`
	Item      *int         `json:"item"`
	Point     *int         `json:"point,omitempty"`   // 目
	Version   *string      `json:"version,omitempty"` // the version in force at the decision, e.g. "2017"
	Span      *ingest.Span `json:"span,omitempty"`
}

// AmountKind is what a sum of money is for.
type AmountKind string

// The kinds of a sum.
const (
	Fine         AmountKind = "fine"
	Confiscation AmountKind = "confiscation"
	Tax          AmountKind = "tax"
	Compensation AmountKind = "compensation"
	Indemnity    AmountKind = "indemnity"
	Payment      AmountKind = "payment"
	Interest     AmountKind = "interest"
	OtherAmount  AmountKind = "other"
)

// Amount is a sum in a disposition or in the challenged act.
type Amount struct {
	Yuan float64      `json:"yuan"`
	Kind AmountKind   `json:"kind"`
	Text string       `json:"text"`
	Span *ingest.Span `json:"span"`
}

// Appearance tells whether the head of an agency came (负责人出庭应诉).
type Appearance struct {
	Agency       string       `json:"agency"`
	HeadAppeared *bool        `json:"head_appeared"`
	Text         string       `json:"text"`
	Span         *ingest.Span `json:"span"`
	// StaffAppeared: another staff member of the agency came.
	StaffAppeared *bool `json:"staff_appeared,omitempty"`
}

// Warning is something that a person should look at.
type Warning struct {
	Code string       `json:"code"`
	Text string       `json:"text"` // one Chinese sentence
	Span *ingest.Span `json:"span,omitempty"`

	// Field is the path of the value that it is about, as in the JSON of the
	// record, where it is about one: case_number, amounts[0].yuan.
	Field string `json:"field,omitempty"`
}

// Section is a part of the paper (head, parties, claim, reasoning ...).
type Section struct {
	Kind string      `json:"kind"`
	Span ingest.Span `json:"span"`
}
