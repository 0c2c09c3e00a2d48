//go:build corpus

package extract

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"zeren/ingest"
)

// TestFindingsGivenTheRest measures the reading of faults by itself: parties,
// dispositions and results are those of the labels.
func TestFindingsGivenTheRest(t *testing.T) {
	tp, fp, fn, n := 0, 0, 0, 0
	for _, dir := range []string{"found", "more", "written"} {
		root := filepath.Join("..", "..", "shared", "corpus", "dev", dir)
		f, err := os.Open(filepath.Join(root, "gold.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<20)
		for sc.Scan() {
			var g goldLine
			if err := json.Unmarshal(sc.Bytes(), &g); err != nil {
				t.Fatal(err)
			}
			raw, err := os.ReadFile(filepath.Join(root, g.File))
			if err != nil {
				t.Fatal(err)
			}
			got, p := givenRest(string(raw), &g)
			n++
			if len(g.Record.Dispositions) == 0 {
				continue
			}
			free := map[string]bool{"no_appearance": true}
			want := map[string]bool{}
			for _, e := range g.Record.Errors {
				if e.Optional {
					free[e.Code] = true
				}
			}
			for _, e := range g.Record.Errors {
				if !free[e.Code] {
					want[e.Code] = true
				}
			}
			have := map[string]bool{}
			for _, e := range got {
				if e.Ground && !free[string(e.Code)] {
					have[string(e.Code)] = true
				}
			}
			var miss []string
			for c := range want {
				if have[c] {
					tp++
				} else {
					fn++
					miss = append(miss, "-"+c)
				}
			}
			for c := range have {
				if !want[c] {
					fp++
					miss = append(miss, "+"+c)
				}
			}
			sort.Strings(miss)
			if len(miss) > 0 || os.Getenv("SHOW") != "" && strings.Contains(g.File, os.Getenv("SHOW")) {
				fmt.Println(g.File, miss)
				for _, e := range got {
					fmt.Println("    ", e.Code, e.Minor, e.Ground, e.Agencies, e.Rule, e.Words)
					for _, q := range e.Evidence {
						fmt.Println("        ", q.Text)
					}
				}
				if os.Getenv("SHOW") != "" {
					for _, s := range p.parts {
						fmt.Println("   #", s.kind, firstRunes(p.text.Slice(s.from, s.to), 60))
					}
				}
			}
		}
		f.Close()
	}
	f1 := 2 * float64(tp) / float64(2*tp+fp+fn)
	fmt.Printf("%d documents: tp %d fp %d fn %d, F1 %.3f\n", n, tp, fp, fn, f1)
	if n == 0 || f1 < 0.9 {
		t.Errorf("%d documents, F1 %.3f", n, f1)
	}
}

type goldLine struct {
	File   string
	Record struct {
		DocumentType *string `json:"document_type"`
		Instance     *string
		DecidedOn    *string `json:"decided_on"`
		Parties      []struct {
			Role, Name   string
			Kind         *string
			OriginalRole *string `json:"original_role"`
		}
		Agencies     []string
		Dispositions []struct {
			N        *int
			Text     string
			Outcomes []string
			Agencies []string
		}
		Prior   json.RawMessage
		Results []struct{ Agency, Result string }
		Result  *string
		Errors  []struct {
			Code     string
			Optional bool
		}
	}
}

func givenRest(raw string, g *goldLine) ([]Finding, *paper) {
	doc := ingest.Document{Text: raw, Source: ingest.Source{Name: g.File}}
	text := Normalize(&doc)
	p := newPaper(&doc, text, 0, text.Len())
	p.readHead()
	p.readSections()
	r := &p.record
	if g.Record.DocumentType != nil {
		r.DocumentType = DocumentType(*g.Record.DocumentType)
	}
	r.DecidedOn = g.Record.DecidedOn
	r.Parties = nil
	for _, q := range g.Record.Parties {
		k := PartyKind("")
		if q.Kind != nil {
			k = PartyKind(*q.Kind)
		}
		x := Party{Role: q.Role, Name: q.Name, Kind: k, OriginalRole: q.OriginalRole}
		m := regexp.MustCompile(regexp.QuoteMeta(Fold(q.Name)) + `（[^（）]{0,20}?(?:以下简称|下称|简称)[：“"]?([^（）”"]{2,20})[”"]?）`).FindStringSubmatch(text.String())
		if m != nil {
			x.Aliases = []string{m[1]}
		}
		r.Parties = append(r.Parties, x)
	}
	for _, d := range g.Record.Dispositions {
		x := Disposition{Text: d.Text, Agencies: d.Agencies}
		for _, o := range d.Outcomes {
			x.Outcomes = append(x.Outcomes, Outcome(o))
		}
		r.Dispositions = append(r.Dispositions, x)
	}
	var prior []Prior
	if json.Unmarshal(g.Record.Prior, &prior) != nil {
		var one struct {
			Dispositions []struct{ Outcomes []Outcome }
		}
		if json.Unmarshal(g.Record.Prior, &one) == nil {
			q := Prior{}
			for _, d := range one.Dispositions {
				q.Dispositions = append(q.Dispositions, Disposition{Outcomes: d.Outcomes})
			}
			prior = append(prior, q)
		}
	}
	r.Prior = prior
	for _, x := range g.Record.Results {
		r.Results = append(r.Results, Result{Agency: x.Agency, Result: Verdict(x.Result)})
	}
	if g.Record.Results == nil && g.Record.Result != nil && *g.Record.Result != "not_lost" {
		for _, a := range g.Record.Agencies {
			r.Results = append(r.Results, Result{Agency: a, Result: Verdict(*g.Record.Result)})
		}
	}
	p.readFindings()
	return r.Errors, p
}
