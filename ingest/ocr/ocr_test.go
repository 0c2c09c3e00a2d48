package ocr

import (
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const tsvHead = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"

const hocrPage = `<?xml version="1.0"?><html><head><meta name='ocr-system' content='SYSTEM'/></head><body><div class='ocr_page'>
<span class='ocr_line' title="bbox 10 20 90 60"><span class='ocrx_word' title='bbox 10 20 50 60; x_wconf 88'>
<span class='ocrx_cinfo' title='x_bboxes 10 20 30 60; x_conf 98.5'>判</span><span class='ocrx_cinfo' title='x_bboxes 31 20 50 60; x_conf 90'>决</span></span>
<span class='ocrx_word' title='bbox 60 20 90 60; x_wconf 70'>书</span></span>
<span class='ocr_line' title="bbox 10 70 50 90; x_wconf 60">本院</span></div></body></html>`

func text(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		for _, c := range l {
			b.WriteRune(c.Rune)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestParse(t *testing.T) {
	lines, err := Parse([]byte(tsvHead + "4\t1\t1\t1\t1\t0\t9\t9\t9\t9\t-1\t\n5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t91.5\t判决\n5\t1\t1\t1\t2\t1\t10\t70\t30\t40\t88\t书\n"))
	if err != nil || text(lines) != "判决\n书\n" || lines[0][1] != (Char{'决', image.Rect(25, 20, 40, 60), 91.5}) {
		t.Errorf("TSV: %v %+v", err, lines)
	}
	for system, want := range map[string]float64{"tesseract 5.3.0": 89.5, "another": 98.5} {
		lines, err = Parse([]byte(strings.Replace(hocrPage, "SYSTEM", system, 1)))
		if err != nil || text(lines) != "判决书\n本院\n" || lines[0][0] != (Char{'判', image.Rect(10, 20, 30, 60), want}) || lines[0][2].Confidence != 70 || lines[1][0].Box != image.Rect(10, 70, 30, 90) {
			t.Errorf("hOCR: %v %+v", err, lines)
		}
	}
	lines, err = Parse([]byte("\ufeff判决书\r\n\r\n本院认为\n"))
	if err != nil || text(lines) != "判决书\n本院认为\n" || lines[0][0].Confidence != Unknown || !lines[0][0].Box.Empty() {
		t.Errorf("text: %v %+v", err, lines)
	}
	for _, bad := range []string{"\xff\xfe", "<html><body>x</body></html>", tsvHead + "5\t1\t1\t1\t1\t1\tx\t20\t30\t40\t91.5\t判决\n"} {
		if _, err := Parse([]byte(bad)); err == nil {
			t.Errorf("%q taken", bad)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(tsvHead + "5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t1\tx"))
	f.Add([]byte(strings.Replace(hocrPage, "SYSTEM", "tesseract", 1)))
	f.Add([]byte("判决书\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines, err := Parse(data)
		for _, l := range lines {
			for _, c := range l {
				if err != nil || c.Confidence != Unknown && (c.Confidence < 0 || c.Confidence > 100) {
					t.Errorf("%+v %v", c, err)
				}
			}
		}
	})
}

func TestCheck(t *testing.T) {
	for s, ok := range map[string]bool{
		"": true, "auto": true, "off": true, "ocr {image}": true, `"/opt/my ocr/run" --in {image}`: true,
		"ocr": false, "{image}": false, `ocr "{image}`: false, "  ": false,
	} {
		if err := Check(s); (err == nil) != ok || err != nil && !errors.Is(err, ErrCommand) {
			t.Errorf("%q: %v", s, err)
		}
	}
	if words, err := split(`'a b' --x="c d" {image}`); err != nil || !slices.Equal(words, []string{"a b", "--x=c d", "{image}"}) {
		t.Errorf("%q %v", words, err)
	}
}

// TestMain makes the test binary an engine where it is called as one.
func TestMain(m *testing.M) {
	if len(os.Args) > 3 && os.Args[1] == "engine" {
		page, err := os.ReadFile(os.Args[3])
		switch {
		case err != nil || !strings.HasPrefix(string(page), "P5\n") || os.Getenv("OMP_THREAD_LIMIT") != "1":
			os.Exit(3)
		case os.Args[2] == "hang":
			time.Sleep(time.Hour)
		case os.Args[2] == "flood":
			chunk := []byte(strings.Repeat("判", 1<<20))
			for range 4 {
				if _, err := os.Stdout.Write(chunk); err != nil {
					os.Exit(4)
				}
			}
			os.Exit(0)
		case os.Args[2] == "fail":
			os.Stderr.WriteString("no data\nsecond line\n")
			os.Exit(1)
		}
		os.Stdout.WriteString("判决书\n")
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestEngine(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	page := image.NewGray(image.Rect(0, 0, 30, 20))
	run := func(what string, ctx context.Context) ([]Line, error) {
		return Engine{Command: []string{os.Args[0], "engine", what, "{image}", "{dpi}"}}.Recognize(ctx, page, 200)
	}
	if lines, err := run("read", t.Context()); err != nil || text(lines) != "判决书\n" {
		t.Errorf("%v %q", err, text(lines))
	}
	if _, err := run("fail", t.Context()); err == nil || !strings.Contains(err.Error(), "no data") || strings.Contains(err.Error(), "second") {
		t.Errorf("fail: %v", err)
	}
	if _, err := run("flood", t.Context()); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("flood: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := run("hang", ctx); err == nil {
		t.Error("hang: no error")
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// TestFinder: an engine is found when it comes, and another version of it is
// told apart.
func TestFinder(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "engine.exe")
	f := Finder{Setting: program + " {image}"}
	if e := f.Find(t.Context()); e.Present() {
		t.Fatalf("%+v", e)
	}
	install := func(content string) Engine {
		if err := os.WriteFile(program, []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
		return f.Find(t.Context())
	}
	first := install("1")
	if !first.Present() || first.Command[0] != program || first.Name() == "" || f.Find(t.Context()).Name() != first.Name() {
		t.Errorf("%+v", first)
	}
	if second := install("22"); second.Name() == first.Name() {
		t.Errorf("%+v", second)
	}
	if err := os.Remove(program); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{program + " {image}", Off, "no place"} {
		if e := (&Finder{Setting: s}).Find(t.Context()); e.Present() {
			t.Errorf("%s: %+v", s, e)
		}
	}
}

// upright is an engine that reads nothing but a bar in the upper left of a
// page.
type upright struct{ asked int }

func (u *upright) Recognize(_ context.Context, page *image.Gray, _ int) ([]Line, error) {
	u.asked++
	conf, box := 20.0, image.Rect(10, 10, 60, 60)
	if page.Pix[330*page.Stride+300] < 100 {
		conf, box = 95, image.Rect(150, 310, 450, 350)
	}
	var l Line
	for i, r := range "本院认为事实" {
		c := Char{Rune: r, Box: box, Confidence: conf}
		w := box.Dx() / 6
		c.Box.Min.X, c.Box.Max.X = box.Min.X+w*(i/3), box.Min.X+w*(i/3+1)
		l = append(l, c)
	}
	return []Line{l}, nil
}

// TestReadTurned: a page is read whatever way it lies, and what was read is
// placed on the picture as it came.
func TestReadTurned(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 1000, 1400))
	for i := range page.Pix {
		page.Pix[i] = 250
	}
	for line := range 8 {
		for y := range 40 {
			for x := range 300 + 60*(line%3) {
				page.Pix[(310+100*line+y)*page.Stride+150+x] = 10
			}
		}
	}
	for _, turn := range []int{0, 90, 180, 270} {
		// A picture in which the page lies so.
		p := pose{turn: turn, w: 1000, h: 1400}
		if turn%180 != 0 {
			p.w, p.h = 1400, 1000
		}
		picture := image.NewGray(image.Rect(0, 0, p.w, p.h))
		for v := range 1400 {
			for u := range 1000 {
				x, y := p.original(float64(u), float64(v))
				picture.Pix[int(y)*picture.Stride+int(x)] = page.Pix[v*page.Stride+u]
			}
		}
		res, err := Read(t.Context(), &upright{}, picture, 200)
		if err != nil || res.Turn != turn || res.Confidence < 90 || res.Skew != 0 {
			t.Errorf("%d: %v, turn %d skew %g confidence %g", turn, err, res.Turn, res.Skew, res.Confidence)
			continue
		}
		c := res.Lines[0][0].Box
		x, y := (c.Min.X+c.Max.X)/2, (c.Min.Y+c.Max.Y)/2
		if picture.Pix[y*picture.Stride+x] > 100 {
			t.Errorf("%d: %v is paper", turn, c)
		}
		if len(res.Missed) == 0 {
			t.Errorf("%d: seven lines were passed over", turn)
		}
	}
	white := image.NewGray(image.Rect(0, 0, 1000, 1400))
	for i := range white.Pix {
		white.Pix[i] = 245
	}
	u := &upright{}
	if res, err := Read(t.Context(), u, white, 200); err != nil || !res.Blank || u.asked != 0 {
		t.Errorf("%+v %v", res, err)
	}
}

// TestLevel: a page half in the shade keeps all its print.
func TestLevel(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 960, 960))
	for i := range page.Pix {
		x, y := i%960, i/960
		v := 240 - 140*x/960
		if y%96 < 20 && y > 96 && y < 864 && x > 96 && x < 864 {
			v = v * 2 / 10
		}
		if x < 40 || y < 40 {
			v = 20 // the table
		}
		page.Pix[i] = uint8(v)
	}
	out := level(page)
	for _, x := range []int{120, 480, 840} {
		if print, paper := out.Pix[100*960+x+0], out.Pix[150*960+x]; print > 110 || paper < 200 {
			t.Errorf("at %d: print %d, paper %d", x, print, paper)
		}
	}
	out, _ = trim(out)
	if out.Pix[480*960+5] != 255 {
		t.Errorf("the table is %d", out.Pix[480*960+5])
	}
	if print := out.Pix[100*960+480]; print > 110 {
		t.Errorf("with the table the print went: %d", print)
	}
}

// TestCrisp: faded print in the noise of a scanner becomes black on white, and
// a sheet with nothing on it stays one.
func TestCrisp(t *testing.T) {
	scan := func(print int) *image.Gray {
		page := image.NewGray(image.Rect(0, 0, 600, 400))
		seed := uint32(1)
		for i := range page.Pix {
			v := 225
			if x, y := i%600, i/600; y%40 < 8 && x > 60 && x < 540 {
				v = print
			}
			seed = seed*1664525 + 1013904223
			page.Pix[i] = uint8(v + int(seed>>24)%25 - 12)
		}
		return page
	}
	out := crisp(scan(120))
	for x := 100; x < 500; x += 40 {
		if print, paper := out.Pix[84*600+x], out.Pix[104*600+x]; print > 20 || paper < 235 {
			t.Errorf("at %d: print %d, paper %d", x, print, paper)
		}
	}
	out = crisp(scan(225))
	for i, v := range out.Pix {
		if v < 190 {
			t.Fatalf("an empty sheet has %d at %d", v, i)
		}
	}
}

// TestTilt finds the slope of lines along the axis along which they run, though
// the edge of a table runs along the other.
func TestTilt(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 900, 1200))
	for i := range page.Pix {
		x, y := i%900, i/900
		page.Pix[i] = 255
		if v := y - x/20; v > 150 && v < 1000 && v%40 < 14 && x > 100 && x < 800 || x < 60 {
			page.Pix[i] = 0
		}
	}
	if _, skew := tilt(ink(page), 900, 1200); skew[0] < 2.5 || skew[0] > 3.2 {
		t.Errorf("%v", skew)
	}
	page, _ = trim(page)
	if level, skew := tilt(ink(page), 900, 1200); !level || skew[0] < 2.5 || skew[0] > 3.2 {
		t.Errorf("trimmed: level %t, %v", level, skew)
	}
}

func TestBrackets(t *testing.T) {
	for in, want := range map[string]string{
		"第〈二)项": "第（二)项", "《2024）豫": "（2024）豫", "<十一)": "（十一)",
		"《处罚法》": "《处罚法》", "〈一〉": "〈一〉", "《条例（一）》": "《条例（一）》", "《法)": "《法)", "〈)": "〈)", "《20245)": "《20245)",
	} {
		var l Line
		for _, r := range in {
			l = append(l, Char{Rune: r})
		}
		brackets(l)
		got := ""
		for _, c := range l {
			got += string(c.Rune)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
