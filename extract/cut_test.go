package extract

import (
	"math/rand/v2"
	"strings"
	"testing"

	"zeren/ingest"
)

// TestCut takes the last pages away from the project's own papers, at places by
// chance: what is left is still the paper that its title says, no agency wins
// or loses that the whole paper does not let win or lose, and a person is told
// that the paper breaks off.
func TestCut(t *testing.T) {
	n, open := 0, 0
	for i, p := range labelledPapers(t) {
		whole := Read(ingest.Document{Text: p.text})[0]
		title, titled := whole.Spans["title"]
		number, numbered := whole.Spans["case_number"]
		if whole.DocumentType == Other || !titled || !numbered {
			continue
		}
		rs := []rune(p.text)
		from := max(title.End, number.End) + 10
		r := rand.New(rand.NewPCG(uint64(i), 11))
		for k := 0; k < 4**scans; k++ {
			cut := from + r.IntN(len(rs)-from)
			got := Read(ingest.Document{Text: string(rs[:cut])})[0]
			n++
			where := strings.ReplaceAll(string(rs[max(0, cut-30):cut]), "\n", "⏎")
			if got.DocumentType != whole.DocumentType {
				t.Errorf("%s cut behind …%s: %s is %s", p.File, where, whole.DocumentType, got.DocumentType)
			}
			if warned(got, "paper_cut") {
				open++
			}
			for _, x := range got.Results {
				y := resultOf(x.Agency, whole.Results)
				if y == nil || x.Result == Undecided || x.Result == y.Result || fallen(&x) && fallen(y) {
					continue
				}
				t.Errorf("%s cut behind …%s: %s %s, was %s; %v", p.File, where, x.Agency, x.Result, y.Result, got.Warnings)
			}
			if len(got.Warnings) == 0 && len(got.Results) < len(whole.Results) {
				t.Errorf("%s cut behind …%s: nobody is warned", p.File, where)
			}
		}
	}
	if n == 0 || open*10 < n*7 {
		t.Errorf("%d of %d cuts were told", open, n)
	}
	t.Logf("%d cuts, %d told as such", n, open)
}

// TestCutInside cuts a decision within its words: what a clause was about to
// do is not known, what a whole clause in front of it does is.
func TestCutInside(t *testing.T) {
	const police, office = "甲市公安局乙区分局", "甲市乙区人民政府"
	const clauses = "一、撤销被告" + police + "作出的乙公罚〔2021〕1号行政处罚决定；\n二、撤销被告" + office + "作出的乙政复〔2021〕2号行政复议决定。"
	text := twoAgencies[:strings.Index(twoAgencies, "CLAUSES")]
	for _, c := range []struct {
		left           string
		police, office Verdict
		missing        string
	}{
		{"", "", "", "裁判（决定）主文和落款"},
		{"一、撤", "", "", "裁判（决定）主文和落款"},
		{"一、撤销被告" + police, "", "", "裁判（决定）主文和落款"},
		{"一、撤销被告" + police + "作出的乙公罚〔2021〕1号行政处罚决定；", Lost, Undecided, "主文的其余各项和落款"},
		{"一、撤销被告" + police + "作出的乙公罚〔2021〕1号行政处罚决定；\n二、撤销被告" + office, Lost, Undecided, "主文的其余各项和落款"},
		{clauses, Lost, Lost, "主文以后的部分和落款"},
	} {
		r := Read(ingest.Document{Text: text + c.left})[0]
		got := map[string]Verdict{}
		for _, x := range r.Results {
			got[x.Agency] = x.Result
		}
		told := false
		for _, w := range r.Warnings {
			told = told || w.Code == "paper_cut" && strings.Contains(w.Text, c.missing)
		}
		if r.DocumentType != AdministrativeJudgment || got[police] != c.police || got[office] != c.office || !told {
			t.Errorf("%q: %s %v %v", c.left, r.DocumentType, got, r.Warnings)
		}
	}
	for _, head := range []string{"某省甲县人民法院\n行政判决书\n", "某省甲县人民法院\n行政判决书\n（2022）皖1524行初8号\n", "甲县人民政府\n行政复议决定书\n甲政复〔2022〕8号\n申请人：张"} {
		if r := Read(ingest.Document{Text: head})[0]; r.DocumentType == Other || !warned(r, "paper_cut") {
			t.Errorf("%q: %s %v", head, r.DocumentType, r.Warnings)
		}
	}
}
