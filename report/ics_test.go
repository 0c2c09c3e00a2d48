package report

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"zeren/classify"
	"zeren/extract"
)

// property is one content line of a calendar, unfolded and unescaped.
type property struct{ name, params, value string }

// parseICS reads a calendar strictly: CRLF, folding, nesting, escapes.
func parseICS(t interface{ Fatalf(string, ...any) }, data []byte) []property {
	text := string(data)
	if !utf8.ValidString(text) || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") || !strings.HasSuffix(text, "\r\n") {
		t.Fatalf("line ends or UTF-8: %q", text)
	}
	for _, l := range strings.Split(text, "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) {
			t.Fatalf("a line of %d octets: %q", len(l), l)
		}
	}
	var out []property
	var open []string
	for _, l := range strings.Split(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n") {
		head, value, ok := strings.Cut(l, ":")
		if !ok {
			t.Fatalf("no property: %q", l)
		}
		p := property{value: value}
		p.name, p.params, _ = strings.Cut(head, ";")
		switch p.name {
		case "BEGIN":
			open = append(open, value)
		case "END":
			if len(open) == 0 || open[len(open)-1] != value {
				t.Fatalf("END:%s in %v", value, open)
			}
			open = open[:len(open)-1]
		case "SUMMARY", "DESCRIPTION":
			p.value = unescapeICS(t, value)
		}
		out = append(out, p)
	}
	if len(open) != 0 {
		t.Fatalf("open: %v", open)
	}
	return out
}

func unescapeICS(t interface{ Fatalf(string, ...any) }, s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == ';' || s[i] == ',':
			t.Fatalf("unescaped %q in %q", s[i], s)
		case s[i] != '\\':
			b.WriteByte(s[i])
		default:
			i++
			switch s[i] {
			case 'n':
				b.WriteByte('\n')
			case '\\', ';', ',':
				b.WriteByte(s[i])
			default:
				t.Fatalf("escape \\%c", s[i])
			}
		}
	}
	return b.String()
}

func valuesOf(ps []property, name string) []string {
	var out []string
	for _, p := range ps {
		if p.name == name {
			out = append(out, p.value)
		}
	}
	return out
}

func icsCase(number string) classify.Case {
	day := "2023-10-18"
	return classify.Case{Papers: []extract.Record{{CaseNumber: &number, DecidedOn: &day}}}
}

// TestICS: the deadlines whose date is known are events with their working, the
// others are not; identifiers are those of the case, whatever else changes.
func TestICS(t *testing.T) {
	packs, err := classify.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p := &packs[0]
	due, late := "2023-11-06", "2023-12-01"
	a := classify.Assessment{
		Jurisdiction: p.ID, Agency: "某某县某某局",
		Deadlines: []classify.Deadline{
			{ID: "report", Name: "提交报告；报备，存档", Article: "十八", Amount: 10, Unit: "day", From: "收到之日", DueOn: &due, Who: "败诉行政机关", Working: []string{"收到之日：2023年10月25日"}},
			{ID: "papers", Name: "送达会议资料", Article: "十", Amount: 3, Unit: "day", Missing: []string{"meeting_on"}},
			{ID: "report", Name: "提交报告；报备，存档", Article: "十八", Amount: 10, Unit: "day", DueOn: &late},
		},
		Notices: []classify.Notice{{Name: "报送文书", Article: "七", Amount: 5, Unit: "workday", DueOn: &due}},
	}
	data := ICS(p, icsCase("（2023）皖15行终208号"), a)
	got := parseICS(t, data)
	if n := len(valuesOf(got, "DTSTART")); n != 3 {
		t.Fatalf("%d events\n%s", n, data)
	}
	ids := valuesOf(got, "UID")
	if ids[0] == ids[1] || ids[1] == ids[2] {
		t.Errorf("identifiers %v", ids)
	}
	if got := valuesOf(got, "DTSTAMP"); got[0] != "20231018T000000Z" {
		t.Errorf("stamps %v", got)
	}
	if got := valuesOf(got, "DTSTART"); got[0] != "20231106" {
		t.Errorf("dates %v", got)
	}
	words := strings.Join(valuesOf(got, "DESCRIPTION"), "\n")
	for _, want := range []string{p.Title, p.CiteShort("十八"), "收到之日：2023年10月25日", "由谁办理：败诉行政机关", "裁判是否生效尚待确认"} {
		if !strings.Contains(words, want) {
			t.Errorf("no %q in %s", want, words)
		}
	}
	if s := valuesOf(got, "SUMMARY")[0]; s != "提交报告；报备，存档（期限届满）　某某县某某局 （2023）皖15行终208号" {
		t.Errorf("summary %q", s)
	}
	moved := "2024-01-02"
	a.Deadlines[0].DueOn, a.Deadlines[0].Working = &moved, nil
	if again := valuesOf(parseICS(t, ICS(p, icsCase("（2023）皖15行终208号"), a)), "UID"); again[0] != ids[0] {
		t.Error("another date gives another identifier")
	}
	if other := valuesOf(parseICS(t, ICS(p, icsCase("（2023）皖15行终209号"), a)), "UID"); other[0] == ids[0] {
		t.Error("another case has the same identifier")
	}
	if got := ICS(p, icsCase("x"), classify.Assessment{Deadlines: a.Deadlines[1:2]}); got != nil {
		t.Errorf("a calendar without events: %s", got)
	}
}

// TestICSText: whatever a name holds, the calendar is whole and gives it back.
func TestICSText(t *testing.T) {
	packs, err := classify.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.StringOf(rapid.RuneFrom([]rune("判决；;,，\\:\n\r\t\x00𬭚a\"　（）"))).Draw(rt, "name")
		due := time.Date(2000+rapid.IntRange(0, 99).Draw(rt, "year"), 2, 28, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		got := parseICS(rt, ICS(&packs[0], icsCase("x"), classify.Assessment{Deadlines: []classify.Deadline{{Name: name, DueOn: &due}}}))
		want := strings.NewReplacer("\r", "", "\t", "", "\x00", "").Replace(name)
		if s := valuesOf(got, "SUMMARY")[0]; !strings.HasPrefix(s, want+"（期限届满）") {
			rt.Fatalf("%q from %q", s, name)
		}
	})
}
