package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"zeren/classify"
)

// made are the prints of a draft in every form.
func made(t testing.TB, r *Renderer, d Draft) string {
	pdf, err := r.PDF(d)
	if pdf == nil {
		t.Errorf("%s: %v", d.Title, err)
	}
	docx, err := DOCX(d)
	if err != nil {
		t.Errorf("%s: %v", d.Title, err)
	}
	sum := sha256.New()
	sum.Write(pdf)
	sum.Write(docx)
	sum.Write([]byte(d.Digest))
	return hex.EncodeToString(sum.Sum(nil))
}

// some of the papers: every form, every pack, with facts and without.
func assorted(t testing.TB) map[string]Draft {
	t.Helper()
	all := map[string]Draft{}
	for name, draft := range samples {
		all[name] = draft()
	}
	for _, k := range reals(t) {
		all["real-"+k.name] = k.draft
	}
	if len(all) < len(samples)+10 {
		t.Fatalf("%d papers", len(all))
	}
	return all
}

// TestAnyOrder: the bytes of a paper do not depend on what a renderer printed
// before it, nor on what it prints at the same time.
func TestAnyOrder(t *testing.T) {
	all := assorted(t)
	names := slices.Sorted(maps.Keys(all))
	shared := renderer(t)
	want := map[string]string{}
	for _, n := range names {
		want[n] = made(t, shared, all[n])
	}
	slices.Reverse(names)
	again := assorted(t)
	fresh, err := NewRenderer(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if made(t, fresh, again[n]) != want[n] {
			t.Errorf("%s: other bytes in another order", n)
		}
	}
	var wg sync.WaitGroup
	got := make([]string, len(names))
	for i, n := range names {
		wg.Go(func() { got[i] = made(t, fresh, all[n]) })
	}
	wg.Wait()
	for i, n := range names {
		if got[i] != want[n] {
			t.Errorf("%s: other bytes beside others", n)
		}
	}
}

// childEnv asks the test's own program to print what it makes.
const childEnv = "ZEREN_TEST_PRINTS"

// TestAnyMachine: neither the time zone nor the language of a machine, neither
// the number of its processors nor its folders change a byte: the test's own
// program makes everything again in other surroundings.
func TestAnyMachine(t *testing.T) {
	if os.Getenv(childEnv) != "" {
		fmt.Println(prints(t))
		return
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	want := prints(t)
	if strings.Count(want, "\n") < 15 {
		t.Fatalf("too few prints:\n%s", want)
	}
	for _, env := range [][]string{
		{"TZ=Asia/Shanghai", "LANG=zh_CN.UTF-8", "LC_ALL=zh_CN.UTF-8", "GOMAXPROCS=1"},
		{"TZ=America/Los_Angeles", "LANG=C", "LC_ALL=C", "GOMAXPROCS=7", "GODEBUG=randautoseed=0"},
		{"TZ=UTC", "LANG=tr_TR.UTF-8", "LC_ALL=de_DE.GB18030", "GOGC=10"},
	} {
		dir := t.TempDir()
		c := exec.Command(program, "-test.run=^TestAnyMachine$", "-test.count=1")
		c.Env = append(os.Environ(), append(env, childEnv+"=1", "HOME="+dir, "TMPDIR="+dir)...)
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", env, err, out)
		}
		if !strings.Contains(string(out), want) {
			t.Errorf("%v: other bytes:\n%s\nwant\n%s", env, out, want)
		}
	}
}

// prints are the digests of everything that this package makes of some cases:
// papers as PDF and DOCX, calendars, the analysis, the register.
func prints(t testing.TB) string {
	t.Helper()
	r := renderer(t)
	var lines []string
	for name, d := range assorted(t) {
		lines = append(lines, name+" "+made(t, r, d))
	}
	packs, err := classify.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := classify.LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	sum := func(name string, data []byte, err error) {
		if err != nil || len(data) == 0 {
			t.Fatalf("%s: %d bytes: %v", name, len(data), err)
		}
		h := sha256.Sum256(data)
		lines = append(lines, name+" "+hex.EncodeToString(h[:]))
	}
	calendars := 0
	for i := range packs {
		p := &packs[i]
		_, c := caseOf(p.Example)
		f, err := classify.ParseFacts("facts.yaml", []byte(sheetFor(p.Example)), packs...)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range classify.Assess(packs, cal, c, f).Assessments {
			if a.Jurisdiction == p.ID {
				if data := ICS(p, c, a); data != nil {
					calendars++
					sum("ics-"+p.ID, data, nil)
				}
			}
		}
	}
	if calendars == 0 {
		t.Fatal("no calendar")
	}
	d, err := Analysis(halfYear(t, yearOfCases()))
	if err != nil {
		t.Fatal(err)
	}
	lines = append(lines, "analysis "+made(t, r, d))
	g := sampleRegister()
	xlsx, err := g.XLSX()
	sum("register.xlsx", xlsx, err)
	csv, err := g.CSV()
	sum("register.csv", csv, err)
	js, err := g.JSON()
	sum("register.json", js, err)
	slices.Sort(lines)
	return strings.Join(lines, "\n") + "\n"
}
