package report

import (
	"math"
	"strings"
	"testing"

	"zeren/ingest"
	"zeren/report/fonts"
)

// TestStandardByIngest measures a made PDF by the boxes of our own reader,
// which knows nothing of how it was set: GB/T 9704-2012, 5.2.1 (A4), 5.2.2 (37 mm
// above, 28 mm at the left, 156 by 225 mm), 5.2.3 (22 lines of 28 characters) and
// 7.5 (page numbers outside, odd at the right, even at the left).
func TestStandardByIngest(t *testing.T) {
	d := Draft{Blocks: []Block{para(strings.Repeat("依法行政", 28*60/4))}}
	b, err := renderer(t).PDF(d)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := ingest.Decode("grid.pdf", b, ingest.Options{Only: "layer"})
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Pages) != 3 {
		t.Fatalf("%d pages", len(doc.Pages))
	}
	near := func(what string, got, want, by float64) {
		t.Helper()
		if math.Abs(got-want) > by {
			t.Errorf("%s: %.2f mm, want %.2f mm", what, got, want)
		}
	}
	mm := func(points float64) float64 { return points * mmPerPoint }
	for n, p := range doc.Pages[:2] {
		near("width of the page", mm(p.Width), 210, 0.1)
		near("height of the page", mm(p.Height), 297, 0.1)
		if len(p.Lines) != 22 {
			t.Fatalf("page %d: %d lines, want 22", n+1, len(p.Lines))
		}
		for i, ln := range p.Lines {
			first := n == 0 && i == 0
			chars, left := 28, 28.0
			if first {
				chars, left = 26, 28+2*156.0/28
			}
			if got := ln.End - ln.Start; got != chars {
				t.Errorf("page %d line %d: %d characters, want %d", n+1, i+1, got, chars)
			}
			near("left edge", mm(ln.Box.X0), left, 0.15)
			if right := mm(ln.Box.X1); right > 28+156+0.15 || right < 28+156-1 {
				t.Errorf("page %d line %d ends at %.2f mm", n+1, i+1, right)
			}
			if i > 0 {
				near("leading", mm(ln.Box.Y0-p.Lines[i-1].Box.Y0), 225.0/22, 0.05)
			}
			for k := 1; k+1 < len(ln.Edges); k++ {
				near("pitch of a character", mm(ln.Edges[k]-ln.Edges[k-1]), 156.0/28, 0.08)
			}
		}
		middle := func(i int) float64 { return mm(p.Lines[i].Box.Y0+p.Lines[i].Box.Y1) / 2 }
		near("middle of the first line", middle(0), 37+225.0/44, 1)
		near("middle of the last line", middle(21), 37+225-225.0/44, 1)
		found := false
		for _, f := range p.Furniture {
			if !strings.Contains(f.Text, "—") {
				continue
			}
			found = true
			if n == 0 {
				near("odd page number, its right edge", mm(f.Box.X1), 28+156-14*mmPerPoint, 0.5)
			} else {
				near("even page number, its left edge", mm(f.Box.X0), 28+14*mmPerPoint, 0.5)
			}
			if top := mm(f.Box.Y0); top < 262 {
				t.Errorf("page %d: the number stands in the text area: %.2f mm", n+1, top)
			}
		}
		if !found {
			t.Errorf("page %d: no page number among %+v", n+1, p.Furniture)
		}
	}
}

// TestFacesOfElements: each element of a paper has the face and the size of
// GB/T 9704-2012, 7.3: the title 小标宋 of 2号, the headings 黑体, 楷体, 仿宋, 仿宋 of
// 3号 like the text, the page number 宋体 of 4号.
func TestFacesOfElements(t *testing.T) {
	l := renderer(t).Layout(sampleReport())
	for begin, want := range map[string]struct {
		role fonts.Role
		size float64
	}{
		"关于样例县":      {fonts.Title, 22},
		"样例县人民政府法制办": {fonts.Fang, 16},
		"一、案件基本情况":   {fonts.Hei, 16},
		"（一）当事人":     {fonts.Kai, 16},
		"1.调查取证":     {fonts.Fang, 16},
		"（1）证据目录":    {fonts.Fang, 16},
		"被告在作出被诉决定前": {fonts.Kai, 16},
		"— 1 —":      {fonts.Song, 14},
	} {
		found := false
		for _, p := range l.pages {
			for i, it := range p {
				line := ""
				for _, x := range p[i:] {
					if x.kind != words || x.y != it.y {
						break
					}
					line += x.text
				}
				if it.kind != words || !strings.HasPrefix(line, begin) || it.size != want.size {
					continue
				}
				found = true
				if it.role != want.role {
					t.Errorf("%s is set in %v, want %v", begin, it.role, want.role)
				}
			}
		}
		if !found {
			t.Errorf("%s of %.0f points is not on the pages", begin, want.size)
		}
	}
}

// TestRedHead: 7.2.4 (发文机关标志 red, 35 mm below the upper edge of the text
// area), 7.2.5 (发文字号 two lines below), 7.2.7 (a red rule of the measure 4 mm
// below the number), 7.3.1 (the title two lines below the rule), 7.4 (版记 at the
// foot of the last page, its outer rules 0.35 mm, the inner ones 0.25 mm, 4号 仿宋).
func TestRedHead(t *testing.T) {
	d := sampleLetter()
	l := renderer(t).Layout(d)
	near := func(what string, got, want, by float64) {
		t.Helper()
		if math.Abs(got-want) > by {
			t.Errorf("%s: %.2f mm, want %.2f mm", what, got, want)
		}
	}
	var organ, number, redRule, title float64
	for _, it := range l.pages[0] {
		switch {
		case it.kind == words && it.ink == red && organ == 0:
			organ = it.y - ascent*it.size*mmPerPoint
			if it.role != fonts.Title {
				t.Errorf("发文机关标志 is set in %v", it.role)
			}
		case it.kind == words && strings.HasPrefix(it.text, "样公函"):
			number = it.y + (1-ascent)*it.size*mmPerPoint
		case it.kind == rule && it.ink == red:
			redRule = it.y
			near("length of the red rule", it.x2-it.x, 156, 0.01)
		case it.kind == words && it.size == size2 && it.ink == black && title == 0:
			title = it.y - ascent*it.size*mmPerPoint
		}
	}
	near("upper edge of the organ", organ, 37+35, 0.5)
	near("the red rule below the number", redRule-number, 4, 3)
	near("the title below the rule", title-redRule, 2*225.0/22, 1)
	for _, it := range l.pages[0] {
		if it.kind == words && strings.HasPrefix(it.text, "现将") { // on the grid again
			white := (225.0/22 - it.size*mmPerPoint) / 2
			rows := (it.y - ascent*it.size*mmPerPoint - white - 37) / (225.0 / 22)
			near("the text on the grid of 22 lines", rows, math.Round(rows), 0.01)
		}
	}
	last := l.pages[len(l.pages)-1]
	var rules []item
	for _, it := range last {
		if it.kind == rule && it.ink == black && it.y == it.y2 && it.x2-it.x > 155 {
			rules = append(rules, it)
		}
		if it.kind == words && strings.HasPrefix(it.text, "抄送") {
			near("indent of 抄送", it.x-28, 14*mmPerPoint, 0.1)
			if it.role != fonts.Fang || it.size != 14 {
				t.Errorf("抄送 is set in %v of %.0f points", it.role, it.size)
			}
		}
	}
	if len(rules) != 3 {
		t.Fatalf("the 版记 has %d rules, want 3", len(rules))
	}
	for i, want := range []float64{0.35, 0.25, 0.35} {
		near("width of a rule of the 版记", rules[i].width, want, 0.001)
	}
	near("the last rule", rules[2].y, 37+225, 0.01)
}

// TestElementsOnGrid: where GB/T 9704-2012 puts the parts around the text:
// 7.3.2 (主送机关 flush left), 7.3.4 (附件说明 one line below the text, two
// characters in, the names under each other, no mark behind them), 7.3.5.1 (the
// date four characters from the right, the name in the middle above it), 7.3.7 (附件
// flush left in the first line of a page, in 黑体 of 3号; its title in the middle
// of the third).
func TestElementsOnGrid(t *testing.T) {
	d := Draft{
		Title: "行政败诉案件分析报告", Addressee: "样例县司法局", Signatures: []Signature{{Unit: "样例县梅山镇人民政府", Date: "　　年　　月　　日"}},
		Blocks: []Block{
			para("正文第一段。"), {Kind: Attachments, Runs: []Run{{Text: "待核实事项"}, {Text: "所引条文"}}}, {Kind: Signing},
			{Kind: Break}, {Kind: AnnexTitle, Runs: []Run{{Text: "附件1"}, {Text: "待核实事项"}}}, para("附件正文。"),
			{Kind: Break}, {Kind: AnnexTitle, Runs: []Run{{Text: "附件2"}, {Text: "所引条文"}}}, para("附件正文。"),
		},
	}
	l := renderer(t).Layout(d)
	if l.Pages() != 3 {
		t.Fatalf("%d pages", l.Pages())
	}
	type place struct {
		page        int
		line        float64 // of the grid, from 0
		left, right float64 // mm from the edges of the measure
		item        item
	}
	find := func(begin string) place {
		t.Helper()
		for n, p := range l.pages {
			for i, it := range p {
				line, end := "", it.x
				for _, x := range p[i:] {
					if x.kind != words || x.y != it.y {
						break
					}
					line, end = line+x.text, x.x+x.width
				}
				if it.kind == words && strings.HasPrefix(line, begin) {
					em := it.size * mmPerPoint
					return place{n, (it.y - ascent*em - (225.0/22-em)/2 - 37) / (225.0 / 22), it.x - 28, 28 + 156 - end, it}
				}
			}
		}
		t.Fatalf("%s is not on the pages", begin)
		return place{}
	}
	near := func(what string, got, want, by float64) {
		t.Helper()
		if math.Abs(got-want) > by {
			t.Errorf("%s: %.2f, want %.2f", what, got, want)
		}
	}
	const char = 156.0 / 28
	text, list, unit := find("正文"), find("附件："), find("样例县梅山镇")
	near("the title, first line", find("行政败诉").line, 0, 0.05)
	near("主送机关, left", find("样例县司法局").left, 0, 0.1)
	near("主送机关, line", find("样例县司法局").line, 2, 0.01)
	near("附件说明, left", list.left, 2*char, 0.1)
	near("附件说明, lines below the text", list.line-text.line, 2, 0.01)
	near("its second name below the first", find("2.").left, find("1.").left, 0.1)
	if n := find("待核实事项"); strings.ContainsAny(n.item.text, "。；，") {
		t.Errorf("a mark behind the name of an annex: %q", n.item.text)
	}
	date := find("　　年")
	near("署名, the date below it", date.line-unit.line, 1, 0.01)
	near("the date, from the right", date.right, 4*char, 0.3)
	near("署名 in the middle above the date", unit.left-unit.right, date.left-date.right, 0.3)
	for n, name := range []string{"附件1", "附件2"} {
		mark := find(name)
		if mark.page != n+1 || mark.item.role != fonts.Hei || mark.item.size != 16 {
			t.Errorf("%s stands on page %d in %v of %.0f points", name, mark.page+1, mark.item.role, mark.item.size)
		}
		near(name+", line", mark.line, 0, 0.01)
		near(name+", left", mark.left, 0, 0.1)
	}
	for n, p := range l.pages[1:] {
		for _, it := range p {
			if it.kind == words && it.role == fonts.Title {
				em := it.size * mmPerPoint
				near("the title of an annex, its line", (it.y-ascent*em-(225.0/22-em)/2-37)/(225.0/22), 2, 0.01)
				near("the title of an annex, in the middle", it.x-28, 28+156-it.x-it.width, 0.3)
				n = -1
			}
		}
		if n >= 0 {
			t.Errorf("page %d has no title", n+2)
		}
	}
}

// TestHeadsRepeat: a table that runs over pages has its head on each of them.
func TestHeadsRepeat(t *testing.T) {
	l := renderer(t).Layout(sampleReport())
	pages := 0
	for n, p := range l.pages {
		all := ""
		for _, it := range p {
			all += it.text
		}
		if !strings.Contains(all, "住院病历") {
			continue
		}
		pages++
		if strings.Count(all, "证明对象") != 1 {
			t.Errorf("page %d holds rows of the table, its head %d times", n+1, strings.Count(all, "证明对象"))
		}
	}
	if pages < 2 {
		t.Errorf("the table stands on %d page", pages)
	}
}

// TestHeadingsKept: no heading is the last line of a page.
func TestHeadingsKept(t *testing.T) {
	r := renderer(t)
	all := papers(t)
	for _, k := range reals(t) {
		all["real-"+k.name] = k.draft
	}
	headings := 0
	for name, d := range all {
		l := r.Layout(d)
		for _, e := range l.outline {
			if e.level == 0 {
				continue
			}
			headings++
			below := false
			for _, it := range l.pages[e.page] {
				below = below || it.kind != rule && it.y > e.y+1.5*linePitch && it.y < marginTop+textHeight
			}
			if !below && len(d.Blocks) > 1 {
				t.Errorf("%s: “%s” is the last line of page %d", name, e.title, e.page+1)
			}
		}
	}
	if headings < 100 {
		t.Errorf("%d headings were looked at", headings)
	}
}
