package classify

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// FactsTemplate writes a facts sheet with the facts in force and what this case
// still needs: each missing line with the provisions that it decides and who
// would know. What is known is filled in, so that the new sheet can take the
// place of the old one; other values are left blank: blank is unknown. It is
// empty where nothing is known and nothing is missing. The sheets of several
// papers make one file when they are joined by lines of --- (see ParseSheets).
func FactsTemplate(packs []Pack, c Case, f Facts, out Outcome) []byte {
	if len(c.Papers) == 0 {
		return nil
	}
	t := &sheetWriter{packs: packs, specs: map[string]FactSpec{}}
	var laws []string
	for _, a := range out.Assessments {
		if p := t.pack(&a); p != nil && len(a.Questions) > 0 && !slices.Contains(laws, p.Title) {
			laws = append(laws, p.Title)
		}
	}
	t.several = len(laws) > 1
	for _, s := range factSpecs {
		t.specs[s.Key] = s
	}
	for i := range packs {
		for _, own := range packs[i].Facts {
			if _, ok := t.specs[own.Key]; !ok {
				t.specs[own.Key] = packs[i].specs[own.Key]
			}
		}
	}
	var names []string
	for _, a := range out.Assessments {
		if !slices.Contains(names, a.Agency) && len(a.Questions) > 0 {
			names = append(names, a.Agency)
		}
	}
	for _, a := range f.Agencies {
		if !slices.ContainsFunc(names, func(n string) bool { return squeeze(n) == squeeze(a.Name) }) {
			names = append(names, a.Name)
		}
	}
	if len(names) == 0 && len(f.Values) == 0 {
		return nil
	}
	t.line("# 事实核实表：已录入的事实照录，尚需核实的留空。留空即未知；是填 yes，否填 no，日期如 2021-09-20。")
	if len(laws) > 0 {
		t.line("# 依据：《%s》", strings.Join(laws, "》、《"))
	}
	t.line("# 冒号之前的英文名称是固定的，请勿改动；其含义写在上一行或者同一行“#”之后，“#”之后的文字不录入。")
	t.line("# 每项可改写为 {value: 内容, by: 提供人, on: 提供的日期, source: 依据}。")
	t.line("# 本表所属的案件（案号；没有案号的，为文书摘要的开头几位）")
	t.line("case: %s", quoteYAML(caseName(c.Paper())))
	t.section("", inCase, t.all(out.Assessments), f.Values)
	if len(names) > 0 {
		t.line("# 败诉机关，每个机关一组")
		t.line("agencies:")
	}
	for _, n := range names {
		t.line("  # 机关名称（与文书一致）")
		t.line("  - name: %s", quoteYAML(n))
		var mine []Assessment
		for _, a := range out.Assessments {
			if squeeze(a.Agency) == squeeze(n) {
				mine = append(mine, a)
			}
		}
		told := f.Agency(n)
		if told == nil {
			told = &AgencyFacts{}
		}
		t.agency(t.all(mine), told)
	}
	return []byte(t.b.String())
}

type sheetWriter struct {
	b     strings.Builder
	packs []Pack
	specs map[string]FactSpec
	// several regulations ask: each provision is printed with its title
	several bool
}

func (t *sheetWriter) pack(a *Assessment) *Pack {
	for i := range t.packs {
		if t.packs[i].ID == a.Jurisdiction {
			return t.packs[i].Edition(a.PackVersion)
		}
	}
	return nil
}

// need is one missing fact, with all that it decides.
type need struct {
	key, text, who string
	decides        []string
}

func (t *sheetWriter) line(format string, args ...any) { fmt.Fprintf(&t.b, format+"\n", args...) }

// all gathers the questions of several assessments, in the order of the first.
func (t *sheetWriter) all(of []Assessment) []need {
	var out []need
	for _, a := range of {
		p := t.pack(&a)
		for _, q := range a.Questions {
			i := slices.IndexFunc(out, func(n need) bool { return n.key == q.Fact })
			if i < 0 {
				out = append(out, need{key: q.Fact, text: q.Text, who: q.Who})
				i = len(out) - 1
			}
			var cites []string
			for _, d := range q.Decides {
				if p != nil {
					d = p.CiteShort(d)
				}
				cites = append(cites, d)
			}
			words := strings.Join(cites, "、")
			if p != nil && t.several {
				words = "《" + p.Title + "》" + words
			}
			out[i].decides = append(out[i].decides, words)
		}
	}
	return out
}

// section writes the facts of one place of the sheet, in the schema's order:
// those that are told, and those that are needed.
func (t *sheetWriter) section(indent string, place factPlace, needs []need, told map[string]Fact) {
	write := func(spec FactSpec) {
		key := spec.Key[strings.LastIndex(spec.Key, ".")+1:]
		x, known := told[spec.Key]
		i := slices.IndexFunc(needs, func(n need) bool { return n.key == spec.Key })
		switch {
		case i >= 0 && strings.Join(needs[i].decides, "") == "":
			t.line("%s# %s（知情：%s）", indent, needs[i].text, needs[i].who)
		case i >= 0:
			t.line("%s# %s（决定：%s；知情：%s）", indent, needs[i].text, strings.Join(needs[i].decides, "；"), needs[i].who)
		case known && spec.Type == Enum:
			t.line("%s# %s（%s）", indent, spec.Ask, hint(spec))
		default:
			t.line("%s# %s", indent, spec.Ask)
		}
		if known {
			t.line("%s%s: %s", indent, key, x.yaml())
			return
		}
		t.line("%s%s:  # %s", indent, key, hint(spec))
	}
	for _, spec := range t.specsOf(place, needs, told) {
		write(spec)
	}
}

// hint tells what can be written for a fact, each code with its meaning.
func hint(spec FactSpec) string {
	switch spec.Type {
	case Bool:
		return "yes 是 | no 否"
	case Enum:
		words := make([]string, len(spec.Words))
		for i, w := range spec.Words {
			words[i] = w
			if meaning, ok := enumWords[w]; ok {
				words[i] += " " + meaning
			}
		}
		return strings.Join(words, " | ")
	case Date:
		return "日期，如 2021-09-20"
	case Number:
		return "数字，如 36800 或者 36800.5"
	case List:
		return "[…, …]，没有则写 []"
	}
	return "文字"
}

// specsOf gives the facts of one place that are needed or told: the common ones
// in the schema's order, then the packs' own that are needed, then the others.
func (t *sheetWriter) specsOf(place factPlace, needs []need, told map[string]Fact) []FactSpec {
	var out []FactSpec
	done := map[string]bool{}
	add := func(spec FactSpec) {
		if spec.Key != "" && spec.place == place && !done[spec.Key] {
			out = append(out, spec)
			done[spec.Key] = true
		}
	}
	for _, spec := range factSpecs {
		_, ok := told[spec.Key]
		if ok || slices.ContainsFunc(needs, func(n need) bool { return n.key == spec.Key }) {
			add(spec)
		}
	}
	for _, n := range needs {
		add(t.specs[n.key])
	}
	for _, key := range slices.Sorted(maps.Keys(told)) {
		add(t.specs[key])
	}
	return out
}

func (t *sheetWriter) agency(needs []need, told *AgencyFacts) {
	const indent = "    "
	t.section(indent, inAgency, needs, told.Values)
	if len(t.specsOf(inFindings, needs, told.Values)) > 0 {
		t.line("%s# 程序按整句措辞推定的过错，须对照文书原文确认", indent)
		t.line("%sfindings:", indent)
		t.section(indent+"  ", inFindings, needs, told.Values)
	}
	t.persons(indent, needs, told.Persons)
	handling := len(t.specsOf(inHandling, needs, told.Values)) > 0
	collective := len(t.specsOf(inCollective, needs, told.Values)) > 0
	if handling || collective {
		t.line("%s# 行政行为的办理经过", indent)
		t.line("%shandling:", indent)
		t.section(indent+"  ", inHandling, needs, told.Values)
		if collective {
			t.line("%s  # 集体讨论的情况", indent)
			t.line("%s  collective:", indent)
			t.section(indent+"    ", inCollective, needs, told.Values)
		}
	}
	first := true
	head := func() {
		if first {
			t.line("%s# 从轻、从重、免责等情形：有人主张的，去掉行首的 #，写明证据；确认没有的，写 claimed: no", indent)
			t.line("%s# clause 条款（照所印填写）、claimed 是否主张（yes 是、no 否）、evidence 证据、person 人员（不写即为机关）、by 提供人、on 日期、source 依据", indent)
			t.line("%scircumstances:", indent)
			first = false
		}
	}
	for _, c := range told.Circumstances {
		head()
		t.line("%s- {%s}", indent, c.yaml())
	}
	for _, n := range needs {
		of, ok := strings.CutPrefix(n.key, "circumstances.")
		if !ok {
			continue
		}
		head()
		t.line("%s# %s（知情：%s）", indent, n.text, n.who)
		if !strings.HasSuffix(of, ".evidence") {
			t.line("%s# - {clause: %s, claimed: yes, evidence: }", indent, quoteYAML(of))
		}
	}
}

func (t *sheetWriter) persons(indent string, needs []need, told []Officer) {
	asked := false
	for _, n := range needs {
		if strings.HasPrefix(n.key, "persons") {
			asked = true
			t.line("%s# %s（决定：%s；知情：%s）", indent, n.text, strings.Join(n.decides, "；"), n.who)
		}
	}
	if !asked && len(told) == 0 {
		return
	}
	t.line("%s# name 姓名；roles 身份，可写几个：%s", indent, roleHint())
	t.line("%s# managed_by 干部管理权限：county 县管、city 市管；at_the_time 行政行为作出时是否在任、plainly_erred 应诉中有无明显失误：yes 是、no 否；by 提供人、on 日期、source 依据", indent)
	t.line("%spersons:", indent)
	for _, p := range told {
		t.line("%s- {%s}", indent, p.yaml())
	}
	if asked {
		t.line("%s# - {name: 姓名, roles: [handler], managed_by: county, at_the_time: yes}", indent)
	}
}

// yaml writes a fact as a sheet holds it.
func (f Fact) yaml() string {
	value := ""
	switch f.Type {
	case Bool:
		value = yesOrNo(f.Bool)
	case Number:
		value = plainNumber(f.Number)
	case List:
		items := make([]string, len(f.List))
		for i, s := range f.List {
			items[i] = quotedYAML(s)
		}
		value = "[" + strings.Join(items, ", ") + "]"
	case String:
		value = quotedYAML(f.Text)
	default:
		value = f.Text
	}
	if f.By == "" && f.On == "" && f.Source == "" {
		return value
	}
	return "{value: " + value + sourceYAML(f.By, f.On, f.Source) + "}"
}

func (p Officer) yaml() string {
	roles := make([]string, len(p.Roles))
	for i, r := range p.Roles {
		roles[i] = string(r)
	}
	s := "name: " + quotedYAML(p.Name) + ", roles: [" + strings.Join(roles, ", ") + "]"
	if p.ManagedBy != "" {
		s += ", managed_by: " + p.ManagedBy
	}
	if p.AtTheTime != nil {
		s += ", at_the_time: " + yesOrNo(*p.AtTheTime)
	}
	if p.PlainlyErred != nil {
		s += ", plainly_erred: " + yesOrNo(*p.PlainlyErred)
	}
	return s + sourceYAML(p.By, p.On, p.Source)
}

func (c Circumstance) yaml() string {
	s := "clause: " + quotedYAML(c.Clause)
	if c.Person != "" {
		s += ", person: " + quotedYAML(c.Person)
	}
	s += ", claimed: " + yesOrNo(c.Claimed)
	if c.Evidence != "" {
		s += ", evidence: " + quotedYAML(c.Evidence)
	}
	return s + sourceYAML(c.By, c.On, c.Source)
}

// sourceYAML tells who said something, when, and on what ground.
func sourceYAML(by, on, source string) string {
	s := ""
	if by != "" {
		s += ", by: " + quotedYAML(by)
	}
	if on != "" {
		s += ", on: " + on
	}
	if source != "" {
		s += ", source: " + quotedYAML(source)
	}
	return s
}

func yesOrNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func roleHint() string {
	words := make([]string, len(roleNames))
	for i, r := range roleNames {
		words[i] = string(r.role) + " " + r.name
	}
	return strings.Join(words, "、")
}

// quoteYAML writes a text so that YAML reads it back as it is.
func quoteYAML(s string) string {
	if strings.ContainsAny(s, `:#[]{}"'&*!|>%@,`+"`\n") || strings.TrimSpace(s) != s || s == "" {
		return quotedYAML(s)
	}
	return s
}

// quotedYAML writes a text in quotes, whatever it is: yes and 12 stay words.
func quotedYAML(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s) + `"`
}
