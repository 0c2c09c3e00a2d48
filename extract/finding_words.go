package extract

// findingWords is the closed set of the marks in Finding.Words, with what
// each of them tells. A mark is set only where words of the finding's own
// evidence say so; packs ask for them where a clause turns on the manner of a
// fault and not on its kind alone.
var findingWords = map[string]string{
	"plainly":   "明显：适用依据明显错误、明显不当",
	"seriously": "严重：程序严重违法、严重违反法定程序",
	"grave":     "重大且明显违法",

	// evidence
	"no_evidence":       "未提交证据，视为没有相应证据",
	"late_evidence":     "逾期提交证据",
	"no_defence":        "未提出书面答复、答辩",
	"excluded_evidence": "证据因收集、取得不合法而未被采信",

	// procedure
	"not_informed":             "未履行告知义务",
	"not_heard":                "未听取陈述、申辩或者意见",
	"no_hearing":               "应当听证而未组织听证",
	"no_reasons":               "未说明理由",
	"not_served":               "未送达或者送达违法",
	"not_published":            "未公告、公示",
	"no_demand":                "未催告、未责令限期改正",
	"no_written_decision":      "未作出书面决定",
	"no_collective_discussion": "未经负责人集体讨论",
	"no_legal_review":          "未经法制审核",
	"no_approval":              "未经批准、审批",
	"no_record":                "未制作笔录、记录",
	"no_inventory":             "未清点登记、未制作清单",
	"no_identity_shown":        "未出示执法证件",
	"one_officer":              "执法人员不足两人或者没有执法资格",
	"no_recusal":               "应当回避而未回避",
	"no_court_enforcement":     "未申请人民法院强制执行，自行强制",
	"wrong_order":              "先决定后取证等顺序颠倒",
	"defective_form":           "文书形式欠缺：未盖章、未载明日期或者救济途径",
	"overdue":                  "超过期限",

	// the rest
	"repealed_law":     "适用已失效、已废止的规定",
	"no_article_cited": "未引用具体条款",
	"no_authority":     "不具有相应职权",
	"wrong_range":      "裁量幅度不当、未考虑情节",
	"never_acted":      "始终未作出处理、答复",
	"contract_void":    "对合同无效负有过错",
	"no_tender":        "规避招标、应当招标而未招标",
}

// MarkLabel gives what a mark of Finding.Words tells, in Chinese; "" for a
// word that is no mark.
func MarkLabel(word string) string { return findingWords[word] }
