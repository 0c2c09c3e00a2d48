package extract

import (
	"slices"
	"strings"
	"testing"

	"zeren/ingest"
)

const counterPaper = `安徽省金寨县人民法院
行政判决书
（2023）皖1524行初18号
原告王某某，男，1970年3月5日出生，住金寨县。
被告金寨县青山镇人民政府，住所地金寨县青山镇。
原告王某某不服被告金寨县青山镇人民政府强制拆除房屋一案，于2023年2月1日向本院提起诉讼。本院依法组成合议庭公开开庭审理了本案，现已审理终结。
经审理查明，2022年11月3日被告将原告房屋拆除。
本院认为，REASON依照《中华人民共和国行政诉讼法》第七十四条第二款第一项之规定，判决如下：
DECISION
案件受理费50元，由被告负担。
如不服本判决，可在判决书送达之日起十五日内向本院递交上诉状，上诉于安徽省六安市中级人民法院。
审判长李某
二〇二三年五月六日
书记员王某
`

// TestCounterexamples: what exempts one turn of phrase must not exempt those
// that only look like it.
func TestCounterexamples(t *testing.T) {
	const unlawful = "确认被告金寨县青山镇人民政府2022年11月3日强制拆除原告王某某房屋的行为违法。"
	for _, x := range []struct {
		reason string
		has    []Code
		not    []Code
	}{
		// whose papers were not asked for, and who did not show his own
		{"被告的执法人员在检查时未向原告出示执法证件，其检查不合法。", []Code{Procedure}, nil},
		{"被告未应原告要求出示人民警察证件即实施检查，应当确认违法。", []Code{Procedure}, nil},
		{"被告未按照法律规定的要求出示执法证件，应当确认违法。", []Code{Procedure}, nil},
		{"被告办理登记时未要求到场人员出示有效的身份证件，登记主要证据不足。", []Code{FactsEvidence}, []Code{Procedure}},
		// a pretext is part of doing nothing, and no ground where something was done
		{"被告以领导出差为由拖延，于法无据，应当确认违法。", []Code{NoLegalBasis}, nil},
		{"被告以存在争议为由推脱查处，亦没有法律依据，被告至今未作处理，构成不履行法定职责。", []Code{Nonperformance}, []Code{NoLegalBasis}},
		// what is 明显不当
		{"被诉行政行为在实体和程序上均明显不当。", []Code{Improper}, nil},
		{"被诉行为在程序上存在明显不当。", []Code{Procedure}, []Code{Improper}},
		// no harm, and no proof of the facts
		{"没有证据证明造成社会危害，被告处以最高额罚款，显失公正。", []Code{Improper}, []Code{FactsEvidence}},
		{"被告没有证据证明原告实施了违法建设，主要证据不足。", []Code{FactsEvidence}, nil},
		// for what an agency is competent, and for what it is not
		{"被告具有对辖区内无证行医行为实施行政处罚的职权，但其未告知听证权利，程序违法。", []Code{Procedure}, []Code{UltraVires}},
		{"被告对无证行医行为没有行政处罚权，超越职权。", []Code{UltraVires}, nil},
		// what others did without leave
		{"被告对未经批准在河道采砂的，有权责令停止，但其收到举报后未作任何处理，构成不履行法定职责。", []Code{Nonperformance}, []Code{Procedure}},
		// granted for once, the body goes on
		{"即便如被告所称属于违法建筑，强制拆除亦须经催告、听取陈述申辩等步骤，被告均未履行。", []Code{Procedure}, nil},
		// a conclusion that is forbidden is none
		{"被告实施了拆除行为，不能仅以其否认即认定缺乏事实根据，其未经催告，程序违法。", []Code{Procedure}, []Code{FactsEvidence}},
	} {
		r := Read(ingest.Document{Text: strings.NewReplacer("REASON", x.reason, "DECISION", unlawful).Replace(counterPaper)})[0]
		var got []Code
		for _, e := range r.Errors {
			if e.Ground {
				got = append(got, e.Code)
			}
		}
		for _, c := range x.has {
			if !slices.Contains(got, c) {
				t.Errorf("%s: no %s in %v", x.reason, c, got)
			}
		}
		for _, c := range x.not {
			if slices.Contains(got, c) {
				t.Errorf("%s: %s in %v", x.reason, c, got)
			}
		}
	}
	for decision, want := range map[string]Verdict{
		"一、责令被告金寨县青山镇人民政府对原告王某某对补偿评估报告有异议的，可以申请复核的情形重新予以告知；\n二、驳回原告其他诉讼请求。": Lost,
		"被告金寨县青山镇人民政府赔偿原告王某某由法院委托鉴定确定的损失120000元。":                           Lost,
		"被告金寨县青山镇人民政府赔偿原告损失50000元并由人民法院转付。":                                 Lost,
		"一、被告金寨县青山镇人民政府退还原告王某某交纳的鉴定各项费用8000元；\n二、驳回原告的其他诉讼请求。":              Lost,
		"驳回原告王某某的诉讼请求。": Won,
	} {
		r := Read(ingest.Document{Text: strings.NewReplacer("REASON", "被诉行为违法。", "DECISION", decision).Replace(counterPaper)})[0]
		if len(r.Results) != 1 || r.Results[0].Result != want {
			t.Errorf("%s: %v, want %s", decision, r.Results, want)
		}
	}
}
