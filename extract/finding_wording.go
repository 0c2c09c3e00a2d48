package extract

import (
	"math"
	"strings"
)

// What a score must reach, in the words of TestWordingUnseen's table: a fault
// that no rule tells counts above addedAbove; one that only plain words tell does
// not below doubtedBelow, for there the sentence as a whole says something else.
const (
	addedAbove = -0.5
	// barely is enough where nothing else in the paper tells why the agency
	// lost: something must.
	barely       = -1.0
	doubtedBelow = -3.5
	// further is what another fault must reach beside the one that is told most
	// plainly.
	further = -0.3
	// surely is what a second fault must reach in a sentence that a rule has
	// understood already.
	surely = 0.5
)

// weighed is a sentence with its scores.
type weighed struct {
	words    []string
	features []string
	scores   []float64
}

// wordingOf weighs a sentence, once.
func (t *trial) wordingOf(s *sentence) *weighed {
	if w, ok := t.weighed[s.from]; ok {
		return w
	}
	a := t.abstract(s)
	w := &weighed{words: wordsIn(a)}
	w.features = featuresOf(a, w.words)
	w.scores = t.model.score(w.features)
	if t.weighed == nil {
		t.weighed = map[int]*weighed{}
	}
	t.weighed[s.from] = w
	return w
}

// implausible reports a fault that only plain words tell, in a sentence that as
// a whole is not worded as one of its kind.
func (t *trial) implausible(j judged) bool {
	for c, code := range t.model.codes {
		if code == j.code {
			floor := doubtedBelow
			if !j.turn {
				floor *= 2 // a pattern of plain words is surer than an indirect turn
			}
			return t.wordingOf(j.sentence).scores[c] < floor
		}
	}
	return false
}

// reworded corrects what rules found in reasoning that names no fault by how
// its sentences are worded.
func (t *trial) reworded(all []judged, list []sentence, below bool, floor float64) []judged {
	type told struct {
		from int
		code Code
	}
	var out []judged
	seen, heard := map[told]bool{}, map[int]bool{}
	explained := false
	for _, j := range all {
		if j.sure == plain && !j.noted && t.implausible(j) {
			continue
		}
		seen[told{j.sentence.from, j.code}] = true
		heard[j.sentence.from] = heard[j.sentence.from] || !j.remark
		explained = explained || !j.remark && (j.sure == named || j.drawn)
		out = append(out, j)
	}
	more := t.worded(list, below, floor)
	var first Code // the fault that is told most plainly
	top := math.Inf(-1)
	for _, j := range more {
		if !j.remark && j.wording.Score > top {
			first, top = j.code, j.wording.Score
		}
	}
	for _, j := range more {
		if j.code != first && !j.remark && j.wording.Score < further {
			continue
		}
		if seen[told{j.sentence.from, j.code}] || (explained || heard[j.sentence.from]) && j.wording.Score < surely {
			continue
		}
		out = append(out, j)
	}
	return out
}

// unkept finds, in a case on compensation, what was not done to keep a party's
// things: all else there is history or harm.
func (t *trial) unkept() []judged {
	var out []judged
	for _, j := range t.worded(t.own, false, addedAbove) {
		if j.code == Procedure && hasAny(t.text[j.sentence.from:j.sentence.to], thingWords...) >= 0 {
			out = append(out, j)
		}
	}
	return out
}

var thingWords = strings.Split("物品|财物|东西|清单|登记|保管|清点|见证|拉走|搬|家具|货物|造册", "|")

// worded finds faults by how whole sentences are worded, for a loss that the
// body explains in its own words alone.
func (t *trial) worded(list []sentence, below bool, floor float64) []judged {
	var out []judged
	for i := range list {
		s := &list[i]
		v := &view{text: t.text, s: s, sights: sightsIn(t.text, s.stretch, t.terms)}
		if i+1 < len(list) {
			v.next = &list[i+1]
		}
		w := t.wordingOf(s)
		for c, code := range t.model.codes {
			if t.civil() && code != ContractBreach || w.scores[c] <= floor || code == ContractBreach && !t.contractual() {
				continue
			}
			if code == Nonperformance && !t.omission() && w.scores[c] < surely {
				continue // what was not done on the way to an act is procedure
			}
			at := t.heaviest(s, c)
			h := hit{stretch: at, rule: "wording", code: code, sure: plain}
			if !t.bears(v, h, below) {
				continue
			}
			_, party := v.subject(hit{stretch: stretch{at.to, at.to}})
			j := judged{hit: h, sentence: s, agencies: t.whose(v, h, party), drawn: true}
			j.remark, j.noted = t.remarked(v, h)
			j.wording = &Wording{Score: math.Round(1000*w.scores[c]) / 1000, Words: t.model.because(w.words, len(w.features), c)}
			out = append(out, j)
		}
	}
	return out
}

// bears reports that the words are the body's own on an agency, as far as that
// does not show in the wording itself.
func (t *trial) bears(v *view, h hit, below bool) bool {
	end := h
	end.from = max(h.from, h.to-len("字"))
	if w := v.text[v.s.from:v.s.to]; !v.speaksOfCase(v.s.from, v.s.to) && hasAny(w, "规定", "《") >= 0 || t.upright(w) {
		return false // what a law provides; what was rightly done
	}
	if v.quotedHit(end) || t.history(v, end) || strings.HasSuffix(v.text[v.s.from:v.s.to], "如下：") {
		return false
	}
	if claim, agreed := v.claimed(end); claim && !agreed {
		return false
	}
	if who, _ := v.subject(end); h.code == ContractBreach && who != agencies {
		return false // a contract has two sides
	}
	return below || v.lower(end) >= 0
}

// upright reports a sentence that says that something was right, and turns to
// nothing else.
func (t *trial) upright(w string) bool {
	return hasAny(w, rightWords...) >= 0 && hasAny(w, "但", "然而", "却", "惟") < 0
}

// heaviest gives the clause that weighs most for code number c.
func (t *trial) heaviest(s *sentence, c int) stretch {
	best, top := s.clauses[0], math.Inf(-1)
	for _, cl := range s.clauses {
		part := &sentence{stretch: cl, clauses: []stretch{cl}, quoted: s.quoted, statute: s.statute}
		a := t.abstract(part)
		sum := 0.0
		for _, f := range featuresOf(a, wordsIn(a)) {
			if w := t.model.weights[f]; w != nil {
				sum += w[c]
			}
		}
		if sum > top {
			best, top = cl, sum
		}
	}
	return best
}
