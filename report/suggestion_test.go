package report

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"zeren/extract"
)

func TestAdvise(t *testing.T) {
	list := []suggestion{
		{Code: extract.Procedure, Words: []string{"no_hearing"}, Says: []string{"未(?:组织)?听证"}, Problem: "听证", Measure: "甲"},
		{Code: extract.Procedure, Says: []string{"未催告"}, Problem: "催告", Measure: "乙"},
		{Code: extract.Procedure, Problem: "步骤", Measure: "丙"},
		{Code: extract.Nonperformance, Acts: []string{"licence"}, Problem: "许可", Measure: "丁"},
		{Code: extract.Nonperformance, Problem: "履职", Measure: "戊"},
		{Code: extract.NoEvidenceInTime, Papers: []string{"civil"}, Problem: "民事举证", Measure: "己"},
		{Code: extract.Improper, Words: []string{"wrong_range"}, Form: []string{"未[^，。]{0,8}考虑"}, Problem: "因素", Measure: "庚"},
		{Code: extract.Improper, Words: []string{"wrong_range"}, Problem: "裁量", Measure: "辛"},
		{Code: extract.NoAppearance, Once: "x", Says: []string{"未委派[^。]*仅委托律师"}, Problem: "都没有", Measure: "壬"},
		{Code: extract.NoAppearance, Once: "x", Says: []string{"仅委托律师"}, Problem: "律师", Measure: "癸"},
		{Code: extract.NoAppearance, Once: "x", Says: []string{"未委派"}, Problem: "委派", Measure: "子"},
	}
	for i := range list {
		if bad := list[i].ready(); bad != "" {
			t.Fatal(bad)
		}
	}
	mark := func(word string, at int) []extract.Mark { return []extract.Mark{{Word: word, Evidence: at}} }
	said := func(texts ...string) (out []extract.Evidence) {
		for _, x := range texts {
			out = append(out, extract.Evidence{Text: x})
		}
		return out
	}
	for _, k := range []struct {
		name  string
		f     extract.Finding
		acts  []string
		paper string
		want  string
	}{
		{"the mark of the finding, with its passage", extract.Finding{Code: extract.Procedure, Marks: mark("no_hearing", 1), Evidence: said("程序违法", "未组织听证")}, nil, "court", "听证2"},
		{"its words", extract.Finding{Code: extract.Procedure, Evidence: said("程序违法", "被告未催告即强制执行")}, nil, "court", "催告2"},
		{"both steps", extract.Finding{Code: extract.Procedure, Marks: mark("no_hearing", 0), Evidence: said("未听证，未催告")}, nil, "court", "听证1 催告1"},
		{"in the order of the words", extract.Finding{Code: extract.Procedure, Marks: mark("no_hearing", 0), Evidence: said("未催告，未听证")}, nil, "court", "催告1 听证1"},
		{"texts that say nearly the same", extract.Finding{Code: extract.NoAppearance, Evidence: said("未委派人员，仅委托律师")}, nil, "court", "都没有1"},
		{"the second of them", extract.Finding{Code: extract.NoAppearance, Evidence: said("仅委托律师")}, nil, "court", "律师1"},
		{"no step named: the passage that the rule found", extract.Finding{Code: extract.Procedure, Rule: "procedure.named：违反法定程序", Evidence: said("甲", "违反法定程序")}, nil, "court", "步骤2"},
		{"a mark in its form", extract.Finding{Code: extract.Improper, Marks: mark("wrong_range", 1), Evidence: said("不当", "未予考虑情节")}, nil, "court", "因素2"},
		{"a mark in no form", extract.Finding{Code: extract.Improper, Marks: mark("wrong_range", 0), Evidence: said("幅度不当")}, nil, "court", "裁量1"},
		{"a mark whose form stands in another passage", extract.Finding{Code: extract.Improper, Marks: mark("wrong_range", 0), Evidence: said("幅度不当", "未考虑")}, nil, "court", "裁量1"},
		{"the act", extract.Finding{Code: extract.Nonperformance}, []string{"licence"}, "court", "许可1"},
		{"another act", extract.Finding{Code: extract.Nonperformance}, []string{"penalty"}, "court", "履职1"},
		{"the proceedings", extract.Finding{Code: extract.NoEvidenceInTime}, nil, "civil", "民事举证1"},
		{"a fault without a text", extract.Finding{Code: extract.Abuse}, nil, "court", ""},
		{"other proceedings", extract.Finding{Code: extract.NoEvidenceInTime}, nil, "court", ""},
	} {
		var got []string
		for _, a := range advise(list, &k.f, surroundings{acts: k.acts, paper: k.paper}, func(at int) string { return strconv.Itoa(at + 1) }) {
			got = append(got, a.Problem+a.Where)
		}
		if strings.Join(got, " ") != k.want {
			t.Errorf("%s: got %q, want %q", k.name, got, k.want)
		}
	}
}

// What a built-in pack answers to what a body said: concrete to the step that
// failed, with the clause of the paper that says so.
func TestBuiltinAdvice(t *testing.T) {
	list, err := loadSuggestions(packFiles(t, "wolong"))
	if err != nil {
		t.Fatal(err)
	}
	mark := func(words ...string) (out []extract.Mark) {
		for _, w := range words {
			out = append(out, extract.Mark{Word: w})
		}
		return out
	}
	for _, k := range []struct {
		name, text, facts string
		code              extract.Code
		marks             []extract.Mark
		want              string
	}{
		{"a hearing that was asked for and not held", "该公司的书面申请内容明确，某局以未加盖公章为由视为放弃权利，理由不能成立。", "6月15日，该公司提交书面申请，要求听证。6月17日，某局作出处罚决定。", extract.Procedure, nil,
			"当事人已经要求听证，没有依法组织听证【某局以未加盖公章为由视为放弃权利】"},
		{"no word of a hearing in the facts", "该公司的书面申请内容明确，某局以未加盖公章为由视为放弃权利，理由不能成立。", "某局作出处罚决定。", extract.Procedure, nil, "办理程序存在违法之处【】"},
		{"a demolition without notice", "被告在强制拆除前未作出责令限期改正的书面决定，未催告，未公告，亦未作出强制执行决定。", "", extract.Procedure, mark("no_demand", "not_published", "no_written_decision"),
			"强制拆除之前没有公告【被告在强制拆除前未作出责令限期改正的书面决定，未催告，未公告】 没有作出责令改正的书面决定【被告在强制拆除前未作出责令限期改正的书面决定】 实施强制之前没有催告【未催告】 没有作出强制执行决定【亦未作出强制执行决定】"},
		{"a notice elsewhere", "征收补偿方案未公告，程序违法。", "", extract.Procedure, mark("not_published"), "没有依法公告【征收补偿方案未公告】"},
		{"a list that was not shown", "调查结果没有公示，程序违法。", "", extract.Procedure, mark("not_published"), "没有依法公示【调查结果没有公示】"},
		{"a penalty too heavy", "被告对上述情节未予考虑，量罚畸重，明显不当。", "", extract.Improper, nil,
			"裁量时没有考虑应当考虑的情节【被告对上述情节未予考虑】 对当事人的处理畸重，与其行为的性质、情节和后果不相当【量罚畸重】"},
	} {
		f := extract.Finding{Code: k.code, Marks: k.marks, Evidence: []extract.Evidence{{Text: k.text}}}
		var got []string
		for _, a := range advise(list, &f, surroundings{paper: "court", facts: k.facts}, func(int) string { return "" }) {
			got = append(got, a.Problem+"【"+a.Words+"】")
		}
		if strings.Join(got, " ") != k.want {
			t.Errorf("%s:\ngot  %s\nwant %s", k.name, strings.Join(got, " "), k.want)
		}
	}
}

// Where a pack has suggestions, every fault of an administrative case has one
// in every kind of proceedings, so that none is answered with nothing.
func TestEveryFaultHasASuggestion(t *testing.T) {
	common := []extract.Code{
		extract.FactsEvidence, extract.WrongLaw, extract.Procedure, extract.UltraVires, extract.Abuse, extract.Improper,
		extract.Nonperformance, extract.NoEvidenceInTime, extract.NoAppearance, extract.NoLegalBasis,
	}
	for _, id := range []string{"jinzhai", "wolong", "xiuyan", "jilin"} {
		list, err := loadSuggestions(packFiles(t, id))
		if err != nil || len(list) == 0 {
			t.Fatalf("%s: %d suggestions, %v", id, len(list), err)
		}
		codes, papers := common, []string{"court", "reconsideration"}
		if id == "xiuyan" {
			codes = append(slices.Clone(common), extract.ContractBreach, extract.Tort)
			papers = []string{"court", "civil"}
		}
		for _, code := range codes {
			for _, paper := range papers {
				if len(advise(list, &extract.Finding{Code: code}, surroundings{paper: paper}, func(int) string { return "" })) == 0 {
					t.Errorf("%s: nothing for %s in %s", id, code, paper)
				}
			}
		}
		seen := map[string]bool{}
		for _, s := range list {
			for _, text := range []string{s.Problem, s.Measure} {
				if stop(text) != text || strings.ContainsAny(text, "\n") {
					t.Errorf("%s: %q ends with a mark or breaks", id, text)
				}
			}
			if seen[s.Problem] {
				t.Errorf("%s: %s stands twice", id, s.Problem)
			}
			seen[s.Problem] = true
			// One limb each, and nothing of what reviewers did: no paper tells it.
			for _, bad := range []string{"或者", "审核", "不能证明"} {
				if strings.Contains(s.Problem, bad) && s.Problem != "没有经过法制审核" {
					t.Errorf("%s: %q says more than its mark", id, s.Problem)
				}
			}
		}
	}
}

// TestClausesAt: the words quoted go over all that a pattern fits, since its
// last clause alone may not show the fault.
func TestClausesAt(t *testing.T) {
	const text = "经查，县水利局将其拆分为多个标段后直接发包，规避招标，一审法院认定合同无效，并无不当。"
	for _, k := range []struct{ from, to, want string }{
		{"招标", "无效", "规避招标，一审法院认定合同无效"},
		{"规避", "招标", "规避招标"},
		{"，规避", "招标", "规避招标"},
		{"并无", "不当", "并无不当"},
		{"经查", "经查", "经查"},
	} {
		i := strings.Index(text, k.from)
		j := strings.Index(text[i:], k.to) + i + len(k.to)
		if got := clausesAt(text, i, j); got != k.want {
			t.Errorf("%s … %s: %q, want %q", k.from, k.to, got, k.want)
		}
	}
}
