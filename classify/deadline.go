package classify

import (
	"fmt"
	"strings"
	"time"

	"zeren/extract"
)

var unitWords = map[string]string{"day": "日", "workday": "个工作日", "month": "个月"}

// deadline works out one deadline. What starts it are date facts, the latest
// counts; service and effect of a paper that is effective by itself need no
// fact of their own once the day of receipt or service is known. Behind
// another deadline whose event has not come, the end is reckoned from that
// one's end, and the working says so.
func (w *view) deadline(r *rule, cal *Calendar, f *Facts, done map[string]Deadline, specs map[string]FactSpec) Deadline {
	d := Deadline{ID: r.ID, Name: r.Name, Article: r.cite.String(), Amount: r.Amount, Unit: r.Unit, From: r.Start, Who: r.Who, Missing: []string{}}
	start, words, gaps := w.event(r.Events, cal, f, specs)
	if start != "" && len(r.Events) > 1 {
		d.StartBecause = w.startBecause(r.Events, start, specs)
	}
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
		d.Working = append(d.Working, words...)
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
func (w *view) event(events []string, cal *Calendar, f *Facts, specs map[string]FactSpec) (string, []string, []string) {
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
			case w.effectiveOn(cal, f) != "":
				day = w.effectiveOn(cal, f)
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
		name := eventName(key, specs)
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

// startBecause tells why a period with several events runs from a day.
func (w *view) startBecause(events []string, start string, specs map[string]FactSpec) string {
	var names []string
	for _, key := range events {
		if key == "effective_on" && w.vals["paper.final"].v == true {
			continue
		}
		names = append(names, eventName(key, specs))
	}
	if len(names) < 2 {
		return fmt.Sprintf("文书自身已发生法律效力，自%s（%s）起算", strings.Join(names, ""), start)
	}
	return fmt.Sprintf("自%s中较晚的一日（%s）起算", strings.Join(names, "与"), start)
}

// effectiveOn is the day on which the paper took effect: as a person tells it,
// or, where nobody appealed, the first day behind the period of appeal. It is
// "" where the paper has not taken effect or took it on a day that is unknown.
func (w *view) effectiveOn(cal *Calendar, f *Facts) string {
	switch {
	case w.vals["paper.effective"].v != true:
		return ""
	case f.Date("effective_on") != "":
		return f.Date("effective_on")
	case w.vals["paper.final"].v != true && f.Values["appeal"].Text == "none" && f.Date("served_on") != "":
		return w.afterAppeal(cal, f.Date("served_on"))
	}
	return ""
}

// afterAppeal is the first day behind the period of appeal: 15 days from
// service for judgments, 10 for rulings (行政诉讼法第八十五条、民事诉讼法第一百七十一条); a
// period that ends on a day off runs to the first day after it.
func (w *view) afterAppeal(cal *Calendar, served string) string {
	d, err := parseDay(served)
	if err != nil {
		return ""
	}
	days := 15
	if t := w.paper.DocumentType; t == extract.AdministrativeRuling || t == extract.CivilRuling {
		days = 10
	}
	return cal.count(d, days, "day", true, false).end.AddDate(0, 0, 1).Format(time.DateOnly)
}

// eventNames are the days that start a period, as their workings print them.
var eventNames = map[string]string{
	"received_on": "收到文书之日", "served_on": "送达之日", "effective_on": "发生法律效力之日", "complaint_received_on": "收到投诉、申诉、举报之日",
	"accepted_on": "受理之日", "fault_determined_on": "过错被确定之日", "decision_received_on": "收到追究决定之日", "review_asked_on": "收到复核申请之日",
	"investigated_on": "完成调查之日", "submitted_on": "报送审核之日", "reviewed_on": "完成审核之日", "opinion_received_on": "收到审核意见之日",
	"handled_on": "作出处理决定之日", "meeting_on": "联席会议召开之日", "suit_received_on": "收到起诉状（上诉状）副本之日",
}

func eventName(key string, specs map[string]FactSpec) string {
	if n, ok := eventNames[key]; ok {
		return n
	}
	return strings.TrimSuffix(specs[key].Ask, "？")
}
