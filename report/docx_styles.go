package report

import (
	"fmt"
	"strings"
)

// docxStyle is one paragraph style of the DOCX.
type docxStyle struct {
	id, name string // a name of Word's own, or ours where own is set
	own      bool
	face     string
	size     int // half points
	keep     bool
	border   string
	loose    bool // off the grid of 22 lines
	spacing  string
	indent   string
	jc       string
	colour   string
	outline  int // 1 is the topmost, 0 none
}

// Indents are given in characters, and in twips for readers that know none.
const (
	exactLine   = `<w:spacing w:before="0" w:after="0" w:line="580" w:lineRule="exact"/>`
	exactSmall  = `<w:spacing w:before="0" w:after="0" w:line="374" w:lineRule="exact"/>`
	exactCell   = `<w:spacing w:before="0" w:after="0" w:line="317" w:lineRule="exact"/>`
	plainLine   = `<w:spacing w:before="0" w:after="0"/>`
	firstIndent = `<w:ind w:firstLineChars="200" w:firstLine="632"/>`
)

var docxStyles = []docxStyle{
	{id: "BodyText", name: "Body Text", face: "仿宋_GB2312", size: 32, spacing: exactLine, indent: firstIndent, jc: "both"},
	{id: "Title", name: "Title", face: "方正小标宋简体", size: 44, keep: true, loose: true,
		spacing: `<w:spacing w:before="0" w:after="580" w:line="680" w:lineRule="exact"/>`, jc: "center", outline: 1},
	{id: "Heading1", name: "heading 1", face: "黑体", size: 32, keep: true, spacing: exactLine, indent: firstIndent, jc: "both", outline: 1},
	{id: "Heading2", name: "heading 2", face: "楷体_GB2312", size: 32, keep: true, spacing: exactLine, indent: firstIndent, jc: "both", outline: 2},
	{id: "Heading3", name: "heading 3", face: "仿宋_GB2312", size: 32, keep: true, spacing: exactLine, indent: firstIndent, jc: "both", outline: 3},
	{id: "Heading4", name: "heading 4", face: "仿宋_GB2312", size: 32, keep: true, spacing: exactLine, indent: firstIndent, jc: "both", outline: 4},
	{id: "Addressee", name: "主送机关", own: true, face: "仿宋_GB2312", size: 32, spacing: exactLine, jc: "both"},
	{id: "Quote", name: "Quote", face: "楷体_GB2312", size: 32, spacing: exactLine,
		indent: `<w:ind w:leftChars="200" w:left="632" w:firstLineChars="200" w:firstLine="632"/>`, jc: "both"},
	{id: "Attachment", name: "附件说明", own: true, face: "仿宋_GB2312", size: 32, spacing: exactLine,
		indent: `<w:ind w:leftChars="500" w:left="1580" w:hangingChars="300" w:hanging="948"/>`, jc: "both"},
	{id: "Annex", name: "附件标识", own: true, face: "黑体", size: 32, keep: true,
		spacing: `<w:spacing w:before="0" w:after="580" w:line="580" w:lineRule="exact"/>`, jc: "left", outline: 1},
	{id: "Signature", name: "Signature", face: "仿宋_GB2312", size: 32, keep: true, spacing: exactLine,
		indent: `<w:ind w:rightChars="400" w:right="1264"/>`, jc: "right"},
	{id: "Note", loose: true, name: "注释", own: true, face: "仿宋_GB2312", size: 24, spacing: exactSmall, jc: "both"},
	{id: "Cell", loose: true, name: "表格文字", own: true, face: "宋体", size: 21, spacing: exactCell, jc: "both"},
	{id: "CellHead", loose: true, name: "表头", own: true, face: "黑体", size: 21, spacing: exactCell, jc: "center"},
	{id: "Caption", loose: true, name: "caption", face: "黑体", size: 24, keep: true, spacing: exactSmall, jc: "center"},
	{id: "EventDate", loose: true, keep: true, name: "时间图日期", own: true, face: "宋体", size: 24, spacing: exactSmall, jc: "right"},
	{id: "Event", loose: true, keep: true, name: "时间图事项", own: true, face: "仿宋_GB2312", size: 24, spacing: exactSmall, jc: "left"},
	{id: "Interval", loose: true, keep: true, name: "时间图间隔", own: true, face: "宋体", size: 21, spacing: exactCell, jc: "right", colour: "5A5A5A"},
	{id: "Figure", loose: true, name: "图", own: true, face: "宋体", size: 24, spacing: plainLine, jc: "center"},
	{id: "FormCell", loose: true, name: "表单文字", own: true, face: "仿宋_GB2312", size: 28,
		spacing: `<w:spacing w:before="0" w:after="0" w:line="476" w:lineRule="exact"/>`, jc: "both"},
	{id: "RedHead", name: "发文机关标志", own: true, face: "方正小标宋简体", size: 80, loose: true,
		spacing: `<w:spacing w:before="1984" w:after="1160"/>`, jc: "center", colour: "C80000"},
	{id: "DocNumber", name: "发文字号", own: true, face: "仿宋_GB2312", size: 32,
		border:  `<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="C80000"/></w:pBdr>`,
		spacing: `<w:spacing w:before="0" w:after="1160" w:line="580" w:lineRule="exact"/>`, jc: "center"},
	{id: "Imprint", loose: true, name: "版记", own: true, face: "仿宋_GB2312", size: 28,
		spacing: `<w:spacing w:before="0" w:after="0" w:line="510" w:lineRule="exact"/>`, jc: "both"},
	{id: "Mark", name: "header", face: "黑体", size: 24, spacing: plainLine, jc: "left", colour: "5A5A5A"},
	{id: "Folio", name: "footer", face: "宋体", size: 28, spacing: plainLine, jc: "right"},
}

// fontTablePart names the faces that a reader's program takes where an
// office's own is not installed: the GB faces of older systems, those of Windows
// and WPS, those of macOS, and free ones.
var fontTablePart = func() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:fonts ` + wordSpace + `>`)
	for _, f := range [][2]string{
		{"仿宋_GB2312", "仿宋,FangSong,FangSong_GB2312,STFangsong,FandolFang"},
		{"方正小标宋简体", "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif CJK SC"},
		{"黑体", "SimHei,STHeiti,Noto Sans CJK SC"},
		{"楷体_GB2312", "楷体,KaiTi,KaiTi_GB2312,STKaiti"},
		{"宋体", "SimSun,STSong,Noto Serif CJK SC"},
	} {
		fmt.Fprintf(&b, `<w:font w:name="%s"><w:altName w:val="%s"/><w:charset w:val="86"/></w:font>`, f[0], f[1])
	}
	b.WriteString(`</w:fonts>`)
	return b.String()
}()

// stylesPart is made once: it is the same for every document. Spacing between
// Chinese and Latin and hanging marks are off in each style, as LibreOffice does
// not inherit them.
var stylesPart = func() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312" w:cs="Times New Roman"/>` +
		`<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:jc w:val="both"/></w:pPr></w:style>` +
		`<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>`)
	for _, s := range docxStyles {
		custom := ""
		if s.own {
			custom = ` w:customStyle="1"`
		}
		fmt.Fprintf(&b, `<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>`, custom, s.id, s.name)
		if s.keep {
			b.WriteString(`<w:keepNext/><w:keepLines/>`)
		}
		b.WriteString(s.border + `<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>`)
		if s.loose {
			b.WriteString(`<w:snapToGrid w:val="0"/>`)
		}
		b.WriteString(s.spacing + s.indent + `<w:jc w:val="` + s.jc + `"/>`)
		if s.outline > 0 {
			fmt.Fprintf(&b, `<w:outlineLvl w:val="%d"/>`, s.outline-1)
		}
		b.WriteString(`</w:pPr><w:rPr><w:rFonts w:eastAsia="` + s.face + `"/>`)
		if s.colour != "" {
			b.WriteString(`<w:color w:val="` + s.colour + `"/>`)
		}
		if s.size == 32 {
			// 28 characters of 16 pt on 156 mm; Word knows twentieths only, so
			// the measure is a tenth of a millimetre wider. (Five twentieths on
			// the exact measure make LibreOffice lose marks at line ends.)
			b.WriteString(`<w:spacing w:val="-4"/>`)
		}
		fmt.Fprintf(&b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`, s.size, s.size)
	}
	b.WriteString(`</w:styles>`)
	return b.String()
}()
