package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zeren/ingest/convert"
	"zeren/ingest/ocr"
)

func TestDecodeWeb(t *testing.T) {
	text := "<html><meta charset=gbk><body><div><a href=x>首页</a></div>"
	for _, v := range verses {
		text += "<p>" + v + "</p>\n"
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Decode("判决书.doc", []byte(gbk), Options{}) // as databases hand them out
	if err != nil {
		t.Fatal(err)
	}
	check(t, &d)
	if d.Text != strings.ReplaceAll(flat(verses), "　", "") || d.Source.Media != mediaHTML || d.Source.Reader != "html" {
		t.Errorf("%+v\n%s", d.Source, d.Text)
	}
	if f := d.Pages[0].Furniture; len(f) != 1 || f[0] != (Furniture{Kind: "menu", Text: "首页"}) {
		t.Errorf("%+v", f)
	}
	var u *Unreadable
	if _, err := Decode("x.html", []byte("<html><body><script>x</script>"), Options{}); !errors.As(err, &u) || u.Reason != Empty {
		t.Errorf("%v", err)
	}
}

func photo(t *testing.T) []byte {
	m := image.NewGray(image.Rect(0, 0, 1654, 2339))
	for i := range m.Pix {
		m.Pix[i] = 250
		if y := i / m.Stride; y%60 < 20 && y > 300 && y < 900 && i%m.Stride > 200 && i%m.Stride < 1400 {
			m.Pix[i] = 20
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestScansInside has pages recognised that are pictures in an OFD or a Word
// file; without an engine they wait for one.
func TestScansInside(t *testing.T) {
	scan := string(photo(t))
	word := zipped(t,
		"word/document.xml", `<w:document xmlns:w="w" xmlns:a="a" xmlns:r="r"><w:body><w:p><w:r><w:drawing><a:blip r:embed="rId2"/></w:drawing></w:r></w:p><w:p><w:r><w:drawing><a:blip r:embed="rId1"/></w:drawing></w:r></w:p></w:body></w:document>`,
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="rId1" Target="media/1.png"/><Relationship Id="rId2" Target="/word/media/2.png"/></Relationships>`,
		"word/media/1.png", scan, "word/media/2.png", scan)
	fixed := zipped(t,
		"OFD.xml", `<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>`,
		"Doc_0/Document.xml", `<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea><DocumentRes>DocumentRes.xml</DocumentRes></CommonData><Pages><Page ID="1" BaseLoc="P.xml"/><Page ID="2" BaseLoc="P.xml"/></Pages></Document>`,
		"Doc_0/DocumentRes.xml", `<Res BaseLoc="Res"><MultiMedias><MultiMedia ID="7" Type="Image"><MediaFile>scan.png</MediaFile></MultiMedia></MultiMedias></Res>`,
		"Doc_0/P.xml", `<Page><Content><Layer><ImageObject Boundary="0 0 210 297" ResourceID="7"/></Layer></Content></Page>`,
		"Doc_0/Res/scan.png", scan)
	for name, data := range map[string][]byte{"word": word, "ofd": fixed} {
		var u *Unreadable
		if _, err := Decode(name, data, Options{}); !errors.As(err, &u) || u.Reason != NeedsOCR || u.Aid != AidOCR {
			t.Errorf("%s without an engine: %v", name, err)
		}
		e := &engine{lines: []ocr.Line{row("本院经审查认为原告撤回起诉的申请", 200, 300, 90), row("符合法律规定应予准许裁定如下", 200, 380, 90), row("准许原告撤回起诉", 200, 460, 90)}}
		d, err := Decode(name, data, Options{OCR: e})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		check(t, &d)
		if len(d.Pages) != 2 || !d.Pages[0].Recognised() || !d.Pages[1].Recognised() || d.Source.Reader != "ocr" || d.Pages[0].Width < 594 || d.Pages[0].Width > 597 {
			t.Errorf("%s: %+v", name, d.Pages)
		}
	}
}

func TestDecodePicture(t *testing.T) {
	data := photo(t)
	var u *Unreadable
	if _, err := Decode("页.pdf", data, Options{}); !errors.As(err, &u) || u.Reason != NeedsOCR || u.Aid != AidOCR {
		t.Errorf("%v", err)
	}
	lines := []ocr.Line{row("本院经审查认为", 200, 300, 90), row("原告于2019年提出的诉讼请求没有依据", 200, 380, 90)}
	d, err := Decode("页.pdf", data, Options{OCR: &engine{lines: lines}})
	if err != nil {
		t.Fatal(err)
	}
	check(t, &d)
	if d.Text != "本院经审查认为\n原告于2019年提出的诉讼请求没有依据\n" || d.Source.Media != mediaPNG || d.Source.Reader != "ocr" || d.Source.Pages != 1 {
		t.Errorf("%+v\n%s", d.Source, d.Text)
	}
	if p := d.Pages[0]; p.Lines[0].Box == nil || p.Lines[0].Box.X0 < 50 || p.Lines[0].Box.X0 > 90 || p.Width < 590 || p.Width > 600 {
		t.Errorf("%+v", p)
	}
}

// converter hands out a PDF, or nothing.
type converter struct {
	pdf []byte
	ext string
}

func (c *converter) Name() string { return "converter 1" }

func (c *converter) PDF(_ context.Context, _ []byte, ext string) ([]byte, error) {
	c.ext = ext
	if c.pdf == nil {
		return nil, fmt.Errorf("%w: no", convert.ErrRefused)
	}
	return c.pdf, nil
}

func TestDecodeOffice(t *testing.T) {
	word := oleMark + strings.Repeat("\x00", 600) + string(utf16Text("WordDocument"))
	for _, c := range []struct{ name, data, ext string }{
		{"判决.wps", word, ".doc"},
		{"判决.txt", `{\rtf1\ansi x}`, ".rtf"},
		{"判决.doc", `<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>`, ".xml"},
		{"判决.odt", string(zipped(t, "mimetype", mediaODT, "content.xml", "<x/>")), ".odt"},
	} {
		var u *Unreadable
		if _, err := Decode(c.name, []byte(c.data), Options{CacheDir: cacheDir}); !errors.As(err, &u) || u.Reason != NeedsOffice || u.Aid != AidOffice {
			t.Errorf("%s: %v", c.name, err)
		}
		if _, err := Decode(c.name, []byte(c.data), Options{CacheDir: cacheDir, Office: &converter{}}); !errors.As(err, &u) || u.Reason != Unconverted || u.Aid != AidOffice {
			t.Errorf("%s: %v", c.name, err)
		}
		office := &converter{pdf: paper(t)}
		d, err := Decode(c.name, []byte(c.data), Options{CacheDir: cacheDir, Office: office})
		if err != nil || d.Text != flat(verses) || d.Source.Engine != "converter 1" || office.ext != c.ext || d.Source.SHA256 != digest([]byte(c.data)) {
			t.Errorf("%s: %v %+v %s", c.name, err, d.Source, office.ext)
		}
		if len(d.Problems) != 1 || d.Problems[0].Code != "converted" {
			t.Errorf("%s: %+v", c.name, d.Problems)
		}
	}
	var u *Unreadable
	locked := oleMark + strings.Repeat("\x00", 600) + string(utf16Text("EncryptedPackage"))
	if _, err := Decode("锁.docx", []byte(locked), Options{Office: &converter{}}); !errors.As(err, &u) || u.Reason != Encrypted {
		t.Errorf("%v", err)
	}
}
