package classify

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func day(t testing.TB, s string) time.Time {
	d, err := parseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCount(t *testing.T) {
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		event    string
		amount   int
		unit     string
		roll     bool
		backward bool
		want     string
		says     string
	}{
		{"2021-09-20", 10, "day", true, false, "2021-09-30", "自2021-09-20起10日"},
		{"2021-09-23", 10, "day", true, false, "2021-10-08", "顺延至2021-10-08"},         // ends within the holiday
		{"2021-09-23", 10, "day", false, false, "2021-10-03", "2021-10-03"},           // the pack does not say so
		{"2021-09-15", 3, "day", true, false, "2021-09-18", "2021-09-18"},             // a Saturday worked for the holiday
		{"2021-09-17", 5, "workday", false, false, "2021-09-26", "2021-09-26国庆节调休上班"}, // 18 and 26 are worked, 19–21 off
		{"2023-01-20", 5, "workday", false, false, "2023-02-01", "计入的调休上班日：2023-01-28春节调休上班、2023-01-29春节调休上班"},
		{"2024-12-31", 2, "month", true, false, "2025-02-28", "2个月"},
		{"2024-01-31", 1, "month", true, false, "2024-02-29", "1个月"},
		{"2024-11-30", 3, "month", true, false, "2025-02-28", "3个月"},
		{"2024-06-20", 3, "day", false, true, "2024-06-17", "向前3日"},
		{"2024-12-30", 1, "workday", false, false, "2024-12-31", "2024年"},
	} {
		p := cal.count(day(t, x.event), x.amount, x.unit, x.roll, x.backward)
		if got := p.end.Format(time.DateOnly); got != x.want {
			t.Errorf("%s + %d %s: %s, want %s", x.event, x.amount, x.unit, got, x.want)
		}
		if text := strings.Join(p.working, "；"); !strings.Contains(text, x.says) {
			t.Errorf("%s + %d %s: working %q does not say %q", x.event, x.amount, x.unit, text, x.says)
		}
		if len(p.warnings) > 0 {
			t.Errorf("%s: %v", x.event, p.warnings)
		}
	}
}

func TestCountWithoutNotice(t *testing.T) {
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	p := cal.count(day(t, "2026-12-25"), 10, "workday", false, false)
	if len(p.warnings) != 1 || !strings.Contains(p.warnings[0].Text, "没有2027年的放假安排") {
		t.Errorf("warnings %v", p.warnings)
	}
	more, err := LoadCalendar([]byte("date,holiday,day\n2027-01-01,元旦,off\n2027-01-02,元旦,work\n"))
	if err != nil {
		t.Fatal(err)
	}
	if more.Digest == cal.Digest {
		t.Error("a longer calendar has the digest of the shorter one")
	}
	p = more.count(day(t, "2026-12-31"), 1, "workday", false, false)
	if got := p.end.Format(time.DateOnly); got != "2027-01-02" || len(p.warnings) > 0 {
		t.Errorf("%s %v", got, p.warnings)
	}
	if again, _ := LoadCalendar(); again.Known(2027) {
		t.Error("the table of one calendar leaked into another")
	}
}

func TestCalendarRefuses(t *testing.T) {
	for _, x := range []struct{ table, want string }{
		{"date,holiday,day\n2027-13-01,元旦,off\n", "holidays.csv第2行第1列：日期“2027-13-01”不对，应如 2026-10-01"},
		{"2027-01-01,元旦,holiday\n", "holidays.csv第1行第1列：“holiday”不对：第三列只能是 off（放假）或 work（上班）"},
		{"date,holiday,day\n\n2027-01-01,元旦,holiday\n", "holidays.csv第3行第1列：“holiday”不对"},
		{"2027-01-01,元旦\n", "holidays.csv第1行第1列：应为三列"},
		{"2027-01-01,\"元旦,off\n", "holidays.csv第1行第1列：应为三列"},
	} {
		if _, err := LoadCalendar([]byte(x.table)); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%q: %v, want %s", x.table, err, x.want)
		}
	}
}

// The end of a period of working days is a working day, so many of them lie
// behind the event, and the way back leads to where no more than the event's
// own rest days lie between.
func TestCountWorkdays(t *testing.T) {
	cal, err := LoadCalendar()
	if err != nil {
		t.Fatal(err)
	}
	first := day(t, "2007-01-01")
	rapid.Check(t, func(t *rapid.T) {
		event := first.AddDate(0, 0, rapid.IntRange(0, 6500).Draw(t, "event"))
		n := rapid.IntRange(1, 60).Draw(t, "amount")
		p := cal.count(event, n, "workday", false, false)
		if ok, _ := cal.Working(p.end); !ok {
			t.Fatalf("%s is no working day", p.end)
		}
		got := 0
		for d := event.AddDate(0, 0, 1); !d.After(p.end); d = d.AddDate(0, 0, 1) {
			if ok, _ := cal.Working(d); ok {
				got++
			}
		}
		if got != n {
			t.Fatalf("%d working days, want %d", got, n)
		}
		roll := cal.count(event, n, "day", true, false)
		if ok, _ := cal.Working(roll.end); !ok || roll.end.Before(event.AddDate(0, 0, n)) {
			t.Fatalf("rolled to %s", roll.end)
		}
	})
}
