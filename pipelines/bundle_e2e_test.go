//go:build e2e

package pipelines

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zeren/ingest"
	"zeren/testdata"
)

// TestBundleWithOtherPrograms: qpdf finds no fault in a bundle; it has the form,
// the report and the pages of the judgment, and the same bytes each time.
func TestBundleWithOtherPrograms(t *testing.T) {
	const name = "wenzhou-zhifa-yishen.office.pdf"
	data, err := testdata.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	chain := realChain(t)
	cache := t.TempDir()
	chain.Decode = func(_ context.Context, name string, data []byte) (ingest.Document, error) {
		return ingest.Decode(name, data, ingest.Options{CacheDir: cache})
	}
	var bundle []byte
	for range 2 {
		r, err := chain.Run(t.Context(), Input{Name: name, Data: data})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Files {
			if f.Title != "审核表及附件合订本" {
				continue
			}
			if bundle != nil && string(bundle) != string(f.Data) {
				t.Error("two runs give different bundles")
			}
			bundle = f.Data
		}
	}
	file := filepath.Join(t.TempDir(), "bundle.pdf")
	if err := os.WriteFile(file, bundle, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", file).CombinedOutput(); err != nil || strings.Contains(string(out), "WARNING") {
		t.Errorf("qpdf: %v %s", err, out)
	}
	text, err := exec.Command("pdftotext", "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	plain := strings.Join(strings.Fields(string(text)), "")
	for _, want := range []string{"责任分析报告审核表", "调查处理意见", "本判决", "审判长"} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %q in the bundle", want)
		}
	}
}
