package pipelines

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

func zipped(t *testing.T, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestArchive: each file of an archive is a source of its own; what a person
// must look at is laid aside under its own name, and the archive is kept.
func TestArchive(t *testing.T) {
	p := newPlace(t)
	inner := zipped(t, "丙.txt", judgment(3, true), "甲.txt", judgment(1, true))
	p.drop("街道/卷宗.zip", zipped(t, "一审/甲.txt", judgment(1, true), "乙.txt", judgment(2, false), "空.txt", "", "内层.zip", inner))
	p.drop("改名.pdf", zipped(t, "丁.txt", judgment(4, true)))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantNames(t, p.cfg.Inbox, "已处理/街道/卷宗.zip", "已处理/改名.pdf",
		"待人工处理/街道/卷宗（压缩包）/空.txt", "待人工处理/街道/卷宗（压缩包）/空.txt.说明.txt")
	wantReports(t, p, 3)
	o := p.open()
	list := register(t, o)
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	if len(list) != 8 {
		t.Errorf("%d sources", len(list))
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	// The same archive again is known.
	p.drop("再来.zip", zipped(t, "丁.txt", judgment(4, true)))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantReports(t, p, 3)
	if n := len(p.kinds(Recognised)); n != 2 { // 甲 in the inner archive, and the archive
		t.Errorf("%d recognised", n)
	}
}

// TestArchiveDepth: archives in each other without end are not followed.
func TestArchiveDepth(t *testing.T) {
	p := newPlace(t)
	data := judgment(1, true)
	for range archiveDepth + 1 {
		data = zipped(t, "包.zip", data)
	}
	p.drop("包.zip", data)
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	wantReports(t, p, 0)
	aside := ""
	for name := range tree(t, p.cfg.Inbox) {
		if strings.HasPrefix(name, "待人工处理/") && strings.HasSuffix(name, ".zip") {
			aside = name
		}
	}
	if aside == "" {
		t.Errorf("%v", names(tree(t, p.cfg.Inbox)))
	}
}
