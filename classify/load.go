package classify

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

//go:embed packs
var builtin embed.FS

//go:embed organs.yaml
var organsYAML []byte

// Builtin loads the packs that are part of the program.
func Builtin() ([]Pack, error) {
	sub, err := fs.Sub(builtin, "packs")
	if err != nil {
		return nil, fmt.Errorf("open built-in packs: %w", err)
	}
	return Load(sub)
}

// Load reads every folder of fsys that holds a pack.yaml, in the order of
// their names, and checks it whole. The error is Problems: file, line, column
// and a Chinese sentence for each mistake. Nothing is returned half loaded.
func Load(fsys fs.FS) ([]Pack, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("read packs: %w", err)
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		if _, err := fs.Stat(fsys, path.Join(e.Name(), "pack.yaml")); err == nil {
			names = append(names, e.Name())
		}
	}
	packs := make([]Pack, len(names))
	bad := make([]Problems, len(names))
	var wait sync.WaitGroup
	for i, name := range names {
		wait.Go(func() {
			sub, err := fs.Sub(fsys, name)
			if err != nil {
				bad[i] = Problems{{File: name, Text: err.Error()}}
				return
			}
			packs[i], bad[i] = loadPack(name, sub)
		})
	}
	wait.Wait()
	var all Problems
	seen := map[string]string{}
	for i := range packs {
		all = append(all, bad[i]...)
		id := packs[i].ID
		if id == "" {
			continue
		}
		if other, ok := seen[id]; ok {
			all = append(all, Problem{File: names[i] + "/pack.yaml", Line: 1, Column: 1, Text: fmt.Sprintf("编号“%s”与 %s 重复", id, other)})
		}
		seen[id] = names[i]
	}
	if len(all) > 0 {
		return nil, all
	}
	return packs, nil
}

// loader carries one pack through loading.
type loader struct {
	name string
	fsys fs.FS
	bad  Problems
	pack Pack
	// of the wording that is being read: the versions that it stands for, the
	// words that variables can be, and all that it says
	first, last int
	words       map[string][]string
	whole       string
}

func loadPack(name string, fsys fs.FS) (Pack, Problems) {
	l := &loader{name: name, fsys: fsys}
	if l.newer("pack.yaml"); len(l.bad) > 0 {
		return Pack{}, l.bad
	}
	var pf packFile
	head := l.read("pack.yaml", &pf)
	if len(l.bad) > 0 {
		return Pack{}, l.bad
	}
	l.pack = Pack{
		ID: pf.ID, Title: pf.Title, Number: pf.Number, Issuer: pf.Issuer, Forms: pf.Cite.or(), Organs: pf.Organs,
		Settings: pf.Values, Notes: pf.Notes, Example: pf.Example, Facts: pf.Facts, files: fsys, versions: pf.Version,
		specs: map[string]FactSpec{},
	}
	l.header(head, &pf)
	l.facts(head, pf.Facts)
	l.scope(head, &pf.Scope)
	l.wordings(head, &pf)
	l.organs(head, &pf)
	if l.pack.rules == nil && len(l.bad) == 0 {
		head.at("$.versions", "没有一个版本写明原文 text")
	}
	digest, err := digestOf(fsys)
	if err != nil {
		l.bad = append(l.bad, Problem{File: name, Text: err.Error()})
	}
	l.pack.Digest = digest
	return l.pack, l.bad
}

// PackFormat is the way of writing packs that this program knows, as the key
// format of pack.yaml names it; without the key it is the first. It is raised
// with each key or variable that an older program would not know.
const PackFormat = 1

// newer tells of a pack that is written for a later program, before anything in
// it is taken for a mistake.
func (l *loader) newer(file string) {
	data, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		return // told by read
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil || len(tree.Docs) == 0 || tree.Docs[0].Body == nil {
		return
	}
	var head struct {
		Format int `yaml:"format"`
	}
	if yaml.NodeToValue(tree.Docs[0].Body, &head) == nil && head.Format > PackFormat {
		s := &sheet{name: l.name + "/" + file, file: tree, bad: &l.bad}
		s.at("$.format", "规定包是为更新版本的程序写的（写法第%d版，本程序只认到第%d版），请改用新版本的程序", head.Format, PackFormat)
	}
}

// read decodes a YAML file strictly.
func (l *loader) read(file string, into any) *sheet {
	s := &sheet{name: l.name + "/" + file, bad: &l.bad}
	data, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		l.bad = append(l.bad, Problem{File: s.name, Text: "文件不存在"})
		return s
	}
	s.file, err = parser.ParseBytes(data, 0)
	if err != nil {
		l.bad = append(l.bad, YAMLProblem(s.name, err))
		return s
	}
	if len(s.file.Docs) == 0 || s.file.Docs[0].Body == nil {
		l.bad = append(l.bad, Problem{File: s.name, Line: 1, Column: 1, Text: "文件是空的"})
		return s
	}
	if err := yaml.NodeToValue(s.file.Docs[0].Body, into, yaml.Strict()); err != nil {
		l.bad = append(l.bad, YAMLProblem(s.name, err))
	}
	return s
}

var packID = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func (l *loader) header(s *sheet, pf *packFile) {
	if !packID.MatchString(pf.ID) {
		s.at("$.id", "编号“%s”不对：只用小写字母、数字和下划线", pf.ID)
	}
	if pf.Format < 0 {
		s.at("$.format", "写法“%d”不对，应为1", pf.Format)
	}
	if pf.Title == "" {
		s.at("$.title", "缺少标题 title")
	}
	if pf.Example == "" {
		s.at("$.title", "缺少 example：一个属于本规定的机关，供案例使用")
	}
	if len(pf.Version) == 0 {
		s.at("$.title", "缺少 versions：规定自何日起施行")
	}
	if len(pf.Version) > 0 {
		l.pack.From = pf.Version[0].From
	}
	last, names := "", map[string]bool{}
	for i, v := range pf.Version {
		at := fmt.Sprintf("$.versions[%d]", i)
		s.day(at+".from", v.From)
		s.day(at+".until", v.Until)
		if v.Until != "" && v.Until < v.From {
			s.at(at+".until", "失效之日 %s 早于施行之日 %s", v.Until, v.From)
		}
		if i > 0 && v.From <= last {
			s.at(at+".from", "版本应按施行之日先后排列")
		}
		last = v.From
		if i+1 < len(pf.Version) && v.Until != "" && v.Until >= pf.Version[i+1].From {
			s.at(at+".until", "失效之日 %s 不早于后一版本施行之日 %s", v.Until, pf.Version[i+1].From)
		}
		if v.Name == "" || names[v.Name] {
			s.at(at, "每个版本应有各不相同的名称 name")
		}
		names[v.Name] = true
	}
}

// wordings reads every wording at hand with the rules made for it. Each is
// checked as a whole; the last one stays in the pack.
func (l *loader) wordings(s *sheet, pf *packFile) {
	begins := 0 // the first version that the next wording stands for
	for i, v := range pf.Version {
		at := fmt.Sprintf("$.versions[%d]", i)
		if v.Text == "" {
			if i == len(pf.Version)-1 {
				s.at(at, "末一个版本缺少原文 text")
			}
			continue
		}
		e := edition{name: v.Name, at: i, file: cmp.Or(v.Rules, "rules.yaml"), rules: &rulesFile{}, kinds: map[string]Type{}}
		bad := len(l.bad)
		rules := l.read(e.file, e.rules)
		if e.text = l.wording(s, at, v.Text); e.text == nil || len(l.bad) > bad {
			continue
		}
		l.first, l.last = begins, i
		l.pack.Text, l.pack.Version, l.pack.rules, l.pack.kinds = e.text, v.Name, e.rules, e.kinds
		for k := begins; k <= i; k++ {
			if pf.Version[k].Article != "" {
				l.cite(s, fmt.Sprintf("$.versions[%d].article", k), pf.Version[k].Article, 0)
			}
		}
		begins = i + 1
		l.cite(s, "$.scope.article", pf.Scope.Article, 0)
		if article := pf.Values["statistics"]; article != "" {
			l.cite(s, "$.settings.statistics", article, 0)
		}
		l.compile(rules, e.rules)
		l.coverage(rules)
		e.start = unsaid(e.kinds)
		l.pack.start = e.start
		l.pack.editions = append(l.pack.editions, e)
	}
	// a mistake in rules or scope that serve several wordings is one mistake
	l.bad = unique(l.bad)
}

// organs checks the names of organs: one that no wording prints would never be
// used, and nobody would know.
func (l *loader) organs(s *sheet, pf *packFile) {
	var all strings.Builder
	for _, v := range pf.Version {
		if data, err := fs.ReadFile(l.fsys, v.Text); v.Text != "" && err == nil {
			all.WriteString(squeeze(string(data)))
		}
	}
	for i, o := range pf.Organs {
		at := fmt.Sprintf("$.organs[%d]", i)
		switch {
		case o.Printed == "" || (o.Present == "") == (o.Is == ""):
			s.at(at, "organs 的每一项写明原文的名称 printed，以及现名 present 或者所指的机关 is（二者之一）")
		case all.Len() > 0 && !strings.Contains(all.String(), squeeze(o.Printed)):
			s.at(at, "规定原文没有“%s”，organs 的这一项不起作用", o.Printed)
		}
	}
}

// wording reads a regulation's text; nil where it cannot be read.
func (l *loader) wording(s *sheet, at, name string) *Text {
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		s.at(at+".text", "规定原文“%s”不存在", name)
		return nil
	}
	t, err := parseText(string(data))
	if err != nil {
		l.bad = append(l.bad, Problem{File: l.name + "/" + name, Text: err.Error()})
		return nil
	}
	return t
}

// cite resolves a citation, telling what is wrong with it.
func (l *loader) cite(s *sheet, at, short string, paragraph int) (Citation, *Node) {
	c, err := ParseCitation(short)
	if err != nil {
		s.at(at, "%v", err)
		return c, nil
	}
	c.Paragraph = paragraph
	n := l.pack.Text.find(c)
	if n == nil {
		s.at(at, "规定原文没有%s", l.pack.Forms.long(c))
	}
	return c, n
}

// organGroups are kinds of organs that belong to no place below their own.
var organGroups = sync.OnceValues(func() (map[string][]excluded, error) {
	var file struct {
		Groups []struct {
			ID     string   `yaml:"id"`
			Reason string   `yaml:"reason"`
			Match  []string `yaml:"match"`
		} `yaml:"groups"`
	}
	if err := yaml.UnmarshalWithOptions(organsYAML, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("organs.yaml: %w", err)
	}
	out := map[string][]excluded{}
	for _, g := range file.Groups {
		for _, m := range g.Match {
			re, err := regexp.Compile(m)
			if err != nil {
				return nil, fmt.Errorf("organs.yaml: %w", err)
			}
			out[g.ID] = append(out[g.ID], excluded{re, g.Reason})
		}
	}
	return out, nil
})

func (l *loader) scope(s *sheet, f *scopeFile) {
	sc := &l.pack.place
	sc.strip = f.Strip
	sc.article = f.Article
	pattern := func(at, m string) *regexp.Regexp {
		re, err := regexp.Compile(m)
		if err != nil {
			s.at(at, "正则表达式有误：%v", err)
		}
		return re
	}
	for i, m := range f.Only {
		sc.only = append(sc.only, pattern(fmt.Sprintf("$.scope.only[%d]", i), m))
	}
	for i, m := range f.Include {
		if m.Level != "" && !slices.Contains(levels, m.Level) {
			s.at(fmt.Sprintf("$.scope.include[%d].level", i), "层级“%s”不对（%s）", m.Level, strings.Join(levels, "、"))
		}
		sc.include = append(sc.include, levelled{pattern(fmt.Sprintf("$.scope.include[%d].match", i), m.Match), m.Level})
	}
	groups, err := organGroups()
	if err != nil {
		s.at("$.scope", "%v", err)
	}
	for i, id := range f.Outside {
		g, ok := groups[id]
		if !ok {
			s.at(fmt.Sprintf("$.scope.outside[%d]", i), "没有名为“%s”的机关类别", id)
		}
		sc.outside = append(sc.outside, g...)
	}
	for i, x := range f.Exclude {
		sc.outside = append(sc.outside, excluded{pattern(fmt.Sprintf("$.scope.exclude[%d].match", i), x.Match), x.Reason})
	}
	if f.Places == "" {
		if len(f.Only) == 0 && len(f.Include) == 0 {
			s.at("$.scope", "没有写明适用于哪些机关（places、include 或 only）")
		}
		return
	}
	data, err := fs.ReadFile(l.fsys, f.Places)
	if err != nil {
		s.at("$.scope.places", "地名表“%s”不存在", f.Places)
		return
	}
	r := csv.NewReader(strings.NewReader(string(data)))
	r.FieldsPerRecord = 3
	rows, err := r.ReadAll()
	if err != nil || len(rows) < 2 {
		s.at("$.scope.places", "地名表“%s”应为三列：code,name,level", f.Places)
		return
	}
	for i, row := range rows[1:] {
		if !slices.Contains(levels, row[2]) {
			l.bad = append(l.bad, Problem{l.name + "/" + f.Places, i + 2, 0, fmt.Sprintf("层级“%s”不对（%s）", row[2], strings.Join(levels, "、"))})
		}
		sc.places = append(sc.places, place{row[0], row[1], row[2]})
	}
}

// facts declares the pack's own facts.
func (l *loader) facts(s *sheet, own []FactSpec) {
	for _, f := range factSpecs {
		l.pack.specs[f.Key] = f
	}
	for key, f := range personAsks {
		l.pack.specs[key] = f
	}
	for i, f := range own {
		at := fmt.Sprintf("$.facts[%d]", i)
		if _, common := l.pack.specs[f.Key]; !common && !packID.MatchString(f.Key) {
			s.at(at+".key", "事实的键“%s”不对：只用小写字母、数字和下划线", f.Key)
		}
		if slices.ContainsFunc(own[:i], func(x FactSpec) bool { return x.Key == f.Key }) {
			s.at(at+".key", "事实“%s”写了两次", f.Key)
		}
		switch f.Type {
		case Bool, Date, Number, Enum, String, List:
		case "":
			old, ok := l.pack.specs[f.Key]
			if !ok {
				s.at(at+".key", "事实“%s”缺少类型 type（bool、date、number、enum、string）", f.Key)
			}
			f.Type, f.Words, f.place = old.Type, old.Words, old.place
		default:
			s.at(at+".type", "事实类型“%s”不对（bool、date、number、enum、string）", f.Type)
		}
		if f.Ask == "" || f.Who == "" {
			s.at(at+".key", "事实“%s”缺少问题 ask 或者知情人 who", f.Key)
		}
		if f.Type == Enum && len(f.Words) == 0 {
			s.at(at+".key", "事实“%s”缺少可选值 values", f.Key)
		}
		l.pack.specs[f.Key] = f
	}
}

// digestOf is the SHA-256 over a pack's files: name, length and content of
// each, in the order of their names.
func digestOf(fsys fs.FS) (string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, p)
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("read pack: %w", err)
	}
	sort.Strings(names)
	h := sha256.New()
	for _, n := range names {
		data, err := fs.ReadFile(fsys, n)
		if err != nil {
			return "", fmt.Errorf("read pack: %w", err)
		}
		fmt.Fprintf(h, "%s\x00%d\x00", n, len(data))
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func parseDay(s string) (time.Time, error) { return time.Parse(time.DateOnly, s) }
