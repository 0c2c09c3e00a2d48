package extract

import (
	"testing"

	"zeren/ingest"
)

// TestBranchInTitle: the title of a report names a branch with the agency that
// it belongs to, and stops there.
func TestBranchInTitle(t *testing.T) {
	for title, want := range map[string]string{
		"国家税务总局某市税务局第三稽查局税务处理决定案": "国家税务总局某市税务局第三稽查局",
		"国家税务总局某县税务局行政处罚案":        "国家税务总局某县税务局",
		"某市公安局交通警察支队行政处罚案":        "某市公安局交通警察支队",
		"某县市场监督管理局政府信息公开案":        "某县市场监督管理局",
	} {
		text := Normalize(&ingest.Document{Text: title})
		p := newPaper(&ingest.Document{Text: title}, text, 0, text.Len())
		if got := text.Slice(0, p.agencyEnd(0, text.Len())); got != want {
			t.Errorf("%s: %s", title, got)
		}
	}
}
