package classify

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"zeren/extract"
)

// BondKind is how two papers hang together.
type BondKind string

// The kinds of a bond.
const (
	Unrelated BondKind = ""
	Certain   BondKind = "certain"  // they are of one dispute
	Doubtful  BondKind = "doubtful" // they may be: for a person to say
)

// Bond is what two papers say of belonging to one dispute (reconsideration,
// first instance, appeal, retrial, remand and judgment again).
type Bond struct {
	Kind BondKind
	// Number is the number that connects them as Citing prints it, "" where
	// none does. Citing is the SHA-256 of that paper's source.
	Number string
	Citing string
	Text   string // why, one Chinese clause; "" where they are unrelated
}

// BondOf tells how two papers hang together; their order does not matter.
// Certain are: a number that the later paper tells as decided below, a
// reconsideration decision that is itself under dispute, and a judgment of the
// court to which a ruling that it names has remanded the case; unless the
// parties or the dates speak against it. A number only mentioned, a masked one,
// and the same act between the same parties are doubtful.
func BondOf(a, b *extract.Record) Bond {
	if isOther(a) || isOther(b) {
		return Bond{}
	}
	if paperKey(a) > paperKey(b) {
		a, b = b, a
	}
	var doubtful Bond
	for _, x := range [][2]*extract.Record{{a, b}, {b, a}} {
		bond := cites(x[0], x[1])
		if bond.Kind == Certain {
			return bond
		}
		if doubtful.Kind == Unrelated {
			doubtful = bond
		}
	}
	if doubtful.Kind == Unrelated {
		doubtful = sameAct(a, b)
	}
	return doubtful
}

func isOther(r *extract.Record) bool {
	return r.DocumentType == extract.Other || r.DocumentType == ""
}

// cites is the bond that upper makes by naming lower's number.
func cites(lower, upper *extract.Record) Bond {
	if lower.CaseNumber == nil {
		return Bond{}
	}
	number, ground := "", ""
	if n := printed(priors(upper), *lower.CaseNumber); n != "" {
		number, ground = n, "写明其所审查的原裁判为"
	}
	if number == "" && slices.Contains(reconsiderationTypes, lower.DocumentType) {
		for _, act := range upper.ChallengedActs {
			if act.DocumentNumber != nil && sameNumber(*act.DocumentNumber, *lower.CaseNumber) {
				number, ground = *act.DocumentNumber, "写明被诉的是行政复议决定"
			}
		}
	}
	if number == "" && remandedTo(lower, upper) {
		if n := printed(upper.Cites, *lower.CaseNumber); n != "" {
			number, ground = n, "写明其系发回重审，发回的裁定为"
		}
	}
	doubt := func(number, text string) Bond {
		return Bond{Doubtful, number, upper.Source.SHA256, documentWords(upper) + text}
	}
	if number != "" {
		switch {
		case len(lower.Parties) > 0 && len(upper.Parties) > 0 && !shareParty(lower, upper):
			return doubt(number, ground+number+"，但两份文书没有相同的当事人")
		case lower.DecidedOn != nil && upper.DecidedOn != nil && *lower.DecidedOn > *upper.DecidedOn:
			return doubt(number, ground+number+"，但后者的日期更晚")
		}
		return Bond{Certain, number, upper.Source.SHA256, documentWords(upper) + ground + number}
	}
	if !shareAgency(lower, upper) {
		return Bond{}
	}
	if n := printed(upper.Cites, *lower.CaseNumber); n != "" {
		return doubt(n, "提到"+n+"，且有相同的机关，可能是同一争议")
	}
	if shareCitizen(lower, upper) {
		for _, n := range append(priors(upper), upper.Cites...) {
			if maskedAlike(n, *lower.CaseNumber) {
				return doubt(n, "提到"+n+"，案号有隐去的数字，可能是"+*lower.CaseNumber)
			}
		}
	}
	return Bond{}
}

// sameAct is the bond of two papers over one act between the same parties.
func sameAct(a, b *extract.Record) Bond {
	if !shareAgency(a, b) || citizens(a) != nil && citizens(b) != nil && !shareCitizen(a, b) {
		return Bond{}
	}
	for _, x := range a.ChallengedActs {
		for _, y := range b.ChallengedActs {
			switch {
			case x.DocumentNumber != nil && y.DocumentNumber != nil:
				if sameNumber(*x.DocumentNumber, *y.DocumentNumber) {
					return Bond{Doubtful, *y.DocumentNumber, b.Source.SHA256, fmt.Sprintf("%s与%s争议的是同一行为（%s），可能是同一争议", documentWords(a), documentWords(b), *y.DocumentNumber)}
				}
			case actDay(x) != "" && actDay(x) == actDay(y) && shareCitizen(a, b):
				return Bond{Doubtful, "", b.Source.SHA256, fmt.Sprintf("%s与%s当事人相同，争议的行为种类、日期（%s）相同，可能是同一争议", documentWords(a), documentWords(b), *y.DoneOn)}
			}
		}
	}
	return Bond{}
}

// actDay names an act by its kind and day, "" where one is not known.
func actDay(a extract.ChallengedAct) string {
	if a.Kind == nil || a.DoneOn == nil {
		return ""
	}
	return *a.Kind + "|" + *a.DoneOn
}

// priors are the numbers of the papers that r tells as decided below.
func priors(r *extract.Record) []string {
	var out []string
	for _, p := range r.Prior {
		if p.CaseNumber != nil {
			out = append(out, *p.CaseNumber)
		}
	}
	return out
}

// printed is the number as the list prints it, "" where the list lacks it.
func printed(list []string, number string) string {
	if i := slices.IndexFunc(list, func(n string) bool { return sameNumber(n, number) }); i >= 0 {
		return list[i]
	}
	return ""
}

// remandedTo tells whether lower is a ruling that sends a case back to the
// court whose later judgment upper is.
func remandedTo(lower, upper *extract.Record) bool {
	if upper.CaseNumber == nil || !slices.ContainsFunc(lower.Dispositions, func(d extract.Disposition) bool {
		return slices.Contains(d.Outcomes, extract.Remand)
	}) {
		return false
	}
	to, ok := extract.ParseCaseNumber(*upper.CaseNumber)
	return ok && slices.ContainsFunc(priors(lower), func(n string) bool {
		from, ok := extract.ParseCaseNumber(n)
		return ok && from.Kind == extract.CourtNumber && from.Court == to.Court
	})
}

// maskedAlike tells whether two court numbers could be one, where a digit of
// either is masked: the same court and kind, and the year where both print it.
func maskedAlike(a, b string) bool {
	x, ok := extract.ParseCaseNumber(a)
	y, ok2 := extract.ParseCaseNumber(b)
	return ok && ok2 && x.Kind == extract.CourtNumber && y.Kind == extract.CourtNumber && (x.Masked || y.Masked) &&
		x.Court == y.Court && x.Case == y.Case && (x.Year == "" || y.Year == "" || x.Year == y.Year)
}

// citizens are the parties that are no agency, by name.
func citizens(r *extract.Record) []string {
	var out []string
	for _, p := range r.Parties {
		if p.Kind != extract.Agency && p.Name != "" {
			out = append(out, squeeze(p.Name))
		}
	}
	return out
}

func shareCitizen(a, b *extract.Record) bool {
	names := citizens(b)
	return slices.ContainsFunc(citizens(a), func(n string) bool { return slices.Contains(names, n) })
}

func shareParty(a, b *extract.Record) bool {
	return slices.ContainsFunc(a.Parties, func(p extract.Party) bool { return hasParty(*b, p.Name) })
}

// Keys are what a paper can be found by: two papers between which there is a
// bond, or that could be the same, meet in a key of one and a Lookup of the
// other.
func Keys(r *extract.Record) []string {
	if isOther(r) {
		return nil
	}
	var keys []string
	add := func(kind, value string) {
		if value != "" {
			keys = append(keys, kind+value)
		}
	}
	cited := append(priors(r), r.Cites...)
	if r.CaseNumber != nil {
		add("own:", numberKey(*r.CaseNumber))
		cited = append(cited, *r.CaseNumber)
	}
	for _, a := range r.ChallengedActs {
		if a.DocumentNumber != nil {
			add("act:", numberKey(*a.DocumentNumber))
			cited = append(cited, *a.DocumentNumber)
		}
		for _, p := range r.Parties {
			if p.Kind == extract.Agency && actDay(a) != "" {
				add("day:", squeeze(p.Name)+"|"+actDay(a))
			}
		}
	}
	for _, n := range cited {
		add("cite:", numberKey(n))
		// A masked number is looked for by its court, kind and persons.
		if x, ok := extract.ParseCaseNumber(n); ok && x.Kind == extract.CourtNumber {
			for _, name := range citizens(r) {
				add("mask:", x.Court+"|"+x.Case+"|"+name)
			}
		}
	}
	return unique(keys)
}

// Lookup gives the keys under which the papers lie that a key of Keys leads to.
func Lookup(key string) []string {
	switch kind, value, _ := strings.Cut(key, ":"); kind {
	case "own":
		return []string{"cite:" + value}
	case "cite":
		return []string{"own:" + value}
	}
	return []string{key}
}

// paperKey orders papers by date, then by what they are, then by digest.
func paperKey(r *extract.Record) string {
	day := "9999"
	if r.DecidedOn != nil {
		day = *r.DecidedOn
	}
	return fmt.Sprintf("%s|%d|%s|%d", day, instanceRank(r), r.Source.SHA256, r.Source.Part)
}

func instanceRank(r *extract.Record) int {
	if r.Instance == nil {
		return 5
	}
	return slices.Index([]extract.Instance{extract.Reconsideration, extract.Enforcement, extract.First, extract.Second, extract.Review, extract.Retrial}, *r.Instance)
}

// NewCase orders the papers of one dispute by their dates; the one that the
// assessment stands on comes last: the latest decision that itself decides. A
// ruling that only turns a petition down, or allows an appeal to be withdrawn,
// leaves the decision below standing, where that is among the papers.
func NewCase(papers ...extract.Record) Case {
	c := Case{Papers: slices.Clone(papers)}
	sort.SliceStable(c.Papers, func(i, j int) bool { return paperKey(&c.Papers[i]) < paperKey(&c.Papers[j]) })
	for i := len(c.Papers) - 1; i >= 0; i-- {
		if last := c.Papers[i]; !leavesBelow(&last) {
			c.Papers = append(slices.Delete(c.Papers, i, i+1), last)
			break
		}
	}
	return c
}

// leavesBelow tells whether a paper changes nothing of the decision below it.
func leavesBelow(r *extract.Record) bool {
	if r.Instance == nil || *r.Instance == extract.First || *r.Instance == extract.Reconsideration {
		return false
	}
	any := false
	for _, d := range r.Dispositions {
		for _, o := range d.Outcomes {
			if o != extract.RejectPetition && o != extract.Withdraw {
				return false
			}
			any = true
		}
	}
	return any
}

func shareAgency(a, b *extract.Record) bool {
	return slices.ContainsFunc(a.Parties, func(p extract.Party) bool { return p.Kind == extract.Agency && hasParty(*b, p.Name) })
}

// sameNumber compares two case numbers, however they are printed. A masked
// number is nobody's: what the mask hides may differ.
func sameNumber(a, b string) bool {
	key := numberKey(a)
	return key != "" && key == numberKey(b)
}

// numberKey is equal for two spellings of a number, "" for a masked one.
func numberKey(s string) string {
	if n, ok := extract.ParseCaseNumber(s); ok {
		return n.Key()
	}
	return foldNumber(s)
}

// sameText compares two numbers as they are written, a masked one too, marks
// and white space aside: whoever writes one means that paper.
func sameText(a, b string) bool { return sameNumber(a, b) || foldNumber(a) == foldNumber(b) }

func foldNumber(s string) string {
	fold := strings.NewReplacer("(", "（", ")", "）", "[", "（", "]", "）", "〔", "（", "〕", "）", "［", "（", "］", "）")
	return fold.Replace(squeeze(s))
}

// superseded tells which papers of the case the assessment no longer stands
// on, one sentence each.
func (c *Case) superseded() []string {
	var out []string
	last := c.Paper()
	for i := range c.Papers[:len(c.Papers)-1] {
		p := &c.Papers[i]
		if leavesBelow(p) {
			out = append(out, fmt.Sprintf("%s没有改变原裁判，评估以%s为准", documentWords(p), documentWords(last)))
			continue
		}
		out = append(out, fmt.Sprintf("%s已为%s所取代，评估以后者为准", documentWords(p), documentWords(last)))
	}
	return out
}

// strangers tells which papers share no number, act or agency with any other
// of the case: someone may have put them together by mistake.
func (c *Case) strangers() []string {
	var out []string
	for i := range c.Papers {
		alone := len(c.Papers) > 1
		for j := range c.Papers {
			if i == j {
				continue
			}
			if BondOf(&c.Papers[i], &c.Papers[j]).Kind != Unrelated || shareAgency(&c.Papers[i], &c.Papers[j]) {
				alone = false
				break
			}
		}
		if alone {
			out = append(out, documentWords(&c.Papers[i])+"与本案其他文书没有相同的案号、行为或者机关，请核对是否同一争议")
		}
	}
	return out
}

// settledBy is the paper of the case by which its last one has become
// effective: an appeal withdrawn or turned down, a petition rejected.
func (c *Case) settledBy() *extract.Record {
	last := c.Paper()
	for i := range c.Papers[:len(c.Papers)-1] {
		p := &c.Papers[i]
		if leavesBelow(p) && paperKey(p) >= paperKey(last) {
			return p
		}
	}
	return nil
}
