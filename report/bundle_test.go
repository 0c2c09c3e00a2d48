package report

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// joinedSample is a PDF in the form that pdfium saves, of n empty pages.
func joinedSample(n int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\r\n%\xa1\xb3\xc5\xd7\r\n")
	var at []int
	object := func(s string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\r\n%s\r\nendobj\r\n", len(at), s)
	}
	object("<</Pages 2 0 R /Type/Catalog>>")
	kids := ""
	for i := range n {
		kids += fmt.Sprintf(" %d 0 R ", 4+i)
	}
	object(fmt.Sprintf("<</Count %d/Kids[%s]/Type/Pages>>", n, kids))
	object("<</CreationDate(D:20220101000000)/Creator(PDFium)/Producer(PDFium)>>")
	for range n {
		object("<</MediaBox[0 0 595 842]/Parent 2 0 R /Type/Page>>")
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\r\n0 %d\r\n0000000000 65535 f\r\n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n\r\n", o)
	}
	fmt.Fprintf(&b, "trailer\r\n<<\r\n/Root 1 0 R\r\n/Info 3 0 R\r\n/Size %d/ID[<01><01>]>>\r\nstartxref\r\n%d\r\n%%%%EOF\r\n", len(at)+1, table)
	return b.Bytes()
}

// TestBind: bookmarks for the parts, what the draft says of itself, nothing of
// the joining's own making; the same bytes twice.
func TestBind(t *testing.T) {
	d := sampleSheet()
	d.Bundle = &Bundle{Title: "合订本𬭚"}
	d = d.Bound()
	parts := []Part{{"审核表", 1}, {"报告（一）", 3}, {"判决书", 2}}
	got, err := Bind(joinedSample(6), parts, d)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := Bind(joinedSample(6), parts, d); !bytes.Equal(got, again) {
		t.Error("two runs give different bytes")
	}
	for _, want := range []string{
		"/Lang (zh-CN)", "/Title <FEFF" + utf16Hex("合订本𬭚") + ">", "/Title <FEFF" + utf16Hex("报告（一）") + ">",
		"/Dest[4 0 R/Fit]", "/Dest[5 0 R/Fit]", "/Dest[8 0 R/Fit]", "/Count 3", "/CreationDate (D:20200506000000Z)",
	} {
		if !bytes.Contains(got, []byte(want)) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	for _, old := range []string{"2022", "PDFium"} {
		if bytes.Contains(got, []byte(old)) {
			t.Errorf("%s is still there", old)
		}
	}
	// What was bound can be read as joined pages again: the table is right.
	f, err := readJoined(got)
	if err != nil {
		t.Fatal(err)
	}
	if pages, err := f.pages(); err != nil || len(pages) != 6 {
		t.Errorf("%v %v", pages, err)
	}
	for _, bad := range [][]Part{nil, {{"审核表", 5}}, {{"审核表", 6}, {"报告", 0}}} {
		if _, err := Bind(joinedSample(6), bad, d); err == nil {
			t.Errorf("%v was bound", bad)
		}
	}
}

// FuzzBind: no bytes make it panic.
func FuzzBind(f *testing.F) {
	f.Add(joinedSample(2))
	f.Add([]byte("xref\n0 1\ntrailer\nstartxref\n0\n"))
	f.Add([]byte(strings.Replace(string(joinedSample(2)), "0 6", "-1 6", 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := Bind(data, []Part{{"甲", 2}}, sampleSheet())
		if err != nil && !errors.Is(err, errJoined) {
			t.Errorf("%v", err)
		}
	})
}
