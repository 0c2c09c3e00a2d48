//go:build e2e

package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"testing"
)

// sampleTexts are the papers that the samples are made of.
func sampleTexts(t *testing.T) []string {
	names, err := filepath.Glob(filepath.Join("..", "testdata", "*.txt"))
	if err != nil || len(names) < 5 {
		t.Fatalf("%d texts: %v", len(names), err)
	}
	out := []string{ownPaper}
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		if s := strings.TrimSpace(string(data)); len(s) > 1500 {
			out = append(out, s)
		}
	}
	return out
}

// ownPaper has what papers have besides plain sentences: figures, units,
// brackets of all kinds, letters, rare names.
const ownPaper = `某某省青川县人民法院
行政判决书
（2023）川0822行初17号
原告杨喆，男，1985年11月30日出生，汉族，住青川县乔庄镇解放路88号2栋3单元501室。
被告青川县市场监督管理局，住所地青川县新城区人民路1号，统一社会信用代码11510822MB1234567X。
原告杨喆不服被告青川县市场监督管理局2023年3月14日作出的青市监罚〔2023〕第0045号行政处罚决定，于2023年4月6日向本院提起行政诉讼。本院受理后，依法组成合议庭，于2023年6月8日公开开庭审理了本案。
经审理查明，原告经营的“川味·人家”餐馆面积126.5平方米，2023年1月至3月销售额￥38,600.75元，其中“酸菜鱼”占63.2%。被告抽样检验，结论为“菌落总数1.2×10⁴CFU/g”，高于GB 2726—2016的限量。
本院认为，被告未告知原告陈述、申辩的权利，违反《中华人民共和国行政处罚法》第四十四条、第四十五条第一款的规定，程序违法；主要证据不足，适用法律错误。依照《中华人民共和国行政诉讼法》第七十条第（一）项、第（三）项之规定，判决如下：
一、撤销被告青川县市场监督管理局2023年3月14日作出的青市监罚〔2023〕第0045号行政处罚决定；
二、责令被告于本判决生效之日起60日内重新作出行政行为。
案件受理费50元，由被告青川县市场监督管理局负担。
如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状，并按对方当事人的人数提出副本，上诉于四川省广元市中级人民法院。
审判长　何堃
人民陪审员　罗长青
二〇二三年七月二十日
书记员　马晓月`

// traits are ways of setting characters, tried with the encodings that can.
var traits = []struct {
	name, encodings, expect string
}{
	{"each character by itself", "", mustRead},
	{"kerned", "", mustRead},
	{"letter spacing", "", mustRead},
	{"drawn twice", "", mustRead},
	{"outlined", "", mustRead},
	{"halves", "", mustRead},
	{"shuffled", "", mustRead},
	{"backwards", "", mustRead},
	{"actual text", "", mustRead},
	{"scaled by the matrix", "", mustRead},
	{"pieces", "", mustRead},
	{"form in form", "", mustRead},
	{"drawn on its side, shown upright", "", mustRead},
	{"lines running up the page", "", mustRead},
	{"skewed by one degree", "", mustRead},
	{"user unit", "", mustRead},
	{"two columns", "", mustRead},
	{"crop box off the corner", "", mustRead},
	{"scan with a text layer", "", mayRefuse},
	{"scan with a wrong text layer", "Identity-H Type3", mustRefuse},
	{"radicals", "Identity-H Type3", mustRead},
	{"compatibility ideographs", "Identity-H Type3", mustRead},
	{"private use", "Identity-H Type3", mustRefuse},
	{"no map", "Identity-H", mustRefuse},
	{"map of the next", "Identity-H Type3", mustRefuse},
	{"map wrong for every eighth", "Identity-H Type3", mustRefuse},
}

// outcome is what became of a sample.
type outcome struct {
	producer, change, expect string
	reader                   string
	reason                   Reason
	detail                   string
	errors                   float64 // share of characters
	hit, paras               int
	pages                    int
}

func (o outcome) cell() string {
	switch {
	case o.reason != "":
		return string(o.reason)
	case o.errors == 0:
		return o.reader
	}
	return fmt.Sprintf("%s %.2f%%", o.reader, 100*o.errors)
}

// bad says what is wrong with an outcome, "" if nothing is.
func (o outcome) bad() string {
	switch {
	case o.reason != "" && o.expect == mustRead:
		return "not read"
	case o.reason == "" && o.errors > 0.02:
		return "WRONG TEXT PASSED AS GOOD"
	case o.reason == "" && o.expect == mustRefuse && o.errors > 0:
		return "wrong text passed as good"
	case o.reason == TimedOut, o.reason == ReaderDied:
		return "the reader hung or died"
	}
	return ""
}

// TestSamples makes Chinese papers with the producers of Debian, has each
// manipulated in many ways, reads them, and holds the outcome to the bar.
func TestSamples(t *testing.T) {
	t.Parallel()
	texts := sampleTexts(t)
	p := newPool(t, 2, Limits{})
	var mu sync.Mutex
	var all []outcome
	try := func(t *testing.T, o outcome, file, text string) {
		data, err := os.ReadFile(file)
		if errors.Is(err, os.ErrNotExist) {
			return // the manipulation could not be done
		}
		if err != nil {
			t.Fatal(err)
		}
		d, err := p.Decode(context.Background(), filepath.Base(file), data)
		var u *Unreadable
		switch {
		case errors.As(err, &u):
			o.reason, o.detail = u.Reason, u.Detail
		case err != nil:
			t.Fatal(err)
		default:
			o.reader, o.pages = d.Source.Reader, len(d.Pages)
			o.errors = cer(fold(text), fold(d.Text))
			o.hit, o.paras = verbatim(text, &d)
		}
		if dir := os.Getenv("ZEREN_SAMPLES"); dir != "" {
			name := strings.ReplaceAll(o.producer+"+"+o.change, "/", "-")
			if err := errors.Join(os.WriteFile(filepath.Join(dir, name+".pdf"), data, 0o600), os.WriteFile(filepath.Join(dir, name+".txt"), []byte(text), 0o600), os.WriteFile(filepath.Join(dir, name+".got"), []byte(d.Text), 0o600)); err != nil {
				t.Fatal(err)
			}
		}
		mu.Lock()
		defer mu.Unlock()
		all = append(all, o)
	}
	t.Run("made", func(t *testing.T) {
		for i, pr := range producers(&workshop{t: t}) {
			t.Run(pr.name, func(t *testing.T) {
				t.Parallel()
				w := &workshop{t: t, dir: t.TempDir()}
				text := texts[i%len(texts)]
				if h, ok := strings.CutPrefix(pr.name, "hand "); ok {
					text = handEncodings[h].keep(w, text)
				}
				made := filepath.Join(w.dir, "made.pdf")
				pr.make(w, text, made)
				for _, m := range manipulations() {
					out := filepath.Join(w.dir, "out.pdf")
					m.do(w, made, out)
					o := outcome{producer: pr.name, change: m.name, expect: m.expect}
					if pr.mute && o.expect == mustRead {
						o.expect = mustRefuse
					}
					try(t, o, out, text)
				}
			})
		}
		for i, name := range sortedKeys(handEncodings) {
			t.Run("hand "+name, func(t *testing.T) {
				t.Parallel()
				w := &workshop{t: t, dir: t.TempDir()}
				for k, tr := range traits {
					h := handEncodings[name]
					if tr.encodings != "" && !strings.Contains(" "+tr.encodings+" ", " "+h.encoding+" ") {
						continue
					}
					h.trait = tr.name
					text := h.keep(w, texts[(i+k)%len(texts)])
					out := filepath.Join(w.dir, "out.pdf")
					h.write(w, text, out)
					try(t, outcome{producer: "hand " + name, change: tr.name, expect: tr.expect}, out, text)
				}
			})
		}
	})
	judge(t, all)
}

var handEncodings = map[string]hand{
	"GBK-EUC-H": {encoding: "GBK-EUC-H"}, "GBKp-EUC-H": {encoding: "GBKp-EUC-H"}, "GB-EUC-H": {encoding: "GB-EUC-H"},
	"UniGB-UCS2-H": {encoding: "UniGB-UCS2-H"}, "UniGB-UTF16-H": {encoding: "UniGB-UTF16-H"}, "Adobe-GB1 CIDs": {encoding: "Identity-H GB1"},
	"own CMap": {encoding: "own GB1"}, "ToUnicode": {encoding: "Identity-H"}, "Type 3": {encoding: "Type3"},
}

// judge prints the table and holds it to the bar.
func judge(t *testing.T, all []outcome) {
	sort.Slice(all, func(i, j int) bool {
		if all[i].change != all[j].change {
			return all[i].change < all[j].change
		}
		return all[i].producer < all[j].producer
	})
	changes, makers := map[string][]outcome{}, map[string][]outcome{}
	for _, o := range all {
		changes[o.change] = append(changes[o.change], o)
		makers[o.producer] = append(makers[o.producer], o)
	}
	line := func(name string, os []outcome) string {
		var read, refused, layer, pdfium, hit, paras, bad int
		var sum, worst float64
		reasons := map[string]int{}
		for _, o := range os {
			if o.bad() != "" {
				bad++
			}
			if o.reason != "" {
				refused++
				reasons[string(o.reason)]++
				continue
			}
			read++
			sum += o.errors
			worst = max(worst, o.errors)
			hit, paras = hit+o.hit, paras+o.paras
			if o.reader == readerLayer {
				layer++
			} else {
				pdfium++
			}
		}
		var why []string
		for _, r := range sortedKeys(reasons) {
			why = append(why, fmt.Sprintf("%s %d", r, reasons[r]))
		}
		return fmt.Sprintf("%-34s read %4d (layer %4d, pdfium %3d)  refused %4d  CER mean %.3f %% worst %.2f %%  paragraphs %5.1f %%  bad %d  %s",
			name, read, layer, pdfium, refused, 100*sum/float64(max(read, 1)), 100*worst, 100*float64(hit)/float64(max(paras, 1)), bad, strings.Join(why, ", "))
	}
	for _, k := range sortedKeys(changes) {
		t.Log(line(k, changes[k]))
	}
	t.Log("")
	for _, k := range sortedKeys(makers) {
		t.Log(line(k, makers[k]))
	}
	t.Log("")
	readable, good, hit, paras, wrong := 0, 0, 0, 0, 0
	var sum float64
	for _, o := range all {
		b := o.bad()
		if b != "" || testing.Verbose() && o.reason == "" && (o.errors > 0 || o.hit < o.paras) {
			t.Logf("%s + %s: %s, paragraphs %d of %d (%s) %s %s", o.producer, o.change, o.cell(), o.hit, o.paras, o.expect, b, o.detail)
		}
		if strings.EqualFold(b, "wrong text passed as good") {
			wrong++
		} else if b != "" && o.expect != mustRead {
			t.Errorf("%s + %s: %s", o.producer, o.change, b)
		}
		if o.expect == mustRead {
			readable++
			if o.reason == "" && o.errors <= 0.02 {
				good++
			}
		}
		if o.reason == "" {
			sum += o.errors
			hit, paras = hit+o.hit, paras+o.paras
		}
	}
	read := 0
	for _, o := range all {
		if o.reason == "" {
			read++
		}
	}
	mean := 100 * sum / float64(max(read, 1))
	share := 100 * float64(hit) / float64(max(paras, 1))
	t.Logf("%d producers, %d manipulations, %d samples; of %d readable files %d at ≤ 2 %%; mean CER of the %d read %.3f %%; paragraphs verbatim %.1f %%; wrong texts passed as good: %d",
		len(makers), len(changes), len(all), readable, good, read, mean, share, wrong)
	if len(makers) < 20 || len(changes) < 18 || good < readable || mean > 0.3 || share < 95 || wrong > 0 {
		t.Error("below the bar")
	}
}
