//go:build unix

package pipelines

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestKillWhileLinking kills an office between any two steps of linking and of
// withdrawing, while an appeal comes to a judgment that was reported before,
// and wants what an undisturbed run makes; the report that was in force before
// is kept, once.
func TestKillWhileLinking(t *testing.T) {
	files := chainOfPapers()
	first, later := map[string]string{}, map[string]string{}
	for name, text := range files {
		if name == "一审.txt" {
			first[name] = text
		} else {
			later[name] = text
		}
	}
	life := func(t *testing.T, kill string) *place {
		p := &place{t: t, cfg: foldersIn(t.TempDir())}
		dir := filepath.Dir(p.cfg.Data)
		dropIn(t, dir, first)
		if runChild(t, dir, "") {
			t.Fatal("the first run died")
		}
		dropIn(t, dir, later)
		if runChild(t, dir, kill) != (kill != "") {
			t.Fatal("the point was never passed")
		}
		if kill != "" && runChild(t, dir, "") {
			t.Fatal("the last run died")
		}
		kept := 0
		for name := range tree(t, p.cfg.Outbox) {
			if strings.Contains(name, "行初1号/"+WithdrawnFolder) && strings.HasSuffix(name, ".pdf") {
				kept++
			}
		}
		if kept != 1 {
			t.Errorf("the first report is kept %d times", kept)
		}
		return p
	}
	register, reports := life(t, "").state()
	if len(printed(reports)) != 1 {
		t.Fatalf("in force: %q", names(reports))
	}
	for _, kill := range []string{
		"event:read#0", "event:read#1", "event:read#2", "event:linked#0", "event:linked#1", "event:linked#2", "event:linked#4",
		"worked:classify#0", "part#0", "part#3", "part#4", "published#0", "withdrawing#0", "withdrawn#0", "event:withdrawn#0", "event:settled#0", "event:settled#1", "event:settled#2",
	} {
		t.Run(kill, func(t *testing.T) {
			t.Parallel()
			same(t, register, reports, life(t, kill))
		})
	}
}
