package classify

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

var unitWords = map[string]string{"day": "日", "workday": "个工作日", "month": "个月"}

// deadline works out one deadline. What starts it are date facts, the latest
// counts; service and effect of a paper that is effective by itself need no
// fact of their own once the day of receipt or service is known. Behind
// another deadline whose event has not come, the end is reckoned from that
// one's end, and the working says so.
func (w *view) deadline(r *rule, cal *Calendar, f *Facts, done map[string]Deadline, specs map[string]FactSpec) Deadline {
	d := Deadline{ID: r.ID, Name: r.Name, Article: r.cite.String(), Amount: r.Amount, Unit: r.Unit, From: r.Start, Who: r.Who, Missing: []string{}}
	start, words, gaps := w.event(r.Events, f, specs)
	span := fmt.Sprintf("%d%s", r.Amount, unitWords[r.Unit])
	for _, id := range r.After {
		before, ok := done[id]
		if start != "" || !ok || before.DueOn == nil {
			continue
		}
		start = *before.DueOn
		words = []string{fmt.Sprintf("%s的日期未知，按上一步“%s”最迟于%s完成推算", r.Start, before.Name, start)}
	}
	d.Missing = gaps
	if start == "" {
		for _, w := range words {
			d.Working = append(d.Working, w)
		}
		formula := fmt.Sprintf("期限＝%s＋%s（当日不计）", r.Start, span)
		if r.Backward {
			formula = fmt.Sprintf("期限＝%s－%s（当日不计）", r.Start, span)
		}
		if r.RollOver {
			formula += "，期满之日为法定休假日的顺延至其后第一个工作日"
		}
		d.Working = append(d.Working, formula)
		return d
	}
	day, err := parseDay(start)
	if err != nil {
		d.Working = append(d.Working, fmt.Sprintf("起算日期“%s”不对", start))
		return d
	}
	p := cal.count(day, r.Amount, r.Unit, r.RollOver, r.Backward)
	due := p.end.Format(time.DateOnly)
	d.DueOn = &due
	d.Working = append(words, p.working...)
	d.Warnings = p.warnings
	return d
}

// event finds the day that starts a period: the latest of its events. It gives
// "" with what is missing where one of them is unknown.
func (w *view) event(events []string, f *Facts, specs map[string]FactSpec) (string, []string, []string) {
	final := w.vals["paper.final"].v == true
	latest := ""
	var words []string
	gaps := []string{}
	for _, key := range events {
		day := f.Date(key)
		if day == "" && key == "effective_on" {
			switch {
			case final && len(events) > 1:
				continue // effective by itself: the other events tell
			case w.vals["paper.effective"].v == true && f.Values["appeal"].Text == "none" && f.Date("served_on") != "":
				day = w.afterAppeal(f.Date("served_on"))
				words = append(words, fmt.Sprintf("%s送达，上诉期满无人上诉，自%s起发生法律效力", f.Date("served_on"), day))
			}
		}
		if day == "" && key == "received_on" && f.Date("served_on") != "" {
			day = f.Date("served_on")
			words = append(words, "收到之日按送达之日计")
		}
		if day == "" && key == "served_on" && f.Date("received_on") != "" {
			day = f.Date("received_on")
			words = append(words, "送达之日按收到之日计")
		}
		name := strings.TrimSuffix(specs[key].Ask, "？")
		if day == "" {
			gaps = append(gaps, key)
			words = append(words, name+"：待核实")
			continue
		}
		words = append(words, name+"："+day)
		latest = max(latest, day)
	}
	if len(gaps) > 0 {
		return "", words, gaps
	}
	return latest, words, gaps
}

// afterAppeal is the first day behind the period of appeal: 15 days from
// service for judgments, 10 for rulings (行政诉讼法第八十五条).
func (w *view) afterAppeal(served string) string {
	d, err := parseDay(served)
	if err != nil {
		return ""
	}
	days := 15
	if slices.Contains([]string{"administrative_ruling", "civil_ruling"}, fmt.Sprint(w.vals["paper.type"].v)) {
		days = 10
	}
	return d.AddDate(0, 0, days+1).Format(time.DateOnly)
}
