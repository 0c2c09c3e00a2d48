package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Word refuses a document whose elements do not stand in the order of the
// schema, where LibreOffice opens it. These are the orders of ECMA-376 part 1,
// annex A.1 (WordprocessingML, transitional), for what our documents contain; an
// element that its list does not have is a fault, too.
var schemaOrder = map[string]string{
	"document": "background body",
	"p":        "pPr *",
	"r":        "rPr *",
	"pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap " +
		"overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc " +
		"textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
	"rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern " +
		"position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
	"tbl":         "tblPr tblGrid tr",
	"tblPr":       "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
	"tblBorders":  "top left start bottom right end insideH insideV",
	"tblCellMar":  "top left start bottom right end",
	"tblGrid":     "gridCol",
	"tr":          "tblPrEx trPr tc",
	"trPr":        "*",
	"tc":          "tcPr *",
	"tcPr":        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers",
	"tcBorders":   "top left start bottom right end insideH insideV tl2br tr2bl",
	"tcMar":       "top left start bottom right end",
	"pBdr":        "top left bottom right between bar",
	"sectPr":      "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
	"styles":      "docDefaults latentStyles style",
	"docDefaults": "rPrDefault pPrDefault",
	"style":       "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
	"fonts":       "font",
	"font":        "altName panose1 charset family notTrueType pitch sig",
	"settings": "writeProtection view zoom mirrorMargins defaultTabStop evenAndOddHeaders drawingGridHorizontalSpacing drawingGridVerticalSpacing " +
		"characterSpacingControl footnotePr endnotePr compat docVars rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator",
	"compat": "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn adjustLineHeightInTable useFELayout compatSetting",
	"inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
	"wsp":    "cNvPr cNvSpPr cNvCnPr spPr style extLst txbx linkedTxbx bodyPr",
}

// node is an element of a part.
type node struct {
	name, space string
	attr        map[string]string
	kids        []*node
	text        string
}

func (n *node) each(f func(n *node)) {
	f(n)
	for _, k := range n.kids {
		k.each(f)
	}
}

func (n *node) kid(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// parseXML reads a part as a tree.
func parseXML(t testing.TB, name string, data []byte) *node {
	t.Helper()
	top := &node{}
	stack := []*node{top}
	for dec := xml.NewDecoder(bytes.NewReader(data)); ; {
		tok, err := dec.Token()
		if err == io.EOF {
			return top.kids[0]
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		at := stack[len(stack)-1]
		switch e := tok.(type) {
		case xml.StartElement:
			n := &node{name: e.Name.Local, space: e.Name.Space, attr: map[string]string{}}
			for _, a := range e.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			at.kids = append(at.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			at.text += string(e)
		}
	}
}

// docxFaults are the places where a document is not what Word asks for.
func docxFaults(t testing.TB, data []byte) (out []string) {
	t.Helper()
	fault := func(parts ...string) { out = append(out, strings.Join(parts, " ")) }
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]*node{}
	for i, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name] != nil {
			fault(f.Name, "stands twice")
		}
		parts[f.Name] = parseXML(t, f.Name, b)
		if i == 0 && f.Name != "[Content_Types].xml" {
			fault("the first part is", f.Name)
		}
	}
	out = append(out, packageFaults(parts)...)
	styles, faces := map[string]bool{}, map[string]bool{}
	parts["word/styles.xml"].each(func(n *node) {
		if n.name == "style" {
			if styles[n.attr["styleId"]] {
				fault("style", n.attr["styleId"], "stands twice")
			}
			styles[n.attr["styleId"]] = true
		}
	})
	parts["word/fontTable.xml"].each(func(n *node) {
		if n.name == "font" {
			faces[n.attr["name"]] = true
		}
	})
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if !strings.HasPrefix(name, "word/") || strings.Contains(name, "_rels") || strings.Contains(name, "charts") {
			continue
		}
		ids := map[string]bool{}
		parts[name].each(func(n *node) {
			out = append(out, orderFaults(name, n)...)
			switch n.name {
			case "pStyle", "rStyle", "basedOn":
				if !styles[n.attr["val"]] {
					fault(name, "uses the style", n.attr["val"], "that is not there")
				}
			case "rFonts":
				if f := n.attr["eastAsia"]; !faces[f] {
					fault(name, "uses the face", f, "that the table has not")
				}
			case "docPr":
				if ids[n.attr["id"]] || n.attr["id"] == "" || n.attr["id"] == "0" {
					fault(name, "drawing", n.attr["id"], "has no number of its own")
				}
				ids[n.attr["id"]] = true
			case "AlternateContent":
				if len(n.kids) != 2 || n.kids[0].name != "Choice" || n.kids[1].name != "Fallback" || len(n.kids[1].kids) == 0 {
					fault(name, "a drawing without a fallback")
				}
			case "t":
				if strings.TrimSpace(n.text) != n.text && n.attr["space"] != "preserve" {
					fault(name, "loses the space of", n.text)
				}
			case "tbl":
				out = append(out, gridFaults(name, n)...)
			case "body":
				if last := n.kids[len(n.kids)-1]; last.name != "sectPr" {
					fault(name, "ends with", last.name)
				}
			}
			for i, k := range n.kids {
				if k.name == "tbl" && (i+1 == len(n.kids) || n.kids[i+1].name != "p") {
					fault(name, "a table without a paragraph behind it")
				}
			}
		})
	}
	return out
}

// orderFaults holds the children of an element to their order.
func orderFaults(part string, n *node) (out []string) {
	order, ok := schemaOrder[n.name]
	if !ok || !strings.Contains(n.space, "wordprocessing") { // DrawingML and VML have names in common with it
		return nil
	}
	names := strings.Fields(order)
	at := 0
	for _, k := range n.kids {
		i := slices.Index(names, k.name)
		if i < 0 {
			i = slices.Index(names, "*")
		}
		switch {
		case i < 0:
			out = append(out, part+": "+k.name+" in "+n.name)
		case i < at:
			out = append(out, part+": "+k.name+" behind "+names[at]+" in "+n.name)
		default:
			at = i
		}
	}
	return out
}

// gridFaults holds the rows of a table to its columns, and each cell to end
// with a paragraph.
func gridFaults(part string, tbl *node) (out []string) {
	grid := len(tbl.kid("tblGrid").kids)
	for _, tr := range tbl.kids {
		if tr.name != "tr" {
			continue
		}
		cols := 0
		for _, tc := range tr.kids {
			if tc.name != "tc" {
				continue
			}
			span := 1
			if pr := tc.kid("tcPr"); pr != nil && pr.kid("gridSpan") != nil {
				span, _ = strconv.Atoi(pr.kid("gridSpan").attr["val"])
			}
			cols += span
			if len(tc.kids) == 0 || tc.kids[len(tc.kids)-1].name != "p" {
				out = append(out, part+": a cell that does not end with a paragraph")
			}
		}
		if cols != grid {
			out = append(out, part+": a row of "+strconv.Itoa(cols)+" columns in a table of "+strconv.Itoa(grid))
		}
	}
	return out
}

// packageFaults holds the parts to what names them: each has a content type,
// each relationship leads to a part and each id that is used to a relationship
// (ECMA-376 part 2).
func packageFaults(parts map[string]*node) (out []string) {
	types, ends := map[string]bool{}, map[string]bool{}
	for _, k := range parts["[Content_Types].xml"].kids {
		switch k.name {
		case "Override":
			name := strings.TrimPrefix(k.attr["PartName"], "/")
			types[name] = true
			if parts[name] == nil {
				out = append(out, "a content type for "+name+", which is not there")
			}
		case "Default":
			ends[k.attr["Extension"]] = true
		}
	}
	for name := range parts {
		if end := strings.TrimPrefix(path.Ext(name), "."); name != "[Content_Types].xml" && !types[name] && (end != "rels" || !ends[end]) {
			out = append(out, name+" has no content type")
		}
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		from := strings.TrimSuffix(strings.Replace(name, "_rels/", "", 1), ".rels")
		ids := map[string]bool{}
		for _, k := range parts[name].kids {
			if ids[k.attr["Id"]] {
				out = append(out, name+": "+k.attr["Id"]+" stands twice")
			}
			ids[k.attr["Id"]] = true
			if to := path.Join(path.Dir(from), k.attr["Target"]); parts[to] == nil {
				out = append(out, name+" leads to "+to+", which is not there")
			}
		}
		if doc := parts[from]; doc != nil {
			doc.each(func(n *node) {
				if n.name != "headerReference" && n.name != "footerReference" && n.name != "chart" {
					return
				}
				if !ids[n.attr["id"]] {
					out = append(out, from+" uses "+n.attr["id"]+", which "+name+" has not")
				}
			})
		}
	}
	slices.Sort(out)
	return out
}

// TestDOCXSchema: each document that is made is what Word asks for.
func TestDOCXSchema(t *testing.T) {
	all := papers(t)
	for _, k := range reals(t) {
		all["real-"+k.name] = k.draft
	}
	analysis, err := Analysis(halfYear(t, yearOfCases()))
	if err != nil {
		t.Fatal(err)
	}
	all["analysis"] = analysis
	difference := sampleDifference()
	all["difference"] = difference.Draft()
	for name, d := range all {
		b, err := DOCX(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range docxFaults(t, b) {
			t.Errorf("%s: %s", name, f)
		}
	}
}

// TestDOCXFaults: the check finds what is wrong.
func TestDOCXFaults(t *testing.T) {
	good, err := DOCX(sampleReport())
	if err != nil {
		t.Fatal(err)
	}
	if f := docxFaults(t, good); len(f) > 0 {
		t.Fatal(f)
	}
	for _, c := range [][2]string{
		{`<w:tblLayout w:type="fixed"/><w:tblCellMar>`, `<w:tblCellMar><w:bottom w:w="1" w:type="dxa"/>`},
		{`<w:pStyle w:val="BodyText"/>`, `<w:jc w:val="left"/><w:pStyle w:val="BodyText"/>`},
		{`<w:gridCol w:w=`, `<w:gridCol w:w="1"/><w:gridCol w:w=`},
		{`<mc:Fallback>`, `<mc:Fallback/><mc:Fallback>`},
		{`<w:pStyle w:val="Note"/>`, `<w:pStyle w:val="Nothing"/>`},
		{`<wp:docPr id="2"`, `<wp:docPr id="1"`},
		{`r:id="rId3"`, `r:id="rId33"`},
		{`<w:t xml:space="preserve">`, `<w:t> `},
		{`</w:sectPr>`, `</w:sectPr><w:p/>`},
	} {
		if len(docxFaults(t, rewritten(t, good, c[0], c[1]))) == 0 {
			t.Errorf("%s for %s is not found", c[1], c[0])
		}
	}
}

// rewritten is a document with something else in the place of the first from.
func rewritten(t testing.TB, docx []byte, from, to string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			if !bytes.Contains(b, []byte(from)) {
				t.Fatalf("no %s in the document", from)
			}
			b = bytes.Replace(b, []byte(from), []byte(to), 1)
		}
		part, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
