package ingest

import (
	"image"
	"image/color"
	"slices"
	"testing"
)

// TestDraw holds each kind of box to the colour that the legend gives it, and
// tells where a seal was seen.
func TestDraw(t *testing.T) {
	// A table of two cells, a line with a gap, and a red disc of 40 mm.
	data := sample{pages: [][]string{{"行政判决书", "审判长　　　张三", "二〇二四年三月一日"}},
		extra: "60 100 m 560 100 l S 60 810 m 560 810 l S 60 100 m 60 810 l S 130 100 m 130 810 l S 560 100 m 560 810 l S\n" +
			"1 0 0 rg 400 300 113 113 re f 0 g\n"}.bytes(t)
	d, err := Decode("x", data, Options{CacheDir: cacheDir})
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	err = Draw(data, d, Options{CacheDir: cacheDir}, 5, func(page int, img *image.RGBA, seals []Box) error {
		pages++
		if len(seals) != 1 || seals[0].X0 < 390 || seals[0].X0 > 401 || seals[0].X1 < 512 || seals[0].X1 > 525 {
			t.Errorf("seals %v", seals)
		}
		seen := map[color.RGBA]bool{}
		for i := 0; i < len(img.Pix); i += 4 {
			seen[color.RGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3]}] = true
		}
		for _, l := range Legend {
			want := slices.Contains([]string{"text", "word", "character", "cell", "seal"}, l.Kind)
			if want && !seen[l.Color] {
				t.Errorf("no box in the colour of %s", l.Name)
			}
		}
		return nil
	})
	if err != nil || pages != 1 {
		t.Errorf("%d pages, %v", pages, err)
	}
}
