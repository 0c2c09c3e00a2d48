package report

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	ledongthuc "github.com/ledongthuc/pdf"
)

// drawn is a piece of text as a made PDF draws it, in millimetres from the
// upper left corner of the page.
type drawn struct {
	text        string
	x, y        float64
	size, space float64 // points, millimetres
}

// readBack interprets the pages of a made PDF, operator by operator.
func readBack(t *testing.T, b []byte) [][]drawn {
	t.Helper()
	r, err := ledongthuc.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var pages [][]drawn
	for n := 1; n <= r.NumPage(); n++ {
		var out []drawn
		var size, space, x, y float64
		var encoding ledongthuc.TextEncoding
		ledongthuc.Interpret(r.Page(n).V.Key("Contents"), func(stk *ledongthuc.Stack, op string) {
			args := make([]ledongthuc.Value, stk.Len())
			for i := stk.Len() - 1; i >= 0; i-- {
				args[i] = stk.Pop()
			}
			switch op {
			case "Tf":
				size = args[1].Float64()
				face := r.Page(n).Font(args[0].Name())
				encoding = face.Encoder()
			case "Tc":
				space = args[0].Float64() * mmPerPoint
			case "Td":
				x, y = args[0].Float64()*mmPerPoint, pageHeight-args[1].Float64()*mmPerPoint
			case "Tj":
				out = append(out, drawn{encoding.Decode(args[0].RawString()), x, y, size, space})
			}
		})
		pages = append(pages, out)
	}
	return pages
}

// TestConformance measures a made PDF against the millimetres of
// GB/T 9704-2012: 5.2 the page, 7.5 the page number, 7.3.3 the text.
func TestConformance(t *testing.T) {
	const near = 0.05
	same := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > near {
			t.Errorf("%s: %.2f mm, want %.2f mm", what, got, want)
		}
	}
	// Two pages of nothing but full-width characters fill the grid.
	d := Draft{Blocks: []Block{para(strings.Repeat("依法行政", 28*40/4-1))}}
	b, err := renderer(t).PDF(d)
	if err != nil {
		t.Fatal(err)
	}
	pages := readBack(t, b)
	if len(pages) != 2 {
		t.Fatalf("%d pages", len(pages))
	}
	var lines []drawn
	for _, s := range pages[0] {
		if s.size == size3 {
			lines = append(lines, s)
		}
	}
	if len(lines) != 22 {
		t.Fatalf("%d lines on a page, want 22", len(lines))
	}
	em := 16 * mmPerPoint
	same("left margin", lines[1].x, 28)
	same("indent of two characters", lines[0].x-28, 2*156.0/28)
	for i, ln := range lines {
		n := len([]rune(ln.text))
		want := 28
		if i == 0 {
			want = 26 // the indent
		}
		if n != want {
			t.Errorf("line %d has %d characters, want %d", i+1, n, want)
		}
		if i > 0 {
			same("leading", ln.y-lines[i-1].y, 225.0/22)
		}
		same("pitch of a character", em+ln.space, 156.0/28)
		if right := ln.x + float64(n)*(em+ln.space); right > 28+156+near {
			t.Errorf("line %d ends at %.2f mm", i+1, right)
		}
	}
	white := (225.0/22 - em) / 2 // the em square stands in the middle of its line
	same("white above", lines[0].y-ascent*em-white, 37)
	same("white below", 297-(lines[21].y+(1-ascent)*em+white), 297-37-225)

	for i, p := range pages {
		var folio []drawn
		for _, s := range p {
			if s.size == size4 {
				folio = append(folio, s)
			}
		}
		text := ""
		for _, s := range folio {
			text += s.text
		}
		if want := fmt.Sprintf("— %d —", i+1); text != want {
			t.Fatalf("page number %q, want %q", text, want)
		}
		side := folio[0].x - 28
		if i%2 == 0 {
			side = 28 + 156 - folio[0].x
			if side < em || side > 40 {
				t.Errorf("page 1: its number begins %.2f mm from the right", side)
			}
		} else {
			same("even page number, from the left", side, 14*mmPerPoint)
		}
		// The dash lies about a third of the em above the baseline.
		if gap := folio[0].y - 14*mmPerPoint/3 - 262; math.Abs(gap-7) > 0.5 {
			t.Errorf("page %d: the number stands %.2f mm below the text, want 7", i+1, gap)
		}
	}
}

// TestRoundTrip: what the PDF draws, read operator by operator, is what was
// laid out, rare characters included, and so the words of the draft.
func TestRoundTrip(t *testing.T) {
	r := renderer(t)
	for name, d := range papers(t) {
		b, err := r.PDF(d)
		if err != nil {
			t.Fatal(err)
		}
		pages := readBack(t, b)
		l := r.Layout(d)
		if len(pages) != l.Pages() {
			t.Fatalf("%s: %d pages read, %d laid out", name, len(pages), l.Pages())
		}
		compared := 0
		for n, p := range l.pages {
			var got, want strings.Builder
			for _, it := range p {
				if it.kind == words {
					want.WriteString(it.text)
				}
			}
			for _, s := range pages[n] {
				got.WriteString(s.text)
			}
			if g, w := unspaced(got.String()), unspaced(want.String()); g != w {
				t.Errorf("%s page %d: read %q\nwant %q", name, n+1, g, w)
			}
			compared += want.Len()
		}
		if compared == 0 {
			t.Errorf("%s: nothing was compared", name)
		}
	}
}
