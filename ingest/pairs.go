package ingest

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A file whose map of characters is wrong gives characters that are sound one
// by one. What tells it is that they do not follow each other as in Chinese,
// and that they are such as are hardly written: both readers trust the map, so
// that their agreement says nothing.

// pairs are the pairs of characters that are the most frequent in judgments,
// decisions and the statutes that they cite, parts of words as they come; the
// last row has the traditional forms of some. The more frequent characters a
// text has, the more such pairs: per frequent character 0.28 to 1.2 on pages
// of the development corpus, 0.6 and more in whole papers; up to 0.31 in papers
// whose characters were exchanged for each other, in part or all.
const pairs = "" +
	"人民 规定 法院 诉讼 共和 民共 和国 华人 认为 中华 民法 依法 行政 不服 法律 法定 讼法 依照 如下 条第 向本 审理 关于 受理 作出 被告 原告 本院 本案 院认 审判 定代 " +
	"的规 代表 表人 依据 代理 委托 行为 上诉 请求 一案 级人 提起 理人 案件 政诉 国行 申请 提出 住所 事实 定书 第一 所地 证据 院提 认定 适用 组成 判决 撤销 出的 现已 " +
	"书记 记员 已审 第二 合法 终结 判长 定的 合议 政府 当事 事人 议庭 应当 不予 法组 判员 进行 经审 事务 决定 第三 予以 二十 以下 一款 驳回 成合 管理 属于 综上 根据 " +
	"程序 起诉 四条 务所 之规 工作 中级 所律 律师 师事 民政 审查 的行 诉人 违反 提交 人员 违法 日内 局长 日起 之日 人的 要求 托代 理由 确认 简称 十四 下简 履行 没有 " +
	"理终 问题 不能 或者 参加 第六 公开 庭审 最高 理费 市中 机关 符合 高人 一审 院行 讼请 的诉 件受 院于 被上 十五 负责 日书 公司 其他 用法 日向 审被 审原 错误 通知 " +
	"定事 方当 十一 负担 六十 正确 情形 支持 情况 主张 可以 决书 行初 开庭 执行 裁定 定如 款第 送达 期限 的情 的事 二审 作为 证明 具有 院依 十七 日作 字第 十三 三条 " +
	"七十 政行 行了 诉称 存在 上述 限公 一条 责任 承担 十六 组织 有限 院不 政判 立案 第五 本判 六条 条的 维持 建设 十二 号行 不当 决如 了本 解释 成立 条规 九条 内容 " +
	"请人 辩称 案现 到庭 庭参 开开 的解 五条 十九 作人 月二 七条 院关 理了 相关 结果 的法 是否 双方 期间 权利 查明 责令 应予 第七 第四 十八 由被 主要 与被 该局 高级 " +
	"责人 三十 部门 职权 清楚 题的 局的 处理 加诉 有关 实施 局于 回上 予支 按照 不足 实清 反法 五十 项之 日公 提供 原审 已经 义务 不属 意见 据不 律规 材料 政处 案中 " +
	"八条 的证 不符 项的 二条 审法 若干 及其 关系 处罚 国家 影响 区人 实际 发生 单位 异议 具体 明显 书面 省高 定程 款的 被申 法规 能成 五年 民事 终字 的上 律依 终审 " +
	"規定 訴訟 決定 處罰 請求 執行 證據 適用 認為 認定 應當 條第 關於 機關 縣人 國家 審理 審查 書記 記員 單位 職權 責任 經審 終結 違法 違反 駁回 撤銷 權利 義務 公開 開庭 問題 號行 審判 長官"

var pairSet = sync.OnceValue(func() map[[2]rune]bool {
	m := map[[2]rune]bool{}
	for _, p := range strings.Fields(pairs) {
		r := []rune(p)
		m[[2]rune{r[0], r[1]}] = true
	}
	return m
})

// commonSet are the characters of the first level of GB 2312 and of Big5:
// 6,722 that cover both scripts but for names and rare words.
var commonSet = sync.OnceValue(func() map[rune]bool {
	m := map[rune]bool{}
	add := func(e encoding.Encoding, from, to byte, trail func(b byte) bool) {
		for hi := int(from); hi <= int(to); hi++ {
			for lo := 0x40; lo <= 0xfe; lo++ {
				if !trail(byte(lo)) {
					continue
				}
				if s, err := e.NewDecoder().String(string([]byte{byte(hi), byte(lo)})); err == nil {
					for _, r := range s {
						if unicode.Is(unicode.Han, r) {
							m[r] = true
						}
					}
				}
			}
		}
	}
	add(simplifiedchinese.GBK, 0xb0, 0xd7, func(b byte) bool { return b >= 0xa1 })
	add(traditionalchinese.Big5, 0xa4, 0xc6, func(b byte) bool { return b < 0x7f || b >= 0xa1 })
	return m
})

// usage has figures of a text, white space left out: its pairs of
// Chinese characters that are frequent ones, how many pairs there are, and
// how many of its different characters are uncommon.
type usage struct {
	pairs, frequent     int
	different, uncommon int
}

func use(s string) usage {
	var u usage
	seen := map[rune]bool{}
	common, frequent := commonSet(), pairSet()
	var last rune
	for _, r := range s {
		if unicode.IsSpace(r) {
			continue
		}
		r = Normal(r)
		if !isHan(r) {
			last = 0
			continue
		}
		if last != 0 {
			u.pairs++
			if frequent[[2]rune{last, r}] {
				u.frequent++
			}
		}
		last = r
		if !seen[r] {
			seen[r] = true
			u.different++
			if !common[r] {
				u.uncommon++
			}
		}
	}
	return u
}
