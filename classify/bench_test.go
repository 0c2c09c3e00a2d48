package classify

import (
	"testing"
)

// BenchmarkLoad reads and checks all built-in packs; at most 150 ms.
func BenchmarkLoad(b *testing.B) {
	cal, err := LoadCalendar()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		packs, err := Builtin()
		if err != nil {
			b.Fatal(err)
		}
		for i := range packs {
			if _, err := packs[i].Try(cal); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkAssess is one assessment without loading; at most 1 ms.
func BenchmarkAssess(b *testing.B) {
	packs, err := Builtin()
	if err != nil {
		b.Fatal(err)
	}
	cal, err := LoadCalendar()
	if err != nil {
		b.Fatal(err)
	}
	c := Case{Papers: paper(lostJudgment())}
	for b.Loop() {
		if out := Assess(packs, cal, c, Facts{}); len(out.Assessments) != 1 {
			b.Fatal(len(out.Assessments))
		}
	}
}
