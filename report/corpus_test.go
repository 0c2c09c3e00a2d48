//go:build corpus

package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

// TestCorpusDrafts drafts every paper of the written cases through the real
// stages: nothing broken is printed, and nothing is quoted that neither the
// source nor the regulation says.
func TestCorpusDrafts(t *testing.T) {
	files, err := filepath.Glob("../../shared/corpus/dev/written/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	packs, err := classify.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := classify.LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	made := map[string]int{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := ingest.Decode(filepath.Base(file), data, ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range extract.Read(doc) {
			c := classify.Case{Papers: []extract.Record{r}}
			for _, a := range classify.Assess(packs, cal, c, classify.Facts{}).Assessments {
				for i := range packs {
					p := &packs[i]
					if p.ID != a.Jurisdiction {
						continue
					}
					drafts, err := Compose(p, c, classify.Facts{}, a, Settings{})
					if err != nil {
						t.Fatalf("%s: %v", file, err)
					}
					k := dispute{source: doc.Text, law: fakeLaw{articles: map[string]string{}}}
					for _, n := range p.Text.Articles {
						k.law.articles[n.Mark] = strings.Join(p.Lines(n.Mark), "\n")
					}
					for j := range drafts {
						sane(t, &drafts[j])
						quoted(t, &drafts[j], k)
						made[p.ID]++
					}
				}
			}
		}
	}
	for i := range packs {
		if made[packs[i].ID] == 0 {
			t.Errorf("no draft under %s", packs[i].ID)
		}
	}
	t.Logf("drafts: %v", made)
}
