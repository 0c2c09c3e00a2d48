package ocr

import (
	"context"
	"image"
	"unicode"
)

// Result is what was read in the picture of a page.
type Result struct {
	Lines      []Line  // from top to bottom as read, boxes in the picture as it came
	Confidence float64 // mean over the characters, 0 to 100; Unknown where the engine tells none
	Turn       int     // in what direction the lines run: degrees clockwise, 0, 90, 180 or 270
	Skew       float64 // and how many degrees more
	Blank      bool    // there is nothing on the page
}

// sure is the mean confidence from which a direction counts as the right one:
// right ones measure above 85 even under seals, wrong ones below 50.
const sure = 75

// Read has the picture of a page read, whatever way it lies. A direction in
// which the engine is not sure costs another try in the opposite one, and two
// more in the others.
func Read(ctx context.Context, r Recognizer, picture *image.Gray, dpi int) (Result, error) {
	w, h := picture.Bounds().Dx(), picture.Bounds().Dy()
	picture = level(picture)
	points := ink(picture)
	if blank(points, w, h) {
		return Result{Blank: true}, nil
	}
	level, skew := tilt(points, w, h)
	turns := []int{0, 180, 90, 270}
	if !level {
		turns = []int{90, 270, 0, 180}
	}
	if skew > -0.15 && skew < 0.15 {
		skew = 0
	}
	var best Result
	bestWeight := -1.0
	for i, turn := range turns {
		p := pose{turn: turn, skew: skew, w: w, h: h}
		if i > 1 {
			p.skew = 0 // it was measured along the other axis
		}
		lines, err := r.Recognize(ctx, p.upright(picture), dpi)
		if err != nil {
			return Result{}, err
		}
		res := Result{Lines: lines, Turn: turn, Skew: p.skew}
		weight := 0.0
		res.Confidence, weight = weigh(lines)
		for _, l := range lines {
			for k := range l {
				if !l[k].Box.Empty() {
					l[k].Box = p.box(l[k].Box)
				}
			}
		}
		if weight > bestWeight {
			best, bestWeight = res, weight
		}
		if best.Confidence >= sure {
			break
		}
	}
	return best, nil
}

// weigh gives the mean confidence of what was read, and how much was read with
// any: a page the wrong way up can give a few characters that look sure.
func weigh(lines []Line) (mean, weight float64) {
	n, han := 0, 0
	told := false
	for _, l := range lines {
		for _, c := range l {
			n++
			if unicode.Is(unicode.Han, c.Rune) {
				han++
			}
			if c.Confidence != Unknown {
				told = true
				mean += c.Confidence
				weight += max(c.Confidence-50, 0)
			}
		}
	}
	if !told {
		return Unknown, float64(han)
	}
	return mean / float64(n), weight
}
