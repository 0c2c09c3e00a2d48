package report

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"
)

const sheetSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// The formats of a cell, by their place in cellXfs.
const (
	cellText = iota + 1
	cellDate
	cellNumber
	cellHead
)

const xlsxStyles = xmlHead + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
	`<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
	`<fonts count="2"><font><sz val="10"/><name val="宋体"/><charset val="134"/></font><font><b/><sz val="10"/><name val="黑体"/><charset val="134"/></font></fonts>` +
	`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill></fills>` +
	`<borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>` +
	`<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/>` +
	`<xf numFmtId="49" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="164" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="top"/></xf>` +
	`<xf borderId="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="top"/></xf>` +
	`<xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>` +
	`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

func xlsxTypes(sheets int) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
	}
	return b.String() + `</Types>`
}

func xlsxRels(sheets int) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%[1]d.xml"/>`, i+1)
	}
	fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>`, sheets+1)
	return b.String() + `</Relationships>`
}

// xlsxBook names the sheets, what is filtered and which rows are printed on
// each page.
func xlsxBook(sheets []grid) string {
	var b, names strings.Builder
	b.WriteString(xmlHead + `<workbook ` + sheetSpace + `><sheets>`)
	for i := range sheets {
		t := &sheets[i]
		fmt.Fprintf(&b, `<sheet name="%s" sheetId="%d" r:id="rId%[2]d"/>`, t.name, i+1)
		fmt.Fprintf(&names, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">'%s'!$A$1:$%s$%d</definedName>`, i, t.name, column(len(t.head)-1), len(t.rows)+1)
		fmt.Fprintf(&names, `<definedName name="_xlnm.Print_Area" localSheetId="%d">'%s'!$A$1:$%s$%d</definedName>`, i, t.name, column(t.printed-1), len(t.rows)+1)
		fmt.Fprintf(&names, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">'%s'!$1:$1</definedName>`, i, t.name)
	}
	return b.String() + `</sheets><definedNames>` + names.String() + `</definedNames></workbook>`
}

// column is the letter name of a column, from 0.
func column(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// mostCell is how many characters a cell of Excel may hold.
const mostCell = 32767

func (t *grid) xml(title string, on time.Time) string {
	var b strings.Builder
	last := fmt.Sprintf("%s%d", column(len(t.head)-1), len(t.rows)+1)
	b.WriteString(xmlHead + `<worksheet ` + sheetSpace + `><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:` + last + `"/>` +
		`<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, w := range t.widths {
		fmt.Fprintf(&b, `<col min="%d" max="%[1]d" width="%g" customWidth="1"/>`, i+1, w)
	}
	b.WriteString(`</cols><sheetData><row r="1" ht="30" customHeight="1">`)
	for i, h := range t.head {
		inline(&b, column(i)+"1", cellHead, h)
	}
	b.WriteString(`</row>`)
	for n, row := range t.rows {
		fmt.Fprintf(&b, `<row r="%d" ht="%d" customHeight="1">`, n+2, t.height(row))
		for i, v := range row {
			at := fmt.Sprintf("%s%d", column(i), n+2)
			switch x := v.(type) {
			case int:
				fmt.Fprintf(&b, `<c r="%s" s="%d"><v>%d</v></c>`, at, cellNumber, x)
			case day:
				if serial, ok := serialDay(string(x)); ok {
					fmt.Fprintf(&b, `<c r="%s" s="%d"><v>%d</v></c>`, at, cellDate, serial)
				} else {
					inline(&b, at, cellText, string(x))
				}
			default:
				inline(&b, at, cellText, fmt.Sprint(x))
			}
		}
		b.WriteString(`</row>`)
	}
	fmt.Fprintf(&b, `</sheetData><autoFilter ref="A1:%s"/>`, last)
	b.WriteString(`<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`)
	fmt.Fprintf(&b, `<headerFooter><oddHeader>&amp;C%s——%s（%s）</oddHeader><oddFooter>&amp;C第&amp;P页，共&amp;N页</oddFooter></headerFooter></worksheet>`,
		title, t.name, on.Format("2006年1月2日"))
	return b.String()
}

// height of a row in points: its fullest cell, since programs do not make room
// by themselves for text that wraps in a file of others.
func (t *grid) height(row []any) int {
	const pitch, most = 14, 409 // the most that Excel allows
	lines := 1
	for i, v := range row[:t.printed] {
		wide := 0.0
		for _, r := range fmt.Sprint(v) {
			wide++
			if r >= 0x2e80 {
				wide++
			}
		}
		lines = max(lines, int(math.Ceil(wide/(t.widths[i]-2))))
	}
	return min(most, pitch*lines+3)
}

func inline(b *strings.Builder, at string, format int, text string) {
	if text == "" {
		fmt.Fprintf(b, `<c r="%s" s="%d"/>`, at, format)
		return
	}
	if utf8.RuneCountInString(text) > mostCell {
		text = string([]rune(text)[:mostCell-1]) + "…"
	}
	fmt.Fprintf(b, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, format, escape(text))
}

// serialDay counts days as a spreadsheet does: 1900-03-01 is day 61. Earlier
// days differ between programs and stay text.
func serialDay(date string) (int, bool) {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil || t.Year() < 1901 {
		return 0, false
	}
	return int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24), true
}
