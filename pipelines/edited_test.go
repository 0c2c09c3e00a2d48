package pipelines

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestEditedReports: a report that somebody changed stays as it is when a new
// edition is issued, with a note beside it, and is named by the register and the
// notice; when its edition is in force again, none of this is said any more. An
// edition that comes back is not told of as withdrawn, and goes out of the way
// again under its own name.
func TestEditedReports(t *testing.T) {
	p := newPlace(t)
	p.drop("甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	o := p.open()
	defer o.Close()
	const number = "（2021）皖1524行初1号"
	find := func() Entry {
		t.Helper()
		e, err := o.Find(number)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	inForce := func() (paths []string) {
		t.Helper()
		for _, paper := range find().Outcome.Papers {
			for _, d := range paper.Documents {
				paths = append(paths, d.Path)
			}
		}
		if len(paths) == 0 {
			t.Fatal("no report is in force")
		}
		return paths
	}
	want := func(edited ...string) {
		t.Helper()
		e := find()
		got, err := o.Edited(e)
		if err != nil || !slices.Equal(got, edited) {
			t.Errorf("edited %q, %v, want %q", got, err, edited)
		}
		news := p.kinds(Reported)
		if last := news[len(news)-1]; !slices.Equal(last.Edited, edited) || strings.Contains(last.String(), "有人改过") != (len(edited) > 0) {
			t.Errorf("the notice: %s", last)
		}
		for name := range tree(t, p.cfg.Outbox) {
			report, note := strings.CutSuffix(name, editedNote)
			if note && !slices.Contains(edited, report) {
				t.Errorf("a note: %s", name)
			}
			if strings.Contains(name, "(2)") || strings.Contains(name, "-2.") && !strings.Contains(name, WithdrawnFolder) && len(edited) > 0 {
				t.Errorf("a name: %s", name)
			}
		}
		for _, d := range inForce() {
			for _, w := range e.Withdrawn {
				if w.Path == d {
					t.Errorf("%s is both in force and withdrawn", d)
				}
			}
		}
	}
	confirm := func() {
		t.Helper()
		if err := o.Confirm(t.Context(), find(), "李四"); err != nil {
			t.Fatal(err)
		}
		if err := o.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	want()
	first := inForce()
	changed := first[0]
	file := filepath.Join(p.cfg.Outbox, filepath.FromSlash(changed))
	if err := os.WriteFile(file, []byte("改过"), 0o644); err != nil {
		t.Fatal(err)
	}
	confirm()
	if slices.Equal(inForce(), first) {
		t.Fatal("the confirmed edition has the name of the draft")
	}
	want(changed)
	if data, err := os.ReadFile(file); err != nil || string(data) != "改过" {
		t.Errorf("the changed report holds %q, %v", data, err)
	}
	note, err := os.ReadFile(file + editedNote)
	if err != nil || !strings.Contains(string(note), path.Base(changed)) {
		t.Errorf("the note: %q, %v", note, err)
	}
	// Facts take the confirmation back: the draft is in force again.
	if _, err := o.SetSheet(t.Context(), find(), []byte("served_on: 2021-03-09\n"), "李四"); err != nil {
		t.Fatal(err)
	}
	if err := o.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if find().Ready {
		t.Fatal("still confirmed")
	}
	want()
	confirm()
	want(changed)
	if v := verify(t, p); v.Broken != nil || !slices.Equal(v.Edited, []string{changed}) {
		t.Errorf("%+v", v)
	}
}
