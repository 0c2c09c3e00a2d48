package report

import (
	"fmt"
	"math"
	"strings"
	"time"

	"zeren/report/fonts"
)

// Where the parts of the figure stand, in mm from the left of the measure.
const (
	axisDates  = 40.0 // right edge of the dates
	axisLine   = 46.0
	axisLabels = 52.0
	axisPitch  = 6.4
	axisLeast  = 10.0 // between two events
)

// leastEvents are the events that stand on the page of the caption at least.
const leastEvents = 3

// timelineTitle stands above the picture.
const timelineTitle = "案件时间经过"

var (
	axisDate  = style{role: fonts.Song, size: sizeS4}
	axisLabel = style{role: fonts.Fang, size: sizeS4}
	axisNote  = style{role: fonts.Song, size: size5, ink: grey}
)

// eventKinds are the kinds of an event in the order of the legend.
var eventKinds = []struct{ kind, label string }{
	{"act", "行政行为"}, {"suit", "提起和审理"}, {"instance", "裁判或复议"},
	{"service", "送达"}, {"effect", "生效"}, {"deadline", "期限"},
}

// timeline draws the case in time: an axis from top to bottom, an event a mark
// on it with its date to the left and its words to the right. The stretch
// between two dates grows with the days between them; how many they are is not
// told, since days between neighbours that no rule joins mean nothing: a deadline
// names its own period. Where a date is unknown the axis is dashed and the mark
// open.
func (t *typesetter) timeline(events []Event) []box {
	if len(events) == 0 {
		return nil
	}
	out := append([]box{{height: linePitch / 3, blank: true}}, t.caption(timelineTitle)...)
	above := len(out)
	var again *box // where the figure goes on on another page
	if c := t.caption(timelineTitle + "（续）"); len(c) == 1 {
		again = &c[0]
	}
	present := map[string]bool{}
	for i, e := range events {
		present[e.Kind] = true
		dates := breakLines(t.runs([]Run{{Text: eventDate(e.Date)}}, axisDate, axisDate), sizeS4, axisDates, axisDates, false)
		w := measure - axisLabels
		labels := breakLines(t.runs([]Run{{Text: eventLabel(e.Label)}}, axisLabel, axisLabel), sizeS4, w, w, true)
		height := math.Max(axisLeast, float64(max(len(labels), len(dates)))*axisPitch+2)
		between, known := 0, false
		if i+1 < len(events) {
			between, known = daysBetween(e.Date, events[i+1].Date)
			if known && between > 0 {
				height += stretch(between)
			}
		}
		last := i+1 == len(events)
		b := box{height: height, again: again}
		b.draw = func(p *page, y float64, _ bool) {
			my := y + axisPitch/2
			if !last {
				*p = append(*p, item{kind: rule, x: marginLeft + axisLine, y: my + 1.6, x2: marginLeft + axisLine, y2: my + height - 1.6,
					width: 0.3, dashed: !known})
			}
			*p = append(*p, eventMark(e.Kind, e.Date == "", marginLeft+axisLine, my)...)
			for k, ln := range dates {
				*p = ln.items(*p, marginLeft+axisDates-ln.width, baseline(y+float64(k)*axisPitch, axisPitch, sizeS4), black)
			}
			for k, ln := range labels {
				*p = ln.items(*p, marginLeft+axisLabels, baseline(y+float64(k)*axisPitch, axisPitch, sizeS4), black)
			}
		}
		out = append(out, b)
	}
	out = append(out, t.legend(present))
	// A short figure stays on one page. One of five events or more, which would
	// leave a third of the page before it white, parts behind its third event or
	// a later one, but never before the last one alone.
	whole := len(out) - 1
	for i := whole; i >= 0; i-- {
		if k := i - above; k >= leastEvents-1 && k < len(events)-2 {
			whole = i
		}
		out[i].with = whole - i
	}
	return append(out, box{height: linePitch / 3, blank: true})
}

// stretch is what days between two events add to the axis, in mm.
func stretch(days int) float64 { return math.Min(6, 2*math.Log10(float64(days+1))) }

// legend explains the marks that were used.
func (t *typesetter) legend(present map[string]bool) box {
	type part struct {
		kind string
		ln   line
	}
	var parts []part
	for _, k := range eventKinds {
		if present[k.kind] {
			parts = append(parts, part{k.kind, breakLines(t.glyphs(k.label, axisNote), size5, measure, measure, false)[0]})
		}
	}
	const gap = 8.0 // mm between two explanations
	var rows [][]part
	x := math.Inf(1)
	for _, q := range parts {
		if x+2.4+q.ln.width > marginLeft+measure {
			rows, x = append(rows, nil), marginLeft+axisLine
		}
		last := len(rows) - 1
		rows[last] = append(rows[last], q)
		x += q.ln.width + gap
	}
	return box{height: axisPitch * float64(len(rows)), draw: func(p *page, y float64, _ bool) {
		for _, row := range rows {
			x := marginLeft + axisLine
			for _, q := range row {
				*p = append(*p, eventMark(q.kind, false, x, y+axisPitch/2)...)
				*p = q.ln.items(*p, x+2.4, baseline(y, axisPitch, size5), grey)
				x += q.ln.width + gap
			}
			y += axisPitch
		}
	}}
}

// eventMark is the mark of a kind of event on the axis.
func eventMark(kind string, unknown bool, x, y float64) []item {
	if unknown {
		return []item{{kind: ring, x: x, y: y, radius: 1.2, dashed: true}}
	}
	switch kind {
	case "act":
		return []item{{kind: block, x: x, y: y, radius: 1.1}}
	case "instance":
		return []item{{kind: gem, x: x, y: y, radius: 1.5}}
	case "service":
		return []item{{kind: ring, x: x, y: y, radius: 1.1}}
	case "effect":
		return []item{{kind: ring, x: x, y: y, radius: 1.3}, {kind: disc, x: x, y: y, radius: 0.7}}
	case "deadline":
		return []item{{kind: ring, x: x, y: y, radius: 1.3, ink: red}, {kind: disc, x: x, y: y, radius: 0.7, ink: red}}
	default:
		return []item{{kind: disc, x: x, y: y, radius: 1.1}}
	}
}

// daysBetween counts the days from one date to another; false where one is
// unknown.
func daysBetween(a, b string) (int, bool) {
	x, errA := time.Parse(time.DateOnly, a)
	y, errB := time.Parse(time.DateOnly, b)
	if errA != nil || errB != nil {
		return 0, false
	}
	return int(y.Sub(x).Hours() / 24), true
}

// eventDate prints a date of the timeline.
func eventDate(date string) string {
	if d, err := time.Parse(time.DateOnly, date); err == nil {
		return fmt.Sprintf("%d年%d月%d日", d.Year(), int(d.Month()), d.Day())
	}
	if strings.TrimSpace(date) == "" {
		return "日期待核实"
	}
	return date
}

func eventLabel(label string) string {
	if strings.TrimSpace(label) == "" {
		return "（未载明）"
	}
	return label
}
