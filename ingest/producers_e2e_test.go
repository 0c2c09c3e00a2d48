//go:build e2e

package ingest

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"
)

// producer is a program that makes a PDF, as Debian has it. Its text gives
// one paragraph a line; the first three are heading, title and number.
type producer struct {
	name string
	make func(w *workshop, text, out string)
	mute bool // it tells no characters: its files must be refused
}

// workshop runs programs in a folder of its own.
type workshop struct {
	t   *testing.T
	dir string

	plain map[string][]byte // see unpacked
	shots map[string][]shot // see photographs
}

func (w *workshop) run(env, name string, args ...string) {
	w.t.Helper()
	if out, err := w.try(env, name, args...); err != nil {
		w.t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

func (w *workshop) try(env, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = w.dir
	cmd.WaitDelay = time.Second
	if env != "" {
		cmd.Env = append(os.Environ(), env)
	}
	return cmd.CombinedOutput()
}

func (w *workshop) file(name, content string) string {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

func (w *workshop) read(name string) []byte {
	w.t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		w.t.Fatal(err)
	}
	return data
}

func htmlPaper(text, font string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="zh"><head><meta charset="utf-8"><style>@page{size:A4;margin:37mm 26mm 35mm 28mm}body{font:16pt/28.95pt "%s"}p{margin:0;text-indent:2em;text-align:justify}p.t{text-align:center;text-indent:0;font-size:20pt}p.n{text-align:right}</style></head><body>`, font)
	for i, p := range strings.Split(text, "\n") {
		class := ""
		if i < 3 {
			class = []string{` class="t"`, ` class="t"`, ` class="n"`}[i]
		}
		fmt.Fprintf(&b, "<p%s>%s</p>\n", class, html.EscapeString(p))
	}
	return b.String()
}

func flatPaper(text, font string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'%s'"/></office:font-face-decls>
<office:automatic-styles>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="3.7cm" fo:margin-bottom="2.5cm" fo:margin-left="2.8cm" fo:margin-right="2.6cm"/><style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties style:font-name-asian="F" style:font-name="F" style:font-size-asian="20pt" fo:font-size="20pt"/></style:style>
<style:style style:name="N" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/><style:text-properties style:font-name-asian="F" style:font-name="F" style:font-size-asian="16pt" fo:font-size="16pt"/></style:style>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:text-indent="1.12cm" fo:line-height="28.95pt"/><style:text-properties style:font-name-asian="F" style:font-name="F" style:font-size-asian="16pt" fo:font-size="16pt"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer><text:p text:style-name="T"><text:page-number/></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>
`, font)
	for i, p := range strings.Split(text, "\n") {
		fmt.Fprintf(&b, "<text:p text:style-name=%q>%s</text:p>\n", []string{"T", "T", "N", "B"}[min(i, 3)], html.EscapeString(p))
	}
	b.WriteString("</office:text></office:body></office:document>")
	return b.String()
}

var office sync.Mutex

func (w *workshop) office(font, filter string) func(*workshop, string, string) {
	return func(w *workshop, text, out string) { w.convert(flatPaper(text, font), filter, out) }
}

// convert has LibreOffice make a PDF of a flat document.
func (w *workshop) convert(flat, filter, out string) {
	in := w.file("office.fodt", flat)
	office.Lock() // one profile, one process
	defer office.Unlock()
	w.run("", "soffice", "--headless", "-env:UserInstallation=file:///tmp/zeren-e2e-office", "--convert-to", "pdf"+filter, "--outdir", w.dir, in)
	if err := os.Rename(filepath.Join(w.dir, "office.pdf"), out); err != nil {
		w.t.Fatal(err)
	}
}

func (w *workshop) chromium(font string) func(*workshop, string, string) {
	return func(w *workshop, text, out string) { w.print(htmlPaper(text, font), out) }
}

// print has Chromium make a PDF of a page.
func (w *workshop) print(page, out string) {
	in := w.file("chromium.html", page)
	w.run("", "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--user-data-dir="+filepath.Join(w.dir, "profile"), "--no-pdf-header-footer", "--print-to-pdf="+out, "file://"+in)
}

// rowed parts the paragraphs of a text into rows of three cells, where three
// of few lines follow each other, and rows of one.
func rowed(text string) [][]string {
	var rows [][]string
	short := func(s string) bool { return len([]rune(s)) <= 130 }
	for p := strings.Split(text, "\n"); len(p) > 0; {
		n := 1
		if len(rows) > 2 && len(p) > 2 && short(p[0]) && short(p[1]) && short(p[2]) {
			n = 3
		}
		rows, p = append(rows, p[:n]), p[n:]
	}
	return rows
}

// htmlTables sets a text as paragraphs and tables of three columns; no row is
// broken over pages.
func htmlTables(text, font string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="zh"><head><meta charset="utf-8"><style>@page{size:A4;margin:37mm 26mm 35mm 28mm}body{font:14pt/1.5 "%s"}p{margin:0;text-indent:2em;text-align:justify}table{border-collapse:collapse;table-layout:fixed;width:100%%}tr{break-inside:avoid}td{border:1px solid black;padding:1mm}</style></head><body>`, font)
	for _, r := range rowed(text) {
		if len(r) == 1 {
			fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(r[0]))
			continue
		}
		b.WriteString("<table><tr>")
		for _, c := range r {
			fmt.Fprintf(&b, "<td>%s</td>", html.EscapeString(c))
		}
		b.WriteString("</tr></table>\n")
	}
	return b.String()
}

// flatTables is htmlTables for LibreOffice.
func flatTables(text, font string) string {
	paper := flatPaper(text, font)
	head, _, _ := strings.Cut(paper, "<office:body>")
	var b strings.Builder
	b.WriteString(strings.Replace(head, "</office:automatic-styles>", `<style:style style:name="R" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:border="0.5pt solid #000000"/></style:style>
<style:style style:name="P" style:family="paragraph"><style:text-properties style:font-name-asian="F" style:font-name="F" style:font-size-asian="12pt" fo:font-size="12pt"/></style:style>
</office:automatic-styles>`, 1))
	b.WriteString(`<office:body><office:text>`)
	for _, r := range rowed(text) {
		if len(r) == 1 {
			fmt.Fprintf(&b, "<text:p text:style-name=\"B\">%s</text:p>\n", html.EscapeString(r[0]))
			continue
		}
		b.WriteString(`<table:table><table:table-column table:number-columns-repeated="3"/><table:table-row table:style-name="R">`)
		for _, c := range r {
			fmt.Fprintf(&b, `<table:table-cell table:style-name="C"><text:p text:style-name="P">%s</text:p></table:table-cell>`, html.EscapeString(c))
		}
		b.WriteString("</table:table-row></table:table>\n")
	}
	b.WriteString("</office:text></office:body></office:document>")
	return strings.Replace(b.String(), "<office:document ", `<office:document xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" `, 1)
}

// distilled passes a paper of LibreOffice through Ghostscript.
func (w *workshop) distilled(args ...string) func(*workshop, string, string) {
	return func(w *workshop, text, out string) {
		w.office("AR PL UMing CN", "")(w, text, filepath.Join(w.dir, "before.pdf"))
		w.run("", "gs", append(append([]string{"-q", "-dNOPAUSE", "-dBATCH", "-dSAFER"}, args...), "-sOutputFile="+out, "before.pdf")...)
	}
}

// faces of the reports, which any program can read.
func reportFace(t *testing.T, name string) string {
	path, err := filepath.Abs(filepath.Join("..", "report", "fonts", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// script runs an interpreter over a program, the text's file, the PDF's and
// what else it is told.
func script(interpreter, ending, program string, more ...string) func(*workshop, string, string) {
	return func(w *workshop, text, out string) {
		args := append([]string{w.file("script"+ending, program), w.file("text.txt", text), out}, more...)
		for i, a := range args {
			if a == "FACE" {
				args[i] = reportFace(w.t, "ZerenKai.ttf")
			}
		}
		w.run("", interpreter, args...)
	}
}

const reportlabCID = `import sys
from reportlab.pdfgen import canvas
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
src, out = sys.argv[1:3]
if len(sys.argv) > 3:
    pdfmetrics.registerFont(TTFont('F', sys.argv[3])); f = 'F'
else:
    pdfmetrics.registerFont(UnicodeCIDFont('STSong-Light')); f = 'STSong-Light'
c = canvas.Canvas(out); y = 720; c.setFont(f, 16)
for n, p in enumerate(open(src, encoding='utf8').read().split('\n')):
    line = '　　' if n > 2 else ''
    for ch in p + '\n':
        if ch == '\n' or c.stringWidth(line + ch, f, 16) > 437:
            c.drawString(79, y, line); y -= 28.95; line = ''
            if y < 100:
                c.showPage(); c.setFont(f, 16); y = 720
        if ch != '\n':
            line += ch
c.save()
`

const prawn = `require 'prawn'
src, out, face = ARGV
Prawn::Document.generate(out, page_size: 'A4', margin: [105, 74, 99, 79]) do
  font face, size: 16
  File.read(src, encoding: 'utf-8').split("\n").each_with_index do |l, i|
    text((i > 2 ? "　　" : "") + l, leading: 8)
  end
end
`

const tcpdf = `<?php
require '/usr/share/php/tcpdf/tcpdf.php';
[$x, $src, $out] = $argv;
$p = new TCPDF('P', 'pt', 'A4', true, 'UTF-8'); $p->setPrintHeader(false); $p->setPrintFooter(true); $p->SetMargins(79, 105, 74); $p->SetAutoPageBreak(true, 99);
$p->AddPage(); $p->SetFont('stsongstdlight', '', 16);
foreach (explode("\n", trim(file_get_contents($src))) as $i => $l) $p->Write(28, ($i > 2 ? '　　' : '').$l, '', false, 'L', true);
$p->Output($out, 'F');
`

const api2 = `use PDF::API2; use utf8; my ($src, $out, $face) = @ARGV;
my $pdf = PDF::API2->new(); my $f = $face ? $pdf->ttfont($face, -unicodemap => 1) : $pdf->cjkfont('Song');
open my $h, '<:encoding(UTF-8)', $src; my ($page, $t, $y);
sub leaf { $page = $pdf->page(); $page->mediabox(595, 842); $t = $page->text(); $t->font($f, 16); $y = 720 } leaf(); my $n = 0;
while (my $l = <$h>) { chomp $l; $l = '　　'.$l if $n++ > 2;
  while (length $l) { my $s = '';
    while (length $l) { my $c = substr($l, 0, 1); last if $t->advancewidth($s.$c) > 437; $s .= $c; $l = substr($l, 1) }
    $t->translate(79, $y); $t->text($s); $y -= 28.95; leaf() if $y < 100 } }
$pdf->saveas($out);
`

// rsvg draws each line by itself into a picture of a page, which cairo turns
// into PDF.
func rsvg(w *workshop, text, out string) {
	var pages []string
	for k, lines := range composed(text, 22) {
		var b strings.Builder
		b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" width="595pt" height="842pt" viewBox="0 0 595 842"><g font-family="AR PL UMing CN" font-size="16">`)
		for i, l := range lines {
			fmt.Fprintf(&b, `<text x="%.1f" y="%.1f">%s</text>`, 79+l.indent, 122+28.95*float64(i), html.EscapeString(l.text))
		}
		b.WriteString("</g></svg>")
		pages = append(pages, w.file(fmt.Sprintf("page%d.svg", k), b.String()))
	}
	w.run("", "rsvg-convert", append([]string{"-f", "pdf", "-o", out}, pages...)...)
}

// mutool writes a font of the collection Adobe-GB1 that is not embedded.
func mutool(w *workshop, text, out string) {
	var pages []string
	// The font has no widths: every character is as wide as high.
	for k, lines := range broken(text, 22, func(rune) float64 { return 16 }) {
		var b strings.Builder
		b.WriteString("%%MediaBox 0 0 595 842\n%%CJKFont Song zh-Hans\nBT /Song 16 Tf\n")
		for i, l := range lines {
			fmt.Fprintf(&b, "1 0 0 1 %.1f %.1f Tm <%s> Tj\n", 79+l.indent, 720-28.95*float64(i), utf16Hex(l.text))
		}
		b.WriteString("ET\n")
		pages = append(pages, w.file(fmt.Sprintf("page%d.txt", k), b.String()))
	}
	w.run("", "mutool", append([]string{"create", "-o", out}, pages...)...)
}

func fpdf(w *workshop, text, out string) {
	f := gofpdf.New("P", "pt", "A4", "")
	f.AddUTF8FontFromBytes("F", "", w.read(reportFace(w.t, "FandolFang.ttf")))
	for _, lines := range composed(text, 22) {
		f.AddPage()
		f.SetFont("F", "", 16)
		for i, l := range lines {
			f.Text(79+l.indent, 122+28.95*float64(i), l.text)
		}
	}
	if err := f.OutputFileAndClose(out); err != nil {
		w.t.Fatal(err)
	}
}

// line is a printed line and how far it stands in.
type printed struct {
	text   string
	indent float64
	para   bool
}

// composed breaks a text into pages of lines of 437 points at size 16, with
// full stops and commas kept from the beginning of a line.
func composed(text string, rows int) [][]printed { return broken(text, rows, advance) }

func broken(text string, rows int, advance func(rune) float64) [][]printed {
	var out [][]printed
	var page []printed
	for n, p := range strings.Split(text, "\n") {
		line, width, first := "", 0.0, true
		flush := func() {
			l := printed{text: line, para: first}
			if first && n > 2 {
				l.indent = 32
			}
			page = append(page, l)
			if len(page) == rows {
				out, page = append(out, page), nil
			}
			line, width, first = "", 0, false
		}
		if n > 2 {
			width = 32
		}
		for _, r := range p {
			if width+advance(r) > 437 && !strings.ContainsRune("，。、；：？！）》〉”’〕】", r) {
				flush()
			}
			line += string(r)
			width += advance(r)
		}
		flush()
	}
	if len(page) > 0 {
		out = append(out, page)
	}
	return out
}

func advance(r rune) float64 {
	if r < 0x80 {
		return 8
	}
	return 16
}

func producers(w *workshop) []producer {
	const uming, noto = "AR PL UMing CN", "Noto Serif CJK SC"
	pango := func(out, font string) []string {
		return []string{"-q", "--no-display", "--font=" + font + " 14", "--width=480", "--wrap=char", "--margin=50", "--language=zh", "--output=" + out, "text.txt"}
	}
	return []producer{
		{"libreoffice uming", w.office(uming, ""), false},
		{"libreoffice noto", w.office(noto, ""), false},
		{"libreoffice tagged pdf/a", w.office(uming, `:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},"UseTaggedPDF":{"type":"boolean","value":"true"}}`), false},
		{"chromium noto", w.chromium(noto), false},
		{"chromium uming", w.chromium(uming), false},
		{"wkhtmltopdf", func(w *workshop, text, out string) {
			w.run("QT_QPA_PLATFORM=offscreen", "wkhtmltopdf", "-q", "-s", "A4", "-T", "37mm", "-B", "35mm", "-L", "28mm", "-R", "26mm", w.file("wk.html", htmlPaper(text, uming)), out)
		}, false},
		{"abiword", func(w *workshop, text, out string) {
			w.run("", "abiword", "--to=pdf", "-o", out, w.file("text.txt", text))
		}, false},
		{"pango noto", func(w *workshop, text, out string) {
			w.file("text.txt", text)
			w.run("", "pango-view", pango(out, noto)...)
		}, false},
		{"pango ukai", func(w *workshop, text, out string) {
			w.file("text.txt", text)
			w.run("", "pango-view", pango(out, uming)...)
		}, false},
		{"rsvg cairo", rsvg, false},
		{"ghostscript 1.4", w.distilled("-sDEVICE=pdfwrite", "-dCompatibilityLevel=1.4"), false},
		{"ghostscript 1.2", w.distilled("-sDEVICE=pdfwrite", "-dCompatibilityLevel=1.2"), true},
		{"ghostscript 1.7 whole fonts", w.distilled("-sDEVICE=pdfwrite", "-dCompatibilityLevel=1.7", "-dSubsetFonts=false"), false},
		{"ghostscript pdf/a", w.distilled("-sDEVICE=pdfwrite", "-dPDFA=2", "-sColorConversionStrategy=RGB"), false},
		{"pdftocairo", func(w *workshop, text, out string) {
			w.office(noto, "")(w, text, filepath.Join(w.dir, "before.pdf"))
			w.run("", "pdftocairo", "-pdf", "before.pdf", out)
		}, false},
		{"mutool create", mutool, false},
		{"reportlab STSong-Light", script("/usr/bin/python3", ".py", reportlabCID), false},
		{"reportlab truetype", script("/usr/bin/python3", ".py", reportlabCID, "FACE"), false},
		{"prawn", script("ruby", ".rb", prawn, "FACE"), false},
		{"tcpdf", script("php", ".php", tcpdf), false},
		{"pdf::api2 song", script("perl", ".pl", api2), false},
		{"pdf::api2 truetype", script("perl", ".pl", api2, "FACE"), false},
		{"gofpdf", fpdf, false},
		{"hand GBK-EUC-H", hand{encoding: "GBK-EUC-H"}.write, false},
		{"hand GBKp-EUC-H", hand{encoding: "GBKp-EUC-H"}.write, false},
		{"hand GB-EUC-H", hand{encoding: "GB-EUC-H"}.write, false},
		{"hand UniGB-UCS2-H", hand{encoding: "UniGB-UCS2-H"}.write, false},
		{"hand UniGB-UTF16-H", hand{encoding: "UniGB-UTF16-H"}.write, false},
		{"hand Adobe-GB1 CIDs", hand{encoding: "Identity-H GB1"}.write, false},
		{"hand own CMap", hand{encoding: "own GB1"}.write, false},
		{"hand ToUnicode", hand{encoding: "Identity-H"}.write, false},
		{"hand Type 3", hand{encoding: "Type3"}.write, false},
		{"chromium table", func(w *workshop, text, out string) {
			w.print(htmlTables(text, uming), out)
		}, false},
		{"libreoffice table", func(w *workshop, text, out string) {
			w.convert(flatTables(text, noto), "", out)
		}, false},
	}
}
