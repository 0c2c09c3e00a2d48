package ingest

import (
	"archive/zip"
	"bytes"
	"testing"
)

// TestSniffsStoredArchive: an archive that packs without compressing shows the
// header of its first file within its own first bytes.
func TestSniffsStoredArchive(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"1.pdf", "2.pdf"} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("%PDF-1.4\n1 0 obj\n%%EOF\n")); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if got := sniff(b.Bytes()); got != mediaZip {
		t.Errorf("%s, want %s", got, mediaZip)
	}
	if !Whole(b.Bytes()) {
		t.Error("taken for a torn PDF")
	}
}
