package ofd

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
)

func pack(t testing.TB, parts ...string) []byte {
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

const (
	root = `<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocInfo><ofd:Creator>某系统</ofd:Creator></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`
	doc  = `<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P.xml"/></ofd:Pages></ofd:Document>`
	tpl  = `<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer><ofd:TextObject Boundary="90 285 30 5" Size="4"><ofd:TextCode X="0" Y="4">第1页</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>`
	page = `<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Template TemplateID="7"/><ofd:Content><ofd:Layer><ofd:PageBlock><ofd:TextObject Boundary="30 40 100 10" Size="6"><ofd:TextCode X="0" Y="6" DeltaX="g 2 7 8">行政判决</ofd:TextCode></ofd:TextObject></ofd:PageBlock><ofd:ImageObject Boundary="0 0 105 297"/></ofd:Layer></ofd:Content></ofd:Page>`
)

func TestRead(t *testing.T) {
	f, err := Read(pack(t, "OFD.xml", root, "Doc_0/Document.xml", doc, "Doc_0/Pages/P.xml", page, "Doc_0/Tpls/T.xml", tpl), 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Pages) != 1 || f.Creator != "某系统" {
		t.Fatalf("%+v", f)
	}
	p := f.Pages[0]
	var s strings.Builder
	for _, g := range p.Glyphs {
		s.WriteRune(g.Rune)
	}
	if s.String() != "第1页行政判决" || p.Pictures < 0.49 || p.Pictures > 0.51 {
		t.Errorf("%q %g", s.String(), p.Pictures)
	}
	// 判 stands two advances of 7 mm from the left edge at 30 mm.
	if x := p.Glyphs[5].Box.X0 / point; x < 43.99 || x > 44.01 {
		t.Errorf("%g mm", x)
	}
	if x := p.Glyphs[6].Box.X0 / point; x < 51.99 || x > 52.01 {
		t.Errorf("%g mm", x)
	}
}

func TestErrors(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"no archive":     {[]byte("PK"), ErrDamaged},
		"page not there": {pack(t, "OFD.xml", root, "Doc_0/Document.xml", doc, "Doc_0/Tpls/T.xml", tpl), ErrDamaged},
		"no pages":       {pack(t, "OFD.xml", "<OFD/>"), ErrDamaged},
		"encrypted":      {pack(t, "OFD.xml", root, "Encryptions.xml", ""), ErrEncrypted},
	} {
		if _, err := Read(c.data, 10); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Read(pack(t, "OFD.xml", root, "Doc_0/Document.xml", doc, "Doc_0/Pages/P.xml", page, "Doc_0/Tpls/T.xml", tpl), 0); !errors.Is(err, ErrTooMany) {
		t.Errorf("%v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(page)
	f.Add(tpl)
	f.Fuzz(func(t *testing.T, content string) {
		file, err := Read(pack(t, "OFD.xml", root, "Doc_0/Document.xml", doc, "Doc_0/Tpls/T.xml", tpl, "Doc_0/Pages/P.xml", content), 10)
		if err == nil && len(file.Pages) != 1 {
			t.Errorf("%d pages", len(file.Pages))
		}
	})
}
