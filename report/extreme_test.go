package report

import (
	"fmt"
	"strings"
	"testing"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"

	"pgregory.net/rapid"
)

// extremes makes a case of each pack into what real files sometimes are.
func extremes(k dispute) map[string]dispute {
	copyOf := func() dispute {
		d := k
		r := *k.c.Paper()
		r.Parties = append([]extract.Party{}, r.Parties...)
		r.Results = append([]extract.Result{}, r.Results...)
		d.c = classify.Case{Papers: []extract.Record{r}}
		return d
	}
	long := copyOf()
	long.a.Agency = strings.Repeat("翠山县高新技术产业开发区", 5)
	for i := range long.c.Papers[0].Errors {
		long.c.Papers[0].Errors[i].Agencies = []string{long.a.Agency}
	}
	many := copyOf()
	for i := range 30 {
		name := fmt.Sprintf("翠山县第%d管理处", i+1)
		many.c.Papers[0].Parties = append(many.c.Papers[0].Parties, extract.Party{Role: "被告", Name: name, Kind: extract.Agency})
		many.c.Papers[0].Results = append(many.c.Papers[0].Results, extract.Result{Agency: name, Result: extract.Lost})
	}
	bare := copyOf()
	src := bare.c.Papers[0].Source
	bare.c.Papers[0] = extract.Record{Source: src, DocumentType: extract.AdministrativeJudgment, Parties: []extract.Party{}}
	bare.a.Clauses, bare.a.Measures, bare.a.Deadlines, bare.a.Questions, bare.a.Responsibility, bare.a.Referrals, bare.a.Missing = nil, nil, nil, nil, nil, nil, nil
	endless := copyOf()
	endless.c.Papers[0].Dispositions = append([]extract.Disposition{}, endless.c.Papers[0].Dispositions...)
	endless.c.Papers[0].Dispositions[0].Text = strings.Repeat("撤销被告作出的行政处罚决定，责令被告在本判决生效之日起60日内重新作出行政行为；", 60)
	scan := copyOf()
	scan.c.Papers[0].Source.Reader = "ocr"
	mixed := copyOf()
	mixed.c.Papers[0].Problems = []ingest.Problem{{Code: "ocr", Text: "本页文字由图像识别得出。", Page: 2}, {Code: "reading_order", Text: "本页有个别字符的位置难以确定。", Page: 1}}
	chain := copyOf()
	second := chain.c.Papers[0]
	second.Instance, second.CaseNumber, second.DecidedOn = ptr(extract.Second), ptr("（2023）川99行终8号"), ptr("2023-11-02")
	second.Source.SHA256 = strings.Repeat("cd", 32)
	second.Errors = nil
	second.Dispositions = []extract.Disposition{{Text: "驳回上诉，维持原判。", Outcomes: []extract.Outcome{extract.Affirm}}}
	second.Parties = []extract.Party{{Role: "上诉人", Name: k.a.Agency, Kind: extract.Agency, OriginalRole: ptr("原审被告")}, {Role: "被上诉人", Name: "何某某", Kind: extract.Person, OriginalRole: ptr("原审原告")}}
	chain.c.Papers = append(chain.c.Papers, second)
	return map[string]dispute{"long name": long, "30 defendants": many, "bare record": bare, "scan": scan, "long disposition": endless, "doubtful page": mixed, "two instances": chain}
}

func TestExtremes(t *testing.T) {
	for _, k := range disputes() {
		for name, x := range extremes(k) {
			t.Run(k.pack+" "+name, func(t *testing.T) {
				drafts, err := compose(packLibrary(t, x), x.law, x.c, classify.Facts{}, x.a, Settings{})
				if err != nil {
					t.Fatal(err)
				}
				for i := range drafts {
					sane(t, &drafts[i])
					if p := drafts[i].Path("pdf"); len(p) > 600 {
						t.Errorf("path of %d bytes", len(p))
					}
				}
				all := ""
				for i := range drafts {
					all += text(&drafts[i])
				}
				switch name {
				case "scan":
					if !strings.Contains(all, "识别文字，须与原件核对") {
						t.Error("words from a scan are not marked")
					}
					for _, want := range []string{"何某某〔识别〕", "以翠山县青石镇人民政府〔识别〕为被告", "第三人为翠山县某某农业有限公司〔识别〕",
						"强制拆除其养殖棚的行为〔识别〕", "作出日期为2023年2月6日〔识别〕", "于2023年6月19日〔识别〕作出（2023）川9901行初5号〔识别〕《行政判决书》",
						"一审判决书〔识别〕", "标有“〔识别〕”"} {
						if !strings.Contains(all, want) {
							t.Errorf("no %q", want)
						}
					}
					done, err := compose(packLibrary(t, x), x.law, x.c, classify.Facts{}, x.a, Settings{Confirmed: true})
					if err != nil {
						t.Fatal(err)
					}
					for i := range done {
						if strings.Contains(text(&done[i]), recognisedMark) {
							t.Error("a confirmed report bears marks of recognition")
						}
					}
				case "doubtful page":
					if strings.Contains(all, "识别文字，须") || !strings.Contains(all, "第1页第8行，字序、字符有疑，须与原件核对") {
						t.Error("words from a doubtful page are not marked as what they are")
					}
					if !strings.Contains(all, "提示：判决书第1页：本页有个别字符的位置难以确定。") || !strings.Contains(all, "提示：判决书第2页：本页文字由图像识别得出。") {
						t.Error("the reader's notes are not among the questions")
					}
				case "two instances":
					if !strings.Contains(all, "不服，提起上诉") || !strings.Contains(all, "一审判决书第1页") {
						t.Error("the first instance's findings are lost behind the second")
					}
				}
			})
		}
	}
}

// The same arguments give the same drafts, and any other input another name.
func TestDigest(t *testing.T) {
	k := disputes()[0]
	make := func(c classify.Case, a classify.Assessment, s Settings) Draft {
		t.Helper()
		d, err := compose(packLibrary(t, k), k.law, c, classify.Facts{}, a, s)
		if err != nil {
			t.Fatal(err)
		}
		return d[0]
	}
	first := make(k.c, k.a, Settings{})
	if again := make(k.c, k.a, Settings{}); text(&again) != text(&first) || again.Digest != first.Digest {
		t.Error("two runs differ")
	}
	renamed := k.c
	renamed.Papers = append([]extract.Record{}, k.c.Papers...)
	renamed.Papers[0].Source.Name = "另一个名字.pdf"
	if make(renamed, k.a, Settings{}).Digest != first.Digest {
		t.Error("the name of the file counts")
	}
	other := k.a
	other.PackDigest = strings.Repeat("00", 32)
	for name, d := range map[string]Draft{
		"pack":     make(k.c, other, Settings{}),
		"program":  make(k.c, k.a, Settings{Program: []string{"extract 2"}}),
		"settings": make(k.c, k.a, Settings{Confirmed: true}),
	} {
		if d.Digest == first.Digest {
			t.Errorf("another %s, the same digest", name)
		}
	}
	if d := make(k.c, k.a, Settings{Confirmed: true}); len(d.Marks) != 1 || d.Marks[0] != MarkUncertain {
		t.Errorf("a confirmed draft is marked %v", d.Marks)
	}
}

func TestNothingWithoutDocuments(t *testing.T) {
	k := disputes()[0]
	k.a.Documents = nil
	d, err := compose(packLibrary(t, k), k.law, k.c, classify.Facts{}, k.a, Settings{})
	if err != nil || d != nil {
		t.Errorf("%v, %v", d, err)
	}
}

// Whatever names, words and facts an assessment holds, the paper stays whole.
func TestAnyWords(t *testing.T) {
	base := disputes()[0]
	lib := packLibrary(t, base)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOfN(rapid.RuneFrom([]rune("县政府#|>@*{}¶+!\n一，甲")), 1, 80, -1)
		k := base
		k.a.Agency = "甲" + words.Draw(t, "agency")
		k.a.Responsibility = []classify.Responsibility{{Article: "六", Person: words.Draw(t, "person") + "某", Level: "直接责任", Verdict: classify.Met}}
		k.a.Questions = []classify.Question{{Fact: "x", Text: words.Draw(t, "question") + "？"}}
		drafts, err := compose(lib, k.law, k.c, classify.Facts{}, k.a, Settings{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range drafts {
			for _, b := range drafts[i].Blocks {
				if b.Kind == Rows {
					for _, row := range b.Table.Rows {
						if len(row) != len(b.Table.Widths) {
							t.Fatalf("a row of %d cells", len(row))
						}
					}
				}
			}
		}
	})
}

func BenchmarkCompose(b *testing.B) {
	k := disputes()[0]
	lib := packLibrary(b, k)
	for b.Loop() {
		if _, err := compose(lib, k.law, k.c, classify.Facts{}, k.a, Settings{}); err != nil {
			b.Fatal(err)
		}
	}
}
