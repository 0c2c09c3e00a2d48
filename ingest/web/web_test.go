package web

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const page = `<!DOCTYPE html>
<!-- saved from url=(0030)https://example.invalid/doc -->
<html><head><title>某判决书 - 某网</title><meta http-equiv="Content-Type" content="text/html; charset=CHARSET">
<style>p{margin:0}</style><script>var a = "不是正文";</script></head>
<body>
<nav>首页 刑事 民事 行政</nav>
<div class="menu"><a href="/">首页</a> | <a href="/list">裁判文书</a></div>
<div class="doc"><div style="text-align:center;"><b>浙江省温州市鹿城区人民法院</b></div>
<div>行 政 判 决 书</div><div align="right">（2019）浙0302行初12号</div>
<p>　　原告张某某不服被告温州市鹿城区人民政府房屋征收
补偿决定，依照<a href="/law">《中华人民共和国行政诉讼法》</a>第七十条&nbsp;提起诉讼。</p>
<table><tr><td>本金</td><td>1000元</td></tr><tr><td>利息</td><td>20元</td></tr></table>
第一段<br>第二段<br/>
<div style="display:none">隐藏的字</div><span hidden>也不显示</span>
<pre>审判长 李某
审判员　王某</pre><img src="a.png"></div>
<button>打印</button><div><a>上一篇</a><a>下一篇</a></div>
</body></html>`

var lines = []string{
	"浙江省温州市鹿城区人民法院", "行 政 判 决 书", "（2019）浙0302行初12号",
	"原告张某某不服被告温州市鹿城区人民政府房屋征收补偿决定，依照《中华人民共和国行政诉讼法》第七十条 提起诉讼。",
	"本金 1000元", "利息 20元", "第一段", "第二段", "审判长 李某", "审判员 王某",
}

func encodings(t testing.TB) map[string][]byte {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(strings.Replace(page, "CHARSET", "gb2312", 1))
	if err != nil {
		t.Fatal(err)
	}
	bare, err := simplifiedchinese.GB18030.NewEncoder().String(strings.Replace(page, "; charset=CHARSET", "", 1))
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	utf8 := strings.Replace(page, "CHARSET", "utf-8", 1)
	mht := "From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----B\"\r\n\r\n" +
		"------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
	return map[string][]byte{
		"utf-8": []byte(utf8), "mark": []byte("\xef\xbb\xbf" + utf8), "gbk": []byte(gbk), "undeclared": []byte(bare), "utf-16": []byte(wide),
		"mht":     []byte(mht + "------B\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(utf8)) + "\r\n------B--\r\n"),
		"mht gbk": []byte(mht + "------B\r\nContent-Type: text/html;\r\n\tcharset=\"gb2312\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(gbk)) + "\r\n------B--\r\n"),
	}
}

func TestRead(t *testing.T) {
	for name, data := range encodings(t) {
		p, err := Read(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !slices.Equal(p.Lines, lines) {
			t.Errorf("%s:\n%s", name, strings.Join(p.Lines, "\n"))
		}
		if want := []string{"首页 刑事 民事 行政", "首页 | 裁判文书", "上一篇下一篇"}; !slices.Equal(p.Menus, want) || p.Pictures != 1 {
			t.Errorf("%s: menus %q, %d pictures", name, p.Menus, p.Pictures)
		}
	}
}

func TestMarked(t *testing.T) {
	for s, want := range map[string]bool{
		page: true, "  <HTML>": true, "<?xml version=\"1.0\"?>\n<!DOCTYPE html>": true, "<div class=a>x</div>": true,
		"行政判决书": false, "<2019>浙行初1号": false, "<w:document>": false, "": false,
	} {
		if got := Marked([]byte(s)); got != want {
			t.Errorf("%.20q: %v", s, got)
		}
	}
	if Archived([]byte("From: 张三\n行政判决书")) {
		t.Error("a letter is no archive")
	}
}

func FuzzRead(f *testing.F) {
	for _, data := range encodings(f) {
		f.Add(data)
	}
	f.Add([]byte(strings.Repeat("<div>", 3000) + "x"))
	f.Add([]byte("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n=E5=\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(data)
		for _, l := range p.Lines {
			if err != nil || strings.TrimSpace(l) == "" || strings.Contains(l, "\n") {
				t.Errorf("%q %v", l, err)
			}
		}
	})
}
