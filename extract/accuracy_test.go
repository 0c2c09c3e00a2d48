package extract

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"zeren/ingest"
)

var (
	misses = flag.Bool("misses", false, "print every miss")
)

// label is one line of a gold.jsonl, as far as extract is judged by it.
type label struct {
	File   string `json:"file"`
	Record struct {
		DocumentType *string `json:"document_type"`
		Organ        *struct {
			Name *string `json:"name"`
		} `json:"organ"`
		CaseNumber *string `json:"case_number"`
		DecidedOn  *string `json:"decided_on"`
		Instance   *string `json:"instance"`
		Final      *bool   `json:"final"`
		Parties    []struct{ Name, Kind string }
		Appearance *struct {
			HeadAppeared *bool `json:"head_appeared"`
		} `json:"appearance"`
		Dispositions []struct{ Outcomes []string }
		Result       *string
		Results      []struct{ Agency, Result string }
		Errors       []struct {
			Code     string
			Optional bool
		}
	} `json:"record"`
}

// rate counts hits, false alarms and misses over bags.
type rate struct{ tp, fp, fn int }

func (r *rate) add(gold, got []string) {
	bag := map[string]int{}
	for _, g := range gold {
		bag[g]++
	}
	hit := 0
	for _, g := range got {
		if bag[g] > 0 {
			bag[g]--
			hit++
		}
	}
	r.tp, r.fp, r.fn = r.tp+hit, r.fp+len(got)-hit, r.fn+len(gold)-hit
}

func share(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func (r rate) p() float64 { return share(r.tp, r.tp+r.fp) }
func (r rate) r() float64 { return share(r.tp, r.tp+r.fn) }
func (r rate) f1() float64 {
	if r.p()+r.r() == 0 {
		return 0
	}
	return 2 * r.p() * r.r() / (r.p() + r.r())
}

type tally struct {
	exact  map[string][2]int
	rates  map[string]*rate
	misses []string
	// detailed counts the documents whose further fields are labelled, too.
	detailed int
}

func (a *tally) rate(k string) *rate {
	if a.rates[k] == nil {
		a.rates[k] = &rate{}
	}
	return a.rates[k]
}

func (a *tally) same(file, what string, want, got *string) {
	if want == nil {
		return
	}
	n := a.exact[what]
	n[1]++
	if got != nil && *got == *want {
		n[0]++
	} else {
		a.miss(file, what, *want, text(got))
	}
	a.exact[what] = n
}

func (a *tally) miss(file, what string, want, got any) {
	a.misses = append(a.misses, fmt.Sprintf("%s: %s: want %v, got %v", file, what, want, got))
}

func text(s *string) string {
	if s == nil {
		return "null"
	}
	return *s
}

var bracketsAlike = strings.NewReplacer("(", "（", ")", "）", "〔", "（", "〕", "）", "[", "（", "]", "）", "［", "（", "］", "）", "【", "（", "】", "）")

var whiteSpace = regexp.MustCompile(`[\s\x{3000}\x{a0}]+`)

func alike(s *string) *string {
	if s == nil {
		return nil
	}
	t := bracketsAlike.Replace(whiteSpace.ReplaceAllString(*s, ""))
	return &t
}

func alikes(list []string) []string {
	out := []string{}
	for _, s := range list {
		out = append(out, *alike(&s))
	}
	return out
}

func loses(r string) bool { return r == "lost" || r == "partly_lost" }

func asLoss(r string) string {
	if loses(r) {
		return "lost"
	}
	return r
}

func overall(r Record) string {
	lost, other := 0, 0
	for _, x := range r.Results {
		if loses(string(x.Result)) {
			lost++
		} else if x.Result == Won {
			other++
		}
	}
	if lost > 0 {
		return "lost"
	}
	return "not_lost"
}

func yes(b *bool) *string {
	if b == nil {
		return nil
	}
	s := fmt.Sprint(*b)
	return &s
}

// labelled is a paper with its label.
type labelled struct {
	label
	text string
}

// papersOf reads the labelled papers of a folder.
func papersOf(t *testing.T, folder string) []labelled {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(folder, "gold.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var out []labelled
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		var p labelled
		if err := json.Unmarshal([]byte(line), &p.label); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(filepath.Join(folder, p.File))
		if err != nil {
			t.Fatal(err)
		}
		p.text = string(raw)
		out = append(out, p)
	}
	return out
}

// labelledPapers gives every so many of the project's own papers (sampled),
// for tests that read each of them many times.
func labelledPapers(t *testing.T) []labelled {
	t.Helper()
	var out []labelled
	for i, p := range papersOf(t, "testdata/labelled") {
		if i%sampled == 0 {
			out = append(out, p)
		}
	}
	return out
}

// TestAccuracy measures the records of the project's own papers against their
// labels.
func TestAccuracy(t *testing.T) {
	accuracy(t, "go test -run TestAccuracy$ ./extract -update", "testdata/accuracy_own.txt", "../testdata", "testdata/labelled")
}

// accuracy measures the records of labelled folders as the judge's script
// does, and fails when a figure falls below the one on file: a text that a
// person reviews (-update writes it).
func accuracy(t *testing.T, command, file string, folders ...string) {
	t.Helper()
	a := &tally{exact: map[string][2]int{}, rates: map[string]*rate{}}
	n := 0
	for _, folder := range folders {
		for _, p := range papersOf(t, folder) {
			n++
			a.compare(p.label, p.text)
		}
		a.details(t, folder)
	}
	if n == 0 {
		t.Fatal("no documents")
	}
	report := a.report(command, n)
	t.Log("\n" + report)
	if *misses {
		for _, m := range a.misses {
			fmt.Println("miss", m)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(report), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	old, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	now := figures(report)
	for k, v := range figures(string(old)) {
		if now[k] < v-0.0005 {
			t.Errorf("%s fell from %.3f to %.3f", k, v, now[k])
		}
	}
}

func figures(report string) map[string]float64 {
	out := map[string]float64{}
	for _, line := range strings.Split(report, "\n") {
		var name string
		var v float64
		if k, err := fmt.Sscanf(line, "%s %f", &name, &v); k == 2 && err == nil {
			out[name] = v
		}
	}
	return out
}

func (a *tally) compare(g label, raw string) {
	doc := ingest.Document{Text: raw}
	r := Read(doc)[0]
	f, w := g.File, g.Record
	kind := string(r.DocumentType)
	a.same(f, "document_type", w.DocumentType, &kind)
	if w.Organ != nil {
		var got *string
		if r.Organ != nil {
			got = alike(&r.Organ.Name)
		}
		a.same(f, "organ", alike(w.Organ.Name), got)
	}
	a.same(f, "case_number", alike(w.CaseNumber), alike(r.CaseNumber))
	a.same(f, "decided_on", w.DecidedOn, r.DecidedOn)
	a.same(f, "instance", w.Instance, (*string)(r.Instance))
	a.same(f, "final", yes(w.Final), yes(r.Final))
	if w.Appearance != nil {
		var head *bool
		for _, x := range r.Appearances {
			if x.HeadAppeared != nil && (head == nil || !*x.HeadAppeared) {
				head = x.HeadAppeared
			}
		}
		a.same(f, "head_appeared", yes(w.Appearance.HeadAppeared), yes(head))
	}
	var names, agencies, gotNames, gotAgencies []string
	for _, p := range w.Parties {
		names = append(names, p.Name)
		if p.Kind == "agency" {
			agencies = append(agencies, p.Name)
		}
	}
	for _, p := range r.Parties {
		gotNames = append(gotNames, p.Name)
		if p.Kind == Agency {
			gotAgencies = append(gotAgencies, p.Name)
		}
	}
	if len(names) > 0 { // else not labelled
		a.bags(f, "party", alikes(names), alikes(gotNames))
		a.bags(f, "agency", alikes(agencies), alikes(gotAgencies))
	}
	var outcomes, got []string
	for _, d := range w.Dispositions {
		for _, o := range d.Outcomes {
			if o != "other" {
				outcomes = append(outcomes, o)
			}
		}
	}
	for _, d := range r.Dispositions {
		for _, o := range d.Outcomes {
			if o != OtherOutcome {
				got = append(got, string(o))
			}
		}
	}
	if len(outcomes) > 0 {
		a.bags(f, "outcome", outcomes, got)
		a.perCode("outcome:", outcomes, got)
		free := map[string]bool{"no_appearance": true}
		want, have := map[string]bool{}, map[string]bool{}
		for _, e := range w.Errors {
			if e.Optional {
				free[e.Code] = true
			}
		}
		for _, e := range w.Errors {
			if !free[e.Code] {
				want[e.Code] = true
			}
		}
		for _, e := range r.Errors {
			if e.Ground && !free[string(e.Code)] {
				have[string(e.Code)] = true
			}
		}
		a.bags(f, "error", keys(want), keys(have))
		a.perCode("error:", keys(want), keys(have))
	}
	switch {
	case w.Results != nil:
		have := map[string]string{}
		for _, x := range r.Results {
			have[*alike(&x.Agency)] = string(x.Result)
		}
		var lost, gotLost []string
		for _, x := range w.Results {
			v, ok := have[*alike(&x.Agency)]
			want := asLoss(x.Result)
			v2 := asLoss(v)
			p := &v2
			if !ok {
				p = nil
			}
			a.same(f, "result", &want, p)
			if loses(x.Result) {
				lost = append(lost, *alike(&x.Agency))
			}
		}
		for k, v := range have {
			if loses(v) {
				gotLost = append(gotLost, k)
			}
		}
		a.bags(f, "loss", lost, gotLost)
	case w.Result != nil:
		want, v := asLoss(*w.Result), overall(r)
		a.same(f, "result", &want, &v)
		var l, gl []string
		if want == "lost" {
			l = []string{"x"}
		}
		if v == "lost" {
			gl = []string{"x"}
		}
		a.bags(f, "loss", l, gl)
	}
	all := *alike(&raw)
	for _, d := range r.Dispositions {
		a.quoted(f, all, d.Text)
	}
	for _, e := range r.Errors {
		for _, v := range e.Evidence {
			a.quoted(f, all, v.Text)
		}
	}
}

func (a *tally) quoted(file, all, q string) {
	n := a.exact["quoted"]
	n[1]++
	if q != "" && strings.Contains(all, *alike(&q)) {
		n[0]++
	} else {
		a.miss(file, "quoted", "verbatim", q)
	}
	a.exact["quoted"] = n
}

func (a *tally) bags(file, what string, gold, got []string) {
	sort.Strings(gold)
	sort.Strings(got)
	a.rate(what).add(gold, got)
	if strings.Join(gold, " ") != strings.Join(got, " ") {
		a.miss(file, what, gold, got)
	}
}

func (a *tally) perCode(prefix string, gold, got []string) {
	codes := map[string]bool{}
	for _, c := range append(append([]string{}, gold...), got...) {
		codes[c] = true
	}
	for c := range codes {
		a.rate(prefix+c).add(only(gold, c), only(got, c))
	}
}

func only(list []string, c string) []string {
	var out []string
	for _, x := range list {
		if x == c {
			out = append(out, x)
		}
	}
	return out
}

func keys(m map[string]bool) []string {
	out := []string{}
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

func (a *tally) report(command string, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Accuracy over %d labelled documents.\n# %s\n\n# share of documents where the field equals the label\n", n, command)
	if a.detailed > 0 {
		b.Reset()
		fmt.Fprintf(&b, "# Accuracy over %d labelled documents, acts, amounts, causes, claims, laws, decisions below and steps over %d of them.\n# %s\n\n# share of documents where the field equals the label\n", n, a.detailed, command)
	}
	var fields []string
	for k := range a.exact {
		fields = append(fields, k)
	}
	sort.Strings(fields)
	for _, k := range fields {
		v := a.exact[k]
		fmt.Fprintf(&b, "%-28s %.3f  %d/%d\n", k, share(v[0], v[1]), v[0], v[1])
	}
	fmt.Fprintf(&b, "\n# F1, precision, recall, support\n")
	var rates []string
	for k := range a.rates {
		rates = append(rates, k)
	}
	sort.Strings(rates)
	for _, k := range rates {
		v := a.rates[k]
		fmt.Fprintf(&b, "%-28s %.3f  P %.3f R %.3f n %d\n", k, v.f1(), v.p(), v.r(), v.tp+v.fn)
	}
	sort.Strings(a.misses)
	fmt.Fprintf(&b, "\n# misses\n")
	for _, m := range a.misses {
		if len([]rune(m)) > 300 {
			m = string([]rune(m)[:300])
		}
		fmt.Fprintf(&b, "# %s\n", m)
	}
	return b.String()
}
