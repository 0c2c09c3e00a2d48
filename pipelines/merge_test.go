package pipelines

import (
	"strings"
	"testing"

	"zeren/ingest"
)

// TestMerge: pages that went aside each for itself make one judgment in the
// order that a person gives; the parts say so, the files leave the folder for
// people, and another order is another paper in place of the first.
func TestMerge(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	whole := judgment(5, true)
	cut := strings.Index(whole, "本院认为")
	first, second := whole[:cut], whole[cut:]
	first = strings.Replace(first, "行政判决书\n", "", 1) // alone it is no judgment
	second = "行政判决书\n" + second
	p.drop("拍照_1.txt", first)
	p.drop("拍照_2.txt", second)
	p.drop("别的.txt", judgment(6, true))
	o := p.open()
	defer o.Close()
	if err := o.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	part := func(text string) Part { return Part{Name: "x", Source: Digest([]byte(text))} }
	for _, bad := range [][]Part{nil, {part(first)}, {part(first), part(first)}} {
		if _, err := o.Merge(t.Context(), bad, "李四"); err == nil {
			t.Errorf("%d parts were joined", len(bad))
		}
	}
	e, err := o.Merge(t.Context(), []Part{{Name: "拍照_1.txt", Source: Digest([]byte(first))}, {Name: "dir/拍照_2.txt", Data: []byte(second)}}, "李四")
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	e, err = o.Find(e.Source)
	if err != nil || e.Outcome == nil || len(e.Outcome.Papers) != 1 || e.Outcome.Papers[0].CaseNumber != "（2021）皖1524行初5号" || len(e.Outcome.Papers[0].Documents) == 0 || len(e.Parts) != 2 {
		t.Fatalf("%+v, %v", e, err)
	}
	c, err := o.Case(e)
	if err != nil {
		t.Fatal(err)
	}
	if d := c.Document; len(d.Pages) != 2 || d.Pages[1].From.Name != "拍照_2.txt" || d.Pages[1].From.SHA256 != Digest([]byte(second)) || d.Source.SHA256 != e.Source {
		t.Errorf("%+v", c.Document.Pages)
	}
	for _, text := range []string{first, second} {
		x, err := o.Find(Digest([]byte(text)))
		if err != nil || x.Into != e.Source || x.Outcome.Aside || !strings.Contains(x.Outcome.Text, "已并入拍照_1（2个文件合并）.txt") {
			t.Errorf("%+v, %v", x, err)
		}
	}
	for name := range tree(t, p.cfg.Inbox) {
		if strings.HasPrefix(name, ingest.AsideFolder) {
			t.Errorf("%s is still aside", name)
		}
	}
	if got := printed(inForce(tree(t, p.cfg.Outbox))); len(got) != 2 {
		t.Errorf("in force: %q", got)
	}
	if _, err := o.Merge(t.Context(), []Part{{Source: e.Source}, part(judgment(6, true))}, "李四"); err == nil {
		t.Error("a joined file was made a part")
	}
	// The other way round, with a part that was reported by itself.
	other, err := o.Merge(t.Context(), []Part{part(judgment(6, true)), part(second)}, "李四")
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e, err = o.Find(e.Source); err != nil || e.Into != other.Source {
		t.Errorf("the first joined file stands: %+v, %v", e, err)
	}
	if got := printed(inForce(tree(t, p.cfg.Outbox))); len(got) != 1 || !strings.Contains(got[0], "行初6号") {
		t.Errorf("in force: %q", got)
	}
}
