package extract

import (
	"fmt"
	"strings"
	"testing"

	"zeren/ingest"
)

// sheet is a paper with the fields of its head, printed as the court or organ
// prints them.
type sheet struct {
	name, organ, title, number string
	signed, day                string // the date of the signature, and as YYYY-MM-DD
	kind                       DocumentType
	instance                   Instance
	page                       string // what a site calls the paper
	parties, body, tail        []string
}

// sheets are papers of every kind, from places with names of every kind.
func sheets() []sheet {
	first := func(name, organ, number, agency, signed, day string) sheet {
		return sheet{
			name: name, organ: organ, title: "行政判决书", number: number, signed: signed, day: day, kind: AdministrativeJudgment, instance: First,
			page: "张某某与" + agency + "行政处罚一审行政判决书",
			parties: []string{"原告张某某，男，1970年3月5日出生，汉族，住该县某镇。",
				"被告" + agency + "，住所地某路1号。", "法定代表人李某，该机关负责人。"},
			body: []string{
				"原告张某某不服被告" + agency + "于2019年5月6日作出的某罚〔2019〕3号行政处罚决定，于2019年8月1日向本院提起行政诉讼。本院于2019年8月5日立案后，依法组成合议庭公开开庭审理了本案。本案现已审理终结。",
				"原告张某某诉称，处罚决定事实不清。请求撤销被诉处罚决定。",
				"被告" + agency + "辩称，处罚决定合法，请求驳回原告的诉讼请求。",
				"经审理查明，2019年5月6日，被告作出某罚〔2019〕3号行政处罚决定，罚款3000元。",
				"本院认为，被诉处罚决定认定事实的主要证据不足，依法应予撤销。依照《中华人民共和国行政诉讼法》第七十条第（一）项之规定，判决如下：",
				"撤销被告" + agency + "于2019年5月6日作出的某罚〔2019〕3号行政处罚决定。",
				"案件受理费50元，由被告" + agency + "负担。",
				"如不服本判决，可以在判决书送达之日起十五日内向本院递交上诉状，上诉于上一级人民法院。"},
			tail: []string{"审判长王某", "审判员赵某", "人民陪审员钱某", signed, "书记员孙某"},
		}
	}
	second := sheet{
		name: "second", organ: "安徽省六安市中级人民法院", title: "行政判决书", number: "（2021）皖15行终58号", signed: "二〇二一年四月六日", day: "2021-04-06",
		kind: AdministrativeJudgment, instance: Second, page: "金寨县人力资源和社会保障局、周某劳动和社会保障行政管理二审行政判决书",
		parties: []string{"上诉人（原审被告）金寨县人力资源和社会保障局，住所地安徽省金寨县新城区。", "被上诉人（原审原告）周某，女，1980年1月1日出生，汉族，住安徽省金寨县。"},
		body: []string{
			"上诉人金寨县人力资源和社会保障局因工伤认定一案，不服安徽省金寨县人民法院（2020）皖1524行初12号行政判决，向本院提起上诉。本院依法组成合议庭审理了本案，现已审理终结。",
			"原审法院判决：撤销金寨县人力资源和社会保障局作出的不予认定工伤决定。",
			"上诉人金寨县人力资源和社会保障局上诉称，原判适用法律错误。请求撤销原判。",
			"本院认为，原审判决认定事实清楚，适用法律正确。上诉人的上诉理由不能成立。依照《中华人民共和国行政诉讼法》第八十九条第一款第（一）项之规定，判决如下：",
			"驳回上诉，维持原判。", "二审案件受理费50元，由上诉人金寨县人力资源和社会保障局负担。", "本判决为终审判决。"},
		tail: []string{"审判长吴某", "审判员郑某", "审判员冯某", "二〇二一年四月六日", "书记员陈某"},
	}
	enforce := sheet{
		name: "enforcement", organ: "浙江省温州市瓯海区人民法院", title: "行政裁定书", number: "（2018）浙0304行审137号", signed: "二〇一八年三月二十日", day: "2018-03-20",
		kind: AdministrativeRuling, instance: Enforcement, page: "温州市自然资源和规划局、林某非诉执行审查行政裁定书",
		parties: []string{"申请执行人温州市自然资源和规划局，住所地温州市学院西路5号。", "被执行人林某，男，汉族，住温州市瓯海区。"},
		body: []string{
			"申请执行人温州市自然资源和规划局于2018年3月1日向本院申请强制执行温土资罚〔2017〕9号行政处罚决定。本院受理后，依法组成合议庭进行了审查，现已审查终结。",
			"本院经审查认为，该处罚决定明显缺乏事实根据。依照《中华人民共和国行政强制法》第五十八条之规定，裁定如下：",
			"不准予强制执行温州市自然资源和规划局作出的温土资罚〔2017〕9号行政处罚决定。"},
		tail: []string{"审判长沈某", "审判员韩某", "审判员杨某", "二〇一八年三月二十日", "书记员朱某"},
	}
	recon := func(name, organ, number, agency, signed, day string) sheet {
		return sheet{
			name: name, organ: organ, title: "行政复议决定书", number: number, signed: signed, day: day, kind: ReconsiderationDecision, instance: Reconsideration,
			page: "行政复议决定书（" + number + "）",
			parties: []string{"申请人：潘某某，男，汉族，1973年10月4日出生。",
				"被申请人：" + agency + "。", "法定代表人：雍某，系该局局长。"},
			body: []string{
				"申请人潘某某不服被申请人" + agency + "于2020年5月25日作出的行政处罚决定，于2020年7月14日向本机关申请行政复议，本机关依法予以受理，现已审理终结。",
				"申请人请求：撤销被申请人作出的行政处罚决定。", "申请人称：被申请人未告知申请人陈述、申辩的权利，程序违法。", "被申请人称：处罚决定合法，请求维持。",
				"经审理查明：2020年5月25日，被申请人对申请人作出罚款2000元的行政处罚决定。",
				"本机关认为：被申请人作出处罚决定前未告知申请人享有的陈述、申辩权利，违反法定程序。根据《中华人民共和国行政复议法》第二十八条第一款第（三）项的规定，本机关决定：",
				"撤销被申请人" + agency + "于2020年5月25日作出的行政处罚决定。",
				"申请人如对本决定不服，可以自收到本决定书之日起15日内依法向人民法院提起行政诉讼。"},
			tail: []string{signed},
		}
	}
	civil := sheet{
		name: "civil", organ: "辽宁省岫岩满族自治县人民法院", title: "民事判决书", number: "（2019）辽0323民初1024号", signed: "二〇一九年十二月二日", day: "2019-12-02",
		kind: CivilJudgment, instance: First, page: "孙某与岫岩满族自治县偏岭镇人民政府建设工程施工合同纠纷一审民事判决书",
		parties: []string{"原告：孙某，男，1966年2月8日出生，满族，住岫岩满族自治县。", "被告：岫岩满族自治县偏岭镇人民政府，住所地岫岩满族自治县偏岭镇。"},
		body: []string{
			"原告孙某与被告岫岩满族自治县偏岭镇人民政府建设工程施工合同纠纷一案，本院于2019年9月3日立案后，依法适用简易程序公开开庭进行了审理。本案现已审理终结。",
			"孙某向本院提出诉讼请求：判令被告给付工程款268400元。", "被告辩称，暂无资金。",
			"本院认为，被告未按约定给付工程款，构成违约。依照《中华人民共和国合同法》第六十条、第一百零七条之规定，判决如下：",
			"被告岫岩满族自治县偏岭镇人民政府于本判决生效之日起十日内给付原告孙某工程款268400元。", "案件受理费5326元，由被告岫岩满族自治县偏岭镇人民政府负担。"},
		tail: []string{"审判员何某", "二〇一九年十二月二日", "书记员吕某"},
	}
	retrial := sheet{
		name: "review", organ: "最高人民法院", title: "行政裁定书", number: "（2020）最高法行申1288号", signed: "二〇二〇年六月三十日", day: "2020-06-30",
		kind: AdministrativeRuling, instance: Review, page: "陈某、宁州市人民政府再审审查与审判监督行政裁定书",
		parties: []string{"再审申请人（一审原告、二审上诉人）陈某，男，汉族，住宁州市。", "被申请人（一审被告、二审被上诉人）宁州市人民政府，住所地宁州市人民路1号。"},
		body: []string{
			"再审申请人陈某因诉宁州市人民政府土地行政征收一案，不服某省高级人民法院（2019）某行终412号行政判决，向本院申请再审。本院依法组成合议庭对本案进行了审查，现已审查终结。",
			"本院认为，陈某的再审申请不符合《中华人民共和国行政诉讼法》第九十一条规定的情形。依照《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第一百一十六条第二款之规定，裁定如下：", "驳回陈某的再审申请。"},
		tail: []string{"审判长尤某", "审判员许某", "审判员邓某", "二〇二〇年六月三十日", "书记员曹某"},
	}
	compensation := first("compensation", "河南省南阳市中级人民法院", "（2017）豫13行赔初6号", "南阳市卧龙区人民政府", "二〇一七年十月三十日", "2017-10-30")
	compensation.title, compensation.kind, compensation.page = "行政赔偿判决书", CompensationJudgment, "张某某与南阳市卧龙区人民政府行政赔偿一审行政赔偿判决书"
	remand := second
	remand.name, remand.title, remand.kind, remand.number, remand.page = "remand", "行政裁定书", AdministrativeRuling, "（2021）皖15行终59号", "周某、金寨县人力资源和社会保障局二审行政裁定书"
	remand.body = []string{
		"上诉人金寨县人力资源和社会保障局因工伤认定一案，不服安徽省金寨县人民法院（2020）皖1524行初12号行政判决，向本院提起上诉。本院依法组成合议庭审理了本案。",
		"本院认为，原审判决认定基本事实不清。依照《中华人民共和国行政诉讼法》第八十九条第一款第（三）项之规定，裁定如下：",
		"一、撤销安徽省金寨县人民法院（2020）皖1524行初12号行政判决；", "二、发回安徽省金寨县人民法院重审。"}
	rejection := recon("rejection", "攀枝花市人民政府", "攀府复〔2024〕52号", "攀枝花市公安局交通警察支队", "2024年12月20日", "2024-12-20")
	rejection.title, rejection.kind, rejection.page = "不予受理行政复议申请决定书", ReconsiderationRejection, "不予受理行政复议申请决定书"
	rejection.body = []string{
		"申请人潘某某不服被申请人攀枝花市公安局交通警察支队作出的交通事故认定书，于2024年12月16日向本机关申请行政复议。",
		"本机关认为：道路交通事故认定不属于行政复议范围。根据《中华人民共和国行政复议法》第三十条第二款的规定，本机关决定不予受理。",
		"申请人如不服本决定，可以自收到本决定书之日起15日内依法向人民法院提起行政诉讼。"}
	termination := recon("termination", "舒兰市人民政府", "舒政复终字〔2023〕6号", "舒兰市公安局", "2023年3月9日", "2023-03-09")
	termination.title, termination.kind, termination.page = "行政复议终止决定书", ReconsiderationTermination, "舒兰市人民政府行政复议终止决定书"
	termination.body = []string{
		"申请人潘某某不服被申请人舒兰市公安局于2023年1月5日作出的行政处罚决定，于2023年1月20日向本机关申请行政复议，本机关依法已予受理。",
		"审理期间，申请人于2023年3月6日自愿撤回行政复议申请。", "根据《中华人民共和国行政复议法》第二十五条的规定，行政复议终止。"}
	return []sheet{
		first("first", "安徽省金寨县人民法院", "（2020）皖1524行初12号", "金寨县应急管理局", "二〇二〇年九月一日", "2020-09-01"),
		first("made-up city", "宁州市云河区人民法院", "（2021）宁0102行初7号", "宁州市云河区应急管理局", "二〇二一年一月五日", "2021-01-05"),
		first("masked", "某某省某某县人民法院", "（2022）某0321行初19号", "某某县自然资源局", "二〇二二年三月十日", "2022-03-10"),
		first("crossed", "××市××区人民法院", "（2023）×0102行初88号", "××市××区城市管理局", "二〇二三年七月七日", "2023-07-07"),
		first("before 2016", "河南省南阳市卧龙区人民法院", "（2009）宛龙行初字第00012号", "南阳市卧龙区安全生产监督管理局", "二〇〇九年十一月二十六日", "2009-11-26"),
		first("railway", "成都铁路运输第一法院", "（2020）川7101行初5号", "成都市金牛区人民政府", "二〇二〇年十月十五日", "2020-10-15"),
		second, enforce, civil, retrial,
		recon("county", "金寨县人民政府", "金政复〔2020〕5号", "金寨县公安局", "2020年9月4日", "2020-09-04"),
		recon("made-up", "宁州市人民政府", "宁政复决字〔2020〕第18号", "宁州市市场监督管理局", "二〇二〇年九月十一日", "2020-09-11"),
		recon("masked organ", "某某市人民政府", "某政行复〔2020〕33号", "某某市城市管理局", "2020年10月9日", "2020-10-09"),
		recon("office", "宁州市人民政府行政复议局", "宁府行复〔2020〕102号", "宁州市交通运输局", "2020年10月9日", "2020-10-09"),
		recon("committee", "温州市人民政府行政复议委员会", "温政复〔2020〕77号", "温州市公安局", "2020年8月28日", "2020-08-28"),
		first("intellectual property", "北京知识产权法院", "（2019）京73行初1234号", "国家知识产权局", "二〇二〇年五月二十九日", "2020-05-29"),
		first("corps", "新疆生产建设兵团第八师中级人民法院", "（2019）兵08行初9号", "石河子市公安局", "二〇一九年十二月三十一日", "2019-12-31"),
		first("autonomous", "内蒙古自治区呼和浩特市新城区人民法院", "（2016）内0102行初45号", "呼和浩特市新城区住房保障和房屋管理局", "二〇一六年十月八日", "2016-10-08"),
		first("with an item behind", "吉林省吉林市昌邑区人民法院", "（2017）吉0202行初61号之一", "吉林市昌邑区环境保护局", "二〇一七年二月十三日", "2017-02-13"),
		first("brackets", "沈阳市沈河区人民法院", "[2005]沈行初字第481号", "沈阳市沈河区房产局", "二OO五年六月一日", "2005-06-01"),
		compensation, remand,
		recon("district", "鹿城区人民政府", "温鹿政复〔2021〕8号", "鹿城区综合行政执法局", "2021年5月6日", "2021-05-06"),
		recon("ministry", "中华人民共和国自然资源部", "自然资复议〔2021〕391号", "某某省自然资源厅", "2021年6月7日", "2021-06-07"),
		recon("customs", "中华人民共和国南京海关", "宁关复字〔2022〕3号", "中华人民共和国苏州海关", "2022年11月30日", "2022-11-30"),
		recon("tax", "国家税务总局安徽省税务局", "皖税复决字〔2021〕2号", "国家税务总局六安市税务局", "2021年11月30日", "2021-11-30"),
		recon("commission", "中国证券监督管理委员会", "〔2022〕57号", "中国证券监督管理委员会某某监管局", "2022年4月18日", "2022-04-18"),
		recon("new office", "岫岩满族自治县人民政府办公室", "岫政复字〔2024〕第2号", "岫岩满族自治县公安局", "2024年4月18日", "2024-04-18"),
		rejection, termination,
		recon("department", "安徽省公安厅", "皖公复决字〔2020〕12号", "六安市公安局", "2020年8月28日", "2020-08-28"),
	}
}

// others are papers of one wording from courts and organs whose names are made
// otherwise: special courts, zones, masks in letters, organs of the State.
func others() []sheet {
	var court, organ sheet
	for _, s := range sheets() {
		switch s.name {
		case "first":
			court = s
		case "county":
			organ = s
		}
	}
	var out []sheet
	for _, name := range []string{
		"新疆维吾尔自治区喀什地区中级人民法院", "贵州省黔东南苗族侗族自治州中级人民法院", "XX市XX区人民法院", "江苏省XX市中级人民法院", "北京互联网法院", "上海金融法院", "广州海事法院",
		"黑龙江省建三江人民法院", "湖北省武汉东湖新技术开发区人民法院", "**市**区人民法院", "中华人民共和国最高人民法院",
	} {
		s := court
		s.name, s.organ = name, name
		out = append(out, s)
	}
	for _, name := range []string{
		"国家知识产权局", "国家外汇管理局上海市分局", "苏州工业园区管理委员会", "温州经济技术开发区管委会", "安徽省人民政府行政复议办公室", "交通运输部", "XX县人民政府", "中国证监会", "中国人民银行", "国家发展改革委",
	} {
		s := organ
		s.name, s.organ = name, name
		out = append(out, s)
	}
	return out
}

// lines gives the paper as a court prints it.
func (s sheet) lines(head ...string) []string {
	out := append([]string{}, head...)
	out = append(append(append(out, s.parties...), s.body...), s.tail...)
	return out
}

func (s sheet) head() []string { return []string{s.organ, s.title, s.number} }

func (s sheet) recon() bool { return s.instance == Reconsideration }

var asciiMarksOf = strings.NewReplacer("，", ",", "（", "(", "）", ")", "：", ":", "；", ";")

// forms are the shapes in which websites, reporters and clerks hand a paper
// on. A form that does not fit a paper gives "".
var forms = []struct {
	name string
	of   func(s sheet) string
}{
	{"as printed", func(s sheet) string { return strings.Join(s.lines(s.head()...), "\n") }},
	{"spaced title", func(s sheet) string {
		h := s.head()
		h[1] = strings.Join(strings.Split(h[1], ""), "　")
		return strings.Join(s.lines(h...), "\n")
	}},
	{"one paragraph", func(s sheet) string { return strings.Join(s.lines(s.head()...), "") }},
	{"one paragraph, spaces, ASCII marks", func(s sheet) string { return asciiMarksOf.Replace(strings.Join(s.lines(s.head()...), " ")) }},
	{"full-width digits", func(s sheet) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r + 0xfee0
			}
			return r
		}, strings.Join(s.lines(s.head()...), "\n"))
	}},
	{"organ and title in one line", func(s sheet) string {
		return strings.Join(s.lines(s.organ+s.title, s.number), "\n")
	}},
	{"number in front of the title", func(s sheet) string { return strings.Join(s.lines(s.organ, s.number, s.title), "\n") }},
	{"court site", func(s sheet) string {
		return strings.Join(s.lines(append([]string{s.page, "发布日期：2021-09-30", "浏览：123次", "打印", "下载"}, s.head()...)...), "\n")
	}},
	{"court site, glued", func(s sheet) string {
		return s.page + "发布日期：2021-09-30 浏览次数：123 微信 打印 下载" + strings.Join(s.lines(s.head()...), "")
	}},
	{"court site, glued without spaces", func(s sheet) string {
		return "裁判文书详情" + s.page + "发布日期：2021-09-30浏览：123次微信打印下载收藏" + strings.Join(s.lines(s.head()...), "") + "公告一、本裁判文书库公布的裁判文书由相关法院录入和审核"
	}},
	{"court site with its menu", func(s sheet) string {
		return "中国裁判文书网 首页 刑事案件 民事案件 行政案件 赔偿案件 执行案件 其他案件 民族语言文书\n" + s.page + "\n案号：" + s.number + "\n发布日期：2021-09-30\n" +
			strings.Join(s.lines(s.head()...), "\n") + "\n概要\n目录\n关联文书\n友情链接：最高人民法院 中国审判流程信息公开网 中国执行信息公开网\n京ICP备05023036号"
	}},
	{"case database", func(s sheet) string {
		return s.page + "\n审理法院：" + s.organ + "\n案　　号：" + s.number + "\n案件类型：行政案件\n审判日期：" + s.day + "\n发布日期：2021-09-30\n" + strings.Join(s.lines(s.head()...), "\n")
	}},
	{"government site", func(s sheet) string {
		return strings.Join(s.lines(append([]string{"当前位置：首页 > 政务公开 > 法定主动公开内容 > 行政复议", s.page, "来源：县司法局 发布时间：2021-09-30 16:25 浏览次数：55 字号：[ 大 中 小 ] 分享到："}, s.head()...)...), "\n") +
			"\n扫一扫在手机打开当前页\n打印本页 关闭窗口\n主办：某某县人民政府办公室 备案号：皖ICP备05000001号 网站标识码：3415240001"
	}},
	{"government site, glued", func(s sheet) string {
		return "首页>政务公开>行政复议>决定书公开" + s.page + "发布时间：2021-09-30 16:25来源：某某县司法局浏览次数：55【字体：大中小】分享到：" + strings.Join(s.lines(s.head()...), "") + "【打印本页】【关闭窗口】"
	}},
	{"government site, index", func(s sheet) string {
		return "索引号：640221044/2021-00612\n发文机关：" + s.organ + "\n成文日期：" + s.day + "\n标题：" + s.page + "\n发文字号：" + s.number + "\n有效性：有效\n" + s.page + "\n" + strings.Join(s.lines(s.head()...), "\n")
	}},
	{"messenger article", func(s sheet) string {
		return "以案释法 | 这份文书告诉你什么是程序正义\n原创 法治宣传 某某法治 2021-09-30 17:30\n点击蓝字 关注我们\n" + strings.Join(s.lines(s.head()...), "\n\n") +
			"\n- END -\n来源：行政审判庭\n编辑：王小明\n审核：李大山\n往期推荐\n阅读 1024 赞 33 在看"
	}},
	{"number in the title of the page only", func(s sheet) string {
		return s.organ + s.title + "\n" + s.number + "\n\n" + strings.Join(s.lines(), "\n")
	}},
	{"page title with dashes", func(s sheet) string {
		return s.page + "_" + s.organ + "_" + s.number + "\n" + strings.Join(s.lines(s.head()...), "\n")
	}},
	{"compilation", func(s sheet) string {
		return "行政争议典型案例汇编（2021年）\n案例三\n【文书】\n" + strings.Join(s.lines(s.head()...), "\n")
	}},
	{"running head", func(s sheet) string {
		l := s.lines(s.head()...)
		return strings.Join(l[:5], "\n") + "\n- 1 -\n" + s.number + "\n" + strings.Join(l[5:], "\n") + "\n- 2 -"
	}},
	{"published below", func(s sheet) string {
		return strings.Join(s.lines(s.head()...), "\n") + "\n发布日期：2021年9月30日\n浏览次数：88"
	}},
	{"title broken by a line", func(s sheet) string {
		r := []rune(s.title)
		return strings.Join(s.lines(s.organ, string(r[:2]), string(r[2:]), s.number), "\n")
	}},
	{"spaced number", func(s sheet) string {
		return strings.Join(s.lines(s.organ, s.title, strings.NewReplacer("）", "） ", "行", " 行", "号", " 号").Replace(s.number)), "\n")
	}},
	{"spaced organ", func(s sheet) string {
		return strings.Join(s.lines(strings.Join(strings.Split(s.organ, ""), " "), s.title, s.number), "\n")
	}},
	{"round zeros", func(s sheet) string {
		s.tail = strings.Split(strings.ReplaceAll(strings.Join(s.tail, "\n"), "〇", "○"), "\n")
		return strings.Join(s.lines(s.head()...), "\n")
	}},
	{"neighbours below", func(s sheet) string {
		return strings.Join(s.lines(s.head()...), "\n") + "\n上一篇：李某与某某县公安局行政处罚一审行政判决书\n下一篇：行政复议决定书（某政复〔2018〕66号）\n相关推荐\n2022-01-01 某某县人民政府行政复议决定书〔2018〕67号"
	}},
	{"attachment", func(s sheet) string {
		return strings.Join(s.lines(s.head()...), "\n") + "\n附：本案适用的法律条文\n《中华人民共和国行政诉讼法》（2017年6月27日修正）\n第七十条 行政行为有下列情形之一的，人民法院判决撤销或者部分撤销。\n附件：" + s.title + ".pdf"
	}},
	{"case database without the head", func(s sheet) string {
		return strings.Join(s.lines(s.page, "审理机关："+s.organ, "案号："+s.number, "裁判日期："+s.day, "发布日期：2021-09-30", "当事人信息"), "\n")
	}},
	{"case database, sections named", func(s sheet) string {
		b := append([]string{}, s.body...)
		b[0] = "审理经过\n" + b[0]
		s.body = b
		return strings.Join(s.lines(s.organ, s.title, s.number, "当事人"), "\n\n")
	}},
	{"messenger article, glued", func(s sheet) string {
		return "以案释法｜一份文书点击蓝字关注我们" + strings.Join(s.lines(s.head()...), "") + "END来源：行政审判庭编辑：王小明往期推荐阅读1024"
	}},
	{"sealed", func(s sheet) string {
		for k := range s.tail {
			s.tail = append([]string{}, s.tail...)
			if s.tail[k] == s.signed {
				s.tail[k] += "（院印）"
			}
		}
		return strings.Join(s.lines(s.head()...), "\n") + "\n本件与原本核对无异\n（此件主动公开）"
	}},
	{"published in front", func(s sheet) string {
		return strings.Join(s.lines(append([]string{"时间：2021年9月30日", "责任编辑：王小明"}, s.head()...)...), "\n")
	}},
	{"certified copy", func(s sheet) string {
		return "生效证明\n" + strings.Join(s.lines(s.head()...), "\n") + "\n核对无误\n共印8份"
	}},
	{"organ below the title", func(s sheet) string {
		if !s.recon() {
			return ""
		}
		tail := append([]string{}, s.tail...)
		s.tail = append([]string{s.organ}, tail...)
		return strings.Join(s.lines(s.title, s.number), "\n")
	}},
	{"number in brackets behind the title", func(s sheet) string {
		if !s.recon() {
			return ""
		}
		return s.organ + s.title + "（" + s.number + "）\n" + strings.Join(s.lines(), "\n")
	}},
	{"organ signs too", func(s sheet) string {
		if !s.recon() {
			return ""
		}
		s.tail = []string{s.organ + "（印章）", s.signed}
		return strings.Join(s.lines(s.head()...), "\n")
	}},
}

// TestForms: organ, number, day, instance and kind of a paper are the same in
// whatever form it comes.
func TestForms(t *testing.T) {
	read := 0
	sheets := append(sheets(), others()...)
	for _, f := range forms {
		for _, s := range sheets {
			text := f.of(s)
			if text == "" {
				continue
			}
			read++
			if read%sampled != 0 {
				continue
			}
			r := Read(ingest.Document{Text: text})
			if len(r) != 1 {
				t.Errorf("%s, %s: %d papers", f.name, s.name, len(r))
			}
			if !s.recon() {
				s.number = roundBrackets.Replace(s.number)
			}
			if got, want := headOf(r[0]), fmt.Sprint(s.kind, " ", s.organ, " ", s.number, " ", s.day, " ", s.instance); got != want {
				t.Errorf("%s, %s:\n got %s\nwant %s", f.name, s.name, got, want)
			}
		}
	}
	if read < 1500 {
		t.Fatalf("only %d papers read", read)
	}
}

// headOf prints the fields of a record's head.
func headOf(r Record) string {
	organ := "-"
	if r.Organ != nil {
		organ = Fold(r.Organ.Name)
	}
	return fmt.Sprint(r.DocumentType, " ", organ, " ", text(alikeNumber(r.CaseNumber)), " ", text(r.DecidedOn), " ", text((*string)(r.Instance)))
}

// alikeNumber folds the widths of a number and keeps its brackets.
func alikeNumber(s *string) *string {
	if s == nil {
		return nil
	}
	n := Fold(*s)
	return &n
}
