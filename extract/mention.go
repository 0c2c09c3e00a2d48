package extract

import (
	"regexp"
	"sort"
	"strings"
)

// mention is a place where a party is spoken of: by a name of its own or by
// its role.
type mention struct {
	who  []*actor
	i, j int
	role bool // by role alone

	stranger bool // an agency that the parties read do not hold: who is empty
}

var (
	roleMention = regexp.MustCompile(`(?:[二两三四五六七八九十各]个?|上述|以上|全部|双方|共同)*` + roleWords)
	manyForm    = regexp.MustCompile(`^(?:[二两三四五六七八九十各]个?|上述|以上|全部|双方|共同)`)
)

// mentions finds the parties spoken of within the runes [i, j), in order. A
// name wins over the role in front of it.
func (p *paper) mentions(i, j int) []mention {
	var out []mention
	taken := make([]bool, max(0, j-i))
	free := func(a, b int) bool {
		for k := a; k < b; k++ {
			if taken[k-i] {
				return false
			}
		}
		return true
	}
	take := func(a, b int) {
		for k := a; k < b; k++ {
			taken[k-i] = true
		}
	}
	type named struct {
		name string
		who  *actor
	}
	var names []named
	for _, a := range p.actors {
		for _, n := range a.names {
			names = append(names, named{n, a})
		}
	}
	sort.SliceStable(names, func(a, b int) bool { return len(names[a].name) > len(names[b].name) })
	for _, n := range names {
		if len([]rune(n.name)) < 2 {
			continue
		}
		for _, at := range p.text.Find(n.name, i, j) {
			end := at + len([]rune(n.name))
			if end <= j && free(at, end) && !p.withinName(n.name, at, i) {
				take(at, end)
				out = append(out, mention{who: []*actor{n.who}, i: at, j: end})
			}
		}
	}
	for _, m := range p.matchAll(roleMention, i, j) {
		if !free(m[0], m[1]) {
			continue
		}
		next := m[1] < j && taken[m[1]-i]
		if next {
			continue
		}
		who := p.byRole(p.text.Slice(m[2], m[3]))
		if len(who) == 0 {
			continue
		}
		if p.stranger(m[1], j) {
			out = append(out, mention{i: m[0], j: m[1], stranger: true})
			continue
		}
		if len(who) == 1 && who[0].kind == Agency && p.damaged() {
			// 被告柳青街道办: whose short name a scan has taken from the text
			if name, k := p.agencyAt(m[1]); name != "" && k <= j && k-m[1] >= 4 && !calls(name, who[0]) {
				var meant []*actor
				for _, a := range p.agencies() {
					if calls(name, a) {
						meant = append(meant, a)
					}
				}
				if len(meant) != 1 {
					out = append(out, mention{i: m[0], j: m[1], stranger: true})
					continue
				}
				who = meant
			}
		}
		if !manyForm.MatchString(p.text.Slice(m[0], m[1])) && len(who) > 1 {
			if n := p.match(damagedName, m[1], min(j, m[1]+26)); n != nil {
				if a := nearest(p.text.Slice(n[2], n[3]), who); a != nil {
					who = []*actor{a}
				} else if name, k := p.agencyAt(m[1]); name != "" && k <= j && k-m[1] >= 5 {
					out = append(out, mention{i: m[0], j: m[1], stranger: true})
					continue // one of them is named, and which cannot be told
				}
			}
		}
		if !manyForm.MatchString(p.text.Slice(m[0], m[1])) && len(who) > 1 && !sameKind(who) {
			who = agenciesOf(who)
		}
		out = append(out, mention{who: who, i: m[0], j: m[1], role: true})
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].i < out[b].i })
	return out
}

// calls reports a name that can stand for an agency: part of one of its names,
// or short for it.
func calls(name string, a *actor) bool {
	for _, n := range a.names {
		if strings.Contains(n, name) || strings.Contains(name, n) || abbreviates(name, n) || drawnFrom([]rune(name), []rune(n)) {
			return true
		}
	}
	return false
}

// withinName reports the short name of an agency where it is the end of another
// one's: 市场监督管理局 in 某省市场监督管理局.
func (p *paper) withinName(name string, at, floor int) bool {
	if at <= floor || !strings.ContainsRune("省市县区镇乡旗州", p.text.Runes()[at-1]) || levelOf(name) != 0 {
		return false
	}
	return organKind.MatchString(name)
}

// damagedName is what stands behind a role and is no party's name: a scan has
// damaged it.
var damagedName = regexp.MustCompile(`^([\p{Han}]{5,22}?)(?:于|在|作出|的|应|对|\d|$)`)

func sameKind(list []*actor) bool {
	for _, a := range list {
		if a.kind != list[0].kind {
			return false
		}
	}
	return true
}

func agenciesOf(list []*actor) []*actor {
	var out []*actor
	for _, a := range list {
		if a.kind == Agency {
			out = append(out, a)
		}
	}
	return out
}

// byRole gives the parties that a role word means: those who have it now,
// else those who had it below.
func (p *paper) byRole(word string) []*actor {
	base := strings.TrimLeft(word, "原审一二、再追加被本诉反共同的")
	below := strings.HasPrefix(word, "原审") || strings.HasPrefix(word, "一审") || strings.HasPrefix(word, "二审")
	for _, r := range []string{"被告人", "被告", "被上诉人", "被申请人", "被申诉人", "被执行人", "被申请执行人", "被起诉人"} {
		if strings.HasSuffix(word, r) {
			base = r
		}
	}
	var now, was []*actor
	for _, a := range p.actors {
		if a.role == word || !below && roleBase(a.role) == base {
			now = append(now, a)
		} else if hasRole(a.original, base) || hasRole(a.role, base) {
			was = append(was, a)
		}
	}
	if len(now) > 0 && !below {
		return now
	}
	if len(was) > 0 {
		return was
	}
	return now
}

// roleBase strips the instance from a role: 原审第三人 → 第三人.
func roleBase(role string) string {
	for _, pre := range []string{"原审", "原一、二审", "一、二审", "一审、二审", "一二审", "一审", "二审", "原一审", "原二审", "再审", "追加", "被追加"} {
		if strings.HasPrefix(role, pre) && role != "再审申请人" {
			return strings.TrimPrefix(strings.TrimPrefix(role, pre), "的")
		}
	}
	return role
}

// hasRole reports whether a list of printed roles (一审被告、二审上诉人) has one.
func hasRole(list, base string) bool {
	for _, r := range strings.FieldsFunc(list, func(r rune) bool { return r == '、' || r == '，' || r == '；' || r == '兼' || r == '暨' }) {
		if roleBase(r) == base {
			return true
		}
	}
	return false
}

// printedNames gives the names of actors as printed in their party line, each
// once.
func printedNames(list []*actor) []string {
	out := []string{}
	for _, a := range list {
		if !contains(out, a.printed) {
			out = append(out, a.printed)
		}
	}
	return out
}

// agencies gives the agencies among the parties.
func (p *paper) agencies() []*actor { return agenciesOf(p.actors) }
