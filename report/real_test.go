package report

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

// real is a paper of a built-in pack, drafted for the sample case with a facts
// sheet, and what it was drafted from.
type real struct {
	name   string
	draft  Draft
	record extract.Record
	law    string
}

// reals drafts every document of every built-in pack through the real rules:
// once with nothing but the paper, once with a facts sheet.
func reals(t testing.TB) []real {
	t.Helper()
	packs, err := classify.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := classify.LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	var out []real
	for i := range packs {
		p := &packs[i]
		source, c := caseOf(p.Example)
		r := &c.Papers[0]
		found := "被告在强制拆除前未催告，未听取原告的陈述、申辩，"
		again := &paperOf{t: source}
		r.Final = nil
		r.Cause, r.Facts = ptr("房屋行政强制"), []extract.Evidence{{Text: found, Span: again.span(found)}}
		law := ""
		for _, n := range p.Text.Articles {
			law += strings.Join(p.Lines(n.Mark), "") + "\n"
		}
		for kind, sheet := range map[string]string{"": "", "-facts": sheetFor(p.Example)} {
			f := classify.Facts{}
			if sheet != "" {
				if f, err = classify.ParseFacts("facts.yaml", []byte(sheet), packs...); err != nil {
					t.Fatalf("%s: %v", p.ID, err)
				}
			}
			a := classify.Assess(packs, cal, c, f).Assessments
			if len(a) != 1 {
				t.Fatalf("%s: %d assessments", p.ID, len(a))
			}
			drafts, err := Compose(p, c, f, a[0], Settings{})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range drafts {
				out = append(out, real{p.ID + "-" + d.ID + kind, d, *r, law})
			}
		}
	}
	slices.SortFunc(out, func(a, b real) int { return strings.Compare(a.name, b.name) })
	if !slices.ContainsFunc(out, func(k real) bool { return strings.ContainsRune(text(&k.draft), '𬭚') }) {
		t.Fatal("no paper bears a rare name")
	}
	if len(out) < 2*8 {
		t.Fatalf("%d papers", len(out))
	}
	return out
}

func sheetFor(agency string) string {
	return `case: （2023）川9901行初5号
received_on: 2025-06-27
served_on: 2025-06-26
appeal: none
effective_on: 2025-07-12
agencies:
  - name: ` + agency + `
    intent_or_gross_negligence: yes
    grave_consequences: no
    major_loss_or_effect: yes
    direct_loss_yuan: 321500
    dereliction: yes
    crime_suspected: no
    persons:
      - {name: 王某喆, roles: [handler]}
      - {name: 李某堃, roles: [reviewer]}
      - {name: 赵某𬭚, roles: [approver]}
    handling: {reviewed: yes, approved: yes, as_approved: yes, on_the_spot: no, omission: no, handler_deceived: no, handler_opinion: wrong, reviewer: passed, approver: passed, collective: {decided: no}}
`
}

// pageText is what a person reads on the pages, line by line: where a line
// begins, in characters of the grid from the left of the text area, is where it
// begins here.
func pageText(l *Layout) string {
	var b strings.Builder
	for n, p := range l.pages {
		fmt.Fprintf(&b, "━━━━ 第%d页\n", n+1)
		type row struct {
			y     float64
			items []item
		}
		var rows []row
		for _, it := range p {
			if it.kind != words {
				continue
			}
			i := slices.IndexFunc(rows, func(r row) bool { return math.Abs(r.y-it.y) < 0.6 })
			if i < 0 {
				i = len(rows)
				rows = append(rows, row{y: it.y})
			}
			rows[i].items = append(rows[i].items, it)
		}
		slices.SortStableFunc(rows, func(a, b row) int { return int(math.Copysign(1, a.y-b.y)) })
		for _, r := range rows {
			slices.SortStableFunc(r.items, func(a, b item) int { return int(math.Copysign(1, a.x-b.x)) })
			at := 0.0
			for i, it := range r.items {
				if gap := it.x - marginLeft - at; i == 0 || gap > 2 {
					b.WriteString(strings.Repeat("　", int(math.Round(gap/charPitch))))
				}
				b.WriteString(it.text)
				at = it.x + it.width - marginLeft
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// TestRealPages holds the pages of every document of every built-in pack to
// what a person has read and found fit to sign.
func TestRealPages(t *testing.T) {
	r := renderer(t)
	for _, k := range reals(t) {
		golden(t, filepath.Join("pages", k.name), pageText(r.Layout(k.draft)))
	}
}

// TestRealGeometry: nothing overlaps and nothing is cut on any of them.
func TestRealGeometry(t *testing.T) {
	r := renderer(t)
	for _, k := range reals(t) {
		sane(t, &k.draft)
		// A judgment of the first instance of which nobody knows whether it is
		// effective: the words say so, beside the mark on each page.
		if plain := !strings.HasSuffix(k.name, "-facts"); plain != strings.Contains(text(&k.draft), "未生效处理") && plain != strings.Contains(text(&k.draft), "未生效（待确认）") {
			t.Errorf("%s: says 未生效: %v", k.name, !plain)
		}
		for _, f := range faults(r.Layout(k.draft)) {
			t.Errorf("%s: %s", k.name, f)
		}
	}
}

// TestRealRoundTrip: our own reader reads each of them, and every paragraph and
// quotation, party and amount comes back verbatim, over the ends of lines and
// pages; of the tables every character.
func TestRealRoundTrip(t *testing.T) {
	r := renderer(t)
	for _, k := range reals(t) {
		b, err := r.PDF(k.draft)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := ingest.Decode(k.name+".pdf", b, ingest.Options{Only: "layer"})
		if err != nil {
			t.Fatalf("%s: %v", k.name, err)
		}
		got := unspaced(doc.Text)
		has := func(what, s string) {
			if s = unspaced(s); s != "" && !strings.Contains(got, s) {
				t.Errorf("%s: %s does not come back: %s", k.name, what, s)
			}
		}
		quotes := 0
		for _, b := range k.draft.Blocks {
			switch b.Kind {
			case Heading, Paragraph, Note:
				has("a paragraph", b.text())
			case Quote:
				has("a quotation", b.text())
				quotes++
			}
		}
		if k.draft.Form == Report && quotes == 0 {
			t.Errorf("%s: no quotation was compared", k.name)
		}
		if k.draft.Form == Report {
			for _, p := range k.record.Parties {
				has("a party", p.Name)
			}
			for _, d := range k.record.Dispositions {
				has("a disposition", d.Text)
			}
			has("the case number", *k.record.CaseNumber)
			has("the amount", "21500元")
			for _, c := range "喆堃𬭚" {
				if strings.ContainsRune(text(&k.draft), c) && !strings.ContainsRune(got, c) {
					t.Errorf("%s: %c does not come back", k.name, c)
				}
			}
		}
		count := func(texts ...string) map[rune]int {
			n := map[rune]int{}
			for _, s := range texts {
				for _, c := range unspaced(s) {
					n[c]++
				}
			}
			return n
		}
		var laid, read []string
		for _, p := range r.Layout(k.draft).pages {
			for _, it := range p {
				if it.kind == words {
					laid = append(laid, it.text)
				}
			}
		}
		read = append(read, doc.Text)
		for _, p := range doc.Pages {
			for _, f := range p.Furniture {
				read = append(read, f.Text)
			}
		}
		want, have := count(laid...), count(read...)
		for c, n := range want {
			// A head repeated on each page may be read once.
			if have[c] < n && !strings.ContainsRune("序号待核实的事决定条款了解情况单位、人员项期限起算截止日原文规应责任身份类别理由和出处对", c) {
				t.Errorf("%s: %q stands %d times on the pages and is read %d times", k.name, c, n, have[c])
			}
		}
	}
}
