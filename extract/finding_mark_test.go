package extract

import (
	"fmt"
	"strings"
	"testing"
)

// TestMarks reads what each mark of a fault is tied to: the number of the
// passage, counted from 1.
func TestMarks(t *testing.T) {
	for _, c := range []struct{ setting, want, reasoning string }{
		{"撤销", "procedure not_informed@1 not_heard@2", "被告在作出决定前未告知原告陈述权利，程序违法。其亦未听取原告的申辩，违反法定程序。"},
		{"撤销", "procedure no_hearing@2 seriously@2", "被告作出的处罚决定违反法定程序。被告应当听证而未举行听证，程序严重违法。"},
		{"变更", "improper wrong_range@1 plainly@1 plainly@2", "被告未考虑原告主动改正的情节，处罚明显不当。被诉处罚决定明显不当，应予变更。"},
		{"民事", "contract_breach no_tender@1 contract_void@2", "县自然资源局将该工程化整为零后直接发包，规避公开招标。县自然资源局对合同无效负有过错。"},
		{"民事", "contract_breach", "县自然资源局未经招标选定承包人。县自然资源局未支付工程款，构成违约。"},
	} {
		p := paperOf(settings[c.setting], c.reasoning)
		p.readFindings()
		var got []string
		for _, f := range p.record.Errors {
			got = append(got, string(f.Code))
			for _, m := range f.Marks {
				got = append(got, fmt.Sprintf("%s@%d", m.Word, m.Evidence+1))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.reasoning, s, c.want)
		}
	}
}

// TestAntecedents counts the passages of a fault that points back.
func TestAntecedents(t *testing.T) {
	for _, c := range []struct {
		setting, reasoning string
		first              string
		n                  int
	}{
		{"变更", "原告主动退还货款并取得谅解。被告对上述情节未予考虑，处罚明显不当。", "原告主动退还货款并取得谅解。", 2},
		{"二审维持", "县自然资源局签收听证申请后未予理会。对照上述规定，被诉处罚决定具有《中华人民共和国行政诉讼法》第七十条第（三）项规定的情形，原审判决予以撤销正确。", "县自然资源局签收听证申请后未予理会。", 2},
		{"撤销", "县自然资源局认定事实清楚，程序合法。据此，被诉决定适用法律错误。", "据此，被诉决定适用法律错误。", 1},
		{"撤销", "原告于三月五日申请听证。被告未组织听证，违反法定程序。", "被告未组织听证，违反法定程序。", 1},
	} {
		p := paperOf(settings[c.setting], c.reasoning)
		p.readFindings()
		f := p.record.Errors
		if len(f) != 1 || len(f[0].Evidence) != c.n || f[0].Evidence[0].Text != c.first {
			t.Errorf("%s: %v", c.reasoning, f)
			continue
		}
		checkMarks(t, f[0])
	}
}

// checkMarks reports marks that no passage carries.
func checkMarks(t *testing.T, f Finding) {
	t.Helper()
	said := map[string]bool{}
	for _, m := range f.Marks {
		if m.Evidence < 0 || m.Evidence >= len(f.Evidence) {
			t.Errorf("%s: mark %s at passage %d of %d", f.Code, m.Word, m.Evidence, len(f.Evidence))
		}
		said[m.Word] = true
	}
	for _, w := range f.Words {
		if !said[w] {
			t.Errorf("%s: word %s without a mark", f.Code, w)
		}
	}
	if len(said) != len(f.Words) {
		t.Errorf("%s: marks %v, words %v", f.Code, f.Marks, f.Words)
	}
}
