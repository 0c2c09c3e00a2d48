package pipelines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Telling says whom an office tells of what happens and how. The zero value
// tells nobody.
type Telling struct {
	Ways []Way
	// Days: so many days before a deadline it is told; once for each number.
	Days []int
	// Gather is how long news are gathered into one message, 0: one minute.
	Gather time.Duration
	// Retry is the pause after a message that was not taken, 0: one minute. It
	// doubles with each failure, up to an hour.
	Retry time.Duration
}

// Way is one way to reach people: mail, or a program of the office's own.
type Way interface {
	// Name tells the ways of an office apart. What was told by one way is not
	// told by it again; a way with a new name begins with what comes.
	Name() string
	// Send returns when the message was taken. An error is tried again.
	Send(ctx context.Context, m Message) error
}

// NewsKind is what a piece of news is about.
type NewsKind string

// The kinds of news.
const (
	NewsReport   NewsKind = "report"   // reports were drafted
	NewsAside    NewsKind = "aside"    // a file went to a person
	NewsFailed   NewsKind = "failed"   // the work on a file failed
	NewsDeadline NewsKind = "deadline" // a deadline is near
	NewsLapsed   NewsKind = "lapsed"   // a confirmation no longer stands
)

// News is one thing that people should know. It names papers, and holds
// nothing of what they say.
type News struct {
	Kind       NewsKind `json:"kind"`
	Source     string   `json:"source"` // SHA-256 of the file
	Name       string   `json:"name"`   // of the file
	CaseNumber string   `json:"case_number,omitempty"`
	Agency     string   `json:"agency,omitempty"`
	Text       string   `json:"text,omitempty"`    // Chinese: what is wrong, what is due, or what is to be decided
	Remedy     string   `json:"remedy,omitempty"`  // Chinese: what to do
	Reports    []string `json:"reports,omitempty"` // below the outbox; of a deadline, those of its agency
	Missing    int      `json:"missing,omitempty"` // facts that are still asked for
	Bound      int      `json:"bound,omitempty"`   // how many of Reports are bundles (合订本)
	DueOn      string   `json:"due_on,omitempty"`
	DaysLeft   int      `json:"days_left,omitempty"`
}

// Message is what goes out at once.
type Message struct {
	// ID is the same for the same news, so that a message that a crash made go
	// out twice can be known by it.
	ID   string `json:"id"`
	News []News `json:"news"`
}

// Subject counts the news in one Chinese line.
func (m Message) Subject() string {
	var parts []string
	for _, k := range newsOrder {
		if len(m.of(k.kind)) > 0 {
			parts = append(parts, k.head(m.of(k.kind)))
		}
	}
	return "责任：" + strings.Join(parts, "，")
}

// newsGroup is a kind of news as a message counts it.
type newsGroup struct {
	kind        NewsKind
	title, unit string
}

// head counts the news of a group, of reports how many there are besides.
func (g newsGroup) head(list []News) string {
	s := fmt.Sprintf("%s%d%s", g.title, len(list), g.unit)
	reports := 0
	for _, n := range list {
		reports += len(n.Reports) - n.Bound
	}
	if g.kind == NewsReport {
		s += fmt.Sprintf("（%d份报告）", reports)
	}
	return s
}

var newsOrder = []newsGroup{
	{NewsDeadline, "期限临近", "项"},
	{NewsLapsed, "确认失效", "件"},
	{NewsReport, "新出具报告", "案"},
	{NewsFailed, "处理失败", "件"},
	{NewsAside, "转人工处理", "件"},
}

func (m Message) of(kind NewsKind) (list []News) {
	for _, n := range m.News {
		if n.Kind == kind {
			list = append(list, n)
		}
	}
	return list
}

// Text is the message in Chinese, a line for each fact.
func (m Message) Text() string {
	var b strings.Builder
	for _, k := range newsOrder {
		list := m.of(k.kind)
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s\n", k.head(list))
		for i, n := range list {
			fmt.Fprintf(&b, "%d．%s\n", i+1, n.line())
			for _, r := range n.Reports {
				fmt.Fprintf(&b, "    %s\n", r)
			}
		}
		b.WriteString("\n")
	}
	for _, f := range footers {
		if slices.ContainsFunc(m.News, f.when) {
			b.WriteString(f.text)
		}
	}
	b.WriteString("本消息由程序发出，只列文书名称、案号和办理事项，不含文书内容。\n")
	return b.String()
}

// footers say what to do with the news above, as far as there are such.
var footers = []struct {
	when func(News) bool
	text string
}{
	{func(n News) bool { return n.Kind == NewsDeadline }, "期限按文书和已录入的事实推算，是否已经办理请自行核对。\n"},
	{func(n News) bool { return len(n.Reports) > 0 }, "以上路径在报告文件夹之内。\n"},
	{func(n News) bool { return n.Missing > 0 }, "有待核实事实的，运行 zeren facts template 案号 生成事实表，填好后用 zeren facts set 录入，报告随即重新起草。\n"},
	{func(n News) bool { return n.Kind == NewsAside }, "转人工处理的文件在收件文件夹的“待人工处理”中，旁边有说明。\n"},
	{func(n News) bool { return n.Kind == NewsFailed }, "处理失败的文件没有丢失；排除原因后运行 zeren retry --all 重新处理。\n"},
}

// longDate is a date (YYYY-MM-DD) as papers write it.
func longDate(date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return day.Format("2006年1月2日")
}

func (n News) line() string {
	name := cmp.Or(n.CaseNumber, n.Name)
	switch n.Kind {
	case NewsDeadline:
		left := fmt.Sprintf("还有%d天", n.DaysLeft)
		if n.DaysLeft == 0 {
			left = "即今天"
		}
		return fmt.Sprintf("%s届满（%s）：%s，%s，案件%s", longDate(n.DueOn), left, n.Agency, n.Text, name)
	case NewsReport:
		if n.Missing > 0 {
			name += fmt.Sprintf("（待核实事实%d项）", n.Missing)
		}
		if n.Text != "" {
			return name + "：" + n.Text
		}
		return name
	}
	return fmt.Sprintf("%s：%s%s", n.Name, n.Text, n.Remedy)
}

// Told is what was told one way, up to an event.
type Told struct {
	Way       string   `json:"way"`
	Upto      uint64   `json:"upto"` // outcomes up to this event
	Deadlines []string `json:"deadlines,omitempty"`
}

// toldState is what a way has told so far.
type toldState struct {
	upto      uint64
	deadlines map[string]bool
}

// outcomeNews is an outcome that people should know, at its event.
type outcomeNews struct {
	seq    uint64
	source string
}

func (l *ledger) tell(t *Told) {
	s := l.told[t.Way]
	if s == nil {
		s = &toldState{deadlines: map[string]bool{}}
		l.told[t.Way] = s
	}
	s.upto = max(s.upto, t.Upto)
	for _, id := range t.Deadlines {
		s.deadlines[id] = true
	}
}

func (o *Outcome) paths() (list []string) {
	for _, p := range o.Papers {
		for _, d := range p.Documents {
			list = append(list, d.Path)
		}
	}
	return list
}

// tellAll tells each way its news until ctx ends, then once more what is left:
// a run that ends at once would otherwise tell nothing. No work waits for it.
func (o *Office) tellAll(ctx, drain context.Context) {
	var wg sync.WaitGroup
	for _, way := range o.cfg.Telling.Ways {
		wg.Go(func() { o.tellBy(ctx, drain, way) })
	}
	wg.Wait()
}

// deadlineRound is how often deadlines are looked at.
const deadlineRound = time.Hour

// lastWord is how long a way may take for what is left when the office closes.
const lastWord = 15 * time.Second

func (o *Office) tellBy(ctx, drain context.Context, way Way) {
	t := o.cfg.Telling
	name := way.Name()
	log := o.log.With("way", name)
	begun := false
	o.ledger.view(func() { begun = o.ledger.told[name] != nil })
	if !begun {
		var upto uint64
		o.ledger.view(func() { upto = o.ledger.seq })
		if err := o.append(ctx, keyOf(name)[:16], Event{Kind: PeopleTold, Told: &Told{Way: name, Upto: upto}}, false); err != nil {
			log.Warn("beginning to tell", "error", err)
			return
		}
	}
	pause := cmp.Or(t.Retry, time.Minute)
	for failures := 0; ctx.Err() == nil; {
		due := false
		if list, err := o.near(name); err != nil {
			log.Warn("looking for deadlines", "error", err)
		} else {
			due = len(list) > 0
		}
		round, cancel := context.WithTimeout(ctx, deadlineRound)
		o.ledger.wait(round.Done(), func() bool { return failures > 0 || due || o.ledger.hasNews(name) })
		cancel()
		wait := cmp.Or(t.Gather, time.Minute)
		if failures > 0 {
			wait = min(pause<<min(failures-1, 6), time.Hour)
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
		if err := o.tellOnce(ctx, drain, way); err != nil {
			failures++
			log.Warn("a message was not taken and will be tried again", "tries", failures, "error", err)
			if failures == 1 {
				o.notify(Notice{Kind: Stalled, Text: fmt.Sprintf("消息没有发出（%s）。", name), Remedy: "请检查设置文件中的 notify 和网络；稍后会再次发送，文件的处理不受影响。"})
			}
			continue
		}
		if failures > 0 {
			o.notify(Notice{Kind: Resumed, Text: "消息发送（" + name + "）"})
		}
		failures = 0
	}
	last, cancel := context.WithTimeout(drain, lastWord)
	defer cancel()
	if err := o.tellOnce(last, last, way); err != nil {
		log.Warn("a message waits for the next run", "error", err)
	}
}

// tellOnce sends what a way has not told yet, if anything, and records it. The
// record outlives a stop that comes after the sending.
func (o *Office) tellOnce(ctx, drain context.Context, way Way) error {
	m, told, err := o.gather(way.Name())
	if err != nil {
		return err
	}
	if len(m.News) == 0 {
		return nil
	}
	if err := way.Send(ctx, m); err != nil {
		return fmt.Errorf("telling by %s: %w", way.Name(), err)
	}
	o.step("told")
	return o.append(drain, keyOf(told.Way)[:16], Event{Kind: PeopleTold, Told: &told}, false)
}

// hasNews is called under the ledger's lock.
func (l *ledger) hasNews(way string) bool {
	s := l.told[way]
	return s != nil && len(l.news) > 0 && l.news[len(l.news)-1].seq > s.upto
}

// gather makes a message of what a way has not told yet.
func (o *Office) gather(way string) (m Message, told Told, err error) {
	told.Way = way
	ids := []string{way}
	var sources []string
	o.ledger.view(func() {
		s := o.ledger.told[way]
		if s == nil {
			return
		}
		told.Upto = s.upto
		seen := map[string]bool{}
		for _, n := range o.ledger.news {
			if n.seq <= s.upto {
				continue
			}
			told.Upto = max(told.Upto, n.seq)
			if !seen[n.source] {
				seen[n.source] = true
				sources = append(sources, n.source)
			}
			ids = append(ids, fmt.Sprint(n.seq))
		}
	})
	for _, sha := range sources {
		e, err := o.entry(sha)
		if err != nil {
			return m, told, err
		}
		m.News = append(m.News, newsOf(&e)...)
	}
	near, err := o.near(way)
	if err != nil {
		return m, told, err
	}
	for _, d := range near {
		m.News = append(m.News, d.news)
		told.Deadlines = append(told.Deadlines, d.id)
		ids = append(ids, d.id)
	}
	m.ID = keyOf(ids...)[:32]
	return m, told, nil
}

// newsOf is the latest outcome of a source as news: one for each paper that
// has reports.
func newsOf(e *Entry) []News {
	base := News{Source: e.Source, Name: e.Name}
	switch {
	case e.Problem != nil:
		base.Kind, base.Text, base.Remedy = NewsFailed, e.Problem.Text, e.Problem.Remedy
		return []News{base}
	case e.Outcome == nil:
		return nil
	case e.Outcome.Aside:
		base.Kind, base.Text, base.Remedy = NewsAside, e.Outcome.Text, e.Outcome.Remedy
		return []News{base}
	}
	var list []News
	offers := offered(e.Links)
	for i := range offers {
		offers[i].Text = "" // the ground may name parties
	}
	for _, p := range e.Outcome.Papers {
		n := base
		n.Kind, n.CaseNumber, n.Text = NewsReport, p.CaseNumber, asks(e.Source, offers)
		for _, d := range p.Documents {
			n.Reports = append(n.Reports, d.Path)
			if d.Bound {
				n.Bound++
			}
		}
		for _, pack := range p.Packs {
			n.Missing += pack.Missing
		}
		if len(n.Reports) > 0 {
			list = append(list, n)
		}
	}
	if e.Lapsed != "" {
		lapsed := base
		lapsed.Kind, lapsed.Text = NewsLapsed, lapsedWords(e.Lapsed, len(list) > 0)
		list = append(list, lapsed)
	}
	return list
}

type nearDeadline struct {
	id   string
	news News
}

// near gives the deadlines that a way is to tell today, soonest first.
func (o *Office) near(way string) (list []nearDeadline, err error) {
	told := map[string]bool{}
	begun := false
	o.ledger.view(func() {
		if s := o.ledger.told[way]; s != nil {
			begun, told = true, maps.Clone(s.deadlines)
		}
	})
	if !begun || len(o.cfg.Telling.Days) == 0 {
		return nil, nil
	}
	today := o.now()
	y, m, d := today.Local().Date()
	first := dayNumber(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
	last := first + int32(slices.Max(o.cfg.Telling.Days))
	for e, err := range o.entries(func(s *source) bool {
		return s.problem == 0 && slices.ContainsFunc(s.dues, func(day int32) bool { return first <= day && day <= last })
	}) {
		if err != nil {
			return nil, err
		}
		for _, p := range e.Outcome.Papers {
			if p.Superseded != nil || p.Duplicate != nil {
				continue // nobody has to do what another paper has overtaken
			}
			for _, pack := range p.Packs {
				for _, d := range pack.Deadlines {
					if d.DueOn == nil {
						continue
					}
					left, err := daysLeft(today, *d.DueOn)
					step, ok := o.cfg.Telling.step(left)
					if err != nil || !ok {
						continue
					}
					id := keyOf(e.Source, fmt.Sprint(p.Part), pack.Jurisdiction, pack.Agency, d.ID, d.Article, *d.DueOn, fmt.Sprint(step))[:32]
					if told[id] {
						continue
					}
					n := News{
						Kind: NewsDeadline, Source: e.Source, Name: e.Name, CaseNumber: p.CaseNumber, Agency: pack.Agency,
						Text: d.Name, DueOn: *d.DueOn, DaysLeft: left,
					}
					for _, x := range p.Documents {
						if x.Jurisdiction == pack.Jurisdiction && x.Agency == pack.Agency {
							n.Reports = append(n.Reports, x.Path)
						}
					}
					list = append(list, nearDeadline{id, n})
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b nearDeadline) int { return strings.Compare(a.news.DueOn, b.news.DueOn) })
	return list, nil
}

// step is the smallest of the office's numbers of days that a deadline has
// come within; ok is false where it is further off, or past.
func (t *Telling) step(left int) (step int, ok bool) {
	for _, d := range t.Days {
		if left >= 0 && left <= d && (!ok || d < step) {
			step, ok = d, true
		}
	}
	return step, ok
}

var errNoDate = errors.New("no date")

// daysLeft counts calendar days from the day of now, where the office is, to a
// date.
func daysLeft(now time.Time, date string) (int, error) {
	due, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0, errNoDate
	}
	y, m, d := now.Local().Date()
	return int(due.Sub(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)).Hours() / 24), nil
}
