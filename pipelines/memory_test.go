package pipelines

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"zeren/classify"
)

// TestMemory: an earlier case of the same person and kind of fault is offered
// to the later one, whichever came or was filled in first, and never applied
// unasked; a confirmed one is not asked for again.
func TestMemory(t *testing.T) {
	t.Parallel()
	const name = "jinzhai-fangwu-zhongshen.txt"
	earlier := text(t, name)
	anew := func(number, prior, day string) string {
		return strings.NewReplacer("（2023）皖15行终208号", number, "（2023）皖1524行初19号", prior, "二〇二三年十月十八日", day).Replace(earlier)
	}
	files := map[string]string{
		"一.txt": earlier,
		"二.txt": anew("（2024）皖15行终18号", "（2023）皖1524行初119号", "二〇二四年三月五日"),
		"三.txt": anew("（2024）皖15行终99号", "（2023）皖1524行初120号", "二〇二四年十二月五日"), // over a year after the first
	}
	number := map[string]string{"一.txt": "（2023）皖15行终208号", "二.txt": "（2024）皖15行终18号", "三.txt": "（2024）皖15行终99号"}
	sheet := func(name string, more string) []byte {
		return fmt.Appendf(nil, "case: %s\nagencies:\n  - name: 金寨县白塔畈镇人民政府\n    persons:\n      - {name: 李某, roles: [handler]}\n%s", number[name], more)
	}
	set := func(o *Office, name, more string) {
		t.Helper()
		e, err := o.Find(Digest([]byte(files[name])))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.SetSheet(t.Context(), e, sheet(name, more), "李四"); err != nil {
			t.Fatal(err)
		}
		if err := o.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	repeats := func(o *Office, name string) (list []string) {
		t.Helper()
		e, err := o.Find(Digest([]byte(files[name])))
		if err != nil {
			t.Fatal(err)
		}
		c, err := o.Case(e)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range c.Cases {
			for _, a := range one.Outcome.Assessments {
				for _, r := range a.Repeats {
					if !r.Confirmed {
						list = append(list, r.Case)
					}
				}
				for _, x := range a.Clauses {
					if x.ID == "h_repeat" && x.Verdict == classify.Met && !strings.Contains(string(c.Sheet), "repeat:") {
						t.Errorf("%s: applied unasked", name)
					}
				}
			}
		}
		return list
	}
	var register string
	var reports map[string]string
	for i, order := range [][]string{{"一.txt", "二.txt", "三.txt"}, {"三.txt", "二.txt", "一.txt"}, {"二.txt", "三.txt", "一.txt"}} {
		p := newPlace(t)
		p.cfg.Chain = realChain(t)
		o := p.open()
		for _, name := range order {
			p.drop(name, files[name])
			if err := o.Once(t.Context()); err != nil {
				t.Fatal(err)
			}
			set(o, name, "")
		}
		for name, want := range map[string]string{"一.txt": "", "二.txt": number["一.txt"], "三.txt": number["二.txt"]} {
			if got := strings.Join(repeats(o, name), " "); got != want {
				t.Errorf("%q: %s is reminded of %q, want %q", order, name, got, want)
			}
		}
		o.Close()
		gotRegister, gotReports := p.state()
		if i == 0 {
			register, reports = gotRegister, gotReports
		}
		if register != gotRegister || !maps.Equal(reports, gotReports) {
			t.Errorf("%q: another state:\n%s\n%s\n%q\n%q", order, register, gotRegister, names(reports), names(gotReports))
		}
		if i > 0 {
			continue
		}
		o = p.open()
		set(o, "二.txt", "    repeat: ["+number["一.txt"]+"]\n")
		if got := repeats(o, "二.txt"); len(got) != 0 {
			t.Errorf("asked again: %q", got)
		}
		o.Close()
	}
}
