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

	// Missed are places with something like print on them where nothing was
	// read, from top to bottom.
	Missed []image.Rectangle
}

// sure is the mean confidence from which a direction counts as the right one:
// right ones measure above 85 even under seals, wrong ones below 50.
const sure = 75

// fair is the mean confidence that counts as right once the opposite direction
// has been tried: a short last page measures between this and sure.
const fair = 55

// Read has the picture of a page read, whatever way it lies. A direction in
// which the engine is not sure costs another try in the opposite one, and two
// more in the others.
func Read(ctx context.Context, r Recognizer, picture *image.Gray, dpi int) (Result, error) {
	w, h := picture.Bounds().Dx(), picture.Bounds().Dy()
	dark := crisp(level(picture))
	var taken int
	picture, taken = trim(dark)
	points := ink(picture)
	if blank(points, w, h) && taken*4 > w*h {
		picture, points = dark, ink(dark) // white print on black is no empty sheet
	}
	if blank(points, w, h) {
		return Result{Blank: true}, nil
	}
	upright, skew := tilt(points, w, h)
	turns := []int{0, 180, 90, 270}
	if !upright {
		turns = []int{90, 270, 0, 180}
	}
	var best Result
	var lie pose // of best
	bestWeight := -1.0
	for i, turn := range turns {
		p := pose{turn: turn, skew: skew[turn/90%2], w: w, h: h}
		lines, err := r.Recognize(ctx, p.upright(picture), dpi)
		if err != nil {
			return Result{}, err
		}
		res := Result{Lines: lines, Turn: turn, Skew: p.skew}
		weight := 0.0
		res.Confidence, weight = weigh(lines)
		if weight > bestWeight {
			best, bestWeight, lie = res, weight, p
		}
		if best.Confidence >= sure || i > 0 && best.Confidence >= fair {
			break
		}
	}
	if err := again(ctx, r, lie, picture, dpi, &best); err != nil {
		return Result{}, err
	}
	for _, l := range best.Lines {
		brackets(l)
		for k := range l {
			if !l[k].Box.Empty() {
				l[k].Box = lie.box(l[k].Box)
			}
		}
	}
	for i := range best.Missed {
		best.Missed[i] = lie.box(best.Missed[i])
	}
	return best, nil
}

// again has what was left out at the first reading read by itself: engines
// pass over a line that a seal or a rule lies across. What comes of it is taken
// line by line, where the engine is as sure as of a page.
func again(ctx context.Context, r Recognizer, lie pose, picture *image.Gray, dpi int, best *Result) error {
	if best.Confidence == Unknown || best.Confidence < sure || len(best.Lines) == 0 {
		return nil // no places to go by, or nothing read that could be completed
	}
	page := lie.upright(picture)
	left := without(page, best.Lines)
	if best.Missed = missed(left, best.Lines); len(best.Missed) == 0 {
		return nil
	}
	lines, err := r.Recognize(ctx, left, dpi)
	if err != nil {
		return err
	}
	found := false
	for _, l := range lines {
		mean, _ := weigh([]Line{l})
		han := 0
		for _, c := range l {
			if unicode.Is(unicode.Han, c.Rune) {
				han++
			}
		}
		if mean >= sure && han >= 2 && touches(l, best.Missed) {
			best.Lines, found = append(best.Lines, l), true
		}
	}
	if found {
		best.Missed = missed(without(page, best.Lines), best.Lines)
		best.Confidence, _ = weigh(best.Lines)
	}
	return nil
}

func touches(l Line, places []image.Rectangle) bool {
	for _, p := range places {
		for _, c := range l {
			if c.Box.Overlaps(p) {
				return true
			}
		}
	}
	return false
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
