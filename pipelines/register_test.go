package pipelines

import (
	"errors"
	"testing"
)

func TestFind(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(7, true))
	p.drop("乙.txt", judgment(12, false))
	p.drop("乙，另一份.txt", judgment(12, false)+"\n附：另一份。\n")
	p.drop("丙.txt", judgment(120, false))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	o := p.open()
	defer o.Close()
	digest := Digest([]byte(judgment(7, true)))
	for ref, want := range map[string]any{
		"（2021）皖1524行初7号":     "甲.txt",
		"(2021)皖1524行初7号":     "甲.txt",
		"〔2021〕皖1524行初007号":   "甲.txt",
		" （２０２１）皖1524行初 7 号 ": "甲.txt",
		digest:              "甲.txt",
		digest[:6]:          "甲.txt",
		digest[:3]:          ErrUnknownCase, // too short to mean anything
		"（2021）皖1524行初120号": "丙.txt",
		"（2021）皖1524行初12号":  ErrAmbiguous,
		"（2021）皖1524行初1号":   ErrUnknownCase,
		"":                  ErrUnknownCase,
		"ffffffff":          ErrUnknownCase,
	} {
		e, err := o.Find(ref)
		switch want := want.(type) {
		case string:
			if err != nil || e.Name != want {
				t.Errorf("%q: %s, %v; want %s", ref, e.Name, err, want)
			}
		case error:
			if !errors.Is(err, want) {
				t.Errorf("%q: %s, %v; want %v", ref, e.Name, err, want)
			}
		}
	}
}

// TestExplain: each error that a person can mend has its sentence.
func TestExplain(t *testing.T) {
	general, _ := Explain(errors.New("anything"))
	for _, err := range []error{ErrInUse, ErrNewer, ErrGone, ErrOverlap, ErrOtherCase, &busError{errors.New("timeout")}} {
		if text, remedy := Explain(err); text == general || remedy == "" {
			t.Errorf("%v: %q, %q", err, text, remedy)
		}
	}
}
