package extract

import (
	"regexp"
	"strings"
	"unicode"
)

// KindHint is what the caller knows of a party beyond its name.
type KindHint int

const (
	// SoleTrader: the paper calls the party 个体工商户, 经营者 or gives a birth
	// date: a person, whatever the shop's name is.
	SoleTrader KindHint = iota + 1
	// UnderAuthority: the paper sues the body for an act under authority
	// (法律、法规授权: a university over a degree): an agency, whatever its name is.
	UnderAuthority
)

// KindOf tells what a party is by its name: person, organization or agency
// (行诉法 2, 26: organs, and bodies that act under authority). The end of the
// name decides, its longest known end first; what no end settles is a person
// where it is built like a name (surname and given name, masks, 某), and
// otherwise an organization: an agency is never guessed. Names may be masked
// (XX县人民政府, 最**法院, 张某某).
func KindOf(name string, hints ...KindHint) PartyKind {
	n := bareName(name)
	for _, h := range hints {
		switch h {
		case SoleTrader:
			return Person
		case UnderAuthority:
			return Agency
		}
	}
	if n == "" {
		return Organization
	}
	if looksPersonal(n) {
		return Person
	}
	if k := kindByEnd(n); k != "" {
		return k
	}
	if letterName.MatchString(n) {
		return Person // 上诉人A: courts that mask whole names letter them
	}
	if personal(n) {
		return Person
	}
	return Organization
}

var letterName = regexp.MustCompile(`^[A-Z][A-Z\d]?$`)

var several = regexp.MustCompile(`等(?:[0-9一二三四五六七八九十百两]+)?(?:人|户|名.*)?$`)

// bareName takes brackets at the end and 等10人 off a name.
func bareName(name string) string {
	n := strings.Trim(Fold(name), "，。；：、")
	for strings.HasSuffix(n, "）") {
		i := strings.LastIndex(n, "（")
		if i <= 0 || strings.HasSuffix(n[:i], "公司") && strings.Contains(n[i:], "集团") {
			break
		}
		n = n[:i]
	}
	if m := several.FindStringIndex(n); m != nil && m[0] > 0 {
		n = n[:m[0]]
	}
	return n
}

// ends are the ends of names; the longest that fits decides. State organs follow 地方组织法 and the State
// Council's list of institutions; bodies under authority are those that
// judgments sue.
var ends = buildEnds(map[PartyKind][]string{
	Agency: {
		"人民政府", "政府", "人民法院", "法院", "人民检察院", "检察院", "国务院", "行政公署", "行署", "区公所", "村公所",
		"委员会", "管理委员会", "管委会", "工作委员会", "工委", "党工委", "监察委员会", "监委", "发改委", "卫健委", "卫计委", "国资委", "住建委", "建委", "市政委", "经信委", "农委", "教委", "教工委", "城管委", "交委",
		"县委", "市委", "区委", "省委", "镇委", "乡党委", "镇党委", "党委", "纪委", "政法委", "常务委员会", "人大常委会", "人民代表大会", "政协",
		"妇女联合会", "残疾人联合会", "总工会", "归国华侨联合会", "工商业联合会",
		"局", "分局", "总局", "厅", "署", "总署", "办公厅", "办公室", "街道办", "征收办", "拆迁办", "信访办", "法制办", "城管办", "房管办", "整治办", "三改一拆办", "综治办", "移民办", "招商办", "管理办", "改造办", "征迁办", "征地办", "指挥部办", "管委办", "政务办", "编办", "文广办", "安监办", "人防办", "招生办", "治超办", "清欠办",
		"办事处", "街道办事处", "街道", "指挥部", "领导小组", "工作领导小组", "工作组", "专班", "联席会议",
		"交警大队", "交警支队", "交警中队", "警察大队", "警察支队", "警察中队", "警察总队", "巡警大队", "特警大队", "刑警大队", "刑侦大队", "治安大队", "执法大队", "执法支队", "执法总队", "执法中队", "执法队",
		"监察大队", "监察支队", "监察总队", "监察中队", "稽查大队", "稽查支队", "稽查总队", "稽查队", "救援大队", "救援支队", "救援总队", "消防大队", "消防支队", "消防总队", "城管大队", "城管中队", "城管队", "管理大队", "监督大队", "路政大队", "路政支队", "路政总队", "运政大队", "渔政大队", "征费大队", "缉私分局", "大队", "支队", "总队", "中队", "边防检查站", "边检站",
		"派出所", "司法所", "税务所", "工商所", "国土所", "国土资源所", "自然资源所", "规划所", "土管所", "土地所", "土地管理所", "房管所", "房产管理所", "城管所", "交管所", "车管所", "车辆管理所", "公路管理段", "公路段", "公路养护段", "财政所", "看守所", "拘留所", "戒毒所", "劳教所", "监管所", "市监所", "工商行政管理所", "市场监督管理所", "监督管理所", "管理所", "监督所", "卫生监督所", "动物卫生监督所", "监理所", "运管所", "征管所", "稽查所", "强制隔离戒毒所", "救助所", "社保所", "林业工作站", "水利所", "环保所", "安监所", "执法所", "收容教育所", "农经站",
		"海关", "关区", "海事局", "监狱", "边防检查总站", "出入境边防检查站", "监督站", "监察站", "检查站", "稽查站", "征稽站", "征费站", "质监站", "运管站", "管理站", "救助站", "救助管理站", "安监站", "检疫站", "征收站", "收费管理站", "渔政站", "路政站",
		"管理处", "征收处", "稽查处", "监察处", "执法处", "登记处", "监督处", "征稽处", "运管处", "运输管理处", "公路处", "航务处", "路政处", "房管处", "园林处", "市政处", "拆迁处", "征管处", "车管处", "交管处", "社保处", "保险处", "复议处", "仲裁处", "人防处",
		"监督管理中心", "登记中心", "征收中心", "征收补偿中心", "征收服务中心", "征收管理中心", "征收事务中心", "征收补偿服务中心", "征补中心", "公积金管理中心", "公积金中心", "社会保险中心", "保险事业管理中心", "保险管理中心", "保险基金管理中心", "保险服务中心", "社保中心", "住房保障服务中心", "保障服务中心", "医保中心", "医疗保障中心", "医疗保障服务中心", "经办中心", "经办服务中心", "储备中心", "政务服务中心", "行政服务中心", "便民服务中心", "审批中心", "审批服务中心", "交易中心", "执法中心", "稽查中心", "监督中心", "监察中心", "监测监察中心", "管理中心", "事务中心", "保障中心", "结算中心", "人才中心", "考试中心", "退役军人服务中心", "社会事务中心",
		"开发区", "高新区", "新区", "示范区", "度假区", "保税区", "自贸区", "风景区", "风景名胜区", "工业区", "园区", "产业集聚区", "集聚区", "管理区", "合作区", "试验区",
		"考试院", "招生考试院", "武装部", "宣传部", "组织部", "统战部",
		"教育部", "公安部", "司法部", "财政部", "商务部", "水利部", "民政部", "国防部", "外交部", "文化部", "铁道部", "卫生部", "农业部", "建设部", "农业农村部", "交通运输部", "自然资源部", "国土资源部", "生态环境部", "环境保护部", "应急管理部", "信息化部", "科学技术部", "科技部", "社会保障部", "旅游部", "监察部", "国家安全部", "城乡建设部", "退役军人事务部", "林业部", "劳动部", "人事部",
		"省", "自治区", "自治州", "自治县", "县", "旗", "镇", "乡", "公安处", "交管站", "就业服务中心", "人力资源服务中心", "人才服务中心", "人才交流服务中心", "登记服务中心",
		"中国人民银行", "人民银行", "证监会", "银监会", "银保监会", "保监会", "监管局", "总会计署", "审计署", "税务总局", "专员办", "专员办事处", "特派员办事处",
		"居民身份证管理处", "车站派出所", "公证员协会惩戒委员会", "公安机关", "行政机关", "复议机关", "登记机关", "税务机关", "自治机关",
		"仲裁院", "调解仲裁院", "仲裁委员会", "劳动能力鉴定委员会", "医疗事故鉴定委员会", "学位委员会",
	},
	Organization: {
		"公司", "集团", "厂", "分厂", "店", "分店", "商店", "饭店", "酒店", "旅店", "商行", "行", "支行", "分行", "银行", "银行支行", "信用社", "信用合作联社", "联社", "合作社", "经济合作社", "经济联合社", "股份经济合作社", "经联社", "供销社", "旅行社", "报社", "杂志社", "出版社", "通讯社", "社",
		"馆", "场", "农场", "林场", "牧场", "渔场", "市场", "商场", "养殖场", "养猪场", "加工场", "停车场", "茶场", "园艺场", "砖瓦厂", "矿", "煤矿", "铁矿", "石场", "采石场", "石料场", "窑", "电站", "水电站", "加油站", "加气站", "服务站", "卫生站", "站", "兽医站", "文化站", "广播站", "电视台", "电台", "广播电视台",
		"村民委员会", "村委会", "村委员会", "社区委员会", "支部委员会", "党支部", "党总支", "调解委员会", "股东委员会", "居民委员会", "居委会", "社区居委会", "社区居民委员会", "家属委员会", "业主委员会", "业委会", "业主大会", "物业管理委员会", "物管会", "村务监督委员会", "寺庙管理委员会", "民主管理委员会", "村民自治委员会", "筹备委员会", "国际经济贸易仲裁委员会", "工会委员会", "工会",
		"村民小组", "居民小组", "村小组", "小组", "生产队", "生产大队", "组", "队", "施工队", "工程队", "车队", "运输队", "地质队", "勘查院", "地质大队", "地质勘查大队", "勘探队", "勘察大队", "社区", "村", "屯", "庄", "寨", "小区", "全体村民", "全体业主", "全体居民",
		"医院", "卫生院", "医学院", "学院", "研究院", "设计院", "规划院", "科学院", "敬老院", "养老院", "福利院", "托老院", "影院", "电影院", "剧院", "法学院", "测绘院", "勘测院", "检测院", "鉴定院", "美容院", "疗养院", "幼儿院", "院",
		"大学", "中学", "小学", "学校", "职业学校", "党校", "技校", "幼儿园", "托儿所", "驾校", "培训中心", "培训学校", "高中", "初中", "一中", "二中", "三中", "园", "公园", "茶园", "果园", "工业园", "科技园", "产业园", "陵园", "公墓", "墓园",
		"中心", "购物中心", "服务中心", "康复中心", "养老中心", "文化中心", "信息中心", "体育中心", "美容中心", "维修中心", "咨询中心", "鉴定中心", "检测中心", "研究中心", "商务中心", "经营中心", "物流中心", "健身中心", "会议中心", "疾病预防控制中心", "急救中心", "血站", "卫生服务中心", "物业服务中心", "物业管理中心", "酒店管理中心", "企业管理中心", "投资管理中心", "咨询管理中心", "财务管理中心", "餐饮管理中心", "健康管理中心", "合伙", "有限合伙", "合伙企业", "基金", "投资中心",
		"所", "事务所", "研究所", "诊所", "招待所", "卫生所", "交易所", "鉴定所", "会所", "律师所", "设计所", "公证处", "处", "经营处", "售楼处", "代表处", "工程处", "工程局", "联络处", "维修处", "物业管理处", "小区管理处", "施工处", "营业处", "供应处",
		"部", "项目部", "经营部", "门市部", "营业部", "批发部", "经销部", "零售部", "服务部", "维修部", "加工部", "销售部", "俱乐部", "广告部", "工程部", "收购部", "代理部", "工作室", "室", "诊室", "医务室", "卫生室", "村卫生室", "调度室", "棋牌室", "茶室", "教室", "浴室",
		"餐厅", "舞厅", "歌厅", "游戏厅", "茶餐厅", "美发厅", "歌舞厅", "网吧", "酒吧", "吧", "超市", "饭庄", "酒家", "酒楼", "餐馆", "菜馆", "茶楼", "茶社", "宾馆", "旅馆", "民宿", "客栈", "铺", "药铺", "房", "药房", "书店", "药店", "摊", "摊位", "城", "商城", "广场", "大厦", "世界", "坊", "堂", "庙", "寺", "教堂", "观", "庵", "宫", "祠", "宗祠", "苑", "花园", "轩", "阁", "斋", "居", "庄园", "山庄", "基地", "仓库", "码头", "港", "机场", "车站", "客运站", "火车站", "企业", "个人独资企业", "公会",
		"协会", "商会", "学会", "基金会", "促进会", "联合会", "联谊会", "理事会", "董事会", "监事会", "清算组", "管理人", "破产管理人", "联盟", "科协", "文联", "作协", "红十字会", "慈善总会", "老年大学", "委员会小区",
		"供电局", "电业局", "电力局工程处", "铁路局", "矿务局", "地质局", "勘查局", "勘探局", "石油管理局", "石油勘探局", "水利水电工程局", "航务工程局", "书局", "电信局", "电信分局", "自来水厂", "供水站", "供水所", "供电所", "变电站", "水厂", "电厂", "中铁一局", "农工商公司", "铁路分局",
		"公司工会", "公司项目部", "公司办事处", "公司分局", "公司管理处", "集团总部", "公司党委", "公司管理中心", "厂区管委会", "市场管委会", "市场管理委员会", "合作医疗管理委员会办事处",
	},
})

func buildEnds(table map[PartyKind][]string) map[string]PartyKind {
	out := map[string]PartyKind{}
	for _, k := range []PartyKind{Agency, Organization} {
		for _, s := range table[k] {
			out[s] = k
		}
	}
	return out
}

// longestEnd is the length of the longest entry of ends, in runes.
var longestEnd = func() int {
	n := 0
	for s := range ends {
		n = max(n, len([]rune(s)))
	}
	return n
}()

// organsInCompanies are the ends that stay an agency's behind a company's
// name (…公司…派出所); every other end behind one is the company's own.
var organsInCompanies = []string{"派出所", "法院", "检察院", "公安局", "公安分局", "人民政府", "税务局", "监察局"}

func kindByEnd(n string) PartyKind {
	if branchForm.MatchString(n) {
		// a branch is what its centre is: 公积金管理中心某县分中心
		if k := strings.Index(n, "中心"); k > 0 && k+len("中心") < len(n) {
			return kindByEnd(n[:k+len("中心")])
		}
	}
	rs := []rune(n)
	for l := min(longestEnd, len(rs)); l > 0; l-- {
		e := string(rs[len(rs)-l:])
		k, ok := ends[e]
		if !ok {
			continue
		}
		if l == 1 && len(rs) < 3 && !maskRune(rs[0]) {
			continue
		}
		if k == Agency && strings.Contains(n, "公司") && !endsInOne(n, organsInCompanies) {
			return Organization
		}
		return k
	}
	if _, whole := places().byName[n]; whole {
		return Agency
	}
	return ""
}

var branchForm = regexp.MustCompile(`(?:分中心|管理部|分理处)$`)

func endsInOne(n string, ends []string) bool {
	for _, e := range ends {
		if strings.HasSuffix(n, e) {
			return true
		}
	}
	return false
}

func maskRune(r rune) bool {
	return r == '某' || r == '×' || r == '*' || r == 'X' || r == 'x' || r == '□' || r == '○' || r == '〇'
}

// stems are the characters that number masked persons: 张某甲, 李某1, 甲某.
const stems = "甲乙丙丁戊己庚辛壬癸0123456789一二三四五六七八九十"

// looksPersonal: a name that is built like a person's whatever its end is:
// surname and masks, or surname and a given name of one or two characters
// that together are no word of the dictionary (林业局, 卫生局, 金寨县).
func looksPersonal(n string) bool {
	rs := []rune(n)
	masked := false
	var rest []rune
	for i, r := range rs {
		switch {
		case maskRune(r):
			masked = true
		case i > 0 && strings.ContainsRune(stems, r), i == 0 && strings.ContainsRune(stems, r) && len(rs) <= 3:
		default:
			rest = append(rest, r)
		}
	}
	if len(rest) == 0 {
		return masked || len(rs) <= 2
	}
	if masked {
		return len(rs) <= 5 && surname(rest) == len(rest) && !(len(rest) == 1 && rs[len(rs)-1] == rest[0] && len(rs) > 1) ||
			len(rs) <= 4 && surname(rs) > 0 && len(rest) == 2 && rs[0] == rest[0] && !hasEnd(rest[1:])
	}
	s := surname(rs)
	given := len(rs) - s
	if s == 0 || given < 1 || given > 2 || s == 1 && len(rs) > 3 {
		return false
	}
	return !dictionary().institution(n)
}

func hasEnd(rs []rune) bool {
	_, ok := ends[string(rs)]
	return ok
}

// personal: what no end settles and is short, or holds the dot of a foreign
// or minority name (买买提·艾力), or is written in Latin letters.
func personal(n string) bool {
	rs := []rune(n)
	if strings.ContainsRune(n, '·') && len(rs) <= 30 {
		return true
	}
	latin := 0
	for _, r := range rs {
		if r < 0x250 && unicode.IsLetter(r) {
			latin++
		}
	}
	if latin > 0 {
		lower := strings.ToLower(n)
		for _, e := range []string{"ltd", "ltd.", "inc", "inc.", "co.", "llc", "corp", "corp.", "corporation", "company", "gmbh", "limited", "s.a.", "ag", "plc", "kg"} {
			if strings.HasSuffix(lower, e) {
				return false
			}
		}
		return latin >= 4 && n != strings.ToUpper(n) && latin*10 >= len(rs)*8
	}
	return len(rs) <= 4
}

// OrganLevel tells the level of a deciding body by its name: supreme, high,
// intermediate, basic and special for courts, government and department for
// reconsideration organs; "" for a name that is neither. Courts outside the
// divisions (铁路运输, 海事, 知识产权, 金融, 互联网, 林区, 农垦, 军事) are special.
func OrganLevel(name string) string {
	n := bareName(name)
	if strings.HasSuffix(n, "法院") || strings.HasSuffix(n, "分院") && strings.Contains(n, "法院") {
		for _, w := range []string{"铁路", "海事", "知识产权", "金融法院", "互联网", "林区", "农垦", "军事", "油田", "林业"} {
			if strings.Contains(n, w) {
				return "special"
			}
		}
		switch {
		case strings.Contains(n, "最高") || strings.HasPrefix(n, "最") && strings.ContainsAny(n, "*×"):
			return "supreme"
		case strings.Contains(n, "高级"):
			return "high"
		case strings.Contains(n, "中级"):
			return "intermediate"
		}
		return "basic"
	}
	if strings.HasSuffix(n, "政府") || strings.HasSuffix(n, "行政公署") || n == "国务院" {
		return "government"
	}
	if kindByEnd(n) == Agency {
		return "department"
	}
	return ""
}
