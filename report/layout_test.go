package report

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zeren/report/fonts"
)

// TestNothingOverlaps: no two pieces of text lie on each other, none leaves the
// text area but page number and marks, and no rule goes through a text.
func TestNothingOverlaps(t *testing.T) {
	r := renderer(t)
	for name, d := range papers(t) {
		for _, problem := range faults(r.Layout(d)) {
			t.Errorf("%s %s", name, problem)
		}
	}
}

// faults are the places of a layout where something overlaps or is cut.
func faults(l *Layout) (out []string) {
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for n, p := range l.pages {
		var texts []item
		for _, it := range p {
			if it.kind == words && strings.TrimSpace(strings.ReplaceAll(it.text, "\u3000", "")) != "" {
				texts = append(texts, it)
			}
		}
		if len(texts) < 2 {
			fault("page %d is empty", n+1)
		}
		for i, a := range texts {
			left, top, right, bottom := extent(a)
			furniture := a.ink == grey && top < marginTop || top > marginTop+textHeight
			// A closing mark may hang out by its empty half.
			if !furniture && (left < marginLeft-0.01 || right > marginLeft+measure+a.size*mmPerPoint*0.51 ||
				top < marginTop-0.01 || bottom > marginTop+textHeight+0.01) {
				fault("page %d: %q leaves the text area: %.2f–%.2f × %.2f–%.2f", n+1, a.text, left, right, top, bottom)
			}
			if strings.Contains(a.text, "null") || strings.Contains(a.text, "nil") {
				fault("page %d: %q", n+1, a.text)
			}
			for _, b := range texts[i+1:] {
				l2, t2, r2, b2 := extent(b)
				if math.Min(right, r2)-math.Max(left, l2) > 0.6*a.size*mmPerPoint && math.Min(bottom, b2)-math.Max(top, t2) > 0.01 {
					fault("page %d: %q and %q overlap", n+1, a.text, b.text)
				}
			}
			for _, b := range p {
				if b.kind == rule && b.x == b.x2 && b.x > left+0.1 && b.x < right-0.6*a.size*mmPerPoint && b.y < bottom && b.y2 > top && b.ink != grey {
					fault("page %d: a rule goes through %q", n+1, a.text)
				}
			}
		}
	}
	return out
}

func extent(a item) (left, top, right, bottom float64) {
	em := a.size * mmPerPoint
	return a.x, a.y - ascent*em, a.x + a.width, a.y + (1-ascent)*em
}

// TestEverythingIsThere: the words of the draft stand on the pages in their
// order, none lost at a line's or a page's end.
func TestEverythingIsThere(t *testing.T) {
	r := renderer(t)
	for name, d := range papers(t) {
		var all strings.Builder
		for _, p := range r.Layout(d).pages {
			for _, it := range p {
				if it.kind == words && !(it.role == folioStyle.role && it.size == folioStyle.size) && it.size != markStyle.size || it.kind == words && it.role != markStyle.role && it.size == markStyle.size {
					all.WriteString(it.text)
				}
			}
		}
		got := unspaced(all.String())
		for _, b := range d.Blocks {
			want := []string{b.text()}
			switch b.Kind {
			case Rows, Timeline, Break, Signing:
				continue
			case Attachments, AnnexTitle:
				want = nil
				for _, r := range b.Runs {
					want = append(want, r.Text)
				}
			}
			for _, w := range want {
				if w = unspaced(w); !strings.Contains(got, w) {
					t.Errorf("%s: not on the pages: %s", name, w)
				}
			}
		}
		if !strings.Contains(got, unspaced(d.Title)) {
			t.Errorf("%s: the title is not on the pages", name)
		}
	}
}

// unspaced drops white space.
func unspaced(s string) string { return strings.Join(strings.Fields(s), "") }

// TestKeptWhole names what one line holds together.
func TestKeptWhole(t *testing.T) {
	for in, want := range map[string]string{
		"案号（2019）皖1524行初12号。":       "（2019）皖1524行初12号",
		"（2020）浙03行终45号之一":          "（2020）浙03行终45号之一",
		"温政发〔2018〕28号":              "〔2018〕28号",
		"依照第七十条第（二）项、第（三）项":         "第七十条第（二）项 第（三）项",
		"《办法》第六十三条之一第一款第三项规定":       "第六十三条之一第一款第三项",
		"第7页第12行":                   "第7页第12行",
		"共1,234,567.89元，占86.5%":     "1,234,567.89元 86.5%",
		"2019年12月3日":                "2019年 12月 3日",
		"代码91341524MA2TEST0X8，见WPS": "91341524MA2TEST0X8 WPS",
		"（一）当事人":                    "（一）",
		"没有数字":                      "",
	} {
		if got := strings.Join(kept.FindAllString(in, -1), " "); got != want {
			t.Errorf("%s: kept %q, want %q", in, got, want)
		}
	}
}

func testSetter(t *rapid.T) *typesetter {
	r, err := NewRenderer(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &typesetter{set: r.set, seen: map[pick]fonts.Glyph{}}
}

// TestLines: whatever the text and the width, every character is set once and
// in order; no line but the forced is wider than its measure, begins with a
// closing mark or ends with an opening one; kept words that fit on a line are
// not torn.
func TestLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ts := testSetter(t)
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"责任", "追究", "的", "机关作出行政行为", "，", "。", "、", "《办法》", "（", "）", "“原话”", "……", "——",
			"（2019）皖1524行初12号", "第七十条第（二）项", "60日", "1,234.5元", "WPS", " ", "喆", "𬭚", "abcdef0123456789abcdef0123456789abcdef",
		}), 1, 60).Draw(t, "text")
		text := strings.Join(parts, "")
		w := float64(rapid.IntRange(2, 30).Draw(t, "cells")) * charPitch
		justify := rapid.Bool().Draw(t, "justify")
		gs := ts.runs([]Run{{Text: text}}, bodyStyle, strongStyle)
		lines := breakLines(gs, size3, w, w, justify)
		var got strings.Builder
		em := size3 * mmPerPoint
		k := 0
		for n, ln := range lines {
			if len(ln.gs) == 0 {
				t.Fatalf("line %d is empty", n)
			}
			for _, g := range ln.gs {
				got.WriteRune(g.r)
			}
			for k < len(gs) && gs[k].r == ' ' && ln.gs[0].r != ' ' {
				k++
			}
			forced := len(ln.gs) == 1 || ln.width <= 2*em
			last := ln.gs[len(ln.gs)-1]
			if over := ln.width - w; over > 0.51*em*2 && !forced {
				t.Fatalf("line %d of %q is %.2f mm too wide", n, text, over)
			}
			if w < 16*charPitch {
				continue
			}
			if n > 0 && isNoStart(ln.gs[0].r) && !torn(parts) {
				t.Fatalf("line %d of %q begins with %q", n, text, ln.gs[0].r)
			}
			if n+1 < len(lines) && isNoEnd(last.r) && !torn(parts) {
				t.Fatalf("line %d of %q ends with %q", n, text, last.r)
			}
			if n+1 < len(lines) && last.group != 0 && last.group == lines[n+1].gs[0].group && !lines[n+1].gs[0].seam && !torn(parts) {
				t.Fatalf("line %d of %q tears a word kept whole", n, text)
			}
		}
		if a, b := unspaced(got.String()), unspaced(text); a != b {
			t.Fatalf("set %q of %q", a, b)
		}
	})
}

// torn says that a text may hold a chain of marks longer than a line, where
// the rules cannot all hold.
func torn(parts []string) bool {
	run := 0
	for _, p := range parts {
		switch p {
		case "，", "。", "、", "（", "）", "……", "——", "“原话”", "《办法》", " ":
			if run++; run > 3 {
				return true
			}
		default:
			run = 0
		}
	}
	return false
}

// TestAnyDraft: whatever a draft holds, it is set without fault, every word of
// it, and printed.
func TestAnyDraft(t *testing.T) {
	r := renderer(t)
	words := rapid.StringOfN(rapid.SampledFrom([]rune("责任追究机关行政（）《》，。、：；“”—…0123456789第条项款年月日号abcXYZ喆堃𬭚 \u3000\n\t")), 0, 120, -1)
	short := rapid.StringOfN(rapid.SampledFrom([]rune("责任追究机关（），。0123第条项喆𬭚")), 0, 40, -1)
	cell := rapid.Custom(func(t *rapid.T) Cell {
		return Cell{
			Text: rapid.SliceOfN(words, 0, 3).Draw(t, "text"), Label: rapid.Bool().Draw(t, "label"),
			MinHeight: float64(rapid.IntRange(0, 90).Draw(t, "height")), Foot: rapid.SliceOfN(short, 0, 3).Draw(t, "foot"),
		}
	})
	block := rapid.Custom(func(t *rapid.T) Block {
		b := Block{Kind: rapid.SampledFrom([]BlockKind{Heading, Paragraph, Quote, Rows, Timeline, Note, Break, Attachments, AnnexTitle}).Draw(t, "kind")}
		b.Level = rapid.IntRange(1, 4).Draw(t, "level")
		for range rapid.IntRange(0, 3).Draw(t, "runs") {
			b.Runs = append(b.Runs, Run{words.Draw(t, "run"), rapid.Bool().Draw(t, "bold")})
		}
		if b.Kind == Break {
			b.Runs = nil
		}
		if b.Kind == Rows {
			cols := rapid.IntRange(1, 6).Draw(t, "columns")
			b.Table = &Table{Head: rapid.SliceOfN(short, 0, cols).Draw(t, "head"), Rows: rapid.SliceOfN(rapid.SliceOfN(cell, 0, cols), 0, 5).Draw(t, "rows")}
		}
		if b.Kind == Timeline {
			for range rapid.IntRange(0, 6).Draw(t, "events") {
				b.Line = append(b.Line, Event{
					rapid.SampledFrom([]string{"", "2019-01-02", "2020-12-31", "1999"}).Draw(t, "date"), words.Draw(t, "label"),
					rapid.SampledFrom([]string{"act", "suit", "instance", "service", "effect", "deadline", "?"}).Draw(t, "kind"),
				})
			}
		}
		return b
	})
	rapid.Check(t, func(t *rapid.T) {
		d := Draft{
			Title: short.Draw(t, "title"), Addressee: short.Draw(t, "addressee"), Form: rapid.SampledFrom([]Form{Report, Letter, Sheet, Decision}).Draw(t, "form"),
			Blocks: rapid.SliceOfN(block, 0, 7).Draw(t, "blocks"),
		}
		for range rapid.IntRange(0, 4).Draw(t, "signatures") {
			d.Signatures = append(d.Signatures, Signature{short.Draw(t, "unit"), "　　年　月　日"})
		}
		if rapid.Bool().Draw(t, "imprint") {
			d.Imprint = &Imprint{words.Draw(t, "copy"), short.Draw(t, "office"), "2020年1月2日"}
			d.Letterhead = &Letterhead{short.Draw(t, "organ"), "〔2020〕1号"}
		}
		l := r.Layout(d)
		for _, f := range faults(l) {
			t.Error(f)
		}
		var all strings.Builder
		for _, p := range l.pages {
			for _, it := range p {
				all.WriteString(it.text)
			}
		}
		got := map[rune]int{}
		for _, c := range unspaced(all.String()) {
			got[c]++
		}
		for _, w := range draftWords(d) {
			for _, c := range unspaced(w) {
				got[c]--
			}
		}
		for _, c := range "责喆堃𬭚究" {
			if got[c] < 0 {
				t.Errorf("%q stands %d times too few", c, -got[c])
			}
		}
		if _, err := r.PDF(d); err != nil {
			t.Error(err)
		}
		if _, err := DOCX(d); err != nil {
			t.Error(err)
		}
	})
}
