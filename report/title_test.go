package report

import (
	"testing"

	"zeren/report/fonts"
)

// TestTitleBreaks: a title of two lines parts before a bracket or behind a mark or
// the name of a body, never inside a date.
func TestTitleBreaks(t *testing.T) {
	for title, want := range map[string]string{
		"行政诉讼败诉案件情况分析（2026年1月1日至2026年5月31日）": "行政诉讼败诉案件情况分析",
	} {
		ts := &typesetter{set: renderer(t).set, seen: map[pick]fonts.Glyph{}}
		lines := balanced(ts.runs([]Run{{Text: title}}, titleStyle, titleStyle), size2, measure)
		got := ""
		for _, g := range lines[0].gs {
			got += string(g.r)
		}
		if len(lines) != 2 || got != want {
			t.Errorf("%s: %d lines, the first %q", title, len(lines), got)
		}
	}
}
