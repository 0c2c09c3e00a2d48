package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"zeren/report/fonts"
)

// Renderer prints drafts. It is read-only, so goroutines may share one.
type Renderer struct {
	set  *fonts.Set
	stub []byte // the face that gofpdf is given: see embed
}

// NewRenderer makes a renderer for a set of faces; nil takes the embedded ones.
func NewRenderer(set *fonts.Set) (*Renderer, error) {
	if set == nil {
		var err error
		if set, err = fonts.Embedded(); err != nil {
			return nil, fmt.Errorf("load the embedded fonts: %w", err)
		}
	}
	cut, _, err := set.Face(fonts.Song).Subset([]rune{'一'})
	if err != nil {
		return nil, err
	}
	return &Renderer{set, cut}, nil
}

// Digest names the faces that the renderer prints with.
func (r *Renderer) Digest() string { return r.set.Digest() }

// Layout sets a draft on pages to GB/T 9704-2012. It depends on the draft and
// the faces alone.
func (r *Renderer) Layout(d Draft) *Layout {
	l := r.layout(d, 1, formTable)
	if d.Form != Sheet {
		return l
	}
	// A form is one sheet of paper: its blank room gives way to what was
	// written into it, by half, then the size of its letters, then more of the
	// room, down to a fifth.
	for _, try := range []struct {
		form     tableStyle
		from, to int // tenths of the room
	}{{formTable, 9, 5}, {tightForm, 10, 2}} {
		for least := try.from; l.Pages() > 1 && least >= try.to; least-- {
			if s := r.layout(d, float64(least)/10, try.form); s.Pages() == 1 {
				return s
			}
		}
	}
	return l
}

func (r *Renderer) layout(d Draft, least float64, form tableStyle) *Layout {
	t := &typesetter{set: r.set, seen: map[pick]fonts.Glyph{}, form: form, running: runningTable}
	var boxes []box
	boxes = append(boxes, t.letterhead(d.Letterhead)...)
	boxes = append(boxes, t.title(d.Title, 1)...)
	if d.Form == Sheet {
		boxes = append(boxes, box{height: linePitch / 2})
	} else {
		free := blanks(1)
		if len(boxes) > 1 {
			// Below a red head the lines return to the grid behind the title.
			used := 0.0
			for _, b := range boxes {
				used += b.height
			}
			free[0].height += math.Ceil(used/linePitch-1e-6)*linePitch - used
		}
		boxes = append(boxes, free...)
	}
	if strings.TrimSpace(d.Addressee) != "" {
		boxes = append(boxes, t.paragraph([]Run{{Text: strings.TrimRight(strings.TrimSpace(d.Addressee), "：:") + "："}},
			paragraph{style: bodyStyle, strong: strongStyle, pitch: linePitch})...)
	}
	boxes = t.body(d, boxes, least)
	if len(t.missing) > 0 {
		note := "注：" + (&MissingError{t.missing}).Error() + "。"
		boxes = append(boxes, t.paragraph([]Run{{Text: note}}, paragraph{style: noteStyle, strong: noteStyle, pitch: notePitch})...)
	}
	im := t.imprint(d.Imprint)
	l := &Layout{}
	_, y := paginate(slices.Clone(boxes), l)
	if final := lastGroup(boxes); y+im.height > textHeight && final > 0 {
		// The 版记 takes text with it on its page.
		boxes[final].feed = true
		l = &Layout{}
		_, y = paginate(boxes, l)
	}
	if im.draw != nil {
		if y+im.height > textHeight {
			l.pages = append(l.pages, page{})
		}
		im.draw(&l.pages[len(l.pages)-1], marginTop+textHeight-im.height, false)
	}
	t.furniture(l, d.Marks)
	l.missing = t.missing
	return l
}

// lastGroup is the first of the boxes that stand together at the end of a
// paper, or of its last two lines; it begins no paper.
func lastGroup(boxes []box) int {
	first := max(0, len(boxes)-2)
	for i := range boxes {
		if boxes[i].with > 0 && i+boxes[i].with >= len(boxes)-1 {
			return i
		}
	}
	return first
}

// letterhead sets the red head: the organ 35 mm below the top of the text area,
// the number two lines below it, the rule 4 mm further down, two free lines to
// the title (GB/T 9704-2012, 7.2.4 to 7.2.7).
func (t *typesetter) letterhead(h *Letterhead) []box {
	if h == nil || strings.TrimSpace(h.Organ) == "" {
		return nil
	}
	st := style{role: fonts.Title, size: 62, ink: red}
	natural := func(size float64) line {
		gs := t.glyphs(h.Organ, style{role: st.role, size: size})
		return setLine(gs, size, math.Inf(1), true, false)
	}
	if w := natural(st.size).width; w > measure {
		st.size = math.Max(size2, math.Floor(st.size*measure/w*2)/2)
	}
	organ := balanced(t.glyphs(h.Organ, style{role: st.role, size: st.size}), st.size, measure)
	number := breakLines(t.runs([]Run{{Text: h.Number}}, bodyStyle, bodyStyle), size3, measure, measure, false)
	em := st.size * mmPerPoint
	pitch := 1.3 * em
	below := 35 + em + float64(len(organ)-1)*pitch + 2*linePitch
	end := below + linePitch + 4
	b := box{height: end, draw: func(p *page, y float64, _ bool) {
		for i, ln := range organ {
			*p = ln.items(*p, marginLeft+(measure-ln.width)/2, y+35+float64(i)*pitch+ascent*em, red)
		}
		for _, ln := range number {
			*p = ln.items(*p, marginLeft+(measure-ln.width)/2, baseline(y+below, linePitch, size3), black)
		}
		*p = append(*p, item{kind: rule, x: marginLeft, y: y + end, x2: marginLeft + measure, y2: y + end, width: 0.5, ink: red})
	}}
	// The box of a title has about 2 mm of white above its first line.
	return []box{b, {height: 2*linePitch - 2}}
}

// imprint sets the 版记, which ends the last page. Without one the box is empty.
func (t *typesetter) imprint(im *Imprint) box {
	if im == nil {
		return box{}
	}
	const pitch = 9.0
	em := size4 * mmPerPoint
	var above []line
	if s := strings.TrimSpace(im.CopyTo); s != "" {
		gs := t.runs([]Run{{Text: "抄送：" + strings.TrimRight(s, "。") + "。"}}, imprintStyle, imprintStyle)
		above = breakLines(gs, size4, measure-2*em, measure-2*em, true)
	}
	date := setLine(t.runs([]Run{{Text: im.Date + "印发"}}, imprintStyle, imprintStyle), size4, math.Inf(1), true, false)
	width := measure - 3*em - date.width
	office := breakLines(t.runs([]Run{{Text: im.Office}}, imprintStyle, imprintStyle), size4, width, width, true)
	b := box{height: float64(len(above)+max(1, len(office))) * pitch}
	b.draw = func(p *page, y float64, _ bool) {
		across := func(y, width float64) {
			*p = append(*p, item{kind: rule, x: marginLeft, y: y, x2: marginLeft + measure, y2: y, width: width})
		}
		across(y, edgeWidth)
		for i, ln := range above {
			*p = ln.items(*p, marginLeft+em, baseline(y+float64(i)*pitch, pitch, size4), black)
		}
		low := y + float64(len(above))*pitch
		if len(above) > 0 {
			across(low, ruleWidth)
		}
		for i, ln := range office {
			*p = ln.items(*p, marginLeft+em, baseline(low+float64(i)*pitch, pitch, size4), black)
		}
		*p = date.items(*p, marginLeft+measure-em-date.width, baseline(low, pitch, size4), black)
		across(y+b.height, edgeWidth)
	}
	return b
}

// furniture puts the page numbers and the marks on every page. The number
// stands outside, one character from the edge, its dash 7 mm below the text
// area (GB/T 9704-2012, 7.5).
func (t *typesetter) furniture(l *Layout, marks []string) {
	em := size4 * mmPerPoint
	var text []string
	for _, m := range marks {
		if m = strings.TrimSpace(m); m != "" {
			text = append(text, m)
		}
	}
	var mark []glyph
	if len(text) > 0 {
		mark = t.glyphs(strings.Join(text, "　"), markStyle)
	}
	for i := range l.pages {
		p := &l.pages[i]
		if len(mark) > 0 {
			ln := setLine(mark, markStyle.size, math.Inf(1), true, false)
			const y, h, pad = 22.0, 7.0, 2.5
			right := marginLeft + ln.width + 2*pad
			for _, r := range []item{
				{x: marginLeft, y: y, x2: right, y2: y}, {x: marginLeft, y: y + h, x2: right, y2: y + h},
				{x: marginLeft, y: y, x2: marginLeft, y2: y + h}, {x: right, y: y, x2: right, y2: y + h},
			} {
				r.kind, r.width, r.ink = rule, ruleWidth, grey
				*p = append(*p, r)
			}
			*p = ln.items(*p, marginLeft+pad, baseline(y, h, markStyle.size), markStyle.ink)
		}
		ln := setLine(t.glyphs(fmt.Sprintf("— %d —", i+1), folioStyle), size4, math.Inf(1), true, false)
		x := marginLeft + measure - em - ln.width
		if i%2 == 1 {
			x = marginLeft + em
		}
		// The dash of these faces lies a third of the em above the baseline.
		*p = ln.items(*p, x, marginTop+textHeight+7+em/3, folioStyle.ink)
	}
}
