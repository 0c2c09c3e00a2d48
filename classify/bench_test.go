package classify

import (
	"testing"
)

// BenchmarkLoad reads all built-in packs and checks their citations,
// quotations, conditions and coverage, as every start of the program does.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCheck also runs all their cases; at most 150 ms together.
func BenchmarkCheck(b *testing.B) {
	cal, err := LoadCalendar()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		packs, err := Builtin()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Try(packs, cal); err != nil {
			b.Fatal(err)
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
