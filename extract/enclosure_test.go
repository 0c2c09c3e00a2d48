package extract

import (
	"strings"
	"testing"

	"zeren/ingest"
)

// TestEnclosures reads files that hold, beside a judgment, papers of the
// parties and of other bodies: each is a record of its own behind the judgment's,
// wherever it stands, and lends the judgment neither its parties nor its date.
func TestEnclosures(t *testing.T) {
	const judgment = "某省甲县人民法院\n行政判决书\n（2022）皖1524行初8号\n原告张某某，男，住甲县。\n被告甲县公安局，住所地甲县。\n原告不服被告行政处罚，提起诉讼。本院依法组成合议庭审理了本案，现已审理终结。\n本院认为，被告未告知听证权利，违反法定程序，应予撤销。依照《中华人民共和国行政诉讼法》第七十条第三项之规定，判决如下：\n撤销被告甲县公安局作出的甲公罚〔2021〕1号行政处罚决定。\n案件受理费50元，由被告负担。\n审判长李某\n二〇二二年五月三十一日\n书记员王某\n"
	const claim = "行政起诉状\n原告：胡某，男，住乙县。\n被告：乙县自然资源局，住所地乙县。\n诉讼请求：撤销被告作出的行政处罚决定。\n事实与理由：被告超越职权，滥用职权。\n此致\n乙县人民法院\n具状人：胡某\n2022年4月6日\n"
	const advice = "丙市人民检察院\n检察建议书\n丙检行公建〔2023〕15号\n丙市水利局：\n你局怠于履行职责。依据《中华人民共和国行政诉讼法》第二十五条第四款的规定，提出检察建议。\n2023年7月4日\n"
	const award = "丁市劳动人事争议仲裁委员会\n仲裁裁决书\n丁劳人仲案字〔2023〕第311号\n申请人：徐某。\n被申请人：丁市公共交通管理局。\n依照《中华人民共和国劳动争议调解仲裁法》第四十二条之规定，裁决如下：\n被申请人支付申请人工资8600元。\n二〇二三年五月十一日\n"
	const service = "乙县人民法院\n送达回证\n案号：（2022）皖1524行初8号\n受送达人：张某某\n送达文书名称及件数：行政判决书一份\n送达地点：乙县某某路\n受送达人签名或盖章：张某某\n2022年6月6日\n备考：\n"
	for _, c := range []struct {
		name, text, want string
	}{
		{"claim in front", claim + judgment, "administrative_judgment other"},
		{"claim without its end", strings.Split(claim, "此致")[0] + judgment, "administrative_judgment other"},
		{"proof of service", service + judgment, "administrative_judgment other"},
		{"proof of service alone", service, "other"},
		{"list of evidence", "证据目录\n提交人：乙县自然资源局\n序号 证据名称 证明目的 页码\n1 行政处罚决定书 证明处罚合法 1-3\n2 送达回证 证明已送达 4\n提交日期：2022年4月6日\n" + judgment, "administrative_judgment other"},
		{"power of attorney", "授权委托书\n委托人：胡某，男，住乙县。\n受委托人：王某，某某律师事务所律师。\n现委托上列受委托人在胡某诉乙县自然资源局行政处罚一案中，作为我方诉讼代理人。\n委托人：胡某\n2022年4月6日\n" + judgment, "administrative_judgment other"},
		{"pleading of counsel", "代理词\n审判长、审判员：\n某某律师事务所接受被告乙县自然资源局的委托，指派我担任诉讼代理人，发表意见如下：\n一、被告作出的处罚决定违反法定程序，应予撤销。\n代理人：王某\n2022年4月6日\n" + judgment, "administrative_judgment other"},
		{"minutes of a hearing", "听证笔录\n时间：2021年4月6日\n地点：乙县自然资源局会议室\n听证主持人：李某\n当事人：我认为处罚决定违反法定程序，请求撤销。\n主持人：听证结束。\n当事人签名：胡某\n" + judgment, "administrative_judgment other"},
		{"advice behind", judgment + advice, "administrative_judgment other"},
		{"award behind", judgment + award, "administrative_judgment other"},
		{"both", claim + judgment + advice, "administrative_judgment other other"},
		{"a cover", "卷宗封面\n送达回证\n" + judgment, "administrative_judgment"},
		{"an annex of law", judgment + "附：相关法律条文\n《中华人民共和国行政诉讼法》第七十条……违反法定程序的\n", "administrative_judgment"},
		{"a paper named in a line", strings.Replace(judgment, "现已审理终结。", "现已审理终结。被告提交了行政起诉状副本送达回证、\n行政处罚决定书\n等证据。", 1), "administrative_judgment"},
	} {
		var got []string
		list := Read(ingest.Document{Text: c.text})
		for k, r := range list {
			if len(list) > 1 && r.Source.Part != k+1 {
				t.Errorf("%s: record %d is part %d", c.name, k, r.Source.Part)
			}
			got = append(got, string(r.DocumentType))
			if r.DocumentType != AdministrativeJudgment {
				continue
			}
			if orNone(r.DecidedOn) != "2022-05-31" || len(r.Parties) != 2 || len(r.Results) != 1 || r.Results[0].Result != Lost {
				t.Errorf("%s: %s %v %v", c.name, orNone(r.DecidedOn), r.Parties, r.Results)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}
