package report

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"zeren/report/fonts"
)

var pdfDir = flag.String("pdf", "", "write the sample papers to this folder, to be looked at")

// TestPDFTwice: the same draft gives the same bytes, from another renderer too,
// and says what it is and in which language.
func TestPDFTwice(t *testing.T) {
	a, b := renderer(t), renderer(t)
	all := papers(t)
	if *pdfDir == "" {
		clear(all)
		for name, draft := range samples {
			all[name] = draft()
		}
	}
	for name, d := range all {
		x, err := a.PDF(d)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		y, err := b.PDF(d)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !bytes.Equal(x, y) {
			t.Errorf("%s: two runs give different bytes", name)
		}
		for _, want := range []string{"/Lang (zh-CN)", "/Title (\xFE\xFF", "/ID[<", "%%EOF"} {
			if !bytes.Contains(x, []byte(want)) {
				t.Errorf("%s: the pdf has no %q", name, want)
			}
		}
		// The date is that of the decision; where it is unknown there is none.
		if has := bytes.Contains(x, []byte("/CreationDate (D:20")); has != (d.Meta.Date != "") {
			t.Errorf("%s: decided on %q, the pdf has a date: %v", name, d.Meta.Date, has)
		}
		if d.Meta.Date == "" && (bytes.Contains(x, []byte("/CreationDate")) || bytes.Contains(x, []byte("/ModDate"))) {
			t.Errorf("%s: an undated paper has a date", name)
		}
		if bytes.Contains(x, []byte("/Count 0")) {
			t.Errorf("%s: an outline entry counts zero children", name)
		}
		if *pdfDir != "" {
			if err := os.WriteFile(filepath.Join(*pdfDir, name+".pdf"), x, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestMissing: a character in no face is named, and the paper shows its code
// point instead of a box.
func TestMissing(t *testing.T) {
	r := renderer(t)
	d := Draft{Title: "关于\U0002A6D6某的报告", Blocks: []Block{para("\U0002A6D6某、\uE000某")}}
	b, err := r.PDF(d)
	var m *MissingError
	if !errors.As(err, &m) || string(m.Chars) != "\U0002A6D6\uE000" {
		t.Fatalf("error %v", err)
	}
	if len(b) == 0 {
		t.Fatal("no paper beside the error")
	}
	s := r.Layout(d).String()
	for _, want := range []string{"〔U+2A6D6〕某、〔U+E000〕某", "注：字体中没有下列字符，已用其编码代替：〔U+2A6D6〕、〔U+E000〕。"} {
		if !strings.Contains(s, want) {
			t.Errorf("the layout does not show %s:\n%s", want, s)
		}
	}
}

// TestOwnFaces: an office's own face is used, and its digest stands among the
// keywords.
func TestOwnFaces(t *testing.T) {
	set, err := fonts.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	own := *set.Face(fonts.Kai)
	own.Own, own.Name = true, "KaiTi_GB2312"
	mine, err := fonts.NewSet(map[fonts.Role]*fonts.Face{fonts.Kai: &own})
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewRenderer(mine)
	if err != nil {
		t.Fatal(err)
	}
	b, err := r.PDF(sampleReport())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"+KaiTi_GB2312\n", utf16Text("楷体=KaiTi_GB2312 sha256:" + own.Digest())[2:]} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("the pdf has no %s", want)
		}
	}
}

// TestSharedRenderer: goroutines share one renderer and get the same bytes.
func TestSharedRenderer(t *testing.T) {
	r := renderer(t)
	want, err := r.PDF(sampleReport())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 3 {
				if got, err := r.PDF(sampleReport()); err != nil || !bytes.Equal(got, want) {
					t.Errorf("other bytes, or %v", err)
				}
			}
		})
	}
	wg.Wait()
}
