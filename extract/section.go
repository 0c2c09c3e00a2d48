package extract

import (
	"regexp"
	"sort"
	"strings"
)

// The sections of a paper (文书结构). Claims and defences are words of the
// parties, Prior those of the courts below: none of them is a finding.
const (
	SectionPreface     = "preface"     // what a web page or a reporter puts in front
	SectionHead        = "head"        // 首部: organ, title, number
	SectionParties     = "parties"     // 当事人
	SectionProcedure   = "procedure"   // 审理经过
	SectionClaim       = "claim"       // 诉称、申请人称
	SectionDefence     = "defence"     // 辩称、答复称
	SectionThird       = "third"       // 第三人述称
	SectionEvidence    = "evidence"    // 举证、质证
	SectionFacts       = "facts"       // 查明
	SectionPrior       = "prior"       // 原审查明、认为、判决
	SectionAppeal      = "appeal"      // 上诉称、申请再审称
	SectionReasoning   = "reasoning"   // 本院认为
	SectionBasis       = "basis"       // 依照……判决如下
	SectionDisposition = "disposition" // 主文
	SectionCosts       = "costs"       // 诉讼费用
	SectionNotice      = "notice"      // 上诉、起诉权告知, 迟延履行
	SectionSignature   = "signature"   // 落款
	SectionAnnex       = "annex"       // 附法条、评析: not read
)

const (
	whoWords   = `[^。；：“”]{0,60}?`
	bodyWords  = `(?:本院|本机关|本府|本厅|本局|本委|本部|本署|本会|本关|本海关|本税务局|本复议机关|复议机关|行政复议机关|我院|我府|我局|本政府)`
	belowWords = `(?:原审|一审|二审|初审|再审|原一审|原二审|一、二审|一二审|第一审|第二审)`
	courtWords = `(?:[\p{Han}*×Xx]{2,30}法院)`
	endMark    = `[：，,]`
)

// cue opens a section where its words stand at the start of a sentence. The
// first that matches decides.
//
// A weak cue names no speaker (经查, 请求事项): within what the text tells of a
// court below it opens nothing. An own cue names the deciding body itself: it
// opens whoever spoke before, with or without a paragraph.
type cue struct {
	kind      string
	form      *regexp.Regexp
	weak, own bool
}

func opening(kind, form string) cue {
	return cue{kind: kind, form: regexp.MustCompile(`^(?:` + form + `)`)}
}

func weakly(c cue) cue {
	c.weak = true
	return c
}

func owned(c cue) cue {
	c.own = true
	return c
}

// cues are tried in this order at every start of a sentence in front of the
// deciding body's reasoning.
var cues = []cue{
	owned(opening(SectionFacts, bodyWords+`(?:经|公开|开庭|依法|二审|再审|一审|复议|书面|庭审|审理|审查|调查|核实|查)*(?:后)?(?:查明|查清|确认以下|认定以下|认定如下|认定事实)`)),
	owned(opening(SectionFacts, `(?:根据|综合|结合|依据|基于|通过|围绕)[^。；：]{0,80}[，,]`+bodyWords+`(?:依法|经审理|经审查|综合|对[^。；：，]{0,20})?(?:查明|认定|确认)(?:以下|如下|的)?(?:[\p{Han}]{0,4}事实)?(?:如下|为|是)?[：:]`)),
	owned(opening(SectionFacts, bodyWords+`(?:依法|经审理|经审查|综合)?(?:对[^。；：，]{0,20})?(?:查明|认定|确认)(?:以下|如下|的)?[\p{Han}]{0,4}事实(?:认定|确认)?(?:如下|为|是)?[：:]`)),
	owned(opening(SectionProcedure, `(?:本院|我院)于[^，。；：]{0,40}(?:收到|受理|立案)`)),
	owned(opening(SectionFacts, bodyWords+`(?:经[^，。；：]{0,10}[，,])?对(?:原审|一审|二审|一、二审|一二审|原一、二审|原判)[^，。；：]{0,16}(?:查明|认定)的?[^，。；：]{0,10}事实[^，。；：]{0,8}(?:予以|均予)?(?:确认|认可)`)),
	owned(opening(SectionFacts, `(?:二审|再审)(?:经审理)?查明的?(?:案件)?事实与(?:原审|一审|原判)[^，。；：]{0,16}一致`)),
	owned(opening(SectionFacts, bodyWords+`(?:二审|再审)?除[^。；]{0,40}外，?(?:另|还|又)(?:经审理)?查明`)),
	owned(opening(SectionFacts, `(?:经|再审|二审|庭审|审理|审查)*查明，除[^。；]{0,40}事实[^。；]{0,6}外`)),
	owned(opening(SectionFacts, `(?:经|二审|庭审|审理)*查明，(?:各方|双方)?当事人对(?:一审|原审)[^。]{0,30}(?:没有|无|均无|未提出)异议`)),
	owned(opening(SectionFacts, `(?:经|二审|再审|审理|审查|另|又|还|庭审|同时)*查明[，：]?[^。]{0,160}(?:本院(?:依法|均|亦)?(?:予以(?:确认|认可)|对|补充)|与(?:原)?(?:一审|原审|一、二审|二审)[^。]{0,24}(?:一致|相同))`)),
	opening(SectionAppeal, whoWords+`(?:不服[^。；]{0,80}[，,])?(?:提出|提起)?(?:上诉|再审|申诉)(?:人)?(?:诉|请求|提出)?(?:称|认为|提出)`+endMark),
	opening(SectionAppeal, whoWords+`(?:上诉称|上诉提出|上诉认为|上诉诉称|申请再审称|再审申请称|申诉称|(?:上诉请求|上诉理由|申请再审的理由|再审请求|申请再审请求|上诉的主要理由|上诉的理由)(?:：|为|是|如下)|向本院申请再审称|申请再审认为|上诉人诉称|再审申请人称|申诉人称)`),
	opening(SectionAppeal, `[^。；：]{0,30}(?:检察院|检察机关|抗诉机关)[^。；：]{0,12}(?:抗诉|监督)?(?:认为|提出|称|意见)[：，]`),
	opening(SectionPrior, `本院(?:二审|一审|原审|原二审|原一审|再审)(?:判决|裁定|经|审理|审查)*(?:查明|认定|认为)`),
	opening(SectionPrior, whoWords+`(?:`+belowWords+`|`+courtWords+`)(?:人民)?(?:法院|判决|裁定)?(?:经|公开|开庭|依法)*(?:审理|审查|再审|一审|二审|初审)*(?:后)?(?:判决|裁定)?(?:查明|认定|认为|另查明|审理查明)`),
	opening(SectionPrior, `(?:`+belowWords+`)(?:法院|人民法院)?(?:根据|依据|经审理|经审查|经公开|判决|裁定|事实|情况|查明|认定|认为|裁判|遂)`),
	opening(SectionThird, `(?:一审|原审|二审|被追加)?(?:的)?第三人`+whoWords+`(?:述称|陈述称|诉称|辩称|答辩称|称|陈述|认为|提交意见|述|未(?:作|提|向|陈|到))`),
	opening(SectionClaim, `(?:原告|起诉人|公益诉讼起诉人)[^。；：，]{0,24}?(?:诉称|起诉称)[：，,]`),
	opening(SectionDefence, whoWords+`(?:辩称|答辩称|答辩认为|答辩提出|答复称|答复认为|书面答复(?:称|认为|意见|：)|答辩意见|答辩如下|提交(?:书面)?意见(?:认为|称)?|陈述意见称|书面意见称|未(?:作|提交|提出|递交|进行)(?:书面)?(?:答辩|答复|陈述)|口头答辩|辩解称|应诉称|抗辩称)`),
	opening(SectionDefence, `被申请人`+whoWords+`称`+endMark),
	opening(SectionClaim, whoWords+`(?:诉称|起诉称|诉请(?:判|：|，|法院|本院|撤|确)|诉讼请求(?:：|为|是|如下)|起诉请求|请求事项|复议请求(?:：|为|是)|复议称|申请称|申请人称|申请复议称|起诉认为|诉讼理由|起诉状称)`),
	opening(SectionClaim, `(?:申请人|原告|起诉人|申请执行人|公益诉讼起诉人)`+whoWords+`(?:称|认为|请求)[：，,]`),
	opening(SectionEvidence, whoWords+`(?:提交|提供|出示|举示|递交)(?:了|的)?(?:以下|下列|如下)?(?:[^。；，]{0,30})(?:证据|依据|材料)(?:[^。；，]{0,12})(?:[：:]|如下|有)`),
	opening(SectionEvidence, `(?:经|上述|以上|对)`+whoWords+`(?:质证|认证|庭审质证|举证)`),
	opening(SectionFacts, `(?:二审|再审)(?:经|公开|开庭|依法|二审|再审|一审|复议|书面|庭审|审理|审查|调查|核实|查)*(?:后)?(?:查明|查清|确认以下|认定以下|认定如下|认定事实)`),
	weakly(opening(SectionFacts, `经?(?:经|公开|开庭|依法|二审|再审|一审|复议|书面|庭审)*(?:审理|审查|调查|核实|查)*(?:后)?(?:查明|审理查明|查清|确认以下|认定以下|认定如下|认定事实)`)),
	weakly(opening(SectionFacts, `(?:经查|另查|又查|还查|再查|另经)(?:明|实)?`)),
	weakly(opening(SectionProcedure, `[^。；]{0,160}?(?:一案|纠纷|向本院|向本机关|向本府|本院于|本机关于|不服|申请(?:强制)?执行其)[^。；]{0,160}?(?:受理|立案|提起|申请|上诉|审理|起诉|行政复议|作出)`)),
}

var (
	// reasons opens the deciding body's own reasoning.
	reasons = regexp.MustCompile(`^(?:综上[，,]?|据此[，,]?|经(?:过)?(?:审查|审理|评议|合议|复议|合议庭评议|开庭审理)[，,]?)?` + bodyWords + `(?:依法|经|公开|开庭|书面|合议庭|评议|审理|审查|复议|再审|二审|一审|后|并|审判委员会|讨论|研究|[，,])*(?:认为|审查后认为)`)
	// strong are sections that close an earlier reasoning: it was not the
	// deciding one, or that of evidence only.
	strong = map[string]bool{SectionAppeal: true, SectionPrior: true, SectionThird: true, SectionDefence: true, SectionClaim: true, SectionFacts: true}

	// announces are the words in front of a disposition, as a rule the last
	// of a sentence that begins with 依照.
	announces = regexp.MustCompile(`(?:判决|裁定|决定)[如下]：|[，。](?:判|裁|决|定)如下：|(?:判决|制决|裁定|决定|调解|答复|处理|复议|判令|裁判|协议|意见)如下(?:判决|裁定|决定|复议决定|协议)?[：，。:,]?|如下(?:判决|裁定|决定|协议|行政复议决定|复议决定)[：:]|(?:判决|裁定|决定)[：:]`)
	// announcesBare are the same without a mark: 判决撤销……, 本机关决定维持…….
	announcesBare = regexp.MustCompile(`作出((?:撤销|维持|驳回|确认|责令|变更|准许)[^。]*)的(?:终审|二审|一审|再审)?(?:判决|裁定|决定)|(?:判决|裁定|本(?:机关|府|厅|局|委|院)(?:现|依法|经研究)?决定|决定)[，,]?((?:不予受理|维持|撤销|驳回|终止|责令|确认|变更|准许|准予|不准予|不予|限|恢复|终结|提审|指令)[^。]*。?)|规定，(行政复议(?:申请)?(?:程序)?(?:终止|中止)[^。]*。?)|本院(?:依法|特|现)*向你(?:们)?释明[，,]?`)

	costsForm = regexp.MustCompile(`^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])?(?:本案|该案)?(?:依法)?(?:不收取|免收|免交|不交纳|免予收取)|^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])?(?:(?:本案|该案|上述|以上|原审|一审|二审|一、二审|一二审|再审|第一审|第二审|初审|上诉|反诉|本诉|申请|两审|各审)[、和及]?)*(?:的)?(?:案件|案|诉讼|上诉|非诉|执行|反诉|财产)?(?:受理|诉讼|鉴定|保全|执行|公告|申请|评估|审查|勘验|其他诉讼|审计|翻译|上诉|申请执行|财产保全)费(?:用)?(?:及|和|、|人民币|共|合计|减半|各|均|由|[\d〇零一二三四五六七八九十百千万]|为|[，,：]|\(|（|[^的]{0,12}(?:元|负担|承担))`)
	// bornForm tells who bears the costs, however they are named.
	bornForm    = regexp.MustCompile(`^[^。；]{0,16}(?:受理|诉讼)费[^。；]{0,60}(?:负担|承担)|^(?:[一二三四五六七八九十]+、)?[^。；，]{0,12}(?:案件?受理|件受理|案件?理费|受理费|诉讼费)[^。；，]{0,8}元`)
	prepaidForm = regexp.MustCompile(`^[^。；，]{0,40}(?:预交|交纳|缴纳|垫付)的?[^。；，]{0,12}(?:受理|诉讼|保全|鉴定)费`)
	noticeForm  = regexp.MustCompile(`^[^。；：]{0,40}?(?:(?:有异议|不服)的，可以?(?:自|在|于|向)|如不服|不服本|不服的|对本(?:判决|裁定|决定|复议决定)不服|如对本|如果未按|如未按|未按(?:本|上述|照)|当事人逾期|逾期不履行|上述(?:款项|给付|义务)[^。]{0,40}逾期|负有金钱给付义务|权利人可|申请执行的期限|申请强制执行的期限)|^(?:本|此)(?:判决|裁定|决定|调解书|复议决定|行政复议决定)(?:书)?(?:为|系|是|自|经|一经|送达|即|从|于|发生|立即|作出|一式|正本|与)|^上述(?:调解)?协议[^。]{0,40}(?:符合|不违反|未违反|不损害|确认)|^根据《中华人民共和国行政复议法》第|^[^。；]{0,30}应当?(?:自觉|严格|依法)?履行本|^义务人|^(?:特此|此复|此致|如|若)`)
	signForm    = regexp.MustCompile(`^(?:代理|助理)?审判长|^(?:代理|助理|人民)?(?:审判员|陪审员)|^(?:代)?书记员|^执行员|^法官助理|^(?:院印|（院印）|（公章）|（印章）|（行政复议印章）|（此处|（盖章）)|^本件与原本|^落款|^裁判日期|^相关文章`)
	annexForm   = regexp.MustCompile(`^(?:附(?:[：:录件]|本|相关|有关|法律|（|：|一|1|件)|【?(?:评析|评论|点评|解说|案例注解|裁判要旨|裁判要点|法官说法|典型意义|相关法条|法律链接|案例评析|分析|评 ?析)】?[：:]?|本(?:判决|裁定|决定)(?:书)?(?:所)?(?:适用|依据|引用)的?(?:主要)?(?:相关)?(?:法律|条文|法条)|相关(?:法律)?(?:条文|规定|法条)|(?:上|下)一[篇条][：:]?|相关(?:推荐|链接|新闻|阅读|信息|文书)|往期(?:推荐|回顾)|推荐阅读|延伸阅读|友情链接|热门文章|扫一扫|(?:【|〖)?(?:打印|关闭)(?:本页|窗口|页面|此页|[】〗]|$)|主办(?:单位)?[：:]|版权所有|(?:责任)?编辑[：:]|-*END)`)
	dateLine    = regexp.MustCompile(`^(?:[\p{Han}*×Xx]{2,30}(?:法院|政府|局|厅|[员委监]会|委|办公室|人民银行|部|署|海关)(?:（[^）]{1,8}）)?[^。，；于]{0,12}?)?(?:[一二三四五六七八九〇○零OoОοＯ0Ｏ\d]{4})年[\d一二三四五六七八九十元]{1,3}月[\d一二三四五六七八九十]{1,3}日`)
)

// readSections cuts the paper into its sections (文书结构): behind the head
// by the words that open a sentence, then the decision and what follows it.
func (p *paper) readSections() {
	p.readReport()
	if p.told {
		p.toldSections()
		return
	}
	head := p.headEnd()
	formulas := p.findFormulas(head)
	decision := p.to
	var parts []part
	if len(formulas) > 0 {
		f := formulas[len(formulas)-1]
		p.formula = f[0]
		decision = f[1]
	}
	tail := p.tailParts(decision, p.to)
	stop := p.to
	if p.formula >= 0 {
		stop = p.formula
	} else if len(tail) > 0 {
		stop = tail[0].from
	}
	if head > p.from {
		parts = append(parts, part{SectionHead, p.from, head})
	}
	parts = append(parts, p.bodyParts(head, stop, decision)...)
	p.parts = join(append(parts, tail...))
}

// headEnd is where the parties begin, or the procedure where no block of
// parties stands.
func (p *paper) headEnd() int {
	if k := p.firstParty(p.body, min(p.to, p.body+1500)); k >= 0 && k < p.body+400 {
		return k
	}
	return p.body
}

// bodyParts cuts the text between head and decision. Sentences before the
// reasoning open sections by the table of cues; the reasoning runs from the
// first 本院认为 behind which no party and no court below speaks again.
func (p *paper) bodyParts(i, stop, decision int) []part {
	type found struct {
		kind string
		at   int
		skip int // words that only say who thinks
	}
	var marks []found
	kind := SectionParties
	if !p.partyAt(i, min(stop, i+200)) {
		kind = SectionProcedure
	}
	marks = append(marks, found{kind: kind, at: i})
	for _, s := range p.sentences(i, stop) {
		openings := p.openings(s[0], s[1])
		if p.told {
			openings = p.toldOpenings(openings, s[0], s[1])
		}
		for _, at := range openings {
			line := p.text.Slice(at, min(s[1], at+260))
			if reasons.MatchString(line) && !(p.retries() && earlierReasons.MatchString(line)) {
				marks = append(marks, found{kind: SectionReasoning, at: at})
				continue
			}
			if p.told && (toldReasons.MatchString(line) || strings.HasPrefix(line, "认为") && p.text.Runes()[at-1] == '，') {
				marks = append(marks, found{SectionReasoning, at, p.whoThinks(at, s[1]) - at})
				continue
			}
			if p.told && toldFacts.MatchString(line) {
				marks = append(marks, found{kind: SectionFacts, at: at})
				continue
			}
			for _, c := range cues {
				m := c.form.FindStringIndex(line)
				if m == nil {
					continue
				}
				firm := strings.HasSuffix(line[:m[1]], "，") || strings.HasSuffix(line[:m[1]], "：") || firmForm.MatchString(line[m[1]:])
				now := marks[len(marks)-1].kind
				if c.kind == SectionProcedure && (partyDetail.MatchString(line) || now == SectionParties && p.labelled(at, s[1]) || p.partyAt(at, min(stop, at+200))) {
					break // another party; without full stops the case's story follows in the same breath
				}
				if now == SectionPrior && goesOn.MatchString(line) || pleaded[now] && p.text.Runes()[max(at-1, 0)] == '；' && itemForm.MatchString(line) {
					break
				}
				if now == SectionReasoning && judges.MatchString(p.text.Slice(at, p.fullStop(at, min(stop, at+longestSentence)))) {
					break
				}
				if admits(now, c, firm, p.text.ParaStart(at) || firm && foundHere.MatchString(line)) {
					marks = append(marks, found{kind: c.kind, at: at})
				}
				break
			}
		}
	}
	if kind == SectionParties {
		to := stop
		if len(marks) > 1 {
			to = marks[1].at
		}
		if m := p.match(gluedStory, i+1, to); m != nil && (len(marks) == 1 || marks[1].kind != SectionProcedure || m[2] < marks[1].at) {
			marks = append(marks[:1], append([]found{{kind: SectionProcedure, at: m[2]}}, marks[1:]...)...)
		}
	}
	// the deciding reasoning
	last := -1
	for k := len(marks) - 1; k >= 0; k-- {
		if marks[k].kind == SectionReasoning {
			last = k
			for k > 0 && !strong[marks[k-1].kind] && marks[k-1].kind != SectionParties && marks[k-1].kind != SectionProcedure {
				k--
				if marks[k].kind == SectionReasoning {
					last = k
				}
			}
			break
		}
	}
	var out []part
	for k, m := range marks {
		if last >= 0 && k > last {
			break
		}
		if m.kind == SectionReasoning && k != last {
			m.kind = SectionEvidence
			if p.told {
				m.kind = SectionPrior
			}
		}
		to := stop
		if k+1 < len(marks) && k != last {
			to = marks[k+1].at
		}
		out = append(out, part{m.kind, m.at + m.skip, to})
	}
	if p.formula >= 0 && decision > stop {
		b := p.basisStart(stop)
		if len(out) > 0 && b > out[len(out)-1].from {
			out[len(out)-1].to = b
		} else if b < stop {
			b = stop
		}
		out = append(out, part{SectionBasis, b, decision})
	}
	return out
}

var (
	// firmForm follows the words that open a section: 辩称， or 认定事实：.
	firmForm = regexp.MustCompile(`^(?:，|[^，。；：]{0,6}：|的事实与[^，。；]{2,24}一致。)`)
	// foundHere opens what the deciding body found, behind its words on the
	// evidence too.
	foundHere = regexp.MustCompile(`^(?:经|本院|公开|开庭|庭审|依法)*审[理查](?:后)?查明`)
)

// pleaded are the sections in which a party goes on from item to item.
var pleaded = map[string]bool{SectionClaim: true, SectionAppeal: true, SectionDefence: true, SectionThird: true}

// partyDetail is what a line of its own tells of a party.
var partyDetail = regexp.MustCompile(`^(?:住所地?|住址|地址|法定代表人|法定代理人|主要负责人|负责人|委托(?:诉讼)?代理人|委托代理人|诉讼代理人|联系(?:电话|地址)|电话|统一社会信用代码|组织机构代码|营业场所|经营场所|经营者|公民身份号码|身份证(?:号码?)?)[：]?[^：。；]{1,40}`)

// labelled reports a line of its own that only names something: 代表人：季某某，组长.
func (p *paper) labelled(i, j int) bool {
	end := i + 1
	for end < j && !p.text.ParaStart(end) {
		end++
	}
	return p.text.ParaStart(i) && end < j && labelForm.MatchString(p.text.Slice(i, end))
}

var labelForm = regexp.MustCompile(`^[\p{Han}（）]{2,10}：[^：。；]{1,40}$`)

// judges is a sentence that speaks of what a party says and answers it: the
// reasoning goes on.
var judges = regexp.MustCompile(`^(?:关于|对于|至于|因此|故|综上|据此|由于|但|而|鉴于|对)|本院|本机关|不予支持|不能成立|不予采[纳信]|予以支持|予以采纳|缺乏(?:事实|法律|依据|证据)|应予驳回|于法无据|理由成立`)

// gluedStory is the story of a case in one breath with the last party, where
// neither a line nor a full stop parts them: ……某某局申请人不服被申请人作出的…….
var gluedStory = regexp.MustCompile(`[^，。；：、（）对由与及和被再原审](` + `(?:申请人|原告|上诉人|再审申请人)(?:[^，。；：]{0,40})?(?:不服|因|诉被)[^。；：]{0,160}(?:一案|向本|申请行政复议|提起|提出)` + `)`)

// earlierReasons are those of the same court in an earlier instance, as its
// own retrial tells them: 本院二审认为.
var earlierReasons = regexp.MustCompile(`^本院(?:二审|一审|原审|原二审|原一审)`)

// retries reports a paper of a retrial (再审), by its number or its parties.
func (p *paper) retries() bool {
	if in := p.number.Instance(); in != nil && p.number.Kind == CourtNumber {
		return *in == Retrial || *in == Review
	}
	return false
}

// goesOn is a sentence that draws on the one before: who spoke speaks still.
var goesOn = regexp.MustCompile(`^(?:因此|故|综上|据此|由于|但|而|鉴于|为此)`)

// fullStop gives the end of the sentence that rune i stands in.
func (p *paper) fullStop(i, stop int) int {
	rs := p.text.Runes()
	for k := i; k < stop; k++ {
		if rs[k] == '。' {
			return k + 1
		}
	}
	return stop
}

// admits reports whether a section of the cue's kind can open within one of
// kind now. Firm cues end in a mark (辩称：); others need a new paragraph where
// a party or the court is speaking.
//
// What the deciding body found goes on to the next section: that a party then
// sued or applied is one of the facts, whether a paragraph of its own tells it
// or not: a text without lines has none.
func admits(now string, c cue, firm, para bool) bool {
	if now == SectionFacts && c.kind == SectionProcedure {
		return false
	}
	if c.own && (now != SectionReasoning || c.kind == SectionFacts) {
		return true
	}
	switch now {
	case SectionPrior:
		return !c.weak && (firm || para)
	case SectionReasoning:
		return firm && strong[c.kind] && c.kind != SectionPrior && !(c.weak && !para)
	case SectionClaim, SectionDefence, SectionThird, SectionAppeal:
		if c.kind == SectionProcedure {
			return para
		}
		return firm || para
	}
	return true
}

// toldFacts opens what a court that a report tells of found.
var toldFacts = regexp.MustCompile(`^(?:` + courtWords + `|法院|(?:一审|二审|原审|再审)法院|该院|(?:行政)?复议(?:机关|机构))(?:经|公开|开庭|依法|审理|审查|一审|二审|再审|后)*查明`)

// toldReasons opens the reasoning of a court that a report tells of.
var toldReasons = regexp.MustCompile(`^(?:` + courtWords + `|该院|法院(?:生效(?:裁判|判决|裁定)(?:文书)?)?|(?:一审|二审|原审|再审|终审)(?:法院)?|(?:[\p{Han}某×*]{2,20}政府)?(?:行政)?复议(?:机关|机构|办公室|委员会)|[\p{Han}某×*]{2,20}(?:人民政府|市政府|县政府|区政府|省政府))(?:经|公开|开庭|依法|审理|审查|一审|二审|再审|后|，)*(?:[^，。；：]{0,40}并|(?:根据|综合|基于)[^，。；：]{0,24})?认为`)

// toldOpenings adds to the openings of a sentence the clauses in which a report
// goes on to what the next court thought: ……不服，提起上诉，某法院经审理认为，…….
func (p *paper) toldOpenings(at []int, i, j int) []int {
	for k := i + 1; k < j; k++ {
		if p.text.Runes()[k-1] == '，' && !p.text.ParaStart(k) && (courtThinks.MatchString(p.text.Slice(k, min(j, k+60))) || p.text.HasAt(k, "认为") && courtDecided.MatchString(p.text.Slice(i, k))) {
			at = append(at, k)
		}
	}
	sort.Ints(at)
	return at
}

// whoThinks gives where the reasoning that rune i opens begins, behind the words
// that say whose it is: 某某人民法院一审认为：.
func (p *paper) whoThinks(i, j int) int {
	if p.text.HasAt(i, "认为") {
		i += 2
		if i < j && strings.ContainsRune("，：", p.text.Runes()[i]) {
			i++
		}
		return i
	}
	m := p.match(toldReasons, i, j)
	if m == nil || m[1] >= j {
		return i
	}
	if strings.ContainsRune("，：", p.text.Runes()[m[1]]) {
		return m[1] + 1
	}
	return m[1]
}

// courtDecided is a court that is told to have decided, in front of its reasons:
// 某法院作出……号行政判决，认为…….
var courtDecided = regexp.MustCompile(courtWords + `[^。；：]{0,40}(?:判决|裁定|审理|审查)(?:书|后)?，$`)

// courtThinks is a court by its name that thinks.
var courtThinks = regexp.MustCompile(`^` + courtWords + `(?:经|公开|开庭|依法|审理|审查|一审|二审|再审|终审|后)*认为[，：]`)

// openings gives the places within one sentence where a section may open: its
// start, the starts of its paragraphs, and behind web labels that are glued to
// one of these.
func (p *paper) openings(i, j int) []int {
	var at []int
	add := func(k int) {
		at = append(at, k)
		for m := p.match(webLabel, k, j); m != nil && m[0] == k && m[1] < j; m = p.match(webLabel, k, j) {
			k = m[1]
			at = append(at, k)
		}
	}
	add(i)
	for k := at[len(at)-1] + 1; k < j; k++ {
		if prev := p.text.Runes()[k-1]; p.text.ParaStart(k) && prev != '，' || prev == '…' || prev == '】' || prev == '）' && bodyThinks.MatchString(p.text.Slice(k, min(j, k+12))) {
			add(k)
			k = max(k, at[len(at)-1])
		}
	}
	return at
}

// bodyThinks opens the reasoning behind a bracket that no full stop follows:
// 经审理查明：（略）本院认为：…….
var bodyThinks = regexp.MustCompile(`^` + bodyWords + `(?:经审[理查])?(?:后)?认为[：，]`)

// webLabel are the captions that sites of judgments put between sections.
//
// Reports in the form of 中国审判案例要览 number theirs: （四）一审判案理由.
var webLabel = regexp.MustCompile(`^(?:(?:（[一二三四五六七八九]）|[一二三四五六七八九]、|\d[.、])?(?:一审|二审)?(?:被诉具体行政行为|诉辩主张|事实和证据|判案理由|定案结论|解说|情况)|裁判文书详情|当事人|审理经过|案件描述|原告诉称|被告辩称|第三人述称|本院查明|一审法院查明|一审法院认为|二审上诉人诉称|上诉人诉称|二审被上诉人辩称|被上诉人辩称|本院认为|裁判结果|一审裁判结果|二审裁判结果|落款|裁判日期)[：:]?`)

// basisStart goes back from the announcement to the 依照 that opens it.
func (p *paper) basisStart(formula int) int {
	lo := max(p.from, formula-600)
	s := p.text.Slice(lo, formula)
	best := -1
	for _, m := range basisForm.FindAllStringIndex(s, -1) {
		best = p.text.FromByte(p.text.Byte(lo) + m[0])
	}
	if best >= 0 {
		return best
	}
	if m := p.match(thereupon, max(p.from, formula-12), formula); p.told && m != nil {
		return m[0]
	}
	return formula
}

// thereupon leads from the reasons that a report tells to what was decided.
var thereupon = regexp.MustCompile(`(?:遂|故|据此|因此|为此|于是|最终)?(?:(?:一审|二审|再审)(?:法院)?)?(?:遂)?(?:依法)?$`)

var basisForm = regexp.MustCompile(`(?:综上[^。；]{0,12}[，,])?(?:据此|为此|故|因此|现)?[，,]?(?:本院|本机关|本府)?(?:依照|根据|依据|按照)[^，。][^。]*$`)

// join merges neighbours of one kind.
func join(parts []part) []part {
	var out []part
	for _, s := range parts {
		if s.to <= s.from {
			continue
		}
		if n := len(out); n > 0 && out[n-1].kind == s.kind && out[n-1].to == s.from {
			out[n-1].to = s.to
			continue
		}
		out = append(out, s)
	}
	return out
}

// tailParts cuts what follows the announcement: disposition, costs, notice,
// signature, annex.
func (p *paper) tailParts(decision, end int) []part {
	if decision >= end {
		return nil
	}
	kind := SectionDisposition
	var out []part
	start := decision
	open := func(k string, at int) {
		if k != kind {
			out = append(out, part{kind, start, at})
			kind, start = k, at
		}
	}
	for _, s := range p.sentences(decision, end) {
		for _, at := range p.openings(s[0], s[1]) {
			line := p.text.Slice(at, min(s[1], at+90))
			switch {
			case kind == SectionAnnex:
			case at > decision && annexForm.MatchString(line):
				open(SectionAnnex, at)
			case kind == SectionSignature:
				if m := p.match(annexForm, at, min(end, at+40)); m != nil {
					open(SectionAnnex, at)
				}
			case signForm.MatchString(line), at > decision && p.datesPaper(at, min(s[1], at+90)):
				open(SectionSignature, at)
			case isCosts(line):
				open(SectionCosts, at)
			case isNotice(line) && at > decision:
				open(SectionNotice, at)
			case kind == SectionCosts && laterItem.MatchString(line):
				open(SectionDisposition, at)
			}
		}
	}
	out = append(out, part{kind, start, end})
	return p.cutAnnex(out)
}

// datesPaper reports a date that stands by itself from rune at on, or with the
// name of the organ in front: the signature.
func (p *paper) datesPaper(at, end int) bool {
	m := p.match(dateLine, at, end)
	return m != nil && (m[1] == end || p.text.ParaStart(m[1]) || strings.ContainsRune("（书法代审院本附【", p.text.Runes()[m[1]]))
}

// isCosts reports a sentence on the costs (诉讼费用).
func isCosts(line string) bool {
	return costsForm.MatchString(line) || bornForm.MatchString(line) || prepaidForm.MatchString(line) && !refundForm.MatchString(line)
}

// isNotice reports a sentence on what one may do against the decision, and no
// item that runs on into one, its full stop lost.
func isNotice(line string) bool {
	return noticeForm.MatchString(line) && !orderForm.MatchString(line)
}

// orderForm is how an item of a decision begins, and no notice does.
var orderForm = regexp.MustCompile(`^(?:[一二三四五六七八九十\d]{1,3}[、.])?(?:不准予|不予准许|准予|准许|撤销|确认|维持|驳回|责令|判令|变更|由|限|被告|被申请人)`)

// refundForm is what an agency gives back of what a citizen paid.
var refundForm = regexp.MustCompile(`^(?:[一二三四五六七八九十\d]{1,3}[、.])?(?:由|责令|判令|限)?(?:被告|被上诉人|被申请人|[\p{Han}]{2,30}(?:政府|[局厅委]|委员会|办事处))[^。；，]{0,40}(?:退还|返还|赔偿|支付|给付)`)

// laterItem is an item that follows one on the costs.
var laterItem = regexp.MustCompile(`^[二三四五六七八九十]、`)

// cutAnnex finds an annex that a glued text hides inside the signature.
func (p *paper) cutAnnex(parts []part) []part {
	var out []part
	for _, s := range parts {
		if s.kind == SectionSignature {
			if m := p.match(gluedAnnex, s.from, s.to); m != nil && m[0] > s.from {
				out = append(out, part{SectionSignature, s.from, m[0]}, part{SectionAnnex, m[0], s.to})
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

var gluedAnnex = regexp.MustCompile(`附[：:](?:本|相关|有关|法律)|附(?:本案|本判决|本裁定|本决定|相关|有关|法律)|【评析】|评析[：:]|【?相关法条】?`)

// itemForm is the number of an item (项号) at its start.
var itemForm = regexp.MustCompile(`^(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.]|（\d{1,2}）|第[一二三四五六七八九十]{1,3}项[：，、])`)
