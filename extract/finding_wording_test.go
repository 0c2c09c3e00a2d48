package extract

import (
	"strings"
	"testing"
)

// silentRows are sentences that stand in the reasoning of a lost case and find
// no fault of the agency, written by one who tried to mislead the model. Each
// stands alone: nothing else tells why the agency lost.
const silentRows = `
# what was right
被告在作出处罚之前，把拟处罚的内容和理由都告诉了原告，也听了原告的意见。
被告把听证通知送到了原告手里，原告签收，日期为12月10日。
听证会开了一整天，原告把准备的材料都递了上去，主持人逐一听取。
检验报告所用的样品就是在原告处抽取的，封条完好，编号与笔录一一对应。
现场检查时有两名执法人员在场，先亮了证件，再开始检查，全程录了像。
办案人员两次上门，把材料读给原告听，并让原告写下意见。
# what is still to be looked at, and what nobody did wrong
是否给了原告说话的机会，要看听证笔录。
卷内检验报告共三页，末页有检验员签名，封样单上注明样品编号。
下面先说程序，再说事实。
本案需要审查的是：样品究竟取自何处，检验报告能否作为定案根据。
# what the citizen did
原告开庭前一天才交来三份材料，没有说明为什么交得这么晚。
原告直到收到决定后第五个月才想起来起诉，此前没有提出过任何意见。
原告没有在规定的时间内提出听证，事后又说自己不知道。
原告伪造了进货单据，把日期改早了两个月。
原告经营规模很小。其店里没有进货单据，货物来源说不清楚。
# what somebody says
在原告看来，执法人员从头到尾没有亮过证件，也没有给他说话的机会。
证人刘某讲，执法人员没有问话就把东西搬走了。
按照被告的解释，当天没有找到原告，所以材料没有交到原告手里。
原告以执法人员没有让他说话为由，要求本院否定这份笔录。
原告认为，被告既没有告诉他权利，也没有听他说话。
`

// TestSilentWording: the wording of a sentence that finds no fault is none, not
// even where nothing else explains the loss.
func TestSilentWording(t *testing.T) {
	n := 0
	for _, row := range strings.Split(strings.TrimSpace(silentRows), "\n") {
		if strings.HasPrefix(row, "#") {
			continue
		}
		n++
		p := paperOf(settings["撤销"], row+"被诉决定应予撤销。")
		p.readFindings()
		for _, f := range p.record.Errors {
			if f.Wording != nil {
				t.Errorf("%s\n  %s %.2f %v", row, f.Code, f.Wording.Score, f.Wording.Words)
			}
		}
	}
	if n < 15 {
		t.Fatalf("%d rows", n)
	}
}

// TestWordingOfRules: what a rule has found takes no evidence from a sentence
// that the wording alone tells, for nobody would be asked about that.
func TestWordingOfRules(t *testing.T) {
	p := paperOf(settings["撤销"], "被告在作出处罚决定之前未告知原告听证权利，应予撤销。听证会开到一半，主持人接了电话便宣布结束，原告准备的材料没有来得及递上去。")
	p.readFindings()
	for _, f := range p.record.Errors {
		if f.Code == Procedure && f.Wording == nil && len(f.Evidence) != 1 {
			t.Errorf("%s: %v", f.Rule, f.Evidence)
		}
	}
	if len(p.record.Errors) == 0 {
		t.Error("nothing found")
	}
}

// TestWordingAdds: the words that weighed, with the base and the rest, make the
// score.
func TestWordingAdds(t *testing.T) {
	p := paperOf(settings["撤销"], "被告据以定案的检验报告，送检样品并非在原告处抽取，而是取自另一家同名门店。被诉决定应予撤销。")
	p.readFindings()
	if len(p.record.Errors) != 1 || p.record.Errors[0].Code != FactsEvidence || p.record.Errors[0].Wording == nil {
		t.Fatalf("%+v", p.record.Errors)
	}
	w := p.record.Errors[0].Wording
	sum := w.Base + w.Rest
	for _, x := range w.Words {
		sum += x.Weight
	}
	if d := sum - w.Score; d > 0.002 || d < -0.002 || len(w.Words) == 0 {
		t.Errorf("%.3f is told to be %.3f: %s", sum, w.Score, w.told())
	}
	warned := false
	for _, x := range p.record.Warnings {
		warned = warned || x.Code == "finding_by_wording" && x.Span != nil
	}
	if !warned {
		t.Error("nobody is asked to confirm it")
	}
}
