package classify

import (
	"maps"
	"slices"
	"strings"
)

// Change is one thing that a facts sheet says otherwise than the one before it.
type Change struct {
	Case   string // as the sheet names it
	Agency string // "" for a fact of the case
	Fact   string // key, or persons and circumstances with whom and what they are about
	Old    string // as a sheet writes it, "" not told
	New    string // "" no longer told
}

// Changes compares the sheets of a file with those that they replace, in the
// order of the schema: what was added, withdrawn or said otherwise. A new
// author, day or source of the same value is a change too.
func Changes(before, after []Facts) []Change {
	var out []Change
	old := map[Change]string{}
	var keys []Change
	for _, f := range before {
		f.each(func(at Change, value string) {
			old[at] = value
			keys = append(keys, at)
		})
	}
	told := map[Change]bool{}
	for _, f := range after {
		f.each(func(at Change, value string) {
			told[at] = true
			if was := old[at]; was != value {
				c := at
				c.Old, c.New = was, value
				out = append(out, c)
			}
		})
	}
	for _, at := range keys {
		if !told[at] {
			c := at
			c.Old = old[at]
			out = append(out, c)
		}
	}
	return out
}

// each gives everything that a sheet says, with its place.
func (f Facts) each(say func(at Change, value string)) {
	values := func(agency string, of map[string]Fact) {
		done := map[string]bool{}
		for _, s := range factSpecs {
			if x, ok := of[s.Key]; ok {
				done[s.Key] = true
				say(Change{Case: f.Case, Agency: agency, Fact: s.Key}, x.yaml())
			}
		}
		for _, key := range slices.Sorted(maps.Keys(of)) {
			if !done[key] {
				say(Change{Case: f.Case, Agency: agency, Fact: key}, of[key].yaml())
			}
		}
	}
	values("", f.Values)
	for i := range f.Agencies {
		a := &f.Agencies[i]
		values(a.Name, a.Values)
		for _, p := range a.Persons {
			say(Change{Case: f.Case, Agency: a.Name, Fact: "persons（" + p.Name + "）"}, p.yaml())
		}
		for _, c := range a.Circumstances {
			of := "circumstances（" + strings.TrimSpace(c.Clause+" "+c.Person) + "）"
			say(Change{Case: f.Case, Agency: a.Name, Fact: of}, c.yaml())
		}
	}
}
