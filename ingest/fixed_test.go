package ingest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// fixedLayout writes an OFD of one page with a line of text for each of lines.
func fixedLayout(t *testing.T, lines []string, extra string) []byte {
	t.Helper()
	var b strings.Builder
	for i, l := range lines {
		text := strings.TrimLeft(l, "　")
		x := 28 + 5.64*float64(len([]rune(l))-len([]rune(text)))
		fmt.Fprintf(&b, `<TextObject Boundary="%.2f %.2f 160 8" Size="5.64"><TextCode X="0" Y="6" DeltaX="g %d 5.64">%s</TextCode></TextObject>`, x, 37+10.2*float64(i), len([]rune(text))-1, text)
	}
	return zipped(t,
		"OFD.xml", `<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>`,
		"Doc_0/Document.xml", `<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea></CommonData><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>`,
		"Doc_0/P.xml", `<Page><Content><Layer>`+b.String()+extra+`</Layer></Content></Page>`)
}

func TestDecodeOFD(t *testing.T) {
	d, err := Decode("裁定", fixedLayout(t, verses, ""), Options{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, &d)
	if d.Text != flat(verses) || d.Source.Reader != "ofd" || d.Source.Media != "application/ofd" {
		t.Errorf("%+v\n%s", d.Source, d.Text)
	}
	p := d.Pages[0]
	if p.Width != 595.3 || p.Height != 841.9 || p.Lines[0].Box == nil || !p.Lines[3].Para || p.Lines[4].Para {
		t.Errorf("%+v", p)
	}
	for name, c := range map[string]struct {
		data []byte
		want Reason
	}{
		"scan":    {fixedLayout(t, nil, `<ImageObject Boundary="0 0 210 297"/>`), NeedsOCR},
		"blank":   {fixedLayout(t, nil, ""), Empty},
		"no page": {zipped(t, "OFD.xml", `<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>`), Damaged},
		"secret":  {zipped(t, "OFD.xml", `<OFD/>`, "Encryptions.xml", ""), Encrypted},
		"glyphs":  {fixedLayout(t, []string{strings.Repeat("\ue001\ue002", 30)}, ""), Garbled},
	} {
		_, err := Decode(name, c.data, Options{})
		var u *Unreadable
		if !errors.As(err, &u) || u.Reason != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}
