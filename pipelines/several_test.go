package pipelines

import (
	"testing"

	"zeren/extract"
)

// TestSeveralInOneFile: papers of two disputes in one file each have their own
// row, and each its own reports.
func TestSeveralInOneFile(t *testing.T) {
	p := newPlace(t)
	p.cfg.Chain = realChain(t)
	p.drop("两份.txt", text(t, "jinzhai-fangwu-zhongshen.txt")+"\n"+text(t, "wolong-xuke-queren.txt"))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	o := p.open()
	defer o.Close()
	list := register(t, o)
	if len(list) != 1 || list[0].Outcome == nil {
		t.Fatalf("%+v", list)
	}
	papers := list[0].Outcome.Papers
	if len(papers) != 2 {
		t.Fatalf("%d papers", len(papers))
	}
	out := tree(t, p.cfg.Outbox)
	for i, want := range []string{"jinzhai", "wolong"} {
		x := papers[i]
		if x.Type == extract.Other || len(x.Documents) == 0 || x.Superseded != nil || x.Duplicate != nil {
			t.Errorf("paper %d: %+v", i+1, x)
		}
		for _, d := range x.Documents {
			if _, ok := out[d.Path]; !ok || d.Jurisdiction != want {
				t.Errorf("paper %d: %s", i+1, d.Path)
			}
		}
	}
}
