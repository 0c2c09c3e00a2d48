package pipelines

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zeren/pipelines/internal/store"
)

// paper is a judgment that loses the agency its case, in the words that
// plainChain reads.
func paper(number, day, prior, more string) string {
	s := fmt.Sprintf("某某县人民法院\n行政判决书\n%s\n日期：%s\n当事人：张某某 某某县某某局\n", number, day)
	if prior != "" {
		s += "原判：" + prior + "\n"
	}
	return s + "本院认为，被诉行政处罚决定的合法性应当依法审查，依照《中华人民共和国行政诉讼法》的规定，判决如下：\n撤销被告作出的行政处罚决定。\n" + more + "\n"
}

// chainOfPapers is one dispute through four papers, the last of which leaves
// the third standing.
func chainOfPapers() map[string]string {
	return map[string]string{
		"一审.txt": paper("（2021）皖1524行初1号", "2021-03-05", "", "如不服本判决，可以上诉。"),
		"二审.txt": paper("（2021）皖15行终2号", "2021-08-05", "(2021)皖1524行初001号", "撤销一审判决，发回重审。"),
		"重审.txt": paper("（2022）皖1524行初3号", "2022-03-05", "（2021）皖15行终2号", "经重新审理。"),
		"申诉.txt": paper("（2022）皖行申4号", "2022-09-05", "（2022）皖1524行初3号", "驳回再审申请。"),
	}
}

// state is what must follow from the set of files alone: the register but for
// times and history, and the reports in force. Of the others each must still be
// there, with its reason.
func (p *place) state() (string, map[string]string) {
	p.t.Helper()
	o := p.open()
	defer o.Close()
	outbox := tree(p.t, p.cfg.Outbox)
	wholly(p.t, outbox)
	wholly(p.t, tree(p.t, p.cfg.Inbox))
	var lines []string
	for _, e := range register(p.t, o) {
		for _, x := range e.Withdrawn {
			if _, ok := outbox[x.To]; !ok || path.Base(path.Dir(x.To)) != WithdrawnFolder {
				p.t.Errorf("%s is not at %s", x.Path, x.To)
			}
			explained := false
			for name, text := range outbox {
				explained = explained || path.Dir(name) == path.Dir(x.To) && strings.HasPrefix(text, "原因：") && strings.Contains(text, path.Base(x.Path))
			}
			if !explained {
				p.t.Errorf("%s lies unexplained", x.To)
			}
			outbox[x.To] = ""
		}
		e.At, e.Settled, e.Withdrawn = time.Time{}, time.Time{}, nil
		slices.SortFunc(e.Drops, func(a, b DropEntry) int { return strings.Compare(a.Path, b.Path) })
		line, err := json.Marshal(e)
		if err != nil {
			p.t.Fatal(err)
		}
		lines = append(lines, string(line))
	}
	for name, data := range outbox {
		if path.Base(path.Dir(name)) == WithdrawnFolder && path.Ext(name) != ".txt" && data != "" {
			p.t.Errorf("%s was withdrawn without a record", name)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n"), inForce(outbox)
}

// wholly wants nothing half written among the files of a folder.
func wholly(t testing.TB, files map[string]string) {
	t.Helper()
	for name := range files {
		if _, ok := store.Unfinished(path.Base(name)); ok {
			t.Errorf("%s was left behind", name)
		}
	}
}

// arrivals runs an office over files that come in groups, one after the other.
func arrivals(t testing.TB, files map[string]string, groups ...[]string) *place {
	p := newPlace(t)
	p.cfg.Log = nil
	p.cfg.Poll, p.cfg.Rest = 4*time.Millisecond, time.Millisecond
	o := p.open()
	defer o.Close()
	for _, group := range groups {
		for _, name := range group {
			p.drop(name, files[name])
		}
		if err := o.Once(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func orders(of []string) [][]string {
	if len(of) < 2 {
		return [][]string{of}
	}
	var out [][]string
	for i := range of {
		rest := slices.Delete(slices.Clone(of), i, i+1)
		for _, tail := range orders(rest) {
			out = append(out, append([]string{of[i]}, tail...))
		}
	}
	return out
}

// TestAnyOrder: whatever the order in which the papers of a dispute come, and
// however many of them together, register and reports in force are the same:
// one paper has the reports, the others point to it.
func TestAnyOrder(t *testing.T) {
	files := chainOfPapers()
	all := slices.Sorted(maps.Keys(files))
	register, reports := arrivals(t, files, all).state()
	if len(printed(reports)) != 1 || !strings.Contains(printed(reports)[0], "行初3号") {
		t.Fatalf("in force: %q", names(reports))
	}
	if n := strings.Count(register, `"superseded":`); n != 3 {
		t.Fatalf("%d superseded:\n%s", n, register)
	}
	each := orders(all)
	if len(each) != 24 {
		t.Fatalf("%d orders", len(each))
	}
	for _, order := range each {
		t.Run(strings.Join(order, " "), func(t *testing.T) {
			t.Parallel()
			var groups [][]string
			for _, name := range order {
				groups = append(groups, []string{name})
			}
			same(t, register, reports, arrivals(t, files, groups...))
		})
	}
}

// TestAnyGroups is TestAnyOrder with duplicates, strangers and papers that
// perhaps belong together, in groups.
func TestAnyGroups(t *testing.T) {
	t.Parallel()
	files := chainOfPapers()
	files["一审 另一份.txt"] = files["一审.txt"] + "（复印件）\n"
	files["重审 另一份.txt"] = files["重审.txt"] + "（扫描件）\n"
	files["同案号.txt"] = strings.ReplaceAll(paper("（2021）皖1524行初1号", "2021-03-05", "", ""), "行政处罚决定", "完全不同的另外一个行为，其内容与前面所说的毫无关系")
	files["提到.txt"] = paper("（2023）皖1524行初9号", "2023-03-05", "", "另见：（2022）皖1524行初3号\n")
	files["他人.txt"] = strings.ReplaceAll(paper("（2023）皖15行终10号", "2023-05-05", "（2023）皖1524行初9号", ""), "张某某 某某县某某局", "李某某 别处某某局")
	all := slices.Sorted(maps.Keys(files))
	register, reports := arrivals(t, files, all).state()
	for _, want := range []string{`"kind":"same"`, `"kind":"offered"`, `"duplicate":`} {
		if !strings.Contains(register, want) {
			t.Fatalf("no %s:\n%s", want, register)
		}
	}
	checks := 0
	rapid.Check(t, func(r *rapid.T) {
		if checks++; checks > 5 {
			return // each is a life of an office
		}
		order := rapid.Permutation(all).Draw(r, "order")
		var groups [][]string
		for len(order) > 0 {
			n := rapid.IntRange(1, len(order)).Draw(r, "group")
			groups, order = append(groups, order[:n]), order[n:]
		}
		same(t, register, reports, arrivals(t, files, groups...))
		if t.Failed() {
			r.Fatalf("groups %q", groups)
		}
	})
}

func same(t *testing.T, register string, reports map[string]string, p *place) {
	t.Helper()
	gotRegister, gotReports := p.state()
	if gotRegister != register {
		t.Errorf("register: want\n%s\ngot\n%s", register, gotRegister)
	}
	if !maps.Equal(reports, gotReports) {
		t.Errorf("in force: want %q\ngot %q", names(reports), names(gotReports))
	}
}

// printed are the reports of an outbox, without their twins.
func printed(outbox map[string]string) []string {
	return slices.DeleteFunc(names(outbox), func(p string) bool { return path.Ext(p) != ".pdf" })
}

// TestTiesStand: what a person said of two files holds however the papers come
// afterwards, and can be taken back; what was offered is not made unasked.
func TestTiesStand(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"甲.txt": paper("（2021）皖1524行初1号", "2021-03-05", "", ""),
		"乙.txt": paper("（2022）皖1524行初9号", "2022-03-05", "", "另见：（2021）皖1524行初1号\n"),
		"丙.txt": paper("（2022）皖15行终5号", "2022-09-05", "（2022）皖1524行初9号", ""),
	}
	find := func(o *Office, name string) Entry {
		for _, e := range register(t, o) {
			if e.Name == name {
				return e
			}
		}
		t.Fatalf("no %s", name)
		return Entry{}
	}
	kinds := func(e Entry) (list []LinkKind) {
		for _, l := range e.Links {
			list = append(list, l.Kind)
		}
		return list
	}
	p := arrivals(t, files, []string{"甲.txt", "乙.txt"})
	o := p.open()
	defer o.Close()
	for _, name := range []string{"甲.txt", "乙.txt"} {
		if e := find(o, name); !slices.Equal(kinds(e), []LinkKind{LinkOffered}) || len(e.With) != 0 || !strings.Contains(e.Links[0].Text, "提到") || e.Links[0].Page != 1 {
			t.Errorf("%s: %+v", name, e.Links)
		}
	}
	say := func(apart bool) {
		if err := o.Tie(t.Context(), find(o, "乙.txt"), find(o, "甲.txt"), apart, "李四"); err != nil {
			t.Fatal(err)
		}
		if err := o.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	reports := func(want ...string) {
		t.Helper()
		got := printed(inForce(tree(t, p.cfg.Outbox)))
		if len(got) != len(want) {
			t.Fatalf("in force: %q, want %q", got, want)
		}
		for i := range got {
			if !strings.Contains(got[i], want[i]) {
				t.Errorf("in force: %q, want %q", got, want)
			}
		}
	}
	reports("行初1号", "行初9号")
	say(false)
	reports("行初9号")
	if e := find(o, "甲.txt"); !slices.Equal(kinds(e), []LinkKind{LinkMade}) || e.Outcome.Papers[0].Superseded == nil {
		t.Errorf("made: %+v", e.Links)
	}
	say(true)
	reports("行初1号", "行初9号")
	p.drop("丙.txt", files["丙.txt"])
	if err := o.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	reports("行初1号", "行终5号")
	if e := find(o, "甲.txt"); !slices.Equal(kinds(e), []LinkKind{LinkRefused}) || len(e.With) != 0 {
		t.Errorf("refused: %+v", e.Links)
	}
	say(false)
	reports("行终5号")
	if err := o.Tie(t.Context(), find(o, "甲.txt"), find(o, "甲.txt"), false, "李四"); err == nil {
		t.Error("a file was linked with itself")
	}
	if err := o.Confirm(t.Context(), find(o, "甲.txt"), "李四"); err == nil {
		t.Error("a superseded paper was confirmed")
	}
}

// TestLostNumber: a copy of a paper from which the number was not read is shown
// as what it looks like, beside the paper and with reports of its own, until a
// person says that it is the same; a paper of the same day and persons with
// another text is not.
func TestLostNumber(t *testing.T) {
	t.Parallel()
	whole := paper("（2021）皖1524行初1号", "2021-03-05", "", "")
	files := map[string]string{
		"原件.txt":  whole,
		"扫描件.txt": strings.Replace(strings.Replace(whole, "（2021）皖1524行初1号", "", 1), "合法性", "台法性", 1),
		"另案.txt":  strings.ReplaceAll(paper("", "2021-03-05", "", ""), "被诉行政处罚决定的合法性应当依法审查", "被告逾期不履行政府信息公开的法定职责，应当在判决生效之日起十五日内予以答复"),
	}
	p := arrivals(t, files, []string{"扫描件.txt"}, []string{"另案.txt"}, []string{"原件.txt"})
	o := p.open()
	defer o.Close()
	find := func(name string) Entry {
		for _, e := range register(t, o) {
			if e.Name == name {
				return e
			}
		}
		t.Fatalf("no %s", name)
		return Entry{}
	}
	for name, other := range map[string]string{"原件.txt": "扫描件.txt", "扫描件.txt": "原件.txt"} {
		e := find(name)
		if len(e.Links) != 1 || e.Links[0].Kind != LinkOffered || e.Links[0].Name != other || !strings.Contains(e.Links[0].Text, "没有读出案号") || e.Outcome.Papers[0].Superseded != nil {
			t.Errorf("%s: %+v", name, e.Links)
		}
	}
	if e := find("另案.txt"); len(e.Links) != 0 {
		t.Errorf("another case: %+v", e.Links)
	}
	if err := o.Tie(t.Context(), find("扫描件.txt"), find("原件.txt"), false, "李四"); err != nil {
		t.Fatal(err)
	}
	if err := o.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e := find("扫描件.txt"); len(e.Links) != 1 || e.Links[0].Kind != LinkSame {
		t.Errorf("said to be the same: %+v", e.Links)
	}
	if e := find("原件.txt"); len(e.Links) != 1 || e.Links[0].Kind != LinkSame {
		t.Errorf("said to be the same: %+v", e.Links)
	}
}
