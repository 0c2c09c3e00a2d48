package ingest

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// Gate are the figures by which text of a page is told from garbage. All but
// Runes are shares of Runes, which counts what is not white space.
type Gate struct {
	Runes    int     `json:"runes"`
	Broken   float64 `json:"broken"`   // U+FFFD, private use, control characters
	Latin    float64 `json:"latin"`    // U+00A0–024F, as wrong encodings give
	Rare     float64 `json:"rare"`     // scripts that no Chinese paper uses
	Han      float64 `json:"han"`      // Chinese characters
	Frequent float64 `json:"frequent"` // the 45 characters most frequent in court papers, as a share of Han
	Pairs    float64 `json:"pairs"`    // pairs of Chinese characters that are frequent in court papers, as a share of all pairs; 1 where there are too few to tell
	Uncommon float64 `json:"uncommon"` // different Chinese characters that are hardly used, as a share of the different ones; 0 where there are too few to tell
}

// String prints the shares for the log.
func (g Gate) String() string {
	return fmt.Sprintf("runes %d broken %.3f latin %.3f rare %.3f han %.2f frequent %.2f pairs %.3f uncommon %.3f", g.Runes, g.Broken, g.Latin, g.Rare, g.Han, g.Frequent, g.Pairs, g.Uncommon)
}

// frequent are characters that make up about a fifth of any judgment,
// reconsideration decision or ruling, whatever its matter; the traditional
// forms are those of older or typeset papers.
const frequent = "的人不一行政第法为条定中院年十县市申请告被原本事日以在二三决书月民公及上有国案区工判上裁关规证土" +
	"為條縣請決書國區規證"

var frequentSet = func() map[rune]bool {
	m := map[rune]bool{}
	for _, r := range frequent {
		m[r] = true
	}
	return m
}()

// measure takes the gate's figures of a text.
func measure(s string) Gate {
	var n, broken, latin, rare, han, freq int
	for _, r := range s {
		if unicode.IsSpace(r) {
			continue
		}
		n++
		r = Normal(r)
		switch {
		case r == utf8.RuneError, unicode.Is(unicode.Co, r), unicode.IsControl(r), r >= 0xfff0 && r <= 0xffff:
			broken++
		case r == '·', r == '×', r == '°', r == '§', r == '±', r == '÷': // Latin-1 that Chinese papers use
		case r >= 0xa0 && r <= 0x24f:
			latin++
		case isHan(r):
			han++
			if frequentSet[r] {
				freq++
			}
			if r >= 0x20000 {
				rare++
			}
		case strange(r):
			rare++
		}
	}
	g := Gate{Runes: n}
	if n > 0 {
		f := float64(n)
		g.Broken, g.Latin, g.Rare, g.Han = float64(broken)/f, float64(latin)/f, float64(rare)/f, float64(han)/f
	}
	if han > 0 {
		g.Frequent = float64(freq) / float64(han)
	}
	u := use(s)
	g.Pairs = 1
	if u.pairs >= 120 {
		g.Pairs = float64(u.frequent) / float64(u.pairs)
	}
	if u.uncommon >= 5 {
		g.Uncommon = float64(u.uncommon) / float64(u.different)
	}
	return g
}

// strange reports whether r is of a script or block that no Chinese official
// paper uses.
func strange(r rune) bool {
	switch {
	case r < 0x250, r >= 0x2000 && r <= 0x206f, r >= 0x20a0 && r <= 0x22ff, r >= 0x2460 && r <= 0x27bf,
		r >= 0x2e80 && r <= 0x30ff, r >= 0x3200 && r <= 0x33ff, r >= 0x370 && r <= 0x44f, r >= 0xfe10 && r <= 0xfe4f, r >= 0xff00 && r <= 0xffef:
		return false
	}
	return true
}

// few is the number of characters from which shares of them mean something.
const few = 30

// verdict says what keeps a text from being taken as good, "" if nothing
// does. A short text is held to its characters alone; whole tells that it is
// the whole document and not one page of it.
func verdict(g Gate, whole bool) Reason {
	switch {
	case g.Runes == 0:
		return Empty
	case g.Broken > 0.005:
		return Garbled
	case g.Rare > 0.01:
		if g.Han < 0.1 && g.Latin < 0.02 && g.Runes >= few {
			return NotChinese
		}
		return Garbled
	case g.Runes < few && !whole:
		if g.Han < 0.3 && g.Latin > 0 {
			return Garbled
		}
		return ""
	case g.Latin > 0.02:
		if g.Latin < 0.15 && g.Han < 0.05 {
			return NotChinese
		}
		return Garbled
	case g.Han < 0.2:
		return NotChinese
	case g.Han < 0.4 && whole:
		return NotChinese
	case g.Frequent < 0.10 && g.Runes >= few:
		return Garbled
	case g.Uncommon > 0.04, g.Pairs < 0.015, g.Pairs < 0.15*g.Frequent, whole && g.Pairs < 0.33*g.Frequent:
		return Garbled // sound characters, but not Chinese as it is written
	}
	return ""
}

// sound reports whether the characters themselves are those of a Chinese
// paper, whatever their frequency.
func (g Gate) sound() bool { return g.Broken == 0 && g.Latin == 0 && g.Rare == 0 && g.Han >= 0.4 }
