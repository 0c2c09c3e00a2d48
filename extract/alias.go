package extract

import (
	"strings"
)

// readAliases finds the short names: （以下简称……） behind a party's name.
func (p *paper) readAliases() {
	for _, m := range p.matchAll(shortForm, p.from, p.to) {
		for g := 2; g+1 < len(m); g += 2 {
			if m[g] < 0 {
				continue
			}
			short := p.text.Slice(m[g], m[g+1])
			var best *actor
			for _, a := range p.actors {
				for _, n := range a.names {
					if strings.HasSuffix(p.text.Slice(max(p.from, m[0]-60), m[0]), n) && (best == nil || len(n) > len(best.name)) {
						best = a
					}
				}
			}
			if best == nil {
				best = p.longForm(m[0], short)
			}
			if best == nil {
				best = p.blurredForm(m[0])
			}
			if best != nil && !contains(best.names, short) {
				best.names = append(best.names, short)
			}
		}
	}
}

// readAbbreviations takes as a short name what is built from a party's full
// name by leaving characters out (射阳县文广新局), where it fits one party only.
func (p *paper) readAbbreviations() {
	if len(p.agencies()) == 0 {
		return
	}
	seen := map[string]bool{}
	for _, hit := range AgencyNames(p.text, p.from, p.to) {
		if seen[hit.Name] {
			continue
		}
		seen[hit.Name] = true
		// Known first: two parties may differ by one character (娄桥街道办事处,
		// 新桥街道办事处), and the name of one is not the other's, damaged.
		known := false
		for _, a := range p.actors {
			for _, n := range a.names {
				known = known || strings.Contains(n, hit.Name) || strings.Contains(hit.Name, n)
			}
		}
		if known {
			continue
		}
		var fits []*actor
		for _, a := range p.actors {
			if a.kind == Agency && abbreviates(hit.Name, a.name) {
				fits = append(fits, a)
			}
			if x, y := []rune(hit.Name), []rune(a.name); a.kind == Agency && len(y) >= 6 && (blurs(x, y) || blurs(y, x)) {
				fits = []*actor{a} // the name itself, damaged where the parties stand
				break
			}
		}
		if len(fits) == 1 {
			fits[0].names = append(fits[0].names, hit.Name)
		}
	}
}

// abbreviates reports a short name of an agency: its characters stand in the
// full one in order, it has the same end, and it begins as a part of the full one does.
func abbreviates(short, full string) bool {
	a, b := []rune(short), []rune(full)
	if len(a) < 4 || len(a) >= len(b) || a[len(a)-1] != b[len(b)-1] {
		return false
	}
	if x, y := levelOf(short), levelOf(full); x != 0 && y != 0 && x != y {
		return false // 某县人民政府 is not 某县某镇人民政府
	}
	if y := levelOf(full); y != 0 && y != a[0] && strings.ContainsRune("省市县区镇乡旗州盟", a[0]) && !strings.Contains(full, string(a[:2])) {
		return false // nor is 县人民政府
	}
	k := 0
	for _, r := range b {
		if k < len(a) && a[k] == r {
			k++
		}
	}
	return k == len(a) && (len(a) > 4 || strings.Contains(full, string(a[:2])))
}

// blurredForm finds the one agency whose name stands in front of rune i as a
// scan has damaged it.
func (p *paper) blurredForm(i int) *actor {
	var found *actor
	for _, a := range p.agencies() {
		name := []rune(a.name)
		for d := -1; d <= 1; d++ {
			if at := i - len(name) - d; at >= p.from && len(name) >= 6 && blurs([]rune(p.text.Slice(at, i)), name) {
				if found != nil && found != a {
					return nil
				}
				found = a
			}
		}
	}
	return found
}

// levelOf gives the last word of place in an organ's name (县, 镇), 0 without
// one: it tells whose organ it is.
func levelOf(name string) rune {
	var level rune
	for k, r := range []rune(noPlace.Replace(name)) {
		if k > 0 && strings.ContainsRune("省市县区镇乡旗州盟", r) {
			level = r
		}
	}
	return level
}

// noPlace takes out words that hold a word of place and name none.
var noPlace = strings.NewReplacer("城市", "", "市场", "", "市政", "", "市容", "", "市监", "", "城镇", "", "城乡", "", "村镇", "", "乡村", "", "县级", "", "省级", "", "州级", "", "区划", "", "社区", "", "地区", "", "林区", "", "矿区", "", "园区", "", "景区", "", "开发区", "", "高新区", "", "新区", "", "街区", "", "自治区", "")

// longForm finds the party whose name, with its place left off or added,
// stands in front of a short form.
func (p *paper) longForm(i int, short string) *actor {
	before := p.text.Slice(max(p.from, i-40), i)
	for _, a := range p.actors {
		if a.kind == Person {
			continue
		}
		rs := []rune(a.name)
		for k := 1; k < len(rs)-3; k++ {
			if strings.HasSuffix(before, string(rs[k:])) && len(rs)-k >= 5 {
				return a
			}
		}
	}
	return nil
}
