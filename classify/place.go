package classify

import (
	"fmt"
	"strings"

	"zeren/extract"
)

// standing is how an agency stands to a regulation's scope.
type standing struct {
	in      *bool  // nil: undetermined
	level   string // city, county, town, city_unit, county_unit, bureau; "" unknown
	because []Because
	outside string // why an agency that sits in the place is not its organ; "" otherwise
}

var wideBrackets = strings.NewReplacer("(", "（", ")", "）")

// locate decides by the agency's own name, and by the division that the record
// resolved it to, whether the regulation covers it. The court is never asked:
// cases are heard by courts of other places.
func (p *Pack) locate(party extract.Party) standing {
	name := wideBrackets.Replace(squeeze(extract.Fold(party.Name)))
	s := &p.place
	at := func(text string) []Because {
		return []Because{{Text: text, Span: party.Span}}
	}
	yes, no := true, false
	if len(s.only) > 0 {
		for _, re := range s.only {
			if re.MatchString(name) {
				return standing{in: &yes, level: "bureau", because: at(fmt.Sprintf("%s即本规定所称机关（%s）", name, p.CiteShort(s.article)))}
			}
		}
		return standing{in: &no}
	}
	found, level := p.resolve(name)
	certain := found != ""
	if found == "" && party.Region != nil {
		for _, x := range s.places {
			if strings.HasPrefix(*party.Region, strings.TrimRight(x.code, "0")) && x.level != "town" {
				found, level, certain = x.name, regionLevel(*party.Region, name), true
				break
			}
		}
	}
	bare := ""
	if found == "" && party.Region == nil {
		bare = p.town(name)
	}
	if found == "" && bare == "" {
		return standing{in: &no}
	}
	for _, x := range s.outside {
		if x.match.MatchString(name) {
			return standing{in: &no, outside: x.reason}
		}
	}
	if !certain {
		return standing{level: "town", because: at(fmt.Sprintf("%s的名称只有“%s”，未写明所属县（区），他处可能有同名乡镇", name, bare))}
	}
	return standing{in: &yes, level: level, because: at(fmt.Sprintf("%s属于%s的机关（%s）", name, p.within(found), p.CiteShort(s.article)))}
}

// resolve finds the place that a name begins with, and the agency's level.
func (p *Pack) resolve(name string) (string, string) {
	s := &p.place
	rest := name
	for _, x := range s.strip {
		rest = strings.TrimPrefix(rest, x)
	}
	for _, x := range s.include {
		if m := x.match.FindString(rest); m != "" {
			return m, x.level
		}
	}
	var last *place
	chain := ""
	for _, level := range []string{"city", "county", "town"} {
		for i := range s.places {
			x := &s.places[i]
			if x.level != level || !strings.HasPrefix(rest, x.name) || len(rest) == len(x.name) {
				continue
			}
			if level == "town" && (last == nil || last.level != "county" || !strings.HasPrefix(x.code, last.code)) {
				continue
			}
			last = x
			chain += x.name
			rest = rest[len(x.name):]
			break
		}
	}
	if last == nil {
		return "", ""
	}
	return chain, levelOf(last.level, rest)
}

// within prints a place inside the pack's own: 某县（某镇）.
func (p *Pack) within(found string) string {
	if len(p.place.places) == 0 {
		return found
	}
	top := p.place.places[0].name
	if rest := strings.TrimPrefix(found, top); rest != "" {
		return top + "（" + rest + "）"
	}
	return top
}

// town finds a town of the place that a name begins with, without its county.
func (p *Pack) town(name string) string {
	for _, x := range p.place.places {
		if x.level == "town" && strings.HasPrefix(name, x.name) && len(name) > len(x.name) {
			return x.name
		}
	}
	return ""
}

// levelOf tells the level of the organ that rest names behind its place.
func levelOf(place, rest string) string {
	government := strings.HasPrefix(rest, "人民政府") && !strings.Contains(rest, "征收") && !strings.Contains(rest, "办公室") ||
		strings.HasPrefix(rest, "革命委员会")
	switch {
	case place == "town":
		return "town"
	case government:
		if strings.HasPrefix(rest, "人民政府") && strings.HasSuffix(rest, "街道办事处") {
			return "town"
		}
		return place
	case strings.HasSuffix(rest, "街道办事处") || strings.HasSuffix(rest, "镇人民政府") || strings.HasSuffix(rest, "乡人民政府"):
		return "town"
	case place == "city":
		return "city_unit"
	}
	return "county_unit"
}

// regionLevel tells the level from the division that the record resolved the
// name to: 4 digits a city, 6 a county, 9 a town.
func regionLevel(region, name string) string {
	government := strings.HasSuffix(name, "人民政府")
	switch {
	case len(region) > 6:
		return "town"
	case len(region) == 6 && government:
		return "county"
	case len(region) == 6:
		return "county_unit"
	case government:
		return "city"
	}
	return "city_unit"
}
