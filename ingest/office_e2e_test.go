//go:build e2e

package ingest

import (
	"path/filepath"
	"strings"
	"testing"

	"zeren/ingest/convert"
)

// TestOffice has LibreOffice write a paper in the forms of old word processors,
// and reads each by way of LibreOffice again. A .wps of WPS is a .doc by
// another name.
func TestOffice(t *testing.T) {
	program := (&convert.Finder{}).Find()
	if !program.Present() {
		t.Fatal("LibreOffice is not installed")
	}
	w := &workshop{t: t, dir: t.TempDir()}
	in := w.file("paper.fodt", flatPaper(ownPaper, "AR PL UMing CN"))
	for _, c := range []struct{ ending, filter, name, media string }{
		{"doc", "doc:MS Word 97", "判决书.doc", mediaOLE},
		{"doc", "doc:MS Word 97", "判决书.wps", mediaOLE},
		{"rtf", "rtf", "判决书.rtf", mediaRTF},
		{"odt", "odt", "判决书.odt", mediaODT},
	} {
		t.Run(c.name, func(t *testing.T) {
			w.t = t
			w.run("", "soffice", "--headless", "-env:UserInstallation=file://"+filepath.Join(w.dir, "profile"), "--convert-to", c.filter, "--outdir", w.dir, in)
			data := w.read(filepath.Join(w.dir, "paper."+c.ending))
			d, err := Decode(c.name, data, Options{CacheDir: cacheDir, Office: program})
			if err != nil {
				t.Fatal(err)
			}
			check(t, &d)
			hit, all := verbatim(ownPaper, &d)
			if e := cer(fold(ownPaper), fold(d.Text)); e > 0 || hit*100 < all*95 {
				t.Errorf("%.2f %% of the characters wrong, %d of %d paragraphs", 100*e, hit, all)
			}
			if d.Source.Media != c.media || !strings.HasPrefix(d.Source.Engine, "LibreOffice ") || d.Source.Name != c.name {
				t.Errorf("%+v", d.Source)
			}
			last := d.Problems[len(d.Problems)-1]
			if last.Code != "converted" {
				t.Errorf("%+v", d.Problems)
			}
		})
	}
}
