package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// docxText reads the words of word/document.xml, a line for each paragraph, and
// holds every part to be well-formed.
func docxText(t testing.TB, b []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	found := false
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(r)
		for in := ""; ; {
			tok, err := dec.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			if f.Name != "word/document.xml" {
				continue
			}
			found = true
			switch e := tok.(type) {
			case xml.StartElement:
				in = e.Name.Local
			case xml.EndElement:
				in = ""
				if e.Name.Local == "p" {
					text.WriteByte('\n')
				}
			case xml.CharData:
				if in == "t" {
					text.Write(e)
				}
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if !found {
		t.Fatal("no document in the docx")
	}
	return text.String()
}

// draftWords are all the words of a draft, block by block.
func draftWords(d Draft) []string {
	words := []string{d.Title}
	for _, b := range d.Blocks {
		switch b.Kind {
		case Rows:
			if b.Table == nil {
				continue
			}
			words = append(words, b.Table.Head...)
			for _, r := range b.Table.Rows {
				for _, c := range r {
					words = append(append(words, c.Text...), c.Foot...)
				}
			}
		case Figure:
			words = append(words, b.Chart.Title)
		case Timeline:
			for _, e := range b.Line {
				words = append(words, eventDate(e.Date), e.Label)
			}
		case Attachments, AnnexTitle:
			for _, r := range b.Runs {
				words = append(words, r.Text)
			}
		default:
			words = append(words, b.text())
		}
	}
	for _, s := range d.Signatures {
		words = append(words, s.Unit, s.Date)
	}
	return words
}

// TestDOCX: well-formed, the same bytes twice, and every word of the draft.
func TestDOCX(t *testing.T) {
	for name, d := range papers(t) {
		b, err := DOCX(d)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := DOCX(d); !bytes.Equal(b, again) {
			t.Errorf("%s: two runs give different bytes", name)
		}
		if *pdfDir != "" {
			if err := os.WriteFile(filepath.Join(*pdfDir, name+".docx"), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, at := unspaced(docxText(t, b)), 0
		for _, w := range draftWords(d) {
			w = unspaced(w)
			i := strings.Index(got[at:], w)
			if i < 0 {
				// Signatures stand before the annexes.
				if !strings.Contains(got, w) {
					t.Errorf("%s: not in the docx: %q", name, w)
				}
				continue
			}
			at += i
		}
	}
}

// TestDOCXEscapes: what XML cannot hold is left out, what it reserves stays.
func TestDOCXEscapes(t *testing.T) {
	b, err := DOCX(Draft{Title: "甲<乙>&\"丙\"\x00\x01\u200b\uFFFF𬭚", Blocks: []Block{para("一\n二\t三")}})
	if err != nil {
		t.Fatal(err)
	}
	if got := docxText(t, b); !strings.Contains(got, "甲<乙>&\"丙\"𬭚\n") || !strings.Contains(got, "一二 三\n") {
		t.Errorf("%q", got)
	}
}

func BenchmarkDOCX(b *testing.B) {
	d := sampleReport()
	for b.Loop() {
		if _, err := DOCX(d); err != nil {
			b.Fatal(err)
		}
	}
}
