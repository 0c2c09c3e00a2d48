package classify

import (
	"crypto/sha256"
	_ "embed"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// holidaysCSV holds the days off and the shifted working days (调休) of the
// State Council's yearly notices, 2007 to 2026, from NateScarlet/holiday-cn
// (MIT). Columns: date, holiday, day (off | work).
//
//go:embed holidays.csv
var holidaysCSV []byte

// Calendar tells working days from days off by the State Council's notices. A
// year without a notice is known by its weekends only, and says so.
type Calendar struct {
	days   map[string]holiday
	years  map[int]bool
	Digest string // SHA-256 over the tables it was made from
}

type holiday struct {
	name string
	off  bool
}

var builtinCalendar = sync.OnceValues(func() (*Calendar, error) {
	c := &Calendar{days: map[string]holiday{}, years: map[int]bool{}}
	if err := c.add("holidays.csv", holidaysCSV); err != nil {
		return nil, err
	}
	c.Digest = hexDigest(holidaysCSV)
	return c, nil
})

// LoadCalendar gives the built-in calendar, extended by tables of the same
// form (date,holiday,day); a later table's day replaces an earlier one's. The
// error names the line.
func LoadCalendar(extra ...[]byte) (*Calendar, error) {
	base, err := builtinCalendar()
	if err != nil || len(extra) == 0 {
		return base, err
	}
	c := &Calendar{days: make(map[string]holiday, len(base.days)), years: map[int]bool{}}
	for k, v := range base.days {
		c.days[k] = v
	}
	for y := range base.years {
		c.years[y] = true
	}
	all := append([]byte{}, holidaysCSV...)
	for _, data := range extra {
		if err := c.add("holidays.csv", data); err != nil {
			return nil, err
		}
		all = append(append(all, 0), data...)
	}
	c.Digest = hexDigest(all)
	return c, nil
}

func hexDigest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func (c *Calendar) add(name string, data []byte) error {
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff")))
	r.FieldsPerRecord = 3
	for first := true; ; first = false {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var form *csv.ParseError
		if errors.As(err, &form) {
			return Problem{name, form.Line, 1, "应为三列：date,holiday,day"}
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if first && row[0] == "date" {
			continue
		}
		line, _ := r.FieldPos(0)
		day, err := parseDay(row[0])
		if err != nil {
			return Problem{name, line, 1, fmt.Sprintf("日期“%s”不对，应如 2026-10-01", row[0])}
		}
		if row[2] != "off" && row[2] != "work" {
			return Problem{name, line, 1, fmt.Sprintf("“%s”不对：第三列只能是 off（放假）或 work（上班）", row[2])}
		}
		c.days[row[0]] = holiday{row[1], row[2] == "off"}
		// A notice always gives New Year's Day; rows of the last days of
		// December belong to the next year's notice.
		if row[2] == "off" && day.Month() != time.December {
			c.years[day.Year()] = true
		}
	}
}

// Known tells whether the year's notice is in the data.
func (c *Calendar) Known(year int) bool { return c.years[year] }

// Working tells whether a day is a working day, and why it is not what its
// weekday says ("" where it is): 国庆节放假, 春节调休上班, 周末.
func (c *Calendar) Working(day time.Time) (bool, string) {
	if h, ok := c.days[day.Format(time.DateOnly)]; ok {
		if h.off {
			return false, h.name + "放假"
		}
		return true, h.name + "调休上班"
	}
	if wd := day.Weekday(); wd == time.Saturday || wd == time.Sunday {
		return false, "周末"
	}
	return true, ""
}

// notice names the State Council's notice that governs a year.
func notice(year int) string {
	return fmt.Sprintf("国务院办公厅关于%d年部分节假日安排的通知", year)
}

// period is the end of a period and how it was found.
type period struct {
	end      time.Time
	working  []string
	warnings []Warning
}

// count finds the end of a period that begins with an event. The day of the
// event is not counted. Days are calendar days; months end on the same day
// number, or on the month's last day; roll moves an end on a day off to the
// next working day (法定休假日, weekends included, shifted working days not).
func (c *Calendar) count(event time.Time, amount int, unit string, roll, backward bool) period {
	p := period{}
	step := 1
	if backward {
		step = -1
	}
	years := map[int]bool{}
	see := func(d time.Time) { years[d.Year()] = true }
	switch unit {
	case "workday":
		day, skipped, shifted := event, map[string]int{}, []string(nil)
		var order []string
		for n := 0; n < amount; {
			day = day.AddDate(0, 0, step)
			see(day)
			ok, why := c.Working(day)
			if ok {
				n++
				if why != "" {
					shifted = append(shifted, day.Format(time.DateOnly)+why)
				}
				continue
			}
			if skipped[why] == 0 {
				order = append(order, why)
			}
			skipped[why]++
		}
		p.end = day
		p.working = append(p.working, fmt.Sprintf("自%s起%s第%d个工作日（当日不计）：%s", event.Format(time.DateOnly), direction(backward), amount, day.Format(time.DateOnly)))
		var words []string
		for _, w := range order {
			words = append(words, fmt.Sprintf("%s%d日", w, skipped[w]))
		}
		if len(words) > 0 {
			p.working = append(p.working, "其间不计："+strings.Join(words, "、"))
		}
		if len(shifted) > 0 {
			p.working = append(p.working, "计入的调休上班日："+strings.Join(shifted, "、"))
		}
	case "month":
		p.end = addMonths(event, amount*step)
		p.working = append(p.working, fmt.Sprintf("自%s起%s%d个月（当日不计）：%s", event.Format(time.DateOnly), direction(backward), amount, p.end.Format(time.DateOnly)))
	default:
		p.end = event.AddDate(0, 0, amount*step)
		p.working = append(p.working, fmt.Sprintf("自%s起%s%d日（当日不计）：%s", event.Format(time.DateOnly), direction(backward), amount, p.end.Format(time.DateOnly)))
	}
	if unit != "workday" && roll {
		see(p.end)
		if ok, why := c.Working(p.end); !ok {
			from := p.end
			for !ok {
				p.end = p.end.AddDate(0, 0, 1)
				see(p.end)
				ok, _ = c.Working(p.end)
			}
			p.working = append(p.working, fmt.Sprintf("期满之日%s为法定休假日（%s），顺延至%s", from.Format(time.DateOnly), why, p.end.Format(time.DateOnly)))
		}
	}
	for y := min(event.Year(), p.end.Year()); y <= max(event.Year(), p.end.Year()); y++ {
		if !years[y] {
			continue
		}
		if c.Known(y) {
			p.working = append(p.working, "依据："+notice(y))
			continue
		}
		p.warnings = append(p.warnings, Warning{"holidays_unknown", fmt.Sprintf("没有%d年的放假安排，只按周末计算，请核对%s", y, notice(y))})
	}
	return p
}

func direction(backward bool) string {
	if backward {
		return "向前"
	}
	return ""
}

// addMonths keeps the day number; where the month has no such day, its last.
func addMonths(d time.Time, n int) time.Time {
	first := time.Date(d.Year(), d.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(d.Day(), last)-1)
}
