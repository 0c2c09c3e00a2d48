package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// DOCX gives a draft as an Office Open XML document for editing in Word or
// WPS: the same words in the same order as the PDF, with styles, real headings,
// tables, charts (DrawingML) and page fields. The picture of the case in time
// is a table here, which can be edited as the drawing could not. It names the faces an office has (仿宋_GB2312,
// 方正小标宋简体, 黑体, 楷体_GB2312, 宋体) and embeds none. The same draft gives the
// same bytes.
func DOCX(d Draft) ([]byte, error) {
	document, charts := documentPart(d)
	types, rels := contentTypes, documentRels
	for i := range charts {
		types = strings.Replace(types, "</Types>", fmt.Sprintf(`<Override PartName="/word/charts/chart%d.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/></Types>`, i+1), 1)
		rels = strings.Replace(rels, "</Relationships>", fmt.Sprintf(`<Relationship Id="rIdChart%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart" Target="charts/chart%[1]d.xml"/></Relationships>`, i+1), 1)
	}
	type part struct{ name, text string }
	parts := []part{
		{"[Content_Types].xml", types},
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", coreProperties(d)},
		{"word/document.xml", document},
		{"word/_rels/document.xml.rels", rels},
		{"word/styles.xml", stylesPart},
		{"word/settings.xml", settingsPart},
		{"word/fontTable.xml", fontTablePart},
		{"word/header1.xml", headerPart(d.Marks)},
		{"word/footer1.xml", footerPart("right", `w:rightChars="100" w:right="280"`)},
		{"word/footer2.xml", footerPart("left", `w:leftChars="100" w:left="280"`)},
	}
	for i, c := range charts {
		parts = append(parts, part{fmt.Sprintf("word/charts/chart%d.xml", i+1), c})
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		if err != nil {
			return nil, fmt.Errorf("write docx of %q: %w", d.Title, err)
		}
		if _, err := w.Write([]byte(p.text)); err != nil {
			return nil, fmt.Errorf("write docx of %q: %w", d.Title, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write docx of %q: %w", d.Title, err)
	}
	return b.Bytes(), nil
}

// escape makes a text fit for XML, without the control characters and those
// without width that the typesetting drops too.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		if unicode.IsSpace(r) && r != '\u3000' {
			return ' '
		}
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) || r >= '\uFE00' && r <= '\uFE0F' || r == '\uFFFE' || r == '\uFFFF' {
			return -1
		}
		return r
	}, s)
	var b strings.Builder
	// A strings.Builder refuses nothing.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
)

const contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>` +
	`<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const packageRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const documentRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>` +
	`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>` +
	`<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>` +
	`<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/>` +
	`<Relationship Id="rId6" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/></Relationships>`

// settingsPart: page numbers differ on even pages; marks keep their full width
// as on the official grid.
const settingsPart = xmlHead + `<w:settings ` + wordSpace + `><w:zoom w:percent="100"/><w:evenAndOddHeaders/>` +
	`<w:characterSpacingControl w:val="doNotCompress"/>` +
	`<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

func coreProperties(d Draft) string {
	dates := ""
	if made, ok := madeOn(d.Meta.Date); ok {
		at := made.Format("2006-01-02T15:04:05Z")
		dates = `<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + at + `</dcterms:modified>`
	}
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(d.Title) + `</dc:title><dc:subject>` + escape(d.Meta.Subject) + `</dc:subject><dc:creator>` + escape(d.Agency) + `</dc:creator>` +
		`<cp:keywords>` + escape(strings.Join(slices.Clone(d.Meta.Keywords), "; ")) + `</cp:keywords><dc:language>zh-CN</dc:language>` +
		dates + `</cp:coreProperties>`
}

// headerPart carries the marks, framed, on every page.
func headerPart(marks []string) string {
	var text []string
	for _, m := range marks {
		if m = strings.TrimSpace(m); m != "" {
			text = append(text, m)
		}
	}
	run := ""
	if len(text) > 0 {
		run = `<w:r><w:rPr><w:bdr w:val="single" w:sz="4" w:space="0" w:color="5A5A5A"/></w:rPr><w:t xml:space="preserve"> ` + escape(strings.Join(text, "　")) + ` </w:t></w:r>`
	}
	return xmlHead + `<w:hdr ` + wordSpace + `><w:p><w:pPr><w:pStyle w:val="Mark"/></w:pPr>` + run + `</w:p></w:hdr>`
}

// footerPart carries the page number between dashes, one character from the
// given edge.
func footerPart(side, indent string) string {
	field := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	return xmlHead + `<w:ftr ` + wordSpace + `><w:p><w:pPr><w:pStyle w:val="Folio"/><w:ind ` + indent + `/><w:jc w:val="` + side + `"/></w:pPr>` +
		`<w:r><w:t xml:space="preserve">— </w:t></w:r>` + field("begin") + `<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		field("separate") + `<w:r><w:t>1</w:t></w:r>` + field("end") + `<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`
}
