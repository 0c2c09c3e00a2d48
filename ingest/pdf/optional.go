package pdf

import (
	"regexp"

	lib "github.com/ledongthuc/pdf"
)

// layers are the optional-content groups of a file (ISO 32000-1, 8.11) that are
// switched off when it is opened, by their references. The parser resolves
// references wherever it is asked for a value; it prints them as they stand.
type layers struct {
	off   map[string]bool
	base  bool // all are off that are not in on
	on    map[string]bool
	exist bool
}

var reference = regexp.MustCompile(`\b[0-9]+ [0-9]+ R\b`)

func layersOf(root lib.Value) layers {
	oc := root.Key("OCProperties")
	l := layers{off: map[string]bool{}, on: map[string]bool{}, exist: oc.Kind() == lib.Dict}
	if !l.exist {
		return l
	}
	d := oc.Key("D")
	l.base = d.Key("BaseState").Name() == "OFF"
	for _, r := range reference.FindAllString(d.Key("OFF").String(), -1) {
		l.off[r] = true
	}
	for _, r := range reference.FindAllString(d.Key("ON").String(), -1) {
		l.on[r] = true
	}
	return l
}

// hides reports whether what belongs to the group or membership under a key of
// a dictionary is not shown.
func (l layers) hides(holder lib.Value, key string) bool {
	if !l.exist {
		return false
	}
	v := holder.Key(key)
	if v.Kind() != lib.Dict {
		return false
	}
	if v.Key("Type").Name() != "OCMD" {
		r := referred(holder, key)
		return l.off[r] || l.base && !l.on[r]
	}
	var refs []string
	if a := v.Key("OCGs"); a.Kind() == lib.Array {
		refs = reference.FindAllString(a.String(), -1)
	} else if r := referred(v, "OCGs"); r != "" {
		refs = []string{r}
	}
	if len(refs) == 0 {
		return false
	}
	on := 0
	for _, r := range refs {
		if !l.off[r] && (!l.base || l.on[r]) {
			on++
		}
	}
	switch v.Key("P").Name() {
	case "AllOn":
		return on < len(refs)
	case "AnyOff":
		return on == len(refs)
	case "AllOff":
		return on > 0
	}
	return on == 0
}

// referred gives the reference that a dictionary has under a key, "" where it
// has the value itself.
func referred(v lib.Value, key string) string {
	m := regexp.MustCompile(`/` + regexp.QuoteMeta(key) + ` ([0-9]+ [0-9]+ R)\b`).FindStringSubmatch(v.String())
	if m == nil {
		return ""
	}
	return m[1]
}
