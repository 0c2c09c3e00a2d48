package extract

import (
	"strings"
	"testing"
)

// TestDescribed reads sentences that describe a provision, a competence or
// somebody else's deed beside the fault: no mark and no passage comes of them.
func TestDescribed(t *testing.T) {
	const fault = "被告未组织听证，违反法定程序，应予撤销。"
	for _, s := range []string{
		"《土地管理法》第七十四条系关于未经批准占用土地法律责任的规定。",
		"《水法》第六十五条是关于未取得审批手续，擅自修建工程的法律责任的规定。",
		"该条第二款针对的是建设单位未报审批即开工的情形。",
		"上述条例第二十条规定的是未经审批设置广告牌的法律责任。",
		"该条款适用于未依法报批即投入使用的建设项目的处罚。",
		"《城乡规划法》关于未取得规划许可、未经批准进行建设的规定，自2008年起施行。",
		"被告作为县级自然资源主管部门，具有对辖区内未经批准占用耕地的行为进行查处的法定职权。",
		"县自然资源局负有对未报批准，擅自采矿的行为实施监督检查的职责。",
		"县自然资源局依法享有查处未经审批建房行为的权限。",
		"被告对原告未经批准搭建厂房的行为立案调查。",
		"县自然资源局认定宏达公司未经审批占用林地。",
	} {
		for _, text := range []string{s + fault, fault + s} {
			p := paperOf(settings["撤销"], text)
			p.readFindings()
			if got := codes(p); got != "procedure" {
				t.Errorf("%s: %s", s, got)
				continue
			}
			f := p.record.Errors[0]
			if len(f.Evidence) != 1 || f.Evidence[0].Text != fault || strings.Join(f.Words, " ") != "no_hearing" {
				t.Errorf("%s: %v %v", s, f.Words, f.Evidence)
			}
		}
	}
	// A decision that only tells the time of another step was not left out.
	for _, s := range []string{
		"被告没有提供证据证明其在作出处罚决定之前履行了告知义务，违反法定程序。",
		"《行政处罚法》第四十四条规定：“当事人依法享有陈述的权利。”被告未能证明其在作出处罚决定前履行了上述告知义务，违反法定程序。",
	} {
		p := paperOf(settings["撤销"], s)
		p.readFindings()
		if f := p.record.Errors; len(f) != 1 || strings.Join(f[0].Words, " ") != "not_informed" {
			t.Errorf("%s: %s %v", s, codes(p), f)
		}
	}
	// The same words of the agency's own act are a fault.
	for _, s := range []string{
		"被告未经批准即延长办案期限，违反法定程序。",
		"被告具有行政处罚的法定职权，但其未经批准即实施扣押，违反法定程序。",
		"被告对原告的车辆未经审批即予扣押，程序违法。",
		"被告适用《水法》第六十五条的规定，却未报批准，违反法定程序。",
		"县自然资源局未经审批对原告建房的行为作出处罚，程序违法。",
	} {
		p := paperOf(settings["撤销"], s)
		p.readFindings()
		if f := p.record.Errors; len(f) != 1 || !has(f[0].Words, "no_approval") || has(f[0].Words, "no_hearing") {
			t.Errorf("%s: %s %v", s, codes(p), p.record.Errors)
		}
	}
}
