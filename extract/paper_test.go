package extract

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zeren/ingest"
)

var update = flag.Bool("update", false, "write the golden files")

// TestPapers holds whole papers, all invented, to their goldens: the record
// in few lines, reviewed as text.
func TestPapers(t *testing.T) {
	files, err := filepath.Glob("testdata/papers/*.txt")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d papers, %v", len(files), err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, r := range Read(ingest.Document{Text: string(b)}) {
			out.WriteString(digest(r))
		}
		golden := strings.TrimSuffix(f, ".txt") + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if out.String() != string(want) {
			t.Errorf("%s\n got\n%s\nwant\n%s", f, out.String(), want)
		}
	}
}

// digest is a record in few lines.
func digest(r Record) string {
	var b strings.Builder
	or := func(s *string) string {
		if s == nil {
			return "-"
		}
		return *s
	}
	organ := "-"
	if r.Organ != nil {
		organ = r.Organ.Name
	}
	final := "-"
	if r.Final != nil {
		final = "final"
	}
	fmt.Fprintf(&b, "%s %s %s %s %s %s\n", r.DocumentType, organ, or(r.CaseNumber), or(r.DecidedOn), or((*string)(r.Instance)), final)
	if r.Cause != nil {
		fmt.Fprintf(&b, "cause %s\n", *r.Cause)
	}
	for _, p := range r.Parties {
		fmt.Fprintf(&b, "party %s %s %s [%s]\n", p.Role, p.Name, p.Kind, or(p.OriginalRole))
	}
	for _, c := range r.Claims {
		fmt.Fprintf(&b, "claim %s %v %s\n", or((*string)(c.Instance)), c.By, c.Text)
	}
	for _, x := range r.Steps {
		fmt.Fprintf(&b, "step %s %s %s\n", x.Kind, x.On, x.Text)
	}
	for _, a := range r.ChallengedActs {
		fmt.Fprintf(&b, "act %s %s %s %s\n", or(a.Kind), or(a.DocumentNumber), or(a.DoneOn), or(a.Agency))
	}
	for _, p := range r.Prior {
		fmt.Fprintf(&b, "prior %s %s %s\n", or(p.Organ), or(p.CaseNumber), or(p.DecidedOn))
		for _, d := range p.Dispositions {
			fmt.Fprintf(&b, "  %d %v %v %s\n", d.N, d.Outcomes, d.Agencies, d.Text)
		}
	}
	for _, d := range r.Dispositions {
		fmt.Fprintf(&b, "disposition %d %v %v %s\n", d.N, d.Outcomes, d.Agencies, d.Text)
	}
	for _, x := range r.Results {
		fmt.Fprintf(&b, "result %s %s\n", x.Agency, x.Result)
	}
	for _, e := range r.Errors {
		note := ""
		if e.Minor {
			note += " minor"
		}
		if !e.Ground {
			note += " remark"
		}
		fmt.Fprintf(&b, "finding %s%s %v\n", e.Code, note, e.Agencies)
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(&b, "warning %s\n", w.Code)
	}
	b.WriteString("\n")
	return b.String()
}
