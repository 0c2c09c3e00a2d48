package classify

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"zeren/extract"
)

// Facts is what people supply about a case: the facts sheet (事实核实表).
// Absent is unknown, never false.
type Facts struct {
	Case     string // the paper's number, or a prefix of its digest (with #2 for the second paper of a file)
	Values   map[string]Fact
	Agencies []AgencyFacts
	Line     int // 1-based, where the sheet begins in its file
	// Digest is the SHA-256 of the sheet; "" where none was given.
	Digest string
}

// Fact is one value that a person supplied, with who says so.
type Fact struct {
	Type   Type
	Bool   bool
	Text   string // date, enum, string
	Number float64
	List   []string
	By     string
	On     string
	Source string
	Line   int // 1-based, in the sheet
	Column int
}

// AgencyFacts are the facts about one agency.
type AgencyFacts struct {
	Name          string // as the record prints it
	Values        map[string]Fact
	Persons       []Officer
	Circumstances []Circumstance
	Line          int
	Column        int
}

// Officer is a person who had a part in the act or in the suit.
type Officer struct {
	Name         string
	Roles        []Role
	ManagedBy    string // county | city: 市管干部; "" unknown
	AtTheTime    *bool  // 时任
	PlainlyErred *bool  // 应诉中有明显失误
	By           string
	On           string
	Source       string
	Line         int
	Column       int
}

// Role is a person's part in the act or in the suit.
type Role string

// The roles.
const (
	Handler      Role = "handler"       // 承办人
	Reviewer     Role = "reviewer"      // 审核人
	Approver     Role = "approver"      // 批准人
	Deputy       Role = "deputy"        // 分管副职
	Head         Role = "head"          // 主要负责人
	CountyDeputy Role = "county_deputy" // 分管副县长
	Appeared     Role = "appeared"      // 出庭人员
	Investigator Role = "investigator"  // 调查人员
	Commander    Role = "commander"     // 指令人
	Interferer   Role = "interferer"    // 干预者
	Reporter     Role = "reporter"      // 呈报人
	// Causer (具体行为人) caused the fault and had none of the parts above. 吉林
	// 9 (8) and 卧龙 7 (4) put responsibility on such a person, and a sheet may
	// name nobody without a part, so that the part needs a word of its own.
	Causer Role = "causer"
)

var roleNames = []struct {
	role Role
	name string
}{
	{Handler, "承办人"}, {Reviewer, "审核人"}, {Approver, "批准人"}, {Deputy, "分管副职"}, {Head, "主要负责人"},
	{CountyDeputy, "分管副县长"}, {Appeared, "出庭人员"}, {Investigator, "调查人员"}, {Commander, "指令人"},
	{Interferer, "干预者"}, {Reporter, "呈报人"}, {Causer, "具体行为人"},
}

// Name is the role in Chinese.
func (r Role) Name() string {
	for _, x := range roleNames {
		if x.role == r {
			return x.name
		}
	}
	return string(r)
}

// Circumstance is an exempting, lighter, heavier or tolerated circumstance
// that someone claims (主张的情形).
type Circumstance struct {
	Clause   string // article, short form
	Person   string // "": the agency
	Claimed  bool
	Evidence string
	By       string
	On       string
	Source   string
	Line     int
	Column   int
}

// aboutPaper are the facts that belong to one paper, not to the dispute: what
// befell a first judgment is not true of the second.
var aboutPaper = []string{"received_on", "served_on", "effective_on", "appeal", "suit_after_reconsideration"}

// For gives the facts as they hold for the paper that a case stands on: where
// the sheet was written for another paper of it, since superseded, what it says
// of that paper's receipt, service, effect and appeal is left out, and what it
// says of faults drawn from the wording of that paper, unless its findings count.
func (f Facts) For(c Case) Facts {
	if len(c.Papers) < 2 || f.Case == "" || f.Names(c.Paper()) {
		return f
	}
	if !slices.ContainsFunc(c.Papers, func(r extract.Record) bool { return f.Names(&r) }) {
		return f
	}
	f.Values = maps.Clone(f.Values)
	for _, key := range aboutPaper {
		delete(f.Values, key)
	}
	f.Agencies = slices.Clone(f.Agencies)
	for i := range f.Agencies {
		a := &f.Agencies[i]
		if !f.Names(c.Reasoned(a.Name)) {
			a.Values = maps.Clone(a.Values)
			maps.DeleteFunc(a.Values, func(key string, _ Fact) bool { return strings.HasPrefix(key, reviewKey("")) })
		}
	}
	return f
}

// shortestDigest is the shortest prefix of a digest that names a paper.
const shortestDigest = 4

// Names tells whether the sheet says that it is about a paper: by its number,
// however it is printed, or by the beginning of its file's digest, with the
// paper's place behind # where the file holds several.
func (f Facts) Names(r *extract.Record) bool {
	if r.CaseNumber != nil && sameText(f.Case, *r.CaseNumber) {
		return true
	}
	prefix, part, parted := strings.Cut(strings.ToLower(strings.TrimSpace(f.Case)), "#")
	if len(prefix) < shortestDigest || !strings.HasPrefix(r.Source.SHA256, prefix) {
		return false
	}
	return !parted || part == strconv.Itoa(max(r.Source.Part, 1))
}

// caseName is how a sheet names a paper.
func caseName(r *extract.Record) string {
	switch {
	case r.CaseNumber != nil:
		return *r.CaseNumber
	case r.Source.Part > 0:
		return r.Source.SHA256 + "#" + strconv.Itoa(r.Source.Part)
	}
	return r.Source.SHA256
}

// Date is a date fact of the case, "" where it is unknown.
func (f *Facts) Date(key string) string { return f.Values[key].Text }

// Agency finds the facts about an agency by its name in the record, white
// space aside; nil where the sheet has none.
func (f *Facts) Agency(name string) *AgencyFacts {
	for i := range f.Agencies {
		if squeeze(f.Agencies[i].Name) == squeeze(name) {
			return &f.Agencies[i]
		}
	}
	return nil
}

// words prints a fact for a reason.
func (f Fact) words() string {
	switch f.Type {
	case Bool:
		if f.Bool {
			return "是"
		}
		return "否"
	case Number:
		return plainNumber(f.Number)
	case List:
		return strings.Join(f.List, "、")
	}
	if w, ok := enumWords[f.Text]; ok && f.Type == Enum {
		return w
	}
	return f.Text
}

// any is the fact's value for a condition.
func (f Fact) any() any {
	switch f.Type {
	case Bool:
		return f.Bool
	case Number:
		return f.Number
	case List:
		return f.List
	}
	return f.Text
}

var enumWords = map[string]string{
	"none": "没有", "filed": "已经提起", "city": "市级政府", "county": "县级政府", "town": "乡镇（街道）", "city_unit": "市属单位",
	"county_unit": "县属单位", "bureau": "本局", "right": "正确", "wrong": "错误", "passed": "应当发现而未发现或者未予纠正", "corrected": "已予纠正",
	"changed_right": "改变正确意见", "rejected_right": "不采纳正确意见", "decided_alone": "未报批（未经拟办、审核）直接决定",
	"reviewer": "审核人", "approver": "批准人", "superior": "上级", "nobody": "无人指令", "unlawful_plainly": "明显违法", "other": "并非明显违法",
}

func plainNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
