package extract

import (
	"flag"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zeren/ingest"
)

var splices = flag.Int("splices", 400, "papers that TestSplicedPapers makes")

// faultOf gives the warning of a fault of the program in a record.
func faultOf(r Record) string {
	for _, w := range r.Warnings {
		if w.Code == "program_fault" {
			return w.Text
		}
	}
	return ""
}

// TestRolesOverlapCues: 申请 begins inside 被申请人, and no cue may begin inside a
// name.
func TestRolesOverlapCues(t *testing.T) {
	paper := `河南省某县人民法院
行政裁定书
（2021）豫1426行审19号
申请人：某县卫生健康委员会，住所地：某县某路。
被申请人：某县某某口腔诊所，住所地：某县某路。
申请人某县卫生健康委员会于2021年4月6日向本院申请强制执行行政处罚决定，本院受理后，依法组成合议庭进行了审查，现已审查终结。
本院认为：申请人没有告知被申请人有要求举行听证的权利，催告书又以在门上张贴的方式了事，被申请人的陈述、申辩机会因此落空。依照《中华人民共和国行政强制法》第五十八条第一款第（三）项之规定，裁定如下：
不准予强制执行申请人某县卫生健康委员会作出的某卫医罚〔2020〕23号行政处罚决定。
审　判　长　　张　某
二〇二一年四月三十日
`
	r := Read(ingest.Document{Text: paper})[0]
	if f := faultOf(r); f != "" {
		t.Fatal(f)
	}
	if len(r.Errors) != 1 || r.Errors[0].Code != Procedure || r.Results[0].Result != Lost {
		t.Errorf("errors %+v, results %+v", r.Errors, r.Results)
	}
}

// TestFaultOfAStep: a fault of the program in one step costs what that step
// reads and no more; where results hang on the step, nothing is asserted.
func TestFaultOfAStep(t *testing.T) {
	defer func(old []pass) { steps = old }(steps)
	fail := func(what string) {
		list := append([]pass{}, steps...)
		for i := range list {
			if list[i].what == what {
				list[i].read = func(*paper) { panic("index out of range") }
			}
		}
		steps = list
	}
	doc := ingest.Document{Text: samples()["first"]}
	whole := steps
	fail("过错")
	r := Read(doc)[0]
	if len(r.Errors) > 0 || len(r.Results) == 0 || !strings.Contains(faultOf(r), "“过错”") {
		t.Errorf("errors %v, results %v, warnings %v", r.Errors, r.Results, r.Warnings)
	}
	steps = whole
	fail("主文")
	r = Read(doc)[0]
	if r.DocumentType != Other || len(r.Results) > 0 || len(r.Warnings) != 1 || !strings.Contains(faultOf(r), "“主文”") {
		t.Errorf("type %s, results %v, warnings %v", r.DocumentType, r.Results, r.Warnings)
	}
}

// TestSplicedPapers: papers whose sentences are taken out, doubled, moved or
// taken from other papers, and whose roles change places, are read without a
// fault, and twice the same.
func TestSplicedPapers(t *testing.T) {
	files, err := filepath.Glob("testdata/labelled/*.txt")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d papers: %v", len(files), err)
	}
	var papers [][]string
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		papers = append(papers, strings.SplitAfter(string(raw), "。"))
	}
	roles := []string{"被申请人", "申请人", "被上诉人", "上诉人", "原告", "被告", "第三人", "申请执行人", "被执行人", "原审被告", "一审原告"}
	for seed := range *splices {
		rnd := rand.New(rand.NewSource(int64(seed)))
		list := append([]string{}, papers[rnd.Intn(len(papers))]...)
		other := papers[rnd.Intn(len(papers))]
		for range 1 + rnd.Intn(6) {
			i, j := rnd.Intn(len(list)), rnd.Intn(len(list))
			switch rnd.Intn(5) {
			case 0:
				list[i] = ""
			case 1:
				list[i], list[j] = list[j], list[i]
			case 2:
				list[i] += other[rnd.Intn(len(other))]
			case 3:
				rs := []rune(list[i])
				if len(rs) > 2 {
					k := rnd.Intn(len(rs))
					list[i] = string(rs[:k]) + string(rs[min(len(rs), k+1+rnd.Intn(6)):])
				}
			case 4:
				a, b := roles[rnd.Intn(len(roles))], roles[rnd.Intn(len(roles))]
				list = strings.SplitAfter(strings.ReplaceAll(strings.Join(list, ""), a, b), "。")
			}
		}
		doc := ingest.Document{Text: strings.Join(list, "")}
		for k, r := range Read(doc) {
			if f := faultOf(r); f != "" {
				t.Fatalf("seed %d: paper %d: %s\n%s", seed, k, f, doc.Text)
			}
			verbatim(t, doc, r)
		}
		if seed%16 == 0 {
			if once, again := wordsOf(Read(doc)), wordsOf(Read(doc)); once != again {
				t.Fatalf("seed %d: two readings differ", seed)
			}
		}
	}
}
