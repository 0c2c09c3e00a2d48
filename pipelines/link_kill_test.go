//go:build unix

package pipelines

import (
	"maps"
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
	begun := t.TempDir()
	dropIn(t, begun, first)
	if runChild(t, begun, "") {
		t.Fatal("the first run died")
	}
	life := func(t *testing.T, kill string) *place {
		p := &place{t: t, cfg: foldersIn(t.TempDir())}
		dir := filepath.Dir(p.cfg.Data)
		copyFolder(t, begun, dir)
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

// TestKillWhileReadingAnew kills an office between any two steps while one
// paper of a dispute is gone over in the archive lane, is read otherwise and
// draws in the others; the run that goes on ends where an undisturbed one does,
// and its differences tell of all of them.
func TestKillWhileReadingAnew(t *testing.T) {
	t.Parallel()
	files := chainOfPapers()
	begun := t.TempDir()
	dropIn(t, begun, files)
	if runChild(t, begun, "", "ZEREN_TEST_AGAIN=not yet") {
		t.Fatal("the first run died")
	}
	life := func(t *testing.T, kill string) *place {
		p := &place{t: t, cfg: foldersIn(t.TempDir())}
		dir := filepath.Dir(p.cfg.Data)
		copyFolder(t, begun, dir)
		const again = "ZEREN_TEST_AGAIN=first"
		if runChild(t, dir, kill, again) != (kill != "") {
			t.Fatal("the point was never passed")
		}
		if kill != "" && runChild(t, dir, "", again) {
			t.Fatal("the last run died")
		}
		events := map[Kind]int{}
		for _, data := range stored(t, p.cfg.Data) {
			events[eventOf(t, data).Kind]++
		}
		if events[Reprocessed] != len(files) || events[BatchBegun] != 1 || events[BatchEnded] != 1 {
			t.Errorf("events %v", events)
		}
		p.cfg.Chain = tellingChain(true)
		return p
	}
	state := func(p *place) (string, map[string]string) {
		register, reports := p.state()
		books := 0
		maps.DeleteFunc(reports, func(name, data string) bool {
			book := strings.HasPrefix(name, DifferenceFolder)
			if book && strings.HasSuffix(name, ".pdf") && strings.Contains(data, "重新处理4份：2份没有变化，2份有变化") && strings.Contains(data, "其中3份不在上述范围内") {
				books++
			}
			return book
		})
		if books != 1 {
			p.t.Errorf("%d reports of the differences of all", books)
		}
		return register, reports
	}
	register, reports := state(life(t, ""))
	if len(printed(reports)) != 1 {
		t.Fatalf("in force: %q", names(reports))
	}
	for _, kill := range []string{
		"event:batch#0", "event:reprocessed#0", "event:reprocessed#1", "event:reprocessed#3", "event:read#0", "event:linked#0", "event:linked#1", "event:linked#2",
		"worked:extract#0", "worked:classify#0", "part#0", "published#0", "withdrawing#0", "withdrawn#0", "event:withdrawn#0", "event:settled#0", "event:settled#1", "event:settled#3",
	} {
		t.Run(kill, func(t *testing.T) {
			t.Parallel()
			p := life(t, kill)
			gotRegister, got := state(p)
			if gotRegister != register || !maps.Equal(got, reports) {
				t.Errorf("register: want\n%s\ngot\n%s\nin force: want %q\ngot %q", register, gotRegister, names(reports), names(got))
			}
		})
	}
}
