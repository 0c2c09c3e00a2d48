package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"zeren/extract"
)

// mask hides who private persons are, as courts do when they publish
// (《最高人民法院关于人民法院在互联网公布裁判文书的规定》, 法释〔2016〕19号, 第九条、第十条):
// the surname stays and the given name becomes 某; a name of a minority or in
// translation keeps its first character; names that come out alike within one
// case are told apart by Arabic numbers. Addresses, telephone numbers, numbers of
// identity cards, bank accounts, plates and titles of property are taken out.
// More is hidden than that regulation asks for in administrative cases, where
// only minors' names are: a report that goes round offices has no need of them.
// What a paper masked itself stays as it is.
type mask struct {
	names *strings.Replacer
}

// newMask makes the mask of one case.
func newMask(papers []extract.Record) mask {
	var names []string
	taken := map[string]bool{} // names as the papers masked them
	for i := range papers {
		for _, p := range papers[i].Parties {
			switch {
			case p.Kind != extract.Person:
			case isPersonal(p.Name):
				names = appendNew(names, p.Name)
			default:
				taken[p.Name] = true
			}
		}
	}
	for i := range papers {
		for _, s := range passages(&papers[i]) {
			for _, n := range namedIn(s) {
				names = appendNew(names, n)
			}
		}
	}
	same := map[string]int{}
	for _, n := range names {
		same[given(n)]++
	}
	count := map[string]int{}
	var pairs [][2]string
	for _, n := range names {
		g := given(n)
		if same[g] > 1 || taken[g] {
			count[g]++
			g = fmt.Sprintf("%s%d", g, count[g])
		}
		pairs = append(pairs, [2]string{n, g})
	}
	// A longer name may begin with a shorter one.
	slices.SortStableFunc(pairs, func(a, b [2]string) int { return cmp.Compare(len(b[0]), len(a[0])) })
	var flat []string
	for _, p := range pairs {
		flat = append(flat, p[0], p[1])
	}
	return mask{strings.NewReplacer(flat...)}
}

// passages are the texts of a paper that a typical case can quote.
func passages(r *extract.Record) []string {
	out := []string{deref(r.Cause)}
	for _, a := range r.ChallengedActs {
		out = append(out, a.Text)
	}
	for _, d := range r.Dispositions {
		out = append(out, d.Text)
	}
	for _, p := range r.Prior {
		for _, d := range p.Dispositions {
			out = append(out, d.Text)
		}
	}
	for _, f := range r.Errors {
		for _, e := range f.Evidence {
			out = append(out, e.Text)
		}
	}
	return out
}

// sided are the roles of a party before a name, and lists in which a masked
// name stands before one that is not: who is no party of the record (a person
// whom it names as 某某等10人 alone, one of the proceedings below) is named so.
var sided = []*regexp.Regexp{
	regexp.MustCompile(`(?:原告|上诉人|第三人|申请人|被执行人|起诉人|申诉人)[:：]?(\p{Han}{2,3}?)(?:的|、|，|,|。|；|;|诉|不服|系|等|与|及|和|在|于|因|向|提起|撤回|其他|损失|办理|支付|$)`),
	regexp.MustCompile(`[某*＊×]、(\p{Han}{2,3}?)(?:、|等|的|，|。|；|与|及|和|撤回|诉|$)`),
	// The titles and words of acts: 关于对赵某某作出……的决定.
	regexp.MustCompile(`(?:关于|对|给予|责令)(\p{Han}{2,3}?)(?:的?(?:行政)?(?:处罚|处理|强制|拘留|许可|登记|答复|告知)|作出|处以|罚款|违法|违反|未经|实施|擅自|等\d|等[一二三四五六七八九十]+人)`),
}

// common are words behind a role that begin with the character of a surname
// and are no names.
var common = regexp.MustCompile(`^(?:陈述|陈诉|房屋|房产|林地|林木|车辆|商铺|商品|商标|石材|方面|方[的式与和在]|经营|经济|经过|经[其本该]|应[当予在于]|向[本法其被]|成立|安置|安装|安全|时间|余款|金额|金钱|水[田电库]|田地|山[林场]|花[木卉]|包[工括]|申[请诉报辩领]|祖[屋坟宅]|平[房时]|计[算划]|干部|明[知确]|和|高度|万元|原[告审判]|项目|程[序度]|权[利属益限]|查[封处明]|封[存条]|强[制行]|管[理辖]|农[田用村民]|危[险房]|支[付持]|司[法机]|终[止结]|段|卫[生健]|国[有土家]|公[司安共告]|车[辆主]|门[面市]|文[件书化]|广[告场]|解[决除]|利[息益]|用[地途]|城[市乡管]|乡[镇村]|社[会保区]|双方|事[实故项]|纪[律检]|常[务规]|成[员果]|违[法章规]|行[为政人]|建[设筑]|集[体资]|当事|当[地时]|村[民委]|宅[基院]|暴[力雨]|全[部家体额]|相[关应邻]|单[位方]|从[事未业]|党[员组]|路[口面]|家[庭属人]|施工|许[可诺]|钱款|古[树墓]|白天|任[何职]|温室|苗[木圃]|景[区观]|左右|厂[房区]|有[关权]|后|于|对|被|将|因|为|与|以|未|不|已|在|所|是|可|无|均|并|及|或|曾|之|提|要|请|主|认|收|交|自|其|该|本)`)

// namedIn gives the names of persons that a text puts behind the role of a
// party.
func namedIn(s string) []string {
	var out []string
	for _, re := range sided {
		for at := 0; ; {
			m := re.FindStringSubmatchIndex(s[at:])
			if m == nil {
				break
			}
			n := s[at+m[2] : at+m[3]]
			if isPersonal(n) && extract.Surname(n) != "" && extract.Surname(n) != n && !common.MatchString(n) {
				out = append(out, n)
			}
			at += m[3] // what ends one name may begin the next
		}
	}
	return out
}

// shops are the last words of the names of 个体工商户, which are names of firms.
var shops = regexp.MustCompile(`(店|厂|部|行|馆|中心|超市|坊|场|站|铺|院|社|公司|户|室|园)$`)

// isPersonal tells a person's name that is not masked yet.
func isPersonal(name string) bool {
	if strings.ContainsAny(name, "某×Ｘ*＊") || utf8.RuneCountInString(name) < 2 {
		return false
	}
	return utf8.RuneCountInString(name) <= 4 || !shops.MatchString(name)
}

// given hides the given name.
func given(name string) string {
	first, _ := utf8.DecodeRuneInString(name)
	switch {
	case first < 0x2e80:
		return string(first) // the first letter of a foreign name alone
	case strings.ContainsAny(name, "·•．"):
		return string(first) + "某"
	}
	if s := extract.Surname(name); s != "" && s != name {
		return s + "某"
	}
	return string(first) + "某"
}

// who are words behind which a further person is named who is no party, and
// what may follow the name.
var who = regexp.MustCompile(`(证人|鉴定人|案外人|法定代理人|监护人|委托代理人|诉讼代理人|法定代表人|经营者|户主|业主|房主|承包人|继承人|未成年人|学生|患者|死者|伤者|受害人|被害人|被侵权人|侵权人|违法行为人|行为人|被处罚人|被拘留人|被拆迁人|被征收人|被征地人|` +
	`之子|之女|之妻|之夫|之父|之母|其子|其女|其妻|其夫|其父|其母|其丈夫|儿子|女儿|妻子|丈夫|父亲|母亲|村民|居民|职工|工人|司机|驾驶员)([:：]?)(\p{Han}{2,4})`)

// follows are words that go on behind a name of two characters or three.
var follows = regexp.MustCompile(`^(?:$|证|陈述|出|死|受|生|于|系|在|与|和|及|因|被|将|向|到|户|称|述|未|不|是|为|以|已|持|驾|从|对|所|违|申|提|诉|参|购|搭|擅|非|的|等|家|作|名|之|一)`)

// personal is what article 10 takes out, and what stands in its place.
var personal = []struct {
	form *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`[0-9０-９](?:[ \-－—]?[0-9０-９]){13,}[XxＸ]?`), "×××"}, // identity cards, bank accounts
	{regexp.MustCompile(`(?:\+?86[ \-]?)?1[3-9][0-9](?:[ \-－]?[0-9]{4}){2}`), "×××"},
	{regexp.MustCompile(`１[３-９][０-９]{9}`), "×××"},
	{regexp.MustCompile(`0\d{2,3}[ \-－—]\d{7,8}`), "×××"},
	{regexp.MustCompile(`[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}`), "×××"},
	{regexp.MustCompile(`((?:微信|QQ|qq)(?:号码?)?[:：]?)[A-Za-z0-9_\-]{5,}`), "${1}×××"},
	{regexp.MustCompile(`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•]?(?:[A-Z0-9]{5,6}|[A-Z0-9]{4}[挂学警港澳])`), "×××"},
	{regexp.MustCompile(`([房林](?:权证?|证)?字第?)[0-9A-Za-z\-]{2,}(号)`), "${1}×××${2}"},
	{regexp.MustCompile(`((?:房权证|房产证|房屋所有权证|不动产权证?|不动产权第?|土地证|土地使用权?证|国用|集用|集建|林权证|承包经营权证)[^，。；、\s]{0,12}?第?)[0-9A-Za-z（）()〔〕\-]{2,}(号?)`), "${1}×××${2}"},
	{regexp.MustCompile(`(住所地?|住址|家住|户籍(?:所在)?地|现住|居住地|通讯地址)([:：在于]*)(\p{Han}[^，。；、（）()]{3,40})`), "${1}${2}×××"},
	{regexp.MustCompile(`((?:^|[，。；、,：])住)([^房宅建所院，。；、（）()][^，。；、（）()]{3,40})`), "${1}×××"}, // ，住某某县某某镇, not 住房
	{regexp.MustCompile(`((?:路|街|大道|巷|弄|胡同|村|组|社区|小区|花园|公寓|新村))[0-9０-９]+(?:[\-－—][0-9０-９]+)?(?:号楼|号|弄|幢|栋|组)(?:[0-9０-９]+(?:号楼|号|幢|栋|单元|室|楼|层|组))*`), "${1}×××"},
	{regexp.MustCompile(`\d{4}年\d{1,2}月\d{1,2}日(出?生)`), "×年×月×日${1}"},
	{regexp.MustCompile(`\d{4}年(出?生)([）)，。；、]|$)`), "×年${1}${2}"},
	{regexp.MustCompile(`(生于)\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?`), "${1}×年×月×日"},
}

// text hides what a text tells of private persons.
func (m mask) text(s string) string {
	s = m.names.Replace(s)
	s = who.ReplaceAllStringFunc(s, func(hit string) string {
		g := who.FindStringSubmatch(hit)
		rest := []rune(g[3])
		surname := []rune(extract.Surname(g[3]))
		if len(surname) == 0 || len(rest) <= len(surname) || strings.ContainsRune("某×", rest[len(surname)]) || common.MatchString(g[3]) {
			return hit
		}
		// A given name has one character or two; what goes on behind is text.
		n := min(len(rest), len(surname)+2)
		if follows.MatchString(string(rest[len(surname)+1:])) {
			n = len(surname) + 1
		}
		return g[1] + g[2] + string(surname) + "某" + string(rest[n:])
	})
	for _, p := range personal {
		s = p.form.ReplaceAllString(s, p.with)
	}
	return s
}
