package report

import (
	"path"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestPath(t *testing.T) {
	for _, k := range []struct {
		d    Draft
		want string
	}{
		{Draft{Jurisdiction: "jinzhai", Agency: "金寨县梅山镇人民政府", CaseNumber: "（2021）皖1524行初37号", Title: "行政败诉案件分析报告", Digest: "0123456789abcdef"},
			"jinzhai/（2021）皖1524行初37号/金寨县梅山镇人民政府-行政败诉案件分析报告-01234567.pdf"},
		{Draft{Jurisdiction: "wenzhou", Agency: "甲", Title: "函", Digest: "ffffffffff"}, "wenzhou/无案号/甲-函-ffffffff.pdf"},
		{Draft{Jurisdiction: "wenzhou", Agency: "../甲:乙", CaseNumber: "..", Title: "a/b?", Digest: "ffffffffff"}, "wenzhou/无案号/_甲_乙-a_b_-ffffffff.pdf"},
	} {
		if got := k.d.Path("pdf"); got != k.want {
			t.Errorf("got %s, want %s", got, k.want)
		}
	}
}

func TestPathIsAlwaysSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("县政府（2021）/\\:*?\"<>|. \n\x00𬭚喆")), 0, 400, -1))
		d := Draft{
			Jurisdiction: "jinzhai", Agency: text.Draw(t, "agency"), CaseNumber: text.Draw(t, "number"),
			Title: text.Draw(t, "title"), Digest: strings.Repeat("0a", 32),
		}
		p := d.Path("pdf")
		parts := strings.Split(p, "/")
		if len(parts) != 3 || path.Clean(p) != p || !utf8.ValidString(p) || !strings.HasSuffix(p, "-0a0a0a0a.pdf") {
			t.Fatalf("%q", p)
		}
		for _, c := range parts {
			if c == "" || len(c) > 200 || strings.HasPrefix(c, ".") || strings.ContainsAny(c, "\\:*?\"<>|\n\x00") {
				t.Fatalf("component %q", c)
			}
		}
	})
}
