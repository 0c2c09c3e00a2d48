package report

import (
	"fmt"
	"math"
	"strings"

	"zeren/report/fonts"
)

// Where the parts of a chart stand, in mm from the left of the measure.
const (
	chartLabels = 50.0 // right edge of the labels
	chartAxis   = 52.0
	chartEnd    = 142.0 // where the longest bar ends; its value stands behind
	chartPitch  = 6.4
	chartBar    = 4.2
)

var (
	chartTitle = style{role: fonts.Hei, size: sizeS4}
	chartLabel = style{role: fonts.Song, size: size5}
)

// chart draws bars from an axis on the left, a label before and the value
// behind each; two series stand below each other under one label, and a legend
// tells them apart.
func (t *typesetter) chart(c *Chart) []box {
	if c == nil || len(c.Labels) == 0 || len(c.Series) == 0 {
		return nil
	}
	most := 1
	for _, s := range c.Series {
		for _, v := range s.Values {
			most = max(most, v)
		}
	}
	out := []box{{height: linePitch / 3, blank: true}}
	out = append(out, t.caption(c.Title+"（单位："+c.Unit+"）")...)
	if len(c.Series) > 1 {
		out = append(out, t.chartLegend(c))
	}
	for i, label := range c.Labels {
		lines := breakLines(t.runs([]Run{{Text: label}}, chartLabel, chartLabel), size5, chartLabels, chartLabels, false)
		var values []line
		for _, s := range c.Series {
			values = append(values, setLine(t.glyphs(fmt.Sprint(s.at(i)), chartLabel), size5, math.Inf(1), true, false))
		}
		bars := float64(len(c.Series)) * chartPitch
		height := math.Max(float64(len(lines))*5, bars) + 2
		out = append(out, box{height: height, draw: func(p *page, y float64, _ bool) {
			axis := marginLeft + chartAxis
			*p = append(*p, item{kind: rule, x: axis, y: y, x2: axis, y2: y + height, width: ruleWidth})
			top := y + (height-float64(len(lines))*5)/2
			for k, ln := range lines {
				*p = ln.items(*p, marginLeft+chartLabels-ln.width, baseline(top+float64(k)*5, 5, size5), black)
			}
			top = y + (height-bars)/2
			for k, s := range c.Series {
				mid := top + (float64(k)+0.5)*chartPitch
				long := (chartEnd - chartAxis) * float64(s.at(i)) / float64(most)
				if long > 0 {
					*p = append(*p, item{kind: bar, x: axis, y: mid - chartBar/2, x2: axis + long, y2: mid + chartBar/2, ink: s.ink()})
				}
				*p = values[k].items(*p, axis+long+1.5, baseline(mid-chartPitch/2, chartPitch, size5), black)
			}
		}})
	}
	for i := range out {
		out[i].with = min(len(out)-1-i, 12) // short charts stay whole
	}
	return append(out, box{height: linePitch / 3, blank: true})
}

// caption sets the title of a figure, centred above it.
func (t *typesetter) caption(text string) []box {
	title := balanced(t.runs([]Run{{Text: text}}, chartTitle, chartTitle), sizeS4, measure)
	return []box{{height: float64(len(title)) * notePitch, draw: func(p *page, y float64, _ bool) {
		for i, ln := range title {
			*p = ln.items(*p, marginLeft+(measure-ln.width)/2, baseline(y+float64(i)*notePitch, notePitch, sizeS4), black)
		}
	}}}
}

func (t *typesetter) chartLegend(c *Chart) box {
	var names []line
	for _, s := range c.Series {
		names = append(names, setLine(t.glyphs(s.Name, chartLabel), size5, math.Inf(1), true, false))
	}
	return box{height: chartPitch, draw: func(p *page, y float64, _ bool) {
		x := marginLeft + chartAxis
		for i, ln := range names {
			*p = append(*p, item{kind: bar, x: x, y: y + chartPitch/2 - 1.3, x2: x + 5, y2: y + chartPitch/2 + 1.3, ink: c.Series[i].ink()})
			*p = ln.items(*p, x+6.5, baseline(y, chartPitch, size5), black)
			x += 6.5 + ln.width + 8
		}
	}}
}

// at is the value for the label at i, 0 where there is none.
func (s *Series) at(i int) int {
	if i < len(s.Values) {
		return s.Values[i]
	}
	return 0
}

func (s *Series) ink() ink {
	if s.Lost {
		return red
	}
	return grey
}

// docxChart is the part of a chart in a DOCX (DrawingML, ECMA-376 part 1, 21.2):
// vectors that Word, WPS and LibreOffice draw, with the values in it.
func docxChart(c *Chart) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
		`<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>`)
	for i := range c.Series {
		s := &c.Series[i]
		colour := "5A5A5A"
		if s.Lost {
			colour = "C80000"
		}
		fmt.Fprintf(&b, `<c:ser><c:idx val="%d"/><c:order val="%[1]d"/><c:tx><c:strRef><c:f>Sheet1!$%s$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>%s</c:v></c:pt></c:strCache></c:strRef></c:tx>`+
			`<c:spPr><a:solidFill><a:srgbClr val="%s"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>`+
			`<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>%s<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`,
			i, column(i+1), escape(s.Name), colour, chartFont)
		fmt.Fprintf(&b, `<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$%d</c:f><c:strCache><c:ptCount val="%d"/>`, len(c.Labels)+1, len(c.Labels))
		for k, l := range c.Labels {
			fmt.Fprintf(&b, `<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, k, escape(l))
		}
		fmt.Fprintf(&b, `</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$%s$2:$%[1]s$%d</c:f><c:numCache><c:formatCode>0</c:formatCode><c:ptCount val="%d"/>`, column(i+1), len(c.Labels)+1, len(c.Labels))
		for k := range c.Labels {
			fmt.Fprintf(&b, `<c:pt idx="%d"><c:v>%d</c:v></c:pt>`, k, s.at(k))
		}
		b.WriteString(`</c:numCache></c:numRef></c:val></c:ser>`)
	}
	b.WriteString(`<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>` +
		`<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>` + chartFont + `<c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>` +
		`<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="b"/><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="1"/><c:crosses val="max"/></c:valAx></c:plotArea>`)
	if len(c.Series) > 1 {
		b.WriteString(`<c:legend><c:legendPos val="t"/><c:overlay val="0"/>` + chartFont + `</c:legend>`)
	}
	b.WriteString(`<c:plotVisOnly val="1"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:chartSpace>`)
	return b.String()
}

const chartFont = `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1050"><a:latin typeface="宋体"/><a:ea typeface="宋体"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`

// chart writes the place of a chart in the text, under its title.
func (b *docxBody) chart(c *Chart) {
	if c == nil || len(c.Labels) == 0 || len(c.Series) == 0 {
		return
	}
	b.charts = append(b.charts, docxChart(c))
	n := len(b.charts)
	b.drawn++
	b.raw("Caption", "", docxRun(c.Title+"（单位："+c.Unit+"）", false))
	height := 14 + float64(len(c.Labels)*len(c.Series))*8
	if len(c.Series) > 1 {
		height += 8
	}
	b.raw("Figure", "", fmt.Sprintf(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">`+
		`<wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="图%d" descr="%s"/><wp:cNvGraphicFramePr/>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">`+
		`<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rIdChart%d"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
		int(measure*emu), int(math.Min(height, 200)*emu), b.drawn, n, escape(c.words()), n))
}

// words tell a chart to those who do not see it.
func (c *Chart) words() string {
	var parts []string
	for i, l := range c.Labels {
		var values []string
		for _, s := range c.Series {
			values = append(values, fmt.Sprintf("%s%d%s", s.Name, s.at(i), c.Unit))
		}
		parts = append(parts, l+"："+strings.Join(values, "，"))
	}
	return c.Title + "。" + strings.Join(parts, "；") + "。"
}
