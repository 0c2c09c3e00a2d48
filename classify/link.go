package classify

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"zeren/extract"
)

// Offer is a link between two papers that is likely but not certain: it is for
// a person to make. From and To are SHA-256 digests of the sources.
type Offer struct {
	From string `json:"from"`
	To   string `json:"to"`
	Text string `json:"text"` // why, one Chinese sentence
}

// Link puts papers together that belong to one dispute (reconsideration, first
// instance, appeal, retrial, remand and judgment again), whatever the order in
// which they came. Certain are: a number that a paper tells as decided below,
// and a reconsideration decision that is itself under dispute. The same act of
// the same agency, or a number only mentioned between the same parties, is
// offered, not made. Papers of type other stay out.
func Link(records []extract.Record) ([]Case, []Offer) {
	var papers []extract.Record
	for _, r := range records {
		if r.DocumentType != extract.Other {
			papers = append(papers, r)
		}
	}
	sort.SliceStable(papers, func(i, j int) bool { return paperKey(&papers[i]) < paperKey(&papers[j]) })
	group := make([]int, len(papers))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			i = group[i]
		}
		return i
	}
	offers := []Offer{}
	type pair struct{ i, j int }
	likely := map[pair]string{}
	for i := range papers {
		for j := i + 1; j < len(papers); j++ {
			sure, why := linked(&papers[i], &papers[j])
			if sure {
				a, b := root(i), root(j)
				group[max(a, b)] = min(a, b)
			} else if why != "" {
				likely[pair{i, j}] = why
			}
		}
	}
	for i := range papers {
		for j := i + 1; j < len(papers); j++ {
			if why := likely[pair{i, j}]; why != "" && root(i) != root(j) {
				offers = append(offers, Offer{papers[i].Source.SHA256, papers[j].Source.SHA256, why})
			}
		}
	}
	cases := []Case{}
	at := map[int]int{}
	for i := range papers {
		r := root(i)
		k, ok := at[r]
		if !ok {
			k = len(cases)
			at[r] = k
			cases = append(cases, Case{})
		}
		cases[k].Papers = append(cases[k].Papers, papers[i])
	}
	for i := range cases {
		cases[i] = NewCase(cases[i].Papers...)
	}
	return cases, offers
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

// linked tells whether two papers, the first the earlier, are of one dispute:
// certainly, or perhaps and why.
func linked(a, b *extract.Record) (bool, string) {
	for _, x := range [][2]*extract.Record{{a, b}, {b, a}} {
		lower, upper := x[0], x[1]
		if lower.CaseNumber == nil {
			continue
		}
		if citesPrior(upper, *lower.CaseNumber) {
			return true, ""
		}
		for _, act := range upper.ChallengedActs {
			if act.DocumentNumber != nil && slices.Contains(reconsiderationTypes, lower.DocumentType) && sameNumber(*act.DocumentNumber, *lower.CaseNumber) {
				return true, ""
			}
		}
		if slices.ContainsFunc(upper.Cites, func(n string) bool { return sameNumber(n, *lower.CaseNumber) }) && shareAgency(a, b) {
			return false, fmt.Sprintf("%s提到%s，且有相同的机关，可能是同一争议", documentWords(upper), *lower.CaseNumber)
		}
	}
	for _, x := range a.ChallengedActs {
		for _, y := range b.ChallengedActs {
			if x.DocumentNumber != nil && y.DocumentNumber != nil && sameNumber(*x.DocumentNumber, *y.DocumentNumber) && shareAgency(a, b) {
				return false, fmt.Sprintf("%s与%s争议的是同一行为（%s），可能是同一争议", documentWords(a), documentWords(b), *x.DocumentNumber)
			}
		}
	}
	return false, ""
}

func shareAgency(a, b *extract.Record) bool {
	return slices.ContainsFunc(a.Parties, func(p extract.Party) bool { return p.Kind == extract.Agency && hasParty(*b, p.Name) })
}

// sameNumber compares two case numbers, however they are printed. A masked
// number is nobody's: what the mask hides may differ.
func sameNumber(a, b string) bool {
	x, ok := extract.ParseCaseNumber(a)
	y, ok2 := extract.ParseCaseNumber(b)
	if ok && ok2 {
		return x.Key() != "" && x.Key() == y.Key()
	}
	return foldNumber(a) == foldNumber(b)
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
			sure, why := linked(&c.Papers[i], &c.Papers[j])
			if sure || why != "" || shareAgency(&c.Papers[i], &c.Papers[j]) {
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
