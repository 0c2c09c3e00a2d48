package extract

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
)

// excerpt is a piece of reasoning whose sentences are labelled: what a body
// says in a case that an agency lost or won.
type excerpt struct {
	writer, id            string
	body, instance        string
	outcome, agency       string
	agencyRole, otherRole string
	sentences             []labelledSentence
}

type labelledSentence struct {
	text                     string
	codes, optional, remarks []string
}

// excerpts reads testdata/wording: a file for each writer. A line that begins
// with # opens a passage: its name, the body, the instance, the outcome, the
// agency and the roles of the two sides; each other line is a sentence behind
// the codes of the faults of the agency that it finds: - for none, ?code for
// what a fair reader might see or not, !code for a remark without effect. A
// sentence in front of any heading is a passage by itself. papers.tsv holds the
// reasoning of the papers of testdata/labelled, with what rules find there: it
// shows what else stands in a reasoning.
func excerpts(t *testing.T) []excerpt {
	files, err := filepath.Glob("testdata/wording/*.tsv")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d files of sentences: %v", len(files), err)
	}
	var out []excerpt
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		writer := strings.TrimSuffix(filepath.Base(f), ".tsv")
		headed := false
		for n, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
			cols := strings.Split(line, "\t")
			if cols[0] == "#" {
				if len(cols) != 8 {
					t.Fatalf("%s:%d: %q", f, n+1, line)
				}
				headed = true
				out = append(out, excerpt{writer: writer, id: cols[1], body: cols[2], instance: cols[3], outcome: cols[4], agency: cols[5], agencyRole: cols[6], otherRole: cols[7]})
				continue
			}
			if len(cols) != 2 {
				t.Fatalf("%s:%d: %q", f, n+1, line)
			}
			if !headed {
				out = append(out, alone(writer, fmt.Sprintf("%s:%d", writer, n+1), cols[1]))
			}
			s := labelledSentence{text: cols[1]}
			for _, c := range strings.Fields(cols[0]) {
				switch {
				case c == "-":
				case c[0] == '?':
					s.optional = append(s.optional, c[1:])
				case c[0] == '!':
					s.remarks = append(s.remarks, c[1:])
				default:
					s.codes = append(s.codes, c)
				}
			}
			p := &out[len(out)-1]
			p.sentences = append(p.sentences, s)
		}
	}
	return out
}

// alone is a passage of one sentence, in the setting that its words tell.
func alone(writer, id, text string) excerpt {
	p := excerpt{writer: writer, id: id, body: "court", instance: "first", outcome: "revoke", agency: "某县自然资源局", agencyRole: "被告", otherRole: "原告"}
	switch {
	case hasAny(text, "再审申请人") >= 0:
		p.instance, p.agencyRole, p.otherRole = "retrial", "再审申请人", "被申请人"
	case hasAny(text, "申请执行人", "被执行人") >= 0:
		p.instance, p.outcome, p.agencyRole, p.otherRole = "enforcement", "refuse_enforcement", "申请执行人", "被执行人"
	case hasAny(text, "申请人", "本机关", "本府") >= 0:
		p.body, p.instance, p.agencyRole, p.otherRole = "reconsideration", "reconsideration", "被申请人", "申请人"
	case hasAny(text, "上诉人") >= 0:
		p.instance, p.agencyRole, p.otherRole = "second", "上诉人", "被上诉人"
	}
	return p
}

// paper sets a passage, or one sentence of it, into a case.
func (b *excerpt) paper(reasoning string) *paper {
	s := setting{doc: AdministrativeJudgment, instance: First, result: Lost, decided: "2021-06-01", outcomes: []Outcome{Outcome(b.outcome)}}
	switch b.instance {
	case "second":
		s.instance = Second
	case "retrial":
		s.instance = Retrial
	case "enforcement":
		s.doc, s.instance = AdministrativeRuling, Enforcement
	}
	if b.body == "reconsideration" {
		s.doc, s.instance = ReconsiderationDecision, Reconsideration
	}
	switch s.outcomes[0] {
	case Redo:
		s.outcomes = []Outcome{Revoke, Redo}
	case DismissClaim, Maintain, RejectApplication, Enforce, Affirm:
		s.result = Won
	case RefuseEnforcement:
		s.doc, s.instance = AdministrativeRuling, Enforcement
	}
	if s.instance == Second || s.instance == Retrial {
		s.prior = []Outcome{DismissClaim}
		if s.result == Lost {
			s.outcomes = append([]Outcome{Reverse}, s.outcomes...)
		}
	}
	s.text = map[string]string{"revoke": "撤销" + b.agency + "作出的决定。", "redo": "撤销" + b.agency + "作出的决定，责令其重新作出。",
		"confirm_illegal": "确认" + b.agency + "的行为违法。", "perform": "责令" + b.agency + "对申请作出处理。"}[b.outcome]
	p := paperOf(s, reasoning)
	sides := 0
	for i := range p.record.Parties {
		q := &p.record.Parties[i]
		if q.Kind == Agency {
			q.Name, q.Role, q.Aliases = b.agency, b.agencyRole, shortNames(b.agency)
		} else if sides++; sides == 1 {
			q.Role = b.otherRole
		}
	}
	p.record.Results = []Result{{Agency: b.agency, Result: s.result}}
	return p
}

// shortNames are what a text calls an agency: its name without the place, and
// with the last one or two characters of it.
func shortNames(name string) []string {
	var out []string
	for _, office := range []string{"人民政府", "公安局", "自然资源局", "市场监督管理局", "城市管理", "人力资源和社会保障局"} {
		if k := strings.Index(name, office); k >= 0 {
			rs := []rune(name[:k])
			for n := 1; n <= 2 && n <= len(rs); n++ {
				out = append(out, string(rs[len(rs)-n:])+name[k:])
			}
		}
	}
	return out
}

// lesson is a sentence as the model learns it.
type lesson struct {
	features []string
	sentence labelledSentence
	writer   string
}

func lessons(list []excerpt) []lesson {
	var out []lesson
	for i := range list {
		for _, s := range list[i].sentences {
			u := list[i].paper(s.text).newTrial()
			abs := ""
			for k := range u.own {
				abs += u.abstract(&u.own[k])
			}
			out = append(out, lesson{featuresOf(abs, wordsIn(abs)), s, list[i].writer})
		}
	}
	return out
}

// learn fits a logistic regression for each code against the rest, by AdaGrad
// (Duchi, Hazan, Singer 2011) in a fixed order. A feature counts that five
// sentences have. Fused multiplication and addition would make the last digits
// differ between machines: what is kept is rounded to thousandths.
func learn(list []lesson) *linear {
	const (
		epochs  = 20
		rate    = 0.5
		decay   = 1e-3
		missing = 2.0 // a fault missed weighs as much as two seen where none is
	)
	count := map[string]int{}
	for _, l := range list {
		for _, f := range l.features {
			count[f]++
		}
	}
	ids := map[string]int{}
	var names []string
	x := make([][]int, len(list))
	for i, l := range list {
		for _, f := range l.features {
			if count[f] < 5 {
				continue
			}
			id, ok := ids[f]
			if !ok {
				id = len(names)
				ids[f] = id
				names = append(names, f)
			}
			x[i] = append(x[i], id)
		}
	}
	m := &linear{codes: WordedCodes(), bias: make([]float64, len(WordedCodes())), weights: map[string][]float64{}}
	for _, n := range names {
		m.weights[n] = make([]float64, len(WordedCodes()))
	}
	for c, code := range WordedCodes() {
		w, g := make([]float64, len(names)), make([]float64, len(names))
		b, gb := 0.0, 1e-8
		order := make([]int, len(list))
		for i := range order {
			order[i] = i
		}
		seed := uint64(1)
		for range epochs {
			for i := len(order) - 1; i > 0; i-- {
				seed = seed*6364136223846793005 + 1442695040888963407
				j := int((seed >> 33) % uint64(i+1))
				order[i], order[j] = order[j], order[i]
			}
			for _, i := range order {
				s := &list[i].sentence
				if len(x[i]) == 0 || slices.Contains(s.optional, string(code)) || slices.Contains(s.remarks, string(code)) {
					continue
				}
				n := 1 / math.Sqrt(float64(len(x[i])))
				z := b
				for _, id := range x[i] {
					z += float64(w[id] * n)
				}
				d := 1 / (1 + math.Exp(-z))
				if slices.Contains(s.codes, string(code)) {
					d = missing * (d - 1)
				}
				gb += float64(d * d)
				b -= float64(rate * d / math.Sqrt(gb))
				for _, id := range x[i] {
					q := float64(d*n) + float64(decay*w[id])
					g[id] += float64(q * q)
					w[id] -= float64(rate * q / math.Sqrt(g[id]+1e-8))
				}
			}
		}
		m.bias[c] = b
		for id, n := range names {
			m.weights[n][c] = w[id]
		}
	}
	return m
}

// table prints a model: weights under a half say little and are left out.
func (m *linear) table() string {
	var b strings.Builder
	b.WriteString("// How sentences that find a fault are worded: weights in thousandths for words (w) and pairs of characters (c).\n" +
		"// Names, roles, quotations, provisions and numbers are letters, see wording.go.\n// go test -run TestWordingWeights ./extract -update\n//\n")
	row := func(name string, w []float64, floor float64) {
		line, any := name, false
		for _, v := range w {
			line += "\t"
			if math.Abs(v) >= floor {
				line += fmt.Sprint(math.Round(1000 * v))
				any = true
			}
		}
		if any {
			b.WriteString(strings.TrimRight(line, "\t") + "\n")
		}
	}
	b.WriteString("feature")
	for _, c := range m.codes {
		b.WriteString("\t" + string(c))
	}
	b.WriteString("\n")
	row("all", m.bias, 0)
	var names []string
	for n := range m.weights {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		row(n, m.weights[n], 0.5)
	}
	return b.String()
}

// TestWordingWeights: the table is what the sentences teach.
func TestWordingWeights(t *testing.T) {
	list := lessons(excerpts(t))
	if len(list) < 2000 {
		t.Fatalf("%d sentences", len(list))
	}
	got := learn(list).table()
	const path = "wording/weights.txt"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	a, b := parseLinear(got), parseLinear(wordingTable)
	far := func(x, y []float64) bool {
		for c := range x {
			if math.Abs(x[c]-y[c]) > 0.005 {
				return true
			}
		}
		return false
	}
	if far(a.bias, b.bias) || len(a.weights) != len(b.weights) {
		t.Fatalf("%s is not what the sentences teach: run with -update", path)
	}
	for n, w := range a.weights {
		if b.weights[n] == nil || far(w, b.weights[n]) {
			t.Fatalf("%s: %s: %v, taught %v", path, n, b.weights[n], w)
		}
	}
}
