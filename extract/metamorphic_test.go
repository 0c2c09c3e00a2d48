package extract

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zeren/ingest"
)

// samples are papers of every kind, for the properties that hold for all.
func samples() map[string]string {
	out := map[string]string{}
	for name, words := range map[string][2]string{
		"first":   {"判决", "一、撤销被告金寨县梅山镇人民政府于2020年11月18日作出的梅政罚〔2020〕3号行政处罚决定；\n二、驳回原告张某某的其他诉讼请求。"},
		"second":  {"判决", "一、撤销安徽省金寨县人民法院（2021）皖1524行初58号行政判决；\n二、撤销金寨县人社局作出的不予认定工伤决定。"},
		"recon":   {"决定", "责令被申请人在收到本决定书之日起30日内履行法定职责。"},
		"enforce": {"裁定", "不准予强制执行温州市国土资源局作出的温土资瓯罚〔2013〕5号行政处罚决定。"},
		"civil":   {"判决", "一、被告岫岩满族自治县偏岭镇人民政府于本判决生效之日起十日内给付原告工程款268400元；\n二、驳回原告的其他诉讼请求。"},
		"review":  {"裁定", "驳回陈某某的再审申请。"},
	} {
		out[name] = fmt.Sprintf(frames[name], words[0], words[1])
	}
	return out
}

// turnings are ways in which the same paper comes out of other readers.
var turnings = map[string]func(string) ingest.Document{
	"reflowed": func(s string) ingest.Document { return flow(s, 23) },
	"narrow":   func(s string) ingest.Document { return flow(s, 7) },
	"one line": func(s string) ingest.Document {
		return ingest.Document{Text: strings.ReplaceAll(s, "\n", "")}
	},
	"web page": func(s string) ingest.Document {
		return ingest.Document{Text: strings.NewReplacer("\n", " ", "，", ",", "（", "(", "）", ")", "：", ":", "；", ";").Replace(s)}
	},
	"site": func(s string) ingest.Document {
		return ingest.Document{Text: "当前位置：首页 > 政务公开\n来源：某某县司法局 发布时间：2021-09-30 16:25 浏览次数：55 字号：[ 大 中 小 ] 分享到：\n" + s +
			"\n扫一扫在手机打开当前页\n打印本页 关闭窗口\n上一篇：李某某行政复议决定书（某政复〔2018〕66号）\n下一篇：没有了"}
	},
	"half width": func(s string) ingest.Document {
		return ingest.Document{Text: strings.NewReplacer("，", ",", "（", "(", "）", ")", "：", ":", "；", ";").Replace(s)}
	},
	"full-width digits": func(s string) ingest.Document {
		return ingest.Document{Text: strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r + 0xfee0
			}
			return r
		}, s)}
	},
	"spaced title": func(s string) ingest.Document {
		for _, w := range []string{"行政判决书", "行政裁定书", "民事判决书", "行政复议决定书"} {
			s = strings.Replace(s, w, strings.Join(strings.Split(w, ""), "　"), 1)
		}
		return ingest.Document{Text: s}
	},
	"spaces between characters": func(s string) ingest.Document {
		return ingest.Document{Text: strings.Join(strings.Split(s, ""), " ")}
	},
}

// flow breaks the text anew after every n characters, as pages of a PDF are
// read: lines, of which those that begin a paragraph are marked.
func flow(s string, n int) ingest.Document {
	var b strings.Builder
	page := ingest.Page{Number: 1}
	at, number := 0, 0
	for _, para := range strings.Split(strings.TrimSpace(s), "\n") {
		rs := []rune(para)
		for k := 0; k < len(rs); k += n {
			line := rs[k:min(len(rs), k+n)]
			number++
			page.Lines = append(page.Lines, ingest.Line{Number: number, Start: at, End: at + len(line), Para: k == 0})
			b.WriteString(string(line) + "\n")
			at += len(line) + 1
		}
	}
	page.End = at
	return ingest.Document{Text: b.String(), Pages: []ingest.Page{page}}
}

// wordsOf is a record's words without the places and the form of its marks.
func wordsOf(records []Record) string {
	var list []map[string]any
	for _, r := range records {
		r.Spans, r.Sections = nil, nil
		b, err := json.Marshal(r)
		if err != nil {
			panic(err)
		}
		var m map[string]any
		if err := json.Unmarshal(b, &m); err != nil {
			panic(err)
		}
		list = append(list, placeless(m).(map[string]any))
	}
	b, err := json.MarshalIndent(list, "", " ")
	if err != nil {
		panic(err)
	}
	return string(b)
}

func placeless(v any) any {
	switch x := v.(type) {
	case map[string]any:
		delete(x, "span")
		delete(x, "spans")
		for k := range x {
			x[k] = placeless(x[k])
		}
	case []any:
		for k := range x {
			x[k] = placeless(x[k])
		}
	case string:
		return Fold(x)
	}
	return v
}

// TestSameRecord holds the record to the words of the paper: the form in
// which a reader hands them over changes nothing.
func TestSameRecord(t *testing.T) {
	for name, s := range samples() {
		want := wordsOf(Read(ingest.Document{Text: s}))
		for turn, f := range turnings {
			if got := wordsOf(Read(f(s))); got != want {
				t.Errorf("%s, %s:\n%s", name, turn, difference(want, got))
			}
		}
	}
}

// TestSameRecordPapers holds the project's own papers to the same property.
func TestSameRecordPapers(t *testing.T) {
	sameRecords(t, "testdata/labelled/*.txt", wordsOf, "narrow", "web page", "site")
	sameRecords(t, "testdata/papers/*.txt", wordsOf, "reflowed", "narrow", "one line", "web page", "site", "half width", "full-width digits", "spaces between characters")
}

func sameRecords(t *testing.T, pattern string, words func([]Record) string, turns ...string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no documents", pattern)
	}
	for i, f := range files {
		if len(files) > 100 && i%sampled != 0 {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		want := words(Read(ingest.Document{Text: string(b)}))
		for _, turn := range turns {
			if got := words(Read(turnings[turn](string(b)))); got != want {
				t.Errorf("%s, %s:\n%s", filepath.Base(f), turn, difference(want, got))
			}
		}
	}
}

func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for k := range x {
		if k >= len(y) || x[k] != y[k] {
			return fmt.Sprintf("want %s\n got %s", strings.Join(x[k:min(len(x), k+4)], "\n"), strings.Join(y[min(len(y), k):min(len(y), k+4)], "\n"))
		}
	}
	return "got more:\n" + strings.Join(y[len(x):min(len(y), len(x)+4)], "\n")
}

// FuzzRead: no input makes Read panic; spans lie inside the text and hold what
// they quote; the same document gives the same records.
func FuzzRead(f *testing.F) {
	for _, s := range samples() {
		f.Add(s)
	}
	f.Add("")
	f.Add("判决如下：一、撤销")
	f.Add("（2021）皖1524行初37号行政判决书原告：，被告：。判决如下：驳回")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 20000 {
			return
		}
		doc := ingest.Document{Text: s}
		records := Read(doc)
		if len(records) == 0 {
			t.Fatal("no record")
		}
		for _, r := range records {
			verbatim(t, doc, r)
			if f := faultOf(r); f != "" {
				t.Fatal(f)
			}
		}
		if wordsOf(records) != wordsOf(Read(doc)) {
			t.Fatal("two readings differ")
		}
	})
}
