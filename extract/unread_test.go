package extract

import (
	"fmt"
	"strings"
	"testing"

	"zeren/ingest"
)

const twoAgencies = `某省甲市乙区人民法院
行政判决书
（2022）皖1524行初8号
原告张某某，男，住甲市。
被告甲市公安局乙区分局，住所地甲市。
被告甲市乙区人民政府，住所地甲市。
原告不服被告甲市公安局乙区分局行政处罚及被告甲市乙区人民政府行政复议决定，向本院提起诉讼。本院依法组成合议庭审理了本案，现已审理终结。
本院认为，被诉行为程序违法。依照《中华人民共和国行政诉讼法》第七十条第三项之规定，判决如下：
CLAUSES
案件受理费50元，由被告负担。
如不服本判决，可在判决书送达之日起十五日内上诉。
审判长李某
二〇二二年五月三十一日
书记员王某
`

// TestUnread damages the decision of a court: what cannot be read of it makes
// no agency win, and makes none lose that is not named.
func TestUnread(t *testing.T) {
	const police, office = "甲市公安局乙区分局", "甲市乙区人民政府"
	for _, c := range []struct {
		name, clauses  string
		police, office Verdict
	}{
		{"whole", "一、确认被告" + office + "作出的复议决定违法；\n二、驳回原告的其他诉讼请求。", Won, Lost},
		{"the verb lost", "一、被告" + office + "作出的复议决定法；\n二、驳回原告对被告" + police + "的诉讼请求。", Won, Undecided},
		{"a character of 确认", "一、确被告" + office + "作出的复议决定违法；\n二、驳回原告对被告" + police + "的诉讼请求。", Won, Undecided},
		{"a character of 撤销", "一、撤被告" + office + "作出的复议决定；\n二、驳回原告对被告" + police + "的诉讼请求。", Won, Undecided},
		{"a full stop for 、", "撤销被告" + police + "。" + office + "2022年1月3日作出的〔2022〕第18号《通知书》。", Lost, Undecided},
		{"two items in one", "一、撤被告" + office + "作出的复议决定：二、驳回原告要求撤销被告" + police + "处罚决定的诉讼请求。", Won, Undecided},
		{"驳 lost", "一、撤销被告" + office + "作出的复议决定；\n二、回原告要求撤销被告" + police + "作出的处罚决定的诉讼请求。", Undecided, Lost},
		{"the first item lost", "二、驳回原告的其他诉讼请求。", Undecided, Undecided},
		{"explained", "撤销被告" + police + "、" + office + "作出的处罚决定和复议决定。上述款项由被告" + police + "于十日内退还。", Lost, Lost},
	} {
		r := Read(ingest.Document{Text: strings.Replace(twoAgencies, "CLAUSES", c.clauses, 1)})[0]
		got := map[string]Verdict{}
		for _, x := range r.Results {
			got[x.Agency] = x.Result
		}
		if got[police] != c.police || got[office] != c.office {
			t.Errorf("%s: %v, want %s and %s; %v", c.name, got, c.police, c.office, r.Warnings)
		}
		if (c.police == Undecided || c.office == Undecided) && !warned(r, "result_unknown") {
			t.Errorf("%s: no warning, %v", c.name, r.Warnings)
		}
	}
}

const aboveOne = `某省甲市中级人民法院
行政判决书
（2022）皖15行终8号
上诉人（一审被告）甲市乙区城市管理局，住所地甲市。
被上诉人（一审原告）张某某，男，住甲市。
一审被告甲市乙区人民政府，住所地甲市。
上诉人甲市乙区城市管理局因行政强制一案，不服甲市乙区人民法院（2021）皖1524行初8号行政判决，提起上诉。本院依法组成合议庭审理了本案，现已审理终结。
BELOW
本院认为，一审判决第二项缺乏依据，应予纠正。依照《中华人民共和国行政诉讼法》第八十九条第一款第二项之规定，判决如下：
CLAUSES
二审案件受理费50元，由上诉人负担。
本判决为终审判决。
审判长李某
二〇二二年五月三十一日
书记员王某
`

// TestUnreadBelow damages what a court of appeal says of the judgment below:
// where it cannot be told which of its items stand, nobody has won or lost.
func TestUnreadBelow(t *testing.T) {
	const bureau, office = "甲市乙区城市管理局", "甲市乙区人民政府"
	const below = "一审法院判决：一、确认甲市乙区城市管理局拆除房屋的行为违法；二、确认甲市乙区人民政府部署拆除的行为违法。"
	const upheld = "一、维持甲市乙区人民法院（2021）皖1524行初8号行政判决第一项；\n二、撤销甲市乙区人民法院（2021）皖1524行初8号行政判决第二项。"
	for _, c := range []struct {
		name, below, clauses string
		bureau, office       Verdict
	}{
		{"whole", below, upheld, Lost, Won},
		{"an item's number", below, strings.Replace(upheld, "第二项", "第-项", 1), Undecided, Undecided},
		{"an item that is not there", strings.Replace(below, "；二、", "；三.", 1), upheld, Undecided, Undecided},
		{"the court's name", below, strings.ReplaceAll(upheld, "乙区人民法院", "乙区人民院"), Lost, Won},
		{"the word for judgment", below, strings.ReplaceAll(upheld, "行政判决", "行政制决"), Lost, Won},
	} {
		text := strings.NewReplacer("BELOW", c.below, "CLAUSES", c.clauses).Replace(aboveOne)
		r := Read(ingest.Document{Text: text})[0]
		got := map[string]Verdict{}
		for _, x := range r.Results {
			got[x.Agency] = x.Result
		}
		if got[bureau] != c.bureau || got[office] != c.office {
			t.Errorf("%s: %v, want %s and %s", c.name, got, c.bureau, c.office)
		}
		if c.bureau == Undecided && !warned(r, "result_unknown") {
			t.Errorf("%s: no warning, %v", c.name, r.Warnings)
		}
	}
}

// TestUnreadEnforcement: a 不 that a scan has lost turns a refusal into a grant;
// the reasons tell that it is none.
func TestUnreadEnforcement(t *testing.T) {
	const text = "某省甲县人民法院\n行攻裁定书\n（2022）皖1524行审8亏\n申请执行人：甲县水务局，住所地甲县。\n被执行人：某某建筑有限公司，住所地甲县。\n申请执行人甲县水务局向本院申请强制执行其作出的甲水罚〔2021〕1号行政处罚决定，本院于2022年3月1日立案。\n本院经审查认为，REASON，裁定如下：\n准予强制执行甲县水务局作出的甲水罚〔2021〕1号行政处罚决定。\n审判长李某\n二〇二二年五月三十一日\n书记员王某\n"
	for reason, want := range map[string]Verdict{
		"该处罚决定认定事实清楚，程序合法。依照《中华人民共和国行政强制法》第五十七条之规定":                                         Won,
		"该处罚决定认定事实不清、证据不足。依照《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第一百六十一条第一款第（二）项之规定":                Undecided,
		"被执行人提出事实不清，请求不予执行。未发现明显缺乏事实根据的情形。依照《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第一百六十条、第一百六十一条之规定": Won,
	} {
		r := Read(ingest.Document{Text: strings.Replace(text, "REASON", reason, 1)})[0]
		if len(r.Results) != 1 || r.Results[0].Result != want {
			t.Errorf("%s: %v", reason, r.Results)
		}
	}
}

// TestUnreadScanned: in a damaged text an agency neither wins nor loses by a
// decision that was read but cannot be whole; in a clean one it does.
func TestUnreadScanned(t *testing.T) {
	const (
		bureau  = "甲市乙区城市管理局"
		upheld  = "驳回上诉，维持原判。"
		below   = "一审法院判决：一、确认" + bureau + "拆除房屋的行为违法；二、驳回原告的其他诉讼请求。"
		fine    = "一审法院判决：驳回原告的诉讼请求。"
		enforce = "某省甲县人民法院\n行政裁定书\n（2022）皖1524行审8号\n申请执行人：甲县水务局，住所地甲县。\n被执行人：某某建筑有限公司，住所地甲县。\n申请执行人甲县水务局向本院申请强制执行其作出的甲水罚〔2021〕1号行政处罚决定，本院于2022年3月1日立案。\n本院经审查认为，该处罚决定合法。依照《中华人民共和国行政强制法》第五十七条之规定，裁定如下：\nCLAUSES\n审判长李某\n二〇二二年五月三十一日\n书记员王某\n"
	)
	appeal := func(below string) string {
		return strings.NewReplacer("BELOW", below, "CLAUSES", upheld).Replace(aboveOne)
	}
	damage := strings.NewReplacer("行政判决书", "行攻判决书", "行政裁定书", "行攻裁定书", "组成合议庭审理", "组成合议庭宙理", "立案", "立案宙查", "住所地甲市", "住所地甲市乙区人民攻府旁")
	for _, c := range []struct {
		name, text, agency string
		clean, damaged     Verdict
	}{
		{"whole", appeal(below), bureau, Lost, Lost},
		{"whole, won", appeal(fine), bureau, Won, Won},
		{"an idle item", appeal("一审法院判决：一、驳回原告的诉讼请求；二、认某所2021年1月5日的行为违法。"), bureau, Won, Undecided},
		{"an item within another", appeal("一审法院判决：驳回原告的诉讼请求,三.确某。"), bureau, Won, Undecided},
		{"runs on", appeal("一审法院判决：确认" + bureau + "拆除房屋的行为违法，本院认为均无不当。"), bureau, Lost, Undecided},
		{"whose judgment", appeal("一审法院判决：撤销审判决。"), bureau, Lost, Undecided},
		{"one grant", strings.Replace(enforce, "CLAUSES", "准予强制执行甲县水务局作出的甲水罚〔2021〕1号行政处罚决定。", 1), "甲县水务局", Won, Won},
		{"two grants", strings.Replace(enforce, "CLAUSES", "一、准予强制执行甲县水务局作出的甲水罚〔2021〕1号行政处罚决定第一项；\n二、准予强制执行甲县水务局作出的甲水罚〔2021〕1号行政处罚决定第二项。", 1), "甲县水务局", Won, Undecided},
	} {
		for text, want := range map[string]Verdict{c.text: c.clean, damage.Replace(c.text): c.damaged} {
			r := Read(ingest.Document{Text: text})[0]
			if x := resultOf(c.agency, r.Results); x == nil || x.Result != want {
				t.Errorf("%s: %v, want %s; %v", c.name, r.Results, want, r.Warnings)
			}
		}
	}
}

func warned(r Record, code string) bool {
	for _, w := range r.Warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}

// TestMisread folds what a scan has read wrongly beyond doubt, and nothing that
// is a word.
func TestMisread(t *testing.T) {
	for in, want := range map[string]string{
		"甲县人民攻府": "甲县人民政府", "甲县入民法院": "甲县人民法院", "八民攻府": "人民政府",
		"行攻处罚决定": "行政处罚决定", "进行攻击": "进行攻击",
		"行政制决书": "行政判决书", "本制决": "本判决", "，制如下": "，判如下",
		"行政强制决定": "行政强制决定", "限制决策": "限制决策", "控制决定权": "控制决定权",
		"第12亏": "第12号", "2亏损": "2亏损", "收到之目起": "收到之日起", "十五曰内": "十五日内",
		"当目前的": "当目前的", "题目内容": "题目内容", "交警太队": "交警大队", "宇宙": "宇宙", "厚德": "厚德",
	} {
		if got := Fold(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	const clean = "甲县人民政府行政判决书，判决如下：第12号，本判决送达之日起十五日内。进行攻击，亏损。"
	text := Normalize(&ingest.Document{Text: clean})
	if at := text.Misread(0, text.Len()); len(at) > 0 {
		t.Errorf("misread in a clean text: %v", at)
	}
}

// TestDutyOfTheExecuted: leave to enforce with an order to him who is to pay
// names the agency as the one that is owed: nothing of it is unread.
func TestDutyOfTheExecuted(t *testing.T) {
	const clauses = "一、准予强制执行申请执行人温州市国土资源局作出的温土资瓯罚〔2013〕5号行政处罚决定；\n二、被执行人吴某某应于接到本裁定书之日起五日内向申请执行人温州市国土资源局缴纳罚款4000元，逾期不缴纳的，依法强制执行。"
	r := Read(ingest.Document{Text: fmt.Sprintf(frames["enforce"], "裁定", clauses)})[0]
	if len(r.Results) != 1 || r.Results[0].Result != Won {
		t.Errorf("%+v %v", r.Results, r.Warnings)
	}
}

// TestTermsOfAClause: a sentence on when the sums are due lays no duty of its own.
func TestTermsOfAClause(t *testing.T) {
	r := Read(ingest.Document{Text: fmt.Sprintf(frames["first"], "判决", "一、被告金寨县梅山镇人民政府赔偿原告张某某物品损失8600元；\n二、驳回原告张某某的其他诉讼请求。上述给付义务限在本判决送达之日起十日内履行。")})[0]
	for _, d := range r.Dispositions {
		for _, o := range d.Outcomes {
			if o == Perform {
				t.Errorf("%s: %v", d.Text, d.Outcomes)
			}
		}
	}
	if len(r.Dispositions) != 2 {
		t.Errorf("%d clauses", len(r.Dispositions))
	}
}
