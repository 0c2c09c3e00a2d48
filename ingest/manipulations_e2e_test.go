//go:build e2e

package ingest

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// What must become of a sample.
const (
	mustRead   = "read"   // its text comes out
	mustRefuse = "refuse" // it is refused, with a reason
	mayRefuse  = "either" // what the file still holds is read, or it is refused
)

// manipulation is what happens to a PDF between its producer and us.
type manipulation struct {
	name   string
	expect string
	do     func(w *workshop, in, out string)
}

func qpdf(args ...string) func(w *workshop, in, out string) {
	return func(w *workshop, in, out string) {
		w.run("", "qpdf", append(append([]string{"--warning-exit-0"}, args...), in, out)...)
	}
}

// laid puts a page over (or, with --underlay, under) each page of a file.
func laid(how, content string) func(w *workshop, in, out string) {
	return func(w *workshop, in, out string) {
		stamp := filepath.Join(w.dir, "stamp.pdf")
		const font = "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[814 907 500]/FontDescriptor<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>>>]>>"
		data := joined([]string{
			"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</S " + font + ">>/XObject<</I 5 0 R>>>>/Contents 4 0 R>>",
			stream("", content),
			stream("/Type/XObject/Subtype/Image/Width 8/Height 8/ImageMask true/BitsPerComponent 1", "\x3c\x42\x81\x99\x99\x81\x42\x3c"),
		})
		if err := os.WriteFile(stamp, data, 0o600); err != nil {
			w.t.Fatal(err)
		}
		w.run("", "qpdf", "--warning-exit-0", in, how, stamp, "--to=1-z", "--from=", "--repeat=1", "--", out)
	}
}

func gbkHex(s string) string {
	q := &quill{h: hand{encoding: "GBK-EUC-H"}}
	var b strings.Builder
	for _, r := range s {
		b.WriteString(q.code(r))
	}
	return b.String()
}

// seal is the round seal of a court, its name around a star.
func seal() string {
	var b strings.Builder
	b.WriteString("1 0 0 RG 1 0 0 rg 3 w 460 200 m 460 235 432 260 400 260 c 365 260 340 235 340 200 c 340 165 365 140 400 140 c 432 140 460 165 460 200 c s\n")
	b.WriteString("400 222 m 406 205 l 424 205 l 410 194 l 415 178 l 400 188 l 385 178 l 390 194 l 376 205 l 394 205 l f\n")
	name := []rune("某某县人民法院")
	for i, r := range name {
		a := math.Pi/2 - (float64(i)-float64(len(name)-1)/2)*0.55
		s, c := math.Sincos(a - math.Pi/2)
		fmt.Fprintf(&b, "BT /S 14 Tf %.3f %.3f %.3f %.3f %.1f %.1f Tm <%s> Tj ET\n", c, s, -s, c, 400+44*math.Cos(a)-7*c, 200+44*math.Sin(a)-7*s, gbkHex(string(r)))
	}
	return b.String()
}

var mediaBox = regexp.MustCompile(`/MediaBox\s*\[\s*([-0-9.]+)\s+([-0-9.]+)\s+([-0-9.]+)\s+([-0-9.]+)\s*\]`)

// unpacked gives a file without packed streams. A workshop makes many files of
// one, and unpacks it once.
func (w *workshop) unpacked(in string) []byte {
	if w.plain == nil {
		w.plain = map[string][]byte{}
	}
	if w.plain[in] == nil {
		plain := filepath.Join(w.dir, "plain.pdf")
		qpdf("--qdf", "--object-streams=disable")(w, in, plain)
		w.plain[in] = w.read(plain)
	}
	return bytes.Clone(w.plain[in])
}

// shot is the picture of a page in grey, packed.
type shot struct {
	width, height int
	packed        string
}

// photographs gives the pictures of a file's pages, taken once.
func (w *workshop) photographs(in string) []shot {
	if w.shots[in] != nil {
		return w.shots[in]
	}
	w.run("", "pdftoppm", "-r", "72", "-gray", in, filepath.Join(w.dir, "scan"))
	pages, err := filepath.Glob(filepath.Join(w.dir, "scan-*.pgm"))
	if err != nil || len(pages) == 0 {
		w.t.Fatalf("no picture of %s", in)
	}
	if w.shots == nil {
		w.shots = map[string][]shot{}
	}
	for _, p := range pages {
		data := w.read(p)
		if err := os.Remove(p); err != nil {
			w.t.Fatal(err)
		}
		f := bytes.Fields(data[:min(len(data), 64)])
		var s shot
		s.width, _ = strconv.Atoi(string(f[1]))
		s.height, _ = strconv.Atoi(string(f[2]))
		s.packed = deflated(data[len(data)-s.width*s.height:])
		w.shots[in] = append(w.shots[in], s)
	}
	return w.shots[in]
}

// edited changes the file as text, unpacked, and mends its cross-reference.
func edited(change func(data []byte) []byte) func(w *workshop, in, out string) {
	return func(w *workshop, in, out string) {
		name := w.file("edited.pdf", string(change(w.unpacked(in))))
		mended, err := w.try("", "fix-qdf", name)
		if err != nil {
			w.t.Fatal(err)
		}
		if err := os.WriteFile(out, mended, 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
}

func changed(change func(data []byte) []byte) func(w *workshop, in, out string) {
	return func(w *workshop, in, out string) {
		if err := os.WriteFile(out, change(w.read(in)), 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
}

func boxed(more func(x0, y0, x1, y1 float64) string) func([]byte) []byte {
	return func(data []byte) []byte {
		return mediaBox.ReplaceAllFunc(data, func(m []byte) []byte {
			var n [4]float64
			for i, f := range mediaBox.FindSubmatch(m)[1:] {
				n[i], _ = strconv.ParseFloat(string(f), 64)
			}
			return append(append([]byte{}, m...), more(n[0], n[1], n[2], n[3])...)
		})
	}
}

var (
	bfchars = regexp.MustCompile(`(?s)beginbfchar\s(.*?)endbfchar`)
	bfrange = regexp.MustCompile(`(?s)beginbfrange\s(.*?)endbfrange`)
	target  = regexp.MustCompile(`<([0-9a-fA-F]{4})>(\s*(?:\n|\]|$))`)
)

// lied lets the maps of a file's fonts give other characters: each n-th of
// them one that other gives.
func lied(n int, other func(r rune, i int) rune) func([]byte) []byte {
	return func(data []byte) []byte {
		i := 0
		lie := func(block []byte) []byte {
			return target.ReplaceAllFunc(block, func(m []byte) []byte {
				x, _ := strconv.ParseUint(string(m[1:5]), 16, 16)
				if i++; x < 0x4e00 || i%n != 0 {
					return m
				}
				return append(fmt.Appendf(nil, "<%04x>", other(rune(x), i)), m[6:]...)
			})
		}
		return bfrange.ReplaceAllFunc(bfchars.ReplaceAllFunc(data, lie), lie)
	}
}

// photocopied makes pictures of the pages; angle is how askew the sheet lay.
func photocopied(angle float64, rotate int, over string) func(w *workshop, in, out string) {
	return func(w *workshop, in, out string) {
		objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
		var kids []string
		for _, p := range w.photographs(in) {
			width, height := p.width, p.height
			s, c := math.Sincos(angle * math.Pi / 180)
			draw := fmt.Sprintf("q %.4f %.4f %.4f %.4f 0 0 cm %d 0 0 %d 0 0 cm /I Do Q\n%s", c, s, -s, c, width, height, over)
			objects = append(objects,
				stream(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode", width, height), p.packed),
				stream("", draw),
				fmt.Sprintf("<</Type/Page/Parent 2 0 R/Rotate %d/MediaBox[0 0 %d %d]/Resources<</XObject<</I %d 0 R>>>>/Contents %d 0 R>>", rotate, width, height, len(objects)+1, len(objects)+2))
			kids = append(kids, fmt.Sprintf("%d 0 R", len(objects)))
		}
		objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " "))
		if err := os.WriteFile(out, joined(objects), 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
}

// increased appends an update of the file as editors do (ISO 32000-1, 7.5.6).
func increased(data []byte) []byte {
	x := bytes.LastIndex(data, []byte("startxref"))
	before := strings.Fields(string(data[x:]))[1]
	t := data[bytes.LastIndex(data, []byte("trailer")):]
	size := regexp.MustCompile(`/Size (\d+)`).FindSubmatch(t)[1]
	root := regexp.MustCompile(`/Root (\d+ \d+ R)`).FindSubmatch(t)[1]
	n, _ := strconv.Atoi(string(size))
	out := append(bytes.TrimRight(bytes.Clone(data), "\n"), '\n')
	at := len(out)
	out = fmt.Appendf(out, "%d 0 obj\n<</Producer(editor)>>\nendobj\n", n)
	at2 := len(out)
	return fmt.Appendf(out, "xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %s/Info %d 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n", n, at, n+1, root, n, before, at2)
}

func manipulations() []manipulation {
	const weak = "--allow-weak-crypto"
	return []manipulation{
		{"as made", mustRead, changed(func(b []byte) []byte { return b })},
		{"linearized", mustRead, qpdf("--linearize")},
		{"object streams", mustRead, qpdf("--object-streams=generate")},
		{"unpacked", mustRead, qpdf("--qdf", "--object-streams=disable")},
		{"aes-256, no password", mustRead, qpdf("--encrypt", "", "owner", "256", "--")},
		{"aes-128, no password", mustRead, qpdf(weak, "--encrypt", "", "owner", "128", "--use-aes=y", "--cleartext-metadata", "--")},
		{"rc4-128, no password", mustRead, qpdf(weak, "--encrypt", "", "owner", "128", "--use-aes=n", "--")},
		{"rc4-40, no password", mustRead, qpdf(weak, "--encrypt", "", "owner", "40", "--")},
		{"password", mustRefuse, qpdf("--encrypt", "secret", "owner", "256", "--")},
		{"turned 90", mustRead, qpdf("--rotate=+90")},
		{"turned 180", mustRead, qpdf("--rotate=+180")},
		{"turned 270", mustRead, qpdf("--rotate=+270")},
		{"mutool clean", mustRead, func(w *workshop, in, out string) { w.run("", "mutool", "clean", "-gggzs", in, out) }},
		{"seal over the text", mustRead, laid("--overlay", seal())},
		{"seal as a picture", mustRead, laid("--overlay", "1 0 0 rg q 120 0 0 120 340 140 cm /I Do Q")},
		{"watermark aslant", mustRead, laid("--overlay", "BT /S 48 Tf .8 g .7 .7 -.7 .7 150 250 Tm <"+gbkHex("内部资料严禁外传")+"> Tj ET")},
		{"watermark behind the lines", mustRead, laid("--underlay", "BT /S 60 Tf .85 g 1 0 0 1 120 430 Tm <"+gbkHex("仅供查阅")+"> Tj ET")},
		{"header and page number", mustRead, laid("--overlay", "BT /S 9 Tf 1 0 0 1 240 808 Tm <"+gbkHex("某某县人民法院裁判文书")+"> Tj 1 0 0 1 290 25 Tm <"+gbkHex("第1页")+"> Tj ET")},
		{"crop box", mustRead, edited(boxed(func(x0, y0, x1, y1 float64) string {
			return fmt.Sprintf(" /CropBox [%g %g %g %g]", x0+15, y0+15, x1-15, y1-15)
		}))},
		{"user unit", mustRead, edited(boxed(func(_, _, _, _ float64) string { return " /UserUnit 1.5" }))},
		{"update appended", mustRead, func(w *workshop, in, out string) {
			if err := os.WriteFile(out, increased(w.unpacked(in)), 0o600); err != nil {
				w.t.Fatal(err)
			}
		}},
		{"junk before and behind", mustRead, changed(func(b []byte) []byte {
			return append(append([]byte("HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"), b...), "\r\n<!-- served -->\r\n"...)
		})},
		{"version 2.0", mustRead, changed(func(b []byte) []byte { return append([]byte("%PDF-2.0"), b[8:]...) })},
		{"every offset wrong", mustRead, changed(func(b []byte) []byte {
			i := bytes.IndexByte(b, '\n') + 1
			return append(append(append([]byte{}, b[:i]...), "% moved by a mail gateway\n"...), b[i:]...)
		})},
		{"no cross-reference", mayRefuse, edited2(func(b []byte) []byte {
			i, j := bytes.LastIndex(b, []byte("\nxref")), bytes.LastIndex(b, []byte("startxref"))
			return append(append([]byte{}, b[:i+1]...), b[j:]...)
		})},
		{"line ends of a mail program", mayRefuse, changed(func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) })},
		{"cut at three quarters", mustRefuse, changed(func(b []byte) []byte { return b[:len(b)*3/4] })},
		{"no maps", mayRefuse, edited(func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("/ToUnicode"), []byte("/ToNothing")) })},
		{"maps of the next character", mayRefuse, edited(lied(1, func(r rune, _ int) rune { return r + 1 }))},
		{"maps shuffled", mayRefuse, func(w *workshop, in, out string) {
			var last rune = '的'
			edited(lied(1, func(r rune, _ int) rune { r, last = last, r; return r }))(w, in, out)
		}},
		{"maps wrong for every eighth", mayRefuse, edited(lied(8, func(r rune, i int) rune { return 0x4e00 + (r*31+rune(i)*77)%0x5000 }))},
		{"printed anew by ghostscript", mayRefuse, func(w *workshop, in, out string) {
			w.run("", "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", "-sOutputFile="+out, in)
		}},
		{"printed anew by cairo", mayRefuse, func(w *workshop, in, out string) { w.run("", "pdftocairo", "-pdf", in, out) }},
		{"through postscript", mayRefuse, func(w *workshop, in, out string) {
			w.run("", "pdftops", in, filepath.Join(w.dir, "x.ps"))
			if _, err := w.try("", "ps2pdf", "x.ps", out); err != nil {
				_ = os.Remove(out) // Ghostscript cannot do it for every file
			}
		}},
		{"scan", mustRefuse, photocopied(0, 0, "")},
		{"scan askew", mustRefuse, photocopied(1.5, 0, "")},
		{"scan turned", mustRefuse, photocopied(0, 90, "")},
		{"scan with seal", mustRefuse, photocopied(0, 0, "1 0 0 rg 400 200 60 60 re f")},
	}
}

// edited2 changes the unpacked file and leaves its cross-reference wrong.
func edited2(change func([]byte) []byte) func(w *workshop, in, out string) {
	return func(w *workshop, in, out string) {
		if err := os.WriteFile(out, change(w.unpacked(in)), 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
}
