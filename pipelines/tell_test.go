package pipelines

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"zeren/classify"
)

// letterbox is a Way that keeps what it takes, and refuses as often as it is
// told to.
type letterbox struct {
	mu     sync.Mutex
	refuse int
	got    []Message
}

func (l *letterbox) Name() string { return "letterbox" }

func (l *letterbox) Send(_ context.Context, m Message) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.refuse > 0 {
		l.refuse--
		return errors.New("refused")
	}
	l.got = append(l.got, m)
	return nil
}

func (l *letterbox) news() (list []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, m := range l.got {
		for _, n := range m.News {
			list = append(list, string(n.Kind)+" "+n.Name)
		}
	}
	slices.Sort(list)
	return list
}

func TestTellsWhatHappenedOnce(t *testing.T) {
	p := newPlace(t)
	box := new(letterbox)
	p.cfg.Telling = Telling{Ways: []Way{box}, Gather: time.Hour}
	for name, text := range mixed() {
		p.drop(name, text)
	}
	for range 2 { // the second run has nothing new to tell
		if err := p.once(); err != nil {
			t.Fatal(err)
		}
	}
	// Which of two files with the same bytes comes first is the folder's order.
	want := []string{"aside 4 空.txt", "aside 5 通知.txt", "report 1 败诉.txt"}
	if got := box.news(); !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
	if len(box.got) != 1 {
		t.Errorf("%d messages, want all in one", len(box.got))
	}
}

func TestTellingIsTriedAgainAndHoldsNothingUp(t *testing.T) {
	p := newPlace(t)
	box := &letterbox{refuse: 2}
	p.cfg.Telling = Telling{Ways: []Way{box}, Gather: time.Millisecond, Retry: time.Millisecond}
	p.drop("1.txt", judgment(1, true))
	resumed := make(chan struct{}, 1)
	keep := p.cfg.Notify
	p.cfg.Notify = func(n Notice) {
		keep(n)
		if n.Kind == Resumed {
			resumed <- struct{}{}
		}
	}
	o := p.open()
	defer o.Close()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- o.Watch(ctx) }()
	<-resumed
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if got := box.news(); !slices.Equal(got, []string{"report 1.txt"}) {
		t.Errorf("told %q", got)
	}
	if len(p.kinds(Stalled)) != 1 {
		t.Errorf("the person at the screen was told %d times of the failure", len(p.kinds(Stalled)))
	}
}

// TestTellingBeginsWhenItIsSwitchedOn: an office that has worked for years
// does not get mail about all of it.
func TestTellingBeginsWhenItIsSwitchedOn(t *testing.T) {
	p := newPlace(t)
	p.drop("1.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	box := new(letterbox)
	p.cfg.Telling = Telling{Ways: []Way{box}}
	p.drop("2.txt", judgment(2, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	if got := box.news(); !slices.Equal(got, []string{"report 2.txt"}) {
		t.Errorf("told %q", got)
	}
}

func TestTellsNearDeadlinesOnceForEachStep(t *testing.T) {
	p := newPlace(t)
	box := new(letterbox)
	due := "2026-03-12"
	assess := p.cfg.Chain.Assess
	p.cfg.Chain.Assess = func(c classify.Case, f classify.Facts) (classify.Outcome, error) {
		out, err := assess(c, f)
		for i := range out.Assessments {
			out.Assessments[i].Deadlines = []classify.Deadline{
				{ID: "report", Name: "报送案件分析报告", DueOn: &due}, {ID: "unknown", Name: "从送达之日起算"},
			}
		}
		return out, err
	}
	p.cfg.Telling = Telling{Ways: []Way{box}, Days: []int{5, 1}}
	p.drop("1.txt", judgment(1, true))
	for _, day := range []struct {
		date string
		want []string
	}{
		{"2026-03-01", []string{"report 1.txt"}},
		{"2026-03-07", []string{"deadline 1.txt", "report 1.txt"}},
		{"2026-03-08", []string{"deadline 1.txt", "report 1.txt"}},
		{"2026-03-11", []string{"deadline 1.txt", "deadline 1.txt", "report 1.txt"}},
		{"2026-03-13", []string{"deadline 1.txt", "deadline 1.txt", "report 1.txt"}},
	} {
		start, at := time.Now(), date(t, day.date)
		p.cfg.Now = func() time.Time { return at.Add(time.Since(start)) }
		if err := p.once(); err != nil {
			t.Fatal(err)
		}
		if got := box.news(); !slices.Equal(got, day.want) {
			t.Errorf("%s: told %q, want %q", day.date, got, day.want)
		}
	}
	if got := box.got[1].Text(); !strings.Contains(got, "1．2026年3月12日届满（还有5天）：某某县某某局，报送案件分析报告，案件（2021）皖1524行初1号\n") {
		t.Error(got)
	}
}

// TestTellsNoDeadlineOfOvertakenPapers: of a dispute only the paper that stands
// has deadlines to be told.
func TestTellsNoDeadlineOfOvertakenPapers(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	box := new(letterbox)
	due := "2026-03-12"
	assess := p.cfg.Chain.Assess
	p.cfg.Chain.Assess = func(c classify.Case, f classify.Facts) (classify.Outcome, error) {
		out, err := assess(c, f)
		for i := range out.Assessments {
			out.Assessments[i].Deadlines = []classify.Deadline{{ID: "report", Name: "报送案件分析报告", DueOn: &due}}
		}
		return out, err
	}
	p.cfg.Telling = Telling{Ways: []Way{box}, Days: []int{5}}
	files := chainOfPapers()
	files["重审 另一份.txt"] = files["重审.txt"] + "（扫描件）\n"
	day := func(s string, papers ...string) []string {
		start, at := time.Now(), date(t, s)
		p.cfg.Now = func() time.Time { return at.Add(time.Since(start)) }
		for _, name := range papers {
			p.drop(name, files[name])
		}
		if err := p.once(); err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(box.news(), func(s string) bool { return !strings.HasPrefix(s, string(NewsDeadline)) })
	}
	if got := day("2026-03-01", "一审.txt", "二审.txt"); len(got) != 0 {
		t.Errorf("told %q too early", got)
	}
	if got := day("2026-03-02", "重审.txt", "重审 另一份.txt", "申诉.txt"); len(got) != 0 {
		t.Errorf("told %q too early", got)
	}
	got := day("2026-03-08")
	if len(got) != 1 || !strings.Contains(got[0], "重审") {
		t.Errorf("told %q", got)
	}
	o := p.open()
	defer o.Close()
	elsewhere := 0
	for _, e := range register(t, o) {
		for _, x := range e.Outcome.Papers {
			if x.Superseded == nil && x.Duplicate == nil {
				continue
			}
			elsewhere++
			if len(x.Packs) > 0 {
				t.Errorf("%s has deadlines of its own: %+v", e.Name, x.Packs)
			}
		}
	}
	if elsewhere != 4 {
		t.Errorf("%d papers that others stand for", elsewhere)
	}
}

// TestTellsOffers: that two files are perhaps of one dispute is said when the
// later one has its outcome, on the screen and in the message, with the command
// that decides it.
func TestTellsOffers(t *testing.T) {
	p := newPlace(t)
	box := new(letterbox)
	p.cfg.Telling = Telling{Ways: []Way{box}}
	first, later := paper("（2021）皖1524行初1号", "2021-03-05", "", ""), paper("（2022）皖1524行初9号", "2022-03-05", "", "另见：（2021）皖1524行初1号\n")
	p.drop("甲.txt", first)
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	p.drop("乙.txt", later)
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	said := p.kinds(Reported)
	if len(said) != 2 || len(said[0].Offers) != 0 || len(said[1].Offers) != 1 {
		t.Fatalf("%+v", said)
	}
	command := "zeren link " + Digest([]byte(later))[:12] + " --with " + Digest([]byte(first))[:12]
	for _, want := range []string{"已出具：乙.txt，共1份报告。可能与 甲.txt 属同一争议（", "第1页", command, "--not"} {
		if !strings.Contains(said[1].String(), want) {
			t.Errorf("no %q in %s", want, said[1])
		}
	}
	text := box.got[len(box.got)-1].Text()
	if !strings.Contains(text, "行初9号：可能与 甲.txt 属同一争议，请用 "+command) {
		t.Error(text)
	}
	// Asked for later, either file tells of the other; once decided, none does.
	o := p.open()
	defer o.Close()
	for _, e := range register(t, o) {
		if n, ok := e.Notice(); !ok || len(n.Offers) != 1 {
			t.Errorf("%s: %+v", e.Name, n.Offers)
		}
	}
	list := register(t, o)
	if err := o.Tie(t.Context(), list[0], list[1], true, "李四"); err != nil {
		t.Fatal(err)
	}
	if err := o.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, e := range register(t, o) {
		if n, _ := e.Notice(); len(n.Offers) != 0 {
			t.Errorf("%s: still offered after the refusal", e.Name)
		}
	}
}

func date(t *testing.T, s string) time.Time {
	d, err := time.ParseInLocation(time.DateTime, s+" 09:00:00", time.Local)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestMessageCountsAndNames(t *testing.T) {
	m := Message{News: []News{
		{Kind: NewsReport, Name: "a.pdf", CaseNumber: "（2021）皖1524行初1号", Reports: []string{"somewhere/1/某局.pdf"}, Missing: 3},
		{Kind: NewsFailed, Name: "b.pdf", Text: "程序内部出错。", Remedy: "请重试。"},
		{Kind: NewsDeadline, Name: "c.pdf", Agency: "某局", Text: "报送分析报告", DueOn: "2026-03-02"},
	}}
	if got, want := m.Subject(), "责任：期限临近1项，新出具报告1案（1份报告），处理失败1件"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	want := `期限临近1项
1．2026年3月2日届满（即今天）：某局，报送分析报告，案件c.pdf

新出具报告1案（1份报告）
1．（2021）皖1524行初1号（待核实事实3项）
    somewhere/1/某局.pdf

处理失败1件
1．b.pdf：程序内部出错。请重试。

期限按文书和已录入的事实推算，是否已经办理请自行核对。
以上路径在报告文件夹之内。
有待核实事实的，运行 zeren facts template 案号 生成事实表，填好后用 zeren facts set 录入，报告随即重新起草。
处理失败的文件没有丢失；排除原因后运行 zeren retry --all 重新处理。
本消息由程序发出，只列文书名称、案号和办理事项，不含文书内容。
`
	if got := m.Text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	// What there is no news of is not spoken of.
	m.News = []News{{Kind: NewsAside, Name: "d.pdf", Text: "文件是空的，没有任何内容。", Remedy: "请重新取得。"}}
	want = `转人工处理1件
1．d.pdf：文件是空的，没有任何内容。请重新取得。

转人工处理的文件在收件文件夹的“待人工处理”中，旁边有说明。
本消息由程序发出，只列文书名称、案号和办理事项，不含文书内容。
`
	if got := m.Text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestMailSpeaksSMTP: a server that knows the minimum takes the letter, and
// its subject and text arrive whole.
func TestMailSpeaksSMTP(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	letters := make(chan string, 1)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go postOffice(c, letters)
		}
	}()
	port := l.Addr().(*net.TCPAddr).Port
	m := &Mail{Host: "127.0.0.1", Port: port, Security: Plaintext, From: "zeren@example.org", To: []string{"a@example.org", "b@example.org"}}
	if err := m.Reach(t.Context()); err != nil {
		t.Fatal(err)
	}
	msg := Message{ID: "0123", News: []News{{Kind: NewsReport, CaseNumber: "（2021）皖1524行初1号", Reports: []string{"jinzhai/（2021）皖1524行初1号/金寨县白塔畈镇人民政府-行政败诉案件分析报告-3d14e3c1.pdf"}}}}
	if err := m.Send(t.Context(), msg); err != nil {
		t.Fatal(err)
	}
	letter, err := mail.ReadMessage(strings.NewReader(<-letters))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject"))
	if err != nil || subject != msg.Subject() {
		t.Errorf("subject %q, %v", subject, err)
	}
	if id := letter.Header.Get("Message-Id"); id != "<0123@example.org>" {
		t.Errorf("message id %q", id)
	}
	if way := letter.Header.Get("Content-Transfer-Encoding"); way != "quoted-printable" {
		t.Fatalf("encoding %q", way)
	}
	text, err := io.ReadAll(quotedprintable.NewReader(letter.Body))
	if got := strings.ReplaceAll(string(text), "\r\n", "\n"); err != nil || strings.TrimSpace(got) != strings.TrimSpace(msg.Text()) {
		t.Errorf("%v\n%s", err, got)
	}

	l.Close()
	if err := m.Send(t.Context(), msg); err == nil {
		t.Error("no error without a server")
	}
}

// TestOfficeMails: a watch drafts while the mail server turns it away, and the
// letter comes when the server takes it, once.
func TestOfficeMails(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	letters := make(chan string, 8)
	open := make(chan struct{})
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			select {
			case <-open:
				go postOffice(c, letters)
			default:
				fmt.Fprint(c, "421 closed\r\n")
				c.Close()
			}
		}
	}()
	p := newPlace(t)
	way := &Mail{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: Plaintext, From: "zeren@example.org", To: []string{"a@example.org"}}
	p.cfg.Telling = Telling{Ways: []Way{way}, Gather: time.Millisecond, Retry: time.Millisecond}
	p.drop("1.txt", judgment(1, true))
	reported, stalled := make(chan struct{}, 1), make(chan struct{}, 1)
	p.cfg.Notify = func(n Notice) {
		switch n.Kind {
		case Reported:
			reported <- struct{}{}
		case Stalled:
			stalled <- struct{}{}
		}
	}
	o := p.open()
	defer o.Close()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- o.Watch(ctx) }()
	<-reported // although nobody takes the mail
	<-stalled
	close(open)
	letter := <-letters
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(letter, "Message-ID: <") || len(letters) > 0 {
		t.Errorf("%d more letters after\n%s", len(letters), letter)
	}
}

// postOffice speaks as much SMTP (RFC 5321) as a letter needs.
func postOffice(c net.Conn, letters chan<- string) {
	defer c.Close()
	in := bufio.NewScanner(c)
	say := func(s string) { fmt.Fprintf(c, "%s\r\n", s) }
	say("220 test")
	for in.Scan() {
		switch verb, _, _ := strings.Cut(strings.ToUpper(in.Text()), " "); verb {
		case "EHLO":
			say("250-test")
			say("250 8BITMIME")
		case "DATA":
			say("354 go on")
			var b strings.Builder
			for in.Scan() && in.Text() != "." {
				b.WriteString(strings.TrimPrefix(in.Text(), ".") + "\r\n") // RFC 5321, 4.5.2
			}
			letters <- b.String()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

// TestProgramGetsTheMessage runs a program that writes down its input.
func TestProgramGetsTheMessage(t *testing.T) {
	file := filepath.Join(t.TempDir(), "got")
	t.Setenv("ZEREN_TEST_TAKE", file)
	m := Message{ID: "7", News: []News{{Kind: NewsReport, Source: "ab", Name: "a.pdf"}}}
	if err := (Program{os.Args[0], "-test.run=^TestTakesMessage$"}).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Message
		Subject, Text string
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.ID != "7" || got.Subject != m.Subject() || got.Text != m.Text() || len(got.News) != 1 {
		t.Errorf("%s", data)
	}
	if err := (Program{filepath.Join(t.TempDir(), "none")}).Send(t.Context(), m); err == nil {
		t.Error("no error without a program")
	}
}

// TestTakesMessage is the program of the test above; alone it does nothing.
func TestTakesMessage(t *testing.T) {
	file := os.Getenv("ZEREN_TEST_TAKE")
	if file == "" {
		return
	}
	var b strings.Builder
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		b.WriteString(in.Text())
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
