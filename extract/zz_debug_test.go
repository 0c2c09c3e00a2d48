package extract

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"zeren/ingest"
)

func TestZZ(t *testing.T) {
	for _, f := range strings.Fields(os.Getenv("ZZ")) {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc := ingest.Document{Text: string(b)}
		fmt.Println("=====", f)
		for _, r := range Read(doc) {
			org, num := "", ""
			if r.Organ != nil {
				org = r.Organ.Name
			}
			if r.CaseNumber != nil {
				num = *r.CaseNumber
			}
			fmt.Println(r.DocumentType, org, num)
			for _, s := range r.Sections {
				q := []rune(doc.Quote(s.Span))
				a := string(q)
				if len(q) > 70 {
					a = string(q[:40]) + " … " + string(q[len(q)-25:])
				}
				fmt.Printf("  %-12s %s\n", s.Kind, a)
			}
		}
	}
}
