package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"zeren/classify"
)

// ICS gives the deadlines of an assessment as a calendar (RFC 5545) that Outlook
// and the calendars of telephones take in: one event of a whole day for each
// deadline whose date is known, with its working and its article, and a
// reminder three days before. A deadline whose start is not known yet is no
// event: it stands with what is missing for it in the assessment's JSON. Where
// no date is known at all there is no calendar, since RFC 5545 allows none
// without a component, and the result is nil.
//
// There is no clock here: DTSTAMP is the day of the decision at midnight UTC.
// It would say when the entry was made, which the reports of one run must not
// depend on. UID follows from the case, the regulation, the agency and the
// deadline alone, so that a later calendar of the same case replaces its entries.
//
// There is no METHOD and no SEQUENCE: both belong to messages between an organizer
// and those invited (RFC 5546), where a number counts the revisions sent. This
// is a file to be taken in, nobody is invited, and a stage that keeps nothing
// cannot count; where SEQUENCE is absent it is 0, and a program that takes in an
// entry of the same UID and number puts it in the place of the old.
func ICS(p *classify.Pack, c classify.Case, a classify.Assessment) []byte {
	paper := c.Paper()
	number := deref(paper.CaseNumber)
	of := number
	if of == "" {
		of = paper.Source.SHA256
	}
	stamp := "19700101T000000Z"
	if made, ok := madeOn(deref(paper.DecidedOn)); ok {
		stamp = made.Format("20060102T150405Z")
	}
	var w icsWriter
	w.line("BEGIN:VCALENDAR")
	w.line("VERSION:2.0")
	w.line("PRODID:-//zeren//deadlines//ZH")
	w.line("CALSCALE:GREGORIAN")
	events := 0
	seen := map[string]int{}
	for _, d := range dated(a) {
		key := d.ID + "|" + d.Article + "|" + d.Name
		seen[key]++
		due, err := time.Parse(time.DateOnly, deref(d.DueOn))
		if err != nil {
			continue
		}
		events++
		sum := sha256.Sum256([]byte(strings.Join([]string{of, a.Jurisdiction, a.Agency, key, strconv.Itoa(seen[key])}, "\x00")))
		w.line("BEGIN:VEVENT")
		w.line("UID:" + hex.EncodeToString(sum[:16]) + "@zeren")
		w.line("DTSTAMP:" + stamp)
		w.line("DTSTART;VALUE=DATE:" + due.Format("20060102"))
		w.line("DTEND;VALUE=DATE:" + due.AddDate(0, 0, 1).Format("20060102"))
		summary := d.Name + "（期限届满）　" + strings.TrimSpace(a.Agency+" "+number)
		w.text("SUMMARY;LANGUAGE=zh-CN", summary)
		w.text("DESCRIPTION;LANGUAGE=zh-CN", deadlineWords(p, d, a))
		w.line("CATEGORIES;LANGUAGE=zh-CN:责任追究期限")
		w.line("TRANSP:TRANSPARENT")
		w.line("BEGIN:VALARM")
		w.line("ACTION:DISPLAY")
		w.text("DESCRIPTION;LANGUAGE=zh-CN", summary)
		w.line("TRIGGER:-P3D")
		w.line("END:VALARM")
		w.line("END:VEVENT")
	}
	w.line("END:VCALENDAR")
	if events == 0 {
		return nil
	}
	return []byte(w.String())
}

// dated are the deadlines of an assessment and those duties that bind winners
// too and are not among them.
func dated(a classify.Assessment) []classify.Deadline {
	out := slices.Clone(a.Deadlines)
	for _, n := range a.Notices {
		if slices.ContainsFunc(out, func(d classify.Deadline) bool { return d.Name == n.Name && d.Article == n.Article }) {
			continue
		}
		out = append(out, classify.Deadline{
			Name: n.Name, Article: n.Article, Amount: n.Amount, Unit: n.Unit, From: n.From, DueOn: n.DueOn, Who: n.Who, Working: n.Working,
		})
	}
	return out
}

// deadlineWords are what a person must know of a deadline, a line each.
func deadlineWords(p *classify.Pack, d classify.Deadline, a classify.Assessment) string {
	lines := []string{
		fmt.Sprintf("依据：《%s》%s", p.Title, p.CiteShort(d.Article)),
		fmt.Sprintf("期间：%d%s（%s）", d.Amount, unitWords(d.Unit), d.From),
	}
	if d.Who != "" {
		lines = append(lines, "由谁办理："+d.Who)
	}
	if d.StartBecause != "" {
		lines = append(lines, end(d.StartBecause))
	}
	for _, s := range d.Working {
		lines = append(lines, "推算："+end(s))
	}
	for _, x := range d.Warnings {
		lines = append(lines, "请注意："+end(x.Text))
	}
	if a.Applies == nil {
		lines = append(lines, "请注意：规定是否适用尚待核实。")
	}
	if a.Effective == nil || !*a.Effective {
		lines = append(lines, "请注意：裁判是否生效尚待确认。")
	}
	return strings.Join(lines, "\n")
}

func unitWords(unit string) string {
	switch unit {
	case "workday":
		return "个工作日"
	case "month":
		return "个月"
	}
	return "日"
}

// icsWriter writes content lines: CRLF at their ends, folded so that none has
// more than 75 octets, and never within a character (RFC 5545, 3.1).
type icsWriter struct{ strings.Builder }

func (w *icsWriter) line(s string) {
	for room := 75; len(s) > room; room = 74 { // a folded line begins with a blank
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		w.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	w.WriteString(s + "\r\n")
}

// icsEscapes are those of a TEXT value (RFC 5545, 3.3.11).
var icsEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`)

func (w *icsWriter) text(name, value string) {
	value = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f || r == utf8.RuneError {
			return -1
		}
		return r
	}, value)
	w.line(name + ":" + icsEscapes.Replace(value))
}
