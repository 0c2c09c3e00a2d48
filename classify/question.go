package classify

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"zeren/extract"
)

// leftOver names findings that no clause of kind fault takes up: a person must
// place them.
func (a *assessor) leftOver() {
	for _, code := range findingCodes {
		x := a.vals["finding."+string(code)]
		if x.v == false || code == extract.NoAppearance {
			continue
		}
		used := false
		for i := range a.out.Clauses {
			c := &a.out.Clauses[i]
			r := a.pack.rules.find(c.ID)
			if c.Verdict == NotMet || r == nil || r.prog == nil || c.Kind != "fault" && c.Kind != "trigger" {
				continue
			}
			for _, v := range r.prog.vars {
				if _, rest, ok := strings.Cut(v, "."); ok && rest == string(code) && !strings.HasPrefix(v, "clause.") {
					used = true
				}
			}
		}
		if !used {
			found := "文书认定的"
			if x.v == nil {
				found = "程序按措辞推定、尚未确认的"
			}
			a.warn("unplaced_finding", fmt.Sprintf("%s“%s”没有本规定的哪一项直接写明，请人工确定适用的条款", found, code.Label()))
		}
	}
}

// unneeded tells of answers to what the paper leaves no doubt of: they change
// nothing.
func (a *assessor) unneeded() {
	for _, code := range extract.WordedCodes() {
		if x := a.vals["fact."+reviewKey(code)]; x.v != nil && !a.worded(code) {
			a.warn("review_unneeded", fmt.Sprintf("事实表对“%s”的答复没有用到：文书中没有按措辞推定的该项过错", code.Label()))
		}
	}
}

// questions gathers the missing facts of everything that is open.
func (a *assessor) questions() {
	ask := func(article string, keys []string) {
		for _, k := range keys {
			if !slices.Contains(a.keys, k) {
				a.keys = append(a.keys, k)
			}
			if !slices.Contains(a.asks[k], article) {
				a.asks[k] = append(a.asks[k], article)
			}
		}
	}
	for _, gate := range []func() (Verdict, []Because, []string){a.here, a.time} {
		if v, _, keys := gate(); v == Undetermined {
			ask(a.pack.place.article, keys)
		}
	}
	for _, c := range a.out.Clauses {
		ask(c.Article, c.Missing)
	}
	for _, d := range a.out.Deadlines {
		ask(d.Article, d.Missing)
	}
	for _, r := range a.out.Responsibility {
		ask(r.Article, r.Missing)
	}
	for _, r := range a.out.Referrals {
		ask(r.Article, r.Missing)
	}
	for _, code := range a.unreviewed() {
		if k := reviewKey(code); !slices.Contains(a.keys, k) {
			a.keys = append(a.keys, k) // asked for, whether or not a clause takes the fault up
		}
	}
	order := map[string]int{}
	for i, s := range factSpecs {
		order[s.Key] = i + 1
	}
	sort.SliceStable(a.keys, func(i, j int) bool { return rank(order, a.keys[i]) < rank(order, a.keys[j]) })
	for _, k := range a.keys {
		q := Question{Fact: k, Decides: append([]string{}, a.asks[k]...)}
		spec, ok := a.pack.specs[k]
		switch {
		case ok:
			q.Text, q.Who = spec.Ask, spec.Who
			if k == "repeat" {
				q.Text = a.offered(q.Text)
			}
		case strings.HasPrefix(k, "circumstances."):
			of := strings.TrimSuffix(strings.TrimPrefix(k, "circumstances."), ".evidence")
			q.Text, q.Who = a.circumstance(of, strings.HasSuffix(k, ".evidence")), knowsUnit
		default:
			q.Text, q.Who = k+"？", knowsUnit
		}
		a.out.Questions = append(a.out.Questions, q)
	}
}

func (a *assessor) circumstance(of string, evidence bool) string {
	for i := range a.pack.rules.Clauses {
		r := &a.pack.rules.Clauses[i]
		if r.claim != of {
			continue
		}
		words := r.long + "的情形（" + strings.TrimRight(r.words, "；。;，") + "）"
		if evidence {
			return "主张" + words + "的证据是什么？"
		}
		return "是否有人主张" + words + "，证据是什么？"
	}
	return of + "？"
}

func rank(order map[string]int, key string) int {
	if n, ok := order[key]; ok {
		return n
	}
	return len(order) + 1
}
