package classify

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// TestLogic holds what the logic of a condition tells equal to what CEL tells
// of it, for every condition of the built-in packs that has one: the outcome,
// what is missing and in which order, and the reasons.
func TestLogic(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	type condition struct {
		prog  *program
		kinds map[string]Type
		words map[string][]string
	}
	var all []condition
	words := map[string][]string{}
	for _, v := range variables() {
		words[v.Name] = v.Words
	}
	for i := range packs {
		for _, list := range packs[i].rules.lists() {
			for _, r := range list.rules {
				if r.prog != nil && r.prog.logic != nil {
					all = append(all, condition{r.prog, packs[i].kinds, words})
				}
			}
		}
	}
	if len(all) < 200 {
		t.Fatalf("%d conditions have a logic", len(all))
	}
	draw := func(t *rapid.T, c condition, name string) value {
		because := []Because{{Text: name}}
		if rapid.Bool().Draw(t, "no reason") {
			because = nil
		}
		general := rapid.Bool().Draw(t, "general")
		if rapid.IntRange(0, 2).Draw(t, "unknown") == 0 {
			return value{missing: []string{rapid.SampledFrom([]string{name, "persons"}).Draw(t, "key")}, because: because, general: general}
		}
		some := rapid.SampledFrom(append([]string{"别的"}, c.words[name]...))
		switch c.kinds[name] {
		case Bool:
			return value{v: rapid.Bool().Draw(t, "value"), because: because, general: general}
		case List:
			return value{v: rapid.SliceOfN(some, 0, 3).Draw(t, "list"), because: because, general: general}
		case Number:
			return value{v: rapid.Float64().Draw(t, "number"), because: because, general: general}
		}
		return value{v: some.Draw(t, "word"), because: because, general: general}
	}
	rapid.Check(t, func(t *rapid.T) {
		for range 20 {
			c := rapid.SampledFrom(all).Draw(t, "condition")
			vals := values{}
			for _, name := range c.prog.vars {
				vals[name] = draw(t, c, name)
			}
			told, ok := c.prog.logic.result(vals)
			asked, err := c.prog.ask(vals)
			if err != nil || !ok {
				t.Fatalf("%s: %v, %v", c.prog.source, ok, err)
			}
			if !reflect.DeepEqual(told, asked) {
				t.Fatalf("%s\n of %v\n logic says %v\n CEL says %v", c.prog.source, vals, told, asked)
			}
		}
	})
}

// TestLogicTypes: where a value is not of its variable's type, CEL says so.
func TestLogicTypes(t *testing.T) {
	for _, source := range []string{"finding.procedure && fact.dereliction", `agency.level == "town"`, `"licence" in act.kinds`} {
		p := ready(t, source)
		vals := values{}
		for _, name := range p.vars {
			vals[name] = known(1.5)
		}
		if _, ok := p.logic.result(vals); ok {
			t.Errorf("%s is told of values of a wrong type", source)
		}
	}
	var none []string
	for _, source := range []string{`fact.direct_loss_yuan > 300000.0`, `size(fact.repeat) > 0`, `act.done_on >= "2013-02-01"`, `agency.roles.exists(r, r in ["handler"])`} {
		if ready(t, source).logic == nil {
			none = append(none, source)
		}
	}
	if len(none) != 4 {
		t.Errorf("only %v are left to CEL", none)
	}
}
