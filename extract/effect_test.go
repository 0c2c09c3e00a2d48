package extract

import "testing"

// A period that begins with the effect does not say that the paper is
// effective.
func TestSaysEffective(t *testing.T) {
	for _, x := range []struct {
		tail string
		want bool
	}{
		{"责令被告于本判决生效之日起三十日内赔偿原告损失36800元", false},
		{"本判决生效后十日内给付", false},
		{"于本判决发生法律效力之日起十日内履行", false},
		{"本判决为终审判决。", true},
		{"本裁定送达后即发生法律效力。", true},
		{"自本判决生效之日起十日内履行。本判决为终审判决。", true},
		{"本决定书一经送达，即发生法律效力", true},
		{"本决定书一经送达即发生法律效力。", true},
	} {
		if got := saysEffective(x.tail); got != x.want {
			t.Errorf("%s: %v", x.tail, got)
		}
	}
}
