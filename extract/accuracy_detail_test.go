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

// detail is one line of a detail.jsonl: the further fields of a paper that a
// person labelled by reading it. Each field is whole: what is not listed is
// not in the paper.
type detail struct {
	File   string `json:"file"`
	Record struct {
		Cause          *string         `json:"cause"`
		ChallengedActs []ChallengedAct `json:"challenged_acts"`
		Prior          []Prior         `json:"prior"`
		Amounts        []Amount        `json:"amounts"`
		Laws           []Law           `json:"laws"`
		Claims         []Claim         `json:"claims"`
		Steps          []Step          `json:"steps"`
		Appearances    []Appearance    `json:"appearances"`
	} `json:"record"`
}

// details compares the further fields of a folder with their labels.
func (a *tally) details(t *testing.T, folder string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(folder, "detail.jsonl"))
	if os.IsNotExist(err) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		var want detail
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(filepath.Join(folder, want.File))
		if err != nil {
			t.Fatal(err)
		}
		got := detail{File: want.File}
		r := Read(ingest.Document{Text: string(raw)})[0]
		got.Record.Cause = r.Cause
		got.Record.ChallengedActs = r.ChallengedActs
		got.Record.Prior = r.Prior
		got.Record.Amounts = r.Amounts
		got.Record.Laws = r.Laws
		got.Record.Claims = r.Claims
		got.Record.Steps = r.Steps
		got.Record.Appearances = r.Appearances
		w, g := want.values(), got.values()
		for _, k := range detailFields {
			if len(w[k])+len(g[k]) > 0 { // a figure without support says nothing
				a.bags(want.File, k, w[k], g[k])
			}
		}
		a.detailed++
	}
}

// detailFields are the fields that values tells apart. act and prior are right
// where all their parts are; the parts stand below them.
var detailFields = []string{
	"act", "act:maker", "act:number", "act:date", "amount", "appearance", "cause", "claim", "law",
	"prior", "prior:organ", "prior:number", "prior:date", "prior:result", "step",
}

// values gives each field as a bag of strings.
func (d detail) values() map[string][]string {
	out := map[string][]string{}
	put := func(field, value string) {
		if value != "" {
			out[field] = append(out[field], value)
		}
	}
	or := func(s *string) string {
		if s == nil {
			return ""
		}
		return *alike(s)
	}
	r := d.Record
	put("cause", or(r.Cause))
	for _, x := range r.ChallengedActs {
		put("act", or(x.Agency)+"|"+or(x.DocumentNumber)+"|"+or(x.DoneOn))
		put("act:maker", or(x.Agency))
		put("act:number", or(x.DocumentNumber))
		put("act:date", or(x.DoneOn))
	}
	for _, x := range r.Prior {
		var result []string
		for _, c := range x.Dispositions {
			for _, o := range c.Outcomes {
				result = append(result, string(o))
			}
		}
		all := strings.Join(result, "+")
		put("prior", or(x.Organ)+"|"+or(x.CaseNumber)+"|"+or(x.DecidedOn)+"|"+all)
		put("prior:organ", or(x.Organ))
		put("prior:number", or(x.CaseNumber))
		put("prior:date", or(x.DecidedOn))
		put("prior:result", all)
	}
	for _, x := range r.Amounts {
		put("amount", fmt.Sprintf("%s %.2f", x.Kind, x.Yuan))
	}
	seen := map[string]bool{}
	for _, x := range r.Laws {
		law := x.Title
		if x.Article != nil {
			law += fmt.Sprint(" ", *x.Article)
		}
		if !seen[law] { // items of one article are not labelled
			seen[law] = true
			put("law", law)
		}
	}
	for _, x := range r.Claims {
		put("claim", or(&x.Text))
	}
	for _, x := range r.Steps {
		put("step", string(x.Kind)+" "+x.On)
	}
	for _, x := range r.Appearances {
		if x.HeadAppeared != nil {
			put("appearance", fmt.Sprint(or(&x.Agency), " ", *x.HeadAppeared))
		}
	}
	return out
}
