package ingest

import (
	"testing"
)

func TestInspect(t *testing.T) {
	x, err := Inspect("裁定.pdf", paper(t), Options{CacheDir: cacheDir})
	if err != nil {
		t.Fatal(err)
	}
	if x.Unreadable != nil || !x.Whole || x.Torn != 0 || x.Version != "1.4" || len(x.Fonts) != 1 || len(x.Pages) != 1 {
		t.Fatalf("%+v", x)
	}
	if f := x.Fonts[0]; f.Name != "FangSong_GB2312" || f.Type != "Type0" || f.Encoding != "Identity-H" || !f.Unicode || f.Embedded {
		t.Errorf("%+v", f)
	}
	p := x.Pages[0]
	if p.Reader != "layer" || p.Agreement != 1 || p.Lines != 10 || len(p.Offers) != 2 || p.Offers[0].Gate != p.Offers[1].Gate || p.Offers[1].Refused != "" {
		t.Errorf("%+v", p)
	}
	for name, data := range map[string][]byte{"empty": nil, "cut": paper(t)[:900], "binary": []byte("\xff\xd8\xff")} {
		x, err := Inspect(name, data, Options{CacheDir: cacheDir})
		if err != nil || x.Unreadable == nil || x.Bytes != len(data) {
			t.Errorf("%s: %v %+v", name, err, x)
		}
	}
	scan, err := Inspect("x", sample{pages: [][]string{{}}, extra: "0 0 m 9 9 l S\n"}.bytes(t), Options{CacheDir: cacheDir})
	if err != nil || scan.Unreadable == nil || len(scan.Pages) != 1 || scan.Pages[0].Offers[0].Drawings != 1 {
		t.Errorf("%v %+v", err, scan)
	}
}
