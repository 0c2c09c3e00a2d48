package extract

import (
	"testing"

	"zeren/ingest"
)

// TestPageBounds holds what a site prints around a paper off it, and nothing
// that is the paper's own.
func TestPageBounds(t *testing.T) {
	const paper = "某某县人民法院行政判决书原告张某。本判决为终审判决。"
	for _, c := range []struct{ top, bottom, want string }{
		{"", "", paper},
		{"当前位置：首页〉公开\n来源：某县司法局 发布时间：2021-09-30 16:25 浏览次数：55 字号：[大中小] 分享到：\n", "\n打印本页 关闭窗口\n上一篇：某决定书（某政复〔2018〕66号）\n下一篇：没有了", paper},
		{"来源：某县人民法院 发布日期：2020-01-02 阅读量：12\n", "\n扫一扫在手机打开当前页", paper},
		{"当前位置：首页〉行政复议决定书公开 浏览次数：5\n", "", "当前位置：首页〉行政复议决定书公开浏览次数：5" + paper},
	} {
		doc := ingest.Document{Text: c.top + paper + c.bottom}
		text := Normalize(&doc)
		i, j := pageBounds(text)
		if got := text.Slice(i, j); got != c.want {
			t.Errorf("%q: %q", c.top, got)
		}
	}
}
