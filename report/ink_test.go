package report

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"zeren/classify"
	"zeren/report/fonts"
)

// inked is the box of the black of one glyph, in millimetres on its page.
type inked struct {
	r              rune
	x0, y0, x1, y1 float64
}

// inker finds the black of glyphs in the font files themselves.
type inker struct {
	faces map[fonts.Role]*sfnt.Font
	known map[pick]fixed.Rectangle26_6
	buf   sfnt.Buffer
}

func newInker(t *testing.T, set *fonts.Set) *inker {
	t.Helper()
	k := &inker{faces: map[fonts.Role]*sfnt.Font{}, known: map[pick]fixed.Rectangle26_6{}}
	for role := fonts.Fang; role <= fonts.SMP; role++ {
		data, err := os.ReadFile(filepath.Join("fonts", set.Face(role).Name+".ttf"))
		if err != nil {
			t.Fatal(err)
		}
		if k.faces[role], err = sfnt.Parse(data); err != nil {
			t.Fatal(err)
		}
	}
	return k
}

// of gives the black boxes of the glyphs of an item.
func (k *inker) of(t *testing.T, it item) []inked {
	t.Helper()
	const ppem = 1000
	var out []inked
	em := it.size * mmPerPoint
	x := it.x
	text := []rune(it.text)
	for i, code := range it.codes {
		f := k.faces[it.role]
		g, err := f.GlyphIndex(&k.buf, code)
		if err != nil || g == 0 && text[i] != '\u3000' {
			t.Fatalf("%v has no glyph for %q", it.role, text[i])
		}
		b, ok := k.known[pick{it.role, code}]
		if !ok {
			b, _, err = f.GlyphBounds(&k.buf, g, fixed.I(ppem), font.HintingNone)
			if err != nil {
				t.Fatal(err)
			}
			k.known[pick{it.role, code}] = b
		}
		adv, err := f.GlyphAdvance(&k.buf, g, fixed.I(ppem), font.HintingNone)
		if err != nil {
			t.Fatal(err)
		}
		mm := func(v fixed.Int26_6) float64 { return float64(v) / 64 / ppem * em }
		if b.Max.X > b.Min.X {
			out = append(out, inked{text[i], x + mm(b.Min.X), it.y + mm(b.Min.Y), x + mm(b.Max.X), it.y + mm(b.Max.Y)})
		}
		x += mm(adv) + it.space
	}
	return out
}

// clashes are the places where the black of two glyphs overlaps, or where it
// stands outside the text area; page number and marks have their own places
// outside.
func (k *inker) clashes(t *testing.T, l *Layout) (out []string, glyphs int) {
	t.Helper()
	const touch = 0.12 // mm: boxes are wider than the strokes in their corners
	for n, p := range l.pages {
		var all []inked
		for _, it := range p {
			if it.kind != words {
				continue
			}
			furniture := it.ink == grey && it.y < marginTop || it.y > marginTop+textHeight
			for _, g := range k.of(t, it) {
				if !furniture && (g.x0 < marginLeft-touch || g.x1 > marginLeft+measure+touch || g.y0 < marginTop-touch || g.y1 > marginTop+textHeight+touch) {
					out = append(out, fmt.Sprintf("page %d: %q stands outside the text area: %.2f–%.2f × %.2f–%.2f", n+1, g.r, g.x0, g.x1, g.y0, g.y1))
				}
				if g.x0 < 0 || g.y0 < 0 || g.x1 > 210 || g.y1 > pageHeight {
					out = append(out, fmt.Sprintf("page %d: %q leaves the paper", n+1, g.r))
				}
				all = append(all, g)
			}
		}
		slices.SortFunc(all, func(a, b inked) int { return int(math.Copysign(1, a.y0-b.y0)) })
		for i, a := range all {
			for _, b := range all[i+1:] {
				if b.y0 > a.y1-touch {
					break
				}
				if math.Min(a.x1, b.x1)-math.Max(a.x0, b.x0) > touch && math.Min(a.y1, b.y1)-b.y0 > touch && !dashes(a.r, b.r) {
					out = append(out, fmt.Sprintf("page %d: %q and %q overlap at %.2f × %.2f", n+1, a.r, b.r, b.x0, b.y0))
				}
			}
		}
		glyphs += len(all)
	}
	return out, glyphs
}

// dashes: the two halves of one dash touch.
func dashes(a, b rune) bool { return a == b && strings.ContainsRune("—…", a) }

// TestInkNeverOverlaps: whatever comes in (a name of 60 characters, a
// disposition of three pages, 30 defendants, an empty section, no facts), no
// glyph lies on another and none outside the text area.
func TestInkNeverOverlaps(t *testing.T) {
	r := renderer(t)
	k := newInker(t, r.set)
	all := papers(t)
	for _, x := range reals(t) {
		all["real-"+x.name] = x.draft
	}
	seen := 0
	for name, d := range all {
		found, n := k.clashes(t, r.Layout(d))
		seen += n
		for i, f := range found {
			if i == 5 {
				t.Errorf("%s: and %d more", name, len(found)-i)
				break
			}
			t.Errorf("%s %s", name, f)
		}
	}
	if seen < 100000 {
		t.Errorf("%d glyphs were looked at", seen)
	}
}

// TestLongDisposition: a disposition of three pages stands on the pages whole,
// in the story and in the annex.
func TestLongDisposition(t *testing.T) {
	for _, k := range disputes() {
		x, ok := extremes(k)["long disposition"]
		if !ok {
			t.Fatal("no such case")
		}
		drafts, err := compose(packLibrary(t, x), x.law, x.c, classify.Facts{}, x.a, Settings{})
		if err != nil {
			t.Fatal(err)
		}
		want := unspaced(x.c.Paper().Dispositions[0].Text)
		if len([]rune(want)) < 3*22*28 {
			t.Fatalf("the disposition has %d characters", len([]rune(want)))
		}
		for i := range drafts {
			if drafts[i].Form != Report {
				continue
			}
			var words strings.Builder
			for _, w := range draftWords(drafts[i]) {
				words.WriteString(unspaced(w))
			}
			if strings.Count(words.String(), want) < 2 {
				t.Errorf("%s: the disposition is not there twice", drafts[i].Title)
			}
		}
	}
}
