package extract

import (
	"regexp"
	"strings"
)

// endsOpen reports a paper that breaks off behind rune i: its last pages are
// missing, or a page is cut within a sentence. Behind the decision of a whole
// one stand the costs, what one may do against it, or who signed it and when;
// decided tells that a decision is announced in front of i.
func (p *paper) endsOpen(i int, decided bool) bool {
	if p.record.DocumentType == Other || p.letter {
		return false
	}
	if p.match(closing, i, p.to) != nil || decided && p.match(closingCosts, i, p.to) != nil {
		return false
	}
	for _, m := range p.matchAll(closingDay, i, p.to) {
		if m[1] < p.to && !p.text.LineStart(m[1]) && !strings.ContainsRune("（书代法附【", p.text.Runes()[m[1]]) && p.match(pageBehind, m[1], p.to) == nil {
			continue
		}
		if p.text.LineStart(m[0]) || p.text.Runes()[m[0]-1] == '。' || p.match(signerForm, max(i, m[0]-40), m[1]) != nil {
			return false
		}
	}
	return true
}

var (
	// closing is what stands behind the decision of a paper that is whole.
	closing = regexp.MustCompile(`审判长|审判员|陪审员|书记员|执行员|法官助理|已(?:经)?发生法律效力。|如不服|(?:不服|对)本(?:判决|裁定|决定|复议决定|行政复议)|(?:本|此)(?:判决|裁定|决定)[^，。]{0,4}终审|本(?:判决|裁定|决定|调解书|复议决定|行政复议决定)(?:书)?(?:为|系|自|一经|送达后?(?:即|立即|发生)|即|立即)|裁判日期|（[^（）]{0,10}(?:印章|公章|院印|盖章|专用章)）`)
	// pageBehind is what a web page prints behind the date, glued to it.
	pageBehind = regexp.MustCompile(`^(?:END|-|公告|来源|(?:责任)?编辑|作者|往期|推荐|相关|阅读|分享|打印|下载|关闭|附件|发布|扫一扫|友情|概要|目录|主办)`)
	// closingCosts is so behind a decision only: parties claim costs too.
	closingCosts = regexp.MustCompile(`受理费|诉讼费`)
	closingDay   = regexp.MustCompile(`(?:\d{4}|[一二三四五六七八九〇○零OoO0]{4})年[\d一二三四五六七八九十元]{1,3}月[\d一二三四五六七八九十]{1,3}日`)
)

// closeCut settles the decision of a paper that breaks off: a clause without
// its end is none, and a person is told what is missing.
func (p *paper) closeCut() {
	if !p.cut {
		return
	}
	n := len(p.clauses)
	if n > 0 && p.unended(p.clauses[n-1]) {
		p.clauses = p.clauses[:n-1]
		if k := len(p.record.Dispositions); k > 0 {
			p.record.Dispositions = p.record.Dispositions[:k-1]
		}
		n--
		p.torn = true
	}
	lost := "裁判（决定）主文和落款"
	switch {
	case n > 0 && p.text.Runes()[p.clauses[n-1].to-1] == '；':
		p.torn = true
		lost = "主文的其余各项和落款"
	case n > 0 && p.torn:
		lost = "主文的其余部分和落款"
	case n > 0:
		lost = "主文以后的部分和落款"
	}
	i := max(p.from, p.to-20)
	p.warn("paper_cut", "文书在“"+p.text.Raw(i, p.to)+"”处中断，缺少"+lost+"，不据此认定行政机关是否败诉，请补齐缺页后重新识别。", i, p.to)
}

// unended reports a clause that no mark ends.
func (p *paper) unended(c clause) bool {
	return c.to > c.from && !strings.ContainsRune("。；", p.text.Runes()[c.to-1])
}
