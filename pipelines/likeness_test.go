package pipelines

import (
	"math/rand/v2"
	"testing"
)

// TestLikeness: a scan is like its text as far as it was recognised, a ruling
// that mends a judgment is not, and form does not count.
func TestLikeness(t *testing.T) {
	whole := text(t, "jinzhai-fangwu-zhongshen.txt")
	other := text(t, "wolong-xuke-queren.txt")
	random := rand.New(rand.NewPCG(3, 5))
	misread := func(share float64) string {
		out := []rune(whole)
		for i := range out {
			if random.Float64() < share {
				out[i] = '口'
			}
		}
		return string(out)
	}
	for _, x := range []struct {
		name  string
		text  string
		alike bool
	}{
		{"itself", whole, true},
		{"without its blanks and lines", plainText(whole), true},
		{"one character of fifty misread", misread(0.02), true},
		{"one of twenty", misread(0.05), true},
		{"every second", misread(0.5), false},
		{"another judgment", other, false},
		{"a ruling that mends a figure of it", string([]rune(whole)[:120]) + "本裁定补正判决书中的笔误。", false},
		{"nothing", "", false},
	} {
		if like := likeness(whole, x.text); (like >= likeEnough) != x.alike {
			t.Errorf("%s: %.2f", x.name, like)
		}
	}
}
