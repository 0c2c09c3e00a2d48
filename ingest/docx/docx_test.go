package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
)

func pack(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const head = `<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>`

func body(inner string) map[string]string {
	return map[string]string{"word/document.xml": head + inner + "</w:body></w:document>"}
}

func TestRead(t *testing.T) {
	for name, c := range map[string]struct{ xml, want string }{
		"runs":        {`<w:p><w:r><w:t>行政</w:t></w:r><w:r><w:t xml:space="preserve"> 判决书</w:t></w:r></w:p>`, "行政 判决书"},
		"changes":     {`<w:p><w:del><w:r><w:delText>撤销</w:delText><w:t>撤销</w:t></w:r></w:del><w:ins><w:r><w:t>维持</w:t></w:r></w:ins></w:p>`, "维持"},
		"cells":       {`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`, "甲|乙"},
		"text box":    {`<w:p><w:r><w:t>前</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent><w:t>后</w:t></w:r></w:p>`, "框|前后"},
		"field":       {`<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>`, "3"},
		"line breaks": {`<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>`, "一\n二"},
	} {
		f, err := Read(pack(t, body(c.xml)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, p := range f.Paragraphs {
			got = append(got, p.Text)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: %q, want %q", name, s, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	item := func(id, level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + id + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	parts := body(item("1", "0", "撤销") + item("1", "1", "其一") + item("1", "1", "其二") + item("1", "0", "驳回") + `<w:p><w:pPr><w:pStyle w:val="L"/></w:pPr><w:r><w:t>样式</w:t></w:r></w:p>` + item("0", "0", "无"))
	parts["word/numbering.xml"] = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>`
	parts["word/styles.xml"] = `<w:styles xmlns:w="w"><w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`
	f, err := Read(pack(t, parts))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range f.Paragraphs {
		got = append(got, p.Text)
	}
	if s := strings.Join(got, "|"); s != "一、撤销|（1）其一|（2）其二|二、驳回|三、样式|无" {
		t.Errorf("%s", s)
	}
}

func TestChinese(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 12: "十二", 20: "二十", 103: "一百零三", 110: "一百一十", 1001: "一千零一", 2345: "二千三百四十五"} {
		if got := chinese(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

func TestPages(t *testing.T) {
	f, err := Read(pack(t, body(`<w:p><w:r><w:t>一</w:t></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>二</w:t><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:t>三</w:t></w:r></w:p>`)))
	if err != nil {
		t.Fatal(err)
	}
	if f.Pages != 3 || f.Paragraphs[0].Page != 1 || f.Paragraphs[1].Page != 2 || f.Paragraphs[2].Page != 3 {
		t.Errorf("%+v", f)
	}
}

func TestErrors(t *testing.T) {
	for name, data := range map[string][]byte{
		"no archive":  []byte("PK\x03\x04 and nothing"),
		"no document": pack(t, map[string]string{"x": "y"}),
		"torn":        pack(t, map[string]string{"word/document.xml": head + "<w:p>"}),
	} {
		if _, err := Read(data); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	many := map[string]string{}
	for i := range MaxEntries + 1 {
		many[strings.Repeat("x", i+1)] = ""
	}
	if _, err := Read(pack(t, many)); !errors.Is(err, ErrTooBig) {
		t.Errorf("%v", err)
	}
	big := body(strings.Repeat(" ", MaxUnpacked+1))
	if _, err := Read(pack(t, big)); !errors.Is(err, ErrTooBig) {
		t.Errorf("%v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(head + `<w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>`)
	f.Fuzz(func(t *testing.T, document string) {
		file, err := Read(pack(t, map[string]string{"word/document.xml": document}))
		if err != nil {
			return
		}
		for _, p := range file.Paragraphs {
			if p.Page < 1 || p.Page > file.Pages {
				t.Errorf("page %d of %d", p.Page, file.Pages)
			}
		}
	})
}
