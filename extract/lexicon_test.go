package extract

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLexiconSize(t *testing.T) {
	n := strings.Count(words, "\n")
	if n < 15_000 || n > 30_000 {
		t.Errorf("%d words: too few to cut by, or too many to open quickly", n)
	}
	for _, w := range []string{"行政诉讼法", "金寨县", "市场监督管理局", "主要证据不足", "有限公司", "不予受理", "朝阳镇", "被告", "法院"} {
		if dictionary().tags[w] == "" {
			t.Errorf("%s is not in the dictionary", w)
		}
	}
}

// The checked-in dictionary is what its generator makes.
func TestLexiconIsGenerated(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"terms.txt", "places.csv"} {
		data, err := os.ReadFile(filepath.Join("lexicon", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command("go", "run", "./lexicon/gen", "-dir", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	made, err := os.ReadFile(filepath.Join(dir, "words.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if string(made) != words {
		t.Error("lexicon/words.txt is out of date: go generate ./extract")
	}
}

// A program that reads judgments carries our dictionary and none of gse's.
func TestOwnDictionaryOnly(t *testing.T) {
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(program, []byte(words[:200])) {
		t.Error("our dictionary is not in the program: this test looks at the wrong file")
	}
	// A line of gse's dictionary, put together here so that the source of this
	// test does not hold it.
	line := strings.Join([]string{"\n郭皇", "后 17", " nr\n"}, "")
	if bytes.Contains(program, []byte(line)) {
		t.Error("gse's dictionaries are linked: see the comment at lexicon")
	}
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"被告金寨县市场监督管理局作出的处罚决定主要证据不足", "被告|金寨县|市场监督管理局|作出|的|处罚|决定|主要证据不足"},
		{"原告不服温州市人民政府作出的行政复议决定", "原告|不服|温州市|人民政府|作出|的|行政复议决定"},
		{"适用法律错误，应予撤销", "适用法律错误|，|应予撤销"},
		{"（2019）皖1524行初12号", "（|2019|）|皖|1524|行|初|12|号"},
		{"并未违反法定程序", "并未|违反法定程序"},
	} {
		x := textOf(c.in)
		var got []string
		for _, k := range x.Tokens(0, x.Len()) {
			got = append(got, x.Slice(k.I, k.J))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), c.want)
		}
	}
}

// Words cover the range without gap or overlap, Latin letters as they stand.
func TestTokensCover(t *testing.T) {
	for _, s := range []string{"ABC公司与XX县人民政府、张×（2019）诉讼。", "", "，", "a", "某某", "𠮷野家与被告"} {
		x := textOf(s)
		at := 0
		for _, k := range x.Tokens(0, x.Len()) {
			if k.I != at || k.J <= k.I {
				t.Fatalf("%q: token %+v at %d", s, k, at)
			}
			at = k.J
		}
		if at != utf8.RuneCountInString(x.String()) {
			t.Errorf("%q: covered to %d", s, at)
		}
	}
}

func TestOnBoundary(t *testing.T) {
	for _, c := range []struct {
		in, cue string
		want    bool
	}{
		{"被诉决定合法", "合法", true}, {"综合法律规定", "合法", false}, {"认定事实不清", "事实不清", true}, {"依法不成立", "成立", true}, {"公司成立于2001年", "成立", true},
		{"被告未告知原告", "未告知", true}, {"程序违法", "违法", true}, {"撤销被诉决定", "撤销", true}, {"被告不当得利", "不当", true}, {"其违法行为", "违法", true}, {"不合法理", "合法", false},
	} {
		x := textOf(c.in)
		if got := len(x.FindWord(c.cue, 0, x.Len())) > 0; got != c.want {
			t.Errorf("%s in %s: %v, want %v (%v)", c.cue, c.in, got, c.want, cutOf(x))
		}
	}
}

func cutOf(x *Text) string {
	var out []string
	for _, k := range x.Tokens(0, x.Len()) {
		out = append(out, x.Slice(k.I, k.J)+"/"+k.Tag)
	}
	return strings.Join(out, " ")
}

func TestAgencyNames(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"原告张三不服被告金寨县市场监督管理局作出的处罚决定，向六安市人民政府申请行政复议。", "金寨县市场监督管理局 六安市人民政府"},
		{"温州市公安局鹿城区分局民警到场", "温州市公安局鹿城区分局"},
		{"由金寨县人民政府和梅山镇人民政府负责", "金寨县人民政府 梅山镇人民政府"},
		{"原告金寨县某某食品有限公司诉称", ""},
		{"贵定县公安局交通警察大队作出处罚", "贵定县公安局交通警察大队"},
		{"被告XX县自然资源局辩称", "XX县自然资源局"},
		{"该局作出决定", ""},
	} {
		x := textOf(c.in)
		var got []string
		for _, h := range AgencyNames(x, 0, x.Len()) {
			got = append(got, h.Name)
			if x.Slice(h.I, h.J) != h.Name {
				t.Errorf("%q at [%d,%d)", h.Name, h.I, h.J)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s\n  got  %s\n  want %s\n  %s", c.in, strings.Join(got, " "), c.want, cutOf(x))
		}
	}
}

func TestPersonNames(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"原告张三、李某某、王×，被告的委托代理人陈建国到庭", "张三 李某某 王× 陈建国"},
		{"原告刘某甲与欧阳明", "刘某甲 欧阳明"},
		{"金寨县人民政府高度重视", ""},
	} {
		x := textOf(c.in)
		var got []string
		for _, h := range PersonNames(x, 0, x.Len()) {
			got = append(got, h.Name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %s, want %s\n  %s", c.in, strings.Join(got, " "), c.want, cutOf(x))
		}
	}
}

func BenchmarkLexicon(b *testing.B) {
	for b.Loop() {
		openLexicon()
	}
}

func BenchmarkTokens(b *testing.B) {
	x := textOf(strings.Repeat("被告金寨县市场监督管理局作出的处罚决定主要证据不足，适用法律错误，应予撤销。", 500))
	b.SetBytes(int64(len(x.String())))
	dictionary()
	for b.Loop() {
		x.Tokens(0, x.Len())
	}
}
