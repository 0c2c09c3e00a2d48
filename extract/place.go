package extract

import (
	_ "embed"
	"sort"
	"strings"
	"sync"
)

// places.csv: code,name of the divisions down to counties (GB/T 2260, as of
// 2023) and of the towns of the five places with packs.
//
//go:embed lexicon/places.csv
var placesCSV string

// division is one administrative division (行政区划).
type division struct {
	code string // 2 province, 4 city, 6 county, 9 town
	name string
}

type gazetteer struct {
	byName map[string][]division // names in full, aliases with an end of their own (岫岩县, 洞头县)
	short  map[string][]division // names without their end (金寨, 温州)
	codes  map[string]bool
	most   int // the longest name, in runes
}

var places = sync.OnceValue(openGazetteer)

// peoples are the names in autonomous divisions, longest first where one
// holds another.
var peoples = []string{"维吾尔", "哈萨克", "柯尔克孜", "塔吉克", "蒙古族", "蒙古", "回族", "藏族", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族", "白族", "土家族", "哈尼族", "傣族", "黎族", "傈僳族", "佤族", "畲族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族", "土族", "达斡尔族", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "锡伯", "普米族", "怒族", "独龙族", "裕固族", "保安族", "各族"}

func openGazetteer() *gazetteer {
	g := &gazetteer{byName: map[string][]division{}, short: map[string][]division{}, codes: map[string]bool{}}
	add := func(m map[string][]division, name string, d division) {
		for _, x := range m[name] {
			if x.code == d.code {
				return
			}
		}
		m[name] = append(m[name], d)
		g.most = max(g.most, len([]rune(name)))
	}
	var all []division
	for _, line := range strings.Split(strings.TrimSpace(placesCSV), "\n") {
		code, name, _ := strings.Cut(line, ",")
		all = append(all, division{code, name})
		add(g.byName, name, division{code, name})
		g.codes[code] = true
	}
	for _, d := range all {
		s := shortName(d.name)
		if s == "" {
			continue
		}
		if len(d.code) <= 6 {
			add(g.short, s, d)
		}
		if len(d.code) == 6 {
			if strings.HasSuffix(d.name, "自治县") || strings.HasSuffix(d.name, "自治旗") {
				add(g.byName, s+d.name[len(d.name)-len("县"):], d)
				continue
			}
			// Counties that became cities or districts are still called counties
			// in older papers (洞头县, 舒兰县).
			if old := s + "县"; strings.HasSuffix(d.name, "市") || strings.HasSuffix(d.name, "区") {
				if _, taken := g.byName[old]; !taken {
					add(g.byName, old, d)
				}
			}
		}
		if len(d.code) == 4 && strings.HasSuffix(d.name, "自治州") {
			add(g.byName, s+"州", d)
		}
	}
	return g
}

// shortName takes the end off a division's name: 金寨县 → 金寨, 岫岩满族自治县 →
// 岫岩; "" where less than two characters stay.
func shortName(name string) string {
	s := name
	for _, e := range []string{"特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "新区", "矿区", "林区", "街道", "省", "市", "县", "区", "旗", "盟", "镇", "乡"} {
		if strings.HasSuffix(s, e) {
			s = strings.TrimSuffix(s, e)
			break
		}
	}
	if strings.Contains(name, "自治") || strings.HasSuffix(name, "民族乡") {
		for again := true; again; {
			again = false
			for _, p := range peoples {
				if strings.HasSuffix(s, p) && len(s) > len(p) {
					s, again = strings.TrimSuffix(s, p), true
				}
			}
		}
	}
	if len([]rune(s)) < 2 {
		return ""
	}
	return s
}

// Region gives the division code (GB/T 2260: 2, 4 or 6 digits, 9 for a town)
// of the place that a body's name begins with: 安徽省金寨县梅山镇人民政府 →
// 341524…, 鹿城区, 乐清市 without their city, 温州市公安局鹿城区分局 → 3303 (the branch
// is the city's). A name that fits several places (鼓楼区, 朝阳镇 alone) or none
// gives false; Regions lists what it could be. 吉林市 is 2202, 吉林省敦化市 222403.
func Region(name string) (code string, ok bool) {
	return onlyCode(Regions(name))
}

// RegionNear is Region where the surroundings are known: of several places
// that fit, the one within a context (codes of the court's seat, of other
// parties; a narrower one first) is taken, if it is the only one there.
func RegionNear(name string, context ...string) (code string, ok bool) {
	all := Regions(name)
	if code, ok := onlyCode(all); ok {
		return code, true
	}
	if len(all) == 0 {
		all = towns(name)
	}
	for _, c := range context {
		var within []string
		for _, x := range all {
			if c != "" && strings.HasPrefix(x, c) {
				within = append(within, x)
			}
		}
		if code, ok := onlyCode(within); ok {
			return code, true
		}
	}
	return "", false
}

func onlyCode(codes []string) (string, bool) {
	if len(codes) != 1 {
		return "", false
	}
	return codes[0], true
}

// central are what names of central organs begin with before their seat.
var central = []string{"中华人民共和国", "国家税务总局", "国家金融监督管理总局", "国家统计局", "国家外汇管理局", "中国人民银行", "中国海监", "国家能源局"}

// Regions lists the codes of the places that the name could begin with,
// sorted; empty where it begins with none. A town alone is never certain, for
// the tables hold the towns of five places only: see RegionNear.
func Regions(name string) []string {
	n := Fold(name)
	for _, c := range central {
		if s, cut := strings.CutPrefix(n, c); cut && s != "" {
			n = s
			break
		}
	}
	codes := leading(n)
	if len(codes) == 0 && kindByEnd(n) == Agency {
		codes = shortLead(n)
	}
	// For a county the bureau of the environment is the city's own branch.
	if strings.HasSuffix(n, "生态环境分局") || strings.HasSuffix(n, "环境保护分局") || strings.HasSuffix(n, "环保分局") {
		for i, c := range codes {
			if len(c) >= 6 && underCity(c) {
				codes[i] = c[:4]
			}
		}
	}
	return codes
}

// underCity reports whether a county lies in a city that has a code of its own; the
// districts of the four municipalities and the counties under a province do
// not.
func underCity(code string) bool {
	return places().codes[code[:4]]
}

// leading follows the chain of divisions that n begins with, each within the
// one before; the longest chain wins.
func leading(n string) []string {
	g := places()
	rs := []rune(n)
	best := 0
	var codes []string
	var walk func(at int, code string, depth int)
	walk = func(at int, code string, depth int) {
		if depth > 0 && (len(code) < 9 || depth > 1) {
			if at > best {
				best, codes = at, nil
			}
			if at == best {
				codes = append(codes, code)
			}
		}
		for l := min(g.most, len(rs)-at); l >= 2; l-- {
			s := string(rs[at : at+l])
			for _, d := range g.byName[s] {
				if strings.HasPrefix(d.code, code) && len(d.code) > len(code) {
					walk(at+l, d.code, depth+1)
				}
			}
			// 安徽金寨县: a short name counts before a division of its own.
			for _, d := range g.short[s] {
				if strings.HasPrefix(d.code, code) && len(d.code) > len(code) && len(d.code) <= 4 && follows(g, rs[at+l:], d.code) {
					walk(at+l, d.code, depth+1)
				}
			}
		}
	}
	walk(0, "", 0)
	return distinct(codes)
}

// follows reports whether a division within code stands, with its full name,
// at the head of rs.
func follows(g *gazetteer, rs []rune, code string) bool {
	for l := min(g.most, len(rs)); l >= 2; l-- {
		for _, d := range g.byName[string(rs[:l])] {
			if strings.HasPrefix(d.code, code) && len(d.code) > len(code) && len(d.code) < 9 {
				return true
			}
		}
	}
	return false
}

// shortLead takes a short name at the head (温州海事局, 金寨经济开发区管理委员会).
func shortLead(n string) []string {
	g := places()
	rs := []rune(n)
	for l := min(g.most, len(rs)-2); l >= 2; l-- {
		var codes []string
		for _, d := range g.short[string(rs[:l])] {
			codes = append(codes, d.code)
		}
		if len(codes) == 0 {
			continue
		}
		// 金寨镇 is a town of that name, wherever it lies.
		rest := string(rs[l:])
		for _, e := range []string{"镇", "乡", "街道", "村", "县", "市", "区", "州", "盟", "旗", "苏木"} {
			if strings.HasPrefix(rest, e) {
				return nil
			}
		}
		return distinct(codes)
	}
	return nil
}

// towns lists the towns of our tables whose name stands at the head.
func towns(name string) []string {
	g := places()
	rs := []rune(Fold(name))
	for l := min(g.most, len(rs)); l >= 2; l-- {
		var codes []string
		for _, d := range g.byName[string(rs[:l])] {
			if len(d.code) == 9 {
				codes = append(codes, d.code)
			}
		}
		if len(codes) > 0 {
			return distinct(codes)
		}
	}
	return nil
}

func distinct(codes []string) []string {
	sort.Strings(codes)
	var out []string
	for _, c := range codes {
		if len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	return out
}
