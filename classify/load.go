package classify

import (
	"crypto/sha256"
	"embed"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
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
}

func loadPack(name string, fsys fs.FS) (Pack, Problems) {
	l := &loader{name: name, fsys: fsys}
	var pf packFile
	head := l.read("pack.yaml", &pf)
	var rf rulesFile
	rules := l.read("rules.yaml", &rf)
	if len(l.bad) > 0 {
		return Pack{}, l.bad
	}
	l.pack = Pack{
		ID: pf.ID, Title: pf.Title, Number: pf.Number, Issuer: pf.Issuer, Forms: pf.Cite.or(), Organs: pf.Organs,
		Settings: pf.Values, Notes: pf.Notes, Example: pf.Example, Facts: pf.Facts, files: fsys, versions: pf.Version, rules: &rf,
		kinds: map[string]Type{}, specs: map[string]FactSpec{},
	}
	l.header(head, &pf)
	l.text(head, &pf)
	l.scope(head, &pf.Scope)
	l.facts(head, pf.Facts)
	if l.pack.Text != nil {
		l.compile(rules, &rf)
	}
	l.coverage(rules)
	digest, err := digestOf(fsys)
	if err != nil {
		l.bad = append(l.bad, Problem{File: name, Text: err.Error()})
	}
	l.pack.Digest = digest
	return l.pack, l.bad
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
	if pf.Title == "" {
		s.at("$.title", "缺少标题 title")
	}
	if pf.Example == "" {
		s.at("$.title", "缺少 example：一个属于本规定的机关，供案例使用")
	}
	if len(pf.Version) == 0 {
		s.at("$.title", "缺少 versions：规定自何日起施行")
	}
	last := ""
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
	}
}

// text reads the wording of the last version.
func (l *loader) text(s *sheet, pf *packFile) {
	if len(pf.Version) == 0 {
		return
	}
	i := len(pf.Version) - 1
	v := pf.Version[i]
	l.pack.Version, l.pack.From = v.Name, pf.Version[0].From
	data, err := fs.ReadFile(l.fsys, v.Text)
	if err != nil {
		s.at(fmt.Sprintf("$.versions[%d].text", i), "规定原文“%s”不存在", v.Text)
		return
	}
	l.pack.Text, err = parseText(string(data))
	if err != nil {
		l.bad = append(l.bad, Problem{File: l.name + "/" + v.Text, Text: err.Error()})
		return
	}
	for i, v := range pf.Version {
		if v.Article != "" {
			l.cite(s, fmt.Sprintf("$.versions[%d].article", i), v.Article, 0)
		}
	}
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
	if l.pack.Text != nil {
		l.cite(s, "$.scope.article", f.Article, 0)
	}
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
	for _, row := range rows[1:] {
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
