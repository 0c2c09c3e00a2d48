package extract

import "regexp"

// readInstance tells the stage of the proceedings (审级): by the number, then
// by the kind of the paper, then by the roles of the parties.
func (p *paper) readInstance() {
	if p.told {
		return // readTold knows
	}
	set := func(i Instance) { p.record.Instance = &i }
	switch p.record.DocumentType {
	case ReconsiderationDecision, ReconsiderationRejection, ReconsiderationTermination, ReconsiderationMediation:
		set(Reconsideration)
		return
	}
	if in := p.number.Instance(); in != nil && p.number.Kind == CourtNumber {
		p.record.Instance = in
		if *in == Retrial && p.readsPetition() {
			set(Review)
		}
		return
	}
	// A database heads a paper by what it is: 某某与某某一审行政判决书.
	if p.record.DocumentType != Other {
		if m := stageTitle.FindStringSubmatch(p.text.Slice(p.from, max(p.from, p.body))); m != nil {
			set(stageTitles[m[1]])
			return
		}
	}
	roles := map[string]bool{}
	for _, a := range p.actors {
		roles[a.role] = true
	}
	switch {
	case roles["再审申请人"] || roles["申请再审人"] || roles["申诉人"]:
		if p.readsPetition() {
			set(Review)
		} else {
			set(Retrial)
		}
	case roles["上诉人"]:
		set(Second)
	case roles["申请执行人"] || roles["被执行人"] || roles["被申请执行人"]:
		set(Enforcement)
	case p.record.DocumentType == AdministrativeRuling && roles["申请人"]:
		set(Enforcement)
	case roles["起诉人"] || roles["原告"] && roles["被告"]:
		set(First)
	}
}

// stageTitle is the stage in the heading of a database.
var stageTitle = regexp.MustCompile(`(一审|二审|再审审查与审判监督|非诉执行审查|非诉行政执行审查)(?:行政|民事)?(?:赔偿)?(?:判决书|裁定书)`)

var stageTitles = map[string]Instance{"一审": First, "二审": Second, "再审审查与审判监督": Review, "非诉执行审查": Enforcement, "非诉行政执行审查": Enforcement}

// readsPetition reports whether the paper only looks at a petition for
// retrial (再审申请), and retries nothing.
func (p *paper) readsPetition() bool {
	return petitionForm.MatchString(p.text.Slice(max(p.from, p.formula), p.to))
}

var petitionForm = regexp.MustCompile(`驳回[^。；，]{0,80}(?:再审申请|申诉|再审请求)|本案由[^。；，]{0,40}提审|指令[^。；，]{0,40}再审|撤回再审申请`)
