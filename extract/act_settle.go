package extract

import (
	"regexp"
	"strings"
)

// settleActs looks at the acts once the decision is read: what the procedure
// told loosely and the decision names exactly goes; an agency that was sued
// and whose act only the name of the case tells (工伤认定及行政复议一案) gets it;
// days that the facts tell are added.
func (p *paper) settleActs() {
	p.dropLooseActs()
	p.addCauseActs()
	p.addToldActs()
	for k := range p.record.ChallengedActs {
		if a := &p.record.ChallengedActs[k]; a.DoneOn == nil {
			p.dateAct(a)
		}
	}
}

// dropLooseActs leaves out a telling without number and day, made of the
// names of the case, where its maker has an act with a number.
func (p *paper) dropLooseActs() {
	exact := map[string]bool{}
	for _, a := range p.record.ChallengedActs {
		if a.DocumentNumber != nil && a.Agency != nil {
			exact[*a.Agency] = true
		}
	}
	kept := []ChallengedAct{}
	for _, a := range p.record.ChallengedActs {
		if a.DocumentNumber == nil && a.DoneOn == nil && a.Agency != nil && exact[*a.Agency] && looseTelling.MatchString(Fold(a.Text)) {
			continue
		}
		kept = append(kept, a)
	}
	p.record.ChallengedActs = kept
}

// looseTelling names the case and no single act.
var looseTelling = regexp.MustCompile(`诉其|简称|[及和与、].*行政复议$|一案`)

// addCauseActs adds the acts that only the name of the case tells.
func (p *paper) addCauseActs() {
	if p.addOwedAct() {
		return
	}
	cause, ok := p.record.Spans["cause"]
	if !ok || p.record.Cause == nil || nakedCause.MatchString(*p.record.Cause) || p.number.Area() != Administrative {
		return
	}
	told := map[string]bool{}
	for _, a := range p.record.ChallengedActs {
		if a.Agency != nil {
			told[*a.Agency] = true
		}
	}
	var makers []*actor
	sued := p.sued()
	switch {
	case len(p.record.ChallengedActs) == 0 && len(sued) == 1:
		makers = sued
	case len(p.record.ChallengedActs) == 0:
		makers = p.burdened()
	case len(sued) == 2 && strings.Contains(*p.record.Cause, "复议"):
		for _, a := range sued {
			if !told[a.printed] {
				makers = append(makers, a)
			}
		}
	}
	i, j := p.text.FromSource(cause.Start), p.text.FromSource(cause.End)
	for _, a := range makers {
		if told[a.printed] {
			continue
		}
		told[a.printed] = true
		act := ChallengedAct{Text: p.text.Raw(i, j), Span: p.span(i, j), Agency: &a.printed}
		words := p.text.Slice(i, j)
		if len(p.record.ChallengedActs) > 0 {
			words = strings.ReplaceAll(words, "复议", "") // the other's part of the name
		}
		kind := actKind(words)
		act.Kind = &kind
		p.record.ChallengedActs = append(p.record.ChallengedActs, act)
	}
}

// addOwedAct adds the omission that only the request tells: an organ of
// reconsideration is asked to have a duty done. It reports whether it did.
func (p *paper) addOwedAct() bool {
	sued := p.sued()
	if len(p.record.ChallengedActs) > 0 || len(sued) != 1 || !p.reconsiders() {
		return false
	}
	for _, c := range p.record.Claims {
		if owedClaim.MatchString(c.Text) {
			kind := "omission"
			p.record.ChallengedActs = append(p.record.ChallengedActs, ChallengedAct{Text: c.Text, Span: c.Span, Kind: &kind, Agency: &sued[0].printed})
			return true
		}
	}
	return false
}

// owedClaim asks for something to be done that was not.
var owedClaim = regexp.MustCompile(`^(?:依法|判令|责令)*被申请人[^，。；]{0,12}(?:履行|为其|发放|答复|办理|公开|给付|支付)`)

// nakedCause tells of no act: a bare claim for damages, a mere dispute.
var nakedCause = regexp.MustCompile(`^(?:行政)?(?:赔偿|争议|纠纷|诉讼)$`)

// sued gives the agencies that are or were defendants.
func (p *paper) sued() []*actor {
	var out []*actor
	for _, a := range p.agencies() {
		if hasRole(a.role, "被告") || hasRole(a.original, "被告") || roleBase(a.role) == "被申请人" && p.reconsiders() {
			out = append(out, a)
		}
	}
	return out
}

// burdened gives the agencies that the decision orders to act or to pay.
func (p *paper) burdened() []*actor {
	var out []*actor
	for _, c := range p.clauses {
		for _, e := range c.effects {
			if e.outcome == Perform || e.outcome == Pay {
				out = append(out, e.agencies...)
			}
		}
	}
	return out
}

// dateAct looks for the one day on which the paper says that the act was made:
// by its number, else by its maker where that has no other act.
func (p *paper) dateAct(act *ChallengedAct) {
	var days []DateHit
	add := func(d DateHit) {
		for _, o := range days {
			if o.ISO() == d.ISO() {
				return
			}
		}
		days = append(days, d)
	}
	acts := 0
	for _, o := range p.record.ChallengedActs {
		if o.Agency != nil && act.Agency != nil && *o.Agency == *act.Agency {
			acts++
		}
	}
	for _, s := range p.sections(SectionProcedure, SectionFacts, SectionPrior, SectionReasoning, SectionEvidence, SectionParties) {
		for _, x := range p.sentences(s.from, s.to) {
			for _, d := range Dates(p.text, x[0], x[1]) {
				m := p.match(madeThen, d.J, x[1])
				if m == nil || turnedForm.MatchString(p.text.Slice(d.J, m[2])) || len(Dates(p.text, d.J, m[1])) > 0 {
					continue
				}
				if act.DocumentNumber != nil && p.numberAt(*act.DocumentNumber, m[2], m[3]) {
					add(d)
				} else if acts == 1 && act.Agency != nil && p.numberless(m[2], m[3]) && p.madeBy(*act.Agency, x[0], d.J, m[2]) && p.speaksOf(act, m[2], m[3]) {
					add(d)
				}
			}
		}
	}
	if len(days) == 1 {
		iso := days[0].ISO()
		act.DoneOn = &iso
	}
}

// madeThen follows the day on which an act was made.
var madeThen = regexp.MustCompile(`^，?[^，。；]{0,40}?(?:作出|做出|颁发|核发|发放|下发|出具|签发|下达)(?:的|了|出)?([^，。；：]{2,60})`)

// turnedForm stands behind the day on which somebody turned to an organ about
// the act, or got it.
var turnedForm = regexp.MustCompile(`向本|申请|收到|受理|送达|不服|提起|起诉|立案`)

// numberAt reports whether the runes [i, j) begin with, or hold, the number.
func (p *paper) numberAt(number string, i, j int) bool {
	return strings.Contains(bracketed(p.text.Slice(i, j)), bracketed(Fold(number)))
}

// numberless reports words without a number of their own.
func (p *paper) numberless(i, j int) bool { return len(CaseNumbers(p.text, i, j)) == 0 }

// madeBy reports that the last agency that the sentence names before rune verb
// is the maker, whom the clause of the day names or the one in front of it.
func (p *paper) madeBy(maker string, from, day, verb int) bool {
	ms := p.mentions(from, verb)
	for k := len(ms) - 1; k >= 0; k-- {
		if list := agenciesOf(ms[k].who); len(list) > 0 {
			return len(list) == 1 && list[0].printed == maker
		}
	}
	return false
}

var (
	disputedWords = regexp.MustCompile(`^(?:被诉|涉案|案涉|上述|该)`)
	decisionWords = regexp.MustCompile(`复议|处罚|处理|答复|批复|裁决|登记|告知|许可|认定|征收|收回|补偿|批准`)
	stepWords     = regexp.MustCompile(`受理|立案|通知|告知书|催告|延期|中止|听证|事先|拟|补正`)
)

// speaksOf reports words that tell of the act: 被诉答复, or a decision of its
// kind and no step on the way to one.
func (p *paper) speaksOf(act *ChallengedAct, i, j int) bool {
	w := p.text.Slice(i, j)
	if disputedWords.MatchString(w) {
		return act.Kind == nil || *act.Kind != "omission"
	}
	if stepWords.MatchString(w) || act.Kind != nil && *act.Kind == "omission" {
		return false
	}
	// an act that the paper names by nothing but its number
	shared := act.DocumentNumber != nil && act.Kind != nil && *act.Kind == "other" && decisionWords.MatchString(w)
	for _, word := range decisionWords.FindAllString(w, -1) {
		shared = shared || strings.Contains(act.Text, word)
	}
	return shared && strings.Contains(w, "复议") == (act.Kind != nil && *act.Kind == "reconsideration")
}
