package report

import (
	"io/fs"
	"reflect"
	"slices"
)

// check is Check over the files of a pack.
func check(files fs.FS, law lawbook) error {
	lib, err := loadFor(files, law)
	if err != nil {
		return err
	}
	for _, d := range lib.documents {
		for _, id := range d.With {
			if !slices.ContainsFunc(lib.documents, func(x *document) bool { return x.id == id }) {
				return mistake(d.file, 1, "with 所列的“%s”不是本规定的文书", id)
			}
		}
	}
	for _, verdict := range []string{"met", "undetermined"} {
		one := &View{}
		furnish(reflect.ValueOf(one).Elem(), verdict)
		one.Clauses = nil
		for _, kind := range []string{"scope", "trigger", "fault", "exempt", "lighter", "heavier", "tolerance"} {
			var c Clause
			furnish(reflect.ValueOf(&c).Elem(), verdict)
			c.Kind, c.Verdict = kind, verdict
			one.Clauses = append(one.Clauses, c)
		}
		one.Actions = append(one.Actions, Action{For: "agency", Text: "甲", Cite: "甲"}, Action{Text: "甲", Cite: "甲"})
		if err := try(lib, law, one); err != nil {
			return err
		}
	}
	return try(lib, law, &View{})
}

func try(lib *library, law lawbook, v *View) error {
	v.style = &lib.style
	e, err := lib.newEngine(v, nil, law, nil)
	if err != nil {
		return err
	}
	for _, d := range lib.documents {
		if _, err := e.wanted(d); err != nil {
			return err
		}
		if _, _, err := e.compose(d); err != nil {
			return err
		}
	}
	return nil
}

// furnish fills every field of a view with something.
func furnish(v reflect.Value, verdict string) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Field(i)
			if !f.CanSet() {
				continue
			}
			if v.Type().Field(i).Name == "Verdict" {
				f.SetString(verdict)
				continue
			}
			furnish(f, verdict)
		}
	case reflect.Slice:
		s := reflect.MakeSlice(v.Type(), 2, 2)
		for i := range 2 {
			furnish(s.Index(i), verdict)
		}
		v.Set(s)
	case reflect.String:
		v.SetString("甲")
	case reflect.Bool:
		v.SetBool(true)
	}
}
