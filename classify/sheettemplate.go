package classify

import (
	"fmt"
	"slices"
	"strings"
)

// FactsTemplate writes a facts sheet with only what this case still needs: each
// line with the provisions that it decides and who would know. Values are left
// blank: blank is unknown. The names of the case and of the agencies are filled
// in. It is empty where nothing is missing.
func FactsTemplate(packs []Pack, c Case, out Outcome) []byte {
	if len(c.Papers) == 0 {
		return nil
	}
	t := &sheetWriter{packs: packs, specs: map[string]FactSpec{}}
	var laws []string
	for _, a := range out.Assessments {
		if p := t.pack(a.Jurisdiction); p != nil && len(a.Questions) > 0 && !slices.Contains(laws, p.Title) {
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
	if len(names) == 0 {
		return nil
	}
	t.line("# 事实核实表：只列本案尚需核实的事实。留空即未知；是填 yes，否填 no，日期如 2021-09-20。")
	t.line("# 依据：《%s》", strings.Join(laws, "》、《"))
	t.line("# 每项可改写为 {value: …, by: 提供人, on: 日期, source: 依据}。")
	paper := c.Paper()
	name := paper.Source.SHA256
	if paper.CaseNumber != nil {
		name = *paper.CaseNumber
	}
	t.line("case: %s", quoteYAML(name))
	t.section("", inCase, t.all(out.Assessments))
	t.line("agencies:")
	for _, n := range names {
		t.line("  - name: %s", quoteYAML(n))
		var mine []Assessment
		for _, a := range out.Assessments {
			if a.Agency == n {
				mine = append(mine, a)
			}
		}
		t.agency(t.all(mine))
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

func (t *sheetWriter) pack(id string) *Pack {
	for i := range t.packs {
		if t.packs[i].ID == id {
			return &t.packs[i]
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
		p := t.pack(a.Jurisdiction)
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

// section writes the facts of one place of the sheet, in the schema's order.
func (t *sheetWriter) section(indent string, place factPlace, needs []need) {
	write := func(n need, spec FactSpec) {
		key := spec.Key[strings.LastIndex(spec.Key, ".")+1:]
		t.line("%s# %s（决定：%s；知情：%s）", indent, n.text, strings.Join(n.decides, "；"), n.who)
		hint := ""
		switch spec.Type {
		case Bool:
			hint = "yes | no"
		case Enum:
			hint = strings.Join(spec.Words, " | ")
		case Date:
			hint = "YYYY-MM-DD"
		case List:
			hint = "[…, …]，没有则写 []"
		}
		if hint != "" {
			hint = "  # " + hint
		}
		t.line("%s%s:%s", indent, key, hint)
	}
	done := map[string]bool{}
	for _, spec := range factSpecs {
		for _, n := range needs {
			if n.key == spec.Key && spec.place == place {
				write(n, spec)
				done[n.key] = true
			}
		}
	}
	for _, n := range needs {
		if spec, ok := t.specs[n.key]; ok && spec.place == place && !done[n.key] {
			write(n, spec)
		}
	}
}

func (t *sheetWriter) has(place factPlace, needs []need) bool {
	return slices.ContainsFunc(needs, func(n need) bool {
		spec, ok := t.specs[n.key]
		return ok && spec.place == place
	})
}

func (t *sheetWriter) agency(needs []need) {
	const indent = "    "
	t.section(indent, inAgency, needs)
	persons := slices.ContainsFunc(needs, func(n need) bool { return strings.HasPrefix(n.key, "persons") })
	if persons {
		for _, n := range needs {
			if strings.HasPrefix(n.key, "persons") {
				t.line("%s# %s（决定：%s；知情：%s）", indent, n.text, strings.Join(n.decides, "；"), n.who)
			}
		}
		t.line("%s# roles：%s", indent, roleHint())
		t.line("%spersons:", indent)
		t.line("%s# - {name: 姓名, roles: [handler], managed_by: county, at_the_time: yes}", indent)
	}
	if t.has(inHandling, needs) || t.has(inCollective, needs) {
		t.line("%shandling:", indent)
		t.section(indent+"  ", inHandling, needs)
		if t.has(inCollective, needs) {
			t.line("%s  collective:", indent)
			t.section(indent+"    ", inCollective, needs)
		}
	}
	first := true
	for _, n := range needs {
		of, ok := strings.CutPrefix(n.key, "circumstances.")
		if !ok {
			continue
		}
		if first {
			t.line("%s# 从轻、从重、免责等情形：有人主张的，去掉行首的 #，写明 claimed 和 evidence；确认没有的，写 claimed: no", indent)
			t.line("%scircumstances:", indent)
			first = false
		}
		t.line("%s# %s（知情：%s）", indent, n.text, n.who)
		t.line("%s# - {clause: %s, claimed: yes, evidence: }", indent, quoteYAML(strings.TrimSuffix(of, ".evidence")))
	}
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
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
	}
	return s
}
