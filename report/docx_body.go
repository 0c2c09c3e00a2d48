package report

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// twipsPerMM turns millimetres into twentieths of a point.
const twipsPerMM = 1440 / 25.4

// body writes the parts of word/document.xml.
type docxBody struct {
	strings.Builder
	form   bool
	feed   bool     // the next paragraph begins a new page
	charts []string // the parts of the charts, in order
	drawn  int      // drawings so far: each has a number of its own
}

// documentPart gives word/document.xml and the parts of its charts.
func documentPart(d Draft) (string, []string) {
	b := &docxBody{form: d.Form == Sheet}
	b.WriteString(xmlHead + `<w:document ` + wordSpace + drawSpace + `><w:body>`)
	if h := d.Letterhead; h != nil && strings.TrimSpace(h.Organ) != "" {
		// As large as fits on one line, 62 points at most.
		size := math.Min(62, math.Floor(measure/mmPerPoint/float64(utf8.RuneCountInString(h.Organ))))
		b.raw("RedHead", "", fmt.Sprintf(`<w:r><w:rPr><w:sz w:val="%d"/></w:rPr><w:t>%s</w:t></w:r>`, 2*int(math.Max(size, size3)), escape(h.Organ)))
		b.paragraph("DocNumber", h.Number)
	}
	b.paragraph("Title", d.Title)
	if a := strings.TrimSpace(d.Addressee); a != "" {
		b.paragraph("Addressee", strings.TrimRight(a, "：:")+"：")
	}
	signed := false
	for _, k := range d.Blocks {
		switch k.Kind {
		case Break:
			b.feed = true
		case Heading:
			b.runs(fmt.Sprintf("Heading%d", min(max(k.Level, 1), 4)), k.Runs)
		case Paragraph:
			b.runs("BodyText", k.Runs)
		case Quote:
			b.runs("Quote", k.Runs)
		case Note:
			b.note(k.Runs)
		case Rows:
			if k.Table != nil {
				b.table(*k.Table)
			}
		case Timeline:
			b.timeline(k.Line)
		case Figure:
			b.chart(k.Chart)
		case Attachments:
			b.attachments(k.Runs)
		case AnnexTitle:
			if len(k.Runs) > 0 {
				b.runs("Annex", k.Runs[:1])
				b.paragraph("Title", Block{Runs: k.Runs[1:]}.text())
			}
		case Signing:
			b.signatures(d.Signatures)
			signed = true
		}
	}
	if !signed {
		b.signatures(d.Signatures)
	}
	b.imprint(d.Imprint)
	tw := func(mm float64) int { return int(math.Round(mm * twipsPerMM)) }
	fmt.Fprintf(b, `<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="even" r:id="rId3"/>`+
		`<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>`+
		`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`+
		`<w:docGrid w:type="lines" w:linePitch="580"/></w:sectPr></w:body></w:document>`,
		tw(pageWidth), tw(pageHeight), tw(marginTop), tw(pageWidth-marginLeft-measure-0.13), tw(pageHeight-marginTop-textHeight), tw(marginLeft), tw(22), tw(22))
	return b.String(), b.charts
}

func (b *docxBody) paragraph(style, text string) { b.runs(style, []Run{{Text: text}}) }

// runs writes a paragraph; one without words is left out.
func (b *docxBody) runs(style string, runs []Run) {
	var text strings.Builder
	for _, r := range runs {
		text.WriteString(docxRun(r.Text, r.Bold))
	}
	if strings.TrimSpace(Block{Runs: runs}.text()) == "" {
		return
	}
	b.raw(style, "", text.String())
}

func (b *docxBody) raw(style, properties, content string) {
	b.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/>`)
	if b.feed {
		b.WriteString(`<w:pageBreakBefore/>`)
		b.feed = false
	}
	b.WriteString(properties + `</w:pPr>` + content + `</w:p>`)
}

// note writes small print, indented where it does not stand below a form.
func (b *docxBody) note(runs []Run) {
	if (Block{Runs: runs}).text() == "" {
		return
	}
	var text strings.Builder
	for _, r := range runs {
		text.WriteString(docxRun(r.Text, r.Bold))
	}
	indent := `<w:ind w:firstLineChars="200" w:firstLine="480"/>`
	if b.form {
		indent = ""
	}
	b.raw("Note", indent, text.String())
}

// docxRun is a run of text; a line feed in it is a break.
func docxRun(text string, bold bool) string {
	face := ""
	if bold {
		face = `<w:rPr><w:rStyle w:val="Strong"/></w:rPr>`
	}
	lines := strings.Split(escape(text), "&#xA;")
	var b strings.Builder
	b.WriteString(`<w:r>` + face)
	for i, s := range lines {
		if i > 0 {
			b.WriteString(`<w:br/>`)
		}
		b.WriteString(`<w:t xml:space="preserve">` + s + `</w:t>`)
	}
	b.WriteString(`</w:r>`)
	return b.String()
}

// table writes a ruled table. Its head is repeated on each page; a row with a
// place for a seal is written as two, so that the seal stands at its foot.
func (b *docxBody) table(tb Table) {
	cols := max(len(tb.Head), len(tb.Widths))
	for _, r := range tb.Rows {
		cols = max(cols, len(r))
	}
	if cols == 0 || len(tb.Head) == 0 && len(tb.Rows) == 0 {
		return
	}
	b.breakBefore()
	ts, cell, label := runningTable, "Cell", "CellHead"
	if b.form {
		ts, cell, label = formTable, "FormCell", "FormCell"
	}
	var widths []int
	for _, w := range columnsOf(tb, cols, ts, b.form) {
		widths = append(widths, int(math.Round(w*twipsPerMM)))
	}
	b.openTable(widths, true)
	if len(tb.Head) > 0 {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
		for i := range cols {
			h := ""
			if i < len(tb.Head) {
				h = tb.Head[i]
			}
			b.cell(widths[i], "", "center", []docxLine{{label, "center", h}})
		}
		b.WriteString(`</w:tr>`)
	}
	narrow := make([]bool, cols) // every cell of the column is one short line
	for i := range narrow {
		narrow[i] = !b.form
		for _, r := range tb.Rows {
			if i < len(r) && (len(r[i].Text) > 1 || len(r[i].Text) == 1 && utf8.RuneCountInString(r[i].Text[0]) > mostCentred) {
				narrow[i] = false
			}
		}
	}
	for _, r := range tb.Rows {
		b.row(r, widths, narrow, cell, label)
	}
	b.WriteString(`</w:tbl>`)
	b.raw("Note", "", "")
}

// formShare of the heights that cells ask for leaves the notes of a form room
// on the same sheet, whatever faces the reader's machine has.
const formShare = 0.8

// docxLine is one paragraph of a cell.
type docxLine struct{ style, jc, text string }

func (b *docxBody) row(cells []Cell, widths []int, narrow []bool, cell, label string) {
	least, seal, chars := 0.0, false, 0
	for _, c := range cells {
		least = math.Max(least, c.MinHeight)
		seal = seal || len(c.Foot) > 0
		for _, s := range c.Text {
			chars = max(chars, utf8.RuneCountInString(s))
		}
	}
	least *= formShare
	open := func(height float64) {
		b.WriteString(`<w:tr><w:trPr>`)
		if chars < 200 {
			b.WriteString(`<w:cantSplit/>`)
		}
		if height > 0 {
			fmt.Fprintf(b, `<w:trHeight w:val="%d" w:hRule="atLeast"/>`, int(height*twipsPerMM))
		}
		b.WriteString(`</w:trPr>`)
	}
	lines := func(i int, c Cell) []docxLine {
		style, jc := cell, "both"
		switch {
		case narrow[i]:
			jc = "center"
		case !b.form && widths[i] < int(leastJustified*runningTable.cell.size*20):
			jc = "left"
		}
		if c.Label {
			style, jc = label, "center"
		}
		var out []docxLine
		for _, s := range c.Text {
			out = append(out, docxLine{style, jc, s})
		}
		return out
	}
	at := func(i int) Cell {
		if i < len(cells) {
			return cells[i]
		}
		return Cell{}
	}
	if !seal {
		open(least)
		for i := range widths {
			b.cell(widths[i], "", "center", lines(i, at(i)))
		}
		b.WriteString(`</w:tr>`)
		return
	}
	open(least * 0.7)
	for i := range widths {
		c := at(i)
		if c.Label || len(c.Foot) == 0 {
			b.cell(widths[i], `<w:vMerge w:val="restart"/>`, "center", lines(i, c))
			continue
		}
		b.cell(widths[i], `<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>`, "top", lines(i, c))
	}
	b.WriteString(`</w:tr>`)
	open(least * 0.3)
	for i := range widths {
		c := at(i)
		if c.Label || len(c.Foot) == 0 {
			b.cell(widths[i], `<w:vMerge/>`, "center", nil)
			continue
		}
		var foot []docxLine
		for _, s := range c.Foot {
			foot = append(foot, docxLine{cell, "right", s})
		}
		b.cell(widths[i], `<w:tcBorders><w:top w:val="nil"/></w:tcBorders>`, "bottom", foot)
	}
	b.WriteString(`</w:tr>`)
}

func (b *docxBody) openCell(width int, properties, valign string) {
	fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s<w:vAlign w:val="%s"/></w:tcPr>`, width, properties, valign)
}

func (b *docxBody) cell(width int, properties, valign string, lines []docxLine) {
	b.openCell(width, properties, valign)
	if len(lines) == 0 {
		lines = []docxLine{{"Cell", "left", ""}}
	}
	for _, ln := range lines {
		b.raw(ln.style, `<w:jc w:val="`+ln.jc+`"/>`, docxRun(ln.text, false))
	}
	b.WriteString(`</w:tc>`)
}

// openTable begins a table as wide as the measure.
func (b *docxBody) openTable(widths []int, ruled bool) {
	borders := ""
	if ruled {
		for _, side := range []struct {
			name string
			size int
		}{{"top", 8}, {"left", 8}, {"bottom", 8}, {"right", 8}, {"insideH", 6}, {"insideV", 6}} {
			borders += fmt.Sprintf(`<w:%s w:val="single" w:sz="%d" w:space="0" w:color="000000"/>`, side.name, side.size)
		}
		borders = `<w:tblBorders>` + borders + `</w:tblBorders>`
	}
	sum := 0
	for _, w := range widths {
		sum += w
	}
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/>%s<w:tblLayout w:type="fixed"/>`+
		`<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="102" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="102" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, sum, borders)
	for _, w := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString(`</w:tblGrid>`)
}

// breakBefore begins a new page before a table, which cannot do so itself.
func (b *docxBody) breakBefore() {
	if b.feed {
		b.raw("Note", "", "")
	}
}

func (b *docxBody) attachments(names []Run) {
	for i, n := range names {
		text := n.Text
		if len(names) > 1 {
			text = fmt.Sprintf("%d.%s", i+1, text)
		}
		if i == 0 {
			b.raw("BodyText", "", "")
			b.raw("Attachment", "", docxRun("附件："+text, false))
			continue
		}
		b.raw("Attachment", `<w:ind w:leftChars="500" w:left="1580" w:firstLineChars="0" w:firstLine="0"/>`, docxRun(text, false))
	}
}

func (b *docxBody) signatures(sigs []Signature) {
	for i, s := range sigs {
		for range 2 - min(i, 1) {
			b.raw("Signature", "", "")
		}
		place := ""
		if len(sigs) == 1 {
			place = signPlace(s)
		}
		if strings.TrimSpace(s.Unit) != "" {
			b.raw("Signature", place, docxRun(s.Unit, false))
		}
		if strings.TrimSpace(s.Date) != "" {
			b.raw("Signature", place, docxRun(s.Date, false))
		}
	}
}

// signPlace centres a name and its date on each other, where the PDF has them.
func signPlace(s Signature) string {
	width := func(s string) float64 { return float64(utf8.RuneCountInString(s)) * charPitch }
	middle := math.Min(measure-4*charPitch-width(s.Date)/2, measure-width(s.Unit)/2)
	left, right := 2*middle-measure, 0.0
	if left < 0 {
		left, right = 0, -left
	}
	tw := func(mm float64) int { return int(math.Round(mm * twipsPerMM)) }
	return fmt.Sprintf(`<w:ind w:leftChars="0" w:left="%d" w:rightChars="0" w:right="%d"/><w:jc w:val="center"/>`, tw(left), tw(right))
}

// imprint writes the 版记 as a table of its rules alone.
func (b *docxBody) imprint(im *Imprint) {
	if im == nil {
		return
	}
	b.raw("Note", "", "")
	left := int(math.Round(measure * 0.55 * twipsPerMM))
	right := int(math.Round(measure*twipsPerMM)) - left
	b.openTable([]int{left, right}, false)
	rule := func(side string, size int) string {
		return fmt.Sprintf(`<w:%s w:val="single" w:sz="%d" w:space="0" w:color="000000"/>`, side, size)
	}
	top := rule("top", 8)
	if s := strings.TrimSpace(im.CopyTo); s != "" {
		b.WriteString(`<w:tr>`)
		b.cell(left+right, `<w:gridSpan w:val="2"/><w:tcBorders>`+top+`</w:tcBorders>`, "center", []docxLine{{"Imprint", "both", "抄送：" + strings.TrimRight(s, "。") + "。"}})
		b.WriteString(`</w:tr>`)
		top = rule("top", 6)
	}
	edges := `<w:tcBorders>` + top + rule("bottom", 8) + `</w:tcBorders>`
	b.WriteString(`<w:tr>`)
	b.cell(left, edges, "center", []docxLine{{"Imprint", "left", im.Office}})
	b.cell(right, edges, "center", []docxLine{{"Imprint", "right", im.Date + "印发"}})
	b.WriteString(`</w:tr></w:tbl>`)
	b.raw("Note", "", "")
}
