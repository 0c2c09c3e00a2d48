//go:build e2e

package report

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"zeren/ingest"
)

// run gives what a program prints; anything but success ends the test.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// TestPDFWithOtherPrograms: qpdf finds no fault, every face is embedded with
// its Unicode, and pdftotext reads the words of the draft.
func TestPDFWithOtherPrograms(t *testing.T) {
	r := renderer(t)
	all := papers(t)
	for _, k := range reals(t) {
		all["real-"+k.name] = k.draft
	}
	for name, d := range all {
		b, err := r.PDF(d)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), name+".pdf")
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if out := run(t, "qpdf", "--check", file); strings.Contains(out, "WARNING") {
			t.Errorf("%s: %s", name, out)
		}
		lines := strings.Split(strings.TrimSpace(run(t, "pdffonts", file)), "\n")
		if len(lines) < 4 {
			t.Errorf("%s: too few faces:\n%s", name, strings.Join(lines, "\n"))
		}
		for _, ln := range lines[2:] {
			f := strings.Fields(ln) // name, CID TrueType, Identity-H, emb, sub, uni, object
			if len(f) < 7 || f[4] != "yes" || f[6] != "yes" {
				t.Errorf("%s: a face is not embedded with Unicode: %s", name, ln)
			}
		}
		info := run(t, "pdfinfo", file)
		if !strings.Contains(info, d.Title) || !strings.Contains(info, "A4") {
			t.Errorf("%s: metadata:\n%s", name, info)
		}
		for _, k := range d.Meta.Keywords {
			if !strings.Contains(info, k) {
				t.Errorf("%s: the metadata have no %s", name, k)
			}
		}
		if out := run(t, "qpdf", "--json", "--json-key=qpdf", file); !strings.Contains(out, `"/Lang": "u:zh-CN"`) {
			t.Errorf("%s: no language", name)
		}
		// A bookmark for each heading and each annex.
		marks := run(t, "qpdf", "--json", "--json-key=outlines", file)
		for _, b := range d.Blocks {
			if b.Kind == Heading && !strings.Contains(unspaced(marks), unspaced(b.text())) {
				t.Errorf("%s: no bookmark for %s", name, b.text())
			}
			if b.Kind == AnnexTitle && !strings.Contains(marks, b.Runs[0].Text) {
				t.Errorf("%s: no bookmark for %s", name, b.Runs[0].Text)
			}
		}
		got := unspaced(run(t, "pdftotext", "-enc", "UTF-8", "-nopgbrk", file, "-"))
		read := 0
		for _, b := range d.Blocks {
			if b.Kind != Paragraph && b.Kind != Quote && b.Kind != Heading {
				continue
			}
			for _, s := range strings.FieldsFunc(b.text(), func(r rune) bool { return strings.ContainsRune("，。；：", r) }) {
				// A clause that runs over the end of a page has a page number in it.
				if read++; !strings.Contains(got, unspaced(s)) && !strings.Contains(withoutFolios(got), unspaced(s)) {
					t.Errorf("%s: pdftotext does not read %q", name, s)
				}
			}
		}
		if read == 0 && d.Form != Sheet {
			t.Errorf("%s: nothing was read", name)
		}
		for _, s := range []string{"𬭚", "堃"} {
			if name == "report" && !strings.Contains(got, s) {
				t.Errorf("%s: %s is not read back", name, s)
			}
		}
	}
}

// TestDOCXWithLibreOffice: LibreOffice opens the DOCX and prints the words that
// the PDF has.
func TestDOCXWithLibreOffice(t *testing.T) {
	dir := t.TempDir()
	r := renderer(t)
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", filepath.Join(dir, "out")}
	for name, draft := range samples {
		d := draft()
		b, err := DOCX(d)
		if err != nil {
			t.Fatal(err)
		}
		p, err := r.PDF(d)
		if err != nil {
			t.Fatal(err)
		}
		for ext, data := range map[string][]byte{".docx": b, ".ours.pdf": p} {
			if err := os.WriteFile(filepath.Join(dir, name+ext), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		args = append(args, filepath.Join(dir, name+".docx"))
	}
	run(t, "soffice", args...)
	for name := range samples {
		// The columns of a table are read in another order, and the label of
		// a row cut by a page stands twice in the PDF: so the characters are
		// counted, but for the one label that is cut.
		read := func(file string) map[rune]int {
			text := withoutFolios(unspaced(run(t, "pdftotext", "-enc", "UTF-8", "-nopgbrk", file, "-")))
			// A head stands once on each page of its table, which other faces
			// may make one more or one less.
			for _, b := range samples[name]().Blocks {
				if b.Kind == Rows && b.Table != nil {
					for _, h := range b.Table.Head {
						text = strings.ReplaceAll(text, unspaced(h), "")
					}
				}
			}
			count := map[rune]int{}
			for _, c := range text {
				if !strings.ContainsRune("判决主文", c) { // the label, which may stand on two lines
					count[c]++
				}
			}
			return count
		}
		ours, theirs := read(filepath.Join(dir, name+".ours.pdf")), read(filepath.Join(dir, "out", name+".pdf"))
		if len(ours) < 50 {
			t.Errorf("%s: only %d different characters were read", name, len(ours))
		}
		for c := range ours {
			if ours[c] != theirs[c] {
				t.Errorf("%s: %q stands %d times in the pdf, %d times in the docx", name, c, ours[c], theirs[c])
			}
		}
		for c := range theirs {
			if ours[c] == 0 {
				t.Errorf("%s: %q stands in the docx alone", name, c)
			}
		}
	}
}

// TestBothReaders: with pdfium beside our own layer, too, ingest gives the words
// back.
func TestBothReaders(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"report", "letter", "sheet"} {
		readByIngest(t, name, samples[name](), ingest.Options{CacheDir: dir})
	}
}

// furnished is what stands between the text of two pages.
var furnished = regexp.MustCompile(`—\d+—|草稿(?:未生效/待确认)?`)

func withoutFolios(s string) string { return furnished.ReplaceAllString(s, "") }

// TestXLSXWithLibreOffice: LibreOffice reads the register as the cells that were
// written, dates as dates, and prints it across A4.
func TestXLSXWithLibreOffice(t *testing.T) {
	dir := t.TempDir()
	g := sampleRegister()
	data, err := g.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "t.xlsx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	profile := "-env:UserInstallation=file://" + filepath.Join(dir, "profile")
	run(t, "soffice", profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", dir, file)
	text, err := os.ReadFile(filepath.Join(dir, "t.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2026-03-05", "2026-04-07", "（2026）皖15行终8号", "已届满3日", "=cmd|' /C calc'!A0.pdf"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	run(t, "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", dir, file)
	if info := run(t, "pdfinfo", filepath.Join(dir, "t.pdf")); !strings.Contains(info, "841.") || !strings.Contains(info, "A4") {
		t.Errorf("print: %s", info)
	}
}

// TestAnalysisWithLibreOffice: the charts of an analysis are drawn by
// LibreOffice, too, with the labels and the words that the PDF has.
func TestAnalysisWithLibreOffice(t *testing.T) {
	dir := t.TempDir()
	d, err := Analysis(halfYear(t, yearOfCases()))
	if err != nil {
		t.Fatal(err)
	}
	docx, err := DOCX(d)
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := renderer(t).PDF(d)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"a.docx": docx, "ours.pdf": pdf} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir, filepath.Join(dir, "a.docx"))
	if out := run(t, "qpdf", "--check", filepath.Join(dir, "ours.pdf")); strings.Contains(out, "WARNING") {
		t.Error(out)
	}
	for _, file := range []string{"a.pdf", "ours.pdf"} {
		text := unspaced(run(t, "pdftotext", "-enc", "UTF-8", "-nopgbrk", filepath.Join(dir, file), "-"))
		for _, b := range d.Blocks {
			want := []string{}
			switch b.Kind {
			case Heading:
				want = append(want, b.text())
			case Figure:
				want = append(append(want, b.Chart.Title), b.Chart.Labels...)
			}
			for _, w := range want {
				// A long label of a chart is broken by its reader's program.
				if first := []rune(unspaced(w)); !strings.Contains(text, string(first[:min(6, len(first))])) {
					t.Errorf("%s: no %q", file, w)
				}
			}
		}
	}
}
