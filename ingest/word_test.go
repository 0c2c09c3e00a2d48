package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
)

func zipped(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDecodeDOCX(t *testing.T) {
	var body strings.Builder
	for i, l := range verses {
		if i == 6 {
			body.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
		}
		body.WriteString("<w:p><w:r><w:t>" + l + "</w:t></w:r></w:p>")
	}
	d, err := Decode("裁定.pdf", zipped(t, "word/document.xml", `<w:document xmlns:w="w"><w:body>`+body.String()+"</w:body></w:document>"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, &d)
	if d.Source.Reader != "docx" || len(d.Pages) != 2 || !strings.Contains(d.Text, "\n　　准许原告张某某撤回起诉。\n") {
		t.Errorf("%+v\n%s", d.Source, d.Text)
	}
	if at := strings.Index(d.Text, "准许原告"); d.Span(len([]rune(d.Text[:at])), 0).Page != 2 {
		t.Error("the second page's text is elsewhere")
	}
	for name, c := range map[string]struct {
		data []byte
		want Reason
	}{
		"empty":    {zipped(t, "word/document.xml", `<w:document xmlns:w="w"><w:body/></w:document>`), Empty},
		"pictures": {zipped(t, "word/document.xml", `<w:document xmlns:w="w"><w:body><w:p><w:r><w:drawing/></w:r></w:p></w:body></w:document>`), NeedsOCR},
		"torn":     {zipped(t, "word/document.xml", `<w:document xmlns:w="w"><w:body><w:p>`), Damaged},
		"cut off":  {[]byte("PK\x03\x04word"), Damaged},
	} {
		_, err := Decode(name, c.data, Options{})
		var u *Unreadable
		if !errors.As(err, &u) || u.Reason != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}
