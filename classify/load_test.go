package classify

import "testing"

func TestBuiltin(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if len(packs) == 0 {
		t.Fatal("no packs")
	}
	for _, p := range packs {
		if len(p.Text.Articles) == 0 || p.Digest == "" {
			t.Errorf("%s: %d articles, digest %q", p.ID, len(p.Text.Articles), p.Digest)
		}
	}
}

// TestPacks runs every pack's own cases.
func TestPacks(t *testing.T) {
	packs, cal := rulesAndDays(t)
	for _, p := range packs {
		t.Run(p.ID, func(t *testing.T) {
			trial, err := p.Try(cal)
			if err != nil {
				t.Error(err)
			}
			if trial.Clauses == 0 || trial.Papers == 0 {
				t.Errorf("%d clause cases, %d paper cases", trial.Clauses, trial.Papers)
			}
		})
	}
}
