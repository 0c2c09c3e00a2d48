//go:build unix

package pipelines

import "testing"

// TestArchiveKilled: a process that dies while an archive is taken apart loses
// nothing of it and takes nothing twice.
func TestArchiveKilled(t *testing.T) {
	t.Parallel()
	files := map[string]string{"街道/卷宗.zip": zipped(t, "甲.txt", judgment(1, true), "空.txt", "", "乙.txt", judgment(2, false))}
	whole := t.TempDir()
	dropIn(t, whole, files)
	if runChild(t, whole, "") {
		t.Fatal("died")
	}
	want := tracesOf(t, whole)
	if len(want.Register) != 4 || len(want.Inbox) != 3 {
		t.Fatalf("%+v", want)
	}
	// What was read needs no place, so that several drops move to none.
	delete(want.Events, "moved ")
	for _, kill := range []string{"unpacked#0", "unpacked#2", "event:received#1", "event:received#3", "event:settled#0", "event:settled#3", "part#4", "part#5", "noted#0", "moved#0", "moved#1", "event:moved#2"} {
		t.Run(kill, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			dropIn(t, dir, files)
			died := runChild(t, dir, kill)
			if runChild(t, dir, "") {
				t.Fatal("died again")
			}
			got := tracesOf(t, dir)
			delete(got.Events, "moved ")
			if !died {
				t.Errorf("%s was never reached", kill)
			}
			sameTraces(t, want, got)
		})
	}
}
