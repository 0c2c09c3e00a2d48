package pdf

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestDecrypt opens a file under AES-256 with the empty password, and tells
// one that asks for another.
func TestDecrypt(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "xiuyan-gongcheng-minshi.office-aes256.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := Layer(data, 100, none)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range f.Pages {
		if p.Err != nil || p.Torn || p.Unknown > 0 || len(p.Glyphs) < 100 {
			t.Errorf("page %d: %v, %d glyphs", i+1, p.Err, len(p.Glyphs))
		}
	}
	plain, err := decrypt(data)
	if err != nil || len(plain) != len(data) || Torn(plain) != 0 {
		t.Errorf("%v: %d bytes of %d, %d streams torn", err, len(plain), len(data), Torn(plain))
	}
	// Another salt for the check of the password: the empty one is wrong.
	i := bytes.Index(data, []byte("/U <"))
	if i < 0 {
		t.Fatal("no /U")
	}
	locked := bytes.Clone(data)
	locked[i+70] ^= 1
	if _, err := Layer(locked, 100, none); !errors.Is(err, ErrEncrypted) {
		t.Errorf("%v", err)
	}
}

func FuzzDecrypt(f *testing.F) {
	f.Add([]byte("1 0 obj<</Filter/Standard/V 2/R 3/Length 128/O(x)/U<00>/P -4>>endobj trailer<</Encrypt 1 0 R/ID[(a)(b)]>>"))
	f.Add([]byte("/Encrypt<</Filter/Standard/V 5/R 6/U()/UE()/CF<</StdCF<</CFM/AESV3>>>>/StmF/StdCF>> 2 0 obj<</Length 3>>stream\nabc\nendstream"))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := decrypt(data)
		if err == nil && len(out) != len(data) {
			t.Errorf("%d bytes, %d before", len(out), len(data))
		}
	})
}
