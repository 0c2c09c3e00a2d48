package extract

import (
	"regexp"
	"strings"
)

// The blocks of a report of a case (案例): what stands under one caption.
const (
	blockHead    = "head"    // title, numbers, parties: what stands before the first caption
	blockNotes   = "notes"   // 关键词, 裁判要点, 相关法条: words of the editor
	blockFacts   = "facts"   // 基本案情, 诉辩主张
	blockResult  = "result"  // 裁判结果, 【审判】, 定案结论: what was decided, with or without reasons
	blockReasons = "reasons" // 裁判理由, 判案理由
	blockComment = "comment" // 典型意义, 评析, 审判人员
)

// block is a stretch of a report under one caption: runes [from, to), the
// caption's own words end at body.
type block struct {
	kind           string
	from, body, to int
}

// captionWords are the captions under which collections of cases tell a case,
// each with what stands below it. Those of whole mean a caption only where
// they stand in brackets, behind a number or on a line of their own: the
// words are common ones.
var captionWords = []struct {
	kind  string
	form  *regexp.Regexp
	whole bool
}{
	{blockNotes, captionForm(`关键词|裁判要[点旨]|裁判摘要|裁判规则|案例要旨|要点提示|问题提示|相关法条|相关法律规定|法律依据|关联索引|案例索引`), false},
	{blockFacts, captionForm(`(?:一审|二审|再审)?(?:基本案情|案情简介|案件基本情况|案情概要|简要案情|案情回放|基本情况|案件事实|诉辩主张|事实和证据)|被诉(?:具体)?行政行为|(?:一审|二审|再审)(?:诉讼)?情况|(?:行政机关)?负责人出庭(?:应诉)?情况|出庭应诉情况`), false},
	{blockResult, captionForm(`(?:一审|二审|再审)?(?:裁判理由[及与和]结果|裁判结果[及与和](?:理由|(?:行政机关)?负责人出庭(?:应诉)?情况)|裁判结果|裁判结论|判决结果|审判结果|审理结果|处理结果|复议结果|复议结论|定案结论|审理情况|裁判情况|诉讼情况|审判情况|复议办理|复议处理|复议审理|审理过程|裁判(?:内容|过程|要旨及结果)|诉讼过程)`), false},
	{blockReasons, captionForm(`(?:一审|二审|再审)?(?:裁判理由|判决理由|判案理由|审理理由|复议理由)|法院生效(?:裁判|判决|裁定)(?:文书)?认为`), false},
	{blockComment, captionForm(`典型意义|案例评析|案例注解|案例解读|案件评析|裁判解析|法官(?:说法|点评|提示|寄语|后语|释法)|以案(?:释法|说法|普法)|专家点评|律师点评|指导意义|示范意义|社会意义|评析意见|生效裁判审判人员|撰稿人|编写人`), false},
	{blockNotes, captionForm(`要旨|提示|索引|案号`), true},
	{blockFacts, captionForm(`案情|案件`), true},
	{blockResult, captionForm(`审判|裁判|判决|裁决|审理|结果|复议|判决情况|办理结果|审理经过|复议决定|法院(?:审理|裁判|判决|观点|认为)`), true},
	{blockComment, captionForm(`评析|解说|点评|评论|分析|解析|启示|意义|提醒`), true},
}

// captionForm is a caption: in brackets, behind a number, or bare.
func captionForm(words string) *regexp.Regexp {
	return regexp.MustCompile(`^([【〖〔\[（]?)((?:（[一二三四五六七八九十]{1,2}）|[一二三四五六七八九十]{1,2}[、.]|\d{1,2}[、.])?)(` + words + `)([】〗〕\]）]?)([：:]?)`)
}

// gluedCaption is one of the captions that mean nothing else, in front of words
// that only a new stretch begins with: 第四十二条基本案情原告…….
var gluedCaption = regexp.MustCompile(`^(?:基本案情|裁判结果|裁判理由|裁判要[点旨]|相关法条|典型意义)[：:]?(?:原告|申请人|公益诉讼|法院|《|\d|[一二]、|（|[\p{Han}某×*]{2,16}法院|[\p{Han}某×*]{2,8}系)`)

// goesAhead is what follows a word that is no caption but begins a sentence:
// 裁判结果是……, 裁判理由不能成立.
var goesAhead = regexp.MustCompile(`^(?:[的是为与和及等，。；、”》不应无有已]|上述|中[，的]|正确|均|公布|发布|宣布|作出)`)

// captionAt reads the caption at rune k: its kind and where it ends.
//
// behind is where the caption before ended: another may follow at once.
func (p *paper) captionAt(k, behind int) (kind string, end int) {
	rs := p.text.Runes()
	opened := p.text.ParaStart(k) || k == p.from || k == behind
	line := p.text.Slice(k, min(p.to, k+24))
	if !opened && !strings.ContainsRune("。！？；”》）】〗", rs[k-1]) && rs[k] != '【' && rs[k] != '〖' && !gluedCaption.MatchString(line) {
		return "", k
	}
	for _, c := range captionWords {
		m := c.form.FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		end := k + len([]rune(line[:m[1]]))
		in := m[3] > m[2] && m[9] > m[8]
		alone := end == p.to || p.text.ParaStart(end)
		marked := in || m[11] > m[10] || alone || m[5] > m[4]
		switch {
		case m[3] > m[2] && m[9] == m[8] && strings.HasPrefix(line, "（") && c.kind != blockComment:
			continue
		case c.whole && !(in && !strings.HasPrefix(line, "（") || opened && (alone || m[5] > m[4] && m[11] > m[10]) || m[5] > m[4] && (alone || c.kind == blockComment)):
			continue
		case !marked && goesAhead.MatchString(p.text.Slice(end, min(p.to, end+4))):
			continue
		}
		if strings.HasSuffix(line[m[6]:m[7]], "认为") {
			end = k // the words are the first of the reasoning
		}
		return c.kind, end
	}
	return "", k
}

// readBlocks cuts the text at its captions. A text without any is one block:
// its head.
func (p *paper) readBlocks() []block {
	out := []block{{kind: blockHead, from: p.from, body: p.from, to: p.to}}
	for k := p.from; k < p.to; k++ {
		kind, end := p.captionAt(k, out[len(out)-1].body)
		if kind == "" || p.inQuotes(k, p.from) {
			continue
		}
		last := &out[len(out)-1]
		if kind == blockReasons && end == k && last.kind == blockReasons {
			continue // 裁判理由：法院生效裁判认为
		}
		if kind == blockComment && last.kind == blockComment || last.kind == blockComment && kind == blockNotes {
			continue
		}
		last.to = k
		out = append(out, block{kind: kind, from: k, body: end, to: p.to})
		k = max(k, end-1)
	}
	if out[0].to == out[0].from && len(out) > 1 {
		out = out[1:]
	}
	return p.endNotes(out)
}

// endNotes ends the editor's words where the story begins without a caption of
// its own, as the reports of the gazette print it.
func (p *paper) endNotes(blocks []block) []block {
	var out []block
	for _, b := range blocks {
		out = append(out, b)
		if b.kind != blockNotes {
			continue
		}
		at := p.firstParty(b.body, b.to)
		for _, s := range p.sentences(b.body, b.to) {
			for _, k := range p.openings(s[0], s[1]) {
				if (at < 0 || k < at) && storyBegins.MatchString(p.text.Slice(k, min(s[1], k+80))) {
					at = k
				}
			}
		}
		if at >= b.body {
			out[len(out)-1].to = at
			out = append(out, block{kind: blockHead, from: at, body: at, to: b.to})
		}
	}
	return out
}

// storyBegins opens the story of a case with one who sued.
var storyBegins = regexp.MustCompile(`^(?:原告|申请人|公益诉讼起诉人)[^。；：，]{1,40}?(?:诉称|因(?:与|不服)|不服|系|于[12]\d{3}年)`)

// captioned reports a text in the form of a collection of cases: the facts
// under one caption, and what was decided, why, or what it means under others.
func captioned(blocks []block) bool {
	has := map[string]bool{}
	for _, b := range blocks {
		has[b.kind] = true
	}
	return has[blockFacts] && (has[blockResult] || has[blockReasons] || has[blockComment]) || has[blockResult] && (has[blockReasons] || has[blockComment] || has[blockNotes])
}
