package extract

import (
	"strings"
	"testing"

	"zeren/ingest"
)

// TestNoAnnexBeforeTheDecision: words that open an annex or close a web page
// open none in front of the body's own decision.
func TestNoAnnexBeforeTheDecision(t *testing.T) {
	for _, line := range []string{"关闭决定未告知诉权和起诉期限，该项主张不能成立。", "相关规定要求先行补偿，被告没有补偿。", "打印的告知书上没有签名。"} {
		s := samples()["second"]
		at := strings.Index(s, "本院认为")
		s = s[:at] + "遂作出判决：确认被诉行为违法。\n本院认为，本案争议的是程序是否合法。\n" + line + "\n" + s[at:]
		r := Read(ingest.Document{Text: s})[0]
		for _, p := range r.Sections {
			if p.Kind == SectionAnnex {
				t.Errorf("%s: an annex", line)
			}
		}
		if len(r.Results) == 0 || r.Results[0].Result != Lost {
			t.Errorf("%s: results %v", line, r.Results)
		}
	}
}
