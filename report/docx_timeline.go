package report

import (
	"fmt"
	"math"
	"strings"
)

// emu is how many English metric units, those of DrawingML, a millimetre has.
const emu = 36000.0

// drawSpace are the names that drawings need at the root of the document.
const drawSpace = ` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
	` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
	` xmlns:v="urn:schemas-microsoft-com:vml"`

// timeline draws the case in time as the PDF has it, and so that it can be
// edited: words stand in the cells of a table without rules, the axis is the rule
// between two of its columns, dashed where a date is unknown, and the marks
// are DrawingML shapes in the line (ECMA-376 part 1, 20.1). A single canvas would
// need the heights of lines that only the reader's program knows; rows grow with
// what is written into them.
func (b *docxBody) timeline(events []Event) {
	if len(events) == 0 {
		return
	}
	b.paragraph("Caption", timelineTitle)
	const gap = axisLabels - axisDates
	var widths []int
	for _, mm := range []float64{axisDates, gap / 2, gap / 2, measure - axisLabels} {
		widths = append(widths, int(math.Round(mm*twipsPerMM)))
	}
	present := map[string]bool{}
	b.openTable(widths, false)
	for i, e := range events {
		present[e.Kind] = true
		last := i+1 == len(events)
		label := []docxLine{{"Event", "left", eventLabel(e.Label)}}
		b.eventRow(axisPitch)
		b.cell(widths[0], flush, "top", []docxLine{{"EventDate", "right", eventDate(e.Date)}})
		b.openCell(widths[1]+widths[2], `<w:gridSpan w:val="2"/>`+flush, "top")
		b.raw("Event", `<w:jc w:val="center"/>`, b.mark(e.Kind, e.Date == ""))
		b.WriteString(`</w:tc>`)
		if last {
			b.cell(widths[3], flush, "top", label)
			b.WriteString(`</w:tr>`)
			break
		}
		b.cell(widths[3], `<w:vMerge w:val="restart"/>`+flush, "top", label)
		b.WriteString(`</w:tr>`)
		between, known := daysBetween(e.Date, events[i+1].Date)
		height, line := axisLeast-axisPitch, "dashed"
		if known {
			line = "single"
			if between > 0 {
				height += stretch(between)
			}
		}
		side := func(s string) string {
			return `<w:tcBorders><w:` + s + ` w:val="` + line + `" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>` + flush
		}
		b.eventRow(height)
		b.cell(widths[0], flush, "center", nil)
		b.cell(widths[1], side("right"), "top", nil)
		b.cell(widths[2], side("left"), "top", nil)
		b.cell(widths[3], `<w:vMerge/>`+flush, "top", nil)
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
	var legend strings.Builder
	for _, k := range eventKinds {
		if !present[k.kind] {
			continue
		}
		if legend.Len() > 0 {
			legend.WriteString(docxRun("　　", false))
		}
		legend.WriteString(b.mark(k.kind, false) + docxRun(" "+k.label, false))
	}
	b.raw("Interval", `<w:keepNext w:val="0"/><w:jc w:val="center"/>`, legend.String())
	b.raw("Note", "", "")
}

// flush takes the room above and below from a cell, so that the axis meets the
// marks.
const flush = `<w:tcMar><w:top w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/></w:tcMar>`

func (b *docxBody) eventRow(height float64) {
	fmt.Fprintf(b, `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="%d" w:hRule="atLeast"/></w:trPr>`, int(math.Round(height*twipsPerMM)))
}

// mark is the mark of a kind of event, as the PDF has it.
func (b *docxBody) mark(kind string, unknown bool) string {
	shape, ink, line, radius, filled := "ellipse", "000000", "solid", 1.1, true
	switch {
	case unknown:
		radius, filled, line = 1.2, false, "sysDash"
	case kind == "act":
		shape = "rect"
	case kind == "instance":
		shape, radius = "diamond", 1.5
	case kind == "service":
		filled = false
	case kind == "effect":
		shape, radius, filled = "donut", 1.4, true
	case kind == "deadline":
		shape, radius, ink = "donut", 1.4, "C80000"
	}
	fill := `<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>`
	if filled {
		fill = `<a:solidFill><a:srgbClr val="` + ink + `"/></a:solidFill>`
	}
	name := "日期待核实"
	if !unknown {
		for _, k := range eventKinds {
			if k.kind == kind {
				name = k.label
			}
		}
	}
	b.drawn++
	size := int(2 * radius * emu)
	return fmt.Sprintf(`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">`+
		`<wp:extent cx="%d" cy="%[1]d"/><wp:docPr id="%d" name="标记%[2]d" descr="%s"/><wp:cNvGraphicFramePr/>`+
		`<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>`+
		`<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[1]d"/></a:xfrm><a:prstGeom prst="%[4]s"><a:avLst/></a:prstGeom>%s`+
		`<a:ln w="9525"><a:solidFill><a:srgbClr val="%s"/></a:solidFill><a:prstDash val="%s"/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>`+
		`</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>%s</w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
		size, b.drawn, name, shape, fill, ink, line, vmlMark(b.drawn, name, shape, ink, line, 2*radius/mmPerPoint, filled))
}

// vmlMark is the mark for programs that know no DrawingML shapes, Word 2007 and
// older WPS: the same in VML (ECMA-376 part 4, 14.1), size in points.
func vmlMark(n int, name, shape, ink, line string, size float64, filled bool) string {
	element, path, weight := "oval", "", 0.75
	switch shape {
	case "rect":
		element = "rect"
	case "diamond":
		element, path = "shape", ` coordsize="100,100" path="m50,0l100,50,50,100,0,50xe"`
	case "donut":
		weight, filled = 1.5, false
	}
	dash := ""
	if line != "solid" {
		dash = `<v:stroke dashstyle="dash"/>`
	}
	fill := ` fillcolor="#` + ink + `"`
	if !filled {
		fill = ` fillcolor="#FFFFFF"`
	}
	return fmt.Sprintf(`<v:%s id="标记%d" alt="%s" style="width:%.1fpt;height:%.1fpt"%s%s strokecolor="#%s" strokeweight="%gpt">%s</v:%[1]s>`,
		element, n, name, size, size, path, fill, ink, weight, dash)
}
